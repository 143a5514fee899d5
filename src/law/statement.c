/* SPDX-License-Identifier: Apache-2.0 */
#include "law/statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

const struct statement_rule statement_rules[STATEMENT_COUNT] = {
#define STATEMENT_ROW(id, code, name, kind, by, n, d, x, rule) [COUNTS_##id] = { code, name, SAID_##kind, by, n, d, x, rule },
	STATEMENT_INDICATORS(STATEMENT_ROW)
#undef STATEMENT_ROW
};

const char *statement_kind_code(enum statement_kind k)
{
	static const char *const codes[STATEMENT_KINDS] = { "count", "rate", "less", "time", "days", "place" };

	return codes[k];
}

void statement_words(const struct statement_rule *rule, struct buf *out)
{
	buf_text(out, rule->numerator);
	if (*rule->denominator)
		buf_format(out, " / %s", rule->denominator);
	if (*rule->excluded)
		buf_format(out, ";不计%s", rule->excluded);
}

static const struct { const char *code, *name; } groupings[STATEMENT_GROUPINGS] = {
	[BY_UNIT] = { "unit", "全厅" }, [BY_WINDOW] = { "window", "窗口" }, [BY_CLERK] = { "clerk", "人员" }, [BY_BUNDLE] = { "bundle", "一件事" },
	[BY_ITEM] = { "item", "事项" }, [BY_DEPARTMENT] = { "department", "部门" }, [BY_CLASS] = { "class", "排队类别" }, [BY_RULE] = { "rule", "督办规则" },
};

const char *statement_by_code(enum statement_by by)
{
	return groupings[by].code;
}

const char *statement_by_name(enum statement_by by)
{
	return groupings[by].name;
}

/* --- values ----------------------------------------------------------------------------------------------------------- */

bool measure_empty(const struct measure *m)
{
	return !m->numerator && !m->denominator && !m->excluded;
}

/* In tenths of a percent, rounded, but never so far that some look like none or nearly all like all. */
static int64_t permille(int64_t n, int64_t d)
{
	int64_t r = (2000 * (n < 0 ? -n : n) + d) / (2 * d);

	r = n < 0 ? -r : r;
	if (r == 0 && n != 0)
		return n < 0 ? -1 : 1;
	return n < d && r >= 1000 ? 999 : n > d && r <= 1000 ? 1001 : r;
}

static void percent(int64_t n, int64_t d, char out[MEASURE_SIZE])
{
	int64_t r = permille(n, d), size = r < 0 ? -r : r;

	snprintf(out, MEASURE_SIZE, "%s%" PRId64 ".%" PRId64 "%%", r < 0 ? "-" : "", size / 10, size % 10);
}

static void time_of(int64_t n, int64_t d, char out[MEASURE_SIZE])
{
	int64_t seconds = (2 * n + d) / (2 * d);

	if (seconds >= 3600)
		snprintf(out, MEASURE_SIZE, "%" PRId64 "时%02" PRId64 "分%02" PRId64 "秒", seconds / 3600, seconds / 60 % 60, seconds % 60);
	else
		snprintf(out, MEASURE_SIZE, "%" PRId64 "分%02" PRId64 "秒", seconds / 60, seconds % 60);
}

const char *measure_text(enum statement_kind kind, const struct measure *m, char out[MEASURE_SIZE])
{
	int64_t tenths;

	if (kind == SAID_COUNT) {
		snprintf(out, MEASURE_SIZE, "%" PRId64, m->numerator);
		return out;
	}
	if (m->denominator <= 0) {
		snprintf(out, MEASURE_SIZE, "—");
		return out;
	}
	switch (kind) {
	case SAID_RATE: percent(m->numerator, m->denominator, out); break;
	case SAID_LESS: percent(m->denominator - m->numerator, m->denominator, out); break;
	case SAID_TIME: time_of(m->numerator, m->denominator, out); break;
	case SAID_PLACE: time_of(m->numerator, 1, out); break;
	default:
		tenths = (20 * m->numerator + m->denominator) / (2 * m->denominator);
		snprintf(out, MEASURE_SIZE, "%" PRId64 ".%" PRId64 "个工作日", tenths / 10, tenths % 10);
	}
	return out;
}

/* --- the period ------------------------------------------------------------------------------------------------------- */

static const struct { const char *code, *name; } periods[STATEMENT_PERIODS] = {
	[PERIOD_DAY] = { "day", "日报" }, [PERIOD_WEEK] = { "week", "周报" }, [PERIOD_MONTH] = { "month", "月报" },
};

const char *statement_period_code(enum statement_period p)
{
	return periods[p].code;
}

const char *statement_period_name(enum statement_period p)
{
	return periods[p].name;
}

int statement_period_from_code(const char *code)
{
	for (int i = 0; i < STATEMENT_PERIODS; i++)
		if (strcmp(periods[i].code, code) == 0)
			return i;
	return -1;
}

struct statement_span statement_span_of(enum statement_period p, day_t day)
{
	struct ymd first = day_to_ymd(day), next;

	switch (p) {
	case PERIOD_DAY:
		return (struct statement_span){ p, day, day };
	case PERIOD_WEEK:
		day -= (day_weekday(day) + 6) % 7;
		return (struct statement_span){ p, day, day + 6 };
	default:
		next = first.month == 12 ? (struct ymd){ first.year + 1, 1, 1 } : (struct ymd){ first.year, first.month + 1, 1 };
		return (struct statement_span){ p, day_from_ymd(first.year, first.month, 1), day_from_ymd(next.year, next.month, 1) - 1 };
	}
}

struct statement_span statement_span_step(struct statement_span s, int by)
{
	return statement_span_of(s.period, by > 0 ? s.to + 1 : s.from - 1);
}

const char *statement_span_text(struct statement_span s, char out[SPAN_SIZE])
{
	struct ymd first = day_to_ymd(s.from);
	char from[11], to[11];

	day_iso(s.from, from);
	day_iso(s.to, to);
	if (s.period == PERIOD_DAY)
		snprintf(out, SPAN_SIZE, "%s 星期%s", from, day_weekday_name(s.from));
	else if (s.period == PERIOD_WEEK)
		snprintf(out, SPAN_SIZE, "%s 至 %s", from, to);
	else
		snprintf(out, SPAN_SIZE, "%d年%d月", first.year, first.month);
	return out;
}

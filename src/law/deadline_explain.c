/* SPDX-License-Identifier: Apache-2.0 */
#include "law/deadline.h"

#include <string.h>

#define MOST_COUNTED 31          /* more counted days than this are told by first and last */
#define MOST_IN_GROUP 14         /* more skipped days of one reason are told by their number */
#define LONG_RUN 4               /* so many days in a row become "10-01至10-07" */

/* Writes days one after another; what is the same as in the day before (year, month) is left out. */
struct writer { struct buf *out; struct ymd last; bool any; };

static void put_day(struct writer *w, day_t d)
{
	struct ymd r = day_to_ymd(d);

	if (w->any)
		buf_char(w->out, ' ');
	if (r.year != w->last.year)
		buf_format(w->out, "%04d-%02d-%02d", r.year, r.month, r.day);
	else if (r.month != w->last.month)
		buf_format(w->out, "%02d-%02d", r.month, r.day);
	else
		buf_format(w->out, "%02d", r.day);
	w->last = r;
	w->any = true;
}

static void put_run(struct writer *w, day_t first, day_t last)
{
	if (last - first + 1 < LONG_RUN) {
		for (day_t d = first; d <= last; d++)
			put_day(w, d);
		return;
	}
	put_day(w, first);
	struct ymd r = day_to_ymd(last);
	if (r.year != w->last.year)
		buf_format(w->out, "至%04d-%02d-%02d", r.year, r.month, r.day);
	else
		buf_format(w->out, "至%02d-%02d", r.month, r.day);
	w->last = r;
}

/* Why a day did not count. */
static const char *reason(const struct day_step *step)
{
	static const char *const plain[] = {
		[DAY_WORK] = "", [DAY_WEEKEND] = "周末", [DAY_HOLIDAY] = "放假", [DAY_MAKEUP] = "", [DAY_LOCAL_CLOSED] = "地方放假",
		[DAY_LOCAL_OPEN] = "延时服务", [DAY_UNKNOWN] = "周末",
	};

	return step->name[0] ? step->name : plain[step->kind];
}

static bool same_group(const struct day_step *a, const struct day_step *b)
{
	return a->effect == b->effect && (a->effect == DAY_PAUSED || strcmp(reason(a), reason(b)) == 0);
}

static bool first_of_group(const struct deadline *d, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (same_group(&d->steps[k], &d->steps[i]))
			return false;
	return true;
}

/* All days of the group that step i begins, runs in short. Returns how many. */
static size_t put_group(const struct deadline *d, size_t i, bool days, struct buf *out)
{
	struct writer w = { .out = out, .last = day_to_ymd(d->start) };
	size_t n = 0;

	for (size_t k = i; k < d->count; k++) {
		if (!same_group(&d->steps[k], &d->steps[i]))
			continue;
		size_t end = k;
		while (end + 1 < d->count && same_group(&d->steps[end + 1], &d->steps[i]))
			end++;
		if (days)
			put_run(&w, d->steps[k].day, d->steps[end].day);
		n += end - k + 1;
		k = end;
	}
	return n;
}

/* Which days were counted, for nobody shall guess (T-10); of hours it is said behind. */
static const char *days_of(const struct deadline *d)
{
	return d->limit.unit == UNIT_WORKING_DAY ? "个工作日" : d->limit.unit == UNIT_NATURAL_DAY && !d->added ? "个自然日" : "日";
}

static void put_counted(const struct deadline *d, struct buf *out)
{
	struct writer w = { .out = out, .last = day_to_ymd(d->start) };
	int seen = 0;

	for (size_t i = 0; i < d->count; i++) {
		if (d->steps[i].effect != DAY_COUNTED)
			continue;
		seen++;
		if (d->used <= MOST_COUNTED || seen == 1) {
			put_day(&w, d->steps[i].day);
		} else if (seen == d->used) {
			buf_text(out, " …");
			put_day(&w, d->steps[i].day);
		}
	}
	buf_format(out, "%s共%d%s", seen ? " " : "", d->used, days_of(d));
}

static void put_skipped(const struct deadline *d, struct buf *out)
{
	const char *lead = ";跳过 ";

	for (size_t i = 0; i < d->count; i++) {
		if (d->steps[i].effect != DAY_SKIPPED || !first_of_group(d, i))
			continue;
		buf_text(out, lead);
		size_t n = put_group(d, i, false, out);
		if (n > MOST_IN_GROUP)
			buf_format(out, "%zu天", n);
		else
			put_group(d, i, true, out);
		buf_format(out, "(%s)", reason(&d->steps[i]));
		lead = "、";
	}
}

static void put_makeup(const struct deadline *d, struct buf *out)
{
	struct writer w = { .out = out, .last = day_to_ymd(d->start) };

	for (size_t i = 0; i < d->count; i++) {
		if (d->steps[i].effect != DAY_COUNTED || d->steps[i].kind != DAY_MAKEUP)
			continue;
		if (!w.any)
			buf_text(out, ";计入 ");
		put_day(&w, d->steps[i].day);
	}
	if (w.any)
		buf_text(out, "(调休上班)");
}

static void put_paused(const struct deadline *d, struct buf *out)
{
	for (size_t i = 0; i < d->count; i++) {
		if (d->steps[i].effect != DAY_PAUSED)
			continue;
		buf_text(out, ";暂停 ");
		buf_format(out, "(%zu天不计)", put_group(d, i, true, out));
		return;
	}
}

/* T-13: says which year was guessed. */
static void put_estimate(const struct deadline *d, struct buf *out)
{
	if (!d->estimated)
		return;
	for (size_t i = 0; i < d->count; i++) {
		if (d->steps[i].kind == DAY_UNKNOWN && d->steps[i].effect != DAY_PAUSED) {
			buf_format(out, ";%d年日历未载入,按周一至周五%s预估", day_to_ymd(d->steps[i].day).year,
				d->decreed ? "和法定固定节日" : "");
			return;
		}
	}
	buf_text(out, ";所用日历尚未确定,为预估");
}

void deadline_explain(const struct deadline *d, struct buf *out)
{
	deadline_explain_as(d, "受理", out);
}

void deadline_explain_as(const struct deadline *d, const char *begun, struct buf *out)
{
	struct ymd start;

	if (d->start == DAY_NONE)
		return;
	start = day_to_ymd(d->start);
	buf_format(out, "%02d-%02d %s,", start.month, start.day, begun);
	if (d->due == d->start) {
		limit_text(d->limit, out);
		buf_text(out, ",当日到期");
		return;
	}
	buf_text(out, "次日起算:");
	put_counted(d, out);
	if (d->added)
		buf_format(out, "(前%d日按自然日,延长的%d日按工作日)", limit_days(d->limit), d->added);
	else if (d->limit.unit != UNIT_WORKING_DAY && d->limit.unit != UNIT_NATURAL_DAY) {
		buf_text(out, "(");
		limit_text(d->limit, out);
		buf_text(out, ",按钟点)");
	}
	put_skipped(d, out);
	put_makeup(d, out);
	put_paused(d, out);
	if (d->due == DAY_NONE)
		buf_text(out, ";暂停未结束,到期日待定");
	put_estimate(d, out);
}

/* Each reason once, in the order of the days: "，周末、元旦不计". */
static void put_reasons(const struct deadline *d, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++)
		if (d->steps[i].effect == DAY_SKIPPED && first_of_group(d, i))
			buf_format(out, "%s%s", n++ ? "、" : "，", reason(&d->steps[i]));
	if (n)
		buf_text(out, "不计");
}

void deadline_tell(const struct deadline *d, struct buf *out)
{
	size_t paused = 0, makeup = 0;

	if (d->start == DAY_NONE)
		return;
	if (d->due == d->start) {
		buf_text(out, "当日办结");
		return;
	}
	buf_text(out, d->limit.unit == UNIT_NATURAL_DAY ? "自次日起按自然日计算" : "自次日起算");
	for (size_t i = 0; i < d->count; i++) {
		paused += d->steps[i].effect == DAY_PAUSED;
		makeup += d->steps[i].effect == DAY_COUNTED && d->steps[i].kind == DAY_MAKEUP;
	}
	put_reasons(d, out);
	if (makeup)
		buf_text(out, "，调休上班日计入");
	if (paused)
		buf_format(out, "，暂停的%zu天不计", paused);
}

const char *day_step_reason(const struct day_step *step)
{
	return step->kind == DAY_MAKEUP ? "调休上班" : step->kind == DAY_WORK ? "" : reason(step);
}

static void put_week_day(const struct day_step *step, struct buf *out)
{
	buf_format(out, " %s", day_weekday_name(step->day));
	if (step->effect == DAY_PAUSED) {
		buf_text(out, "停");
	} else if (step->effect == DAY_COUNTED) {
		buf_format(out, "%s%d", step->kind == DAY_MAKEUP ? "班" : "", step->counted);
	} else {
		buf_text(out, "休");
		if (step->kind != DAY_WEEKEND && step->kind != DAY_UNKNOWN)
			buf_format(out, "[%s]", reason(step));
	}
}

void deadline_weeks(const struct deadline *d, struct buf *out)
{
	char iso[11];

	for (size_t i = 0; i < d->count; i++) {
		if (i == 0 || day_weekday(d->steps[i].day) == 1) {
			day_iso(d->steps[i].day, iso);
			bool new_year = i == 0 || strcmp(iso + 5, "01-08") < 0;
			buf_format(out, "%s  %s", i ? "\n" : "", new_year ? iso : iso + 5);
			buf_text(out, new_year ? "" : "     ");
		}
		put_week_day(&d->steps[i], out);
	}
	if (d->count)
		buf_char(out, '\n');
}

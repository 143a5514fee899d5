/* SPDX-License-Identifier: Apache-2.0 */
#include "law/deadline.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MOST_DAYS 2000
#define MOST_STEPS 8000          /* with its pauses: some twenty years */

static const struct unit { const char *name, *text; } units[] = {
	[UNIT_WORKING_DAY] = { "working_day", "个工作日" },
	[UNIT_NATURAL_DAY] = { "natural_day", "个自然日" },
	[UNIT_HOUR]        = { "hour", "小时" },
	[UNIT_MINUTE]      = { "minute", "分钟" },
};

int limit_unit_from_name(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(units); i++)
		if (strcmp(units[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *limit_unit_name(enum limit_unit unit)
{
	return (unsigned)unit < COUNT_OF(units) ? units[unit].name : "";
}

void limit_text(struct limit limit, struct buf *out)
{
	if (!limit.set)
		buf_text(out, "未定");
	else if (limit.halves == 0)
		buf_text(out, "即办");
	else
		buf_format(out, "%d%s%s", limit.halves / 2, limit.halves % 2 ? ".5" : "",
			(unsigned)limit.unit < COUNT_OF(units) ? units[limit.unit].text : "");
}

void deadline_release(struct deadline *d)
{
	free(d->steps);
	*d = (struct deadline){ .start = DAY_NONE, .due = DAY_NONE };
}

/* Days to count. An hour limit runs by the clock, so its due day is that of the whole days in it: 2 hours are due the
 * same day, 48 two days later (T-10: the unit itself stays what it is). */
int limit_days(struct limit limit)
{
	switch (limit.unit) {
	case UNIT_HOUR:
		return limit.halves / 2 / 24;
	case UNIT_MINUTE:
		return limit.halves / 2 / 60 / 24;
	case UNIT_WORKING_DAY:
	case UNIT_NATURAL_DAY:
		break;
	}
	return limit.halves / 2 + limit.halves % 2;
}

static enum status check(day_t start, struct limit limit, int added, const struct pause *pauses, size_t count, struct err *err)
{
	char from[11], to[11];

	if (start == DAY_NONE || start < day_from_ymd(1, 1, 1) || start > day_from_ymd(9999, 12, 31))
		return err_set(err, ST_DATA, "E-1052", "起算日期不存在");
	if (!limit.set || (unsigned)limit.unit >= COUNT_OF(units) || limit.halves < 0)
		return err_set(err, ST_DATA, "E-1053", "没有可以推算的时限");
	if (limit_days(limit) > MOST_DAYS || limit_days(limit) + added > MOST_DAYS)
		return err_set(err, ST_LIMIT, "E-1053", "时限超过 %d 日,无法推算", MOST_DAYS);
	for (size_t i = 0; i < count; i++) {
		if (pauses[i].from == DAY_NONE)
			return err_set(err, ST_DATA, "E-1051", "第 %zu 个暂停没有开始日期", i + 1);
		if (pauses[i].to != DAY_NONE && pauses[i].to < pauses[i].from)
			return err_set(err, ST_DATA, "E-1051", "第 %zu 个暂停 %s 结束,早于开始的 %s", i + 1,
				day_iso(pauses[i].to, to), day_iso(pauses[i].from, from));
	}
	return ST_OK;
}

/* T-6: the day lies in (from, to] of some pause; overlaps count once because each day is asked once. */
static bool paused(day_t d, const struct pause *pauses, size_t count, bool *open)
{
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		if (d <= pauses[i].from)
			continue;
		if (pauses[i].to == DAY_NONE)
			*open = true;
		found |= pauses[i].to == DAY_NONE || d <= pauses[i].to;
	}
	return found;
}

/* Does the day count? Only for working days is the calendar asked; a year without one is refused, or guessed by the
 * weekday and the holidays that a decree fixes (T-13). */
static enum status weigh(const struct calendar *c, bool guess, struct deadline *out, struct day_step *step,
	struct err *err)
{
	int year = day_to_ymd(step->day).year;
	bool counts = true;

	if (out->limit.unit == UNIT_WORKING_DAY || out->used >= limit_days(out->limit)) {
		if (step->kind != DAY_UNKNOWN) {
			counts = step->kind == DAY_WORK || step->kind == DAY_MAKEUP;
			out->estimated |= !calendar_certain(c, year);
		} else if (guess) {
			enum day_kind taken_for = calendar_expected(c, step->day, &step->name);
			counts = taken_for == DAY_WORK;
			if (taken_for == DAY_HOLIDAY)
				step->kind = taken_for;
			out->estimated = true;
			out->decreed |= calendar_decreed(c, year);
		} else {
			return err_set(err, ST_REFUSED, "E-1050",
				"期限要跨入 %d 年,而该年的工作日历尚未载入,不能推算到期日:请先导入该年日历", year);
		}
	}
	step->effect = counts ? DAY_COUNTED : DAY_SKIPPED;
	out->used += counts;
	return ST_OK;
}

static struct day_step *add_step(struct deadline *out, size_t *room)
{
	if (out->count == *room) {
		*room = *room ? *room * 2 : 64;
		out->steps = mem_grow(out->steps, *room, sizeof *out->steps);
	}
	return &out->steps[out->count++];
}

/* Walks from the day after the start until n days are counted or an open pause stops the walk. */
static enum status walk(const struct calendar *c, int n, const struct pause *pauses, size_t pause_count, bool guess,
	struct deadline *out, struct err *err)
{
	day_t last = day_from_ymd(9999, 12, 31);
	size_t room = 0;

	for (day_t d = out->start + 1; out->used < n; d++) {
		bool open = false, rests = paused(d, pauses, pause_count, &open);
		if (open)
			return ST_OK;
		if (d > last || out->count == MOST_STEPS)
			return err_set(err, ST_LIMIT, "E-1053", "时限连同暂停的时间太长,无法推算");
		struct day_step *step = add_step(out, &room);
		*step = (struct day_step){ .day = d, .effect = DAY_PAUSED };
		step->kind = calendar_kind(c, d, &step->name);
		enum status st = rests ? ST_OK : weigh(c, guess, out, step, err);
		if (st != ST_OK)
			return st;
		step->counted = out->used;
	}
	out->due = out->count ? out->steps[out->count - 1].day : out->start;
	return ST_OK;
}

enum status deadline_make_added(const struct calendar *c, day_t start, struct limit limit, int added, const struct pause *pauses,
	size_t pause_count, bool guess, struct deadline *out, struct err *err)
{
	if (limit.unit == UNIT_WORKING_DAY && added) {
		limit.halves = limit.halves + added > 0 ? limit.halves + added : 0;
		added = 0;
	}
	added = added > 0 ? added / 2 + added % 2 : 0;
	*out = (struct deadline){ .start = start, .due = DAY_NONE, .limit = limit, .added = added };
	enum status st = check(start, limit, added, pauses, pause_count, err);
	if (st == ST_OK)
		st = walk(c, limit_days(limit) + added, pauses, pause_count, guess, out, err);
	if (st != ST_OK)
		deadline_release(out);
	return st;
}

enum status deadline_make(const struct calendar *c, day_t start, struct limit limit, const struct pause *pauses,
	size_t pause_count, bool guess, struct deadline *out, struct err *err)
{
	return deadline_make_added(c, start, limit, 0, pauses, pause_count, guess, out, err);
}

int deadline_remaining(const struct calendar *c, day_t today, day_t due)
{
	int n = 0;

	if (today == DAY_NONE || due == DAY_NONE || today == due)
		return 0;
	for (day_t d = today < due ? today : due, end = today < due ? due : today; d < end; d++)
		n += calendar_may_work(c, d + 1);      /* a remaining time is shown, not promised */
	if (today < due)
		return n;
	return n ? -n : -1;
}

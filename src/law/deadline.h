/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_DEADLINE_H
#define LAW_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/status.h"
#include "law/calendar.h"

/* A time limit as the law states it. Limits of half a day exist (0.5 工作日), so the number is kept in halves; the
 * unit is never converted silently (T-10). */
enum limit_unit { UNIT_WORKING_DAY, UNIT_NATURAL_DAY, UNIT_HOUR, UNIT_MINUTE };
struct limit { int halves; enum limit_unit unit; bool set; };
#define LIMIT_DAYS(n) ((struct limit){ 2 * (n), UNIT_WORKING_DAY, true })
/* "working_day", "natural_day", "hour", "minute" and back; -1 when unknown. */
int limit_unit_from_name(const char *name);
const char *limit_unit_name(enum limit_unit unit);
/* "5个工作日", "0.5个工作日", "20个自然日", "即办"; appended. */
void limit_text(struct limit limit, struct buf *out);
/* How many whole days are counted: half days round up; hours and minutes are the days that they hold. */
int limit_days(struct limit limit);

/* A span not counted: the days in (from, to] (T-6). to == DAY_NONE: still open. */
struct pause { day_t from, to; };

/* What one calendar day did to the count. */
enum day_effect { DAY_COUNTED, DAY_SKIPPED, DAY_PAUSED };
struct day_step { day_t day; enum day_effect effect; enum day_kind kind; int counted; const char *name; };

struct deadline {
	day_t start, due;            /* due is DAY_NONE while a pause is open */
	struct limit limit;
	int added;                   /* working days counted after a limit of another unit; of one in working days they are in `limit` */
	int used;                    /* days counted so far when the pause is open, else all */
	bool estimated;              /* reaches into a year without calendar: 预估 (T-13) */
	bool decreed;                /* … whose holidays of fixed date were taken from the decree */
	struct day_step *steps;      /* owned; start+1 … due, in order */
	size_t count;
};
void deadline_release(struct deadline *d);

/* T-2, T-4, T-6, T-7, T-13: the start day is not counted. With `guess` false a year without calendar is refused
 * (E-1050, R12); with true the weekday rule stands in and `estimated` is set. Half days round up to a whole day.
 * Pauses may overlap and come in any order; a pause that ends before it starts is refused (E-1051). n > 2000 days is
 * refused (E-1053), a start that is no day too (E-1052). Limits in hours or minutes run by the clock: they are due on
 * the day of their whole days. A year whose calendar is not certain sets `estimated`. The names in steps are the
 * calendar's. */
enum status deadline_make(const struct calendar *c, day_t start, struct limit limit, const struct pause *pauses,
	size_t pause_count, bool guess, struct deadline *out, struct err *err) MUST_CHECK;
/* The same for a limit that was extended by `added` half working days (T-7, W-10): an extension is in working days whatever the
 * limit is in (T-10), and begins where the limit ends. Less than 0: what was given back of a limit in working days (R12). */
enum status deadline_make_added(const struct calendar *c, day_t start, struct limit limit, int added, const struct pause *pauses,
	size_t pause_count, bool guess, struct deadline *out, struct err *err) MUST_CHECK;
/* T-9: working days in (today, due]; 0 is due today (or before the next working day), negative is overdue: on the
 * weekend after a due Friday it is -1 already (T-3). 0 without a due day. Years without calendar: weekday rule. */
int deadline_remaining(const struct calendar *c, day_t today, day_t due);
/* One Chinese sentence: "11-23 受理,次日起算:24 25 26 27 30 共5个工作日;跳过 28 29(周末)". Appended. */
void deadline_explain(const struct deadline *d, struct buf *out);
/* The same with another word for what began it: "收件", "决定". */
void deadline_explain_as(const struct deadline *d, const char *begun, struct buf *out);
/* The same for who gets the paper, without the sum: "自次日起算，周末、元旦不计，调休上班日计入". Appended. */
void deadline_tell(const struct deadline *d, struct buf *out);
/* Each day, a week a line, lines ended by newlines and begun by two blanks: "  11-23 二1 三2 四3 五4 六休 日休"; a number
 * is the day it counts as, 休 with the holiday's name, 停 for a pause, 班 a make-up day. Appended. */
void deadline_weeks(const struct deadline *d, struct buf *out);
/* Why a day does not count, or that it is a make-up day: "周末", the holiday's name; "" for an ordinary day. Borrowed. */
const char *day_step_reason(const struct day_step *step);

#endif

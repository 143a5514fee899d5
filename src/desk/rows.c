/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/rows.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/words.h"
#include "law/states.h"

enum { COLUMN_NUMBER, COLUMN_TIME, COLUMN_BUNDLE, COLUMN_NAME, COLUMN_STATE, COLUMN_TASKS, COLUMN_DUE, COLUMNS };
static const struct list_column columns_80[COLUMNS] = {
	[COLUMN_NUMBER] = { "件号", 5, false }, [COLUMN_TIME] = { "受理", 8, false }, [COLUMN_BUNDLE] = { "一件事", 0, false },
	[COLUMN_NAME] = { "申请人", 10, false }, [COLUMN_STATE] = { "状态", 9, false }, [COLUMN_TASKS] = { "任务", 12, false },
	[COLUMN_DUE] = { "应办结", 8, true },
};
static const struct list_column columns_132[COLUMNS] = {
	[COLUMN_NUMBER] = { "件号", 5, false }, [COLUMN_TIME] = { "受理", 8, false }, [COLUMN_BUNDLE] = { "一件事", 40, false },
	[COLUMN_NAME] = { "申请人", 20, false }, [COLUMN_STATE] = { "状态", 10, false }, [COLUMN_TASKS] = { "任务", 24, false },
	[COLUMN_DUE] = { "应办结", 8, true },
};

struct list *rows_list(unsigned flags, const struct list_source *source, void *ctx)
{
	return list_new(columns_80, COLUMNS, flags, source, ctx);
}

void rows_fit(struct list *l, int width)
{
	list_columns(l, width < 124 ? columns_80 : columns_132, COLUMNS);
}

void row_number_tail(const char *number, struct buf *out)
{
	if (strlen(number) == 23)
		buf_add(out, number + 17, 5);
}

/* `ymd`: the eight digits of a day within a number, the serial behind them. */
static void dated(const char *ymd, int serial, struct buf *out)
{
	enum { SINCE_YEAR = 2, MONTH = 4, DAY = 6, SERIAL = 8, YEAR_DAYS = 365 };
	int year = 0, month = 0, day = 0;
	day_t on = sscanf(ymd, "%4d%2d%2d", &year, &month, &day) == 3 ? day_from_ymd(year, month, day) : DAY_NONE;

	if (on == DAY_NONE || on > clock_today() || on <= clock_today() - YEAR_DAYS)
		buf_format(out, "%.*s", SERIAL - SINCE_YEAR + serial, ymd + SINCE_YEAR);
	else
		buf_format(out, "%.2s-%.2s %.*s", ymd + MONTH, ymd + DAY, serial, ymd + SERIAL);
}

/* hall (9) day (8) serial (5) check (1) */
void row_number_dated(const char *number, struct buf *out)
{
	enum { DAY = 9, SERIAL = 5 };

	if (strlen(number) == 23)
		dated(number + DAY, SERIAL, out);
}

/* "BC" hall (3) day (8) serial */
void row_register_dated(const char *number, struct buf *out)
{
	enum { DAY = 5, SERIAL = 13 };

	if (strlen(number) > SERIAL)
		dated(number + DAY, (int)strlen(number + SERIAL), out);
	else
		buf_text(out, number);
}

const char *task_sign(enum task_state s)
{
	switch (s) {
	case TASK_PENDING: case TASK_SENT:
		return "○";
	case TASK_WORKING: case TASK_CORRECTING: case TASK_SPECIAL: case TASK_EXTENDED:
		return "◐";
	case TASK_FAILED: case TASK_RETURNED: case TASK_REFUSED:
		return "!";
	case TASK_RECALLED: case TASK_ENDED: case TASK_VOID:
		return "x";
	default:
		return "●";
	}
}

/* Today the time of day, before that the day. */
static void when(const struct dossier_row *r, struct buf *out)
{
	struct clock_hm t = clock_time_of(r->accepted_at);
	day_t day = clock_day_of(r->accepted_at);

	if (day == clock_today())
		buf_format(out, "%02d:%02d", t.hour, t.minute);
	else
		words_day(day, clock_today(), out);
}

/* K7: in a special procedure no day counts, and which day it will be due nobody knows. */
static bool resting(const struct dossier_row *r)
{
	for (int i = 0; i < r->task_count; i++)
		if (r->tasks[i] == TASK_SPECIAL)
			return true;
	return false;
}

void row_cell(const struct dossier_row *r, size_t column, struct buf *out, enum look *look)
{
	int state = dossier_state_from_code(r->state);
	bool open = r->due != DAY_NONE && state < (int)DOSSIER_DECIDED;

	switch (column) {
	case COLUMN_NUMBER: row_number_tail(r->number, out); break;
	case COLUMN_TIME:   when(r, out); break;
	case COLUMN_BUNDLE: buf_text(out, r->bundle); break;
	case COLUMN_NAME:   buf_text(out, r->name); break;
	case COLUMN_STATE:
		buf_text(out, state == DOSSIER_ACCEPTED && r->deferred ? "容缺受理" : state < 0 ? r->state : dossier_state_name(state));
		if (r->deferred)
			*look = LOOK_WARN;
		break;
	case COLUMN_TASKS:
		for (int i = 0; i < r->task_count; i++)
			buf_text(out, task_sign(r->tasks[i]));
		break;
	default:
		if (open && resting(r)) {
			buf_text(out, "停表");
			*look = LOOK_DIM;
			break;
		}
		words_day(r->due, clock_today(), out);
		if (open && r->due <= clock_today())
			*look = r->due < clock_today() ? LOOK_BAD : LOOK_WARN;
	}
}

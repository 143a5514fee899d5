/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/day.h"

#define WIDE 124

static enum look light_look(enum clock_light light)
{
	return light == LIGHT_RED ? LOOK_BAD : light == LIGHT_YELLOW ? LOOK_WARN : LOOK_PLAIN;
}

/* What runs on: whole minutes, for nobody watches seconds that stand still. */
static void running(int64_t ms, struct buf *out)
{
	if (ms)
		buf_format(out, "%" PRId64 "分", ms / MINUTE_MS);
}

/* What is over, to the second; nothing for nothing. */
static void span(int64_t ms, bool any, struct buf *out)
{
	if (any)
		buf_format(out, "%" PRId64 ":%02" PRId64, ms / MINUTE_MS, ms / 1000 % 60);
}

/* --- classes --------------------------------------------------------------------------------------------------------- */

enum { CLASS_NAME, CLASS_WAITING, CLASS_LONGEST, CLASS_NUMBER, CLASS_RECENT, CLASS_SERVICE, CLASS_CALLED, CLASS_SERVED, CLASS_PASSED,
	CLASS_LIGHT, CLASS_TAKEN, CLASS_AVERAGE, CLASS_MEDIAN, CLASS_COLUMNS };
static const struct list_column class_narrow[] = { { "等候", 0, false }, { "人数", 5, true }, { "最久", 6, true }, { "号", 6, false },
	{ "近均", 6, true }, { "均办", 6, true }, { "叫号", 5, true }, { "办结", 5, true }, { "过号", 5, true }, { "灯", 3, true } };
static const struct list_column class_wide[] = { { "等候", 0, false }, { "人数", 5, true }, { "最久", 7, true }, { "号", 7, false },
	{ "近来均候", 9, true }, { "均办", 7, true }, { "叫号", 6, true }, { "办结", 6, true }, { "过号", 6, true }, { "灯", 4, true },
	{ "取号", 6, true }, { "全天均候", 9, true }, { "办理中位", 9, true } };

static size_t class_count(void *ctx)
{
	const struct day *s = ctx;

	return s->day ? s->day->class_count : 0;
}

static uint64_t class_id(void *ctx, size_t row)
{
	return (uint64_t)((struct day *)ctx)->day->classes[row].letter;
}

static void class_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct queue_day_class *c = &((struct day *)ctx)->day->classes[row];
	const struct queue_figures *f = &c->f;
	const int64_t counts[CLASS_COLUMNS] = { [CLASS_WAITING] = f->waiting, [CLASS_CALLED] = f->called, [CLASS_SERVED] = f->served,
		[CLASS_PASSED] = f->passed, [CLASS_TAKEN] = f->taken };

	switch (column) {
	case CLASS_NAME: buf_format(out, "%c %s", c->letter, c->name); break;
	case CLASS_NUMBER: buf_text(out, c->longest); break;
	case CLASS_LONGEST: running(f->longest_ms, out); *look = light_look(c->light); break;
	case CLASS_RECENT: span(f->recent_ms, f->recent > 0, out); break;
	case CLASS_SERVICE: span(f->service_ms, f->served > 0, out); break;
	case CLASS_AVERAGE: span(f->average_ms, f->called > 0, out); break;
	case CLASS_MEDIAN: span(f->median_ms, f->served > 0, out); break;
	case CLASS_LIGHT:
		if (c->light != LIGHT_GREEN)
			buf_text(out, clock_light_name(c->light));
		*look = light_look(c->light);
		break;
	default: buf_format(out, "%" PRId64, counts[column]);
	}
}

/* --- windows --------------------------------------------------------------------------------------------------------- */

enum { WINDOW_NO, WINDOW_CLERK, WINDOW_STATE, WINDOW_TICKET, WINDOW_BUSY, WINDOW_SERVED, WINDOW_MEDIAN, WINDOW_NAME, WINDOW_TAKES,
	WINDOW_RATINGS, WINDOW_PAUSES, WINDOW_COLUMNS };
static const struct list_column window_narrow[] = { { "窗", 4, true }, { "人员", 0, false }, { "状态", 5, false }, { "号", 6, false },
	{ "本件", 6, true }, { "今日", 5, true }, { "中位", 6, true } };
static const struct list_column window_wide[] = { { "窗", 4, true }, { "人员", 9, false }, { "状态", 5, false }, { "号", 6, false },
	{ "本件", 7, true }, { "今日", 5, true }, { "中位", 7, true }, { "窗口", 0, false }, { "叫", 6, false }, { "评价", 5, true }, { "暂停", 5, true } };

static size_t window_count(void *ctx)
{
	const struct day *s = ctx;

	return s->day ? s->day->window_count : 0;
}

static void window_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const enum look looks[WINDOW_STATE_COUNT] = { [WINDOW_CALLING] = LOOK_STRONG, [WINDOW_SERVING] = LOOK_GOOD,
		[WINDOW_PAUSED] = LOOK_WARN, [WINDOW_AWAY] = LOOK_DIM };
	const struct queue_day *d = ((struct day *)ctx)->day;
	const struct queue_day_window *w = &d->windows[row];

	switch (column) {
	case WINDOW_NO: buf_text(out, w->now.no); break;
	case WINDOW_CLERK: buf_text(out, w->now.clerk); break;
	case WINDOW_STATE: buf_text(out, window_state_name(w->now.state)); *look = looks[w->now.state]; break;
	case WINDOW_TICKET: buf_text(out, w->now.ticket); break;
	case WINDOW_BUSY: running(w->busy_ms, out); *look = light_look(w->light); break;
	case WINDOW_SERVED: buf_format(out, "%" PRId64, w->f.served); break;
	case WINDOW_MEDIAN: span(w->f.median_ms, w->f.served > 0, out); break;
	case WINDOW_NAME: buf_format(out, "  %s%s%s", w->now.name, *w->now.reason ? ":" : "", w->now.reason); break;
	case WINDOW_TAKES: buf_text(out, d->takes[row].classes); break;
	case WINDOW_RATINGS: buf_format(out, "%" PRId64, w->ratings); break;
	default: buf_format(out, "%" PRId64, w->pauses);
	}
}

/* --- lists ----------------------------------------------------------------------------------------------------------- */

static const struct list_column of_lists[] = { { "清单", 0, false }, { "件", 5, true }, { "灯", 3, true } };

static size_t list_rows(void *ctx)
{
	return ((struct day *)ctx)->row_count;
}

static void list_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct day_list *l = &((struct day *)ctx)->rows[row];

	*look = l->count ? column ? light_look(l->light) : LOOK_PLAIN : LOOK_DIM;
	if (column == 0)
		buf_text(out, l->name);
	else if (column == 1)
		buf_format(out, "%zu%s", l->count, l->more ? "+" : "");
	else if (l->count && l->light != LIGHT_GREEN)
		buf_text(out, clock_light_name(l->light));
}

/* --- all three ------------------------------------------------------------------------------------------------------- */

void day_lists_make(struct day *s)
{
	static const struct list_source classes = { .count = class_count, .cell = class_cell, .id = class_id },
		windows = { .count = window_count, .cell = window_cell }, lists = { .count = list_rows, .cell = list_cell };

	s->classes = list_new(class_narrow, COUNT_OF(class_narrow), LIST_TITLES, &classes, s);
	s->windows = list_new(window_narrow, COUNT_OF(window_narrow), LIST_TITLES, &windows, s);
	s->lists = list_new(of_lists, COUNT_OF(of_lists), LIST_TITLES, &lists, s);
	list_empty(s->classes, "没有开放的类别");
	list_empty(s->windows, "没有窗口");
}

void day_lists_fit(struct day *s)
{
	bool wide = view_area(s->view).width >= WIDE;

	list_columns(s->classes, wide ? class_wide : class_narrow, wide ? COUNT_OF(class_wide) : COUNT_OF(class_narrow));
	list_columns(s->windows, wide ? window_wide : window_narrow, wide ? COUNT_OF(window_wide) : COUNT_OF(window_narrow));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/errand.h"
#include "desk/rows.h"
#include "law/staff_right.h"
#include "law/staff_role.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/scroll.h"

/* 帮办代办 as a list: a helper's own and what nobody has answered, which is his home screen; a supervisor's all. */

enum group { WAITING, RUNNING, PAUSED, DONE, GROUPS };
static const char *const group_names[GROUPS] = { [WAITING] = "等人响应", [RUNNING] = "正在办", [PAUSED] = "中止", [DONE] = "待回访、待归档" };
struct line { bool heading; size_t at; };

struct errands {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct errand_row *rows;
	size_t count;
	struct line *lines;
	size_t line_count;
	bool waiting;                        /* only what nobody has answered */
};

/* --- rows ------------------------------------------------------------------------------------------------------------------- */

static enum group group_of(const struct errand_row *r)
{
	return r->state == ERRAND_REGISTERED ? WAITING : r->state == ERRAND_PAUSED ? PAUSED : r->state < ERRAND_FINISHED ? RUNNING : DONE;
}

static size_t in_group(const struct errands *e, enum group group)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++)
		n += group_of(&e->rows[i]) == group;
	return n;
}

static size_t count_late(const struct errands *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++)
		n += errand_late(&e->rows[i]);
	return n;
}

static void make_lines(struct errands *e)
{
	free(e->lines);
	e->lines = mem_array(e->count + GROUPS, sizeof *e->lines);
	e->line_count = 0;
	for (int g = 0; g < GROUPS; g++) {
		if (in_group(e, (enum group)g))
			e->lines[e->line_count++] = (struct line){ true, (size_t)g };
		for (size_t i = 0; i < e->count; i++)
			if (group_of(&e->rows[i]) == (enum group)g)
				e->lines[e->line_count++] = (struct line){ false, i };
	}
}

static enum status read_again(struct errands *e, struct err *err)
{
	enum status st = errand_list(e->d->hall, &e->d->actor, e->waiting ? "waiting" : "", e->rows, ERRANDS_MOST, &e->count, err);

	make_lines(e);
	return st;
}

static size_t count_rows(void *ctx)
{
	return ((struct errands *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct errands *)ctx)->lines[row].heading;
}

static uint64_t id(void *ctx, size_t row)
{
	const struct errands *e = ctx;
	const struct line *l = &e->lines[row];

	return l->heading ? l->at : (uint64_t)e->rows[l->at].id + GROUPS;
}

void errand_moment(int64_t at, struct buf *out)
{
	char stamp[20];

	clock_stamp(at, stamp);
	if (clock_day_of(at) == clock_today())
		buf_format(out, "今日 %.5s", stamp + 11);
	else
		buf_format(out, "%.5s %.5s", stamp + 5, stamp + 11);
}

enum { COLUMN_NO, COLUMN_KIND, COLUMN_STATE, COLUMN_NAME, COLUMN_ITEMS, COLUMN_HELPER, COLUMN_WHEN, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_NO] = { NULL, 10, false }, [COLUMN_KIND] = { NULL, 6, false },
	[COLUMN_STATE] = { NULL, 6, false }, [COLUMN_NAME] = { NULL, 12, false }, [COLUMN_ITEMS] = { NULL, 0, false },
	[COLUMN_HELPER] = { NULL, 6, false }, [COLUMN_WHEN] = { NULL, 16, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_NO] = { NULL, 17, false }, [COLUMN_KIND] = { NULL, 6, false },
	[COLUMN_STATE] = { NULL, 6, false }, [COLUMN_NAME] = { NULL, 24, false }, [COLUMN_ITEMS] = { NULL, 0, false },
	[COLUMN_HELPER] = { NULL, 10, false }, [COLUMN_WHEN] = { NULL, 18, false } };

static void when(const struct errand_row *r, struct buf *out, enum look *look)
{
	if (r->state == ERRAND_REGISTERED) {
		bool late = errand_late(r);
		if (late)
			buf_text(out, "超时 ");
		*look = late ? LOOK_BAD : LOOK_WARN;
		errand_moment(r->due_at, out);
	} else if (r->papers_out) {
		buf_format(out, "材料 %d 份", r->papers_out);
	} else {
		const char *outcome = act_choice_name(errand_outcomes, r->outcome);
		buf_text(out, outcome ? outcome : "");
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct errands *e = ctx;
	const struct line *l = &e->lines[row];
	const struct errand_row *r = &e->rows[l->at];

	if (l->heading) {
		if (column == 0)
			buf_format(out, " %s %zu", group_names[l->at], in_group(e, (enum group)l->at));
		return;
	}
	switch (column) {
	case COLUMN_NO:
		if (view_area(e->view).width < 110)
			row_register_dated(r->number, out);
		else
			buf_text(out, r->number);
		break;
	case COLUMN_KIND: buf_text(out, errand_kinds[r->kind].name); break;
	case COLUMN_STATE: buf_text(out, errand_state_name(r->state)); break;
	case COLUMN_NAME:
		buf_text(out, r->name);
		if (r->principals > 1)
			buf_format(out, "等 %d 位", r->principals);
		break;
	case COLUMN_ITEMS: buf_text(out, r->items); break;
	case COLUMN_HELPER: buf_text(out, *r->helper ? r->helper : "—"); break;
	default: when(r, out, look);
	}
}

/* --- the view ----------------------------------------------------------------------------------------------------------------- */

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct errands *)ctx)->view);
}

static enum status open_errands(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading, .moved = moved };
	struct errands *e = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	e->d = v->app;
	e->view = v;
	e->rows = mem_array(ERRANDS_MOST, sizeof *e->rows);
	if (!picture)
		return err->status;
	enum status st = read_again(e, err);
	if (st != ST_OK)
		return st;
	e->frame = form_new(picture, NULL, e);
	e->list = list_new(columns_80, COLUMNS, 0, &source, e);
	list_empty(e->list, "没有帮办代办。F2 登记第一件");
	view_add(v, form_widget(e->frame));
	view_add(v, list_widget(e->list));
	list_reload(e->list);
	view_focus(v, list_widget(e->list));
	return ST_OK;
}

static void close_errands(struct view *v)
{
	struct errands *e = v->data;

	list_free(e->list);
	form_free(e->frame);
	free(e->rows);
	free(e->lines);
}

static void layout(struct view *v, struct area area)
{
	struct errands *e = v->data;

	view_place(v, form_widget(e->frame), area);
	struct area rows = form_area(e->frame, "rows");
	list_columns(e->list, rows.width < 110 ? columns_80 : columns_132, COLUMNS);
	view_place(v, list_widget(e->list), rows);
}

static const struct errand_row *chosen(const struct errands *e)
{
	size_t row = list_selected(e->list);

	return row == LIST_NONE || e->lines[row].heading ? NULL : &e->rows[e->lines[row].at];
}

static void draw_detail(struct errands *e, struct area area)
{
	const struct errand_row *r = chosen(e);
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (r) {
		buf_format(&out, "%s  %s  %s", r->number, r->name, r->items);
		buf_text(&out, "\n登记 ");
		errand_moment(r->registered_at, &out);
		buf_text(&out, r->responded_at ? "  响应 " : "  应在此前响应 ");
		errand_moment(r->responded_at ? r->responded_at : r->due_at, &out);
	}
	draw_wrap(area, LOOK_PLAIN, out.data ? out.data : "");
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct errands *e = v->data;
	char title[160];
	size_t n = count_late(e);

	if (n)
		snprintf(title, sizeof title, "帮办代办%s %zu  超时未响应 %zu", e->waiting ? "(等人响应)" : "", e->count, n);
	else
		snprintf(title, sizeof title, "帮办代办%s %zu", e->waiting ? "(等人响应)" : "", e->count);
	desk_head(e->d, form_area(e->frame, "head").row, view_area(v).width, title);
	draw_detail(e, form_area(e->frame, "detail"));
}

static void changed(struct view *v)
{
	struct errands *e = v->data;
	struct err err;

	if (read_again(e, &err) != ST_OK)
		desk_fail(e->d, &err);
	list_reload(e->list);
	view_dirty(v);
}

/* A row turns late by itself. */
static void tick(struct view *v)
{
	list_reload(((struct errands *)v->data)->list);
	view_dirty(v);
}

/* A helper begins here and ends here; a supervisor goes back to his own first screen. */
static bool may_close(struct view *v)
{
	struct errands *e = v->data;

	return desk_home(e->d) == &errands_view ? desk_home_stays(v) : true;
}

/* --- commands ------------------------------------------------------------------------------------------------------------------ */

enum command_answer cmd_errands_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &errands_view, NULL, &err), &err);
}

enum command_answer cmd_errands_choose(void *app, const struct call *call)
{
	const struct errand_row *r = chosen(call->view->data);

	if (!r) {
		message_say(call->ui, "没有可打开的一行;F2 登记一件");
		return COMMAND_REFUSED;
	}
	return errand_open(app, r->number);
}

enum command_answer cmd_errands_waiting(void *app, const struct call *call)
{
	struct errands *e = call->view->data;

	(void)app;
	e->waiting = !e->waiting;
	changed(call->view);
	message_say(call->ui, e->waiting ? "只看还没有人响应的;再按一次看全部" : "看全部没有归档的");
	return COMMAND_DONE;
}

enum command_answer cmd_errands_rates(void *app, const struct call *call)
{
	struct desk *d = app;
	struct errand_rate rates[ERRAND_RATES];
	char percent[ERRAND_PERCENT_SIZE];
	struct ymd today = day_to_ymd(clock_today());
	day_t from = day_from_ymd(today.year, today.month, 1);
	struct buf out;
	struct err err;
	enum status st = errand_rates(d->hall, &d->actor, from, clock_today(), rates, &err);

	buf_init(&out, BUF_SMALL);
	buf_format(&out, "%d年%d月1日至今登记的帮办代办\n\n", today.year, today.month);
	for (int r = 0; r < ERRAND_RATES; r++)
		buf_format(&out, "%s  %s   %lld / %lld   不计 %lld\n    %s\n", errand_rate_name((enum errand_rate_of)r),
			errand_rate_percent(&rates[r], percent), (long long)rates[r].numerator,
			(long long)rates[r].denominator, (long long)rates[r].excluded, errand_rate_words((enum errand_rate_of)r));
	if (st == ST_OK)
		st = scroll_open(call->ui, "帮办代办三率", out.data, true, &err);
	buf_release(&out);
	return desk_answer(d, st, &err);
}

const struct view_ops errands_view = {
	.context = "errands", .title = "帮办代办", .help = "帮办代办一览:没有人响应的在前。Enter 打开一件,在那里响应、委托、记录、收还材料、打文书、办结;F2 登记一件。i 导入外出时登记的文件,o 写出带走。",
	.size = sizeof(struct errands), .open = open_errands, .close = close_errands, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed, .tick = tick, .may_close = may_close,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/act_ask.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/department_work.h"
#include "law/deadline.h"
#include "ui/form.h"
#include "ui/list.h"

/* The home screen of somebody of a department that has no system of its own (role department): its tasks, what is late first. */

#define WORK_ROOM 1000
#define WIDE 110                     /* from here on there is room for whole numbers */

/* A row is a heading (of the group `at`) or the work `at`. */
struct line { bool heading; size_t at; };

struct tasks {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct department_work *work;
	size_t count;
	struct line *lines;
	size_t line_count;
};

/* --- rows ---------------------------------------------------------------------------------------------------------- */

static void make_lines(struct tasks *t)
{
	free(t->lines);
	t->lines = mem_array(t->count + WORK_GROUPS, sizeof *t->lines);
	t->line_count = 0;
	for (size_t i = 0; i < t->count; i++) {
		if (i == 0 || t->work[i].group != t->work[i - 1].group)
			t->lines[t->line_count++] = (struct line){ true, t->work[i].group };
		t->lines[t->line_count++] = (struct line){ false, i };
	}
}

static enum status read_again(struct tasks *t, struct err *err)
{
	enum status st = department_work(t->d->hall, t->d->actor.department, t->work, WORK_ROOM, &t->count, err);

	make_lines(t);
	return st;
}

static size_t count_rows(void *ctx)
{
	return ((struct tasks *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct tasks *)ctx)->lines[row].heading;
}

/* The bar stays on its task, whatever group that is in now. */
static uint64_t id(void *ctx, size_t row)
{
	const struct tasks *t = ctx;
	const struct line *l = &t->lines[row];
	const struct department_work *w = &t->work[l->at];
	enum { HALL = 9, TASKS = 1000 };         /* day, serial and check digit tell one dossier of a hall from another */

	return l->heading ? l->at : (strtoull(w->number + HALL, NULL, 10) + 1) * TASKS + (uint64_t)w->task;
}

static size_t in_group(const struct tasks *t, enum work_group group)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += t->work[i].group == group;
	return n;
}

/* "11-30 余3工作日": the legal day and how many working days are left; what is decided or ended owes nothing more to that day. */
static void due_text(const struct tasks *t, const struct department_work *w, struct buf *out, enum look *look)
{
	const struct calendar *calendar;
	struct err err;

	if (w->state == TASK_SPECIAL)
		buf_text(out, "停表");
	if (w->due == DAY_NONE || w->group >= WORK_DECIDED || w->state == TASK_SPECIAL)
		return;
	words_day(w->due, clock_today(), out);
	if (hall_calendar(t->d->hall, &calendar, &err) != ST_OK)
		return;
	int left = deadline_remaining(calendar, clock_today(), w->due);
	if (left < 0)
		buf_format(out, " 超%d工作日", -left);
	else if (left == 0)
		buf_text(out, " 今日到期");
	else
		buf_format(out, " 余%d工作日", left);
	*look = left < 0 ? LOOK_BAD : left < 2 ? LOOK_WARN : LOOK_PLAIN;
}

enum { COLUMN_STATE, COLUMN_NUMBER, COLUMN_ITEM, COLUMN_NAME, COLUMN_DUE, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_STATE] = { NULL, 9, false }, [COLUMN_NUMBER] = { NULL, 11, false },
	[COLUMN_ITEM] = { NULL, 0, false }, [COLUMN_NAME] = { NULL, 10, false }, [COLUMN_DUE] = { NULL, 16, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_STATE] = { NULL, 10, false }, [COLUMN_NUMBER] = { NULL, 23, false },
	[COLUMN_ITEM] = { NULL, 0, false }, [COLUMN_NAME] = { NULL, 24, false }, [COLUMN_DUE] = { NULL, 18, false } };

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct tasks *t = ctx;
	const struct line *l = &t->lines[row];
	const struct department_work *w = &t->work[l->at];

	if (l->heading) {
		if (column == 0)
			buf_format(out, " %s %zu", work_group_name((enum work_group)l->at), in_group(t, (enum work_group)l->at));
		return;
	}
	switch (column) {
	case COLUMN_STATE: buf_text(out, w->task ? task_state_name(w->state) : "提请"); break;
	case COLUMN_NUMBER:
		if (view_area(t->view).width < WIDE)
			row_number_dated(w->number, out);
		else
			buf_text(out, w->number);
		break;
	case COLUMN_ITEM: buf_text(out, w->item); break;
	case COLUMN_NAME: buf_text(out, w->name); break;
	default: due_text(t, w, out, look);
	}
}

/* --- the view -------------------------------------------------------------------------------------------------------- */

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct tasks *)ctx)->view);
}

static enum status open_tasks(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading, .moved = moved };
	struct tasks *t = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	t->d = v->app;
	t->view = v;
	t->work = mem_array(WORK_ROOM, sizeof *t->work);
	if (!picture)
		return err->status;
	enum status st = read_again(t, err);
	if (st != ST_OK)
		return st;
	t->frame = form_new(picture, NULL, t);
	t->list = list_new(columns_80, COLUMNS, 0, &source, t);
	list_empty(t->list, "没有要办的任务。新的任务来了,这里自己会出现");
	view_add(v, form_widget(t->frame));
	view_add(v, list_widget(t->list));
	list_reload(t->list);
	view_focus(v, list_widget(t->list));
	return ST_OK;
}

static void close_tasks(struct view *v)
{
	struct tasks *t = v->data;

	list_free(t->list);
	form_free(t->frame);
	free(t->work);
	free(t->lines);
}

static void layout(struct view *v, struct area area)
{
	struct tasks *t = v->data;

	view_place(v, form_widget(t->frame), area);
	struct area rows = form_area(t->frame, "rows");
	list_columns(t->list, rows.width < WIDE ? columns_80 : columns_132, COLUMNS);
	view_place(v, list_widget(t->list), rows);
}

static const struct department_work *chosen(const struct tasks *t)
{
	size_t row = list_selected(t->list);

	return row == LIST_NONE || t->lines[row].heading ? NULL : &t->work[t->lines[row].at];
}

/* The row under the bar in full, and what was said about it last. */
static void draw_detail(struct tasks *t, struct area area)
{
	const struct department_work *w = chosen(t);
	struct buf out;
	enum look look = LOOK_PLAIN;

	buf_init(&out, BUF_SMALL);
	if (w) {
		buf_format(&out, "%s · %s  %s  ", w->bundle, w->item, w->name);
		due_text(t, w, &out, &look);
		buf_format(&out, "\n%s  %s", w->number, w->note);
	}
	draw_wrap(area, LOOK_PLAIN, out.data ? out.data : "");
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct tasks *t = v->data;
	char title[80];
	size_t late = in_group(t, WORK_OVERDUE);

	if (late)
		snprintf(title, sizeof title, "部门任务 %zu  超期 %zu", t->count, late);
	else
		snprintf(title, sizeof title, "部门任务 %zu", t->count);
	desk_head(t->d, form_area(t->frame, "head").row, view_area(v).width, title);
	draw_detail(t, form_area(t->frame, "detail"));
}

static void changed(struct view *v)
{
	struct tasks *t = v->data;
	struct err err;

	if (read_again(t, &err) != ST_OK)
		desk_fail(t->d, &err);
	list_reload(t->list);
	view_dirty(v);
}

enum command_answer cmd_tasks_choose(void *app, const struct call *call)
{
	const struct department_work *w = chosen(call->view->data);
	struct err err;

	if (!w) {
		message_say(call->ui, "没有可打开的一行");
		return COMMAND_REFUSED;
	}
	if (w->proposal)
		return desk_answer(app, act_open_proposal(app, w->proposal, &err), &err);
	return desk_answer(app, view_open(call->ui, &dossier_view, (void *)(uintptr_t)w->number, &err), &err);
}

const struct view_ops tasks_view = {
	.context = "tasks", .title = "部门任务", .help = "本部门的任务,超期的在前。Enter 打开看申请和材料,在那里按 A 办理:签收、退回、补正、特别程序、延期、决定、制证。",
	.size = sizeof(struct tasks), .open = open_tasks, .close = close_tasks, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed, .tick = view_dirty, .may_close = desk_home_stays,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/shift.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/rows.h"
#include "hall/draft.h"
#include "hall/print_outlook.h"
#include "law/staff_right.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

/* 交班: what is unfinished at this window (for a supervisor in the hall), drafts to a colleague, and the sheet of the day. */

struct shifts {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct shift_row *rows;
	size_t count;
	bool more;
	char draft[40];                      /* that the question about the colleague is about */
};

static const char *window_of(const struct desk *d)
{
	return staff_may(d->actor.role, RIGHT_SHIFT_ANY) ? "" : d->actor.window;
}

static size_t count_rows(void *ctx)
{
	return ((struct shifts *)ctx)->count;
}

/* The bar stays on its draft or its dossier when another is done meanwhile. */
static uint64_t id(void *ctx, size_t row)
{
	const struct shift_row *r = &((struct shifts *)ctx)->rows[row];

	return list_name_id(list_name_id((uint64_t)r->kind, r->number), r->what);
}

enum { COLUMN_KIND, COLUMN_NUMBER, COLUMN_BUNDLE, COLUMN_WHAT, COLUMN_HINT, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_KIND] = { "类别", 6, false }, [COLUMN_NUMBER] = { "件号", 11, false },
	[COLUMN_BUNDLE] = { "一件事", 14, false }, [COLUMN_WHAT] = { "内容", 0, false }, [COLUMN_HINT] = { "情况", 20, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_KIND] = { "类别", 6, false }, [COLUMN_NUMBER] = { "件号", 11, false },
	[COLUMN_BUNDLE] = { "一件事", 30, false }, [COLUMN_WHAT] = { "内容", 0, false }, [COLUMN_HINT] = { "情况", 36, false } };

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct shift_row *r = &((struct shifts *)ctx)->rows[row];

	switch (column) {
	case COLUMN_KIND: buf_text(out, shift_kind_name(r->kind)); break;
	case COLUMN_NUMBER: row_number_dated(r->number, out); break;
	case COLUMN_BUNDLE: buf_text(out, r->bundle); break;
	case COLUMN_WHAT: buf_text(out, r->what); break;
	default: buf_text(out, r->hint); *look = LOOK_DIM;
	}
}

static void read_again(struct shifts *s)
{
	struct err err;

	if (shift_open(s->d->hall, &s->d->actor, window_of(s->d), clock_today(), s->rows, &s->count, &s->more, &err) != ST_OK)
		desk_fail(s->d, &err);
	list_reload(s->list);
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct shifts *)ctx)->view);
}

static enum status open_shifts(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct shifts *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	s->d = v->app;
	s->view = v;
	s->rows = mem_array(SHIFT_MOST, sizeof *s->rows);
	if (!picture)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	s->list = list_new(columns_80, COLUMNS, LIST_TITLES, &source, s);
	list_empty(s->list, "都办完了,没有要交接的。F10 打日结单");
	view_add(v, form_widget(s->frame));
	view_add(v, list_widget(s->list));
	read_again(s);
	view_focus(v, list_widget(s->list));
	return ST_OK;
}

static void close_shifts(struct view *v)
{
	struct shifts *s = v->data;

	prompt_drop(v->ui, s);
	list_free(s->list);
	form_free(s->frame);
	free(s->rows);
}

static void layout(struct view *v, struct area area)
{
	struct shifts *s = v->data;

	view_place(v, form_widget(s->frame), area);
	list_columns(s->list, area.width < 124 ? columns_80 : columns_132, COLUMNS);
	view_place(v, list_widget(s->list), form_area(s->frame, "rows"));
}

static void draw(struct view *v)
{
	struct shifts *s = v->data;
	size_t row = list_selected(s->list);
	const char *window = window_of(s->d);
	char title[64], text[700] = "";

	snprintf(title, sizeof title, "交班 %s%s 未办完 %zu%s", *window ? window : "全厅", *window ? "号窗口" : "", s->count, s->more ? "+" : "");
	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, title);
	if (row != LIST_NONE)
		snprintf(text, sizeof text, "%s  %s  %s\n%s", s->rows[row].kind == SHIFT_DRAFT ? "草稿" : s->rows[row].number, s->rows[row].bundle,
			s->rows[row].what, s->rows[row].hint);
	draw_wrap(form_area(s->frame, "detail"), LOOK_PLAIN, text);
}

static void changed(struct view *v)
{
	read_again(v->data);
	view_dirty(v);
}

/* --- commands -------------------------------------------------------------------------------------------------------------- */

static const struct shift_row *chosen(struct shifts *s)
{
	size_t row = list_selected(s->list);

	return row == LIST_NONE ? NULL : &s->rows[row];
}

enum command_answer cmd_shift_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	if (!*window_of(d) && !staff_may(d->actor.role, RIGHT_SHIFT_ANY)) {
		message_refuse(call->ui, "E-6786", "不在窗口登录,没有可交的班;请以窗口登录,或请督导看全厅的");
		return COMMAND_REFUSED;
	}
	return desk_answer(d, view_open(d->ui, &shift_view, NULL, &err), &err);
}

enum command_answer cmd_shift_choose(void *app, const struct call *call)
{
	const struct shift_row *r = chosen(call->view->data);
	char number[40];
	struct err err;

	if (!r || r->kind == SHIFT_DRAFT || r->kind == SHIFT_TICKET) {
		message_say(call->ui, !r ? "没有可打开的一行" : r->kind == SHIFT_DRAFT ? "草稿由本人在首页打开;m 移交给别人" : "叫到的号在首页办;接班的人在首页按 Z 接手");
		return COMMAND_REFUSED;
	}
	snprintf(number, sizeof number, "%s", r->number);
	return desk_answer(app, view_open(call->ui, &dossier_view, number, &err), &err);
}

static void given(void *ctx, const char *login)
{
	struct shifts *s = ctx;
	struct err err;

	if (!login || !*login) {
		message_say(s->d->ui, "没有移交");
		return;
	}
	if (draft_give(s->d->hall, &s->d->actor, s->draft, login, &err) != ST_OK)
		desk_fail(s->d, &err);
	else
		message_say(s->d->ui, "已移交给 %s,在他的首页「先办这些」里接着办", login);
	ui_changed(s->d->ui);
}

enum command_answer cmd_shift_give(void *app, const struct call *call)
{
	struct shifts *s = call->view->data;
	const struct shift_row *r = chosen(s);

	(void)app;
	if (!r || r->kind != SHIFT_DRAFT) {
		message_refuse(call->ui, "E-6787", "这一行不是草稿,没有移交;请把光标移到一份草稿上再按");
		return COMMAND_REFUSED;
	}
	snprintf(s->draft, sizeof s->draft, "%s", r->number);
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "移交给哪位受理员(工号):", .max = 32, .done = given, .ctx = s });
	return COMMAND_DONE;
}

enum command_answer cmd_shift_preview(void *app, const struct call *call)
{
	struct desk *d = app;
	struct document *document;
	struct buf text;
	struct err err;

	(void)call;
	buf_init(&text, BUF_LARGE);
	enum status st = shift_sheet_fill(d->hall, &d->actor, window_of(d), clock_today(), PAPER_A4, &document, &err);
	if (st == ST_OK) {
		document_text(document, 0, draw_width() < 100 ? 78 : 96, &text);
		st = scroll_open(d->ui, "日结单(还没有打印)", text.data, false, &err);
	}
	document_free(document);
	buf_release(&text);
	return desk_answer(d, st, &err);
}

enum command_answer cmd_shift_print(void *app, const struct call *call)
{
	struct desk *d = app;
	char outlook[OUTLOOK_SIZE];
	struct print_job job;
	struct err err;
	enum status st = shift_sheet_print(d->hall, &d->actor, window_of(d), clock_today(), "", &job, &err);

	if (st == ST_OK) {
		(void)print_outlook(d->hall, &job, outlook);
		message_say(call->ui, "日结单 %s %s;请交接双方签字", job.number, outlook);
	}
	return desk_answer(d, st, &err);
}

const struct view_ops shift_view = {
	.context = "shift", .title = "交班", .help = "本窗没有办完的:草稿、未打印的、收了件还没答复的、部门退回的、部门要补正的、容缺到期的、未送达部门的、待领取的。m 移交草稿,F10 打日结单;督导看全厅的。",
	.size = sizeof(struct shifts), .open = open_shifts, .close = close_shifts, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed,
};

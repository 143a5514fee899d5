/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>

#include "desk/commands.h"
#include "desk/reading.h"
#include "desk/rows.h"
#include "law/form.h"
#include "ui/form.h"
#include "ui/list.h"

#define FIND_ROOM 200

struct find {
	struct desk *d;
	struct form *frame;
	struct list *list;
	struct dossier_row rows[FIND_ROOM];
	size_t count;
	bool more;
};

static size_t count_rows(void *ctx)
{
	return ((struct find *)ctx)->count;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	row_cell(&((struct find *)ctx)->rows[row], column, out, look);
}

static uint64_t id(void *ctx, size_t row)
{
	return (uint64_t)((struct find *)ctx)->rows[row].id;
}

/* The store narrows: one indexed query a key. */
static void narrow(void *ctx, const char *text)
{
	struct find *f = ctx;
	struct err err;

	f->count = 0;
	f->more = false;
	if (*text && dossier_find(f->d->hall, text, f->rows, FIND_ROOM, &f->count, &f->more, &err) != ST_OK)
		desk_fail(f->d, &err);
	list_empty(f->list, form_no_day(text) ? "没有这一天,请核对日期" : *text ? "没有符合的办件" : "输入序号(如 4)、办件号、姓名(一个字也行)、证件号或电话(末四位也行)、日期");
}

static enum status open_find(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .filter = narrow };
	struct find *f = v->data;
	const struct picture *picture = ui_picture(v->ui, "find", err);

	f->d = v->app;
	if (!picture)
		return err->status;
	f->frame = form_new(picture, NULL, f);
	f->list = rows_list(LIST_TITLES | LIST_TYPES_FILTER, &source, f);
	view_add(v, form_widget(f->frame));
	view_add(v, list_widget(f->list));
	view_focus(v, list_widget(f->list));
	narrow(f, "");
	if (argument && *(const char *)argument)
		list_set_filter(f->list, argument);
	return ST_OK;
}

static void close_find(struct view *v)
{
	struct find *f = v->data;

	if (f->d)
		reading_drop(f->d, f);
	list_free(f->list);
	form_free(f->frame);
}

static void layout(struct view *v, struct area area)
{
	struct find *f = v->data;

	view_place(v, form_widget(f->frame), area);
	struct area found = form_area(f->frame, "found");
	rows_fit(f->list, found.width);
	view_place(v, list_widget(f->list), found);
}

static void draw(struct view *v)
{
	struct find *f = v->data;

	desk_head(f->d, form_area(f->frame, "head").row, view_area(v).width, "查找办件");
}

static void changed(struct view *v)
{
	struct find *f = v->data;

	narrow(f, list_filter(f->list));
	list_reload(f->list);
}

static const char *hints(struct view *v)
{
	struct find *f = v->data;

	return f->more ? "还有更多,请再打几个字" : *list_filter(f->list) ? "Esc 另找" : "直接打字 查找";
}

enum command_answer cmd_find_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct find *f = call->view->data;
	size_t row = list_selected(f->list);
	struct err err;

	if (row == LIST_NONE) {
		message_say(d->ui, "没有可打开的办件");
		return COMMAND_REFUSED;
	}
	if (view_open(d->ui, &dossier_view, f->rows[row].number, &err) != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	return COMMAND_DONE;
}

static void got_card(void *ctx, const struct id_card *card)
{
	struct find *f = ctx;

	list_set_filter(f->list, card->number);
	reading_say(f->d, card, "按证件号查找");
}

enum command_answer cmd_find_card(void *app, const struct call *call)
{
	return reading_start(app, "", got_card, call->view->data);
}

static const char *const *contexts(struct view *v)
{
	static const char *const plain[] = { "find", NULL }, *const reading[] = { "card-reading", "find", NULL };

	return reading_on(v->app, v->data) ? reading : plain;
}

const struct view_ops find_view = {
	.context = "find", .contexts = contexts, .title = "查找办件", .help = "边打边找;Enter 打开。扫码在哪一屏都行。", .size = sizeof(struct find),
	.open = open_find, .close = close_find, .layout = layout, .draw = draw, .changed = changed, .shown = changed, .hints = hints,
};

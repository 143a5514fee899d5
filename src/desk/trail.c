/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/trail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "ui/form.h"
#include "ui/list.h"

/* The home screen of the auditor: the trail, newest first, to read and nothing else. */

#define PAGE 200
#define WIDE 124

/* What narrows it, by the argument of trail-filter. */
enum { BY_WINDOW, BY_LOGIN, BY_ACT, FILTERS };
static const struct { const char *code, *name, *label; } filters[FILTERS] = { [BY_WINDOW] = { "window", "窗口", "哪个窗口(空为全部):" },
	[BY_LOGIN] = { "login", "账号", "哪个账号(空为全部):" }, [BY_ACT] = { "act", "动作", "动作或其开头,如 staff.(空为全部):" } };

struct trails {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct trail *page;
	struct trail_place *begins;      /* where each page up to this one begins */
	size_t number;                   /* of the page, from 0 */
	char filter[FILTERS][80];
	int asking;                      /* which filter is being asked for */
};

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static size_t count_rows(void *ctx)
{
	const struct trails *t = ctx;

	return t->page ? trail_count(t->page) : 0;
}

enum { COLUMN_AT, COLUMN_WINDOW, COLUMN_LOGIN, COLUMN_ACT, COLUMN_OBJECT, COLUMN_AFTER, COLUMN_REASON, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_AT] = { "时间", 14, false }, [COLUMN_WINDOW] = { "窗口", 6, false },
	[COLUMN_LOGIN] = { "账号", 14, false }, [COLUMN_ACT] = { "动作", 18, false }, [COLUMN_OBJECT] = { "对象", 0, false },
	[COLUMN_AFTER] = { "改为", 24, false }, [COLUMN_REASON] = { "理由", 20, false } };

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	struct trail_entry e;
	char stamp[20];

	(void)look;
	trail_entry(((struct trails *)ctx)->page, row, &e);
	switch (column) {
	case COLUMN_AT: buf_text(out, clock_stamp(e.place.at, stamp) + 5); break;
	case COLUMN_WINDOW: buf_text(out, e.place.chain); break;
	case COLUMN_LOGIN: buf_text(out, e.login); break;
	case COLUMN_ACT: buf_text(out, e.act); break;
	case COLUMN_OBJECT: buf_text(out, e.object); break;
	case COLUMN_AFTER: buf_text(out, e.after); break;
	default: buf_text(out, e.reason);
	}
}

static uint64_t id(void *ctx, size_t row)
{
	struct trail_entry e;

	trail_entry(((struct trails *)ctx)->page, row, &e);
	return (uint64_t)e.place.at << 20 ^ (uint64_t)e.place.seq << 8 ^ (uint64_t)(unsigned char)*e.place.chain;
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct trails *)ctx)->view);
}

static void read_again(struct trails *t)
{
	const struct trail_query q = { .before = t->begins[t->number], .window = t->filter[BY_WINDOW], .login = t->filter[BY_LOGIN],
		.act = t->filter[BY_ACT], .room = PAGE };
	struct trail *page;
	struct err err;

	if (trail_read(t->d->hall, &t->d->actor, &q, &page, &err) != ST_OK) {
		desk_fail(t->d, &err);
		return;
	}
	trail_free(t->page);
	t->page = page;
	list_reload(t->list);
	view_dirty(t->view);
}

/* --- the view -------------------------------------------------------------------------------------------------------- */

static enum status open_trail(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct trails *t = v->data;
	const struct picture *picture = ui_picture(v->ui, "keep", err);
	enum status st;

	(void)argument;
	t->d = v->app;
	t->view = v;
	if (!picture)
		return err->status;
	if ((st = trail_begin(t->d->hall, &t->d->actor, err)) != ST_OK)
		return st;
	t->begins = mem_array(1, sizeof *t->begins);
	t->begins[0] = TRAIL_NEWEST;
	t->frame = form_new(picture, NULL, t);
	t->list = list_new(columns, COLUMN_AFTER, LIST_TITLES, &source, t);
	list_empty(t->list, "没有这样的记录");
	view_add(v, form_widget(t->frame));
	view_add(v, list_widget(t->list));
	read_again(t);
	view_focus(v, list_widget(t->list));
	return ST_OK;
}

static void close_trail(struct view *v)
{
	struct trails *t = v->data;

	list_free(t->list);
	form_free(t->frame);
	trail_free(t->page);
	free(t->begins);
}

static void layout(struct view *v, struct area area)
{
	struct trails *t = v->data;

	view_place(v, form_widget(t->frame), area);
	struct area rows = form_area(t->frame, "rows");
	list_columns(t->list, columns, rows.width < WIDE ? COLUMN_AFTER : COLUMNS);
	view_place(v, list_widget(t->list), rows);
}

/* " 第 1 页   窗口 全部   账号 admin   动作 全部" */
static void draw_filters(const struct trails *t, struct area area)
{
	struct buf out;

	buf_init(&out, BUF_SMALL);
	buf_format(&out, " 第 %zu 页", t->number + 1);
	for (int i = 0; i < FILTERS; i++)
		buf_format(&out, "   %s %s", filters[i].name, *t->filter[i] ? t->filter[i] : "全部");
	draw_text(area.row, area.col, area.width, LOOK_PLAIN, out.data);
	buf_release(&out);
}

/* The entry under the bar in full. */
static void draw_entry(const struct trails *t, struct area area)
{
	size_t row = list_selected(t->list);
	struct trail_entry e;
	struct buf out;
	char stamp[20];

	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE) {
		trail_entry(t->page, row, &e);
		buf_format(&out, "%s  %s%s  %s  %s\n%s%s%s", clock_stamp(e.place.at, stamp), *e.place.chain ? e.place.chain : "大厅",
			*e.place.chain ? "号窗口" : "", e.login, e.act, e.object, *e.reason ? "  理由 " : "", e.reason);
		if (*e.before || *e.after)
			buf_format(&out, "\n原 %s  今 %s", e.before, e.after);
	}
	draw_wrap(area, LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct trails *t = v->data;

	desk_head(t->d, form_area(t->frame, "head").row, view_area(v).width, "审计记录");
	draw_filters(t, form_area(t->frame, "tabs"));
	draw_entry(t, form_area(t->frame, "detail"));
}

static void changed(struct view *v)
{
	read_again(v->data);
}

/* --- commands -------------------------------------------------------------------------------------------------------- */

enum command_answer cmd_trail_older(void *app, const struct call *call)
{
	struct trails *t = call->view->data;
	struct trail_entry last;

	(void)app;
	if (count_rows(t) < PAGE) {
		message_say(call->ui, "没有更早的了");
		return COMMAND_REFUSED;
	}
	trail_entry(t->page, PAGE - 1, &last);
	t->begins = mem_grow(t->begins, t->number + 2, sizeof *t->begins);
	t->begins[++t->number] = last.place;
	read_again(t);
	list_select(t->list, 0);
	return COMMAND_DONE;
}

enum command_answer cmd_trail_newer(void *app, const struct call *call)
{
	struct trails *t = call->view->data;

	(void)app;
	if (!t->number) {
		message_say(call->ui, "这是最新的一页");
		return COMMAND_REFUSED;
	}
	t->number--;
	read_again(t);
	list_select(t->list, 0);
	return COMMAND_DONE;
}

static void filter_given(void *ctx, const char *answer)
{
	struct trails *t = ctx;

	if (!answer)
		return;
	text_copy(t->filter[t->asking], sizeof t->filter[t->asking], answer);
	t->number = 0;
	read_again(t);
	list_select(t->list, 0);
}

enum command_answer cmd_trail_filter(void *app, const struct call *call)
{
	struct trails *t = call->view->data;
	int i = 0;

	(void)app;
	while (i < FILTERS && strcmp(filters[i].code, call->argument) != 0)
		i++;
	if (i == FILTERS) {
		message_say(call->ui, "按窗口(w)、账号(l)或动作(a)筛选");
		return COMMAND_REFUSED;
	}
	t->asking = i;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = filters[i].label, .max = 19,
		.initial = *t->filter[i] ? t->filter[i] : NULL, .done = filter_given, .ctx = t });
	return COMMAND_DONE;
}

const struct view_ops trail_view = {
	.context = "trail", .title = "审计记录", .help = "谁、何时、在哪个窗口做了什么,新的在前;只能看,看这一次也记入审计。w 按窗口、l 按账号、a 按动作筛选,"
	"n 更早的一页,b 更新的一页。", .size = sizeof(struct trails),
	.open = open_trail, .close = close_trail, .layout = layout, .draw = draw, .changed = changed, .tick = view_dirty,
	.may_close = desk_home_stays,
};

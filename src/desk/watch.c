/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/caution.h"
#include "ui/form.h"
#include "ui/list.h"

/* The lists by which a hall is watched over (hall/watch.h), one screen for all of them. */

struct watch {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	enum watch_kind kind;
	struct watch_row *rows;
	size_t count;                    /* of the list that is shown */
	size_t counts[WATCH_KINDS];
	struct watch_phone phone;        /* "" unless it was asked for just now */
	uint64_t hiding;                 /* the timer that masks it; 0: none */
};

static const char *const empty[WATCH_KINDS] = { [WATCH_EXPIRED] = "没有期满待定的", [WATCH_LATE] = "没有亮黄灯、红灯的",
	[WATCH_CALLS] = "今天没有要打的提醒电话", [WATCH_RATINGS] = "没有待跟进的差评", [WATCH_RESULTS] = "没有等人领取的结果",
	[WATCH_RETURNED] = "没有部门退回的", [WATCH_AGAIN] = "今天没有再次告知、补打、作废", [WATCH_CAUTIONS] = "近来没有给过牌,或都撤销了" };

enum { COLUMN_LIGHT, COLUMN_NUMBER, COLUMN_NAME, COLUMN_WHAT, COLUMN_WHO, COLUMN_DUE, COLUMN_NOTE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_LIGHT] = { "灯", 2, false }, [COLUMN_NUMBER] = { "件号", 11, false }, [COLUMN_NAME] = { "申请人", 10, false },
	[COLUMN_WHAT] = { "什么", 0, false }, [COLUMN_WHO] = { "谁", 14, false }, [COLUMN_DUE] = { "到期", 8, true },
	[COLUMN_NOTE] = { "说明", 40, false },
};

static bool mine(const struct watch *w, enum watch_kind kind)
{
	return watch_may(kind, w->d->actor.role);
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static size_t count_rows(void *ctx)
{
	return ((struct watch *)ctx)->count;
}

static uint64_t id(void *ctx, size_t row)
{
	const struct watch *w = ctx;

	return (uint64_t)w->kind << 60 ^ (uint64_t)w->rows[row].id;
}

static enum look light_look(enum clock_light light)
{
	return light == LIGHT_RED ? LOOK_BAD : light == LIGHT_YELLOW ? LOOK_WARN : LOOK_PLAIN;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct watch_row *r = &((struct watch *)ctx)->rows[row];

	switch (column) {
	case COLUMN_LIGHT: buf_text(out, clock_light_name(r->light)); *look = light_look(r->light); break;
	case COLUMN_NUMBER: row_number_dated(r->number, out); break;
	case COLUMN_NAME: buf_text(out, r->name); break;
	case COLUMN_WHAT: buf_text(out, r->what); break;
	case COLUMN_WHO: buf_text(out, r->who); break;
	case COLUMN_DUE:
		if (r->due != DAY_NONE)
			words_day(r->due, clock_today(), out);
		*look = light_look(r->light);
		break;
	default: buf_text(out, r->note); *look = LOOK_DIM;
	}
}

static void hide(struct watch *w)
{
	loop_cancel(ui_loop(w->d->ui), w->hiding);
	w->hiding = 0;
	explicit_bzero(&w->phone, sizeof w->phone);
	view_dirty(w->view);
}

static void hide_later(void *ctx)
{
	hide(ctx);
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	hide(ctx);
}

/* Every list for its number, the one that is shown last. */
static void read_again(struct watch *w)
{
	struct err err;

	for (int i = 1; i <= WATCH_KINDS; i++) {
		int k = (w->kind + i) % WATCH_KINDS;
		w->counts[k] = 0;
		if (mine(w, (enum watch_kind)k) &&
		    watch_list(w->d->hall, &w->d->actor, (enum watch_kind)k, w->rows, WATCH_MOST, &w->counts[k], &err) != ST_OK)
			desk_fail(w->d, &err);
	}
	w->count = w->counts[w->kind];
	list_empty(w->list, empty[w->kind]);
	list_reload(w->list);
	view_dirty(w->view);
}

/* --- the view -------------------------------------------------------------------------------------------------------- */

static enum status open_watch(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct watch *w = v->data;
	const struct picture *picture = ui_picture(v->ui, "watch", err);

	w->kind = argument && watch_from_code(argument) >= 0 ? (enum watch_kind)watch_from_code(argument) : (enum watch_kind)0;
	w->d = v->app;
	w->view = v;
	if (!picture)
		return err->status;
	while (w->kind < WATCH_KINDS && !mine(w, w->kind))
		w->kind++;
	if (w->kind == WATCH_KINDS)
		return err_set(err, ST_DENIED, "E-6438", "您的岗位没有要看的清单(W-14)");
	desk_turn_day(w->d);
	w->rows = mem_array(WATCH_MOST, sizeof *w->rows);
	w->frame = form_new(picture, NULL, w);
	w->list = list_new(columns, COLUMN_NOTE, LIST_TITLES, &source, w);
	view_add(v, form_widget(w->frame));
	view_add(v, list_widget(w->list));
	read_again(w);
	view_focus(v, list_widget(w->list));
	return ST_OK;
}

static void close_watch(struct view *v)
{
	struct watch *w = v->data;

	if (w->hiding)
		loop_cancel(ui_loop(v->ui), w->hiding);
	explicit_bzero(&w->phone, sizeof w->phone);
	list_free(w->list);
	form_free(w->frame);
	free(w->rows);
}

static void layout(struct view *v, struct area area)
{
	struct watch *w = v->data;

	view_place(v, form_widget(w->frame), area);
	struct area rows = form_area(w->frame, "rows");
	list_columns(w->list, columns, rows.width < 124 ? COLUMN_NOTE : COLUMNS);
	view_place(v, list_widget(w->list), rows);
}

/* " 1 期满待定 3 [2 红黄灯 5]", closer, or " 1期满 3[2亮灯 5]". */
enum fit { FIT_WIDE, FIT_CLOSE, FIT_BRIEF };
static void tab_text(const struct watch *w, int k, enum fit fit, char text[64])
{
	bool on = k == (int)w->kind;

	snprintf(text, 64, "%s%d%s%s %zu%s%s", on ? "[" : " ", k + 1, fit == FIT_WIDE ? " " : "",
		fit == FIT_BRIEF ? watch_brief((enum watch_kind)k) : watch_name((enum watch_kind)k), w->counts[k],
		w->counts[k] == WATCH_MOST ? "+" : "", on ? "]" : fit == FIT_BRIEF ? "" : " ");
}

static int tabs_width(const struct watch *w, enum fit fit)
{
	int used = 0;
	char text[64];

	for (int k = 0; k < WATCH_KINDS; k++)
		if (mine(w, (enum watch_kind)k)) {
			tab_text(w, k, fit, text);
			used += text_width(text) + 1;
		}
	return used;
}

/* Only the lists of this role, under their own numbers; closer where they might not fit with a digit more. */
static void draw_tabs(const struct watch *w, struct area area)
{
	enum fit fit = FIT_WIDE;
	int used = 0;
	char text[64];

	while (fit < FIT_BRIEF && tabs_width(w, fit) > area.width)
		fit++;
	draw_text(area.row, area.col, area.width, LOOK_PLAIN, "");
	for (int k = 0; k < WATCH_KINDS; k++) {
		if (!mine(w, (enum watch_kind)k))
			continue;
		tab_text(w, k, fit, text);
		used += draw_put(area.row, area.col + used, area.width - used, k == (int)w->kind ? LOOK_STRONG : w->counts[k] ? LOOK_PLAIN : LOOK_DIM,
			text);
	}
}

static void draw(struct view *v)
{
	struct watch *w = v->data;
	size_t row = list_selected(w->list);
	char title[48];
	struct buf out;

	snprintf(title, sizeof title, "清单:%s", watch_name(w->kind));
	desk_head(w->d, form_area(w->frame, "head").row, view_area(v).width, title);
	draw_tabs(w, form_area(w->frame, "tabs"));
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE) {
		const struct watch_row *r = &w->rows[row];
		if (w->kind == WATCH_CAUTIONS)
			buf_format(&out, "%s%s%s%s%s\n%s  %s  %s", r->number, *r->number ? "  " : "", r->bundle, *r->bundle ? "  " : "", r->what,
				r->material, r->note, r->who);
		else
			buf_format(&out, "%s  %s%s%s\n", r->bundle, r->what, *r->note ? "  " : "", r->note);
		if (*w->phone.phone)
			buf_format(&out, "请拨 %s(%s),打完按 A 记下", w->phone.phone, w->phone.name);
		else if (w->kind != WATCH_CAUTIONS)
			buf_format(&out, "%s%s%s", r->number, *r->number && *r->who ? "  " : "", r->who);
	}
	draw_wrap(form_area(w->frame, "detail"), *w->phone.phone ? LOOK_STRONG : LOOK_PLAIN, out.data);
	buf_wipe(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
}

/* What can be asked about a row differs from list to list, so its keys do, too. */
static const char *const *contexts(struct view *v)
{
	static const char *const all[WATCH_KINDS][3] = { [WATCH_EXPIRED] = { "watch-expired", "watch" }, [WATCH_LATE] = { "watch" },
		[WATCH_CALLS] = { "watch-calls", "watch" }, [WATCH_RATINGS] = { "watch-ratings", "watch" }, [WATCH_RESULTS] = { "watch" },
		[WATCH_RETURNED] = { "watch" }, [WATCH_AGAIN] = { "watch" },
		[WATCH_CAUTIONS] = { "watch-cautions", "watch" } };

	return all[((const struct watch *)v->data)->kind];
}

/* --- commands -------------------------------------------------------------------------------------------------------- */

static const struct watch_row *chosen(struct watch *w)
{
	size_t row = list_selected(w->list);

	if (row != LIST_NONE)
		return &w->rows[row];
	message_say(w->d->ui, "没有选中一行");
	return NULL;
}

/* Where what a card is about is worked on: the register of 办不成事, or the day with its queue. */
static enum status open_about(struct desk *d, const struct watch_row *r, struct err *err)
{
	struct caution c;
	enum status st = caution_read(d->hall, &d->actor, r->material, &c, err);

	if (st != ST_OK)
		return st;
	return view_open(d->ui, caution_about(c.rule) == ABOUT_STUCK ? &stucks_view : &day_view, NULL, err);
}

enum command_answer cmd_watch_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	return desk_answer(d, view_open(call->ui, &watch_view, NULL, &err), &err);
}

/* "1" … or the next one to the right or to the left. */
enum command_answer cmd_watch_list(void *app, const struct call *call)
{
	struct watch *w = call->view->data;
	int step = strcmp(call->argument, "previous") == 0 ? WATCH_KINDS - 1 : 1, k = (int)strtol(call->argument, NULL, 10) - 1;

	(void)app;
	if (k < 0)
		for (k = (w->kind + step) % WATCH_KINDS; !mine(w, (enum watch_kind)k); k = (k + step) % WATCH_KINDS)
			;
	if (k >= WATCH_KINDS || !mine(w, (enum watch_kind)k)) {
		message_say(call->ui, "没有这张清单");
		return COMMAND_REFUSED;
	}
	hide(w);
	w->kind = (enum watch_kind)k;
	read_again(w);
	list_select(w->list, 0);
	return COMMAND_DONE;
}

enum command_answer cmd_watch_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct watch *w = call->view->data;
	const struct watch_row *r = chosen(w);
	struct err err;

	if (!r)
		return COMMAND_REFUSED;
	if (!*r->number)                                 /* a card of what is no dossier */
		return desk_answer(d, open_about(d, r, &err), &err);
	return desk_answer(d, view_open(d->ui, &dossier_view, (void *)(uintptr_t)r->number, &err), &err);
}

enum command_answer cmd_watch_do(void *app, const struct call *call)
{
	struct watch *w = call->view->data;
	const struct watch_row *r = chosen(w);

	if (!r)
		return COMMAND_REFUSED;
	watch_ask(app, w->kind, r);
	return COMMAND_DONE;
}

enum command_answer cmd_watch_phone(void *app, const struct call *call)
{
	struct desk *d = app;
	struct watch *w = call->view->data;
	const struct watch_row *r = chosen(w);
	struct err err;

	if (!r)
		return COMMAND_REFUSED;
	hide(w);
	if (watch_phone(d->hall, &d->actor, r->number, &w->phone, &err) != ST_OK)
		return desk_answer(d, err.status, &err);
	w->hiding = loop_after(ui_loop(d->ui), hall_int(d->hall, "reveal.seconds") * 1000L, hide_later, w);
	view_dirty(w->view);
	return COMMAND_DONE;
}

const struct view_ops watch_view = {
	.context = "watch", .title = "清单", .help = "期满待定由督导决定;红黄灯是将到期和超期的;提醒电话打完记下;差评一步一步跟进;待领是到窗还没领走的;退回是部门退回综窗的;例外是今天再次告知、补打、作废的;红黄牌是灯亮过留下的记录,灯灭了牌还在,写明理由可以撤销。"
	"数字或 Tab 换清单,Enter 打开办件。", .size = sizeof(struct watch),
	.open = open_watch, .close = close_watch, .layout = layout, .draw = draw, .changed = changed, .shown = changed,
	.contexts = contexts,
};

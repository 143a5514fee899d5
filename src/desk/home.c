/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/accept.h"
#include "desk/act_ask.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "desk/rows.h"
#include "desk/ticket.h"
#include "hall/continued.h"
#include "hall/draft.h"
#include "hall/errand_draft.h"
#include "law/staff_right.h"
#include "law/states.h"
#include "ui/form.h"
#include "ui/list.h"

#define TODO_ROOM 50
#define TODAY_ROOM 500

struct home {
	struct desk *d;
	struct view *view;
	struct form *frame;          /* the drawing: labels and places, no fields */
	struct list *todo_list, *today_list;
	struct todo *todo;
	size_t todo_count;
	bool more_todo, more_today;     /* than those */
	struct dossier_row *today;
	size_t today_count;
	struct day_sums sums;
	char asked[37];              /* the draft that a question is about: it is open at another desk */
};

/* --- rows ---------------------------------------------------------------------------------------------------- */

static size_t todo_rows(void *ctx)
{
	return ((struct home *)ctx)->todo_count;
}

static void todo_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const struct { const char *name; enum look look; } kinds[] = {
		[TODO_DEEMED] = { "视为受理", LOOK_BAD },
		[TODO_UNKNOWN_OUTCOME] = { "待核对", LOOK_BAD }, [TODO_UNPRINTED] = { "已受理未打印", LOOK_WARN },
		[TODO_PROPOSAL] = { "等你确认", LOOK_WARN }, [TODO_LAPSED] = { "期满待定", LOOK_BAD },
		[TODO_DECIDED] = { "结果待登记", LOOK_WARN },
		[TODO_RECEIVED] = { "收件待答复", LOOK_WARN },
		[TODO_RETURNED] = { "部门退回综窗", LOOK_WARN }, [TODO_ASKED] = { "部门要补正", LOOK_WARN },
		[TODO_REFUSED] = { "通报未采用", LOOK_BAD }, [TODO_DEFERRAL_DUE] = { "容缺到期", LOOK_WARN },
		[TODO_PARKED] = { "推送停下", LOOK_BAD }, [TODO_DRAFT] = { "草稿未完", LOOK_PLAIN },
		[TODO_OFFERED] = { "帮办拟好", LOOK_WARN }, [TODO_DEFERRAL] = { "容缺待补", LOOK_PLAIN },
	};
	const struct todo *t = &((struct home *)ctx)->todo[row];

	switch (column) {
	case 0: buf_text(out, kinds[t->kind].name); *look = kinds[t->kind].look; break;
	case 1: row_number_dated(t->number, out); break;
	case 2: buf_text(out, t->name); break;
	case 3: buf_text(out, t->bundle); break;
	case 4: buf_text(out, t->what); break;
	default: buf_text(out, t->hint); *look = LOOK_DIM;
	}
}

static size_t today_rows(void *ctx)
{
	return ((struct home *)ctx)->today_count;
}

static void today_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	row_cell(&((struct home *)ctx)->today[row], column, out, look);
}

static uint64_t today_id(void *ctx, size_t row)
{
	return (uint64_t)((struct home *)ctx)->today[row].id;
}

/* --- the view ------------------------------------------------------------------------------------------------ */

/* What this clerk has just made is what she looks for. */
static void to_made(struct home *h)
{
	for (size_t i = 0; *h->d->made && i < h->today_count; i++)
		if (strcmp(h->today[i].number, h->d->made) == 0) {
			list_select(h->today_list, i);
			h->d->made[0] = '\0';
		}
}

/* The desk rests on this screen: it keeps room for the rows that there are. */
static void read_again(struct home *h)
{
	struct err err;
	day_t today = clock_today();

	h->todo = mem_grow(h->todo, TODO_ROOM, sizeof *h->todo);
	h->today = mem_grow(h->today, TODAY_ROOM, sizeof *h->today);
	if (dossier_todo(h->d->hall, &h->d->actor, h->todo, TODO_ROOM, &h->todo_count, &h->more_todo, &err) != ST_OK ||
	    dossier_day(h->d->hall, today, h->d->actor.window, h->today, TODAY_ROOM, &h->today_count, &h->more_today, &err) != ST_OK ||
	    dossier_sums(h->d->hall, today, h->d->actor.window, &h->sums, &err) != ST_OK)
		desk_fail(h->d, &err);
	h->todo = mem_grow(h->todo, h->todo_count, sizeof *h->todo);
	h->today = mem_grow(h->today, h->today_count, sizeof *h->today);
	list_reload(h->todo_list);
	list_reload(h->today_list);
	to_made(h);
}

static void moved(void *ctx, size_t row)
{
	struct home *h = ctx;

	(void)row;
	if (form_area(h->frame, "card").height)
		view_dirty(h->view);
}

static enum status open_home(struct view *v, void *argument, struct err *err)
{
	static const struct list_column todo_columns[] = {
		{ NULL, 12, false }, { NULL, 11, false }, { NULL, 8, false }, { NULL, 18, false }, { NULL, 0, false }, { NULL, 12, false } };
	static const struct list_source todo_source = { .count = todo_rows, .cell = todo_cell, .moved = moved };
	static const struct list_source today_source = { .count = today_rows, .cell = today_cell, .id = today_id,
		.moved = moved };
	struct home *h = v->data;
	const struct picture *picture = ui_picture(v->ui, "home", err);

	(void)argument;
	h->d = v->app;
	h->view = v;
	if (!picture)
		return err->status;
	h->frame = form_new(picture, NULL, h);
	h->todo_list = list_new(todo_columns, COUNT_OF(todo_columns), 0, &todo_source, h);
	list_empty(h->todo_list, "没有要先办的");
	h->today_list = rows_list(LIST_TITLES, &today_source, h);
	list_empty(h->today_list, staff_may(h->d->actor.role, RIGHT_ACCEPT) ? "今天还没有办件。F2 接第一件" : "今天还没有办件");
	view_add(v, form_widget(h->frame));
	view_add(v, list_widget(h->todo_list));
	view_add(v, list_widget(h->today_list));
	read_again(h);
	return ST_OK;
}

static void close_home(struct view *v)
{
	struct home *h = v->data;

	list_free(h->todo_list);
	list_free(h->today_list);
	form_free(h->frame);
	free(h->todo);
	free(h->today);
}

/* The bar stands in a list that has rows: in what wants to be done first, unless the clerk went to the other. */
static void settle_focus(struct view *v)
{
	struct home *h = v->data;
	struct widget *focused = view_focused(v), *todo = list_widget(h->todo_list), *today = list_widget(h->today_list);

	if ((focused == todo && h->todo_count) || (focused == today && h->today_count))
		return;
	view_focus(v, h->todo_count ? todo : today);
}

static void layout(struct view *v, struct area area)
{
	struct home *h = v->data;

	view_place(v, form_widget(h->frame), area);
	struct area today = form_area(h->frame, "today");
	view_place(v, list_widget(h->todo_list), form_area(h->frame, "todo"));
	rows_fit(h->today_list, today.width);
	view_place(v, list_widget(h->today_list), today);
	settle_focus(v);
}

static const struct todo *chosen_todo(struct home *h)
{
	size_t row = list_selected(h->todo_list);

	return list_widget(h->todo_list)->focused && row != LIST_NONE ? &h->todo[row] : NULL;
}

/* Where the drawing has room for it: the row under the bar, so that it need not be opened. */
static void draw_card(struct home *h, struct area card)
{
	const struct todo *t = chosen_todo(h);
	size_t row = list_selected(h->today_list);

	if (!card.height)
		return;
	if (t && (t->kind == TODO_DRAFT || t->kind == TODO_OFFERED))
		card_draft(t, card);
	else if (t)
		card_draw(h->d, t->number, card);
	else if (row != LIST_NONE)
		card_draw(h->d, h->today[row].number, card);
	else
		draw_blank(card);
}

/* Beside the heading of a list that is longer than its `rows`: how many there are. */
static void draw_count(struct area list, int rows, size_t count, bool more)
{
	enum { HEADING = 10, CELLS = 24 };
	char words[64] = "";

	if (count > (size_t)rows)
		snprintf(words, sizeof words, "共 %zu 件%s,↓ 看其余", count, more ? "以上" : "");
	draw_text(list.row - 1, list.col + HEADING, CELLS, LOOK_LABEL, words);
}

static void draw(struct view *v)
{
	struct home *h = v->data;
	struct area sums = form_area(h->frame, "sums"), queue = form_area(h->frame, "queue");
	struct area todo = form_area(h->frame, "todo"), today = form_area(h->frame, "today");

	desk_head(h->d, form_area(h->frame, "head").row, view_area(v).width, hall_text(h->d->hall, "hall.name"));
	draw_format(sums.row, sums.col, sums.width, LOOK_PLAIN, " 今日  受理 %d  容缺 %d  收件 %d  告知 %d  出件 %d    草稿 %d",
		h->sums.accepted, h->sums.deferred, h->sums.received, h->sums.notices, h->sums.issued, h->sums.drafts);
	draw_count(todo, todo.height, h->todo_count, h->more_todo);
	draw_count(today, today.height - 1, h->today_count, h->more_today);         /* one row is its titles */
	draw_card(h, form_area(h->frame, "card"));
	if (!ticket_draw(h->d, queue))
		draw_rule(queue.row, queue.col, queue.width);
}

static void changed(struct view *v)
{
	read_again(v->data);
	settle_focus(v);
	view_dirty(v);
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* What was gone on with is not a received dossier any more: its draft leads to the dossier, and has ended if that cannot be accepted
 * again (W-4). */
static enum status follow_dossier(struct desk *d, enum dossier_state state, struct err *err)
{
	const struct request *r = &d->intake->request;
	char uuid[37], number[DOSSIER_NUMBER_SIZE];
	bool over = state != DOSSIER_CORRECTING;

	snprintf(uuid, sizeof uuid, "%s", r->accept_uuid);
	snprintf(number, sizeof number, "%s", r->continues);
	desk_drop_intake(d);
	enum status st = over ? draft_discard(d->hall, &d->actor, uuid, err) : ST_OK;
	if (st == ST_OK)
		st = view_open(d->ui, &dossier_view, number, err);
	if (st == ST_OK)
		message_say(d->ui, over ? "这件现在是「%s」,不能再受理(W-4);续办的草稿已随它了结" : "这件现在是「%s」,补正收齐后再续办(W-4);草稿还在",
			dossier_state_name(state));
	return st;
}

/* Of the dossier that is gone on with; one that is not known is left to acceptance. */
static enum status state_now(struct desk *d, int *state, struct err *err)
{
	struct continued *c;
	enum status st = continued_read(d->hall, d->intake->request.continues, &c, err);

	if (st != ST_OK)
		return st;
	if (dossier_state_from_code(c->state) >= 0)
		*state = dossier_state_from_code(c->state);
	continued_free(c);
	return ST_OK;
}

static enum status open_draft(struct desk *d, const char *accept_uuid, bool take_over, struct err *err)
{
	if (d->intake)
		desk_drop_intake(d);
	enum status st = intake_resume(d->hall, &d->actor, accept_uuid, take_over, &d->intake, err);
	int state = DOSSIER_RECEIVED;

	if (st == ST_OK && *d->intake->request.continues)
		st = state_now(d, &state, err);
	if (st == ST_OK && state != DOSSIER_RECEIVED)
		return follow_dossier(d, (enum dossier_state)state, err);
	return st == ST_OK ? accept_resume(d, err) : st;
}

static void taken_over(void *ctx, const char *answer)
{
	struct home *h = ctx;
	struct err err;

	if (!answer || strcmp(answer, "take"))
		return;
	if (open_draft(h->d, h->asked, true, &err) != ST_OK)
		desk_fail(h->d, &err);
}

/* R21, T4: who has it, and the one key that takes it over; without it nothing has changed on either side. */
static void ask_take_over(struct home *h, const char *accept_uuid, const struct err *who)
{
	static const struct prompt_choice choices[] = { { "1", "take", "接管到这里" }, { "2", "no", "不打开" } };
	char label[sizeof who->text + 8];

	snprintf(h->asked, sizeof h->asked, "%.36s", accept_uuid);
	snprintf(label, sizeof label, "%s:", who->text);
	prompt_open(h->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = choices,
		.choice_count = COUNT_OF(choices), .done = taken_over, .ctx = h });
}

static enum command_answer open_todo(struct home *h, const struct todo *t)
{
	struct desk *d = h->d;
	struct err err;

	if (t->kind == TODO_PROPOSAL)
		return desk_answer(d, act_open_proposal(d, t->id, &err), &err);
	if (t->kind == TODO_OFFERED) {
		enum status taken = errand_draft_take(d->hall, &d->actor, t->number, &err);
		if (taken != ST_OK)
			return desk_answer(d, taken, &err);
	} else if (t->kind != TODO_DRAFT)
		return desk_answer(d, view_open(d->ui, &dossier_view, (void *)(uintptr_t)t->number, &err), &err);
	enum status st = open_draft(d, t->number, false, &err);
	if (st != ST_BUSY || strcmp(err.code, "E-6104"))
		return desk_answer(d, st, &err);
	ask_take_over(h, t->number, &err);
	return COMMAND_DONE;
}

enum command_answer cmd_home_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct home *h = call->view->data;
	const struct todo *t = chosen_todo(h);
	struct err err;

	if (t)
		return open_todo(h, t);
	size_t row = list_selected(h->today_list);
	if (row == LIST_NONE) {
		message_say(d->ui, "没有可打开的一行;F2 接新办件,F4 查找");
		return COMMAND_REFUSED;
	}
	return desk_answer(d, view_open(d->ui, &dossier_view, h->today[row].number, &err), &err);
}

enum command_answer cmd_home_other(void *app, const struct call *call)
{
	struct home *h = call->view->data;

	(void)app;
	view_focus(call->view, list_widget(list_widget(h->todo_list)->focused ? h->today_list : h->todo_list));
	view_dirty(call->view);
	return COMMAND_DONE;
}

static void discard(void *ctx, const char *yes)
{
	struct view *v = ctx;
	struct home *h = v->data;
	const struct todo *t = chosen_todo(h);
	struct err err;

	if (!yes || strcmp(yes, "yes") || !t || t->kind != TODO_DRAFT)
		return;
	if (draft_discard(h->d->hall, &h->d->actor, t->number, &err) != ST_OK)
		desk_fail(h->d, &err);
	changed(v);
}

enum command_answer cmd_draft_discard(void *app, const struct call *call)
{
	const struct todo *t = chosen_todo(call->view->data);

	(void)app;
	if (!t || t->kind != TODO_DRAFT) {
		message_refuse(call->ui, "E-6311", "这一行不是草稿,什么也没删;请把光标移到一份草稿上再按");
		return COMMAND_REFUSED;
	}
	prompt_confirm(call->ui, "删去这份草稿?已收的材料请退还申请人", discard, call->view);
	return COMMAND_DONE;
}

const struct view_ops home_view = {
	.context = "home", .title = "首页", .help = "上面是要先办的,下面是今日本窗的办件;Enter 打开。", .size = sizeof(struct home),
	.open = open_home, .close = close_home, .layout = layout, .draw = draw, .changed = changed, .shown = changed, .tick = view_dirty,
	.may_close = desk_home_stays,
};

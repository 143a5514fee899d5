/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept_situation_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/commands.h"
#include "desk/sheet.h"

/* The second step: its commands. */

size_t situation_count(const struct situation *s)
{
	return s->d->intake->bundle->question_count;
}

const struct question *situation_question(const struct situation *s, size_t i)
{
	return s->d->intake->bundle->questions[i];
}

/* The next question to be answered from `from` on, going round; situation_count when none is open. */
static size_t next_open(const struct situation *s, size_t from)
{
	size_t n = situation_count(s);

	for (size_t k = 0; k < n; k++) {
		size_t i = (from + k) % n;
		if (intake_asks(s->d->intake, situation_question(s, i)) && !intake_answered(s->d->intake, situation_question(s, i)))
			return i;
	}
	return n;
}

/* The next question up or down that still matters. */
static size_t step_question(const struct situation *s, int by)
{
	size_t i = s->question;

	while ((by < 0 && i > 0) || (by > 0 && i + 1 < situation_count(s))) {
		i = by < 0 ? i - 1 : i + 1;
		if (intake_asks(s->d->intake, situation_question(s, i)) || intake_answered(s->d->intake, situation_question(s, i)))
			return i;
	}
	return s->question;
}

static enum status open_situation(struct view *v, void *argument, struct err *err)
{
	struct situation *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-situation", err);

	(void)argument;
	s->d = v->app;
	if (!picture)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	view_add(v, form_widget(s->frame));
	size_t open = situation_count(s) ? next_open(s, 0) : 0;
	s->question = open < situation_count(s) ? open : 0;
	s->right = situation_count(s) == 0;
	return ST_OK;
}

static void close_situation(struct view *v)
{
	struct situation *s = v->data;

	form_free(s->frame);
}

static void layout(struct view *v, struct area area)
{
	struct situation *s = v->data;

	view_place(v, form_widget(s->frame), area);
}

static bool cursor(struct view *v, int *row, int *col)
{
	struct situation *s = v->data;

	*row = s->cursor_row;
	*col = s->cursor_col;
	return true;
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* Which chosen items would have come after one that was unticked: rightly so only if it was done before. */
static void tell_orphans(const struct plan *now, const struct item *gone, struct buf *out)
{
	for (size_t i = 0; i < now->item_count; i++)
		for (size_t k = 0; now->items[i].chosen && k < now->items[i].in->after_count; k++)
			if (now->items[i].in->after[k] == gone)
				buf_format(out, ";「%s」要先办过它才能办", now->items[i].item->name);
}

/* Says what an answer or a tick has changed beside itself. */
static void tell_difference(struct desk *d, const struct plan *was, const bool *chosen)
{
	const struct plan *now = d->intake->promise->plan;
	struct buf out;

	buf_init(&out, BUF_SMALL);
	for (int gone = 0; gone < 2; gone++) {
		size_t n = 0;
		for (size_t i = 0; i < now->item_count && i < was->item_count; i++)
			if (now->items[i].chosen != chosen[i] && chosen[i] == (gone == 1))
				buf_format(&out, "%s%s", n++ ? "、" : gone ? "  去掉 " : "  加上 ", now->items[i].item->name);
	}
	for (size_t i = 0; i < now->item_count && i < was->item_count; i++)
		if (chosen[i] && !now->items[i].chosen)
			tell_orphans(now, now->items[i].item, &out);
	if (out.len)
		message_say(d->ui, "%s", out.data + 2);
	buf_release(&out);
}

/* Does `fn` and says which items came and went. */
typedef enum status plan_change(struct situation *s, int argument, struct err *err);

static enum command_answer change(struct desk *d, struct situation *s, plan_change *fn, int argument)
{
	const struct plan *plan = d->intake->promise->plan;
	struct plan was = { .item_count = plan->item_count };
	bool *chosen = mem_array(plan->item_count, sizeof *chosen);
	struct err err;

	for (size_t i = 0; i < plan->item_count; i++)
		chosen[i] = plan->items[i].chosen;
	enum status st = fn(s, argument, &err);
	if (st != ST_OK) {
		desk_fail(d, &err);
	} else {
		tell_difference(d, &was, chosen);
		desk_save_soon(d);
	}
	free(chosen);
	return st == ST_OK ? COMMAND_DONE : COMMAND_REFUSED;
}

static enum status answer_it(struct situation *s, int choice, struct err *err)
{
	return intake_answer(s->d->intake, situation_question(s, s->question), choice, err);
}

static enum status toggle_it(struct situation *s, int unused, struct err *err)
{
	(void)unused;
	return intake_toggle(s->d->intake, s->item, err);
}

static enum command_answer answer_with(struct desk *d, struct situation *s, int choice)
{
	if (s->right || !situation_count(s)) {
		message_refuse(d->ui, "E-6313", "光标在事项一栏;按 Tab 回到问题再作答");
		return COMMAND_REFUSED;
	}
	return change(d, s, answer_it, choice);
}

/* What this bundle does not serve can't be accepted on this way, however much is filled in. */
static bool referral_stops(struct view *v)
{
	struct situation *s = v->data;

	s->told = true;
	message_refuse(v->ui, "E-6014", "本件不联办这种情形,不能受理。%s;要出不予受理,再按一次往下办",
		situation_splits(s) ? "按 F5 逐项选办" : "请照上面所说的办");
	return true;
}

bool accept_situation_stops(struct view *v)
{
	struct situation *s = v->data;
	const struct promise *p = s->d->intake->promise;
	size_t open = situation_count(s) ? next_open(s, 0) : 0;

	if (s->told)
		return false;
	if (p && p->plan->referral)
		return referral_stops(v);
	if (open >= situation_count(s))
		return false;
	s->right = false;
	s->question = open;
	s->told = true;
	view_dirty(v);
	message_refuse(v->ui, "E-6013", "第 %zu 问还没有答:%s 请按数字作答;再按一次先往下办", open + 1, situation_question(s, open)->text);
	return true;
}

enum command_answer cmd_situation_answer(void *app, const struct call *call)
{
	struct situation *s = call->view->data;
	s->told = false;
	enum command_answer a = answer_with(app, s, (int)strtol(call->argument, NULL, 10));

	view_dirty(call->view);
	if (a != COMMAND_DONE)
		return a;
	size_t open = next_open(s, s->question + 1);
	if (open < situation_count(s))
		s->question = open;
	return a;
}

enum command_answer cmd_situation_clear(void *app, const struct call *call)
{
	view_dirty(call->view);
	return answer_with(app, call->view->data, 0);
}

enum command_answer cmd_situation_sheet(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct promise *p = d->intake->promise;

	(void)call;
	return sheet_show(d, p->catalogue, p->catalogue_version, p->bundle);
}

/* 转单项: back to the first step with this bundle's items to choose from. */
enum command_answer cmd_situation_split(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	if (!situation_splits(call->view->data)) {
		message_say(call->ui, "本件已是单项办理;加选或去掉请按 Esc 回第一步");
		return COMMAND_REFUSED;
	}
	snprintf(d->intake->split, sizeof d->intake->split, "%s", bundle_base(d->intake->bundle)->id);
	enum command_answer a = desk_answer(d, accept_show(d, STEP_BUNDLE, &err), &err);
	if (a == COMMAND_DONE)
		message_say(d->ui, "转单项:对要办的逐项按 F5,别的事项直接打字查找;Enter 接下");
	return a;
}

enum command_answer cmd_situation_guide(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct promise *p = d->intake->promise;

	(void)call;
	return guide_show(d, p->catalogue, p->catalogue_version, p->bundle);
}

/* Moves the bar of its side up or down, by one or to the end. */
static void move(struct situation *s, int by, bool far)
{
	size_t items = s->d->intake->promise->plan->item_count, before;

	do {
		before = s->right ? s->item : s->question;
		if (!s->right)
			s->question = step_question(s, by);
		else if (by < 0 ? s->item > 0 : s->item + 1 < items)
			s->item = by < 0 ? s->item - 1 : s->item + 1;
	} while (far && before != (s->right ? s->item : s->question));
}

/* It moves like a list, by whatever keys lists move. */
static bool request(struct view *v, enum ui_request request)
{
	static const struct { enum ui_request request; int by; bool far; } moves[] = {
		{ UI_LIST_UP, -1, false }, { UI_LIST_DOWN, 1, false }, { UI_LIST_FIRST, -1, true }, { UI_LIST_PAGE_UP, -1, true },
		{ UI_LIST_LAST, 1, true }, { UI_LIST_PAGE_DOWN, 1, true } };

	if (request == UI_LIST_MARK) {
		(void)ui_command(v->ui, "situation-toggle", "");
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (moves[i].request == request) {
			move(v->data, moves[i].by, moves[i].far);
			view_dirty(v);
			return true;
		}
	return false;
}

enum command_answer cmd_situation_side(void *app, const struct call *call)
{
	struct situation *s = call->view->data;

	(void)app;
	s->right = !s->right || !situation_count(s);
	view_dirty(call->view);
	return COMMAND_DONE;
}

enum command_answer cmd_situation_toggle(void *app, const struct call *call)
{
	struct situation *s = call->view->data;

	view_dirty(call->view);
	if (!s->right) {
		message_say(call->ui, "按 Tab 到右栏,再按空格选退事项");
		return COMMAND_REFUSED;
	}
	return change(app, s, toggle_it, 0);
}

static const char *const *contexts(struct view *v)
{
	static const char *const step_contexts[] = { "accept-situation", "accept", "list", NULL };

	(void)v;
	return step_contexts;
}

/* What is not served has one way on, and it is named where the keys are. */
static const char *hints(struct view *v)
{
	const struct situation *s = v->data;
	const struct promise *p = s->d->intake->promise;

	return p && p->plan->referral && situation_splits(s) ? "F5 转单项  数字 作答" : "数字 作答";
}

const struct view_ops accept_situation_view = {
	.context = "accept-situation", .title = "受理 第二步:情形",
	.help = "数字回答光标所在的问题,光标自动到下一问;右栏是据此要办的事项,Tab 过去,空格选退。", .hints = hints,
	.size = sizeof(struct situation), .open = open_situation, .close = close_situation, .layout = layout, .draw = situation_draw,
	.cursor = cursor, .contexts = contexts, .request = request,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/commands.h"

/* Questions on the left, what follows from the answers on the right. One bar on each side; Tab changes sides. */
struct situation {
	struct desk *d;
	struct form *frame;
	bool right;                  /* the bar that moves is the items' */
	size_t question, item;       /* where the bars stand */
	int cursor_row, cursor_col;
};

static size_t question_count(const struct situation *s)
{
	return s->d->intake->bundle->question_count;
}

static const struct question *question_at(const struct situation *s, size_t i)
{
	return s->d->intake->bundle->questions[i];
}

/* The next question to be answered from `from` on, going round; question_count when none is open. */
static size_t next_open(const struct situation *s, size_t from)
{
	size_t n = question_count(s);

	for (size_t k = 0; k < n; k++) {
		size_t i = (from + k) % n;
		if (intake_asks(s->d->intake, question_at(s, i)) && !intake_answered(s->d->intake, question_at(s, i)))
			return i;
	}
	return n;
}

/* The next question up or down that still matters. */
static size_t step_question(const struct situation *s, int by)
{
	size_t i = s->question;

	while ((by < 0 && i > 0) || (by > 0 && i + 1 < question_count(s))) {
		i = by < 0 ? i - 1 : i + 1;
		if (intake_asks(s->d->intake, question_at(s, i)) || intake_answered(s->d->intake, question_at(s, i)))
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
	size_t open = question_count(s) ? next_open(s, 0) : 0;
	s->question = open < question_count(s) ? open : 0;
	s->right = question_count(s) == 0;
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

/* --- the left side ------------------------------------------------------------------------------------------- */

/* Draws one question from `row` on and returns the rows it took; draws nothing below `end`. */
static int draw_question(struct situation *s, size_t i, struct area a, int row, int end)
{
	const struct question *q = question_at(s, i);
	bool here = !s->right && i == s->question, asked = intake_asks(s->d->intake, q);
	int answered = intake_answered(s->d->intake, q), col = a.col + 4, used = 1;

	if (row >= end)
		return 0;
	draw_format(row, a.col, a.width, here ? LOOK_FOCUS : asked || answered ? LOOK_PLAIN : LOOK_DIM, "%s%zu %s",
		here ? draw_sign("›", ">") : " ", i + 1, q->text);
	if (here)
		s->cursor_row = row, s->cursor_col = a.col;
	if (!asked && !answered)
		return used;
	if (row + used < end)
		draw_text(row + used, a.col, a.width, LOOK_PLAIN, "");
	for (size_t k = 0; k < q->choice_count && row + used < end; k++) {
		bool on = answered == (int)k + 1;
		char text[160];
		snprintf(text, sizeof text, on ? "[%zu] %s" : " %zu  %s", k + 1, q->choices[k].text);
		int width = text_width(text) + 1;
		if (col + width > a.col + a.width && col > a.col + 4) {
			used++;
			col = a.col + 4;
			if (row + used >= end)
				break;
			draw_text(row + used, a.col, a.width, LOOK_PLAIN, "");
		}
		col += draw_put(row + used, col, a.col + a.width - col, on ? LOOK_STRONG : LOOK_PLAIN, text) + 1;
	}
	return used + 1;
}

static void draw_questions(struct situation *s, struct area a)
{
	size_t first = 0;

	draw_blank(a);
	/* scroll so that the bar is in sight: start as early as it still fits (three rows a question are usual) */
	while (s->question > first && (int)(s->question - first + 1) * 3 > a.height)
		first++;
	for (int row = a.row; first < question_count(s) && row < a.row + a.height; first++)
		row += draw_question(s, first, a, row, a.row + a.height);
}

/* --- the right side ------------------------------------------------------------------------------------------ */

/* Behind the name: who, how long, after which; as much as the width has room for. */
static int item_tail(const struct plan_item *it, int width, struct buf *out)
{
	struct buf limit;
	int tail = width >= 64 ? 36 : 16;

	buf_init(&limit, BUF_SMALL);
	limit_text(it->promised, &limit);
	if (width >= 64)
		buf_format(out, " %s", it->item->department->name);
	buf_format(out, " %s", limit.data);
	for (size_t k = 0; k < it->after_count; k++)
		buf_format(out, "%s%d", k ? "," : draw_sign(" ←", " <"), it->after[k] + 1);
	buf_release(&limit);
	return tail;
}

static void draw_item(struct situation *s, size_t i, int row, struct area a)
{
	const struct plan_item *it = &s->d->intake->promise->plan->items[i];
	bool here = s->right && i == s->item;
	const char *box = !it->served ? " " : it->chosen ? draw_sign("■", "x") : draw_sign("□", "-");
	enum look look = here ? LOOK_FOCUS : it->chosen ? LOOK_PLAIN : LOOK_DIM;
	struct buf tail;

	buf_init(&tail, BUF_SMALL);
	int cells = item_tail(it, a.width, &tail);
	draw_format(row, a.col, a.width - cells, look, "%s%s%2zu %s", here ? draw_sign("›", ">") : " ", box, i + 1, it->item->name);
	draw_text(row, a.col + a.width - cells, cells, look, tail.data);
	if (here)
		s->cursor_row = row, s->cursor_col = a.col;
	buf_release(&tail);
}

/* What the whole saves and how long it takes, under the items. */
static void draw_sums(const struct situation *s, struct area a, int row)
{
	const struct plan *p = s->d->intake->promise->plan;
	size_t materials = 0;
	struct buf limit;

	for (size_t i = 0; i < p->material_count; i++)
		materials += !p->materials[i].produced;
	buf_init(&limit, BUF_SMALL);
	limit_text(p->promised, &limit);
	if (row < a.row + a.height)
		draw_format(row, a.col, a.width, LOOK_STRONG, " 选办 %zu 项,承诺 %s", p->chosen, limit.data);
	if (row + 1 < a.row + a.height)
		draw_format(row + 1, a.col, a.width, LOOK_PLAIN, " 材料 %zu 份,单办共 %zu 份,省 %zu", materials, p->single_materials,
			p->single_materials > materials ? p->single_materials - materials : 0);
	if (row + 2 < a.row + a.height)
		draw_format(row + 2, a.col, a.width, LOOK_PLAIN, " 表格 1 张,单办 %zu 张", p->single_forms);
	if (row + 3 < a.row + a.height && p->longest_count > 1) {
		struct buf line;
		buf_init(&line, BUF_SMALL);
		for (size_t i = 0; i < p->longest_count; i++)
			buf_format(&line, "%s%d", i ? "→" : " 最长一条 ", p->longest[i] + 1);
		draw_text(row + 3, a.col, a.width, LOOK_DIM, line.data);
		buf_release(&line);
	}
	buf_release(&limit);
}

static void draw_plan(struct situation *s, struct area a)
{
	const struct plan *p = s->d->intake->promise->plan;
	int room = a.height - 5 > 3 ? a.height - 5 : 3, row = a.row;
	size_t first = s->item + 1 > (size_t)room ? s->item + 1 - (size_t)room : 0;

	draw_blank(a);
	for (size_t i = first; i < p->item_count && row < a.row + room; i++)
		draw_item(s, i, row++, a);
	draw_sums(s, a, row + 1);
}

static void draw(struct view *v)
{
	struct situation *s = v->data;
	const struct plan *p = s->d->intake->promise->plan;
	struct buf words;

	accept_head(s->d, form_area(s->frame, "head"), STEP_SITUATION);
	draw_questions(s, form_area(s->frame, "questions"));
	draw_plan(s, form_area(s->frame, "plan"));
	buf_init(&words, BUF_SMALL);
	if (p->referral)
		buf_format(&words, " 转单项办理:%s", p->referral);
	draw_wrap(form_area(s->frame, "referral"), p->referral ? LOOK_WARN : LOOK_DIM, words.data);
	buf_release(&words);
}

static bool cursor(struct view *v, int *row, int *col)
{
	struct situation *s = v->data;

	*row = s->cursor_row;
	*col = s->cursor_col;
	return true;
}

/* --- commands ------------------------------------------------------------------------------------------------ */

static enum command_answer changed(struct desk *d, enum status st, const struct err *err)
{
	if (st != ST_OK) {
		desk_fail(d, err);
		return COMMAND_REFUSED;
	}
	desk_save_soon(d);
	return COMMAND_DONE;
}

static enum command_answer answer_with(struct desk *d, struct situation *s, int choice)
{
	struct err err;

	if (s->right || !question_count(s)) {
		message_refuse(d->ui, "E-6313", "光标在事项一栏;按 Tab 回到问题再作答");
		return COMMAND_REFUSED;
	}
	return changed(d, intake_answer(d->intake, question_at(s, s->question), choice, &err), &err);
}

enum command_answer cmd_situation_answer(void *app, const struct call *call)
{
	struct situation *s = call->view->data;
	enum command_answer a = answer_with(app, s, (int)strtol(call->argument, NULL, 10));

	view_dirty(call->view);
	if (a != COMMAND_DONE)
		return a;
	size_t open = next_open(s, s->question + 1);
	if (open < question_count(s))
		s->question = open;
	return a;
}

enum command_answer cmd_situation_clear(void *app, const struct call *call)
{
	view_dirty(call->view);
	return answer_with(app, call->view->data, 0);
}

static enum command_answer move(const struct call *call, int by)
{
	struct situation *s = call->view->data;
	size_t items = s->d->intake->promise->plan->item_count;

	view_dirty(call->view);
	if (!s->right && question_count(s))
		s->question = step_question(s, by);
	else if (by < 0 && s->item > 0)
		s->item--;
	else if (by > 0 && s->item + 1 < items)
		s->item++;
	return COMMAND_DONE;
}

enum command_answer cmd_situation_up(void *app, const struct call *call)
{
	(void)app;
	return move(call, -1);
}

enum command_answer cmd_situation_down(void *app, const struct call *call)
{
	(void)app;
	return move(call, 1);
}

enum command_answer cmd_situation_side(void *app, const struct call *call)
{
	struct situation *s = call->view->data;

	(void)app;
	s->right = !s->right || !question_count(s);
	view_dirty(call->view);
	return COMMAND_DONE;
}

enum command_answer cmd_situation_toggle(void *app, const struct call *call)
{
	struct desk *d = app;
	struct situation *s = call->view->data;
	struct err err;

	view_dirty(call->view);
	if (!s->right) {
		message_say(d->ui, "按 Tab 到右栏,再按空格选退事项");
		return COMMAND_REFUSED;
	}
	return changed(d, intake_toggle(d->intake, s->item, &err), &err);
}

ACCEPT_CONTEXTS("accept-situation")

const struct view_ops accept_situation_view = {
	.context = "accept-situation", .title = "受理 第二步:情形",
	.help = "数字回答光标所在的问题,光标自动到下一问;右栏是据此要办的事项,Tab 过去,空格选退。", .hint = "数字 作答",
	.size = sizeof(struct situation), .open = open_situation, .close = close_situation, .layout = layout, .draw = draw,
	.cursor = cursor, .contexts = contexts,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/sheet.h"

/* Questions on the left, what follows from the answers on the right. One bar on each side; Tab changes sides. */
struct situation {
	struct desk *d;
	struct form *frame;
	bool right;                  /* the bar that moves is the items' */
	size_t question, item;       /* where the bars stand */
	bool told;                   /* what stands against going on: the next press goes on all the same */
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

/* The choices of a question from `row` on, as many side by side as fit; returns the rows they take. With `end` 0 nothing
 * is drawn. */
static int put_choices(const struct question *q, int answered, struct area a, int row, int end)
{
	int begin = a.col + 4, col = begin, used = q->choice_count ? 1 : 0;

	for (size_t k = 0; k < q->choice_count; k++) {
		bool on = answered == (int)k + 1;
		char text[160];
		snprintf(text, sizeof text, on ? "[%zu]%s" : " %zu %s", k + 1, q->choices[k].text);
		int width = text_width(text);
		if (col + width > a.col + a.width && col > begin) {
			used++;
			col = begin;
		}
		if (row + used - 1 < end)
			draw_put(row + used - 1, col, a.col + a.width - col, on ? LOOK_STRONG : LOOK_PLAIN, text);
		col += width + 2;
	}
	return used;
}

static int question_rows(const struct situation *s, size_t i, struct area a)
{
	const struct question *q = question_at(s, i);
	int answered = intake_answered(s->d->intake, q);

	return 1 + (answered || intake_asks(s->d->intake, q) ? put_choices(q, answered, a, 0, 0) : 0);
}

/* Draws one question from `row` on and returns the rows it took; draws nothing below `end`. */
static int draw_question(struct situation *s, size_t i, struct area a, int row, int end)
{
	const struct question *q = question_at(s, i);
	bool here = !s->right && i == s->question, asked = intake_asks(s->d->intake, q);
	int answered = intake_answered(s->d->intake, q);

	draw_format(row, a.col, a.width, here ? LOOK_FOCUS : asked || answered ? LOOK_PLAIN : LOOK_DIM, "%s%zu %s%s",
		here ? draw_sign("›", ">") : " ", i + 1, q->text, asked || answered ? "" : "(不用答)");
	if (here)
		s->cursor_row = row, s->cursor_col = a.col;
	return 1 + (asked || answered ? put_choices(q, answered, a, row + 1, end) : 0);
}

static void draw_questions(struct situation *s, struct area a)
{
	size_t first = 0, n = question_count(s), asked = 0, answered = 0;
	int row = a.row + 1, end = a.row + a.height, need = 0;

	draw_blank(a);
	for (size_t i = 0; i < n; i++) {
		bool has = intake_answered(s->d->intake, question_at(s, i)) != 0;
		answered += has;
		asked += has || intake_asks(s->d->intake, question_at(s, i));
	}
	draw_format(a.row, a.col, a.width, LOOK_LABEL, n ? " 情形 %zu/%zu 已答" : " 本件没有情形问题", answered, asked);
	/* start as early as the question under the bar still stands in sight, and the one after it */
	for (size_t i = s->question + 1 < n ? s->question + 2 : n; i-- > 0;) {
		need += question_rows(s, i, a);
		if (need > a.height - 1 && i < s->question) {
			first = i + 1;
			break;
		}
	}
	for (size_t i = first; i < n && row < end; i++)
		row += draw_question(s, i, a, row, end);
}

/* --- the right side ------------------------------------------------------------------------------------------ */

/* Behind an item's name: who (where there is room), how long, after which. */
enum { LIMIT_CELLS = 7, AFTER_CELLS = 5, WHO_CELLS = 21, WIDE = 64 };

/* Under the head 工作日 a limit in working days is a number; others name their unit. */
static void limit_cell(struct limit limit, struct buf *out)
{
	if (limit.set && limit.unit == UNIT_WORKING_DAY && limit.halves)
		buf_format(out, "%d%s", limit.halves / 2, limit.halves % 2 ? ".5" : "");
	else
		limit_text(limit, out);
}

static void draw_item(struct situation *s, size_t i, int row, struct area a)
{
	const struct plan_item *it = &s->d->intake->promise->plan->items[i];
	bool here = s->right && i == s->item;
	const char *box = !it->served ? " " : it->chosen ? draw_sign("■", "x") : draw_sign("□", "-");
	enum look look = here ? LOOK_FOCUS : it->chosen ? LOOK_PLAIN : LOOK_DIM;
	int who = a.width >= WIDE ? WHO_CELLS : 0, name = a.width - LIMIT_CELLS - AFTER_CELLS - who;
	struct buf words;

	buf_init(&words, BUF_SMALL);
	draw_format(row, a.col, name, look, "%s%s%2zu %s", here ? draw_sign("›", ">") : " ", box, i + 1, it->item->name);
	if (who)
		draw_format(row, a.col + name, who, look, " %s", it->item->department->name);
	if (it->chosen)
		limit_cell(it->promised, &words);
	draw_right(row, a.col + name + who, LIMIT_CELLS, look, words.data);
	buf_clear(&words);
	for (size_t k = 0; it->chosen && k < it->after_count; k++)
		buf_format(&words, "%s%d", k ? "," : " ", it->after[k] + 1);
	draw_text(row, a.col + name + who + LIMIT_CELLS, AFTER_CELLS, look, words.data);
	if (here)
		s->cursor_row = row, s->cursor_col = a.col;
	buf_release(&words);
}

/* What the whole saves and how long it takes, under the items. */
static void draw_sums(const struct plan *p, struct area a, int row)
{
	size_t materials = 0;
	struct buf line;

	for (size_t i = 0; i < p->material_count; i++)
		materials += !p->materials[i].produced;
	buf_init(&line, BUF_SMALL);
	buf_text(&line, " 承诺 ");
	limit_text(p->promised, &line);
	for (size_t i = 0; i < p->longest_count && p->longest_count > 1; i++)
		buf_format(&line, "%s%d", i ? draw_sign("→", ">") : ",最长一条 ", p->longest[i] + 1);
	draw_text(row, a.col, a.width, LOOK_STRONG, line.data);
	buf_release(&line);
	draw_format(row + 1, a.col, a.width, LOOK_PLAIN, " 材料 %zu 份,单办共 %zu 份,省 %zu", materials, p->single_materials,
		p->single_materials > materials ? p->single_materials - materials : 0);
	draw_format(row + 2, a.col, a.width, LOOK_PLAIN, " 表格 1 张,单办 %zu 张", p->single_forms);
}

static void draw_plan(struct situation *s, struct area a)
{
	enum { SUMS = 3 };
	const struct plan *p = s->d->intake->promise->plan;
	int room = a.height - 1 - SUMS - 1, row = a.row + 1, tail = LIMIT_CELLS + AFTER_CELLS;
	size_t first = s->item + 1 > (size_t)room ? s->item + 1 - (size_t)room : 0, optional = 0;

	draw_blank(a);
	for (size_t i = 0; i < p->item_count; i++)
		optional += p->items[i].served && !p->items[i].locked;
	draw_format(a.row, a.col, a.width - tail, LOOK_LABEL, " 事项 %zu(可退选 %zu)", p->chosen, optional);
	draw_text(a.row, a.col + a.width - tail, tail, LOOK_LABEL, " 工作日 后于");
	for (size_t i = first; i < p->item_count && row < a.row + 1 + room; i++)
		draw_item(s, i, row++, a);
	draw_sums(p, a, row + (row < a.row + 1 + room));
}

/* Has it items to be taken one by one instead? */
static bool splits(const struct situation *s)
{
	return !s->d->intake->bundle->single && !s->d->intake->bundle->combined;
}

/* Below: what to do when the bundle does not serve this, else the item under the bar in full. */
static enum look about(const struct situation *s, struct buf *out)
{
	const struct plan *p = s->d->intake->promise->plan;
	const struct plan_item *it = s->right && s->item < p->item_count ? &p->items[s->item] : NULL;

	if (p->referral) {
		buf_format(out, "转单项办理:%s", p->referral);
		if (splits(s))
			buf_text(out, "F5 逐项选办");
		return LOOK_WARN;
	}
	if (!it)
		return LOOK_PLAIN;
	buf_format(out, "%zu %s:%s,承诺 ", s->item + 1, it->item->name, it->item->department->name);
	limit_text(it->promised, out);
	buf_text(out, !it->served ? "。不适用于所答情形" : it->locked ? "。本套餐必办,不能退选" : it->chosen ? "。空格 退选" : "。空格 选上");
	buf_format(out, "\n收费 %s;依据 %s", it->item->fee, it->item->legal_basis);
	return LOOK_PLAIN;
}

static void draw(struct view *v)
{
	struct situation *s = v->data;
	struct buf words;

	accept_head(s->d, form_area(s->frame, "head"), STEP_SITUATION);
	draw_questions(s, form_area(s->frame, "questions"));
	draw_plan(s, form_area(s->frame, "plan"));
	buf_init(&words, BUF_SMALL);
	enum look look = about(s, &words);
	draw_wrap(form_area(s->frame, "about"), look, words.data);
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
	return intake_answer(s->d->intake, question_at(s, s->question), choice, err);
}

static enum status toggle_it(struct situation *s, int unused, struct err *err)
{
	(void)unused;
	return intake_toggle(s->d->intake, s->item, err);
}

static enum command_answer answer_with(struct desk *d, struct situation *s, int choice)
{
	if (s->right || !question_count(s)) {
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
		splits(s) ? "按 F5 逐项选办" : "请照上面所说的办");
	return true;
}

bool accept_situation_stops(struct view *v)
{
	struct situation *s = v->data;
	const struct promise *p = s->d->intake->promise;
	size_t open = question_count(s) ? next_open(s, 0) : 0;

	if (s->told)
		return false;
	if (p && p->plan->referral)
		return referral_stops(v);
	if (open >= question_count(s))
		return false;
	s->right = false;
	s->question = open;
	s->told = true;
	view_dirty(v);
	message_refuse(v->ui, "E-6013", "第 %zu 问还没有答:%s 请按数字作答;再按一次先往下办", open + 1, question_at(s, open)->text);
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
	if (open < question_count(s))
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

	if (!splits(call->view->data)) {
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
	s->right = !s->right || !question_count(s);
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

	return p && p->plan->referral && splits(s) ? "F5 转单项  数字 作答" : "数字 作答";
}

const struct view_ops accept_situation_view = {
	.context = "accept-situation", .title = "受理 第二步:情形",
	.help = "数字回答光标所在的问题,光标自动到下一问;右栏是据此要办的事项,Tab 过去,空格选退。", .hints = hints,
	.size = sizeof(struct situation), .open = open_situation, .close = close_situation, .layout = layout, .draw = draw,
	.cursor = cursor, .contexts = contexts, .request = request,
};

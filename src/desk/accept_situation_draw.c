/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept_situation_own.h"

#include <stdio.h>

#include "base/text.h"

/* The second step as it looks: questions, items, what is under the bar. */

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
	const struct question *q = situation_question(s, i);
	int answered = intake_answered(s->d->intake, q);

	return 1 + (answered || intake_asks(s->d->intake, q) ? put_choices(q, answered, a, 0, 0) : 0);
}

/* Draws one question from `row` on and returns the rows it took; draws nothing below `end`. */
static int draw_question(struct situation *s, size_t i, struct area a, int row, int end)
{
	const struct question *q = situation_question(s, i);
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
	size_t first = 0, n = situation_count(s), asked = 0, answered = 0;
	int row = a.row + 1, end = a.row + a.height, need = 0;

	draw_blank(a);
	for (size_t i = 0; i < n; i++) {
		bool has = intake_answered(s->d->intake, situation_question(s, i)) != 0;
		answered += has;
		asked += has || intake_asks(s->d->intake, situation_question(s, i));
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

bool situation_splits(const struct situation *s)
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
		if (situation_splits(s))
			buf_text(out, "F5 逐项选办");
		return LOOK_WARN;
	}
	if (!it)
		return LOOK_PLAIN;
	buf_format(out, "%zu %s:%s,承诺 ", s->item + 1, it->item->name, it->item->department->name);
	limit_text(it->promised, out);
	buf_format(out, "。%s", !it->served ? "不适用于所答情形" : it->locked ? plan_locked_words(p, s->item) : it->chosen ? "空格 退选" : "空格 选上");
	buf_format(out, "\n收费 %s;依据 %s", it->item->fee, it->item->legal_basis);
	return LOOK_PLAIN;
}

void situation_draw(struct view *v)
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

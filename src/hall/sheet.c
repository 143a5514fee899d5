/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/sheet.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/paper_order.h"
#include "hall/sheet_own.h"
#include "hall/audit.h"
#include "law/staff_right.h"

void sheet_numbers_member(struct buf *b, const char *name, const int *numbers, const int *items, size_t count)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < count; i++)
		buf_format(&text, "%s%d", i ? "、" : "", numbers ? numbers[items[i]] : items[i] + 1);
	out_text(b, name, text.len ? text.data : "");
	buf_release(&text);
}

static void answers_out(const struct sheet *s, struct buf *b)
{
	out_open(b, "answers", '[');
	for (size_t i = 0; i < s->answer_count; i++) {
		if (!s->answers[i].choice)
			continue;
		out_open(b, NULL, '{');
		out_text(b, "text", s->answers[i].question->text);
		out_text(b, "choice_text", s->answers[i].choice->text);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static bool answered(const struct sheet *s, const struct question *q)
{
	for (size_t i = 0; i < s->answer_count; i++)
		if (s->answers[i].question == q && s->answers[i].choice)
			return true;
	return false;
}

/* What was not asked and would change what is told: the reader answers it for himself. */
static void open_out(const struct sheet *s, struct buf *b)
{
	out_open(b, "open", '[');
	for (size_t i = 0; i < s->bundle->question_count; i++) {
		const struct question *q = s->bundle->questions[i];
		struct buf choices;
		if (answered(s, q) || !plan_asks(s->bundle, s->answers, s->answer_count, q))
			continue;
		buf_init(&choices, BUF_SMALL);
		for (size_t k = 0; k < q->choice_count; k++)
			buf_format(&choices, "%s%s", k ? "、" : "", q->choices[k].text);
		out_open(b, NULL, '{');
		out_text(b, "text", q->text);
		out_text(b, "choices", choices.data);
		out_close(b, '}');
		buf_release(&choices);
	}
	out_close(b, ']');
}

static void items_out(const struct sheet *s, const int *numbers, struct buf *b)
{
	out_open(b, "items", '[');
	for (size_t i = 0; i < s->plan->item_count; i++) {
		const struct plan_item *it = &s->plan->items[i];
		if (!it->chosen)
			continue;
		out_open(b, NULL, '{');
		out_int(b, "no", numbers[i]);
		out_text(b, "name", it->item->name);
		out_text(b, "department", it->item->department->name);
		out_bool(b, "may_leave", !it->locked);
		limit_out(b, "promised_text", it->promised);
		limit_out(b, "statutory_text", it->item->statutory);
		out_text(b, "fee", it->item->fee);
		out_text(b, "result", it->item->result);
		out_text(b, "legal_basis", it->item->legal_basis);
		sheet_numbers_member(b, "after", numbers, it->after, it->after_count);
		out_close(b, '}');
	}
	out_close(b, ']');
}

/* Where it comes from, first the usual way and then the others that are open. What an item would have made that is not done
 * here is brought. */
static void source_member(struct buf *b, const struct material *m)
{
	unsigned others;
	struct buf text;

	buf_init(&text, BUF_SMALL);
	buf_text(&text, material_source_name(material_source_here(m, false, &others)));
	for (int i = 0; i < MATERIAL_SOURCES; i++)
		if (others & 1u << i)
			buf_format(&text, "、%s", material_source_name((enum material_source)i));
	out_text(b, "source_name", text.data);
	buf_release(&text);
}

void sheet_material_members(struct buf *b, size_t no, const struct material *m, int originals, int copies, int defer_days)
{
	out_int(b, "no", (int64_t)no);
	out_text(b, "name", m->name);
	out_text(b, "form", m->form);
	out_text(b, "note", m->note);
	out_int(b, "originals", originals);
	out_int(b, "copies", copies);
	out_text(b, "provider", m->provider ? m->provider->name : "");
	source_member(b, m);
	out_int(b, "defer_days", defer_days);
}

static void materials_out(const struct sheet *s, const int *numbers, struct buf *b)
{
	size_t no = 0, deferrable = 0;

	out_open(b, "materials", '[');
	for (size_t i = 0; i < s->plan->material_count; i++) {
		const struct plan_material *m = &s->plan->materials[i];
		if (m->produced)
			continue;
		deferrable += m->defer_days > 0;
		out_open(b, NULL, '{');
		sheet_material_members(b, ++no, m->material, m->originals, m->copies, m->defer_days);
		sheet_numbers_member(b, "items", numbers, m->items, m->item_count);
		out_close(b, '}');
	}
	out_close(b, ']');
	out_int(b, "material_count", (int64_t)no);
	out_int(b, "deferrable", (int64_t)deferrable);
	out_open(b, "produced", '[');
	for (size_t i = 0; i < s->plan->material_count; i++)
		if (s->plan->materials[i].produced)
			out_text(b, NULL, s->plan->materials[i].material->name);
	out_close(b, ']');
}

void sheet_form_out(const struct sheet *s, struct buf *b)
{
	const struct plan *p = s->plan;
	size_t asked = 0;

	out_open(b, "form", '[');
	for (size_t i = 0; i < p->field_count; ) {
		const struct role *role = p->fields[i].role;
		struct buf labels;
		buf_init(&labels, BUF_LARGE);
		for (; i < p->field_count && p->fields[i].role == role; i++) {
			if (p->fields[i].produced)
				continue;
			buf_format(&labels, "%s%s", labels.len ? "、" : "", p->fields[i].field->name);
			asked++;
		}
		if (labels.len) {
			out_open(b, NULL, '{');
			out_text(b, "section", role->name);
			out_text(b, "labels", labels.data);
			out_close(b, '}');
		}
		buf_release(&labels);
	}
	out_close(b, ']');
	out_int(b, "field_count", (int64_t)asked);
}

void sheet_head_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b)
{
	hall_out(h, by, b);
	bundle_out(s->bundle, s->catalogue_version, b);
	out_instant(b, "made_at", clock_wall_ms());
	limit_out(b, "promised_text", s->plan->promised);
	limit_out(b, "statutory_text", s->plan->statutory);
	out_text(b, "referral", s->plan->referral ? s->plan->referral : "");
	answers_out(s, b);
	open_out(s, b);
	out_int(b, "notice_days", hall_int(h, "k1.days"));
}

static void body_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b)
{
	int *numbers = mem_array(s->plan->item_count, sizeof *numbers), n = 0;

	for (size_t i = 0; i < s->plan->item_count; i++)
		numbers[i] = s->plan->items[i].chosen ? ++n : 0;
	out_open(b, NULL, '{');
	sheet_head_out(h, by, s, b);
	items_out(s, numbers, b);
	materials_out(s, numbers, b);
	sheet_form_out(s, b);
	out_close(b, '}');
	free(numbers);
}

static bool told_out(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b)
{
	if (s->plan->chosen)
		body_out(h, by, s, b);
	return s->plan->chosen > 0;
}

/* What the two papers differ in. */
static const struct told {
	const char *kind, *name, *letters, *act;
	bool (*out)(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *b);      /* false: nothing to tell */
} papers[2] = {
	{ "sheet", "告知单", "ZX", "sheet.print", told_out },
	{ "guide", "办事指南", "ZN", "guide.print", guide_out },
};

enum status sheet_body(struct hall *h, const struct actor *by, const struct sheet *s, struct buf *out, struct err *err)
{
	const struct told *paper = &papers[s->guide];

	if (!paper->out(h, by, s, out))
		return err_at(err, ST_REFUSED, "E-2033", paper->kind, "「%s」在所答的情形下没有要办的事项,没有可告知的。%s", s->bundle->name,
			s->plan->referral ? s->plan->referral : "请核对回答。");
	return out->overflow ? err_set(err, ST_LIMIT, "E-6072", "「%s」的%s内容过大,没有打印。", s->bundle->name, paper->name) : ST_OK;
}

enum status sheet_fill(struct hall *h, const struct actor *by, const struct sheet *s, enum paper paper, bool large,
	struct document **out, struct err *err)
{
	struct buf body;
	enum status st;

	*out = NULL;
	buf_init(&body, BUF_LARGE);
	st = sheet_body(h, by, s, &body, err);
	if (st == ST_OK)
		st = paper_own_fill(h, by, document_kind_find(papers[s->guide].kind), body.data, paper, large, out, err);
	buf_release(&body);
	return st;
}

enum status sheet_print(struct hall *h, const struct actor *by, const struct sheet *s, const char *destination, bool large,
	struct print_job *out, struct err *err)
{
	const struct told *paper = &papers[s->guide];
	struct buf body;
	enum status st;

	*out = (struct print_job){ .id = 0 };
	if (!staff_may(by->role, RIGHT_GUIDE))
		return audit_denied(h, by, "sheet.denied", s->bundle->id, "E-5026", "您的岗位不接待申请人(W-14),没有打印。", err);
	buf_init(&body, BUF_LARGE);
	st = sheet_body(h, by, s, &body, err);
	if (st == ST_OK)
		st = paper_own_order(h, by, &(struct paper_own){ .kind = document_kind_find(paper->kind), .letters = paper->letters,
			.digits = 4, .body = body.data, .destination = destination, .act = paper->act, .about = s->bundle->id,
			.large = large || hall_int(h, "printer.large") != 0 }, out, err);
	buf_release(&body);
	return st;
}

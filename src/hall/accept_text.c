/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/accept_out.h"
#include "law/states.h"

/* The dossier without persons, as acceptance freezes it. Members are those of hall/dossier.h. */

void limit_out(struct buf *b, const char *name, struct limit limit)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	if (limit.set)
		limit_text(limit, &text);
	out_text(b, name, text.data);
	buf_release(&text);
}

const char *delivery_name(const char *mode)
{
	static const char *const names[][2] = { { "window", "窗口领取" }, { "courier", "快递送达" }, { "electronic", "电子送达" } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(names[i][0], mode) == 0)
			return names[i][1];
	return mode;
}

static const char *source_code(enum material_source s)
{
	static const char *const codes[MATERIAL_SOURCES] = { "self", "form", "share", "ecert", "promise", "item" };

	return codes[s];
}

const struct request_material *accept_material(const struct acceptance *a, const struct plan_material *m)
{
	static const struct request_material unchecked = { .state = MS_UNCHECKED, .date = DAY_NONE, .reason = (char *)(uintptr_t)"" };

	for (size_t i = 0; i < a->r->material_count; i++)
		if (strcmp(a->r->materials[i].material, m->material->id) == 0)
			return &a->r->materials[i];
	return &unchecked;
}

/* --- the dossier without persons ----------------------------------------------------------------------------------- */

void hall_out(struct hall *h, const struct actor *by, struct buf *b)
{
	static const char *const members[] = { "name", "code", "region", "address", "phone", "complaint_phone", "hours",
		"query_url", "document_prefix" };
	char setting[40];

	out_open(b, "hall", '{');
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		snprintf(setting, sizeof setting, "hall.%s", members[i]);
		out_text(b, members[i], hall_text(h, setting));
	}
	out_close(b, '}');
	out_open(b, "window", '{');
	out_text(b, "no", by->window);
	out_text(b, "name", by->window_name);
	out_close(b, '}');
	out_open(b, "clerk", '{');
	out_text(b, "work_no", by->work_no);
	out_text(b, "name", by->name);
	out_close(b, '}');
}

void bundle_out(const struct bundle *bundle, int version, struct buf *b)
{
	out_open(b, "bundle", '{');
	out_text(b, "id", bundle->id);
	out_text(b, "name", bundle->name);
	out_text(b, "subject", bundle->subject ? bundle->subject : "");
	out_bool(b, "single", bundle->single);
	out_int(b, "catalogue_version", version);
	out_text(b, "lead", bundle->lead ? bundle->lead->name : "");
	out_close(b, '}');
}

bool promise_estimated(const struct promise *p)
{
	bool any = p->promised.estimated;

	if (p->request->outcome != OUTCOME_ACCEPT)      /* nothing is promised yet but the answer */
		return p->notice.estimated;
	for (size_t i = 0; i < p->item_count; i++)
		any |= p->items[i].promised.estimated;
	return any;
}

/* Behind the published limit, for who gets the paper. */
static void tell_whole(const struct acceptance *a, const struct deadline *whole, struct buf *out)
{
	if (!a->accepting || a->p->published == DAY_NONE) {
		deadline_tell(whole, out);
		return;
	}
	buf_text(out, "遇节假日晚于法定的");
	limit_text(whole->limit, out);
	buf_text(out, "，以法定期限为准");
}

static void due_out(const struct acceptance *a, struct buf *b)
{
	const struct promise *p = a->p;
	const struct deadline *whole = a->accepting ? &p->promised : &p->notice;
	struct buf text;

	buf_init(&text, BUF_SMALL);
	out_open(b, "due", '{');
	out_day(b, "promised", a->accepting ? p->promised.due : DAY_NONE);
	out_day(b, "statutory", a->accepting ? p->statutory.due : DAY_NONE);
	out_day(b, "notice", a->r->outcome == OUTCOME_RECEIVE || a->r->outcome == OUTCOME_REFUSE ? p->notice.due : DAY_NONE);
	out_day(b, "correction", a->r->outcome == OUTCOME_NOTICE ? p->notice.due : DAY_NONE);
	limit_out(b, "promised_text", p->plan->promised);
	out_bool(b, "estimated", promise_estimated(p));
	if (whole->due != DAY_NONE)
		promise_explain(whole, p->plan->promised, a->accepting ? p->published : DAY_NONE, &text);
	out_text(b, "explain", text.data);
	buf_clear(&text);
	if (whole->due != DAY_NONE)
		tell_whole(a, whole, &text);
	out_text(b, "told", text.data);
	out_close(b, '}');
	buf_release(&text);
}

static void answers_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "answers", '[');
	for (size_t i = 0; i < a->r->answer_count; i++) {
		const struct question *q = catalogue_question(a->p->catalogue, a->r->answers[i].question);
		const struct choice *c = q ? question_choice(q, a->r->answers[i].choice) : NULL;
		if (!c)
			continue;
		out_open(b, NULL, '{');
		out_text(b, "question", q->id);
		out_text(b, "text", q->text);
		out_text(b, "choice", c->id);
		out_text(b, "choice_text", c->text);
		out_close(b, '}');
	}
	out_close(b, ']');
}

void department_out(struct buf *b, const struct department *d)
{
	out_open(b, "department", '{');
	out_text(b, "id", d->id);
	out_text(b, "name", d->name);
	out_close(b, '}');
}

void after_out(const struct acceptance *a, const struct plan_item *in, struct buf *b)
{
	out_open(b, "after", '[');
	for (size_t i = 0; i < in->after_count; i++)
		out_text(b, NULL, a->p->plan->items[in->after[i]].item->id);
	out_close(b, ']');
}

/* What a platform knows the item and its organ by, where the catalogue says it. */
static void codes_out(const struct item *item, struct buf *b)
{
	const struct { const char *name, *code; } codes[] = { { "basic_code", item->basic_code },
		{ "business_code", item->business_code }, { "local_code", item->local_code }, { "org_code", item->department->uscc } };

	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (*codes[i].code)
			out_text(b, codes[i].name, codes[i].code);
}

/* Does a pledge stand in for a paper of this item? (C-16) */
static bool pledged(const struct acceptance *a, const struct plan_item *in)
{
	const struct plan *plan = a->p->plan;

	for (size_t i = 0; i < plan->material_count; i++)
		for (size_t k = 0; accept_material(a, &plan->materials[i])->state == MS_PLEDGED && k < plan->materials[i].item_count; k++)
			if (&plan->items[plan->materials[i].items[k]] == in)
				return true;
	return false;
}

/* Papers cite the Permit Law (art. 32) only where a permit is among the items. */
static bool any_permit(const struct acceptance *a)
{
	for (size_t i = 0; i < a->p->item_count; i++)
		if (strcmp(a->p->items[i].item->item->type, "行政许可") == 0)
			return true;
	return false;
}

static void items_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "items", '[');
	for (size_t i = 0; i < a->p->item_count; i++) {
		const struct promise_item *in = &a->p->items[i];
		const struct item *item = in->item->item;
		out_open(b, NULL, '{');
		out_text(b, "id", item->id);
		out_int(b, "no", (int64_t)i + 1);
		out_text(b, "name", item->name);
		out_text(b, "code", item->code ? item->code : "");
		codes_out(item, b);
		out_text(b, "project_no", a->projects[i]);
		department_out(b, item->department);
		out_bool(b, "at_once", item->at_once);
		limit_out(b, "promised_text", in->item->promised);
		limit_out(b, "statutory_text", item->statutory);
		out_day(b, "due", a->accepting ? in->promised.due : DAY_NONE);
		out_text(b, "fee", item->fee ? item->fee : "");
		out_text(b, "result", item->result ? item->result : "");
		out_text(b, "legal_basis", item->legal_basis ? item->legal_basis : "");
		out_bool(b, "pledged", pledged(a, in->item));
		after_out(a, in->item, b);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void item_names(const struct acceptance *a, const int *items, size_t count, struct buf *b)
{
	out_open(b, "items", '[');
	for (size_t i = 0; i < count; i++)
		out_text(b, NULL, a->p->plan->items[items[i]].item->name);
	out_close(b, ']');
}

static void materials_out(const struct acceptance *a, struct buf *b)
{
	const struct plan *plan = a->p->plan;

	out_open(b, "materials", '[');
	for (size_t i = 0; i < plan->material_count; i++) {
		const struct plan_material *m = &plan->materials[i];
		const struct request_material *is = accept_material(a, m);
		enum material_source source = material_source_here(m->material, m->produced, NULL);
		out_open(b, NULL, '{');
		out_int(b, "no", (int64_t)i + 1);
		out_text(b, "id", m->material->id);
		out_text(b, "name", m->material->name);
		out_text(b, "form", m->material->form ? m->material->form : "");
		out_text(b, "source", source_code(source));
		out_text(b, "source_name", material_source_name(source));
		out_int(b, "originals", m->originals);
		out_int(b, "copies", m->copies);
		out_text(b, "level", m->level == LEVEL_MAIN ? "main" : "minor");
		out_text(b, "state", material_state_code(is->state));
		out_text(b, "state_name", material_state_name(is->state));
		item_names(a, m->items, m->item_count, b);
		out_text(b, "reason", is->reason);
		out_day(b, "date", is->date);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void deferrals_out(const struct acceptance *a, struct buf *b)
{
	const struct plan *plan = a->p->plan;

	out_open(b, "deferrals", '[');
	for (size_t i = 0; i < plan->material_count && a->accepting; i++) {
		const struct plan_material *m = &plan->materials[i];
		const struct request_material *is = accept_material(a, m);
		if (is->state != MS_DEFERRED)
			continue;
		out_open(b, NULL, '{');
		out_text(b, "material", m->material->id);
		out_text(b, "name", m->material->name);
		out_text(b, "form", m->material->form ? m->material->form : "");
		out_text(b, "reason", is->reason);
		out_day(b, "due", is->date);
		out_text(b, "channel", "窗口、网上、快递均可");
		item_names(a, m->items, m->item_count, b);
		out_text(b, "result_policy", m->blocks_result ? "补齐前不发放结果" : "可先发放结果");      /* C-12 */
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void tasks_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "tasks", '[');
	for (size_t i = 0; i < a->p->item_count && a->accepting; i++) {
		const struct item *item = a->p->items[i].item->item;
		out_open(b, NULL, '{');
		out_text(b, "id", a->tasks[i].task_no);
		out_text(b, "item", item->id);
		out_text(b, "name", item->name);
		department_out(b, item->department);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void documents_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "documents", '[');
	for (size_t i = 0; i < a->paper_count; i++) {
		const struct paper_out *p = &a->papers[i];
		out_open(b, NULL, '{');
		out_text(b, "kind", p->name);
		out_text(b, "title", p->kind->title);
		out_text(b, "number", p->number);
		out_int(b, "copies", p->kind->copies);
		out_text(b, "paper", p->kind->paper);
		out_close(b, '}');
	}
	out_close(b, ']');
}

void write_snapshot(const struct acceptance *a, struct buf *b)
{
	out_open(b, NULL, '{');
	out_text(b, "number", a->number);
	out_text(b, "accept_uuid", a->uuid);
	out_text(b, "state", a->state);
	out_text(b, "state_name", a->p->deferred && a->accepting ? "容缺受理" :
		dossier_state_name((enum dossier_state)dossier_state_from_code(a->state)));
	out_int(b, "deferred", (int64_t)a->deferral_count);
	out_int(b, "version", a->snapshot);
	hall_out(a->hall, a->by, b);
	bundle_out(a->p->bundle, a->p->catalogue_version, b);
	out_instant(b, "received_at", a->received_at);
	out_instant(b, "accepted_at", a->accepted_at);
	out_day(b, "accept_day", a->accepting ? a->p->day : DAY_NONE);
	if (a->r->deemed)
		out_bool(b, "deemed", true);
	if (!any_permit(a))
		out_bool(b, "service", true);
	due_out(a, b);
	answers_out(a, b);
	items_out(a, b);
	materials_out(a, b);
	deferrals_out(a, b);
	tasks_out(a, b);
	documents_out(a, b);
	out_open(b, "codes", '{');
	out_text(b, "query", a->query);
	out_text(b, "qr", a->qr);
	out_close(b, '}');
	out_close(b, '}');
}

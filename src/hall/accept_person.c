/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <string.h>

#include "base/mem.h"
#include "hall/accept_out.h"
#include "law/identity.h"

/* The persons of a dossier, sealed at rest; and for each department its task, with no more than it needs. */

/* --- the persons ---------------------------------------------------------------------------------------------------- */

/* "居民身份证" for "01", from the catalogue's own code list. */
static const char *id_type_name(const struct catalogue *c, const struct person *who)
{
	if (who->company)
		return "统一社会信用代码";
	for (size_t i = 0; i < c->field_count; i++)
		for (size_t k = 0; strcmp(c->fields[i].id, "zjlx") == 0 && k < c->fields[i].code_count; k++)
			if (strcmp(c->fields[i].codes[k].code, who->id_type) == 0)
				return c->fields[i].codes[k].text;
	return strcmp(who->id_type, "01") == 0 ? "居民身份证" : "证件号码";
}

static void contact_out(const struct person *who, struct buf *b)
{
	out_bool(b, "company", who->company);
	out_text(b, "name", who->name);
	out_text(b, "id_type", who->company ? "" : who->id_type);
	out_text(b, "id_number", who->id_number);
	out_text(b, "phone", who->phone);
	out_text(b, "address", who->address);
	out_text(b, "legal_name", who->legal_name);
	out_text(b, "legal_id", who->legal_id);
}

static void applicant_out(const struct acceptance *a, struct buf *b)
{
	static const char *const sexes[] = { "", "男", "女" };
	const struct person *who = &a->r->applicant;
	struct identity id = { .birth = DAY_NONE };
	struct err err;
	bool known = !who->company && identity_read(who->id_number, a->p->day, &id, &err) == ST_OK && id.kind != ID_COMPANY;

	out_open(b, "applicant", '{');
	contact_out(who, b);
	out_text(b, "id_type_name", id_type_name(a->p->catalogue, who));
	out_text(b, "role", who->role);
	out_text(b, "sex", known ? sexes[id.sex] : "");
	out_day(b, "birth", known ? id.birth : DAY_NONE);
	out_close(b, '}');
}

static void agent_out(const struct acceptance *a, struct buf *b)
{
	const struct agent *g = &a->r->agent;
	const struct { bool power; const char *name; } powers[] = {
		{ g->may_submit, "submit" }, { g->may_promise, "promise" }, { g->may_collect, "collect" },
	};

	if (!g->present) {
		out_null(b, "agent");
		return;
	}
	out_open(b, "agent", '{');
	out_text(b, "name", g->name);
	out_text(b, "id_number", g->id_number);
	out_text(b, "phone", g->phone);
	out_text(b, "relation", g->relation);
	out_text(b, "authority_no", g->authority_no);
	out_text(b, "authority_until", g->authority_until);
	out_open(b, "powers", '[');
	for (size_t i = 0; i < COUNT_OF(powers); i++)
		if (powers[i].power)
			out_text(b, NULL, powers[i].name);
	out_close(b, ']');
	out_close(b, '}');
}

/* A value as people read it: the code's text, a day with dashes, yes or no. */
static void value_text_out(const struct field *f, const char *value, struct buf *b)
{
	char iso[11];
	day_t day;

	for (size_t i = 0; f->type == FIELD_CODE && i < f->code_count; i++)
		if (strcmp(f->codes[i].code, value) == 0) {
			out_text(b, "value_text", f->codes[i].text);
			return;
		}
	if (f->type == FIELD_DATE && (day = day_parse(value)) != DAY_NONE)
		out_text(b, "value_text", day_iso(day, iso));
	else if (f->type == FIELD_BOOL)
		out_text(b, "value_text", strcmp(value, "Y") == 0 ? "是" : "否");
	else
		out_text(b, "value_text", value);
}

static bool field_of_item(const struct plan_field *f, int item)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i] == item)
			return true;
	return false;
}

/* One value; for a task (`item` ≥ 0) without the reading form and the items. */
static void value_out(const struct acceptance *a, const struct plan_field *f, const char *value, enum origin origin,
	int item, struct buf *b)
{
	out_open(b, NULL, '{');
	out_text(b, "field", f->key);
	out_text(b, "label", a->labels[f - a->p->plan->fields]);
	out_text(b, "value", value);
	out_text(b, "origin", origin_name(origin));
	if (item < 0) {
		value_text_out(f->field, value, b);
		out_open(b, "items", '[');
		for (size_t i = 0; i < f->item_count; i++)
			out_text(b, NULL, a->p->plan->items[f->items[i]].item->id);
		out_close(b, ']');
	}
	out_close(b, '}');
}

/* The form's values: all of them, or only those of one item. */
static void form_out(const struct acceptance *a, int item, struct buf *b)
{
	out_open(b, "form", '[');
	for (size_t i = 0; i < a->p->plan->field_count; i++) {
		const struct plan_field *f = &a->p->plan->fields[i];
		enum origin origin = ORIGIN_FILLED;
		const char *value = f->produced || (item >= 0 && !field_of_item(f, item)) ? NULL : request_value(a->r, f->key, &origin);
		if (value && *value)
			value_out(a, f, value, origin, item, b);
	}
	out_close(b, ']');
}

static void form_defects_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "form_defects", '[');
	for (size_t i = 0; i < a->p->form_defect_count; i++) {
		out_open(b, NULL, '{');
		out_text(b, "label", a->p->form_defects[i].label);
		out_text(b, "fault", a->p->form_defects[i].fault);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void delivery_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "delivery", '{');
	out_text(b, "mode", a->r->delivery_mode);
	out_text(b, "mode_name", delivery_name(a->r->delivery_mode));
	out_text(b, "address", a->r->delivery_address);
	out_close(b, '}');
	out_text(b, "remark", a->r->remark);
}

void write_person(const struct acceptance *a, struct buf *b)
{
	out_open(b, NULL, '{');
	applicant_out(a, b);
	agent_out(a, b);
	form_out(a, -1, b);
	form_defects_out(a, b);
	delivery_out(a, b);
	out_close(b, '}');
}

/* --- a task --------------------------------------------------------------------------------------------------------- */

static void task_accept_out(const struct acceptance *a, struct buf *b)
{
	out_open(b, "accept", '{');
	out_instant(b, "at", a->at);
	out_text(b, "hall", hall_text(a->hall, "hall.name"));
	out_texts(b, "hall_code", hall_text(a->hall, "hall.region"), hall_text(a->hall, "hall.code"));
	out_text(b, "window", a->by->window);
	out_text(b, "clerk", a->by->name);
	out_text(b, "work_no", a->by->work_no);
	out_bool(b, "deferred", a->deferral_count > 0);
	out_close(b, '}');
}

static bool material_of_item(const struct plan_material *m, int item)
{
	for (size_t i = 0; i < m->item_count; i++)
		if (m->items[i] == item)
			return true;
	return false;
}

static void task_materials_out(const struct acceptance *a, int item, struct buf *b)
{
	const struct plan *plan = a->p->plan;

	out_open(b, "materials", '[');
	for (size_t i = 0; i < plan->material_count; i++) {
		const struct plan_material *m = &plan->materials[i];
		if (!material_of_item(m, item))
			continue;
		const struct request_material *is = accept_material(a, m);
		out_open(b, NULL, '{');
		out_text(b, "id", m->material->id);
		out_text(b, "name", m->material->name);
		out_text(b, "state", material_state_code(is->state));
		out_text(b, "form", m->material->form ? m->material->form : "");
		out_int(b, "originals", m->originals);
		out_int(b, "copies", m->copies);
		out_day(b, "due", is->state == MS_DEFERRED ? is->date : DAY_NONE);
		accept_files_out(a, m->material->id, b);
		out_close(b, '}');
	}
	out_close(b, ']');
}

static void task_item_out(const struct acceptance *a, size_t index, struct buf *b)
{
	const struct promise_item *in = &a->p->items[index];
	const struct item *item = in->item->item;
	const struct bundle *is = a->p->bundle;

	out_open(b, "item", '{');
	out_text(b, "id", item->id);
	out_text(b, "code", item->code ? item->code : "");
	out_text(b, "name", item->name);
	out_text(b, "legal_basis", item->legal_basis ? item->legal_basis : "");
	out_close(b, '}');
	out_open(b, "bundle", '{');
	out_text(b, "id", is->combined ? "combined" : is->single ? is->items[0].item->id :
		is->of ? is->of->id : is->id);      /* the contract's 64 characters */
	out_text(b, "name", is->name);
	out_close(b, '}');
	department_out(b, item->department);
	after_out(a, in->item, b);
	task_accept_out(a, b);
	out_open(b, "limit", '{');
	out_day(b, "promised_due", in->promised.due);
	out_day(b, "statutory_due", in->statutory.due);
	limit_out(b, "promised_text", in->item->promised);
	limit_out(b, "statutory_text", item->statutory);
	out_close(b, '}');
}

size_t write_task(const struct acceptance *a, size_t index, struct buf *b)
{
	int item = (int)(a->p->items[index].item - a->p->plan->items);
	size_t head;

	out_open(b, NULL, '{');
	out_text(b, "key", a->tasks[index].key);
	out_text(b, "task_no", a->tasks[index].task_no);
	out_text(b, "dossier", a->number);
	out_text(b, "project_no", a->projects[index]);
	task_item_out(a, index, b);
	task_materials_out(a, item, b);
	head = b->len;
	out_open(b, "applicant", '{');
	contact_out(&a->r->applicant, b);
	out_close(b, '}');
	agent_out(a, b);
	form_out(a, item, b);
	delivery_out(a, b);
	out_close(b, '}');
	return head;
}

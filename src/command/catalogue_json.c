/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>

#include "base/buf.h"
#include "command/catalogue.h"
#include "law/deadline.h"
#include "law/value_json.h"

/* `catalogue show --json`: the plan as one line. */

static const char *const requirements[] = { "required", "conditional", "optional" };
static const char *const sources[] = { "self", "form", "share", "ecert", "promise", "item" };
static const char *const types[] = { "C", "N", "CODE", "DATE", "TIME", "DT", "BOOL" };

static json_t *limit_json(struct limit limit)
{
	struct buf text;

	if (!limit.set)
		return json_null();
	buf_init(&text, 200);
	limit_text(limit, &text);
	json_t *o = json_pack("{s:o,s:s,s:s}", "n", halves_json(limit.halves), "unit", limit_unit_name(limit.unit), "text", text.data);
	buf_release(&text);
	return o;
}

static json_t *item_ids(const struct plan *p, const int *items, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_string(p->items[items[i]].item->id));
	return list;
}

static json_t *sources_json(const struct references *from)
{
	json_t *list = json_array();

	for (size_t i = 0; i < from->count; i++)
		json_array_append_new(list, json_pack("{s:s,s:s,s:s}", "id", from->list[i]->id, "ref", from->list[i]->ref, "note",
			from->list[i]->note));
	return list;
}

static json_t *questions_json(const struct showing *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->bundle->question_count; i++) {
		const struct question *q = s->bundle->questions[i];
		const struct choice *answer = showing_answer(s, q);
		json_t *options = json_array();
		for (size_t k = 0; k < q->choice_count; k++)
			json_array_append_new(options, json_pack("{s:s,s:s}", "id", q->choices[k].id, "text", q->choices[k].text));
		json_array_append_new(list, json_pack("{s:s,s:s,s:o,s:s?,s:b}", "id", q->id, "text", q->text, "options", options,
			"answer", answer ? answer->id : NULL, "ask", plan_asks(s->bundle, s->answers, s->answer_count, q)));
	}
	return list;
}

static json_t *items_json(const struct plan *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		json_t *o = json_pack("{s:s,s:s,s:s,s:s,s:s,s:b,s:b,s:b}", "id", it->item->id, "code", it->item->code, "name",
			it->item->name, "department", it->item->department->id, "requirement", requirements[it->in->requirement],
			"served", it->served, "chosen", it->chosen, "locked", it->locked);
		json_object_set_new(o, "promised", limit_json(it->promised));
		json_object_set_new(o, "statutory", limit_json(it->item->statutory));
		json_object_set_new(o, "checked", json_boolean(!it->item->unchecked));
		json_object_set_new(o, "sources", sources_json(&it->item->sources));
		if (it->chosen) {
			json_object_set_new(o, "after", item_ids(p, it->after, it->after_count));
			json_object_set_new(o, "wave", json_integer(it->wave));
			json_object_set_new(o, "path_working_days", halves_json(it->path_halves));
		}
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *materials_json(const struct plan *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *m = &p->materials[i];
		json_t *others = json_array();
		unsigned ways;
		enum material_source source = material_source_here(m->material, m->produced, &ways);
		for (unsigned k = 0; k < MATERIAL_SOURCES; k++)
			if (ways & 1u << k)
				json_array_append_new(others, json_string(sources[k]));
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:b,s:i,s:i,s:s,s:o,s:i,s:b,s:b,s:o}", "id", m->material->id,
			"name", m->material->name, "level", m->level == LEVEL_MAIN ? "main" : "minor", "produced", m->produced,
			"originals", m->originals, "copies", m->copies, "source", sources[source], "alternatives", others,
			"defer_working_days", m->defer_days, "cap_to_promise", m->cap_to_promise, "blocks_result", m->blocks_result,
			"items", item_ids(p, m->items, m->item_count)));
	}
	return list;
}

static json_t *fields_json(const struct plan *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->field_count; i++) {
		const struct plan_field *f = &p->fields[i];
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s,s:b,s:b,s:o}", "key", f->key, "role", f->role->name, "name",
			f->field->name, "type", types[f->field->type], "required", f->required, "produced", f->produced, "items",
			item_ids(p, f->items, f->item_count)));
	}
	return list;
}

static json_t *departments_json(const struct showing *s)
{
	const struct plan *p = s->plan;
	json_t *list = json_array();

	for (size_t d = 0; d < s->catalogue->department_count; d++) {
		const struct department *department = &s->catalogue->departments[d];
		json_t *items = json_array();
		for (size_t i = 0; i < p->item_count; i++)
			if (p->items[i].chosen && p->items[i].item->department == department)
				json_array_append_new(items, json_string(p->items[i].item->id));
		if (json_array_size(items))
			json_array_append_new(list, json_pack("{s:s,s:s,s:O}", "id", department->id, "name", department->name, "items",
				items));
		json_decref(items);
	}
	return list;
}

static json_t *applicants_json(const struct bundle *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->applicant_count; i++)
		json_array_append_new(list, json_string(b->applicants[i]->id));
	return list;
}

void catalogue_show_json(const struct showing *s, FILE *out)
{
	const struct plan *p = s->plan;
	json_t *o = json_pack("{s:s,s:s,s:s,s:s,s:b,s:s?,s:i}", "id", s->bundle->id, "name", s->bundle->name, "subject",
		s->bundle->subject, "lead", s->bundle->lead->id, "single", s->bundle->single, "referral", p->referral, "chosen",
		(int)p->chosen);

	json_object_set_new(o, "checked", json_boolean(!s->bundle->unchecked));
	json_object_set_new(o, "sources", sources_json(&s->bundle->sources));
	json_object_set_new(o, "applicants", applicants_json(s->bundle));
	json_object_set_new(o, "questions", questions_json(s));
	json_object_set_new(o, "promised", limit_json(p->promised));
	json_object_set_new(o, "statutory", limit_json(p->statutory));
	json_object_set_new(o, "longest", item_ids(p, p->longest, p->longest_count));
	json_object_set_new(o, "items", items_json(p));
	json_object_set_new(o, "materials", materials_json(p));
	json_object_set_new(o, "fields", fields_json(p));
	json_object_set_new(o, "departments", departments_json(s));
	json_object_set_new(o, "one_by_one", json_pack("{s:i,s:i}", "materials", (int)p->single_materials, "forms",
		(int)p->single_forms));
	json_dumpf(o, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(o);
}

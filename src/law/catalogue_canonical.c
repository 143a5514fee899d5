/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"
#include "law/value_json.h"

/* The whole catalogue as one JSON text that is the same for the same contents: what the store keeps and hashes. Members
 * at their default are left out; keys that the program does not read are put back as they were. */

static void put(json_t *o, const char *key, json_t *v)
{
	(void)json_object_set_new_nocheck(o, key, v);
}

static void put_text(json_t *o, const char *key, const char *s)
{
	if (s && *s)
		put(o, key, json_string_nocheck(s));
}

static void put_int(json_t *o, const char *key, int n)
{
	if (n)
		put(o, key, json_integer(n));
}

/* An empty list is left out. */
static void put_list(json_t *o, const char *key, json_t *list)
{
	if (json_array_size(list))
		put(o, key, list);
	else
		json_decref(list);
}

static void put_texts(json_t *o, const char *key, const char *const *texts, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(list, json_string_nocheck(texts[i]));
	put_list(o, key, list);
}

static void put_members(json_t *o, const char *key, json_t *object)
{
	if (json_object_size(object))
		put(o, key, object);
	else
		json_decref(object);
}

static void put_limit(json_t *o, const char *key, struct limit limit)
{
	if (!limit.set)
		return;
	json_t *v = json_object();
	put(v, "n", halves_json(limit.halves));
	put_text(v, "unit", limit_unit_name(limit.unit));
	put(o, key, v);
}

static void put_conditions(json_t *o, const struct conditions *when)
{
	json_t *list = json_array();

	for (size_t i = 0; i < when->count; i++) {
		json_t *v = json_object(), *any = json_array();
		put_text(v, "q", when->list[i].question->id);
		for (size_t k = 0; k < when->list[i].any_count; k++)
			(void)json_array_append_new(any, json_string_nocheck(when->list[i].any[k]->id));
		put(v, "any", any);
		(void)json_array_append_new(list, v);
	}
	put_list(o, "when", list);
}

static void put_items(json_t *o, const char *key, const struct item *const *items, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(list, json_string_nocheck(items[i]->id));
	put_list(o, key, list);
}

static void put_department(json_t *o, const struct catalogue *c, size_t n)
{
	const struct department *d = &c->departments[n];

	put_text(o, "id", d->id);
	put_text(o, "code", d->code);
	put_text(o, "uscc", d->uscc);
	put_text(o, "region", d->region);
	put_text(o, "name", d->name);
	put_text(o, "kind", d->kind);
}

static void put_role(json_t *o, const struct catalogue *c, size_t n)
{
	static const char *const sexes[] = { [SEX_UNKNOWN] = "", [SEX_MALE] = "male", [SEX_FEMALE] = "female" };
	const struct role *r = &c->roles[n];
	json_t *apart = json_array();

	put_text(o, "id", r->id);
	put_text(o, "name", r->name);
	put_text(o, "sex", sexes[r->sex]);
	for (size_t i = 0; i < r->apart_count; i++)
		(void)json_array_append_new(apart, json_string_nocheck(r->apart[i]->id));
	put_list(o, "apart", apart);
	put_int(o, "usual_age", r->usual_age);
	put_int(o, "most_age", r->most_age);
}

static void put_tells(json_t *o, const struct choice *c)
{
	json_t *tells = json_object();

	for (size_t i = 0; i < c->tell_count; i++) {
		const struct tell *t = &c->tells[i];
		if (t->value) {
			put_text(tells, t->key, t->value);
		} else {
			json_t *same = json_object();
			put_text(same, "same", t->of);
			put(tells, t->key, same);
		}
	}
	put_members(o, "tells", tells);
}

static void put_question(json_t *o, const struct catalogue *c, size_t n)
{
	const struct question *q = &c->questions[n];
	json_t *list = json_array();

	put_text(o, "id", q->id);
	put_text(o, "text", q->text);
	for (size_t i = 0; i < q->choice_count; i++) {
		json_t *v = json_object();
		put_text(v, "id", q->choices[i].id);
		put_text(v, "text", q->choices[i].text);
		put_tells(v, &q->choices[i]);
		(void)json_array_append_new(list, v);
	}
	put_list(o, "options", list);
}

static void put_field(json_t *o, const struct catalogue *c, size_t n)
{
	static const char *const types[] = { "C", "N", "CODE", "DATE", "TIME", "DT", "BOOL" };
	const struct field *f = &c->fields[n];
	json_t *list = json_array();
	struct buf length;

	buf_init(&length, 40);
	buf_format(&length, "%d", f->min);
	if (f->max != f->min)
		buf_format(&length, "..%d", f->max);
	if (f->decimals)
		buf_format(&length, ",%d", f->decimals);
	put_text(o, "id", f->id);
	put_text(o, "name", f->name);
	put_text(o, "type", types[f->type]);
	put_text(o, "length", length.data);
	put_text(o, "format", f->format);
	put_text(o, "standard", f->standard);
	for (size_t i = 0; i < f->code_count; i++) {
		json_t *v = json_object();
		put_text(v, "code", f->codes[i].code);
		put_text(v, "text", f->codes[i].text);
		(void)json_array_append_new(list, v);
	}
	put_list(o, "codes", list);
	buf_release(&length);
}

static const char *const sources[] = { "self", "form", "share", "ecert", "promise", "item" };

static void put_material(json_t *o, const struct catalogue *c, size_t n)
{
	const struct material *m = &c->materials[n];
	json_t *list = json_array();

	put_text(o, "id", m->id);
	put_text(o, "name", m->name);
	put_text(o, "form", m->form);
	put_text(o, "note", m->note);
	put_text(o, "sample", m->sample);
	put_int(o, "originals", m->originals);
	put_int(o, "copies", m->copies);
	put_text(o, "source", sources[m->source]);
	for (size_t i = 0; i < MATERIAL_SOURCES; i++)
		if (m->alternatives & 1u << i)
			(void)json_array_append_new(list, json_string_nocheck(sources[i]));
	put_list(o, "alternatives", list);
	put_text(o, "provider", m->provider ? m->provider->id : NULL);
	put_items(o, "produced_by", m->produced_by, m->produced_by_count);
	put_text(o, "merge", m->copies_add ? "sum" : NULL);
}

static json_t *item_materials(const struct item *item)
{
	json_t *list = json_array();

	for (size_t i = 0; i < item->material_count; i++) {
		const struct item_material *m = &item->materials[i];
		json_t *v = json_object();
		put_text(v, "material", m->material->id);
		put_text(v, "level", m->level == LEVEL_MAIN ? "main" : "minor");
		put_int(v, "defer_working_days", m->defer_days);
		if (!m->blocks_result)
			put(v, "blocks_result", json_false());
		if (m->cap_to_promise != m->blocks_result)
			put(v, "cap_to_promise", json_boolean(m->cap_to_promise));
		put_conditions(v, &m->when);
		(void)json_array_append_new(list, v);
	}
	return list;
}

static json_t *item_fields(const struct item *item)
{
	json_t *list = json_array();

	for (size_t i = 0; i < item->field_count; i++) {
		const struct item_field *f = &item->fields[i];
		json_t *v = json_string_nocheck(f->key);
		if (!f->required || f->produced_by_count || f->when.count) {
			json_t *o = json_object();
			put(o, "field", v);
			if (!f->required)
				put(o, "required", json_false());
			put_items(o, "produced_by", f->produced_by, f->produced_by_count);
			put_conditions(o, &f->when);
			v = o;
		}
		(void)json_array_append_new(list, v);
	}
	return list;
}

static json_t *item_rules(const struct item *item)
{
	json_t *list = json_array();

	for (size_t i = 0; i < item->rule_count; i++) {
		const struct data_rule *r = &item->rules[i];
		json_t *v = json_object();
		put_text(v, "field", r->key);
		put_text(v, "is", rule_words[r->is]);
		put_text(v, "than", r->than);
		if (r->advice)
			put(v, "advice", json_true());
		put_conditions(v, &r->when);
		put_text(v, "text", r->text);
		(void)json_array_append_new(list, v);
	}
	return list;
}

static void put_item(json_t *o, const struct catalogue *c, size_t n)
{
	const struct item *item = &c->items[n];
	json_t *limits = json_array();

	put_text(o, "id", item->id);
	put_text(o, "code", item->code);
	put_text(o, "basic_code", item->basic_code);
	put_text(o, "business_code", item->business_code);
	put_text(o, "local_code", item->local_code);
	put_text(o, "name", item->name);
	put_text(o, "type", item->type);
	put_text(o, "kind", item->at_once ? "即办" : "承诺");
	put_text(o, "legal_basis", item->legal_basis);
	put_text(o, "fee", item->fee);
	put_text(o, "result", item->result);
	put_text(o, "dept", item->department->id);
	if (item->no_deferral != (item->at_once && !item->promised.halves))
		put(o, "no_deferral", json_boolean(item->no_deferral));
	put_limit(o, "promised", item->promised);
	put_limit(o, "statutory", item->statutory);
	for (size_t i = 0; i < item->promised_when_count; i++) {
		json_t *v = json_object();
		put_conditions(v, &item->promised_when[i].when);
		put_limit(v, "promised", item->promised_when[i].limit);
		(void)json_array_append_new(limits, v);
	}
	put_list(o, "promised_when", limits);
	put(o, "materials", item_materials(item));
	put_list(o, "fields", item_fields(item));
	put_list(o, "rules", item_rules(item));
	put_texts(o, "also", item->also, item->also_count);
}

static json_t *bundle_items(const struct bundle *b)
{
	static const char *const names[] = { "required", "conditional", "optional" };
	json_t *list = json_array();

	for (size_t i = 0; i < b->item_count; i++) {
		json_t *v = json_object();
		put_text(v, "item", b->items[i].item->id);
		put_text(v, "requirement", names[b->items[i].requirement]);
		put_conditions(v, &b->items[i].when);
		put_items(v, "after", b->items[i].after, b->items[i].after_count);
		(void)json_array_append_new(list, v);
	}
	return list;
}

static json_t *referrals(const struct bundle *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->referral_count; i++) {
		json_t *v = json_object();
		put_conditions(v, &b->referrals[i].when);
		put_text(v, "text", b->referrals[i].text);
		(void)json_array_append_new(list, v);
	}
	return list;
}

static void put_bundle(json_t *o, const struct catalogue *c, size_t n)
{
	const struct bundle *b = &c->bundles[n];
	json_t *questions = json_array(), *presets = json_object(), *applicants = json_array();
	json_t *same = json_object();

	put_text(o, "id", b->id);
	put_text(o, "name", b->name);
	put_text(o, "subject", b->subject);
	put_text(o, "stage", b->stage);
	put_text(o, "lead", b->lead->id);
	put_limit(o, "limit", b->limit);
	for (size_t i = 0; i < b->question_count; i++)
		(void)json_array_append_new(questions, json_string_nocheck(b->questions[i]->id));
	for (size_t i = 0; i < b->preset_count; i++)
		put_text(presets, b->presets[i].question->id, b->presets[i].choice->id);
	for (size_t i = 0; i < b->applicant_count; i++)
		(void)json_array_append_new(applicants, json_string_nocheck(b->applicants[i]->id));
	put_list(o, "questions", questions);
	for (size_t i = 0; i < b->same_count; i++)
		put_text(same, b->same[i].role->id, b->same[i].as->id);
	for (size_t i = 0; i < b->same_data_count; i++)
		put_text(same, b->same_data[i].key, b->same_data[i].of);
	put_members(o, "presets", presets);
	put_members(o, "same", same);
	put(o, "items", bundle_items(b));
	put_list(o, "single_when", referrals(b));
	put_list(o, "applicants", applicants);
	put_texts(o, "notes", b->notes, b->note_count);
	put_texts(o, "also", b->also, b->also_count);
}

/* All else of these two is for people, and stands among the keys that are put back. */
static void put_source(json_t *o, const struct catalogue *c, size_t n)
{
	put_text(o, "id", c->sources[n].id);
}

static void put_bundle_list(json_t *o, const struct catalogue *c, size_t n)
{
	put_text(o, "id", c->lists[n].id);
}

char *catalogue_canonical(const struct catalogue *c, size_t *n)
{
	static void (*const put_one[KIND_COUNT])(json_t *, const struct catalogue *, size_t) = {
		[KIND_DEPARTMENT] = put_department, [KIND_ROLE] = put_role, [KIND_QUESTION] = put_question,
		[KIND_FIELD] = put_field, [KIND_MATERIAL] = put_material, [KIND_ITEM] = put_item, [KIND_BUNDLE] = put_bundle,
		[KIND_SOURCE] = put_source, [KIND_LIST] = put_bundle_list,
	};
	const size_t counts[KIND_COUNT] = { c->department_count, c->role_count, c->question_count, c->field_count,
		c->material_count, c->item_count, c->bundle_count, c->source_count, c->list_count };
	json_t *root = json_object(), *meta = c->own->meta ? json_loads(c->own->meta, 0, NULL) : json_object();

	put_text(meta, "title", c->title);
	put_text(meta, "date", c->date);
	put(root, "meta", meta);
	for (int k = 0; k < KIND_COUNT; k++) {
		json_t *list = json_array();
		for (size_t i = 0; i < counts[k]; i++) {
			const char *extra = c->own->extra[k][i];
			json_t *o = extra ? json_loads(extra, 0, NULL) : json_object();
			put_one[k](o, c, i);
			(void)json_array_append_new(list, o);
		}
		put_list(root, kind_rows[k].section, list);
	}
	char *dumped = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
	json_decref(root);
	char *text = mem_text(dumped ? dumped : "{}");
	free(dumped);
	*n = strlen(text);
	return text;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The request as JSON again: what a draft and an intake keep, read back by request_read.c. */

static void put(json_t *o, const char *name, const char *text)
{
	json_object_set_new(o, name, json_string(text));
}

static json_t *applicant_json(const struct person *p)
{
	json_t *o = json_object();

	json_object_set_new(o, "company", json_boolean(p->company));
	put(o, "name", p->name);
	put(o, "id_type", p->id_type);
	put(o, "id_number", p->id_number);
	put(o, "phone", p->phone);
	put(o, "address", p->address);
	put(o, "legal_name", p->legal_name);
	put(o, "legal_id", p->legal_id);
	put(o, "role", p->role);
	return o;
}

static json_t *agent_json(const struct agent *a)
{
	const struct { const char *name; bool power; } powers[] = {
		{ "submit", a->may_submit }, { "promise", a->may_promise }, { "collect", a->may_collect },
	};
	json_t *o, *list = json_array();

	if (!a->present) {
		json_decref(list);
		return json_null();
	}
	o = json_object();
	put(o, "name", a->name);
	put(o, "id_number", a->id_number);
	put(o, "phone", a->phone);
	put(o, "relation", a->relation);
	put(o, "authority_no", a->authority_no);
	put(o, "authority_until", a->authority_until);
	for (size_t i = 0; i < COUNT_OF(powers); i++)
		if (powers[i].power)
			json_array_append_new(list, json_string(powers[i].name));
	json_object_set_new(o, "powers", list);
	return o;
}

static json_t *lists_json(const struct request *r, json_t *root)
{
	json_t *answers = json_object(), *unticked = json_array(), *form = json_object(), *materials = json_object();

	for (size_t i = 0; i < r->answer_count; i++)
		put(answers, r->answers[i].question, r->answers[i].choice);
	for (size_t i = 0; i < r->unticked_count; i++)
		json_array_append_new(unticked, json_string(r->unticked[i]));
	for (size_t i = 0; i < r->value_count; i++)
		json_object_set_new(form, r->values[i].key, json_pack("{ss ss}", "value", r->values[i].value,
			"origin", origin_name(r->values[i].origin)));
	for (size_t i = 0; i < r->material_count; i++) {
		const struct request_material *m = &r->materials[i];
		char day[11];
		json_object_set_new(materials, m->material, json_pack("{ss ss* ss}", "state", material_state_code(m->state),
			"date", m->date == DAY_NONE ? NULL : day_iso(m->date, day), "reason", m->reason));
	}
	json_object_set_new(root, "answers", answers);
	json_object_set_new(root, "unticked", unticked);
	json_object_set_new(root, "form", form);
	json_object_set_new(root, "materials", materials);
	return root;
}

static void put_matter(json_t *root, const char *id)
{
	if (!strchr(id, '+')) {
		put(root, "bundle", id);
		return;
	}
	json_t *list = json_array();
	for (const char *p = id + (*id == '+'); *p; p += strcspn(p, "+"), p += *p == '+')
		json_array_append_new(list, json_stringn(p, strcspn(p, "+")));
	json_object_set_new(root, "items", list);
}

static json_t *hand_json(const struct request *r)
{
	json_t *o = json_pack("{sI sI}", "keys", (json_int_t)r->hand.keys, "ms", (json_int_t)r->hand.ms);

	for (size_t i = 0; request_typed_name(i); i++) {
		enum origin origin = request_origin(r, request_typed_name(i));
		const char *name = origin_name(origin);
		if (origin == ORIGIN_FILLED)
			continue;
		if (!json_object_get(o, name))
			json_object_set_new(o, name, json_array());
		json_array_append_new(json_object_get(o, name), json_string(request_typed_name(i)));
	}
	return o;
}

char *request_to_json(const struct request *r, size_t *n)
{
	json_t *root = json_object();
	char *out;

	put(root, "accept_uuid", r->accept_uuid);
	put(root, "outcome", outcome_code(r->outcome));
	put_matter(root, r->bundle);
	lists_json(r, root);
	json_object_set_new(root, "applicant", applicant_json(&r->applicant));
	json_object_set_new(root, "agent", agent_json(&r->agent));
	json_object_set_new(root, "delivery", json_pack("{ss ss}", "mode", r->delivery_mode, "address", r->delivery_address));
	json_object_set_new(root, "bad_record", json_boolean(r->bad_record));
	put(root, "remark", r->remark);
	if (r->outcome == OUTCOME_REFUSE)
		json_object_set_new(root, "refusal", json_pack("{ss ss ss ss ss}", "ground", r->refusal.ground, "organ", r->refusal.organ,
			"place", r->refusal.place, "reason", r->refusal.reason, "article", r->refusal.article));
	if (*r->continues)
		put(root, "continues", r->continues);
	if (r->hand.keys)
		json_object_set_new(root, "hand", hand_json(r));
	if (r->catalogue)
		json_object_set_new(root, "catalogue", json_integer(r->catalogue));
	out = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	if (!out)
		out = mem_text("{}");
	*n = strlen(out);
	return out;
}

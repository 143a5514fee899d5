/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const struct { const char *code, *name; } material_states[MATERIAL_STATES] = {
	[MS_UNCHECKED] = { "unchecked", "未核" },  [MS_RECEIVED] = { "received", "已收" },
	[MS_SHARED] = { "shared", "共享" },        [MS_ECERT] = { "ecert", "电子证照" },
	[MS_PLEDGED] = { "pledged", "承诺" },      [MS_DEFERRED] = { "deferred", "容缺" },
	[MS_DEFECTIVE] = { "defective", "有问题" }, [MS_PRODUCED] = { "produced", "前项产生" },
};

static const char *const outcomes[] = { [OUTCOME_ACCEPT] = "accept", [OUTCOME_RECEIVE] = "receive", [OUTCOME_NOTICE] = "notice",
	[OUTCOME_REFUSE] = "refuse" };

const char *outcome_code(enum outcome o)
{
	return (size_t)o < COUNT_OF(outcomes) ? outcomes[o] : "";
}

int outcome_from_code(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(outcomes); i++)
		if (strcmp(outcomes[i], code) == 0)
			return (int)i;
	return -1;
}

const char *material_state_code(enum material_state s)
{
	return s < MATERIAL_STATES ? material_states[s].code : "";
}

const char *material_state_name(enum material_state s)
{
	return s < MATERIAL_STATES ? material_states[s].name : "";
}

int material_state_from_code(const char *code)
{
	for (int i = 0; i < MATERIAL_STATES; i++)
		if (strcmp(material_states[i].code, code) == 0)
			return i;
	return -1;
}

/* --- birth and death -------------------------------------------------------------------------------------------- */

/* Every text of the request that is one pointer, so that nothing is forgotten in init, release and copy. */
#define TEXTS(_) \
	_(bundle) _(delivery_mode) _(delivery_address) _(remark) _(continues) \
	_(refusal.ground) _(refusal.organ) _(refusal.place) _(refusal.reason) _(refusal.article) \
	_(applicant.name) _(applicant.id_type) _(applicant.id_number) _(applicant.phone) _(applicant.address) \
	_(applicant.legal_name) _(applicant.legal_id) _(applicant.role) \
	_(agent.name) _(agent.id_number) _(agent.phone) _(agent.relation) _(agent.authority_no) _(agent.authority_until)

void request_init(struct request *r)
{
	memset(r, 0, sizeof *r);
	crypto_uuid(r->accept_uuid);
#define EMPTY(member) r->member = mem_text("");
	TEXTS(EMPTY)
#undef EMPTY
}

void request_release(struct request *r)
{
#define FREE(member) mem_wipe_free(r->member, r->member ? strlen(r->member) : 0);
	TEXTS(FREE)
#undef FREE
	for (size_t i = 0; i < r->answer_count; i++) {
		free(r->answers[i].question);
		free(r->answers[i].choice);
	}
	for (size_t i = 0; i < r->unticked_count; i++)
		free(r->unticked[i]);
	for (size_t i = 0; i < r->value_count; i++) {
		free(r->values[i].key);
		mem_wipe_free(r->values[i].value, strlen(r->values[i].value));
	}
	for (size_t i = 0; i < r->material_count; i++) {
		free(r->materials[i].material);
		free(r->materials[i].reason);
	}
	free(r->answers);
	free(r->unticked);
	free(r->values);
	free(r->materials);
	memset(r, 0, sizeof *r);
}

void request_copy(const struct request *from, struct request *to)
{
	request_init(to);
	memcpy(to->accept_uuid, from->accept_uuid, sizeof to->accept_uuid);
	to->outcome = from->outcome;
	to->applicant.company = from->applicant.company;
	to->agent.present = from->agent.present;
	to->agent.may_submit = from->agent.may_submit;
	to->agent.may_promise = from->agent.may_promise;
	to->agent.may_collect = from->agent.may_collect;
	to->bad_record = from->bad_record;
	to->deemed = from->deemed;
	to->hand = from->hand;
	to->catalogue = from->catalogue;
#define COPY(member) request_set(&to->member, from->member);
	TEXTS(COPY)
#undef COPY
	for (size_t i = 0; i < from->answer_count; i++)
		request_set_answer(to, from->answers[i].question, from->answers[i].choice);
	for (size_t i = 0; i < from->unticked_count; i++)
		request_untick(to, from->unticked[i], true);
	for (size_t i = 0; i < from->value_count; i++)
		request_set_value(to, from->values[i].key, from->values[i].value, from->values[i].origin);
	for (size_t i = 0; i < from->material_count; i++) {
		struct request_material *m = request_material(to, from->materials[i].material);
		m->state = from->materials[i].state;
		m->date = from->materials[i].date;
		request_set(&m->reason, from->materials[i].reason);
	}
}

void request_set(char **text, const char *value)
{
	char *fresh = mem_text(value ? value : "");

	if (*text)
		mem_wipe_free(*text, strlen(*text));
	*text = fresh;
}

static void trim(char **text)
{
	size_t n;
	const char *from = text_trim(*text, &n);

	if (n == strlen(*text))
		return;
	char *fresh = mem_text_n(from, n);
	request_set(text, fresh);
	mem_wipe_free(fresh, n);
}

void request_trim(struct request *r)
{
#define TRIM(member) trim(&r->member);
	TEXTS(TRIM)
#undef TRIM
	for (size_t i = 0; i < r->value_count; i++)
		trim(&r->values[i].value);
	for (size_t i = 0; i < r->material_count; i++)
		trim(&r->materials[i].reason);
}

/* --- answers, values, materials --------------------------------------------------------------------------------- */

void request_set_answer(struct request *r, const char *question, const char *choice)
{
	size_t i = 0;

	while (i < r->answer_count && strcmp(r->answers[i].question, question) != 0)
		i++;
	if (i < r->answer_count && choice) {
		request_set(&r->answers[i].choice, choice);
	} else if (i < r->answer_count) {
		free(r->answers[i].question);
		free(r->answers[i].choice);
		memmove(&r->answers[i], &r->answers[i + 1], (--r->answer_count - i) * sizeof r->answers[0]);
	} else if (choice) {
		r->answers = mem_grow(r->answers, r->answer_count + 1, sizeof r->answers[0]);
		r->answers[r->answer_count++] = (struct request_answer){ mem_text(question), mem_text(choice) };
	}
}

static struct request_value *value_find(const struct request *r, const char *key)
{
	for (size_t i = 0; i < r->value_count; i++)
		if (strcmp(r->values[i].key, key) == 0)
			return &r->values[i];
	return NULL;
}

void request_set_value(struct request *r, const char *key, const char *value, enum origin origin)
{
	struct request_value *v = value_find(r, key);

	if (v && value) {
		request_set(&v->value, value);
		v->origin = origin;
	} else if (v) {
		size_t i = (size_t)(v - r->values);
		free(v->key);
		mem_wipe_free(v->value, strlen(v->value));
		memmove(v, v + 1, (--r->value_count - i) * sizeof *v);
	} else if (value) {
		r->values = mem_grow(r->values, r->value_count + 1, sizeof r->values[0]);
		r->values[r->value_count++] = (struct request_value){ mem_text(key), mem_text(value), origin };
	}
}

const char *request_value(const struct request *r, const char *key, enum origin *origin)
{
	const struct request_value *v = value_find(r, key);

	if (v && origin)
		*origin = v->origin;
	return v ? v->value : NULL;
}

struct request_material *request_material(struct request *r, const char *material)
{
	for (size_t i = 0; i < r->material_count; i++)
		if (strcmp(r->materials[i].material, material) == 0)
			return &r->materials[i];
	r->materials = mem_grow(r->materials, r->material_count + 1, sizeof r->materials[0]);
	r->materials[r->material_count] = (struct request_material){ mem_text(material), MS_UNCHECKED, DAY_NONE, mem_text("") };
	return &r->materials[r->material_count++];
}

void request_untick(struct request *r, const char *item, bool unticked)
{
	size_t i = 0;

	while (i < r->unticked_count && strcmp(r->unticked[i], item) != 0)
		i++;
	if (i == r->unticked_count && unticked) {
		r->unticked = mem_grow(r->unticked, r->unticked_count + 1, sizeof r->unticked[0]);
		r->unticked[r->unticked_count++] = mem_text(item);
	} else if (i < r->unticked_count && !unticked) {
		free(r->unticked[i]);
		memmove(&r->unticked[i], &r->unticked[i + 1], (--r->unticked_count - i) * sizeof r->unticked[0]);
	}
}

bool request_type_wanted(const struct request *r, const struct plan_field *f)
{
	char number[96];

	if (strcmp(f->field->id, "zjlx") != 0)
		return false;
	snprintf(number, sizeof number, "%s.zjhm", f->role->id);
	const char *value = request_value(r, number, NULL);
	return value && *value;
}

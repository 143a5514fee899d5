/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/identity.h"

/* What one datum of the applicant or agent is called in a form: the first field of these that the role has. */
struct share { const char *value, *fields[3]; };

/* The plan's field "role.id", NULL when the form does not ask it. */
static const struct plan_field *plan_field(const struct plan *plan, const char *role, const char *id)
{
	for (size_t i = 0; i < plan->field_count; i++)
		if (!strcmp(plan->fields[i].role->id, role) && !strcmp(plan->fields[i].field->id, id))
			return &plan->fields[i];
	return NULL;
}

/* The first source wins: what was typed, then the applicant, then numbers, then another name of the same person. */
static void derive(struct request *r, const char *key, const char *value)
{
	const char *now = request_value(r, key, NULL);

	if (value && *value && !(now && *now))
		request_set_value(r, key, value, ORIGIN_DERIVED);
}

static void share_with_role(struct request *r, const struct plan *plan, const char *role, const struct share *shares,
	size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < COUNT_OF(shares[i].fields) && shares[i].fields[k]; k++) {
			const struct plan_field *f = plan_field(plan, role, shares[i].fields[k]);
			if (f)
				derive(r, f->key, shares[i].value);
		}
}

#define PERSON_SHARES 5
static void person_shares(const struct person *a, struct share out[PERSON_SHARES])
{
	const struct share shares[PERSON_SHARES] = {
		{ a->name, { "xm" } }, { a->id_type, { "zjlx" } }, { a->id_number, { "zjhm", "gmsfhm" } },
		{ a->phone, { "sjhm" } }, { a->address, { "jzdz" } },
	};

	memcpy(out, shares, sizeof shares);
}

/* A datum, also one that the form does not ask because the applicant himself tells it. */
static const char *known(const struct request *r, const char *key)
{
	const char *value = request_value(r, key, NULL), *dot = strchr(key, '.');
	size_t n = (size_t)(dot - key);
	struct share shares[PERSON_SHARES];

	if ((value && *value) || r->applicant.company || strlen(r->applicant.role) != n || strncmp(key, r->applicant.role, n) != 0)
		return value;
	person_shares(&r->applicant, shares);
	for (size_t i = 0; i < PERSON_SHARES; i++)
		for (size_t k = 0; k < COUNT_OF(shares[i].fields) && shares[i].fields[k]; k++)
			if (!strcmp(dot + 1, shares[i].fields[k]))
				return shares[i].value;
	return NULL;
}

/* The applicant in the role that he has chosen. A company is the enterprise of the form whoever signs for it, and also brings its
   legal representative. */
static void from_applicant(struct request *r, const struct plan *plan)
{
	const struct person *a = &r->applicant;
	struct share person[PERSON_SHARES];
	const struct share company[] = {
		{ a->name, { "qymc" } }, { a->id_number, { "tyshxydm" } }, { a->phone, { "sjhm" } }, { a->address, { "zsdz" } },
	};
	const struct share legal[] = { { a->legal_name, { "xm" } }, { a->legal_id, { "zjhm" } } };

	if (a->company) {
		if (*a->role)
			share_with_role(r, plan, a->role, company, COUNT_OF(company));
		share_with_role(r, plan, "ent", company, COUNT_OF(company));
		share_with_role(r, plan, "legal", legal, COUNT_OF(legal));
	} else if (*a->role) {
		person_shares(a, person);
		share_with_role(r, plan, a->role, person, COUNT_OF(person));
	}
}

/* 经办人: the agent, and where nobody was sent the applicant in person, of a company who represents it. */
static void from_agent(struct request *r, const struct plan *plan)
{
	const struct agent *g = &r->agent;
	const struct person *a = &r->applicant;
	const struct share sent[] = {
		{ g->name, { "xm" } }, { g->id_number, { "zjhm" } }, { g->phone, { "sjhm" } }, { g->relation, { "gx" } },
	};
	const struct share self[] = {
		{ a->company ? a->legal_name : a->name, { "xm" } }, { a->company ? a->legal_id : a->id_number, { "zjhm" } },
		{ a->phone, { "sjhm" } },
	};

	if (g->present)
		share_with_role(r, plan, "agent", sent, COUNT_OF(sent));
	else
		share_with_role(r, plan, "agent", self, COUNT_OF(self));
}

/* 送达方式 by its code: 1 window, 2 courier, 3 electronic. */
static void from_delivery(struct request *r)
{
	static const struct { const char *mode, *code; } modes[] = { { "window", "1" }, { "courier", "2" }, { "electronic", "3" } };

	for (size_t i = 0; i < COUNT_OF(modes); i++)
		if (!strcmp(r->delivery_mode, modes[i].mode))
			derive(r, "delivery.jsfs", modes[i].code);
	derive(r, "delivery.yjdz", r->delivery_address);
}

/* Fields that two names of one person share, whichever was filled. */
static void from_same(struct request *r, const struct plan *plan)
{
	for (size_t s = 0; s < plan->bundle->same_count; s++) {
		const struct same_role *same = &plan->bundle->same[s];
		for (size_t i = 0; i < plan->field_count; i++) {
			const struct plan_field *f = &plan->fields[i];
			if (f->role != same->role)
				continue;
			const struct plan_field *of = plan_field(plan, same->as->id, f->field->id);
			if (!of)
				continue;
			derive(r, f->key, request_value(r, of->key, NULL));
			derive(r, of->key, request_value(r, f->key, NULL));
		}
	}
}

/* What the situations and the bundle tell: a value, or that two data are one, whichever of them is known. */
static void from_tells(struct request *r, const struct plan *plan)
{
	for (size_t i = 0; i < plan->tell_count; i++) {
		const struct tell *t = plan->tells[i];
		if (t->value) {
			derive(r, t->key, t->value);
			continue;
		}
		derive(r, t->key, known(r, t->of));
		for (size_t k = 0; k < plan->field_count; k++)
			if (!strcmp(plan->fields[k].key, t->of))
				derive(r, t->of, request_value(r, t->key, NULL));
	}
}

struct telling { struct request *r; const struct plan *plan; };

static void told(void *ctx, const char *key, const char *value)
{
	struct telling *t = ctx;

	for (size_t i = 0; i < t->plan->field_count; i++)
		if (!strcmp(t->plan->fields[i].key, key))
			derive(t->r, key, value);
}

/* What each number in the form tells about its person. */
static void from_numbers(struct request *r, const struct plan *plan, day_t today)
{
	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		const char *value = request_value(r, f->key, NULL);
		if (!value || !*value)
			continue;
		const struct plan_field *certificate = plan_field(plan, f->role->id, "zjlx");
		form_derive(f->key, value, certificate ? request_value(r, certificate->key, NULL) : NULL, today, told,
			&(struct telling){ r, plan });
	}
}

void request_derive(struct request *r, const struct plan *plan, day_t today)
{
	for (size_t i = r->value_count; i-- > 0;)
		if (r->values[i].origin == ORIGIN_DERIVED) {
			char *key = mem_text(r->values[i].key);
			request_set_value(r, key, NULL, ORIGIN_DERIVED);
			free(key);
		}
	from_applicant(r, plan);
	from_agent(r, plan);
	from_delivery(r);
	from_tells(r, plan);
	from_numbers(r, plan, today);
	from_same(r, plan);
	from_tells(r, plan);                   /* what one of a pair has by now */
	from_numbers(r, plan, today);          /* what the shared numbers tell in their turn */
}

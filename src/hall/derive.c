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

struct filling { struct request *r; const struct plan *plan; day_t today; };

/* A datum that would be refused if it were typed here is none: a company's landline is no mobile number. *out is what would be
 * stored. */
static bool fits(const struct filling *to, const char *key, const char *value, struct buf *out)
{
	char certificate[96];
	struct err quiet;

	for (size_t i = 0; i < to->plan->field_count; i++) {
		const struct plan_field *f = &to->plan->fields[i];
		if (strcmp(f->key, key) != 0)
			continue;
		snprintf(certificate, sizeof certificate, "%s.zjlx", f->role->id);
		return form_check(f->field, key, "", value, request_value(to->r, certificate, NULL), to->today, out, &quiet) == ST_OK;
	}
	buf_text(out, value);
	return true;
}

/* The first source wins: what was typed, then the applicant, then numbers, then another name of the same person. */
static void derive(const struct filling *to, const char *key, const char *value)
{
	const char *now = request_value(to->r, key, NULL);
	struct buf out;

	if (!value || !*value || (now && *now))
		return;
	buf_init(&out, BUF_SMALL);
	if (fits(to, key, value, &out) && out.len)
		request_set_value(to->r, key, out.data, ORIGIN_DERIVED);
	buf_wipe(&out);
}

static void share_with_role(const struct filling *to, const char *role, const struct share *shares, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < COUNT_OF(shares[i].fields) && shares[i].fields[k]; k++) {
			const struct plan_field *f = plan_field(to->plan, role, shares[i].fields[k]);
			if (f)
				derive(to, f->key, shares[i].value);
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
static void from_applicant(const struct filling *to)
{
	const struct person *a = &to->r->applicant;
	struct share person[PERSON_SHARES];
	const struct share company[] = {
		{ a->name, { "qymc" } }, { a->id_number, { "tyshxydm" } }, { a->phone, { "sjhm" } }, { a->address, { "zsdz" } },
	};
	const struct share legal[] = { { a->legal_name, { "xm" } }, { a->legal_id, { "zjhm" } } };

	if (a->company) {
		if (*a->role)
			share_with_role(to, a->role, company, COUNT_OF(company));
		share_with_role(to, "ent", company, COUNT_OF(company));
		share_with_role(to, "legal", legal, COUNT_OF(legal));
	} else if (*a->role) {
		person_shares(a, person);
		share_with_role(to, a->role, person, COUNT_OF(person));
	}
}

/* 经办人: the agent, and where nobody was sent the applicant in person, of a company who represents it. */
static void from_agent(const struct filling *to)
{
	const struct agent *g = &to->r->agent;
	const struct person *a = &to->r->applicant;
	const struct share sent[] = {
		{ g->name, { "xm" } }, { g->id_number, { "zjhm" } }, { g->phone, { "sjhm" } }, { g->relation, { "gx" } },
	};
	const struct share self[] = {
		{ a->company ? a->legal_name : a->name, { "xm" } }, { a->company ? a->legal_id : a->id_number, { "zjhm" } },
		{ a->phone, { "sjhm" } },
	};

	if (g->present)
		share_with_role(to, "agent", sent, COUNT_OF(sent));
	else
		share_with_role(to, "agent", self, COUNT_OF(self));
}

/* 送达方式 by its code: 1 window, 2 courier, 3 electronic. */
static void from_delivery(const struct filling *to)
{
	static const struct { const char *mode, *code; } modes[] = { { "window", "1" }, { "courier", "2" }, { "electronic", "3" } };

	for (size_t i = 0; i < COUNT_OF(modes); i++)
		if (!strcmp(to->r->delivery_mode, modes[i].mode))
			derive(to, "delivery.jsfs", modes[i].code);
	derive(to, "delivery.yjdz", to->r->delivery_address);
}

/* Fields that two names of one person share, whichever was filled. */
static void from_same(const struct filling *to)
{
	const struct plan *plan = to->plan;

	for (size_t s = 0; s < plan->bundle->same_count; s++) {
		const struct same_role *same = &plan->bundle->same[s];
		for (size_t i = 0; i < plan->field_count; i++) {
			const struct plan_field *f = &plan->fields[i];
			if (f->role != same->role)
				continue;
			const struct plan_field *of = plan_field(plan, same->as->id, f->field->id);
			if (!of)
				continue;
			derive(to, f->key, request_value(to->r, of->key, NULL));
			derive(to, of->key, request_value(to->r, f->key, NULL));
		}
	}
}

/* What the situations and the bundle tell: a value, or that two data are one, whichever of them is known. */
static void from_tells(const struct filling *to)
{
	const struct plan *plan = to->plan;

	for (size_t i = 0; i < plan->tell_count; i++) {
		const struct tell *t = plan->tells[i];
		if (t->value) {
			derive(to, t->key, t->value);
			continue;
		}
		derive(to, t->key, known(to->r, t->of));
		for (size_t k = 0; k < plan->field_count; k++)
			if (!strcmp(plan->fields[k].key, t->of))
				derive(to, t->of, request_value(to->r, t->key, NULL));
	}
}

static void told(void *ctx, const char *key, const char *value)
{
	const struct filling *to = ctx;

	for (size_t i = 0; i < to->plan->field_count; i++)
		if (!strcmp(to->plan->fields[i].key, key))
			derive(to, key, value);
}

/* What each number in the form tells about its person. */
static void from_numbers(struct filling *to)
{
	const struct plan *plan = to->plan;

	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		const char *value = request_value(to->r, f->key, NULL);
		if (!value || !*value)
			continue;
		const struct plan_field *certificate = plan_field(plan, f->role->id, "zjlx");
		form_derive(f->key, value, certificate ? request_value(to->r, certificate->key, NULL) : NULL, to->today, told, to);
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
	struct filling to = { r, plan, today };
	from_applicant(&to);
	from_agent(&to);
	from_delivery(&to);
	from_tells(&to);
	from_numbers(&to);
	from_same(&to);
	from_tells(&to);                   /* what one of a pair has by now */
	from_numbers(&to);                 /* what the shared numbers tell in their turn */
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/identity.h"

/* What one datum of the applicant or agent, `where` in the request, is called in a form. */
struct share { const char *where, *value, *fields[3]; };

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

/* Calls `fn` for each datum that the request's own people bring to a role. */
typedef void share_fn(void *ctx, const char *role, const struct share *share);

static void share_all(share_fn *fn, void *ctx, const char *role, const struct share *shares, size_t count)
{
	for (size_t i = 0; i < count && *role; i++)
		fn(ctx, role, &shares[i]);
}

/* The applicant in the role that he has chosen. A company is the enterprise of the form whoever signs for it, and also brings its
   legal representative. */
static void applicant_shares(const struct request *r, share_fn *fn, void *ctx)
{
	const struct person *a = &r->applicant;
	const struct share person[] = {
		{ "applicant.name", a->name, { "xm" } }, { "applicant.id_type", a->id_type, { "zjlx" } },
		{ "applicant.id_number", a->id_number, { "zjhm", "gmsfhm" } }, { "applicant.phone", a->phone, { "sjhm" } },
		{ "applicant.address", a->address, { "jzdz" } },
	};
	const struct share company[] = {
		{ "applicant.name", a->name, { "qymc" } }, { "applicant.id_number", a->id_number, { "tyshxydm" } },
		{ "applicant.phone", a->phone, { "sjhm" } }, { "applicant.address", a->address, { "zsdz" } },
	};
	const struct share legal[] = {
		{ "applicant.legal_name", a->legal_name, { "xm" } }, { "applicant.legal_id", a->legal_id, { "zjhm" } },
	};

	if (!a->company) {
		share_all(fn, ctx, a->role, person, COUNT_OF(person));
		return;
	}
	share_all(fn, ctx, a->role, company, COUNT_OF(company));
	share_all(fn, ctx, "ent", company, COUNT_OF(company));
	share_all(fn, ctx, "legal", legal, COUNT_OF(legal));
}

/* 经办人: the agent, and where nobody was sent the applicant in person, of a company who represents it. */
static void agent_shares(const struct request *r, share_fn *fn, void *ctx)
{
	const struct agent *g = &r->agent;
	const struct person *a = &r->applicant;
	const struct share sent[] = {
		{ "agent.name", g->name, { "xm" } }, { "agent.id_number", g->id_number, { "zjhm" } },
		{ "agent.phone", g->phone, { "sjhm" } }, { "agent.relation", g->relation, { "gx" } },
	};
	const struct share self[] = {
		{ a->company ? "applicant.legal_name" : "applicant.name", a->company ? a->legal_name : a->name, { "xm" } },
		{ a->company ? "applicant.legal_id" : "applicant.id_number", a->company ? a->legal_id : a->id_number, { "zjhm" } },
		{ "applicant.phone", a->phone, { "sjhm" } },
	};

	if (g->present)
		share_all(fn, ctx, "agent", sent, COUNT_OF(sent));
	else
		share_all(fn, ctx, "agent", self, COUNT_OF(self));
}

static void from_share(void *ctx, const char *role, const struct share *share)
{
	const struct filling *to = ctx;

	for (size_t k = 0; k < COUNT_OF(share->fields) && share->fields[k]; k++) {
		const struct plan_field *f = plan_field(to->plan, role, share->fields[k]);
		if (f)
			derive(to, f->key, share->value);
	}
}

/* --- from which of them a datum comes -------------------------------------------------------------------------- */

struct source { const char *role, *id; const struct share *share; struct share found; };

static void look_share(void *ctx, const char *role, const struct share *share)
{
	struct source *s = ctx;

	if (s->share || strcmp(role, s->role) != 0)
		return;
	for (size_t k = 0; k < COUNT_OF(share->fields) && share->fields[k]; k++)
		if (!strcmp(share->fields[k], s->id)) {
			s->found = *share;
			s->share = &s->found;
		}
}

/* The share that brings role.id, NULL: none. *s is its room. */
static const struct share *share_of(const struct request *r, const char *role, const char *id, struct source *s)
{
	*s = (struct source){ .role = role, .id = id };
	applicant_shares(r, look_share, s);
	agent_shares(r, look_share, s);
	return s->share;
}

/* A datum, also one that the form does not ask because the applicant himself tells it. */
static const char *known(const struct request *r, const char *key)
{
	const char *value = request_value(r, key, NULL), *dot = strchr(key, '.');
	size_t n = (size_t)(dot - key);
	struct source s;

	if ((value && *value) || r->applicant.company || strlen(r->applicant.role) != n || strncmp(key, r->applicant.role, n) != 0)
		return value;
	const struct share *share = share_of(r, r->applicant.role, dot + 1, &s);
	return share ? share->value : NULL;
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

/* What each number in the form tells about its person, and the applicant's own also where the form does not ask it. */
static void from_numbers(struct filling *to)
{
	const struct plan *plan = to->plan;
	const struct person *a = &to->r->applicant;
	char own[96];

	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		const char *value = request_value(to->r, f->key, NULL);
		if (!value || !*value)
			continue;
		const struct plan_field *certificate = plan_field(plan, f->role->id, "zjlx");
		form_derive(f->key, value, certificate ? request_value(to->r, certificate->key, NULL) : NULL, to->today, told, to);
	}
	snprintf(own, sizeof own, "%s.zjhm", a->role);
	if (!a->company && *a->role && *a->id_number)
		form_derive(own, a->id_number, a->id_type, to->today, told, to);
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
	applicant_shares(r, from_share, &to);
	agent_shares(r, from_share, &to);
	from_delivery(&to);
	from_tells(&to);
	from_numbers(&to);
	from_same(&to);
	from_tells(&to);                   /* what one of a pair has by now */
	from_numbers(&to);                 /* what the shared numbers tell in their turn */
}

/* Follows what two data have in common (bundle->same, tells) for a few steps: no chain of a catalogue is longer. */
static const struct share *told_by(const struct request *r, const struct plan *plan, const char *role, const char *id, int steps,
	struct source *s)
{
	const struct bundle *b = plan->bundle;
	const struct share *found = share_of(r, role, id, s);
	const char *dot, *other;
	char key[160], head[80];

	for (size_t i = 0; i < b->same_count && !found && steps; i++) {
		const struct same_role *same = &b->same[i];
		if (!strcmp(same->role->id, role))
			found = told_by(r, plan, same->as->id, id, steps - 1, s);
		else if (!strcmp(same->as->id, role))
			found = told_by(r, plan, same->role->id, id, steps - 1, s);
	}
	snprintf(key, sizeof key, "%s.%s", role, id);
	for (size_t i = 0; i < plan->tell_count && !found && steps; i++) {
		const struct tell *t = plan->tells[i];
		other = t->value ? NULL : !strcmp(t->key, key) ? t->of : !strcmp(t->of, key) ? t->key : NULL;
		if (!other || !(dot = strchr(other, '.')))
			continue;
		snprintf(head, sizeof head, "%.*s", (int)(dot - other), other);
		found = told_by(r, plan, head, dot + 1, steps - 1, s);
	}
	if (!found && steps && (!strcmp(id, "xb") || !strcmp(id, "csrq")))      /* a number tells them (form_derive) */
		found = told_by(r, plan, role, "zjhm", steps - 1, s);
	return found;
}

const char *request_told_by(const struct request *r, const struct plan *plan, const struct plan_field *f, const char **value)
{
	struct source s;
	const struct share *found = told_by(r, plan, f->role->id, f->field->id, 3, &s);

	*value = found ? found->value : NULL;
	return found ? found->where : NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/intake_own.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define OWN(member_) offsetof(struct request, member_)
static const struct own own_entries[] = {
	{ "applicant.role", ENTRY_CHOICE, WHEN_ROLES, 0, true, CHECK_NONE, OWN(applicant.role), { 0 } },
	{ "applicant.name", ENTRY_TEXT, WHEN_PERSON, 50, true, CHECK_NONE, OWN(applicant.name), { "xm" } },
	{ "applicant.name", ENTRY_TEXT, WHEN_COMPANY, 100, true, CHECK_NONE, OWN(applicant.name), { "qymc" } },
	{ "applicant.id_number", ENTRY_TEXT, WHEN_PERSON, 30, true, CHECK_PERSON_ID, OWN(applicant.id_number),
		{ "zjhm", "gmsfhm" } },
	{ "applicant.id_type", ENTRY_CHOICE, WHEN_PERSON, 2, true, CHECK_NONE, OWN(applicant.id_type), { "zjlx" } },
	{ "applicant.id_number", ENTRY_TEXT, WHEN_COMPANY, 18, false, CHECK_COMPANY_ID,
		OWN(applicant.id_number), { "tyshxydm" } },
	{ "applicant.phone", ENTRY_TEXT, WHEN_ALWAYS, 20, true, CHECK_PHONE, OWN(applicant.phone), { "sjhm" } },
	{ "applicant.address", ENTRY_TEXT, WHEN_PERSON, 100, false, CHECK_NONE, OWN(applicant.address), { "jzdz" } },
	{ "applicant.address", ENTRY_TEXT, WHEN_COMPANY, 120, false, CHECK_NONE, OWN(applicant.address), { "zsdz" } },
	{ "applicant.legal_name", ENTRY_TEXT, WHEN_COMPANY, 50, true, CHECK_NONE, OWN(applicant.legal_name), { 0 } },
	{ "applicant.legal_id", ENTRY_TEXT, WHEN_COMPANY, 30, true, CHECK_PERSON_ID, OWN(applicant.legal_id), { 0 } },
	{ "bad_record", ENTRY_SWITCH, WHEN_ALWAYS, 0, false, CHECK_NONE, OWN(bad_record), { 0 } },
	{ "agent.present", ENTRY_SWITCH, WHEN_ALWAYS, 0, false, CHECK_NONE, OWN(agent.present), { 0 } },
	{ "agent.name", ENTRY_TEXT, WHEN_AGENT, 50, true, CHECK_NONE, OWN(agent.name), { "xm" } },
	{ "agent.id_number", ENTRY_TEXT, WHEN_AGENT, 30, true, CHECK_PERSON_ID, OWN(agent.id_number), { "zjhm" } },
	{ "agent.phone", ENTRY_TEXT, WHEN_AGENT, 20, true, CHECK_PHONE, OWN(agent.phone), { "sjhm" } },
	{ "agent.relation", ENTRY_TEXT, WHEN_AGENT, 20, false, CHECK_NONE, OWN(agent.relation), { "gx" } },
	{ "agent.authority_no", ENTRY_TEXT, WHEN_AGENT, 40, false, CHECK_NONE, OWN(agent.authority_no), { 0 } },
	{ "agent.authority_until", ENTRY_TEXT, WHEN_AGENT, 20, false, CHECK_UNTIL, OWN(agent.authority_until), { 0 } },
	{ "agent.may_submit", ENTRY_SWITCH, WHEN_AGENT, 0, false, CHECK_NONE, OWN(agent.may_submit), { 0 } },
	{ "agent.may_promise", ENTRY_SWITCH, WHEN_AGENT, 0, false, CHECK_NONE, OWN(agent.may_promise), { 0 } },
	{ "agent.may_collect", ENTRY_SWITCH, WHEN_AGENT, 0, false, CHECK_NONE, OWN(agent.may_collect), { 0 } },
	{ "delivery.mode", ENTRY_CHOICE, WHEN_ALWAYS, 0, true, CHECK_NONE, OWN(delivery_mode), { 0 } },
	{ "delivery.address", ENTRY_TEXT, WHEN_COURIER, 120, true, CHECK_NONE, OWN(delivery_address), { 0 } },
};

static bool own_shown(const struct intake *in, const struct own *o)
{
	const struct request *r = &in->request;

	switch (o->when) {
	case WHEN_PERSON:  return !r->applicant.company;
	case WHEN_COMPANY: return r->applicant.company;
	case WHEN_AGENT:   return r->agent.present;
	case WHEN_COURIER: return !strcmp(r->delivery_mode, "courier");
	case WHEN_ROLES:   return !r->applicant.company && in->bundle && in->bundle->applicant_count > 1;
	default:           return true;
	}
}

/* Which role's fields an own entry tells. */
static const char *own_role(const struct intake *in, const struct own *o)
{
	if (!strncmp(o->key, "agent.", 6))
		return "agent";
	return in->request.applicant.role;
}

/* The own entry that tells this datum; NULL when none does. */
static const struct own *teller(const struct intake *in, const struct plan_field *f)
{
	for (size_t i = 0; i < COUNT_OF(own_entries); i++) {
		const struct own *o = &own_entries[i];
		if (!own_shown(in, o) || strcmp(own_role(in, o), f->role->id))
			continue;
		for (size_t k = 0; k < COUNT_OF(o->shares) && o->shares[k]; k++)
			if (!strcmp(o->shares[k], f->field->id))
				return o;
	}
	return NULL;
}

static bool has_problem(const struct promise *p, const char *where)
{
	for (size_t i = 0; i < p->problem_count; i++)
		if (!strcmp(p->problems[i].err.where, where))
			return true;
	return false;
}

/* What the entry has is right and yet no such datum (a landline where a mobile number is asked): it must be asked itself. */
static bool tells_in_vain(const struct intake *in, const struct own *o, const struct plan_field *f)
{
	enum origin origin = ORIGIN_FILLED;
	const char *value = request_value(&in->request, f->key, &origin);
	char *told;

	memcpy(&told, (const char *)&in->request + o->member, sizeof told);
	if (!told || !*told || (value && *value && (origin == ORIGIN_DERIVED || !strcmp(value, told))))
		return false;
	return !has_problem(in->promise, o->key);
}

/* Does something above already tell this datum? */
static bool told(const struct intake *in, const struct plan_field *f)
{
	const struct own *o;

	if (!strcmp(f->role->id, "delivery"))
		return true;
	if (in->request.applicant.company && !strcmp(f->role->id, "legal") &&
	    (!strcmp(f->field->id, "xm") || !strcmp(f->field->id, "zjhm")))
		return true;
	return (o = teller(in, f)) && !tells_in_vain(in, o, f);
}

/* Person or company is settled by the bundle; all else may come and go while the form is filled. */
static bool own_listed(const struct intake *in, const struct own *o)
{
	return o->when == WHEN_PERSON ? !in->request.applicant.company
		: o->when == WHEN_COMPANY ? in->request.applicant.company : true;
}

static const char *own_section(const struct own *o)
{
	return !strncmp(o->key, "agent.", 6) ? "代理人" : !strncmp(o->key, "delivery.", 9) ? "送达" : "申请人";
}

/* Does the form require a datum that this entry tells? Then the entry itself must be filled. */
static bool tells_required(const struct intake *in, const struct own *o)
{
	const struct plan *plan = in->promise ? in->promise->plan : NULL;

	for (size_t i = 0; plan && i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		if (!f->required || f->produced || strcmp(own_role(in, o), f->role->id))
			continue;
		for (size_t k = 0; k < COUNT_OF(o->shares) && o->shares[k]; k++)
			if (!strcmp(o->shares[k], f->field->id))
				return true;
	}
	return false;
}

/* How many characters more than are stored may be typed: the point of a number, the marks of 2026-11-20 and 8:30. */
static int typed_more(const struct field *f)
{
	switch (f->type) {
	case FIELD_NUMBER:   return f->decimals ? f->decimals + 1 : 0;
	case FIELD_DATE:     return 2;
	case FIELD_TIME:     return 1;
	case FIELD_DATETIME: return 4;
	default:             return 0;
	}
}

static bool is_field(const struct entry *e, const char *const *ids)
{
	for (; e->field && *ids; ids++)
		if (!strcmp(e->field->id, *ids))
			return true;
	return false;
}

/* A number tells sex, birth and the type of its certificate, so it is asked before them. */
static void number_first(struct entry *list, size_t n)
{
	static const char *const numbers[] = { "zjhm", "gmsfhm", NULL }, *const told[] = { "xb", "csrq", "zjlx", NULL };

	for (size_t i = 0; i < n; i++) {
		const struct entry number = list[i];
		size_t to = i;
		if (!is_field(&number, numbers))
			continue;
		for (size_t k = i; k-- > 0 && list[k].role == number.role;)
			if (is_field(&list[k], told))
				to = k;
		memmove(&list[to + 1], &list[to], (i - to) * sizeof *list);
		list[to] = number;
	}
}

size_t intake_entries(const struct intake *in, struct entry **entries)
{
	const struct plan *plan = in->promise ? in->promise->plan : NULL;
	size_t room = COUNT_OF(own_entries) + (plan ? plan->field_count : 0), n = 0;
	struct entry *list = mem_array(room, sizeof *list);

	for (size_t i = 0; i < COUNT_OF(own_entries); i++) {
		const struct own *o = &own_entries[i];
		if (!own_listed(in, o))
			continue;
		struct entry *e = &list[n++];
		*e = (struct entry){ .kind = o->kind, .shown = own_shown(in, o), .section = own_section(o), .most = o->most,
			.required = o->required || tells_required(in, o) };
		snprintf(e->key, sizeof e->key, "%s", o->key);
		snprintf(e->label, sizeof e->label, "%s", request_label(o->key, in->request.applicant.company));
	}
	for (size_t i = 0; plan && i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		if (f->produced)
			continue;
		struct entry *e = &list[n++];
		*e = (struct entry){
			.kind = f->field->type == FIELD_BOOL ? ENTRY_SWITCH : f->field->code_count ? ENTRY_CHOICE : ENTRY_TEXT,
			.shown = !told(in, f), .section = f->role->name, .field = f->field, .role = f->role,
			.most = f->field->max + typed_more(f->field), .required = f->required || request_type_wanted(&in->request, f),
		};
		snprintf(e->key, sizeof e->key, "%s", f->key);
		snprintf(e->label, sizeof e->label, "%s", f->field->name);
	}
	number_first(list, n);
	*entries = list;
	return n;
}

const struct own *intake_own(const struct intake *in, const struct entry *e)
{
	for (size_t i = 0; i < COUNT_OF(own_entries); i++)
		if (!strcmp(own_entries[i].key, e->key) && own_listed(in, &own_entries[i]))
			return &own_entries[i];
	return NULL;
}

/* Has step 2 told it already? */
static bool agent_answered(const struct intake *in)
{
	for (size_t i = 0; in->bundle && i < in->bundle->question_count; i++)
		if (!strcmp(in->bundle->questions[i]->id, AGENT_QUESTION))
			return intake_answered(in, in->bundle->questions[i]) != 0;
	return false;
}

const char *intake_value(const struct intake *in, const struct entry *e, enum origin *origin)
{
	*origin = ORIGIN_FILLED;
	if (e->field) {
		const char *v = request_value(&in->request, e->key, origin);
		return v ? v : "";
	}
	const struct own *o = intake_own(in, e);
	if (!o)
		return "";
	const char *at = (const char *)&in->request + o->member;
	bool on;
	char *text;
	if (o->kind == ENTRY_SWITCH) {
		memcpy(&on, at, sizeof on);
		if (!strcmp(o->key, "agent.present") && agent_answered(in))
			*origin = ORIGIN_DERIVED;
		return on ? "Y" : "N";
	}
	memcpy(&text, at, sizeof text);
	if (text && *text)
		*origin = request_origin(&in->request, o->key);
	return text ? text : "";
}

/* Is `where` ("form.mother.zjhm") this entry, or a datum that it tells? */
static bool is_about(const struct intake *in, const struct entry *e, const char *where)
{
	const struct plan *plan = in->promise->plan;
	const char *key = strncmp(where, "form.", 5) ? where : where + 5;

	if (!strcmp(key, e->key))
		return true;
	for (size_t i = 0; !e->field && i < plan->field_count; i++) {
		const struct own *o = strcmp(key, plan->fields[i].key) ? NULL : teller(in, &plan->fields[i]);
		if (o)
			return !strcmp(o->key, e->key);
	}
	return false;
}

const struct err *intake_advice(const struct intake *in, const struct entry *e)
{
	for (size_t i = 0; in->promise && i < in->promise->advice_count; i++)
		if (is_about(in, e, in->promise->advice[i].err.where))
			return &in->promise->advice[i].err;
	return NULL;
}

/* The same fault, told of the entry that this datum comes from. */
static bool echoes(const struct intake *in, const struct problem *p)
{
	const struct plan *plan = in->promise->plan;

	for (size_t i = 0; i < plan->field_count && !strncmp(p->err.where, "form.", 5); i++) {
		const struct own *o = strcmp(p->err.where + 5, plan->fields[i].key) ? NULL : teller(in, &plan->fields[i]);
		if (o)
			return has_problem(in->promise, o->key);
	}
	return false;
}

size_t intake_problems(const struct intake *in, const struct problem ***list)
{
	size_t n = 0, all = in->promise ? in->promise->problem_count : 0;

	*list = mem_array(all, sizeof **list);
	for (size_t i = 0; i < all; i++)
		if (!echoes(in, &in->promise->problems[i]))
			(*list)[n++] = &in->promise->problems[i];
	return n;
}

/* The catalogue's own list: the applicant's certificate is of the same kinds as everybody's. */
static void certificate_types(const struct intake *in, const struct code **from, size_t *count)
{
	static const struct code identity_card = { "01", "居民身份证" };
	const struct catalogue *c;
	struct err quiet;
	int version;

	*from = &identity_card;
	*count = 1;
	if (hall_catalogue(in->hall, &c, &version, &quiet) != ST_OK)
		return;
	for (size_t i = 0; i < c->field_count; i++)
		if (strcmp(c->fields[i].id, "zjlx") == 0 && c->fields[i].code_count) {
			*from = c->fields[i].codes;
			*count = c->fields[i].code_count;
		}
}

size_t intake_choices(const struct intake *in, const struct entry *e, struct code *choices, size_t room)
{
	static const struct code modes[] = { { "window", "窗口领取" }, { "courier", "邮寄" }, { "electronic", "电子送达" } };
	static const struct code yes_no[] = { { "N", "否" }, { "Y", "是" } };
	const struct code *from = NULL;
	size_t n = 0, count = 0;

	if (e->kind == ENTRY_SWITCH) {
		from = yes_no, count = COUNT_OF(yes_no);
	} else if (!strcmp(e->key, "delivery.mode")) {
		from = modes, count = COUNT_OF(modes);
	} else if (!strcmp(e->key, "applicant.id_type")) {
		certificate_types(in, &from, &count);
	} else if (!strcmp(e->key, "applicant.role")) {
		for (; in->bundle && n < in->bundle->applicant_count && n < room; n++)
			choices[n] = (struct code){ in->bundle->applicants[n]->id, in->bundle->applicants[n]->name };
		return n;
	} else if (e->field) {
		from = e->field->codes, count = e->field->code_count;
	}
	for (; n < count && n < room; n++)
		choices[n] = from[n];
	return n;
}

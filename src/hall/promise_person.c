/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/promise_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "hall/continued.h"
#include "law/errand.h"
#include "law/identity.h"

/* The applicant, the agent, and the one form of all items. */

#define NAME_MOST 100
#define LINE_MOST 300
#define VALUE_MOST 2000
#define ID_CARD "01"                /* field zjlx */

/* The datum as the screen calls it; one text a call. */
static const char *label_of(const struct working *w, const char *where, char label[REQUEST_LABEL_SIZE])
{
	request_label_whole(where, w->r->applicant.company, label);
	return label;
}

/* A fault names the entry it is in: two numbers of one dossier fail in the same words. */
static void fail_of(struct working *w, const char *where, const struct err *wrong)
{
	char label[REQUEST_LABEL_SIZE];
	struct err err;

	(void)err_at(&err, wrong->status, wrong->code, where, "%s:%s", label_of(w, where, label), wrong->text);
	problem_add(w, STEP_APPLICANT, &err);
}

static void not_filled(struct working *w, const char *code, const char *where)
{
	char label[REQUEST_LABEL_SIZE];

	problem_say(w, STEP_APPLICANT, code, where, "%s还没有填。", label_of(w, where, label));
}

static bool own_text_fine(struct working *w, const char *where, const char *text, size_t most)
{
	char label[REQUEST_LABEL_SIZE];

	return text_fine(w, STEP_APPLICANT, where, label_of(w, where, label), text, most);
}

/* Normalises *number when it is right. `company`: GB 32100, else GB 11643 and its kin. */
static void check_number(struct working *w, const char *where, bool company, char **number)
{
	char label[REQUEST_LABEL_SIZE];
	struct identity id;
	struct err err;

	if (identity_read(*number, w->p->day, &id, &err) != ST_OK)
		fail_of(w, where, &err);
	else if (company != (id.kind == ID_COMPANY))
		problem_say(w, STEP_APPLICANT, "E-6021", where, company ? "%s:单位要填18位统一社会信用代码,不是个人证件号。" :
			"%s:这是单位的统一社会信用代码,个人要填本人证件号。", label_of(w, where, label));
	else
		request_set(number, id.number);
}

/* Passports, military and other papers. */
static void check_other_number(struct working *w, const char *where, const char *type, char **number)
{
	struct buf out;
	struct err wrong;

	if (!own_text_fine(w, where, *number, NAME_MOST))
		return;
	buf_init(&out, BUF_SMALL);
	if (certificate_read(*number, type, w->p->day, &out, &wrong) == ST_OK)
		request_set(number, out.data);
	else
		fail_of(w, where, &wrong);
	buf_wipe(&out);
}

static void check_phone(struct working *w, const char *where, bool landline, char **phone)
{
	struct err wrong;
	char out[20];

	if (phone_read(*phone, landline, out, &wrong) == ST_OK)
		request_set(phone, out);
	else
		fail_of(w, where, &wrong);
}

/* How the catalogue of this dossier writes a person's name; NULL: it asks nobody for one. */
static const struct field *name_field(const struct plan *plan)
{
	for (size_t i = 0; i < plan->field_count; i++)
		if (strcmp(plan->fields[i].field->id, "xm") == 0)
			return plan->fields[i].field;
	return NULL;
}

/* A name that must be there. A person's is held to what the form holds the same name to: it goes on paper as it stands here. */
static void check_name(struct working *w, const char *where, bool company, const char *name)
{
	const struct field *field = company ? NULL : name_field(w->p->plan);
	char label[REQUEST_LABEL_SIZE];
	struct buf out;
	struct err err;

	if (!*name) {
		not_filled(w, "E-6020", where);
		return;
	}
	if (!own_text_fine(w, where, name, NAME_MOST) || !field)
		return;
	buf_init(&out, BUF_SMALL);
	if (form_check(field, where, label_of(w, where, label), name, NULL, w->p->today, &out, &err) != ST_OK)
		problem_add(w, STEP_APPLICANT, &err);
	buf_release(&out);
}

/* Nobody said which of them the applicant is, and none of them has a name: to ask for each of their data would not tell what is
 * missing. */
static void want_role(struct working *w)
{
	static const char *const names[] = { "xm", "qymc" };
	const struct bundle *b = w->p->bundle;
	struct buf which;
	bool asked = false;

	buf_init(&which, BUF_SMALL);
	for (size_t i = 0; i < b->applicant_count; i++) {
		const struct plan_field *f = NULL;
		for (size_t k = 0; k < COUNT_OF(names) && !f; k++)
			f = plan_field(w->p->plan, b->applicants[i]->id, names[k]);
		const char *name = f ? request_value(w->r, f->key, NULL) : NULL;
		asked = asked || (f && !f->produced);
		if (name && *name) {
			asked = false;
			break;
		}
		buf_format(&which, "%s%s(%s)", i ? "、" : "", b->applicants[i]->id, b->applicants[i]->name);
	}
	if (asked)
		problem_say(w, STEP_APPLICANT, "E-6025", "applicant.role", "没有写申请人是表中的哪一方:%s。", which.data);
	buf_release(&which);
}

static void check_role(struct working *w)
{
	const struct bundle *b = w->p->bundle;
	const char *role = w->r->applicant.role;

	if (!*role) {
		want_role(w);
		return;
	}
	for (size_t i = 0; i < b->applicant_count; i++)
		if (strcmp(b->applicants[i]->id, role) == 0)
			return;
	if (b->applicant_count == 0)
		for (size_t i = 0; i < w->p->plan->field_count; i++)
			if (strcmp(w->p->plan->fields[i].role->id, role) == 0)
				return;
	problem_say(w, STEP_APPLICANT, "E-6025", "applicant.role", "“%s”的申请人不能是“%.64s”这一方。", b->name, role);
}

static void check_applicant_number(struct working *w, struct person *a)
{
	if (a->company || strcmp(a->id_type, ID_CARD) == 0)
		check_number(w, "applicant.id_number", a->company, &a->id_number);
	else
		check_other_number(w, "applicant.id_number", a->id_type, &a->id_number);
}

/* A company that this very dossier founds has no code yet: it must be there when some item asks for it. */
static bool needs_number(const struct working *w)
{
	const struct plan *plan = w->p->plan;

	if (!w->r->applicant.company)
		return true;
	for (size_t i = 0; i < plan->field_count; i++)
		if (strcmp(plan->fields[i].field->id, "tyshxydm") == 0 && plan->fields[i].required && !plan->fields[i].produced)
			return true;
	return false;
}

void check_applicant(struct working *w)
{
	struct person *a = &w->r->applicant;

	check_name(w, "applicant.name", a->company, a->name);
	if (!a->company && !*a->id_type)
		request_set(&a->id_type, ID_CARD);
	if (*a->id_number)
		check_applicant_number(w, a);
	else if (needs_number(w))
		not_filled(w, "E-6023", "applicant.id_number");
	if (!*a->phone)
		not_filled(w, "E-6024", "applicant.phone");
	else
		check_phone(w, "applicant.phone", a->company, &a->phone);
	own_text_fine(w, "applicant.address", a->address, LINE_MOST);
	own_text_fine(w, "applicant.id_type", a->id_type, 8);
	own_text_fine(w, "applicant.legal_name", a->legal_name, NAME_MOST);
	if (*a->legal_id)
		check_number(w, "applicant.legal_id", false, &a->legal_id);
	check_role(w);
}

/* H-2: an authority has a period; it stands on its last day still. It blocks handing in: what was handed in within it waits for the
 * window alone. */
static void check_until(struct working *w, char **until)
{
	const day_t handed_in = w->p->continued ? w->p->continued->received_day : w->p->day;
	struct err wrong;
	char iso[11];

	if (!**until)
		return;
	if (authority_until(*until, iso, &wrong) != ST_OK) {
		fail_of(w, "agent.authority_until", &wrong);
		return;
	}
	request_set(until, iso);
	if (day_parse(iso) < handed_in)
		problem_say(w, STEP_APPLICANT, "E-6031", "agent.authority_until", "委托书到 %s 已经过期,代理人不能申请。"
			"请申请人本人来办,或补办授权。", iso);
}

void check_agent(struct working *w)
{
	struct agent *a = &w->r->agent;

	if (!a->present)
		return;
	check_name(w, "agent.name", false, a->name);
	if (*a->id_number)
		check_number(w, "agent.id_number", false, &a->id_number);
	else
		not_filled(w, "E-6023", "agent.id_number");
	if (*a->phone)
		check_phone(w, "agent.phone", false, &a->phone);
	own_text_fine(w, "agent.relation", a->relation, 30);
	own_text_fine(w, "agent.authority_no", a->authority_no, NAME_MOST);
	check_until(w, &a->authority_until);
	if (!a->may_submit)
		problem_say(w, STEP_APPLICANT, "E-6030", "agent.powers", "委托书没有授权代理人“提交”,不能由他申请。"
			"请申请人本人来办,或补办授权。");
}

/* --- the form --------------------------------------------------------------------------------------------------- */

/* The same role's certificate type: decides whether a number is an ID card's. */
static const char *certificate_of(const struct working *w, const struct plan_field *f)
{
	char key[96];

	snprintf(key, sizeof key, "%s.zjlx", f->role->id);
	return request_value(w->r, key, NULL);
}

void form_lacks(struct working *w, const char *label, const char *fault)
{
	struct promise *p = w->p;

	p->form_defects = mem_grow(p->form_defects, p->form_defect_count + 1, sizeof *p->form_defects);
	p->form_defects[p->form_defect_count++] = (struct form_defect){ mem_text(label), mem_text(fault) };
}

/* What is wrong, without the name of the field, which stands before it on the paper. */
static const char *fault_of(const char *label, const struct err *err)
{
	size_t n = strlen(label);
	const char *said = strncmp(err->text, label, n) == 0 ? err->text + n : err->text;

	return *said == ':' ? said + 1 : said;
}

void form_fails(struct working *w, const char *label, const struct err *err)
{
	if (w->r->outcome == OUTCOME_ACCEPT)
		problem_add(w, STEP_APPLICANT, err);
	else if (w->r->outcome == OUTCOME_NOTICE)
		form_lacks(w, label, fault_of(label, err));
}

void field_fails(struct working *w, const struct plan_field *f, const char *code, const char *format, ...)
{
	char where[100], text[sizeof ((struct err *)0)->text];
	struct buf label;
	struct err err;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buf_init(&label, BUF_SMALL);
	form_label(f, &label);
	snprintf(where, sizeof where, "form.%.90s", f->key);
	(void)err_at(&err, ST_REFUSED, code, where, "%s:%s", label.data, text);
	form_fails(w, label.data, &err);
	buf_release(&label);
}

static bool has_problem(const struct working *w, const char *where)
{
	for (size_t i = 0; where && i < w->p->problem_count; i++)
		if (!strcmp(w->p->problems[i].err.where, where))
			return true;
	return false;
}

/* What only waits for a datum of the applicant or agent is told as that one's fault, and once: it is the one that is typed. */
static bool waits_for_own(struct working *w, const struct plan_field *f)
{
	const char *value, *source = request_told_by(w->r, w->p->plan, f, &value);

	if (!source || has_problem(w, source))
		return source != NULL;
	if (*value)
		return false;                                  /* it is there, but would not be taken here */
	not_filled(w, "E-6040", source);
	return true;
}

static void check_empty(struct working *w, const struct plan_field *f, const char *where, const char *label)
{
	bool untyped = request_type_wanted(w->r, f);

	if (w->r->outcome == OUTCOME_ACCEPT && (f->required || untyped)) {
		if (!waits_for_own(w, f))
			problem_say(w, STEP_APPLICANT, untyped ? "E-6042" : "E-6040", where, untyped ?
				"%s还没有选:填了证件号码,就要选是哪种证件。" : "%s还没有填。", label);
	} else if (w->r->outcome == OUTCOME_NOTICE && (f->required || untyped)) {
		form_lacks(w, label, "未填");
	}
}

static void check_value(struct working *w, const struct plan_field *f, const char *label)
{
	enum origin origin = ORIGIN_FILLED;
	const char *value = request_value(w->r, f->key, &origin);
	struct buf out;
	struct err err;
	char where[100];

	snprintf(where, sizeof where, "form.%.90s", f->key);
	if (!value || !*value) {
		check_empty(w, f, where, label);
		return;
	}
	if (!text_fine(w, STEP_APPLICANT, where, label, value, VALUE_MOST))
		return;
	buf_init(&out, BUF_SMALL);
	if (form_check(f->field, f->key, label, value, certificate_of(w, f), w->p->day, &out, &err) != ST_OK) {
		snprintf(err.where, sizeof err.where, "%s", where);
		form_fails(w, label, &err);
	} else if (!out.overflow && strcmp(out.data, value) != 0) {
		request_set_value(w->r, f->key, out.data, origin);
	}
	buf_wipe(&out);
}

void check_form(struct working *w)
{
	const struct plan *plan = w->p->plan;
	char where[sizeof ((struct err *)0)->where];
	struct buf label;

	buf_init(&label, BUF_SMALL);
	for (size_t i = 0; i < plan->field_count; i++) {
		if (plan->fields[i].produced)
			continue;
		buf_clear(&label);
		form_label(&plan->fields[i], &label);
		check_value(w, &plan->fields[i], label.data);
	}
	buf_release(&label);
	check_sense(w);
	for (size_t i = 0; i < w->r->value_count; i++) {
		const struct request_value *v = &w->r->values[i];
		if (v->origin == ORIGIN_DERIVED || bundle_knows(w->p->bundle, v->key))
			continue;
		snprintf(where, sizeof where, "form.%.128s", v->key);
		problem_say(w, STEP_APPLICANT, "E-6041", where, "“%s”的表格里没有“%.128s”这一栏。", w->p->bundle->name, v->key);
	}
}

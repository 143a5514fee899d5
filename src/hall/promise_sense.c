/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/promise_parts.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/own.h"
#include "law/identity.h"
#include "law/number.h"
#include "law/states.h"

static void advise(struct working *w, const char *where, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void advise(struct working *w, const char *where, const char *format, ...)
{
	struct promise *p = w->p;
	char text[sizeof ((struct err *)0)->text];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	p->advice = mem_grow(p->advice, p->advice_count + 1, sizeof *p->advice);
	struct problem *one = &p->advice[p->advice_count++];
	one->step = STEP_APPLICANT;
	(void)err_at(&one->err, ST_OK, "", where, "%s", text);
}

/* --- one number, one person ------------------------------------------------------------------------------------- */

/* Somebody whom this dossier names together with a number; `field` NULL: the window's own entry. */
struct named { const char *where, *label, *name, *number; const struct plan_field *field; enum origin origin; };
#define NAMED_MOST 24
struct everybody { struct named list[NAMED_MOST]; char keys[NAMED_MOST][100]; size_t count; };

static void named_add(struct everybody *all, struct named who)
{
	if (all->count < NAMED_MOST && who.number && *who.number)
		all->list[all->count++] = who;
}

/* The same person under another name of the bundle (guardian for mother), who has his number from there. */
static bool is_alias(const struct working *w, const struct named *who)
{
	const struct bundle *b = w->p->bundle;
	char name[96];

	for (size_t i = 0; who->origin == ORIGIN_DERIVED && i < b->same_count; i++) {
		if (b->same[i].role != who->field->role)
			continue;
		snprintf(name, sizeof name, "%s.xm", b->same[i].as->id);
		const char *other = request_value(w->r, name, NULL);
		return !who->name || (other && strcmp(other, who->name) == 0);
	}
	return false;
}

/* Fields of the catalogue that hold somebody's number. */
static const char *const numbers[] = { "zjhm", "gmsfhm" };

static void everybody(const struct working *w, struct everybody *all)
{
	const struct request *r = w->r;
	const struct plan *plan = w->p->plan;

	all->count = 0;
	named_add(all, (struct named){ "applicant.id_number", "申请人", r->applicant.name, r->applicant.id_number, NULL, ORIGIN_FILLED });
	named_add(all, (struct named){ "applicant.legal_id", "法定代表人", r->applicant.legal_name, r->applicant.legal_id, NULL, ORIGIN_FILLED });
	if (r->agent.present)
		named_add(all, (struct named){ "agent.id_number", "代理人", r->agent.name, r->agent.id_number, NULL, ORIGIN_FILLED });
	for (size_t i = 0; i < plan->field_count && all->count < NAMED_MOST; i++) {
		const struct plan_field *f = &plan->fields[i];
		char name[96], *key = all->keys[all->count];
		if (f->produced || (strcmp(f->field->id, numbers[0]) != 0 && strcmp(f->field->id, numbers[1]) != 0))
			continue;
		snprintf(name, sizeof name, "%s.xm", f->role->id);
		snprintf(key, sizeof all->keys[0], "form.%.90s", f->key);
		struct named who = { key, f->role->name, request_value(r, name, NULL), NULL, f, ORIGIN_FILLED };
		who.number = request_value(r, f->key, &who.origin);
		if (!is_alias(w, &who))
			named_add(all, who);
	}
}

static bool apart(const struct named *a, const struct named *b)
{
	const struct role *one = a->field ? a->field->role : NULL, *other = b->field ? b->field->role : NULL;

	for (size_t i = 0; one && i < one->apart_count; i++)
		if (one->apart[i] == other)
			return true;
	for (size_t i = 0; other && i < other->apart_count; i++)
		if (other->apart[i] == one)
			return true;
	return false;
}

/* Mother and father, seller and buyer: whatever their names are, no honest case has one number for both. */
static void refuse_one_number(struct working *w, const struct named *a, const struct named *b)
{
	field_fails(w, b->field, "E-6044", "与%s的相同。%s和%s不能是同一个人,请对照证件核对。", a->label, a->label, b->label);
}

/* Told once, at the one that was typed, for that one can be mended; of two at the later. */
static void check_apart(struct working *w, const struct everybody *all)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = all->count; i-- > 0;)
			for (size_t k = 0; k < all->count; k++) {
				const struct named *a = &all->list[k], *b = &all->list[i];
				if (strcmp(a->number, b->number) != 0 || !apart(a, b) || (pass == 0 && b->origin != ORIGIN_FILLED))
					continue;
				refuse_one_number(w, a, b);
				return;
			}
}

/* The same number under two names is mostly a slip of the hand, but people have two names (曾用名, two scripts): advice. */
static void check_one_number(struct working *w, const struct everybody *all)
{
	for (size_t i = 1; i < all->count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct named *a = &all->list[k], *b = &all->list[i];
			if (strcmp(a->number, b->number) != 0 || !a->name || !*a->name)
				continue;
			if (b->name && *b->name && strcmp(a->name, b->name) != 0 && !apart(a, b))
				advise(w, b->where, "%s%s的证件号与%s%s的相同", b->label, b->name, a->label, a->name);
			break;
		}
}

/* Nobody is his own agent. */
static void check_own_agent(struct working *w)
{
	const struct request *r = w->r;

	if (r->agent.present && *r->agent.id_number && strcmp(r->agent.id_number, r->applicant.id_number) == 0)
		problem_say(w, STEP_APPLICANT, "E-6026", "agent.id_number", "代理人的证件号与申请人的相同。本人来办的不填代理人,请去掉或核对。");
}

/* --- what a number or a day says ---------------------------------------------------------------------------------- */

/* Numbers with a wrong sex were given out, and people change theirs: advice. Said once of one number. */
static void check_sex(struct working *w, const struct everybody *all, size_t i)
{
	static const char *const sexes[] = { [SEX_MALE] = "男性", [SEX_FEMALE] = "女性" };
	const struct named *who = &all->list[i];
	struct identity id;
	struct err quiet;

	if (!who->field || who->field->role->sex == SEX_UNKNOWN || identity_read(who->number, w->p->day, &id, &quiet) != ST_OK ||
	    id.sex == SEX_UNKNOWN || id.sex == who->field->role->sex)
		return;
	for (size_t k = 0; k < i; k++)
		if (strcmp(all->list[k].number, who->number) == 0 && all->list[k].field &&
		    all->list[k].field->role->sex == who->field->role->sex)
			return;
	advise(w, who->where, "%s的证件号码是%s的,请核对是否填错了栏", who->label, sexes[id.sex]);
}

static void check_age(struct working *w, const struct plan_field *f, const char *where, day_t birth)
{
	const struct role *r = f->role;
	int age = identity_age(birth, w->p->day);
	char iso[11];

	if (age < 0 || (r->usual_age ? age <= r->usual_age : !r->most_age || age <= r->most_age))
		return;
	if (r->most_age && age > r->most_age)
		field_fails(w, f, "E-6043", "%s 已满 %d 岁,%s不超过 %d 岁,请核对", day_iso(birth, iso), age, r->name, r->most_age);
	else
		advise(w, where, "%s是 %s 出生,已满 %d 岁,请核对", r->name, day_iso(birth, iso), age);
}

/* By the day of birth; where none is asked, by the number. */
static void check_ages(struct working *w, const struct everybody *all)
{
	const struct plan *plan = w->p->plan;
	char where[100];

	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		const char *value = strcmp(f->field->id, "csrq") == 0 && !f->produced ? request_value(w->r, f->key, NULL) : NULL;
		snprintf(where, sizeof where, "form.%.90s", f->key);
		if (value && *value)
			check_age(w, f, where, day_parse(value));
	}
	for (size_t i = 0; i < all->count; i++) {
		const struct plan_field *f = all->list[i].field;
		struct identity id;
		struct err quiet;
		char birth[96];
		if (!f || (!f->role->usual_age && !f->role->most_age))
			continue;
		snprintf(birth, sizeof birth, "%s.csrq", f->role->id);
		const char *typed = request_value(w->r, birth, NULL);
		if ((!typed || !*typed) && identity_read(all->list[i].number, w->p->day, &id, &quiet) == ST_OK)
			check_age(w, f, all->list[i].where, id.birth);
	}
}

/* --- one datum beside another ------------------------------------------------------------------------------------- */

static const char *value_of(const void *values, const char *key)
{
	return request_value(values, key, NULL);
}

static void field_odd(struct working *w, const struct plan_field *f, const char *mark, const char *text)
{
	struct buf label;
	char where[100];

	buf_init(&label, BUF_SMALL);
	form_label(f, &label);
	snprintf(where, sizeof where, "form.%.90s", f->key);
	advise(w, where, "%s%s%s", label.data, mark, text);
	buf_release(&label);
}

/* What the catalogue says of two data, or of a datum and the situation. */
static void tell_rule(void *ctx, const struct plan_field *f, const struct data_rule *r, const char *text)
{
	if (r->advice)
		field_odd(ctx, f, ":", text);
	else
		field_fails(ctx, f, "E-6045", "%s", text);
}

/* A code of the standards has its kinds behind it: 20 已婚 is also 21 初婚. */
static bool same_kind(const char *code, const char *value)
{
	size_t n = strlen(code);

	while (n > 1 && code[n - 1] == '0')
		n--;
	return strncmp(code, value, n) == 0;
}

/* What an answer had told was typed over: one of the two is wrong, and the items go by the answer. */
static void check_answers(struct working *w)
{
	const struct plan *plan = w->p->plan;
	const struct bundle *b = w->p->bundle;

	for (size_t i = 0; i < plan->tell_count; i++) {
		const struct tell *t = plan->tells[i];
		if (t >= b->same_data && t < b->same_data + b->same_data_count)      /* only usually one: no answer says so */
			continue;
		const char *value = request_value(w->r, t->key, NULL), *told = t->value ? t->value : request_value(w->r, t->of, NULL);
		const struct plan_field *f = plan_field(plan, t->role->id, t->field->id);
		if (f && value && *value && told && *told && !(t->value ? same_kind(told, value) : strcmp(told, value) == 0))
			field_odd(w, f, "", "与本件的情形不一致");
	}
}

/* A passport's number that is an identity card's: the type was changed, or never looked at. */
static void check_certificates(struct working *w, const struct everybody *all)
{
	struct identity id;
	struct err quiet;
	char key[96];

	for (size_t i = 0; i < all->count; i++) {
		const struct named *who = &all->list[i];
		snprintf(key, sizeof key, "%s.zjlx", who->field ? who->field->role->id : "");
		const char *type = who->field ? request_value(w->r, key, NULL) : strcmp(who->where, "applicant.id_number") == 0 &&
			!w->r->applicant.company ? w->r->applicant.id_type : NULL;
		if (type && *type && !certificate_is_identity(who->number, type) &&
		    identity_read(who->number, w->p->day, &id, &quiet) == ST_OK && id.kind == ID_CITIZEN)
			advise(w, who->where, "%s的证件类型不是居民身份证,号码却是身份证号", who->label);
	}
}

/* What a number tells about the datum `key`, as form_derive does; "" is nothing. */
struct number_says { const char *key; char value[24]; };

static void hear_number(void *ctx, const char *key, const char *value)
{
	struct number_says *s = ctx;

	if (strcmp(key, s->key) == 0)
		snprintf(s->value, sizeof s->value, "%s", value);
}

/* The number of the same person: of the form, and for the applicant his own, which the form need not ask. */
static void ask_number(const struct working *w, const struct plan_field *f, struct number_says *s)
{
	const struct person *a = &w->r->applicant;
	char key[96], type[96];

	snprintf(type, sizeof type, "%s.zjlx", f->role->id);
	for (size_t i = 0; i < COUNT_OF(numbers) && !*s->value; i++) {
		snprintf(key, sizeof key, "%s.%s", f->role->id, numbers[i]);
		const char *number = request_value(w->r, key, NULL);
		if (number && *number)
			form_derive(key, number, request_value(w->r, type, NULL), w->p->day, hear_number, s);
		else if (!a->company && strcmp(a->role, f->role->id) == 0)
			form_derive(key, a->id_number, a->id_type, w->p->day, hear_number, s);
	}
}

/* A day of birth that is typed beside another one in the number: one of the two is wrong. A sex may differ (check_sex). */
static void check_number_says(struct working *w)
{
	const struct plan *plan = w->p->plan;
	char iso[11];

	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		bool birth = strcmp(f->field->id, "csrq") == 0, sex = strcmp(f->field->id, "xb") == 0;
		enum origin origin = ORIGIN_FILLED;
		const char *value = (birth || sex) && !f->produced ? request_value(w->r, f->key, &origin) : NULL;
		struct number_says s = { f->key, "" };
		if (!value || !*value || origin == ORIGIN_DERIVED)
			continue;
		ask_number(w, f, &s);
		if (birth && *s.value && strcmp(s.value, value) != 0 && day_parse(value) != DAY_NONE)
			field_fails(w, f, "E-6046", "证件号码里的出生日期是 %s,请对照证件核对", day_iso(day_parse(s.value), iso));
		else if (sex && *s.value && strcmp(s.value, value) != 0 && (!strcmp(value, "1") || !strcmp(value, "2")))
			field_odd(w, f, ":", strcmp(s.value, "1") == 0 ? "证件号码是男性的,请核对" : "证件号码是女性的,请核对");
	}
}

/* "里没有文字(138…),像是填错了栏", after the name of the entry. */
static const char *no_words(const char *value, char out[120])
{
	snprintf(out, 120, "里没有文字(%.40s),像是填错了栏", value);
	return out;
}

/* A phone number for a hospital's name. */
static void check_words(struct working *w)
{
	static const struct { const char *where; size_t at; } own[] = {
		{ "applicant.name", offsetof(struct request, applicant.name) }, { "agent.name", offsetof(struct request, agent.name) },
	};
	const struct plan *plan = w->p->plan;
	char text[120], label[REQUEST_LABEL_SIZE];

	for (size_t i = 0; i < COUNT_OF(own); i++) {
		const char *name = *(char *const *)((const char *)w->r + own[i].at);
		if (form_wordless(name)) {
			request_label_whole(own[i].where, w->r->applicant.company, label);
			advise(w, own[i].where, "%s%s", label, no_words(name, text));
		}
	}
	for (size_t i = 0; i < plan->field_count; i++) {
		const struct plan_field *f = &plan->fields[i];
		enum origin origin = ORIGIN_FILLED;
		const char *value = f->produced ? NULL : request_value(w->r, f->key, &origin);
		if (value && origin != ORIGIN_DERIVED && form_wants_words(f->field, value))
			field_odd(w, f, "", no_words(value, text));
	}
}

/* --- the same matter twice ------------------------------------------------------------------------------------------ */

/* Twins exist, and a key is pressed twice in two windows: advice. A store that does not answer now is asked again when it
 * matters. */
static void check_twice(struct working *w)
{
	const struct request *r = w->r;
	struct rows *rows = NULL;
	struct err quiet;
	char token[18] = "#", groups[28];

	if (!*r->applicant.id_number)
		return;
	hall_index(w->hall, r->applicant.id_number, token + 1);
	if (store_read(hall_store(w->hall), Q_FIND_SAME_DAY, ARGS(value_text(token), value_text(token + 1), value_text(w->p->bundle->id),
		value_int(w->p->today), value_text(r->accept_uuid), value_text(r->continues)), &rows, &quiet) != ST_OK)
		return;
	if (rows_count(rows)) {
		number_groups(rows_text(rows, 0, 0), groups);
		int state = dossier_state_from_code(rows_text(rows, 0, 1));
		advise(w, "applicant.id_number", "今天已为同一申请人办过本件:%s,%s", groups,
			state < 0 ? rows_text(rows, 0, 1) : dossier_state_name((enum dossier_state)state));
	}
	rows_free(rows);
}

void check_sense(struct working *w)
{
	struct everybody all;

	everybody(w, &all);
	check_own_agent(w);
	check_apart(w, &all);
	check_one_number(w, &all);
	for (size_t i = 0; i < all.count; i++)
		check_sex(w, &all, i);
	check_ages(w, &all);
	check_number_says(w);
	form_rules(w->p->plan, w->p->day, value_of, w->r, tell_rule, w);
	check_answers(w);
	check_certificates(w, &all);
	check_words(w);
	check_twice(w);
}

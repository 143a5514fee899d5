/* SPDX-License-Identifier: Apache-2.0 */
/* An identity card fills what the form asks of one person: of whoever the focus stands at. What is empty is filled; what was filled in
 * otherwise stays, is named, and one key takes the card's or keeps it (P-1). */
#include "desk/accept_form_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/reading.h"
#include "law/form.h"

/* --- whose ------------------------------------------------------------------------------------------------------------------- */

/* One person of the form: what the window itself asks of him ("applicant.name"; "" when nothing) and his role. */
struct card_person { const char *name, *number, *type, *address; char role[64]; };

static bool own_person(const struct intake *in, const char *key, struct card_person *out)
{
	const struct request *r = &in->request;

	*out = (struct card_person){ "", "", "", "", "" };
	if (!r->applicant.company && !strncmp(key, "applicant.", 10)) {
		*out = (struct card_person){ "applicant.name", "applicant.id_number", "applicant.id_type", "applicant.address", "" };
		snprintf(out->role, sizeof out->role, "%s", r->applicant.role);
		return true;
	}
	if (r->applicant.company && !strncmp(key, "applicant.legal_", 16)) {
		*out = (struct card_person){ "applicant.legal_name", "applicant.legal_id", "", "", "legal" };
		return true;
	}
	if (r->agent.present && !strncmp(key, "agent.", 6)) {
		*out = (struct card_person){ "agent.name", "agent.id_number", "", "", "agent" };
		return true;
	}
	return false;
}

/* Of the entry that has the focus; a role that the applicant or the agent is himself is that person, under whichever name. */
static bool person_at(struct step_form *s, const char *key, struct card_person *out)
{
	static const char *const own[] = { "applicant.name", "applicant.legal_name", "agent.name" };
	const struct entry *e = step_form_entry(s, key);
	char name[128];

	if (!e || !e->role)
		return own_person(s->d->intake, key, out);
	for (size_t i = 0; i < COUNT_OF(own); i++)
		if (own_person(s->d->intake, own[i], out) && !strcmp(out->role, e->role->id))
			return true;
	*out = (struct card_person){ "", "", "", "", "" };
	snprintf(out->role, sizeof out->role, "%s", e->role->id);
	snprintf(name, sizeof name, "%s.xm", e->role->id);
	return step_form_entry(s, name) != NULL;             /* a company, a house, a car has no card */
}

/* --- one datum ---------------------------------------------------------------------------------------------------------------- */

/* The code of a choice for what the card says in its own words: "01", "汉" of 汉族. false: none of them. */
static bool choice_of(const struct intake *in, const struct entry *e, const char *told, char *out, size_t room)
{
	struct code codes[80];
	size_t n = intake_choices(in, e, codes, COUNT_OF(codes)), length = strlen(told);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(codes[i].code, told) || !strcmp(codes[i].text, told) ||
		    (!strncmp(codes[i].text, told, length) && !strcmp(codes[i].text + length, "族"))) {
			snprintf(out, room, "%s", codes[i].code);
			return true;
		}
	return false;
}

static bool same_value(const struct entry *e, const char *now, const char *is)
{
	if (e->field && e->field->type == FIELD_DATE)
		return form_day(now) == form_day(is);
	return !strcmp(now, is);
}

/* *err is cleared, or says what is wrong with it. */
static void take(struct step_form *s, const char *key, const char *is, struct err *err)
{
	const struct entry *e = step_form_entry(s, key);
	enum origin origin;

	err_clear(err);
	if (!e)
		return;
	bool fine = intake_card(s->d->intake, e, is, err) == ST_OK;      /* else it is kept as it is, marked */
	s->busy = true;
	(void)form_set(s->form, key, intake_value(s->d->intake, e, &origin));
	s->busy = false;
	step_form_refresh(s);
	form_fault(s->form, key, fine ? NULL : err);
}

/* `other`: the number there, or the name where there is no number yet (what says so), is another person's, so that nothing of the two is
 * mixed unasked. NULL: nothing says so. */
struct filled { int fields; const char *other; struct err err; };

/* An empty entry takes it; one that says something else stays, and is remembered. */
static void put(struct step_form *s, const char *key, const char *told, struct filled *f)
{
	const struct entry *e = *key && *told ? step_form_entry(s, key) : NULL;
	char is[402];
	struct err err;

	if (!e || !e->shown || e->kind == ENTRY_SWITCH)
		return;
	if (e->kind == ENTRY_CHOICE ? !choice_of(s->d->intake, e, told, is, sizeof is) : snprintf(is, sizeof is, "%s", told) < 0)
		return;
	const char *now = form_get(s->form, key);            /* as it stands, half typed or not */
	if (!*now && !f->other) {
		take(s, key, is, &err);
		if (*err.code)
			f->err = err;
		else
			f->fields++;
	} else if (!same_value(e, now, is) && s->differ_count < CARD_DATA) {
		struct card_difference *d = &s->differs[s->differ_count++];
		snprintf(d->key, sizeof d->key, "%s", key);
		snprintf(d->is, sizeof d->is, "%s", is);
	}
}

static void put_role(struct step_form *s, const struct card_person *p, const char *field, const char *told, struct filled *f)
{
	char key[128];

	snprintf(key, sizeof key, "%s.%s", p->role, field);
	if (*p->role)
		put(s, key, told, f);
}

/* What stands there, half typed or not; "". */
static const char *now_at(struct step_form *s, const char *key)
{
	const struct entry *e = *key ? step_form_entry(s, key) : NULL;

	return e && e->shown ? form_get(s->form, key) : "";
}

static const char *now_of_role(struct step_form *s, const struct card_person *p, const char *field)
{
	char key[128];

	snprintf(key, sizeof key, "%s.%s", p->role, field);
	return *p->role ? now_at(s, key) : "";
}

/* Something is there that is not what this card tells; what was only begun may still become it. */
static bool another(const char *now, const char *told)
{
	return *now && strncmp(now, told, strlen(now)) != 0;
}

/* A number decides, and without one the name. */
static const char *another_person(struct step_form *s, const struct card_person *p, const struct id_card *card)
{
	const char *numbers[] = { now_at(s, p->number), now_of_role(s, p, "zjhm"), now_of_role(s, p, "gmsfhm") };
	bool told = false;

	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		if (another(numbers[i], card->number))
			return "号码";
		told = told || *numbers[i];
	}
	return !told && (another(now_at(s, p->name), card->name) || another(now_of_role(s, p, "xm"), card->name)) ? "姓名" : NULL;
}

static bool asks(struct step_form *s, const struct card_person *p, const char *field)
{
	char key[128];

	snprintf(key, sizeof key, "%s.%s", p->role, field);
	const struct entry *e = *p->role ? step_form_entry(s, key) : NULL;
	return e && e->shown;
}

/* The type of the certificate first, for it says how the number is read; the number before what follows from it. A citizen's card has
 * the registered address (户籍), a residence permit the one lived at. */
static void put_all(struct step_form *s, const struct card_person *p, const struct id_card *card, struct filled *f)
{
	const char *type = id_card_kind_type(card->kind);
	bool registered = card->kind == ID_CARD_CITIZEN;

	f->other = another_person(s, p, card);
	put(s, p->type, type, f);
	put_role(s, p, "zjlx", type, f);
	put(s, p->number, card->number, f);
	put_role(s, p, "zjhm", card->number, f);
	if (card->kind != ID_CARD_FOREIGN_RESIDENT)
		put_role(s, p, "gmsfhm", card->number, f);
	put(s, p->name, card->name, f);
	put_role(s, p, "xm", card->name, f);
	put_role(s, p, "xb", card->sex, f);
	put_role(s, p, "csrq", card->birth, f);
	put_role(s, p, "mzu", card->nation, f);
	put(s, p->address, card->address, f);
	if (registered)
		put_role(s, p, "hjdz", card->address, f);
	if (!registered || !asks(s, p, "hjdz"))
		put_role(s, p, "jzdz", card->address, f);
}

/* --- what differs --------------------------------------------------------------------------------------------------------------- */

static void label_of(struct step_form *s, const char *key, struct buf *out)
{
	const struct entry *e = step_form_entry(s, key);

	buf_text(out, e ? e->label : key);
}

/* Appends a choice by its text, anything else as it is. */
static void shown_as(struct step_form *s, const char *key, const char *value, struct buf *out)
{
	const struct entry *e = step_form_entry(s, key);
	struct code codes[80];
	size_t n = e && e->kind == ENTRY_CHOICE ? intake_choices(s->d->intake, e, codes, COUNT_OF(codes)) : 0;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(codes[i].code, value))
			value = codes[i].text;
	buf_text(out, value);
}

static void ask_difference(struct step_form *s);

static void forget_first(struct step_form *s)
{
	s->differ_count--;
	memmove(s->differs, s->differs + 1, s->differ_count * sizeof *s->differs);
	explicit_bzero(&s->differs[s->differ_count], sizeof *s->differs);
}

/* What somebody has made the same by now, or is asked no more, differs no more; are there others? */
static bool settle(struct step_form *s)
{
	const struct entry *e;

	while (s->differ_count && (!(e = step_form_entry(s, s->differs[0].key)) || !e->shown ||
		same_value(e, form_get(s->form, e->key), s->differs[0].is)))
		forget_first(s);
	return s->differ_count > 0;
}

static void decided(void *ctx, const char *answer)
{
	struct step_form *s = ctx;
	bool all = answer && !strncmp(answer, "all-", 4), card = answer && !strcmp(all ? answer + 4 : answer, "card");
	struct err err = { 0 }, fault = { 0 };

	view_dirty(s->view);
	if (!answer)                                     /* Esc: they wait, nothing has changed */
		return;
	do {
		if (card)
			take(s, s->differs[0].key, s->differs[0].is, &err);
		if (*err.code)
			fault = err;
		forget_first(s);
	} while (all && s->differ_count);
	if (card)
		desk_save_soon(s->d);
	if (*fault.code)
		desk_fail(s->d, &fault);
	else if (!settle(s))
		message_say(s->d->ui, "已逐处核对");
	if (settle(s))
		ask_difference(s);
}

/* Both values, whole as far as four lines hold them. */
static void ask_difference(struct step_form *s)
{
	static const struct prompt_choice choices[] = { { "1", "card", "照卡" }, { "2", "keep", "留着" }, { "3", "all-card", "都照卡" },
		{ "4", "all-keep", "都留着" } };
	const struct card_difference *d = &s->differs[0];
	struct buf label;

	buf_init(&label, BUF_SMALL);
	label_of(s, d->key, &label);
	const char *now = form_get(s->form, d->key);
	buf_text(&label, *now ? " 已填「" : " 未填");
	shown_as(s, d->key, now, &label);
	buf_text(&label, *now ? "」,卡上「" : ",卡上「");
	shown_as(s, d->key, d->is, &label);
	buf_text(&label, "」:");
	prompt_open(s->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label.data, .choices = choices,
		.choice_count = s->differ_count > 1 ? COUNT_OF(choices) : 2, .done = decided, .ctx = s });
	buf_wipe(&label);
}

/* --- a card ------------------------------------------------------------------------------------------------------------------------ */

static void say(struct step_form *s, const struct id_card *card, const struct filled *f)
{
	struct buf done;

	buf_init(&done, BUF_SMALL);
	const struct entry *whose = step_form_entry(s, s->card_of);
	if (f->other)
		buf_format(&done, "%s与%s已填的不同,像是另一个人的卡,都没有填;%zu 处要核对(", f->other, whose ? whose->section : "",
			s->differ_count);
	else
		buf_format(&done, "%s已填 %d 栏", whose ? whose->section : "", f->fields);
	if (s->differ_count && !f->other)
		buf_format(&done, ";%zu 处与已填的不同(", s->differ_count);
	for (size_t i = 0; i < s->differ_count && i < 3; i++) {
		buf_text(&done, i ? "、" : "");
		label_of(s, s->differs[i].key, &done);
	}
	if (s->differ_count)
		buf_format(&done, "%s)%s,F4 核对", s->differ_count > 3 ? "…" : "", f->other ? "" : ",没有改");
	if (*f->err.code)
		buf_format(&done, ";%s %s", f->err.code, f->err.text);
	reading_say(s->d, card, done.data);
	buf_wipe(&done);
}

static void got_card(void *ctx, const struct id_card *card)
{
	struct step_form *s = ctx;
	struct card_person p;
	struct filled f = { 0 };

	if (!person_at(s, s->card_of, &p)) {                 /* 有代理人 was taken back meanwhile */
		message_say(s->d->ui, "表里已经没有这个人,读到的没有填");
		return;
	}
	put_all(s, &p, card, &f);
	id_card_doubt_text(card, id_card_doubts(card, clock_today()), s->card_doubt);
	say(s, card, &f);
	desk_save_soon(s->d);
	view_dirty(s->view);
}

const char *accept_card_state(const struct step_form *s, char out[ID_CARD_DOUBT_SIZE + 64])
{
	out[0] = '\0';
	if (reading_on(s->d, s))
		snprintf(out, ID_CARD_DOUBT_SIZE + 64, "请放卡… Esc 不等");
	else if (s->differ_count)
		snprintf(out, ID_CARD_DOUBT_SIZE + 64, "读卡有 %zu 处不同 F4 核对", s->differ_count);
	else if (*s->card_doubt)                         /* several at once would not fit beside the sums */
		snprintf(out, ID_CARD_DOUBT_SIZE + 64, "%s%s", text_width(s->card_doubt) > 22 ? "证件有疑,请核对" : "卡",
			text_width(s->card_doubt) > 22 ? "" : s->card_doubt);
	return out;
}

const char *const *accept_card_contexts(struct view *v)
{
	static const char *const plain[] = { "accept-form", "accept", NULL }, *const reading[] = { "card-reading", "accept-form", "accept", NULL };

	return reading_on(v->app, v->data) ? reading : plain;
}

void accept_card_close(struct step_form *s)
{
	if (s->d) {
		reading_drop(s->d, s);
		prompt_drop(s->d->ui, s);
	}
	explicit_bzero(s->differs, sizeof s->differs);
}

enum command_answer cmd_form_card(void *app, const struct call *call)
{
	struct step_form *s = call->view->data;
	struct desk *d = app;
	struct card_person p;

	if (settle(s)) {
		ask_difference(s);
		return COMMAND_DONE;
	}
	if (!person_at(s, form_focused(s->form), &p)) {
		message_refuse(call->ui, "E-6652", "这一栏不是某个人的;先移到要读卡的人(申请人、代理人…)的一栏,再读");
		return COMMAND_REFUSED;
	}
	snprintf(s->card_of, sizeof s->card_of, "%s", form_focused(s->form));
	*s->card_doubt = '\0';
	enum command_answer answer = reading_start(d, d->intake->request.accept_uuid, got_card, s);
	view_dirty(s->view);
	return answer;
}

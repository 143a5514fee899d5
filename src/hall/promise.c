/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/promise_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/continued.h"
#include "hall/own.h"
#include "hall/revoked.h"
#include "law/act.h"

void problem_add(struct working *w, enum request_step step, const struct err *err)
{
	struct promise *p = w->p;

	p->problems = mem_grow(p->problems, p->problem_count + 1, sizeof *p->problems);
	p->problems[p->problem_count].err = *err;
	p->problems[p->problem_count++].step = step;
}

void problem_say(struct working *w, enum request_step step, const char *code, const char *where, const char *format, ...)
{
	char text[sizeof ((struct err *)0)->text];
	struct err err;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	(void)err_at(&err, ST_REFUSED, code, where, "%s", text);
	problem_add(w, step, &err);
}

bool text_fine(struct working *w, enum request_step step, const char *where, const char *label, const char *text,
	size_t most)
{
	size_t at = 0, n = text_count(text);
	enum text_harm harm = text_check(text, strlen(text), &at);
	const char *code = harm == TEXT_CONTROL || harm == TEXT_BROKEN ? "E-1010" : harm == TEXT_MARKS ? "E-1013" : "E-1011";

	if (harm != TEXT_FINE)
		problem_say(w, step, code, where, "%s的第%zu个字符是%s,不能输入。请删去后重填。", label, at, text_harm_name(harm));
	else if (n > most)
		problem_say(w, step, "E-1012", where, "%s有%zu字,超过%zu字。请核对后缩短。", label, n, most);
	return harm == TEXT_FINE && n <= most;
}

/* --- the bundle and its plan -------------------------------------------------------------------------------------- */

/* One of several that are joined is named with its place: the rest of the id is right. */
static void unknown_matter(struct working *w, const char *unknown)
{
	char where[80];

	if (!strchr(w->r->bundle + 1, '+')) {           /* "+id" is one item alone */
		problem_say(w, STEP_BUNDLE, "E-6010", "bundle", "现用目录里没有编号为“%.64s”的一件事或事项。请重新查找。", unknown);
		return;
	}
	snprintf(where, sizeof where, "bundle.%.64s", unknown);
	problem_say(w, STEP_BUNDLE, "E-6010", where, "合办的第%zu项“%.64s”不是现用目录里的事项编号。请重新查找。",
		matter_place(w->r->bundle, unknown), unknown);
}

static bool find_bundle(struct working *w)
{
	struct err err;

	if (catalogue_matter(w->p->catalogue, w->r->bundle, &w->p->bundle, &err) == ST_OK) {
		request_set(&w->r->bundle, w->p->bundle->id);
		return true;
	}
	if (!*w->r->bundle)
		problem_say(w, STEP_BUNDLE, "E-6010", "bundle", "还没有选一件事或事项。");
	else if (err.status == ST_NOINPUT)
		unknown_matter(w, err.where);
	else
		problem_say(w, STEP_BUNDLE, err.code, "bundle", "%s。", err.text);
	return false;
}

/* The only answer with which the matter is this one; NULL: it asks. */
static const struct choice *preset(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->preset_count; i++)
		if (b->presets[i].question == q)
			return b->presets[i].choice;
	return NULL;
}

static bool bundle_asks(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->question_count; i++)
		if (b->questions[i] == q)
			return true;
	return preset(b, q) != NULL;
}

/* The answers as the law knows them; those that are no answers become problems. Owned. */
static struct answer *read_answers(struct working *w, size_t *count)
{
	struct answer *list = mem_array(w->r->answer_count + 1, sizeof *list);
	char where[80];

	*count = 0;
	for (size_t i = 0; i < w->r->answer_count; i++) {
		const struct request_answer *a = &w->r->answers[i];
		const struct question *q = catalogue_question(w->p->catalogue, a->question);
		const struct choice *c = q ? question_choice(q, a->choice) : NULL, *only = q ? preset(w->p->bundle, q) : NULL;
		snprintf(where, sizeof where, "answers.%.64s", a->question);
		if (!q || !bundle_asks(w->p->bundle, q))
			problem_say(w, STEP_SITUATION, "E-6011", where, "“%s”不问情形“%.64s”。请去掉这个回答。", w->p->bundle->name, a->question);
		else if (!c)
			problem_say(w, STEP_SITUATION, "E-6012", where, "情形“%s”没有“%.64s”这个选项。请重新选择。", q->text, a->choice);
		else if (only && c != only && !w->p->continued)      /* what was received is not sent away again */
			problem_say(w, STEP_SITUATION, "E-6014", where, "“%s”只为情形“%s”答“%s”的办,答的是“%s”。请另选事项,或改正这个回答。",
				w->p->bundle->name, q->text, only->text, c->text);
		else
			list[(*count)++] = (struct answer){ q, c };
	}
	return list;
}

/* Every situation that still matters must be answered (W-4). */
static void check_asked(struct working *w, const struct answer *answers, size_t count)
{
	const struct bundle *b = w->p->bundle;
	char where[80];

	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		bool answered = preset(b, q) != NULL;
		for (size_t k = 0; k < count; k++)
			answered |= answers[k].question == q;
		if (answered || !plan_asks(b, answers, count, q))
			continue;
		snprintf(where, sizeof where, "answers.%.64s", q->id);
		problem_say(w, STEP_SITUATION, "E-6013", where, "情形还没有问:%s", q->text);
	}
}

static bool make_plan(struct working *w)
{
	struct promise *p = w->p;
	struct err err;
	size_t count;
	struct answer *answers = read_answers(w, &count);
	enum status st;

	check_asked(w, answers, count);
	st = plan_make(p->bundle, answers, count, (const char *const *)w->r->unticked, w->r->unticked_count, &p->plan, &err);
	if (st != ST_OK) {
		char item[sizeof err.where];
		snprintf(item, sizeof item, "%s", err.where);
		snprintf(err.where, sizeof err.where, "unticked.%.64s", item);
		problem_add(w, STEP_SITUATION, &err);
		st = plan_make(p->bundle, answers, count, NULL, 0, &p->plan, &err);
		if (st != ST_OK)
			problem_add(w, STEP_SITUATION, &err);
	}
	free(answers);
	if (st != ST_OK)
		return false;
	if (p->plan->referral)
		problem_say(w, STEP_SITUATION, "E-6014", "answers", "这种情形不在本件联办范围:%s", p->plan->referral);
	else if (p->plan->chosen == 0)
		problem_say(w, STEP_SITUATION, "E-6015", "unticked", "没有选中任何事项。请至少选一项,或改办单项。");
	return true;
}

/* --- days --------------------------------------------------------------------------------------------------------- */

static bool asks(const struct plan_material *m, int item)
{
	for (size_t i = 0; i < m->item_count; i++)
		if (m->items[i] == item)
			return true;
	return false;
}

/* C-10: what rests while a deferred paper is awaited, if the hall deducts that time; of one item of the plan, -1 all.
 * Owned. */
static struct pause *make_pauses(struct working *w, int item, size_t *count)
{
	const struct plan *plan = w->p->plan;
	struct pause *list = mem_array(plan->material_count + 1, sizeof *list);

	*count = 0;
	if (w->r->outcome != OUTCOME_ACCEPT || hall_int(w->hall, "deferral.clock_pauses") == 0)
		return list;
	for (size_t i = 0; i < plan->material_count; i++) {
		const struct request_material *is = request_material(w->r, plan->materials[i].material->id);
		if (is->state == MS_DEFERRED && is->date != DAY_NONE && is->date >= w->p->day && (item < 0 || asks(&plan->materials[i], item)))
			list[(*count)++] = (struct pause){ w->p->day, is->date };
	}
	return list;
}

static void make_deadline(struct working *w, struct limit limit, const struct pause *pauses, size_t count, struct deadline *out)
{
	struct err err;

	out->due = DAY_NONE;
	if (!limit.set)
		return;
	if (deadline_make(w->calendar, w->p->day, limit, pauses, count, hall_int(w->hall, "calendar.estimate") != 0, out, &err) == ST_OK)
		return;
	deadline_release(out);
	memset(out, 0, sizeof *out);
	out->due = DAY_NONE;
	for (size_t i = 0; i < w->p->problem_count; i++)      /* a missing year is one problem, not one for each item */
		if (strcmp(w->p->problems[i].err.code, err.code) == 0)
			return;
	problem_add(w, STEP_CONFIRM, &err);
}

/* What the hall deducts for a deferred paper (C-10) is its own rule and compared with nothing. */
static void keep_within_law(struct working *w, const struct deadline *law, const struct pause *pauses, size_t count, struct deadline *promised,
	day_t *published)
{
	struct deadline plain;

	*published = DAY_NONE;
	if (law->due == DAY_NONE || promised->due == DAY_NONE)
		return;
	make_deadline(w, promised->limit, NULL, 0, &plain);
	if (plain.due > law->due) {
		*published = promised->due;
		deadline_release(promised);
		make_deadline(w, law->limit, pauses, count, promised);
	}
	deadline_release(&plain);
}

void promise_explain(const struct deadline *promised, struct limit limit, day_t published, struct buf *out)
{
	char day[11];

	deadline_explain(promised, out);
	if (published == DAY_NONE)
		return;
	buf_text(out, ";公布的承诺");
	limit_text(limit, out);
	buf_format(out, "要到 %s,晚于法定期限,以法定期限为准", day_iso(published, day));
}

/* An item that waits for others is due when its whole path is done, but never later than the whole (T-11). */
static struct limit item_limit(const struct plan_item *i)
{
	struct limit limit = i->promised;

	if (limit.set && limit.unit == UNIT_WORKING_DAY && i->after_count && i->path_halves > limit.halves)
		limit.halves = i->path_halves;
	return limit;
}

static void make_item(struct working *w, const struct plan_item *in)
{
	struct promise *p = w->p;
	struct promise_item *i = &p->items[p->item_count++];
	size_t count;
	struct pause *pauses = make_pauses(w, (int)(in - p->plan->items), &count);

	i->item = in;
	make_deadline(w, item_limit(in), pauses, count, &i->promised);
	make_deadline(w, in->item->statutory, NULL, 0, &i->statutory);
	i->published = DAY_NONE;
	if (!in->after_count)
		keep_within_law(w, &i->statutory, pauses, count, &i->promised, &i->published);
	if (p->promised.due != DAY_NONE && i->promised.due != DAY_NONE && i->promised.due > p->promised.due) {
		deadline_release(&i->promised);
		make_deadline(w, p->promised.limit, pauses, count, &i->promised);
	}
	free(pauses);
}

static void make_days(struct working *w)
{
	struct promise *p = w->p;
	const struct plan *plan = p->plan;

	size_t count;
	struct pause *pauses = make_pauses(w, -1, &count);

	make_deadline(w, plan->promised, pauses, count, &p->promised);
	make_deadline(w, plan->statutory, NULL, 0, &p->statutory);
	keep_within_law(w, &p->statutory, pauses, count, &p->promised, &p->published);
	free(pauses);
	if (w->r->outcome != OUTCOME_ACCEPT)
		make_deadline(w, LIMIT_DAYS((int)hall_int(w->hall, w->r->outcome == OUTCOME_NOTICE ? "k6.days" : "k1.days")), NULL, 0, &p->notice);
	p->items = mem_array(plan->item_count + 1, sizeof *p->items);
	for (size_t i = 0; i < plan->item_count; i++)
		if (plan->items[i].chosen)
			make_item(w, &plan->items[i]);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static int by_step(const void *a, const void *b)
{
	return (int)((const struct problem *)a)->step - (int)((const struct problem *)b)->step;
}

/* In the order of the steps; within one step as found. */
static void sort_problems(struct promise *p)
{
	for (size_t i = 1; i < p->problem_count; i++)
		for (size_t k = i; k > 0 && by_step(&p->problems[k - 1], &p->problems[k]) > 0; k--) {
			struct problem swap = p->problems[k];
			p->problems[k] = p->problems[k - 1];
			p->problems[k - 1] = swap;
		}
}

/* W-4: only what is received can be accepted later, and only what was received: the receipt names it. */
static void check_state(struct working *w)
{
	const struct continued *c = w->p->continued;
	int state = dossier_state_from_code(c->state);

	if (state != DOSSIER_RECEIVED)
		problem_say(w, STEP_BUNDLE, "E-6404", "continues", "办件 %s 现在是「%s」,不能「受理」(W-4),这一次未受理。没有改动。", c->number,
			state < 0 ? c->state : dossier_state_name((enum dossier_state)state));
	if (w->r->outcome != OUTCOME_ACCEPT)
		problem_say(w, STEP_BUNDLE, "E-6058", "outcome", "办件 %s 已经收过件;要告知补正,请在办件上办「一次性告知」。", c->number);
}

static void check_same(struct working *w)
{
	const struct continued *c = w->p->continued;

	if (strcmp(c->bundle, w->r->bundle) != 0)
		problem_say(w, STEP_BUNDLE, "E-6057", "bundle", "继续受理的要与收件时是同一事项。换事项请另开一件,原件由督导作废。");
	if (!continued_person(w->hall, c, w->r->applicant.id_number))
		problem_say(w, STEP_APPLICANT, "E-6057", "applicant.id_number", "证件号与收件时的不同。换申请人请另开一件,原件由督导作废。");
}

/* H-2: nobody signs for an applicant who took that back. */
static void check_revoked(struct working *w)
{
	const struct agent *a = &w->r->agent;
	enum revoked_as as = REVOKED_NOT;
	struct err wrong;

	if (!a->present)
		return;
	if (revoked_of(w->hall, w->p->continued->number, &(struct revoked_asked){ a->name, a->id_number, a->authority_no }, &as, &wrong) != ST_OK)
		problem_add(w, STEP_APPLICANT, &wrong);
	else if (as != REVOKED_NOT)
		problem_say(w, STEP_APPLICANT, "E-6033", as == REVOKED_PAPER ? "agent.authority_no" : "agent.name",
			"委托人已经撤销%s(H-2)。请申请人本人来办,或先在办理里「登记委托」。", as == REVOKED_PAPER ? "这份委托" : "对他的委托");
}

/* Art. 32: a paper or datum that is missing does not stand in the way of what silence has accepted. */
static void forgive(struct promise *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->problem_count; i++)
		if (p->problems[i].step != STEP_APPLICANT && p->problems[i].step != STEP_MATERIALS)
			p->problems[kept++] = p->problems[i];
	p->problem_count = kept;
}

/* Which catalogue it is planned by, and from which day it counts. */
static enum status set_out(struct working *w, struct err *err)
{
	struct promise *p = w->p;
	enum status st;

	p->day = p->today = clock_today();
	if (!*w->r->continues)
		st = hall_catalogue(w->hall, &p->catalogue, &p->catalogue_version, err);
	else if ((st = continued_read(w->hall, w->r->continues, &p->continued, err)) == ST_OK) {
		p->day = continued_day(p->continued, w->r->deemed);
		p->catalogue_version = p->continued->catalogue_version;
		st = hall_catalogue_version(w->hall, p->catalogue_version, &p->catalogue, err);
	}
	return st == ST_OK ? hall_calendar(w->hall, &w->calendar, err) : st;
}

/* Typed before 邮寄 was taken back it is nobody's wish any more: no paper and no form has it. */
static void leave_address(struct request *r)
{
	if (strcmp(r->delivery_mode, "courier") != 0 && *r->delivery_address)
		request_set(&r->delivery_address, "");
}

enum status request_promise(struct hall *h, const struct request *r, struct promise **out, struct err *err)
{
	struct promise *p = mem_alloc(sizeof *p);
	struct working w = { .hall = h, .p = p };
	enum status st;

	*out = NULL;
	p->promised.due = p->statutory.due = p->notice.due = p->published = DAY_NONE;
	w.r = p->request = mem_alloc(sizeof *p->request);
	request_copy(r, p->request);
	request_trim(p->request);
	leave_address(p->request);
	if ((st = set_out(&w, err)) != ST_OK) {
		promise_free(p);
		return st;
	}
	if (p->continued)
		check_state(&w);
	if (find_bundle(&w) && make_plan(&w)) {
		check_applicant(&w);
		check_agent(&w);
		request_derive(w.r, p->plan, p->day);
		check_form(&w);
		check_materials(&w);
		check_delivery(&w);
		make_days(&w);
	}
	if (p->continued) {
		check_same(&w);
		check_revoked(&w);
	}
	if (p->request->deemed)
		forgive(p);
	sort_problems(p);
	*out = p;
	return ST_OK;
}

void promise_free(struct promise *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->item_count; i++) {
		deadline_release(&p->items[i].promised);
		deadline_release(&p->items[i].statutory);
	}
	deadline_release(&p->promised);
	deadline_release(&p->statutory);
	deadline_release(&p->notice);
	continued_free(p->continued);
	free(p->items);
	for (size_t i = 0; i < p->form_defect_count; i++) {
		free(p->form_defects[i].label);
		free(p->form_defects[i].fault);
	}
	free(p->form_defects);
	free(p->advice);
	free(p->problems);
	plan_free(p->plan);
	if (p->request)
		request_release(p->request);
	free(p->request);
	free(p);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/intake_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void intake_promise(struct intake *in, struct promise *fresh)
{
	if (fresh)
		hall_catalogue_hold(in->hall, fresh->catalogue_version);
	if (in->promise)
		hall_catalogue_release(in->hall, in->promise->catalogue_version);
	promise_free(in->promise);
	in->promise = fresh;
}

enum status intake_remake(struct intake *in, struct err *err)
{
	struct promise *fresh = NULL;
	enum status st;

	in->changed = true;
	if (!in->bundle && !*in->request.continues)
		return ST_OK;
	st = request_promise(in->hall, &in->request, &fresh, err);
	if (st != ST_OK)
		return st;
	if (!fresh->plan) {
		promise_free(fresh);
		return err_at(err, ST_NOINPUT, "E-6301", "bundle", "目录中没有「%s」;未受理,请重新查找", in->request.bundle);
	}
	request_derive(&in->request, fresh->plan, fresh->day);
	intake_promise(in, fresh);
	in->bundle = fresh->bundle;
	if (!in->told)
		in->told = fresh->catalogue_version;
	return ST_OK;
}

struct intake *intake_new(struct hall *h, const struct actor *who)
{
	struct intake *in = mem_alloc(sizeof *in);

	in->hall = h;
	in->actor = *who;
	in->step = STEP_BUNDLE;
	in->key_at = clock_mono_ms();
	in->pause_ms = hall_int(h, "hand.pause_seconds") * INT64_C(1000);
	request_init(&in->request);
	request_set(&in->request.delivery_mode, "window");
	return in;
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	if (in->held && !in->lost)
		draft_let_go(in->hall, in->request.accept_uuid);
	intake_promise(in, NULL);
	request_release(&in->request);
	free(in);
}

enum status intake_resume(struct hall *h, const struct actor *who, const char *accept_uuid, bool take_over,
	struct intake **out, struct err *err)
{
	struct intake *in = intake_new(h, who);
	const struct catalogue *c;
	struct err none;
	int version;
	enum status st;

	*out = NULL;
	request_release(&in->request);
	st = draft_load(h, who, accept_uuid, take_over, &in->request, &in->step, err);
	if (st != ST_OK)
		goto out;
	in->held = true;
	in->told = in->request.catalogue;                      /* another one by now is told on top of what is shown: accept_edition */
	if ((st = hall_catalogue(h, &c, &version, err)) != ST_OK)
		goto out;
	if (catalogue_matter(c, in->request.bundle, &in->bundle, &none) != ST_OK)
		in->bundle = NULL;
	if (!in->bundle && !*in->request.continues)            /* that keeps the catalogue it was received under */
		in->step = STEP_BUNDLE;
	if ((st = intake_remake(in, err)) != ST_OK)
		goto out;
	in->changed = false;
	in->keys_saved = in->request.hand.keys;
	*out = in;
	in = NULL;
out:
	intake_free(in);
	return st;
}

enum status intake_continue(struct hall *h, const struct actor *who, const char *number, struct intake **out, struct err *err)
{
	struct intake *in;
	struct request r;
	enum status st = request_continue(h, who, number, &r, err);

	*out = NULL;
	if (st == ST_OK)
		st = intake_resume(h, who, r.accept_uuid, false, out, err);
	if (st == ST_OK || strcmp(err->code, "E-6102") != 0) {
		request_release(&r);
		return st;
	}
	in = intake_new(h, who);                               /* no draft of it yet */
	request_release(&in->request);
	in->request = r;
	if ((st = intake_remake(in, err)) != ST_OK) {
		intake_free(in);
		return st;
	}
	in->step = in->promise->problem_count ? in->promise->problems[0].step : STEP_CONFIRM;
	*out = in;
	return ST_OK;
}

/* *err names who has it now; what that means here is added. */
static enum status lose(struct intake *in, struct err *err)
{
	size_t n = strlen(err->text);

	in->lost = true;
	snprintf(err->text + n, sizeof err->text - n, ";未受理,这里改的不再保存。F3离开");
	return ST_BUSY;
}

enum status intake_lost(const struct intake *in, struct err *err)
{
	return in->lost ? err_set(err, ST_BUSY, "E-6104", "未受理:这份草稿已由另一处接管,请到那里办,这里改的不再保存。F3 离开") : ST_OK;
}

enum status intake_look(struct intake *in, struct err *err)
{
	if (!in->held || in->lost || draft_held(in->hall, in->request.accept_uuid, err) != ST_BUSY)
		return ST_OK;
	return lose(in, err);
}

void intake_renew(struct intake *in)
{
	if (in->held && !in->lost)
		draft_renew(in->hall, in->request.accept_uuid);
}

void intake_pressed(struct intake *in, bool away)
{
	int64_t now = clock_mono_ms(), since = now - in->key_at;

	in->key_at = now;
	if (away)
		return;
	in->request.hand.keys++;
	if (since <= in->pause_ms)
		in->request.hand.ms += since;
}

enum status intake_save(struct intake *in, struct err *err)
{
	if ((!in->changed && in->keys_saved == in->request.hand.keys) || !in->bundle || in->lost)
		return ST_OK;
	in->request.catalogue = in->told;
	enum status st = draft_save(in->hall, &in->actor, &in->request, in->step, err);
	if (st == ST_BUSY && !strcmp(err->code, "E-6104"))
		return lose(in, err);
	if (st == ST_OK) {
		in->changed = false;
		in->keys_saved = in->request.hand.keys;
		in->held = true;
		in->saved_at = clock_wall_ms();
	}
	return st;
}

/* --- step 2 ---------------------------------------------------------------------------------------------- */

void intake_agent(struct intake *in, bool present)
{
	in->request.agent.present = in->request.agent.may_submit = present;
	for (size_t i = 0; in->bundle && i < in->bundle->question_count; i++)
		if (!strcmp(in->bundle->questions[i]->id, AGENT_QUESTION))
			request_set_answer(&in->request, AGENT_QUESTION, present ? "yes" : "no");
}

enum status intake_answer(struct intake *in, const struct question *q, int choice, struct err *err)
{
	if (choice < 0 || (size_t)choice > q->choice_count)
		return err_at(err, ST_DATA, "E-6302", q->id, "「%s」没有第 %d 项;请按 1 至 %zu", q->text, choice,
			q->choice_count);
	request_set_answer(&in->request, q->id, choice ? q->choices[choice - 1].id : NULL);
	if (!strcmp(q->id, AGENT_QUESTION))
		in->request.agent.present = in->request.agent.may_submit = choice && !strcmp(q->choices[choice - 1].id, "yes");
	return intake_remake(in, err);
}

int intake_answered(const struct intake *in, const struct question *q)
{
	for (size_t i = 0; i < in->request.answer_count; i++)
		if (!strcmp(in->request.answers[i].question, q->id))
			for (size_t k = 0; k < q->choice_count; k++)
				if (!strcmp(q->choices[k].id, in->request.answers[i].choice))
					return (int)k + 1;
	return 0;
}

bool intake_asks(const struct intake *in, const struct question *q)
{
	struct answer *answers = mem_array(in->request.answer_count, sizeof *answers);
	size_t n = 0;

	for (size_t i = 0; i < in->request.answer_count; i++)
		for (size_t k = 0; k < in->bundle->question_count; k++) {
			const struct question *other = in->bundle->questions[k];
			if (strcmp(other->id, in->request.answers[i].question))
				continue;
			const struct choice *choice = question_choice(other, in->request.answers[i].choice);
			if (choice)
				answers[n++] = (struct answer){ other, choice };
		}
	bool asks = plan_asks(in->bundle, answers, n, q);
	free(answers);
	return asks;
}

enum status intake_toggle(struct intake *in, size_t index, struct err *err)
{
	const struct plan_item *it = &in->promise->plan->items[index];
	enum status st = plan_may_untick(in->promise->plan, index, err);

	if (st != ST_OK)
		return st;
	if (!it->served)
		return err_at(err, ST_REFUSED, "E-6303", it->item->id, "「%s」不适用于所答情形;要办请先改情形", it->item->name);
	request_untick(&in->request, it->item->id, it->chosen);
	return intake_remake(in, err);
}

/* --- step 4 -------------------------------------------------------------------------------------------------- */

static const struct request_material *stored(const struct intake *in, size_t index)
{
	const char *id = in->promise->plan->materials[index].material->id;

	for (size_t i = 0; i < in->request.material_count; i++)
		if (!strcmp(in->request.materials[i].material, id))
			return &in->request.materials[i];
	return NULL;
}

enum material_state intake_material_state(const struct intake *in, size_t index, day_t *date, const char **reason)
{
	const struct request_material *m = stored(in, index);

	*date = m ? m->date : DAY_NONE;
	*reason = m && m->reason ? m->reason : "";
	if (in->promise->plan->materials[index].produced)
		return MS_PRODUCED;
	return m ? m->state : MS_UNCHECKED;
}

static enum status deferral_of(const struct intake *in, struct deferral_case *dc, struct err *err)
{
	*dc = (struct deferral_case){
		.plan = in->promise->plan, .accepted = in->promise->day,
		.guess_year = hall_int(in->hall, "calendar.estimate") != 0,
		.bad_record = in->request.bad_record,
		.by_agent = in->request.agent.present, .agent_may_promise = in->request.agent.may_promise,
	};
	return hall_calendar(in->hall, &dc->calendar, err);
}

enum status intake_material_limit(const struct intake *in, size_t index, day_t *usual, day_t *latest, struct err *err)
{
	struct deferral_case dc;
	enum status st = deferral_of(in, &dc, err);

	return st == ST_OK ? deferral_limit(&dc, (int)index, usual, latest, err) : st;
}

/* Which sources let a material come in another way than on paper. */
static bool comes_from(const struct plan_material *pm, enum material_source source)
{
	return pm->material->source == source || (pm->material->alternatives & (1u << source));
}

unsigned intake_material_may(const struct intake *in, size_t index)
{
	const struct plan_material *pm = &in->promise->plan->materials[index];
	day_t usual, latest;
	struct err err;
	unsigned may = 1u << MS_UNCHECKED | 1u << MS_RECEIVED | 1u << MS_DEFECTIVE;

	if (pm->produced)
		return 1u << MS_PRODUCED;
	if (comes_from(pm, SOURCE_SHARE))
		may |= 1u << MS_SHARED;
	if (comes_from(pm, SOURCE_ECERT))
		may |= 1u << MS_ECERT;
	if (comes_from(pm, SOURCE_PROMISE))
		may |= 1u << MS_PLEDGED;
	if (intake_material_limit(in, index, &usual, &latest, &err) == ST_OK)
		may |= 1u << MS_DEFERRED;
	return may;
}

/* E-1034: what this material cannot be, in words. */
static enum status not_this_way(const struct plan_material *pm, enum material_state state, struct err *err)
{
	return err_at(err, ST_REFUSED, "E-1034", pm->material->id, "「%s」不能以「%s」方式收取(来源:%s);请收原件或另选方式",
		pm->material->name, material_state_name(state), material_source_name(material_source_here(pm->material, pm->produced, NULL)));
}

enum status intake_material(struct intake *in, size_t index, enum material_state state, day_t date, const char *reason,
	struct err *err)
{
	const struct plan_material *pm = &in->promise->plan->materials[index];
	struct deferral_case dc;
	day_t usual, latest;
	enum status st;

	if (pm->produced)
		return err_at(err, ST_REFUSED, "E-6304", pm->material->id, "「%s」由本套餐前项办出,不用提交", pm->material->name);
	if (state == MS_DEFERRED) {
		if ((st = deferral_of(in, &dc, err)) != ST_OK ||
		    (st = deferral_limit(&dc, (int)index, &usual, &latest, err)) != ST_OK)
			return st;
		if (date == DAY_NONE)
			date = usual;
		if ((st = deferral_check(&dc, (int)index, date, err)) != ST_OK)
			return st;
	} else if (!(intake_material_may(in, index) & (1u << state))) {
		return not_this_way(pm, state, err);
	}
	if (state == MS_PLEDGED && (st = pledge_signed(pm->material, in->request.agent.present, in->request.agent.may_promise, err)) != ST_OK)
		return st;
	if (state == MS_DEFECTIVE && (!reason || !*reason))
		return err_at(err, ST_DATA, "E-6305", pm->material->id, "请写明「%s」有什么问题", pm->material->name);
	struct request_material *m = request_material(&in->request, pm->material->id);
	m->state = state;
	m->date = state == MS_DEFERRED || state == MS_PLEDGED ? date : DAY_NONE;
	request_set(&m->reason, state == MS_DEFECTIVE || state == MS_DEFERRED ? reason : "");
	return intake_remake(in, err);
}

size_t intake_rest_received(struct intake *in)
{
	const struct plan *plan = in->promise->plan;
	struct err err;
	size_t n = 0;

	for (size_t i = 0; i < plan->material_count; i++) {
		const struct request_material *m = stored(in, i);
		if (plan->materials[i].produced || (m && m->state != MS_UNCHECKED))
			continue;
		request_material(&in->request, plan->materials[i].material->id)->state = MS_RECEIVED;
		n++;
	}
	if (n && intake_remake(in, &err) != ST_OK)
		return 0;
	return n;
}

const struct problem *intake_problem(const struct intake *in, enum request_step step)
{
	for (size_t i = 0; in->promise && i < in->promise->problem_count; i++)
		if (in->promise->problems[i].step == step)
			return &in->promise->problems[i];
	return NULL;
}

/* --- step 5 -------------------------------------------------------------------------------------------------- */

enum status intake_may(const struct intake *in, enum outcome outcome, struct err *err)
{
	struct promise *p = NULL;
	struct request r;

	request_copy(&in->request, &r);
	r.outcome = outcome;
	enum status st = request_promise(in->hall, &r, &p, err);
	if (st == ST_OK && p->problem_count) {
		*err = p->problems[0].err;
		accept_failed(err);
		st = ST_REFUSED;
	}
	promise_free(p);
	request_release(&r);
	return st;
}

enum status intake_accept(struct intake *in, enum outcome outcome, struct accepted *out, struct err *err)
{
	if (intake_lost(in, err) != ST_OK)
		return ST_BUSY;
	in->request.outcome = outcome;
	enum status st = dossier_accept(in->hall, &in->actor, &in->request, out, NULL, err);
	in->request.outcome = OUTCOME_ACCEPT;                /* what the steps go on to show is an acceptance again */
	if (st == ST_OK)
		in->held = false;                            /* accepted: there is no draft to let go */
	else if (!strcmp(err->code, "E-6104"))
		in->lost = true;
	return st;
}

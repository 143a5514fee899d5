/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/own.h"

/* W-5: what the catalogue calls 即办 is signed for and granted, and by who may hand over checked in and handed over, in one go. Each step stays
 * the act that it is, with its own row, its own rule and who may do it; all of them are one transaction, or nothing is. */

#define VALUES_MOST 12

static const char *const words[] = { "sign", "grant", "check-in", "hand-over" };
enum { STEP_SIGN, STEP_GRANT, STEP_CHECK_IN, STEP_HAND_OVER, STEPS };

struct step { struct doing d; struct act_call call; struct act_value values[VALUES_MOST]; struct acted out; };
struct at_once {
	struct doing whole;                          /* what it was told, and what reads before the first step */
	struct step steps[STEPS];
	size_t count;                                /* 2, or all */
};

static const char *told(const struct doing *d, const char *name)
{
	return json_string_value(json_object_get(d->data, name));
}

static enum status step_make(struct at_once *o, size_t i, struct err *err)
{
	struct step *s = &o->steps[i];
	const struct act_call *call = o->whole.call;

	s->d = o->whole;
	s->d.data = NULL;
	s->d.act = act_find(ACT_TASK, words[i]);
	s->d.call = &s->call;
	s->d.out = &s->out;
	s->d.now += (int64_t)i;                      /* one after the other, as they are listed */
	s->call = (struct act_call){ .number = call->number, .task = call->task, .word = words[i], .values = s->values };
	for (size_t k = 0; k < call->count; k++)
		if (act_arg_known(s->d.act, call->values[k].name) && s->call.count < VALUES_MOST - 1)
			s->values[s->call.count++] = call->values[k];
	if (i == STEP_HAND_OVER)                     /* who it is for stands there */
		s->values[s->call.count++] = (struct act_value){ "mode", "direct" };
	if (i + 1 < o->count)                        /* the last one carries the key of the whole (T1) */
		crypto_uuid(s->d.uuid);
	return act_args_read(&s->d, err);
}

/* Inside the transaction: is it such an item, and which step is next? */
static enum status begin(struct batch *b, void *ctx, struct err *err)
{
	struct at_once *o = ctx;
	struct doing *d = &o->whole;
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);
	bool at_once = false;
	enum status st;

	d->refused = d->out->again = false;
	if (rows_count(batch_rows(b, d->steps[ACT_READS_SEEN]))) {
		d->out->again = true;
		return ST_OK;
	}
	if ((st = act_read_dossier(d, batch_rows(b, d->steps[ACT_READS_DOSSIER]), err)) != ST_OK || (st = act_read_task(d, r, err)) != ST_OK)
		return st;
	for (size_t i = 0; i < rows_count(r); i++)
		at_once |= rows_int(r, i, 1) == d->call->task && rows_int(r, i, 7);
	if (!at_once)
		return act_refuse(d, err, "E-6443", "第 %d 项不是即办事项", d->call->task);
	if ((st = act_check(d, b, err)) != ST_OK)
		return st;
	for (size_t i = d->task_state == TASK_WORKING ? STEP_GRANT : STEP_SIGN; i < o->count; i++) {
		act_reads_in(&o->steps[i].d, b);
		batch_then(b, act_decide, &o->steps[i].d);
	}
	return ST_OK;
}

static bool stale(const struct at_once *o)
{
	bool any = false;

	for (size_t i = 0; i < o->count; i++)
		any |= o->steps[i].d.stale;
	return any;
}

static enum status submit(struct at_once *o, struct err *err)
{
	struct batch *b = batch_new("act.at-once");

	act_reads_in(&o->whole, b);
	batch_then(b, begin, o);
	enum status st = store_submit(o->whole.h->store, b, err);
	if (st == ST_CONFLICT && !stale(o))
		st = act_conflict(&o->whole, b, err);
	batch_free(b);
	return st;
}

/* By the calendar as it is now; each step looks again inside the transaction. */
static enum status run_once(struct at_once *o, struct err *err)
{
	struct doing *d = &o->whole;
	struct deadline delivery = { 0 };
	enum status st = clock_deadline(d->h, CLOCK_K4, false, d->today, &delivery, err);

	if (st == ST_OK)
		st = hall_calendar(d->h, &d->calendar, err);         /* last: the next call may free what this one gave */
	if (st == ST_OK && FAULT("act.calendar-read"))
		st = err_set(err, ST_IO, "E-6431", "写入中断,没有改动。请重试。");
	for (size_t i = 0; i < o->count; i++) {
		o->steps[i].d.calendar = d->calendar;
		o->steps[i].d.delivery = delivery;           /* borrowed by each */
		o->steps[i].d.stale = false;
	}
	if (st == ST_OK)
		st = submit(o, err);
	deadline_release(&delivery);
	return st;
}

static enum status run(struct at_once *o, struct err *err)
{
	struct doing *d = &o->whole;
	enum status st = hall_writable(d->h, err);

	if (st == ST_OK)
		st = hall_clock_check(d->h, err);
	if (st != ST_OK)
		return st;
	for (int i = 0; i < CALENDAR_TRIES && (i == 0 || stale(o)); i++)
		st = run_once(o, err);
	if (st == ST_OK && FAULT("act.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		st = act_resolve(d, err);
	if (st == ST_OK && !d->out->again)           /* the paper that the last step prints */
		memcpy(d->out->document_no, o->steps[o->count - 1].out.document_no, sizeof d->out->document_no);
	return st;
}

static void trace(struct at_once *o, const struct err *err)
{
	if (o->whole.refused)
		act_trace_refusal(&o->whole, err);
	for (size_t i = 0; i < o->count; i++)
		if (o->steps[i].d.refused)
			act_trace_refusal(&o->steps[i].d, err);
}

enum status act_at_once_do(struct doing *whole, struct err *err)
{
	struct at_once *o = mem_alloc(sizeof *o);
	enum status st;

	*o = (struct at_once){ .whole = *whole };
	st = act_args_read(&o->whole, err);
	const char *receiver = st == ST_OK ? told(&o->whole, "receiver") : NULL;
	o->count = receiver && strcmp(receiver, "later") != 0 ? STEPS : STEP_GRANT + 1;
	for (size_t i = 0; st == ST_OK && i < o->count; i++)
		st = step_make(o, i, err);
	if (st == ST_OK) {
		st = run(o, err);
		trace(o, err);
	}
	if (st == ST_OK)
		st = act_tell(&o->whole, err);
	for (size_t i = 0; i < STEPS; i++)
		json_decref(o->steps[i].d.data);
	json_decref(o->whole.data);
	free(o);
	return st;
}

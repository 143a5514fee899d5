/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "hall/accept.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/follow.h"
#include "hall/own.h"

/* The one door through which a dossier changes after it was taken in. */

/* --- what it writes --------------------------------------------------------------------------------------------------- */

void act_row_in(struct doing *d, struct batch *b, const char *state)
{
	struct buf data;
	char object[64], summary[200];

	buf_init(&data, BUF_LARGE);
	act_data_seal(d, &data);
	batch_add(b, Q_ACT_INSERT, ARGS(value_text(d->uuid), value_int(d->dossier), value_int(d->call->task), value_text(d->act->word),
		value_text(state), value_int(d->now), value_int(d->proposal ? d->proposal->staff : d->by->staff_id),
		d->proposal ? value_int(d->by->staff_id) : value_null(), value_text(d->by->window), value_blob(data.data, data.len)));
	buf_release(&data);
	if (d->call->task)
		snprintf(object, sizeof object, "%s/%d", d->number, d->call->task);
	else
		snprintf(object, sizeof object, "%s", d->number);
	snprintf(summary, sizeof summary, "%s %s", d->act->word, d->uuid);      /* what it was told stays sealed in its row */
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = d->call->task ? "task.act" : "dossier.act", .object = object,
		.before = d->call->task ? task_state_code(d->task_state) : dossier_state_code(d->state), .after = state, .reason = summary });
}

/* What lists show of a task: the reason by its name, and what was said about it. */
static void note_of(const struct doing *d, struct buf *out)
{
	const char *note = act_arg_text(d, "note"), *reason = act_arg_text(d, "reason");

	for (const struct act_arg *a = d->act->args; a && a->name; a++)
		if (a->type == ARG_CHOICE && strcmp(a->name, "reason") == 0)
			buf_text(out, act_choice_name(a->choices, reason));
	if (!out->len && !*note)
		buf_text(out, *reason ? reason : act_arg_text(d, "lines"));
	else
		buf_format(out, "%s%s", out->len && *note ? ":" : "", note);
}

static void move_task(struct doing *d, struct batch *b)
{
	enum task_state to = (enum task_state)d->act->to;
	struct buf note;

	buf_init(&note, BUF_LARGE);
	note_of(d, &note);
	if (d->said)
		batch_add(b, Q_TASK_MOVE, ARGS(value_int(d->task), value_text(task_state_code(to)), value_int(d->said->seq),
			value_text(d->said->department_no), value_text(d->said->by), value_text(note.len ? note.data : d->said->note),
			value_int(d->now)));
	else
		batch_add(b, Q_ACT_TASK_MOVE, ARGS(value_int(d->task), value_text(task_state_code(d->task_state)),
			value_text(task_state_code(to)), value_text(note.len ? note.data : ""), value_int(d->now)));
	buf_release(&note);
	if (to == TASK_REFUSED || to == TASK_VOID)
		act_end_after(d, b);
	follow_task_in(d->h, b, d->by, d->dossier, d->number, d->task, d->call->task, to, &d->delivery);
}

static void move(struct doing *d, struct batch *b)
{
	if (d->act->scope == ACT_TASK) {
		move_task(d, b);
	} else if (d->act->to != ACT_STAYS) {
		batch_add(b, Q_DOSSIER_MOVE, ARGS(value_int(d->dossier), value_text(dossier_state_code(d->state)),
			value_text(dossier_state_code((enum dossier_state)d->act->to)), value_int(d->now)));
		batch_add(b, Q_PROPOSAL_OVERTAKEN, ARGS(value_int(d->dossier), value_int(d->by->staff_id), value_int(d->now)));
	} else {
		follow_dossier_in(d->h, b, d->by, d->dossier, d->number);
	}
}

void act_write(struct doing *d, struct batch *b)
{
	act_row_in(d, b, d->act->scope == ACT_TASK ? task_state_code((enum task_state)d->act->to) :
		dossier_state_code(d->act->to == ACT_STAYS ? d->state : (enum dossier_state)d->act->to));
	if (d->call->expired)                        /* before its clock stops */
		batch_add(b, Q_CLOCK_PROPOSAL_END, ARGS(value_int(d->call->expired), value_int(d->now), value_int(d->by->staff_id),
			value_text(d->act->name), value_text(d->number)));
	act_effect(d, b);
	move(d, b);
	act_paper_in(d, b);
}

bool act_proposes(struct hall *h, const struct act *act)
{
	return act->second && hall_int(h, "refuse.confirm") != 0;
}

/* --- in the transaction -------------------------------------------------------------------------------------------------- */

static bool seen(struct doing *d, const struct rows *r)
{
	if (rows_count(r) == 0)
		return false;
	d->out->again = true;
	snprintf(d->out->state, sizeof d->out->state, "%s", rows_text(r, 0, 4));
	if (d->call->task)
		snprintf(d->out->task_state, sizeof d->out->task_state, "%s", rows_text(r, 0, 2));
	return true;
}

/* It waits for a second person already: the first one pressed twice. */
static bool proposed(struct doing *d, const struct rows *r)
{
	if (d->proposal || rows_count(r) == 0)
		return false;
	d->out->again = true;
	d->out->proposal = rows_int(r, 0, 0);
	snprintf(d->out->state, sizeof d->out->state, "%s", dossier_state_code(d->state));
	return true;
}

enum status act_decide(struct batch *b, void *ctx, struct err *err)
{
	struct doing *d = ctx;
	enum status st;

	d->out->again = d->refused = d->take_in = false;     /* a batch may run again */
	d->out->proposal = 0;
	if ((d->stale = !hall_calendar_current(d->h, batch_rows(b, d->stamp))))
		return err_set(err, ST_CONFLICT, "E-6432", "工作日历正在更换,「%s」没有办成,没有改动。请再按一次。", d->act->name);
	if (seen(d, batch_rows(b, d->steps[ACT_READS_SEEN])))
		return ST_OK;
	if ((st = act_read_dossier(d, batch_rows(b, d->steps[ACT_READS_DOSSIER]), err)) != ST_OK)
		return st;
	if (proposed(d, batch_rows(b, d->steps[ACT_READS_PROPOSED])))
		return ST_OK;
	if (d->act->scope == ACT_TASK && (st = act_read_task(d, batch_rows(b, d->steps[ACT_READS_TASKS]), err)) != ST_OK)
		return st;
	if ((st = act_check(d, b, err)) != ST_OK)
		return st;
	if (d->look)                                 /* what a rule has begun, a clock, goes back with the transaction */
		return ST_CANCELLED;
	if (!d->proposal && act_proposes(d->h, d->act)) {
		act_propose(d, b);
		return ST_OK;
	}
	if (d->proposal)
		batch_add(b, Q_PROPOSAL_END, ARGS(value_int(d->proposal->id), value_text("done"), value_int(d->by->staff_id),
			value_int(d->now), value_text("")));
	act_write(d, b);
	return FAULT("act.before-commit") ? err_set(err, ST_IO, "E-6431", "写入中断,没有改动。请重试。") : ST_OK;
}

void act_reads_in(struct doing *d, struct batch *b)
{
	static const enum query reads[ACT_READS] = { Q_ACT_DOSSIER, Q_ACT_TASKS, Q_ACT_MATERIALS, Q_ACT_DEFERRALS, Q_ACT_CLOCKS,
		Q_ACT_DONE, Q_ACT_SNAPSHOT, Q_RESULT_LIST, Q_PICKUP_STATE, Q_ACT_AUTHORITIES, Q_ACT_ENTRUSTING, Q_ACT_BY_UUID, Q_PROPOSAL_BY_UUID };

	for (int i = 0; i < ACT_READS; i++)
		d->steps[i] = batch_add(b, reads[i], ARGS(value_text(i >= ACT_READS_SEEN ? d->uuid : d->call->number)));
	d->stamp = batch_add(b, Q_CALENDAR_STAMP, NULL, 0);
}

/* --- around it ------------------------------------------------------------------------------------------------------------- */

/* R4: a new connection knows whether it happened. */
enum status act_resolve(struct doing *d, struct err *err)
{
	enum query where = d->out->proposal ? Q_PROPOSAL_BY_UUID : Q_ACT_BY_UUID;
	struct rows *rows = NULL;
	enum status st = FAULT("act.resolve") ? ST_IO : hall_reopen(d->h, err);

	if (st == ST_OK)
		st = store_read(d->h->store, where, ARGS(value_text(d->uuid)), &rows, err);
	if (st != ST_OK)
		st = err_set(err, ST_UNKNOWN, "E-6430", "「%s」的结果不明(可能已办,也可能未办)。请过一会再按一次:同一件不会办两次。", d->act->name);
	else if (rows_count(rows) == 0)
		st = err_set(err, ST_IO, "E-6431", "写入时出错,经核对「%s」没有办成,没有改动。请再按一次。", d->act->name);
	rows_free(rows);
	return st;
}

/* What the dossier and the task are now, for the one who asked. */
enum status act_tell(struct doing *d, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(d->h->store, Q_ACT_DOSSIER, ARGS(value_text(d->call->number)), &rows, err);

	if (st == ST_OK && rows_count(rows))
		snprintf(d->out->state, sizeof d->out->state, "%s", rows_text(rows, 0, 3));
	rows_free(rows);
	rows = NULL;
	if (st == ST_OK && d->call->task && (st = store_read(d->h->store, Q_ACT_TASKS, ARGS(value_text(d->call->number)), &rows, err)) == ST_OK)
		for (size_t i = 0; i < rows_count(rows); i++)
			if (rows_int(rows, i, 1) == d->call->task)
				snprintf(d->out->task_state, sizeof d->out->task_state, "%s", rows_text(rows, i, 2));
	rows_free(rows);
	rows = NULL;
	if (st == ST_OK && d->out->proposal && (st = store_read(d->h->store, Q_PROPOSAL_BY_UUID, ARGS(value_text(d->uuid)), &rows, err)) == ST_OK)
		d->out->proposal = rows_int(rows, 0, 0);
	rows_free(rows);
	return st;
}

/* A try that a rule refused leaves a trace (W-4); that it could not be written must not hide why it was refused. */
void act_trace_refusal(struct doing *d, const struct err *why)
{
	char object[64];
	struct err err;

	snprintf(object, sizeof object, d->call->task ? "%.40s/%d" : "%.40s", d->call->number, d->call->task);
	struct batch *b = batch_new("refused");
	if (d->wrong_code)
		act_wrong_code(d, b);
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "act.refused", .object = object, .after = d->act->word, .reason = why->code });
	if (store_submit(d->h->store, b, &err) != ST_OK)
		log_line(LOG_ERROR, "refusal of %s on %s left no trace: %s", d->act->word, object, err.text);
	batch_free(b);
}

enum status act_conflict(const struct doing *d, const struct batch *b, struct err *err)
{
	if (strcmp(batch_failed(b), "proposal_insert") == 0)
		return err_set(err, ST_REFUSED, "E-6405", "办件 %s 的「%s」已经有人提请,等另一个人答复。没有改动。", d->call->number, d->act->name);
	if (strcmp(batch_failed(b), "clock_proposal_end") == 0)
		return err_set(err, ST_REFUSED, "E-6436", "办件 %s 的这一项期满待定已经有人定了。没有改动。", d->call->number);
	return err_set(err, ST_CONFLICT, "E-6432", "办件 %s 同时被别处改动了,「%s」没有办成。请刷新后再看。", d->call->number, d->act->name);
}

/* Once, by the calendar as it is now: its days are checked again inside the transaction. */
static enum status run_once(struct doing *d, struct err *err)
{
	struct batch *b;
	enum status st = clock_deadline(d->h, CLOCK_K4, false, d->today, &d->delivery, err);

	d->stale = false;
	if (st == ST_OK)
		st = hall_calendar(d->h, &d->calendar, err);         /* last: the next call may free what this one gave */
	if (st == ST_OK && FAULT("act.calendar-read"))
		st = err_set(err, ST_IO, "E-6431", "写入中断,没有改动。请重试。");
	if (st != ST_OK) {
		deadline_release(&d->delivery);
		return st;
	}
	b = batch_new("act");
	act_reads_in(d, b);
	batch_then(b, act_decide, d);
	st = store_submit(d->h->store, b, err);
	if (st == ST_CONFLICT && !d->stale)
		st = act_conflict(d, b, err);
	batch_free(b);
	deadline_release(&d->delivery);
	return st;
}

enum status act_run(struct doing *d, struct err *err)
{
	enum status st = FAULT("act.begin") ? err_set(err, ST_IO, "E-6431", "写入中断,没有改动。请重试。") : hall_writable(d->h, err);

	if (st == ST_OK)
		st = hall_clock_check(d->h, err);
	if (st != ST_OK)
		return st;
	for (int i = 0; i < CALENDAR_TRIES && (i == 0 || d->stale); i++)
		st = run_once(d, err);
	if (st == ST_OK && FAULT("act.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		st = act_resolve(d, err);
	if (st == ST_OK && !d->out->again)
		st = act_tell(d, err);
	if (d->refused)
		act_trace_refusal(d, err);
	return st;
}

/* As it was taken in, with what came in since (request_continue); a desk opens it first, a script does not. */
static enum status take_in(struct doing *d, struct err *err)
{
	struct accepted done;
	struct request r;
	enum status st;

	if (strcmp(d->act->word, "deem") == 0) {
		st = dossier_deem(d->h, d->call->number, &done, err);
	} else {
		st = request_continue(d->h, d->by, d->call->number, &r, err);
		if (st == ST_OK && d->call->uuid)
			snprintf(r.accept_uuid, sizeof r.accept_uuid, "%s", d->call->uuid);
		if (st == ST_OK)
			st = dossier_accept(d->h, d->by, &r, &done, NULL, err);
		request_release(&r);
	}
	if (st != ST_OK)
		return st;
	d->out->again = done.again;
	return act_tell(d, err);
}

enum status act_unknown(const struct act_call *call, struct err *err)
{
	return err_at(err, ST_NOINPUT, "E-6401", "act", "没有“%.40s”这种操作。没有改动。%s", call->word,
		call->task ? "任务的操作见 yichuang act --help。" : "办件的操作见 yichuang act --help。");
}

enum status dossier_act(struct hall *h, const struct actor *by, const struct act_call *call, struct acted *out, struct err *err)
{
	struct doing d = { .h = h, .by = by, .call = call, .now = clock_wall_ms(), .today = clock_today(), .done_day = clock_today(), .out = out };
	enum status st;

	*out = (struct acted){ .act = act_find(call->task ? ACT_TASK : ACT_DOSSIER, call->word), .task = call->task };
	snprintf(out->number, sizeof out->number, "%s", call->number);
	if (call->task && strcmp(call->word, act_at_once.word) == 0)
		out->act = &act_at_once;
	if (!(d.act = out->act))
		return act_unknown(call, err);
	if (call->uuid)
		snprintf(d.uuid, sizeof d.uuid, "%s", call->uuid);
	else
		crypto_uuid(d.uuid);
	if (d.act == &act_at_once)
		return act_at_once_do(&d, err);
	st = act_args_read(&d, err);
	if (st == ST_OK)
		st = act_run(&d, err);
	if (d.take_in)
		st = take_in(&d, err);
	json_decref(d.data);
	return st;
}

enum status dossier_act_look(struct hall *h, const struct actor *by, const struct act *act, const struct act_call *call, const char *name,
	struct err *err)
{
	struct acted out = { .act = act, .task = call->task };
	struct doing d = { .h = h, .by = by, .act = act, .call = call, .now = clock_wall_ms(), .today = clock_today(), .done_day = clock_today(),
		.out = &out, .look = true };

	snprintf(d.uuid, sizeof d.uuid, "%s", call->uuid ? call->uuid : "");
	err_clear(err);
	enum status st = act_args_read(&d, err);
	if (st == ST_OK && call->number && act != &act_at_once)      /* whose steps are not yet in the states that theirs want */
		st = run_once(&d, err);
	if (st != ST_OK && d.wrong_code)
		act_trace_refusal(&d, err);
	json_decref(d.data);
	return st != ST_OK && strcmp(err->where, name) == 0 ? st : ST_OK;
}

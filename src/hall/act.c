/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "hall/accept.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/follow.h"
#include "hall/own.h"

/* The one door through which a dossier changes after it was taken in. */

enum status act_refuse(struct doing *d, struct err *err, const char *code, const char *format, ...)
{
	char why[240];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	text_mend(why);
	d->refused = true;
	return err_set(err, ST_REFUSED, code, "%s(%s)。没有改动。", why, d->act->rule);
}

int act_row_of(const struct rows *r, int column, const char *text)
{
	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, column), text) == 0)
			return (int)i;
	return -1;
}

int act_done(const struct doing *d, const struct batch *b, const char *word)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_DONE]);
	int n = 0;

	for (size_t i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, 1), word) == 0 && (d->act->scope == ACT_DOSSIER || rows_int(r, i, 0) == d->call->task))
			n += (int)rows_int(r, i, 2);
	return n;
}

/* --- what stands against it ----------------------------------------------------------------------------------------- */

static enum status read_dossier(struct doing *d, const struct rows *r, struct err *err)
{
	if (rows_count(r) == 0)
		return err_at(err, ST_NOINPUT, "E-6101", "number", "没有受理号为 %.40s 的办件。请核对受理号,或按姓名、证件号查找。", d->call->number);
	int state = dossier_state_from_code(rows_text(r, 0, 3));
	if (state < 0)
		return err_set(err, ST_CORRUPT, "E-6106", "办件 %s 的状态“%.8s”不认识,没有改动。请联系管理员。", d->call->number, rows_text(r, 0, 3));
	d->dossier = rows_int(r, 0, 0);
	snprintf(d->number, sizeof d->number, "%s", rows_text(r, 0, 1));
	d->state = (enum dossier_state)state;
	d->received_day = (day_t)rows_int(r, 0, 6);
	return ST_OK;
}

static enum status read_task(struct doing *d, const struct rows *r, struct err *err)
{
	for (size_t i = 0; i < rows_count(r); i++) {
		int state = task_state_from_code(rows_text(r, i, 2));
		if (rows_int(r, i, 1) != d->call->task)
			continue;
		if (state < 0)
			return err_set(err, ST_CORRUPT, "E-6106", "任务 %s 的状态“%.8s”不认识,没有改动。请联系管理员。", rows_text(r, i, 6),
				rows_text(r, i, 2));
		d->task = rows_int(r, i, 0);
		d->task_state = (enum task_state)state;
		snprintf(d->department, sizeof d->department, "%s", rows_text(r, i, 3));
		snprintf(d->task_no, sizeof d->task_no, "%s", rows_text(r, i, 6));
		return ST_OK;
	}
	return err_at(err, ST_NOINPUT, "E-6107", "task", "办件 %s 没有第 %d 项任务。没有改动。", d->number, d->call->task);
}

/* W-14. A department's person does it with his own tasks only. */
static enum status may(struct doing *d, struct err *err)
{
	unsigned who = d->proposal ? d->act->second : d->act->by;
	char names[120];

	if (staff_role_in(d->by->role, BY(DEPARTMENT)) && d->act->scope == ACT_TASK && strcmp(d->by->department, d->department) != 0) {
		d->refused = true;
		return err_set(err, ST_DENIED, "E-6402", "这项任务不是你部门的,不能「%s」(W-14)。没有改动。", d->act->name);
	}
	if (staff_role_in(d->by->role, who))
		return ST_OK;
	act_roles(who & ~BY(SYSTEM), names, sizeof names);
	d->refused = true;
	if (!*names)
		return err_set(err, ST_DENIED, "E-6402", "「%s」由系统自动进行,不能由人来做(W-14)。没有改动。", d->act->name);
	return err_set(err, ST_DENIED, "E-6402", "「%s」只能由%s来做(W-14)。没有改动。", d->act->name, names);
}

/* What can be done instead, for the sentence that refuses. */
static void possible_now(const struct doing *d, int state, char *out, size_t n)
{
	size_t used = 0;

	*out = '\0';
	for (const struct act *const *a = acts; *a && used + 24 < n; a++)
		if ((*a)->scope == d->act->scope && act_possible(*a, state) && ((*a)->by & ~BY(SYSTEM)))
			used += (size_t)snprintf(out + used, n - used, "%s%s", used ? "、" : "", (*a)->name);
}

static enum status possible(struct doing *d, struct err *err)
{
	bool task = d->act->scope == ACT_TASK;
	int state = task ? (int)d->task_state : (int)d->state;
	char instead[160];

	if (act_possible(d->act, state))
		return ST_OK;
	possible_now(d, state, instead, sizeof instead);
	return act_refuse(d, err, "E-6404", "%s现在是「%s」,不能「%s」;%s%s", task ? "任务" : "办件",
		task ? task_state_name(d->task_state) : dossier_state_name(d->state), d->act->name, *instead ? "现在可以:" : "已经到头",
		instead);
}

/* --- what it writes --------------------------------------------------------------------------------------------------- */

static void add_act(struct doing *d, struct batch *b, const char *state)
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

static void move(struct doing *d, struct batch *b)
{
	if (d->act->scope == ACT_TASK) {
		const char *note = act_arg_text(d, "note");
		batch_add(b, Q_ACT_TASK_MOVE, ARGS(value_int(d->task), value_text(task_state_code(d->task_state)),
			value_text(task_state_code((enum task_state)d->act->to)), value_text(*note ? note : act_arg_text(d, "reason")),
			value_int(d->now)));
		follow_task_in(d->h, b, d->by, d->dossier, d->number, d->task, d->call->task, (enum task_state)d->act->to,
			&d->delivery);
	} else if (d->act->to != ACT_STAYS) {
		batch_add(b, Q_DOSSIER_MOVE, ARGS(value_int(d->dossier), value_text(dossier_state_code(d->state)),
			value_text(dossier_state_code((enum dossier_state)d->act->to)), value_int(d->now)));
		batch_add(b, Q_PROPOSAL_OVERTAKEN, ARGS(value_int(d->dossier), value_int(d->by->staff_id), value_int(d->now)));
	} else {
		follow_dossier_in(d->h, b, d->by, d->dossier, d->number);
	}
}

static const struct act_rule *rule_of(const struct act *act)
{
	const struct act_rule *r = act->scope == ACT_TASK ? act_task_rules : act_dossier_rules;

	while (r->word && strcmp(r->word, act->word) != 0)
		r++;
	return r;
}

static bool wants_second(const struct doing *d)
{
	return d->act->second && !d->proposal && hall_int(d->h, "refuse.confirm") != 0;
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

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct doing *d = ctx;
	const struct act_rule *rule = rule_of(d->act);
	enum status st;

	d->out->again = d->refused = d->take_in = false;     /* a batch may run again */
	d->out->proposal = 0;
	if ((d->stale = !hall_calendar_current(d->h, batch_rows(b, d->stamp))))
		return err_set(err, ST_CONFLICT, "E-6432", "工作日历正在更换,「%s」没有办成,没有改动。请再按一次。", d->act->name);
	if (seen(d, batch_rows(b, d->steps[ACT_READS_SEEN])))
		return ST_OK;
	if ((st = read_dossier(d, batch_rows(b, d->steps[ACT_READS_DOSSIER]), err)) != ST_OK)
		return st;
	if (proposed(d, batch_rows(b, d->steps[ACT_READS_PROPOSED])))
		return ST_OK;
	if (d->act->scope == ACT_TASK && (st = read_task(d, batch_rows(b, d->steps[ACT_READS_TASKS]), err)) != ST_OK)
		return st;
	if ((st = may(d, err)) != ST_OK || (st = possible(d, err)) != ST_OK || (rule->guard && (st = rule->guard(d, b, err)) != ST_OK))
		return st;
	if (wants_second(d)) {
		act_propose(d, b);
		return ST_OK;
	}
	const char *state = d->act->scope == ACT_TASK ? task_state_code((enum task_state)d->act->to) :
		d->act->to == ACT_STAYS ? dossier_state_code(d->state) : dossier_state_code((enum dossier_state)d->act->to);
	if (d->proposal)
		batch_add(b, Q_PROPOSAL_END, ARGS(value_int(d->proposal->id), value_text("done"), value_int(d->by->staff_id),
			value_int(d->now), value_text("")));
	add_act(d, b, state);
	if (d->call->expired)                        /* before its clock stops */
		batch_add(b, Q_CLOCK_PROPOSAL_END, ARGS(value_int(d->call->expired), value_int(d->now), value_int(d->by->staff_id),
			value_text(d->act->name), value_text(d->number)));
	if (rule->effect)
		rule->effect(d, b);
	move(d, b);
	act_paper_in(d, b);
	return FAULT("act.before-commit") ? err_set(err, ST_IO, "E-6431", "写入中断,没有改动。请重试。") : ST_OK;
}

static struct batch *make_batch(struct doing *d)
{
	struct batch *b = batch_new("act");
	static const enum query reads[ACT_READS] = { Q_ACT_DOSSIER, Q_ACT_TASKS, Q_ACT_MATERIALS, Q_ACT_DEFERRALS, Q_ACT_CLOCKS,
		Q_ACT_DONE, Q_ACT_SNAPSHOT, Q_RESULT_LIST, Q_PICKUP_STATE, Q_ACT_BY_UUID, Q_PROPOSAL_BY_UUID };

	for (int i = 0; i < ACT_READS; i++)
		d->steps[i] = batch_add(b, reads[i], ARGS(value_text(i >= ACT_READS_SEEN ? d->uuid : d->call->number)));
	d->stamp = batch_add(b, Q_CALENDAR_STAMP, NULL, 0);
	batch_then(b, decide, d);
	return b;
}

/* --- around it ------------------------------------------------------------------------------------------------------------- */

/* R4: a new connection knows whether it happened. */
static enum status resolve(struct doing *d, struct err *err)
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
static enum status tell(struct doing *d, struct err *err)
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
static void trace_refusal(struct doing *d, const struct err *why)
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
	b = make_batch(d);
	st = store_submit(d->h->store, b, err);
	bool met = st == ST_CONFLICT && !d->stale;
	if (met && strcmp(batch_failed(b), "proposal_insert") == 0)
		st = err_set(err, ST_REFUSED, "E-6405", "办件 %s 的「%s」已经有人提请,等另一个人答复。没有改动。", d->call->number, d->act->name);
	else if (met && strcmp(batch_failed(b), "clock_proposal_end") == 0)
		st = err_set(err, ST_REFUSED, "E-6436", "办件 %s 的这一项期满待定已经有人定了。没有改动。", d->call->number);
	else if (met)
		st = err_set(err, ST_CONFLICT, "E-6432", "办件 %s 同时被别处改动了,「%s」没有办成。请刷新后再看。", d->call->number, d->act->name);
	batch_free(b);
	deadline_release(&d->delivery);
	return st;
}

#define CALENDAR_TRIES 3             /* nobody imports three calendars in a second */

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
		st = resolve(d, err);
	if (st == ST_OK && !d->out->again)
		st = tell(d, err);
	if (d->refused)
		trace_refusal(d, err);
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
	return tell(d, err);
}

enum status act_unknown(const struct act_call *call, struct err *err)
{
	return err_at(err, ST_NOINPUT, "E-6401", "act", "没有“%.40s”这种操作。没有改动。%s", call->word,
		call->task ? "任务的操作见 yichuang act --help。" : "办件的操作见 yichuang act --help。");
}

enum status dossier_act(struct hall *h, const struct actor *by, const struct act_call *call, struct acted *out, struct err *err)
{
	struct doing d = { .h = h, .by = by, .call = call, .now = clock_wall_ms(), .today = clock_today(), .out = out };
	enum status st;

	*out = (struct acted){ .act = act_find(call->task ? ACT_TASK : ACT_DOSSIER, call->word), .task = call->task };
	snprintf(out->number, sizeof out->number, "%s", call->number);
	if (!(d.act = out->act))
		return act_unknown(call, err);
	if (call->uuid)
		snprintf(d.uuid, sizeof d.uuid, "%s", call->uuid);
	else
		crypto_uuid(d.uuid);
	st = act_args_read(&d, err);
	if (st == ST_OK)
		st = act_run(&d, err);
	if (d.take_in)
		st = take_in(&d, err);
	json_decref(d.data);
	return st;
}

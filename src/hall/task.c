/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/outbox.h"
#include "hall/own.h"
#include "hall/staff.h"

/* What a department says about a task: one transaction an event, with the feed's cursor. It becomes the act that leads to the state
 * it tells (law/act.h), and goes through the same door as one that is done here (hall/act.h): what its rules refuse is not applied,
 * stands on record with the reason, and wants somebody at the window. */

#define DETAILS_MOST 32
#define NOTE_MOST 200                    /* characters, as in law/act.c */

struct applying {
	struct hall *h;
	const char *department, *cursor;
	const struct task_event *e;
	struct actor by;
	enum task_answer answer;
	struct doing d;
	struct act_call call;
	struct act_value values[DETAILS_MOST];
	struct told told;
	struct acted out;
	/* read inside the transaction */
	int found;
	int64_t outbox;
	day_t since;                     /* before it nothing can have been done: the message was written, or another thing told */
	struct err refusal;              /* of the first try: this one only records it */
	char note[4 * NOTE_MOST + 1], department_name[96];
};

static void trace(struct batch *b, const struct applying *a, const char *act, const char *before, const char *after,
	const char *reason)
{
	char object[64];

	snprintf(object, sizeof object, "%s/%d", a->d.number, a->call.task);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = act, .object = object, .before = before, .after = after,
		.reason = reason });
}

/* --- the task ---------------------------------------------------------------------------------------------------- */

static void record(struct batch *b, const struct applying *a, const char *answer, const char *act, const char *why)
{
	const struct task_event *e = a->e;

	batch_add(b, Q_TASK_EVENT_INSERT, ARGS(value_int(a->d.task), value_int(a->told.seq), value_text(e->state), value_int(e->at),
		value_int(a->d.now), value_text(answer), value_text(e->by), value_text(e->note), value_text(act), value_text(why)));
}

/* News about a message of which we never heard that it arrived: it did. */
static void arrived(struct batch *b, struct applying *a)
{
	batch_add(b, Q_OUTBOX_DELIVERED, ARGS(value_int(a->outbox)));
	batch_add(b, Q_TASK_DELIVERED, ARGS(value_int(a->d.task), value_text(a->e->department_no), value_int(a->d.now)));
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "outbox.delivered", .object = a->d.number,
		.before = a->department, .after = a->e->department_no, .reason = "部门的进度通报证实已送达" });
	batch_add(b, Q_OUTBOX_WAKE, ARGS(value_int(a->d.task), value_int(a->d.now)));
	a->d.task_state = TASK_SENT;
}

static bool told_twice(const struct applying *a, const char *name)
{
	for (size_t i = 0; i < a->call.count; i++)
		if (strcmp(a->values[i].name, name) == 0)
			return true;
	return false;
}

/* What the act wants to be told, and no more: later versions of the contract add members. `note` is one of them where the act
 * knows it and it is fit for a paper; the whole of it stands with the event. */
static enum status take_details(struct applying *a, struct err *err)
{
	const struct task_event *e = a->e;
	size_t n = 0, at;

	a->call.count = 0;
	a->call.values = a->values;
	if (e->details_bad)
		return err_at(err, ST_DATA, "E-6403", "details", "details 读不懂(应为对象:名称和文字或整数)。");
	for (size_t i = 0; i < e->detail_count; i++) {
		if (!act_arg_known(a->d.act, e->details[i].name))
			continue;
		if (n == DETAILS_MOST - 1)
			return err_at(err, ST_DATA, "E-6403", "details", "details 太多。");
		a->values[n++] = e->details[i];
		a->call.count = n;
	}
	if (*e->note && act_arg_known(a->d.act, "note") && !told_twice(a, "note")) {
		text_copy(a->note, sizeof a->note, e->note);
		if (text_count(a->note) <= NOTE_MOST && text_check(a->note, strlen(a->note), &at) == TEXT_FINE)
			a->values[a->call.count++] = (struct act_value){ "note", a->note };
	}
	return act_args_read(&a->d, err);
}

/* May it be? The act that it is, checked as one of ours would be. */
static enum status legal(struct batch *b, struct applying *a, struct err *err)
{
	struct doing *d = &a->d;
	int to = task_state_from_code(a->e->state);
	char said[11], since[11];
	enum status st;

	json_decref(d->data);                        /* a batch may run again */
	d->data = NULL;
	d->refused = false;
	d->act = to < 0 ? NULL : act_between(ACT_TASK, (int)d->task_state, to, BY(DEPARTMENT));
	if (!d->act)
		return err_set(err, ST_REFUSED, "E-6404", "部门通报的状态「%s」不能接在「%s」之后。", to < 0 ? "?" :
			task_state_name((enum task_state)to), task_state_name(d->task_state));
	a->call.word = d->act->word;
	if (d->done_day < a->since)
		return err_set(err, ST_REFUSED, "E-6448", "通报的办理时间 %s 早于任务推送或上一次通报的日子 %s,不采用(%s)。", day_iso(d->done_day, said),
			day_iso(a->since, since), d->act->rule);
	if ((st = take_details(a, err)) != ST_OK)
		return st;
	if (*a->e->by)
		json_object_set_new(d->data, "handler", json_string(a->e->by));
	if ((st = act_read_dossier(d, batch_rows(b, d->steps[ACT_READS_DOSSIER]), err)) == ST_OK)
		st = act_check(d, b, err);
	return st;
}

/* Art. 38, V-2: a department says no and not why. Its message is not taken, and there is a card for it. */
static void caution_of_refusal(struct batch *b, const struct applying *a)
{
	const struct act *act = a->d.act;
	char object[40];

	if (!act || act->to != (int)TASK_REFUSED || a->e->details_bad)
		return;
	for (size_t i = 0; i < a->e->detail_count; i++)
		if (strcmp(a->e->details[i].name, "reason") == 0 && *a->e->details[i].value)
			return;
	snprintf(object, sizeof object, "%.23s/%d", a->d.number, a->call.task);
	caution_in(a->h, b, &a->by, &(struct caution_new){ .rule = CAUTION_REFUSAL, .light = LIGHT_RED, .object = object,
		.dossier = a->d.dossier, .item = a->call.task, .due = DAY_NONE, .responsible = a->department_name,
		.words = "部门通报不予,没有写明理由,不采用" }, NULL);
}

static void refuse(struct batch *b, struct applying *a, const char *before, const struct err *err)
{
	char why[sizeof err->code + sizeof err->text + 2];

	snprintf(why, sizeof why, "%s %s", err->code, err->text);
	a->answer = TASK_ILLEGAL;
	record(b, a, "illegal", "", why);
	batch_add(b, Q_TASK_SEEN, ARGS(value_int(a->d.task), value_int(a->told.seq)));
	trace(b, a, "task.illegal", before, a->e->state, why);
	caution_of_refusal(b, a);
}

static void apply(struct batch *b, struct applying *a)
{
	const struct task_event *e = a->e;
	const char *before = task_state_code(a->d.task_state);
	struct err err;

	if (a->d.task_state == TASK_PENDING || a->d.task_state == TASK_FAILED)
		arrived(b, a);
	if (a->d.task_state == TASK_SENT && task_state_from_code(e->state) == (int)TASK_SENT) {      /* told again */
		a->answer = TASK_APPLIED;
		record(b, a, "applied", "", "");
		batch_add(b, Q_TASK_MOVE, ARGS(value_int(a->d.task), value_text(e->state), value_int(a->told.seq), value_text(e->department_no),
			value_text(e->by), value_text(e->note), value_int(a->d.now)));
		trace(b, a, "task.state", before, e->state, "");
	} else if (a->refusal.status != ST_OK) {
		refuse(b, a, before, &a->refusal);
	} else if (legal(b, a, &err) != ST_OK) {
		refuse(b, a, before, &err);
	} else {
		a->answer = TASK_APPLIED;
		record(b, a, "applied", a->d.uuid, "");
		trace(b, a, "task.state", before, e->state, "");
		act_write(&a->d, b);
	}
}

/* Inside the transaction: whose task is it, and have we seen this? */
static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct applying *a = ctx;
	const struct task_event *e = a->e;
	const struct rows *r = batch_rows(b, a->found);

	a->answer = TASK_STRANGE;
	if ((a->d.stale = !hall_calendar_current(a->h, batch_rows(b, a->d.stamp))))
		return err_set(err, ST_CONFLICT, "E-6432", "工作日历正在更换,稍后再看");
	if (rows_count(r) == 0 || strcmp(rows_text(r, 0, 8), a->department) != 0 || strcmp(rows_text(r, 0, 6), e->dossier) != 0)
		return ST_OK;
	if (rows_int(r, 0, 10)) {                    /* of a message that another one supersedes */
		a->answer = TASK_SKIPPED;
		return ST_OK;
	}
	const char *known = rows_text(r, 0, 3);
	int from = task_state_from_code(rows_text(r, 0, 1));
	if ((*known && strcmp(known, e->department_no) != 0) || from < 0)
		return ST_OK;
	a->answer = TASK_SKIPPED;
	a->told.seq = e->seq + rows_int(r, 0, 9);
	if (e->seq > INT32_MAX || a->told.seq <= rows_int(r, 0, 2))
		return ST_OK;
	a->d.task = rows_int(r, 0, 0);
	a->d.task_state = (enum task_state)from;
	a->d.dossier = rows_int(r, 0, 5);
	a->call.task = (int)rows_int(r, 0, 4);
	snprintf(a->d.number, sizeof a->d.number, "%s", rows_text(r, 0, 6));
	text_copy(a->d.department, sizeof a->d.department, a->department);
	text_copy(a->department_name, sizeof a->department_name, rows_text(r, 0, 13));
	a->outbox = rows_int(r, 0, 7);
	a->since = clock_day_of(rows_int(r, 0, 11) > rows_int(r, 0, 12) ? rows_int(r, 0, 11) : rows_int(r, 0, 12));
	apply(b, a);
	return ST_OK;
}

/* When the department says that it was done, never after today, nor before `since` (legal). When it was read is on record beside it. */
static day_t done_day(const struct task_event *e, day_t today)
{
	day_t day = clock_day_of(e->at);

	return day < today ? day : today;
}

static void applying_begin(struct applying *a)
{
	const struct task_event *e = a->e;

	a->told = (struct told){ .department_no = e->department_no, .by = e->by, .note = e->note };
	a->call.number = e->dossier;
	a->d = (struct doing){ .h = a->h, .by = &a->by, .call = &a->call, .said = &a->told, .now = clock_wall_ms(), .today = clock_today(),
		.out = &a->out };
	a->d.done_day = done_day(e, a->d.today);
	crypto_uuid(a->d.uuid);
}

/* What the rules, a clock or a table refuse. What cannot be written at all is none of the department's. */
static bool is_refusal(enum status st)
{
	return st == ST_REFUSED || st == ST_DENIED || st == ST_DATA || st == ST_CONFLICT;
}

static enum status submit(struct applying *a, struct err *err)
{
	struct batch *b = batch_new("task.apply");

	a->found = batch_add(b, Q_TASK_BY_KEY, ARGS(value_text(a->e->key)));
	act_reads_in(&a->d, b);
	batch_then(b, decide, a);
	if (a->cursor)
		batch_add(b, Q_DEPARTMENT_CURSOR, ARGS(value_text(a->department), value_text(a->cursor), value_int(a->d.now)));
	enum status st = store_submit(hall_store(a->h), b, err);
	batch_free(b);
	return st;
}

/* By the calendar as it is now: its days are checked again inside the transaction. */
static enum status apply_now(struct applying *a, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < CALENDAR_TRIES && (i == 0 || a->d.stale); i++) {
		deadline_release(&a->d.delivery);
		a->d.stale = false;
		st = clock_deadline(a->h, CLOCK_K4, false, a->d.today, &a->d.delivery, err);
		if (st == ST_OK)
			st = hall_calendar(a->h, &a->d.calendar, err);       /* last: the next call may free what this one gave */
		if (st == ST_OK)
			st = submit(a, err);
	}
	return st;
}

enum status task_apply(struct hall *h, const char *department, const char *cursor, const struct task_event *e,
	enum task_answer *answer, struct err *err)
{
	struct applying *a = mem_alloc(sizeof *a);

	*answer = TASK_STRANGE;
	*a = (struct applying){ .h = h, .department = department, .cursor = cursor, .e = e };
	enum status st = staff_system(h, "", &a->by, err);
	applying_begin(a);
	if (st == ST_OK && FAULT("outbox.event-before"))
		st = err_set(err, ST_IO, "E-6212", "操作中断,稍后重试");
	if (st == ST_OK)
		st = apply_now(a, err);
	if (is_refusal(st) && !a->d.stale && *a->d.number) {         /* a clock would not have it: on record, and the feed goes on */
		a->refusal = *err;
		st = apply_now(a, err);
	}
	if (st == ST_OK)
		*answer = a->answer;
	if (st == ST_OK && a->answer == TASK_STRANGE)
		log_line(LOG_WARNING, "%s: event about %s, which is not ours or not theirs", department, e->key);
	if (st == ST_OK && FAULT("outbox.event-committed"))
		st = err_set(err, ST_IO, "E-6212", "操作中断,稍后重试");
	deadline_release(&a->d.delivery);
	json_decref(a->d.data);
	free(a);
	return st;
}

enum status task_cursor(struct hall *h, const char *department, const char *cursor, struct err *err)
{
	struct batch *b = batch_new("task.cursor");

	batch_add(b, Q_DEPARTMENT_CURSOR, ARGS(value_text(department), value_text(cursor), value_int(clock_wall_ms())));
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/outbox.h"
#include "hall/staff.h"
#include "law/states.h"

/* What a department says about a task, and what follows from it: those that waited go or end (W-12), the dossier moves
 * (W-4), clocks stop. One transaction an event, with the feed's cursor. */

static const char note_ended[] = "前置事项不予,本事项终止";

struct applying {
	struct hall *h;
	const char *department, *cursor;
	const struct task_event *e;
	struct actor by;
	int64_t now;
	enum task_answer answer;
	/* read inside the transaction */
	int found, tasks, dossier_step, ended;
	int64_t task, dossier, outbox, seq;      /* seq: as we count, the department may have begun anew */
	int no;
	enum task_state from;
	char number[24];
	struct deadline delivery;        /* K4, if it is decided today */
};

static void trace(struct batch *b, const struct applying *a, const char *act, const char *before, const char *after,
	const char *reason)
{
	char object[64];

	snprintf(object, sizeof object, "%s/%d", a->number, a->no);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = act, .object = object, .before = before, .after = after,
		.reason = reason });
}

/* --- the dossier ------------------------------------------------------------------------------------------------- */

static bool ended(int s)
{
	return s == TASK_RECALLED || s == TASK_ENDED || s == TASK_VOID;
}

/* W-4, the rows that the system walks by itself: 45 when every open task stands still, 60 when none is open and at
 * least one was decided, else 40 as soon as one has been signed for. `now` when nothing follows. */
static int dossier_follows(const struct rows *tasks, int now)
{
	bool decided = false, moving = false, still = false, signed_for = false;

	for (size_t i = 0; i < rows_count(tasks); i++) {
		int s = task_state_from_code(rows_text(tasks, i, 0));
		if (s < 0)
			continue;
		bool done = task_decided((enum task_state)s);
		decided |= done;
		still |= s == TASK_SPECIAL;
		moving |= !done && !ended(s) && s != TASK_SPECIAL;
		signed_for |= done || s == TASK_WORKING || s == TASK_CORRECTING || s == TASK_SPECIAL || s == TASK_EXTENDED;
	}
	int to = !moving && still ? DOSSIER_SUSPENDED : !moving && decided ? DOSSIER_DECIDED
		: signed_for ? DOSSIER_IN_PROGRESS : now;
	return to != now && dossier_may_go((enum dossier_state)now, (enum dossier_state)to) ? to : now;
}

/* What counts up to a decision stands still. */
static void stop_deciding(struct batch *b, const struct applying *a, int item)
{
	clock_stop_in(b, a->dossier, CLOCK_K2, item, DAY_NONE);
	clock_stop_in(b, a->dossier, CLOCK_K3, item, DAY_NONE);
}

static enum status move_dossier(struct batch *b, void *ctx, struct err *err)
{
	const struct applying *a = ctx;
	const char *code = rows_text(batch_rows(b, a->dossier_step), 0, 0);
	int now = dossier_state_from_code(code);

	(void)err;
	if (now < 0)
		return ST_OK;
	int to = dossier_follows(batch_rows(b, a->tasks), now);
	if (to == now)
		return ST_OK;
	const char *after = dossier_state_code((enum dossier_state)to);
	batch_add(b, Q_DOSSIER_MOVE, ARGS(value_int(a->dossier), value_text(code), value_text(after), value_int(a->now)));
	if (to == DOSSIER_DECIDED)
		stop_deciding(b, a, CLOCK_ANY_ITEM);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "dossier.state", .object = a->number, .before = code,
		.after = after, .reason = "部门任务进展" });
	return ST_OK;
}

/* --- the task ---------------------------------------------------------------------------------------------------- */

static enum status end_messages(struct batch *b, void *ctx, struct err *err)
{
	const struct applying *a = ctx;
	const struct rows *gone = batch_rows(b, a->ended);

	(void)err;
	for (size_t i = 0; i < rows_count(gone); i++) {
		char object[64];
		snprintf(object, sizeof object, "%s/%d", a->number, (int)rows_int(gone, i, 1));
		batch_add(b, Q_OUTBOX_END_TASK, ARGS(value_int(rows_int(gone, i, 0)), value_text(note_ended)));
		audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "task.state", .object = object, .before = "00",
			.after = task_state_code(TASK_ENDED), .reason = note_ended });
	}
	return ST_OK;
}

static void follow(struct batch *b, struct applying *a, enum task_state to)
{
	if (to == TASK_REFUSED) {                    /* W-12: what hangs on it can no longer come to pass */
		a->ended = batch_add(b, Q_TASK_END_AFTER, ARGS(value_int(a->task), value_text(note_ended), value_int(a->now)));
		batch_then(b, end_messages, a);
	} else {
		batch_add(b, Q_OUTBOX_WAKE, ARGS(value_int(a->task), value_int(a->now)));
	}
	if (task_decided(to))
		stop_deciding(b, a, a->no);
	if (to == TASK_GRANTED)
		clock_start_in(b, a->dossier, CLOCK_K4, a->no, &a->delivery);
	if (to == TASK_DELIVERED)
		clock_stop_in(b, a->dossier, CLOCK_K4, a->no, DAY_NONE);
	a->tasks = batch_add(b, Q_TASK_STATES, ARGS(value_int(a->dossier)));
	a->dossier_step = batch_add(b, Q_DOSSIER_STATE, ARGS(value_int(a->dossier)));
	batch_then(b, move_dossier, a);
}

static void record(struct batch *b, const struct applying *a, const char *answer)
{
	const struct task_event *e = a->e;

	batch_add(b, Q_TASK_EVENT_INSERT, ARGS(value_int(a->task), value_int(a->seq), value_text(e->state), value_int(e->at),
		value_int(a->now), value_text(answer), value_text(e->by), value_text(e->note)));
}

/* News about a message of which we never heard that it arrived: it did. */
static void arrived(struct batch *b, struct applying *a)
{
	batch_add(b, Q_OUTBOX_DELIVERED, ARGS(value_int(a->outbox)));
	batch_add(b, Q_TASK_DELIVERED, ARGS(value_int(a->task), value_text(a->e->department_no), value_int(a->now)));
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "outbox.delivered", .object = a->number,
		.before = a->department, .after = a->e->department_no, .reason = "部门的进度通报证实已送达" });
	a->from = TASK_SENT;
}

static void apply(struct batch *b, struct applying *a)
{
	const struct task_event *e = a->e;
	const char *before = task_state_code(a->from);
	int to = task_state_from_code(e->state);

	if (a->from == TASK_PENDING || a->from == TASK_FAILED)
		arrived(b, a);
	bool told_again = to == (int)TASK_SENT && a->from == TASK_SENT;
	if (to < 0 || (!told_again && !task_may_go(a->from, (enum task_state)to))) {
		a->answer = TASK_ILLEGAL;
		record(b, a, "illegal");
		batch_add(b, Q_TASK_SEEN, ARGS(value_int(a->task), value_int(a->seq)));
		trace(b, a, "task.illegal", before, e->state, "部门通报的状态不能接在现在的状态之后,没有采用");
		return;
	}
	a->answer = TASK_APPLIED;
	record(b, a, "applied");
	batch_add(b, Q_TASK_MOVE, ARGS(value_int(a->task), value_text(e->state), value_int(a->seq), value_text(e->department_no),
		value_text(e->by), value_text(e->note), value_int(a->now)));
	trace(b, a, "task.state", before, e->state, "");
	follow(b, a, (enum task_state)to);
}

/* Inside the transaction: whose task is it, and have we seen this? */
static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct applying *a = ctx;
	const struct task_event *e = a->e;
	const struct rows *r = batch_rows(b, a->found);

	(void)err;
	a->answer = TASK_STRANGE;
	if (rows_count(r) == 0 || strcmp(rows_text(r, 0, 8), a->department) != 0 || strcmp(rows_text(r, 0, 6), e->dossier) != 0)
		return ST_OK;
	const char *known = rows_text(r, 0, 3);
	int from = task_state_from_code(rows_text(r, 0, 1));
	if ((*known && strcmp(known, e->department_no) != 0) || from < 0)
		return ST_OK;
	a->answer = TASK_SKIPPED;
	a->seq = e->seq + rows_int(r, 0, 9);
	if (e->seq > INT32_MAX || a->seq <= rows_int(r, 0, 2))
		return ST_OK;
	a->task = rows_int(r, 0, 0);
	a->from = (enum task_state)from;
	a->no = (int)rows_int(r, 0, 4);
	a->dossier = rows_int(r, 0, 5);
	snprintf(a->number, sizeof a->number, "%s", rows_text(r, 0, 6));
	a->outbox = rows_int(r, 0, 7);
	apply(b, a);
	return ST_OK;
}

enum status task_apply(struct hall *h, const char *department, const char *cursor, const struct task_event *e,
	enum task_answer *answer, struct err *err)
{
	struct applying a = { .h = h, .department = department, .cursor = cursor, .e = e, .now = clock_wall_ms() };

	*answer = TASK_STRANGE;
	enum status st = staff_system(h, "", &a.by, err);
	if (st)
		return st;
	if (FAULT("outbox.event-before"))
		return err_set(err, ST_IO, "E-6212", "操作中断,稍后重试");
	st = clock_deadline(h, CLOCK_K4, false, clock_today(), &a.delivery, err);
	if (st)
		return st;
	struct batch *b = batch_new("task.apply");
	a.found = batch_add(b, Q_TASK_BY_KEY, ARGS(value_text(e->key)));
	batch_then(b, decide, &a);
	if (cursor)
		batch_add(b, Q_DEPARTMENT_CURSOR, ARGS(value_text(department), value_text(cursor), value_int(a.now)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	deadline_release(&a.delivery);
	if (st)
		return st;
	*answer = a.answer;
	if (a.answer == TASK_STRANGE)
		log_line(LOG_WARNING, "%s: event about %s, which is not ours or not theirs", department, e->key);
	if (FAULT("outbox.event-committed"))
		return err_set(err, ST_IO, "E-6212", "操作中断,稍后重试");
	return ST_OK;
}

enum status task_cursor(struct hall *h, const char *department, const char *cursor, struct err *err)
{
	struct batch *b = batch_new("task.cursor");

	batch_add(b, Q_DEPARTMENT_CURSOR, ARGS(value_text(department), value_text(cursor), value_int(clock_wall_ms())));
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

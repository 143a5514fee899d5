/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/follow.h"
#include "hall/outbox.h"
#include "hall/staff.h"
#include "law/act.h"

/* What a department says about a task: one transaction an event, with all that follows from it (hall/follow.h) and with
 * the feed's cursor. */

struct applying {
	struct hall *h;
	const char *department, *cursor;
	const struct task_event *e;
	struct actor by;
	int64_t now;
	enum task_answer answer;
	/* read inside the transaction */
	int found;
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

/* --- the task ---------------------------------------------------------------------------------------------------- */

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
	if (to < 0 || (!told_again && !act_between(ACT_TASK, (int)a->from, to, BY(DEPARTMENT)))) {
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
	follow_task_in(a->h, b, &a->by, a->dossier, a->number, a->task, a->no, (enum task_state)to, &a->delivery);
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
	if (rows_int(r, 0, 10)) {                    /* of a message that another one supersedes */
		a->answer = TASK_SKIPPED;
		return ST_OK;
	}
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

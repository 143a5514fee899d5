/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/circuit.h"
#include "hall/staff.h"

#define NEVER INT64_C(9000000000000000)          /* as in outbox.sql */
#define FARTHEST_MS ((int64_t)3700 * 1000)        /* nothing is put off for longer than Retry-After's hour: R7 */
#define DEPARTMENTS 256                          /* looked at in one claim; a hall has some forty */

static const char note_waits[] = "等待前置事项办结";
static const char note_lost[] = "发送中断,可能已送达,核实中";
static const char note_doubt[] = "E-4007 可能已送达,而该部门不能去重:请电话核实后再发";
static const char note_damaged[] = "E-6211 待发内容打不开或已被改动,没有发送;请联系管理员";

void outbox_message_release(struct outbox_message *m)
{
	if (m->body)
		mem_wipe_free(m->body, m->n);
	*m = (struct outbox_message){ 0 };
}

static uint32_t draw(void)
{
	uint32_t random;

	crypto_random(&random, sizeof random);
	return random;
}

static enum status injected(struct err *err)
{
	return err_set(err, ST_IO, "E-6212", "操作中断,稍后重试");
}

/* --- claiming ---------------------------------------------------------------------------------------------------- */

/* A department with something to do: its first message and when that may go. */
struct due { char department[32]; int64_t id, next_at; };

static int due_order(const void *a, const void *b)
{
	const struct due *x = a, *y = b;

	if (x->next_at != y->next_at)
		return x->next_at < y->next_at ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* What may go now, the longest due first; *next_ms is when the first of the others may. */
static enum status due_read(struct hall *h, int64_t now, int most, struct due *due, size_t *count, int64_t *next_ms,
	struct err *err)
{
	struct rows *rows = NULL;

	*count = 0;
	*next_ms = 0;
	enum status st = store_read(hall_store(h), Q_OUTBOX_DUE, NULL, 0, &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		int64_t open_until = rows_int(rows, i, 1), id = rows_int(rows, i, 4), next_at = rows_int(rows, i, 5);
		if (id == 0 || next_at == NEVER)
			continue;
		if (next_at > now + FARTHEST_MS)         /* the wall clock was set back */
			next_at = now;
		if (open_until > now + FARTHEST_MS)
			open_until = now;
		if (open_until > next_at)
			next_at = open_until;
		if (next_at > now) {
			if (*next_ms == 0 || next_at < *next_ms)
				*next_ms = next_at;
		} else if (rows_int(rows, i, 3) < circuit_room(open_until, now, most) && *count < DEPARTMENTS) {
			text_copy(due[*count].department, sizeof due->department, rows_text(rows, i, 0));
			due[*count].id = id;
			due[(*count)++].next_at = next_at;
		}
	}
	rows_free(rows);
	qsort(due, *count, sizeof *due, due_order);
	return st;
}

static enum status submit(struct hall *h, struct batch *b, struct err *err)
{
	enum status st = store_submit(hall_store(h), b, err);

	batch_free(b);
	return st;
}

/* The messages of this department that wait for other tasks go out of the way, all at once. */
static enum status postpone(struct hall *h, const char *department, struct err *err)
{
	struct batch *b = batch_new("outbox.wait");

	batch_add(b, Q_OUTBOX_WAIT, ARGS(value_text(department), value_text(note_waits)));
	return submit(h, b, err);
}

/* Lease and attempt row, durable before a byte leaves (R5). ST_CONFLICT: somebody else was quicker. */
static enum status take(struct hall *h, const char *owner, int64_t id, int tries, int64_t now, struct err *err)
{
	struct batch *b = batch_new("outbox.claim");

	if (FAULT("outbox.claim-before")) {
		batch_free(b);
		return injected(err);
	}
	batch_add(b, Q_OUTBOX_CLAIM, ARGS(value_int(id), value_text(owner), value_int(now + OUTBOX_LEASE_MS), value_int(now)));
	batch_add(b, Q_ATTEMPT_BEGIN, ARGS(value_int(id), value_int(tries), value_text(owner), value_int(now)));
	enum status st = submit(h, b, err);
	if (st == ST_OK && FAULT("outbox.claim-committed"))
		return injected(err);
	return st;
}

/* The body as it was frozen: it must open and have the digest that the receiver will check. */
static enum status body_open(struct hall *h, struct outbox_message *m, const char *head, const void *sealed, size_t n)
{
	char where[64], hex[DIGEST_HEX];
	struct buf body;

	snprintf(where, sizeof where, "outbox/%s/body", m->key);
	buf_init(&body, BUF_LARGE);
	buf_text(&body, head);
	enum status st = hall_unseal(h, where, sealed, n, &body);
	if (st == ST_OK) {
		crypto_sm3_hex(body.data ? body.data : "", body.len, hex);
		if (body.overflow || body.len == 0 || strcmp(hex, m->digest) != 0)
			st = ST_CORRUPT;
	}
	if (st == ST_OK) {
		m->n = body.len;
		m->body = buf_take(&body);
	}
	buf_wipe(&body);
	return st;
}

static void message_fill(struct outbox_message *m, int64_t id, const struct rows *r)
{
	*m = (struct outbox_message){ .id = id, .task = rows_int(r, 0, 0), .tries = (int)rows_int(r, 0, 7) + 1,
		.maybe_sent = rows_int(r, 0, 8) != 0, .dedup = rows_int(r, 0, 10) != 0 };
	text_copy(m->key, sizeof m->key, rows_text(r, 0, 1));
	text_copy(m->department, sizeof m->department, rows_text(r, 0, 2));
	text_copy(m->path, sizeof m->path, rows_text(r, 0, 3));
	text_copy(m->dossier, sizeof m->dossier, rows_text(r, 0, 4));
	text_copy(m->item_name, sizeof m->item_name, rows_text(r, 0, 5));
	text_copy(m->digest, sizeof m->digest, rows_text(r, 0, 6));
	text_copy(m->url, sizeof m->url, rows_text(r, 0, 9));
	m->is_task = strcmp(rows_text(r, 0, 14), "task") == 0;
	m->sequence = (int)rows_int(r, 0, 15);
}

/* Not for sending: claims it so that the attempt is on record, and parks it. ST_NOINPUT: look for another. */
static enum status set_aside(struct hall *h, const struct outbox_message *m, const char *note, struct err *err)
{
	struct outbox_result r = { .end = OUTBOX_PARKED, .note = note };
	enum status st = outbox_done(h, m, &r, err);

	return st == ST_OK ? ST_NOINPUT : st;
}

/* To a desk of this hall: it is there. ST_NOINPUT: look for another. */
static enum status hand_over(struct hall *h, const struct outbox_message *m, struct err *err)
{
	static const struct outbox_result there = { .end = OUTBOX_DELIVERED };
	enum status st = outbox_done(h, m, &there, err);

	return st == ST_OK ? ST_NOINPUT : st;
}

/* ST_NOINPUT: this one does not go, and no longer stands in the way. */
static enum status claim_one(struct hall *h, const char *owner, const struct due *due, int64_t now,
	struct outbox_message *out, struct err *err)
{
	struct rows *rows = NULL;
	size_t n = 0;

	enum status st = store_read(hall_store(h), Q_OUTBOX_MESSAGE, ARGS(value_int(due->id)), &rows, err);
	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_CORRUPT, "E-6213", "待发第%lld件没有对应的办件", (long long)due->id);
	if (st)
		goto out;
	if (rows_int(rows, 0, 12)) {
		st = postpone(h, due->department, err);
		st = st == ST_OK ? ST_NOINPUT : st;
		goto out;
	}
	message_fill(out, due->id, rows);
	st = take(h, owner, out->id, out->tries, now, err);
	if (st == ST_CONFLICT)
		st = ST_NOINPUT;
	if (st)
		goto out;
	const void *sealed = rows_blob(rows, 0, 11, &n);
	if (strcmp(out->url, DEPARTMENT_DESK) == 0)
		st = hand_over(h, out, err);
	else if (out->maybe_sent && !out->dedup)
		st = set_aside(h, out, note_doubt, err);         /* R6: sent once; any doubt is for a person */
	else if (body_open(h, out, rows_text(rows, 0, 13), sealed, n))
		st = set_aside(h, out, note_damaged, err);
out:
	rows_free(rows);
	if (st)
		outbox_message_release(out);
	return st;
}

enum status outbox_claim(struct hall *h, const char *owner, int per_department, struct outbox_message *out,
	int64_t *next_ms, struct err *err)
{
	struct due *due = mem_array(DEPARTMENTS, sizeof *due);
	enum status st;
	size_t count;

	*out = (struct outbox_message){ 0 };
	/* A message set aside, postponed or taken by another process changes what is due, so this looks again, and ends. */
	do {
		int64_t now = clock_wall_ms();
		st = due_read(h, now, per_department, due, &count, next_ms, err);
		if (st == ST_OK)
			st = ST_NOINPUT;
		for (size_t i = 0; st == ST_NOINPUT && i < count; i++)
			st = claim_one(h, owner, &due[i], now, out, err);
	} while (st == ST_NOINPUT && count > 0);
	free(due);
	return st == ST_NOINPUT ? err_set(err, ST_NOINPUT, "E-6214", "没有要送的") : st;
}

/* --- ending ------------------------------------------------------------------------------------------------------ */

static const struct { const char *state, *code, *task, *act; bool failed; } ends[] = {
	[OUTBOX_DELIVERED] = { "delivered", "delivered", "10", "outbox.delivered", false },
	[OUTBOX_RETRY]     = { "pending",   "retry",     NULL, NULL,               true },
	[OUTBOX_MAYBE]     = { "pending",   "maybe",     NULL, NULL,               true },
	[OUTBOX_PARKED]    = { "parked",    "parked",    "05", "outbox.parked",    false },
	[OUTBOX_UNWANTED]  = { "rejected",  "unwanted",  NULL, "outbox.unwanted",  false },
};

struct ending {
	struct hall *h;
	const struct outbox_message *m;
	struct outbox_result r;
	bool failed;                             /* for the circuit, whatever becomes of the message */
	struct actor by;
	int64_t now;
	uint32_t random;
	int circuit_step, state_step;
};

static enum status end_circuit(struct batch *b, void *ctx, struct err *err)
{
	const struct ending *e = ctx;
	const struct rows *r = batch_rows(b, e->circuit_step);
	struct circuit before = { .failures = (int)rows_int(r, 0, 0), .history = (uint32_t)rows_int(r, 0, 1),
		.history_count = (int)rows_int(r, 0, 2), .opened = (int)rows_int(r, 0, 3), .open_until = rows_int(r, 0, 4) };
	struct circuit_end end = { .failed = e->failed, .refused = e->r.refused,
		.pause_ms = e->r.retry_after_ms };
	struct circuit c = circuit_after(before, end, e->now, e->random);

	(void)err;
	if (memcmp(&c, &before, sizeof c) != 0)
		batch_add(b, Q_DEPARTMENT_CIRCUIT_SET, ARGS(value_text(e->m->department), value_int(c.failures),
			value_int(c.history), value_int(c.history_count), value_int(c.opened), value_int(c.open_until)));
	return ST_OK;
}

/* What follows when the outbox row did change: the task, those that waited for it, the trace. */
static enum status end_task(struct batch *b, void *ctx, struct err *err)
{
	const struct ending *e = ctx;
	const struct outbox_message *m = e->m;
	const char *task = ends[e->r.end].task, *act = ends[e->r.end].act;

	(void)err;
	if (rows_count(batch_rows(b, e->state_step)) == 0)
		return ST_OK;                            /* the feed has told it first, or another process has it */
	if (m->is_task && e->r.end == OUTBOX_DELIVERED) {        /* a recall or a supplement moves no task */
		batch_add(b, Q_TASK_DELIVERED, ARGS(value_int(m->task), value_text(e->r.department_no), value_int(e->now)));
		batch_add(b, Q_TASK_TAKEN_ANEW, ARGS(value_int(m->task), value_text(e->r.department_no), value_int(e->now)));
		batch_add(b, Q_OUTBOX_WAKE, ARGS(value_int(m->task), value_int(e->now)));
	} else if (m->is_task && task) {
		batch_add(b, Q_TASK_PUSH_STATE, ARGS(value_int(m->task), value_text(task), value_int(e->now), value_text(e->r.note)));
	}
	if (act)
		audit_in(e->h, b, &e->by, &(struct audit_entry){ .act = act, .object = m->dossier, .before = m->department,
			.after = e->r.end == OUTBOX_DELIVERED ? e->r.department_no : ends[e->r.end].state, .reason = e->r.note });
	return ST_OK;
}

/* The later of our own waiting time and what the department asked for (R7). */
static int64_t next_time(const struct ending *e)
{
	int64_t wait = backoff_ms(e->m->tries, e->random);

	return e->now + (e->r.retry_after_ms > wait ? e->r.retry_after_ms : wait);
}

static void end_steps(struct batch *b, struct ending *e)
{
	const struct outbox_message *m = e->m;
	const char *code = ends[e->r.end].code;
	bool again = ends[e->r.end].failed;

	batch_add(b, Q_ATTEMPT_END, ARGS(value_int(m->id), value_int(m->tries), value_int(e->now), value_text(code),
		value_int(e->r.http_status), value_text(e->r.note)));
	if (e->r.end == OUTBOX_DELIVERED)
		e->state_step = batch_add(b, Q_OUTBOX_DELIVERED, ARGS(value_int(m->id)));
	else
		e->state_step = batch_add(b, Q_OUTBOX_STOP, ARGS(value_int(m->id), value_int(m->tries),
			value_text(ends[e->r.end].state), value_int(again ? next_time(e) : 0), value_text(e->r.note),
			value_int(e->r.end == OUTBOX_MAYBE), value_int(e->now)));
	batch_then(b, end_task, e);
	if (e->r.http_status == 0 && !e->failed)
		return;                                  /* nobody was asked: tells nothing about the department */
	e->circuit_step = batch_add(b, Q_DEPARTMENT_CIRCUIT, ARGS(value_text(m->department)));
	batch_then(b, end_circuit, e);
}

enum status outbox_done(struct hall *h, const struct outbox_message *m, const struct outbox_result *r, struct err *err)
{
	struct ending e = { .h = h, .m = m, .r = *r, .now = clock_wall_ms(), .random = draw() };

	e.failed = ends[r->end].failed;
	e.r.note = r->note ? r->note : "";
	e.r.department_no = r->department_no ? r->department_no : "";
	if (e.r.end == OUTBOX_MAYBE && !m->dedup) {
		e.r.end = OUTBOX_PARKED;                 /* R6 */
		e.r.note = note_doubt;
	}
	enum status st = staff_system(h, "", &e.by, err);
	if (st)
		return st;
	if (FAULT("outbox.done-before"))
		return injected(err);
	struct batch *b = batch_new("outbox.done");
	end_steps(b, &e);
	st = submit(h, b, err);
	if (st == ST_OK && FAULT("outbox.done-committed"))
		return injected(err);
	return st;
}

enum status outbox_hold_on(struct hall *h, const char *owner, const struct outbox_message *m, int64_t for_ms, struct err *err)
{
	struct batch *b = batch_new("outbox.hold-on");

	batch_add(b, Q_OUTBOX_HOLD_ON, ARGS(value_int(m->id), value_text(owner), value_int(m->tries),
		value_int(clock_wall_ms() + for_ms + OUTBOX_LEASE_MS)));
	return submit(h, b, err);
}

enum status outbox_clock_back(struct hall *h, int64_t ms, struct err *err)
{
	struct batch *b = batch_new("outbox.clock");
	int64_t now = clock_wall_ms();

	batch_add(b, Q_OUTBOX_CLOCK_BACK, ARGS(value_int(ms), value_int(now)));
	batch_add(b, Q_OUTBOX_LEASE_BACK, ARGS(value_int(ms)));
	batch_add(b, Q_DEPARTMENT_CLOCK_BACK, ARGS(value_int(ms), value_int(now)));
	return submit(h, b, err);
}

/* --- after a crash ----------------------------------------------------------------------------------------------- */

enum status outbox_recover(struct hall *h, size_t *count, struct err *err)
{
	struct rows *rows = NULL;
	int64_t now = clock_wall_ms();

	*count = 0;
	if (FAULT("outbox.recover-before"))
		return injected(err);
	enum status st = store_read(hall_store(h), Q_OUTBOX_SENDING, NULL, 0, &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		if (rows_int(rows, i, 3) > now && !lease_owner_dead(rows_text(rows, i, 2)))
			continue;
		struct batch *b = batch_new("outbox.recover");
		int64_t id = rows_int(rows, i, 0), tries = rows_int(rows, i, 1);
		batch_add(b, Q_ATTEMPT_END, ARGS(value_int(id), value_int(tries), value_int(now), value_text("lost"), value_int(0),
			value_text(note_lost)));
		batch_add(b, Q_OUTBOX_LOST, ARGS(value_int(id), value_int(tries), value_int(now), value_text(note_lost)));
		st = submit(h, b, err);
		*count += st == ST_OK;
		if (st == ST_OK && FAULT("outbox.recover-committed"))
			st = injected(err);
	}
	rows_free(rows);
	return st;
}

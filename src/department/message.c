/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "department/reception.h"
#include "department/task.h"

/* POST /v1/messages: what the hall says later of a task. A recall ends it (M2), also before it has come (M3); a
 * supplement is kept with it, as is what is said of files. Effect, key and answer in one transaction, as with tasks (C2). */

struct telling {
	const char *department, *digest;
	const struct task_message *m;
	int64_t sequence, now;
	int about, count;
	bool unknown, foreign;
	char *answer;
};

static enum status keep(struct batch *b, struct telling *t, const char *department_no, const char *state, bool applied,
	struct err *err)
{
	const struct task_message *m = t->m;

	free(t->answer);
	t->answer = reception_answer(m->key, m->dossier, department_no, state);
	if (!t->answer)
		return err_set(err, ST_BUG, "answer", "the answer cannot be written as JSON");
	batch_add(b, Q_MESSAGE_INSERT, ARGS(value_text(t->department), value_text(m->key), value_text(t->digest),
		value_text(m->task_key), value_text(message_type_name(m->type)), value_int(t->sequence), value_int(applied),
		value_text(m->material), value_text(m->reason), value_int(t->now), value_text(t->answer)));
	return ST_OK;
}

/* M3: the task will come to nothing. */
static enum status recalled_first(struct batch *b, void *ctx, struct err *err)
{
	struct telling *t = ctx;
	char *number = reception_number(t->department, t->now, rows_int(batch_rows(b, t->count), 0, 0));
	char *answer = reception_answer(t->m->task_key, t->m->dossier, number, "90");
	enum status st = answer ? ST_OK : err_set(err, ST_BUG, "answer", "the answer cannot be written as JSON");

	if (st == ST_OK) {
		batch_add(b, Q_RECEIVED_RECALLED, ARGS(value_text(t->department), value_text(t->m->task_key), value_text(number),
			value_text(t->m->dossier), value_int(t->now), value_text(answer)));
		st = keep(b, t, number, "90", true, err);
	}
	free(answer);
	free(number);
	return st;
}

/* States in which a recall still ends the task; what was decided stays decided. */
static bool is_open(const char *state)
{
	static const char *const open[] = { "10", "15", "20", "25", "30", "35" };

	for (size_t i = 0; i < COUNT_OF(open); i++)
		if (strcmp(open[i], state) == 0)
			return true;
	return false;
}

static enum status tell_about(struct batch *b, void *ctx, struct err *err)
{
	struct telling *t = ctx;
	const struct rows *r = batch_rows(b, t->about);
	bool recall = t->m->type == MESSAGE_RECALL;

	t->unknown = rows_count(r) == 0 && !recall;
	t->foreign = rows_count(r) > 0 && strcmp(rows_text(r, 0, 2), t->m->dossier) != 0;
	if (t->unknown || t->foreign)
		return err_set(err, ST_REFUSED, "about", "no such task");
	if (rows_count(r) == 0) {
		t->count = batch_add(b, Q_RECEIVED_COUNT, ARGS(value_text(t->department), value_int(clock_day_of(t->now))));
		batch_then(b, recalled_first, t);
		return ST_OK;
	}
	const char *state = rows_text(r, 0, 3);
	bool applied = t->sequence == 0 || t->sequence > rows_int(r, 0, 4);      /* M4 */
	const char *then = applied && recall && is_open(state) ? "90" : state;
	if (applied)
		batch_add(b, Q_RECEIVED_TOLD, ARGS(value_int(rows_int(r, 0, 0)), value_text(then), value_int(t->sequence), value_int(t->now)));
	return keep(b, t, rows_text(r, 0, 1), then, applied, err);
}

static enum status tell_new(struct store *s, struct telling *t, struct reply *reply, struct err *err)
{
	struct batch *b = batch_new("tell");

	t->about = batch_add(b, Q_RECEIVED_ABOUT, ARGS(value_text(t->department), value_text(t->m->task_key)));
	batch_then(b, tell_about, t);
	enum status st = store_submit(s, b, err);
	batch_free(b);
	if (st == ST_OK && FAULT("department.told"))
		st = err_set(err, ST_IO, "fault", "done, but nobody is told");
	if (st == ST_OK) {
		reply->status = 201;
		buf_clear(&reply->body);
		buf_text(&reply->body, t->answer);
	} else if (t->unknown) {
		reply_error(reply, 422, "unknown-task", "没有收到过这项任务", "/task_key");
		st = ST_OK;
	} else if (t->foreign) {
		reply_error(reply, 422, "unknown-task", "这项任务属于另一件", "/dossier");
		st = ST_OK;
	}
	free(t->answer);
	t->answer = NULL;
	return st;
}

/* Digits only; 0 when it was not sent. -1: not a number. */
static int64_t sequence_of(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n == 0)
		return 0;
	return n > 9 || strspn(text, "0123456789") != n ? -1 : strtoll(text, NULL, 10);
}

void reception_tell(struct store *s, const char *department, const struct posted *post, struct reply *reply)
{
	char hex[65];
	struct task_message m;
	struct err err = { 0 };
	bool known;

	if (!reception_headers(post, hex, reply))
		return;
	if (message_read(post->body, post->n, &m, &err))
		return reply_bad_body(reply, &err);
	if (strcmp(m.key, post->key) != 0)
		return reply_error(reply, 400, "bad-field", "key 与 Idempotency-Key 不同", "/key");
	struct telling t = { .department = department, .digest = hex, .m = &m, .sequence = sequence_of(post->sequence),
		.now = clock_wall_ms() };
	if (t.sequence < 0)
		return reply_error(reply, 400, "bad-field", "Dossier-Sequence 应为数字", NULL);
	enum status st = reception_known(s, Q_MESSAGE_BY_KEY, department, post->key, hex, &known, reply, &err);
	bool there = true;
	if (st == ST_OK && !known)
		st = reception_files(s, department, post, &there, reply, &err);
	if (st == ST_OK && !known && there) {
		st = tell_new(s, &t, reply, &err);
		if (st == ST_CONFLICT)                   /* another process took it between the look and the insert */
			st = reception_known(s, Q_MESSAGE_BY_KEY, department, post->key, hex, &known, reply, &err);
	}
	if (st)
		reply_store(reply, st, &err);
}

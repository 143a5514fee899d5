/* SPDX-License-Identifier: Apache-2.0 */
#include "department/reception.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "department/task.h"

#define OPEN_PAGE 100               /* the LIMIT of received_open */
#define BY_MAX 100                  /* bytes; and a page of 200 changes stays below 1 MiB with … */
#define NOTE_MAX 2000               /* … notes of this length, with their details */

/* What may follow on what: the contract's table F5. A task is "10" when it arrives. */
static const struct { const char *from, *name; const char *const to[7]; } moves[] = {
	{ "10", "待签收", { "20", "15" } },
	{ "15", "退回综窗", { 0 } },
	{ "20", "办理中", { "25", "30", "35", "50", "51", "52" } },
	{ "25", "部门补正", { "20" } },
	{ "30", "特别程序", { "20" } },
	{ "35", "已延期", { "50", "51", "52" } },
	{ "50", "办结", { "60" } },
	{ "51", "不予", { "60" } },
	{ "52", "转报办结", { "60" } },
	{ "60", "制证", { "70" } },
	{ "70", "已交出件", { 0 } },
	{ "90", "已撤回", { 0 } },              /* by the hall: nothing follows (M2) */
};

static const char *state_name(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (strcmp(moves[i].from, code) == 0)
			return moves[i].name;
	return NULL;
}

static bool may_go(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		for (int k = 0; strcmp(moves[i].from, from) == 0 && moves[i].to[k]; k++)
			if (strcmp(moves[i].to[k], to) == 0)
				return true;
	return false;
}

void reply_init(struct reply *r)
{
	*r = (struct reply){ .status = 500 };
	buf_init(&r->body, BUF_LARGE);
}

void reply_release(struct reply *r)
{
	buf_release(&r->body);
}

void reply_json(struct reply *r, unsigned status, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	json_decref(json);
	r->status = text ? status : 500;
	buf_clear(&r->body);
	buf_text(&r->body, text);
	free(text);
}

void reply_error(struct reply *r, unsigned status, const char *code, const char *message, const char *where)
{
	json_t *error = json_pack("{s:s, s:s, s:s*}", "code", code, "message", message, "where", where);

	reply_json(r, status, json_pack("{s:o}", "error", error));
}

void reply_store(struct reply *r, enum status st, const struct err *err)
{
	log_line(LOG_ERROR, "store: %s %s", status_name(st), err->text);
	reply_error(r, 503, st == ST_BUSY ? "busy" : "store", "部门系统暂时不能保存,请稍后再送", NULL);
}

static json_t *answer_json(const char *key, const char *dossier, const char *department_no, const char *state)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "key", key, "dossier", dossier, "department_no", department_no, "state",
		state);
}

char *reception_answer(const char *key, const char *dossier, const char *department_no, const char *state)
{
	json_t *json = answer_json(key, dossier, department_no, state);
	char *text = json_dumps(json, JSON_COMPACT);

	json_decref(json);
	return text;
}

enum status reception_known(struct store *s, enum query query, const char *department, const char *key, const char *digest,
	bool *known, struct reply *reply, struct err *err)
{
	struct rows *rows = NULL;

	*known = false;
	enum status st = store_read(s, query, ARGS(value_text(department), value_text(key)), &rows, err);
	if (st == ST_OK && rows_count(rows) > 0) {
		const char *first = rows_text(rows, 0, 0);
		*known = true;
		if (*first && strcmp(first, digest) != 0) {          /* "": recalled before it came (M3) */
			reply_error(reply, 422, "key-reused", "此 Idempotency-Key 已用于另一份内容", NULL);
		} else {
			reply->status = 201;
			reply->replayed = true;
			buf_clear(&reply->body);
			buf_text(&reply->body, rows_text(rows, 0, 1));
		}
	}
	rows_free(rows);
	return st;
}

struct taking {
	const char *department, *digest;
	const struct task *task;
	int64_t now;
	int count_step;
	char *answer;
};

/* d-wsjk → WSJK-20261123-0001 */
char *reception_number(const char *department, int64_t now, int64_t n)
{
	const char *id = strncmp(department, "d-", 2) == 0 ? department + 2 : department;
	char prefix[DEPARTMENT_ID_MAX + 1], day[11];
	size_t len = 0;

	for (; *id && len < sizeof prefix - 1; id++)
		prefix[len++] = (char)toupper((unsigned char)*id);
	prefix[len] = '\0';
	day_iso(clock_day_of(now), day);
	return mem_format("%s%s%.4s%.2s%.2s-%04lld", prefix, len ? "-" : "", day, day + 5, day + 8, (long long)n);
}

/* Inside the transaction, once the number is known. */
static enum status take_numbered(struct batch *b, void *ctx, struct err *err)
{
	struct taking *t = ctx;
	char *number = reception_number(t->department, t->now, rows_int(batch_rows(b, t->count_step), 0, 0));

	free(t->answer);
	t->answer = reception_answer(t->task->key, t->task->dossier, number, "10");
	if (t->answer)
		batch_add(b, Q_RECEIVED_INSERT, ARGS(value_text(t->department), value_text(t->task->key), value_text(t->digest),
			value_text(number), value_text(t->task->dossier), value_text(t->task->item_name), value_int(t->now),
			value_text(t->answer)));
	free(number);
	return t->answer ? ST_OK : err_set(err, ST_BUG, "answer", "the answer cannot be written as JSON");
}

static enum status take_new(struct store *s, struct taking *t, struct reply *reply, struct err *err)
{
	struct batch *b = batch_new("receive");

	t->count_step = batch_add(b, Q_RECEIVED_COUNT, ARGS(value_text(t->department), value_int(clock_day_of(t->now))));
	batch_then(b, take_numbered, t);
	enum status st = store_submit(s, b, err);
	batch_free(b);
	if (st == ST_OK && FAULT("department.received"))
		st = err_set(err, ST_IO, "fault", "done, but nobody is told");
	if (st == ST_OK) {
		reply->status = 201;
		buf_clear(&reply->body);
		buf_text(&reply->body, t->answer);
	}
	free(t->answer);
	t->answer = NULL;
	return st;
}

bool reception_headers(const struct posted *post, char hex[DIGEST_HEX], struct reply *reply)
{
	if (!post->key || !task_key_valid(post->key)) {
		reply_error(reply, 400, "missing-key", "缺少 Idempotency-Key(小写的UUID)", NULL);
		return false;
	}
	crypto_sm3_hex(post->body, post->n, hex);
	if (!post->digest || strncmp(post->digest, "sm3=", 4) != 0 || strcmp(post->digest + 4, hex) != 0) {
		reply_error(reply, 400, "bad-digest", "Body-Digest 与内容的 SM3 摘要不符", NULL);
		return false;
	}
	return true;
}

void reply_bad_body(struct reply *r, const struct err *err)
{
	reply_error(r, 400, strcmp(err->code, "json") == 0 ? "bad-json" : "bad-field", err->text, *err->where ? err->where : NULL);
}

void reception_take(struct store *s, const char *department, const struct posted *post, struct reply *reply)
{
	char hex[65];
	struct task task;
	struct err err = { 0 };
	bool known;

	if (!reception_headers(post, hex, reply))
		return;
	if (task_read(post->body, post->n, &task, &err))
		return reply_bad_body(reply, &err);
	if (strcmp(task.key, post->key) != 0)
		return reply_error(reply, 400, "bad-field", "key 与 Idempotency-Key 不同", "/key");
	struct taking t = { .department = department, .digest = hex, .task = &task, .now = clock_wall_ms() };
	enum status st = reception_known(s, Q_RECEIVED_BY_KEY, department, post->key, hex, &known, reply, &err);
	bool there = true;
	if (st == ST_OK && !known)
		st = reception_files(s, department, post, &there, reply, &err);
	if (st == ST_OK && !known && there) {
		st = take_new(s, &t, reply, &err);
		if (st == ST_CONFLICT)                   /* another process took it between the look and the insert */
			st = reception_known(s, Q_RECEIVED_BY_KEY, department, post->key, hex, &known, reply, &err);
	}
	if (st)
		reply_store(reply, st, &err);
}

static void answer_by_key(struct store *s, enum query query, const char *department, const char *key, struct reply *reply)
{
	struct rows *rows = NULL;
	struct err err;

	if (!task_key_valid(key)) {
		reply_error(reply, 400, "bad-query", "key 应为小写的UUID", NULL);
		return;
	}
	enum status st = store_read(s, query, ARGS(value_text(department), value_text(key)), &rows, &err);
	if (st)
		reply_store(reply, st, &err);
	else if (rows_count(rows) == 0)
		reply_error(reply, 404, "unknown-key", "没有收到过这个 key", NULL);
	else
		reply_json(reply, 200, answer_json(key, rows_text(rows, 0, 3), rows_text(rows, 0, 2), rows_text(rows, 0, 4)));
	rows_free(rows);
}

void reception_by_key(struct store *s, const char *department, const char *key, struct reply *reply)
{
	answer_by_key(s, Q_RECEIVED_BY_KEY, department, key, reply);
}

void reception_told(struct store *s, const char *department, const char *key, struct reply *reply)
{
	answer_by_key(s, Q_MESSAGE_BY_KEY, department, key, reply);
}

enum status reception_forget(struct store *s, int most, bool *more, struct err *err)
{
	int64_t before = clock_wall_ms() - RECEPTION_KEEP_DAYS * DAY_MS;
	struct batch *b = batch_new("forget");

	batch_add(b, Q_MESSAGE_FORGET, ARGS(value_int(before), value_int(most)));
	batch_add(b, Q_CHANGE_FORGET, ARGS(value_int(before), value_int(most)));
	int gone = batch_add(b, Q_RECEIVED_FORGET, ARGS(value_int(before), value_int(most)));
	batch_add(b, Q_FILE_FORGET, ARGS(value_int(before), value_int(most)));
	enum status st = store_submit(s, b, err);
	*more = st == ST_OK && rows_count(batch_rows(b, gone)) == (size_t)most;
	batch_free(b);
	return st;
}

struct moving { int64_t id, now; const char *state, *by, *note, *details; int step; };

static enum status move_told(struct batch *b, void *ctx, struct err *err)
{
	const struct moving *m = ctx;
	const struct rows *rows = batch_rows(b, m->step);

	(void)err;
	batch_add(b, Q_CHANGE_INSERT, ARGS(value_text(rows_text(rows, 0, 0)), value_int(m->id), value_int(rows_int(rows, 0, 1)),
		value_text(m->state), value_int(m->now), value_text(m->by), value_text(m->note),
		value_text(m->details)));
	return ST_OK;
}

/* State and feed entry in one transaction; ST_CONFLICT when somebody moved it meanwhile. */
static enum status move(struct store *s, int64_t id, const char *from, const char *to, bool held, const char *by,
	const char *note, const char *details, struct err *err)
{
	struct moving m = { .id = id, .now = clock_wall_ms(), .state = to, .by = by, .note = note, .details = details };
	struct batch *b = batch_new("move");

	m.step = batch_add(b, Q_RECEIVED_MOVE, ARGS(value_int(id), value_text(to), value_int(m.now), value_int(held),
		value_text(from)));
	batch_then(b, move_told, &m);
	enum status st = store_submit(s, b, err);
	batch_free(b);
	return st;
}

enum status reception_work(struct store *s, int64_t after_ms, int64_t *next_ms, struct err *err)
{
	struct rows *rows = NULL;
	int64_t now = clock_wall_ms();
	bool all_due = true;

	*next_ms = 0;
	enum status st = store_read(s, Q_RECEIVED_OPEN, NULL, 0, &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		int64_t due = rows_int(rows, i, 2) + after_ms;
		const char *state = rows_text(rows, i, 1);
		if (due > now) {                         /* the oldest come first */
			*next_ms = due;
			all_due = false;
			break;
		}
		bool signing = strcmp(state, "10") == 0;
		st = move(s, rows_int(rows, i, 0), state, signing ? "20" : "50", false, "参考部门", signing ? "" : "符合条件,准予办结",
			"{}", err);
		if (st == ST_CONFLICT)                   /* moved by hand meanwhile */
			st = ST_OK;
		*next_ms = now + after_ms;
	}
	if (rows && rows_count(rows) == OPEN_PAGE && all_due)
		*next_ms = now;                          /* there may be more that is due */
	rows_free(rows);
	return st;
}

static bool text_fits(const char *s, size_t most)
{
	size_t n = strlen(s);

	return n <= most && text_valid(s, n) == n;
}

enum status reception_move(struct store *s, const char *key, const char *state, const char *by, const char *note,
	const json_t *details, struct err *err)
{
	struct rows *rows = NULL;
	char *text = NULL;
	enum status st = ST_OK;

	if (!state_name(state))
		return err_set(err, ST_USAGE, "E-6240", "没有状态“%s”", state);
	if (!text_fits(by, BY_MAX) || !text_fits(note, NOTE_MAX))
		return err_set(err, ST_USAGE, "E-6247", "--by 最多 %d 字节,--note 最多 %d 字节,须为 UTF-8 文字", BY_MAX, NOTE_MAX);
	st = store_read(s, Q_RECEIVED_FIND, ARGS(value_text(key)), &rows, err);
	if (st)
		goto out;
	if (rows_count(rows) == 0) {
		st = err_set(err, ST_NOINPUT, "E-6241", "没有收到过 %s", key);
		goto out;
	}
	if (!may_go(rows_text(rows, 0, 1), state)) {
		st = err_set(err, ST_REFUSED, "E-6242", "%s(%s)之后不能是 %s(%s),没有改动", rows_text(rows, 0, 1),
			state_name(rows_text(rows, 0, 1)), state, state_name(state));
		goto out;
	}
	if ((st = details_check(details, rows_text(rows, 0, 1), state, err)) != ST_OK)
		goto out;
	text = details ? json_dumps(details, JSON_COMPACT | JSON_SORT_KEYS) : mem_text("{}");
	if (!text || strlen(note) + strlen(text) > NOTE_MAX + 2)      /* "{}" tells nothing */
		st = err_set(err, ST_USAGE, "E-6247", "--note 和各项内容合起来最多 %d 字节", NOTE_MAX);
	else
		st = move(s, rows_int(rows, 0, 0), rows_text(rows, 0, 1), state, true, by, note, text, err);
out:
	free(text);
	rows_free(rows);
	return st;
}

/* What the hall said of it: JSON, or a line each below its task. */
static enum status list_messages(struct store *s, int64_t received, json_t *array, struct buf *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(s, Q_MESSAGE_LIST, ARGS(value_int(received)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		bool recall = strcmp(rows_text(rows, i, 0), "recall") == 0;
		char at[26];
		clock_iso(rows_int(rows, i, 4), at);
		if (array) {
			json_array_append_new(array, json_pack("{s:s, s:b, s:s, s:s, s:s}", "type", rows_text(rows, i, 0), "applied",
				rows_int(rows, i, 1) != 0, "material", rows_text(rows, i, 2), "reason", rows_text(rows, i, 3), "at", at));
			continue;
		}
		buf_format(out, "    %s %s%s  ", at, recall ? "大厅撤回" : "材料补齐", rows_int(rows, i, 1) ? "" : "(晚到,不作数)");
		text_for_tty(out, rows_text(rows, i, 2), strlen(rows_text(rows, i, 2)));
		buf_text(out, *rows_text(rows, i, 2) ? "  " : "");
		text_for_tty(out, rows_text(rows, i, 3), strlen(rows_text(rows, i, 3)));
		buf_char(out, '\n');
	}
	rows_free(rows);
	return st;
}

enum status reception_list(struct store *s, bool json, struct buf *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(s, Q_RECEIVED_LIST, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		char at[26];
		clock_iso(rows_int(rows, i, 8), at);
		if (json) {
			json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s}", "department", rows_text(rows, i, 0), "key",
				rows_text(rows, i, 1), "department_no", rows_text(rows, i, 2), "dossier", rows_text(rows, i, 3), "item",
				rows_text(rows, i, 4), "state", rows_text(rows, i, 5), "seq", (json_int_t)rows_int(rows, i, 6),
				"changed_at", at);
			json_t *messages = json_array();
			st = list_messages(s, rows_int(rows, i, 9), messages, out, err);
			json_object_set_new(o, "messages", messages);
			char *text = json_dumps(o, JSON_COMPACT);
			json_decref(o);
			buf_format(out, "%s\n", text ? text : "{}");
			free(text);
			continue;
		}
		buf_format(out, "%s  %s  %s %s  ", rows_text(rows, i, 1), rows_text(rows, i, 2), rows_text(rows, i, 5),
			state_name(rows_text(rows, i, 5)));
		text_for_tty(out, rows_text(rows, i, 3), strlen(rows_text(rows, i, 3)));
		buf_text(out, "  ");
		text_for_tty(out, rows_text(rows, i, 4), strlen(rows_text(rows, i, 4)));
		buf_char(out, '\n');
		st = list_messages(s, rows_int(rows, i, 9), NULL, out, err);
	}
	rows_free(rows);
	return st;
}

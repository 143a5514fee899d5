/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/act_message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/attachment.h"
#include "hall/dossier.h"
#include "law/value_json.h"

struct telling {
	struct doing *d;
	const char *kind, *note, *material;          /* borrowed from the act */
	enum task_state to;
	int step, message_step, attachment_step;
	int64_t task;
};

static struct telling *telling_new(struct doing *d, struct batch *b)
{
	struct telling *t = batch_keep(b, sizeof *t);

	t->d = d;
	return t;
}

/* A message about a task: {"key" …}; nothing in it names a person but what is sealed. */
static void message_add(struct hall *h, struct batch *b, int64_t now, const struct rows *task, const char *kind, const char *path,
	json_t *body)
{
	char key[37], where[64], digest[DIGEST_HEX];
	struct buf sealed;

	crypto_uuid(key);
	json_object_set_new(body, "key", json_string(key));
	char *text = json_dumps(body, JSON_COMPACT);
	size_t n = strlen(text);
	crypto_sm3_hex(text, n, digest);
	buf_init(&sealed, BUF_LARGE);
	snprintf(where, sizeof where, "outbox/%s/body", key);
	hall_seal(h, where, text, n, &sealed);
	batch_add(b, Q_ACT_MESSAGE_INSERT, ARGS(value_int(rows_int(task, 0, 0)), value_text(key), value_text(kind),
		value_text(rows_text(task, 0, 1)), value_text(path), value_text(digest), value_int(now),
		value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
	mem_wipe_free(text, n);
	json_decref(body);
}

void act_message_in(struct hall *h, struct batch *b, int64_t now, const struct rows *task, const char *kind, json_t *body)
{
	message_add(h, b, now, task, kind, "/v1/messages", body);
}

/* --- recall, supplement ------------------------------------------------------------------------------------------------- */

/* The columns of act_task_message: task, department, key, task_no, state, tries, maybe_sent, body, head, path. */
static bool may_have_it(const struct rows *m)
{
	const char *state = rows_text(m, 0, 4);

	return strcmp(state, "delivered") == 0 || strcmp(state, "sending") == 0 || rows_int(m, 0, 6);
}

static enum status tell_task(struct batch *b, void *ctx, struct err *err)
{
	const struct telling *t = ctx;
	const struct rows *m = batch_rows(b, t->message_step);
	char at[26];

	(void)err;
	if (rows_count(m) == 0)
		return ST_OK;
	if (t->to != TASK_STATE_COUNT)
		batch_add(b, Q_OUTBOX_END_TASK, ARGS(value_int(t->task), value_text(t->note)));
	if (t->to != TASK_STATE_COUNT && !may_have_it(m))
		return ST_OK;
	act_message_in(t->d->h, b, t->d->now, m, t->kind, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*}", "type", t->kind, "dossier",
		t->d->number, "task_no", rows_text(m, 0, 3), "task_key", rows_text(m, 0, 2), "at", clock_iso(t->d->now, at),
		"reason", t->note, "material", t->material));
	return ST_OK;
}

static void tell(struct batch *b, const struct telling *from, int64_t task)
{
	struct telling *t = batch_keep(b, sizeof *t);

	*t = *from;
	t->task = task;
	t->message_step = batch_add(b, Q_ACT_TASK_MESSAGE, ARGS(value_int(task)));
	batch_then(b, tell_task, t);
}

static enum status ended(struct batch *b, void *ctx, struct err *err)
{
	const struct telling *t = ctx;
	const struct rows *gone = batch_rows(b, t->step);

	(void)err;
	for (size_t i = 0; i < rows_count(gone); i++) {
		char object[64];
		snprintf(object, sizeof object, "%s/%d", t->d->number, (int)rows_int(gone, i, 1));
		audit_in(t->d->h, b, t->d->by, &(struct audit_entry){ .act = "task.state", .object = object,
			.after = task_state_code(t->to), .reason = t->note });
		tell(b, t, rows_int(gone, i, 0));
	}
	return ST_OK;
}

void act_tasks_end(struct doing *d, struct batch *b, enum task_state to, const char *note)
{
	struct telling *t = telling_new(d, b);

	t->to = to;
	t->kind = "recall";
	t->note = note;
	t->step = batch_add(b, Q_ACT_TASKS_END, ARGS(value_int(d->dossier), value_text(task_state_code(to)), value_text(note),
		value_int(d->now)));
	batch_then(b, ended, t);
}

void act_task_end(struct doing *d, struct batch *b, const char *note)
{
	struct telling *t = telling_new(d, b);

	t->to = (enum task_state)d->act->to;
	t->kind = "recall";
	t->note = note;
	tell(b, t, d->task);
}

bool act_item_wants(const json_t *snapshot, const char *material, const char *item)
{
	const json_t *items = json_object_get(json_entry(snapshot, "materials", material), "items");
	bool found = false;

	for (size_t i = 0; i < json_array_size(items) && !found; i++) {
		const char *name = json_string_value(json_array_get(items, i));
		found = name && strcmp(name, item) == 0;
	}
	return found;
}

bool act_concerns(const struct doing *d, const struct batch *b, const char *material, const char *item)
{
	json_t *snapshot = json_loads(rows_text(batch_rows(b, d->steps[ACT_READS_SNAPSHOT]), 0, 0), 0, NULL);
	bool found = act_item_wants(snapshot, material, item);

	json_decref(snapshot);
	return found;
}

void act_supplement(struct doing *d, struct batch *b, const char *material)
{
	const struct rows *tasks = batch_rows(b, d->steps[ACT_READS_TASKS]);
	struct telling *t = telling_new(d, b);

	t->to = TASK_STATE_COUNT;
	t->kind = "supplement";
	t->note = "容缺材料已补齐";
	t->material = material;
	for (size_t i = 0; i < rows_count(tasks); i++)
		if (act_concerns(d, b, material, rows_text(tasks, i, 5)))
			tell(b, t, rows_int(tasks, i, 0));
}

/* --- again ------------------------------------------------------------------------------------------------------------------ */

/* Each material with the scans that it has by now. */
static void add_files(json_t *body, const struct rows *attachments)
{
	json_t *material, *files;
	size_t i;

	json_array_foreach(json_object_get(body, "materials"), i, material) {
		const char *id = json_string_value(json_object_get(material, "id"));
		if (id && (files = attachment_files(attachments, id)) != NULL)
			json_object_set_new(material, "files", files);
	}
}

static enum status resend(struct batch *b, void *ctx, struct err *err)
{
	const struct telling *t = ctx;
	const struct rows *m = batch_rows(b, t->message_step);
	char where[64];
	struct buf whole;
	size_t n;

	if (rows_count(m) == 0)
		return err_set(err, ST_CORRUPT, "E-6108", "任务 %s 的原消息不在了。请联系管理员。", t->d->task_no);
	const void *sealed = rows_blob(m, 0, 7, &n);
	buf_init(&whole, BUF_LARGE);
	buf_text(&whole, rows_text(m, 0, 8));
	snprintf(where, sizeof where, "outbox/%s/body", rows_text(m, 0, 2));
	enum status st = hall_unseal(t->d->h, where, sealed, n, &whole);
	json_t *body = st == ST_OK ? json_loadb(whole.data, whole.len, 0, NULL) : NULL;
	buf_wipe(&whole);
	if (!body)
		return err_set(err, ST_CORRUPT, "E-6108", "任务 %s 的原消息打不开,可能被改动。请保留现场,联系管理员。", t->d->task_no);
	json_object_set_new(body, "supersedes", json_string(rows_text(m, 0, 2)));
	json_object_set_new(body, "correction", json_string(t->note));
	add_files(body, batch_rows(b, t->attachment_step));
	batch_add(b, Q_TASK_ANEW, ARGS(value_int(t->d->task)));
	message_add(t->d->h, b, t->d->now, m, "task", rows_text(m, 0, 9), body);
	return ST_OK;
}

void act_resend(struct doing *d, struct batch *b, const char *note)
{
	struct telling *t = telling_new(d, b);

	t->note = note;
	t->attachment_step = batch_add(b, Q_ATTACHMENT_LIST, ARGS(value_text(d->number)));
	t->message_step = batch_add(b, Q_ACT_TASK_MESSAGE, ARGS(value_int(d->task)));
	batch_then(b, resend, t);
}

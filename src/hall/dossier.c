/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/dossier.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/accept.h"
#include "hall/dossier_mask.h"
#include "hall/hand.h"
#include "law/clock.h"
#include "law/states.h"
#include "law/value_json.h"

/* --- the frozen part ------------------------------------------------------------------------------------------------------- */

static enum status damaged(const char *number, const char *what, struct err *err)
{
	return err_at(err, ST_CORRUPT, "E-6108", number, "办件 %s 的存根与其摘要不符(%s),内容可能被改动。请保留现场,联系管理员,"
		"不要据此打印。", number, what);
}

/* The columns of dossier_read. */
enum { COL_ID, COL_NUMBER, COL_UUID, COL_STATE, COL_DEFERRED, COL_VERSION, COL_CHECK, COL_SNAPSHOT, COL_DIGEST, COL_BODY,
	COL_PERSON, COL_PROMISED, COL_STATUTORY, COL_ESTIMATED, COL_ACCEPTED,
	COL_STATUTORY_ESTIMATED };

/* A snapshot as it lies in the store. */
struct frozen { const char *number, *uuid, *digest, *body; int version; const void *person; size_t size; };

/* Body and person as one object, after the digest over both was found right. */
static enum status frozen_open(struct hall *h, const struct frozen *f, json_t **out, struct err *err)
{
	char where[64], hex[DIGEST_HEX];
	size_t body_size = strlen(f->body);
	json_t *person = NULL;
	struct buf both;
	enum status st = ST_OK;

	buf_init(&both, BUF_LARGE);
	buf_add(&both, f->body, body_size);
	snprintf(where, sizeof where, "snapshot/%s/%d/person", f->uuid, f->version & 0xFFFF);
	if (hall_unseal(h, where, f->person, f->size, &both) != ST_OK) {
		st = damaged(f->number, "个人信息打不开", err);
		goto out;
	}
	crypto_sm3_hex(both.data, both.len, hex);
	*out = json_loadb(f->body, body_size, 0, NULL);
	person = json_loadb(both.data + body_size, both.len - body_size, 0, NULL);
	if (strcmp(hex, f->digest) != 0 || !*out || !person || json_object_update(*out, person) != 0)
		st = damaged(f->number, "摘要不符", err);
out:
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	json_decref(person);
	buf_wipe(&both);
	return st;
}

static enum status frozen_read(struct hall *h, const struct rows *r, json_t **out, struct err *err)
{
	struct frozen f = { .number = rows_text(r, 0, COL_NUMBER), .uuid = rows_text(r, 0, COL_UUID), .digest = rows_text(r, 0, COL_DIGEST),
		.body = rows_text(r, 0, COL_BODY), .version = (int)rows_int(r, 0, COL_SNAPSHOT) };

	f.person = rows_blob(r, 0, COL_PERSON, &f.size);
	enum status st = frozen_open(h, &f, out, err);
	if (st == ST_OK)
		json_object_set_new(json_object_get(*out, "codes"), "check", json_string(rows_text(r, 0, COL_CHECK)));
	return st;
}

enum status dossier_frozen(struct hall *h, const struct rows *snapshot, json_t **out, struct err *err)
{
	struct frozen f = { .number = rows_text(snapshot, 0, 1), .uuid = rows_text(snapshot, 0, 2), .digest = rows_text(snapshot, 0, 4),
		.body = rows_text(snapshot, 0, 0), .version = (int)rows_int(snapshot, 0, 3) };

	*out = NULL;
	f.person = rows_blob(snapshot, 0, 5, &f.size);
	return frozen_open(h, &f, out, err);
}

static enum status read_row(struct hall *h, int64_t id, int version, struct rows **rows, struct err *err)
{
	enum status st = store_read(hall_store(h), Q_DOSSIER_READ, ARGS(value_int(id), value_int(version)), rows, err);

	if (st == ST_OK && rows_count(*rows) == 0)
		st = err_set(err, ST_NOINPUT, "E-6101", "没有这个办件。请核对受理号。");
	return st;
}

static enum status dossier_read(struct hall *h, int64_t id, int version, struct rows **rows, json_t **out, struct err *err)
{
	enum status st = read_row(h, id, version, rows, err);

	*out = NULL;
	return st == ST_OK ? frozen_read(h, *rows, out, err) : st;
}

enum status dossier_snapshot(struct hall *h, int64_t dossier, int version, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = dossier_read(h, dossier, version, &rows, out, err);

	rows_free(rows);
	return st;
}

/* --- what lives on ----------------------------------------------------------------------------------------------------------- */

static json_t *task_json(const struct rows *r, size_t i)
{
	int state = task_state_from_code(rows_text(r, i, 5));
	char at[26];

	return json_pack("{ss ss ss s{ss ss} ss ss s[] ss ss ss ss}", "id", rows_text(r, i, 0), "item", rows_text(r, i, 1),
		"name", rows_text(r, i, 2), "department", "id", rows_text(r, i, 3), "name", rows_text(r, i, 4),
		"state", rows_text(r, i, 5), "state_name", state < 0 ? "" : task_state_name((enum task_state)state), "after",
		"department_no", rows_text(r, i, 6), "updated_at", clock_iso(rows_int(r, i, 7), at), "note", rows_text(r, i, 8),
		"handler", rows_text(r, i, 9));
}

static enum status live_tasks(struct hall *h, int64_t id, json_t *root, struct err *err)
{
	json_t *tasks = json_array();
	struct rows *rows = NULL, *edges = NULL;
	enum status st = store_read(hall_store(h), Q_DOSSIER_TASK_LIST, ARGS(value_int(id)), &rows, err);

	json_object_set_new(root, "tasks", tasks);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		json_array_append_new(tasks, task_json(rows, i));
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_DOSSIER_EDGE_LIST, ARGS(value_int(id)), &edges, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(edges); i++)
		json_array_append_new(json_object_get(json_entry(root, "tasks", rows_text(edges, i, 0)), "after"),
			json_string(rows_text(edges, i, 1)));
	rows_free(rows);
	rows_free(edges);
	return st;
}

/* A deferred paper that has come in is received now and promised for no day any more, one that was given longer for another; and
 * what a notice found wrong with one stands with it. */
enum status dossier_materials_now(struct hall *h, int64_t id, json_t *root, struct err *err)
{
	struct rows *rows = NULL;
	char day[11];
	enum status st = store_read(hall_store(h), Q_DOSSIER_MATERIAL_STATES, ARGS(value_int(id)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		json_t *m = json_entry(root, "materials", rows_text(rows, i, 0));
		int state = material_state_from_code(rows_text(rows, i, 1));
		if (!m || state < 0)
			continue;
		json_object_set_new(m, "state", json_string(material_state_code((enum material_state)state)));
		json_object_set_new(m, "state_name", json_string(material_state_name((enum material_state)state)));
		json_object_set_new(m, "reason", json_string(rows_text(rows, i, 2)));
		json_object_set_new(m, "date", rows_null(rows, i, 3) ? json_null() : json_string(day_iso((day_t)rows_int(rows, i, 3), day)));
	}
	rows_free(rows);
	return st;
}

/* Pauses, extensions and new calendars move what was promised; the paper keeps the day it was printed with. */
static void live_due(const struct rows *r, json_t *root)
{
	static const struct { int column; const char *member; } days[] = { { COL_PROMISED, "promised" }, { COL_STATUTORY, "statutory" } };
	json_t *due = json_object_get(root, "due");

	if (rows_null(r, 0, COL_ACCEPTED))
		return;
	for (size_t i = 0; i < COUNT_OF(days); i++)
		json_object_set_new(due, days[i].member, day_json(rows_null(r, 0, days[i].column) ? DAY_NONE :
			(day_t)rows_int(r, 0, days[i].column)));
	json_object_set_new(due, "estimated", json_boolean(rows_int(r, 0, COL_ESTIMATED) != 0));
	json_object_set_new(due, "statutory_estimated", json_boolean(rows_int(r, 0, COL_STATUTORY_ESTIMATED) != 0));      /* T-13 */
}

/* Until when an answer or a correction is owed, by the clocks that run: a notice ends the one and begins the other. */
static enum status live_answers(struct hall *h, const struct rows *r, json_t *root, struct err *err)
{
	json_t *due = json_object_get(root, "due");
	struct rows *rows = NULL;

	if (!rows_null(r, 0, COL_ACCEPTED))
		return ST_OK;
	enum status st = store_read(hall_store(h), Q_CLOCK_ANSWERS, ARGS(value_int(rows_int(r, 0, COL_ID))), &rows, err);
	json_object_set_new(due, "notice", json_null());
	json_object_set_new(due, "correction", json_null());
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		json_object_set_new(due, strcmp(rows_text(rows, i, 0), clock_rule(CLOCK_K1)->code) == 0 ? "notice" : "correction",
			day_json((day_t)rows_int(rows, i, 1)));
	rows_free(rows);
	return st;
}

/* The papers that there are by now: those of acceptance and those of later acts. */
static enum status live_documents(struct hall *h, int64_t id, json_t *root, struct err *err)
{
	json_t *all = json_array();
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DOSSIER_PAPERS, ARGS(value_int(id)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		json_array_append_new(all, json_pack("{ss ss ss si ss}", "kind", rows_text(rows, i, 0), "title", rows_text(rows, i, 1),
			"number", rows_text(rows, i, 2), "copies", (int)rows_int(rows, i, 3), "paper", rows_text(rows, i, 4)));
	rows_free(rows);
	json_object_set_new(root, "documents", all);
	return st;
}

static enum status live_hand(struct hall *h, int64_t id, json_t *root, struct err *err)
{
	json_t *hand = NULL;
	enum status st = hand_of(h, id, &hand, err);

	if (st == ST_OK)
		json_object_set_new(root, "hand", hand);
	return st;
}

/* W-2: a state that no table knows was written by another program, or by a disk; nothing is made of it. */
static enum status live_state(const struct rows *r, json_t *root, struct err *err)
{
	const char *code = rows_text(r, 0, COL_STATE);
	int state = dossier_state_from_code(code);
	int64_t deferred = rows_int(r, 0, COL_DEFERRED);

	if (state < 0)
		return err_set(err, ST_CORRUPT, "E-6109", "这一办件的状态“%.8s”不认识,没有改动。请联系管理员。", code);
	json_object_set_new(root, "state", json_string(code));
	json_object_set_new(root, "state_name", json_string(state == DOSSIER_ACCEPTED && deferred ? "容缺受理" :
		dossier_state_name((enum dossier_state)state)));
	json_object_set_new(root, "deferred", json_integer(deferred));
	json_object_set_new(root, "version", json_integer(rows_int(r, 0, COL_VERSION)));
	return ST_OK;
}

enum status dossier_missing(const char *where, const char *number, struct err *err)
{
	return err_at(err, ST_NOINPUT, "E-6101", where, "没有受理号为 %.40s 的办件。请核对受理号,或按姓名、证件号查找。", number);
}

static enum status number_find(struct hall *h, const char *number, int64_t *id, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_DOSSIER_BY_NUMBER, ARGS(value_text(number)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = dossier_missing("number", number, err);
	*id = st == ST_OK ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return st;
}

static enum status live(struct hall *h, int64_t id, const struct rows *rows, json_t *root, struct err *err)
{
	enum status st = live_state(rows, root, err);

	if (st != ST_OK)
		return st;
	live_due(rows, root);
	if ((st = live_answers(h, rows, root, err)) == ST_OK)
		st = live_tasks(h, id, root, err);
	return st;
}

enum status dossier_live(struct hall *h, const char *number, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	int64_t id;
	enum status st = number_find(h, number, &id, err);

	*out = json_pack("{s{sn sn sn sn sb sb}}", "due", "promised", "statutory", "notice", "correction", "estimated", 0,
		"statutory_estimated", 0);
	if (st == ST_OK)
		st = read_row(h, id, 0, &rows, err);
	if (st == ST_OK)
		st = live(h, id, rows, *out, err);
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	rows_free(rows);
	return st;
}

enum status dossier_json(struct hall *h, const char *number, bool masked, json_t **out, struct err *err)
{
	struct rows *rows = NULL;
	int64_t id;
	enum status st = number_find(h, number, &id, err);

	*out = NULL;
	if (st == ST_OK)
		st = dossier_read(h, id, 0, &rows, out, err);
	if (st == ST_OK)
		st = live(h, id, rows, *out, err);
	if (st == ST_OK)
		st = dossier_materials_now(h, id, *out, err);
	if (st == ST_OK)
		st = live_documents(h, id, *out, err);
	if (st == ST_OK)
		st = live_hand(h, id, *out, err);
	if (st == ST_OK && masked)
		dossier_mask(*out);
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	rows_free(rows);
	return st;
}

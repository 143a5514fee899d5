/* SPDX-License-Identifier: Apache-2.0 */
#include "fault/accept.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/query.h"

#define CHILDREN 3

struct counted { int counter, dossier; };

static enum status number_it(struct batch *b, void *ctx, struct err *err)
{
	(void)err;
	const struct counted *c = ctx;
	int64_t id = rows_int(batch_rows(b, c->dossier), 0, 0), number = rows_int(batch_rows(b, c->counter), 0, 0);
	char name[16];

	for (int i = 0; i < CHILDREN; i++) {
		snprintf(name, sizeof name, "材料%d", i);
		batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(id), value_text(name)));
	}
	batch_add(b, Q_DOSSIER_NUMBER, ARGS(value_int(id), value_int(number)));
	batch_add(b, Q_TRAIL_INSERT, ARGS(value_int(id), value_blob("accepted", 8)));
	return ST_OK;
}

enum status accept_one(struct store *s, int k, int64_t *number, struct err *err)
{
	struct batch *b = batch_new("accept");
	struct counted c;
	char uuid[16];

	snprintf(uuid, sizeof uuid, "u%d", k);
	c.dossier = batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text("张三")));
	c.counter = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("day")));
	batch_then(b, number_it, &c);
	enum status st = store_submit(s, b, err);
	*number = st == ST_OK ? rows_int(batch_rows(b, c.counter), 0, 0) : 0;
	batch_free(b);
	return st;
}

void accept_look(struct store *s, struct accept_view *view)
{
	struct rows *r;
	int64_t counter = -1;

	*view = (struct accept_view){ 0 };
	if (store_read(s, Q_COUNTER_GET, ARGS(value_text("day")), &r, NULL) == ST_OK) {
		counter = rows_int(r, 0, 0);
		rows_free(r);
	}
	if (store_read(s, Q_DOSSIER_ALL, NULL, 0, &r, NULL) != ST_OK) {
		view->torn = 1;
		return;
	}
	view->dossiers = (int64_t)rows_count(r);
	for (size_t i = 0; i < rows_count(r); i++) {
		view->torn += rows_int(r, i, 3) != CHILDREN || rows_int(r, i, 4) != 1;
		view->gaps += rows_int(r, i, 1) != (int64_t)i + 1;
	}
	view->gaps += counter != view->dossiers;
	rows_free(r);
}

int64_t accept_number(struct store *s, int k)
{
	struct rows *r;
	char uuid[16];
	int64_t number = 0;

	snprintf(uuid, sizeof uuid, "u%d", k);
	if (store_read(s, Q_DOSSIER_BY_UUID, ARGS(value_text(uuid)), &r, NULL) == ST_OK) {
		number = rows_int(r, 0, 1);
		rows_free(r);
	}
	return number;
}

void accept_old_store(const char *path, const char *vfs)
{
	static const char rows[] =
		"INSERT INTO dossier (id, uuid, number, name) VALUES (1, 'old1', 1, '张三'), (2, 'old2', 2, '李四');"
		"INSERT INTO material (dossier, name) VALUES (1, 'a'), (1, 'b'), (1, 'c'), (2, 'a'), (2, 'b'), (2, 'c');"
		"INSERT INTO trail (dossier, entry) VALUES (1, x'01'), (2, x'02');"
		"INSERT INTO counter (series, n) VALUES ('day', 2);"
		"PRAGMA application_id = 0x59435341; PRAGMA user_version = 1;";
	sqlite3 *db;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs) != SQLITE_OK ||
	    sqlite3_exec(db, schema_sets[0].migrations[0].sql, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, rows, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "accept_old_store: %s\n", sqlite3_errmsg(db));
		abort();
	}
	sqlite3_close(db);
}

bool accept_old_store_whole(const char *path)
{
	struct accept_view view;
	struct store *s;
	struct err err;
	bool whole = false;

	if (store_open(path, "sample", 0, &s, &err) == ST_OK && store_check(s, true, &err) == ST_OK) {
		accept_look(s, &view);
		whole = view.dossiers == 2 && view.torn == 0 && view.gaps == 0;
	} else {
		fprintf(stderr, "accept_old_store_whole: %s %s\n", err.code, err.text);
	}
	store_close(s);
	return whole;
}

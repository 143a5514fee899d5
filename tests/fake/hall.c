/* SPDX-License-Identifier: Apache-2.0 */
#include "fake/hall.h"

#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tls.h"

void fake_die(const char *what, const char *why)
{
	fprintf(stderr, "test set-up: %s: %s\n", what, why);
	exit(99);
}

char *fake_data(void)
{
	const char *srcdir = getenv("srcdir");

	return file_join(srcdir ? srcdir : ".", "data");
}

static void must(enum status st, const struct err *err, const char *what)
{
	if (st != ST_OK)
		fake_die(what, err->text);
}

void fake_hall_return(struct fake_hall *f)
{
	struct err err = { 0 };
	char *path = file_join(f->path, "hall.db");

	must(hall_open(f->path, false, &f->hall, &err), &err, "hall_open");
	if (sqlite3_open(path, &f->db) != SQLITE_OK || sqlite3_busy_timeout(f->db, 10000) != SQLITE_OK)
		fake_die(path, sqlite3_errmsg(f->db));
	free(path);
}

void fake_hall_leave(struct fake_hall *f)
{
	if (sqlite3_close(f->db) != SQLITE_OK)
		fake_die("sqlite3_close", sqlite3_errmsg(f->db));
	f->db = NULL;
	hall_close(f->hall);
	f->hall = NULL;
}

void fake_hall_make(struct fake_hall *f, bool tls)
{
	struct err err = { 0 };
	char *data = fake_data();

	snprintf(f->dir, sizeof f->dir, "%.40s/yc-hall-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(f->dir))
		fake_die(f->dir, "mkdtemp");
	snprintf(f->path, sizeof f->path, "%s/hall", f->dir);
	char *certificates = file_join(f->path, "tls");
	must(hall_init(f->path, data, &(struct hall_identity){ "测试大厅", "338810", "001" }, &err), &err, "hall_init");
	if (tls)
		must(tls_make(certificates, "Test", &err), &err, "tls_make");
	free(certificates);
	free(data);
	fake_hall_return(f);
	fake_run(f, "INSERT INTO catalogue_version VALUES (1, 'Test', '2026-01-01', 'digest', 0, 0, '{}')", "");
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *where)
{
	(void)info;
	(void)type;
	(void)where;
	return remove(path);
}

void fake_hall_free(struct fake_hall *f)
{
	if (f->hall)
		fake_hall_leave(f);
	if (nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		fprintf(stderr, "%s is left behind\n", f->dir);
}

/* --- SQL --------------------------------------------------------------------------------------------------------- */

static sqlite3_stmt *prepare(struct fake_hall *f, const char *sql, const char *types, va_list ap)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(f->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fake_die(sql, sqlite3_errmsg(f->db));
	for (int i = 0; types[i]; i++)
		if ((types[i] == 's' ? sqlite3_bind_text(stmt, i + 1, va_arg(ap, const char *), -1, SQLITE_TRANSIENT)
			: sqlite3_bind_int64(stmt, i + 1, va_arg(ap, int64_t))) != SQLITE_OK)
			fake_die(sql, sqlite3_errmsg(f->db));
	return stmt;
}

static bool step(struct fake_hall *f, sqlite3_stmt *stmt)
{
	int rc = sqlite3_step(stmt);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		fake_die(sqlite3_sql(stmt), sqlite3_errmsg(f->db));
	return rc == SQLITE_ROW;
}

int64_t fake_int(struct fake_hall *f, const char *sql, const char *types, ...)
{
	va_list ap;

	va_start(ap, types);
	sqlite3_stmt *stmt = prepare(f, sql, types, ap);
	va_end(ap);
	int64_t i = step(f, stmt) ? sqlite3_column_int64(stmt, 0) : -1;
	sqlite3_finalize(stmt);
	return i;
}

const char *fake_text(struct fake_hall *f, char out[256], const char *sql, const char *types, ...)
{
	va_list ap;

	va_start(ap, types);
	sqlite3_stmt *stmt = prepare(f, sql, types, ap);
	va_end(ap);
	out[0] = '\0';
	if (step(f, stmt) && sqlite3_column_text(stmt, 0))
		snprintf(out, 256, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return out;
}

void fake_run(struct fake_hall *f, const char *sql, const char *types, ...)
{
	va_list ap;

	va_start(ap, types);
	sqlite3_stmt *stmt = prepare(f, sql, types, ap);
	va_end(ap);
	while (step(f, stmt))
		;
	sqlite3_finalize(stmt);
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

void fake_department(struct fake_hall *f, const char *id, const char *url, bool dedup)
{
	fake_run(f, "INSERT INTO department (id, name, url, dedup) VALUES (?1, '部门' || ?1, ?2, ?3)", "ssi", id, url,
		(int64_t)dedup);
}

int64_t fake_dossier(struct fake_hall *f, const char *number)
{
	fake_run(f, "INSERT INTO dossier (number, tail, accept_uuid, state, outcome, deferred, bundle, bundle_name,"
		" catalogue_version, calendar_version, window_no, staff, name, company, person_index, received_day, received_at,"
		" accepted_at, estimated, delivery, query_code, check_code, typed, derived, shared, updated_at)"
		" VALUES (?1, '', 'uuid-' || ?1, '30', 'accept', 0, 'b', '一件事', 1, 'v', '1', (SELECT min(id) FROM staff), '张三',"
		" 0, '', 0, 0, 0, 0, 'window', '', '', 0, 0, 0, 0)", "s", number);
	int64_t id = sqlite3_last_insert_rowid(f->db);
	fake_run(f, "INSERT INTO snapshot (dossier, version, made_at, digest, body, person) VALUES (?1, 1, 0, '', '{}', x'')", "i", id);
	return id;
}

/* A body by data/contract/task.schema.json. */
static char *task_body(const char *key, const char *dossier, const char *department, int no)
{
	return mem_format("{\"key\":\"%s\",\"dossier\":\"%s\",\"item\":{\"id\":\"i%d\",\"name\":\"事项%d\"},"
		"\"department\":{\"id\":\"%s\"},\"applicant\":{\"name\":\"张三\"},\"form\":[{\"field\":\"baby.xm\",\"value\":\"张小三\"}],"
		"\"materials\":[]}", key, dossier, no, no, department);
}

static void insert_message(struct fake_hall *f, int64_t task, const char *key, const char *department, const char *body)
{
	unsigned char sm3[DIGEST_SIZE];
	char digest[65], where[64];
	struct buf sealed;
	sqlite3_stmt *stmt = NULL;
	static const char sql[] = "INSERT INTO outbox (id, task, key, kind, sequence, department, path, digest, created_at, body)"
		" VALUES (?1, ?1, ?2, 'task', 1, ?3, '/v1/tasks', ?4, 0, ?5)";

	crypto_sm3(body, strlen(body), sm3);
	crypto_hex(sm3, sizeof sm3, digest);
	snprintf(where, sizeof where, "outbox/%s/body", key);
	buf_init(&sealed, BUF_LARGE);
	hall_seal(f->hall, where, body, strlen(body), &sealed);
	if (sqlite3_prepare_v2(f->db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_bind_int64(stmt, 1, task) != SQLITE_OK ||
		sqlite3_bind_text(stmt, 2, key, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
		sqlite3_bind_text(stmt, 3, department, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
		sqlite3_bind_text(stmt, 4, digest, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
		sqlite3_bind_blob(stmt, 5, sealed.data, (int)sealed.len, SQLITE_TRANSIENT) != SQLITE_OK ||
		sqlite3_step(stmt) != SQLITE_DONE)
		fake_die(sql, sqlite3_errmsg(f->db));
	sqlite3_finalize(stmt);
	buf_release(&sealed);
}

int64_t fake_task(struct fake_hall *f, int64_t dossier, const char *department, int64_t after, const char *needs)
{
	char key[37], number[256];
	int64_t no = fake_int(f, "SELECT count(*) + 1 FROM task WHERE dossier = ?1", "i", dossier);

	crypto_uuid(key);
	fake_text(f, number, "SELECT number FROM dossier WHERE id = ?1", "i", dossier);
	fake_run(f, "BEGIN IMMEDIATE", "");
	fake_run(f, "INSERT INTO dossier_item (dossier, no, item, name, project_no, at_once)"
		" VALUES (?1, ?2, 'i' || ?2, '事项' || ?2, ?3 || '/' || ?2, 0)", "iis", dossier, no, number);
	fake_run(f, "INSERT INTO task (dossier, no, task_no, item, department, updated_at)"
		" VALUES (?1, ?2, ?3 || '-' || ?2, 'i' || ?2, ?4, 0)", "iiss", dossier, no, number, department);
	int64_t task = sqlite3_last_insert_rowid(f->db);
	if (after)
		fake_run(f, "INSERT INTO task_edge (task, after, needs) VALUES (?1, ?2, ?3)", "iis", task, after, needs);
	char *body = task_body(key, number, department, (int)no);
	insert_message(f, task, key, department, body);
	free(body);
	fake_run(f, "COMMIT", "");
	return task;
}

char *fake_key(struct fake_hall *f, int64_t task)
{
	char key[256];

	return mem_text(fake_text(f, key, "SELECT key FROM outbox WHERE task = ?1", "i", task));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

static void forget_statements(struct sqlite *q)
{
	for (size_t i = 0; i < query_table_count; i++) {
		sqlite3_finalize(q->queries[i].stmt);
		free(q->queries[i].at);
		q->queries[i] = (struct prepared){ 0 };
	}
}

static void sqlite_rest(struct store *s)
{
	struct sqlite *q = (struct sqlite *)s;

	forget_statements(q);
	sqlite3_db_release_memory(q->db);
}

void sqlite_close(struct store *s)
{
	struct sqlite *q = (struct sqlite *)s;

	forget_statements(q);
	sqlite3_finalize(q->begin);
	sqlite3_finalize(q->commit);
	sqlite3_finalize(q->data_version);
	sqlite3_close(q->db);
	if (q->watch >= 0)
		close(q->watch);
	free(q->queries);
	free(q->path);
	free(q);
}

/* --- transactions -------------------------------------------------------------------------------------------- */

static int run_kept(struct sqlite *q, sqlite3_stmt **kept, const char *sql)
{
	int rc = *kept ? SQLITE_OK : sqlite3_prepare_v3(q->db, sql, -1, SQLITE_PREPARE_PERSISTENT, kept, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(*kept);
	sqlite3_reset(*kept);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

enum status sqlite_begin(struct store *s, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;

	q->changing = true;
	int rc = run_kept(q, &q->begin, "BEGIN IMMEDIATE");
	enum status st = rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, "", err);
	q->changing = st == ST_OK;
	return st;
}

/* Without COMMIT nothing can have been done: what reached the file, its journal undoes, now or at the next look. */
void sqlite_rollback(struct store *s)
{
	struct sqlite *q = (struct sqlite *)s;
	struct err why;

	q->changing = false;
	if (!sqlite3_get_autocommit(q->db))
		sqlite3_exec(q->db, "ROLLBACK", NULL, NULL, NULL);
	if (sqlite3_get_autocommit(q->db))
		return;
	err_set(&why, ST_IO, "E-5108", "数据文件暂时不能写入。请重新启动程序。");
	sqlite_close_writing(q, &why);
}

/* Undoes what a failed COMMIT left. One that only had to wait, or broke a deferred reference, leaves the transaction
 * open. Else SQLite has undone it already, which is proven when the file can be read again (R15). */
static bool undone(struct sqlite *q)
{
	if (!sqlite3_get_autocommit(q->db))
		return sqlite3_exec(q->db, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK;
	return sqlite_ask(q->db, "PRAGMA schema_version") >= 0;
}

/* A COMMIT that failed before its decisive moment, or met a full disk while it wrote pages, can be undone and proven
 * undone. After any other failure the journal may be gone already although its end was not synced (and in a WAL the
 * last frame may be there): only a new look can tell (R4). */
enum status sqlite_commit(struct store *s, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	struct err why;
	int rc = run_kept(q, &q->commit, "COMMIT"), family = rc & 0xff;

	if (rc == SQLITE_OK) {
		q->changing = false;
		return ST_OK;
	}
	if (family == SQLITE_BUSY || family == SQLITE_CONSTRAINT || (family == SQLITE_FULL && !q->wal)) {
		enum status st = sqlite_failure(q, rc, "", err);
		q->changing = false;
		if (undone(q))
			return st;
	}
	err_set(&why, ST_UNKNOWN, "E-5107", "保存时磁盘出错,结果不明,须重新核对。请勿重复操作。");
	if (err)
		*err = why;
	err_set(&why, ST_IO, "E-5108", "上次保存结果不明,暂停写入。请重新启动程序。");
	sqlite_close_writing(q, &why);
	return ST_UNKNOWN;
}

/* --- migrations ---------------------------------------------------------------------------------------------- */

static enum status sqlite_script(struct store *s, const char *sql, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	int rc = sqlite3_exec(q->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, "", err);
}

enum status sqlite_version(struct store *s, int *version, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(q->db, "PRAGMA user_version", -1, &stmt, NULL);

	*version = 0;
	if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		*version = sqlite3_column_int(stmt, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, "", err);
}

enum status sqlite_write_version(struct sqlite *q, int version, struct err *err)
{
	char sql[96];

	sqlite3_snprintf((int)sizeof sql, sql, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		sqlite_application(q->base.set), version);
	return sqlite_script(&q->base, sql, err);
}

/* The version goes in with the migrations; what refers to nothing must not. */
static enum status sqlite_set_version(struct store *s, int version, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;

	if (sqlite_ask(q->db, "SELECT count(*) FROM pragma_foreign_key_check") != 0)
		return err_set(err, ST_CORRUPT, "E-5110", "升级后数据之间的引用不完整,已全部撤销。");
	return sqlite_write_version(q, version, err);
}

/* What was written meanwhile reaches the disk here; from then on each commit waits for it again. */
static enum status sqlite_making(struct store *s, bool making, struct err *err)
{
	static const int files[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };
	struct sqlite *q = (struct sqlite *)s;
	enum status st = sqlite_script(s, making ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL", err);

	for (size_t i = 0; st == ST_OK && !making && i < COUNT_OF(files); i++) {
		sqlite3_file *f = NULL;
		int rc = sqlite3_file_control(q->db, "main", files[i], &f);
		if (rc == SQLITE_OK && f && f->pMethods)
			rc = f->pMethods->xSync(f, SQLITE_SYNC_FULL);
		if (rc != SQLITE_OK)
			st = sqlite_failure(q, rc, q->path, err);
	}
	return st;
}

static const char *sqlite_describe(struct store *s)
{
	return ((struct sqlite *)s)->about;
}

const struct backend backend_sqlite = {
	.scheme = "sqlite", .open = sqlite_open, .close = sqlite_close,
	.begin = sqlite_begin, .commit = sqlite_commit, .rollback = sqlite_rollback, .step = sqlite_step,
	.script = sqlite_script, .version = sqlite_version, .set_version = sqlite_set_version,
	.watch = sqlite_watch, .changed = sqlite_changed, .watch_pass = sqlite_watch_pass,
	.rest = sqlite_rest, .making = sqlite_making, .backup = sqlite_backup, .check = sqlite_check,
	.describe = sqlite_describe,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "store/sqlite.h"
#include "store/testing.h"

/* --- checking ------------------------------------------------------------------------------------------------ */

/* Runs a check that answers "ok" or the first fault; the fault goes to said. */
static int check_says(sqlite3 *db, const char *sql, char *said, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

	said[0] = '\0';
	if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		sqlite3_snprintf((int)size, said, "%s", (const char *)sqlite3_column_text(stmt, 0));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(stmt);
	if (rc == SQLITE_OK && strcmp(said, "ok") == 0)
		said[0] = '\0';
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

enum status sqlite_sound(struct sqlite *q, bool thorough, struct err *err)
{
	char said[200];
	int rc = check_says(q->db, thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", said, sizeof said);

	if (rc == SQLITE_OK && said[0])
		rc = SQLITE_CORRUPT;
	return rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, said, err);
}

enum status sqlite_check(struct store *s, bool thorough, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	enum status st = sqlite_sound(q, thorough, err);
	char said[200];
	int rc;

	if (st != ST_OK)
		return st;
	rc = check_says(q->db, "SELECT \"table\" || '.' || rowid || ' -> ' || \"parent\" FROM pragma_foreign_key_check"
		" LIMIT 1", said, sizeof said);
	if (rc != SQLITE_OK)
		return sqlite_failure(q, rc, "", err);
	if (said[0])
		return err_at(err, ST_CORRUPT, "E-5119", said, "数据之间的引用不完整。请用备份恢复或联系维护人员。");
	return ST_OK;
}

/* --- copying ------------------------------------------------------------------------------------------------- */

#define SLICE 2048                       /* pages copied at one go: a few milliseconds of a writer's waiting */
#define RESTARTS 12                      /* a busy minute passes; the copy at one go holds writers off, some 3 s for 1 GB */
#define NAP_NS 1000000
#define NAP_OVER_NS 50000000             /* after a restart: who writes has more to write */

/* Page by page while others write. A write by another connection makes SQLite begin anew: after a few times all of it is done at one
 * go, so that it ends. Writers wait for that one. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc, slice = SLICE, left = 0, restarts = 0;

	if (!b)
		return sqlite3_extended_errcode(to);
	while ((rc = sqlite3_backup_step(b, slice)) == SQLITE_OK) {
		int now = sqlite3_backup_remaining(b);
		bool over = left > 0 && now >= left;             /* no fewer than before: after each first slice as many are left */
		if (over && ++restarts == RESTARTS)
			slice = -1;
		left = now;
		if (FAULT("store.backup-slice")) {
			rc = SQLITE_IOERR;
			break;
		}
		struct timespec nap = { 0, over ? NAP_OVER_NS : NAP_NS };
		nanosleep(&nap, NULL);
	}
	int end = sqlite3_backup_finish(b);
	return rc == SQLITE_DONE ? end : rc;
}

/* The copy must open by itself, be sound, and be of the same kind and version. */
static bool verified(struct sqlite *q, sqlite3 *copy)
{
	static const char *const same[] = { "PRAGMA application_id", "PRAGMA user_version" };
	char said[200];

	if (check_says(copy, "PRAGMA quick_check(1)", said, sizeof said) != SQLITE_OK || said[0])
		return false;
	for (size_t i = 0; i < COUNT_OF(same); i++)
		if (sqlite_ask(q->db, same[i]) != sqlite_ask(copy, same[i]))
			return false;
	return !FAULT("store.backup-verify");
}

static int copy_open(const char *path, sqlite3 **db)
{
	int rc = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE, store_override ? store_override->vfs : NULL);

	/* One file, no journal left beside it. Whoever calls syncs it before it has its name: done within the last step it would be done
	 * while writers wait (R16), and a slow disk takes longer over a large store than they wait. */
	const char *how = store_override && store_override->vfs ? "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL" :
		"PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF";
	return rc == SQLITE_OK ? sqlite3_exec(*db, how, 0, 0, 0) : rc;
}

/* Copies into `path`, opens the copy anew and verifies it. */
static enum status copy_to(struct sqlite *q, const char *path, struct err *err)
{
	sqlite3 *db = NULL;
	int rc = copy_open(path, &db);
	bool good;

	if (rc == SQLITE_OK)
		rc = copy_pages(q->db, db);
	if (sqlite3_close(db) != SQLITE_OK || rc != SQLITE_OK) {
		rc = rc == SQLITE_OK ? SQLITE_IOERR : rc;
		if ((rc & 0xff) == SQLITE_FULL)
			return err_at(err, ST_FULL, "E-5109", path, "磁盘空间不足,备份未完成。");
		return (rc & 0xff) == SQLITE_CORRUPT ? sqlite_failure(q, rc, "", err) :
			err_at(err, (rc & 0xff) == SQLITE_BUSY ? ST_BUSY : ST_IO, "E-5109", path, "备份未完成,原数据未动。");
	}
	db = NULL;
	good = copy_open(path, &db) == SQLITE_OK && verified(q, db);
	sqlite3_close(db);
	return good ? ST_OK : err_at(err, ST_IO, "E-5109", path, "备份核对不符,已作废。请检查磁盘后重试。");
}

enum status sqlite_backup(struct store *s, const char *path, struct err *err)
{
	struct sqlite *q = (struct sqlite *)s;
	char *part;
	enum status st;
	int fd;

	if (store_override && store_override->vfs)
		return copy_to(q, path, err);
	if (access(path, F_OK) == 0)
		return err_at(err, ST_CANTMAKE, "E-5109", path, "同名备份已经存在,不会覆盖。");
	part = mem_format("%s.part-%ld", path, (long)getpid());
	unlink(part);
	fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || close(fd) < 0)
		st = err_at(err, ST_CANTMAKE, "E-5109", path, "不能建立备份文件。请检查文件夹的权限和磁盘空间。");
	else
		st = copy_to(q, part, err);
	if (st == ST_OK && FAULT("store.backup-before-rename"))
		st = err_at(err, ST_IO, "E-5109", path, "备份未完成,原数据未动。");
	if (st == ST_OK)
		st = sqlite_put_in_place(part, path, err);
	if (st != ST_OK)
		unlink(part);
	free(part);
	return st;
}

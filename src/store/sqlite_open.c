/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/migrate.h"
#include "store/sqlite.h"
#include "store/testing.h"

const struct store_override *store_override;

#define WAL_FIXED 3051003                /* earlier libraries can damage a WAL store that two programs use */
#define FULL 2                           /* PRAGMA synchronous */

/* "YC" and the set's first two letters: what PRAGMA application_id says. */
int sqlite_application(const struct schema_set *set)
{
	return (int)((unsigned)'Y' << 24 | (unsigned)'C' << 16 | ((unsigned)set->name[0] & 0xdf) << 8 |
		((unsigned)set->name[1] & 0xdf));
}

static bool on_test_disk(void)
{
	return store_override && store_override->vfs;
}

/* --- set-up -------------------------------------------------------------------------------------------------- */

static struct sqlite *sqlite_new(const char *path, const struct schema_set *set, unsigned flags)
{
	struct sqlite *q = mem_alloc(sizeof *q);

	q->base = (struct store){ .backend = &backend_sqlite, .set = set, .flags = flags };
	q->queries = mem_array(query_table_count, sizeof *q->queries);
	q->watch = -1;
	/* names that SQLite would take for something else than a file */
	q->path = path[0] == ':' || strncmp(path, "file:", 5) == 0 ? mem_format("./%s", path) : mem_text(path);
	return q;
}

/* What every connection gets besides the durable pair (R2). */
static int harden(struct sqlite *q)
{
	static const struct { int option, value; } switches[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 }, { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 }, { SQLITE_DBCONFIG_DQS_DDL, 0 },
		/* a newer store must be closed as it was found, its WAL included (R18) */
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
	};
	int rc = SQLITE_OK, is;

	sqlite3_busy_handler(q->db, sqlite_on_busy, q);
	sqlite3_progress_handler(q->db, 20000, sqlite_on_progress, q);
	for (size_t i = 0; i < COUNT_OF(switches) && rc == SQLITE_OK; i++) {
		rc = sqlite3_db_config(q->db, switches[i].option, switches[i].value, &is);
		if (rc == SQLITE_OK && is != switches[i].value)
			rc = SQLITE_MISUSE;
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(q->db, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA secure_delete=ON;"
			"PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2000;"
			/* else REPLACE would slip past the triggers that guard what must not change */
			"PRAGMA recursive_triggers=ON;", NULL, NULL, NULL);
	return rc;
}

/* Connects without touching the file beyond a recovery that is due. */
static enum status join(struct sqlite *q, int flags, struct err *err)
{
	int rc = sqlite3_open_v2(q->path, &q->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
		SQLITE_OPEN_EXRESCODE, on_test_disk() ? store_override->vfs : NULL);

	if (rc == SQLITE_OK)
		rc = harden(q);
	return rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, q->path, err);
}

/* What a PRAGMA journal_mode answers, into mode. */
static int journal_mode(sqlite3 *db, const char *sql, char *mode, size_t size)
{
	sqlite3_stmt *stmt = NULL;

	mode[0] = '\0';
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		sqlite3_snprintf((int)size, mode, "%s", (const char *)sqlite3_column_text(stmt, 0));
	return stmt ? sqlite3_finalize(stmt) : sqlite3_extended_errcode(db);
}

static enum status pair_set(struct sqlite *q, const char *journal, const char *synchronous, char mode[16],
	struct err *err)
{
	char sql[64];
	int rc;

	sqlite3_snprintf((int)sizeof sql, sql, "PRAGMA synchronous=%s", synchronous);
	rc = sqlite3_exec(q->db, sql, NULL, NULL, NULL);
	sqlite3_snprintf((int)sizeof sql, sql, "PRAGMA journal_mode=%s", journal);
	if (rc == SQLITE_OK)
		rc = journal_mode(q->db, sql, mode, 16);
	if (rc == SQLITE_OK)
		rc = journal_mode(q->db, "PRAGMA journal_mode", mode, 16);
	return rc == SQLITE_OK ? ST_OK : sqlite_failure(q, rc, q->path, err);
}

/* Sets journal mode and synchronous, then reads both back: a power cut must not undo a COMMIT (R2). */
static enum status durable_pair(struct sqlite *q, struct err *err)
{
	bool wal = sqlite3_libversion_number() >= WAL_FIXED, other = store_override && store_override->journal;
	char mode[16];
	enum status st = pair_set(q, other ? store_override->journal : wal ? "WAL" : "TRUNCATE",
		other ? store_override->synchronous : "FULL", mode, err);

	if (st != ST_OK)
		return st;
	bool full = sqlite_ask(q->db, "PRAGMA synchronous") == FULL;
	q->wal = strcmp(mode, "wal") == 0;
	sqlite3_snprintf((int)sizeof q->about, q->about, "SQLite %s %s%s", sqlite3_libversion(),
		q->wal ? "WAL" : strcmp(mode, "truncate") == 0 ? "TRUNCATE" : mode, full ? "+FULL" : "");
	if (other || (full && (strcmp(mode, "truncate") == 0 || strcmp(mode, "persist") == 0 || (wal && q->wal))))
		return ST_OK;
	return err_at(err, ST_CONFIG, "E-5103", mode, "数据库不能切换到断电安全的方式,已拒绝打开。请关闭其他程序后重试。");
}

/* --- recognising --------------------------------------------------------------------------------------------- */

/* Is it a store of this set, and not newer than we are? */
static enum status recognise(struct sqlite *q, int application, int version, struct err *err)
{
	if (application != sqlite_application(q->base.set))
		return err_at(err, ST_CORRUPT, "E-5002", q->path, "这不是一窗的数据文件,已拒绝打开,文件未动。");
	return migrate_compare(q->base.set, version, q->path, err);
}

/* First by the header, before SQLite may recover anything: a newer store must stay as it is (R18). */
static enum status look_first(struct sqlite *q, struct err *err)
{
	struct file_look look;
	enum status st = sqlite_look(q->path, &look, err);

	if (st != ST_OK)
		return st;
	if (look.size == 0)
		return err_at(err, ST_CORRUPT, "E-5001", q->path,
			"数据文件是空的(0字节),不能当作新库使用,已拒绝打开。请用备份恢复。");
	if (look.journal && (look.alien || look.application != sqlite_application(q->base.set)))
		return ST_OK;            /* power may have failed while page 1 was written: the journal has it whole */
	if (look.journal)
		log_line(LOG_NOTE, "store: a journal with content lies beside %s: in use, or recovered now", q->path);
	if (look.alien)
		return sqlite_failure(q, SQLITE_NOTADB, q->path, err);
	return recognise(q, look.application, look.version, err);
}

/* From here on the file may be changed. */
static void is_ours(struct sqlite *q)
{
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

/* Then by SQLite, when a journal or WAL has been heeded. */
static enum status look_again(struct sqlite *q, int *version, struct err *err)
{
	enum status st = sqlite_version(&q->base, version, err);

	if (st == ST_OK)
		st = recognise(q, (int)sqlite_ask(q->db, "PRAGMA application_id"), *version, err);
	if (st == ST_OK)
		is_ours(q);
	return st;
}

/* Writes the version that is there already: makes the journal. */
static enum status touch(struct sqlite *q, struct err *err)
{
	struct store *s = &q->base;
	enum status st = sqlite_begin(s, err);
	int version;

	if (st != ST_OK)
		return st;
	if ((st = sqlite_version(s, &version, err)) == ST_OK && (st = sqlite_write_version(q, version, err)) == ST_OK)
		return sqlite_commit(s, err);
	sqlite_rollback(s);
	return st;
}

/* A rollback journal is truncated, never deleted, so a store that was ever written has one beside it. Where it is gone
 * (a restored copy, or a "cleaner" after a crash) the file is checked before anything is written. */
static enum status miss_journal(struct sqlite *q, struct err *err)
{
	char *journal = mem_format("%s-journal", q->path);
	bool there = q->wal || on_test_disk() || access(journal, F_OK) == 0;
	enum status st;

	free(journal);
	if (there)
		return ST_OK;
	if ((st = sqlite_sound(q, false, err)) == ST_CORRUPT)
		return err_at(err, st, "E-5006", q->path,
			"日志文件缺失(可能被清理软件删除),数据文件已不完整,已停止写入。请用备份恢复。");
	return st == ST_OK ? touch(q, err) : st;
}

/* --- making and upgrading ------------------------------------------------------------------------------------ */

/* All steps in one transaction, with references free to be broken until its end (R18). */
static enum status migrate(struct sqlite *q, struct err *err)
{
	enum status st;

	sqlite3_db_config(q->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	st = migrate_run(&q->base, err);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	return st;
}

/* Fills an empty file with the newest schema. */
static enum status fill(const char *path, const struct schema_set *set, struct err *err)
{
	struct sqlite *q = sqlite_new(path, set, STORE_CREATE);
	enum status st = join(q, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);

	if (st == ST_OK) {
		is_ours(q);
		st = durable_pair(q, err);
	}
	if (st == ST_OK)
		st = migrate(q, err);
	sqlite_close(&q->base);
	return st;
}

/* Makes the store whole under another name, so that nobody ever meets one half made: an empty file is damage. */
static enum status fill_aside(const char *path, const struct schema_set *set, struct err *err)
{
	char *made = mem_format("%s.new", path), *journal = mem_format("%s.new-journal", path);
	enum status st = ST_OK;
	int fd;

	unlink(made);
	unlink(journal);
	fd = open(made, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || close(fd) < 0)
		st = err_at(err, ST_CANTMAKE, "E-5112", path, "不能建立数据文件。请检查文件夹的权限和磁盘空间。");
	if (st == ST_OK)
		st = fill(made, set, err);
	unlink(journal);
	if (st == ST_OK && FAULT("store.create-before-rename"))
		st = err_at(err, ST_IO, "E-5112", path, "不能建立数据文件。");
	if (st == ST_OK)
		st = sqlite_put_in_place(made, path, err);
	if (st != ST_OK)
		unlink(made);
	free(made);
	free(journal);
	return st;
}

static enum status create(const char *path, const struct schema_set *set, struct err *err)
{
	enum status st;
	bool exists;
	int lock;

	if (on_test_disk())
		return fill(path, set, err);
	if ((st = sqlite_lock_folder(path, &lock, err)) != ST_OK)
		return st;
	if ((st = sqlite_place(path, &exists, err)) == ST_OK && !exists)
		st = fill_aside(path, set, err);
	sqlite_unlock_folder(lock);
	return st;
}

static enum status room_for_copy(const struct sqlite *q, struct err *err)
{
	struct statvfs fs;
	char *folder = sqlite_folder(q->path);
	int bad = statvfs(folder, &fs);
	int64_t size = sqlite_ask(q->db, "PRAGMA page_count") * sqlite_ask(q->db, "PRAGMA page_size");

	free(folder);
	if (bad == 0 && (uint64_t)fs.f_bavail * fs.f_frsize < (uint64_t)size * 2)
		return err_at(err, ST_FULL, "E-5010", q->path, "磁盘空间不足,不能升级数据,数据未动。请腾出空间后重试。");
	return ST_OK;
}

/* "PATH.v0001-2026-11-23-094107", with "-2" … when an attempt of the same second has left one. */
static char *backup_name(const char *path, int version)
{
	char t[20], *name;

	clock_stamp(clock_wall_ms(), t);
	name = mem_format("%s.v%04d-%.10s-%.2s%.2s%.2s", path, version, t, t + 11, t + 14, t + 17);
	for (int i = 2; access(name, F_OK) == 0; i++) {
		free(name);
		name = mem_format("%s.v%04d-%.10s-%.2s%.2s%.2s-%d", path, version, t, t + 11, t + 14, t + 17, i);
	}
	return name;
}

/* Backup beside the store, verified, then the migrations; other programs wait at the folder's lock (R18). */
static enum status upgrade(struct sqlite *q, struct err *err)
{
	char *copy = NULL;
	enum status st;
	int lock, version;

	if (q->base.flags & STORE_READ_ONLY)
		return err_at(err, ST_CONFIG, "E-5118", q->path, "数据由较旧的程序建立,须先启动一窗完成升级。");
	if ((st = sqlite_lock_folder(q->path, &lock, err)) != ST_OK)
		return st;
	if ((st = look_again(q, &version, err)) != ST_OK || version == q->base.set->count)
		goto out;
	if (!on_test_disk() && (st = room_for_copy(q, err)) != ST_OK)
		goto out;
	copy = backup_name(q->path, version);
	if ((st = sqlite_backup(&q->base, copy, err)) == ST_OK)
		st = migrate(q, err);
out:
	free(copy);
	sqlite_unlock_folder(lock);
	return st;
}

/* --- opening ------------------------------------------------------------------------------------------------- */

/* On a medium that cannot be written the store opens for reading: query mode (R15). */
static bool only_reading(struct sqlite *q)
{
	struct err why;

	if (!(q->base.flags & STORE_READ_ONLY) && sqlite3_db_readonly(q->db, "main") == 1) {
		q->base.flags |= STORE_READ_ONLY;
		err_at(&why, ST_IO, "E-5010", q->path, "磁盘或文件只读,只能查询,本次改动未保存。请检查磁盘和权限。");
		sqlite_close_writing(q, &why);
	}
	return q->base.flags & STORE_READ_ONLY;
}

static enum status open_existing(struct sqlite *q, struct err *err)
{
	int flags = q->base.flags & STORE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, version;
	enum status st = look_first(q, err);

	if (st == ST_OK)
		st = join(q, flags, err);
	if (st == ST_OK)
		st = look_again(q, &version, err);
	if (st != ST_OK)
		return st;
	if (only_reading(q))
		sqlite3_snprintf((int)sizeof q->about, q->about, "SQLite %s", sqlite3_libversion());
	else if ((st = durable_pair(q, err)) == ST_OK && (st = sqlite_settle(q->path, err)) == ST_OK)
		st = miss_journal(q, err);
	if (st == ST_OK && version < q->base.set->count)
		st = upgrade(q, err);
	return st;
}

enum status sqlite_open(const char *where, const struct schema_set *set, unsigned flags, struct store **out,
	struct err *err)
{
	struct sqlite *q = sqlite_new(where, set, flags);
	enum status st;
	bool exists;

	*out = NULL;
	st = sqlite_place(q->path, &exists, err);
	if (st == ST_OK && !exists)
		st = flags & STORE_CREATE ? create(q->path, set, err) :
			err_at(err, ST_NOINPUT, "E-5112", q->path, "找不到数据文件。请检查路径,或先运行 yichuang init。");
	if (st == ST_OK)
		st = open_existing(q, err);
	if (st == ST_OK) {
		*out = &q->base;
		q = NULL;
	}
	if (q)
		sqlite_close(&q->base);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>
#include <time.h>

#include "store/backend.h"

/* The SQLite backend's insides, shared by its files sqlite*.c and by nobody else. */

/* A query that was prepared once: where $1, $2 … are (SQLite numbers them by first appearance). */
struct prepared { sqlite3_stmt *stmt; unsigned char *at; };

struct sqlite {
	struct store base;
	sqlite3 *db;
	char *path;
	struct prepared *queries;        /* query_table_count, filled as they are used */
	sqlite3_stmt *begin, *commit, *data_version;
	struct timespec busy_until, query_until;
	bool limited;                    /* query_until counts */
	int watch;                       /* inotify, -1 when not asked for */
	bool watch_folder;               /* the journal is not there yet */
	int64_t last_version;            /* PRAGMA data_version when store_changed last looked */
	bool wal, changing;              /* the journal mode; inside of a transaction for writing */
	char about[96];
};

/* --- sqlite_error.c: result codes into statuses and sentences */
/* What a failure other than of COMMIT means. `what` is a query's name or "". A damaged file closes the store for writing
 * and is copied to quarantine (R17). */
enum status sqlite_failure(struct sqlite *q, int rc, const char *what, struct err *err);
/* Nothing may be written through this connection any more; keeps the first reason. */
void sqlite_close_writing(struct sqlite *q, const struct err *why);

/* --- sqlite_file.c: the file below, looked at without disturbing SQLite (R3) */
struct file_look {
	int64_t size, pages_size;        /* bytes there, and as many as the header says */
	int version, application;
	bool alien, journal;             /* no SQLite header; a journal with content beside it */
};
/* The folder of a path, owned. */
char *sqlite_folder(const char *path);
/* The VFS that the store uses: the system's, or a test's. */
sqlite3_vfs *sqlite_vfs(void);
/* Reads the header through SQLite's own VFS: locks of this process survive, and no recovery begins. */
enum status sqlite_look(const char *path, struct file_look *look, struct err *err) MUST_CHECK;
/* Syncs the journals. A program killed (or refused by the disk) between the end of its journal and the sync of that end
 * leaves a COMMIT that every reader sees and a power cut would undo; after this it is for good (R4). */
enum status sqlite_settle(const char *path, struct err *err) MUST_CHECK;
/* Folder there, local, and the path a plain file of ours or nothing: E-3009, E-5002. *exists says which. */
enum status sqlite_place(const char *path, bool *exists, struct err *err) MUST_CHECK;
/* A lock on the folder, for making and migrating a store; -1 with a VFS of a test. sqlite_unlock_folder(-1) is fine. */
enum status sqlite_lock_folder(const char *path, int *lock, struct err *err) MUST_CHECK;
void sqlite_unlock_folder(int lock);
/* Makes `from` durable as `to`: fsync, rename, fsync of the folder. */
enum status sqlite_put_in_place(const char *from, const char *to, struct err *err) MUST_CHECK;
/* Copies the file and its journals into PATH.quarantine-STAMP, once for each state of the file; returns that path,
 * owned, or NULL when nothing could be copied. Nothing is deleted (R17). */
char *sqlite_quarantine(const char *path);

/* --- sqlite.c, sqlite_open.c */
int sqlite_application(const struct schema_set *set);
enum status sqlite_open(const char *where, const struct schema_set *set, unsigned flags, struct store **out,
	struct err *err) MUST_CHECK;
void sqlite_close(struct store *s);
enum status sqlite_begin(struct store *s, struct err *err) MUST_CHECK;
enum status sqlite_commit(struct store *s, struct err *err) MUST_CHECK;
void sqlite_rollback(struct store *s);
enum status sqlite_version(struct store *s, int *version, struct err *err) MUST_CHECK;
enum status sqlite_write_version(struct sqlite *q, int version, struct err *err) MUST_CHECK;

/* --- sqlite_run.c */
enum status sqlite_step(struct store *s, size_t q, const struct value *args, size_t count, struct rows *rows,
	struct err *err) MUST_CHECK;
/* One number that a PRAGMA answers, or -1. */
int64_t sqlite_ask(sqlite3 *db, const char *sql);
void sqlite_limit(struct sqlite *q, int ms);         /* starts the clock of one statement; 0: no limit */
int sqlite_on_busy(void *arg, int calls);
int sqlite_on_progress(void *arg);

/* --- sqlite_copy.c */
enum status sqlite_backup(struct store *s, const char *path, struct err *err) MUST_CHECK;
/* The file alone, without what refers to what. */
enum status sqlite_sound(struct sqlite *q, bool thorough, struct err *err) MUST_CHECK;
enum status sqlite_check(struct store *s, bool thorough, struct err *err) MUST_CHECK;

/* --- sqlite_watch.c */
int sqlite_watch(struct store *s);
bool sqlite_changed(struct store *s);
void sqlite_watch_pass(struct store *from, struct store *to);

#endif

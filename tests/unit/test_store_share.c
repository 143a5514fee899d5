/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "store/sqlite.h"
#include "store/testing.h"

/* The store among other programs: waiting, watching, copying; and what its connection promises. */

static struct store *store;

static int open_store(void **state)
{
	kit_set_up(state);
	store = kit_open(kit_path, STORE_CREATE);
	return 0;
}

static int close_store(void **state)
{
	store_close(store);
	store_override = NULL;
	return kit_tear_down(state);
}

static long ms_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t dossiers(void)
{
	struct rows *r;

	assert_int_equal(store_read(store, Q_DOSSIER_ALL, NULL, 0, &r, NULL), ST_OK);
	int64_t n = (int64_t)rows_count(r);
	rows_free(r);
	return n;
}

/* --- several programs ---------------------------------------------------------------------------------------- */

/* The other program: asserts belong to the parent alone (one that fails here would run the parent's teardown). Its COMMIT
 * may meet the waiting store's look into the file, and waits as any program does. */
static int other_writer(int ready, int go)
{
	sqlite3 *db;
	char byte = 'x';

	if (sqlite3_open_v2(kit_path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
		sqlite3_busy_timeout(db, 4000) != SQLITE_OK ||
		sqlite3_exec(db, "BEGIN IMMEDIATE; INSERT INTO thing (i) VALUES (1)", NULL, NULL, NULL) != SQLITE_OK)
		return 1;
	if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 1)
		return 2;
	usleep(200000);
	return sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? 0 : 3;
}

static void waits_for_another_writer(void **state)
{
	(void)state;
	int ready[2], go[2];
	char byte = 'x';
	struct err err;

	assert_int_equal(pipe(ready) | pipe(go), 0);
	pid_t child = fork();
	if (child == 0)
		_exit(other_writer(ready[1], go[0]));
	assert_int_equal(read(ready[0], &byte, 1), 1);
	long start = ms_now();
	assert_int_equal(write(go[1], &byte, 1), 1);
	assert_int_equal(kit_one(store, Q_DOSSIER_INSERT, ARGS(value_text("u"), value_text("张三")), &err), ST_OK);
	long took = ms_now() - start;
	assert_in_range(took, 150, 4000);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(go[i]);
	}
}

static void gives_up_waiting(void **state)
{
	(void)state;
	static const struct store_override quick = { .busy_ms = 150 };
	sqlite3 *db = kit_sqlite(kit_path);
	struct batch *b = batch_new("busy");
	struct err err;

	batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text("u"), value_text("张三")));
	kit_exec(db, "BEGIN IMMEDIATE");
	store_override = &quick;
	long start = ms_now();
	assert_int_equal(store_submit(store, b, &err), ST_BUSY);
	assert_in_range(ms_now() - start, 150, 2000);
	assert_string_equal(err.code, "E-5101");
	assert_non_null(strstr(err.text, "未保存"));
	kit_exec(db, "ROLLBACK");
	/* a reader that stays holds up the COMMIT: undone as well, and proven */
	kit_exec(db, "BEGIN; SELECT count(*) FROM dossier");
	assert_int_equal(store_submit(store, b, &err), ST_BUSY);
	kit_exec(db, "COMMIT");
	assert_int_equal(dossiers(), 0);
	assert_int_equal(store_submit(store, b, &err), ST_OK);
	batch_free(b);
	sqlite3_close(db);
}

/* A batch that begins by reading must hold the writer's lock already, or it could not go on to write (R16). */
static enum status others_cannot_write(struct batch *b, void *ctx, struct err *err)
{
	(void)b, (void)err;
	sqlite3 *db = kit_sqlite(kit_path);

	*(int *)ctx = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	sqlite3_close(db);
	return ST_OK;
}

static void a_batch_holds_the_lock_from_its_start(void **state)
{
	(void)state;
	struct batch *b = batch_new("read first");
	int rc = -1;

	batch_add(b, Q_COUNTER_GET, ARGS(value_text("day")));
	batch_then(b, others_cannot_write, &rc);
	assert_int_equal(store_submit(store, b, NULL), ST_OK);
	assert_int_equal(rc, SQLITE_BUSY);
	batch_free(b);
}

static void a_store_is_not_carried_across_fork(void **state)
{
	(void)state;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct rows *r;
		if (kit_one(store, Q_THING_DELETE, NULL, 0, NULL) != ST_BUG)
			_exit(1);
		_exit(store_read(store, Q_DOSSIER_ALL, NULL, 0, &r, NULL) == ST_BUG ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static bool wakes(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, ms) == 1;
}

static void a_watcher_wakes_for_others_only(void **state)
{
	(void)state;
	struct store *other = kit_open(kit_path, 0);
	int fd = store_watch(store);

	assert_true(fd >= 0);
	assert_int_equal(store_watch(store), fd);
	assert_false(store_changed(store));
	assert_false(wakes(fd, 50));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(kit_one(other, Q_COUNTER_NEXT, ARGS(value_text("day")), NULL), ST_OK);
		assert_true(wakes(fd, 1000));
		assert_true(store_changed(store));
		assert_false(store_changed(store));
		assert_false(wakes(fd, 0));
	}
	assert_int_equal(kit_one(store, Q_COUNTER_NEXT, ARGS(value_text("day")), NULL), ST_OK);
	assert_false(store_changed(store));
	/* rolled back: nothing to see */
	assert_int_equal(kit_one(other, Q_COUNTER_NEXT, ARGS(value_text("none")), NULL), ST_CONFLICT);
	assert_false(store_changed(store));
	store_close(other);
}

/* A reader that came before the journal, or lost it, wakes up all the same. */
static void a_watcher_waits_for_the_journal(void **state)
{
	(void)state;
	char *journal = mem_format("%s-journal", kit_path);

	store_close(store);
	assert_int_equal(unlink(journal), 0);
	store = kit_open(kit_path, STORE_READ_ONLY);
	int fd = store_watch(store);
	struct store *other = kit_open(kit_path, 0);
	assert_true(wakes(fd, 1000));
	store_changed(store);
	assert_int_equal(kit_one(other, Q_COUNTER_NEXT, ARGS(value_text("day")), NULL), ST_OK);
	assert_true(wakes(fd, 1000));
	assert_true(store_changed(store));
	assert_int_equal(unlink(journal), 0);
	assert_true(wakes(fd, 1000));
	assert_false(store_changed(store));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(kit_one(other, Q_COUNTER_NEXT, ARGS(value_text("day")), NULL), ST_OK);
		assert_true(wakes(fd, 1000));
		assert_true(store_changed(store));
	}
	store_close(other);
	free(journal);
}

static void a_query_has_a_time_limit(void **state)
{
	(void)state;
	static const struct store_override quick = { .query_ms = 100 };
	struct rows *r;
	struct err err;

	store_override = &quick;
	long start = ms_now();
	assert_int_equal(store_read(store, Q_COUNT_FOREVER, ARGS(value_int(1000000000000)), &r, &err), ST_LIMIT);
	assert_in_range(ms_now() - start, 100, 3000);
	assert_string_equal(err.code, "E-5104");
	assert_string_equal(err.where, "count_forever");
	assert_null(strstr(err.text, "未保存"));         /* nothing was being changed */
	assert_null(r);
	store_override = NULL;
	assert_int_equal(kit_read_int(store, Q_COUNT_FOREVER, ARGS(value_int(10)), 0), 10);
}

/* --- copies -------------------------------------------------------------------------------------------------- */

static void a_backup_is_whole(void **state)
{
	(void)state;
	char *copy = kit_file("copy.db");
	struct err err;

	for (int i = 0; i < 20; i++) {
		char uuid[8];
		snprintf(uuid, sizeof uuid, "u%d", i);
		assert_int_equal(kit_one(store, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text("张三")), &err), ST_OK);
	}
	assert_int_equal(store_check(store, false, &err), ST_OK);
	assert_int_equal(store_check(store, true, &err), ST_OK);
	assert_int_equal(store_backup(store, copy, &err), ST_OK);
	assert_int_equal(store_backup(store, copy, &err), ST_CANTMAKE);
	assert_int_equal(kit_count_files(), 3);         /* store, journal, copy */
	struct store *s = kit_open(copy, 0);
	assert_int_equal(store_check(s, true, &err), ST_OK);
	assert_int_equal(kit_one(s, Q_DOSSIER_INSERT, ARGS(value_text("u20"), value_text("张三")), &err), ST_OK);
	store_close(s);
	assert_int_equal(kit_ask(copy, "SELECT count(*) FROM dossier"), 21);
	assert_int_equal(dossiers(), 20);
	free(copy);
}

/* In the child: dossiers, each counted in the same batch, until killed. */
static _Noreturn void write_on(void)
{
	struct store *s = kit_open(kit_path, 0);
	char uuid[16];

	for (int i = 0; ; i++) {
		struct batch *b = batch_new("count");
		snprintf(uuid, sizeof uuid, "w%d", i);
		batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text("张三")));
		batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("day")));
		if (store_submit(s, b, NULL) != ST_OK)
			_exit(1);
		batch_free(b);
	}
}

static void a_backup_is_whole_while_others_write(void **state)
{
	(void)state;
	struct err err;
	pid_t pid = fork();

	if (pid == 0)
		write_on();
	for (int i = 0; i < 5; i++) {
		char *copy = kit_file("copy.db");
		if (store_backup(store, copy, &err) != ST_OK)
			fail_msg("%s %s", err.code, err.text);
		assert_int_equal(kit_ask(copy, "SELECT count(*) - (SELECT n FROM counter) FROM dossier"), 0);
		unlink(copy);
		free(copy);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static struct store *other;
static int slices;
static int write_between(const char *point)
{
	if (strcmp(point, "store.backup-slice") == 0 && ++slices < 100 && kit_one(other, Q_COUNTER_NEXT, ARGS(value_text("day")), NULL) != ST_OK)
		slices = 1000;
	return 0;
}

/* Somebody writes after each slice and the store does not grow: the copy ends, and has what was written before its last start. */
static void a_backup_ends_while_others_write(void **state)
{
	(void)state;
	char *copy = kit_file("copy.db"), *name = mem_alloc(1 << 20);
	struct err err;

	memset(name, 'a', (1 << 20) - 1);
	name[(1 << 20) - 1] = '\0';
	for (int i = 0; i < 24; i++) {                   /* three slices */
		char uuid[8];
		snprintf(uuid, sizeof uuid, "u%d", i);
		assert_int_equal(kit_one(store, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text(name)), &err), ST_OK);
	}
	other = kit_open(kit_path, 0);
	slices = 0;
	fault_hook = write_between;
	enum status st = store_backup(store, copy, &err);
	fault_hook = NULL;
	store_close(other);
	assert_int_equal(st, ST_OK);
	assert_in_range(slices, 2, 20);
	assert_int_equal(kit_ask(copy, "SELECT n FROM counter"), slices);
	free(name);
	free(copy);
}

/* --- R2 ------------------------------------------------------------------------------------------------------ */

static void the_connection_is_set_up_as_it_says(void **state)
{
	(void)state;
	static const struct { const char *pragma; int value; } pragmas[] = {
		{ "PRAGMA synchronous", 2 }, { "PRAGMA foreign_keys", 1 }, { "PRAGMA trusted_schema", 0 },
		{ "PRAGMA cell_size_check", 1 }, { "PRAGMA mmap_size", 0 }, { "PRAGMA secure_delete", 1 },
		{ "PRAGMA temp_store", 2 }, { "PRAGMA recursive_triggers", 1 }, { "PRAGMA cache_size", -2000 },
	};
	static const struct { int option, value; } options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
	};
	sqlite3 *db = ((struct sqlite *)store)->db;

	for (size_t i = 0; i < COUNT_OF(pragmas); i++)
		if (sqlite_ask(db, pragmas[i].pragma) != pragmas[i].value)
			fail_msg("%s", pragmas[i].pragma);
	for (size_t i = 0; i < COUNT_OF(options); i++) {
		int is = -1;
		assert_int_equal(sqlite3_db_config(db, options[i].option, -1, &is), SQLITE_OK);
		assert_int_equal(is, options[i].value);
	}
	assert_int_equal(sqlite_ask(db, "SELECT journal_mode = 'truncate' FROM pragma_journal_mode"), 1);
	assert_non_null(strstr(store_describe(store), "TRUNCATE+FULL"));
	assert_non_null(strstr(store_describe(store), sqlite3_libversion()));
}

#define ON_STORE(test) cmocka_unit_test_setup_teardown(test, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_STORE(waits_for_another_writer), ON_STORE(gives_up_waiting),
		ON_STORE(a_watcher_wakes_for_others_only), ON_STORE(a_query_has_a_time_limit),
		ON_STORE(a_backup_is_whole), ON_STORE(a_backup_is_whole_while_others_write), ON_STORE(a_backup_ends_while_others_write),
		ON_STORE(the_connection_is_set_up_as_it_says), ON_STORE(a_batch_holds_the_lock_from_its_start),
		ON_STORE(a_store_is_not_carried_across_fork), ON_STORE(a_watcher_waits_for_the_journal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

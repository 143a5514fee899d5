/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "store/query.h"

/* Stores of other versions: a newer one stays as it is, an older one is backed up and migrated, or not at all. */

static enum status open_it(const char *path, unsigned flags, struct err *err)
{
	struct store *s = (struct store *)1;
	enum status st = store_open(path, "sample", flags, &s, err);

	if (st != ST_OK)
		assert_null(s);
	store_close(s);
	return st;
}

static void expect(const char *path, unsigned flags, enum status st, const char *code)
{
	struct err err;
	enum status got = open_it(path, flags, &err);

	if (got != st || strcmp(err.code, code) != 0)
		fail_msg("%s: %s %s %s (%s)", path, status_name(got), err.code, err.text, err.where);
	assert_true(err.text[0]);
}

static void a_newer_store_is_not_touched(void **state)
{
	(void)state;
	static const char *const ways[] = { "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99",
		"PRAGMA user_version = 3; PRAGMA journal_mode = WAL; PRAGMA user_version = 99" };

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		char *path = kit_file(i ? "b.db" : "a.db"), *other = kit_file(i ? "copy-b.db" : "copy-a.db");
		char *wal = mem_format("%s-wal", path), *other_wal = mem_format("%s-wal", other), *a, *b;
		size_t n, m;
		struct err err;

		store_close(kit_open(path, STORE_CREATE));
		sqlite3 *db = kit_sqlite(path);
		kit_exec(db, ways[i]);
		/* copied while it is open: in the second case the new version stands in the WAL only */
		a = kit_read(path, &n);
		kit_write(other, a, n);
		free(a);
		if ((a = kit_read(wal, &n)))
			kit_write(other_wal, a, n);
		assert_int_equal(a != NULL && n > 0, i == 1);
		free(a);
		sqlite3_close(db);
		int files = kit_count_files();
		a = kit_read(other, &n);
		assert_int_equal(open_it(other, STORE_CREATE, &err), ST_NEWER);
		assert_string_equal(err.code, "E-5005");
		assert_int_equal(status_exit(err.status), 78);
		b = kit_read(other, &m);
		assert_int_equal(m, n);
		assert_memory_equal(a, b, n);
		free(a);
		free(b);
		if (i == 1) {
			a = kit_read(other_wal, &n);
			assert_true(n > 0);
			free(a);
			char *shm = mem_format("%s-shm", other);
			unlink(shm);
			free(shm);
		}
		assert_int_equal(kit_count_files(), files);
		free(path);
		free(other);
		free(wal);
		free(other_wal);
	}
}

static void old_store(const char *extra)
{
	sqlite3 *db = kit_sqlite(kit_path);

	kit_exec(db, schema_sets[0].migrations[0].sql);
	kit_exec(db, "PRAGMA application_id = 0x59435341; PRAGMA user_version = 1;"
		"INSERT INTO dossier (id, uuid, name) VALUES (7, 'old', '张三');"
		"INSERT INTO material (dossier, name) VALUES (7, 'm')");
	kit_exec(db, extra);
	sqlite3_close(db);
}

static char *backup_path(void)
{
	char *pattern = mem_format("%s.v0001-*", kit_path), *path = NULL;
	glob_t found;

	if (glob(pattern, 0, NULL, &found) == 0) {
		assert_int_equal(found.gl_pathc, 1);
		path = mem_text(found.gl_pathv[0]);
		globfree(&found);
	}
	free(pattern);
	return path;
}

static void an_old_store_is_backed_up_and_migrated(void **state)
{
	(void)state;
	old_store("");
	expect(kit_path, STORE_READ_ONLY, ST_CONFIG, "E-5118");
	assert_null(backup_path());
	struct store *s = kit_open(kit_path, 0);
	assert_int_equal(kit_read_int(s, Q_DOSSIER_BY_UUID, ARGS(value_text("old")), 0), 7);
	assert_int_equal(kit_one(s, Q_MATERIAL_INSERT, ARGS(value_int(7), value_text("n")), NULL), ST_OK);
	assert_int_not_equal(kit_one(s, Q_MATERIAL_INSERT, ARGS(value_int(8), value_text("n")), NULL), ST_OK);
	assert_int_equal(store_check(s, true, NULL), ST_OK);
	store_close(s);
	assert_int_equal(kit_ask(kit_path, "PRAGMA user_version"), 3);
	char *copy = backup_path();
	assert_non_null(copy);
	assert_int_equal(kit_ask(copy, "PRAGMA user_version"), 1);
	assert_int_equal(kit_ask(copy, "SELECT count(*) FROM material"), 1);
	free(copy);
	store_close(kit_open(kit_path, 0));
	assert_int_equal(kit_count_files(), 3);
}

static void a_migration_that_fails_changes_nothing(void **state)
{
	(void)state;
	/* 0003 forbids this name, so its INSERT … SELECT fails after 0002 has done its part */
	old_store("INSERT INTO dossier (uuid, name) VALUES ('bad', '?\?\\')");
	expect(kit_path, 0, ST_DATA, "E-5105");
	assert_int_equal(kit_ask(kit_path, "PRAGMA user_version"), 1);
	assert_int_equal(kit_ask(kit_path, "SELECT count(*) FROM pragma_table_info('dossier') WHERE name = 'window'"), 0);
	assert_int_equal(kit_ask(kit_path, "SELECT count(*) FROM dossier"), 2);
}

static void a_migration_may_not_leave_broken_references(void **state)
{
	(void)state;
	old_store("PRAGMA foreign_keys = OFF; INSERT INTO material (dossier, name) VALUES (99, 'of nobody')");
	expect(kit_path, 0, ST_CORRUPT, "E-5110");
	assert_int_equal(kit_ask(kit_path, "PRAGMA user_version"), 1);
}

static int no_good_copy(const char *point)
{
	return strcmp(point, "store.backup-verify") == 0;
}

static void without_a_good_backup_nothing_is_migrated(void **state)
{
	(void)state;
	old_store("");
	fault_hook = no_good_copy;
	expect(kit_path, 0, ST_IO, "E-5109");
	fault_hook = NULL;
	assert_int_equal(kit_ask(kit_path, "PRAGMA user_version"), 1);
	assert_null(backup_path());
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, kit_set_up, kit_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_newer_store_is_not_touched), IN_FOLDER(an_old_store_is_backed_up_and_migrated),
		IN_FOLDER(a_migration_that_fails_changes_nothing),
		IN_FOLDER(a_migration_may_not_leave_broken_references),
		IN_FOLDER(without_a_good_backup_nothing_is_migrated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "store/query.h"

/* The file below the store: what is no store, is damaged, or lies where it must not. */

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

static int64_t quarantines(void)
{
	char *pattern = mem_format("%s.quarantine-*", kit_path);
	glob_t found;
	int64_t n = glob(pattern, 0, NULL, &found) == 0 ? (int64_t)found.gl_pathc : 0;

	if (n)
		globfree(&found);
	free(pattern);
	return n;
}

static void fill(int dossiers)
{
	struct store *s = kit_open(kit_path, STORE_CREATE);
	struct batch *b = batch_new("fill");
	char uuid[16], name[200];

	for (int i = 0; i < dossiers; i++) {
		snprintf(uuid, sizeof uuid, "u%d", i);
		memset(name, 'x', sizeof name - 1);
		name[sizeof name - 1] = '\0';
		batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text(name)));
	}
	assert_int_equal(store_submit(s, b, NULL), ST_OK);
	batch_free(b);
	store_close(s);
}

/* --- making -------------------------------------------------------------------------------------------------- */

static void a_store_is_made_whole(void **state)
{
	(void)state;
	struct stat st;

	expect(kit_path, 0, ST_NOINPUT, "E-5112");
	assert_int_equal(kit_count_files(), 0);
	store_close(kit_open(kit_path, STORE_CREATE));
	assert_int_equal(kit_count_files(), 2);          /* and its journal */
	assert_int_equal(stat(kit_path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(kit_ask(kit_path, "PRAGMA user_version"), schema_sets[0].count);
	assert_int_equal(kit_ask(kit_path, "PRAGMA application_id"), 0x59435341);
	char *url = mem_format("sqlite:%s", kit_path);
	store_close(kit_open(url, 0));
	free(url);
}

static void several_programs_may_make_it_at_once(void **state)
{
	(void)state;
	pid_t children[4];
	int status;

	for (int i = 0; i < 4; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			char uuid[16];
			snprintf(uuid, sizeof uuid, "u%d", i);
			struct store *s;
			struct err err;
			if (store_open(kit_path, "sample", STORE_CREATE, &s, &err) != ST_OK ||
			    kit_one(s, Q_DOSSIER_INSERT, ARGS(value_text(uuid), value_text("张三")), &err) != ST_OK) {
				fprintf(stderr, "%s %s\n", err.code, err.text);
				_exit(1);
			}
			store_close(s);
			_exit(0);
		}
	}
	for (int i = 0; i < 4; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(kit_ask(kit_path, "SELECT count(*) FROM dossier"), 4);
}

static void a_store_may_not_lie_anywhere(void **state)
{
	(void)state;
	char *in_no_folder = kit_file("none/sample.db"), *pipe_path = kit_file("pipe"), *link_path = kit_file("link"),
		*wide = kit_file("wide.db");

	expect(in_no_folder, STORE_CREATE, ST_CANTMAKE, "E-3009");
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	expect(pipe_path, 0, ST_CONFIG, "E-5002");
	expect(kit_folder, STORE_CREATE, ST_CONFIG, "E-5002");
	store_close(kit_open(kit_path, STORE_CREATE));
	assert_int_equal(symlink(kit_path, link_path), 0);
	expect(link_path, 0, ST_CONFIG, "E-5002");
	store_close(kit_open(wide, STORE_CREATE));
	assert_int_equal(chmod(wide, 0666), 0);
	expect(wide, 0, ST_DENIED, "E-5117");
	expect("postgres://hall/x", 0, ST_CONFIG, "E-5113");
	expect("sqlite:", 0, ST_CONFIG, "E-5113");
	free(in_no_folder);
	free(pipe_path);
	free(link_path);
	free(wide);
}

static int on_network(const char *point)
{
	return strcmp(point, "store.network-file-system") == 0;
}

static void a_network_disk_is_refused(void **state)
{
	(void)state;
	fault_hook = on_network;
	expect(kit_path, STORE_CREATE, ST_CONFIG, "E-3009");
	fault_hook = NULL;
	assert_int_equal(kit_count_files(), 0);
}

/* Names that SQLite has a meaning of its own for are names of files. */
static void strange_names_are_files(void **state)
{
	(void)state;
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "a b'c\".db", "中文.db" };
	char *here = getcwd(NULL, 0);

	assert_int_equal(chdir(kit_folder), 0);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		store_close(kit_open(names[i], STORE_CREATE));
		store_close(kit_open(names[i], 0));
		assert_int_equal(access(names[i], F_OK), 0);
	}
	assert_int_equal(chdir(here), 0);
	free(here);
}

/* --- damage -------------------------------------------------------------------------------------------------- */

static void what_is_no_store_stays_as_it_is(void **state)
{
	(void)state;
	static const struct { const char *bytes; size_t n; const char *code; int quarantined; } cases[] = {
		{ "", 0, "E-5001", 0 }, { "hello\n", 6, "E-5002", 1 },
		{ "SQLite format 3", 16, "E-5002", 1 }, { "\0\0\0\0", 4, "E-5002", 1 },
	};
	size_t n;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t before = quarantines();
		kit_write(kit_path, cases[i].bytes, cases[i].n);
		expect(kit_path, STORE_CREATE, ST_CORRUPT, cases[i].code);
		expect(kit_path, 0, ST_CORRUPT, cases[i].code);
		char *bytes = kit_read(kit_path, &n);
		assert_int_equal(n, cases[i].n);
		assert_memory_equal(bytes, cases[i].bytes, n);
		free(bytes);
		assert_int_equal(quarantines(), before + cases[i].quarantined);         /* once, however often opened */
	}
	/* a text of many pages */
	char *text = mem_alloc(20000);
	memset(text, 'a', 20000);
	kit_write(kit_path, text, 20000);
	expect(kit_path, 0, ST_CORRUPT, "E-5002");
	free(text);
}

static void another_programs_database_is_left_alone(void **state)
{
	(void)state;
	sqlite3 *db = kit_sqlite(kit_path);
	size_t n, after;

	kit_exec(db, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
	sqlite3_close(db);
	char *bytes = kit_read(kit_path, &n);
	expect(kit_path, STORE_CREATE, ST_CORRUPT, "E-5002");
	char *now = kit_read(kit_path, &after);
	assert_int_equal(after, n);
	assert_memory_equal(now, bytes, n);
	assert_int_equal(kit_count_files(), 1);
	free(bytes);
	free(now);
}

static void a_store_of_another_set_is_refused(void **state)
{
	(void)state;
	sqlite3 *db;

	store_close(kit_open(kit_path, STORE_CREATE));
	db = kit_sqlite(kit_path);
	kit_exec(db, "PRAGMA application_id = 0x59434841");
	sqlite3_close(db);
	expect(kit_path, 0, ST_CORRUPT, "E-5002");
}

static void a_cut_file_is_known_as_such(void **state)
{
	(void)state;
	struct stat st;

	fill(100);
	assert_int_equal(stat(kit_path, &st), 0);
	assert_int_equal(truncate(kit_path, st.st_size / 2), 0);
	expect(kit_path, 0, ST_CORRUPT, "E-5003");
	assert_int_equal(quarantines(), 1);
	assert_int_equal(truncate(kit_path, 50), 0);
	expect(kit_path, 0, ST_CORRUPT, "E-5002");
}

/* A page of rubbish in the middle: found by the check at the latest, and then nothing is written any more. */
static void a_damaged_page_stops_writing(void **state)
{
	(void)state;
	struct rows *r;
	struct err err;
	char page[4096], *journal = mem_format("%s-journal", kit_path);
	size_t n, kept;

	fill(200);
	memset(page, 0xa5, sizeof page);
	int root = (int)kit_ask(kit_path, "SELECT rootpage FROM sqlite_master WHERE name = 'dossier'");
	int fd = open(kit_path, O_WRONLY);
	assert_int_equal(pwrite(fd, page, sizeof page, (off_t)(root - 1) * 4096), sizeof page);
	close(fd);
	struct store *s = kit_open(kit_path, 0);
	assert_int_equal(store_check(s, false, &err), ST_CORRUPT);
	assert_string_equal(err.code, "E-5004");
	assert_int_equal(quarantines(), 1);
	assert_int_equal(kit_one(s, Q_COUNTER_NEXT, ARGS(value_text("day")), &err), ST_CORRUPT);
	assert_string_equal(err.code, "E-5004");
	assert_int_equal(store_read(s, Q_DOSSIER_ALL, NULL, 0, &r, &err), ST_CORRUPT);
	store_close(s);
	char *copy = mem_format("%s/sample.db", err.where), *a = kit_read(kit_path, &n), *b = kit_read(copy, &kept);
	assert_int_equal(kept, n);
	assert_memory_equal(a, b, n);
	/* without its journal the file is not trusted, so it is checked before it opens */
	assert_int_equal(unlink(journal), 0);
	expect(kit_path, 0, ST_CORRUPT, "E-5006");
	free(a);
	free(b);
	free(copy);
	free(journal);
}

/* Whatever is in the file: an answer, never a crash or an endless loop, and what it answers about the rows is a status. */
static void a_file_of_any_bytes_gets_an_answer(void **state)
{
	(void)state;
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 20261123;
	size_t n;
	int refused = 0;

	fill(60);
	char *good = kit_read(kit_path, &n), *bad = mem_alloc(n);
	for (int i = 0; i < 300; i++) {
		struct store *s;
		struct rows *r;
		struct err err;
		memcpy(bad, good, n);
		srandom(seed + (unsigned)i);
		for (int k = 0; k < 1 + i % 8; k++)
			bad[(size_t)random() % (i % 3 ? n : 4096)] = (char)random();
		kit_write(kit_path, bad, n);
		enum status st = store_open(kit_path, "sample", 0, &s, &err);
		if (st == ST_OK)
			st = store_check(s, i % 2, &err);
		if (s && store_read(s, Q_DOSSIER_ALL, NULL, 0, &r, &err) == ST_OK)
			rows_free(r);
		if (s && kit_one(s, Q_DOSSIER_INSERT, ARGS(value_text("new"), value_text("张三")), &err) == ST_OK)
			assert_int_equal(st, ST_OK);
		refused += st != ST_OK;
		store_close(s);
	}
	assert_in_range(refused, 30, 299);
	free(good);
	free(bad);
}

static void a_copy_without_journal_opens_when_sound(void **state)
{
	(void)state;
	char *journal = mem_format("%s-journal", kit_path);

	fill(10);
	assert_int_equal(unlink(journal), 0);
	store_close(kit_open(kit_path, 0));
	assert_int_equal(access(journal, F_OK), 0);
	free(journal);
}

/* --- journals ------------------------------------------------------------------------------------------------ */

/* The files of a program that was cut off in mid-transaction after pages had gone to the file. */
static void cut_off(const char *path)
{
	char *journal = mem_format("%s-journal", path), *from = mem_format("%s-journal", kit_path), *bytes;
	size_t n;
	sqlite3 *db = kit_sqlite(kit_path);

	kit_exec(db, "PRAGMA cache_size = 2; BEGIN; UPDATE dossier SET name = 'half', uuid = 'h' || uuid;"
		"DELETE FROM dossier WHERE id % 3 = 0");
	bytes = kit_read(kit_path, &n);
	kit_write(path, bytes, n);
	free(bytes);
	bytes = kit_read(from, &n);
	assert_true(n > 4096);
	kit_write(journal, bytes, n);
	free(bytes);
	kit_exec(db, "ROLLBACK");
	sqlite3_close(db);
	free(journal);
	free(from);
}

static void a_hot_journal_is_heeded(void **state)
{
	(void)state;
	char *path = kit_file("cut.db");
	struct err err;

	fill(300);
	cut_off(path);
	expect(path, STORE_READ_ONLY, ST_IO, "E-5116");
	struct store *s = kit_open(path, 0);
	assert_int_equal(store_check(s, true, &err), ST_OK);
	store_close(s);
	assert_int_equal(kit_ask(path, "SELECT count(*) FROM dossier WHERE name <> 'half' AND uuid LIKE 'u%'"), 300);
	free(path);
}

static void a_journal_that_was_cleaned_away_is_missed(void **state)
{
	(void)state;
	char *path = kit_file("cut.db"), *journal = kit_file("cut.db-journal");

	fill(300);
	cut_off(path);
	assert_int_equal(unlink(journal), 0);
	expect(path, 0, ST_CORRUPT, "E-5006");
	/* and the other way round */
	cut_off(path);
	assert_int_equal(unlink(path), 0);
	expect(path, STORE_CREATE, ST_CORRUPT, "E-5006");
	assert_int_equal(access(journal, F_OK), 0);
	assert_int_equal(access(path, F_OK), -1);
	free(path);
	free(journal);
}

/* --- a medium that cannot be written ----------------------------------------------------------------------------- */

/* Runs as somebody who may read the file and write nothing; the tests may run as root. */
static int as_reader(void)
{
	struct store *s;
	struct err err;
	struct rows *r;

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		return 10;
	if (store_open(kit_path, "sample", 0, &s, &err) != ST_OK) {
		fprintf(stderr, "%s %s\n", err.code, err.text);
		return 11;
	}
	if (store_read(s, Q_DOSSIER_ALL, NULL, 0, &r, &err) != ST_OK || rows_count(r) != 10)
		return 12;
	rows_free(r);
	if (kit_one(s, Q_COUNTER_NEXT, ARGS(value_text("day")), &err) != ST_IO || strcmp(err.code, "E-5010") != 0)
		return 13;
	store_close(s);
	return 0;
}

static void a_read_only_medium_can_be_asked(void **state)
{
	(void)state;
	int status;

	fill(10);
	assert_int_equal(chmod(kit_path, 0444) | chmod(kit_folder, 0555), 0);
	pid_t pid = fork();
	if (pid == 0)
		_exit(as_reader());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(chmod(kit_folder, 0700), 0);
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, kit_set_up, kit_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_store_is_made_whole), IN_FOLDER(several_programs_may_make_it_at_once),
		IN_FOLDER(a_store_may_not_lie_anywhere), IN_FOLDER(a_network_disk_is_refused),
		IN_FOLDER(strange_names_are_files), IN_FOLDER(what_is_no_store_stays_as_it_is),
		IN_FOLDER(another_programs_database_is_left_alone), IN_FOLDER(a_store_of_another_set_is_refused),
		IN_FOLDER(a_cut_file_is_known_as_such), IN_FOLDER(a_damaged_page_stops_writing),
		IN_FOLDER(a_file_of_any_bytes_gets_an_answer), IN_FOLDER(a_copy_without_journal_opens_when_sound),
		IN_FOLDER(a_hot_journal_is_heeded), IN_FOLDER(a_journal_that_was_cleaned_away_is_missed),
		IN_FOLDER(a_read_only_medium_can_be_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

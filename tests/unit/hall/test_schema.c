/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"
#include "store/query.h"
#include "store/store.h"

/* A hall of any day ends with the same schema, and with all that it held. */

static char dir[64];

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/schema-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	fixture_remove(dir);
	return 0;
}

static const struct schema_set *the_hall(void)
{
	const struct schema_set *s = schema_sets;

	while (strcmp(s->name, "hall") != 0)
		s++;
	return s;
}

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
}

/* Without notes and with one blank for many: what SQLite keeps is the text as it was typed. */
static void plain(const char *sql, struct buf *out)
{
	for (const char *s = sql; *s; s++) {
		if (s[0] == '-' && s[1] == '-')
			s += strcspn(s, "\n");
		if (!*s)
			break;
		if (*s == '"')
			continue;
		if (!isspace((unsigned char)*s))
			buf_char(out, *s);
		else if (out->len && out->data[out->len - 1] != ' ' && out->data[out->len - 1] != '\n')
			buf_char(out, ' ');
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

static char *schema_of(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	struct buf all, one;

	buf_init(&all, BUF_LARGE);
	buf_init(&one, BUF_LARGE);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name", -1,
		&q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		buf_clear(&one);
		plain((const char *)sqlite3_column_text(q, 2), &one);
		buf_format(&all, "%s %s: ", (const char *)sqlite3_column_text(q, 0), (const char *)sqlite3_column_text(q, 1));
		buf_text(&all, one.data);
		buf_char(&all, '\n');
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	buf_release(&one);
	return buf_take(&all);
}

static void make_old(const char *path)
{
	const char *top = getenv("srcdir");
	char *file = file_join(top ? top : ".", "tests/unit/hall/data/0002-hall-before.sql"), *text;
	struct err err;
	sqlite3 *db;
	size_t n;

	assert_int_equal(conf_slurp(file, BUF_LARGE, &text, &n, &err), ST_OK);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	run(db, the_hall()->migrations[0].sql);
	run(db, text);
	run(db, "PRAGMA application_id = 0x59434841; PRAGMA user_version = 2;"
		"INSERT INTO staff (id, login, name, work_no, role, password, password_at) VALUES"
		" (1, 'system', 's', '', 'system', '*', 0), (2, 'li', '李', '', 'clerk', '$y$x', 5);"
		"INSERT INTO draft (accept_uuid, staff, window_no, title, who, step, saved_at, body, unknown) VALUES"
		" ('u', 2, '3', 't', 'w', 1, 9, x'00ff', 1);"
		/* the first version was imported again after the second */
		"INSERT INTO catalogue_version (version, title, date, digest, active, imported_at, imported_by, body) VALUES"
		" (1, 't', 'd', 'a', 1, 86400000, 1, '{}'), (2, 't', 'd', 'b', 0, 999964799999, 1, '{}')");
	sqlite3_close(db);
	chmod(path, 0600);
	free(text);
	free(file);
}

static int64_t ask(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	int64_t answer = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

static void old_and_new_end_equal(void **state)
{
	char *old_path = file_join(dir, "old.db"), *new_path = file_join(dir, "new.db");
	struct store *s = NULL;
	struct err err;

	(void)state;
	assert_int_equal(store_open(new_path, "hall", STORE_CREATE, &s, &err), ST_OK);
	store_close(s);
	make_old(old_path);
	char *before = schema_of(old_path), *wanted = schema_of(new_path);
	assert_string_not_equal(before, wanted);
	if (store_open(old_path, "hall", 0, &s, &err) != ST_OK)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
	store_close(s);
	char *got = schema_of(old_path);
	assert_string_equal(got, wanted);
	assert_int_equal(ask(old_path, "SELECT count(*) FROM draft WHERE accept_uuid = 'u' AND staff = 2 AND body = x'00ff'"), 1);
	assert_int_equal(ask(old_path, "SELECT count(*) FROM staff_password WHERE staff = 2 AND n = 1 AND hash = '$y$x'"), 1);
	assert_int_equal(ask(old_path, "SELECT count(*) FROM staff_password"), 1);
	assert_int_equal(ask(old_path, "SELECT sum(must_change) FROM staff"), 0);
	assert_int_equal(ask(old_path, "SELECT version FROM catalogue_edition ORDER BY from_day DESC, id DESC LIMIT 1"), 1);
	assert_int_equal(ask(old_path, "SELECT max(from_day) FROM catalogue_edition"), 11573);
	free(before);
	free(wanted);
	free(got);
	free(old_path);
	free(new_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(old_and_new_end_equal, setup, teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/dossier.h"

/* Somebody with the file and sqlite3, but without the key (T6, T7). */

static struct fixture f;
static char *db_path;

static int setup(void **state)
{
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fixture_open(&f);
	for (int i = 0; i < 4; i++) {
		fixture_request(&f, i % 2 ? "kai-canyin" : "xinshenger", i, &r);
		fixture_accept(&f, &r, &done);
		request_release(&r);
		struct actor by = f.clerk;
		snprintf(by.window, sizeof by.window, "%d", i + 1);
		if (audit_note(f.h, &by, &(struct audit_entry){ .act = "test", .object = "o", .before = "b", .after = "a",
			.reason = "r" }, &err) != ST_OK)
			fixture_die("note", &err);
	}
	db_path = file_join(f.dir, "hall.db");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(db_path);
	fixture_close(&f);
	return 0;
}

static void run_sql(const char *sql, bool may_fail)
{
	sqlite3 *db;
	char *message = NULL;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	int rc = sqlite3_exec(db, sql, NULL, NULL, &message);
	if (!may_fail && rc != SQLITE_OK)
		fprintf(stderr, "%s: %s\n", sql, message);
	assert_true(may_fail ? rc != SQLITE_OK : rc == SQLITE_OK);
	sqlite3_free(message);
	sqlite3_close(db);
}

/* Does verify see it? The first code that it names. */
static enum status verify(struct err *err)
{
	int64_t count;

	fixture_reopen(&f);
	enum status st = audit_verify(f.h, &count, err);
	return st == ST_OK ? dossier_verify(f.h, &count, err) : st;
}

static void untouched_is_fine(void **state)
{
	int64_t entries, dossiers;
	struct err err;

	(void)state;
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &dossiers, &err), ST_OK);
	assert_int_equal(dossiers, 4);
	assert_true(entries > 20);
}

static void row_87_older_than_six_months_is_still_there(void **state)
{
	int64_t before, after, dossiers;
	struct clock_turned turned;
	struct err err;

	(void)state;
	assert_int_equal(audit_verify(f.h, &before, &err), ST_OK);
	for (int month = 0; month < 14; month++) {       /* with all that the hall does by itself as days go by */
		fixture_tick(INT64_C(30) * 86400000);
		assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	}
	fixture_reopen(&f);
	assert_int_equal(audit_note(f.h, &f.clerk, &(struct audit_entry){ .act = "test", .object = "later" }, &err), ST_OK);
	assert_int_equal(audit_verify(f.h, &after, &err), ST_OK);
	assert_true(after > before);
	assert_int_equal(dossier_verify(f.h, &dossiers, &err), ST_OK);
	run_sql("CREATE TEMP TABLE old (n CHECK (n > 20)); INSERT INTO old SELECT count(*) FROM audit WHERE at < "
		"(SELECT max(at) FROM audit) - 400 * 86400000", false);
	fixture_clock();
}

/* The store itself refuses, whoever asks. */
static void triggers_refuse(void **state)
{
	static const char *const sql[] = {
		"UPDATE audit SET reason = 'x'", "DELETE FROM audit", "UPDATE snapshot SET body = '{}'", "DELETE FROM snapshot",
		"DELETE FROM dossier", "UPDATE dossier SET number = '1'", "UPDATE dossier SET check_code = 'AAAAAAAAAA'",
		"UPDATE dossier SET received_at = 1", "UPDATE outbox SET body = x'00'", "UPDATE outbox SET key = 'x'",
		"DELETE FROM outbox", "DELETE FROM print_job", "UPDATE catalogue_version SET body = '{}'", "DELETE FROM catalogue_version",
	};
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sql); i++)
		run_sql(sql[i], true);
	assert_int_equal(verify(&err), ST_OK);
}

/* Everything that the chain or the snapshot covers, changed once with the triggers out of the way. `undo` puts it back. */
static void every_column(void **state)
{
	static const char *const texts[] = { "login", "act", "object", "before", "after", "reason" };
	static const char *const numbers[] = { "at", "mono", "staff", "suite" };
	struct err err;
	char sql[512];

	(void)state;
	run_sql("DROP TRIGGER audit_frozen; DROP TRIGGER audit_kept; CREATE TABLE kept AS SELECT * FROM audit", false);
	for (size_t i = 0; i < COUNT_OF(texts) + COUNT_OF(numbers); i++) {
		bool text = i < COUNT_OF(texts);
		const char *column = text ? texts[i] : numbers[i - COUNT_OF(texts)];
		snprintf(sql, sizeof sql, "UPDATE audit SET %s = %s%s WHERE chain = '3' AND seq = 3", column, column, text ? " || 'x'" : " + 1");
		run_sql(sql, false);
		assert_int_equal(verify(&err), ST_CORRUPT);
		assert_string_equal(err.where, "audit/3/3");
		snprintf(sql, sizeof sql, "UPDATE audit SET %s = (SELECT k.%s FROM kept k WHERE k.chain = '3' AND k.seq = 3) "
			"WHERE chain = '3' AND seq = 3", column, column);
		run_sql(sql, false);
		assert_int_equal(verify(&err), ST_OK);
	}
	for (int byte = 0; byte < 32; byte++) {      /* each byte of a stored hash */
		snprintf(sql, sizeof sql, "UPDATE audit SET hash = CAST(substr(hash, 1, %d) || x'%s' || substr(hash, %d) AS BLOB) "
			"WHERE chain = '3' AND seq = 2", byte, "A5", byte + 2);
		run_sql(sql, false);
		bool same = false;
		enum status st = verify(&err);
		if (st == ST_OK)
			same = true;      /* that byte was A5 already */
		assert_true(same || st == ST_CORRUPT);
		run_sql("UPDATE audit SET hash = (SELECT k.hash FROM kept k WHERE k.chain = '3' AND k.seq = 2) WHERE chain = '3' AND seq = 2",
			false);
	}
	assert_int_equal(verify(&err), ST_OK);
}

/* Rows taken away, put in, put in another order, and a chain cut at its end. */
static void structure(void **state)
{
	static const struct { const char *sql, *code, *where; } rows[] = {
		{ "DELETE FROM audit WHERE chain = '3' AND seq = 2", "E-4120", "audit/3/2" },
		{ "INSERT INTO audit SELECT chain, (SELECT MAX(seq) + 1 FROM audit WHERE chain = '3'), at, mono, staff, login, act, object, "
			"before, after, reason, suite, hash FROM kept WHERE chain = '3' AND seq = 3", "E-4120", "audit/3/" },
		{ "UPDATE audit SET seq = -seq WHERE chain = '3' AND seq IN (2, 3); UPDATE audit SET seq = 5 + seq WHERE chain = '3' AND seq < 0",
			"E-4120", "audit/3/2" },
		{ "DELETE FROM audit WHERE chain = '3' AND seq > 3", "E-4121", "" },
		{ "DELETE FROM audit WHERE chain = '3'", "E-4121", "" },
		{ "UPDATE audit SET chain = '8' WHERE chain = '4'", "E-4120", "audit/8/1" },
	};
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		run_sql(rows[i].sql, false);
		assert_int_equal(verify(&err), ST_CORRUPT);
		assert_string_equal(err.code, rows[i].code);
		if (strncmp(err.where, rows[i].where, strlen(rows[i].where)) != 0 || !*err.where)
			fail_msg("%s is reported at \"%s\"", rows[i].sql, err.where);
		run_sql("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept", false);
		assert_int_equal(verify(&err), ST_OK);
	}
}

/* Snapshot, check code and numbers. */
static void dossiers(void **state)
{
	static const struct { const char *change, *undo, *code; } rows[] = {
		{ "UPDATE snapshot SET body = replace(body, '2026-12', '2026-11') WHERE dossier = 1",
			"UPDATE snapshot SET body = (SELECT body FROM kept_snapshot k WHERE k.dossier = 1) WHERE dossier = 1", "E-6108" },
		{ "UPDATE snapshot SET person = (SELECT person FROM kept_snapshot k WHERE k.dossier = 3) WHERE dossier = 1",
			"UPDATE snapshot SET person = (SELECT person FROM kept_snapshot k WHERE k.dossier = 1) WHERE dossier = 1", "E-6108" },
		{ "UPDATE snapshot SET digest = (SELECT digest FROM kept_snapshot k WHERE k.dossier = 3) WHERE dossier = 1",
			"UPDATE snapshot SET digest = (SELECT digest FROM kept_snapshot k WHERE k.dossier = 1) WHERE dossier = 1", "E-4121" },
		{ "UPDATE dossier SET check_code = 'AAAAAAAAAA' WHERE id = 2",
			"UPDATE dossier SET check_code = (SELECT check_code FROM kept_dossier k WHERE k.id = 2) WHERE id = 2", "E-6105" },
		{ "UPDATE counter SET n = n + 1 WHERE series LIKE 'dossier/%'", "UPDATE counter SET n = n - 1 WHERE series LIKE 'dossier/%'",
			"E-6106" },
		{ "UPDATE counter SET n = n - 1 WHERE series LIKE 'document/%'", "UPDATE counter SET n = n + 1 WHERE series LIKE 'document/%'",
			"E-6106" },
	};
	struct err err;

	(void)state;
	run_sql("DROP TRIGGER snapshot_frozen; DROP TRIGGER dossier_frozen; CREATE TABLE kept_snapshot AS SELECT * FROM snapshot;"
		"CREATE TABLE kept_dossier AS SELECT * FROM dossier", false);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		run_sql(rows[i].change, false);
		assert_int_equal(verify(&err), ST_CORRUPT);
		assert_string_equal(err.code, rows[i].code);
		run_sql(rows[i].undo, false);
		assert_int_equal(verify(&err), ST_OK);
	}
}

/* S-10: nobody reads a citizen's number, phone or address out of the file. */
static void nothing_in_the_clear(void **state)
{
	static const char *const canaries[] = { "338810199001020101", "13900000000", "学院路128号3幢402室", "6222021234567890128" };
	char *journal = mem_format("%s-journal", db_path);
	const char *const files[] = { db_path, journal };

	(void)state;
	for (size_t k = 0; k < COUNT_OF(files); k++) {
		FILE *in = fopen(files[k], "rb");
		if (!in)
			continue;
		fseek(in, 0, SEEK_END);
		size_t n = (size_t)ftell(in);
		rewind(in);
		char *bytes = mem_alloc(n + 1);
		assert_int_equal(fread(bytes, 1, n, in), n);
		fclose(in);
		for (size_t i = 0; i < COUNT_OF(canaries); i++)
			assert_null(memmem(bytes, n, canaries[i], strlen(canaries[i])));
		free(bytes);
	}
	free(journal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(untouched_is_fine), cmocka_unit_test(nothing_in_the_clear), cmocka_unit_test(triggers_refuse),
		cmocka_unit_test(row_87_older_than_six_months_is_still_there),
		cmocka_unit_test(every_column), cmocka_unit_test(structure), cmocka_unit_test(dossiers),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

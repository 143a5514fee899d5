/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/demo.h"
#include "hall/dossier.h"
#include "hall/watch.h"
#include "law/identity.h"

/* The demonstration hall has something true to show on each screen, whenever it is made. */

static int64_t now;
static day_t busiest;                        /* that demo_past tells */

static int64_t wall(void)
{
	return now;
}

static int64_t mono(void)
{
	return 5000000;
}

static const struct clock_source made = { wall, mono };

static void make_with(const char *day, int hour, const uint64_t *seed)
{
	char *data = file_join(getenv("srcdir") ? getenv("srcdir") : ".", "data");
	struct demo_lively lively = { .seed = seed ? *seed : 0 };
	struct err e;

	now = clock_day_start(day_parse(day)) + hour * (int64_t)3600000;
	clock_replace(&made);
	snprintf(f.dir, sizeof f.dir, "/tmp/demo-XXXXXX");
	assert_non_null(mkdtemp(f.dir));
	demo_clock_begin();
	enum status st = hall_init(f.dir, data, NULL, &e);
	if (st == ST_OK)
		st = demo_past(f.dir, data, seed ? &lively : NULL, &e);
	demo_clock_end();
	free(data);
	clock_replace(&made);
	if (st != ST_OK)
		fail_msg("%s: %s %s [%s]", day, e.code, e.text, e.where);
	assert_int_equal(hall_open(f.dir, false, &f.h, &e), ST_OK);
	busiest = lively.busy;
}

static void make(const char *day, int hour)
{
	make_with(day, hour, NULL);
}

static void has(const char *what, const char *where)
{
	if (sql("SELECT count(*) FROM %s", where) == 0)
		fail_msg("nothing is %s", what);
}

static void look(const char *day, int hour)
{
	static const char *const dossiers[] = { "10", "20", "30", "40", "45", "60", "70", "80", "90", "R1", "R2", "R3", "R9" },
		*const tasks[] = { "00", "10", "15", "20", "30", "35", "50", "51", "70", "80", "99", "901", "902" };
	struct watch_row rows[60];
	char where[80];
	int64_t n;
	size_t count;

	make(day, hour);
	for (size_t i = 0; i < COUNT_OF(dossiers); i++) {
		snprintf(where, sizeof where, "dossier WHERE state = '%s'", dossiers[i]);
		has(dossiers[i], where);
	}
	for (size_t i = 0; i < COUNT_OF(tasks); i++) {
		snprintf(where, sizeof where, "task WHERE state = '%s'", tasks[i]);
		has(tasks[i], where);
	}
	has("deferred and open", "deferral WHERE state = 'open'");
	has("made good", "deferral WHERE state = 'in'");
	has("lapsed", "deferral WHERE state = 'lapsed'");
	has("waiting for a second person", "proposal WHERE state = 'open'");
	has("accepted by silence", "act WHERE word = 'deem'");
	supervisor = (struct actor){ .staff_id = sql("SELECT id FROM staff WHERE login = 'hejing'"), .role = "supervisor" };
	for (int k = 0; k < WATCH_KINDS; k++) {
		assert_int_equal(watch_list(f.h, &supervisor, (enum watch_kind)k, rows, COUNT_OF(rows), &count, &err), ST_OK);
		if (count == 0)
			fail_msg("%s: nothing on the list %s", day, watch_code((enum watch_kind)k));
	}
	/* true: it holds against itself, nothing lies in the future, nothing is still to be printed */
	assert_int_equal(dossier_verify(f.h, &n, &err), ST_OK);
	assert_int_equal(audit_verify(f.h, &n, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE at > %lld", (long long)now), 0);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE state <> 'confirmed'"), 0);
	/* what a department had lately it really gets: nobody finds a difference */
	assert_int_equal(sql("SELECT count(*) FROM outbox WHERE state = 'delivered' AND last_at > %lld", (long long)(now - 7 * DAY_MS)), 0);
	fixture_close(&f);
}

static void on_a_monday_morning(void **state)
{
	(void)state;
	look("2026-11-30", 8);
}

static void on_a_sunday_night(void **state)
{
	(void)state;
	look("2026-12-06", 23);
}

/* A year without a calendar, after holidays. */
static void in_the_new_year(void **state)
{
	(void)state;
	look("2027-01-04", 10);
}

static void before_its_time_there_is_no_past(void **state)
{
	(void)state;
	make("2026-11-10", 10);
	assert_int_equal(sql("SELECT count(*) FROM dossier"), 0);
	fixture_close(&f);
}

/* --- a lively hall ---------------------------------------------------------------------------------------------------- */

#define CARDS_OPEN_MOST 20

static const uint64_t one = 1, two = 2;

static void every(const char *table, const char *column, const char *const *states, size_t count)
{
	char where[120];

	for (size_t i = 0; i < count; i++) {
		snprintf(where, sizeof where, "%s WHERE %s = '%s'", table, column, states[i]);
		has(where, where);
	}
}
#define EVERY(table, column, ...) every(table, column, (const char *const[]){ __VA_ARGS__ }, COUNT_OF(((const char *const[]){ __VA_ARGS__ })))

/* `busy`: its whole day; `today`: where it is only as far as `now`. */
static const char *said(const json_t *dossier, const char *field)
{
	const json_t *e;
	size_t i;

	json_array_foreach(json_object_get(dossier, "form"), i, e)
		if (strcmp(json_string_value(json_object_get(e, "field")), field) == 0)
			return json_string_value(json_object_get(e, "value"));
	return NULL;
}

/* Each company has a number of its own, one, and a right one (GB 32100): told by its name. */
static void look_at_companies(void)
{
	struct identity id;
	json_t *codes = json_object(), *names = json_object(), *d;
	int64_t last = sql("SELECT max(id) FROM dossier"), seen = 0;
	char whole[24];

	for (int64_t i = 1; i <= last; i++) {
		if (sql("SELECT count(*) FROM dossier WHERE id = %lld", (long long)i) == 0)
			continue;
		snprintf(whole, sizeof whole, "%012lld%011lld", (long long)sql("SELECT substr(number, 1, 12) FROM dossier WHERE id = %lld", (long long)i),
			(long long)sql("SELECT substr(number, 13) FROM dossier WHERE id = %lld", (long long)i));
		assert_int_equal(dossier_json(f.h, whole, false, &d, &err), ST_OK);
		const char *name = said(d, "ent.qymc"), *code = said(d, "ent.tyshxydm");
		if (name && code) {
			const char *before = json_string_value(json_object_get(codes, name)), *whose = json_string_value(json_object_get(names, code));
			if (identity_read(code, clock_today(), &id, &err) != ST_OK || (before && strcmp(before, code) != 0) ||
				(whose && strcmp(whose, name) != 0))
				fail_msg("%s: %s, before %s, of %s", name, code, before ? before : "-", whose ? whose : "-");
			json_object_set_new(codes, name, json_string(code));
			json_object_set_new(names, code, json_string(name));
			seen++;
		}
		json_decref(d);
	}
	assert_true(seen > 20 && json_object_size(names) > 8);
	json_decref(codes);
	json_decref(names);
}

static void look_lively(const char *day, int hour, const char *busy, bool goes_on)
{
	int busy_day = (int)day_parse(busy);
	int64_t n;

	make_with(day, hour, &one);
	assert_int_equal(busiest, busy_day);
	EVERY("dossier", "state", "10", "20", "30", "40", "45", "60", "70", "80", "90", "R1", "R2", "R3", "R9");
	EVERY("task", "state", "00", "05", "10", "15", "20", "25", "30", "35", "50", "51", "52", "60", "70", "80", "901", "902", "903", "99");
	EVERY("ticket", "state", "ended", "passed", "abandoned");
	EVERY("errand", "state", "10", "20", "30", "40", "45", "60", "65", "70", "90");
	EVERY("stuck", "state", "10", "20", "30", "40", "50", "60", "90");
	EVERY("rating", "level", "1", "2", "3", "4", "5");
	EVERY("rating_case", "state", "registered", "verified");
	EVERY("deferral", "state", "open", "in", "lapsed");
	EVERY("ticket", "lane", "plain", "priority", "appointment");
	EVERY("dossier_material", "state", "pledged", "deferred", "defective");
	/* many matters, none of them half of all; of every class of person, and single items beside bundles */
	assert_true(sql("SELECT count(DISTINCT bundle) FROM dossier WHERE bundle IN (SELECT bundle FROM dossier d JOIN dossier_item i ON "
		"i.dossier = d.id GROUP BY d.id HAVING count(*) > 1)") >= 8);
	assert_true(sql("SELECT count(DISTINCT bundle) FROM dossier") >= 15);
	assert_true(sql("SELECT max(n) * 2 < sum(n) FROM (SELECT count(*) AS n FROM dossier GROUP BY bundle)"));
	assert_true(sql("SELECT count(DISTINCT name) FROM dossier") > 100);
	/* a tide decision with what came of it; each day has a curve to look at */
	assert_true(sql("SELECT count(*) FROM tide t JOIN tide_after a ON a.tide = t.id") > 0);
	assert_true(sql("SELECT min(n) FROM (SELECT count(*) AS n FROM ticket WHERE day < (SELECT max(day) FROM ticket) GROUP BY day)") > 40);
	has("nobody's vote", "rating WHERE level IS NULL");
	/* what a supervisor finds open is what a person can look through; what is done, he has looked through */
	assert_in_range(sql("SELECT count(*) FROM caution k WHERE cancelled_at IS NULL AND (light = 'red' OR NOT EXISTS (SELECT 1 FROM caution u WHERE"
		" u.light = 'red' AND u.rule = k.rule AND u.object = k.object))"), 5, CARDS_OPEN_MOST);
	has("a card that was looked into", "caution WHERE cancelled_by IS NOT NULL AND reason <> ''");
	has("several principals", "errand_principal WHERE no = 5");
	has("restored", "ticket WHERE restored = 1");
	has("overdue", "clock_proposal");
	assert_int_equal(sql("SELECT count(*) FROM ticket WHERE day = %d", busy_day), 300);
	assert_int_equal(sql("SELECT count(*) FROM errand"), 20);
	assert_in_range(sql("SELECT count(*) FROM dossier"), 190, 300);
	assert_in_range(sql("SELECT count(*) FROM dossier WHERE received_day = %d", busy_day), 60, 130);
	/* the morning has its peak, noon its dip; nobody waits for ever, and of the whole day nobody waits any more */
	assert_true(sql("SELECT count(*) FROM ticket WHERE day = %d AND taken_at < %lld", busy_day,
		(long long)clock_day_start(busy_day) + 11 * 3600000LL) > 120);
	assert_true(sql("SELECT count(*) FROM ticket WHERE day = %d AND taken_at >= %lld AND taken_at < %lld", busy_day,
		(long long)clock_day_start(busy_day) + 12 * 3600000LL, (long long)clock_day_start(busy_day) + 13 * 3600000LL) < 12);
	assert_true(sql("SELECT max(called_at - taken_at) FROM ticket WHERE restored = 0") < 90 * 60000);
	assert_int_equal(sql("SELECT count(*) FROM ticket WHERE day <= %d AND state IN ('waiting', 'called', 'serving')", busy_day), 0);
	assert_int_equal(sql("SELECT max(day) FROM ticket") > busy_day, goes_on);
	/* the numbers have no gap, nothing was refused, nothing lies in the future, all of it holds against itself */
	assert_int_equal(sql("SELECT count(*) FROM (SELECT day, substr(number, 1, 1) AS letter, count(*) AS n, max(CAST(substr(number, 2) AS "
		"INTEGER)) AS most FROM ticket GROUP BY day, letter) WHERE n <> most"), 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act LIKE '%%refused' OR act LIKE '%%denied'"), 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE at > %lld", (long long)now), 0);
	assert_int_equal(sql("SELECT count(*) FROM ticket_event WHERE at > %lld", (long long)now), 0);
	assert_int_equal(sql("SELECT count(*) FROM outbox WHERE state = 'delivered' AND last_at > %lld", (long long)(now - 7 * DAY_MS)), 0);
	assert_int_equal(dossier_verify(f.h, &n, &err), ST_OK);
	assert_int_equal(audit_verify(f.h, &n, &err), ST_OK);
	look_at_companies();
	fixture_close(&f);
}

static void lively_when_the_day_is_over(void **state)
{
	(void)state;
	look_lively("2026-12-09", 18, "2026-12-09", false);
}

static void lively_while_it_goes_on(void **state)
{
	(void)state;
	look_lively("2026-12-09", 11, "2026-12-08", true);
}

static void lively_before_it_opens(void **state)
{
	(void)state;
	look_lively("2026-12-07", 8, "2026-12-04", false);
}

static void lively_on_a_sunday(void **state)
{
	(void)state;
	look_lively("2026-12-06", 23, "2026-12-04", false);
}

static void lively_on_new_years_day(void **state)
{
	(void)state;
	look_lively("2027-01-01", 10, "2026-12-31", false);
}

/* Weekends and the days off that every year has are known. */
static void lively_in_a_year_without_a_calendar(void **state)
{
	(void)state;
	look_lively("2027-01-04", 11, "2026-12-31", true);
}

static void lively_before_its_time_there_is_no_past(void **state)
{
	(void)state;
	make_with("2026-11-10", 10, &one);
	assert_int_equal(busiest, DAY_NONE);
	assert_int_equal(sql("SELECT count(*) FROM dossier"), 0);
	assert_int_equal(sql("SELECT count(*) FROM ticket"), 0);
	fixture_close(&f);
}

/* What a seed makes, in one number: no key and nothing that is drawn to be no one's guess. */
static uint64_t digest(const char *day, int hour, const uint64_t *seed)
{
	static const char *const queries[] = { "SELECT number, state, outcome, bundle, name, received_at, window_no FROM dossier ORDER BY id",
		"SELECT number, class, state, taken_at, called_at, ended_at, window_no FROM ticket ORDER BY id",
		"SELECT task_no, state FROM task ORDER BY id", "SELECT number, state, registered_at FROM errand ORDER BY id",
		"SELECT number, state FROM stuck ORDER BY id", "SELECT dossier, level, rated_at FROM rating ORDER BY id",
		"SELECT chain, at, act, staff FROM audit ORDER BY chain, seq" };
	uint64_t sum = UINT64_C(14695981039346656037);
	sqlite3_stmt *s;
	sqlite3 *db;

	make_with(day, hour, seed);
	char *path = file_join(f.dir, "hall.db");
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	free(path);
	for (size_t i = 0; i < COUNT_OF(queries); i++) {
		if (sqlite3_prepare_v2(db, queries[i], -1, &s, NULL) != SQLITE_OK)
			fail_msg("%s: %s", queries[i], sqlite3_errmsg(db));
		while (sqlite3_step(s) == SQLITE_ROW)
			for (int k = 0; k < sqlite3_column_count(s); k++)
				for (const unsigned char *c = sqlite3_column_text(s, k); c && *c; c++)
					sum = (sum ^ *c) * UINT64_C(1099511628211);
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
	fixture_close(&f);
	return sum;
}

static void the_same_seed_makes_the_same_hall(void **state)
{
	uint64_t first = digest("2026-12-08", 10, &one);

	(void)state;
	assert_true(first == digest("2026-12-08", 10, &one));
	assert_true(first != digest("2026-12-08", 10, &two));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_monday_morning),
		cmocka_unit_test(on_a_sunday_night),
		cmocka_unit_test(in_the_new_year),
		cmocka_unit_test(before_its_time_there_is_no_past),
		cmocka_unit_test(lively_when_the_day_is_over),
		cmocka_unit_test(lively_while_it_goes_on),
		cmocka_unit_test(lively_before_it_opens),
		cmocka_unit_test(lively_on_a_sunday),
		cmocka_unit_test(lively_on_new_years_day),
		cmocka_unit_test(lively_in_a_year_without_a_calendar),
		cmocka_unit_test(lively_before_its_time_there_is_no_past),
		cmocka_unit_test(the_same_seed_makes_the_same_hall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

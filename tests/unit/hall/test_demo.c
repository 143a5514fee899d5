/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/demo.h"
#include "hall/dossier.h"
#include "hall/watch.h"

/* The demonstration hall has something true to show on each screen, whenever it is made. */

static int64_t now;

static int64_t wall(void)
{
	return now;
}

static int64_t mono(void)
{
	return 5000000;
}

static const struct clock_source made = { wall, mono };

static void make(const char *day, int hour)
{
	char *data = file_join(getenv("srcdir") ? getenv("srcdir") : ".", "data");
	struct err e;

	now = clock_day_start(day_parse(day)) + hour * (int64_t)3600000;
	clock_replace(&made);
	snprintf(f.dir, sizeof f.dir, "/tmp/demo-XXXXXX");
	assert_non_null(mkdtemp(f.dir));
	demo_clock_begin();
	enum status st = hall_init(f.dir, data, NULL, &e);
	if (st == ST_OK)
		st = demo_past(f.dir, data, &e);
	demo_clock_end();
	free(data);
	clock_replace(&made);
	if (st != ST_OK)
		fail_msg("%s: %s %s [%s]", day, e.code, e.text, e.where);
	assert_int_equal(hall_open(f.dir, false, &f.h, &e), ST_OK);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_monday_morning),
		cmocka_unit_test(on_a_sunday_night),
		cmocka_unit_test(in_the_new_year),
		cmocka_unit_test(before_its_time_there_is_no_past),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

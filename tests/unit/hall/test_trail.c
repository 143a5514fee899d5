/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "fixture.h"
#include "hall/audit.h"
#include "hall/draft.h"
#include "hall/print_job.h"
#include "hall/staff.h"
#include "hall/trail.h"

static struct fixture f;
static struct actor auditor;

static int setup(void **state)
{
	struct err err;

	(void)state;
	fixture_open(&f);
	if (staff_person(f.h, "audit", "", &auditor, &err) != ST_OK)
		fixture_die("audit", &err);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

/* Walks the whole trail in pages of three; how many entries, each older than the one before or of its moment. */
static int64_t walk(struct trail_query q, struct trail_entry *first)
{
	int64_t n = 0, last = INT64_MAX;
	size_t got = 3;
	struct err err;

	q.before = TRAIL_NEWEST;
	q.room = 3;
	while (got == 3) {
		struct trail *page;
		assert_int_equal(trail_read(f.h, &auditor, &q, &page, &err), ST_OK);
		got = trail_count(page);
		for (size_t i = 0; i < got; i++, n++) {
			struct trail_entry e;
			trail_entry(page, i, &e);
			assert_true(e.place.at <= last);
			last = e.place.at;
			if (n == 0 && first)
				first->place = e.place;
			q.before = e.place;
		}
		trail_free(page);
	}
	return n;
}

/* Many entries of one moment in several chains: each is read, and once. */
static void every_entry_once(void **state)
{
	int64_t all;
	struct actor elsewhere = f.clerk;
	struct err err;

	(void)state;
	snprintf(elsewhere.window, sizeof elsewhere.window, "5");
	for (int i = 0; i < 7; i++) {
		assert_int_equal(audit_note(f.h, &f.clerk, &(struct audit_entry){ .act = "test.here", .object = "a" }, &err), ST_OK);
		assert_int_equal(audit_note(f.h, &elsewhere, &(struct audit_entry){ .act = "test.there", .object = "b" }, &err), ST_OK);
		if (i == 3)
			fixture_tick(1000);
	}
	assert_int_equal(audit_verify(f.h, &all, &err), ST_OK);
	assert_int_equal(walk((struct trail_query){ .since = 0 }, NULL), all);
	assert_int_equal(walk((struct trail_query){ .act = "test." }, NULL), 14);
	assert_int_equal(walk((struct trail_query){ .act = "test.here" }, NULL), 7);
	assert_int_equal(walk((struct trail_query){ .act = "test.", .window = "5" }, NULL), 7);
	assert_int_equal(walk((struct trail_query){ .act = "test.", .login = "jihm" }, NULL), 14);
	assert_int_equal(walk((struct trail_query){ .act = "test.", .login = "jih" }, NULL), 0);
	assert_int_equal(walk((struct trail_query){ .act = "test.", .since = FIXTURE_NOW + 1000 }, NULL), 6);
}

/* Whom it is not for is refused, and that is on record; who reads leaves an entry for the session. */
static void the_auditor_alone(void **state)
{
	struct trail_query q = { .before = TRAIL_NEWEST, .room = 1 };
	struct trail *page = NULL;
	struct err err;

	(void)state;
	assert_int_equal(trail_read(f.h, &f.clerk, &q, &page, &err), ST_DENIED);
	assert_string_equal(err.code, "E-1118");
	assert_null(page);
	assert_int_equal(trail_begin(f.h, &f.clerk, &err), ST_DENIED);
	assert_int_equal(walk((struct trail_query){ .act = "audit.denied", .login = "jihm" }, NULL), 2);
	assert_int_equal(walk((struct trail_query){ .act = "audit.read" }, NULL), 0);
	assert_int_equal(trail_begin(f.h, &auditor, &err), ST_OK);
	assert_int_equal(walk((struct trail_query){ .act = "audit.read", .login = "audit" }, NULL), 1);
}

/* What the desk does not offer to a role, the hall does not do for it either (W-14). */
static void refused_beneath(void **state)
{
	struct print_job job;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "chusheng-hukou", 1, &r);
	assert_int_equal(draft_save(f.h, &auditor, &r, STEP_APPLICANT, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6112");
	request_release(&r);
	assert_int_equal(print_job_confirm(f.h, &auditor, 1, &err), ST_DENIED);
	assert_int_equal(print_job_hold(f.h, &auditor, 1, &err), ST_DENIED);
	assert_int_equal(print_job_retry(f.h, &auditor, 1, &err), ST_DENIED);
	assert_int_equal(print_job_reprint(f.h, &auditor, "1", "receipt", "x", NULL, false, &job, &err), ST_DENIED);
	assert_int_equal(print_job_direct(f.h, &auditor, "1", "receipt", "x", "q", false, &job, &err), ST_DENIED);
	assert_string_equal(err.code, "E-5025");
	assert_int_equal(walk((struct trail_query){ .act = "print.denied", .login = "audit" }, NULL), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_entry_once), cmocka_unit_test(the_auditor_alone),
		cmocka_unit_test(refused_beneath) };

	return cmocka_run_group_tests(tests, setup, teardown);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fixture.h"
#include "hall/dossier.h"
#include "hall/draft.h"
#include "hall/guard.h"

/* What stands around an accept: the clock that must be right, and the draft that goes with it. */

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static int64_t jumped_wall(void) { return FIXTURE_NOW + 11 * 60000; }
static int64_t still_mono(void) { return 5000000; }

static void clock_jump(void **state)
{
	static const struct clock_source jumped = { jumped_wall, still_mono };
	struct accepted done;
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 54, &r);
	clock_replace(&jumped);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1070");
	assert_int_equal(hall_clock_confirm(f.h, &f.clerk, &err), ST_DENIED);
	struct actor supervisor = f.clerk;
	snprintf(supervisor.role, sizeof supervisor.role, "supervisor");
	assert_int_equal(hall_clock_confirm(f.h, &supervisor, &err), ST_OK);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	fixture_clock();
	request_release(&r);
	/* now the clock stands before the newest entry: accepting must stop again */
	fixture_request(&f, "xinshenger", 55, &r);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1070");
	fixture_reopen(&f);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_REFUSED);
	/* confirmed in another process: this one goes on, and so does one that opens the hall later */
	struct hall *other;
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	assert_int_equal(hall_clock_confirm(other, &supervisor, &err), ST_OK);
	hall_close(other);
	assert_int_equal(hall_clock_check(f.h, &err), ST_OK);
	fixture_reopen(&f);
	assert_int_equal(hall_clock_check(f.h, &err), ST_OK);
	fixture_tick(12 * 60000);
	fixture_reopen(&f);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	request_release(&r);
}

/* The day of the promise is the day of the stamp, even when midnight passes between them. */
static int64_t minutes_to_midnight;
static int calls;
static int64_t around_midnight(void)
{
	return FIXTURE_NOW + minutes_to_midnight * 60000 - 1 + (++calls > 1 ? 1 : 0);
}

static void over_midnight(void **state)
{
	static const struct clock_source turning = { around_midnight, still_mono };
	struct accepted done;
	struct request r;
	struct err err;
	json_t *d;

	(void)state;
	fixture_request(&f, "xinyong", 58, &r);
	minutes_to_midnight = 24 * 60 - (9 * 60 + 41);
	clock_replace(&turning);
	calls = 0;
	assert_int_equal(clock_today(), day_from_ymd(2026, 11, 23));
	calls = 1;
	assert_int_equal(clock_today(), day_from_ymd(2026, 11, 24));
	struct actor supervisor = f.clerk;
	snprintf(supervisor.role, sizeof supervisor.role, "supervisor");
	assert_int_equal(hall_clock_confirm(f.h, &supervisor, &err), ST_OK);
	calls = 0;
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_OK);
	assert_int_equal(dossier_json(f.h, done.number, false, &d, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(d, "accept_day")), "2026-11-24");
	assert_int_equal(strncmp(done.number + 9, "20261124", 8), 0);
	assert_int_equal(strncmp(json_string_value(json_object_get(d, "accepted_at")), "2026-11-24", 10), 0);
	json_decref(d);
	request_release(&r);
	fixture_clock();
	fixture_tick(INT64_C(86400000));
	fixture_reopen(&f);
}

static void draft_goes_with_it(void **state)
{
	struct draft drafts[8];
	enum request_step step;
	struct accepted done;
	struct request r, back;
	struct err err;
	size_t count, n, m;

	(void)state;
	fixture_request(&f, "xinshenger", 56, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	assert_int_equal(draft_list(f.h, &f.clerk, drafts, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_string_equal(drafts[0].title, "新生儿出生");
	assert_string_equal(drafts[0].who, "李*");
	draft_let_go(f.h, r.accept_uuid);
	fixture_reopen(&f);
	assert_int_equal(draft_load(f.h, &f.clerk, r.accept_uuid, false, &back, &step, &err), ST_OK);
	assert_int_equal(step, STEP_MATERIALS);
	char *a = request_to_json(&r, &n), *b = request_to_json(&back, &m);
	assert_string_equal(a, b);
	free(a);
	free(b);
	request_release(&back);
	struct actor other = f.clerk;
	other.staff_id++;
	assert_int_equal(draft_load(f.h, &other, r.accept_uuid, false, &back, &step, &err), ST_NOINPUT);
	request_release(&back);
	fixture_accept(&f, &r, &done);
	assert_int_equal(draft_list(f.h, &f.clerk, drafts, 8, &count, &err), ST_OK);
	assert_int_equal(count, 0);
	/* a late autosave of what was accepted brings nothing back */
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_CONFIRM, &err), ST_OK);
	assert_int_equal(draft_list(f.h, &f.clerk, drafts, 8, &count, &err), ST_OK);
	assert_int_equal(count, 0);
	request_release(&r);
}

static void draft_given_up(void **state)
{
	struct request r;
	struct err err;

	(void)state;
	fixture_request(&f, "xinshenger", 57, &r);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_BUNDLE, &err), ST_OK);
	assert_int_equal(draft_discard(f.h, &f.clerk, r.accept_uuid, &err), ST_OK);
	assert_int_equal(draft_discard(f.h, &f.clerk, r.accept_uuid, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6102");
	request_release(&r);
}

/* R21, T4: two desks, one draft. Two openings of a hall are two desks. */
static void draft_at_one_desk(void **state)
{
	struct draft drafts[8];
	enum request_step step;
	struct accepted done;
	struct request r, back;
	struct hall *other;
	struct err err;
	size_t count;

	(void)state;
	fixture_request(&f, "xinshenger", 58, &r);
	assert_int_equal(hall_open(f.dir, false, &other, &err), ST_OK);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_MATERIALS, &err), ST_OK);
	assert_int_equal(draft_held(f.h, r.accept_uuid, &err), ST_OK);
	/* the other desk sees it, and can neither open nor discard nor save nor accept it */
	assert_int_equal(draft_list(other, &f.clerk, drafts, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_true(drafts[0].elsewhere);
	assert_string_equal(drafts[0].window, f.clerk.window);
	assert_int_equal(draft_load(other, &f.clerk, r.accept_uuid, false, &back, &step, &err), ST_BUSY);
	request_release(&back);
	assert_string_equal(err.code, "E-6104");
	assert_non_null(strstr(err.text, f.clerk.name));
	assert_int_equal(draft_discard(other, &f.clerk, r.accept_uuid, &err), ST_BUSY);
	assert_int_equal(draft_save(other, &f.clerk, &r, STEP_BUNDLE, &err), ST_BUSY);
	assert_int_equal(dossier_accept(other, &f.clerk, &r, &done, NULL, &err), ST_BUSY);
	assert_string_equal(err.code, "E-6104");
	assert_non_null(strstr(err.text, "未受理"));
	/* taken over: now it is the first that cannot */
	assert_int_equal(draft_load(other, &f.clerk, r.accept_uuid, true, &back, &step, &err), ST_OK);
	assert_int_equal(step, STEP_MATERIALS);
	request_release(&back);
	assert_int_equal(draft_held(f.h, r.accept_uuid, &err), ST_BUSY);
	assert_int_equal(draft_save(f.h, &f.clerk, &r, STEP_CONFIRM, &err), ST_BUSY);
	assert_int_equal(dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err), ST_BUSY);
	draft_let_go(f.h, r.accept_uuid);                        /* not its own any more */
	assert_int_equal(draft_held(f.h, r.accept_uuid, &err), ST_BUSY);
	/* no sign of life for three minutes is as good as gone; one minute is not */
	fixture_tick(2 * 60000);
	assert_int_equal(draft_held(f.h, r.accept_uuid, &err), ST_BUSY);
	draft_renew(other, r.accept_uuid);
	fixture_tick(2 * 60000);
	assert_int_equal(draft_held(f.h, r.accept_uuid, &err), ST_BUSY);
	fixture_tick(2 * 60000);
	assert_int_equal(draft_load(f.h, &f.clerk, r.accept_uuid, false, &back, &step, &err), ST_OK);
	request_release(&back);
	/* and who sat still so long overwrites nothing when he comes back */
	assert_int_equal(draft_save(other, &f.clerk, &r, STEP_BUNDLE, &err), ST_BUSY);
	fixture_accept(&f, &r, &done);
	hall_close(other);
	request_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_jump), cmocka_unit_test(over_midnight), cmocka_unit_test(draft_goes_with_it),
		cmocka_unit_test(draft_given_up), cmocka_unit_test(draft_at_one_desk),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

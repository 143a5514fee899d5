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
#include "base/mem.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/edition.h"
#include "hall/trail.h"
#include "hall/import.h"
#include "hall/staff.h"

/* Which version of the catalogue is used on which day, and what a dossier keeps. */

static struct fixture f;
static struct actor system_actor;
static char *shipped;

static int setup(void **state)
{
	const struct catalogue *c;
	struct err err;
	size_t n;
	int version;

	(void)state;
	fixture_open(&f);
	assert_int_equal(staff_system(f.h, "", &system_actor, &err), ST_OK);
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	shipped = catalogue_canonical(c, &n);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(shipped);
	fixture_close(&f);
	return 0;
}

static day_t in_days(int n)
{
	return clock_today() + n;
}

/* The shipped catalogue with the child's bundle under another name, from a day on (0: at once). */
static enum status import_named(const struct actor *by, const char *name, day_t from, struct import_result *out, struct err *err)
{
	const char *old = "\"name\":\"新生儿出生\"", *at = strstr(shipped, old);
	char *text = mem_format("%.*s\"name\":\"%s\"%s", (int)(at - shipped), shipped, name, at + strlen(old));
	const struct catalogue_text one = { "changed", text, strlen(text) };
	enum status st = import_catalogue(f.h, by, &(struct import_request){ .texts = &one, .count = 1, .from = from }, out, err);

	free(text);
	return st;
}

static int imported(const char *name, day_t from)
{
	struct import_result r;
	struct err err;

	if (import_named(&system_actor, name, from, &r, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_false(r.same);
	assert_int_equal(r.from, from ? from : clock_today());
	return r.version;
}

/* What is in use; the bundle's name goes to `name`. */
static int in_use(const char **name)
{
	const struct catalogue *c;
	struct err err;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	*name = catalogue_bundle(c, "xinshenger")->name;
	return version;
}

static void in_use_is(int version, const char *name)
{
	const char *got;

	assert_int_equal(in_use(&got), version);
	assert_string_equal(got, name);
}

static int accepted_under(int n)
{
	struct promise *p;
	struct accepted done;
	struct request r;
	struct err err;

	fixture_request(&f, "xinshenger", n, &r);
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	int version = p->catalogue_version;
	promise_free(p);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return version;
}

static int dossiers_of(int version)
{
	struct edition *list;
	struct err err;
	size_t count;
	int found = -1;

	assert_int_equal(edition_history(f.h, &list, &count, &err), ST_OK);
	for (size_t i = 0; i < count && found < 0; i++)
		if (list[i].version == version)
			found = list[i].dossiers;
	free(list);
	return found;
}

/* "3现用 2曾用 1曾用": the newest decision first. */
static void history_is(const char *wanted)
{
	struct edition *list;
	struct buf got;
	struct err err;
	size_t count;

	buf_init(&got, BUF_SMALL);
	assert_int_equal(edition_history(f.h, &list, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		buf_format(&got, "%s%d%s", i ? " " : "", list[i].version, edition_state_name(list[i].state));
	assert_string_equal(got.data, wanted);
	buf_release(&got);
	free(list);
}

static void the_trace_is_whole(void)
{
	struct err err;
	int64_t entries;

	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
}

static void a_version_waits_for_its_day(void **state)
{
	struct err err;
	struct import_result r;

	(void)state;
	int first = accepted_under(1);
	assert_int_equal(first, 1);
	assert_int_equal(imported("新名字", in_days(2)), 2);
	in_use_is(1, "新生儿出生");
	history_is("2待启用 1现用");
	assert_int_equal(accepted_under(2), 1);
	fixture_tick(2 * DAY_MS - (FIXTURE_NOW - clock_day_start(clock_day_of(FIXTURE_NOW))) - 1000);
	in_use_is(1, "新生儿出生");              /* the last second before */
	fixture_tick(1000);
	in_use_is(2, "新名字");                  /* the same opening of the hall: a desk that was left on */
	history_is("2现用 1曾用");
	assert_int_equal(accepted_under(3), 2);
	assert_int_equal(dossiers_of(1), 2);
	assert_int_equal(dossiers_of(2), 1);
	assert_int_equal(import_named(&system_actor, "新名字", 0, &r, &err), ST_OK);
	assert_true(r.same);
	the_trace_is_whole();
}

static void the_latest_day_counts_then_the_last_word(void **state)
{
	(void)state;
	assert_int_equal(imported("三天后", in_days(3)), 2);
	assert_int_equal(imported("今天", 0), 3);
	in_use_is(3, "今天");
	assert_int_equal(imported("下周", in_days(7)), 4);
	assert_int_equal(imported("又下周", in_days(7)), 5);
	fixture_tick(3 * DAY_MS);
	in_use_is(2, "三天后");
	fixture_tick(4 * DAY_MS);
	in_use_is(5, "又下周");
	history_is("5现用 4曾用 3曾用 2曾用 1曾用");
}

struct heard_dossiers { size_t count; char by[200]; };

static void hear_touched(void *ctx, const struct touched *d)
{
	struct heard_dossiers *h = ctx;

	h->count++;
	snprintf(h->by, sizeof h->by, "%s", d->by);
}

/* The active catalogue with one piece of its text otherwise; by what the dossiers of version 1 are touched. */
static void touched_by(const char *from, const char *to, size_t wanted, const char *by)
{
	struct heard_dossiers heard = { 0 };
	struct catalogue *after;
	struct err err;
	size_t count;
	const char *at = strstr(shipped, from);

	assert_non_null(at);
	char *text = mem_format("%.*s%s%s", (int)(at - shipped), shipped, to, at + strlen(from));
	const struct catalogue_text one = { "changed", text, strlen(text) };
	if (catalogue_load(&one, 1, NULL, NULL, &after, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	assert_int_equal(edition_touched(f.h, 1, after, hear_touched, &heard, &count, &err), ST_OK);
	assert_int_equal(count, wanted);
	assert_int_equal(heard.count, wanted);
	assert_string_equal(heard.by, by);
	catalogue_free(after);
	free(text);
}

static void accept_matter(const char *matter, int n)
{
	struct accepted done;
	struct request r;

	fixture_request(&f, matter, n, &r);
	fixture_accept(&f, &r, &done);
	request_release(&r);
}

static void a_difference_concerns_some_dossiers(void **state)
{
	(void)state;
	accept_matter("chusheng-hukou", 40);
	touched_by("\"name\":\"新生儿出生\"", "\"name\":\"别的\"", 0, "");
	touched_by("\"name\":\"公安局\"", "\"name\":\"市公安局\"", 1, "departments/ga");
	touched_by("\"孩子落户\",\"入户\"", "\"孩子落户\"", 0, "");      /* what it is found by */
	touched_by("\"id\":\"chusheng-hukou\",", "\"id\":\"chusheng-hukou\",\"x\":1,", 1, "items/chusheng-hukou");
	touched_by("\"length\":\"2..50\",\"name\":\"姓名\"", "\"length\":\"2..30\",\"name\":\"姓名\"", 1, "fields/xm");
	touched_by("\"name\":\"母亲\"", "\"name\":\"生母\"", 1, "roles/mother");
	touched_by("\"name\":\"残疾人\"", "\"name\":\"残障人士\"", 0, "");
	/* an item alone was asked its questions, too */
	touched_by("\"text\":\"随哪一方落户?\"", "\"text\":\"随谁落户?\"", 1, "questions/q-luohu");
	assert_int_equal(accepted_under(3), 1);
	touched_by("\"name\":\"新生儿出生\"", "\"name\":\"别的\"", 1, "bundles/xinshenger");
}

/* What no catalogue calls a bundle was asked questions, too. */
static void a_difference_concerns_a_combination(void **state)
{
	(void)state;
	accept_matter("csz-qianfa+chusheng-hukou", 40);
	touched_by("\"text\":\"随哪一方落户?\"", "\"text\":\"随谁落户?\"", 1, "questions/q-luohu");
	touched_by("\"id\":\"chusheng-hukou\",", "\"id\":\"chusheng-hukou\",\"x\":1,", 1, "items/chusheng-hukou");
	touched_by("\"name\":\"新生儿出生\"", "\"name\":\"别的\"", 0, "");
}

static void a_difference_concerns_what_was_added(void **state)
{
	(void)state;
	accept_matter("fucan+chusheng-hukou", 40);
	touched_by("\"name\":\"残疾人服务(扶残助困)\"", "\"name\":\"别的\"", 1, "bundles/fucan");
	touched_by("\"id\":\"chusheng-hukou\",", "\"id\":\"chusheng-hukou\",\"x\":1,", 1, "items/chusheng-hukou");
}

static void back_to_what_was(void **state)
{
	struct edition_change k;
	struct err err;

	(void)state;
	assert_int_equal(edition_rollback(f.h, &system_actor, 0, &k, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-4131");
	imported("二", 0);
	imported("三", 0);
	imported("四", in_days(3));
	assert_int_equal(accepted_under(1), 3);
	assert_int_equal(edition_rollback(f.h, &system_actor, 0, &k, &err), ST_OK);
	assert_int_equal(k.before, 3);
	assert_int_equal(k.version, 2);
	assert_int_equal(k.waiting, 4);
	in_use_is(2, "二");
	assert_int_equal(edition_rollback(f.h, &system_actor, 1, &k, &err), ST_OK);
	in_use_is(1, "新生儿出生");
	assert_int_equal(edition_rollback(f.h, &system_actor, 1, &k, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-4132");
	assert_int_equal(edition_rollback(f.h, &system_actor, 9, &k, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-4112");
	assert_int_equal(dossiers_of(3), 1);
	history_is("1现用 2曾用 4待启用 3曾用 2曾用 1曾用");
	fixture_reopen(&f);
	in_use_is(1, "新生儿出生");
	the_trace_is_whole();
}

static void a_plan_is_given_up(void **state)
{
	struct edition_change k;
	struct err err;

	(void)state;
	imported("二", in_days(3));
	imported("三", in_days(5));
	assert_int_equal(edition_withdraw(f.h, &system_actor, 2, &k, &err), ST_OK);
	assert_int_equal(k.waiting, 2);
	history_is("3待启用 2已撤回 1现用");
	assert_int_equal(edition_withdraw(f.h, &system_actor, 2, &k, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-4133");
	fixture_tick(3 * DAY_MS);
	in_use_is(1, "新生儿出生");
	fixture_tick(2 * DAY_MS);
	in_use_is(3, "三");
	assert_int_equal(edition_withdraw(f.h, &system_actor, 0, &k, &err), ST_NOINPUT);      /* it has begun */
	the_trace_is_whole();
}

static void one_day_of_two_is_given_up(void **state)
{
	struct edition_change k;
	struct err err;

	(void)state;
	assert_int_equal(imported("二", in_days(5)), 2);
	assert_int_equal(imported("二", in_days(3)), 2);
	assert_int_equal(edition_withdraw(f.h, &system_actor, 2, &k, &err), ST_OK);
	assert_int_equal(k.waiting_from, in_days(3));
	history_is("2已撤回 2待启用 1现用");
	fixture_tick(3 * DAY_MS);
	in_use_is(1, "新生儿出生");
	fixture_tick(2 * DAY_MS);
	in_use_is(2, "二");
}

/* The clock stands in the last second of a day, and after some looks at it in the first one of the next. */
static int64_t evening;
static int looks_left;

static int64_t at_midnight(void)
{
	return looks_left-- > 0 ? evening : evening + 1000;
}

static int withdrawals_on_record(void)
{
	const struct actor auditor = { .staff_id = 1, .role = "auditor" };
	struct trail *page;
	struct err err;

	assert_int_equal(trail_read(f.h, &auditor, &(struct trail_query){ .before = TRAIL_NEWEST, .act = "catalogue.withdraw", .room = 100 },
		&page, &err), ST_OK);
	int n = (int)trail_count(page);
	trail_free(page);
	return n;
}

/* Whenever midnight comes, what is told and written down is what happened. */
static void midnight_comes_in_between(void **state)
{
	const struct clock_source midnight = { at_midnight, at_midnight };
	struct edition_change k;
	struct err err;
	int given_up = 0, begun = 0;

	(void)state;
	for (int looks = 0; looks < 12; looks++) {
		char name[16];
		fixture_clock();
		fixture_tick(looks * DAY_MS);
		snprintf(name, sizeof name, "第%d", looks);
		int version = imported(name, in_days(1)), on_record = withdrawals_on_record();
		const char *in;
		evening = clock_day_start(in_days(1)) - 1000;
		looks_left = looks;
		clock_replace(&midnight);
		enum status st = edition_withdraw(f.h, &system_actor, version, &k, &err);
		looks_left = 0;
		if (st != ST_OK) {
			assert_string_equal(err.code, "E-4133");
			begun += st == ST_CONFLICT;
		} else {
			given_up++;
		}
		assert_int_equal(in_use(&in) == version, st != ST_OK);
		assert_int_equal(withdrawals_on_record() - on_record, st == ST_OK);
	}
	assert_true(given_up > 0);
	assert_true(begun > 0);
	fixture_clock();
	the_trace_is_whole();
}

static void who_may_not_changes_nothing(void **state)
{
	struct edition_change k;
	struct import_result r;
	struct err err;

	(void)state;
	imported("二", 0);
	assert_int_equal(import_named(&f.clerk, "三", 0, &r, &err), ST_DENIED);
	assert_int_equal(edition_rollback(f.h, &f.clerk, 1, &k, &err), ST_DENIED);
	assert_string_equal(err.code, "E-4111");
	assert_int_equal(edition_withdraw(f.h, &f.clerk, 0, &k, &err), ST_DENIED);
	assert_int_equal(import_named(&system_actor, "三", in_days(-1), &r, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-4130");
	history_is("2现用 1曾用");
}

/* A clerk is at one version for as long as she types; others that come into use meanwhile are read, and let go. */
static void a_version_that_is_held_stays(void **state)
{
	static const char *const names[] = { "一", "二", "三", "四", "五", "六" };
	const struct catalogue *held, *c;
	struct err err;
	int version, other;

	(void)state;
	assert_int_equal(hall_catalogue(f.h, &held, &version, &err), ST_OK);
	hall_catalogue_hold(f.h, version);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		imported(names[i], 0);
		assert_int_equal(hall_catalogue(f.h, &c, &other, &err), ST_OK);
		assert_int_not_equal(other, version);
	}
	assert_int_equal(hall_catalogue_version(f.h, version, &c, &err), ST_OK);
	assert_ptr_equal(c, held);
	assert_string_equal(catalogue_bundle(held, "xinshenger")->name, "新生儿出生");
	hall_catalogue_release(f.h, version);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_version_waits_for_its_day, setup, teardown),
		cmocka_unit_test_setup_teardown(the_latest_day_counts_then_the_last_word, setup, teardown),
		cmocka_unit_test_setup_teardown(a_difference_concerns_some_dossiers, setup, teardown),
		cmocka_unit_test_setup_teardown(a_difference_concerns_a_combination, setup, teardown),
		cmocka_unit_test_setup_teardown(a_difference_concerns_what_was_added, setup, teardown),
		cmocka_unit_test_setup_teardown(back_to_what_was, setup, teardown),
		cmocka_unit_test_setup_teardown(a_plan_is_given_up, setup, teardown),
		cmocka_unit_test_setup_teardown(one_day_of_two_is_given_up, setup, teardown),
		cmocka_unit_test_setup_teardown(midnight_comes_in_between, setup, teardown),
		cmocka_unit_test_setup_teardown(a_version_that_is_held_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(who_may_not_changes_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

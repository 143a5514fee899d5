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
#include "clocks.h"
#include "hall/dossier.h"
#include "hall/import.h"

/* What makes a promise longer, and what may not: row 10 of window-rules 14, T-10, T-11. */

/* --- row 10 -------------------------------------------------------------------------------------------------------------- */

static void row_10_one_extension_by_law(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_ACCEPT);
	day_t law = due(&d, CLOCK_K3, 0), promise = due(&d, CLOCK_K2, 0);
	struct clock_extending e = { .dossier = d.dossier, .number = d.number, .kind = CLOCK_K3, .day = clock_today(), .reason = "案情复杂",
		.basis = "第四十二条", .by = "" };
	const struct calendar *c;
	struct err err;

	refused(&d, extend_act, &e, "E-1058", "第四十二条");
	e.by = "李局长";
	good(extend_act, &e);
	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	struct clock_list *list = clocks(&d);
	if (find(list, CLOCK_K3, 0)->run.limit.unit == UNIT_WORKING_DAY)
		assert_int_equal(deadline_remaining(c, law, due(&d, CLOCK_K3, 0)), 10);
	clock_list_free(list);
	assert_int_equal(deadline_remaining(c, promise, due(&d, CLOCK_K2, 0)), 10);
	refused(&d, extend_act, &e, "E-1057", "只能延长 1 次");
	e.kind = CLOCK_K1;
	refused(&d, extend_act, &e, "E-1057", "第三十二条");
}

static struct accepted open_restaurant(void)
{
	struct request r;
	struct accepted done;

	fixture_request(&f, "kai-canyin", ++person, &r);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return done;
}

static void lengthen_kind(const struct accepted *d, enum clock_kind kind, int item, int days)
{
	const struct clock_extending e = { .dossier = d->dossier, .number = d->number, .kind = kind, .item = item, .halves = 2 * days,
		.day = clock_today(), .reason = "案情复杂", .basis = "W-10", .by = "李局长" };

	good(extend_act, &e);
}

static void lengthen(const struct accepted *d, int item, int days)
{
	lengthen_kind(d, CLOCK_K3, item, days);
}

static int days_between(day_t from, day_t to)
{
	const struct calendar *c;
	struct err err;

	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	return deadline_remaining(c, from, to);
}

static day_t later(day_t a, day_t b)
{
	return a > b ? a : b;
}

/* 开办餐饮店: all others wait for the first item; two of those that wait, the one with the least time and the one with the most. */
struct two { int brief, longest; };
static struct two two_that_wait(const struct accepted *d)
{
	struct clock_list *list = clocks(d);
	struct two t = { 0, 0 };

	for (size_t i = 0; i < list->count; i++) {
		const struct clock_row *r = &list->rows[i];
		if (r->run.kind != CLOCK_K3 || r->item < 2)
			continue;
		day_t promised = find(list, CLOCK_K2, r->item)->state.deadline.due;
		if (!t.brief || promised < find(list, CLOCK_K2, t.brief)->state.deadline.due)
			t.brief = r->item;
		if (!t.longest || promised > find(list, CLOCK_K2, t.longest)->state.deadline.due)
			t.longest = r->item;
	}
	clock_list_free(list);
	assert_true(t.brief > 0 && t.brief != t.longest);
	return t;
}

/* T-11: the whole is its longest path, so what an item has to spare costs nobody a day. */
static void an_item_with_slack_moves_nothing_else(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), law = due(&d, CLOCK_K3, 0), brief = due(&d, CLOCK_K2, t.brief), own = due(&d, CLOCK_K3, t.brief);
	int slack = days_between(brief, whole);

	assert_int_equal(due(&d, CLOCK_K2, t.longest), whole);
	assert_in_range(slack, 1, 8);
	lengthen(&d, t.brief, slack);
	assert_int_equal(due(&d, CLOCK_K2, t.brief), whole);
	assert_int_equal(days_between(own, due(&d, CLOCK_K3, t.brief)), slack);
	assert_int_equal(due(&d, CLOCK_K2, 0), whole);
	assert_int_equal(due(&d, CLOCK_K3, 0), later(law, due(&d, CLOCK_K3, t.brief)));
	assert_int_equal(shown(&d), whole);
}

/* … and one that takes longer than the whole moves it by the rest alone; the second one by what the first has left. */
static void each_extension_moves_the_whole_by_the_rest(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), law = due(&d, CLOCK_K3, 0);
	int slack = days_between(due(&d, CLOCK_K2, t.brief), whole);

	lengthen(&d, t.brief, slack + 2);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 2);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, t.brief));
	lengthen(&d, t.longest, 5);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 5);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, t.longest));
	assert_int_equal(due(&d, CLOCK_K3, 0), later(later(law, due(&d, CLOCK_K3, t.longest)), due(&d, CLOCK_K3, t.brief)));
	assert_true(due(&d, CLOCK_K3, 0) >= due(&d, CLOCK_K2, 0));
	struct clock_list *list = clocks(&d);
	for (size_t i = 0; i < list->count; i++)
		assert_string_equal(list->rows[i].fault.code, "");
	clock_list_free(list);
}

/* What waits for the one that takes longer is done later by as much, and may still be granted its own extension. */
static void what_waits_follows_an_extension(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), first = due(&d, CLOCK_K2, 1), brief = due(&d, CLOCK_K2, t.brief), law = due(&d, CLOCK_K3, t.brief);

	lengthen_kind(&d, CLOCK_K2, 1, 4);            /* no law limits it */
	assert_int_equal(days_between(first, due(&d, CLOCK_K2, 1)), 4);
	assert_int_equal(days_between(brief, due(&d, CLOCK_K2, t.brief)), 4);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 4);
	assert_int_equal(due(&d, CLOCK_K2, t.longest), due(&d, CLOCK_K2, 0));
	assert_int_equal(due(&d, CLOCK_K3, t.brief), law);                  /* nobody granted it more */
	lengthen(&d, t.longest, 3);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 7);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, 0));
}

/* While the longest item rests no day is known for the whole; another that was lengthened meanwhile moves it by the rest, as ever. */
static void an_extension_while_another_rests(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0);
	int slack = days_between(due(&d, CLOCK_K2, t.brief), whole);
	struct clock_pausing p = special(&d, t.longest, "2026-11-23", NULL);

	good(pause_act, &p);
	assert_int_equal(due(&d, CLOCK_K2, 0), DAY_NONE);
	lengthen(&d, t.brief, slack + 2);
	assert_int_equal(due(&d, CLOCK_K2, 0), DAY_NONE);
	to_day("2026-11-26");
	p.to = day_parse("2026-11-26");
	good(resume_act, &p);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 2 + 3);
}

/* --- T-10: a promise in working days beside a law in natural days -------------------------------------------------------- */

#define FEBRUARY(d) "{\"date\":\"2027-02-" d "\"}"
#define OCTOBER(d) "{\"date\":\"2027-10-" d "\"}"
static void import_2027(void)
{
	static const char notice[] = "{\"year\":2027,\"off_days\":[{\"date\":\"2027-01-01\"},"
		FEBRUARY("05") "," FEBRUARY("06") "," FEBRUARY("07") "," FEBRUARY("08") "," FEBRUARY("09") "," FEBRUARY("10") "," FEBRUARY("11") ","
		OCTOBER("01") "," OCTOBER("02") "," OCTOBER("03") "," OCTOBER("04") "," OCTOBER("05") "," OCTOBER("06") "," OCTOBER("07") "],"
		"\"work_days\":[]}";
	struct actor admin = f.clerk;
	struct calendar_result result;
	struct err err;

	snprintf(admin.role, sizeof admin.role, "admin");
	if (import_calendar(f.h, &admin, "2027", notice, sizeof notice - 1, NULL, NULL, &result, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

static struct promise *promised(const char *matter, const char *day)
{
	struct request r;
	struct promise *p;
	struct err err;

	if (day)
		to_day(day);
	fixture_request(&f, matter, 7, &r);
	if (request_promise(f.h, &r, &p, &err) != ST_OK)
		fail_msg("%s: %s %s", matter, err.code, err.text);
	request_release(&r);
	return p;
}

/* Ten working days from 2027-02-01 end behind 春节; the twenty days of the law do not wait for it. */
static void a_promise_over_a_holiday_is_kept_within_the_law(void **state)
{
	(void)state;
	struct accepted done;
	struct request r;
	struct buf text;
	json_t *o;
	struct err err;

	import_2027();
	struct promise *p = promised("keyun-xuke", "2027-02-01");
	assert_int_equal(p->statutory.due, day_parse("2027-02-21"));
	assert_int_equal(p->promised.due, day_parse("2027-02-21"));
	assert_true(p->published > p->statutory.due);
	assert_int_equal(p->items[0].promised.due, day_parse("2027-02-21"));
	buf_init(&text, BUF_SMALL);
	promise_explain(&p->promised, p->plan->promised, p->published, &text);
	assert_non_null(strstr(text.data, "公布的承诺10个工作日要到 2027-02-22"));
	assert_non_null(strstr(text.data, "以法定期限为准"));
	buf_release(&text);
	promise_free(p);

	fixture_request(&f, "keyun-xuke", 7, &r);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	assert_int_equal(done.promised_due, day_parse("2027-02-21"));
	for (int item = 0; item <= 1; item++)
		assert_int_equal(due(&done, CLOCK_K2, item), due(&done, CLOCK_K3, item));
	assert_int_equal(dossier_json(f.h, done.number, true, &o, &err), ST_OK);
	const char *told = json_string_value(json_object_get(json_object_get(o, "due"), "told"));
	assert_string_equal(told, "遇节假日晚于法定的20个自然日，以法定期限为准");
	json_decref(o);
	lengthen(&done, 1, 10);
	for (int item = 0; item <= 1; item++)
		assert_int_equal(due(&done, CLOCK_K2, item), due(&done, CLOCK_K3, item));

	p = promised("keyun-xuke", "2027-03-15");           /* an ordinary month */
	assert_int_equal(p->published, DAY_NONE);
	assert_int_equal(p->promised.due, day_parse("2027-03-29"));
	promise_free(p);
}

/* Whatever is taken in on whatever day before a long holiday: what waits for nothing is promised within the law, and no later than
 * what is published. */
static void no_promise_is_later_than_the_law(void **state)
{
	static const char *const from[] = { "2026-12-14", "2027-01-18", "2027-09-13" };
	const struct catalogue *c;
	size_t kept = 0;
	int version;
	struct err err;

	(void)state;
	import_2027();
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		const struct item *it = &c->items[i];
		if (!it->statutory.set || !it->promised.set || it->statutory.unit == it->promised.unit)
			continue;
		for (size_t k = 0; k < COUNT_OF(from); k++) {
			to_day(from[k]);
			for (int day = 0; day < 28; day++, fixture_tick(DAY_MS)) {
				struct promise *p = promised(catalogue_single(c, it)->id, NULL);
				if (p->promised.due > p->statutory.due || p->items[0].promised.due > p->items[0].statutory.due)
					fail_msg("%s is promised later than the law says", it->id);
				kept += p->published != DAY_NONE;
				promise_free(p);
			}
		}
	}
	assert_true(kept > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define EACH(test) cmocka_unit_test_setup_teardown(test, clocks_setup, clocks_teardown)
		EACH(row_10_one_extension_by_law),
		EACH(an_item_with_slack_moves_nothing_else),
		EACH(each_extension_moves_the_whole_by_the_rest),
		EACH(what_waits_follows_an_extension),
		EACH(an_extension_while_another_rests),
		EACH(a_promise_over_a_holiday_is_kept_within_the_law),
		EACH(no_promise_is_later_than_the_law),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

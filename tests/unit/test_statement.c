/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "law/statement.h"

static const char *text(enum statement_kind kind, int64_t n, int64_t d)
{
	static char out[MEASURE_SIZE];

	return measure_text(kind, &(struct measure){ n, d, 0 }, out);
}

static void nothing_is_said_of_nothing(void **state)
{
	(void)state;
	for (int k = SAID_RATE; k < STATEMENT_KINDS; k++)
		assert_string_equal(text((enum statement_kind)k, 0, 0), "—");
	assert_string_equal(text(SAID_COUNT, 0, 0), "0");
}

static void a_rate_is_rounded_and_never_to_all_or_none(void **state)
{
	static const struct { int64_t n, d; const char *rate; } cases[] = { { 0, 7, "0.0%" }, { 7, 7, "100.0%" }, { 1, 3, "33.3%" },
		{ 2, 3, "66.7%" }, { 1, 8, "12.5%" }, { 1, 100000, "0.1%" }, { 99999, 100000, "99.9%" }, { 100001, 100000, "100.1%" },
		{ 3, 2, "150.0%" }, { 1, 2000, "0.1%" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(text(SAID_RATE, cases[i].n, cases[i].d), cases[i].rate);
}

static void what_is_saved_may_be_less_than_nothing(void **state)
{
	(void)state;
	assert_string_equal(text(SAID_LESS, 7, 29), "75.9%");
	assert_string_equal(text(SAID_LESS, 29, 29), "0.0%");
	assert_string_equal(text(SAID_LESS, 0, 29), "100.0%");
	assert_string_equal(text(SAID_LESS, 30, 20), "-50.0%");
	assert_string_equal(text(SAID_LESS, 100001, 100000), "-0.1%");
}

static void means_have_their_units(void **state)
{
	(void)state;
	assert_string_equal(text(SAID_TIME, 2 * 380, 2), "6分20秒");
	assert_string_equal(text(SAID_TIME, 119, 2), "1分00秒");
	assert_string_equal(text(SAID_TIME, 3725, 1), "1时02分05秒");
	assert_string_equal(text(SAID_DAYS, 3, 2), "1.5个工作日");
	assert_string_equal(text(SAID_DAYS, 2, 3), "0.7个工作日");
}

static void a_period_has_its_days(void **state)
{
	static const struct { enum statement_period p; const char *day, *from, *to, *before, *after, *text; } cases[] = {
		{ PERIOD_DAY, "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-22", "2026-11-24", "2026-11-23 星期一" },
		{ PERIOD_WEEK, "2026-11-29", "2026-11-23", "2026-11-29", "2026-11-16", "2026-11-30", "2026-11-23 至 2026-11-29" },
		{ PERIOD_WEEK, "2027-01-01", "2026-12-28", "2027-01-03", "2026-12-21", "2027-01-04", "2026-12-28 至 2027-01-03" },
		{ PERIOD_MONTH, "2028-02-10", "2028-02-01", "2028-02-29", "2028-01-01", "2028-03-01", "2028年2月" },
		{ PERIOD_MONTH, "2026-12-31", "2026-12-01", "2026-12-31", "2026-11-01", "2027-01-01", "2026年12月" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct statement_span s = statement_span_of(cases[i].p, day_parse(cases[i].day));
		char out[SPAN_SIZE];
		assert_int_equal(s.from, day_parse(cases[i].from));
		assert_int_equal(s.to, day_parse(cases[i].to));
		assert_int_equal(statement_span_step(s, -1).from, day_parse(cases[i].before));
		assert_int_equal(statement_span_step(s, 1).from, day_parse(cases[i].after));
		assert_string_equal(statement_span_text(s, out), cases[i].text);
		assert_int_equal(statement_period_from_code(statement_period_code(cases[i].p)), cases[i].p);
	}
	assert_int_equal(statement_period_from_code("year"), -1);
}

/* Whoever reads a value reads what it is: no rate without its two halves, none that cannot be looked up. */
static void each_indicator_says_what_it_is(void **state)
{
	(void)state;
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		const struct statement_rule *r = &statement_rules[i];
		assert_true(*r->code && *r->name && *r->numerator && *r->rule);
		assert_int_equal(r->kind == SAID_COUNT, !*r->denominator);
		assert_false(r->by & 1u << BY_UNIT);
		for (int k = 0; k < i; k++)
			assert_true(strcmp(statement_rules[k].code, r->code) != 0 && strcmp(statement_rules[k].name, r->name) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_said_of_nothing), cmocka_unit_test(a_rate_is_rounded_and_never_to_all_or_none),
		cmocka_unit_test(what_is_saved_may_be_less_than_nothing), cmocka_unit_test(means_have_their_units),
		cmocka_unit_test(a_period_has_its_days), cmocka_unit_test(each_indicator_says_what_it_is),
	};

	return cmocka_run_group_tests_name("statement", tests, NULL, NULL);
}

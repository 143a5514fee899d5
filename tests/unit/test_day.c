/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/day.h"

static void known_days(void **state)
{
	(void)state;
	char iso[11];

	assert_int_equal(day_from_ymd(1970, 1, 1), 0);
	assert_int_equal(day_from_ymd(2000, 3, 1), 11017);
	assert_int_equal(day_weekday(day_from_ymd(2026, 11, 23)), 1);
	assert_string_equal(day_iso(day_parse("20261123"), iso), "2026-11-23");
	assert_string_equal(day_digits(day_parse("2026-01-03"), iso), "20260103");
	assert_string_equal(day_digits(DAY_NONE, iso), "");
	assert_string_equal(day_weekday_name(day_parse("2026-11-29")), "日");
}

static void each_day_of_three_centuries_round_trips(void **state)
{
	(void)state;
	day_t d = day_from_ymd(1850, 1, 1), last = day_from_ymd(2150, 12, 31);
	int weekday = day_weekday(d);

	for (; d <= last; d++, weekday = (weekday + 1) % 7) {
		struct ymd r = day_to_ymd(d);
		assert_int_equal(day_from_ymd(r.year, r.month, r.day), d);
		assert_int_equal(day_weekday(d), weekday);
	}
}

static void days_that_do_not_exist(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20261301",
		"2026-11-23 ", " 20261123", "2026/11/23", "0000-01-01", "202611233" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(day_parse(bad[i]), DAY_NONE);
	assert_int_not_equal(day_parse("2024-02-29"), DAY_NONE);
	assert_int_not_equal(day_parse("1940-06-01"), DAY_NONE);      /* a day whose local midnight is missing */
}

static int64_t fixed_ms;
static int64_t fixed(void)
{
	return fixed_ms;
}

static void civil_days_turn_at_utc_plus_8(void **state)
{
	(void)state;
	static const struct clock_source source = { fixed, fixed };
	char stamp[26];

	clock_replace(&source);
	fixed_ms = 1795363199999;                /* 2026-11-22 23:59:59.999 +08:00 … */
	day_t before = clock_today();
	fixed_ms += 1;                           /* … and midnight */
	assert_int_equal(clock_today(), before + 1);
	fixed_ms = -1;
	assert_string_equal(clock_iso(fixed_ms, stamp), "1970-01-01T07:59:59+08:00");
	clock_replace(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days),
		cmocka_unit_test(each_day_of_three_centuries_round_trips),
		cmocka_unit_test(days_that_do_not_exist),
		cmocka_unit_test(civil_days_turn_at_utc_plus_8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

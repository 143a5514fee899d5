/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <string.h>

#include "base/mem.h"
#include "hall/statement.h"
#include "hall/stuck.h"

/* 办不成事 in statements (H-4, K10, V-5): how many were registered, answered in time or late, to whose content, and what waits. */

static struct statement *s;

static int stuck_teardown(void **state)
{
	statement_free(s);
	s = NULL;
	return acts_teardown(state);
}
#define STUCK_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, stuck_teardown)

static void make(enum statement_period p, const char *day)
{
	statement_free(s);
	if (statement_make(f.h, &supervisor, p, day_parse(day), &s, &err) != ST_OK)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
}

static void assert_of(enum statement_by by, const char *name, enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	for (size_t g = 0; g < s->group_count; g++) {
		const struct measure *m = &s->groups[g].values[i];
		if (s->groups[g].by != by || strcmp(s->groups[g].name, name) != 0)
			continue;
		if (m->numerator != n || m->denominator != d || m->excluded != x)
			fail_msg("%s %s: %lld / %lld (%lld)", statement_rules[i].code, name, (long long)m->numerator, (long long)m->denominator,
				(long long)m->excluded);
		return;
	}
	fail_msg("nothing of %s by %s", name, statement_by_code(by));
}

static void assert_unit(enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	assert_of(BY_UNIT, "", i, n, d, x);
}

static void on(const char *day)
{
	fixture_tick((day_parse(day) - clock_today()) * DAY_MS);
}

static void step(const char *word, const struct act_value *values, size_t count, char of[STUCK_NUMBER_SIZE])
{
	struct stuck_done result;

	if (stuck_act(f.h, &supervisor, &(struct stuck_call){ .number = of, .word = word, .values = values, .count = count }, &result, &err)
		!= ST_OK)
		fail_msg("%s %s", err.code, err.text);
	memcpy(of, result.number, STUCK_NUMBER_SIZE);
}

static void registers(const char *window, char out[STUCK_NUMBER_SIZE])
{
	const struct act_value told[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" }, { "matter", "开饭店" },
		{ "what", "来了三次" }, { "happened", "2026-11-20" }, { "window", window } };

	*out = '\0';
	step("register", told, COUNT_OF(told), out);
}

static void answers(char of[STUCK_NUMBER_SIZE], const char *class, const char *satisfied)
{
	static const struct act_value handled[] = { { "answer", "办成了" }, { "cause", "没有说清" }, { "measure", "改了指南" } };
	const struct act_value classified[] = { { "class", class } }, answered[] = { { "satisfied", satisfied } };

	step("classify", classified, 1, of);
	step("handle", handled, COUNT_OF(handled), of);
	step("answer", answered, 1, of);
}

/* Registered on Monday 11-23, due on 11-30 (five working days): one answered on that very day, one a day after, one never; a complex
 * one has ten. What was so on a day that is over stays so. */
static void in_time_late_and_waiting(void **state)
{
	char first[STUCK_NUMBER_SIZE], second[STUCK_NUMBER_SIZE], third[STUCK_NUMBER_SIZE], complex[STUCK_NUMBER_SIZE];

	(void)state;
	registers("3", first);
	registers("3", second);
	registers("", third);
	registers("10", complex);
	on("2026-11-30");
	answers(first, "normal", "yes");
	on("2026-12-01");
	answers(second, "normal", "no");
	answers(complex, "complex", "yes");
	on("2026-12-03");
	for (int again = 0; again < 2; again++) {
		make(PERIOD_DAY, "2026-11-23");
		assert_unit(COUNTS_STUCK, 4, 0, 0);
		assert_unit(COUNTS_STUCK_OPEN, 4, 0, 0);
		assert_unit(COUNTS_STUCK_IN_TIME, 0, 0, 0);
		assert_of(BY_WINDOW, "3", COUNTS_STUCK, 2, 0, 0);
		assert_of(BY_WINDOW, "", COUNTS_STUCK, 1, 0, 0);
		make(PERIOD_DAY, "2026-11-30");
		assert_unit(COUNTS_STUCK, 0, 0, 0);
		assert_unit(COUNTS_STUCK_IN_TIME, 1, 1, 0);
		assert_unit(COUNTS_STUCK_LATE, 0, 1, 0);
		assert_unit(COUNTS_STUCK_SATISFIED, 1, 1, 0);
		assert_unit(COUNTS_STUCK_OPEN, 3, 0, 0);
		make(PERIOD_DAY, "2026-12-01");
		assert_unit(COUNTS_STUCK_IN_TIME, 1, 2, 0);
		assert_unit(COUNTS_STUCK_LATE, 1, 2, 0);
		assert_unit(COUNTS_STUCK_SATISFIED, 1, 2, 0);
		assert_unit(COUNTS_STUCK_OPEN, 1, 0, 0);
		assert_of(BY_WINDOW, "3", COUNTS_STUCK_LATE, 1, 1, 0);
		assert_of(BY_WINDOW, "10", COUNTS_STUCK_IN_TIME, 1, 1, 0);
		if (!again)
			answers(third, "normal", "yes");
	}
	make(PERIOD_WEEK, "2026-11-30");
	assert_unit(COUNTS_STUCK, 0, 0, 0);
	assert_unit(COUNTS_STUCK_IN_TIME, 2, 4, 0);
	assert_unit(COUNTS_STUCK_LATE, 2, 4, 0);
	assert_unit(COUNTS_STUCK_OPEN, 0, 0, 0);
	make(PERIOD_MONTH, "2026-11-30");
	assert_unit(COUNTS_STUCK, 4, 0, 0);
	assert_unit(COUNTS_STUCK_IN_TIME, 1, 1, 0);
	assert_unit(COUNTS_STUCK_OPEN, 3, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { STUCK_TEST(in_time_late_and_waiting) };

	return cmocka_run_group_tests_name("statement-stuck", tests, NULL, NULL);
}

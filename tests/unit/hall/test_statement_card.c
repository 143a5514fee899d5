/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <string.h>

#include "base/mem.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/statement.h"
#include "hall/stuck.h"

/* 红黄牌 in statements (V-2, V-5): how many by rule and colour, how many were settled, cancelled, or stood at the end, as it was then. */

static struct statement *s;

static void make(enum statement_period p, const char *day)
{
	statement_free(s);
	if (statement_make(f.h, &supervisor, p, day_parse(day), &s, &err) != ST_OK)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
}

static int card_teardown(void **state)
{
	statement_free(s);
	s = NULL;
	return acts_teardown(state);
}
#define CARD_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, card_teardown)

static const struct measure *of(enum statement_by by, const char *name, enum statement_indicator i)
{
	for (size_t g = 0; g < s->group_count; g++)
		if (s->groups[g].by == by && strcmp(s->groups[g].name, name) == 0)
			return &s->groups[g].values[i];
	fail_msg("nothing of %s by %s", name, statement_by_code(by));
	return NULL;
}

static void assert_measure(const struct measure *m, int64_t n, int64_t d, int64_t x)
{
	if (m->numerator != n || m->denominator != d || m->excluded != x)
		fail_msg("%lld / %lld (%lld), not %lld / %lld (%lld)", (long long)m->numerator, (long long)m->denominator, (long long)m->excluded,
			(long long)n, (long long)d, (long long)x);
}

static void assert_unit(enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	assert_measure(of(BY_UNIT, "", i), n, d, x);
}

static void on(const char *day)
{
	struct clock_turned turned;

	fixture_tick((day_parse(day) - clock_today()) * DAY_MS);
	if (clock_turn(f.h, &turned, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

/* Only the promise of task 1 runs: ten working days, from Monday 2026-11-23 to 2026-12-07. */
static void only_a_promise(void)
{
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	push_all();
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE kind <> 'K2' OR item <> 1");
	sql("UPDATE clock SET halves = 20, unit = '%s', start_day = %d, due_day = %d WHERE kind = 'K2' AND item = 1",
		limit_unit_name(UNIT_WORKING_DAY), clock_today(), day_parse("2026-12-07"));
}

/* Yellow on 12-02, risen to red on 12-08, done on 12-10; what was so on a day that is over stays so. */
static void by_rule_and_colour(void **state)
{
	(void)state;
	only_a_promise();
	on("2026-12-02");
	on("2026-12-08");
	on("2026-12-10");
	for (int again = 0; again < 2; again++) {
		make(PERIOD_DAY, "2026-12-02");
		assert_unit(COUNTS_YELLOW, 1, 0, 0);
		assert_unit(COUNTS_RED, 0, 0, 0);
		assert_unit(COUNTS_YELLOW_SETTLED, 0, 1, 0);
		assert_unit(COUNTS_YELLOW_RISEN, 0, 1, 0);
		assert_unit(COUNTS_RED_SETTLED, 0, 0, 0);
		assert_unit(COUNTS_CARDS_OPEN, 1, 0, 0);
		make(PERIOD_DAY, "2026-12-08");
		assert_unit(COUNTS_YELLOW, 0, 0, 0);
		assert_unit(COUNTS_RED_SETTLED, 0, 1, 0);
		assert_unit(COUNTS_YELLOW_RISEN, 0, 0, 0);
		assert_unit(COUNTS_CARDS_OPEN, 1, 0, 0);
		assert_measure(of(BY_RULE, "承诺时限", COUNTS_RED), 1, 0, 0);
		assert_measure(of(BY_RULE, "承诺时限", COUNTS_CARDS_OPEN), 1, 0, 0);
		assert_measure(of(BY_WINDOW, "3", COUNTS_RED), 1, 0, 0);
		assert_measure(of(BY_BUNDLE, "开蛋糕店", COUNTS_RED), 1, 0, 0);
		int64_t departments = 0, items = 0;
		for (size_t g = 0; g < s->group_count; g++)
			if (*s->groups[g].name && s->groups[g].values[COUNTS_RED].numerator) {
				departments += s->groups[g].by == BY_DEPARTMENT;
				items += s->groups[g].by == BY_ITEM;
			}
		assert_int_equal(departments, 1);
		assert_int_equal(items, 1);
		if (!again) {
			OK(&script, 1, "sign");
			OK(&script, 1, "grant");
			fixture_tick(DAY_MS);
		}
	}
	make(PERIOD_DAY, "2026-12-10");
	assert_unit(COUNTS_YELLOW, 0, 0, 0);
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
	make(PERIOD_MONTH, "2026-12-10");
	assert_unit(COUNTS_YELLOW_SETTLED, 0, 1, 0);          /* it had risen: the red one was settled */
	assert_unit(COUNTS_YELLOW_RISEN, 1, 1, 0);
	assert_measure(of(BY_RULE, "承诺时限", COUNTS_YELLOW_RISEN), 1, 1, 0);
	assert_unit(COUNTS_RED_SETTLED, 1, 1, 0);
	assert_unit(COUNTS_CARDS_CANCELLED, 0, 2, 0);
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
}

/* Taken back two days after: it was given, and stands no more. */
static void a_cancelled_one_stands_no_more(void **state)
{
	(void)state;
	only_a_promise();
	on("2026-12-02");
	on("2026-12-04");
	assert_int_equal(caution_cancel(f.h, &supervisor, "DB001202612020001", "部门已说明", &err), ST_OK);
	make(PERIOD_DAY, "2026-12-02");
	assert_unit(COUNTS_CARDS_CANCELLED, 0, 1, 0);
	assert_unit(COUNTS_CARDS_OPEN, 1, 0, 0);
	make(PERIOD_DAY, "2026-12-03");
	assert_unit(COUNTS_CARDS_CANCELLED, 0, 0, 0);
	assert_unit(COUNTS_CARDS_OPEN, 1, 0, 0);
	make(PERIOD_DAY, "2026-12-04");
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
	make(PERIOD_WEEK, "2026-12-02");
	assert_unit(COUNTS_YELLOW, 1, 0, 0);
	assert_unit(COUNTS_YELLOW_SETTLED, 0, 1, 0);
	assert_unit(COUNTS_CARDS_CANCELLED, 1, 1, 0);
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
}

static void stuck_step(const char *of_number, const char *word, const struct act_value *values, size_t count, char out[STUCK_NUMBER_SIZE])
{
	struct stuck_done stuck;

	if (stuck_act(f.h, &supervisor, &(struct stuck_call){ .number = of_number, .word = word, .values = values, .count = count }, &stuck, &err)
		!= ST_OK)
		fail_msg("%s %s", err.code, err.text);
	memcpy(out, stuck.number, STUCK_NUMBER_SIZE);
}

/* 办不成事: settled by the answer, at the window where it was stuck, of no dossier. */
static void a_stuck_matter_is_settled_by_its_answer(void **state)
{
	static const struct act_value told[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" }, { "matter", "开饭店" },
		{ "what", "来了三次" }, { "happened", "2026-11-20" }, { "window", "3" } };
	static const struct act_value class[] = { { "class", "normal" } }, answered[] = { { "satisfied", "yes" } };
	static const struct act_value handled[] = { { "answer", "办成了" }, { "cause", "没有说清" }, { "measure", "改了指南" } };
	char stuck[STUCK_NUMBER_SIZE] = "";

	(void)state;
	stuck_step("", "register", told, COUNT_OF(told), stuck);
	on("2026-12-01");
	make(PERIOD_DAY, "2026-12-01");
	assert_unit(COUNTS_RED_SETTLED, 0, 1, 0);
	assert_unit(COUNTS_CARDS_OPEN, 1, 0, 0);
	assert_measure(of(BY_RULE, "办不成事", COUNTS_RED), 1, 0, 0);
	assert_measure(of(BY_WINDOW, "3", COUNTS_RED), 1, 0, 0);
	assert_measure(of(BY_BUNDLE, "", COUNTS_RED), 1, 0, 0);
	stuck_step(stuck, "classify", class, COUNT_OF(class), stuck);
	stuck_step(stuck, "handle", handled, COUNT_OF(handled), stuck);
	make(PERIOD_DAY, "2026-12-01");
	assert_unit(COUNTS_RED_SETTLED, 0, 1, 0);
	stuck_step(stuck, "answer", answered, COUNT_OF(answered), stuck);
	make(PERIOD_DAY, "2026-12-01");
	assert_unit(COUNTS_RED_SETTLED, 1, 1, 0);
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
}

/* Nothing runs of a queue that was too long: it can neither be settled nor stand open. */
static void what_has_no_clock_is_left_out(void **state)
{
	size_t made;

	(void)state;
	assert_string_equal(take('A'), "A001");
	fixture_tick(41 * MINUTE);
	assert_int_equal(caution_queue(f.h, &made, &err), ST_OK);
	assert_true(made > 0);
	make(PERIOD_DAY, "2026-11-23");
	const int64_t yellow = of(BY_UNIT, "", COUNTS_YELLOW)->numerator, red = of(BY_UNIT, "", COUNTS_RED)->numerator;
	assert_int_equal(yellow + red, (int64_t)made);
	assert_unit(COUNTS_YELLOW_SETTLED, 0, 0, yellow);
	assert_unit(COUNTS_RED_SETTLED, 0, 0, red);
	assert_unit(COUNTS_CARDS_CANCELLED, 0, (int64_t)made, 0);
	assert_unit(COUNTS_CARDS_OPEN, 0, 0, 0);
	assert_measure(of(BY_RULE, "等候", COUNTS_RED), red, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CARD_TEST(by_rule_and_colour), CARD_TEST(a_cancelled_one_stands_no_more), CARD_TEST(a_stuck_matter_is_settled_by_its_answer),
		CARD_TEST(what_has_no_clock_is_left_out),
	};

	return cmocka_run_group_tests_name("statement-card", tests, NULL, NULL);
}

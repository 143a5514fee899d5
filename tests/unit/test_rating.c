/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "law/rating.h"

/* Row 56 (E-1): written out once more, not computed, so that a turned table shows. */
static void row_56_five_stars_are_code_1(void **state)
{
	static const struct { int stars, level; const char *name; } rows[] = { { 5, 1, "非常满意" }, { 4, 2, "满意" },
		{ 3, 3, "基本满意" }, { 2, 4, "不满意" }, { 1, 5, "非常不满意" } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(rating_from_stars(rows[i].stars), rows[i].level);
		assert_int_equal(rating_stars(rows[i].level), rows[i].stars);
		assert_string_equal(rating_level_name(rows[i].level), rows[i].name);
		assert_int_equal(rating_from_stars(rating_stars(rows[i].level)), rows[i].level);
		assert_int_equal(rating_bad(rows[i].level), rows[i].stars <= 2);
	}
	for (int out = -3; out <= 9; out++)
		if (out < 1 || out > 5) {
			assert_int_equal(rating_from_stars(out), RATING_NONE);
			assert_int_equal(rating_stars(out), RATING_NONE);
			assert_false(rating_level_valid(out));
			assert_false(rating_bad(out));
		}
	assert_string_equal(rating_level_name(RATING_NONE), "未评价");
	assert_string_equal(rating_level_name(6), "");
	assert_string_equal(rating_level_name(-1), "");
}

/* E-9, each triple of state, kind and act: "state kind act to", "*" any kind. */
static const char *const allowed[][4] = {
	{ "registered", "*", "verify", "verified" },
	{ "verified", "*", "classify", "classified" },
	{ "classified", "true", "fix", "fixed" },
	{ "classified", "misunderstanding", "answer", "answered" },
	{ "classified", "malicious", "answer", "answered" },
	{ "fixed", "*", "answer", "answered" },
	{ "answered", "*", "close", "closed" },
	{ "classified", "*", "appeal", "classified" },
	{ "fixed", "*", "appeal", "fixed" },
	{ "answered", "*", "appeal", "answered" },
};

static const char *wanted(enum rating_state s, enum rating_kind k, enum rating_act a)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i][0], rating_state_code(s)) == 0 && strcmp(allowed[i][2], rating_act_code(a)) == 0 &&
		    (*allowed[i][1] == '*' || strcmp(allowed[i][1], rating_kind_code(k)) == 0))
			return allowed[i][3];
	return NULL;
}

static void each_state_kind_and_act(void **state)
{
	(void)state;
	for (int s = 0; s < RATING_STATE_COUNT; s++)
		for (int k = RATING_UNCLASSIFIED; k <= RATING_MALICIOUS; k++)
			for (int a = 0; a < RATING_ACTS; a++) {
				enum rating_state next;
				const char *to = wanted((enum rating_state)s, (enum rating_kind)k, (enum rating_act)a);
				bool may = rating_may((enum rating_state)s, (enum rating_kind)k, "", (enum rating_act)a, &next);
				if (may != (to != NULL) || strcmp(rating_state_code(next), to ? to : rating_state_code((enum rating_state)s)) != 0)
					fail_msg("%s %s %s: %d, to %s", rating_state_code((enum rating_state)s), rating_kind_code((enum rating_kind)k),
						rating_act_code((enum rating_act)a), may, rating_state_code(next));
			}
}

static void an_appeal_is_reviewed_before_the_end(void **state)
{
	enum rating_state next;

	(void)state;
	assert_true(rating_may(RATING_ANSWERED, RATING_TRUE, "open", RATING_REVIEW, &next));
	assert_int_equal(next, RATING_ANSWERED);
	assert_false(rating_may(RATING_ANSWERED, RATING_TRUE, "open", RATING_CLOSE, &next));
	assert_false(rating_may(RATING_ANSWERED, RATING_TRUE, "open", RATING_APPEAL, &next));
	assert_false(rating_may(RATING_ANSWERED, RATING_TRUE, "upheld", RATING_APPEAL, &next));
	assert_false(rating_may(RATING_ANSWERED, RATING_TRUE, "upheld", RATING_REVIEW, &next));
	assert_true(rating_may(RATING_ANSWERED, RATING_TRUE, "changed", RATING_CLOSE, &next));
	assert_false(rating_may(RATING_CLOSED, RATING_TRUE, "open", RATING_REVIEW, &next));
}

static void codes_there_and_back(void **state)
{
	(void)state;
	for (int s = 0; s < RATING_STATE_COUNT; s++)
		assert_int_equal(rating_state_from_code(rating_state_code((enum rating_state)s)), s);
	for (int d = 0; d < RATING_DEVICE_COUNT; d++)
		assert_int_equal(rating_device_from_code(rating_device_code((enum rating_device)d)), d);
	for (int a = 0; a < RATING_ACTS; a++)
		assert_int_equal(rating_act_from_code(rating_act_code((enum rating_act)a)), a);
	for (int p = 0; p < RATING_POINTS; p++)
		assert_int_equal(rating_point_from_code(rating_point_code((enum rating_point)p)), p);
	assert_int_equal(rating_kind_from_code(""), RATING_UNCLASSIFIED);
	assert_int_equal(rating_kind_from_code("good"), -1);
	assert_int_equal(rating_state_from_code(NULL), -1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_56_five_stars_are_code_1),
		cmocka_unit_test(each_state_kind_and_act),
		cmocka_unit_test(an_appeal_is_reviewed_before_the_end),
		cmocka_unit_test(codes_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

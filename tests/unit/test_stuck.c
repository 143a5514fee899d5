/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "law/stuck.h"

/* H-4, written out once more: "state word to". */
static const char *const allowed[][3] = {
	{ "10", "classify", "20" }, { "20", "transfer", "30" }, { "20", "handle", "40" }, { "30", "handle", "40" },
	{ "40", "answer", "50" }, { "50", "check", "60" }, { "60", "file", "90" },
};

static const char *wanted(const char *state, const char *word)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i][0], state) == 0 && strcmp(allowed[i][1], word) == 0)
			return allowed[i][2];
	return NULL;
}

static void each_state_and_act(void **state)
{
	size_t seen = 0;

	(void)state;
	for (const struct act *a = stuck_acts; a->word; a++)
		for (int s = 0; s < STUCK_STATE_COUNT; s++) {
			const char *code = stuck_state_code((enum stuck_state)s), *to = wanted(code, a->word);
			const char *is = act_possible(a, s) ? stuck_state_code((enum stuck_state)a->to) : NULL;
			if (!to != !is || (to && strcmp(to, is) != 0))
				fail_msg("%s in %s: to %s, wanted %s", a->word, code, is ? is : "-", to ? to : "-");
			seen += is != NULL;
		}
	assert_int_equal(seen, sizeof allowed / sizeof *allowed);
	assert_null(stuck_act_find("nothing"));
	assert_int_equal(stuck_act_find("register")->from, 0);
	assert_int_equal(stuck_act_find("register")->to, STUCK_REGISTERED);
}

/* What the desk does when Enter is pressed leads from the first state to the last, and there ends. */
static void what_comes_next(void **state)
{
	enum stuck_state s = STUCK_REGISTERED;
	int steps = 0;

	(void)state;
	for (const struct act *a; (a = stuck_act_next(s, 0)) != NULL; steps++)
		s = (enum stuck_state)a->to;
	assert_int_equal(s, STUCK_FILED);
	assert_int_equal(steps, 6);
	assert_string_equal(stuck_act_next(STUCK_CLASSIFIED, 1)->word, "handle");        /* nobody to transfer it to */
	assert_null(stuck_act_next(STUCK_CLASSIFIED, 2));
}

static void states_have_codes_of_their_own(void **state)
{
	(void)state;
	for (int s = 0; s < STUCK_STATE_COUNT; s++) {
		assert_int_equal(stuck_state_from_code(stuck_state_code((enum stuck_state)s)), s);
		assert_true(*stuck_state_name((enum stuck_state)s));
	}
	assert_int_equal(stuck_state_from_code("99"), -1);
	assert_string_equal(stuck_state_code(STUCK_STATE_COUNT), "");
	assert_string_equal(stuck_state_name(STUCK_STATE_COUNT), "");
}

/* Row 65: four kinds of matter are no matter for this window, and each is told where it belongs. */
static void what_belongs_elsewhere(void **state)
{
	static const char *const elsewhere[][2] = { { "papers", "补正" }, { "lawsuit", "法院" }, { "petition", "信访部门" }, { "policy", "书面答复" } };
	size_t told = 0;

	(void)state;
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		assert_non_null(act_choice_name(stuck_categories, elsewhere[i][0]));
		assert_non_null(stuck_why_not(elsewhere[i][0]));
		assert_non_null(strstr(stuck_why_not(elsewhere[i][0]), elsewhere[i][1]));
	}
	for (const struct act_choice *c = stuck_categories; c->code; c++)
		told += stuck_why_not(c->code) != NULL;
	assert_int_equal(told, sizeof elsewhere / sizeof *elsewhere);
	assert_null(stuck_why_not("delay"));
	assert_null(stuck_why_not("no such"));
}

/* K10: the class says which clock, and an unclassified one runs by the ordinary. */
static void each_class_has_its_clock(void **state)
{
	(void)state;
	assert_int_equal(stuck_clock(""), CLOCK_K10);
	assert_int_equal(stuck_clock("normal"), CLOCK_K10);
	assert_int_equal(stuck_clock("complex"), CLOCK_K10C);
	assert_int_equal(stuck_clock("impossible"), CLOCK_K10A);
	for (const struct act_choice *a = stuck_classes; a->code; a++)
		for (const struct act_choice *b = a + 1; b->code; b++)
			assert_int_not_equal(stuck_clock(a->code), stuck_clock(b->code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_and_act), cmocka_unit_test(what_comes_next), cmocka_unit_test(states_have_codes_of_their_own),
		cmocka_unit_test(what_belongs_elsewhere), cmocka_unit_test(each_class_has_its_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

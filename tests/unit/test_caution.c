/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "law/caution.h"

/* V-2: which light gives which card. */

static void each_rule_has_its_cards(void **state)
{
	static const struct { enum caution_rule rule; const char *code, *about, *yellow, *red; } rows[] = {
		{ CAUTION_K1, "K1", "dossier", NULL, "逾期未答复,视为受理" }, { CAUTION_K2, "K2", "task", "承诺时限将到", "超过承诺时限" },
		{ CAUTION_K3, "K3", "task", "法定时限将到", "超过法定时限" }, { CAUTION_K3P, "K3p", "task", "初审时限将到", "超过初审时限" },
		{ CAUTION_K4, "K4", "task", NULL, "逾期未送达" }, { CAUTION_K5, "K5", "material", NULL, "容缺逾期未补" },
		{ CAUTION_K8, "K8", "rating", NULL, "差评逾期未回访" }, { CAUTION_K8F, "K8f", "rating", NULL, "差评逾期未整改" },
		{ CAUTION_K9H, "K9h", "task", NULL, "逾期未组织听证" }, { CAUTION_K10, "K10", "stuck", NULL, "办不成事逾期未答复" },
		{ CAUTION_REFUSAL, "refusal", "task", NULL, "不予而不写理由" }, { CAUTION_QUEUE, "queue", "queue", "等候过久", "等候超过红线" },
	};

	(void)state;
	assert_int_equal(COUNT_OF(rows), CAUTION_RULE_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum caution_rule rule = rows[i].rule;
		const char *yellow = caution_name(rule, LIGHT_YELLOW);
		assert_string_equal(caution_rule_code(rule), rows[i].code);
		assert_int_equal(caution_rule_from_code(rows[i].code), rule);
		assert_string_equal(caution_about_code(caution_about(rule)), rows[i].about);
		assert_string_equal(yellow ? yellow : "", rows[i].yellow ? rows[i].yellow : "");
		assert_string_equal(caution_name(rule, LIGHT_RED), rows[i].red);
		assert_null(caution_name(rule, LIGHT_GREEN));
		assert_null(caution_name(rule, LIGHT_PAUSED));
		assert_null(caution_name(rule, LIGHT_STOPPED));
		assert_true(strlen(caution_law(rule)) > 0);
	}
	assert_int_equal(caution_rule_from_code("K7"), -1);
	assert_string_equal(caution_card_name(LIGHT_YELLOW), "黄牌");
	assert_string_equal(caution_card_name(LIGHT_RED), "红牌");
}

/* Each clock is somebody's rule, or the applicant's own day and nobody's. */
static void each_clock_knows_its_rule(void **state)
{
	static const int rules[CLOCK_KINDS] = { [CLOCK_K1] = CAUTION_K1, [CLOCK_K2] = CAUTION_K2, [CLOCK_K3] = CAUTION_K3,
		[CLOCK_K3P] = CAUTION_K3P, [CLOCK_K4] = CAUTION_K4, [CLOCK_K5] = CAUTION_K5, [CLOCK_K6] = -1, [CLOCK_K7] = -1,
		[CLOCK_K8] = CAUTION_K8, [CLOCK_K8F] = CAUTION_K8F, [CLOCK_K9] = -1, [CLOCK_K9H] = CAUTION_K9H, [CLOCK_K10] = CAUTION_K10,
		[CLOCK_K10C] = CAUTION_K10, [CLOCK_K10A] = CAUTION_K10 };

	(void)state;
	for (int k = 0; k < CLOCK_KINDS; k++)
		assert_int_equal(caution_rule_of_clock((enum clock_kind)k), rules[k]);
	assert_string_equal(caution_law(CAUTION_K1), "行政许可法第三十二条");
	assert_string_equal(caution_law(CAUTION_REFUSAL), "行政许可法第三十八条");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_rule_has_its_cards), cmocka_unit_test(each_clock_knows_its_rule) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/print/papers.h"

/* C-16: what is certified, by which law, what is pledged, what a false pledge brings, a place for the name and the day; two sheets.
 * Nothing that a paper stands for is in it. */
static void row_33_a_pledge_is_signed(void **state)
{
	static const char *const says[] = { "告知", "依据", "承诺不实", "撤销", "失信记录", "撤回", "承诺人签字", "日期" };
	static const enum paper on[] = { PAPER_A4, PAPER_A5, PAPER_80MM };
	json_t *data = paper_data("restaurant"), *one;
	size_t i;

	(void)state;
	for (size_t p = 0; p < COUNT_OF(on); p++) {
		struct document *d = paper_fill("pledge", "restaurant", on[p], false);
		char *text = paper_words(d, 0, 200);
		assert_int_equal(d->mark_count, 2);
		for (i = 0; i < COUNT_OF(says); i++)
			if (!strstr(text, says[i]))
				fail_msg("%s does not say %s", paper_name(on[p]), says[i]);
		json_array_foreach(json_object_get(data, "materials"), i, one) {
			bool pledged = strcmp(json_string_value(json_object_get(one, "state")), "pledged") == 0;
			assert_int_equal(strstr(text, json_string_value(json_object_get(one, "name"))) != NULL, pledged);
		}
		json_array_foreach(json_object_get(data, "items"), i, one)      /* the law of what is pledged, and no other */
			assert_int_equal(strstr(text, json_string_value(json_object_get(one, "legal_basis"))) != NULL,
				json_is_true(json_object_get(one, "pledged")));
		free(text);
		document_free(d);
	}
	json_decref(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(row_33_a_pledge_is_signed) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

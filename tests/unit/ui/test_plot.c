/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/plot.h"

/* Bars of dots, drawn by hand. */

static struct buf out;

static const char *row(const int64_t *values, size_t count, int64_t most, int rows, int n, bool ascii)
{
	buf_clear(&out);
	plot_row(values, count, most, rows, n, ascii, &out);
	return out.data;
}

static void dots_two_a_cell(void **state)
{
	const int64_t up[] = { 0, 1, 2, 3, 4, 8 };

	(void)state;
	assert_string_equal(row(up, 6, 8, 2, 0, false), "  ⢸");              /* only the last one is taller than a row */
	assert_string_equal(row(up, 6, 8, 2, 1, false), "⢀⣴⣿");
	assert_string_equal(row(up, 5, 4, 1, 0, false), "⢀⣴⡇");              /* an odd one alone */
	assert_int_equal(text_width(row(up, 6, 8, 2, 1, false)), 3);
}

static void signs_of_ascii(void **state)
{
	const int64_t up[] = { 0, 0, 1, 0, 2, 3, 6, 1 };

	(void)state;
	assert_string_equal(row(up, 8, 6, 2, 0, true), "   |");
	assert_string_equal(row(up, 8, 6, 2, 1, true), " .||");
	assert_string_equal(row(up, 6, 3, 1, 0, true), " .|");
}

static void what_is_more_than_nothing_is_seen(void **state)
{
	const int64_t odd[] = { 1, 1000, -5, 2000 };

	(void)state;
	assert_string_equal(row(odd, 4, 1000, 1, 0, false), "⣸⢸");           /* above the most is the most, below nothing is nothing */
	assert_string_equal(row(odd, 4, 0, 1, 0, false), "  ");
	assert_string_equal(row(odd, 0, 5, 1, 0, false), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(dots_two_a_cell), cmocka_unit_test(signs_of_ascii),
		cmocka_unit_test(what_is_more_than_nothing_is_seen) };

	buf_init(&out, BUF_SMALL);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_release(&out);
	return failed;
}

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

static const char *row(const int64_t *values, size_t count, int64_t most, int rows, int n, enum plot_signs signs)
{
	buf_clear(&out);
	plot_row(values, count, most, rows, n, signs, &out);
	return out.data;
}

static void dots_two_a_cell(void **state)
{
	const int64_t up[] = { 0, 1, 2, 3, 4, 8 };

	(void)state;
	assert_string_equal(row(up, 6, 8, 2, 0, PLOT_DOTS), "  ⢸");              /* only the last one is taller than a row */
	assert_string_equal(row(up, 6, 8, 2, 1, PLOT_DOTS), "⢀⣴⣿");
	assert_string_equal(row(up, 5, 4, 1, 0, PLOT_DOTS), "⢀⣴⡇");              /* an odd one alone */
	assert_int_equal(text_width(row(up, 6, 8, 2, 1, PLOT_DOTS)), 3);
}

static void signs_of_ascii(void **state)
{
	const int64_t up[] = { 0, 0, 1, 0, 2, 3, 6, 1 };

	(void)state;
	assert_string_equal(row(up, 8, 6, 2, 0, PLOT_ASCII), "   |");
	assert_string_equal(row(up, 8, 6, 2, 1, PLOT_ASCII), " .||");
	assert_string_equal(row(up, 6, 3, 1, 0, PLOT_ASCII), " .|");
}

static void blocks_of_eight(void **state)
{
	const int64_t up[] = { 0, 0, 1, 0, 7, 8, 9, 16 };

	(void)state;
	assert_string_equal(row(up, 8, 16, 2, 0, PLOT_BLOCKS), "   █");
	assert_string_equal(row(up, 8, 16, 2, 1, PLOT_BLOCKS), " ▁██");
	assert_string_equal(row(up, 6, 8, 1, 0, PLOT_BLOCKS), " ▁█");
	assert_int_equal(text_width(row(up, 8, 16, 2, 1, PLOT_BLOCKS)), 4);
}

/* By name unless it is chosen; what is no choice goes by name too, and says so. */
static void signs_by_terminal_or_choice(void **state)
{
	static const struct { const char *choice, *terminal; bool known; enum plot_signs signs; } rows[] = {
		{ "auto", "xterm-256color", true, PLOT_DOTS }, { "auto", "vte-256color", true, PLOT_DOTS }, { "auto", NULL, true, PLOT_DOTS },
		{ "auto", "vt100", true, PLOT_BLOCKS }, { "auto", "vt220", true, PLOT_BLOCKS }, { "auto", "ansi", true, PLOT_BLOCKS },
		{ "auto", "fbterm", true, PLOT_BLOCKS }, { "dots", "vt100", true, PLOT_DOTS }, { "blocks", "xterm", true, PLOT_BLOCKS },
		{ "ascii", "xterm", true, PLOT_ASCII }, { "rot", "vt100", false, PLOT_BLOCKS }, { "", "xterm", false, PLOT_DOTS },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		enum plot_signs signs = PLOT_ASCII;
		assert_int_equal(plot_signs_of(rows[i].choice, rows[i].terminal, &signs), rows[i].known);
		assert_int_equal(signs, rows[i].signs);
	}
}

static void what_is_more_than_nothing_is_seen(void **state)
{
	const int64_t odd[] = { 1, 1000, -5, 2000 };

	(void)state;
	assert_string_equal(row(odd, 4, 1000, 1, 0, PLOT_DOTS), "⣸⢸");           /* above the most is the most, below nothing is nothing */
	assert_string_equal(row(odd, 4, 0, 1, 0, PLOT_DOTS), "  ");
	assert_string_equal(row(odd, 0, 5, 1, 0, PLOT_DOTS), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(dots_two_a_cell), cmocka_unit_test(signs_of_ascii),
		cmocka_unit_test(blocks_of_eight), cmocka_unit_test(signs_by_terminal_or_choice),
		cmocka_unit_test(what_is_more_than_nothing_is_seen) };

	buf_init(&out, BUF_SMALL);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_release(&out);
	return failed;
}

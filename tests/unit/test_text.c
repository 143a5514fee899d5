/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/text.h"

static void bytes_that_are_not_utf8(void **state)
{
	(void)state;
	static const struct { const char *bytes; size_t n, good; } cases[] = {
		{ "abc", 3, 3 }, { "新", 3, 3 }, { "新", 2, 0 }, { "\x80", 1, 0 }, { "\xC0\xAF", 2, 0 }, { "\xC1\xBF", 2, 0 },
		{ "\xE0\x9F\xBF", 3, 0 }, { "\xE0\xA0\x80", 3, 3 }, { "\xED\x9F\xBF", 3, 3 }, { "\xED\xA0\x80", 3, 0 },
		{ "\xEF\xBF\xBF", 3, 3 }, { "\xF0\x8F\xBF\xBF", 4, 0 }, { "\xF0\x90\x80\x80", 4, 4 }, { "\xF4\x8F\xBF\xBF", 4, 4 },
		{ "\xF4\x90\x80\x80", 4, 0 }, { "\xF5\x80\x80\x80", 4, 0 }, { "\xFF", 1, 0 }, { "ab\xE6\x96z", 5, 2 },
		{ "\xF0\xA0\xAE", 3, 0 }, { "a\0b", 3, 3 }, { "", 0, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(text_valid(cases[i].bytes, cases[i].n), cases[i].good);
}

static void every_character_round_trips(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x110000; c++) {
		char bytes[4];
		uint32_t back;
		size_t n = text_encode(c, bytes);
		if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) {
			assert_int_equal(n, 0);
			continue;
		}
		assert_int_equal(text_decode(bytes, n, &back), n);
		assert_int_equal(back, c);
		assert_int_equal(text_decode(bytes, n - 1 ? n - 1 : 1, &back), n - 1 ? 1 : n);      /* cut: one bad byte */
		assert_true(n == 1 || back == TEXT_BAD);
	}
	assert_int_equal(text_encode(TEXT_BAD, (char[4]){ 0 }), 0);
}

/* ncurses counts cells by the C library's wcwidth; a different opinion would shift columns. */
static void width_agrees_with_the_c_library(void **state)
{
	(void)state;
	static const struct { uint32_t first, last; } blocks[] = {
		{ 0x20, 0x24F }, { 0x300, 0x36F }, { 0x2010, 0x206F }, { 0x2460, 0x25FF }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF },
		{ 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF01, 0xFFE6 },
		{ 0x20000, 0x2A6DF }, { 0x2A700, 0x2EBE0 }, { 0x30000, 0x3134A }, { 0x600, 0x6FF }, { 0xF00, 0xFDA }, { 0x1800, 0x18AA },
	};
	size_t compared = 0;

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		for (uint32_t c = blocks[i].first; c <= blocks[i].last; c++) {
			int theirs = wcwidth((wchar_t)c);
			if (theirs < 0)
				continue;
			if (text_width_char(c) != theirs)
				fail_msg("U+%04X: ours %d, theirs %d", (unsigned)c, text_width_char(c), theirs);
			compared++;
		}
	}
	assert_true(compared > 90000);
}

static void widths_of_texts(void **state)
{
	(void)state;
	static const struct { const char *s; int cells; } cases[] = {
		{ "", 0 }, { "abc", 3 }, { "新生儿", 6 }, { "张a丰", 5 }, { "e\xCC\x81", 1 }, { "A4×2…", 5 }, { "𠮷野家", 6 }, { "葛\U000E0100", 2 },
		{ "\033", 8 }, { "a\xFFz", 6 }, { "\u202E", 8 }, { "\U000E0041", 9 }, { "\xE6\x96", 8 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(text_width(cases[i].s), cases[i].cells);
	assert_int_equal(text_width("─●"), 2);
	text_ambiguous_wide(true);
	assert_int_equal(text_width("─●"), 4);
	assert_int_equal(text_width("ab新"), 4);
	text_ambiguous_wide(false);
	assert_int_equal(text_count("新a\xFF丰e\xCC\x81"), 6);
}

static void the_longest_prefix_that_fits(void **state)
{
	(void)state;
	static const struct { const char *s; int cells; size_t bytes; int used; } cases[] = {
		{ "新生儿", 6, 9, 6 }, { "新生儿", 5, 6, 4 }, { "新生儿", 1, 0, 0 }, { "新生儿", 0, 0, 0 }, { "新生儿", -3, 0, 0 },
		{ "ae\xCC\x81z", 2, 4, 2 }, { "ab", 100, 2, 2 }, { "a\033b", 8, 1, 1 }, { "a\033b", 9, 2, 9 }, { "葛\U000E0100x", 2, 7, 2 },
	};
	int used;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(text_fit(cases[i].s, cases[i].cells, &used), cases[i].bytes);
		assert_int_equal(used, cases[i].used);
	}
}

static void harm_of_single_characters(void **state)
{
	(void)state;
	static const struct { uint32_t c; enum text_harm harm; } cases[] = {
		{ 'a', TEXT_FINE }, { 0x5F20, TEXT_FINE }, { 0x4DAE, TEXT_FINE }, { 0x20BB7, TEXT_FINE }, { 0x2B4EF, TEXT_FINE },
		{ 0x30EDD, TEXT_FINE }, { 0x2EBF0, TEXT_FINE }, { 0xB7, TEXT_FINE }, { 0xE0100, TEXT_FINE }, { 0xE01EF, TEXT_FINE },
		{ 0x180B, TEXT_FINE }, { 0x180E, TEXT_FINE }, { 0x202F, TEXT_FINE }, { 0x200C, TEXT_FINE }, { 0x200D, TEXT_FINE },
		{ 0x0623, TEXT_FINE }, { 0x3000, TEXT_FINE }, { 0xFF21, TEXT_FINE },
		{ 0, TEXT_CONTROL }, { 0x1B, TEXT_CONTROL }, { 0x7F, TEXT_CONTROL }, { 0x9B, TEXT_CONTROL }, { 0x2028, TEXT_CONTROL },
		{ 0x200B, TEXT_INVISIBLE }, { 0x2060, TEXT_INVISIBLE }, { 0xFEFF, TEXT_INVISIBLE }, { 0xAD, TEXT_INVISIBLE },
		{ 0x3164, TEXT_INVISIBLE }, { 0x034F, TEXT_INVISIBLE }, { 0xFFF9, TEXT_INVISIBLE },
		{ 0x202E, TEXT_BIDI }, { 0x202A, TEXT_BIDI }, { 0x2066, TEXT_BIDI }, { 0x2069, TEXT_BIDI }, { 0x200E, TEXT_BIDI },
		{ 0x61C, TEXT_BIDI }, { 0xE0001, TEXT_TAG }, { 0xE0041, TEXT_TAG }, { 0xE007F, TEXT_TAG },
		{ 0x378, TEXT_UNASSIGNED }, { 0xE000, TEXT_UNASSIGNED }, { 0xFFFE, TEXT_UNASSIGNED }, { 0x10FFFD, TEXT_UNASSIGNED },
		{ 0x2FFFF, TEXT_UNASSIGNED }, { 0xD800, TEXT_BROKEN }, { 0x110000, TEXT_BROKEN }, { TEXT_BAD, TEXT_BROKEN },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (text_harm_of(cases[i].c) != cases[i].harm)
			fail_msg("U+%04X: %s", (unsigned)cases[i].c, text_harm_name(text_harm_of(cases[i].c)));
}

static void what_a_person_typed(void **state)
{
	(void)state;
	static const struct { const char *s; enum text_harm harm; size_t position; } cases[] = {
		{ "", TEXT_FINE, 0 }, { "阿卜杜热西提·买买提", TEXT_FINE, 0 }, { "葛\U000E0100", TEXT_FINE, 0 }, { "张\tab", TEXT_CONTROL, 2 },
		{ "张三\u202E四", TEXT_BIDI, 3 }, { "张\u200B三", TEXT_INVISIBLE, 2 }, { "张\xE4\xB8", TEXT_BROKEN, 2 },
		{ "张\u200D三", TEXT_INVISIBLE, 2 }, { "a\u200Cb", TEXT_INVISIBLE, 2 }, { "\u200D", TEXT_INVISIBLE, 1 },
		{ "\u0645\u200C\u062E", TEXT_FINE, 0 }, { "\u0645\u200C", TEXT_INVISIBLE, 2 }, { "\u1820\u180B\u1821", TEXT_FINE, 0 },
		{ "e\u0301\u0302\u0303\u0304", TEXT_FINE, 0 }, { "e\u0301\u0302\u0303\u0304\u0305", TEXT_MARKS, 6 },
		{ "\u0301e", TEXT_MARKS, 1 }, { "ab\U000E0062", TEXT_TAG, 3 }, { "e\u0301\u0302\u0303\u0304e\u0301", TEXT_FINE, 0 },
	};
	size_t position;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(text_check(cases[i].s, strlen(cases[i].s), &position), cases[i].harm);
		assert_int_equal(position, cases[i].position);
	}
	assert_int_equal(text_check("a\0b", 3, &position), TEXT_CONTROL);
	assert_int_equal(position, 2);
}

static void numbers_typed_in_full_width(void **state)
{
	(void)state;
	static const struct { const char *in, *out; bool changed; } cases[] = {
		{ "11010519491231002X", "11010519491231002X", false }, { "　１１０１０５Ｘ　", "110105X", true }, { " 13800138000\t", "13800138000", true },
		{ "１３８ ００", "138 00", true }, { "张三", "张三", false }, { "2026－11－23", "2026-11-23", true }, { "", "", false },
		{ "　 ", "", true }, { "\xFF１", "\xFF" "1", true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf out;
		buf_init(&out, BUF_SMALL);
		assert_int_equal(text_to_ascii(&out, cases[i].in, strlen(cases[i].in)), cases[i].changed);
		assert_string_equal(out.data, cases[i].out);
		buf_release(&out);
	}
}

static void what_a_sentence_still_wants(void **state)
{
	static const struct { const char *said, *stop; } rows[] = { { "", "" }, { "没有", "。" }, { "没有。", "" }, { "是否为 x?", "" },
		{ "x\xEF\xBC\x9F", "" }, { "好!", "" }, { "等…", "" }, { "(W-14)", "。" }, { "\x82", "。" } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(text_stop(rows[i].said), rows[i].stop);
}

static void blanks_at_both_ends(void **state)
{
	static const struct { const char *text, *plain; } rows[] = {
		{ "李 芳", "李 芳" }, { "  李\u3000芳\u00A0 ", "李\u3000芳" }, { " \u3000\u00A0", "" }, { "", "" },
		{ "李\t", "李\t" },      /* a control is not hidden: it is told */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t n;
		const char *from = text_trim(rows[i].text, &n);
		assert_int_equal(n, strlen(rows[i].plain));
		assert_memory_equal(from, rows[i].plain, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_that_are_not_utf8),
		cmocka_unit_test(every_character_round_trips),
		cmocka_unit_test(width_agrees_with_the_c_library),
		cmocka_unit_test(widths_of_texts),
		cmocka_unit_test(the_longest_prefix_that_fits),
		cmocka_unit_test(harm_of_single_characters),
		cmocka_unit_test(what_a_person_typed),
		cmocka_unit_test(numbers_typed_in_full_width),
		cmocka_unit_test(blanks_at_both_ends), cmocka_unit_test(what_a_sentence_still_wants),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

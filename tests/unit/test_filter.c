/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

typedef void filter_fn(struct buf *out, const char *s, size_t n);
static const struct { const char *name; filter_fn *run; } filters[] = {
	{ "tty", text_for_tty }, { "printer", text_for_printer }, { "log", text_for_log }, { "csv", text_for_csv },
	{ "json", text_for_json },
};

static void known_texts(void **state)
{
	(void)state;
	static const struct { filter_fn *run; const char *in, *out; } cases[] = {
		{ text_for_tty, "张三", "张三" }, { text_for_tty, "a\033[2J", "a⟨U+001B⟩[2J" }, { text_for_tty, "\u202E卡", "⟨U+202E⟩卡" },
		{ text_for_tty, "\xFF新\xE6\x96", "⟨ff⟩新⟨e6⟩⟨96⟩" }, { text_for_tty, "一\n二", "一⟨U+000A⟩二" },
		{ text_for_printer, "合同\u200B第1条", "合同⟨U+200B⟩第1条" },
		{ text_for_log, "a\nb\\c\u2066", "a\\x0Ab\\\\c⟨U+2066⟩" }, { text_for_log, "\x7F", "\\x7F" },
		{ text_for_csv, "张三", "\"张三\"" }, { text_for_csv, "=1+2", "\"'=1+2\"" }, { text_for_csv, "-5", "\"'-5\"" },
		{ text_for_csv, "@a", "\"'@a\"" }, { text_for_csv, "+86", "\"'+86\"" }, { text_for_csv, "＝1", "\"'＝1\"" },
		{ text_for_csv, "\tx", "\"'⟨U+0009⟩x\"" }, { text_for_csv, "a\"b,c", "\"a\"\"b,c\"" }, { text_for_csv, "", "\"\"" },
		{ text_for_json, "a\"\\/", "a\\\"\\\\/" }, { text_for_json, "\b\f\n\r\t\001", "\\b\\f\\n\\r\\t\\u0001" },
		{ text_for_json, "\u202E", "\\u202e" }, { text_for_json, "\U000E0041", "\\udb40\\udc41" }, { text_for_json, "新𠮷", "新𠮷" },
		{ text_for_json, "\xC0", "⟨c0⟩" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf out;
		buf_init(&out, BUF_SMALL);
		cases[i].run(&out, cases[i].in, strlen(cases[i].in));
		assert_string_equal(out.data, cases[i].out);
		buf_release(&out);
	}
}

/* Written down by hand, so that a slip in our tables does not excuse itself. */
static const char *forbidden(uint32_t c)
{
	static const struct { uint32_t first, last; const char *what; } ranges[] = {
		{ 0, 0x1F, "C0" }, { 0x7F, 0x9F, "DEL, C1" }, { 0xAD, 0xAD, "soft hyphen" }, { 0x61C, 0x61C, "bidi" },
		{ 0x200B, 0x200B, "zero width" }, { 0x200E, 0x200F, "bidi" }, { 0x2028, 0x202E, "bidi, line" },
		{ 0x2060, 0x206F, "bidi, invisible" }, { 0xD800, 0xF8FF, "surrogate, private" }, { 0xFEFF, 0xFEFF, "BOM" },
		{ 0xFFF9, 0xFFFB, "annotation" }, { 0xFFFE, 0xFFFF, "no character" }, { 0x1FFFE, 0x1FFFF, "no character" },
		{ 0xE0000, 0xE00FF, "tags" }, { 0xE01F0, 0x7FFFFFFF, "private and beyond" },
	};

	for (size_t i = 0; i < COUNT_OF(ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].what;
	return NULL;
}

static uint64_t seed;
static uint32_t chance(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % n;
}

/* Random bytes, and random characters from where the harm is. */
static size_t hostile(char *s, size_t room)
{
	static const uint32_t starts[] = { 0, 0x80, 0x300, 0x600, 0x1800, 0x2000, 0x4E00, 0xD7F0, 0xFE00, 0xFFF0, 0xE0000, 0xE0100 };
	size_t n = 0, end = chance((uint32_t)room - 8);

	while (n < end) {
		size_t length = 0;
		if (chance(3))
			length = text_encode(starts[chance(COUNT_OF(starts))] + chance(0x80), s + n);
		else if (!chance(10))
			for (uint32_t marks = chance(9); marks > 0 && n + length + 8 < room; marks--)
				length += text_encode(0x300 + chance(0x70), s + n + length);
		if (!length) {
			s[n] = (char)chance(256);
			length = 1;
		}
		n += length;
	}
	return n;
}

static void assert_harmless(const char *name, const struct buf *out)
{
	assert_int_equal(text_valid(out->data, out->len), out->len);
	int marks = 0;

	for (size_t i = 0; i < out->len;) {
		uint32_t c;
		i += text_decode(out->data + i, out->len - i, &c);
		const char *what = forbidden(c);
		if (what)
			fail_msg("%s lets U+%04X pass: %s", name, (unsigned)c, what);
		marks = c >= 0x300 && c <= 0x36F ? marks + 1 : 0;
		assert_true(marks <= 4);
	}
}

static void no_bytes_get_harm_through(void **state)
{
	(void)state;
	char s[300];

	seed = 20261123;
	for (int round = 0; round < 30000; round++) {
		size_t n = hostile(s, sizeof s);
		for (size_t f = 0; f < COUNT_OF(filters); f++) {
			struct buf out;
			buf_init(&out, BUF_SMALL);
			filters[f].run(&out, s, n);
			assert_false(out.overflow);
			assert_harmless(filters[f].name, &out);
			buf_release(&out);
		}
	}
}

/* What the tty filter shows is as wide as text_width says, and harmless text passes unchanged. */
static void width_and_check_agree_with_the_filter(void **state)
{
	(void)state;
	char s[300];

	seed = 7;
	for (int round = 0; round < 30000; round++) {
		size_t n = hostile(s, sizeof s - 1), position;
		struct buf out;

		for (size_t i = 0; i < n; i++)
			if (!s[i])
				s[i] = 'x';
		s[n] = '\0';
		buf_init(&out, BUF_SMALL);
		text_for_tty(&out, s, n);
		assert_int_equal(text_width(s), text_width(out.data));
		assert_int_equal(text_check(s, n, &position) == TEXT_FINE, strcmp(s, out.data) == 0);
		buf_clear(&out);
		text_for_tty(&out, s, text_fit(s, 40, NULL));
		assert_true(text_width(out.data) <= 40);
		buf_release(&out);
	}
}

/* An independent reader of RFC 4180: one quoted cell. */
static char *csv_read(const char *cell)
{
	char *out = mem_alloc(strlen(cell) + 1), *to = out;

	assert_int_equal(*cell++, '"');
	for (; *cell && !(*cell == '"' && cell[1] != '"'); cell++) {
		cell += *cell == '"';
		*to++ = *cell;
	}
	assert_string_equal(cell, "\"");
	return out;
}

static void csv_round_trip(void **state)
{
	(void)state;
	char s[300];

	seed = 99;
	for (int round = 0; round < 20000; round++) {
		static const char *const parts[] = { "\"", "\"\"", ",", "=", "-", "'", "张", "三 ", "A", "0", "·" };
		size_t n = 0;
		struct buf out;

		for (uint32_t i = chance(12); i > 0; i--)
			n += (size_t)snprintf(s + n, sizeof s - n, "%s", parts[chance(COUNT_OF(parts))]);
		s[n] = '\0';
		buf_init(&out, BUF_SMALL);
		text_for_csv(&out, s, n);
		char *back = csv_read(out.data);
		bool defused = s[0] == '=' || s[0] == '-';
		assert_int_equal(back[0] == '\'' && defused, defused);
		assert_string_equal(back + defused, s);
		free(back);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_texts),
		cmocka_unit_test(no_bytes_get_harm_through),
		cmocka_unit_test(width_and_check_agree_with_the_filter),
		cmocka_unit_test(csv_round_trip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/editor.h"

static char *text_of(const struct editor *e)
{
	static char text[16384];
	struct buf b;
	buf_init(&b, sizeof text - 1);
	editor_get(e, &b);
	memcpy(text, b.data, b.len + 1);
	buf_release(&b);
	return text;
}

/* Keys as words: text is typed, names of requests are done. */
static void play(struct editor *e, const char *keys)
{
	static const struct { const char *word; enum ui_request request; } words[] = {
		{ "<", UI_EDIT_LEFT }, { ">", UI_EDIT_RIGHT }, { "HOME", UI_EDIT_HOME }, { "END", UI_EDIT_END },
		{ "W<", UI_EDIT_WORD_LEFT }, { "W>", UI_EDIT_WORD_RIGHT }, { "BS", UI_EDIT_BACKSPACE }, { "DEL", UI_EDIT_DELETE },
		{ "CW", UI_EDIT_WORD_CUT }, { "CK", UI_EDIT_TAIL_CUT }, { "CU", UI_EDIT_CLEAR }, { "UNDO", UI_EDIT_UNDO },
	};
	struct err err;
	while (*keys) {
		size_t n = strcspn(keys, " "), i = 0;
		bool changed;
		while (i < COUNT_OF(words) && (strlen(words[i].word) != n || strncmp(words[i].word, keys, n) != 0))
			i++;
		if (i < COUNT_OF(words))
			assert_true(editor_request(e, words[i].request, &changed));
		else
			(void)!editor_insert(e, n == 1 && *keys == '_' ? " " : keys, n, false, &err);     /* full is refused */
		keys += n + (keys[n] == ' ');
	}
}

static void test_editing(void **state)
{
	static const struct { const char *keys, *text; size_t cursor; } cases[] = {
		{ "一 二 三", "一二三", 3 },
		{ "一 二 三 BS", "一二", 2 },
		{ "一 二 三 < BS", "一三", 1 },
		{ "一 二 三 HOME DEL", "二三", 0 },
		{ "一 二 三 HOME END 四", "一二三四", 4 },
		{ "一 二 三 HOME BS < DEL >", "二三", 1 },
		{ "END DEL > BS", "", 0 },
		{ "ab _ cd W< x", "ab xcd", 4 },
		{ "ab _ 汉字 12 W< W< y", "ab y汉字12", 4 },
		{ "ab _ 汉字 HOME W> z", "ab z汉字", 4 },
		{ "ab _ 汉字 W> CW", "ab ", 3 },
		{ "ab _ 汉字 HOME > CK", "a", 1 },
		{ "ab CU", "", 0 },
		{ "ab CU UNDO", "ab", 2 },
		{ "ab CU UNDO UNDO", "", 0 },
		{ "𠮷 野 < < BS DEL", "野", 0 },
		{ "é BS", "", 0 },
		{ "e \xCC\x81 a < < >", "e\xCC\x81" "a", 2 },        /* a base and its mark are one step */
		{ "e \xCC\x81 a < BS", "a", 0 },
		{ "· 阿 · 买", "·阿·买", 4 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct editor e;
		editor_init(&e, 0, 0);
		play(&e, cases[i].keys);
		if (strcmp(text_of(&e), cases[i].text) != 0 || e.cursor != cases[i].cursor)
			fail_msg("%s: [%s] at %zu", cases[i].keys, text_of(&e), e.cursor);
		editor_release(&e);
	}
}

static void test_refused(void **state)
{
	static const struct { const char *before, *typed; bool pasted; const char *code, *part; } bad[] = {
		{ "", "\033", false, "E-1010", "第1个" },
		{ "", "a\033[31m", true, "E-1010", "第2个" },
		{ "张", "\xC2\x9B", false, "E-1010", "第1个" },
		{ "张", "李\xE2\x80\xAE", true, "E-1011", "第2个" },
		{ "", "\xE2\x80\x8B", false, "E-1011", "第1个" },
		{ "", "a\xFF", true, "E-1015", "第2个" },
		{ "", "\xCC\x81", false, "E-1013", "没有字" },
		{ "", "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", true, "E-1013", "太多" },
		{ "一二三四五六七八九", "十一", true, "E-1012", "超过10字" },
		{ "一二三四五六七八九十", "一", false, "E-1012", "超过10字" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct editor e;
		struct err err = { 0 };
		editor_init(&e, 10, 0);
		assert_int_equal(editor_set(&e, bad[i].before, strlen(bad[i].before), &err), ST_OK);
		assert_int_not_equal(editor_insert(&e, bad[i].typed, strlen(bad[i].typed), bad[i].pasted, &err), ST_OK);
		assert_string_equal(err.code, bad[i].code);
		if (!strstr(err.text, bad[i].part))
			fail_msg("%zu: %s", i, err.text);
		assert_string_equal(text_of(&e), bad[i].before);
		editor_release(&e);
	}
}

static void test_marks_one_by_one(void **state)
{
	struct editor e;
	struct err err;
	(void)state;
	editor_init(&e, 0, 0);
	assert_int_equal(editor_insert(&e, "a", 1, false, &err), ST_OK);
	for (int i = 0; i < 4; i++)
		assert_int_equal(editor_insert(&e, "\xCC\x81", 2, false, &err), ST_OK);
	assert_int_not_equal(editor_insert(&e, "\xCC\x81", 2, false, &err), ST_OK);
	assert_string_equal(err.code, "E-1013");
	editor_release(&e);
}

static void test_limits(void **state)
{
	struct editor e;
	struct err err;
	(void)state;
	editor_init(&e, 0, 7);
	assert_int_equal(editor_insert(&e, "汉字", 6, true, &err), ST_OK);
	assert_int_not_equal(editor_insert(&e, "多", 3, false, &err), ST_OK);
	assert_int_equal(editor_insert(&e, "a", 1, false, &err), ST_OK);
	assert_int_not_equal(editor_set(&e, "汉字汉字", 12, &err), ST_OK);
	assert_string_equal(text_of(&e), "汉字a");
	editor_release(&e);
	editor_init(&e, 0, 0);
	static const char pasted[] = "\r\n  一\t二\r\n三\n";
	assert_int_equal(editor_insert(&e, pasted, sizeof pasted - 1, true, &err), ST_OK);
	assert_string_equal(text_of(&e), "一 二 三");
	editor_release(&e);
}

/* Whatever is typed, the slice fits, ends at characters and has the cursor in it. */
static void test_slice(void **state)
{
	static const char *const keys[] = { "一", "a", "<", ">", "HOME", "END", "BS", "DEL", "𠮷", "b", "<", "二", "三", "W<", "·" };
	struct editor e;
	uint32_t x = 2463534242u;
	(void)state;
	editor_init(&e, 60, 0);
	for (int i = 0; i < 20000; i++) {
		struct buf line;
		x ^= x << 13, x ^= x >> 17, x ^= x << 5;
		play(&e, keys[x % COUNT_OF(keys)]);
		int cells = 2 + (int)(x >> 8) % 12;
		buf_init(&line, BUF_SMALL);
		int at = editor_slice(&e, cells, &line);
		assert_in_range(at, 0, cells - 1);
		assert_true(text_width(line.data) <= cells);
		assert_int_equal(text_valid(line.data, line.len), line.len);
		assert_non_null(strstr(text_of(&e), line.data));
		buf_release(&line);
	}
	editor_release(&e);
}

struct rows { char text[8][64]; };

static void keep_row(void *ctx, int row, const char *text, size_t n)
{
	struct rows *r = ctx;
	(void)snprintf(r->text[row], sizeof r->text[row], "%.*s", (int)n, text);
}

static void test_rows(void **state)
{
	struct editor e;
	struct rows r;
	struct err err;
	int row, col;
	(void)state;
	editor_init(&e, 0, 0);
	assert_int_equal(editor_set(&e, "一二三四五六七八九", strlen("一二三四五六七八九"), &err), ST_OK);
	editor_rows(&e, 2, 7, keep_row, &r, &row, &col);         /* odd: three characters, never three and a half */
	assert_string_equal(r.text[0], "四五六");
	assert_string_equal(r.text[1], "七八九");
	assert_int_equal(row, 1);
	assert_int_equal(col, 6);
	assert_true(editor_vertical(&e, 7, -1));
	assert_true(editor_vertical(&e, 7, -1));
	assert_false(editor_vertical(&e, 7, -1));
	editor_rows(&e, 2, 7, keep_row, &r, &row, &col);
	assert_string_equal(r.text[0], "一二三");
	assert_int_equal(row, 0);
	assert_true(editor_vertical(&e, 7, 1));
	assert_true(editor_vertical(&e, 7, 1));
	assert_false(editor_vertical(&e, 7, 1));
	e.cursor = e.count;
	assert_int_equal(editor_set(&e, "一二三", 9, &err), ST_OK);
	editor_rows(&e, 2, 6, keep_row, &r, &row, &col);         /* a full row: the cursor waits on the next */
	assert_int_equal(row, 1);
	assert_int_equal(col, 0);
	assert_string_equal(r.text[1], "");
	editor_release(&e);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_editing), cmocka_unit_test(test_refused), cmocka_unit_test(test_marks_one_by_one),
		cmocka_unit_test(test_limits), cmocka_unit_test(test_slice), cmocka_unit_test(test_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

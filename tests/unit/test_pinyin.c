/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/pinyin.h"
#include "base/text.h"

static uint32_t letters(const char *s)
{
	uint32_t mask = 0;

	for (; *s; s++)
		mask |= (uint32_t)1 << (*s - 'a');
	return mask;
}

static void first_letters_of_all_readings(void **state)
{
	(void)state;
	static const struct { const char *character, *letters; } cases[] = {
		{ "长", "cz" }, { "行", "hx" }, { "重", "cz" }, { "厦", "sx" }, { "蚌", "b" }, { "新", "x" }, { "〇", "l" }, { "䶮", "y" },
		{ "a", "a" }, { "Z", "z" }, { "ｂ", "b" }, { "7", "" }, { "·", "" }, { "𠮷", "" }, { "é", "" }, { "谌", "cs" }, { "𠀁", "q" },
		{ "鿿", "" }, { "㐀", "q" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		uint32_t c;
		text_decode(cases[i].character, strlen(cases[i].character), &c);
		if (text_pinyin_mask(c) != letters(cases[i].letters))
			fail_msg("%s: %#x", cases[i].character, (unsigned)text_pinyin_mask(c));
	}
	for (uint32_t c = 0; c < 0x120000; c++)
		assert_true(text_pinyin_mask(c) < (uint32_t)1 << 26);
	assert_int_equal(text_pinyin_mask(TEXT_BAD), 0);
}

/* GB/T 2312 level 1 is sorted by pinyin: the first and last characters of each letter there are known by heart. */
static void common_characters_by_their_place_in_gb2312(void **state)
{
	(void)state;
	static const struct { const char *characters, *letter; } rows[] = {
		{ "啊澳", "a" }, { "芭怖", "b" }, { "擦错", "c" }, { "搭堕", "d" }, { "蛾贰", "e" }, { "发咐", "f" }, { "噶过", "g" }, { "哈祸", "h" },
		{ "击骏", "j" }, { "喀阔", "k" }, { "垃络", "l" }, { "妈穆", "m" }, { "拿糯", "n" }, { "哦沤", "o" }, { "啪瀑", "p" }, { "期群", "q" },
		{ "然弱", "r" }, { "撒所", "s" }, { "塌唾", "t" }, { "挖误", "w" }, { "昔迅", "x" }, { "压孕", "y" }, { "匝座", "z" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (const char *s = rows[i].characters; *s; s += 3) {
			uint32_t c;
			text_decode(s, 3, &c);
			assert_true(text_pinyin_mask(c) & letters(rows[i].letter));
		}
	}
}

static void finding_a_title(void **state)
{
	(void)state;
	static const struct { const char *title, *query; int at; } cases[] = {
		{ "新生儿出生", "xsecs", 0 }, { "新生儿出生", "XSE", 0 }, { "新生儿出生", "cs", 3 }, { "新生儿出生", "出生", 3 }, { "新生儿出生", "儿cs", 2 },
		{ "新生儿出生", "xc", -1 }, { "新生儿出生", "", 0 }, { "新生儿出生", " ", 0 }, { "新生儿出生", "　", 0 }, { "", "", 0 }, { "", "a", -1 },
		{ "长春", "cc", 0 }, { "长春", "zc", 0 }, { "银行", "yh", 0 }, { "重庆", "cq", 0 }, { "厦门", "xm", 0 }, { "蚌埠", "bb", 0 },
		{ "重新", "cx", 0 }, { "曾国藩", "zgf", 0 }, { "解州", "hz", 0 },
		{ "教育入学(幼儿园、小学)", "jrx", -1 }, { "教育入学(幼儿园、小学)", "rxyeyxx", 2 }, { "开办书店（一业一证）", "sdyyyz", 2 },
		{ "教育入学(幼儿园、小学)", "园、小", 7 }, { "教育入学(幼儿园、小学)", "(幼", 4 }, { "教育入学(幼儿园、小学)", "yxx", 7 },
		{ "二手房 转移", "fzy", 2 }, { "二手房转移", "f zy", 2 }, { "𠮷野家", "jyj", 0 }, { "𠮷野家", "1", -1 }, { "A4纸", "a4z", 0 }, { "Ａ４纸", "a4z", 0 },
		{ "新生儿出生", "xinshengerchusheng", 0 }, { "新生儿出生", "xinshe", 0 }, { "新生儿出生", "xinser", 0 }, { "新生儿出生", "chush", 3 },
		{ "新生儿出生", "xinshengzc", -1 }, { "长春", "changchun", 0 }, { "长春", "zhangchun", 0 }, { "重庆", "chqing", 0 },
		{ "户口", "hk", 0 }, { "户口", "huk", 0 }, { "户口", "hukou", 0 }, { "西安", "xian", 0 }, { "现场", "xianc", 0 }, { "西安城", "xianc", 0 },
		{ "旅馆", "lvguan", 0 }, { "旅馆", "luguan", 0 }, { "旅馆", "lg", 0 }, { "女", "nv", 0 }, { "单县", "shanxian", 0 }, { "单位", "dw", 0 },
		{ "安安安安安安安安安安安安安安安安", "anananananananananananananananab", -1 },
		{ "a", "ab", -1 }, { "aab", "ab", 1 }, { "阿卜杜·热西提", "abdrxt", 0 }, { "企业开办", "\xFF", -1 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (text_match(cases[i].title, cases[i].query) != cases[i].at)
			fail_msg("“%s” in “%s”: %d", cases[i].query, cases[i].title, text_match(cases[i].title, cases[i].query));
}

/* The word says which of the readings is meant; the others are found behind it. */
static void phrases_say_which_reading(void **state)
{
	(void)state;
	static const struct { const char *name, *initials, *query; bool usual; } cases[] = {
		{ "银行", "yh", "yh", true }, { "银行", "yh", "yx", false }, { "银行", "yh", "yinhang", true }, { "银行", "yh", "yinxing", false },
		{ "长春", "cc", "cc", true }, { "长春", "cc", "zc", false }, { "校长", "xz", "xz", true }, { "校长", "xz", "xiaochang", false },
		{ "重庆", "cq", "cq", true }, { "重庆", "cq", "zq", false }, { "重大", "zd", "zd", true }, { "单位", "dw", "dw", true },
		{ "单县", "sx", "sx", true }, { "单县", "sx", "dx", false }, { "银行预约开户", "yhyykh", "yhyy", true },
		{ "行政处罚", "xzcf", "xzcf", true }, { "重", "z", "c", false }, { "单位长期", "dwcq", "weichang", true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct pinyin_glyph glyphs[16];
		struct pinyin_query q;
		size_t n = pinyin_read(cases[i].name, glyphs, COUNT_OF(glyphs));
		pinyin_query(cases[i].query, &q);
		struct pinyin_place place = pinyin_find(glyphs, n, &q);
		if (place.at < 0 || place.usual != cases[i].usual)
			fail_msg("%s in %s: %d, %s", cases[i].query, cases[i].name, place.at, place.usual ? "usual" : "other");
		for (size_t k = 0; k < n; k++)
			assert_int_equal(pinyin_initial(&glyphs[k]), cases[i].initials[k]);
	}
}

/* What the first look passes over can never match. */
static void letters_bound_what_matches(void **state)
{
	(void)state;
	struct pinyin_glyph g;

	for (uint32_t c = 0x3400; c < 0xA000; c++) {
		char text[5] = "";
		text[text_encode(c, text)] = '\0';
		if (pinyin_read(text, &g, 1) != 1 || !g.initials)
			continue;
		for (char letter = 'a'; letter <= 'z'; letter++) {
			struct pinyin_query q;
			pinyin_query((char[]){ letter, '\0' }, &q);
			bool found = pinyin_find(&g, 1, &q).at == 0;
			assert_int_equal(found, (text_pinyin_mask(c) & q.letters) != 0);
			assert_true(!found || !(q.letters & ~pinyin_letters(&g)));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_letters_of_all_readings),
		cmocka_unit_test(common_characters_by_their_place_in_gb2312),
		cmocka_unit_test(finding_a_title),
		cmocka_unit_test(phrases_say_which_reading),
		cmocka_unit_test(letters_bound_what_matches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

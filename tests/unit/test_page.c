/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"
#include "dispatch/own.h"
#include "dispatch/page.h"

#define KEY "0f9c1a52-6b5e-4a53-9d0e-5f3f6d9a7c11"
#define ITEM(seq, state, at, rest) "{\"key\":\"" KEY "\",\"dossier\":\"D\",\"department_no\":\"N\",\"seq\":" seq \
	",\"state\":\"" state "\",\"at\":\"" at "\"" rest "}"
#define PAGE(items, next) "{\"items\":[" items "],\"next\":\"" next "\",\"more\":false}"
#define AT "2026-11-23T09:41:07+08:00"

static void a_page_is_read(void **state)
{
	(void)state;
	static const char json[] = "{\"extra\":{\"x\":[1]},\"items\":[" ITEM("1", "20", AT, ",\"by\":\"张三\",\"note\":\"好\"") ","
		ITEM("2", "50", "2026-11-23T01:41:07.25Z", ",\"new\":1") "],\"next\":\"a.B_9:-\",\"more\":true}";
	struct page p;
	struct err err;
	char at[26];

	assert_int_equal(page_read(json, sizeof json - 1, &p, &err), ST_OK);
	assert_int_equal(p.count, 2);
	assert_string_equal(p.next, "a.B_9:-");
	assert_true(p.more);
	assert_string_equal(p.events[0].by, "张三");
	assert_string_equal(clock_iso(p.events[0].at, at), AT);
	assert_int_equal(p.events[1].at - p.events[0].at, 250);
	assert_string_equal(p.events[1].note, "");
	page_release(&p);
}

static void pages_that_are_not_by_the_schema_are_refused_whole(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "null", "[]", "{}", "{\"items\":[]}", "{\"items\":[],\"next\":\"\"}", "{\"items\":{},\"next\":\"\",\"more\":false}",
		"{\"items\":[],\"next\":1,\"more\":false}", "{\"items\":[],\"next\":\"a b\",\"more\":false}",
		"{\"items\":[],\"next\":\"../x\",\"more\":false}", "{\"items\":[],\"next\":\"&after=1\",\"more\":false}",
		"{\"items\":[],\"next\":\"\",\"more\":0}", PAGE("", "") "x", "{\"items\":[],\"items\":[],\"next\":\"\",\"more\":false}",
		PAGE("{}", ""), PAGE("1", ""), PAGE(ITEM("1", "20", AT, "") ",{}", ""), PAGE(ITEM("0", "20", AT, ""), ""),
		PAGE(ITEM("-1", "20", AT, ""), ""), PAGE(ITEM("1.5", "20", AT, ""), ""), PAGE(ITEM("\"1\"", "20", AT, ""), ""),
		PAGE(ITEM("1", "00", AT, ""), ""), PAGE(ITEM("1", "902", AT, ""), ""), PAGE(ITEM("1", "", AT, ""), ""),
		PAGE(ITEM("1", "20", "2026-02-29T09:41:07+08:00", ""), ""), PAGE(ITEM("1", "20", "2026-11-23 09:41:07+08:00", ""), ""),
		PAGE(ITEM("1", "20", "2026-11-23T24:41:07+08:00", ""), ""), PAGE(ITEM("1", "20", "2026-11-23T09:41:07", ""), ""),
		PAGE(ITEM("1", "20", "2026-11-23T09:41:07+0800", ""), ""), PAGE(ITEM("99999999999999999999", "20", AT, ""), ""),
		PAGE(ITEM("1", "20", AT, ",\"note\":\"\xff\""), ""), PAGE(ITEM("1", "20", AT, ",\"note\":\"a\\u0000b\""), ""),
	};
	struct page p;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (page_read(bad[i], strlen(bad[i]), &p, &err) != ST_DATA)
			fail_msg("%zu was read: %s", i, bad[i]);
		assert_string_equal(err.code, "E-4020");
		assert_null(p.root);
		assert_int_equal(p.count, 0);
	}
}

static void long_notes_are_cut_at_a_character(void **state)
{
	(void)state;
	struct buf b;
	struct page p;
	struct err err;

	buf_init(&b, BUF_LARGE);
	buf_text(&b, "{\"items\":[{\"key\":\"" KEY "\",\"dossier\":\"D\",\"department_no\":\"N\",\"seq\":1,\"state\":\"20\",\"at\":\"" AT
		"\",\"note\":\"");
	for (int i = 0; i < 100000 / 3; i++)
		buf_text(&b, "医");
	buf_text(&b, "\"}],\"next\":\"\",\"more\":false}");
	assert_int_equal(page_read(b.data, b.len, &p, &err), ST_OK);
	assert_int_equal(strlen(p.events[0].note), 65535);       /* 64 KiB less the character that would not fit */
	assert_int_equal(text_valid(p.events[0].note, 65535), 65535);
	page_release(&p);
	buf_release(&b);
}

static void depth_is_counted_without_parsing(void **state)
{
	(void)state;
	static const struct { const char *json; size_t depth; } cases[] = { { "", 0 }, { "1", 0 }, { "[]", 1 }, { "[[],[[]]]", 3 },
		{ "{\"a\":[{}]}", 3 }, { "\"[[[[\"", 0 }, { "[\"\\\"[[\"]", 1 }, { "]]]][", 1 }, { "\"\\", 0 } };

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(json_text_depth(cases[i].json, strlen(cases[i].json)), cases[i].depth);
	char *deep = mem_alloc(2000001);
	memset(deep, '[', 2000000);
	assert_null(body_read(deep, 2000000));
	free(deep);
}

static void words_say_what_a_clerk_needs(void **state)
{
	(void)state;
	const int64_t now = INT64_C(1795400000000);      /* 10:13:20 at UTC+8 */
	static const struct { struct outbox_sum sums[4]; size_t count; bool feed, fine; const char *words; } cases[] = {
		{ { { .name = "" } }, 0, false, true, "正常,待发 0" },
		{ { { .name = "医保局", .address = true, .waiting = 2, .due = DAY_NONE } }, 1, false, true, "正常,待发 2" },
		{ { { .name = "医保局", .address = true, .waiting = 2, .due = DAY_NONE, .open_until = 1795400000000 + 90000 } }, 1, false,
			false, "医保局不通,2 件在等,10:15 再试" },
		{ { { .name = "医保局", .address = true, .waiting = 2, .tried = 1, .due = DAY_NONE } }, 1, false, false,
			"医保局不通,2 件在等" },
		{ { { .name = "医保局", .address = true, .waiting = 1, .failing_since = 1795400000000 - 1800001, .due = DAY_NONE } }, 1, false,
			false, "医保局不通,1 件在等" },
		{ { { .name = "甲", .address = true, .waiting = 1, .tried = 1, .due = DAY_NONE },
			{ .name = "乙", .address = true, .waiting = 1, .tried = 1, .due = DAY_NONE },
			{ .name = "丙", .address = true, .waiting = 3, .tried = 1, .due = DAY_NONE },
			{ .name = "丁", .address = true, .parked = 2, .due = DAY_NONE } }, 4, false, false,
			"甲、乙等3个部门不通,5 件在等;2 件停下待处理" },
		{ { { .name = "丙", .waiting = 1, .due = DAY_NONE } }, 1, true, false, "丙未设地址;民政局进度读不到" },
		{ { { .name = "\x1b[2J坏", .waiting = 1, .due = DAY_NONE } }, 1, false, false, "⟨U+001B⟩[2J坏未设地址" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		static const char *const feeds[] = { "民政局" };
		struct words_trouble t = { .feeds = feeds, .feed_count = cases[i].feed, .today = 0 };
		char words[256];
		bool fine = words_make(cases[i].sums, cases[i].count, &t, now, words);
		assert_string_equal(words, cases[i].words);
		assert_int_equal(fine, cases[i].fine);
	}
}

/* R7: less than a working day to the legal deadline, and something holds it up. R9: what comparing has found. */
static void words_tell_of_deadlines_and_differences(void **state)
{
	(void)state;
	const day_t monday = day_parse("2026-11-23");
	struct calendar *calendar = calendar_new();      /* no year is loaded: weekdays work */
	static const struct { const char *due; bool urgent; } cases[] = { { "2026-11-25", false }, { "2026-11-24", true },
		{ "2026-11-23", true }, { "2026-11-20", true } };
	char words[256];

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct outbox_sum sum = { .name = "甲", .address = true, .waiting = 1, .due = day_parse(cases[i].due) };
		struct words_trouble t = { .today = monday, .calendar = calendar };
		assert_true(words_make(&sum, 1, &t, 0, words));      /* on its way */
		sum.failing_since = 1;
		assert_int_equal(words_make(&sum, 1, &t, 0, words), !cases[i].urgent);
		assert_string_equal(words, cases[i].urgent ? "有待发件临近时限" : "正常,待发 1");
	}
	assert_false(words_make(NULL, 0, &(struct words_trouble){ .differences = 3, .today = monday }, 0, words));
	assert_string_equal(words, "与部门对账 3 处不符");
	assert_false(words_make(NULL, 0, &(struct words_trouble){ .backup = BACKUP_LACKS, .today = monday }, 0, words));
	assert_string_equal(words, "备份里缺附件");
	assert_false(words_make(NULL, 0, &(struct words_trouble){ .backup = BACKUP_FAILED, .today = monday }, 0, words));
	assert_string_equal(words, "没有备份成");
	calendar_free(calendar);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_read),
		cmocka_unit_test(pages_that_are_not_by_the_schema_are_refused_whole),
		cmocka_unit_test(long_notes_are_cut_at_a_character),
		cmocka_unit_test(depth_is_counted_without_parsing),
		cmocka_unit_test(words_say_what_a_clerk_needs),
		cmocka_unit_test(words_tell_of_deadlines_and_differences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

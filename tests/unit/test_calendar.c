/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "law/calendar.h"

static char *data_folder(void)
{
	const char *top = getenv("srcdir");

	return mem_format("%s/data/calendar", top ? top : ".");
}

static struct calendar *shipped(void)
{
	struct calendar *c = calendar_new();
	struct err err = { .code = "" };
	char *folder = data_folder();

	if (calendar_load_folder(c, folder, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	free(folder);
	return c;
}

static enum status load(struct calendar *c, const char *json, struct err *err)
{
	err_clear(err);
	return calendar_load(c, "x.json", json, strlen(json), err);
}

static void the_shipped_years(void **state)
{
	(void)state;
	struct calendar *c = shipped();
	int years[2] = { 0, 0 };
	static const struct { int year, working; } expected[] = { { 2024, 251 }, { 2025, 248 }, { 2026, 248 } };

	assert_true(calendar_years(c, years, 2) >= 3);
	assert_int_equal(years[1], 2025);
	for (size_t i = 0; i < 3; i++) {
		int working = 0;
		for (day_t d = day_from_ymd(expected[i].year, 1, 1); d <= day_from_ymd(expected[i].year, 12, 31); d++)
			working += calendar_works(c, d);
		assert_int_equal(working, expected[i].working);
		assert_true(calendar_certain(c, expected[i].year));
		assert_non_null(strstr(calendar_source(c, expected[i].year), "国"));
	}
	assert_false(calendar_has_year(c, 2019));
	assert_string_equal(calendar_source(c, 2019), "");
	calendar_free(c);
}

static void kinds_and_names(void **state)
{
	(void)state;
	static const struct { const char *day; enum day_kind kind; const char *name; } expected[] = {
		{ "2026-11-23", DAY_WORK, "" }, { "2026-11-28", DAY_WEEKEND, "" }, { "2026-10-03", DAY_HOLIDAY, "国庆节" },
		{ "2026-02-14", DAY_MAKEUP, "" }, { "2026-02-15", DAY_HOLIDAY, "春节" }, { "2019-12-31", DAY_UNKNOWN, "" },
		{ "2024-02-09", DAY_WORK, "" }, { "2024-02-29", DAY_WORK, "" }, { "2026-12-31", DAY_WORK, "" },
	};
	struct calendar *c = shipped();

	for (size_t i = 0; i < COUNT_OF(expected); i++) {
		const char *name = NULL;
		assert_int_equal(calendar_kind(c, day_parse(expected[i].day), &name), expected[i].kind);
		assert_string_equal(name, expected[i].name);
		assert_int_equal(calendar_works(c, day_parse(expected[i].day)),
			expected[i].kind == DAY_WORK || expected[i].kind == DAY_MAKEUP);
	}
	assert_int_equal(calendar_kind(c, DAY_NONE, NULL), DAY_UNKNOWN);
	calendar_free(c);
}

/* T-5 and a region's own holidays. */
static void local_days(void **state)
{
	(void)state;
	struct calendar *c = calendar_new();
	struct err err;
	const char *name;

	assert_int_equal(load(c, "{\"year\":2023,\"off_days\":[{\"date\":\"2023-01-02\"},"
		"{\"date\":\"2023-01-23\"},{\"date\":\"2023-01-24\"},{\"date\":\"2023-01-25\"}],\"work_days\":[],"
		"\"local_closed\":[{\"date\":\"2023-04-21\",\"name\":\"三月三\"},{\"date\":\"2023-01-02\"}],"
		"\"local_open\":[{\"date\":\"2023-04-22\",\"name\":\"延时服务\"}],\"certain\":false,\"unheard\":[1]}", &err), ST_OK);
	assert_int_equal(calendar_kind(c, day_parse("2023-04-21"), &name), DAY_LOCAL_CLOSED);
	assert_string_equal(name, "三月三");
	assert_int_equal(calendar_kind(c, day_parse("2023-01-02"), NULL), DAY_HOLIDAY);
	assert_int_equal(calendar_kind(c, day_parse("2023-04-22"), NULL), DAY_LOCAL_OPEN);
	assert_false(calendar_works(c, day_parse("2023-04-21")));
	assert_false(calendar_works(c, day_parse("2023-04-22")));
	assert_false(calendar_certain(c, 2023));
	calendar_free(c);
}

#define OFF(day) "{\"date\":\"2023-01-" #day "\"}"
#define YEAR(rest) \
	"{\"year\":2023,\"off_days\":[" OFF(23) "," OFF(24) "," OFF(25) "," OFF(26) "],\"work_days\":[" rest "}"
static const struct { const char *json, *code, *where, *text; } faults[] = {
	{ "", "E-2001", "x.json", "空" },
	{ "{\"year\":2023", "E-2004", "x.json", "JSON" },
	{ "{\"year\":2023,\"year\":2024}", "E-2004", "x.json", "JSON" },
	{ "[NaN]", "E-2004", "x.json", "JSON" },
	{ YEAR("]") " x", "E-2004", "x.json", "JSON" },
	{ "{\"year\":2023,\"off_days\":[],\"work_days\":[],\"note\":\"\xC3(\"}", "E-2003", "x.json", "UTF-8" },
	{ "12", "E-2004", "x.json", "JSON" },
	{ "{\"calendar\":{}}", "E-2021", "x.json", "不是日历" },
	{ "[]", "E-2021", "x.json", "一年也没有" },
	{ "[7]", "E-2021", "x.json:[0]", "年份" },
	{ "{\"off_days\":[],\"work_days\":[]}", "E-2021", "x.json", "年份" },
	{ "{\"year\":\"2023\",\"off_days\":[],\"work_days\":[]}", "E-2021", "x.json", "年份" },
	{ "{\"year\":0,\"off_days\":[],\"work_days\":[]}", "E-2021", "x.json", "年份" },
	{ "{\"year\":99999999999999999999,\"off_days\":[],\"work_days\":[]}", "E-2004", "x.json", "JSON" },
	{ "{\"year\":2023,\"work_days\":[]}", "E-2021", "x.json", "off_days" },
	{ "{\"year\":2023,\"off_days\":{},\"work_days\":[]}", "E-2021", "x.json", "off_days" },
	{ YEAR("{\"date\":\"2023-02-29\"}]"), "E-2020", "x.json:work_days[0]", "2023-02-29 不存在" },
	{ YEAR("{\"date\":\"2023-13-01\"}]"), "E-2020", "x.json:work_days[0]", "不存在" },
	{ YEAR("{\"date\":\"20230107\"}]"), "E-2020", "x.json:work_days[0]", "不存在" },
	{ YEAR("\"2023-01-07\"]"), "E-2020", "x.json:work_days[0]", "应有日期" },
	{ YEAR("{\"date\":null}]"), "E-2020", "x.json:work_days[0]", "应有日期" },
	{ YEAR("{\"date\":\"2024-01-06\"}]"), "E-2020", "x.json:work_days[0]", "不在 2023 年" },
	{ YEAR("{\"date\":\"2023-01-07\"},{\"date\":\"2023-01-07\"}]"), "E-2020", "x.json:work_days[1]", "两次" },
	{ YEAR("{\"date\":\"2023-01-07\",\"weekday\":\"日\"}]"), "E-2020", "x.json:work_days[0]", "实为星期六" },
	{ YEAR("],\"local_open\":[{\"date\":\"2023-01-09\"}]"), "E-2020", "x.json:local_open[0]", "本是工作日" },
	{ YEAR("],\"working_days_in_year\":259"), "E-2021", "x.json", "实为 256 个" },
	{ "[{\"year\":2023,\"off_days\":[{\"date\":\"2023-05-01\"}],\"work_days\":[{\"date\":\"2023-05-01\"}]}]", "E-2020",
		"x.json:[0].work_days[0]", "既" },
};

static void faults_are_named_and_nothing_is_kept(void **state)
{
	(void)state;
	struct calendar *c = shipped();
	struct err err;
	char before[9], after[9];

	calendar_version(c, before);
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		enum status st = load(c, faults[i].json, &err);
		if (st == ST_OK || strcmp(err.code, faults[i].code) || strcmp(err.where, faults[i].where)
			|| !strstr(err.text, faults[i].text))
			fail_msg("%s: %d %s %s %s", faults[i].json, (int)st, err.code, err.where, err.text);
		assert_false(calendar_has_year(c, 2023));
	}
	calendar_version(c, after);
	assert_string_equal(before, after);
	calendar_free(c);
}

/* One good year, then a bad one, in one text: neither is kept. */
static void all_or_nothing(void **state)
{
	(void)state;
	struct calendar *c = calendar_new();
	struct buf json;
	struct err err;

	buf_init(&json, BUF_SMALL);
	buf_text(&json, "{\"calendar\":[{\"year\":2022,\"off_days\":[");
	for (int day = 3; day <= 14; day++)
		buf_format(&json, "%s{\"date\":\"2022-01-%02d\"}", day > 3 ? "," : "", day);
	buf_text(&json, "],\"work_days\":[]},{\"year\":2023,\"off_days\":[],\"work_days\":[{\"date\":\"2023-02-30\"}]}]}");
	assert_int_equal(load(c, json.data, &err), ST_DATA);
	assert_string_equal(err.where, "x.json:calendar[1].work_days[0]");
	assert_false(calendar_has_year(c, 2022));
	buf_release(&json);
	calendar_free(c);
}

/* A year of about 300, of 200, and the two limits themselves. */
static void a_year_needs_a_believable_number_of_working_days(void **state)
{
	(void)state;
	static const struct { int extra, closed; bool good; } cases[] = {
		{ 40, 0, false }, { 0, 3, false }, { 0, 4, true }, { 0, 20, true }, { 0, 21, false }, { 0, 60, false },
	};

	for (size_t k = 0; k < COUNT_OF(cases); k++) {          /* 2023 has 260 weekdays */
		struct calendar *c = calendar_new();
		struct buf json;
		struct err err;
		int off = 0, work = 0;
		char iso[11];

		buf_init(&json, BUF_SMALL);
		buf_text(&json, "{\"year\":2023,\"off_days\":[");
		for (day_t d = day_parse("2023-03-01"); off < cases[k].closed; d++)
			if (day_weekday(d) % 6)
				buf_format(&json, "%s{\"date\":\"%s\"}", off++ ? "," : "", day_iso(d, iso));
		buf_text(&json, "],\"work_days\":[");
		for (day_t d = day_parse("2023-01-01"); work < cases[k].extra; d++)
			if (day_weekday(d) % 6 == 0)
				buf_format(&json, "%s{\"date\":\"%s\"}", work++ ? "," : "", day_iso(d, iso));
		buf_text(&json, "]}");
		enum status st = load(c, json.data, &err);
		assert_int_equal(st == ST_OK, cases[k].good);
		assert_int_equal(calendar_has_year(c, 2023), cases[k].good);
		if (!cases[k].good)
			assert_string_equal(err.code, "E-2021");
		buf_release(&json);
		calendar_free(c);
	}
}

static void the_same_year_again(void **state)
{
	(void)state;
	struct calendar *c = shipped();
	struct err err;
	char *folder = data_folder(), before[9], after[9];

	size_t count = calendar_years(c, NULL, 0);
	calendar_version(c, before);
	assert_int_equal(strlen(before), 8);
	assert_int_equal(calendar_load_folder(c, folder, &err), ST_OK);        /* the same days: nothing happens */
	assert_int_equal(calendar_years(c, NULL, 0), count);
	calendar_version(c, after);
	assert_string_equal(before, after);

	struct buf json;
	buf_init(&json, BUF_SMALL);
	buf_text(&json, "{\"year\":2026,\"work_days\":[],\"off_days\":[");
	for (int day = 1; day <= 14; day++)
		buf_format(&json, "%s{\"date\":\"2026-05-%02d\"}", day > 1 ? "," : "", day);
	buf_text(&json, "]}");
	assert_int_equal(load(c, json.data, &err), ST_DATA);
	assert_string_equal(err.code, "E-2021");
	assert_true(calendar_works(c, day_parse("2026-05-06")));
	struct calendar *other = calendar_new();
	assert_int_equal(load(other, json.data, &err), ST_OK);
	calendar_version(other, after);
	assert_string_not_equal(before, after);
	buf_release(&json);
	calendar_free(other);
	calendar_free(c);
	free(folder);
}

/* 100 MB of brackets: refused by length; 3 MB of them: by depth. Neither may take long or much. */
static void nested_brackets_are_refused_quickly(void **state)
{
	(void)state;
	size_t n = (size_t)100 * 1024 * 1024;
	char *text = mem_alloc(n);
	struct calendar *c = calendar_new();
	struct err err;
	int64_t begin = clock_mono_ms();

	memset(text, '[', n);
	assert_int_equal(calendar_load(c, "big.json", text, n, &err), ST_DATA);
	assert_string_equal(err.code, "E-2005");
	assert_int_equal(calendar_load(c, "deep.json", text, (size_t)3 * 1024 * 1024, &err), ST_DATA);
	assert_string_equal(err.code, "E-2004");
	assert_true(clock_mono_ms() - begin < 2000);
	calendar_free(c);
	free(text);
}

static void folders(void **state)
{
	(void)state;
	char folder[] = "/tmp/yichuang-calendar-XXXXXX";
	struct calendar *c = calendar_new();
	struct err err;

	assert_non_null(mkdtemp(folder));
	assert_int_equal(calendar_load_folder(c, folder, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-1055");
	char *inside = mem_format("%s/2030.json", folder);
	assert_int_equal(mkdir(inside, 0700), 0);                          /* a folder where a file should be */
	assert_int_not_equal(calendar_load_folder(c, folder, &err), ST_OK);
	assert_int_equal(rmdir(inside), 0);
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(calendar_load_folder(c, folder, &err), ST_NOINPUT);
	assert_string_equal(err.where, folder);
	free(inside);
	calendar_free(c);
	calendar_free(NULL);
}

/* The holidays of fixed date are known before a year's notice is out; the moon's are not, nor what is given for a weekend. */
static void a_decree_beside_the_years(void **state)
{
	(void)state;
	static const char old[] = "{\"from\":2030,\"every_year\":[{\"date\":\"01-01\",\"name\":\"元旦\"},{\"date\":\"12-26\"}]}";
	static const struct { const char *day; enum day_kind kind; const char *name; } cases[] = {
		{ "2027-01-01", DAY_HOLIDAY, "元旦" },   { "2027-01-02", DAY_WEEKEND, "" },  { "2027-01-04", DAY_WORK, "" },
		{ "2027-05-01", DAY_HOLIDAY, "劳动节" }, { "2027-05-03", DAY_WORK, "" },     { "2028-05-02", DAY_HOLIDAY, "劳动节" },
		{ "2027-10-01", DAY_HOLIDAY, "国庆节" }, { "2027-10-04", DAY_WORK, "" },     { "2027-02-08", DAY_WORK, "" },
		{ "2030-01-01", DAY_HOLIDAY, "元旦" },   { "2030-12-26", DAY_HOLIDAY, "" },  { "2030-10-02", DAY_WORK, "" },
		{ "2024-12-25", DAY_WORK, "" },          { "2023-10-02", DAY_WORK, "" },     { "2026-05-04", DAY_HOLIDAY, "劳动节" },
	};
	static const struct { const char *json, *code, *where; } bad[] = {
		{ "{\"every_year\":[{\"date\":\"01-01\"}]}", "E-2021", "t" },
		{ "{\"from\":2025,\"every_year\":[]}", "E-2021", "t" }, { "{\"from\":2025,\"every_year\":{}}", "E-2021", "t" },
		{ "{\"from\":2025,\"every_year\":[{\"date\":\"01-01\"},{\"date\":\"02-29\"}]}", "E-2020", "t:every_year[1]" },
		{ "{\"from\":2025,\"every_year\":[{\"date\":\"2025-01-01\"}]}", "E-2020", "t:every_year[0]" },
		{ "[{\"from\":2025,\"every_year\":[{\"date\":\"1月1日\"}]}]", "E-2020", "t:[0].every_year[0]" },
		{ "{\"from\":2030,\"every_year\":[{\"date\":\"01-02\"}]}", "E-2021", "t" },      /* there already, and other */
	};
	struct calendar *c = shipped();
	char before[9], after[9];
	const char *name;
	struct err err;

	calendar_version(c, before);
	assert_int_equal(calendar_load(c, "old", old, sizeof old - 1, &err), ST_OK);
	assert_int_equal(calendar_load(c, "again", old, sizeof old - 1, &err), ST_OK);
	assert_int_equal(calendar_decrees(c), 2);
	calendar_version(c, after);
	assert_string_not_equal(before, after);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		day_t d = day_parse(cases[i].day);
		if (calendar_expected(c, d, &name) != cases[i].kind || strcmp(name, cases[i].name) != 0)
			fail_msg("%s: %d %s", cases[i].day, calendar_expected(c, d, &name), name);
		assert_int_equal(calendar_may_work(c, d), cases[i].kind == DAY_WORK);
	}
	assert_int_equal(calendar_kind(c, day_parse("2027-01-01"), NULL), DAY_UNKNOWN);      /* no year is there by it */
	assert_false(calendar_has_year(c, 2027));
	assert_true(calendar_decreed(c, 2027));
	assert_false(calendar_decreed(c, 2024));
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(calendar_load(c, "t", bad[i].json, strlen(bad[i].json), &err), ST_DATA);
		assert_string_equal(err.code, bad[i].code);
		assert_string_equal(err.where, bad[i].where);
	}
	assert_int_equal(calendar_decrees(c), 2);
	calendar_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decree_beside_the_years),
		cmocka_unit_test(the_shipped_years),
		cmocka_unit_test(kinds_and_names),
		cmocka_unit_test(local_days),
		cmocka_unit_test(faults_are_named_and_nothing_is_kept),
		cmocka_unit_test(all_or_nothing),
		cmocka_unit_test(a_year_needs_a_believable_number_of_working_days),
		cmocka_unit_test(the_same_year_again),
		cmocka_unit_test(nested_brackets_are_refused_quickly),
		cmocka_unit_test(folders),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

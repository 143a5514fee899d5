/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include "law/form.h"

static struct catalogue *shipped;
static day_t today;

static int load(void **state)
{
	(void)state;
	shipped = load_shipped();
	today = day_from_ymd(2026, 11, 23);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	catalogue_free(shipped);
	return 0;
}

static const struct field *field_of(const char *id)
{
	for (size_t i = 0; i < shipped->field_count; i++)
		if (strcmp(shipped->fields[i].id, id) == 0)
			return &shipped->fields[i];
	fail_msg("no field %s", id);
	return NULL;
}

/* stored is what goes into the dossier; code "" means that the value is accepted. */
struct value_case { const char *field, *typed, *certificate, *stored, *code; };
static const struct value_case cases[] = {
	/* nothing is fine: whether it is required is another question */
	{ "xm", "", NULL, "", "" }, { "xm", "  \xE3\x80\x80 ", NULL, "", "" }, { "mj", "", NULL, "", "" },
	/* names */
	{ "xm", " 王小明 ", NULL, "王小明", "" }, { "xm", "买买提\xE2\x80\xA2艾力", NULL, "买买提·艾力", "" },
	{ "xm", "阿凡提・买买提", NULL, "阿凡提·买买提", "" }, { "xm", "John O'Neil-Smith Jr.", NULL, "John O'Neil-Smith Jr.", "" },
	{ "xm", "\xF0\xAC\xB1\x96\xE4\xB6\xAE", NULL, "\xF0\xAC\xB1\x96\xE4\xB6\xAE", "" }, { "xm", "王", NULL, "", "E-2050" },
	{ "xm", "王1明", NULL, "", "E-2058" }, { "xm", "王1明", NULL, "", "E-2058" }, { "xm", "王<明>", NULL, "", "E-2058" },
	{ "xm", "王\x1B[2J明", NULL, "", "E-1010" }, { "xm", "王\xE2\x80\xAE明", NULL, "", "E-1011" },
	{ "xm", "王\xE2\x80\x8B明", NULL, "", "E-1011" }, { "xm", "王\xFF明", NULL, "", "E-1010" },
	/* ID numbers: the field itself, or a certificate of type 01, or none named but looking like one */
	{ "gmsfhm", "11010519491231002x", NULL, "11010519491231002X", "" },
	{ "gmsfhm", " 110105 19491231 002X ", NULL, "11010519491231002X", "" },
	{ "gmsfhm", "11010519491231002X", NULL, "11010519491231002X", "" },
	{ "gmsfhm", "110105194912310021", NULL, "", "E-1001" }, { "gmsfhm", "110105491231002", NULL, "", "E-1003" },
	{ "gmsfhm", "91350100M000100Y43", NULL, "", "E-2059" }, { "zjhm", "11010519491231002X", "01", "11010519491231002X", "" },
	{ "zjhm", "110105194912310021", "01", "", "E-1001" }, { "zjhm", "E12345678", "01", "", "E-1004" },
	{ "zjhm", "11010519491231002X", NULL, "11010519491231002X", "" }, { "zjhm", "110105194912310021", "", "", "E-1001" },
	{ "zjhm", "1101051949123100", NULL, "", "E-1004" },      /* digits are missing: not some other certificate */
	{ "zjhm", "e12345678", NULL, "E12345678", "" }, { "zjhm", "e 1234 5678", "02", "E12345678", "" },
	{ "zjhm", "E1", "02", "", "E-2059" }, { "zjhm", "H12345678", "03", "H12345678", "" },
	{ "zjhm", "X12345678", "03", "", "E-2059" }, { "zjhm", "12345678", "04", "12345678", "" },
	{ "zjhm", "军字第123456号", "06", "军字第123456号", "" }, { "zjhm", "11010519491231002X", "05", "", "E-2059" },
	/* whatever the type, a number is no name and no word; one that is copied with hyphens is the same */
	{ "zjhm", "陈立群", NULL, "", "E-2059" }, { "zjhm", "陈立群", "99", "", "E-2059" }, { "zjhm", "陈立群", "06", "", "E-2059" },
	{ "zjhm", "陈立群", "01", "", "E-1004" }, { "zjhm", "ABCDE", "", "", "E-2059" }, { "zjhm", "123", "07", "", "E-2059" },
	{ "zjhm", "ab-12(3)/4", "99", "AB-12(3)/4", "" }, { "zjhm", "AB12#4", "99", "", "E-2059" },
	{ "zjhm", "1234567890123456789012345678901", "99", "", "E-1012" },
	{ "zjhm", "110105-19491231-002x", NULL, "11010519491231002X", "" }, { "gmsfhm", "110105-19491231-0021", NULL, "", "E-1001" },
	{ "tyshxydm", "9135-0100-M000100Y43", NULL, "91350100M000100Y43", "" },
	/* organisations */
	{ "tyshxydm", "91350100m000100y43", NULL, "91350100M000100Y43", "" }, { "tyshxydm", "91350100M000100Y44", NULL, "", "E-1005" },
	{ "tyshxydm", "11010519491231002X", NULL, "", "E-2059" },
	/* telephones, mail, accounts, plates */
	{ "sjhm", "+86 138-1234-5678", NULL, "13812345678", "" }, { "sjhm", "1381234567", NULL, "", "E-1014" },
	{ "dzyx", "a@b.cn", NULL, "a@b.cn", "" }, { "dzyx", "a@b", NULL, "", "E-2059" }, { "dzyx", "a b@c.cn", NULL, "", "E-2059" },
	{ "yhzh", "6222 0200 0000 0000 007", NULL, "", "E-2055" }, { "yhzh", "4111 1111 1111 1111", NULL, "4111111111111111", "" },
	{ "yhzh", "4111111111111112", NULL, "", "E-2055" }, { "yhzh", "1202020409900012345", NULL, "1202020409900012345", "" },
	{ "yhzh", "1234567", NULL, "", "E-2055" }, { "yhzh", "12号账户9999", NULL, "", "E-2055" },
	{ "cph", "浙a12345", NULL, "浙A12345", "" }, { "cph", "浙A·D12345", NULL, "浙AD12345", "" }, { "cph", "浙A1234学", NULL, "浙A1234学", "" },
	{ "cph", "A12345", NULL, "", "E-2056" }, { "cph", "浙A1234", NULL, "", "E-2056" }, { "cph", "浙A12I45", NULL, "", "E-2056" },
	{ "vin", "1m8gdm9axkp042788", NULL, "1M8GDM9AXKP042788", "" }, { "vin", "1M8GDM9A1KP042788", NULL, "", "E-2057" },
	{ "vin", "1M8GDM9AXKP04278", NULL, "", "E-2057" }, { "vin", "IM8GDM9AXKP042788", NULL, "", "E-2057" },
	{ "cjzh", "11010519491231002X44", NULL, "11010519491231002X44", "" }, { "cjzh", "11010519491231002X45", NULL, "", "E-2059" },
	{ "cjzh", "11010519491231002144", NULL, "", "E-1001" },
	{ "csyxbh", "t330012345", NULL, "T330012345", "" }, { "csyxbh", "1330012345", NULL, "", "E-2059" },
	/* code lists: the code, or the words of the list */
	{ "xb", "1", NULL, "1", "" }, { "xb", "1", NULL, "1", "" }, { "xb", "男性", NULL, "1", "" }, { "xb", "3", NULL, "", "E-2051" },
	{ "mzu", "56", NULL, "56", "" }, { "mzu", "57", NULL, "", "E-2051" }, { "mzu", "汉族", NULL, "01", "" },
	{ "xzqh", "338810", NULL, "338810", "" }, { "xzqh", "33010", NULL, "", "E-2050" }, { "xzqh", "33-106", NULL, "", "E-2051" },
	{ "cnxx", "Y", NULL, "Y", "" }, { "cnxx", "否", NULL, "N", "" }, { "cnxx", "可能", NULL, "", "E-2051" },
	/* numbers */
	{ "cstz", "3250", NULL, "3250", "" }, { "cstz", "03250", NULL, "3250", "" }, { "cstz", "299", NULL, "", "E-2052" },
	{ "cstz", "8001", NULL, "", "E-2052" }, { "cstz", "3250.5", NULL, "", "E-2052" }, { "cstz", "三千", NULL, "", "E-2052" },
	{ "mj", "89.50", NULL, "89.50", "" }, { "mj", "89.505", NULL, "", "E-2052" }, { "mj", "0", NULL, "", "E-2052" },
	{ "mj", "0.01", NULL, "0.01", "" }, { "mj", "-5", NULL, "", "E-2052" }, { "mj", "1,000", NULL, "1000", "" }, { "mj", "1,00", NULL, "", "E-2052" },
	{ "mj", "1e3", NULL, "", "E-2052" }, { "mj", "89.", NULL, "", "E-2052" }, { "mj", "99999999999999999999", NULL, "", "E-2052" },
	{ "mj", "123", NULL, "123", "" },
	/* as they stand on paper: thousands, groups, full-width signs, the words of a date */
	{ "cjje", "2,680,000.50", NULL, "2680000.50", "" }, { "cjje", "２，６８０，０００", NULL, "2680000", "" }, { "cjje", "2 680 000", NULL, "2680000", "" },
	{ "cjje", "26,80,000", NULL, "", "E-2052" }, { "cjje", ",680", NULL, "", "E-2052" }, { "cjje", "1,0000", NULL, "", "E-2052" },
	{ "cjje", "1000.5,000", NULL, "", "E-2052" }, { "cjje", "1,000,", NULL, "", "E-2052" },
	{ "csrq", "2026年11月3日", NULL, "20261103", "" }, { "csrq", "2026 - 11 - 03", NULL, "20261103", "" },
	{ "csrq", "２０２６－１１－０３", NULL, "20261103", "" }, { "csrq", "2026—11—03", NULL, "20261103", "" },
	{ "csrq", "2026 11 03", NULL, "", "E-2053" }, { "csrq", "2026年13月3日", NULL, "", "E-2053" },
	{ "cssj", "9时41分", NULL, "0941", "" }, { "cssj", "９：４１", NULL, "0941", "" }, { "cssj", "9点05", NULL, "0905", "" },
	{ "yysj", "2026年11月24日 9:30", NULL, "202611240930", "" }, { "yysj", "2026年11月24日9时30分", NULL, "202611240930", "" },
	{ "dhh", "3300 1234-56", NULL, "3300123456", "" }, { "sbkh", "A 1234 5678", NULL, "A12345678", "" },
	{ "bdcdyh", "338810 001001 GB00001 F00010001", NULL, "338810001001GB00001F00010001", "" },
	{ "cjzh", "110105 19491231 002X 44", NULL, "11010519491231002X44", "" }, { "csyxbh", "T-3300 12345", NULL, "T330012345", "" },
	{ "yhzh", "4111—1111—1111—1111", NULL, "4111111111111111", "" }, { "gmsfhm", "110105—19491231—002x", NULL, "11010519491231002X", "" },
	{ "rcrq", "20261124", NULL, "", "E-2054" }, { "cfrq", "20261124", NULL, "", "E-2054" }, { "cjgzsj", "20261124", NULL, "", "E-2054" },
	/* days and times */
	{ "csrq", "20261123", NULL, "20261123", "" }, { "csrq", "2026-11-23", NULL, "20261123", "" }, { "csrq", "2026.1.5", NULL, "20260105", "" },
	{ "csrq", "20261124", NULL, "", "E-2054" }, { "csrq", "20260229", NULL, "", "E-2053" }, { "csrq", "20261301", NULL, "", "E-2053" },
	{ "csrq", "2026112", NULL, "", "E-2053" }, { "csrq", "202611234", NULL, "", "E-2053" }, { "csrq", "02021231", NULL, "", "E-2053" },
	{ "jqrq", "20270101", NULL, "20270101", "" },      /* this one may lie ahead */
	{ "cssj", "0941", NULL, "0941", "" }, { "cssj", "9:41", NULL, "0941", "" }, { "cssj", "2400", NULL, "", "E-2053" },
	{ "cssj", "0960", NULL, "", "E-2053" }, { "cssj", "941", NULL, "", "E-2053" },
	{ "yysj", "202611240930", NULL, "202611240930", "" }, { "yysj", "2026-11-24 9:30", NULL, "202611240930", "" },
	{ "yysj", "20261124", NULL, "", "E-2053" }, { "yysj", "202611242530", NULL, "", "E-2053" },
	/* lengths are characters */
	{ "ybyy", "市第一人民医院", NULL, "市第一人民医院", "" }, { "bdcdyh", "338810001001GB00001F0001000", NULL, "", "E-2050" },
	{ "dhh", "3300123456", NULL, "3300123456", "" }, { "dhh", "33001234AB", NULL, "", "E-2059" },
};

static void values_are_checked_and_stored_in_one_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct value_case *t = &cases[i];
		struct buf out;
		struct err err;
		err_clear(&err);
		buf_init(&out, BUF_SMALL);
		enum status st = form_check(field_of(t->field), "baby.x", "新生儿 某项", t->typed, t->certificate, today, &out, &err);
		if (strcmp(err.code, t->code) != 0 || strcmp(out.data, t->stored) != 0 || (st == ST_OK) != !*t->code)
			fail_msg("%s [%s]: %s [%s] %s", t->field, t->typed, err.code, out.data, err.text);
		if (st) {
			assert_string_equal(err.where, "baby.x");
			assert_non_null(strstr(err.text, "新生儿 某项"));
		}
		buf_release(&out);
	}
}

/* The number may be right and the type chosen wrongly: a fault names what it was judged by. */
static void a_wrong_number_names_the_type(void **state)
{
	static const struct { const char *typed, *type, *says; } rows[] = {
		{ "123", "01", "居民身份证" }, { "110105194912310021", "08", "证件类型是港澳台居民居住证" }, { "123", "02", "护照" },
		{ "11010519491231002X", "05", "这是居民身份证的号码,证件类型却是外国人永久居留身份证" }, { "1", "07", "户口簿号码为 4 至 30 位" },
		{ "1", "99", "其他证件号码为" }, { "1", NULL, "证件号码为" }, { "123456789012345678901", "02", "护照号码不超过 20 位" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf out;
		struct err err;
		buf_init(&out, BUF_SMALL);
		assert_int_not_equal(form_check(field_of("zjhm"), "father.zjhm", "父亲", rows[i].typed, rows[i].type, today, &out, &err), ST_OK);
		if (!strstr(err.text, rows[i].says))
			fail_msg("%s of %s: %s", rows[i].typed, rows[i].type ? rows[i].type : "-", err.text);
		buf_release(&out);
	}
}

/* What may still become a day, or something else altogether, is not called none. */
static void days_that_no_calendar_has(void **state)
{
	static const struct { const char *typed; bool none; } rows[] = {
		{ "2026-13-40", true }, { "2026-2-29", true }, { "2026年2月31日", true }, { "2026.04.31", true }, { "２０２６－１３－０１", true },
		{ "2024-2-29", false }, { "2026-11-23", false }, { "20261340", false }, { "2026-13", false }, { "2026-11-0", false }, { "", false },
		{ "338810-001-20261123", false }, { "2026-13-40x", false }, { "张三", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (form_no_day(rows[i].typed) != rows[i].none)
			fail_msg("“%s” is taken for the other", rows[i].typed);
}

static void what_is_stored_is_accepted_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf out;
		struct err err;
		buf_init(&out, BUF_SMALL);
		if (form_check(field_of(cases[i].field), "k.f", "l", cases[i].stored, cases[i].certificate, today, &out, &err))
			fail_msg("%s [%s]: %s", cases[i].field, cases[i].stored, err.text);
		assert_string_equal(out.data, cases[i].stored);
		buf_release(&out);
	}
}

static void too_long_is_refused_not_cut(void **state)
{
	(void)state;
	size_t n = 10000;
	struct buf typed, out;
	struct err err;

	buf_init(&typed, BUF_LARGE);
	buf_init(&out, BUF_SMALL);
	for (size_t i = 0; i < n; i++)
		buf_text(&typed, "王");
	assert_int_equal(form_check(field_of("xm"), "k.xm", "l", typed.data, NULL, today, &out, &err), ST_DATA);
	assert_string_equal(err.code, "E-1012");
	assert_int_equal(form_check(field_of("jyfw"), "k.jyfw", "l", typed.data, NULL, today, &out, &err), ST_DATA);
	assert_string_equal(err.code, "E-1012");
	assert_int_equal(out.len, 0);
	buf_release(&typed);
	buf_release(&out);
}

/* Whatever arrives, the answer is a status and, when accepted, valid text. */
static void any_bytes_are_survived(void **state)
{
	(void)state;
	uint32_t seed = 7;
	char value[64];
	struct err err;

	for (int i = 0; i < 200000; i++) {
		size_t n = (seed >> 16) % (sizeof value - 1);
		for (size_t k = 0; k < n; k++) {
			seed = seed * 1664525u + 1013904223u;
			value[k] = (seed >> 28) < 9 ? "0123456789X.-:/ AhGgE浙"[(seed >> 20) % 22] : (char)(seed >> 12);
			if (!value[k])
				value[k] = '1';
		}
		value[n] = '\0';
		seed = seed * 1664525u + 1013904223u;
		struct buf out;
		buf_init(&out, BUF_SMALL);
		const struct field *f = &shipped->fields[i % (int)shipped->field_count];
		if (form_check(f, "k.f", "l", value, i % 3 ? NULL : i % 2 ? "01" : "02", today, &out, &err) == ST_OK && out.len)
			assert_true(strlen(out.data) == out.len);
		buf_release(&out);
	}
}

struct told { size_t count; char text[256]; };
static void told(void *ctx, const char *key, const char *value)
{
	struct told *t = ctx;
	size_t n = strlen(t->text);

	t->count++;
	snprintf(t->text + n, sizeof t->text - n, "%s%s=%s", n ? " " : "", key, value);
}

static void an_id_number_tells_sex_and_birth(void **state)
{
	(void)state;
	static const struct { const char *key, *value, *certificate, *tells; } tellings[] = {
		{ "mother.zjhm", "338810199003071236", "01", "mother.csrq=19900307 mother.xb=1" },
		{ "mother.zjhm", "338810198805152228", NULL, "mother.zjlx=01 mother.csrq=19880515 mother.xb=2" },
		{ "mother.zjhm", "338810198805152228", "02", "" }, { "mother.zjhm", "E12345678", "", "" },
		{ "baby.gmsfhm", "338810202402180012", NULL, "baby.csrq=20240218 baby.xb=1" },
		{ "baby.gmsfhm", "338810202402180013", NULL, "" },      /* a wrong check digit tells nothing */
		{ "ent.tyshxydm", "91350100M000100Y43", NULL, "ent.xzqh=350100" }, { "ent.qymc", "91350100M000100Y43", NULL, "" },
		{ "disabled.cjzh", "11010519491231002X43", NULL,
			"disabled.csrq=19491231 disabled.xb=2 disabled.cjlb=4 disabled.cjdj=3" },
		{ "zjhm", "338810199003071236", "01", "" }, { "", "", NULL, "" },
	};

	for (size_t i = 0; i < COUNT_OF(tellings); i++) {
		struct told t = { 0 };
		form_derive(tellings[i].key, tellings[i].value, tellings[i].certificate, today, told, &t);
		assert_string_equal(t.text, tellings[i].tells);
	}
}

static void names_of_fields_and_origins(void **state)
{
	(void)state;
	struct plan *p = plan_of(shipped, "xinshenger", "q-birthplace=hosp", "");
	struct buf label;

	buf_init(&label, BUF_SMALL);
	form_label(&p->fields[0], &label);
	assert_string_equal(label.data, "新生儿 姓名");
	buf_release(&label);
	plan_free(p);
	for (int o = ORIGIN_FILLED; o < ORIGIN_COUNT; o++)
		assert_int_equal(origin_from_name(origin_name((enum origin)o)), o);
	assert_int_equal(origin_from_name("guessed"), -1);
	assert_int_equal(origin_from_name(NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_checked_and_stored_in_one_form),
		cmocka_unit_test(a_wrong_number_names_the_type),
		cmocka_unit_test(days_that_no_calendar_has),
		cmocka_unit_test(what_is_stored_is_accepted_again),
		cmocka_unit_test(too_long_is_refused_not_cut),
		cmocka_unit_test(any_bytes_are_survived),
		cmocka_unit_test(an_id_number_tells_sex_and_birth),
		cmocka_unit_test(names_of_fields_and_origins),
	};
	return cmocka_run_group_tests(tests, load, unload);
}

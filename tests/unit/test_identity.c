/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "law/identity.h"

#define TODAY day_from_ymd(2026, 11, 23)

static uint32_t seed = 11643;
static uint32_t next(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Check characters computed elsewhere (window-rules 4, and a script by the standards' formulas). */
static const struct { const char *typed; enum identity_kind kind; enum identity_sex sex; const char *birth, *region; } good[] = {
	{ "11010519491231002X", ID_CITIZEN, SEX_FEMALE, "1949-12-31", "110105" },
	{ "338810194006010014", ID_CITIZEN, SEX_MALE, "1940-06-01", "338810" },       /* no. 5: its midnight is missing */
	{ "338810202402291230", ID_CITIZEN, SEX_MALE, "2024-02-29", "338810" },
	{ "338810202611230012", ID_CITIZEN, SEX_MALE, "2026-11-23", "338810" },       /* born today */
	{ "371402198808081022", ID_CITIZEN, SEX_FEMALE, "1988-08-08", "371402" },
	{ "810000199408230021", ID_RESIDENCE_PERMIT, SEX_FEMALE, "1994-08-23", "810000" },
	{ "820000200101011016", ID_RESIDENCE_PERMIT, SEX_MALE, "2001-01-01", "820000" },
	{ "911330198507120017", ID_FOREIGN_RESIDENT, SEX_MALE, "1985-07-12", "" },
	{ "911840199001010026", ID_FOREIGN_RESIDENT, SEX_FEMALE, "1990-01-01", "" },
	{ "91350100M000100Y43", ID_COMPANY, SEX_UNKNOWN, "", "" },
	{ "12441500196720244T", ID_COMPANY, SEX_UNKNOWN, "", "" },
	{ "913388101430355516", ID_COMPANY, SEX_UNKNOWN, "", "" },       /* all digits: told from a person's number */
	{ "913388104709005479", ID_COMPANY, SEX_UNKNOWN, "", "" },
	{ "123388107887623258", ID_COMPANY, SEX_UNKNOWN, "", "" },
	{ "123388106786981907", ID_COMPANY, SEX_UNKNOWN, "", "" },
};

static void known_numbers(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct identity id;
		struct err err;
		char birth[11];
		if (identity_read(good[i].typed, TODAY, &id, &err) != ST_OK)
			fail_msg("%s: %s %s", good[i].typed, err.code, err.text);
		assert_int_equal(id.kind, good[i].kind);
		assert_int_equal(id.sex, good[i].sex);
		assert_string_equal(day_iso(id.birth, birth), good[i].birth);
		assert_string_equal(id.number, good[i].typed);
		assert_string_equal(id.region, good[i].region);
		assert_true(identity_kind_name(id.kind)[0] != '\0');
	}
}

/* no. 3: full width, blanks and lower case become what is stored. */
static void as_typed(void **state)
{
	(void)state;
	static const char *const typed[] = { " 110105 19491231 002x ", "１１０１０５１９４９１２３１００２Ｘ",
		"１１０１０５　１９４９１２３１　００２ｘ", "\t110105\u00A019491231002X" };
	struct identity id;
	struct err err;

	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		assert_int_equal(identity_read(typed[i], TODAY, &id, &err), ST_OK);
		assert_string_equal(id.number, "11010519491231002X");
	}
	assert_int_equal(identity_read("91350100m000100y43", TODAY, &id, &err), ST_OK);
	assert_string_equal(id.number, "91350100M000100Y43");
}

static const struct { const char *typed, *code, *text; } bad[] = {
	{ "110105194912310021", "E-1001", "应为X" }, { "11010519491231012X", "E-1001", "第18位" },
	{ "810000199408230022", "E-1001", "应为1" }, { "911330198507120018", "E-1001", "应为7" },
	{ "338810202302291233", "E-1002", "20230229 不存在" }, { "830000199202300014", "E-1002", "不存在" },
	{ "338810202313010011", "E-1002", "20231301 不存在" }, { "338810202611240018", "E-1002", "晚于今天" },
	{ "33881018491231001X", "E-1002", "太早" }, { "911330198513120017", "E-1002", "不存在" },
	{ "110105491231002", "E-1003", "15位" }, { "123456789012345", "E-1003", "15位" },
	{ "", "E-1004", "18位" }, { "1101051949123100", "E-1004", "现有16位" }, { "11010519491231002XX", "E-1004", "现有19位" },
	{ "11010519491231００２２２２２２", "E-1004", "现有22位" }, { "1101051949123100é2", "E-1004", "第17个字符" },
	{ "11010519491231\x1b[A", "E-1004", "第15个字符" }, { "110105\xE2\x80\xAE" "19491231002X", "E-1004", "第7个字符" },
	{ "\xFF", "E-1004", "第1个字符" }, { "91350100M000100O43", "E-1004", "是否为 0" },
	{ "11010519491X310022", "E-1005", "" }, { "110105-19491231002", "E-1004", "现有17位" },
	{ "91350100M000100Y44", "E-1005", "应为3" }, { "12441500196720244U", "E-1005", "应为T" },
	{ "913388101430355515", "E-1005", "应为6" },
	{ "160106199001010010", "E-1006", "16" }, { "000000000000000000", "E-1006", "00" },
};

static void what_is_refused(void **state)
{
	(void)state;
	static char long_text[10001];

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct identity id;
		struct err err;
		enum status st = identity_read(bad[i].typed, TODAY, &id, &err);
		if (st != ST_DATA || strcmp(err.code, bad[i].code) != 0 || !strstr(err.text, bad[i].text))
			fail_msg("%s: %d %s %s", bad[i].typed, (int)st, err.code, err.text);
		assert_true(id.kind == ID_NONE || id.kind == ID_CITIZEN_OLD);
	}
	memset(long_text, '1', sizeof long_text - 1);
	struct identity id;
	struct err err;
	assert_int_equal(identity_read(long_text, TODAY, &id, &err), ST_DATA);
	assert_non_null(strstr(err.text, "现有10000位"));
}

static void old_numbers(void **state)
{
	(void)state;
	struct identity id;
	struct err err;
	char birth[11];

	assert_int_equal(identity_read("110105491231002", TODAY, &id, &err), ST_DATA);
	assert_int_equal(id.kind, ID_CITIZEN_OLD);
	assert_string_equal(id.number, "110105491231002");
	assert_string_equal(day_iso(id.birth, birth), "1949-12-31");
	assert_int_equal(id.sex, SEX_FEMALE);
	assert_int_equal(identity_read("110105491331002", TODAY, &id, &err), ST_DATA);      /* no such day: not kept */
	assert_string_equal(err.code, "E-1003");
	assert_int_equal(id.kind, ID_NONE);
}

static void make_citizen(char n[19])
{
	static const char *const regions[] = { "110105", "338810", "371402", "440305", "513221", "650102", "810000", "830000" };
	char date[11], *d = date;

	day_iso(day_from_ymd(1930, 1, 1) + (day_t)next(35000), date);
	snprintf(n, 19, "%s%.4s%.2s%.2s%03u", regions[next(8)], d, d + 5, d + 8, (unsigned)next(1000));
	n[17] = identity_citizen_check(n);
	n[18] = '\0';
}

/* No altered or swapped number may pass for a person; that it passes for a company must be as good as impossible. */
static void altered_citizens_are_caught(void **state)
{
	(void)state;
	struct identity id;
	int tried = 0, companies = 0;

	for (int k = 0; k < 1000; k++) {
		char n[19];
		make_citizen(n);
		assert_int_equal(identity_read(n, TODAY, &id, NULL), ST_OK);
		for (int i = 0; i < 18; i++) {
			char right = n[i];
			for (const char *c = i == 17 ? "0123456789X" : "0123456789"; *c; c++) {
				n[i] = *c;
				if (*c == right || ++tried == 0 || identity_read(n, TODAY, &id, NULL) != ST_OK)
					continue;
				assert_int_equal(id.kind, ID_COMPANY);
				companies++;
			}
			n[i] = right;
		}
		for (int i = 0; i < 17; i++) {
			char a = n[i], b = n[i + 1];
			if (a == b || b == 'X')
				continue;
			n[i] = b;
			n[i + 1] = a;
			if (identity_read(n, TODAY, &id, NULL) == ST_OK) {
				assert_int_equal(id.kind, ID_COMPANY);
				companies++;
			}
			n[i] = a;
			n[i + 1] = b;
		}
	}
	assert_true(tried > 160000);
	assert_true(companies * 2000 < tried);
}

static void altered_companies_are_caught(void **state)
{
	(void)state;
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	struct identity id;

	for (int k = 0; k < 200; k++) {
		char n[19] = "91338810MA";
		for (int i = 10; i < 17; i++)
			n[i] = alphabet[next(31)];
		n[17] = identity_company_check(n);
		assert_int_equal(identity_read(n, TODAY, &id, NULL), ST_OK);
		assert_int_equal(id.kind, ID_COMPANY);
		for (int i = 0; i < 18; i++) {
			char right = n[i];
			for (const char *c = alphabet; *c; c++) {
				n[i] = *c;
				if (*c != right)
					assert_int_not_equal(identity_read(n, TODAY, &id, NULL), ST_OK);
			}
			n[i] = right;
		}
	}
	assert_int_equal(identity_company_check("91350100M000100Y4"), '3');
	assert_int_equal(identity_company_check("91350100I000100Y4"), '\0');
	assert_int_equal(identity_citizen_check("1101051949123100X"), '\0');
}

static void ages(void **state)
{
	(void)state;
	static const struct { const char *birth, *today; int age; } cases[] = {
		{ "1940-06-01", "2026-05-31", 85 }, { "1940-06-01", "2026-06-01", 86 }, { "2024-02-29", "2025-02-28", 0 },
		{ "2024-02-29", "2025-03-01", 1 }, { "2024-02-29", "2028-02-28", 3 }, { "2024-02-29", "2028-02-29", 4 },
		{ "2026-11-23", "2026-11-23", 0 }, { "2026-11-24", "2026-11-23", -1 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(identity_age(day_parse(cases[i].birth), day_parse(cases[i].today)), cases[i].age);
	assert_int_equal(identity_age(DAY_NONE, TODAY), -1);
	assert_int_equal(identity_age(TODAY, DAY_NONE), -1);
}

static void phones(void **state)
{
	(void)state;
	static const struct { const char *typed; int landline; const char *out; } cases[] = {
		{ "13812345678", 0, "13812345678" }, { "+86 138-1234-5678", 0, "13812345678" }, { "008613812345678", 0, "13812345678" },
		{ "＋８６　１３８１２３４５６７８", 0, "13812345678" }, { "138 1234 5678", 1, "13812345678" },
		{ "0571-87654321", 1, "0571-87654321" }, { "057187654321", 1, "0571-87654321" }, { "010-62345678", 1, "010-62345678" },
		{ "0571—87654321", 1, "0571-87654321" }, { "0571–87654321", 1, "0571-87654321" }, { "021 62345678", 1, "021-62345678" },
		{ "0898-6234567", 1, "0898-6234567" },
		{ "0571-87654321", 0, NULL }, { "1381234567", 0, NULL }, { "138123456789", 0, NULL }, { "12812345678", 0, NULL },
		{ "1381234567a", 0, NULL }, { "", 0, NULL }, { "", 1, NULL }, { "+86", 0, NULL }, { "87654321", 1, NULL },
		{ "0571-17654321", 1, NULL }, { "011-62345678", 1, NULL }, { "0571-876543210", 1, NULL }, { "138\x1b" "12345678", 0, NULL },
		{ "1381234567\xEF", 0, NULL }, { "+8613812345678901234567890123456789012345678901234567890", 1, NULL },
		{ "1381234+5678", 0, NULL },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char out[20];
		struct err err = { .code = "" };
		enum status st = phone_read(cases[i].typed, cases[i].landline, out, &err);
		if ((st == ST_OK) != (cases[i].out != NULL) || strcmp(out, cases[i].out ? cases[i].out : "") != 0)
			fail_msg("%s: %d %s %s", cases[i].typed, (int)st, out, err.text);
		if (st != ST_OK)
			assert_string_equal(err.code, "E-1014");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_numbers),
		cmocka_unit_test(as_typed),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(old_numbers),
		cmocka_unit_test(altered_citizens_are_caught),
		cmocka_unit_test(altered_companies_are_caught),
		cmocka_unit_test(ages),
		cmocka_unit_test(phones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

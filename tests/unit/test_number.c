/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "law/number.h"

static uint32_t seed = 20261123;
static uint32_t next(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static void check_digit_vectors(void **state)
{
	(void)state;

	assert_int_equal(number_check_digit("0794"), '5');
	assert_int_equal(number_check_digit("3714020012026112300017"), '2');
	assert_int_equal(number_check_digit("3714020012026112300018"), '9');
	assert_int_equal(number_check_digit("1101020032026021000001"), '5');
	assert_int_equal(number_check_digit("07a4"), '\0');
	assert_int_equal(number_check_digit("07４"), '\0');
}

static void dossier_numbers(void **state)
{
	(void)state;
	char out[DOSSIER_NUMBER_SIZE], groups[28];
	day_t day = day_parse("2026-11-23");

	assert_int_equal(number_dossier("371402", "001", day, 17, out), ST_OK);
	assert_string_equal(out, "37140200120261123000172");
	assert_true(number_dossier_valid(out));
	number_groups(out, groups);
	assert_string_equal(groups, "371402 001 20261123 00017 2");
	assert_int_equal(number_dossier("371402", "001", day, 99999, out), ST_OK);
	assert_int_equal(number_dossier("371402", "001", day, 100000, out), ST_LIMIT);
	assert_string_equal(out, "");
	assert_int_equal(number_dossier("371402", "001", day, 0, out), ST_LIMIT);
	assert_int_equal(number_dossier("37140", "001", day, 1, out), ST_DATA);
	assert_int_equal(number_dossier("371402", "A01", day, 1, out), ST_DATA);
	assert_int_equal(number_dossier("371402", NULL, day, 1, out), ST_DATA);
	assert_int_equal(number_dossier("371402", "001", DAY_NONE, 1, out), ST_DATA);
	static const char *const bad[] = { "", "3714020012026112300017", "37140200120261123000171", "3714020012026112300017２",
		"371402001202611230001722", "37140200120261123 00172" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(number_dossier_valid(bad[i]));
	assert_false(number_dossier_valid(NULL));
}

/* Check 43: every single-digit change is rejected, exhaustively on 1,000 numbers; ≥ 97 % of neighbour swaps. */
static void row_43_single_changes_and_swaps(void **state)
{
	(void)state;
	int swaps = 0, missed = 0;

	for (int k = 0; k < 1000; k++) {
		char n[DOSSIER_NUMBER_SIZE], region[7], hall[4];
		snprintf(region, sizeof region, "%06u", (unsigned)next(1000000));
		snprintf(hall, sizeof hall, "%03u", (unsigned)next(1000));
		assert_int_equal(number_dossier(region, hall, day_parse("2024-01-01") + (day_t)next(1100), 1 + (int)next(99999), n),
			ST_OK);
		assert_true(number_dossier_valid(n));
		for (int i = 0; i < 23; i++) {
			char right = n[i];
			for (n[i] = '0'; n[i] <= '9'; n[i]++)
				if (n[i] != right && number_dossier_valid(n))
					fail_msg("%s passes with %c instead of %c at %d", n, n[i], right, i);
			n[i] = right;
		}
		for (int i = 0; i < 22; i++) {
			if (n[i] == n[i + 1])
				continue;
			char a = n[i];
			n[i] = n[i + 1];
			n[i + 1] = a;
			swaps++;
			missed += number_dossier_valid(n);
			n[i + 1] = n[i];
			n[i] = a;
		}
	}
	assert_true(swaps > 10000 && missed * 100 < swaps * 3);
}

static void other_numbers(void **state)
{
	(void)state;
	char out[64], groups[28];

	number_document("德审受字", 2026, 17, out);
	assert_string_equal(out, "德审受字〔2026〕第00017号");
	number_document("德审受字德审受字德审受字德审受字德审受字", 2026, 123456, out);
	assert_true(strlen(out) < 64 && strstr(out, "字〔2026〕第123456号") == NULL);
	assert_non_null(strstr(out, "〔2026〕第123456号"));
	number_project("12441500196720244T3442199806003", day_parse("2022-06-23"), 68, out);
	assert_string_equal(out, "12441500196720244T3442199806003202206230068");
	assert_int_equal(strlen(out), 43);
	number_project("csz-qianfa", day_parse("2026-11-23"), 1, out);
	assert_string_equal(out, "csz-qianfa000000000000000000000202611230001");
	number_groups("草稿草稿草稿草稿草稿草稿", groups);
	assert_string_equal(groups, "草稿草稿草稿草稿草");      /* 27 bytes, no half character */
	number_groups("", groups);
	assert_string_equal(groups, "");
}

/* N-6, check 47: uniform. Chi-square over 100 cells of 20,000 codes; the bound is passed once in 10^9 runs. */
static void row_47_codes_are_uniform(void **state)
{
	(void)state;
	int cell[100] = { 0 };
	double chi = 0;

	for (int i = 0; i < 20000; i++) {
		char code[7];
		number_code(code);
		assert_int_equal(strspn(code, "0123456789"), 6);
		assert_int_equal(strlen(code), 6);
		cell[(code[0] - '0') * 10 + code[5] - '0']++;
	}
	for (int i = 0; i < 100; i++)
		chi += (cell[i] - 200.0) * (cell[i] - 200.0) / 200.0;
	assert_true(chi < 205);
}

static const unsigned char key[32] = "0123456789abcdef0123456789abcdef";

static void row_48_qr_round_trip(void **state)
{
	(void)state;
	char qr[64], number[DOSSIER_NUMBER_SIZE], type;
	struct err err;
	const char *n = "37140200120261123000172";

	number_qr(key, 'A', n, qr);
	assert_int_equal(strlen(qr), 36);
	assert_int_equal(strspn(qr, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"), 36);
	assert_memory_equal(qr, "ZW1-A-37140200120261123000172-", 30);
	assert_string_equal(qr + 30, "DUSWEC");           /* from: openssl dgst -sm3 -mac HMAC, then base32 */
	assert_int_equal(number_qr_read(key, qr, &type, number, &err), ST_OK);
	assert_int_equal(type, 'A');
	assert_string_equal(number, n);

	char messy[80], lower[64];
	snprintf(messy, sizeof messy, " \t%s\r\n", qr);
	assert_int_equal(number_qr_read(key, messy, &type, number, &err), ST_OK);
	for (size_t i = 0; i <= strlen(qr); i++)
		lower[i] = (char)(qr[i] >= 'A' && qr[i] <= 'Z' ? qr[i] + 32 : qr[i]);
	assert_int_equal(number_qr_read(key, lower, &type, number, &err), ST_OK);
	assert_string_equal(number, n);
}

static void qr_refuses_everything_else(void **state)
{
	(void)state;
	char qr[64], number[DOSSIER_NUMBER_SIZE], type;
	static const unsigned char other[32] = "another hall";
	static char long_scan[1 << 20];
	static const char *const bad[] = { "", "  ", "11010519491231002X", "ZW1-A-", "ＺＷ１－Ａ", "ZW1-A-37140200120261123000172",
		"ZW1-A-37140200120261123000171-AAAAAA", "\x1b[A", "ZW1--37140200120261123000172-AAAAAAA" };
	struct err err;

	number_qr(key, 'A', "37140200120261123000172", qr);
	for (size_t i = 0; i < strlen(qr); i++) {              /* any one character changed */
		char right = qr[i];
		static const char others[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
		for (size_t k = 0; others[k]; k++) {
			qr[i] = others[k];
			if (others[k] != right && number_qr_read(key, qr, &type, number, &err) == ST_OK)
				fail_msg("%s is accepted", qr);
		}
		qr[i] = right;
	}
	assert_int_equal(number_qr_read(other, qr, &type, number, &err), ST_DATA);
	assert_string_equal(err.code, "E-1020");
	assert_string_equal(number, "");
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(number_qr_read(key, bad[i], &type, number, &err), ST_DATA);
		assert_string_equal(err.code, "E-1020");
	}
	memset(long_scan, 'Z', sizeof long_scan - 1);
	assert_int_equal(number_qr_read(key, long_scan, &type, number, &err), ST_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_digit_vectors),
		cmocka_unit_test(dossier_numbers),
		cmocka_unit_test(row_43_single_changes_and_swaps),
		cmocka_unit_test(other_numbers),
		cmocka_unit_test(row_47_codes_are_uniform),
		cmocka_unit_test(row_48_qr_round_trip),
		cmocka_unit_test(qr_refuses_everything_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

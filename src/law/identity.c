/* SPDX-License-Identifier: Apache-2.0 */
#include "law/identity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/identity_own.h"

/* U+3000, U+00A0 and the ASCII blanks. */
static bool blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

/* The dashes that a Chinese input method or a copied text has instead of '-'. */
static bool dash(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

size_t number_plain(const char *typed, char *out, size_t room, size_t *bad)
{
	size_t n = 0, left = strlen(typed), place = 0;
	uint32_t c;

	*bad = 0;
	out[0] = '\0';
	for (const char *s = typed; left > 0; ) {
		size_t length = text_decode(s, left, &c);
		s += length;
		left -= length;
		place++;
		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFF01 - '!';
		if (blank(c))
			continue;
		if (dash(c))
			c = '-';
		if (c <= ' ' || c >= 127) {
			*bad = place;
			return 0;
		}
		if (n + 1 < room) {
			out[n] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
			out[n + 1] = '\0';
		}
		n++;
	}
	return n;
}

/* --- the two check digits -----------------------------------------------------------------------------------------*/

char identity_citizen_check(const char digits[17])
{
	static const int weight[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return '\0';
		sum += (digits[i] - '0') * weight[i];
	}
	return "10X98765432"[sum % 11];
}

/* GB 32100: digits and letters without I O S V Z. */
static const char company_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char identity_company_check(const char code[17])
{
	int sum = 0, weight = 1;

	for (int i = 0; i < 17; i++, weight = weight * 3 % 31) {
		const char *at = code[i] ? strchr(company_alphabet, code[i]) : NULL;
		if (!at)
			return '\0';
		sum += (int)(at - company_alphabet) * weight;
	}
	return company_alphabet[(31 - sum % 31) % 31];
}

char identity_organisation_check(const char code[8])
{
	static const int weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 8; i++)
		sum += weight[i] * (code[i] <= '9' ? code[i] - '0' : code[i] - 'A' + 10);
	return "0X987654321"[sum % 11];
}

/* Only to tell a company's code that is all digits from a citizen's number. */
static bool organisation_fits(const char code[18])
{
	return code[16] == identity_organisation_check(code + 8);
}

/* --- people --------------------------------------------------------------------------------------------------------*/

bool identity_province(const char *two)
{
	static const char known[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
		"61 62 63 64 65 71 81 82 83 ";
	char key[4] = { two[0], two[1], ' ', '\0' };

	return strstr(known, key) != NULL;
}

static enum identity_kind person_kind(const char *s)
{
	if (s[0] == '9')
		return ID_FOREIGN_RESIDENT;
	return s[0] == '8' ? ID_RESIDENCE_PERMIT : ID_CITIZEN;
}

static enum status read_birth(const char *eight, day_t today, day_t *out, struct err *err)
{
	char text[9];

	snprintf(text, sizeof text, "%.8s", eight);
	day_t birth = day_parse(text);
	*out = DAY_NONE;
	if (birth == DAY_NONE)
		return err_set(err, ST_DATA, "E-1002", "身份证号中的出生日期 %s 不存在,请核对第7至14位", text);
	if (today != DAY_NONE && birth > today)
		return err_set(err, ST_DATA, "E-1002", "身份证号中的出生日期 %s 晚于今天,请核对第7至14位", text);
	if (birth < day_from_ymd(1850, 1, 1))
		return err_set(err, ST_DATA, "E-1002", "身份证号中的出生日期 %s 太早,请核对第7至14位", text);
	*out = birth;
	return ST_OK;
}

static void fill_person(struct identity *out, enum identity_kind kind, const char *s, char odd_is_male, day_t birth)
{
	*out = (struct identity){ .kind = kind, .birth = birth };
	snprintf(out->number, sizeof out->number, "%.18s", s);
	if (kind != ID_FOREIGN_RESIDENT)
		snprintf(out->region, sizeof out->region, "%.6s", s);
	out->sex = (odd_is_male - '0') % 2 ? SEX_MALE : SEX_FEMALE;
}

/* 18 places, 17 of them digits: region, then birth, then the check digit, so that the first wrong part is named. The
 * foreigner's number has 9, two digits of the province and three of the nationality where others have the region. */
static enum status read_person(const char *s, day_t today, struct identity *out, struct err *err)
{
	const char *province = s[0] == '9' ? s + 1 : s;
	char right = identity_citizen_check(s);
	day_t birth;

	if (!identity_province(province))
		return err_set(err, ST_DATA, "E-1006", "没有代码为 %.2s 的省份,请核对号码开头", province);
	enum status st = read_birth(s + 6, today, &birth, err);
	if (st != ST_OK)
		return st;
	if (s[17] != right)
		return err_set(err, ST_DATA, "E-1001", "身份证号校验位不符,请核对第18位(应为%c)或前17位",
			right);
	fill_person(out, person_kind(s), s, s[16], birth);
	return ST_OK;
}

/* The number of 1984 to 1999: no century, no check digit. Refused, but told apart from nonsense. */
static enum status read_old(const char *s, day_t today, struct identity *out, struct err *err)
{
	char birth[9];
	day_t day;

	snprintf(birth, sizeof birth, "19%.6s", s + 6);
	if (identity_province(s) && read_birth(birth, today, &day, NULL) == ST_OK)
		fill_person(out, ID_CITIZEN_OLD, s, s[14], day);
	return err_set(err, ST_DATA, "E-1003", "15位旧号已停用,请出示18位证件");
}

/* --- companies -----------------------------------------------------------------------------------------------------*/

/* The registering office and the kind of organisation. */
static bool company_begins(const char *s)
{
	return strchr("123456789ANY", s[0]) && s[1] >= '1' && s[1] <= '9';
}

static enum status read_company(const char *s, struct identity *out, struct err *err)
{
	static const char lookalike[][2] = { { 'I', '1' }, { 'O', '0' }, { 'S', '5' }, { 'V', 'U' }, { 'Z', '2' } };
	char right = identity_company_check(s);

	if (!company_begins(s))
		return err_set(err, ST_DATA, "E-1005", "没有以 %.2s 开头的统一社会信用代码", s);
	for (int i = 0; i < 18; i++) {
		for (size_t k = 0; k < sizeof lookalike / sizeof *lookalike; k++)
			if (s[i] == lookalike[k][0])
				return err_set(err, ST_DATA, "E-1004", "第%d位的 %c 不用于统一社会信用代码,是否为 %c?", i + 1, s[i],
					lookalike[k][1]);
		if (!strchr(company_alphabet, s[i]))
			return err_set(err, ST_DATA, "E-1004", "第%d位的 %c 不用于证件号码", i + 1, s[i]);
	}
	if (s[17] != right)
		return err_set(err, ST_DATA, "E-1005", "统一社会信用代码校验位不符,请核对第18位(应为%c)或前17位",
			right);
	*out = (struct identity){ .kind = ID_COMPANY, .birth = DAY_NONE };
	snprintf(out->number, sizeof out->number, "%.18s", s);
	return ST_OK;
}

/* Everything else that a company's code must have, beside its last character: a known office and kind, a province, and
 * the check character of the organisation. Of mistyped citizens' numbers one in 2,500 has all of it. */
static bool surely_company(const char *s)
{
	static const char known[] = "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 ";
	char key[4] = { s[0], s[1], ' ', '\0' };

	return strstr(known, key) && (identity_province(s + 2) || memcmp(s + 2, "10", 2) == 0) && organisation_fits(s);
}

/* All digits may be a person or a company. A person comes first. What then does not begin with a company's 9, or has a
 * century where a person's number has it, must be a company in every respect: a mistyped person must not pass for one
 * by chance. */
static enum status read_digits(const char *s, day_t today, struct identity *out, struct err *err)
{
	static const char *const centuries[] = { "18", "19", "20" };
	enum status st = read_person(s, today, out, err);
	bool century = false;

	if (st == ST_OK)
		return st;
	for (size_t i = 0; i < sizeof centuries / sizeof *centuries; i++)
		century |= memcmp(s + 6, centuries[i], 2) == 0;
	if ((s[0] != '9' || century) && !(identity_company_check(s) == s[17] && surely_company(s)))
		return st;
	return read_company(s, out, err);
}

enum status identity_read(const char *typed, day_t today, struct identity *out, struct err *err)
{
	char s[32];
	size_t bad, n = number_plain(typed, s, sizeof s, &bad), kept = 0;

	*out = (struct identity){ .kind = ID_NONE, .birth = DAY_NONE };
	if (bad)
		return err_set(err, ST_DATA, "E-1004", "第%zu个字符不能用在证件号码里", bad);
	for (size_t i = 0; n < sizeof s && i <= n; i++)
		if (s[i] != '-')
			s[kept++] = s[i];
	if (n < sizeof s)
		n = kept - 1;
	size_t digits = strspn(s, "0123456789");
	if (n == 15 && digits == 15)
		return read_old(s, today, out, err);
	if (n != 18)
		return err_set(err, ST_DATA, "E-1004", "身份证号、统一社会信用代码应为18位,现有%zu位", n);
	if (digits == 18 || (digits == 17 && s[17] == 'X'))
		return read_digits(s, today, out, err);
	return read_company(s, out, err);
}

const char *identity_kind_name(enum identity_kind kind)
{
	static const char *const names[] = {
		[ID_NONE] = "", [ID_CITIZEN] = "居民身份证", [ID_RESIDENCE_PERMIT] = "港澳台居民居住证",
		[ID_FOREIGN_RESIDENT] = "外国人永久居留身份证", [ID_CITIZEN_OLD] = "居民身份证(15位旧号)",
		[ID_COMPANY] = "统一社会信用代码",
	};

	return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "";
}

int identity_age(day_t birth, day_t today)
{
	if (birth == DAY_NONE || today == DAY_NONE || birth > today)
		return -1;
	struct ymd b = day_to_ymd(birth), t = day_to_ymd(today);
	return t.year - b.year - (t.month < b.month || (t.month == b.month && t.day < b.day));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/identity.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "law/identity_own.h"

/* Copies s without its hyphens; false when anything else than a digit is left. */
static bool only_digits(const char *s, char *out)
{
	for (; *s; s++) {
		if (*s == '-')
			continue;
		if (*s < '0' || *s > '9')
			return false;
		*out++ = *s;
	}
	*out = '\0';
	return true;
}

/* 010 and 02x have three digits, the others four; a subscriber's number has 7 or 8 and begins with 2 … 9. */
static bool is_landline(const char *digits, size_t n, char out[20])
{
	if (n < 10 || n > 12 || digits[0] != '0' || digits[1] == '0')
		return false;
	size_t area = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
	if ((digits[1] == '1' && digits[2] != '0') || n - area < 7 || n - area > 8 || digits[area] < '2')
		return false;
	snprintf(out, 20, "%.*s-%s", (int)area, digits, digits + area);
	return true;
}

enum status phone_read(const char *typed, int landline, char out[20], struct err *err)
{
	char plain[40], digits[40] = "";
	size_t bad, n = number_plain(typed, plain, sizeof plain, &bad);
	const char *s = plain;

	out[0] = '\0';
	if (bad)
		return err_set(err, ST_DATA, "E-1014", "第%zu个字符不能用在电话号码里", bad);
	if (strncmp(s, "+86", 3) == 0)
		s += 3;
	else if (strncmp(s, "0086", 4) == 0)
		s += 4;
	if (!only_digits(s, digits))
		return err_set(err, ST_DATA, "E-1014", "电话号码只能有数字(可带 +86)");
	if (n < sizeof plain)
		n = strlen(digits);
	if (n == 11 && digits[0] == '1' && digits[1] >= '3') {
		snprintf(out, 20, "%.11s", digits);
		return ST_OK;
	}
	if (landline && is_landline(digits, n, out))
		return ST_OK;
	if (landline)
		return err_set(err, ST_DATA, "E-1014", "应为11位手机号,或带区号的座机号,如 0571-87654321");
	return err_set(err, ST_DATA, "E-1014", "手机号应为11位、以13至19开头,现有%zu位", n);
}

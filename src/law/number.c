/* SPDX-License-Identifier: Apache-2.0 */
#include "law/number.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/text.h"
#include "law/identity.h"

#define DIGITS (DOSSIER_NUMBER_SIZE - 1)
#define MOST_SERIAL 99999

static bool all_digits(const char *s, size_t n)
{
	return s && strspn(s, "0123456789") == n && s[n] == '\0';
}

/* "20261123" */
static void day_compact(day_t day, char out[9])
{
	struct ymd r = day_to_ymd(day);

	snprintf(out, 9, "%04u%02u%02u", (unsigned)r.year % 10000, (unsigned)r.month % 100, (unsigned)r.day % 100);
}

char number_check_digit(const char *digits)
{
	int p = 10;

	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9')
			return '\0';
		p = (p + (*digits - '0')) % 10;
		p = 2 * (p ? p : 10) % 11;
	}
	return (char)('0' + (11 - p) % 10);
}

enum status number_dossier(const char *region, const char *hall, day_t day, int serial, char out[DOSSIER_NUMBER_SIZE])
{
	char date[9];

	out[0] = '\0';
	if (!all_digits(region, 6) || !all_digits(hall, 3) || day < day_from_ymd(1, 1, 1) || day > day_from_ymd(9999, 12, 31))
		return ST_DATA;
	if (serial < 1 || serial > MOST_SERIAL)
		return ST_LIMIT;
	day_compact(day, date);
	snprintf(out, DOSSIER_NUMBER_SIZE, "%s%s%s%05d", region, hall, date, serial);
	out[DIGITS - 1] = number_check_digit(out);
	out[DIGITS] = '\0';
	return ST_OK;
}

bool number_region_valid(const char *region)
{
	return all_digits(region, 6) && identity_province(region);
}

bool number_hall_valid(const char *hall)
{
	return all_digits(hall, 3) && strcmp(hall, "000") != 0;
}

bool number_dossier_valid(const char *number)
{
	char body[DIGITS];

	if (!all_digits(number, DIGITS))
		return false;
	snprintf(body, sizeof body, "%.*s", DIGITS - 1, number);
	return number_check_digit(body) == number[DIGITS - 1];
}

void number_groups(const char *number, char out[28])
{
	static const int sizes[] = { 6, 3, 8, 5, 1 };
	size_t n = 0;

	if (!all_digits(number, DIGITS)) {
		size_t length = strlen(number), fits = 0;
		uint32_t c;
		while (fits < length && fits + text_decode(number + fits, length - fits, &c) < 28)
			fits += text_decode(number + fits, length - fits, &c);
		memcpy(out, number, fits);
		out[fits] = '\0';
		return;
	}
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		n += (size_t)snprintf(out + n, 28 - n, "%s%.*s", i ? " " : "", sizes[i], number);
		number += sizes[i];
	}
}

void number_document(const char *prefix, int year, int serial, char out[64])
{
	char rest[40];
	size_t length = strlen(prefix), fits = 0;
	uint32_t c;

	size_t room = 64 - (size_t)snprintf(rest, sizeof rest, "〔%d〕第%05d号", year, serial);
	while (fits < length) {
		size_t next = text_decode(prefix + fits, length - fits, &c);
		if (fits + next >= room)
			break;
		fits += next;
	}
	snprintf(out, 64, "%.*s%s", (int)fits, prefix, rest);
}

void number_project(const char *item_code, day_t day, int serial, char out[64])
{
	char code[32], date[9];

	snprintf(code, sizeof code, "%.31s", item_code);
	for (size_t n = strlen(code); n < 31; n++)
		snprintf(code + n, sizeof code - n, "0");
	day_compact(day, date);
	snprintf(out, 64, "%s%s%04d", code, date, serial);
}

void number_code(char out[7])
{
	const uint32_t most = UINT32_MAX - UINT32_MAX % 1000000;      /* above it the codes would not be uniform */
	uint32_t r;

	do
		crypto_random(&r, sizeof r);
	while (r >= most);
	snprintf(out, 7, "%06u", (unsigned)(r % 1000000));
}

/* --- what a QR carries ---------------------------------------------------------------------------------------------*/

#define TAG 6

static void make_tag(const unsigned char key[32], char type, const char *number, char tag[TAG + 1])
{
	unsigned char mac[DIGEST_SIZE];
	char text[96], base32[(8 * DIGEST_SIZE + 4) / 5 + 1];

	int n = snprintf(text, sizeof text, "%c-%s", type, number);
	crypto_hmac(key, text, n < 0 ? 0 : strlen(text), mac);
	crypto_base32(mac, sizeof mac, base32);
	snprintf(tag, TAG + 1, "%.*s", TAG, base32);
}

void number_qr(const unsigned char key[32], char type, const char *number, char out[64])
{
	char tag[TAG + 1];

	make_tag(key, type, number, tag);
	snprintf(out, 64, "ZW1-%c-%s-%s", type, number, tag);
}

/* Copies the scan without blanks around it, letters upper case; false when it is longer than any of ours. */
static bool tidy(const char *scan, char out[64])
{
	size_t n = strlen(scan);

	while (n > 0 && strchr(" \t\r\n", scan[n - 1]))
		n--;
	while (n > 0 && strchr(" \t\r\n", *scan)) {
		scan++;
		n--;
	}
	if (n >= 64)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)(scan[i] >= 'a' && scan[i] <= 'z' ? scan[i] - 'a' + 'A' : scan[i]);
	out[n] = '\0';
	return true;
}

enum status number_qr_read(const unsigned char key[32], const char *scan, char *type, char number[DOSSIER_NUMBER_SIZE],
	struct err *err)
{
	enum { TYPE = 4, NUMBER = 6, MINUS = NUMBER + DIGITS, LENGTH = MINUS + 1 + TAG };
	char s[64], tag[TAG + 1];

	*type = '\0';
	number[0] = '\0';
	if (!tidy(scan, s) || strlen(s) != LENGTH || strncmp(s, "ZW1-", 4) != 0 || s[TYPE] < 'A' || s[TYPE] > 'Z'
		|| s[TYPE + 1] != '-' || s[MINUS] != '-')
		return err_set(err, ST_DATA, "E-1020", "扫描内容不是证件或受理号;若刚开着中文输入法,请关闭后再扫一次");
	s[MINUS] = '\0';
	if (!number_dossier_valid(s + NUMBER))
		return err_set(err, ST_DATA, "E-1020", "扫描内容不是受理号:号码校验位不符,请再扫一次");
	make_tag(key, s[TYPE], s + NUMBER, tag);
	if (!crypto_equal(tag, s + MINUS + 1, TAG))
		return err_set(err, ST_DATA, "E-1020", "这个二维码不是本大厅打印的,请按受理号查找");
	*type = s[TYPE];
	snprintf(number, DOSSIER_NUMBER_SIZE, "%.23s", s + NUMBER);
	return ST_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "law/form_own.h"

/* --- numbers ------------------------------------------------------------------------------------------------------- */

/* The range that a format begins with ("300..8000", "大于0"), in millionths so that decimals compare as integers. */
#define MILLION 1000000LL

static bool range_of(const char *format, long long *min, long long *max)
{
	char *end;

	*min = 0;
	*max = INT64_MAX;
	if (strncmp(format, "大于0", strlen("大于0")) == 0) {
		*min = 1;
		return true;
	}
	if (!isdigit((unsigned char)*format))
		return false;
	long long from = strtoll(format, &end, 10);
	if (strncmp(end, "..", 2) != 0 || !isdigit((unsigned char)end[2]))
		return false;
	*min = from * MILLION;
	*max = strtoll(end + 2, NULL, 10) * MILLION;
	return true;
}

/* Digits as millionths; at most 12 before the point are read, more than any field takes. */
static long long millionths(const char *whole, int whole_n, const char *part, int part_n)
{
	long long n = 0, unit = MILLION / 10;

	for (int i = 0; i < whole_n; i++)
		n = n * 10 + (whole[i] - '0');
	n *= MILLION;
	for (int i = 0; i < part_n && unit; i++, unit /= 10)
		n += (part[i] - '0') * unit;
	return n;
}

/* Copies the number without blanks and without the commas that part its thousands; false when a comma stands elsewhere. */
static bool ungroup(const char *s, struct buf *out)
{
	size_t run = 0;                          /* digits since the beginning or the last comma */
	bool grouped = false, whole = true;

	for (; *s; s++) {
		if (*s == ' ')
			continue;
		if (*s == ',') {
			if (!whole || run == 0 || run > 3 || (grouped && run != 3))
				return false;
			grouped = true;
			run = 0;
			continue;
		}
		if (whole && grouped && !isdigit((unsigned char)*s) && run != 3)
			return false;
		whole = whole && isdigit((unsigned char)*s);
		run++;
		buf_char(out, *s);
	}
	return !grouped || !whole || run == 3;
}

static enum status check_plain_number(const struct value *v, const char *s)
{
	int decimals = v->field->decimals, digits = v->field->max;
	long long min, max;

	while (s[0] == '0' && isdigit((unsigned char)s[1]))      /* 0050 is 50 */
		s++;
	int whole = (int)strspn(s, "0123456789");
	const char *part = s[whole] == '.' ? s + whole + 1 : "";
	int part_n = (int)strspn(part, "0123456789");
	if (!whole || (s[whole] == '.' ? part[part_n] || !part_n : s[whole]))
		return value_wrong(v, ST_DATA, "E-2052", "须为数%s,不带单位和正负号", decimals ? "" : "(整数)");
	if (part_n > decimals)
		return value_wrong(v, ST_DATA, "E-2052", decimals ? "小数最多 %d 位" : "须为整数", decimals);
	if (whole > digits - decimals || whole > 12)
		return value_wrong(v, ST_DATA, "E-2052", "整数部分最多 %d 位", digits - decimals);
	long long n = millionths(s, whole, part, part_n);
	if (range_of(v->field->format, &min, &max) && (n < min || n > max))
		return value_wrong(v, ST_DATA, "E-2052", max == INT64_MAX ? "须大于 0" : "须在 %lld 与 %lld 之间", min / MILLION,
			max / MILLION);
	buf_add(v->out, s, (size_t)whole);
	if (part_n) {
		buf_char(v->out, '.');
		buf_add(v->out, part, (size_t)part_n);
	}
	return ST_OK;
}

enum status check_number(const struct value *v)
{
	struct buf plain;

	buf_init(&plain, BUF_SMALL);
	enum status st = check_plain_number(v, ungroup(v->ascii, &plain) ? plain.data : v->ascii);
	buf_release(&plain);
	return st;
}

/* --- days and times --------------------------------------------------------------------------------------------------- */

/* 2026年11月23日 9时41分 as 2026-11-23 9:41; blanks beside a mark go. */
static void put_marks(const char *s, struct buf *out)
{
	static const struct { const char *word, *mark; } words[] = { { "年", "-" }, { "月", "-" }, { "日", " " }, { "号", " " },
		{ "时", ":" }, { "点", ":" }, { "分", "" } };
	static const char marks[] = "-./:";

	while (*s) {
		size_t i = 0;
		while (i < COUNT_OF(words) && strncmp(s, words[i].word, strlen(words[i].word)) != 0)
			i++;
		const char *next = i < COUNT_OF(words) ? words[i].mark : NULL;
		if (next) {
			s += strlen(words[i].word);
			buf_text(out, next);
		} else if (*s != ' ' || (out->len && !strchr(marks, out->data[out->len - 1]) && !strchr(marks, s[strspn(s, " ")]))) {
			buf_char(out, *s++);
		} else {
			s++;
		}
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

/* Three figures between marks from the front, whether there is such a day or not; *end is what is left. */
static bool marked_day(const char *s, struct ymd *out, const char **end)
{
	int used = 0;

	if (strspn(s, "0123456789") != 4 || !strchr("-./", s[4]) ||
	    sscanf(s, "%4d%*1[-./]%2d%*1[-./]%2d%n", &out->year, &out->month, &out->day, &used) != 3)
		return false;
	*end = s + used;
	return true;
}

/* Reads "20261123", "2026-11-23", "2026.1.5" or "2026/1/5" from the front; *end is what is left. */
static day_t read_day(const char *s, const char **end)
{
	size_t n = strspn(s, "0123456789");
	struct ymd d;

	*end = s;
	if (n >= 8) {
		char eight[9];
		memcpy(eight, s, 8);
		eight[8] = '\0';
		*end = s + 8;
		return day_parse(eight);
	}
	if (!marked_day(s, &d, end))
		return DAY_NONE;
	return day_from_ymd(d.year, d.month, d.day);
}

/* What was typed, its marks made plain. */
static void plain_day(const char *typed, struct buf *out)
{
	struct buf ascii;

	buf_init(&ascii, BUF_SMALL);
	buf_init(out, BUF_SMALL);
	value_ascii(&ascii, typed, strlen(typed));
	put_marks(ascii.data, out);
	buf_release(&ascii);
}

day_t form_day(const char *typed)
{
	struct buf plain;
	const char *end;

	plain_day(typed, &plain);
	day_t d = read_day(plain.data, &end);
	if (*end)
		d = DAY_NONE;
	buf_release(&plain);
	return d;
}

bool form_no_day(const char *typed)
{
	struct buf plain;
	struct ymd d;
	const char *end = "";

	plain_day(typed, &plain);
	bool none = marked_day(plain.data, &d, &end) && !*end && d.day &&
		day_from_ymd(d.year, d.month, d.day) == DAY_NONE;
	buf_release(&plain);
	return none;
}

static enum status put_day(const struct value *v, day_t d)
{
	struct ymd ymd = day_to_ymd(d);
	char iso[11];

	if (d == DAY_NONE)
		return value_wrong(v, ST_DATA, "E-2053", "日期「%s」不存在;请按 20261123 的样子填写", v->ascii);
	if (ymd.year < 1850 || ymd.year > 2199)
		return value_wrong(v, ST_DATA, "E-2053", "年份 %d 不对", ymd.year);
	if (strstr(v->field->format, "不晚于当日") && d > v->today)
		return value_wrong(v, ST_DATA, "E-2054", "%s 晚于今天", day_iso(d, iso));
	buf_format(v->out, "%04d%02d%02d", ymd.year, ymd.month, ymd.day);
	return ST_OK;
}

static enum status read_date(const struct value *v, const char *plain)
{
	const char *end;
	day_t d = read_day(plain, &end);

	return put_day(v, *end ? DAY_NONE : d);
}

/* Reads the value with its words as marks. */
static enum status with_marks(const struct value *v, enum status (*read)(const struct value *v, const char *plain))
{
	struct buf plain;

	buf_init(&plain, BUF_SMALL);
	put_marks(v->ascii, &plain);
	enum status st = read(v, plain.data);
	buf_release(&plain);
	return st;
}

enum status check_date(const struct value *v)
{
	return with_marks(v, read_date);
}

/* "0941" or "9:41"; -1 when it is no time of day. */
static int read_minutes(const char *s)
{
	size_t n = strspn(s, "0123456789");
	int hour, minute;

	if (n == 4 && !s[4])
		hour = (s[0] - '0') * 10 + s[1] - '0', minute = (s[2] - '0') * 10 + s[3] - '0';
	else if ((n == 1 || n == 2) && s[n] == ':' && strspn(s + n + 1, "0123456789") == 2 && !s[n + 3])
		hour = (int)strtol(s, NULL, 10), minute = (int)strtol(s + n + 1, NULL, 10);
	else
		return -1;
	return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

static enum status read_time(const struct value *v, const char *plain)
{
	int minutes = read_minutes(plain);

	if (minutes < 0)
		return value_wrong(v, ST_DATA, "E-2053", "时间「%s」不存在;请按 0941 的样子填写", v->ascii);
	buf_format(v->out, "%02d%02d", minutes / 60, minutes % 60);
	return ST_OK;
}

enum status check_time(const struct value *v)
{
	return with_marks(v, read_time);
}

static enum status read_datetime(const struct value *v, const char *plain)
{
	const char *end;
	day_t d = read_day(plain, &end);
	int minutes = read_minutes(end + strspn(end, " T"));

	if (minutes < 0)
		return value_wrong(v, ST_DATA, "E-2053", "日期和时间「%s」不全;请按 20261123 0941 的样子填写", v->ascii);
	enum status st = put_day(v, d);
	if (!st)
		buf_format(v->out, "%02d%02d", minutes / 60, minutes % 60);
	return st;
}

enum status check_datetime(const struct value *v)
{
	return with_marks(v, read_datetime);
}

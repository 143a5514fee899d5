/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"

#include <stdio.h>
#include <string.h>

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool day_valid(int year, int month, int day)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= length[month - 1] + (month == 2 && leap(year));
}

/* Days from the civil date, after Howard Hinnant's algorithm: years begin in March, so the leap day is the last. */
day_t day_from_ymd(int year, int month, int day)
{
	if (!day_valid(year, month, day))
		return DAY_NONE;
	int y = year - (month <= 2);
	int era = y / 400, yoe = y - era * 400;
	int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct ymd day_to_ymd(day_t d)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	struct ymd r = { .day = doy - (153 * mp + 2) / 5 + 1, .month = mp < 10 ? mp + 3 : mp - 9 };
	r.year = yoe + era * 400 + (r.month <= 2);
	return r;
}

int day_weekday(day_t d)
{
	int w = (d + 4) % 7;      /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

/* Reads exactly n digits; -1 when there are fewer. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

day_t day_parse(const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n == 8)
		return day_from_ymd(digits(s, 4), digits(s + 4, 2), digits(s + 6, 2));
	if (n == 10 && s[4] == '-' && s[7] == '-')
		return day_from_ymd(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
	return DAY_NONE;
}

char *day_iso(day_t d, char out[11])
{
	out[0] = '\0';
	if (d != DAY_NONE) {
		struct ymd r = day_to_ymd(d);
		snprintf(out, 11, "%04u-%02u-%02u", (unsigned)r.year % 10000, (unsigned)r.month % 100, (unsigned)r.day % 100);
	}
	return out;
}

char *day_digits(day_t d, char out[9])
{
	out[0] = '\0';
	if (d != DAY_NONE) {
		struct ymd r = day_to_ymd(d);
		snprintf(out, 9, "%04u%02u%02u", (unsigned)r.year % 10000, (unsigned)r.month % 100, (unsigned)r.day % 100);
	}
	return out;
}

const char *day_weekday_name(day_t d)
{
	static const char *const names[] = { "日", "一", "二", "三", "四", "五", "六" };

	return names[day_weekday(d)];
}

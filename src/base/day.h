/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* A civil day is a number: days since 1970-01-01 in the proleptic Gregorian calendar. No time zone, no mktime:
 * local midnight does not always exist in Asia/Shanghai (R11). */
typedef int32_t day_t;
#define DAY_NONE INT32_MIN

struct ymd { int year, month, day; };

bool day_valid(int year, int month, int day);         /* years 1 … 9999 */
day_t day_from_ymd(int year, int month, int day);     /* DAY_NONE when not valid */
struct ymd day_to_ymd(day_t d);
int day_weekday(day_t d);                             /* 0 Sunday … 6 Saturday */
/* "2026-11-23" or "20261123", nothing before or after; else DAY_NONE. */
day_t day_parse(const char *s);
/* "2026-11-23" into out[11]; "" for DAY_NONE. Returns out. */
char *day_iso(day_t d, char out[11]);
/* The same without hyphens, as it stands in numbers: "20261123" into out[9]. */
char *day_digits(day_t d, char out[9]);
/* "一" … "日" */
const char *day_weekday_name(day_t d);

#endif

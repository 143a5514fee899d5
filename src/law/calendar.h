/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CALENDAR_H
#define LAW_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/status.h"

/* Which days are working days. Data per year with the notice as its source; the program never guesses (R12, T-1). */
enum day_kind { DAY_WORK, DAY_WEEKEND, DAY_HOLIDAY, DAY_MAKEUP, DAY_LOCAL_CLOSED, DAY_LOCAL_OPEN, DAY_UNKNOWN };

struct calendar;
struct calendar *calendar_new(void);
void calendar_free(struct calendar *c);                        /* NULL is fine */

/* Adds the years of one JSON text (data/calendar/2026.json, see data/contract/calendar.schema.json): an object
 * {"year":…,"off_days":[…],"work_days":[…]}, an array of them, or {"calendar":[…]}. All or nothing. Refused, with the
 * place (E-2020, E-2021): a date that does not exist or lies outside its year, a date both off and working, fewer than
 * 240 or more than 256 working days, a year already loaded with other days. Also E-2001 nothing, E-2003 not UTF-8,
 * E-2004 not JSON, E-2005 too long. A weekday or a count of working days that the file states must fit. `name` is for
 * messages. "local_closed" are holidays by the region's own law, "local_open" days of extended service. */
enum status calendar_load(struct calendar *c, const char *name, const char *json, size_t n, struct err *err) MUST_CHECK;

/* Adds each *.json of a folder in the order of their names. E-1055 when there is no folder or none in it. A fault leaves
 * the years of the files before it: give the calendar up. */
enum status calendar_load_folder(struct calendar *c, const char *folder, struct err *err) MUST_CHECK;

/* A decree stands beside the years: {"from":2025,"every_year":[{"date":"01-01","name":"元旦"},…]}, the holidays of fixed date
 * from that year on until another decree's first. They are known before the notice of a year is out; those by the moon, and the
 * days that are given for a holiday on a weekend, are not. */
bool calendar_decreed(const struct calendar *c, int year);
size_t calendar_decrees(const struct calendar *c);
/* What a day is to be taken for where guessing is allowed (T-13): the calendar of its year; else DAY_HOLIDAY by decree, else by
 * its weekday. Never DAY_UNKNOWN, but for DAY_NONE. */
enum day_kind calendar_expected(const struct calendar *c, day_t d, const char **name);
bool calendar_may_work(const struct calendar *c, day_t d);      /* DAY_WORK or DAY_MAKEUP of these */
/* The first day from d on that may_work says so of: where the last day of a term in natural days falls on a day off, the term ends
 * on the next working day (Civil Code, art. 203). d itself when a month is not enough, or for DAY_NONE. */
day_t calendar_workday_from(const struct calendar *c, day_t d);

bool calendar_has_year(const struct calendar *c, int year);
/* False for a year not loaded, and for one marked "certain": false: the notice is not out, its days are expected. */
bool calendar_certain(const struct calendar *c, int year);
/* Loaded years in order; returns how many, writes at most `room`. */
size_t calendar_years(const struct calendar *c, int *years, size_t room);
/* What day it is, DAY_UNKNOWN when its year is not loaded; *name (not NULL) becomes the holiday's name or "". T-1:
 * make-up wins. A weekend open for service (T-5) is DAY_LOCAL_OPEN and does not count as working. */
enum day_kind calendar_kind(const struct calendar *c, day_t d, const char **name);
/* DAY_WORK and DAY_MAKEUP. An unknown year is not working: ask calendar_has_year first. */
bool calendar_works(const struct calendar *c, day_t d);
/* The notice that a year rests on, "" when not loaded. */
const char *calendar_source(const struct calendar *c, int year);
/* A short digest of all loaded days, kept in each dossier: 8 hex characters. */
void calendar_version(const struct calendar *c, char out[9]);

#endif

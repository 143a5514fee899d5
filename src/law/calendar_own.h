/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CALENDAR_OWN_H
#define LAW_CALENDAR_OWN_H

#include <jansson.h>
#include <stdint.h>

#include "base/mem.h"
#include "law/calendar.h"

/* What a calendar is made of: calendar.c (years, and the days they say) and calendar_decree.c only. */
#define MOST_FIXED 40 /* days of a decree */

struct year {
	int year;
	bool certain;
	char *source;                    /* in the arena, like the names */
	uint8_t kind[366];               /* enum day_kind of each day from 1 January on */
	const char *name[366];           /* NULL: none */
	struct arena *arena;
};

/* Holidays of fixed date, from a year on, until the next decree's. */
struct fixed_day { int month, day; const char *name; };
struct decree {
	int from;
	size_t count;
	struct fixed_day days[MOST_FIXED];
	struct arena *arena;
};

struct calendar {
	struct year **years;             /* in order */
	size_t count;
	struct decree **decrees;         /* in order of their years */
	size_t decree_count;
};

/* Where a fault lies, for err->where: "2026.json:calendar[2].off_days[3]". */
struct place { const char *file; char path[96]; };

#define REFUSE(at, err, code, ...) \
	do { \
		char where_[256]; \
		place_where(at, where_); \
		return err_at(err, ST_DATA, code, where_, __VA_ARGS__); \
	} while (0)
void place_where(const struct place *at, char out[256]);

/* calendar_decree.c. The decree in force in a year; NULL: none is known. */
const struct decree *decree_of(const struct calendar *c, int year);
/* Reads one into `fresh`, unless `c` or `fresh` has the same; another of the same year is refused. E-2020, E-2021. */
enum status decree_add(const struct calendar *c, struct calendar *fresh, const json_t *source, struct place *at, struct err *err)
	MUST_CHECK;
void decree_insert(struct calendar *c, struct decree *r);        /* takes it, at its place in the order */
void decree_free(struct decree *r);                              /* NULL is fine */

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_STATEMENT_OWN_H
#define HALL_STATEMENT_OWN_H

#include "hall/statement.h"

/* A statement while it is counted: shared by statement.c (groups, steps) and statement_read.c (what is counted) only. */
struct counting {
	struct hall *h;
	const struct calendar *calendar;     /* of the step at hand: between two the hall may free it */
	struct arena *names;
	size_t room;
	size_t *places;                      /* open addressing: index + 1 of the group, 0 free */
	size_t place_count;                  /* a power of two */
};

/* Where a fact belongs; "" to none. */
struct fact { const char *name[STATEMENT_GROUPINGS]; int64_t at; };
/* Counts it into the unit and into one group of each grouping that the indicator can be taken apart by. */
void statement_count(struct statement *s, enum statement_indicator i, const struct fact *f, struct measure m);
/* The slot of an instant; NULL: not in the period. */
struct statement_slot *statement_slot_of(struct statement *s, int64_t at);

/* The same for an indicator that tells where a time lies among all: counts one, which `counted` or else was left out, for its median and
 * its ninth tenth (statement_spread.c). */
enum statement_spread { SPREAD_WAIT, SPREAD_SERVICE, SPREAD_COUNT };
void statement_time(struct statement *s, enum statement_spread which, const struct fact *f, bool counted, int64_t seconds);
void statement_spread_add(struct statement_group *g, enum statement_spread which, int64_t seconds);
void statement_spread_tell(struct statement_group *g);       /* their numerators, when all are counted */
void statement_spread_free(struct statement_group *g);

/* statement_read.c: one kind of what happened on a day of the period (`part` from 0 on), and what belongs to no day of it. */
extern const int statement_day_parts;
enum status statement_day(struct statement *s, day_t day, int part, struct err *err) MUST_CHECK;
enum status statement_rest(struct statement *s, struct err *err) MUST_CHECK;

#endif

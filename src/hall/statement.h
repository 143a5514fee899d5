/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_STATEMENT_H
#define HALL_STATEMENT_H

#include <jansson.h>

#include "base/table.h"
#include "hall/print_job.h"
#include "law/document.h"
#include "law/statement.h"

/* A statement of a day, a week, a month (V-5, V-6): counted anew from what happened each time, nothing of it is kept (V-7), so a
 * period that is over gives the same whenever it is asked for. It names staff, and no applicant. */

struct statement_group {
	enum statement_by by;
	const char *name;                    /* "3", "D0003 季慧敏", "新生儿出生" …; "" what belongs to none; of the unit "" */
	struct measure values[STATEMENT_COUNT];
	struct statement_spreads *spreads;   /* private */
};
/* One day of a week or month, one hour of a day; waited in seconds. */
struct statement_slot { day_t day; int hour; int64_t received, accepted, finished, tickets, waited, waits; };

/* An hour in which nothing happens, as every night: charts leave it out. */
bool statement_slot_quiet(const struct statement_slot *s);
/* What the people of a slot waited on average, in tenths of a minute; -1: nobody was called. */
int64_t statement_slot_wait(const struct statement_slot *s);

struct statement {
	struct statement_span span;
	int64_t until;                       /* UTC ms: the end of the period, or now while it runs */
	bool over;
	/* in the order of the groupings, within each by name; groups[0] is the unit */
	struct statement_group *groups;
	size_t group_count;
	struct statement_slot *slots;
	size_t slot_count;
	int steps, done;                     /* how far it is */
	struct counting *own;                /* private */
};
/* Begins one; it is whole when done == steps. *out is owned: statement_free. E-6840 not this role's (a trace is left); E-6841 the
 * period has not begun. `h` must outlive it. */
enum status statement_begin(struct hall *h, const struct actor *by, enum statement_period period, day_t day, struct statement **out,
	struct err *err) MUST_CHECK;
/* Counts a little more, so much that somebody at a keyboard does not feel it; when it is whole already nothing happens. */
enum status statement_step(struct statement *s, struct err *err) MUST_CHECK;
/* All steps. */
enum status statement_make(struct hall *h, const struct actor *by, enum statement_period period, day_t day, struct statement **out,
	struct err *err) MUST_CHECK;
void statement_free(struct statement *s);                /* NULL is fine */

/* What a group is called on paper and screen: "3 号窗口", "不在窗口" …. Returns `out`. */
#define GROUP_SIZE 200
const char *statement_group_name(const struct statement_group *g, char out[GROUP_SIZE]);
/* Do the groups of each grouping add up to the unit (of a SAID_PLACE how many there were)? E-6842 names the first indicator and grouping that do not: then nothing of it
 * may be told. */
enum status statement_reconcile(const struct statement *s, struct err *err) MUST_CHECK;

/* --- statement_out.c ---------------------------------------------------------------------------------------------------- */

/* data/contract/statement.schema.json; owned. Nothing in it says when it was made. */
json_t *statement_json(const struct statement *s);
/* For spreadsheets: indicators, a table for each grouping, and the days or hours; numbers are CELL_NUMBER. `titles` are borrowed. With
 * `flat` one table of all: a row for each group and indicator. */
#define STATEMENT_TABLES (STATEMENT_GROUPINGS + 1)
void statement_tables(const struct statement *s, struct tables *out, const char *titles[STATEMENT_TABLES]);
void statement_flat(const struct statement *s, struct tables *out);
/* The trace of taking it away as a file; `form` is "csv" or "xlsx". */
enum status statement_taken(struct hall *h, const struct actor *by, const struct statement *s, const char *form, struct err *err)
	MUST_CHECK;

/* --- statement_sheet.c: the paper, with charts --------------------------------------------------------------------------- */

enum status statement_fill(struct hall *h, const struct actor *by, const struct statement *s, enum paper paper, struct document **out,
	struct err *err) MUST_CHECK;
/* Orders it for the print agent, with its number ("TJ" hall day serial) and its trace; `destination` as paper_own_order. */
enum status statement_print(struct hall *h, const struct actor *by, const struct statement *s, const char *destination,
	struct print_job *out, struct err *err) MUST_CHECK;

#endif

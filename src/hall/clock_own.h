/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CLOCK_OWN_H
#define HALL_CLOCK_OWN_H

#include "hall/clock.h"

/* A dossier's clocks as rows, shared by the acts (clock.c) and the reading (clock_read.c). */
struct clock_stored {
	int64_t id;
	int item, again, about;
	const char *item_name;
	day_t due;                   /* as stored */
	bool estimated;
	struct clock_run run;
};
struct clock_book {
	struct clock_stored *clocks;
	size_t count;
	struct arena *own;
};
/* From the rows of clock_of, clock_pauses, clock_extensions and clock_edges: each clock with the pauses that reach it
 * and its extensions. Kinds that this program does not know are left out. Texts are copied. */
void clock_book_make(const struct rows *clocks, const struct rows *pauses, const struct rows *extensions,
	const struct rows *edges, bool guess, struct clock_book *out);
void clock_book_release(struct clock_book *book);

/* T-11: the basis of a row of clock_extension that no law granted: its clock follows that of an item. */
#define CLOCK_FOLLOWS "T-11"
/* The day by which a run is due with its pauses and extensions; DAY_NONE while a pause is open. Refused as clock_stand does. */
enum status clock_due_of(const struct calendar *c, const struct clock_run *run, day_t *due, bool *estimated, struct err *err)
	MUST_CHECK;
/* A text that lives as long as the batch; NULL is "". */
const char *clock_kept(struct batch *b, const char *s);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TRAIL_H
#define HALL_TRAIL_H

#include "hall/hall.h"

/* The audit trail as it is read (S-6): newest first, a page at a time. Written by hall/audit.h alone. */

/* Who begins to read leaves a trace himself, once a session. E-1118 for other roles than the auditor (tried: audited). */
enum status trail_begin(struct hall *h, const struct actor *by, struct err *err) MUST_CHECK;

/* An entry's place: entries of one moment are told apart by chain and number. */
struct trail_place { int64_t at, seq; char chain[8]; };
#define TRAIL_NEWEST ((struct trail_place){ INT64_MAX, INT64_MAX, "" })
struct trail_query {
	struct trail_place before;           /* only entries older than this one */
	int64_t since;                       /* wall ms, 0: from the first on */
	const char *window, *login, *act;    /* NULL or "": any. `act` is the whole or what it begins with: "staff." */
	size_t room;                         /* entries of a page */
};
struct trail_entry { struct trail_place place; const char *login, *act, *object, *before, *after, *reason; };

/* One page. Free with trail_free; texts of entries are the page's. */
struct trail;
enum status trail_read(struct hall *h, const struct actor *by, const struct trail_query *q, struct trail **out, struct err *err)
	MUST_CHECK;
void trail_free(struct trail *t);                                      /* NULL is fine */
size_t trail_count(const struct trail *t);
void trail_entry(const struct trail *t, size_t i, struct trail_entry *out);

#endif

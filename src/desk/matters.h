/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_MATTERS_H
#define DESK_MATTERS_H

#include "desk/desk.h"
#include "law/catalogue.h"

/* What can be done here, bundles and single items, as a list that is narrowed by typing: step 1 of an acceptance and the guide
 * show it, each with columns of its own beside these. */
#define MATTERS_MOST 400                   /* more hits than anybody reads */
struct matters {
	const struct catalogue *catalogue; /* of the hall, borrowed; NULL before the first reading */
	int version;
	uint32_t *taken;                   /* by this window, per bundle and item: what comes first; owned */
	struct catalogue_hit hits[MATTERS_MOST];
	size_t count;
};

/* The catalogue that is valid now and what this window takes; no hits yet. When it fails what was read before stays. */
enum status matters_read(struct matters *m, struct desk *d, struct err *err) MUST_CHECK;
void matters_release(struct matters *m);
void matters_narrow(struct matters *m, const char *text);
/* The row as a matter: its bundle, or its item as a bundle of its own. */
const struct bundle *matters_at(const struct matters *m, size_t row);
/* The row under the bar as a matter; NULL, and E-6301 is said, when there is none. */
const struct bundle *matters_chosen(const struct matters *m, struct desk *d, size_t row);

/* What stays the same when another catalogue came in. */
uint64_t matters_id(const struct matters *m, size_t row);

enum matter_column { MATTER_NAME, MATTER_INITIALS, MATTER_KIND, MATTER_SIZE, MATTER_LEAD };
#define MATTER_INITIALS_CELLS 8
void matters_cell(const struct matters *m, size_t row, enum matter_column column, struct buf *out, enum look *look);

#endif

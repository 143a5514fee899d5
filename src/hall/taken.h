/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TAKEN_H
#define HALL_TAKEN_H

#include "hall/hall.h"
#include "store/store.h"

/* How often a window accepts what: one counter per window, bundle and month, stepped with the acceptance itself, so that to
 * know it takes no look at any dossier. */

/* Adds the step to the batch that accepts; `day` is that of it. What forms no bundle is counted item by item: `matter` is the id of a
 * bundle or of an item alone (law/catalogue.h). */
void taken_count(struct batch *b, const char *window, const char *matter, day_t day);
/* What the window accepted in the month of `today` and the two before: n[i] is how often the catalogue's bundle i, or its
 * item i - bundle_count, alone or with others that form no bundle. `n` has room for both. What the catalogue no longer has is left out. */
enum status hall_taken(struct hall *h, const char *window, day_t today, const struct catalogue *c, uint32_t *n,
	struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_BUNDLE_OWN_H
#define LAW_BUNDLE_OWN_H

#include "law/bundle.h"

/* Private to bundle*.c: a plan while it is being made. */
struct answers { const struct answer *list; size_t count; };

/* Where an item stands in the plan if it is chosen, else -1. */
int chosen_index(const struct plan *p, const struct item *item);

/* Materials and fields of the chosen items, each once. */
void merge_materials(struct plan *p, const struct answers *given);
void merge_fields(struct plan *p, const struct answers *given);
void merge_rules(struct plan *p, const struct answers *given);      /* of the merged fields */

/* Prerequisites, waves, paths, the time limit of the whole. */
void order_items(struct plan *p, const struct answers *given);

/* Half working days that a limit takes at the most. Natural days count as the most working days they can hold; this
 * only compares and adds limits of different units and is never shown as the limit of one item (T-10). */
int limit_most_halves(struct limit limit);

#endif

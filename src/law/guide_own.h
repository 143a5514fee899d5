/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_GUIDE_OWN_H
#define LAW_GUIDE_OWN_H

#include "law/bundle_own.h"
#include "law/guide.h"

/* Private to guide*.c. */

int guide_index(const struct guide *g, const struct item *item);      /* -1: not in the guide */

/* What waits for what; brings the items into the order of the tree and draws its branches. */
void guide_order(struct guide *g, const struct answers *given);

#endif

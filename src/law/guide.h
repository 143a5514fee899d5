/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_GUIDE_H
#define LAW_GUIDE_H

#include "law/bundle.h"

/* What a 办事指南 tells of a bundle or an item: everything that may be done and brought, also what hangs on questions that
 * are not answered; what comes after what, as a tree; what it saves. Pure. */

struct guide_item {
	const struct bundle_item *in;
	const struct item *item;
	bool chosen;                         /* in the plan; else it hangs on what is not answered yet */
	const char *when;                    /* on what, "是否出租出版物?是"; "" when nothing is open */
	struct limit promised;
	const int *after;                    /* what it waits for, and not for something else that waits for it; indices */
	size_t after_count;
	int parent;                          /* the one of them under which it hangs in the tree; -1: at the root */
	const char *branch;                  /* what is drawn before it: "│  └─" */
	bool longest;                        /* on the longest path of the plan */
};

struct guide_material {
	const struct material *material;
	int originals, copies;               /* of all items here, as a plan merges them */
	int defer_days;                      /* working days; 0: it cannot come later */
	bool produced;                       /* an item here makes it */
	const char *when;                    /* "" when the items want it in any situation that is still open */
	int *items;
	size_t item_count;
};

/* What items cost one by one, and together. Days are half working days: one after another, against the promise of the whole.
 * A visit is one way to one counter: one for each item, against one. */
struct guide_cost { size_t forms, materials, visits; int halves; };

struct guide {
	const struct bundle *bundle;
	const struct plan *plan;             /* borrowed */
	struct guide_item *items;            /* in the order of the tree: what comes first stands first */
	size_t item_count, open_count;       /* open: not in the plan */
	struct guide_material *materials;    /* those to bring first, what is produced last */
	size_t material_count;
	struct guide_cost single, together;  /* of the plan, or (at_most) of the situation in which the most is done, when
	                                      * questions are open; all 0 when nothing is chosen */
	size_t counted;                      /* items in them */
	struct limit promised;               /* of the same situation: what an acceptance with those answers would promise */
	bool promised_open;                  /* it is another one as long as those questions have no answer */
	bool at_most;
	struct arena *own;                   /* private */
};

/* `plan` is of the same bundle and answers, and outlives the guide. Items that were unticked are not in it. *out is owned. */
struct guide *guide_make(const struct bundle *bundle, const struct answer *answers, size_t answer_count, const struct plan *plan);
void guide_free(struct guide *g);                                                    /* NULL is fine */

#endif

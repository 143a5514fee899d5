/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_BUNDLE_H
#define LAW_BUNDLE_H

#include "base/mem.h"
#include "law/catalogue.h"

/* From answers to what must be done: items, order, merged materials, one form, the time limit. Pure and quick enough
 * to be made anew at every key. */

struct answer { const struct question *question; const struct choice *choice; };

struct plan_item {
	const struct bundle_item *in;        /* requirement, conditions */
	const struct item *item;
	bool served;                         /* its conditions hold */
	bool chosen;                         /* served and not unticked */
	bool locked;                         /* cannot be unticked */
	struct limit promised;               /* promised_when applied */
	const int *after;                    /* indices into plan->items: the chosen prerequisites, and the chosen items whose
	                                      * result it needs though the prerequisite between them was unticked */
	size_t after_count;
	int wave;                            /* 0: can start at once; else 1 + the largest wave it waits for */
	int path_halves;                     /* longest promised path up to and with it, in half working days; natural days
	                                      * count as the most working days that they can hold */
};

struct plan_material {
	const struct material *material;
	enum material_level level;           /* MAIN if it is main for any item */
	bool produced;                       /* result of a chosen item: not asked of the applicant */
	int originals, copies;               /* merged: maximum, or sum where the material says so */
	int defer_days;                      /* working days; the least over its items; 0: may not be deferred */
	bool cap_to_promise, blocks_result;
	const int *items;                    /* indices into plan->items: the reason for this line */
	const bool *binds;                   /* beside items: the promised day of this item bounds the deferral (C-9) */
	size_t item_count;
};

struct plan_field {
	const char *key;
	const struct role *role;
	const struct field *field;
	bool required;                       /* for any item that is chosen */
	bool produced;                       /* result of a chosen item: not asked */
	const int *items;
	size_t item_count;
};

struct plan {
	const struct bundle *bundle;
	struct plan_item *items;             size_t item_count;       /* all of the bundle's, in its order */
	size_t chosen;                                                /* how many are chosen */
	struct plan_material *materials;     size_t material_count;   /* of chosen items; main first, then minor, produced last */
	struct plan_field *fields;           size_t field_count;      /* of chosen items, grouped by role, each once */
	const struct data_rule **rules;           size_t rule_count;       /* of chosen items, whose conditions hold, between fields of this
	                                                               * plan; each once */
	const struct tell *const *tells;     size_t tell_count;       /* what the answers, presets and the bundle's `same` tell
	                                                               * about fields of this plan */
	const char *referral;                /* not NULL: 转单项办理 and what to do */
	struct limit promised;               /* of the whole: its own limit, else the longest path (T-11), in its unit when it
	                                      * has only one, else in working days; set false when nothing is chosen */
	struct limit statutory;              /* the longest stated by a chosen item; set false: none, or the whole takes longer */
	const int *longest;                  /* indices of the items on the longest path, in order */
	size_t longest_count;
	size_t single_materials, single_forms;    /* what the same items would ask one by one */
	struct arena *own;                   /* private */
};

/* Makes the plan. Presets of the bundle are added to the answers and cannot be overruled; answers to questions that the
 * bundle does not ask count for nothing; a question answered twice takes the last. unticked[]
 * are item ids; unticking a locked item is refused (E-1035), an unknown id too (E-1036). No item chosen is not an
 * error: chosen is 0 and referral says what to do. */
enum status plan_make(const struct bundle *bundle, const struct answer *answers, size_t answer_count,
	const char *const *unticked, size_t unticked_count, struct plan **out, struct err *err) MUST_CHECK;
void plan_free(struct plan *p);                                                      /* NULL is fine */

/* Why the locked item `index` cannot be unticked, "必办事项,不能退选"; and whether it may be: E-1035 says that of it. */
const char *plan_locked_words(const struct plan *p, size_t index);
enum status plan_may_untick(const struct plan *p, size_t index, struct err *err) MUST_CHECK;

/* The questions that still matter: a question none of whose options would change anything under the given answers is
 * skipped; one that is not answered yet may still get any answer. True when `question` must be asked (anew). */
bool plan_asks(const struct bundle *bundle, const struct answer *answers, size_t answer_count,
	const struct question *question);
bool conditions_hold(const struct conditions *when, const struct answer *answers, size_t answer_count);
/* The same, as long as questions without an answer may still get any. */
bool conditions_may_hold(const struct conditions *when, const struct answer *answers, size_t answer_count);
int plan_item_index(const struct plan *p, const char *item_id);                      /* -1: not in the bundle */
const struct plan_field *plan_field(const struct plan *p, const char *role, const char *field);      /* NULL: the form does not ask it */
int plan_material_index(const struct plan *p, const char *material_id);              /* -1: not asked */

/* Does any item of the bundle want the datum "role.field", in whatever situation? */
bool bundle_knows(const struct bundle *bundle, const char *key);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_COMPARE_H
#define LAW_CATALOGUE_COMPARE_H

#include "law/catalogue.h"

/* One thing that another catalogue has otherwise: '+' new, '-' gone, '~' different. section: "bundles" "items" "materials" …;
 * `what` says of a different one which members, by the titles of the tables: "承诺时限 5个工作日 → 3个工作日; 事项材料 +hk".
 * `idle`: only what finds or explains it is different (俗称, 出处, 提示 …), which concerns no dossier under way. */
struct catalogue_change { char sign; const char *section, *id, *name, *what; bool idle; };
typedef void catalogue_change_fn(void *ctx, const struct catalogue_change *change);
struct catalogue_sums { size_t added, removed, changed; };

/* Tells every change from `before` to `after` (canonical texts, "" is an empty catalogue) and counts them. */
void catalogue_compare(const char *before, const char *after, catalogue_change_fn *change, void *ctx, struct catalogue_sums *sums);
/* What people call a section: 事项. Itself when it is none. */
const char *catalogue_section_name(const char *section);

#endif

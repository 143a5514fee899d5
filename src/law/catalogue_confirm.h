/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_CONFIRM_H
#define LAW_CATALOGUE_CONFIRM_H

#include "law/catalogue.h"

/* 示例 and 已核对: `checked` of a bundle or item is the hall's word that it has compared it with its own guide. It is said of what
 * is in use, and holds for as long as that stays the same. */

/* The canonical text with these bundles and items confirmed, or (not `checked`) an example again. A bundle is confirmed for itself,
 * its items each for theirs. *out is owned. E-2047 (ST_NOINPUT): the first id that names neither; E-2048 (ST_REFUSED): all of them are
 * so already. */
enum status catalogue_confirm(const char *text, const char *const *ids, size_t count, bool checked, char **out, struct err *err)
	MUST_CHECK;
/* A new canonical text, with what `before` has confirmed confirmed still: bundles that are the same, and items that are the same in
 * themselves and in their materials. `kept` of those that are an example in `after`, and `lost` that have changed. Owned. */
char *catalogue_keep_confirmed(const char *before, const char *after, size_t *kept, size_t *lost);

#endif

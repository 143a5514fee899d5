/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SPECIMEN_H
#define HALL_SPECIMEN_H

#include "hall/accept.h"
#include "law/document.h"

/* The papers that a promise would print, before it is made: from the same templates and the same words that acceptance
 * freezes, with 样稿 (and 未受理) wherever a number, a code or a check would stand. Writes nothing, counts nothing, and no
 * printer sees it. `fn` is called for each in the order of printing; the document dies afterwards. E-6316: something stands
 * against the promise, so it has no papers. */
typedef void specimen_fn(void *ctx, const char *title, int copies, const struct document *d);
enum status specimen_each(struct hall *h, const struct actor *by, const struct promise *p, specimen_fn *fn, void *ctx,
	struct err *err) MUST_CHECK;

#endif

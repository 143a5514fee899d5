/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_OVERLAY_H
#define LAW_CATALOGUE_OVERLAY_H

#include "law/catalogue.h"

/* A district uses its province's catalogue and may have otherwise: limits, copies, departments and the options of questions.
 * An overlay says only that (data/contract/overlay.schema.json); everything else stays the base's, whose next edition then comes
 * without being merged by hand. */

struct overlaid_place { char *base, *overlay; };       /* "base.json:/items/3/promised" is said by "own.json:/items/0/promised" */
struct catalogue_overlaid { struct catalogue_texts texts; struct overlaid_place *places; size_t count; };

/* The base's texts with the overlays laid over them, each under its base's name. Each fault goes to `fault`: what catalogue_load
 * says of a text that is none, E-2079 a member that a district may not change, by its name, E-2011 an element that the base has
 * not, E-2014 a member that two overlays say, E-2018. `where` is the place in the overlay. *out is owned after ST_OK, else
 * empty: catalogue_overlaid_release. */
enum status catalogue_overlay(const struct catalogue_texts *base, const struct catalogue_texts *overlays, catalogue_fault_fn *fault,
	void *ctx, struct catalogue_overlaid *out, struct err *err) MUST_CHECK;
void catalogue_overlaid_release(struct catalogue_overlaid *o);
/* A fault in what an overlay has said gets the place there; others stay as they are. */
void catalogue_overlaid_tell(const struct catalogue_overlaid *o, const struct err *fault, struct err *out);

#endif

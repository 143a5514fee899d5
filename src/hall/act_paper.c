/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/act_parts.h"
#include "hall/paper_order.h"

/* The paper of an act. */
void act_paper_in(struct doing *d, struct batch *b)
{
	const struct document_kind *kind = d->act->paper ? document_kind_find(d->act->paper) : NULL;

	if (kind)
		paper_order_in(d->h, b, d->by, &(struct paper_order){ .dossier = d->dossier, .kind = kind, .act = d->uuid, .body = "" },
			d->out->document_no);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/act_parts.h"
#include "hall/paper_order.h"

/* The paper of an act. */
void act_paper_in(struct doing *d, struct batch *b)
{
	const char *paper = act_paper(d->act, d->act->paper_when ? act_arg_text(d, d->act->paper_when) : NULL);
	const struct document_kind *kind = paper && !d->whole_tells ? document_kind_find(paper) : NULL;

	if (kind)
		paper_order_in(d->h, b, d->by, &(struct paper_order){ .dossier = d->dossier, .kind = kind, .act = d->uuid, .body = "" },
			d->out->document_no);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"
#include "hall/own.h"

/* What was typed for the dossier itself, beside its form. A name that a card or a share filled in comes with an origin one day. */
static int64_t typed_of(const struct request *r)
{
	const char *const texts[] = { r->applicant.name, r->applicant.id_number, r->applicant.phone, r->applicant.address,
		r->applicant.legal_name, r->applicant.legal_id, r->agent.name, r->agent.id_number, r->agent.phone, r->agent.relation,
		r->agent.authority_no, r->agent.authority_until, r->delivery_address, r->remark };
	int64_t n = 0;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		n += *texts[i] != '\0';
	return n;
}

void accept_hand_in(const struct acceptance *a, struct batch *b)
{
	const struct request *r = a->r;
	int64_t of[ORIGIN_COUNT] = { [ORIGIN_FILLED] = typed_of(r) };

	if (!r->hand.keys || r->deemed)                  /* no desk, or nobody */
		return;
	for (size_t i = 0; i < r->value_count; i++)
		of[r->values[i].origin]++;
	batch_add(b, Q_HAND_PUT, ARGS(value_int(a->dossier), value_int(a->at), value_int(a->by->staff_id), value_text(a->by->window),
		value_int(r->hand.keys), value_int((r->hand.ms + 500) / 1000), value_int(of[ORIGIN_FILLED]), value_int(of[ORIGIN_DERIVED] + of[ORIGIN_COPIED]),
		value_int(of[ORIGIN_SHARED])));
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "hall/accept_parts.h"
#include "hall/own.h"

/* What is typed for the dossier itself, beside its form; the place of each is its bit in hand.of. */
#define TYPED(name, member) { name, offsetof(struct request, member) }
static const struct { const char *name; size_t member; } typed[] = {
	TYPED("applicant.name", applicant.name), TYPED("applicant.id_number", applicant.id_number), TYPED("applicant.phone", applicant.phone),
	TYPED("applicant.address", applicant.address), TYPED("applicant.legal_name", applicant.legal_name),
	TYPED("applicant.legal_id", applicant.legal_id), TYPED("agent.name", agent.name), TYPED("agent.id_number", agent.id_number),
	TYPED("agent.phone", agent.phone), TYPED("agent.relation", agent.relation), TYPED("agent.authority_no", agent.authority_no),
	TYPED("agent.authority_until", agent.authority_until),
	TYPED("delivery.address", delivery_address), TYPED("remark", remark),
};

static uint32_t bit_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(typed); i++)
		if (strcmp(typed[i].name, name) == 0)
			return UINT32_C(1) << i;
	return 0;
}

const char *request_typed_name(size_t i)
{
	return i < COUNT_OF(typed) ? typed[i].name : NULL;
}

void request_set_origin(struct request *r, const char *name, enum origin origin)
{
	for (size_t o = 0; o < ORIGIN_COUNT; o++)
		r->hand.of[o] &= ~bit_of(name);
	if (origin != ORIGIN_FILLED)
		r->hand.of[origin] |= bit_of(name);
}

enum origin request_origin(const struct request *r, const char *name)
{
	for (size_t o = 0; o < ORIGIN_COUNT; o++)
		if (r->hand.of[o] & bit_of(name))
			return (enum origin)o;
	return ORIGIN_FILLED;
}

static void count_texts(const struct request *r, int64_t of[ORIGIN_COUNT])
{
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		const char *text;
		memcpy(&text, (const char *)r + typed[i].member, sizeof text);
		if (*text)
			of[origin_counted(request_origin(r, typed[i].name))]++;
	}
}

void accept_hand_in(const struct acceptance *a, struct batch *b)
{
	const struct request *r = a->r;
	int64_t of[ORIGIN_COUNT] = { 0 };

	if (!r->hand.keys || r->deemed)                  /* no desk, or nobody */
		return;
	count_texts(r, of);
	for (size_t i = 0; i < r->value_count; i++)
		of[origin_counted(r->values[i].origin)]++;
	batch_add(b, Q_HAND_PUT, ARGS(value_int(a->dossier), value_int(a->at), value_int(a->by->staff_id), value_text(a->by->window),
		value_int(r->hand.keys), value_int((r->hand.ms + 500) / 1000), value_int(of[ORIGIN_FILLED]), value_int(of[ORIGIN_DERIVED]),
		value_int(of[ORIGIN_SHARED])));
}

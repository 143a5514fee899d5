/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/accept_parts.h"
#include "hall/act_parts.h"

/* Outcomes 1 and 2 of art. 32 at the window (W-1, 00 → R1): taken down and refused in one transaction, by the same act that refuses
 * later. Where two people must decide it the act waits for the second, and the dossier is a received one meanwhile. */

struct accept_refusal { struct doing d; struct act_call call; struct act_value values[5]; struct acted out; };

bool accept_refused(const struct acceptance *a)
{
	return a->r->outcome == OUTCOME_REFUSE && !hall_int(a->hall, "refuse.confirm");
}

enum status accept_refusal_prepare(struct acceptance *a, struct err *err)
{
	const struct refusal *why = &a->r->refusal;
	const struct act_value told[] = { { "ground", why->ground }, { "organ", why->organ }, { "place", why->place },
		{ "reason", why->reason }, { "article", why->article } };
	struct accept_refusal *f;

	if (a->r->outcome != OUTCOME_REFUSE)
		return ST_OK;
	f = a->refusal = mem_alloc(sizeof *f);
	*f = (struct accept_refusal){ .call = { .number = a->number, .word = "refuse", .values = f->values, .count = COUNT_OF(told) } };
	memcpy(f->values, told, sizeof told);
	f->d = (struct doing){ .h = a->hall, .by = a->by, .call = &f->call, .act = act_find(ACT_DOSSIER, "refuse"), .now = a->at,
		.today = clock_day_of(a->at), .done_day = clock_day_of(a->at), .out = &f->out };
	crypto_uuid(f->d.uuid);
	enum status st = act_args_read(&f->d, err);
	size_t n = strlen(err->text);
	if (st != ST_OK)
		snprintf(err->text + n, sizeof err->text - n, "本件未受理。");
	return st;
}

static enum status begin(struct batch *b, void *ctx, struct err *err)
{
	struct accept_refusal *f = ctx;

	(void)err;
	act_reads_in(&f->d, b);                      /* the number is known by now */
	batch_then(b, act_decide, &f->d);
	return ST_OK;
}

void accept_refusal_in(struct acceptance *a, struct batch *b)
{
	if (a->refusal)
		batch_then(b, begin, a->refusal);
}

void accept_refusal_release(struct acceptance *a)
{
	if (a->refusal)
		json_decref(a->refusal->d.data);
	free(a->refusal);
}

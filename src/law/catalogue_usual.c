/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_own.h"

/* What the catalogue's bundles say of one made from items: who applies, and which answers belong to another matter. */

/* --- what is usually so -------------------------------------------------------------------------------------------- */

static bool names_role(const struct bundle *b, const struct role *r)
{
	for (size_t i = 0; i < b->item_count; i++)
		for (size_t k = 0; k < b->items[i].item->field_count; k++)
			if (b->items[i].item->fields[k].role == r)
				return true;
	return false;
}

static bool names_applicant(const struct bundle *as, const struct bundle *b)
{
	for (size_t i = 0; i < as->applicant_count; i++)
		if (names_role(b, as->applicants[i]))
			return true;
	return false;
}

/* The bundle that has most of the items, of several one whose applicant their forms name: what is usual there is usual here. A
 * social security card is no veteran's, though he gets one, too. NULL when none has any. */
static const struct bundle *like(const struct catalogue *c, const struct bundle *b)
{
	const struct bundle *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < c->bundle_count; i++) {
		const struct bundle *as = &c->bundles[i];
		size_t n = 0;
		for (size_t k = 0; k < b->item_count; k++)
			n += 2 * bundle_has(as, b->items[k].item);
		if (n && names_applicant(as, b))
			n++;
		if (n > most) {
			most = n;
			best = as;
		}
	}
	return best;
}

static size_t place_of(const struct role *const *roles, size_t count, const struct role *r)
{
	size_t i = 0;

	while (i < count && roles[i] != r)
		i++;
	return i;
}

/* Whom the form names, who in that bundle is usually the applicant under another name, where the form names none of the applicants:
 * somebody whose permit is verified is a guardian only beside a child, and whose card is renewed a veteran only beside his
 * registration. NULL: nobody. */
static const struct same_role *himself(const struct bundle *as, const struct bundle *b)
{
	for (size_t i = 0; i < as->same_count && !names_applicant(as, b); i++)
		if (names_role(b, as->same[i].role) && place_of(as->applicants, as->applicant_count, as->same[i].as) < as->applicant_count)
			return &as->same[i];
	return NULL;
}

/* Who applies in that bundle applies here, too, though the form may say nothing of him: a parent for a child. Then those whom
 * the form names. Nobody is offered under two names. */
static void usual_first(struct arena *arena, const struct bundle *as, struct bundle *b)
{
	const struct role **out = arena_alloc(arena, (1 + as->applicant_count + b->applicant_count) * sizeof *out);
	const struct same_role *first = himself(as, b);
	size_t n = 0;

	if (first)
		out[n++] = first->role;
	for (size_t i = 0; i < as->applicant_count; i++)
		if (!first || as->applicants[i] != first->as)
			out[n++] = as->applicants[i];
	for (size_t i = 0; i < b->applicant_count; i++)
		if ((!first || b->applicants[i] != first->role) && place_of(as->applicants, as->applicant_count, b->applicants[i]) == as->applicant_count)
			out[n++] = b->applicants[i];
	b->applicants = out;
	b->applicant_count = n;
}

void bundle_usual(const struct catalogue *c, struct bundle *b)
{
	const struct bundle *as = like(c, b);

	if (!as)
		return;
	usual_first(c->own->arena, as, b);
	b->same = as->same;
	b->same_count = as->same_count;
	b->same_data = as->same_data;
	b->same_data_count = as->same_data_count;
}

/* --- what one item alone is not for ---------------------------------------------------------------------------------- */

static bool names_choice(const struct condition *c, const struct choice *choice)
{
	for (size_t i = 0; i < c->any_count; i++)
		if (c->any[i] == choice)
			return true;
	return false;
}

static bool selects(const struct bundle_item *e, const struct question *q, const struct choice *choice)
{
	for (size_t i = 0; i < e->when.count; i++)
		if (e->when.list[i].question == q && !names_choice(&e->when.list[i], choice))
			return false;
	return true;
}

/* Is there a bundle that takes the item up when `choice` is answered? An item that no bundle has is for everybody. */
static bool taken_up(const struct catalogue *c, const struct item *item, const struct question *q, const struct choice *choice)
{
	bool had = false;

	for (size_t i = 0; i < c->bundle_count; i++)
		for (size_t k = 0; k < c->bundles[i].item_count; k++) {
			const struct bundle_item *e = &c->bundles[i].items[k];
			if (e->item == item && selects(e, q, choice))
				return true;
			had |= e->item == item;
		}
	return !had;
}

void bundle_narrow(const struct catalogue *c, struct bundle *b)
{
	struct arena *arena = c->own->arena;
	const struct item *item = b->items[0].item;
	const struct question **asked = arena_alloc(arena, (b->question_count + 1) * sizeof *asked);
	struct preset *presets = arena_alloc(arena, (b->question_count + 1) * sizeof *presets);
	struct referral *referrals = arena_alloc(arena, (b->question_count + 1) * sizeof *referrals);
	size_t n = 0;

	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		const struct choice **out = arena_alloc(arena, q->choice_count * sizeof *out), *left = NULL;
		size_t outs = 0;
		for (size_t k = 0; k < q->choice_count; k++)
			if (taken_up(c, item, q, &q->choices[k]))
				left = &q->choices[k];
			else
				out[outs++] = &q->choices[k];
		if (outs + 1 == q->choice_count) {
			presets[b->preset_count++] = (struct preset){ q, left };
			continue;
		}
		asked[n++] = q;
		if (!outs || outs == q->choice_count)
			continue;
		struct condition *when = arena_alloc(arena, sizeof *when);
		*when = (struct condition){ q, out, outs };
		referrals[b->referral_count++] = (struct referral){ { when, 1 },
			arena_format(arena, "「%s」不是为这种情形办的,请回第一步另选事项。", item->name) };
	}
	b->questions = asked;
	b->question_count = n;
	b->presets = presets;
	b->referrals = referrals;
}

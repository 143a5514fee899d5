/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/bundle_own.h"

/* Order: an item waits for its prerequisites that are chosen, and for the items whose results it needs. The time limit
 * of the whole is the longest path (T-11). */

int limit_most_halves(struct limit limit)
{
	int n = limit.halves;

	if (!limit.set)
		return 0;
	switch (limit.unit) {
	case UNIT_NATURAL_DAY:
		n = (n + 1) / 2;
		return 2 * (n / 7 * 5 + (n % 7 < 5 ? n % 7 : 5));
	case UNIT_HOUR:
		return (n + 23) / 24;
	case UNIT_MINUTE:
		return (n + 1439) / 1440;
	default:
		return n;
	}
}

/* --- what waits for what -------------------------------------------------------------------------------------------- */

struct order {
	struct plan *p;
	int **after;             /* per item, as long as they grow */
	unsigned char *seen;     /* marks of one search */
	int *todo;
};

/* Does item `from` wait for item `to`, directly or not? */
static bool waits_for(struct order *o, int from, int to)
{
	size_t count = 0;

	memset(o->seen, 0, o->p->item_count);
	o->todo[count++] = from;
	o->seen[from] = 1;
	while (count) {
		int at = o->todo[--count];
		for (size_t i = 0; i < o->p->items[at].after_count; i++) {
			int next = o->after[at][i];
			if (next == to)
				return true;
			if (!o->seen[next]) {
				o->seen[next] = 1;
				o->todo[count++] = next;
			}
		}
	}
	return false;
}

static void wait_for(struct order *o, int item, int before)
{
	struct plan_item *it = &o->p->items[item];

	for (size_t i = 0; i < it->after_count; i++)
		if (o->after[item][i] == before)
			return;
	o->after[item][it->after_count++] = before;
}

/* A result is there only after the item that makes it, also when the prerequisite between them was unticked. */
static void wait_for_results(struct order *o, int item, const struct item *const *makers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int maker = chosen_index(o->p, makers[i]);
		if (maker >= 0 && maker != item && !waits_for(o, item, maker) && !waits_for(o, maker, item))
			wait_for(o, item, maker);
	}
}

static size_t most_after(const struct plan_item *it)
{
	size_t n = it->in->after_count;

	for (size_t i = 0; i < it->item->material_count; i++)
		n += it->item->materials[i].material->produced_by_count;
	for (size_t i = 0; i < it->item->field_count; i++)
		n += it->item->fields[i].produced_by_count;
	return n;
}

static void find_prerequisites(struct order *o, const struct answers *given)
{
	struct plan *p = o->p;

	for (size_t i = 0; i < p->item_count; i++) {
		struct plan_item *it = &p->items[i];
		o->after[i] = arena_alloc(p->own, (most_after(it) + 1) * sizeof **o->after);
		it->after = o->after[i];
		for (size_t k = 0; it->chosen && k < it->in->after_count; k++) {
			int before = chosen_index(p, it->in->after[k]);
			if (before >= 0)
				wait_for(o, (int)i, before);
		}
	}
	for (size_t i = 0; i < p->item_count; i++) {
		const struct item *item = p->items[i].item;
		for (size_t k = 0; p->items[i].chosen && k < item->material_count; k++) {
			const struct material *m = item->materials[k].material;
			if (m->source == SOURCE_ITEM && conditions_hold(&item->materials[k].when, given->list, given->count))
				wait_for_results(o, (int)i, m->produced_by, m->produced_by_count);
		}
		for (size_t k = 0; p->items[i].chosen && k < item->field_count; k++)
			if (conditions_hold(&item->fields[k].when, given->list, given->count))
				wait_for_results(o, (int)i, item->fields[k].produced_by, item->fields[k].produced_by_count);
	}
}

/* --- waves and paths ------------------------------------------------------------------------------------------------ */

/* Items become ready in rounds: those whose prerequisites are all ready. Cycles were refused when loading. */
static void find_waves(struct order *o)
{
	struct plan *p = o->p;
	unsigned char *ready = o->seen;
	size_t left = p->chosen;

	memset(ready, 0, p->item_count);
	for (int wave = 0; left && wave <= (int)p->item_count; wave++) {
		size_t count = 0;
		for (size_t i = 0; i < p->item_count; i++) {
			struct plan_item *it = &p->items[i];
			bool waits = !it->chosen || ready[i];
			int before = 0;
			for (size_t k = 0; !waits && k < it->after_count; k++) {
				waits = !ready[it->after[k]];
				if (p->items[it->after[k]].path_halves > before)
					before = p->items[it->after[k]].path_halves;
			}
			if (waits)
				continue;
			it->wave = wave;
			it->path_halves = before + limit_most_halves(it->promised);
			o->todo[count++] = (int)i;
		}
		for (size_t i = 0; i < count; i++)      /* at the end of the round: a wave does not wait for itself */
			ready[o->todo[i]] = 1;
		left -= count;
	}
}

static void find_longest(struct plan *p)
{
	int at = -1;
	int *path = arena_alloc(p->own, (p->item_count + 1) * sizeof *path);
	size_t n = p->item_count;

	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].chosen && (at < 0 || p->items[i].path_halves > p->items[at].path_halves))
			at = (int)i;
	while (at >= 0) {      /* from its end backwards */
		const struct plan_item *it = &p->items[at];
		path[--n] = at;
		at = -1;
		for (size_t k = 0; k < it->after_count; k++)
			if (at < 0 || p->items[it->after[k]].path_halves > p->items[at].path_halves)
				at = it->after[k];
	}
	p->longest = path + n;
	p->longest_count = p->item_count - n;
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

/* One unit along the path stays that unit; mixed ones become working days. */
static struct limit promised_of(const struct plan *p)
{
	struct limit sum = { 0, UNIT_WORKING_DAY, false };
	bool mixed = false;

	if (!p->chosen || p->bundle->limit.set)
		return p->bundle->limit.set && p->chosen ? p->bundle->limit : sum;
	for (size_t i = 0; i < p->longest_count; i++) {
		struct limit one = p->items[p->longest[i]].promised;
		if (!one.halves)
			continue;      /* 即办: no unit to speak of */
		if (sum.halves && sum.unit != one.unit)
			mixed = true;
		sum.unit = one.unit;
		sum.halves += one.halves;
	}
	if (mixed)
		sum = (struct limit){ p->items[p->longest[p->longest_count - 1]].path_halves, UNIT_WORKING_DAY, true };
	sum.set = true;
	return sum;
}

/* The law limits items, each from its own beginning. Where one waits for another the whole may honestly take longer than any of them
 * may alone: then no law says a day for the whole, and none is told that comes before what was promised. */
static struct limit statutory_of(const struct plan *p)
{
	const struct limit none = { 0, UNIT_WORKING_DAY, false };
	struct limit longest = none;

	for (size_t i = 0; i < p->item_count; i++) {
		struct limit one = p->items[i].item->statutory;
		if (p->items[i].chosen && one.set && (!longest.set || limit_most_halves(one) > limit_most_halves(longest)))
			longest = one;
	}
	return limit_most_halves(p->promised) > limit_most_halves(longest) ? none : longest;
}

void order_items(struct plan *p, const struct answers *given)
{
	struct order o = { p, arena_alloc(p->own, (p->item_count + 1) * sizeof *o.after),
		arena_alloc(p->own, p->item_count + 1), arena_alloc(p->own, (p->item_count + 1) * sizeof *o.todo) };

	find_prerequisites(&o, given);
	find_waves(&o);
	find_longest(p);
	p->promised = promised_of(p);
	p->statutory = statutory_of(p);
}

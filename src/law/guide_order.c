/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "law/guide_own.h"

/* The order of a guide's items as a tree: each hangs under the last thing that it waits for, and names the others. */

struct order {
	struct guide *g;
	size_t n;
	unsigned char *waits;            /* n * n: item i waits for item k, directly or not */
	int *depth, *place;              /* how many steps before it; its new place */
	struct guide_item *sorted;
	size_t sorted_count;
};

int guide_index(const struct guide *g, const struct item *item)
{
	for (size_t i = 0; i < g->item_count; i++)
		if (g->items[i].item == item)
			return (int)i;
	return -1;
}

static unsigned char *waits(struct order *o, size_t item, size_t before)
{
	return &o->waits[item * o->n + before];
}

/* All that waits for `item` waits for all that `item` waits for. */
static void wait_for(struct order *o, size_t item, size_t before)
{
	for (size_t i = 0; i < o->n; i++)
		if (i == item || *waits(o, i, item))
			for (size_t k = 0; k < o->n; k++)
				if (k == before || *waits(o, before, k))
					*waits(o, i, k) = 1;
}

/* A result that the item wants is there after its maker; where both wait for the other, what the bundle says stands. */
static void wait_for_makers(struct order *o, size_t item, const struct item *const *makers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int maker = guide_index(o->g, makers[i]);
		if (maker >= 0 && (size_t)maker != item && !*waits(o, (size_t)maker, item))
			wait_for(o, item, (size_t)maker);
	}
}

static void find_prerequisites(struct order *o, const struct answers *given)
{
	const struct guide *g = o->g;

	for (size_t i = 0; i < o->n; i++)
		for (size_t k = 0; k < g->items[i].in->after_count; k++) {
			int before = guide_index(g, g->items[i].in->after[k]);
			if (before >= 0)
				wait_for(o, i, (size_t)before);
		}
	for (size_t i = 0; i < o->n; i++) {
		const struct item *item = g->items[i].item;
		for (size_t k = 0; k < item->material_count; k++) {
			const struct material *m = item->materials[k].material;
			if (m->source == SOURCE_ITEM && conditions_may_hold(&item->materials[k].when, given->list, given->count))
				wait_for_makers(o, i, m->produced_by, m->produced_by_count);
		}
		for (size_t k = 0; k < item->field_count; k++)
			wait_for_makers(o, i, item->fields[k].produced_by, item->fields[k].produced_by_count);
	}
}

static bool directly(struct order *o, size_t item, size_t before)
{
	for (size_t k = 0; k < o->n; k++)
		if (*waits(o, item, k) && *waits(o, k, before))
			return false;
	return *waits(o, item, before);
}

/* How many stand before it on the longest way; the parent is the direct one with the most. */
static void hang(struct order *o)
{
	for (size_t i = 0; i < o->n; i++)
		for (size_t k = 0; k < o->n; k++)
			o->depth[i] += *waits(o, i, k);
	for (size_t i = 0; i < o->n; i++) {
		struct guide_item *it = &o->g->items[i];
		int *after = arena_alloc(o->g->own, (o->n + 1) * sizeof *after);
		for (size_t k = 0; k < o->n; k++) {
			if (!directly(o, i, k))
				continue;
			after[it->after_count++] = (int)k;
			if (it->parent < 0 || o->depth[k] > o->depth[it->parent])
				it->parent = (int)k;
		}
		it->after = after;
	}
}

/* Puts what hangs under `parent` in its places, depth first. `before` is drawn before each line of the branch. */
static void place_children(struct order *o, int parent, const char *before)
{
	int last = -1;

	for (size_t i = 0; i < o->n; i++)
		if (o->g->items[i].parent == parent)
			last = (int)i;
	for (size_t i = 0; i < o->n; i++) {
		struct guide_item *it = &o->g->items[i];
		if (it->parent != parent)
			continue;
		it->branch = arena_format(o->g->own, "%s%s", before, (int)i == last ? "└─" : "├─");
		o->place[i] = (int)o->sorted_count;
		o->sorted[o->sorted_count++] = *it;
		place_children(o, (int)i, arena_format(o->g->own, "%s%s", before, (int)i == last ? "   " : "│  "));
	}
}

static void renumber(struct order *o)
{
	for (size_t i = 0; i < o->n; i++) {
		struct guide_item *it = &o->sorted[i];
		if (it->parent >= 0)
			it->parent = o->place[it->parent];
		int *after = arena_alloc(o->g->own, (it->after_count + 1) * sizeof *after);
		for (size_t k = 0; k < it->after_count; k++)
			after[k] = o->place[it->after[k]];
		it->after = after;
	}
}

void guide_order(struct guide *g, const struct answers *given)
{
	size_t n = g->item_count;
	struct order o = { .g = g, .n = n, .waits = mem_array(n * n + 1, 1), .depth = arena_alloc(g->own, (n + 1) * sizeof(int)),
		.place = arena_alloc(g->own, (n + 1) * sizeof(int)), .sorted = arena_alloc(g->own, (n + 1) * sizeof *o.sorted) };

	find_prerequisites(&o, given);
	hang(&o);
	place_children(&o, -1, "");
	renumber(&o);
	g->items = o.sorted;
	free(o.waits);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/clock_own.h"

#include <stdlib.h>
#include <string.h>

/* --- who waits for whom --------------------------------------------------------------------------------------------- */

#define MOST_ITEMS 64

/* after[i]: the items, as bits, that item i waits for, near and far. */
static void reach(const struct rows *edges, uint64_t after[MOST_ITEMS])
{
	for (size_t i = 0; i < MOST_ITEMS; i++)
		after[i] = 0;
	for (size_t round = 0; round < MOST_ITEMS; round++) {
		bool more = false;
		for (size_t i = 0; i < rows_count(edges); i++) {
			uint64_t task = (uint64_t)rows_int(edges, i, 0), before = (uint64_t)rows_int(edges, i, 1);
			if (task >= MOST_ITEMS || before >= MOST_ITEMS)
				continue;
			uint64_t now = after[task] | after[before] | UINT64_C(1) << before;
			more |= now != after[task];
			after[task] = now;
		}
		if (!more)
			return;
	}
}

/* Art. 45 takes a special procedure out of each limit of the section: that of the item, of what waits for it, and of the
 * whole. */
static bool touches(const uint64_t after[MOST_ITEMS], int pause_item, int clock_item)
{
	if (pause_item == 0 || clock_item == 0 || pause_item == clock_item)
		return true;
	return clock_item < MOST_ITEMS && pause_item < MOST_ITEMS && (after[clock_item] & UINT64_C(1) << pause_item);
}

/* --- one clock -------------------------------------------------------------------------------------------------------- */

static day_t day_at(const struct rows *r, size_t i, int column)
{
	return rows_null(r, i, column) ? DAY_NONE : (day_t)rows_int(r, i, column);
}

static void add_pauses(struct clock_stored *c, const struct rows *pauses, const uint64_t after[MOST_ITEMS], struct arena *own)
{
	const struct clock_rule *rule = clock_rule(c->run.kind);
	struct clock_pause *list = arena_alloc(own, (rows_count(pauses) + 1) * sizeof *list);

	for (size_t i = 0; i < rows_count(pauses); i++) {
		int kind = pause_kind_from_code(rows_text(pauses, i, 3));
		if (!(kind == PAUSE_DEFERRAL ? rule->deferral : rule->special) || !touches(after, (int)rows_int(pauses, i, 1), c->item))
			continue;
		list[c->run.pause_count++] = (struct clock_pause){ kind, day_at(pauses, i, 4), day_at(pauses, i, 6),
			arena_text(own, rows_text(pauses, i, 8)), arena_text(own, rows_text(pauses, i, 9)) };
	}
	c->run.pauses = list;
}

static void add_extensions(struct clock_stored *c, const struct rows *extensions, struct arena *own)
{
	struct clock_extension *list = arena_alloc(own, (rows_count(extensions) + 1) * sizeof *list);

	for (size_t i = 0; i < rows_count(extensions); i++)
		if (rows_int(extensions, i, 0) == c->id)
			list[c->run.extension_count++] = (struct clock_extension){ day_at(extensions, i, 1), (int)rows_int(extensions, i, 2),
				arena_text(own, rows_text(extensions, i, 3)), arena_text(own, rows_text(extensions, i, 4)),
				strcmp(rows_text(extensions, i, 5), CLOCK_FOLLOWS) == 0 };
	c->run.extensions = list;
}

void clock_book_make(const struct rows *clocks, const struct rows *pauses, const struct rows *extensions,
	const struct rows *edges, bool guess, struct clock_book *out)
{
	uint64_t after[MOST_ITEMS];

	*out = (struct clock_book){ .own = arena_new() };
	out->clocks = mem_array(rows_count(clocks) + 1, sizeof *out->clocks);
	reach(edges, after);
	for (size_t i = 0; i < rows_count(clocks); i++) {
		int kind = clock_kind_from_code(rows_text(clocks, i, 1)), unit = limit_unit_from_name(rows_text(clocks, i, 7));
		if (kind < 0 || unit < 0)
			continue;
		struct clock_stored *c = &out->clocks[out->count++];
		*c = (struct clock_stored){ .id = rows_int(clocks, i, 0), .item = (int)rows_int(clocks, i, 2),
			.again = (int)rows_int(clocks, i, 3), .due = day_at(clocks, i, 5), .estimated = rows_int(clocks, i, 8) != 0,
			.item_name = arena_text(out->own, rows_text(clocks, i, 10)) };
		c->run = (struct clock_run){ .kind = (enum clock_kind)kind, .start = day_at(clocks, i, 4), .stopped = day_at(clocks, i, 9),
			.limit = { (int)rows_int(clocks, i, 6), (enum limit_unit)unit, true }, .guess = guess };
		add_pauses(c, pauses, after, out->own);
		add_extensions(c, extensions, out->own);
	}
}

void clock_book_release(struct clock_book *book)
{
	arena_free(book->own);
	free(book->clocks);
	*book = (struct clock_book){ .count = 0 };
}

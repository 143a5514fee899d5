/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

/* What must hold between the parts of a catalogue. */

/* The calendar days of a limit in weeks of five working days: from the Friday that makes it longest, or from the Monday that makes it
 * shortest. */
static int calendar_days(struct limit limit, bool longest)
{
	int n = limit_days(limit);

	return limit.unit != UNIT_WORKING_DAY ? n : n + 2 * ((longest ? n + 4 : n) / 5);
}

/* Units are not converted (T-10); but a promise that some ordinary week makes later than the law allows is none. */
void check_promise(struct loader *l, const struct item *item, struct limit promised, const char *key)
{
	struct limit statutory = item->statutory;
	bool same = promised.unit == statutory.unit;
	struct buf text;

	if (!promised.set || !statutory.set || (same ? promised.halves <= statutory.halves :
	    calendar_days(promised, true) <= calendar_days(statutory, false)))
		return;
	buf_init(&text, 200);
	buf_text(&text, "承诺时限 ");
	limit_text(promised, &text);
	buf_text(&text, " 长于法定时限 ");
	limit_text(statutory, &text);
	if (!same)
		buf_format(&text, "(按平常的星期,前者可达%d日,后者可只有%d日)", calendar_days(promised, true), calendar_days(statutory, false));
	fault_at(l, key, "E-2015", "事项「%s」%s", item->id, text.data);
	buf_release(&text);
}

void check_deferral(struct loader *l, enum material_level level, long defer_days)
{
	if (level == LEVEL_MAIN && defer_days > 0)
		fault_at(l, "defer_working_days", "E-2016", "主要材料不得容缺(level 为 main,却写了 %ld 个工作日)", defer_days);
}

/* --- cycles ------------------------------------------------------------------------------------------------------ */

enum colour { WHITE, GREY, BLACK };
struct walk {
	struct loader *l;
	const struct bundle *b;
	const size_t *positions;
	unsigned char *colour;      /* per item of the bundle */
	size_t *path, *next;        /* the items being visited, and which prerequisite of each comes next */
	size_t depth;
};

static size_t place_in(const struct bundle *b, const struct item *item)
{
	size_t i = 0;

	while (i < b->item_count && b->items[i].item != item)
		i++;
	return i;
}

static void fault_cycle(struct walk *w, size_t from)
{
	struct buf text;
	size_t i = w->depth;

	buf_init(&text, 600);
	while (i > 0 && w->path[i - 1] != from)
		i--;
	for (i -= i > 0; i < w->depth; i++)
		buf_format(&text, "%s → ", w->b->items[w->path[i]].item->id);
	buf_text(&text, w->b->items[from].item->id);
	size_t mark = place_number(w->l, w->positions[w->path[w->depth - 1]]);
	fault_at(w->l, "after", "E-2010", "前置事项成环:%s", text.overflow ? "(过长)" : text.data);
	place_back(w->l, mark);
	buf_release(&text);
}

/* Depth first, with the stack in memory: a chain may be as long as the bundle. */
static void walk_from(struct walk *w, size_t start)
{
	w->path[0] = start;
	w->next[0] = 0;
	w->depth = 1;
	w->colour[start] = GREY;
	while (w->depth) {
		size_t at = w->path[w->depth - 1];
		const struct bundle_item *e = &w->b->items[at];
		if (w->next[w->depth - 1] == e->after_count) {
			w->colour[at] = BLACK;
			w->depth--;
			continue;
		}
		size_t to = place_in(w->b, e->after[w->next[w->depth - 1]++]);
		if (to == w->b->item_count || w->colour[to] == BLACK)
			continue;
		if (w->colour[to] == GREY) {
			fault_cycle(w, to);
			continue;
		}
		w->colour[to] = GREY;
		w->path[w->depth] = to;
		w->next[w->depth] = 0;
		w->depth++;
	}
}

void check_cycles(struct loader *l, const struct bundle *b, const size_t *positions)
{
	size_t n = b->item_count;
	struct walk w = { l, b, positions, mem_array(n, 1), mem_array(n, sizeof *w.path), mem_array(n, sizeof *w.next), 0 };

	for (size_t i = 0; i < n; i++)
		if (w.colour[i] == WHITE)
			walk_from(&w, i);
	free(w.colour);
	free(w.path);
	free(w.next);
}

/* --- codes that departments know them by -------------------------------------------------------------------------- */

static void check_code(struct loader *l, enum kind kind, struct id_index *seen, const char *code, size_t n)
{
	if (!code || !*code)
		return;
	long at = id_index_find(seen, code);
	if (at < 0) {
		id_index_add(seen, code, n);
		return;
	}
	const struct element *other = &l->elements[kind][seen->places[at]];
	place_element(l, kind, &l->elements[kind][n]);
	fault_at(l, "code", "E-2014", "%s编码「%s」重复,另一处在 %s:/%s/%zu", kind_rows[kind].name, code,
		l->texts[other->text].name, kind_rows[kind].section, other->position);
}

void check_codes(struct loader *l)
{
	struct id_index items, departments;

	id_index_init(&items, l->count[KIND_ITEM]);
	id_index_init(&departments, l->count[KIND_DEPARTMENT]);
	for (size_t i = 0; i < l->count[KIND_ITEM]; i++)
		check_code(l, KIND_ITEM, &items, l->items[i].code, i);
	for (size_t i = 0; i < l->count[KIND_DEPARTMENT]; i++)
		check_code(l, KIND_DEPARTMENT, &departments, l->departments[i].code, i);
	id_index_release(&items);
	id_index_release(&departments);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/guide.h"

#include <stdlib.h>
#include <string.h>

#include "law/guide_own.h"

/* --- what is open ------------------------------------------------------------------------------------------------- */

static struct answers answers_of(struct arena *own, const struct bundle *b, const struct answer *answers, size_t count)
{
	struct answer *list = arena_alloc(own, (count + b->preset_count + 1) * sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (answers[i].question && answers[i].choice)
			list[n++] = answers[i];
	for (size_t i = 0; i < b->preset_count; i++)
		list[n++] = (struct answer){ b->presets[i].question, b->presets[i].choice };
	return (struct answers){ list, n };
}

static bool is_open(const struct answers *given, const struct question *q)
{
	for (size_t i = 0; i < given->count; i++)
		if (given->list[i].question == q)
			return false;
	return true;
}

/* "是否出租出版物?是;营业场所面积?300㎡以上、500㎡以上" */
static const char *open_text(struct arena *own, const struct conditions *when, const struct answers *given)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < when->count; i++) {
		const struct condition *c = &when->list[i];
		if (!is_open(given, c->question))
			continue;
		buf_format(&text, "%s%s", text.len ? ";" : "", c->question->text);
		for (size_t k = 0; k < c->any_count; k++)
			buf_format(&text, "%s%s", k ? "、" : "", c->any[k]->text);
	}
	const char *kept = arena_text(own, text.len ? text.data : "");
	buf_release(&text);
	return kept;
}

/* --- items --------------------------------------------------------------------------------------------------------- */

static void take_items(struct guide *g, const struct answers *given)
{
	const struct plan *p = g->plan;

	g->items = arena_alloc(g->own, (p->item_count + 1) * sizeof *g->items);
	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		if (!it->chosen && (it->served || !conditions_may_hold(&it->in->when, given->list, given->count)))
			continue;
		g->items[g->item_count++] = (struct guide_item){ .in = it->in, .item = it->item, .chosen = it->chosen,
			.when = open_text(g->own, &it->in->when, given), .promised = it->promised, .parent = -1, .branch = "" };
		g->open_count += !it->chosen;
	}
	for (size_t i = 0; i < p->longest_count; i++)
		for (size_t k = 0; k < g->item_count; k++)
			g->items[k].longest |= g->items[k].item == p->items[p->longest[i]].item;
}

/* --- materials ------------------------------------------------------------------------------------------------------ */

static bool made_here(const struct guide *g, const struct material *m)
{
	for (size_t i = 0; i < m->produced_by_count; i++)
		if (guide_index(g, m->produced_by[i]) >= 0)
			return true;
	return false;
}

static struct guide_material *line_of(struct guide *g, const struct material *m, size_t items)
{
	for (size_t i = 0; i < g->material_count; i++)
		if (g->materials[i].material == m)
			return &g->materials[i];
	struct guide_material *line = &g->materials[g->material_count++];
	*line = (struct guide_material){ .material = m, .produced = m->source == SOURCE_ITEM && made_here(g, m), .defer_days = -1,
		.items = arena_alloc(g->own, (items + 1) * sizeof *line->items) };
	return line;
}

static void add_use(struct guide *g, struct guide_material *line, const struct item_material *use, int item,
	const struct answers *given)
{
	const struct material *m = use->material;
	const char *when = open_text(g->own, &use->when, given);
	int days = use->level == LEVEL_MINOR && !g->items[item].item->no_deferral ? use->defer_days : 0;

	bool again = line->item_count && line->items[line->item_count - 1] == item;      /* under another condition */

	line->originals = m->copies_add && !again ? line->originals + m->originals : m->originals;
	line->copies = m->copies_add && !again ? line->copies + m->copies : m->copies;
	line->defer_days = line->defer_days < 0 || days < line->defer_days ? days : line->defer_days;
	if (!line->when || !*when)
		line->when = when;
	else if (*line->when && !strstr(line->when, when))
		line->when = arena_format(g->own, "%s;或 %s", line->when, when);
	if (!again)
		line->items[line->item_count++] = item;
}

/* What is produced goes to the end. */
static void produced_last(struct guide *g)
{
	struct guide_material *sorted = arena_alloc(g->own, (g->material_count + 1) * sizeof *sorted);
	size_t n = 0;

	for (int produced = 0; produced < 2; produced++)
		for (size_t i = 0; i < g->material_count; i++)
			if (g->materials[i].produced == produced)
				sorted[n++] = g->materials[i];
	g->materials = sorted;
}

static void take_materials(struct guide *g, const struct answers *given)
{
	size_t most = 0;

	for (size_t i = 0; i < g->item_count; i++)
		most += g->items[i].item->material_count;
	g->materials = arena_alloc(g->own, (most + 1) * sizeof *g->materials);
	for (size_t i = 0; i < g->item_count; i++) {
		const struct item *item = g->items[i].item;
		for (size_t k = 0; k < item->material_count; k++)
			if (conditions_may_hold(&item->materials[k].when, given->list, given->count))
				add_use(g, line_of(g, item->materials[k].material, g->item_count), &item->materials[k], (int)i, given);
	}
	produced_last(g);
}

/* --- what it saves -------------------------------------------------------------------------------------------------- */

/* What an item takes by itself, in half working days: its path without the longest before it. */
static int own_halves(const struct plan *p, const struct plan_item *it)
{
	int before = 0;

	for (size_t i = 0; i < it->after_count; i++)
		if (p->items[it->after[i]].path_halves > before)
			before = p->items[it->after[i]].path_halves;
	return it->path_halves - before;
}

static void count_cost(struct guide *g, const struct plan *p)
{
	g->promised = p->promised;
	g->promised_open = p->promised.unit != g->plan->promised.unit || p->promised.halves != g->plan->promised.halves;
	if (!p->chosen)
		return;
	g->counted = p->chosen;
	g->single = (struct guide_cost){ .forms = p->single_forms, .materials = p->single_materials, .visits = p->chosen };
	g->together = (struct guide_cost){ .forms = p->field_count > 0, .visits = 1 };
	for (size_t i = 0; i < p->material_count; i++)
		g->together.materials += !p->materials[i].produced;
	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].chosen)
			g->single.halves += own_halves(p, &p->items[i]);
	if (p->promised.set && p->promised.unit == UNIT_WORKING_DAY)
		g->together.halves = p->promised.halves;
	else if (p->longest_count)
		g->together.halves = p->items[p->longest[p->longest_count - 1]].path_halves;
}

/* What was unticked, by id: what would be served and is not chosen. */
static const char **unticked_of(struct arena *own, const struct plan *p, size_t *count)
{
	const char **ids = arena_alloc(own, (p->item_count + 1) * sizeof *ids);

	*count = 0;
	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].served && !p->items[i].chosen)
			ids[(*count)++] = p->items[i].item->id;
	return ids;
}

static bool asks_more(const struct plan *a, const struct plan *b)
{
	return a->chosen != b->chosen ? a->chosen > b->chosen : a->single_materials > b->single_materials;
}

/* A situation that can really be, and in which the most is done: question by question the option that adds the most. NULL
 * when no question is open. */
static struct plan *widest(struct guide *g, struct answers *given)
{
	size_t unticked_count, n = given->count;
	const char **unticked = unticked_of(g->own, g->plan, &unticked_count);
	struct answer *list = arena_alloc(g->own, (n + g->bundle->question_count + 1) * sizeof *list);
	struct plan *most = NULL;

	memcpy(list, given->list, n * sizeof *list);
	for (size_t i = 0; i < g->bundle->question_count; i++) {
		const struct question *q = g->bundle->questions[i];
		const struct choice *best = NULL;
		if (!is_open(given, q) || !plan_asks(g->bundle, list, n, q))
			continue;
		for (size_t k = 0; k < q->choice_count; k++) {
			struct plan *p;
			list[n] = (struct answer){ q, &q->choices[k] };
			if (plan_make(g->bundle, list, n + 1, unticked, unticked_count, &p, NULL) != ST_OK)
				continue;
			if (p->referral || (most && best && !asks_more(p, most))) {
				plan_free(p);
				continue;
			}
			plan_free(most);
			most = p;
			best = &q->choices[k];
		}
		if (best)
			list[n++] = (struct answer){ q, best };
	}
	return most;
}

struct guide *guide_make(const struct bundle *bundle, const struct answer *answers, size_t answer_count, const struct plan *plan)
{
	struct guide *g = mem_alloc(sizeof *g);

	*g = (struct guide){ .bundle = bundle, .plan = plan, .own = arena_new() };
	struct answers given = answers_of(g->own, bundle, answers, answer_count);
	take_items(g, &given);
	guide_order(g, &given);
	take_materials(g, &given);
	struct plan *most = widest(g, &given);
	g->at_most = most != NULL;
	count_cost(g, most ? most : plan);
	plan_free(most);
	return g;
}

void guide_free(struct guide *g)
{
	if (!g)
		return;
	arena_free(g->own);
	free(g);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/bundle_own.h"

/* Merging: the same paper and the same datum is asked for once, with the items that want it as its reason. Both go
 * the same way: note each use (which line, which item), then lay the uses out behind their lines. */

struct use { int line, item; bool binds; };

/* Turns uses, which come in the order of the items, into one list of items per line, each beginning at its start.
 * binds may be NULL. */
static const int *lay_out(struct arena *a, const struct use *uses, size_t use_count, const size_t *starts, size_t lines,
	bool *binds)
{
	int *all = arena_alloc(a, (use_count + 1) * sizeof *all);
	size_t *next = arena_alloc(a, (lines + 1) * sizeof *next);

	memcpy(next, starts, lines * sizeof *next);
	for (size_t i = 0; i < use_count; i++) {
		size_t at = next[uses[i].line]++;
		all[at] = uses[i].item;
		if (binds)
			binds[at] = uses[i].binds;
	}
	return all;
}

static bool any_chosen(const struct plan *p, const struct item *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (chosen_index(p, items[i]) >= 0)
			return true;
	return false;
}

/* --- materials ----------------------------------------------------------------------------------------------------- */

/* Adds what one item wants of a material to its line; `first` when the item is new there. */
static void add_want(struct plan_material *line, const struct item_material *want, const struct item *item, bool first)
{
	const struct material *m = want->material;
	int days = item->no_deferral ? 0 : want->defer_days;      /* C-5 */

	if (!line->item_count) {
		*line = (struct plan_material){ .material = m, .level = want->level, .originals = m->originals,
			.copies = m->copies, .defer_days = days, .cap_to_promise = want->cap_to_promise,
			.blocks_result = want->blocks_result };
	} else {
		if (want->level == LEVEL_MAIN)
			line->level = LEVEL_MAIN;
		if (days < line->defer_days)
			line->defer_days = days;
		line->cap_to_promise |= want->cap_to_promise;
		line->blocks_result |= want->blocks_result;
		if (first && m->copies_add) {
			line->originals += m->originals;
			line->copies += m->copies;
		}
	}
	if (line->level == LEVEL_MAIN)
		line->defer_days = 0;
	line->item_count += first;
}

/* Main ones first, then minor ones, those that another item produces last; else as they came. */
static size_t rank_of(const struct plan_material *m)
{
	return m->produced ? 2 : m->level == LEVEL_MAIN ? 0 : 1;
}

static void sort_materials(struct plan *p, const struct plan_material *lines)
{
	size_t n = 0;

	p->materials = arena_alloc(p->own, (p->material_count + 1) * sizeof *p->materials);
	for (size_t rank = 0; rank <= 2; rank++)
		for (size_t i = 0; i < p->material_count; i++)
			if (rank_of(&lines[i]) == rank)
				p->materials[n++] = lines[i];
}

static size_t line_of(const struct plan_material *lines, size_t count, const struct material *m)
{
	size_t i = 0;

	while (i < count && lines[i].material != m)
		i++;
	return i;
}

void merge_materials(struct plan *p, const struct answers *given)
{
	size_t most = 0, use_count = 0, at = 0;

	for (size_t i = 0; i < p->item_count; i++)
		most += p->items[i].chosen ? p->items[i].item->material_count : 0;
	struct plan_material *lines = arena_alloc(p->own, (most + 1) * sizeof *lines);
	struct use *uses = arena_alloc(p->own, (most + 1) * sizeof *uses);
	size_t *starts = arena_alloc(p->own, (most + 1) * sizeof *starts);
	for (size_t i = 0; i < p->item_count; i++) {
		const struct item *item = p->items[i].item;
		size_t from = use_count;
		for (size_t k = 0; p->items[i].chosen && k < item->material_count; k++) {
			const struct item_material *want = &item->materials[k];
			if (!conditions_hold(&want->when, given->list, given->count))
				continue;
			size_t line = line_of(lines, p->material_count, want->material);
			size_t u = from;      /* an item may name a paper twice, under conditions that both hold */
			while (u < use_count && uses[u].line != (int)line)
				u++;
			add_want(&lines[line], want, item, u == use_count);
			p->material_count += line == p->material_count;
			if (u == use_count)
				uses[use_count++] = (struct use){ (int)line, (int)i, false };
			uses[u].binds |= want->cap_to_promise;
		}
	}
	for (size_t i = 0; i < p->material_count; i++) {
		starts[i] = at;
		at += lines[i].item_count;
		lines[i].produced = lines[i].material->source == SOURCE_ITEM
			&& any_chosen(p, lines[i].material->produced_by, lines[i].material->produced_by_count);
	}
	bool *binds = arena_alloc(p->own, use_count + 1);
	const int *all = lay_out(p->own, uses, use_count, starts, p->material_count, binds);
	for (size_t i = 0; i < p->material_count; i++) {
		lines[i].items = all + starts[i];
		lines[i].binds = binds + starts[i];
	}
	p->single_materials = use_count;
	sort_materials(p, lines);
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static size_t field_line(const struct plan_field *lines, size_t count, const struct item_field *f)
{
	size_t i = 0;

	while (i < count && (lines[i].field != f->field || lines[i].role != f->role))
		i++;
	return i;
}

/* Roles in the order of their first field, each with all of its fields. */
static void group_fields(struct plan *p, const struct plan_field *lines)
{
	size_t n = 0;
	bool *taken = arena_alloc(p->own, p->field_count + 1);

	p->fields = arena_alloc(p->own, (p->field_count + 1) * sizeof *p->fields);
	for (size_t i = 0; i < p->field_count; i++)
		for (size_t k = i; !taken[i] && k < p->field_count; k++)
			if (lines[k].role == lines[i].role) {
				p->fields[n++] = lines[k];
				taken[k] = k != i;
			}
}

void merge_fields(struct plan *p, const struct answers *given)
{
	size_t most = 0, use_count = 0, at = 0;

	for (size_t i = 0; i < p->item_count; i++)
		most += p->items[i].chosen ? p->items[i].item->field_count : 0;
	struct plan_field *lines = arena_alloc(p->own, (most + 1) * sizeof *lines);
	struct use *uses = arena_alloc(p->own, (most + 1) * sizeof *uses);
	size_t *starts = arena_alloc(p->own, (most + 1) * sizeof *starts);
	for (size_t i = 0; i < p->item_count; i++) {
		const struct item *item = p->items[i].item;
		for (size_t k = 0; p->items[i].chosen && k < item->field_count; k++) {
			const struct item_field *f = &item->fields[k];
			if (!conditions_hold(&f->when, given->list, given->count))
				continue;
			size_t line = field_line(lines, p->field_count, f);
			struct plan_field *to = &lines[line];
			if (line == p->field_count) {
				*to = (struct plan_field){ .key = f->key, .role = f->role, .field = f->field };
				p->field_count++;
			}
			to->required |= f->required;
			to->produced |= any_chosen(p, f->produced_by, f->produced_by_count);
			to->item_count++;
			uses[use_count++] = (struct use){ (int)line, (int)i, false };
		}
		p->single_forms += p->items[i].chosen && item->field_count;
	}
	for (size_t i = 0; i < p->field_count; i++) {
		starts[i] = at;
		at += lines[i].item_count;
	}
	const int *all = lay_out(p->own, uses, use_count, starts, p->field_count, NULL);
	for (size_t i = 0; i < p->field_count; i++)
		lines[i].items = all + starts[i];
	group_fields(p, lines);
}

/* --- rules between data ------------------------------------------------------------------------------------------- */

static bool asked(const struct plan *p, const struct role *role, const struct field *field)
{
	for (size_t i = 0; i < p->field_count; i++)
		if (p->fields[i].role == role && p->fields[i].field == field)
			return !p->fields[i].produced;
	return false;
}

/* Several items of a dossier say the same of the same datum: it is told once, and refused where one of them refuses it. */
static void add_rule(struct plan *p, const struct data_rule *r)
{
	size_t i = 0;

	while (i < p->rule_count && (p->rules[i]->is != r->is || p->rules[i]->field != r->field || p->rules[i]->role != r->role ||
	       strcmp(p->rules[i]->than, r->than) != 0))
		i++;
	if (i == p->rule_count)
		p->rules[p->rule_count++] = r;
	else if (p->rules[i]->advice && !r->advice)
		p->rules[i] = r;
}

void merge_rules(struct plan *p, const struct answers *given)
{
	size_t most = 0;

	for (size_t i = 0; i < p->item_count; i++)
		most += p->items[i].chosen ? p->items[i].item->rule_count : 0;
	p->rules = arena_alloc(p->own, (most + 1) * sizeof *p->rules);
	for (size_t i = 0; i < p->item_count; i++)
		for (size_t k = 0; p->items[i].chosen && k < p->items[i].item->rule_count; k++) {
			const struct data_rule *r = &p->items[i].item->rules[k];
			if (conditions_hold(&r->when, given->list, given->count) && asked(p, r->role, r->field) &&
			    (!r->than_field || asked(p, r->than_role, r->than_field)))
				add_rule(p, r);
		}
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/catalogue_lint.h"

/* Where a catalogue was taken from, and the published lists that bundles stand in. Nothing is decided by them: a mark that
 * nothing explains is no fault, and catalogue_warn tells it. */

#define NAME_MOST 200
#define TEXT_MOST 2000

void build_source(struct loader *l, const json_t *o, size_t n)
{
	l->sources[n] = (struct reference){ .id = l->elements[KIND_SOURCE][n].id, .kind = read_text(l, o, "kind", MAY_MISS, NAME_MOST),
		.ref = read_text(l, o, "ref", MAY_MISS, TEXT_MOST), .note = read_text(l, o, "note", MAY_MISS, TEXT_MOST) };
}

void build_list(struct loader *l, const json_t *o, size_t n)
{
	l->lists[n] = (struct bundle_list){ .id = l->elements[KIND_LIST][n].id, .name = read_text(l, o, "name", NEEDED, NAME_MOST),
		.certainty = read_text(l, o, "certainty", MAY_MISS, TEXT_MOST) };
}

size_t catalogue_unchecked(const struct catalogue *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->bundle_count; i++)
		n += c->bundles[i].unchecked;
	for (size_t i = 0; i < c->item_count; i++)
		n += c->items[i].unchecked;
	return n;
}

/* The places of what the marks name, in their order; returns how many. `places` has room for all of them. *unknown (may be
 * NULL) is the first that names nothing. */
static size_t places_of(struct loader *l, const json_t *marks, enum kind kind, size_t *places, const char **unknown)
{
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(marks); i++) {
		const char *id = json_string_value(json_array_get(marks, i));
		long at = id ? id_index_find(&l->index[kind], id) : -1;
		if (at >= 0)
			places[count++] = l->index[kind].places[at];
		else if (id && unknown && !*unknown)
			*unknown = keep_text(l, id);
	}
	return count;
}

struct references read_sources(struct loader *l, const json_t *object, const char *key)
{
	const json_t *marks = read_array(l, object, key, MAY_MISS);
	size_t n = json_array_size(marks);
	size_t *places = arena_alloc(l->arena, n * sizeof *places);
	const struct reference **list = arena_alloc(l->arena, n * sizeof *list);
	struct references out = { list, 0, NULL };

	out.count = places_of(l, marks, KIND_SOURCE, places, &out.unknown);
	for (size_t i = 0; i < out.count; i++)
		list[i] = &l->sources[places[i]];
	return out;
}

const struct bundle_list *const *read_lists(struct loader *l, const json_t *object, size_t *count)
{
	const json_t *marks = read_array(l, object, "batches", MAY_MISS);
	size_t n = json_array_size(marks);
	size_t *places = arena_alloc(l->arena, n * sizeof *places);
	const struct bundle_list **list = arena_alloc(l->arena, n * sizeof *list);

	*count = places_of(l, marks, KIND_LIST, places, NULL);
	for (size_t i = 0; i < *count; i++)
		list[i] = &l->lists[places[i]];
	return list;
}

static void lint_marks(struct lint *l, const char *id, const char *name, const struct references *of)
{
	if (of->unknown)
		lint_say(l, "E-2039", id, "「%s」的出处 %.64s 在 sources 里没有说明", name, of->unknown);
}

/* Where nothing at all is explained the marks are a hall's own business. */
void lint_sources(struct lint *l)
{
	const struct catalogue *c = l->c;

	for (size_t i = 0; c->source_count && i < c->bundle_count; i++)
		lint_marks(l, c->bundles[i].id, c->bundles[i].name, &c->bundles[i].sources);
	for (size_t i = 0; c->source_count && i < c->item_count; i++) {
		lint_marks(l, c->items[i].id, c->items[i].name, &c->items[i].sources);
		lint_marks(l, c->items[i].id, c->items[i].name, &c->items[i].limit_sources);
	}
	for (size_t i = 0; c->source_count && i < c->material_count; i++)
		lint_marks(l, c->materials[i].id, c->materials[i].name, &c->materials[i].sources);
}

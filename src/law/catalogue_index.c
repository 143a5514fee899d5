/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

void id_index_init(struct id_index *x, size_t expected)
{
	size_t size = 16;

	while (size < 2 * expected)
		size *= 2;
	*x = (struct id_index){ .ids = mem_array(size, sizeof *x->ids), .places = mem_array(size, sizeof *x->places),
		.size = size };
}

void id_index_release(struct id_index *x)
{
	free(x->ids);
	free(x->places);
	*x = (struct id_index){ 0 };
}

/* The slot of an id: where it is, or where it would go. */
static size_t slot_of(const struct id_index *x, const char *id)
{
	uint32_t hash = 2166136261u;      /* FNV-1a */

	for (const char *p = id; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	size_t at = hash & (x->size - 1);
	while (x->ids[at] && strcmp(x->ids[at], id) != 0)
		at = (at + 1) & (x->size - 1);
	return at;
}

long id_index_find(const struct id_index *x, const char *id)
{
	if (!x->size)
		return -1;
	size_t at = slot_of(x, id);
	return x->ids[at] ? (long)at : -1;
}

void id_index_add(struct id_index *x, const char *id, size_t place)
{
	if (2 * (x->used + 1) > x->size) {
		struct id_index bigger;
		id_index_init(&bigger, x->size);
		for (size_t i = 0; i < x->size; i++)
			if (x->ids[i])
				id_index_add(&bigger, x->ids[i], x->places[i]);
		id_index_release(x);
		*x = bigger;
	}
	size_t at = slot_of(x, id);
	x->ids[at] = id;
	x->places[at] = (uint32_t)place;
	x->used++;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue.h"

#include <string.h>

#include "law/catalogue_own.h"

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	for (int k = 0; k < KIND_COUNT; k++)
		id_index_release(&c->own->index[k]);
	arena_free(c->own->arena);      /* the catalogue itself lies in it */
}

/* --- by id -------------------------------------------------------------------------------------------------------- */

static long find(const struct catalogue *c, enum kind kind, const char *id)
{
	const struct id_index *x = &c->own->index[kind];
	long at = id ? id_index_find(x, id) : -1;

	return at < 0 ? -1 : (long)x->places[at];
}

const struct bundle *catalogue_bundle(const struct catalogue *c, const char *id)
{
	long at = find(c, KIND_BUNDLE, id);

	return at < 0 ? NULL : &c->bundles[at];
}

const struct item *catalogue_item(const struct catalogue *c, const char *id)
{
	long at = find(c, KIND_ITEM, id);

	return at < 0 ? NULL : &c->items[at];
}

const struct question *catalogue_question(const struct catalogue *c, const char *id)
{
	long at = find(c, KIND_QUESTION, id);

	return at < 0 ? NULL : &c->questions[at];
}

const struct material *catalogue_material(const struct catalogue *c, const char *id)
{
	long at = find(c, KIND_MATERIAL, id);

	return at < 0 ? NULL : &c->materials[at];
}

const struct department *catalogue_department(const struct catalogue *c, const char *id)
{
	long at = find(c, KIND_DEPARTMENT, id);

	return at < 0 ? NULL : &c->departments[at];
}

const struct choice *question_choice(const struct question *q, const char *id)
{
	for (size_t i = 0; i < q->choice_count; i++)
		if (strcmp(q->choices[i].id, id) == 0)
			return &q->choices[i];
	return NULL;
}

const char *material_source_name(enum material_source source)
{
	static const char *const names[MATERIAL_SOURCES] = {
		[SOURCE_SELF] = "自带", [SOURCE_FORM] = "表格", [SOURCE_SHARE] = "共享", [SOURCE_ECERT] = "电子证照",
		[SOURCE_PROMISE] = "承诺", [SOURCE_ITEM] = "前项产生",
	};

	return (unsigned)source < MATERIAL_SOURCES ? names[source] : "";
}

/* --- one item as a bundle ----------------------------------------------------------------------------------------- */

static void ask(const struct conditions *when, const struct question **questions, size_t *count)
{
	for (size_t i = 0; i < when->count; i++) {
		size_t k = 0;
		while (k < *count && questions[k] != when->list[i].question)
			k++;
		if (k == *count)
			questions[(*count)++] = when->list[i].question;
	}
}

/* The questions that decide about the item's materials and its time limit. */
static void ask_all(struct arena *arena, const struct item *item, struct bundle *b)
{
	size_t most = 0;

	for (size_t i = 0; i < item->material_count; i++)
		most += item->materials[i].when.count;
	for (size_t i = 0; i < item->promised_when_count; i++)
		most += item->promised_when[i].when.count;
	const struct question **questions = arena_alloc(arena, most * sizeof *questions);
	for (size_t i = 0; i < item->material_count; i++)
		ask(&item->materials[i].when, questions, &b->question_count);
	for (size_t i = 0; i < item->promised_when_count; i++)
		ask(&item->promised_when[i].when, questions, &b->question_count);
	b->questions = questions;
}

static const struct bundle *bundle_with(const struct catalogue *c, const struct item *item)
{
	for (size_t i = 0; i < c->bundle_count; i++)
		for (size_t k = 0; k < c->bundles[i].item_count; k++)
			if (c->bundles[i].items[k].item == item)
				return &c->bundles[i];
	return NULL;
}

const struct bundle *catalogue_single(const struct catalogue *c, const struct item *item)
{
	struct catalogue_store *own = c->own;
	size_t at = (size_t)(item - c->items);

	if (!own->singles)
		own->singles = arena_alloc(own->arena, c->item_count * sizeof *own->singles);
	if (own->singles[at])
		return own->singles[at];
	const struct bundle *like = bundle_with(c, item);
	struct bundle *b = arena_alloc(own->arena, sizeof *b);
	struct bundle_item *only = arena_alloc(own->arena, sizeof *only);
	*only = (struct bundle_item){ .item = item, .requirement = REQUIRED };
	*b = (struct bundle){ .id = item->id, .name = item->name, .subject = like ? like->subject : "", .stage = "",
		.lead = item->department, .single = true, .unchecked = item->unchecked, .sources = item->sources, .items = only, .item_count = 1 };
	ask_all(own->arena, item, b);
	b->applicants = applicants_of(own->arena, c, b, &b->applicant_count);
	own->singles[at] = b;
	return b;
}

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

const struct conditions *item_conditions(const struct item *item, size_t n)
{
	if (n < item->material_count)
		return &item->materials[n].when;
	n -= item->material_count;
	if (n < item->promised_when_count)
		return &item->promised_when[n].when;
	n -= item->promised_when_count;
	return n < item->field_count ? &item->fields[n].when : NULL;
}

enum material_source material_source_here(const struct material *m, bool produced, unsigned *others)
{
	enum material_source usual = produced ? SOURCE_ITEM : m->source == SOURCE_ITEM ? SOURCE_SELF : m->source;

	if (others)
		*others = m->alternatives & ~(1u << usual | 1u << SOURCE_ITEM);
	return usual;
}

const char *material_source_name(enum material_source source)
{
	static const char *const names[MATERIAL_SOURCES] = {
		[SOURCE_SELF] = "自带", [SOURCE_FORM] = "表格", [SOURCE_SHARE] = "共享", [SOURCE_ECERT] = "电子证照",
		[SOURCE_PROMISE] = "承诺", [SOURCE_ITEM] = "前项产生",
	};

	return (unsigned)source < MATERIAL_SOURCES ? names[source] : "";
}

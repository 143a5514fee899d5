/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/edition.h"
#include "hall/own.h"
#include "law/catalogue_compare.h"

/* Which dossiers under way have to do with what two catalogues differ in. */

struct looking {
	const struct catalogue *before;
	json_t *changed;                     /* "items/x" of all that is gone, or different in what it asks or does */
	json_t *found;                       /* the same of one dossier: a set, in the order in which it was found */
};

static void note_change(void *ctx, const struct catalogue_change *c)
{
	char *key = mem_format("%s/%s", c->section, c->id);

	if (c->sign != '+' && !c->idle)
		json_object_set_new(ctx, key, json_true());
	free(key);
}

static void look_at(struct looking *l, const char *section, const char *id)
{
	char *key = mem_format("%s/%s", section, id);

	if (json_object_get(l->changed, key))
		json_object_set_new(l->found, key, json_true());
	free(key);
}

static void look_at_bundle(struct looking *l, const char *id)
{
	const struct bundle *b = NULL;
	struct err unknown;

	look_at(l, "bundles", id);
	if (catalogue_matter(l->before, id, &b, &unknown) != ST_OK)
		return;
	if (b->of)
		look_at(l, "bundles", b->of->id);
	for (size_t i = 0; i < b->question_count; i++)
		look_at(l, "questions", b->questions[i]->id);
	for (size_t i = 0; i < b->applicant_count; i++)
		look_at(l, "roles", b->applicants[i]->id);
}

static void look_at_item(struct looking *l, const char *id)
{
	const struct item *item = catalogue_item(l->before, id);

	look_at(l, "items", id);
	if (!item)
		return;
	look_at(l, "departments", item->department->id);
	for (size_t i = 0; i < item->material_count; i++)
		look_at(l, "materials", item->materials[i].material->id);
	for (size_t i = 0; i < item->field_count; i++) {
		look_at(l, "fields", item->fields[i].field->id);
		look_at(l, "roles", item->fields[i].role->id);
	}
}

static void tell_dossier(struct looking *l, const struct rows *rows, size_t row, touched_fn *tell, void *ctx)
{
	struct buf by;
	const char *key;
	json_t *v;

	buf_init(&by, BUF_SMALL);
	json_object_foreach(l->found, key, v)
		buf_format(&by, "%s%s", by.len ? " " : "", key);
	tell(ctx, &(struct touched){ rows_text(rows, row, 0), rows_text(rows, row, 1), rows_text(rows, row, 3), by.data });
	buf_release(&by);
}

static void look_at_all(struct looking *l, const struct rows *rows, touched_fn *tell, void *ctx, size_t *count)
{
	for (size_t i = 0, n = rows_count(rows); i < n;) {
		size_t first = i;
		l->found = json_object();
		look_at_bundle(l, rows_text(rows, i, 2));
		for (; i < n && strcmp(rows_text(rows, i, 0), rows_text(rows, first, 0)) == 0; i++)
			look_at_item(l, rows_text(rows, i, 4));
		if (json_object_size(l->found)) {
			++*count;
			tell_dossier(l, rows, first, tell, ctx);
		}
		json_decref(l->found);
	}
}

enum status edition_touched(struct hall *h, int version, const struct catalogue *after, touched_fn *tell, void *ctx, size_t *count,
	struct err *err)
{
	struct looking l = { .changed = json_object() };
	struct catalogue_sums sums;
	struct rows *rows = NULL;
	size_t n;
	enum status st = hall_catalogue_version(h, version, &l.before, err);

	*count = 0;
	if (st == ST_OK) {
		char *a = catalogue_canonical(l.before, &n), *b = catalogue_canonical(after, &n);
		catalogue_compare(a, b, note_change, l.changed, &sums);
		free(a);
		free(b);
		st = store_read(h->store, Q_CATALOGUE_OPEN, ARGS(value_int(version)), &rows, err);
	}
	if (st == ST_OK)
		look_at_all(&l, rows, tell, ctx, count);
	rows_free(rows);
	json_decref(l.changed);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_table.h"

#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"
#include "law/catalogue_sheets.h"

/* From a catalogue to tables: what stands there is the canonical text, cut into rows. */

static const char *cell_of(struct tables *t, const struct column *c, json_t *value)
{
	struct buf text;
	const char *kept = NULL;

	buf_init(&text, BUF_LARGE);
	if (cell_write(c, value, &text))
		kept = arena_text(t->arena, text.data);
	buf_release(&text);
	return kept;
}

/* One object as a row; keys that have no column, or do not fit theirs, go together into the last one. */
static void add_row(struct tables *t, struct table *table, const struct sheet_row *sheet, const char *parent, json_t *object)
{
	json_t *rest = json_copy(object);
	struct table_cell *cells = table_add(t, table, table->count + 1, sheet->count);

	for (size_t i = 0; i < sheet->count; i++) {
		const struct column *c = &sheet->columns[i];
		json_t *value = *c->key ? json_object_get(object, c->key) : NULL;
		const char *text = NULL;
		if (c->form == FORM_PARENT)
			text = arena_text(t->arena, parent);
		else if (c->form == FORM_REST && json_object_size(rest))
			text = cell_of(t, c, rest);
		else if (value && (text = cell_of(t, c, value)))
			json_object_del(rest, c->key);
		if (text)
			cells[i].text = text;
	}
	json_decref(rest);
}

static void add_list(struct tables *t, struct table *table, const struct sheet_row *sheet, json_t *element)
{
	const char *parent = json_string_value(json_object_get(element, "id"));
	size_t i;
	json_t *v;

	json_array_foreach(json_object_get(element, sheet->list), i, v) {
		if (json_is_object(v)) {
			add_row(t, table, sheet, parent, v);
			continue;
		}
		json_t *object = json_object();
		json_object_set(object, sheet->scalar ? sheet->scalar : "", v);
		add_row(t, table, sheet, parent, object);
		json_decref(object);
	}
}

/* The lists inside of an element have sheets of their own. */
static json_t *without_lists(const struct sheet_row *sheet, json_t *element)
{
	json_t *copy = json_copy(element);

	for (size_t i = 0; i < catalogue_sheet_count; i++)
		if (catalogue_sheets[i].list && strcmp(catalogue_sheets[i].section, sheet->section) == 0)
			json_object_del(copy, catalogue_sheets[i].list);
	return copy;
}

static void add_sheet(struct tables *t, const struct sheet_row *sheet, json_t *root)
{
	struct table *table = tables_add(t, sheet->name, sheet->name);
	struct table_cell *heading = table_add(t, table, 1, sheet->count);
	json_t *section = json_object_get(root, sheet->section), *e;
	size_t i;

	for (i = 0; i < sheet->count; i++)
		heading[i].text = sheet->columns[i].title;
	if (json_is_object(section))
		add_row(t, table, sheet, "", section);
	json_array_foreach(section, i, e) {
		if (sheet->list) {
			add_list(t, table, sheet, e);
			continue;
		}
		json_t *own = without_lists(sheet, e);
		add_row(t, table, sheet, "", own);
		json_decref(own);
	}
}

void catalogue_to_tables(const struct catalogue *c, struct tables *out)
{
	size_t n;
	char *text = catalogue_canonical(c, &n);
	json_t *root = json_loadb(text, n, 0, NULL);

	tables_init(out);
	for (size_t i = 0; i < catalogue_sheet_count; i++)
		add_sheet(out, &catalogue_sheets[i], root);
	json_decref(root);
	free(text);
}

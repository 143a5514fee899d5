/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void tables_init(struct tables *t)
{
	*t = (struct tables){ .arena = arena_new() };
}

void tables_release(struct tables *t)
{
	for (size_t i = 0; i < t->count; i++) {
		free(t->list[i]->rows);
		free(t->list[i]->charts);
	}
	free(t->list);
	arena_free(t->arena);
	*t = (struct tables){ .arena = NULL };
}

struct table *tables_add(struct tables *t, const char *name, const char *place)
{
	struct table *table = arena_alloc(t->arena, sizeof *table);

	table->name = arena_text(t->arena, name);
	table->place = arena_text(t->arena, place);
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 16;
		t->list = mem_grow(t->list, t->room, sizeof *t->list);
	}
	t->list[t->count++] = table;
	return table;
}

struct table_cell *table_add(struct tables *t, struct table *table, size_t line, size_t count)
{
	struct table_cell *cells = arena_alloc(t->arena, count * sizeof *cells);

	for (size_t i = 0; i < count; i++)
		cells[i].text = "";
	if (table->count == table->room) {
		table->room = table->room ? 2 * table->room : 64;
		table->rows = mem_grow(table->rows, table->room, sizeof *table->rows);
	}
	table->rows[table->count++] = (struct table_row){ line, cells, count };
	return cells;
}

void table_add_chart(struct tables *t, struct table *table, const struct table_chart *chart)
{
	table->charts = mem_grow(table->charts, table->chart_count + 1, sizeof *table->charts);
	table->charts[table->chart_count] = *chart;
	table->charts[table->chart_count++].title = arena_text(t->arena, chart->title);
}

struct table *tables_find(const struct tables *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->list[i]->name, name) == 0)
			return t->list[i];
	return NULL;
}

const char *table_text(const struct table_row *row, size_t column)
{
	return column < row->count ? row->cells[column].text : "";
}

bool table_row_blank(const struct table_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		size_t n = strlen(row->cells[i].text);
		(void)text_trim(row->cells[i].text, &n);
		if (n || row->cells[i].kind == CELL_FORMULA)      /* one may be without a value yet */
			return false;
	}
	return true;
}

const char *table_column(size_t column, char out[8])
{
	char digits[8];
	size_t n = 0, at = 0;

	for (size_t c = column + 1; c && n < sizeof digits - 1; c = (c - 1) / 26)
		digits[n++] = (char)('A' + (c - 1) % 26);
	while (n)
		out[at++] = digits[--n];
	out[at] = '\0';
	return out;
}

const char *table_where(const struct table *t, size_t line, size_t column, char out[256])
{
	size_t n = strlen(t->place);
	const char *tail = n > 200 ? t->place + n - 200 : t->place;
	char letters[8];

	while (((unsigned char)*tail & 0xC0) == 0x80)
		tail++;
	snprintf(out, 256, "%s:%zu:%s", tail, line, table_column(column, letters));
	return out;
}

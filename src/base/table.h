/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* Tables as a spreadsheet has them: rows of cells of text, and where each stands. What is read is kept as it was; what a cell
 * means is for others to say. */

enum table_kind { CELL_TEXT, CELL_NUMBER, CELL_BOOL, CELL_FORMULA, CELL_ERROR };
#define TABLE_KINDS 5
struct table_cell { const char *text; enum table_kind kind; };
struct table_row { size_t line; const struct table_cell *cells; size_t count; };      /* line: in its file, from 1 */
/* A picture of some of its columns, beside them: of rows `from` … `to`, the heading being row 0. */
#define TABLE_SERIES_MOST 4
struct table_chart {
	const char *title;
	bool line;                           /* else bars */
	size_t label, columns[TABLE_SERIES_MOST], column_count, from, to;
};
struct table {
	const char *name;                    /* "items"; of a sheet what stands on its tab */
	const char *place;                   /* what a message calls it: "dir/items.csv", "book.xlsx[事项]" */
	struct table_row *rows;              /* the first one is the heading */
	size_t count, room;
	struct table_chart *charts;          /* a workbook has them; NULL: none */
	size_t chart_count;
};
/* A set of them; all texts live and die with it. */
struct tables { struct arena *arena; struct table **list; size_t count, room; };

#define TABLE_COLUMNS_MOST 64
#define TABLE_ROWS_MOST 200000
#define TABLE_BYTES_MOST ((size_t)64 * 1024 * 1024)

void tables_init(struct tables *t);
void tables_release(struct tables *t);
struct table *tables_add(struct tables *t, const char *name, const char *place);
/* A row of `count` cells, empty texts, which the caller fills; their texts must live in t->arena. */
struct table_cell *table_add(struct tables *t, struct table *table, size_t line, size_t count);
/* Copies it, the title too. */
void table_add_chart(struct tables *t, struct table *table, const struct table_chart *chart);
struct table *tables_find(const struct tables *t, const char *name);      /* NULL: there is none */
const char *table_text(const struct table_row *row, size_t column);       /* "" past its end */
bool table_row_blank(const struct table_row *row);

/* "A" … "Z", "AA" …, from column 0; into out[8], which is returned. */
const char *table_column(size_t column, char out[8]);
/* "place:12:D": the tail of a long place, so that the rest is there. Into out[256], which is returned. */
const char *table_where(const struct table *t, size_t line, size_t column, char out[256]);

#endif

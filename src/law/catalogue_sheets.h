/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_SHEETS_H
#define LAW_CATALOGUE_SHEETS_H

#include <jansson.h>

#include "base/buf.h"
#include "base/table.h"

/* Private to catalogue_sheets.c, catalogue_cell.c, catalogue_table.c and catalogue_untable.c: which sheets there are, which
 * columns they have, and how a value looks in a cell. */

enum form {
	FORM_PARENT,             /* the id of the element that the row belongs to */
	FORM_TEXT,
	FORM_DATE,
	FORM_INT,
	FORM_BOOL,               /* 是 否 */
	FORM_NAME,               /* one of `names` */
	FORM_WORDS,              /* ["a","b"] as "a b" */
	FORM_NAMES,              /* the same, each one of `names` */
	FORM_LIMIT,              /* 5个工作日 */
	FORM_WHEN,               /* q1=a,b; q2=c */
	FORM_PAIRS,              /* a=b; c==d */
	FORM_REST                /* every key that has no column, as JSON */
};
struct column_name { const char *code, *name; };           /* ended by NULL */
struct column { const char *key, *title; enum form form; const struct column_name *names; };
struct sheet_row {
	const char *name, *title;
	const char *section;                 /* "items" */
	const char *list;                    /* "materials": the rows are that list of an element; NULL: the elements */
	const char *scalar;                  /* a row with this key alone is written as its value, not as an object */
	const struct column *columns;
	size_t count;
};
extern const struct sheet_row catalogue_sheets[];
extern const size_t catalogue_sheet_count;

/* A value as a cell: what people would write where that is read back as the same, else JSON. False: not even as JSON (a number
 * in a column of texts); the key then belongs to FORM_REST. */
bool cell_write(const struct column *column, json_t *value, struct buf *out);
/* A cell's text as a value; NULL with a sentence in `why` when it is none. An empty cell is no value and never comes here. */
json_t *cell_read(const struct column *column, const char *text, struct buf *why);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_CATALOGUE_TABLE_H
#define LAW_CATALOGUE_TABLE_H

#include "base/table.h"
#include "law/catalogue.h"

/* The catalogue as tables, for people who keep it in a spreadsheet: one sheet for each section and for each list inside of one.
 * From tables to a catalogue and back nothing changes. */

/* What the sheets are called: "items", 事项. NULL past the last one. */
const char *catalogue_sheet_name(size_t n);
const char *catalogue_sheet_title(size_t n);

/* Every sheet, headed by the titles of its columns; *out is made and owned by the caller: tables_release. */
void catalogue_to_tables(const struct catalogue *c, struct tables *out);

/* Where the parts of a text that was made from tables stand there. */
struct catalogue_places;
void catalogue_places_free(struct catalogue_places *places);                 /* NULL is fine */
/* A fault that catalogue_load found in that text, told by sheet, row and column: `where` is "place:12:D". Others stay as they
 * are. */
void catalogue_places_tell(const struct catalogue_places *places, const struct err *fault, struct err *out);

/* The tables as the text of a catalogue called `name`, for catalogue_load. A sheet may stand under its name or its title, rows
 * and columns in any order; blank rows and sheets are passed over. Each fault goes to `fault`: E-2072 a formula, E-2073 a value
 * that cannot be read, E-2074 a missing, doubled or unknown sheet or column, E-2075 a number that lost its digits, E-2011 a row
 * whose parent is not there. On ST_OK *json and *places are owned by the caller; else they are NULL. */
enum status catalogue_from_tables(const char *name, const struct tables *t, catalogue_fault_fn *fault, void *ctx, char **json,
	struct catalogue_places **places, struct err *err) MUST_CHECK;

#endif

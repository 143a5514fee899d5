/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_EXCHANGE_H
#define LAW_EXCHANGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/status.h"

/* What a province's platform takes (window-rules 9.1, 9.4): tables with columns of fixed widths, and code tables of two
 * characters. Both are data (data/exchange), because every platform has its own version of them: a hall puts its own
 * tables.json and codes.json into HALL/exchange. Pure: records in, rows out.
 *
 *   tables.json  {"source", "checked", "tables": {"ACCEPT": {"name", "columns": [COLUMN…]}}}
 *   COLUMN       {"column", "width" (characters; 0: any), "required", "exact", "time", "codes", "from": [VALUE…] | "fixed"}
 *                from: the first of these values of the record that is not empty (hall/export.c says which there are)
 *                exact: never cut; too long is left empty, or refuses the row when it is required
 *   codes.json   {"source", "checked", "codes": {"apply_type": {"source", "checked", "map": {"window": "1", "*": "9"}}}}
 *                what is not in a map is its "*"; without one it has no code */
#define EXCHANGE_TABLES(_) _(ACCEPT, true) _(PROCESS, true) _(SPECIAL, true) _(MATERIAL, true) _(RESULT, true) _(EVALUATION, true) \
	_(SUPERVISION, false) _(ERRAND, false) _(STUCK, false)      /* must a definition have it? */
enum exchange_kind {
#define EXCHANGE_ENUM(id, must) EXCHANGE_##id,
	EXCHANGE_TABLES(EXCHANGE_ENUM)
#undef EXCHANGE_ENUM
	EXCHANGE_KINDS
};
const char *exchange_code(enum exchange_kind kind);            /* "ACCEPT" … */
int exchange_from_code(const char *code);                      /* -1 */

#define EXCHANGE_FROM_MOST 4
struct exchange_codes;
struct exchange_column {
	const char *name;
	size_t width;
	bool required, exact, time;
	const char *fixed;                      /* the same in each row; NULL: from the record */
	const char *from[EXCHANGE_FROM_MOST]; size_t from_count;
	const struct exchange_codes *codes;     /* NULL: as it is */
};
struct exchange_table { const char *name; const struct exchange_column *columns; size_t count; };

struct exchange;
/* Reads both texts. E-2060 not as above (err->where names table and column): an unknown member, no such code table, a
 * column twice, a table missing. *out is owned. */
enum status exchange_read(const char *tables, size_t tables_size, const char *codes, size_t codes_size, struct exchange **out,
	struct err *err) MUST_CHECK;
void exchange_free(struct exchange *e);                        /* NULL is fine */
/* Of no columns: the definition has none. */
const struct exchange_table *exchange_table(const struct exchange *e, enum exchange_kind kind);
bool exchange_checked(const struct exchange *e);               /* somebody has compared both with the platform's */

/* T-12: both occur in the texts. */
enum exchange_time { EXCHANGE_PLAIN, EXCHANGE_COMPACT };       /* 2026-11-23 09:41:00, 20261123T094100 */

/* One row of `t` from a record: an object of texts, and of integers (instants in UTC ms where the column is a time, else
 * numbers). cells[] has t->count places and becomes texts of `arena`, "" for none. Each cut and each value left out is told
 * through `note`. false: the row is refused, the last note says why. */
typedef void exchange_note_fn(void *ctx, const struct exchange_column *column, const char *what, bool refused);
bool exchange_row(const struct exchange_table *t, json_t *record, enum exchange_time time, struct arena *arena, const char **cells,
	exchange_note_fn *note, void *ctx);

#endif

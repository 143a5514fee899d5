/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/store.h"

/* How a backend fills rows (callers read them with store.h). Embedded by value: all zero is empty, rows_release frees.
 * Cells are added row by row, left to right; a row is there once rows_end_row was called. */
struct cell {
	enum value_type type;
	uint32_t n;
	int64_t i;               /* the number, or where the bytes begin */
};

struct rows {
	size_t count;
	int columns;
	int64_t changed;         /* rows that a statement without result changed */
	/* private */
	struct cell *cells;
	size_t cell_count, cell_room;
	char *bytes;
	size_t len, room;
};

/* What one statement may return before it is stopped (ST_LIMIT). */
#define ROWS_CEILING ((size_t)256 * 1024 * 1024)

void rows_release(struct rows *r);
void rows_begin(struct rows *r, int columns);        /* empties, keeps memory */
void rows_add_null(struct rows *r);
void rows_add_int(struct rows *r, int64_t i);
void rows_add_bytes(struct rows *r, enum value_type type, const void *p, size_t n);
enum status rows_end_row(struct rows *r) MUST_CHECK;  /* ST_LIMIT past the ceiling */

#endif

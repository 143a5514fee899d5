/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "ui/command.h"

/* The text of one field while it is edited: characters, a cursor between them, a window of cells on them. Pure: knows
 * neither curses nor libform, whose own editing of double-width text loses data (feasibility B). A base character and
 * the marks on it are one step for the cursor. */

struct editor {
	uint32_t *text;          /* characters */
	size_t count, room;
	size_t cursor;           /* 0 … count */
	size_t left;             /* first character shown (one row) or first row shown (several rows) */
	size_t max_characters;   /* 0: EDITOR_MAX */
	size_t max_bytes;        /* as UTF-8; 0: no limit of its own */
	uint32_t *before;        /* what undo brings back */
	size_t before_count, before_cursor;
	bool has_before;
};
#define EDITOR_MAX 4096

void editor_init(struct editor *e, size_t max_characters, size_t max_bytes);
void editor_release(struct editor *e);       /* overwrites the text first: it may be a secret */

/* Replaces the text, as stored: nothing is refused but what does not fit (ST_LIMIT, the old text stays). Cursor to the
 * end. */
enum status editor_set(struct editor *e, const char *s, size_t n, struct err *err) MUST_CHECK;
/* Appends the text as UTF-8. */
void editor_get(const struct editor *e, struct buf *out);
bool editor_empty(const struct editor *e);

/* Inserts at the cursor what was typed or pasted: all of it or nothing (reliability 5 nos. 6-10). Newlines and tabs of a
 * paste become blanks, blanks at its ends go. E-1010 a control character, E-1011 an invisible one, E-1013 too many
 * marks, E-1012 too long, E-1015 not UTF-8; the message says at which character. */
enum status editor_insert(struct editor *e, const char *s, size_t n, bool pasted, struct err *err) MUST_CHECK;
/* Does an edit-… request; false when it is another kind. *changed says whether the text has changed. */
bool editor_request(struct editor *e, enum ui_request request, bool *changed);

/* One row of `cells` cells (≥ 2): moves the window so that the cursor stands in it, appends the slice as UTF-8 cut at
 * characters, and returns the cell of the cursor (0 … cells-1). A last cell is kept for the cursor at the end. */
int editor_slice(struct editor *e, int cells, struct buf *out);
/* The same for a secret: a star for each character. */
int editor_stars(const struct editor *e, int cells, struct buf *out);
/* Several rows: calls `row` for each of `rows` rows (missing ones with ""), and says where the cursor stands. Breaks
 * anywhere between characters. */
typedef void editor_row_fn(void *ctx, int row, const char *text, size_t n);
void editor_rows(struct editor *e, int rows, int cells, editor_row_fn *row, void *ctx, int *cursor_row, int *cursor_col);
/* Moves up or down by wrapped rows; false at the first or last row. */
bool editor_vertical(struct editor *e, int cells, int by);

#endif

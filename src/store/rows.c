/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct value value_int(int64_t i)
{
	return (struct value){ .type = VALUE_INT, .i = i };
}

struct value value_text(const char *s)
{
	return (struct value){ .type = s ? VALUE_TEXT : VALUE_NULL, .p = s, .n = s ? strlen(s) : 0 };
}

struct value value_blob(const void *p, size_t n)
{
	return (struct value){ .type = p ? VALUE_BLOB : VALUE_NULL, .p = p, .n = p ? n : 0 };
}

struct value value_null(void)
{
	return (struct value){ .type = VALUE_NULL };
}

struct value value_day(day_t day)
{
	return day == DAY_NONE ? value_null() : value_int(day);
}

/* --- filling ------------------------------------------------------------------------------------------------- */

void rows_release(struct rows *r)
{
	free(r->cells);
	free(r->bytes);
	*r = (struct rows){ .count = 0 };
}

void rows_begin(struct rows *r, int columns)
{
	r->count = 0;
	r->columns = columns;
	r->changed = 0;
	r->cell_count = 0;
	r->len = 0;
}

static void add(struct rows *r, enum value_type type, int64_t i, uint32_t n)
{
	if (r->cell_count == r->cell_room) {
		r->cell_room = r->cell_room ? r->cell_room * 2 : (size_t)r->columns + 1;
		r->cells = mem_grow(r->cells, r->cell_room, sizeof *r->cells);
	}
	r->cells[r->cell_count++] = (struct cell){ type, n, i };
}

void rows_add_null(struct rows *r)
{
	add(r, VALUE_NULL, 0, 0);
}

void rows_add_int(struct rows *r, int64_t i)
{
	add(r, VALUE_INT, i, 0);
}

/* Ends each text with a NUL, so that it can be borrowed as a C string. */
void rows_add_bytes(struct rows *r, enum value_type type, const void *p, size_t n)
{
	if (r->room - r->len < n + 1) {
		size_t room = r->room ? r->room : 128;
		while (room - r->len < n + 1)
			room *= 2;
		r->bytes = mem_grow(r->bytes, room, 1);
		r->room = room;
	}
	add(r, type, (int64_t)r->len, (uint32_t)n);
	if (n)
		memcpy(r->bytes + r->len, p, n);
	r->bytes[r->len + n] = '\0';
	r->len += n + 1;
}

enum status rows_end_row(struct rows *r)
{
	r->count++;
	return r->len + r->cell_count * sizeof *r->cells > ROWS_CEILING ? ST_LIMIT : ST_OK;
}

/* --- reading ------------------------------------------------------------------------------------------------- */

size_t rows_count(const struct rows *r)
{
	return r ? r->count : 0;
}

static const struct cell *cell_at(const struct rows *r, size_t row, int column)
{
	static const struct cell nothing = { VALUE_NULL, 0, 0 };

	if (!r || row >= r->count || column < 0 || column >= r->columns)
		return &nothing;
	return &r->cells[row * (size_t)r->columns + (size_t)column];
}

static const char *bytes_at(const struct rows *r, const struct cell *c, size_t *n)
{
	bool has = c->type == VALUE_TEXT || c->type == VALUE_BLOB;

	*n = has ? c->n : 0;
	return has ? r->bytes + c->i : "";
}

int64_t rows_int(const struct rows *r, size_t row, int column)
{
	const struct cell *c = cell_at(r, row, column);

	return c->type == VALUE_INT ? c->i : 0;
}

const char *rows_text(const struct rows *r, size_t row, int column)
{
	size_t n;

	return bytes_at(r, cell_at(r, row, column), &n);
}

const void *rows_blob(const struct rows *r, size_t row, int column, size_t *n)
{
	return bytes_at(r, cell_at(r, row, column), n);
}

bool rows_null(const struct rows *r, size_t row, int column)
{
	return cell_at(r, row, column)->type == VALUE_NULL;
}

void rows_free(struct rows *r)
{
	if (!r)
		return;
	rows_release(r);
	free(r);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/canvas.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/draw_private.h"

#define MARKS_MOST 4
#define MARKS_ROOM 1000          /* different groups of marks on a screen: more than any text has */

static struct {
	struct cell *wanted, *ground, *sent;     /* rows * columns each */
	bool on_ground;
	bool *changed;                   /* by row: wanted may differ from sent */
	int rows, columns;
	uint32_t (*marks)[MARKS_MOST];
	size_t mark_count;
} canvas;

static const struct cell blank = { ' ', LOOK_PLAIN, 0 };

static struct cell *row_of(struct cell *cells, int row)
{
	return cells + (size_t)row * (size_t)canvas.columns;
}

void canvas_start(int rows, int columns)
{
	canvas_stop();
	size_t n = (size_t)rows * (size_t)columns;
	canvas.rows = rows;
	canvas.columns = columns;
	canvas.wanted = mem_array(n, sizeof *canvas.wanted);
	canvas.ground = mem_array(n, sizeof *canvas.ground);
	canvas.sent = mem_array(n, sizeof *canvas.sent);
	canvas.changed = mem_array((size_t)rows, sizeof *canvas.changed);
	for (size_t i = 0; i < n; i++)
		canvas.wanted[i] = canvas.ground[i] = canvas.sent[i] = blank;
}

void canvas_stop(void)
{
	free(canvas.wanted);
	free(canvas.ground);
	free(canvas.sent);
	free(canvas.changed);
	free(canvas.marks);
	memset(&canvas, 0, sizeof canvas);
}

/* ---- marks -------------------------------------------------------------------------------------------------- */

uint16_t canvas_marks(uint16_t before, uint32_t mark)
{
	uint32_t all[MARKS_MOST] = { 0 };
	size_t n = 0;
	if (before)
		memcpy(all, canvas.marks[before - 1], sizeof all);
	while (n < MARKS_MOST && all[n])
		n++;
	if (n == MARKS_MOST)
		return before;
	all[n] = mark;
	for (size_t i = 0; i < canvas.mark_count; i++)
		if (!memcmp(canvas.marks[i], all, sizeof all))
			return (uint16_t)(i + 1);
	if (canvas.mark_count == MARKS_ROOM)
		return before;
	canvas.marks = mem_grow(canvas.marks, canvas.mark_count + 1, sizeof *canvas.marks);
	memcpy(canvas.marks[canvas.mark_count++], all, sizeof all);
	return (uint16_t)canvas.mark_count;
}

/* ---- putting ------------------------------------------------------------------------------------------------ */

static void put(struct cell *at, bool first, bool last, const struct cell *cells, int n)
{
	if (!first && at[0].c == CELL_HALF)
		at[-1] = blank;
	if (!last && at[n].c == CELL_HALF)
		at[n] = blank;
	memcpy(at, cells, (size_t)n * sizeof *cells);
}

void canvas_put(int row, int col, const struct cell *cells, int n)
{
	bool first = col == 0, last = col + n == canvas.columns;
	put(row_of(canvas.wanted, row) + col, first, last, cells, n);
	if (canvas.on_ground)
		put(row_of(canvas.ground, row) + col, first, last, cells, n);
	canvas.changed[row] = true;
}

void canvas_ground(bool on)
{
	canvas.on_ground = on;
}

void canvas_restore(int row, int rows)
{
	memcpy(row_of(canvas.wanted, row), row_of(canvas.ground, row),
		(size_t)rows * (size_t)canvas.columns * sizeof *canvas.wanted);
	memset(canvas.changed + row, true, (size_t)rows * sizeof *canvas.changed);
}

/* ---- sending ------------------------------------------------------------------------------------------------ */

static bool same(const struct cell *a, const struct cell *b)
{
	return a->c == b->c && a->look == b->look && a->marks == b->marks;
}

/* Cells of one row, wide characters whole. */
static void send_run(int row, int from, int to)
{
	cchar_t out[256];
	const struct cell *cells = row_of(canvas.wanted, row);
	int n = 0, begin = from;
	for (int i = from; i < to; i++) {
		if (cells[i].c == CELL_HALF)
			continue;
		if (n == (int)COUNT_OF(out)) {
			(void)mvadd_wchnstr(row, begin, out, n);
			begin = i;
			n = 0;
		}
		/* a copy of the look's blank with another character: setcchar for each would cost more than all the rest */
		out[n] = *draw_blank_cell((enum look)cells[i].look);
		out[n].chars[0] = (wchar_t)cells[i].c;
		for (int k = 0; cells[i].marks && k < MARKS_MOST && k + 1 < CCHARW_MAX; k++)
			out[n].chars[k + 1] = (wchar_t)canvas.marks[cells[i].marks - 1][k];
		n++;
	}
	if (n)
		(void)mvadd_wchnstr(row, begin, out, n);
}

static void flush_row(int row)
{
	struct cell *wanted = row_of(canvas.wanted, row), *sent = row_of(canvas.sent, row);
	int first = 0, last = canvas.columns - 1;
	canvas.changed[row] = false;
	if (!memcmp(wanted, sent, (size_t)canvas.columns * sizeof *sent))
		return;
	while (same(&wanted[first], &sent[first]))
		first++;
	while (same(&wanted[last], &sent[last]))
		last--;
	while (first > 0 && wanted[first].c == CELL_HALF)
		first--;
	while (last + 1 < canvas.columns && wanted[last + 1].c == CELL_HALF)
		last++;
	send_run(row, first, last + 1);
	memcpy(sent + first, wanted + first, (size_t)(last - first + 1) * sizeof *sent);
}

void canvas_flush(void)
{
	for (int row = 0; row < canvas.rows; row++)
		if (canvas.changed[row])
			flush_row(row);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/pen.h"

#define MARKS_MOST 4
#define LEAP 8                   /* cells: about the bytes of a move */
#define SPELL_MOST (4 + 4 * MARKS_MOST)
#define MARKS_ROOM 1000          /* different groups of marks on a screen: more than any text has */

static struct {
	struct cell *wanted, *ground, *sent;     /* rows * columns each */
	bool on_ground;
	bool *changed;                   /* by row: wanted may differ from sent */
	bool lost;                       /* nobody knows what stands on the screen */
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
		canvas.wanted[i] = canvas.ground[i] = blank;
	canvas.lost = true;
	pen_width(columns);
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

/* One cell's character and its marks as UTF-8, none for the half of a wide one; returns the bytes. */
static size_t spell(const struct cell *cell, char out[SPELL_MOST])
{
	size_t n = cell->c == CELL_HALF ? 0 : text_encode(cell->c, out);
	for (int k = 0; cell->marks && n && k < MARKS_MOST && canvas.marks[cell->marks - 1][k]; k++)
		n += text_encode(canvas.marks[cell->marks - 1][k], out + n);
	return n;
}

static void send_run(int row, int from, int to)
{
	const struct cell *cells = row_of(canvas.wanted, row);
	char text[1024];
	size_t n = 0;
	if (row == canvas.rows - 1 && to == canvas.columns && pen_scrolls())
		to -= cells[to - 1].c == CELL_HALF ? 2 : 1;
	pen_go(row, from);
	for (int i = from; i < to; i++) {
		n += spell(&cells[i], text + n);
		if (i + 1 < to && cells[i + 1].look == cells[i].look && n + SPELL_MOST <= sizeof text)
			continue;
		pen_text(text, n, i + 1 - from, (enum look)cells[i].look);
		from = i + 1;
		n = 0;
	}
}

/* Where the run of cells that differ ends: a few alike between two runs are cheaper written than leapt over. */
static int run_end(const struct cell *wanted, const struct cell *sent, int from, int columns)
{
	int end = from + 1;
	for (int i = end; i < columns && i - end < LEAP; i++)
		if (!same(&wanted[i], &sent[i]))
			end = i + 1;
	return end < columns && wanted[end].c == CELL_HALF ? end + 1 : end;
}

static void flush_row(int row)
{
	struct cell *wanted = row_of(canvas.wanted, row), *sent = row_of(canvas.sent, row);
	int columns = canvas.columns, last = columns, blanks = columns;
	canvas.changed[row] = false;
	if (!memcmp(wanted, sent, (size_t)columns * sizeof *sent))
		return;
	while (last > 0 && same(&wanted[last - 1], &sent[last - 1]))
		last--;
	while (blanks > 0 && same(&wanted[blanks - 1], &blank))
		blanks--;
	bool erase = last - blanks > LEAP;
	for (int i = 0, end = erase ? blanks : last; i < end;) {
		if (same(&wanted[i], &sent[i])) {
			i++;
			continue;
		}
		int from = wanted[i].c == CELL_HALF ? i - 1 : i;
		i = run_end(wanted, sent, i, end);
		send_run(row, from, i);
	}
	if (erase) {
		pen_go(row, blanks);
		pen_erase_line();
	}
	memcpy(sent, wanted, (size_t)columns * sizeof *sent);
}

void canvas_lose(void)
{
	canvas.lost = true;
}

static void start_anew(void)
{
	canvas.lost = false;
	pen_clear();
	for (size_t i = 0; i < (size_t)canvas.rows * (size_t)canvas.columns; i++)
		canvas.sent[i] = blank;
	memset(canvas.changed, true, (size_t)canvas.rows * sizeof *canvas.changed);
}

void canvas_flush(void)
{
	if (canvas.lost)
		start_anew();
	for (int row = 0; row < canvas.rows; row++)
		if (canvas.changed[row])
			flush_row(row);
}

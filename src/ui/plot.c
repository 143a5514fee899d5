/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/plot.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define BRAILLE 0x2800
#define STEPS_MOST 8

/* For each kind the steps in a row, and a cell's sign for each; dots make theirs of two columns. */
static const struct { const char *choice; int steps; const char *signs[STEPS_MOST + 1]; } kinds[] = {
	[PLOT_DOTS] = { "dots", 4, { NULL } },
	[PLOT_BLOCKS] = { "blocks", 8, { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" } },
	[PLOT_ASCII] = { "ascii", 3, { " ", ".", ":", "|" } },
};

/* Terminals that are not expected to have Braille, by how their names begin; `digit`: and go on with one (vt100, not vte). */
static const struct { const char *begin; bool digit; } old_terminals[] = { { "vt", true }, { "ansi", false }, { "fbterm", false } };

static enum plot_signs in_use = PLOT_DOTS;

static enum plot_signs by_terminal(const char *terminal)
{
	for (size_t i = 0; terminal && i < COUNT_OF(old_terminals); i++) {
		size_t n = strlen(old_terminals[i].begin);
		if (strncmp(terminal, old_terminals[i].begin, n) == 0 && (!old_terminals[i].digit || isdigit((unsigned char)terminal[n])))
			return PLOT_BLOCKS;
	}
	return PLOT_DOTS;
}

bool plot_signs_of(const char *choice, const char *terminal, enum plot_signs *out)
{
	*out = by_terminal(terminal);
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(choice, kinds[i].choice) == 0) {
			*out = (enum plot_signs)i;
			return true;
		}
	return strcmp(choice, "auto") == 0;
}

void plot_use(enum plot_signs signs)
{
	in_use = signs;
}

/* How many of a bar's steps are filled; the least that is not nothing is one. */
static int64_t filled(int64_t value, int64_t most, int steps)
{
	if (value <= 0 || most <= 0)
		return 0;
	return value >= most ? steps : (value * steps + most - 1) / most;
}

/* What of it falls into this row: its steps from the bottom of the row, 0 … each. */
static int in_row(int64_t height, int rows, int row, int each)
{
	int64_t here = height - (int64_t)(rows - 1 - row) * each;

	return here < 0 ? 0 : here > each ? each : (int)here;
}

/* dots of a column from the bottom up: 7 3 2 1, and 8 6 5 4 */
static void dots(int left, int right, struct buf *out)
{
	static const uint32_t lefts[] = { 0, 0x40, 0x44, 0x46, 0x47 }, rights[] = { 0, 0x80, 0xA0, 0xB0, 0xB8 };
	uint32_t bits = lefts[left] | rights[right];
	char text[4];

	if (bits)
		buf_add(out, text, text_encode(BRAILLE + bits, text));
	else
		buf_char(out, ' ');
}

void plot_row(const int64_t *values, size_t count, int64_t most, int rows, int row, enum plot_signs signs, struct buf *out)
{
	const int each = kinds[signs].steps;

	for (size_t i = 0; i < count; i += 2) {
		int left = in_row(filled(values[i], most, rows * each), rows, row, each);
		int right = i + 1 < count ? in_row(filled(values[i + 1], most, rows * each), rows, row, each) : 0;
		if (signs == PLOT_DOTS)
			dots(left, right, out);
		else
			buf_text(out, kinds[signs].signs[left > right ? left : right]);
	}
}

void draw_plot(struct area area, enum look look, const int64_t *values, size_t count, int64_t most)
{
	struct buf line;

	buf_init(&line, BUF_SMALL);
	for (int row = 0; row < area.height; row++) {
		buf_clear(&line);
		plot_row(values, count, most, area.height, row, draw_ascii() ? PLOT_ASCII : in_use, &line);
		draw_text(area.row + row, area.col, area.width, look, line.data);
	}
	buf_release(&line);
}

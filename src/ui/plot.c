/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/plot.h"

#include "base/text.h"

#define BRAILLE 0x2800
#define DOTS 4                       /* steps in a row */
#define ASCII_STEPS 3

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

static void dots(int left, int right, struct buf *out)
{
	/* dots of a column from the bottom up: 7 3 2 1, and 8 6 5 4 */
	static const uint32_t lefts[DOTS + 1] = { 0, 0x40, 0x44, 0x46, 0x47 }, rights[DOTS + 1] = { 0, 0x80, 0xA0, 0xB0, 0xB8 };
	uint32_t bits = lefts[left] | rights[right];
	char text[4];

	if (bits)
		buf_add(out, text, text_encode(BRAILLE + bits, text));
	else
		buf_char(out, ' ');
}

void plot_row(const int64_t *values, size_t count, int64_t most, int rows, int row, bool ascii, struct buf *out)
{
	const int each = ascii ? ASCII_STEPS : DOTS;

	for (size_t i = 0; i < count; i += 2) {
		int left = in_row(filled(values[i], most, rows * each), rows, row, each);
		int right = i + 1 < count ? in_row(filled(values[i + 1], most, rows * each), rows, row, each) : 0;
		if (ascii)
			buf_char(out, " .:|"[left > right ? left : right]);
		else
			dots(left, right, out);
	}
}

void draw_plot(struct area area, enum look look, const int64_t *values, size_t count, int64_t most)
{
	struct buf line;

	buf_init(&line, BUF_SMALL);
	for (int row = 0; row < area.height; row++) {
		buf_clear(&line);
		plot_row(values, count, most, area.height, row, draw_ascii(), &line);
		draw_text(area.row + row, area.col, area.width, look, line.data);
	}
	buf_release(&line);
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PLOT_H
#define UI_PLOT_H

#include <stdint.h>

#include "base/buf.h"
#include "ui/draw.h"

/* Numbers as bars in a few rows of the terminal, two of them in a cell. Which signs a terminal's font has cannot be asked, so it goes
 * by its name, or by what the hall says. */
enum plot_signs {
	PLOT_DOTS,       /* Braille: the two side by side, four steps in a row; one cell wide wherever a font has it */
	PLOT_BLOCKS,     /* ▁ to █, which every Chinese font has (GBK): the larger of the two, eight steps in a row */
	PLOT_ASCII,      /* . : | : the larger of the two, three steps in a row */
};

/* The signs of a choice: "dots", "blocks", "ascii", or "auto", by the name of the terminal (TERM; NULL: none): blocks for the
 * terminals older than Braille in Unicode (vt…, ansi…) and for fbterm, else dots. False when the choice is none of these: *out is
 * then as by "auto". */
bool plot_signs_of(const char *choice, const char *terminal, enum plot_signs *out);
/* What draw_plot draws with from now on; at first dots. Where lines and marks are ASCII (draw_ascii), bars are too. */
void plot_use(enum plot_signs signs);

/* Row `row` (0: the top one) of `rows`, for `count` values up to `most`; appended. What is more than nothing is seen. */
void plot_row(const int64_t *values, size_t count, int64_t most, int rows, int row, enum plot_signs signs, struct buf *out);
/* The same on the screen, the first values that fit. Cells that are left over are blanked. */
void draw_plot(struct area area, enum look look, const int64_t *values, size_t count, int64_t most);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PLOT_H
#define UI_PLOT_H

#include <stdint.h>

#include "base/buf.h"
#include "ui/draw.h"

/* Numbers as bars in a few rows of the terminal: two of them side by side in a cell, four steps in a row, in Braille dots, which
 * every font draws one cell wide. Under --ascii a cell is the larger of its two, and a row has three steps: . : | */

/* Row `row` (0: the top one) of `rows`, for `count` values up to `most`; appended. What is more than nothing is seen. */
void plot_row(const int64_t *values, size_t count, int64_t most, int rows, int row, bool ascii, struct buf *out);
/* The same on the screen, the first values that fit. Cells that are left over are blanked. */
void draw_plot(struct area area, enum look look, const int64_t *values, size_t count, int64_t most);

#endif

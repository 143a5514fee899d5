/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

/* What is to stand on the screen, before the terminal hears of it. A view draws itself whole as often as it likes; at the paint
 * only the cells that differ from the last paint go to the terminal, so a full redraw costs little more than the change.
 * For ui/draw and ui/term only. */

struct cell {
	uint32_t c;              /* the character; CELL_HALF: the right half of the wide one before it */
	uint16_t look;           /* enum look */
	uint16_t marks;          /* combining marks: canvas_marks; 0: none */
};
#define CELL_HALF 1u

void canvas_start(int rows, int columns);        /* blank; the first flush clears the screen */
void canvas_stop(void);
/* Puts cells of one row, all inside the canvas. Halves of wide characters that it cuts become blanks. */
void canvas_put(int row, int col, const struct cell *cells, int n);
/* The ground is what a view's widgets draw; what the view draws over it by itself can be taken away again. While `on`,
 * cells that are put are of the ground, too. */
void canvas_ground(bool on);
/* These rows are as their ground again. */
void canvas_restore(int row, int rows);
/* A number for these marks beside those of `before` (at most four in all); the same marks have the same number. */
uint16_t canvas_marks(uint16_t before, uint32_t mark);
/* Hands what differs to the pen. */
void canvas_flush(void);
void canvas_lose(void);          /* the next flush sends every cell, whatever stands on the screen by now */

#endif

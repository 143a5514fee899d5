/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_PEN_H
#define UI_PEN_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/draw.h"

/* What goes to the terminal: moves, looks and characters as the terminfo has them, collected and written at once. curses
 * would find the same differences once more and weigh five ways for each move, at ten times the instructions.
 * For ui/canvas, ui/draw and ui/term only. */

/* After curses has started: the terminal's strings. false: it lacks one that nothing can be painted without. */
bool pen_start(void);
void pen_stop(void);
bool pen_colours(void);                  /* the terminal has the eight common ones */
/* What a look is: curses' attributes (A_BOLD, A_DIM, A_REVERSE, A_UNDERLINE) and colours; -1: the terminal's own. */
void pen_define(enum look look, unsigned long attributes, int fore, int back);

bool pen_scrolls(void);                  /* a character in the last cell of all would move the whole screen */

void pen_width(int columns);             /* of the screen */
void pen_clear(void);                    /* the whole screen is blank and plain */
void pen_go(int row, int col);
/* UTF-8 that takes so many cells of the row. */
void pen_text(const char *bytes, size_t n, int cells, enum look look);
void pen_erase_line(void);               /* blank and plain to the end of the row */
void pen_send(void);                     /* plain again, and all that was collected is written */
void pen_write(const char *bytes, size_t n);     /* at once, beside what is collected */
/* The capability without its padding marks ("$<5>"); NULL when the terminal has none. Free it. */
char *pen_capability(const char *name);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_DRAW_PRIVATE_H
#define UI_DRAW_PRIVATE_H

#include <curses.h>

#include "ui/draw.h"

/* For ui/term and ui/canvas only. */
void draw_start(bool ascii, bool mono);              /* after curses has started: chooses colours */
void draw_stop(void);
void draw_set_ascii(bool ascii);
const cchar_t *draw_blank_cell(enum look look);      /* a blank that looks so */

#endif

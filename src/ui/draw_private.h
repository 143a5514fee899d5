/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_DRAW_PRIVATE_H
#define UI_DRAW_PRIVATE_H

#include <curses.h>

#include "base/buf.h"
#include "ui/draw.h"

/* For ui/term and ui/form only. */
void draw_start(bool ascii, bool mono);              /* after curses has started: chooses colours */
void draw_stop(void);
void draw_set_ascii(bool ascii);
/* Text as it may go to curses by another way than this module's (libform's): filtered, plain signs under --ascii. */
void draw_filter(struct buf *out, const char *text, size_t n);
attr_t draw_attr(enum look look, short *pair);
const cchar_t *draw_blank_cell(enum look look);      /* a blank that looks so */

#endif

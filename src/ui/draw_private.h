/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_DRAW_PRIVATE_H
#define UI_DRAW_PRIVATE_H

#include "ui/draw.h"

/* For ui/term only. */
void draw_start(bool ascii, bool mono);              /* after curses has started: chooses colours */
void draw_stop(void);
void draw_set_ascii(bool ascii);

#endif

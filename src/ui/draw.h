/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include <stdbool.h>
#include <stddef.h>

/* The only way to the screen. Every text passes text_for_tty (R24, T8), is cut at a character and never leaves half a
 * wide one behind. Rows and columns count from 0; a column is a cell; coordinates are the whole screen's. What falls
 * outside the screen is not drawn. Nothing is seen before the ui paints: once per key, after the handlers. */

struct area { int row, col, height, width; };
#define AREA_NONE ((struct area){ 0, 0, 0, 0 })

/* How something looks; the words always say it too (colour is never the only signal). */
enum look {
	LOOK_PLAIN,
	LOOK_TITLE,          /* the first line of a screen */
	LOOK_LABEL,          /* what a field is called; headings of columns */
	LOOK_FIELD,          /* a field that can be filled */
	LOOK_FOCUS,          /* the field or row that has the cursor */
	LOOK_LOCKED,         /* a value that cannot be changed here */
	LOOK_STRONG,         /* what matters in a text */
	LOOK_DIM,            /* what may be overlooked */
	LOOK_GOOD, LOOK_WARN, LOOK_BAD,
	LOOK_KEY,            /* a key's name in the key bar */
	LOOK_KEY_LABEL,
	LOOK_ERROR,          /* the message line: refused */
	LOOK_NOTE,           /* the message line: said */
	LOOK_COUNT
};

/* Text in exactly `cells` cells: cut (its last cells "…" or "~" when cut) or filled up with blanks. */
void draw_text(int row, int col, int cells, enum look look, const char *text);
void draw_format(int row, int col, int cells, enum look look, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* The same, against the right edge. */
void draw_right(int row, int col, int cells, enum look look, const char *text);
/* Text of at most `cells` cells, without filling up; returns the cells used. For lines of several looks. */
int draw_put(int row, int col, int cells, enum look look, const char *text);
/* Text over several lines, broken at blanks or between Chinese characters, never before 。，、：；！？）」; also at
 * newlines. Lines are filled up with blanks; lines of the area that are left over are blanked. Returns the lines that
 * the text needs, which may be more than the area has. */
int draw_wrap(struct area area, enum look look, const char *text);
void draw_blank(struct area area);
/* A rule from col on: "─" or "-". */
void draw_rule(int row, int col, int cells);
/* A number of filled boxes and of the rest: draw_bar(…, 3, 10) for 3 of 10. */
void draw_gauge(int row, int col, int cells, enum look look, long part, long whole);

/* The size of the whole screen, and whether only ASCII signs may be used for lines and marks. */
int draw_height(void);
int draw_width(void);
bool draw_ascii(void);
/* A sign, or its plain form under --ascii: sign("›", ">"). */
const char *draw_sign(const char *sign, const char *ascii);

#endif

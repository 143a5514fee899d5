/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_PDF_SHEET_H
#define PRINT_PDF_SHEET_H

#include <pango/pangocairo.h>

#include "print/pdf.h"

/* A sheet while it is laid out: a cursor going down pages, and a list of what to draw where. Units are points. Drawing
 * comes afterwards, once for each 联, when the number of pages is known. Only for pdf*.c. */

#define MM(n) ((n) * 72.0 / 25.4)
#define SEAL_SIDE MM(45)
#define QR_SIDE MM(20)

/* Sizes of type by paper, in points; a large print multiplies them. */
struct sizes { double title, body, table, small, foot; };

enum op_kind { OP_LINE, OP_RULE, OP_SEAL, OP_QR, OP_STROKE, OP_BAR };
struct op {
	enum op_kind kind;
	int page;
	double x, y, w, h, grey;            /* OP_RULE: from x,y by w,h, a line as thick as the smaller one; OP_STROKE: from x,y to
	                                     * x + w,y + h, either way; OP_BAR: filled */
	PangoLayoutLine *line;              /* OP_LINE: baseline at y … */
	double scale;                       /* … this much larger than it was shaped */
	const char *text;                   /* OP_QR */
};

#define PAD 3.0                     /* between a line and a cell's text */
#define ROW_CELLS 16
/* The last row of a grid: where it ended, and its lines downwards, so that the next row only makes them longer. */
struct grid { size_t count, down[ROW_CELLS + 1]; int page; double y; };

/* A text laid out. All of them are shaped at one size and drawn larger or smaller: a font is opened once, not once for
 * each size. */
#define SHAPED_SIZE 12.0
struct shaped { PangoLayout *layout; const char *text; double size, width, spacing; unsigned style; };

struct sheet {
	const struct document *d;
	struct pdf_result *result;
	PangoContext *pango;
	PangoFontDescription *font;
	struct sizes size;
	bool slip;
	double w, h, left, right, top, bottom;      /* page; the frame that text keeps to */
	double keep;                        /* what must stand on one page with the next row, below it: signatures */
	double y, air;                      /* air: 1, less when the last lines would need a page of their own */
	int page;
	struct op *ops;
	size_t op_count, op_room;
	struct shaped **shaped;             /* every layout made: lines live as long as theirs */
	size_t shaped_count, shaped_room;
	struct grid grid;
	const struct block *repeat;         /* a table whose header is drawn again on a new page */
	const int *repeat_widths;
};

double sheet_width(const struct sheet *s);          /* of the frame */
/* Where text begins on the page at hand: below the running head of every page but the first. */
double sheet_top(const struct sheet *s);
void sheet_release(struct sheet *s);

/* A paragraph of text `width` wide (0: one line, however long). `style` gives the alignment. Owned by the sheet,
 * which gives the same layout again for the same text: `text` must live as long as the sheet. */
const struct shaped *sheet_text(struct sheet *s, const char *text, double size, double width, double spacing,
	unsigned style);
double shaped_height(const struct shaped *t);
double shaped_width(const struct shaped *t);

/* Lines and shades lie beneath all else, whenever they were put; a bar or a stroke lies over what was put before it. */
void sheet_rule(struct sheet *s, double x, double y, double w, double h, double grey);
void sheet_bar(struct sheet *s, double x, double y, double w, double h, double grey);
void sheet_stroke(struct sheet *s, double x, double y, double w, double h, double grey);
/* The whole of a text at a place, whatever the cursor; for heads and boxes that fit by construction. */
void sheet_put(struct sheet *s, const struct shaped *t, double x, double y, double grey);
/* A new page, with the running table's header. */
void sheet_break(struct sheet *s);
/* Breaks unless `height` fits below the cursor. */
void sheet_need(struct sheet *s, double height);
/* A text at the cursor, going on over pages line by line. */
void sheet_flow(struct sheet *s, const struct shaped *t, double x);
/* The first line of a text stands in by so much. */
void shaped_indent(const struct shaped *t, double indent);

/* Cells side by side as one row of a grid, going on over pages when it must. */
struct cell { const char *text; double x, w; unsigned style; bool label; };
void sheet_row(struct sheet *s, const struct cell *cells, size_t count, double size);

/* A place to go back to: what was placed since is forgotten. */
struct mark { double y; int page; size_t ops; };
struct mark sheet_mark(const struct sheet *s);
void sheet_back(struct sheet *s, const struct mark *m);

/* pdf_chart.c. A chart at the cursor, on one page. */
void sheet_chart(struct sheet *s, const struct block *b);
/* Lays out every block; pdf_blocks.c. */
void sheet_blocks(struct sheet *s);
void sheet_table_head(struct sheet *s, const struct block *b, const int *widths);

#endif

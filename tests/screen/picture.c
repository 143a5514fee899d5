/* SPDX-License-Identifier: Apache-2.0 */
/* screen-picture IN.screen OUT.png: a golden screen as a picture, for the READMEs. What is drawn is what screen_picture
 * wrote: rows with a bar before them, the cursor, and the runs of cells that are not plain. */
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/mem.h"
#include "base/text.h"

#define ROWS_MOST 100
#define COLUMNS_MOST 300
#define CELL_WIDTH 13
#define CELL_HEIGHT 32
#define MARGIN 14
#define FONT "WenQuanYi Micro Hei Mono, Noto Sans Mono CJK SC, monospace 25px"

struct cell { uint32_t c; bool wide, right, bold, reverse, underline; int fg, bg; };
struct paper { struct cell cells[ROWS_MOST][COLUMNS_MOST]; int rows, columns, cursor_row, cursor_column; };

/* xterm's eight, a little softened; the page and the ink of a dark terminal come after them. */
enum { INK = 8, PAGE = 9 };
static const unsigned colours[] = { 0x1d1f21, 0xb3312c, 0x3f9142, 0xc79a2b, 0x3b6fb6, 0x9a4d9e, 0x2f8f9d, 0xffffff,
	0xdcdcdc, 0x14171a };

/* Lines of boxes are drawn, for the glyphs of fonts do not meet: which ways each goes. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };
static const struct { uint32_t c; int ways; } lines[] = { { 0x2500, LEFT | RIGHT }, { 0x2502, UP | DOWN },
	{ 0x250c, DOWN | RIGHT }, { 0x2510, DOWN | LEFT }, { 0x2514, UP | RIGHT }, { 0x2518, UP | LEFT },
	{ 0x251c, UP | DOWN | RIGHT }, { 0x2524, UP | DOWN | LEFT }, { 0x252c, LEFT | RIGHT | DOWN },
	{ 0x2534, LEFT | RIGHT | UP }, { 0x253c, UP | DOWN | LEFT | RIGHT } };

/* ---- reading ------------------------------------------------------------------------------------------------ */

static void read_row(struct paper *p, const char *line, size_t n)
{
	int column = 0;
	while (n && column + 1 < COLUMNS_MOST) {
		uint32_t c;
		size_t used = text_decode(line, n, &c);
		int width = text_width_char(c);
		if (width > 0) {
			p->cells[p->rows][column].c = c;
			p->cells[p->rows][column].wide = width == 2;
			p->cells[p->rows][column + 1].right = width == 2;
			column += width;
		}
		line += used;
		n -= used;
	}
	p->columns = column > p->columns ? column : p->columns;
	p->rows++;
}

static bool read_look(struct paper *p, const char *line, size_t n)
{
	char looks[80];
	int row, from, to;
	if (sscanf(line, "%d: %d-%d %79[^\n]", &row, &from, &to, looks) != 4 || n < 8)
		return false;
	if (row < 0 || row >= p->rows || from < 0 || to < from || to >= COLUMNS_MOST)
		return false;
	for (struct cell *cell = &p->cells[row][from]; cell <= &p->cells[row][to]; cell++) {
		const char *fg = strstr(looks, "fg"), *bg = strstr(looks, "bg");
		cell->bold = strstr(looks, "bold") != NULL;
		cell->underline = strstr(looks, "underline") != NULL;
		cell->reverse = strstr(looks, "reverse") != NULL;
		cell->fg = fg ? (int)strtol(fg + 2, NULL, 10) & 7 : INK;
		cell->bg = bg ? (int)strtol(bg + 2, NULL, 10) & 7 : PAGE;
	}
	p->columns = to + 1 > p->columns ? to + 1 : p->columns;
	return true;
}

static bool read_screen(struct paper *p, const char *text)
{
	for (int row = 0; row < ROWS_MOST; row++)
		for (int column = 0; column < COLUMNS_MOST; column++)
			p->cells[row][column] = (struct cell){ .c = ' ', .fg = INK, .bg = PAGE };
	while (*text) {
		size_t n = strcspn(text, "\n");
		if (*text == '|' && p->rows < ROWS_MOST)
			read_row(p, text + 1, n - 1);
		else if (sscanf(text, "cursor %d %d", &p->cursor_row, &p->cursor_column) != 2 && !read_look(p, text, n))
			return false;
		text += n + (text[n] == '\n');
	}
	return p->rows && p->columns;
}

/* ---- drawing ------------------------------------------------------------------------------------------------ */

static void ink(cairo_t *cr, int colour)
{
	unsigned c = colours[colour];
	cairo_set_source_rgb(cr, (c >> 16) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0);
}

static void draw_line(cairo_t *cr, int ways, double x, double y)
{
	double middle = x + CELL_WIDTH / 2.0, level = y + CELL_HEIGHT / 2.0;
	cairo_set_line_width(cr, 2);
	cairo_move_to(cr, ways & LEFT ? x : middle, level);
	cairo_line_to(cr, ways & RIGHT ? x + CELL_WIDTH : middle, level);
	cairo_move_to(cr, middle, ways & UP ? y : level);
	cairo_line_to(cr, middle, ways & DOWN ? y + CELL_HEIGHT : level);
	cairo_stroke(cr);
}

static void draw_glyph(cairo_t *cr, PangoLayout *layout, const struct cell *cell, double x, double y)
{
	char utf8[4];
	int width, height;
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	pango_font_description_set_weight(font, cell->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, utf8, (int)text_encode(cell->c, utf8));
	pango_layout_get_pixel_size(layout, &width, &height);
	/* in the middle of its cells, so that a font of another width moves nothing */
	cairo_move_to(cr, x + ((cell->wide ? 2 : 1) * CELL_WIDTH - width) / 2.0, y + (CELL_HEIGHT - height) / 2.0);
	pango_cairo_show_layout(cr, layout);
}

static void draw_cell(cairo_t *cr, PangoLayout *layout, const struct cell *cell, double x, double y)
{
	int width = (cell->wide ? 2 : 1) * CELL_WIDTH, ways = 0;
	if (cell->right)
		return;
	ink(cr, cell->reverse ? cell->fg : cell->bg);
	cairo_rectangle(cr, x, y, width, CELL_HEIGHT);
	cairo_fill(cr);
	ink(cr, cell->reverse ? cell->bg : cell->fg);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (lines[i].c == cell->c)
			ways = lines[i].ways;
	if (ways)
		draw_line(cr, ways, x, y);
	else if (cell->c != ' ')
		draw_glyph(cr, layout, cell, x, y);
	if (cell->underline) {
		cairo_rectangle(cr, x, y + CELL_HEIGHT - 4, width, 2);
		cairo_fill(cr);
	}
}

static void draw_screen(cairo_t *cr, const struct paper *p)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_GRAY);
	ink(cr, PAGE);
	cairo_paint(cr);
	for (int row = 0; row < p->rows; row++)
		for (int column = 0; column < p->columns; column++)
			draw_cell(cr, layout, &p->cells[row][column], MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT);
	g_object_unref(layout);
	ink(cr, 3);                                          /* the cursor: a bar before its cell */
	cairo_rectangle(cr, MARGIN + p->cursor_column * CELL_WIDTH, MARGIN + p->cursor_row * CELL_HEIGHT, 3, CELL_HEIGHT);
	cairo_fill(cr);
}

/* Sixteen levels are enough for the edges of letters, and half as large. */
static void flatten(cairo_surface_t *surface)
{
	unsigned char *data = cairo_image_surface_get_data(surface);
	size_t n = (size_t)cairo_image_surface_get_stride(surface) * (size_t)cairo_image_surface_get_height(surface);
	cairo_surface_flush(surface);
	for (size_t i = 0; i < n; i++)
		data[i] = (unsigned char)((data[i] & 0xf0) | data[i] >> 4);
	cairo_surface_mark_dirty(surface);
}

int main(int argc, char **argv)
{
	struct paper *p = mem_alloc(sizeof *p);
	struct err err;
	char *text = NULL;
	size_t n;
	if (argc != 3 || conf_slurp(argv[1], 1024 * 1024, &text, &n, &err) || !read_screen(p, text)) {
		(void)fprintf(stderr, "usage: screen-picture IN.screen OUT.png\n");
		free(text);
		free(p);
		return 1;
	}
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2 * MARGIN + p->columns * CELL_WIDTH,
		2 * MARGIN + p->rows * CELL_HEIGHT);
	cairo_t *cr = cairo_create(surface);
	draw_screen(cr, p);
	flatten(surface);
	cairo_status_t st = cairo_surface_write_to_png(surface, argv[2]);
	if (st)
		(void)fprintf(stderr, "%s: %s\n", argv[2], cairo_status_to_string(st));
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	pango_cairo_font_map_set_default(NULL);
	FcFini();
	free(text);
	free(p);
	return st != CAIRO_STATUS_SUCCESS;
}

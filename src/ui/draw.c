/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/draw.h"

#include <curses.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/canvas.h"
#include "ui/draw_private.h"
#include "ui/pen.h"
#include "ui/wrap.h"

#define ROW_CELLS 512

enum pair { PAIR_OWN, PAIR_GREEN, PAIR_YELLOW, PAIR_RED, PAIR_CYAN, PAIR_ALARM };

static const struct { int fore, back; } pairs[] = {      /* -1: the terminal's own */
	[PAIR_OWN] = { -1, -1 }, [PAIR_GREEN] = { COLOR_GREEN, -1 }, [PAIR_YELLOW] = { COLOR_YELLOW, -1 },
	[PAIR_RED] = { COLOR_RED, -1 }, [PAIR_CYAN] = { COLOR_CYAN, -1 }, [PAIR_ALARM] = { COLOR_WHITE, COLOR_RED },
};

static const struct { attr_t mono, colour; enum pair pair; } looks[LOOK_COUNT] = {
	[LOOK_PLAIN] = { A_NORMAL, A_NORMAL, PAIR_OWN },
	[LOOK_TITLE] = { A_BOLD, A_BOLD, PAIR_OWN },
	[LOOK_LABEL] = { A_NORMAL, A_NORMAL, PAIR_OWN },
	[LOOK_FIELD] = { A_UNDERLINE, A_UNDERLINE, PAIR_OWN },
	[LOOK_FOCUS] = { A_REVERSE, A_REVERSE, PAIR_OWN },
	[LOOK_LOCKED] = { A_NORMAL, A_NORMAL, PAIR_CYAN },
	[LOOK_STRONG] = { A_BOLD, A_BOLD, PAIR_OWN },
	[LOOK_DIM] = { A_DIM, A_DIM, PAIR_OWN },
	[LOOK_GOOD] = { A_NORMAL, A_NORMAL, PAIR_GREEN },
	[LOOK_WARN] = { A_BOLD, A_BOLD, PAIR_YELLOW },
	[LOOK_BAD] = { A_BOLD, A_BOLD, PAIR_RED },
	[LOOK_KEY] = { A_REVERSE, A_REVERSE, PAIR_OWN },
	[LOOK_KEY_LABEL] = { A_NORMAL, A_NORMAL, PAIR_OWN },
	[LOOK_ERROR] = { A_REVERSE | A_BOLD, A_BOLD, PAIR_ALARM },
	[LOOK_NOTE] = { A_BOLD, A_BOLD, PAIR_OWN },
};

/* Signs that some fonts draw two cells wide, and their plain forms. */
static const struct { uint32_t sign; char ascii; } plain_signs[] = {
	{ 0x00B0, 'o' }, { 0x00B7, '.' }, { 0x00D7, 'x' }, { 0x2014, '-' }, { 0x2018, '\'' }, { 0x2019, '\'' },
	{ 0x201C, '"' }, { 0x201D, '"' }, { 0x2026, '~' }, { 0x2039, '<' }, { 0x203A, '>' }, { 0x2190, '<' },
	{ 0x2191, '^' }, { 0x2192, '>' }, { 0x2193, 'v' }, { 0x2500, '-' }, { 0x2502, '|' }, { 0x250C, '+' },
	{ 0x2510, '+' }, { 0x2514, '+' }, { 0x2518, '+' }, { 0x251C, '+' }, { 0x2524, '+' }, { 0x252C, '+' },
	{ 0x2534, '+' }, { 0x253C, '+' }, { 0x2581, '1' }, { 0x2582, '2' }, { 0x2583, '3' }, { 0x2584, '4' },
	{ 0x2585, '5' }, { 0x2586, '6' }, { 0x2587, '7' }, { 0x2588, '8' }, { 0x2591, '.' }, { 0x25A0, 'x' },
	{ 0x25A1, '.' }, { 0x25B2, '^' }, { 0x25BC, 'v' }, { 0x25CB, '.' }, { 0x25CF, '*' }, { 0x25D0, 'o' },
	{ 0x27E8, '<' }, { 0x27E9, '>' },
};

static struct { attr_t attr; enum pair pair; enum look first; } chosen[LOOK_COUNT];      /* first: the first alike */
static bool ascii_only;
static struct buf filtered;          /* kept between calls: no allocation per line */

void draw_start(bool ascii, bool mono)
{
	bool colours = !mono && pen_colours();
	ascii_only = ascii;
	for (int i = 0; i < LOOK_COUNT; i++) {
		chosen[i].attr = colours ? looks[i].colour : looks[i].mono;
		chosen[i].pair = colours ? looks[i].pair : PAIR_OWN;
		int first = 0;
		while (chosen[first].attr != chosen[i].attr || chosen[first].pair != chosen[i].pair)
			first++;
		chosen[i].first = (enum look)first;
		pen_define((enum look)i, chosen[i].attr, pairs[chosen[i].pair].fore, pairs[chosen[i].pair].back);
	}
	buf_init(&filtered, BUF_SMALL);
	canvas_start(LINES, COLS);
}

void draw_stop(void)
{
	buf_release(&filtered);
	canvas_stop();
}

void draw_set_ascii(bool ascii)
{
	ascii_only = ascii;
}

static uint32_t plain_sign(uint32_t c)
{
	size_t low = 0, high = COUNT_OF(plain_signs);
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (plain_signs[mid].sign < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low < COUNT_OF(plain_signs) && plain_signs[low].sign == c ? (unsigned char)plain_signs[low].ascii : c;
}

/* What is really put on the screen for a character: terminals go by the C library's widths, we by base/text; where they
 * differ a stand-in of the right width goes out, so that no column can move. */
static wchar_t seemly(uint32_t c, int width)
{
	if (c < 0x7f)
		return (wchar_t)c;
	if (ascii_only && width == 1)
		c = plain_sign(c);
	if (wcwidth((wchar_t)c) == width)
		return (wchar_t)c;
	return width == 2 ? L'\u3013' : L'?';
}

struct line { struct cell cells[ROW_CELLS]; int used; };

static void line_put(struct line *l, wchar_t c, int width, enum look look)
{
	uint16_t seen = (uint16_t)chosen[look].first;
	l->cells[l->used++] = (struct cell){ (uint32_t)c, seen, 0 };
	if (width == 2)
		l->cells[l->used++] = (struct cell){ CELL_HALF, seen, 0 };
}

/* Puts a mark on the last character. */
static void line_mark(struct line *l, uint32_t mark)
{
	int at = l->used - 1;
	if (at > 0 && l->cells[at].c == CELL_HALF)
		at--;
	if (at >= 0 && wcwidth((wchar_t)mark) == 0)
		l->cells[at].marks = canvas_marks(l->cells[at].marks, mark);
}

/* Takes characters back until `cells` are used at most. */
static void line_cut(struct line *l, int cells)
{
	while (l->used > cells)
		l->used -= l->cells[l->used - 1].c == CELL_HALF ? 2 : 1;
}

/* Characters that text_for_tty lets pass whatever stands around them, and whose width no C library doubts: ASCII, the
 * Chinese ones of everyday, their punctuation, rules and signs. Returns the width; 0: the filter must see this and what follows. */
static int plain(const char *s, size_t n, uint32_t *c, size_t *used)
{
	const unsigned char *u = (const unsigned char *)s;
	if (u[0] >= 0x20 && u[0] < 0x7f) {
		*c = u[0];
		*used = 1;
		return 1;
	}
	if (n > 1 && u[0] == 0xC2 && u[1] == 0xB7) {             /* the dot in names */
		*c = 0xB7;
		*used = 2;
		return !ascii_only;
	}
	if (n < 3 || (u[0] & 0xF0) != 0xE0 || (u[1] & 0xC0) != 0x80 || (u[2] & 0xC0) != 0x80)
		return 0;
	*c = (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
	*used = 3;
	if ((*c >= 0x4E00 && *c < 0x9FF0) || (*c >= 0x3001 && *c <= 0x3011) || (*c >= 0xFF01 && *c <= 0xFF5E))
		return 2;
	bool sign = (*c >= 0x2500 && *c <= 0x25E0) || (*c >= 0x2190 && *c <= 0x2193) || *c == 0x2026 || *c == 0x203A ||
		(*c >= 0x2018 && *c <= 0x201D);
	return sign && !ascii_only;
}

/* As much of the text as fits, through the filter; true when all did. */
static bool line_filtered(struct line *l, int cells, enum look look, const char *text, size_t size)
{
	buf_clear(&filtered);
	text_for_tty(&filtered, text, size);
	for (size_t i = 0; i < filtered.len;) {
		uint32_t c;
		i += text_decode(filtered.data + i, filtered.len - i, &c);
		int width = text_width_char(c);
		if (!width) {
			line_mark(l, c);
			continue;
		}
		if (l->used + width > cells)
			return false;
		line_put(l, seemly(c, width), width, look);
	}
	return true;
}

static bool line_text(struct line *l, int cells, enum look look, const char *text, size_t size)
{
	uint32_t c = 0, after = 0;
	size_t used = 0, more = 0;
	int width = size ? plain(text, size, &c, &used) : 0, next;
	for (; size; width = next, c = after, used = more) {
		next = used < size ? plain(text + used, size - used, &after, &more) : 1;
		/* a mark may follow and belong to it: the filter judges both together */
		if (!width || !next)
			return line_filtered(l, cells, look, text, size);
		if (l->used + width > cells)
			return false;
		line_put(l, (wchar_t)c, width, look);
		text += used;
		size -= used;
	}
	return true;
}

static void line_fill(struct line *l, int cells, enum look look)
{
	while (l->used < cells)
		line_put(l, L' ', 1, look);
}

static struct line *line_begin(int row, int col, int *cells)
{
	static struct line l;
	l.used = 0;
	if (row < 0 || row >= LINES || col < 0 || col >= COLS)
		return NULL;
	*cells = *cells < COLS - col ? *cells : COLS - col;
	*cells = *cells < ROW_CELLS ? *cells : ROW_CELLS;
	return *cells > 0 ? &l : NULL;
}

static void line_show(const struct line *l, int row, int col)
{
	if (l->used)
		canvas_put(row, col, l->cells, l->used);
}

/* Cuts with a sign that says so. */
static void line_cut_off(struct line *l, int cells, enum look look)
{
	line_cut(l, cells - 1);
	while (l->used < cells - 1)
		line_put(l, L' ', 1, look);
	line_put(l, seemly(0x2026, 1), 1, look);
}

static void draw_bytes(int row, int col, int cells, enum look look, const char *text, size_t n)
{
	struct line *l = line_begin(row, col, &cells);
	if (!l)
		return;
	if (!line_text(l, cells, look, text, n))
		line_cut_off(l, cells, look);
	line_fill(l, cells, look);
	line_show(l, row, col);
}

void draw_text(int row, int col, int cells, enum look look, const char *text)
{
	draw_bytes(row, col, cells, look, text, strlen(text));
}

void draw_format(int row, int col, int cells, enum look look, const char *format, ...)
{
	char few[512], *text = few, *many = NULL;
	va_list ap;
	va_start(ap, format);
	int n = vsnprintf(few, sizeof few, format, ap);
	va_end(ap);
	if (n >= (int)sizeof few) {
		many = text = mem_array((size_t)n + 1, 1);
		va_start(ap, format);
		(void)vsnprintf(many, (size_t)n + 1, format, ap);
		va_end(ap);
	}
	draw_text(row, col, cells, look, n < 0 ? "" : text);
	free(many);
}

void draw_right(int row, int col, int cells, enum look look, const char *text)
{
	int used = text_width(text), full = cells;
	struct line *l = line_begin(row, col, &cells);
	if (!l)
		return;
	if (used < full)
		line_fill(l, full - used < cells ? full - used : cells, look);
	if (!line_text(l, cells, look, text, strlen(text)))
		line_cut_off(l, cells, look);
	line_fill(l, cells, look);
	line_show(l, row, col);
}

int draw_put(int row, int col, int cells, enum look look, const char *text)
{
	struct line *l = line_begin(row, col, &cells);
	if (!l)
		return 0;
	if (!line_text(l, cells, look, text, strlen(text)))
		line_cut_off(l, cells, look);
	line_show(l, row, col);
	return l->used;
}

int draw_wrap(struct area area, enum look look, const char *text)
{
	size_t n = strlen(text);
	int lines = 0;
	for (size_t next; n; text += next, n -= next) {
		size_t size = wrap_line(text, n, area.width, &next);
		if (lines < area.height)
			draw_bytes(area.row + lines, area.col, area.width, look, text, size);
		lines++;
	}
	for (int row = lines; row < area.height; row++)
		draw_bytes(area.row + row, area.col, area.width, LOOK_PLAIN, "", 0);
	return lines;
}

void draw_blank(struct area area)
{
	int cells = area.width;
	struct line *l = line_begin(area.row, area.col, &cells);
	if (!l)
		return;
	line_fill(l, cells, LOOK_PLAIN);
	for (int row = area.row; row < area.row + area.height && row < LINES; row++)
		line_show(l, row, area.col);
}

static void draw_repeated(int row, int col, int cells, enum look look, uint32_t c, int part)
{
	struct line *l = line_begin(row, col, &cells);
	if (!l)
		return;
	while (l->used < cells)
		line_put(l, l->used < part ? seemly(c, 1) : seemly(0x2591, 1), 1, look);
	line_show(l, row, col);
}

void draw_rule(int row, int col, int cells)
{
	draw_repeated(row, col, cells, LOOK_PLAIN, 0x2500, cells);
}

void draw_gauge(int row, int col, int cells, enum look look, long part, long whole)
{
	long filled = whole > 0 && part > 0 ? (part >= whole ? cells : part * cells / whole) : 0;
	draw_repeated(row, col, cells, look, 0x2588, (int)filled);
}

int draw_height(void)
{
	return LINES;
}

int draw_width(void)
{
	return COLS;
}

bool draw_ascii(void)
{
	return ascii_only;
}

const char *draw_sign(const char *sign, const char *ascii)
{
	return ascii_only ? ascii : sign;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Where things stand on the page. */
#include "print/pdf_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define GRID 0.4                    /* thickness of a table's lines */
#define SHADE 0.945                 /* behind labels: seen on paper, gone on a copy */

double sheet_width(const struct sheet *s)
{
	return s->right - s->left;
}

double sheet_top(const struct sheet *s)
{
	return s->page && !s->slip ? s->top + s->size.foot * 1.9 : s->top;
}

void sheet_release(struct sheet *s)
{
	for (size_t i = 0; i < s->op_count; i++)
		if (s->ops[i].line)
			pango_layout_line_unref(s->ops[i].line);
	for (size_t i = 0; i < s->shaped_count; i++)
		g_object_unref(s->shaped[i]->layout);
	free(s->ops);
	free(s->shaped);
}

static struct op *op_add(struct sheet *s, enum op_kind kind)
{
	if (s->op_count == s->op_room) {
		s->op_room = s->op_room ? 2 * s->op_room : 256;
		s->ops = mem_grow(s->ops, s->op_room, sizeof *s->ops);
	}
	s->ops[s->op_count] = (struct op){ .kind = kind, .page = s->page };
	return &s->ops[s->op_count++];
}

/* ---- text ---- */

static void unknown_note(struct sheet *s, uint32_t c)
{
	char name[12];
	size_t used = strlen(s->result->unknown_text);

	snprintf(name, sizeof name, "U+%04X", (unsigned)c);
	if (strstr(s->result->unknown_text, name))
		return;
	s->result->unknown++;
	if (used + strlen(name) + 2 > sizeof s->result->unknown_text)
		return;
	snprintf(s->result->unknown_text + used, sizeof s->result->unknown_text - used, "%s%s", used ? " " : "", name);
}

/* The text with 〓 for each character that no font has: a box with digits in it is no name, and nothing at all is worse
 * (E-1401). */
static void replace_unknown(struct sheet *s, PangoLayout *layout)
{
	PangoLayoutIter *it = pango_layout_get_iter(layout);
	const char *text = pango_layout_get_text(layout);
	size_t n = strlen(text);
	char *bad = mem_array(n + 1, 1);
	struct buf out;

	do {
		PangoLayoutRun *run = pango_layout_iter_get_run_readonly(it);

		for (int i = 0; run && i < run->glyphs->num_glyphs; i++)
			if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
				bad[run->item->offset + run->glyphs->log_clusters[i]] = 1;
	} while (pango_layout_iter_next_run(it));
	pango_layout_iter_free(it);
	buf_init(&out, BUF_LARGE);
	for (size_t at = 0; at < n; ) {
		uint32_t c;
		size_t step = text_decode(text + at, n - at, &c);

		if (bad[at]) {
			unknown_note(s, c);
			buf_text(&out, "〓");
		} else {
			buf_add(&out, text + at, step);
		}
		at += step;
	}
	pango_layout_set_text(layout, out.len ? out.data : "", (int)out.len);
	buf_release(&out);
	free(bad);
}

/* A number that must be broken over lines gets no hyphen that is not in it. */
static void forbid_hyphens(PangoLayout *layout)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

static PangoLayout *layout_of(struct sheet *s, const struct shaped *t)
{
	PangoLayout *layout = pango_layout_new(s->pango);

	forbid_hyphens(layout);
	pango_layout_set_font_description(layout, s->font);
	pango_layout_set_text(layout, t->text, -1);
	pango_layout_set_line_spacing(layout, (float)t->spacing);
	if (t->width > 0) {
		pango_layout_set_width(layout, (int)(t->width * SHAPED_SIZE / t->size * PANGO_SCALE));
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
		pango_layout_set_alignment(layout, t->style & STYLE_RIGHT ? PANGO_ALIGN_RIGHT :
			t->style & STYLE_CENTER ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
	}
	if (pango_layout_get_unknown_glyphs_count(layout) > 0)
		replace_unknown(s, layout);
	return layout;
}

const struct shaped *sheet_text(struct sheet *s, const char *text, double size, double width, double spacing,
	unsigned style)
{
	struct shaped *t;

	/* pages are sometimes laid out twice; shaping is what costs */
	for (size_t i = 0; i < s->shaped_count; i++) {
		t = s->shaped[i];
		if (t->text == text && t->size == size && t->width == width && t->spacing == spacing && t->style == style)
			return t;
	}
	if (s->shaped_count == s->shaped_room) {
		s->shaped_room = s->shaped_room ? 2 * s->shaped_room : 128;
		s->shaped = mem_grow(s->shaped, s->shaped_room, sizeof *s->shaped);
	}
	t = s->shaped[s->shaped_count++] = arena_alloc(s->d->own, sizeof *t);
	*t = (struct shaped){ NULL, text, size, width, spacing, style };
	t->layout = layout_of(s, t);
	return t;
}

static double points(const struct shaped *t, int units)
{
	return (double)units / PANGO_SCALE * t->size / SHAPED_SIZE;
}

double shaped_height(const struct shaped *t)
{
	int w, h;

	pango_layout_get_size(t->layout, &w, &h);
	return points(t, h);
}

double shaped_width(const struct shaped *t)
{
	int w, h;

	pango_layout_get_size(t->layout, &w, &h);
	return points(t, w);
}

void shaped_indent(const struct shaped *t, double indent)
{
	pango_layout_set_indent(t->layout, (int)(indent * SHAPED_SIZE / t->size * PANGO_SCALE));
}

/* ---- placing ---- */

static void line_add(struct sheet *s, enum op_kind kind, double x, double y, double w, double h, double grey)
{
	struct op *op = op_add(s, kind);

	op->x = x;
	op->y = y;
	op->w = w;
	op->h = h;
	op->grey = grey;
}

void sheet_rule(struct sheet *s, double x, double y, double w, double h, double grey)
{
	line_add(s, OP_RULE, x, y, w, h, grey);
}

void sheet_bar(struct sheet *s, double x, double y, double w, double h, double grey)
{
	line_add(s, OP_BAR, x, y, w, h, grey);
}

void sheet_stroke(struct sheet *s, double x, double y, double w, double h, double grey)
{
	line_add(s, OP_STROKE, x, y, w, h, grey);
}

/* Where one line of a layout lies in it. */
struct span { double top, height, baseline, x; };
static struct span span_of(const struct shaped *t, PangoLayoutIter *it)
{
	PangoRectangle logical;
	struct span sp;
	int y0, y1;

	pango_layout_iter_get_line_yrange(it, &y0, &y1);
	pango_layout_iter_get_line_extents(it, NULL, &logical);
	sp.top = points(t, y0);
	sp.height = points(t, y1 - y0);
	sp.baseline = points(t, pango_layout_iter_get_baseline(it) - y0);
	sp.x = points(t, logical.x);
	return sp;
}

static void put_line(struct sheet *s, const struct shaped *t, PangoLayoutIter *it, double x, double y, double grey)
{
	struct span sp = span_of(t, it);
	struct op *op = op_add(s, OP_LINE);

	op->line = pango_layout_line_ref(pango_layout_iter_get_line_readonly(it));
	op->x = x + sp.x;
	op->y = y + sp.baseline;
	op->scale = t->size / SHAPED_SIZE;
	op->grey = grey;
}

void sheet_put(struct sheet *s, const struct shaped *t, double x, double y, double grey)
{
	PangoLayoutIter *it = pango_layout_get_iter(t->layout);

	do
		put_line(s, t, it, x, y + span_of(t, it).top, grey);
	while (pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
}

struct mark sheet_mark(const struct sheet *s)
{
	return (struct mark){ s->y, s->page, s->op_count };
}

void sheet_back(struct sheet *s, const struct mark *m)
{
	while (s->op_count > m->ops)
		if (s->ops[--s->op_count].line)
			pango_layout_line_unref(s->ops[s->op_count].line);
	s->y = m->y;
	s->page = m->page;
	s->grid.count = 0;
}

void sheet_break(struct sheet *s)
{
	s->page++;
	s->y = sheet_top(s);
	if (s->repeat)
		sheet_table_head(s, s->repeat, s->repeat_widths);
}

void sheet_need(struct sheet *s, double height)
{
	if (s->y + height > s->bottom && s->y > sheet_top(s))
		sheet_break(s);
}

void sheet_flow(struct sheet *s, const struct shaped *t, double x)
{
	PangoLayoutIter *it = pango_layout_get_iter(t->layout);

	do {
		struct span sp = span_of(t, it);

		sheet_need(s, sp.height);
		put_line(s, t, it, x, s->y, 0);
		s->y += sp.height;
	} while (pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
}

/* ---- rows of a grid ---- */

struct running { const struct shaped *text; PangoLayoutIter *it; double height; bool done; };

/* Places as many lines of a cell as fit into `room`; returns the height they take. */
static double cell_lines(struct sheet *s, const struct cell *c, struct running *r, double y, double room)
{
	double used = 0;

	while (!r->done) {
		struct span sp = span_of(r->text, r->it);

		if (used + sp.height > room)
			break;
		put_line(s, r->text, r->it, c->x + PAD, y + used, 0);
		used += sp.height;
		r->done = !pango_layout_iter_next_line(r->it);
	}
	return used;
}

/* Does this row go on where the last one ended, with the same columns? */
static bool goes_on(const struct sheet *s, const struct cell *cells, size_t count, double y)
{
	const struct grid *g = &s->grid;

	if (g->count != count || g->page != s->page || g->y != y)
		return false;
	for (size_t i = 0; i < count; i++)
		if (s->ops[g->down[i]].x != cells[i].x)
			return false;
	return true;
}

/* The lines around a row. Those downwards are one with the row's above: a table of eight columns has nine of them, not
 * nine for each row. */
static void row_frame(struct sheet *s, const struct cell *cells, size_t count, double y, double height)
{
	double left = cells[0].x, right = cells[count - 1].x + cells[count - 1].w;
	struct grid *g = &s->grid;

	if (s->slip)
		return;
	for (size_t i = 0; i < count; i++)
		if (cells[i].label)
			sheet_rule(s, cells[i].x, y, cells[i].w, height, SHADE);
	if (goes_on(s, cells, count, y)) {
		for (size_t i = 0; i <= count; i++)
			s->ops[g->down[i]].h += height;
	} else {
		sheet_rule(s, left, y, right - left, GRID, 0);
		for (size_t i = 0; i <= count; i++) {
			sheet_rule(s, i < count ? cells[i].x : right, y, GRID, height + GRID, 0);
			g->down[i] = s->op_count - 1;
		}
	}
	sheet_rule(s, left, y + height, right - left, GRID, 0);
	g->count = count;
	g->page = s->page;
	g->y = y + height;
}

void sheet_row(struct sheet *s, const struct cell *cells, size_t count, double size)
{
	struct running run[ROW_CELLS];
	double tallest = 0, pad = s->slip ? 0.5 : size * 0.3 * s->air * s->air;
	bool more = true, whole;

	for (size_t i = 0; i < count; i++) {
		const struct shaped *t = sheet_text(s, cells[i].text, size, cells[i].w - 2 * PAD, 1.16, cells[i].style);

		run[i] = (struct running){ t, pango_layout_get_iter(t->layout), shaped_height(t), false };
		tallest = run[i].height > tallest ? run[i].height : tallest;
	}
	double row = tallest + 2 * pad;

	if (row < (s->bottom - s->top) / 2)           /* what no page holds together is not kept: the row would stand alone on one */
		sheet_need(s, row + (row + s->keep <= s->bottom - sheet_top(s) ? s->keep : 0));
	whole = s->y + tallest + 2 * pad <= s->bottom;
	while (more) {
		double room = s->bottom - s->y - 2 * pad, used = 0;

		more = false;
		for (size_t i = 0; i < count; i++) {
			double down = whole ? (tallest - run[i].height) / 2 : 0;
			double took = cell_lines(s, &cells[i], &run[i], s->y + pad + down, whole ? tallest + 1 : room);

			used = took > used ? took : used;
			more = more || !run[i].done;
		}
		if (used == 0 && more && s->y <= sheet_top(s) + 1)        /* not even one line on an empty page: never for our sizes */
			break;
		if (used > 0 || !more) {
			row_frame(s, cells, count, s->y, used + 2 * pad);
			s->y += used + 2 * pad;
		}
		if (more)
			sheet_break(s);
	}
	for (size_t i = 0; i < count; i++)
		pango_layout_iter_free(run[i].it);
}

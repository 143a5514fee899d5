/* SPDX-License-Identifier: Apache-2.0 */
/* Bars and lines over a few dozen points. They are told apart by grey alone: an office printer has no colours. */
#include <math.h>

#include "base/mem.h"
#include "print/pdf_sheet.h"

#define CHART_HEIGHT MM(27)         /* three of them and a head stand on an A4 page that lies across */
static const double greys[DOCUMENT_SERIES] = { 0.2, 0.58, 0.8 };

struct plot { double x, y, w, h, top; const struct block *b; bool numbers; };      /* top: what the uppermost line stands for */

static const struct shaped *small(struct sheet *s, const char *text)
{
	return sheet_text(s, text, s->size.foot, 0, 1, 0);
}

/* The smallest of 1, 2, 5 times a power of ten that four steps of reach the top. */
static double step_of(double most)
{
	double step = 1;

	while (4 * step < most) {
		double digit = step / pow(10, floor(log10(step) + 1e-9));
		step *= digit > 1.5 && digit < 3 ? 2.5 : 2;
	}
	return step;
}

static double height_of(const struct plot *p, double n)
{
	return n < 0 ? 0 : p->h * n / p->top;
}

static void put_legend(struct sheet *s, const struct block *b)
{
	double x = s->right;

	for (size_t k = b->column_count - 1; k >= 1; k--) {
		const struct shaped *l = sheet_text(s, b->columns[k].header, s->size.small, 0, 1, 0);
		x -= shaped_width(l) + 4;
		sheet_put(s, l, x, s->y, 0);
		x -= 12;
		sheet_bar(s, x, s->y + s->size.small * 0.3, 8, s->size.small * 0.7, greys[k - 1]);
	}
	sheet_put(s, sheet_text(s, b->text, s->size.small, 0, 1, STYLE_STRONG), s->left, s->y, 0);
	s->y += s->size.small * 1.9;
}

static void put_scale(struct sheet *s, struct plot *p, double step)
{
	for (double at = 0; at <= p->top + step / 2; at += step) {
		const struct shaped *l = small(s, arena_format(s->d->own, "%.0f", at));
		double y = p->y + p->h - height_of(p, at);

		sheet_rule(s, p->x, y, p->w, 0.3, at > 0 ? 0.75 : 0);
		sheet_put(s, l, p->x - shaped_width(l) - 3, y - s->size.foot * 0.6, 0.3);
	}
}

static double bar_width(const struct plot *p)
{
	double wide = p->w / (double)p->b->row_count * 0.72 / (double)(p->b->column_count - 1);

	return wide > MM(7) ? MM(7) : wide;
}

/* Do the numbers of all bars fit over them? One that stands where others are left out would look like the only one. */
static bool numbers_fit(struct sheet *s, const struct plot *p)
{
	double room = bar_width(p) + 2;

	for (size_t row = 0; row < p->b->row_count; row++)
		for (size_t k = 1; k < p->b->column_count; k++)
			if (document_number(p->b, row, k) > 0 && shaped_width(small(s, p->b->cells[row * p->b->column_count + k])) > room)
				return false;
	return true;
}

/* Over a bar that is `h` high; no line of the scale goes through it. */
static void put_number(struct sheet *s, const struct plot *p, double middle, double h, const char *number)
{
	const struct shaped *l = small(s, number);
	double w = shaped_width(l), y = p->y + p->h - h - s->size.foot * 1.25;

	sheet_bar(s, middle - w / 2 - 0.5, y + s->size.foot * 0.2, w + 1, s->size.foot * 0.9, 1);
	sheet_put(s, l, middle - w / 2, y, 0.3);
}

static void put_bars(struct sheet *s, const struct plot *p, size_t row)
{
	size_t series = p->b->column_count - 1;
	double each = p->w / (double)p->b->row_count, wide = bar_width(p), x = p->x + each * (double)row + (each - wide * (double)series) / 2;

	for (size_t k = 1; k <= series; k++, x += wide) {
		double n = document_number(p->b, row, k), h = height_of(p, n);
		if (h <= 0)
			continue;
		/* what is nearly nothing is seen all the same */
		sheet_bar(s, x, p->y + p->h - (h < 1 ? 1 : h), wide - 0.5, h < 1 ? 1 : h, greys[k - 1]);
		if (p->numbers)
			put_number(s, p, x + wide / 2, h, p->b->cells[row * p->b->column_count + k]);
	}
}

static void put_points(struct sheet *s, const struct plot *p, size_t row)
{
	double each = p->w / (double)p->b->row_count, x = p->x + each * ((double)row + 0.5);

	for (size_t k = 1; k < p->b->column_count; k++) {
		double n = document_number(p->b, row, k), before = row ? document_number(p->b, row - 1, k) : -1;
		double y = p->y + p->h - height_of(p, n), y0 = p->y + p->h - height_of(p, before);
		if (n < 0)
			continue;
		sheet_bar(s, x - 1.6, y - 1.6, 3.2, 3.2, greys[k - 1]);
		if (before >= 0)
			sheet_stroke(s, x - each, y0, each, y - y0, greys[k - 1]);
	}
}

/* Under each point, or under every so many where they are too close. */
static void put_labels(struct sheet *s, const struct plot *p)
{
	double each = p->w / (double)p->b->row_count, widest = 1;
	size_t every;

	for (size_t row = 0; row < p->b->row_count; row++) {
		double w = shaped_width(small(s, p->b->cells[row * p->b->column_count]));
		widest = w > widest ? w : widest;
	}
	every = (size_t)ceil((widest + 2) / each);
	for (size_t row = 0; row < p->b->row_count; row += every) {
		const struct shaped *name = small(s, p->b->cells[row * p->b->column_count]);
		sheet_put(s, name, p->x + each * ((double)row + 0.5) - shaped_width(name) / 2, p->y + p->h + 2.5, 0.2);
	}
}

void sheet_chart(struct sheet *s, const struct block *b)
{
	double most = document_most(b), step = step_of(most);
	struct plot p = { .b = b, .h = CHART_HEIGHT, .top = step * ceil(most / step) };

	if (!b->row_count || b->column_count < 2 || s->slip)
		return;
	sheet_need(s, CHART_HEIGHT + s->size.small * 2 + s->size.foot * 3.2);
	s->y += s->size.small * 0.4;
	put_legend(s, b);
	p.x = s->left + MM(10);
	p.w = s->right - p.x;
	p.y = s->y + s->size.foot;
	p.numbers = numbers_fit(s, &p);
	put_scale(s, &p, step);
	for (size_t row = 0; row < b->row_count; row++)
		(b->style & STYLE_LINE ? put_points : put_bars)(s, &p, row);
	put_labels(s, &p);
	s->y = p.y + p.h + s->size.foot * 2.4;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks as lines of text: the screen's preview and the slip printer draw the same layout. */
#include "law/document.h"

#include <string.h>

#include "base/text.h"

#define COLUMNS_LEAST 16
#define COLUMNS_MOST 200
#define CELLS_MOST 16

struct page {
	const struct document *d;
	int columns;
	bool doubles;
	unsigned style;                             /* of every line: a large slip is all large */
	document_width_fn *width;
	document_line_fn *fn;
	void *ctx;
	struct buf line;
};

static int width_of(const struct page *p, const char *s, size_t n)
{
	return document_cells(p->width, s, n);
}

/* ---- breaking lines ---- */

/* Chinese breaks anywhere but before closing and after opening marks; everything else at its blanks. */
static bool may_end_before(uint32_t c)
{
	static const char closing[] = "、。,.;:!?)]}》」』】〕…%”’·/-";
	size_t at = 0;
	uint32_t one;

	while (at < sizeof closing - 1) {
		at += text_decode(closing + at, sizeof closing - 1 - at, &one);
		if (one == c || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F || c == 0xFF09)
			return false;
	}
	return true;
}

static bool may_end_after(uint32_t c)
{
	return !(c == '(' || c == '[' || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0x3014 ||
		c == 0x201C || c == 0x2018 || c == 0xFF08);
}

/* How many bytes of s stand on the next line of `room` cells. At least one character, so that it always ends. */
static size_t line_take(const struct page *p, const char *s, size_t n, int room)
{
	size_t at = 0, fits = 0, good = 0;
	int used = 0;
	uint32_t c = 0, last = 0;

	while (at < n) {
		size_t step = text_decode(s + at, n - at, &c);
		int cells = p->width(c);
		bool edge = at && (last == ' ' || ((p->width(last) > 1 || cells > 1) && may_end_after(last) && may_end_before(c)));

		if (edge && cells)
			good = at;
		if (used + cells > room && c != ' ')
			break;
		used += cells;
		at += step;
		fits = at;
		last = c;
	}
	if (at >= n)
		return n;
	if (good)
		return good;
	return fits ? fits : text_decode(s, n, &c);
}

/* Walks the lines of a text: each call gives the next one without its trailing blanks; false when there is none. */
struct cut { const char *s; size_t left; bool begun; };
static bool line_next(const struct page *p, struct cut *cut, int room, const char **s, size_t *n)
{
	size_t take;

	if (!cut->left && cut->begun)
		return false;
	cut->begun = true;
	take = cut->left ? line_take(p, cut->s, cut->left, room) : 0;
	*s = cut->s;
	*n = take;
	while (*n && cut->s[*n - 1] == ' ')
		(*n)--;
	cut->s += take;
	cut->left -= take;
	while (cut->left && *cut->s == ' ') {
		cut->s++;
		cut->left--;
	}
	return true;
}

/* ---- lines out ---- */

static void pad(struct buf *b, int n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

static void emit(struct page *p, unsigned style)
{
	while (p->line.len && p->line.data[p->line.len - 1] == ' ')
		p->line.data[--p->line.len] = '\0';
	p->fn(p->ctx, &(struct document_line){ LINE_TEXT, style | p->style, p->line.len ? p->line.data : "" });
	buf_clear(&p->line);
}

static void put_text(struct page *p, const char *text, unsigned style, int indent)
{
	struct cut cut = { text, strlen(text), false };
	bool wide = style & STYLE_LARGE && p->doubles && !(p->style & STYLE_LARGE);
	int room = wide ? p->columns / 2 : p->columns;
	const char *s;
	size_t n;

	while (line_next(p, &cut, room - indent, &s, &n)) {
		int spare = room - width_of(p, s, n);

		pad(&p->line, style & STYLE_RIGHT ? spare : style & STYLE_CENTER ? spare / 2 : indent);
		buf_add(&p->line, s, n);
		emit(p, (style & (STYLE_STRONG | STYLE_CENTER)) | (wide ? STYLE_LARGE : 0));
		indent = 0;
	}
}

static void put_rule(struct page *p)
{
	for (int i = 0; i < p->columns; i++)
		buf_char(&p->line, '-');
	emit(p, 0);
}

/* Cells side by side, as many lines as the tallest needs. */
struct side { const char *text; int at, room; unsigned style; };
static void put_side_by_side(struct page *p, const struct side *cells, size_t count, unsigned style)
{
	struct cut cuts[2 * CELLS_MOST];
	bool more = true;

	for (size_t i = 0; i < count; i++)
		cuts[i] = (struct cut){ cells[i].text, strlen(cells[i].text), false };
	while (more) {
		int used = 0;

		more = false;
		for (size_t i = 0; i < count; i++) {
			const char *s;
			size_t n;
			int spare;

			if (!line_next(p, &cuts[i], cells[i].room, &s, &n))
				continue;
			spare = cells[i].room - width_of(p, s, n);
			pad(&p->line, cells[i].at - used);
			spare = cells[i].style & STYLE_RIGHT ? spare : cells[i].style & STYLE_CENTER ? spare / 2 : 0;
			pad(&p->line, spare);
			buf_add(&p->line, s, n);
			used = cells[i].at + spare + width_of(p, s, n);
			more = more || cuts[i].left;
		}
		emit(p, style);
	}
}

/* ---- blocks ---- */

static void put_rows(struct page *p, const struct block *b)
{
	int pairs = p->columns >= 60 ? b->pairs : 1, label = 4;
	struct side sides[4];
	size_t count = 0;

	for (size_t i = 0; i < b->row_count; i++) {
		int w = width_of(p, b->cells[2 * i], strlen(b->cells[2 * i]));

		label = w > label ? w : label;
	}
	label = label > p->columns / 3 ? p->columns / 3 : label;
	for (size_t i = 0; i < b->row_count; i++) {
		bool whole = b->wide[i] || pairs == 1;
		int at = count ? p->columns / 2 + 1 : 0, half = p->columns / 2 - 1;

		if (count && whole) {
			put_side_by_side(p, sides, count, 0);
			count = 0;
			at = 0;
		}
		sides[count++] = (struct side){ b->cells[2 * i], at, label, 0 };
		sides[count++] = (struct side){ b->cells[2 * i + 1], at + label + 1, (whole ? p->columns : half) - label - 1, 0 };
		if (whole || count == 4) {
			put_side_by_side(p, sides, count, 0);
			count = 0;
		}
	}
	if (count)
		put_side_by_side(p, sides, count, 0);
}

static void share(const struct page *p, const struct block *b, struct side *sides)
{
	int gap = p->columns >= 60 ? 2 : 1, at = 0, widths[CELLS_MOST];

	document_columns(b, p->columns, gap, p->width, widths);
	for (size_t i = 0; i < b->column_count; i++) {
		sides[i].room = widths[i];
		sides[i].at = at;
		sides[i].style = b->columns[i].style;
		at += sides[i].room + gap;
	}
}

/* Too many columns for so narrow a line: labels and values, a line each. */
static void put_stacked(struct page *p, const struct block *b)
{
	int label = p->columns / 3;

	for (size_t i = 0; i < b->cell_count; i++) {
		struct side pair[2] = { { b->columns[i % b->column_count].header, 0, label, 0 },
			{ b->cells[i], label + 1, p->columns - label - 1, 0 } };

		put_side_by_side(p, pair, 2, 0);
	}
}

static void put_table(struct page *p, const struct block *b)
{
	static const char blank[] = "________________";        /* to write on */
	struct side sides[CELLS_MOST];
	bool headed = false;

	if (!b->column_count || (!b->row_count && !*b->text))      /* nothing of the kind: no header either */
		return;
	if (p->columns < (int)b->column_count * 5) {
		put_stacked(p, b);
		if (*b->text)
			put_text(p, b->text, 0, 0);
		return;
	}
	share(p, b, sides);
	for (size_t i = 0; i < b->column_count; i++) {
		sides[i].text = b->columns[i].header;
		headed = headed || *sides[i].text;
	}
	if (headed && b->row_count) {
		put_side_by_side(p, sides, b->column_count, 0);
		if (!paper_is_slip(p->d->paper))
			put_rule(p);
	}
	for (size_t row = 0; row < b->row_count; row++) {
		bool empty = true;

		for (size_t i = 0; i < b->column_count; i++) {
			sides[i].text = b->cells[row * b->column_count + i];
			empty = empty && !*sides[i].text;
		}
		for (size_t i = 1; empty && i < b->column_count; i++)
			sides[i].text = blank + sizeof blank - 1 - (sides[i].room < 16 ? sides[i].room : 16);
		put_side_by_side(p, sides, b->column_count, 0);
	}
	if (*b->text)
		put_text(p, b->text, 0, 0);
}

static bool nothing_at(const struct block *b, size_t row)
{
	for (size_t k = 1; k < b->column_count; k++)
		if (document_number(b, row, k) > 0)
			return false;
	return true;
}

/* "收件 39 ########": the number of a series, and a bar in what is left of `room`. */
static void chart_text(const struct page *p, const struct block *b, size_t row, size_t series, int room, struct buf *out)
{
	double n = document_number(b, row, series), most = document_most(b);

	buf_format(out, "%s %s ", b->columns[series].header, b->cells[row * b->column_count + series]);
	room -= width_of(p, out->data, out->len);
	for (int i = 0; n > 0 && i < (int)(n * room / most + 0.5); i++)
		buf_char(out, '#');
}

/* A line a point at which there is something, or where that is too narrow a line for each of its series. */
static void put_point(struct page *p, const struct block *b, size_t row)
{
	size_t series = b->column_count - 1, across = p->columns >= 6 + 18 * (int)series ? series : 1;
	int label = 6, room = (p->columns - label) / (int)across;
	struct side sides[1 + DOCUMENT_SERIES] = { { b->cells[row * b->column_count], 0, label, 0 } };
	struct buf texts[DOCUMENT_SERIES];

	for (size_t k = 0; k < series; k++) {
		size_t at = 1 + k % across;
		buf_init(&texts[k], BUF_SMALL);
		chart_text(p, b, row, k + 1, room - 3, &texts[k]);
		sides[at] = (struct side){ texts[k].data, label + 1 + (int)(k % across) * room, room - 2, 0 };
		if (at < across && k + 1 < series)
			continue;
		put_side_by_side(p, sides, at + 1, 0);
		sides[0].text = "";
	}
	for (size_t k = 0; k < series; k++)
		buf_release(&texts[k]);
}

static void put_chart(struct page *p, const struct block *b)
{
	bool any = false;

	put_text(p, b->text, STYLE_STRONG, 0);
	for (size_t row = 0; row < b->row_count; row++)
		if (!nothing_at(b, row)) {
			put_point(p, b, row);
			any = true;
		}
	if (!any)
		put_text(p, "（无）", 0, 0);
}

static void put_sign(struct page *p, const struct block *b)
{
	int across = p->columns >= 60 ? 2 : 1, room = p->columns / across;

	for (size_t i = 0; i < b->cell_count; i++) {
		int at = (int)(i % (size_t)across) * room, w = width_of(p, b->cells[i], strlen(b->cells[i]));

		if (w > room - 2 && p->line.len)                /* too long to stand beside another */
			emit(p, 0);
		if (w > room - 2) {
			put_text(p, b->cells[i], 0, 0);
			continue;
		}
		pad(&p->line, at - width_of(p, p->line.len ? p->line.data : "", p->line.len));
		buf_text(&p->line, b->cells[i]);
		for (; w < room - 2; w++)
			buf_char(&p->line, '_');
		if ((i + 1) % (size_t)across == 0 || i + 1 == b->cell_count)
			emit(p, 0);
	}
	if (p->line.len)
		emit(p, 0);
}

static void put_qr(struct page *p, const struct block *b)
{
	p->fn(p->ctx, &(struct document_line){ LINE_QR, STYLE_CENTER, b->text });
	for (size_t i = 0; i < b->cell_count; i++)
		put_text(p, b->cells[i], STYLE_CENTER, 0);
}

static void put_block(struct page *p, const struct block *b)
{
	bool slip = paper_is_slip(p->d->paper);
	int twice = p->columns / 2;

	switch (b->kind) {
	case BLOCK_HEAD:
		put_text(p, b->text, slip ? STYLE_CENTER : 0, 0);
		break;
	case BLOCK_TITLE:
		put_text(p, b->text, STYLE_CENTER | STYLE_STRONG |
			(slip && width_of(p, b->text, strlen(b->text)) <= twice ? STYLE_LARGE : 0), 0);
		if (*p->d->again)
			put_text(p, p->d->again, STYLE_CENTER | STYLE_STRONG, 0);
		break;
	case BLOCK_NUMBER:
		put_text(p, b->text, slip ? STYLE_CENTER : STYLE_RIGHT, 0);
		break;
	case BLOCK_QR:
		put_qr(p, b);
		break;
	case BLOCK_HEADING:
		put_text(p, b->text, STYLE_STRONG, 0);
		break;
	case BLOCK_PARAGRAPH:
		put_text(p, b->text, b->style, slip ? 0 : 4);
		break;
	case BLOCK_LINE:
		put_text(p, b->text, slip ? b->style : b->style & ~(unsigned)STYLE_LARGE, 0);
		break;
	case BLOCK_ROWS:
		put_rows(p, b);
		break;
	case BLOCK_TABLE:
		put_table(p, b);
		break;
	case BLOCK_CHART:
		put_chart(p, b);
		break;
	case BLOCK_SIGN:
		put_sign(p, b);
		break;
	case BLOCK_SEAL:
		put_text(p, b->text, STYLE_RIGHT, 0);
		put_text(p, b->cells[0], STYLE_RIGHT, 0);
		put_text(p, b->cells[1], STYLE_RIGHT, 0);
		break;
	case BLOCK_RULE:
		put_rule(p);
		break;
	case BLOCK_SPACE:
		emit(p, 0);
		break;
	case BLOCK_FOOT:
		break;
	}
}

/* The foot of every page, once at the end here. */
static void put_foot(struct page *p, size_t mark)
{
	put_rule(p);
	for (size_t i = 0; i < p->d->block_count; i++)
		if (p->d->blocks[i].kind == BLOCK_FOOT)
			put_text(p, p->d->blocks[i].text, STYLE_SMALL, 0);
	if (mark < p->d->mark_count && *p->d->marks[mark])
		put_text(p, p->d->marks[mark], STYLE_SMALL, 0);
}

void document_lines(const struct document *d, size_t mark, const struct document_device *device, document_line_fn *fn,
	void *ctx)
{
	struct page p = { .d = d, .doubles = device->doubles, .fn = fn, .ctx = ctx };
	int columns = device->columns;

	p.width = device->width ? device->width : text_width_char;
	p.columns = columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
	if (d->large && p.doubles) {
		p.columns = p.columns / 2 < COLUMNS_LEAST ? COLUMNS_LEAST : p.columns / 2;
		p.style = STYLE_LARGE;
	}
	buf_init(&p.line, BUF_LARGE);
	for (size_t i = 0; i < d->block_count; i++)
		put_block(&p, &d->blocks[i]);
	put_foot(&p, mark);
	buf_release(&p.line);
}

static void line_as_text(void *ctx, const struct document_line *line)
{
	struct buf *out = ctx;

	if (line->kind == LINE_QR)
		return;
	buf_text(out, line->text);
	buf_char(out, '\n');
}

void document_text(const struct document *d, size_t mark, int columns, struct buf *out)
{
	struct document_device screen = { .columns = columns };

	document_lines(d, mark, &screen, line_as_text, out);
}

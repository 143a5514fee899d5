/* SPDX-License-Identifier: Apache-2.0 */
/* How each kind of block looks on paper. */
#include "print/pdf_sheet.h"

#include <string.h>

#include "base/text.h"

/* ---- the head of the first page ---- */

static const struct block *first_of(const struct document *d, enum block_kind kind)
{
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == kind)
			return &d->blocks[i];
	return NULL;
}

static void put_qr(struct sheet *s, const char *text, double x, double y, double side)
{
	struct op *op;

	sheet_rule(s, x, y, 0, 0, 0);               /* makes the room; turned into a QR code below */
	op = &s->ops[s->op_count - 1];
	op->kind = OP_QR;
	op->text = text;
	op->w = side;
}

/* D-0: QR code of 20 mm at the top right, below it the number and what it is for. Returns where it ends. */
static double head_qr(struct sheet *s, const struct block *b)
{
	double y = s->top + QR_SIDE + 2, x = s->right - QR_SIDE;

	put_qr(s, b->text, x, s->top, QR_SIDE);
	for (size_t i = 0; i < b->cell_count; i++) {
		const struct shaped *l = sheet_text(s, b->cells[i], 6.5, 0, 1, 0);
		double w = shaped_width(l);

		/* centred below the code, but never beyond the margin */
		sheet_put(s, l, w > QR_SIDE ? s->right - w : x + (QR_SIDE - w) / 2, y, 0);
		y += shaped_height(l) + 0.5;
	}
	return y;
}

/* A single line as large as asked, or as large as the room lets it be. */
static const struct shaped *fitted(struct sheet *s, const char *text, double size, double room)
{
	const struct shaped *l = sheet_text(s, text, size, 0, 1, 0);
	double w = shaped_width(l);

	return w <= room ? l : sheet_text(s, text, size * room / w, 0, 1, 0);
}

static void page_head(struct sheet *s)
{
	const struct block *head = first_of(s->d, BLOCK_HEAD), *title = first_of(s->d, BLOCK_TITLE);
	const struct block *number = first_of(s->d, BLOCK_NUMBER), *qr = first_of(s->d, BLOCK_QR);
	double side = qr ? QR_SIDE + MM(3) : 0, y = s->top, low = qr ? head_qr(s, qr) : s->top;
	const struct shaped *l;

	if (head) {
		l = fitted(s, head->text, s->size.body, sheet_width(s) - side);
		sheet_put(s, l, s->left, y, 0);
		y += shaped_height(l);
	}
	if (title) {
		l = fitted(s, title->text, s->size.title, sheet_width(s) - (s->d->large ? 0 : 2 * side));
		y = s->d->large && low > y ? low : y + s->size.title * 0.55;     /* large type: below the code, over the whole width */
		sheet_put(s, l, (s->w - shaped_width(l)) / 2, y, 0);
		y += shaped_height(l);
	}
	if (*s->d->again) {                                 /* R13: nobody takes a second paper for the first */
		l = fitted(s, s->d->again, s->size.body, MM(60));
		sheet_put(s, l, s->left, y + 4, 0);
	}
	if (number) {
		l = fitted(s, number->text, s->size.table, sheet_width(s) / 2);
		y = (y + 4 > low ? y + 4 : low);
		sheet_put(s, l, s->right - shaped_width(l), y, 0);
		y += shaped_height(l);
	} else if (*s->d->again) {
		y += s->size.body + 6;
	}
	y = (y > low ? y : low) + 4;
	sheet_rule(s, s->left, y, sheet_width(s), 1.2, 0);
	sheet_rule(s, s->left, y + 2.4, sheet_width(s), 0.4, 0);
	s->y = y + 10;
}

/* ---- labels and values ---- */

/* `keep`: what the last row must have room for below it. The same of tables. */
static void put_rows(struct sheet *s, const struct block *b, double keep)
{
	double size = s->size.table, label = 0, width = sheet_width(s);
	int pairs = s->d->large ? 1 : b->pairs;

	for (size_t i = 0; i < b->row_count; i++) {
		double w = text_width(b->cells[2 * i]) * size / 2 + 10;

		label = w > label ? w : label;
	}
	label = label > 6 * size + 10 && pairs == 2 ? 6 * size + 10 : label;
	label = label > width / 4 ? width / 4 : label;
	for (size_t i = 0; i < b->row_count; ) {
		bool two = pairs == 2 && !b->wide[i] && i + 1 < b->row_count && !b->wide[i + 1];
		double half = two ? width / 2 : width;
		struct cell cells[4];

		for (size_t k = 0; k < (two ? 2 : 1); k++, i++) {
			double x = s->left + (double)k * half;

			cells[2 * k] = (struct cell){ b->cells[2 * i], x, label, STYLE_CENTER, true };
			cells[2 * k + 1] = (struct cell){ b->cells[2 * i + 1], x + label, half - label, 0, false };
		}
		s->keep = i == b->row_count ? keep : 0;
		sheet_row(s, cells, two ? 4 : 2, size);
	}
	s->keep = 0;
	s->y += size * 0.6 * s->air;
}

/* ---- tables ---- */

static double cells_place(struct sheet *s, const struct block *b, const int *widths, struct cell *cells)
{
	double x = s->left, unit = 0;

	for (size_t i = 0; i < b->column_count; i++)
		unit += widths[i];
	unit = sheet_width(s) / unit;
	for (size_t i = 0; i < b->column_count; i++) {
		cells[i] = (struct cell){ .x = x, .w = widths[i] * unit, .style = b->columns[i].style };
		x += cells[i].w;
	}
	return unit;
}

void sheet_table_head(struct sheet *s, const struct block *b, const int *widths)
{
	struct cell cells[ROW_CELLS];
	const struct block *repeat = s->repeat;

	s->repeat = NULL;
	cells_place(s, b, widths, cells);
	for (size_t i = 0; i < b->column_count; i++) {
		cells[i].text = b->columns[i].header;
		cells[i].style = s->slip ? b->columns[i].style : STYLE_CENTER;
		cells[i].label = true;
	}
	sheet_row(s, cells, b->column_count, s->size.table);
	s->repeat = repeat;
}

/* One label and value, or two that fit into half a line each, as a row. */
static size_t put_pairs(struct sheet *s, const struct block *b, const char **row, const size_t *which, size_t count)
{
	double label = s->size.table * 4.4 + 8, width = sheet_width(s);
	int room = (int)((width / 2 - label - 8) / (s->size.table / 2));
	struct cell cells[4];
	size_t n = 1;

	/* the first says what it is and stands alone */
	if (count > 1 && which[0] > 1 && text_width(row[which[0]]) <= room && text_width(row[which[1]]) <= room)
		n = 2;
	for (size_t k = 0; k < n; k++) {
		double x = s->left + (double)k * width / 2, w = n == 2 ? width / 2 : width;

		cells[2 * k] = (struct cell){ b->columns[which[k]].header, x, label, STYLE_CENTER, true };
		cells[2 * k + 1] = (struct cell){ row[which[k]], x + label, w - label, 0, false };
	}
	sheet_row(s, cells, 2 * n, s->size.table);
	return n;
}

/* A row as labels and values; what is empty is left out. A narrow first column is the row's number. */
static void put_record(struct sheet *s, const struct block *b, size_t at)
{
	const char **cells = &b->cells[at * b->column_count], *row[ROW_CELLS];
	size_t first = b->columns[0].width <= 4 ? 1 : 0, which[ROW_CELLS], count = 0;

	for (size_t i = first; i < b->column_count; i++) {
		row[i] = cells[i];
		if (*cells[i] && strcmp(cells[i], "—") != 0)
			which[count++] = i;
	}
	for (size_t i = first; !count && i < b->column_count; i++)
		which[i - first] = i;                           /* nothing at all: a row to write in */
	count = count ? count : b->column_count - first;
	if (first && *cells[0])
		row[1] = arena_format(s->d->own, "%s. %s", cells[0], cells[1]);
	for (size_t done = 0; done < count; )
		done += put_pairs(s, b, row, which + done, count - done);
	s->y += s->size.table * 0.4;
}

/* Too many columns for large type: each row becomes a record of labels and values, which no page tears apart. */
static void put_stacked(struct sheet *s, const struct block *b, double keep)
{
	for (size_t at = 0; at < b->row_count; at++) {
		struct mark before = sheet_mark(s);
		bool last = at + 1 == b->row_count;

		put_record(s, b, at);
		if (before.y <= sheet_top(s) + 1 || (s->page == before.page && (!last || s->y + keep <= s->bottom)))
			continue;
		sheet_back(s, &before);
		sheet_break(s);
		put_record(s, b, at);
	}
}

#define SHARE_MOST 4                 /* half ems */

static int needs(const struct block *b, size_t column)
{
	int most = text_width(b->columns[column].header);

	for (size_t row = 0; row < b->row_count; row++) {
		int w = text_width(b->cells[row * b->column_count + column]);
		most = w > most ? w : most;
	}
	return most + 2;
}

/* On a page that lies across the names would stand a hand's breadth from their numbers, and those, whose digits are wider than half an
 * em, close to the lines: the column that has most more than its texts need gives of it to the others. */
static void share_widths(const struct sheet *s, const struct block *b, int *widths)
{
	size_t from = 0;
	int spare = 0;

	for (size_t i = 0; s->d->across && i < b->column_count; i++) {
		int more = widths[i] - needs(b, i);
		from = more > spare ? i : from;
		spare = more > spare ? more : spare;
	}
	int each = spare / (int)b->column_count;
	for (size_t i = 0; i < b->column_count; i++) {
		int more = i == from ? 0 : (each > SHARE_MOST ? SHARE_MOST : each) + (widths[i] + 5) / 6;
		more = more > spare ? spare : more;
		widths[i] += more;
		widths[from] -= more;
		spare -= more;
	}
}

#define LOOSE_LEAST 10                       /* cells that a column of words keeps */

/* How many cells of half an em the widest of a column's cells needs that can be broken nowhere; 0: none. */
static int unbroken(struct sheet *s, const struct block *b, size_t column)
{
	double most = 0;

	for (size_t row = 0; row < b->row_count; row++) {
		const char *cell = b->cells[row * b->column_count + column];
		bool whole = *cell && strlen(cell) <= 16;
		for (const char *c = cell; *c && whole; c++)
			whole = *c > ' ' && *c < 0x7f;
		double w = whole ? shaped_width(sheet_text(s, cell, s->size.table, 0, 1, 0)) : 0;
		most = w > most ? w : most;
	}
	return most > 0 ? (int)((most + 2 * PAD) / (s->size.table / 2)) + 1 : 0;
}

/* A font's digits are wider than half an em: a telephone number or a date is not broken for that, the widest column of words gives
 * the room. */
static void widen(struct sheet *s, const struct block *b, int *widths)
{
	size_t widest = 0;

	for (size_t i = 1; i < b->column_count; i++)
		widest = widths[i] > widths[widest] ? i : widest;
	for (size_t i = 0; i < b->column_count; i++) {
		int more = i != widest && b->columns[i].style & (STYLE_CENTER | STYLE_RIGHT) ? unbroken(s, b, i) - widths[i] : 0;
		if (more > 0 && widths[widest] - more >= LOOSE_LEAST) {
			widths[i] += more;
			widths[widest] -= more;
		}
	}
}

static void put_table(struct sheet *s, const struct block *b, double keep)
{
	struct cell cells[ROW_CELLS];
	int widths[ROW_CELLS];
	/* a cell of the table is half an em; two more for the padding of each column */
	int room = (int)(sheet_width(s) / (s->size.table / 2));

	if (!b->column_count)
		return;
	if (s->d->large && b->column_count > 4) {
		put_stacked(s, b, keep);
	} else if (b->row_count) {
		document_columns(b, room, 2, NULL, widths);
		for (size_t i = 0; i < b->column_count; i++)
			widths[i] += 2;
		share_widths(s, b, widths);
		widen(s, b, widths);
		sheet_need(s, s->size.table * 5);
		sheet_table_head(s, b, widths);
		s->repeat = b;
		s->repeat_widths = widths;
		cells_place(s, b, widths, cells);
		for (size_t row = 0; row < b->row_count; row++) {
			for (size_t i = 0; i < b->column_count; i++)
				cells[i].text = b->cells[row * b->column_count + i];
			s->keep = row + 1 == b->row_count ? keep : 0;
			sheet_row(s, cells, b->column_count, s->size.table);
		}
		s->keep = 0;
		s->repeat = NULL;
	}
	if (*b->text)
		sheet_flow(s, sheet_text(s, b->text, s->size.table, sheet_width(s), 1.3, 0), s->left);
	s->y += s->size.table * 0.6 * s->air;
}

/* ---- signatures and the seal ---- */

/* Labels with a line to write on, from `left` to `right`. Returns where they end. */
static double put_sign(struct sheet *s, const struct block *b, double right)
{
	double y = s->y + s->size.body * 0.6, step = s->size.body * 2.1;

	for (size_t i = 0; i < b->cell_count; i++) {
		const struct shaped *l = fitted(s, b->cells[i], s->size.body, right - s->left);
		double w = shaped_width(l), h = shaped_height(l);

		sheet_put(s, l, s->left, y, 0);
		if (right - s->left - w > MM(8))
			sheet_rule(s, s->left + w + 2, y + h, right - s->left - w - 2, 0.4, 0.3);
		y += step;
	}
	return y;
}

/* D-0: an empty place of 45 x 45 mm with light words. The program never draws a seal. */
static double put_seal(struct sheet *s, const struct block *b)
{
	double x = s->right - SEAL_SIDE, y = s->y + 2, room = SEAL_SIDE + MM(20);
	const struct shaped *words = fitted(s, b->text, s->size.body, SEAL_SIDE * 0.8);
	const struct shaped *organ = fitted(s, b->cells[0], s->size.body, room);
	const struct shaped *date = fitted(s, b->cells[1], s->size.body, room);
	double middle = x + SEAL_SIDE / 2, half = shaped_width(organ) / 2;

	sheet_rule(s, x, y, SEAL_SIDE, SEAL_SIDE, 0.72);
	s->ops[s->op_count - 1].kind = OP_SEAL;
	sheet_put(s, words, middle - shaped_width(words) / 2, y + SEAL_SIDE * 0.22, 0.62);
	/* the organ's name and the day, over which the seal is put by hand */
	middle = middle + half > s->right ? s->right - half : middle;
	sheet_put(s, organ, middle - half, y + SEAL_SIDE * 0.52, 0);
	sheet_put(s, date, middle - shaped_width(date) / 2, y + SEAL_SIDE * 0.52 + s->size.body * 1.6, 0);
	return y + SEAL_SIDE + 4;
}

/* Is the seal's place beside the lines to sign on? */
static bool stand_beside(const struct sheet *s, const struct block *sign, const struct block *seal)
{
	return sign && seal && !s->slip && !s->d->large;
}

static size_t signs_across(const struct sheet *s)
{
	return s->slip || s->d->large ? 1 : 2;
}

/* How much of a page signatures and seal take: they are never torn apart. */
static double signatures_height(const struct sheet *s, const struct block *sign, const struct block *seal)
{
	double lines = sign ? (double)sign->cell_count * s->size.body * 2.1 + s->size.body : 0;
	size_t across = signs_across(s);

	if (!seal)
		return s->size.body * 2.1 * (double)((sign->cell_count + across - 1) / across) + 4;
	if (!stand_beside(s, sign, seal))
		return lines + SEAL_SIDE + 6;
	return lines > SEAL_SIDE + 6 ? lines : SEAL_SIDE + 6;
}

static void put_sign_and_seal(struct sheet *s, const struct block *sign, const struct block *seal)
{
	bool beside = stand_beside(s, sign, seal);
	double a = 0, b;

	sheet_need(s, signatures_height(s, sign, seal));
	if (sign)
		a = put_sign(s, sign, beside ? s->right - SEAL_SIDE - MM(12) : s->slip ? s->right : s->left +
			(s->d->large ? sheet_width(s) : sheet_width(s) * 0.6));
	if (!beside && sign)
		s->y = a;
	b = put_seal(s, seal);
	s->y = a > b ? a : b;
}

/* Signatures alone: side by side while there is room. */
static void put_sign_row(struct sheet *s, const struct block *b)
{
	size_t across = signs_across(s);
	double half = sheet_width(s) / (double)across, step = s->size.body * 2.1;

	sheet_need(s, signatures_height(s, b, NULL));
	for (size_t i = 0; i < b->cell_count; i++) {
		double x = s->left + (double)(i % across) * half, y = s->y + s->size.body * 0.7;
		const struct shaped *l = fitted(s, b->cells[i], s->size.body, half - 12);
		double w = shaped_width(l);

		sheet_put(s, l, x, y, 0);
		if (half - 12 - w > MM(8))
			sheet_rule(s, x + w + 2, y + shaped_height(l), half - 14 - w, 0.4, 0.3);
		if (i % across == across - 1 || i + 1 == b->cell_count)
			s->y += step;
	}
	s->y += 4;
}

/* ---- words ---- */

static void put_words(struct sheet *s, const struct block *b)
{
	double size = b->style & STYLE_SMALL ? s->size.small : b->style & STYLE_LARGE ? s->size.body * 1.5 : s->size.body;
	const struct shaped *l = sheet_text(s, b->text, size, sheet_width(s), b->style & STYLE_SMALL ? 1.25 : 1.15 + 0.25 * s->air, b->style);

	if (b->kind == BLOCK_PARAGRAPH && !s->slip)
		shaped_indent(l, 2 * size);
	/* never one line of several at the foot of a page */
	sheet_need(s, b->style & STYLE_KEEP ? shaped_height(l) + size * 4 : shaped_height(l) < size * 3 ? shaped_height(l) : size * 3);
	sheet_flow(s, l, s->left);
	s->y += size * (s->slip ? 0.1 : 0.35 * s->air);
}

static void put_heading(struct sheet *s, const struct block *b)
{
	const struct shaped *l = sheet_text(s, b->text, s->size.body, sheet_width(s), 1.2, 0);

	sheet_need(s, shaped_height(l) + s->size.body * (s->d->large ? 11 : 5));
	s->y += s->size.body * 0.15;
	sheet_rule(s, s->left, s->y + s->size.body * 0.15, 3, s->size.body * 1.1, 0);
	sheet_flow(s, l, s->left + 9);
	s->y += s->size.body * 0.35;
}

static void put_slip_head(struct sheet *s, const struct block *b)
{
	double size = b->kind == BLOCK_TITLE ? s->size.title : s->size.body;
	const struct shaped *l = sheet_text(s, b->text, size, sheet_width(s), 1.2, STYLE_CENTER);

	sheet_flow(s, l, s->left);
	s->y += size * 0.2;
	if (b->kind == BLOCK_TITLE && *s->d->again)
		sheet_flow(s, sheet_text(s, s->d->again, s->size.body, sheet_width(s), 1.3, STYLE_CENTER), s->left);
}

static void put_slip_qr(struct sheet *s, const struct block *b)
{
	double side = MM(25);

	put_qr(s, b->text, (s->w - side) / 2, s->y + 4, side);
	s->y += side + 8;
	for (size_t i = 0; i < b->cell_count; i++)
		sheet_flow(s, sheet_text(s, b->cells[i], s->size.small, sheet_width(s), 1.2, STYLE_CENTER), s->left);
}

/* `keep` as put_rows. */
static void put_block(struct sheet *s, const struct block *b, const struct block *after, double keep)
{
	switch (b->kind) {
	case BLOCK_HEAD:
	case BLOCK_TITLE:
	case BLOCK_NUMBER:
		if (s->slip)
			put_slip_head(s, b);
		break;
	case BLOCK_QR:
		if (s->slip || b != first_of(s->d, BLOCK_QR))
			put_slip_qr(s, b);
		break;
	case BLOCK_HEADING:
		put_heading(s, b);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_LINE:
		put_words(s, b);
		break;
	case BLOCK_ROWS:
		put_rows(s, b, keep);
		break;
	case BLOCK_TABLE:
		put_table(s, b, keep);
		break;
	case BLOCK_CHART:
		sheet_chart(s, b);
		break;
	case BLOCK_SIGN:
		if (after && after->kind == BLOCK_SEAL)
			put_sign_and_seal(s, b, after);
		else
			put_sign_row(s, b);
		break;
	case BLOCK_SEAL:
		put_sign_and_seal(s, NULL, b);
		break;
	case BLOCK_RULE:
		sheet_need(s, 6);
		sheet_rule(s, s->left, s->y + 3, sheet_width(s), 0.5, 0);
		s->y += 6;
		break;
	case BLOCK_SPACE:
		s->y += s->size.body;
		break;
	case BLOCK_FOOT:
		break;
	}
}

static const struct block *block_at(const struct document *d, size_t i, enum block_kind kind)
{
	return i < d->block_count && d->blocks[i].kind == kind ? &d->blocks[i] : NULL;
}

/* What stands directly before the signatures stays on their page, where one page holds both: a seal on a page without text proves
 * nothing. Of rows and tables it is the last row. `first` is that block, or the heading over it. Returns the last block that it placed. */
static size_t put_with_signatures(struct sheet *s, size_t first, size_t i)
{
	const struct document *d = s->d;
	const struct block *sign = &d->blocks[i + 1], *seal = block_at(d, i + 2, BLOCK_SEAL);
	bool rows = (d->blocks[i].kind == BLOCK_ROWS || d->blocks[i].kind == BLOCK_TABLE) && d->blocks[i].row_count;
	struct mark before = sheet_mark(s);

	enum { AS_IT_FALLS, ON_A_NEW_PAGE, TOO_HIGH };
	for (int again = AS_IT_FALLS; ; again++) {
		double start = s->y;
		int page = s->page;

		if (first < i)
			put_block(s, &d->blocks[first], &d->blocks[i], 0);
		put_block(s, &d->blocks[i], sign, rows ? signatures_height(s, sign, seal) + s->size.table : 0);
		put_block(s, sign, seal, 0);
		if (rows || s->page == page || (start <= sheet_top(s) + 1 && again == AS_IT_FALLS) || again == TOO_HIGH)
			break;
		sheet_back(s, &before);
		if (again == AS_IT_FALLS)
			sheet_break(s);
	}
	return seal ? i + 2 : i + 1;
}

static void put_all(struct sheet *s)
{
	const struct document *d = s->d;

	s->y = sheet_top(s);
	if (!s->slip)
		page_head(s);
	for (size_t i = 0; i < d->block_count; i++) {
		const struct block *after = i + 1 < d->block_count ? &d->blocks[i + 1] : NULL;

		size_t last = block_at(d, i, BLOCK_HEADING) ? i + 1 : i;
		if (!s->slip && block_at(d, last + 1, BLOCK_SIGN)) {
			i = put_with_signatures(s, i, last);
			continue;
		}
		put_block(s, &d->blocks[i], after, 0);
		if (d->blocks[i].kind == BLOCK_SIGN && after && after->kind == BLOCK_SEAL)
			i++;
	}
}

/* A little less air rather than a last page with nearly nothing on it. */
void sheet_blocks(struct sheet *s)
{
	struct mark start = sheet_mark(s);
	int pages;

	put_all(s);
	if (s->slip || s->page == 0 || s->y > s->top + (s->bottom - s->top) * 0.35)
		return;
	pages = s->page;
	sheet_back(s, &start);
	s->air = 0.72;
	put_all(s);
	if (s->page < pages)
		return;
	sheet_back(s, &start);
	s->air = 1;
	put_all(s);
}

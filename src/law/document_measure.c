/* SPDX-License-Identifier: Apache-2.0 */
/* What lines and pages both ask of a table and of a chart before they draw it. */
#include "law/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- tables: how wide the columns are ---- */

int document_cells(document_width_fn *width, const char *s, size_t n)
{
	int cells = 0;
	uint32_t c;

	for (size_t at = 0; at < n; cells += width(c))
		at += text_decode(s + at, n - at, &c);
	return cells;
}

/* The room that a short column asks for: its widest cell, or its header on two lines. */
static int natural(const struct block *b, size_t column, int most, document_width_fn *width)
{
	const char *header = b->columns[column].header;
	int whole = document_cells(width, header, strlen(header));
	int want = whole <= 4 ? whole : (whole + 3) / 4 * 2;

	for (size_t row = 0; row < b->row_count && want < most; row++) {
		const char *cell = b->cells[row * b->column_count + column];
		int w = document_cells(width, cell, strlen(cell));

		want = w > want ? w : want;
	}
	want = want < whole && whole <= want + 4 ? whole : want;
	return want < 2 ? 2 : want > most ? most : want;
}

void document_columns(const struct block *b, int cells, int gap, document_width_fn *width, int *widths)
{
	int left = cells - gap * ((int)b->column_count - 1), sum = 0, used = 0;
	size_t widest = 0;

	width = width ? width : text_width_char;
	for (size_t i = 0; i < b->column_count; i++) {
		bool tight = b->columns[i].style & (STYLE_CENTER | STYLE_RIGHT);
		int weights = b->columns[i].width * cells / 100;

		widths[i] = tight ? natural(b, i, weights > 12 ? weights : 12, width) : 0;
		used += widths[i];
		sum += tight ? 0 : b->columns[i].width;
	}
	if (!sum || left - used < 4) {                      /* all short, or too little left: plain shares */
		used = sum = 0;
		for (size_t i = 0; i < b->column_count; i++)
			sum += b->columns[i].width;
		for (size_t i = 0; i < b->column_count; i++)
			widths[i] = 0;
	}
	left -= used;
	used = 0;
	for (size_t i = 0; i < b->column_count; i++) {
		if (widths[i])
			continue;
		widths[i] = b->columns[i].width * left / sum;
		widths[i] = widths[i] < 2 ? 2 : widths[i];
		used += widths[i];
		widest = used == widths[i] || b->columns[i].width > b->columns[widest].width ? i : widest;
	}
	widths[widest] = widths[widest] + left - used < 2 ? 2 : widths[widest] + left - used;
}

/* ---- charts: what the numbers are ---- */

double document_number(const struct block *b, size_t row, size_t column)
{
	const char *s = b->cells[row * b->column_count + column];
	char *end;
	double n = strtod(s, &end);

	return end != s && *end == '\0' && n >= 0 && n < 1e15 ? n : -1;
}

double document_most(const struct block *b)
{
	double most = 1;

	for (size_t row = 0; row < b->row_count; row++)
		for (size_t k = 1; k < b->column_count; k++)
			most = document_number(b, row, k) > most ? document_number(b, row, k) : most;
	return most;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/text.h"
#include "book/book.h"

/* A cell is a text and its column says so: a program that opens it makes no number of a code, and no formula of a text that
 * begins with an equals sign. What is meant as a number (CELL_NUMBER) is one. */

enum { WIDTH_LEAST = 8, WIDTH_MOST = 40 };

/* What stands for an escaped character in such a file is escaped itself. */
static const char *escaped(const char *s, struct buf *b)
{
	buf_clear(b);
	for (; *s; s++) {
		bool escape = s[0] == '_' && s[1] == 'x' && isxdigit((unsigned char)s[2]) && isxdigit((unsigned char)s[3]) &&
			isxdigit((unsigned char)s[4]) && isxdigit((unsigned char)s[5]) && s[6] == '_';
		buf_add(b, escape ? "_x005F_" : s, escape ? 7 : 1);
	}
	return b->data;
}

struct formats { lxw_format *text, *heading, *number, *tenths; };

static lxw_error write_cell(lxw_worksheet *sheet, size_t r, size_t c, const struct table_cell *cell, const struct formats *f, struct buf *b)
{
	if (!*cell->text)
		return LXW_NO_ERROR;
	if (cell->kind == CELL_NUMBER)
		return worksheet_write_number(sheet, (lxw_row_t)r, (lxw_col_t)c, strtod(cell->text, NULL),
			strchr(cell->text, '.') ? f->tenths : f->number);
	return worksheet_write_string(sheet, (lxw_row_t)r, (lxw_col_t)c, escaped(cell->text, b), r ? f->text : f->heading);
}

/* Each beside the table, one below the other; a series is called what its column is. */
enum { CHART_ROWS = 17, CHART_WIDE = 720, CHART_HIGH = 320 };
static bool write_chart(lxw_workbook *w, lxw_worksheet *sheet, const struct table *t, size_t n)
{
	const struct table_chart *c = &t->charts[n];
	lxw_chart *chart = workbook_add_chart(w, c->line ? LXW_CHART_LINE : LXW_CHART_COLUMN);
	lxw_chart_options options = { .object_position = LXW_OBJECT_MOVE_DONT_SIZE, .x_scale = CHART_WIDE / 480.0, .y_scale = CHART_HIGH / 288.0 };
	lxw_row_t from = (lxw_row_t)c->from, to = (lxw_row_t)c->to;

	if (!chart)
		return false;
	for (size_t i = 0; i < c->column_count; i++) {
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
		lxw_col_t column = (lxw_col_t)c->columns[i];
		if (!series)
			return false;
		chart_series_set_categories(series, t->name, from, (lxw_col_t)c->label, to, (lxw_col_t)c->label);
		chart_series_set_values(series, t->name, from, column, to, column);
		chart_series_set_name_range(series, t->name, 0, column);
	}
	chart_title_set_name(chart, c->title);
	chart_axis_set_name(chart->x_axis, table_text(&t->rows[0], c->label));
	chart_axis_set_min(chart->y_axis, 0);
	if (c->column_count == 1)
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	return worksheet_insert_chart_opt(sheet, (lxw_row_t)(1 + n * CHART_ROWS), (lxw_col_t)(t->rows[0].count + 1), chart, &options) == LXW_NO_ERROR;
}

static bool write_sheet(lxw_workbook *w, const struct table *t, const struct formats *f)
{
	lxw_worksheet *sheet = workbook_add_worksheet(w, t->name);
	int widths[TABLE_COLUMNS_MOST] = { 0 };
	lxw_error bad = LXW_NO_ERROR;
	struct buf b;

	if (!sheet)
		return false;
	buf_init(&b, BUF_LARGE);
	for (size_t r = 0; r < t->count && bad == LXW_NO_ERROR; r++)
		for (size_t c = 0; c < t->rows[r].count && bad == LXW_NO_ERROR; c++) {
			const char *s = t->rows[r].cells[c].text;
			int width = text_width(s);
			if (width > widths[c])
				widths[c] = width;
			bad = write_cell(sheet, r, c, &t->rows[r].cells[c], f, &b);
		}
	for (size_t c = 0; t->count && c < t->rows[0].count && bad == LXW_NO_ERROR; c++)
		bad = worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, widths[c] < WIDTH_LEAST ? WIDTH_LEAST :
			widths[c] > WIDTH_MOST ? WIDTH_MOST : widths[c] + 2, f->text);
	bool good = bad == LXW_NO_ERROR;
	for (size_t i = 0; i < t->chart_count && good; i++)
		good = write_chart(w, sheet, t, i);
	worksheet_freeze_panes(sheet, 1, 1);
	buf_release(&b);
	return good;
}

bool xlsx_write(const struct tables *t, const char *name)
{
	lxw_workbook *w = workbook_new(name);
	bool good = w;

	if (!w)
		return false;
	const struct formats f = { workbook_add_format(w), workbook_add_format(w), workbook_add_format(w), workbook_add_format(w) };
	format_set_num_format(f.text, "@");
	format_set_num_format(f.heading, "@");
	format_set_bold(f.heading);
	format_set_num_format(f.number, "0");
	format_set_num_format(f.tenths, "0.0");
	for (size_t i = 0; i < t->count && good; i++)
		good = write_sheet(w, t->list[i], &f);
	return workbook_close(w) == LXW_NO_ERROR && good;
}

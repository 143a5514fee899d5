/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "ui/list_private.h"

#define BAR_CELLS 2          /* "› " before the row */

int list_body_row(const struct list *l)
{
	return l->widget.area.row + !!(l->flags & LIST_TITLES) + (l->filtering || *l->filter_text);
}

int list_body_height(const struct list *l)
{
	int height = l->widget.area.row + l->widget.area.height - list_body_row(l);
	return height > 0 ? height : 0;
}

/* What is typed to narrow the list stands above the titles. */
static int filter_row(const struct list *l)
{
	return l->widget.area.row;
}

static bool has_filter_row(const struct list *l)
{
	return l->filtering || *l->filter_text;
}

static int mark_cells(const struct list *l)
{
	return l->source->marked ? 2 : 0;
}

static int number_cells(const struct list *l)
{
	return l->flags & LIST_NUMBERS ? 4 : 0;
}

/* The cells of a column: its own, or what the others leave. */
static int column_cells(const struct list *l, size_t column)
{
	int left = l->widget.area.width - BAR_CELLS - mark_cells(l) - number_cells(l);
	if (l->columns[column].cells)
		return l->columns[column].cells;
	for (size_t i = 0; i < l->column_count; i++)
		left -= l->columns[i].cells + (i + 1 < l->column_count);
	return left > 0 ? left : 0;
}

static void draw_titles(const struct list *l)
{
	struct area a = l->widget.area;
	int row = list_body_row(l) - 1, col = a.col + BAR_CELLS + mark_cells(l) + number_cells(l), end = a.col + a.width;
	draw_text(row, a.col, a.width, LOOK_LABEL, "");
	for (size_t i = 0; i < l->column_count && col < end; i++) {
		int cells = column_cells(l, i) < end - col ? column_cells(l, i) : end - col;
		if (l->columns[i].title && l->columns[i].right)
			draw_right(row, col, cells, LOOK_LABEL, l->columns[i].title);
		else if (l->columns[i].title)
			draw_text(row, col, cells, LOOK_LABEL, l->columns[i].title);
		col += cells + 1;
	}
}

/* The first `count` columns of a row. */
static void draw_cells(const struct list *l, int screen_row, int col, size_t row, size_t count, enum look bar)
{
	struct buf text;
	int end = l->widget.area.col + l->widget.area.width;
	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < count && col < end; i++) {
		enum look look = LOOK_PLAIN;
		int cells = column_cells(l, i) < end - col ? column_cells(l, i) : end - col;
		buf_clear(&text);
		l->source->cell(l->ctx, row, i, &text, &look);
		if (i == 0 && bar == LOOK_FOCUS)
			look = bar;
		if (l->columns[i].right)
			draw_right(screen_row, col, cells, look, text.data);
		else
			draw_text(screen_row, col, cells, look, text.data);
		if (col + cells < end)
			draw_text(screen_row, col + cells, 1, LOOK_PLAIN, "");
		col += cells + 1;
	}
	if (count == l->column_count && col < end)
		draw_text(screen_row, col, end - col, LOOK_PLAIN, "");
	buf_release(&text);
}

static void draw_heading(const struct list *l, int screen_row, size_t row)
{
	struct buf text;
	enum look look = LOOK_STRONG;
	buf_init(&text, BUF_SMALL);
	l->source->cell(l->ctx, row, 0, &text, &look);
	draw_text(screen_row, l->widget.area.col, l->widget.area.width, look, text.data);
	buf_release(&text);
}

/* The bar is the sign, the box, the number and the first column: what moves with it is drawn at each key, and the rest of the
 * row keeps its own looks. */
static void draw_row(const struct list *l, size_t shown, bool head_only)
{
	int screen_row = list_body_row(l) + (int)(shown - l->top), col = l->widget.area.col;
	bool bar = shown == l->bar && l->widget.focused;      /* where keys go; two lists have one bar */
	if (shown >= l->shown_count) {
		draw_text(screen_row, col, l->widget.area.width, LOOK_PLAIN, "");
		return;
	}
	size_t row = list_source_row(l, shown);
	if (list_heading(l, shown)) {
		draw_heading(l, screen_row, row);
		return;
	}
	enum look look = bar ? LOOK_FOCUS : LOOK_PLAIN;
	draw_text(screen_row, col, BAR_CELLS, look, bar ? draw_sign("›", ">") : "");
	col += BAR_CELLS;
	if (l->source->marked) {
		bool can = true, on = l->source->marked(l->ctx, row, &can);
		draw_text(screen_row, col, 2, look, !can ? " " : on ? draw_sign("■", "x") : draw_sign("□", "."));
		col += 2;
	}
	if (l->flags & LIST_NUMBERS) {
		draw_format(screen_row, col, 4, look, "%3zu", row + 1);
		col += 4;
	}
	draw_cells(l, screen_row, col, row, head_only && l->column_count ? 1 : l->column_count, look);
}

static void draw_filter(struct list *l)
{
	struct area a = l->widget.area;
	int row = filter_row(l);
	struct buf text;
	buf_init(&text, BUF_SMALL);
	int used = draw_put(row, a.col, a.width, LOOK_LABEL, "找 ");
	int room = a.width - used > 16 ? a.width - used - 10 : a.width - used;
	(void)editor_slice(&l->filter, room, &text);
	draw_text(row, a.col + used, room, LOOK_FIELD, text.data);
	draw_format(row, a.col + used + room, a.width - used - room, LOOK_DIM, " %zu 条", l->shown_count);
	buf_release(&text);
}

static void draw_all(struct list *l)
{
	int height = list_body_height(l);
	if (l->flags & LIST_TITLES)
		draw_titles(l);
	if (has_filter_row(l))
		draw_filter(l);
	for (int i = 0; i < height; i++)
		draw_row(l, l->top + (size_t)i, false);
	if (!l->shown_count && height > 0)
		draw_text(list_body_row(l) + (height > 2), l->widget.area.col + BAR_CELLS, l->widget.area.width - BAR_CELLS, LOOK_DIM,
			l->empty);
}

void list_draw(struct widget *w)
{
	struct list *l = (struct list *)w;
	size_t height = (size_t)list_body_height(l);
	list_load(l);
	if (w->dirty || l->painted_bar == LIST_NONE) {
		draw_all(l);
	} else {
		size_t rows[] = { l->painted_bar, l->bar, l->redraw };
		for (size_t i = 0; i < COUNT_OF(rows); i++)
			if (rows[i] >= l->top && rows[i] < l->top + height && (i == 0 || rows[i] != rows[i - 1]))
				draw_row(l, rows[i], i < 2);
	}
	l->painted_bar = l->bar;
	l->redraw = LIST_NONE;
}

bool list_cursor(struct widget *w, int *row, int *col)
{
	struct list *l = (struct list *)w;
	*row = list_body_row(l) + (int)(l->bar - l->top);
	*col = w->area.col;
	if (l->filtering && (*l->filter_text || !(l->flags & LIST_TYPES_FILTER))) {
		struct buf text;
		buf_init(&text, BUF_SMALL);
		int room = w->area.width - 3 > 16 ? w->area.width - 13 : w->area.width - 3;
		*row = filter_row(l);
		*col = w->area.col + 3 + editor_slice(&l->filter, room, &text);
		buf_release(&text);
	}
	return true;
}

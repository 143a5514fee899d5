/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/editor.h"
#include "ui/message.h"
#include "ui/ui.h"

#define COLUMNS_MAX 16
#define BAR_CELLS 2          /* "› " before the row */
#define FILTER_MAX 60

struct list {
	struct widget widget;
	struct list_column columns[COLUMNS_MAX];
	size_t column_count;
	unsigned flags;
	const struct list_source *source;
	void *ctx;
	char *empty;
	size_t total;                    /* rows of the source */
	size_t *passing;                 /* with a filter of ours: source rows that pass; else NULL and shown row = source row */
	size_t shown_count, passing_room;
	size_t bar, top;                 /* shown rows */
	size_t painted_bar;              /* where the bar stood when it was painted; LIST_NONE: paint all */
	size_t redraw;                   /* one more shown row to paint */
	bool loaded;
	uint64_t bar_id;
	struct editor filter;
	char *filter_text;
	bool filtering;                  /* typed characters go to the filter */
};

static void load(struct list *l);

/* ---- rows --------------------------------------------------------------------------------------------------- */

static size_t source_row(const struct list *l, size_t shown)
{
	return l->passing ? l->passing[shown] : shown;
}

static bool heading(const struct list *l, size_t shown)
{
	return l->source->heading && shown < l->shown_count && l->source->heading(l->ctx, source_row(l, shown));
}

static int body_row(const struct list *l)
{
	return l->widget.area.row + !!(l->flags & LIST_TITLES) + (l->filtering || *l->filter_text);
}

static int body_height(const struct list *l)
{
	int height = l->widget.area.row + l->widget.area.height - body_row(l);
	return height > 0 ? height : 0;
}

static void dirty(struct list *l)
{
	l->widget.dirty = true;
	if (l->widget.ui)
		ui_dirty(l->widget.ui);
}

/* Keeps the bar in the window, with what heads the first row above it. A single step out of the window moves it by half
 * of its height: one repaint for many keys, and nothing flows under the eye. */
static void scroll_to_bar(struct list *l)
{
	size_t height = (size_t)body_height(l), before = l->top;
	if (!height)
		return;
	if (l->bar + 1 == l->top)
		l->top = l->top > height / 2 ? l->top - height / 2 : 0;
	else if (l->bar == l->top + height)
		l->top += height / 2 + height % 2;
	if (l->bar < l->top)
		l->top = l->bar;
	if (l->bar >= l->top + height)
		l->top = l->bar - height + 1;
	if (l->top > 0 && l->top == l->bar && heading(l, l->top - 1))
		l->top--;
	if (l->top + height > l->shown_count)
		l->top = l->shown_count > height ? l->shown_count - height : 0;
	if (l->top != before)
		l->painted_bar = LIST_NONE;
}

static void tell_moved(struct list *l)
{
	size_t row = list_selected(l);
	if (row == LIST_NONE)
		return;
	l->bar_id = l->source->id ? l->source->id(l->ctx, row) : row;
	if (l->source->moved)
		l->source->moved(l->ctx, row);
}

/* The nearest row that is no heading, looking `by` first. */
static size_t settle(const struct list *l, size_t row, int by)
{
	size_t at = row;
	while (at < l->shown_count && heading(l, at))
		at += (size_t)by;                /* below 0 it wraps over the count */
	if (at < l->shown_count)
		return at;
	at = row;
	while (at < l->shown_count && heading(l, at))
		at -= (size_t)by;
	return at < l->shown_count ? at : row;
}

static bool move_to(struct list *l, size_t row, int by)
{
	if (!l->shown_count)
		return false;
	if (row >= l->shown_count)
		row = l->shown_count - 1;
	row = settle(l, row, by);
	bool moved = row != l->bar;
	l->bar = row;
	scroll_to_bar(l);
	l->widget.stale = true;
	if (moved)
		tell_moved(l);
	return moved;
}

/* ---- the filter --------------------------------------------------------------------------------------------- */

static void pass(struct list *l, size_t row)
{
	if (l->shown_count == l->passing_room) {
		l->passing_room = l->passing_room ? l->passing_room * 2 : 256;
		l->passing = mem_grow(l->passing, l->passing_room, sizeof *l->passing);
	}
	l->passing[l->shown_count++] = row;
}

/* A longer filter only looks at what passed the shorter one. */
static void narrow(struct list *l, bool longer)
{
	size_t *old = l->passing, old_count = l->shown_count;
	bool reuse = longer && old;
	l->passing = NULL;
	l->passing_room = l->shown_count = 0;
	if (*l->filter_text) {
		pass(l, 0);                      /* so that an empty result is not taken for no filter */
		l->shown_count = 0;
		for (size_t i = 0; i < (reuse ? old_count : l->total); i++) {
			size_t row = reuse ? old[i] : i;
			if (l->source->match(l->ctx, row, l->filter_text))
				pass(l, row);
		}
	} else {
		l->shown_count = l->total;
	}
	free(old);
}

static void apply_filter(struct list *l)
{
	struct buf text;
	buf_init(&text, BUF_SMALL);
	editor_get(&l->filter, &text);
	bool longer = *l->filter_text && !strncmp(text.data, l->filter_text, strlen(l->filter_text));
	free(l->filter_text);
	l->filter_text = mem_text(text.data);
	buf_release(&text);
	if (l->source->filter) {
		l->source->filter(l->ctx, l->filter_text);
		l->total = l->shown_count = l->source->count(l->ctx);
	} else if (l->source->match) {
		narrow(l, longer);
	}
	l->bar = l->top = 0;
	l->bar = settle(l, 0, 1);
	scroll_to_bar(l);
	dirty(l);
	tell_moved(l);
}

static bool can_filter(const struct list *l)
{
	return l->source->match || l->source->filter;
}

static void end_filter(struct list *l)
{
	struct err err;
	l->filtering = (l->flags & LIST_TYPES_FILTER) != 0;
	if (*l->filter_text && !editor_set(&l->filter, "", 0, &err))
		apply_filter(l);
	dirty(l);
}

void list_set_filter(struct list *l, const char *filter)
{
	struct err err;
	if (can_filter(l) && !editor_set(&l->filter, filter, strlen(filter), &err))
		apply_filter(l);
}

const char *list_filter(const struct list *l)
{
	return l->filter_text;
}

/* ---- drawing ------------------------------------------------------------------------------------------------ */

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
	int col = a.col + BAR_CELLS + mark_cells(l) + number_cells(l), end = a.col + a.width;
	draw_text(a.row, a.col, a.width, LOOK_LABEL, "");
	for (size_t i = 0; i < l->column_count && col < end; i++) {
		int cells = column_cells(l, i) < end - col ? column_cells(l, i) : end - col;
		if (l->columns[i].title && l->columns[i].right)
			draw_right(a.row, col, cells, LOOK_LABEL, l->columns[i].title);
		else if (l->columns[i].title)
			draw_text(a.row, col, cells, LOOK_LABEL, l->columns[i].title);
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
	int screen_row = body_row(l) + (int)(shown - l->top), col = l->widget.area.col;
	bool bar = shown == l->bar;
	if (shown >= l->shown_count) {
		draw_text(screen_row, col, l->widget.area.width, LOOK_PLAIN, "");
		return;
	}
	size_t row = source_row(l, shown);
	if (heading(l, shown)) {
		draw_heading(l, screen_row, row);
		return;
	}
	enum look look = bar && l->widget.focused ? LOOK_FOCUS : LOOK_PLAIN;
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
	int row = body_row(l) - 1;
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
	int height = body_height(l);
	if (l->flags & LIST_TITLES)
		draw_titles(l);
	if (body_row(l) > l->widget.area.row + !!(l->flags & LIST_TITLES))
		draw_filter(l);
	for (int i = 0; i < height; i++)
		draw_row(l, l->top + (size_t)i, false);
	if (!l->shown_count && height > 0)
		draw_text(body_row(l) + (height > 2), l->widget.area.col + BAR_CELLS, l->widget.area.width - BAR_CELLS, LOOK_DIM,
			l->empty);
}

static void list_draw(struct widget *w)
{
	struct list *l = (struct list *)w;
	size_t height = (size_t)body_height(l);
	load(l);
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

/* ---- keys --------------------------------------------------------------------------------------------------- */

static bool list_text(struct widget *w, const char *s, size_t n, bool pasted)
{
	struct list *l = (struct list *)w;
	struct err err;
	if (!l->filtering || !can_filter(l))
		return false;
	/* a blank at the beginning marks a row where rows can be marked */
	if (n == 1 && *s == ' ' && !*l->filter_text)
		return false;
	if (editor_insert(&l->filter, s, n, pasted, &err)) {
		if (w->ui)
			message_error(w->ui, &err);
	} else {
		apply_filter(l);
	}
	return true;
}

static bool mark(struct list *l)
{
	size_t row = list_selected(l);
	bool can = true;
	if (!l->source->mark || !l->source->marked || row == LIST_NONE)
		return false;
	bool on = l->source->marked(l->ctx, row, &can);
	if (can && l->source->mark(l->ctx, row, !on))
		dirty(l);
	return true;
}

static bool edit_filter(struct list *l, enum ui_request request)
{
	bool changed;
	if (!l->filtering || (!*l->filter_text && l->flags & LIST_TYPES_FILTER))
		return false;
	if (request == UI_EDIT_BACKSPACE && !*l->filter_text) {
		end_filter(l);
		return true;
	}
	if (!editor_request(&l->filter, request, &changed))
		return false;
	if (changed)
		apply_filter(l);
	else
		dirty(l);
	return true;
}

static bool list_request(struct widget *w, enum ui_request request)
{
	struct list *l = (struct list *)w;
	size_t page = body_height(l) > 1 ? (size_t)body_height(l) - 1 : 1;
	load(l);
	switch (request) {
	case UI_LIST_DOWN: case UI_FIELD_DOWN: (void)move_to(l, l->bar + 1, 1); return true;
	case UI_LIST_UP: case UI_FIELD_UP: (void)move_to(l, l->bar ? l->bar - 1 : 0, -1); return true;
	case UI_LIST_PAGE_DOWN: case UI_PAGE_NEXT: (void)move_to(l, l->bar + page, 1); return true;
	case UI_LIST_PAGE_UP: case UI_PAGE_PREVIOUS: (void)move_to(l, l->bar > page ? l->bar - page : 0, -1); return true;
	case UI_LIST_FIRST: (void)move_to(l, 0, 1); return true;
	case UI_LIST_LAST: (void)move_to(l, SIZE_MAX, -1); return true;
	case UI_LIST_MARK: return mark(l);
	case UI_LIST_FILTER:
		if (!can_filter(l))
			return false;
		l->filtering = true;
		dirty(l);
		return true;
	case UI_LIST_UNFILTER:
		end_filter(l);
		return true;
	default:
		return edit_filter(l, request);
	}
}

static const char *const *list_contexts(struct widget *w)
{
	static const char *const plain[] = { "list", NULL };
	static const char *const filtered[] = { "filter", "list", NULL };
	static const char *const editing[] = { "filter", "list", "edit", NULL };
	const struct list *l = (const struct list *)w;
	bool typed = *l->filter_text || (l->filtering && !(l->flags & LIST_TYPES_FILTER));
	return !typed ? plain : l->filtering ? editing : filtered;
}

static bool list_cursor(struct widget *w, int *row, int *col)
{
	struct list *l = (struct list *)w;
	*row = body_row(l) + (int)(l->bar - l->top);
	*col = w->area.col;
	if (l->filtering && body_row(l) > w->area.row && (*l->filter_text || !(l->flags & LIST_TYPES_FILTER))) {
		struct buf text;
		buf_init(&text, BUF_SMALL);
		int room = w->area.width - 3 > 16 ? w->area.width - 13 : w->area.width - 3;
		*row = body_row(l) - 1;
		*col = w->area.col + 3 + editor_slice(&l->filter, room, &text);
		buf_release(&text);
	}
	return true;
}

static bool list_focus(struct widget *w, bool gained, int from)
{
	struct list *l = (struct list *)w;
	(void)from;
	if (gained) {
		load(l);
		if (!l->shown_count && !can_filter(l))
			return false;
	}
	l->redraw = l->bar;
	return true;
}

static void list_place(struct widget *w)
{
	struct list *l = (struct list *)w;
	load(l);
	scroll_to_bar(l);
	l->painted_bar = LIST_NONE;
}

static const struct widget_ops ops = {
	.draw = list_draw, .text = list_text, .request = list_request, .contexts = list_contexts, .cursor = list_cursor,
	.focus = list_focus, .place = list_place,
};

/* ---- life --------------------------------------------------------------------------------------------------- */

struct list *list_new(const struct list_column *columns, size_t count, unsigned flags, const struct list_source *source,
	void *ctx)
{
	struct list *l = mem_alloc(sizeof *l);
	l->widget.ops = &ops;
	l->column_count = count < COLUMNS_MAX ? count : COLUMNS_MAX;
	memcpy(l->columns, columns, l->column_count * sizeof *columns);
	l->flags = flags;
	l->source = source;
	l->ctx = ctx;
	l->empty = mem_text("(没有)");
	l->filter_text = mem_text("");
	l->painted_bar = l->redraw = LIST_NONE;
	l->filtering = (flags & LIST_TYPES_FILTER) != 0;
	editor_init(&l->filter, FILTER_MAX, 0);
	return l;
}

void list_free(struct list *l)
{
	if (!l)
		return;
	editor_release(&l->filter);
	free(l->filter_text);
	free(l->passing);
	free(l->empty);
	free(l);
}

struct widget *list_widget(struct list *l)
{
	return &l->widget;
}

static void load(struct list *l)
{
	if (l->loaded)
		return;
	l->loaded = true;
	l->total = l->shown_count = l->source->count(l->ctx);
	if (*l->filter_text && l->source->match && !l->source->filter)
		narrow(l, false);
	if (l->bar >= l->shown_count)
		l->bar = l->shown_count ? l->shown_count - 1 : 0;
	l->bar = settle(l, l->bar, 1);
	scroll_to_bar(l);
}

/* Looks for the bar's id near where it was first: rows seldom move far. */
static void find_bar(struct list *l)
{
	size_t n = l->shown_count, at = l->bar < n ? l->bar : n;
	for (size_t step = 0; l->source->id && step < n + at; step++) {
		if (at + step < n && l->source->id(l->ctx, source_row(l, at + step)) == l->bar_id) {
			l->bar = at + step;
			return;
		}
		if (step <= at && at - step < n && l->source->id(l->ctx, source_row(l, at - step)) == l->bar_id) {
			l->bar = at - step;
			return;
		}
	}
}

void list_reload(struct list *l)
{
	bool had = l->loaded && l->shown_count;
	l->loaded = false;
	free(l->passing);
	l->passing = NULL;
	l->passing_room = 0;
	size_t bar = l->bar;
	load(l);
	l->bar = bar;
	if (had)
		find_bar(l);
	l->loaded = false;
	free(l->passing);
	l->passing = NULL;
	l->passing_room = 0;
	load(l);
	tell_moved(l);
	dirty(l);
}

size_t list_selected(const struct list *l)
{
	return l->bar < l->shown_count && !heading(l, l->bar) ? source_row(l, l->bar) : LIST_NONE;
}

void list_select(struct list *l, size_t row)
{
	load(l);
	for (size_t i = 0; l->passing && i < l->shown_count; i++)
		if (l->passing[i] == row) {
			(void)move_to(l, i, 1);
			return;
		}
	if (!l->passing)
		(void)move_to(l, row, 1);
}

void list_redraw(struct list *l, size_t row)
{
	if (l->passing || l->redraw != LIST_NONE)
		dirty(l);
	l->redraw = row;
	l->widget.stale = true;
}

size_t list_count(const struct list *l)
{
	return l->shown_count;
}

void list_empty(struct list *l, const char *text)
{
	free(l->empty);
	l->empty = mem_text(text);
	dirty(l);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/list_private.h"
#include "ui/message.h"
#include "ui/ui.h"

#define FILTER_MAX 60

/* ---- rows --------------------------------------------------------------------------------------------------- */

size_t list_source_row(const struct list *l, size_t shown)
{
	return l->passing ? l->passing[shown] : shown;
}

bool list_heading(const struct list *l, size_t shown)
{
	return l->source->heading && shown < l->shown_count && l->source->heading(l->ctx, list_source_row(l, shown));
}

void list_mark_dirty(struct list *l)
{
	l->widget.dirty = true;
	if (l->widget.ui)
		ui_dirty(l->widget.ui);
}

/* Keeps the bar in the window, with what heads the first row above it. A single step out of the window moves it by half
 * of its height: one repaint for many keys, and nothing flows under the eye. */
void list_scroll_to_bar(struct list *l)
{
	size_t height = (size_t)list_body_height(l), before = l->top;
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
	if (l->top > 0 && l->top == l->bar && list_heading(l, l->top - 1))
		l->top--;
	if (l->top + height > l->shown_count)
		l->top = l->shown_count > height ? l->shown_count - height : 0;
	if (l->top != before)
		l->painted_bar = LIST_NONE;
}

void list_tell_moved(struct list *l)
{
	size_t row = list_selected(l);
	if (row == LIST_NONE)
		return;
	l->bar_id = l->source->id ? l->source->id(l->ctx, row) : row;
	if (l->source->moved)
		l->source->moved(l->ctx, row);
}

/* The nearest row that is no heading, looking `by` first. */
size_t list_settle(const struct list *l, size_t row, int by)
{
	size_t at = row;
	while (at < l->shown_count && list_heading(l, at))
		at += (size_t)by;                /* below 0 it wraps over the count */
	if (at < l->shown_count)
		return at;
	at = row;
	while (at < l->shown_count && list_heading(l, at))
		at -= (size_t)by;
	return at < l->shown_count ? at : row;
}

static bool move_to(struct list *l, size_t row, int by)
{
	if (!l->shown_count)
		return false;
	if (row >= l->shown_count)
		row = l->shown_count - 1;
	row = list_settle(l, row, by);
	bool moved = row != l->bar;
	l->bar = row;
	list_scroll_to_bar(l);
	l->widget.stale = true;
	if (moved)
		list_tell_moved(l);
	return moved;
}

/* ---- keys --------------------------------------------------------------------------------------------------- */

static bool list_text(struct widget *w, const char *s, size_t n, bool pasted)
{
	struct list *l = (struct list *)w;
	struct err err;
	if (!l->filtering || !list_can_filter(l))
		return false;
	/* a blank at the beginning marks a row where rows can be marked */
	if (n == 1 && *s == ' ' && !*l->filter_text)
		return false;
	if (editor_insert(&l->filter, s, n, pasted, &err)) {
		if (w->ui)
			message_error(w->ui, &err);
	} else {
		list_apply_filter(l);
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
		list_mark_dirty(l);
	return true;
}

static bool list_request(struct widget *w, enum ui_request request)
{
	struct list *l = (struct list *)w;
	size_t page = list_body_height(l) > 1 ? (size_t)list_body_height(l) - 1 : 1;
	list_load(l);
	switch (request) {
	case UI_LIST_DOWN: case UI_FIELD_DOWN: (void)move_to(l, l->bar + 1, 1); return true;
	case UI_LIST_UP: case UI_FIELD_UP: (void)move_to(l, l->bar ? l->bar - 1 : 0, -1); return true;
	case UI_LIST_PAGE_DOWN: case UI_PAGE_NEXT: (void)move_to(l, l->bar + page, 1); return true;
	case UI_LIST_PAGE_UP: case UI_PAGE_PREVIOUS: (void)move_to(l, l->bar > page ? l->bar - page : 0, -1); return true;
	case UI_LIST_FIRST: (void)move_to(l, 0, 1); return true;
	case UI_LIST_LAST: (void)move_to(l, SIZE_MAX, -1); return true;
	case UI_LIST_MARK: return mark(l);
	case UI_LIST_FILTER:
		if (!list_can_filter(l))
			return false;
		l->filtering = true;
		list_mark_dirty(l);
		return true;
	case UI_LIST_UNFILTER:
		list_end_filter(l);
		return true;
	default:
		return list_edit_filter(l, request);
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

static bool list_focus(struct widget *w, bool gained, int from)
{
	struct list *l = (struct list *)w;
	(void)from;
	if (gained) {
		list_load(l);
		if (!l->shown_count && !list_can_filter(l))
			return false;
	}
	l->redraw = l->bar;
	return true;
}

static void list_place(struct widget *w)
{
	struct list *l = (struct list *)w;
	list_load(l);
	list_scroll_to_bar(l);
	l->painted_bar = LIST_NONE;
}

static const struct widget_ops ops = {
	.draw = list_draw, .text = list_text, .request = list_request, .contexts = list_contexts, .cursor = list_cursor,
	.focus = list_focus, .place = list_place,
};

/* ---- life --------------------------------------------------------------------------------------------------- */

void list_columns(struct list *l, const struct list_column *columns, size_t count)
{
	l->column_count = count < LIST_COLUMNS ? count : LIST_COLUMNS;
	memcpy(l->columns, columns, l->column_count * sizeof *columns);
	l->widget.dirty = true;
}

struct list *list_new(const struct list_column *columns, size_t count, unsigned flags, const struct list_source *source,
	void *ctx)
{
	struct list *l = mem_alloc(sizeof *l);
	l->widget.ops = &ops;
	list_columns(l, columns, count);
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

static void count_rows(struct list *l)
{
	l->loaded = true;
	l->total = l->shown_count = l->source->count(l->ctx);
	free(l->passing);
	l->passing = NULL;
	l->passing_room = 0;
	if (*l->filter_text && l->source->match && !l->source->filter)
		list_narrow(l, false);
}

static void place_bar(struct list *l)
{
	if (l->bar >= l->shown_count)
		l->bar = l->shown_count ? l->shown_count - 1 : 0;
	l->bar = list_settle(l, l->bar, 1);
	list_scroll_to_bar(l);
}

void list_load(struct list *l)
{
	if (l->loaded)
		return;
	count_rows(l);
	place_bar(l);
}

/* FNV-1a */
uint64_t list_name_id(uint64_t part, const char *name)
{
	const uint64_t prime = UINT64_C(1099511628211);
	uint64_t hash = (UINT64_C(14695981039346656037) ^ part) * prime;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * prime;
	return hash;
}

/* Looks for the bar's id near where it was first: rows seldom move far. */
static void find_bar(struct list *l)
{
	size_t n = l->shown_count, at = l->bar < n ? l->bar : n;
	for (size_t step = 0; l->source->id && step < n + at; step++) {
		if (at + step < n && l->source->id(l->ctx, list_source_row(l, at + step)) == l->bar_id) {
			l->bar = at + step;
			return;
		}
		if (step <= at && at - step < n && l->source->id(l->ctx, list_source_row(l, at - step)) == l->bar_id) {
			l->bar = at - step;
			return;
		}
	}
}

void list_reload(struct list *l)
{
	bool had = l->loaded && l->shown_count;
	count_rows(l);
	if (had)
		find_bar(l);
	place_bar(l);
	list_tell_moved(l);
	list_mark_dirty(l);
}

size_t list_selected(struct list *l)
{
	list_load(l);
	return l->bar < l->shown_count && !list_heading(l, l->bar) ? list_source_row(l, l->bar) : LIST_NONE;
}

void list_select(struct list *l, size_t row)
{
	list_load(l);
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
		list_mark_dirty(l);
	l->redraw = row;
	l->widget.stale = true;
}

size_t list_count(struct list *l)
{
	list_load(l);
	return l->shown_count;
}

void list_empty(struct list *l, const char *text)
{
	free(l->empty);
	l->empty = mem_text(text);
	list_mark_dirty(l);
}

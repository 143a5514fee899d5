/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/list_private.h"

static void pass(struct list *l, size_t row)
{
	if (l->shown_count == l->passing_room) {
		l->passing_room = l->passing_room ? l->passing_room * 2 : 256;
		l->passing = mem_grow(l->passing, l->passing_room, sizeof *l->passing);
	}
	l->passing[l->shown_count++] = row;
}

/* A longer filter only looks at what passed the shorter one. */
void list_narrow(struct list *l, bool longer)
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

void list_apply_filter(struct list *l)
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
		list_narrow(l, longer);
	}
	l->bar = l->top = 0;
	l->bar = list_settle(l, 0, 1);
	list_scroll_to_bar(l);
	list_mark_dirty(l);
	list_tell_moved(l);
}

bool list_can_filter(const struct list *l)
{
	return l->source->match || l->source->filter;
}

void list_end_filter(struct list *l)
{
	struct err err;
	l->filtering = (l->flags & LIST_TYPES_FILTER) != 0;
	if (*l->filter_text && !editor_set(&l->filter, "", 0, &err))
		list_apply_filter(l);
	list_mark_dirty(l);
}

void list_set_filter(struct list *l, const char *filter)
{
	struct err err;
	if (list_can_filter(l) && !editor_set(&l->filter, filter, strlen(filter), &err))
		list_apply_filter(l);
}

const char *list_filter(const struct list *l)
{
	return l->filter_text;
}

bool list_edit_filter(struct list *l, enum ui_request request)
{
	bool changed;
	if (!l->filtering || (!*l->filter_text && l->flags & LIST_TYPES_FILTER))
		return false;
	if (request == UI_EDIT_BACKSPACE && !*l->filter_text) {
		list_end_filter(l);
		return true;
	}
	if (!editor_request(&l->filter, request, &changed))
		return false;
	if (changed)
		list_apply_filter(l);
	else
		list_mark_dirty(l);
	return true;
}

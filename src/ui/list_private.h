/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_LIST_PRIVATE_H
#define UI_LIST_PRIVATE_H

#include "ui/editor.h"
#include "ui/list.h"

/* What the files of the list share; nobody else includes this. */

#define LIST_COLUMNS 16

struct list {
	struct widget widget;
	struct list_column columns[LIST_COLUMNS];
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

/* list.c */
void list_load(struct list *l);                  /* asks for the number of rows, once */
void list_mark_dirty(struct list *l);
size_t list_source_row(const struct list *l, size_t shown);
bool list_heading(const struct list *l, size_t shown);
size_t list_settle(const struct list *l, size_t row, int by);    /* the nearest row that is no heading, looking `by` first */
void list_scroll_to_bar(struct list *l);
void list_tell_moved(struct list *l);

/* list_filter.c */
bool list_can_filter(const struct list *l);
void list_narrow(struct list *l, bool longer);   /* a longer filter looks only at what passed the shorter one */
void list_apply_filter(struct list *l);
void list_end_filter(struct list *l);
bool list_edit_filter(struct list *l, enum ui_request request);

/* list_draw.c */
int list_body_row(const struct list *l);         /* the first row below titles and filter */
int list_body_height(const struct list *l);
void list_draw(struct widget *w);
bool list_cursor(struct widget *w, int *row, int *col);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/widget.h"

/* A table with a cursor bar. Rows come from callbacks when they are drawn, so 100,000 of them cost nothing. */
struct list;

struct list_column {
	const char *title;           /* NULL: no heading */
	int cells;                   /* 0: takes what is left (one column at most) */
	bool right;                  /* against the right edge */
};
struct list_source {
	size_t (*count)(void *ctx);
	/* Appends the text of a cell; may change *look. */
	void (*cell)(void *ctx, size_t row, size_t column, struct buf *out, enum look *look);
	/* What stays the same when rows move: keeps the bar on its row after list_reload. NULL: the row number. */
	uint64_t (*id)(void *ctx, size_t row);
	/* For filtering row by row (text_match); NULL: list_filter is not possible, unless: */
	bool (*match)(void *ctx, size_t row, const char *filter);
	/* the source narrows itself (a query): it is told the filter, then asked count() anew. */
	void (*filter)(void *ctx, const char *filter);
	bool (*marked)(void *ctx, size_t row, bool *can);        /* a box before the row: □ ■; *can false: none. NULL: no boxes */
	bool (*mark)(void *ctx, size_t row, bool on);            /* false: refused (a message says why) */
	bool (*heading)(void *ctx, size_t row);                  /* a row that the bar passes over. NULL: none */
	void (*moved)(void *ctx, size_t row);                    /* the bar stands on another row. NULL */
};

enum list_flags {
	LIST_TITLES = 1,             /* a heading line */
	LIST_TYPES_FILTER = 2,       /* typed characters narrow at once (find a bundle); else after list-filter ("/") */
	LIST_NUMBERS = 4             /* a column of row numbers, from 1 */
};

/* An id for rows that are known by a name; `part` keeps equal names of different kinds apart. */
uint64_t list_name_id(uint64_t part, const char *name);

/* Copies the columns, borrows the source. */
struct list *list_new(const struct list_column *columns, size_t count, unsigned flags, const struct list_source *source,
	void *ctx);
/* Other columns, for another width: the source is asked for the first `count` of them. Copied. */
void list_columns(struct list *l, const struct list_column *columns, size_t count);
void list_free(struct list *l);                  /* NULL is fine */
struct widget *list_widget(struct list *l);

/* The row of the source under the bar; LIST_NONE when the list is empty. */
#define LIST_NONE SIZE_MAX
size_t list_selected(struct list *l);
void list_select(struct list *l, size_t row);
/* The rows have changed: asks count again, keeps the bar by id. */
void list_reload(struct list *l);
/* One row has changed. */
void list_redraw(struct list *l, size_t row);
const char *list_filter(const struct list *l);           /* "" when none */
void list_set_filter(struct list *l, const char *filter);
size_t list_count(struct list *l);                 /* rows that pass the filter */
/* Shown in the middle of an empty list: "没有符合的办件". Copied. */
void list_empty(struct list *l, const char *text);

#endif

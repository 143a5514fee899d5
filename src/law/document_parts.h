/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_DOCUMENT_PARTS_H
#define LAW_DOCUMENT_PARTS_H

#include "law/document.h"

/* A template once read: shared by document_read.c, document_value.c and document_fill.c, and by nobody else. */

struct filter;
struct filter_use { const struct filter *filter; const char *word; };
#define FILTER_USES 4

/* One piece of a text: a literal, or a field with its filters. */
struct piece {
	const char *literal;                        /* NULL: a field */
	const char *path;
	bool optional;
	struct filter_use uses[FILTER_USES];
	size_t use_count;
};
struct words { struct piece *pieces; size_t count; };

struct term {
	bool negate, optional;
	const char *path;
	const char *const *words;                   /* = these; none: is it set? */
	size_t word_count;
};
struct test { struct term *terms; size_t count; };

enum node_kind { NODE_BLOCK, NODE_PAIR, NODE_ROWS, NODE_TABLE, NODE_COLUMN, NODE_BLANK, NODE_NONE, NODE_TOTAL, NODE_EACH,
	NODE_IF };
struct node {
	enum node_kind kind;
	enum block_kind block;                      /* NODE_BLOCK */
	int line, number;                           /* number: width, pairs, blank rows; NODE_PAIR: 1 is wide */
	unsigned style;
	struct words *texts;
	size_t text_count;
	struct test when;                           /* if, where */
	bool chart;                                 /* NODE_TABLE: texts[0] is its title */
	const char *path, *as;                      /* each, table */
	bool optional;
	struct node *next, *child, *otherwise;
};

struct document_template {
	struct arena *own;
	const char *name, *kind, *title;
	bool takes[PAPERS];
	enum paper usual;
	bool across;
	const char *const *marks;
	size_t mark_count;
	struct node *nodes;
};

/* Compiles "…{path|filter}…". Returns NULL, or what is wrong with it in Chinese. */
const char *words_read(struct arena *own, const char *s, struct words *out);

/* Where a name in a path is looked for: loop variables inside out, then the data. */
struct scope { const struct scope *up; const char *name; json_t *value; size_t index; };
struct filling {
	const struct document_template *t;
	struct document *d;
	json_t *data;
	bool strict;
	enum status status;                         /* first failure; everything after it does nothing */
	struct err *err;
};
/* The text of compiled words in a scope, filtered for printers; in the document's arena. */
const char *words_fill(struct filling *f, const struct scope *scope, const struct words *w, int line);
/* A member by path; NULL when absent, which counts as missing unless optional. */
json_t *value_at(struct filling *f, const struct scope *scope, const char *path, bool optional, int line);
bool test_holds(struct filling *f, const struct scope *scope, const struct test *t, int line);

#endif

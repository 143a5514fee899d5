/* SPDX-License-Identifier: Apache-2.0 */
/* A template and a dossier's JSON in, blocks out. */
#include "law/document_parts.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MOST 500
#define COLUMNS_MOST 16           /* of a table; of a chart 1 + DOCUMENT_SERIES */

static const struct { const char *name; bool slip; int columns; } papers[PAPERS] = {
	[PAPER_A4] = { "A4", false, 78 }, [PAPER_A5] = { "A5", false, 78 },
	[PAPER_80MM] = { "80mm", true, 48 }, [PAPER_58MM] = { "58mm", true, 32 },
};

const char *paper_name(enum paper p)
{
	return papers[p].name;
}

int paper_from_name(const char *name)
{
	for (int i = 0; i < PAPERS; i++)
		if (strcmp(papers[i].name, name) == 0)
			return i;
	return -1;
}

bool paper_is_slip(enum paper p)
{
	return papers[p].slip;
}

int paper_columns(enum paper p)
{
	return papers[p].columns;
}

/* A list that grows while a block is being filled; its final place is the document's arena. */
struct pile { const char **cells; size_t count, room; };

static void pile_add(struct pile *p, const char *text)
{
	if (p->count == p->room) {
		p->room = p->room ? 2 * p->room : 32;
		p->cells = mem_grow(p->cells, p->room, sizeof *p->cells);
	}
	p->cells[p->count++] = text;
}

static const char **pile_take(struct filling *f, struct pile *p)
{
	const char **cells = arena_alloc(f->d->own, (p->count + 1) * sizeof *cells);

	if (p->count)
		memcpy(cells, p->cells, p->count * sizeof *cells);
	free(p->cells);
	*p = (struct pile){ 0 };
	return cells;
}

static struct block *block_add(struct filling *f, enum block_kind kind, unsigned style)
{
	struct document *d = f->d;

	if (d->block_count % 64 == 0)
		d->blocks = mem_grow(d->blocks, d->block_count + 64, sizeof *d->blocks);
	d->blocks[d->block_count] = (struct block){ .kind = kind, .style = style, .text = "" };
	return &d->blocks[d->block_count++];
}

/* A cell that stays empty is shown as such, so that nobody writes into it afterwards. */
static const char *cell_of(struct filling *f, const struct scope *scope, const struct words *w, int line)
{
	const char *text = words_fill(f, scope, w, line);

	return *text || w->count == 0 ? text : "—";
}

static void fill_block(struct filling *f, const struct scope *scope, const struct node *n)
{
	struct pile cells = { 0 };
	struct block *b = block_add(f, n->block, n->style);
	size_t first = n->block == BLOCK_SIGN ? 0 : 1;

	if (first && n->text_count)
		b->text = words_fill(f, scope, &n->texts[0], n->line);
	for (size_t i = first; i < n->text_count; i++)
		pile_add(&cells, words_fill(f, scope, &n->texts[i], n->line));
	b->cell_count = cells.count;
	b->cells = pile_take(f, &cells);
}

/* ---- lists ---- */

typedef void each_fn(struct filling *f, const struct scope *scope, const struct node *n, void *ctx);

/* The elements of a list for which its test holds, as a new list. */
static json_t *chosen(struct filling *f, const struct scope *scope, const struct node *n)
{
	json_t *list = value_at(f, scope, n->path, n->optional, n->line), *out = json_array(), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		struct scope inner = { scope, n->as, one, i };

		if (test_holds(f, &inner, &n->when, n->line))
			json_array_append(out, one);
	}
	return out;
}

static void each(struct filling *f, const struct scope *scope, const struct node *n, json_t *list, each_fn *fn, void *ctx)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one) {
		struct scope inner = { scope, n->as, one, i };

		if (i == ROWS_MOST || f->status != ST_OK)
			break;
		fn(f, &inner, n->child, ctx);
	}
}

/* Loops and conditions are the same in a page, in rows and in a table: `fn` does what is inside. */
static bool control(struct filling *f, const struct scope *scope, const struct node *n, each_fn *fn, void *ctx)
{
	json_t *list;

	if (n->kind == NODE_IF) {
		fn(f, scope, test_holds(f, scope, &n->when, n->line) ? n->child : n->otherwise, ctx);
		return true;
	}
	if (n->kind != NODE_EACH)
		return false;
	list = chosen(f, scope, n);
	each(f, scope, n, list, fn, ctx);
	json_decref(list);
	return true;
}

/* ---- rows ---- */

struct pairs { struct pile cells, wide; };

static void fill_pairs(struct filling *f, const struct scope *scope, const struct node *n, void *ctx)
{
	struct pairs *p = ctx;

	for (; n && f->status == ST_OK; n = n->next) {
		if (control(f, scope, n, fill_pairs, ctx))
			continue;
		pile_add(&p->cells, words_fill(f, scope, &n->texts[0], n->line));
		pile_add(&p->cells, cell_of(f, scope, &n->texts[1], n->line));
		pile_add(&p->wide, n->number ? "wide" : NULL);
	}
}

static void fill_rows(struct filling *f, const struct scope *scope, const struct node *n)
{
	struct pairs p = { 0 };
	struct block *b = block_add(f, BLOCK_ROWS, n->style);
	bool *wide;

	fill_pairs(f, scope, n->child, &p);
	wide = arena_alloc(f->d->own, p.wide.count + 1);
	for (size_t i = 0; i < p.wide.count; i++)
		wide[i] = p.wide.cells[i] != NULL;
	free(p.wide.cells);
	b->pairs = paper_is_slip(f->d->paper) ? 1 : n->number;
	b->wide = wide;
	b->row_count = p.cells.count / 2;
	b->cell_count = p.cells.count;
	b->cells = pile_take(f, &p.cells);
}

/* ---- tables ---- */

struct table {
	const struct node *columns[COLUMNS_MOST], *none, *total;
	size_t count, most;
	int blank;
	struct pile cells;
};

/* The shape of the table: which columns, how many empty rows. Conditions are asked once, outside of the loop. */
static void table_shape(struct filling *f, const struct scope *scope, const struct node *n, void *ctx)
{
	struct table *t = ctx;

	for (; n && f->status == ST_OK; n = n->next) {
		if (n->kind == NODE_IF) {
			control(f, scope, n, table_shape, ctx);
		} else if (n->kind == NODE_COLUMN && t->count < t->most) {
			t->columns[t->count++] = n;
		} else if (n->kind == NODE_BLANK) {
			t->blank = n->number;
		} else if (n->kind == NODE_NONE) {
			t->none = n;
		} else if (n->kind == NODE_TOTAL) {
			t->total = n;
		}
	}
}

static void table_row(struct filling *f, const struct scope *scope, const struct node *n, void *ctx)
{
	struct table *t = ctx;

	(void)n;
	for (size_t i = 0; i < t->count; i++)
		pile_add(&t->cells, cell_of(f, scope, &t->columns[i]->texts[1], t->columns[i]->line));
}

static void table_tail(struct filling *f, const struct scope *scope, const struct node *n, struct table *t, json_t *list)
{
	struct scope all = { scope, n->as, list, 0 };

	if (t->total && json_array_size(list) && t->total->text_count == t->count)
		for (size_t i = 0; i < t->count; i++)
			pile_add(&t->cells, words_fill(f, &all, &t->total->texts[i], t->total->line));
	for (size_t i = 0; i < (size_t)t->blank * t->count; i++)
		pile_add(&t->cells, "");
}

static void fill_table(struct filling *f, const struct scope *scope, const struct node *n)
{
	struct table t = { .most = n->chart ? 1 + DOCUMENT_SERIES : COLUMNS_MOST };
	struct block_column *columns;
	struct block *b = block_add(f, n->chart ? BLOCK_CHART : BLOCK_TABLE, n->style);
	json_t *list = chosen(f, scope, n);

	table_shape(f, scope, n->child, &t);
	columns = arena_alloc(f->d->own, (t.count + 1) * sizeof *columns);
	for (size_t i = 0; i < t.count; i++)
		columns[i] = (struct block_column){ words_fill(f, scope, &t.columns[i]->texts[0], t.columns[i]->line),
			t.columns[i]->number, t.columns[i]->style };
	each(f, scope, n, list, table_row, &t);
	table_tail(f, scope, n, &t, list);
	if (n->chart)
		b->text = words_fill(f, scope, &n->texts[0], n->line);
	else if (json_array_size(list) == 0 && t.none)
		b->text = words_fill(f, scope, &t.none->texts[0], t.none->line);
	else if (json_array_size(list) > ROWS_MOST)
		b->text = arena_format(f->d->own, "以上 %d 项,共 %zu 项;其余见系统", ROWS_MOST, json_array_size(list));
	b->columns = columns;
	b->column_count = t.count;
	b->row_count = t.count ? t.cells.count / t.count : 0;
	b->cell_count = t.cells.count;
	b->cells = pile_take(f, &t.cells);
	json_decref(list);
}

/* ---- the page ---- */

static void fill_page(struct filling *f, const struct scope *scope, const struct node *n, void *ctx)
{
	for (; n && f->status == ST_OK; n = n->next) {
		if (control(f, scope, n, fill_page, ctx))
			continue;
		if (n->kind == NODE_ROWS)
			fill_rows(f, scope, n);
		else if (n->kind == NODE_TABLE)
			fill_table(f, scope, n);
		else
			fill_block(f, scope, n);
	}
}

/* R13: on every paper, whatever the template says. */
static void fill_trace(struct filling *f)
{
	static const char text[] = "{document.copy_text|post: }打印号{document.job|or:（电子件）} "
		"{document.printed_at|minute} {document.window|post:号窗口 }校验码{codes.check}";
	struct words words;
	struct block *b;

	if (words_read(f->d->own, "{document.copy_text}", &words) == NULL)
		f->d->again = words_fill(f, NULL, &words, 0);
	if (words_read(f->d->own, text, &words) != NULL)
		return;
	b = block_add(f, BLOCK_FOOT, 0);
	b->text = words_fill(f, NULL, &words, 0);
}

enum status document_fill(const struct document_template *t, json_t *data, const struct document_options *o,
	struct document **out, struct err *err)
{
	struct filling f = { .t = t, .data = data, .strict = o->strict, .err = err };
	const char **marks;

	*out = NULL;
	if (!t->takes[o->paper])
		return err_at(err, ST_DATA, "E-5304", t->kind, "%s没有 %s 纸的版式;请换纸张", t->title, paper_name(o->paper));
	f.d = mem_alloc(sizeof *f.d);
	f.d->own = arena_new();
	f.d->kind = arena_text(f.d->own, t->kind);
	f.d->title = arena_text(f.d->own, t->title);
	f.d->paper = o->paper;
	f.d->large = o->large;
	f.d->across = t->across && o->paper == PAPER_A4;
	f.d->mark_count = t->mark_count;
	marks = arena_alloc(f.d->own, t->mark_count * sizeof *marks);
	for (size_t i = 0; i < t->mark_count; i++)
		marks[i] = arena_text(f.d->own, t->marks[i]);
	f.d->marks = marks;
	f.d->again = "";
	fill_page(&f, NULL, t->nodes, NULL);
	fill_trace(&f);
	if (f.status == ST_OK)
		*out = f.d;
	else
		document_free(f.d);
	return f.status;
}

void document_free(struct document *d)
{
	if (!d)
		return;
	arena_free(d->own);
	free(d->blocks);
	free(d);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/document.h"

/* A filled document as JSON and back, member by member as in document.h: for a renderer in another process. */

static json_t *text_json(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *texts_json(const char *const *texts, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(list, text_json(texts[i]));
	return list;
}

static json_t *block_json(const struct block *b)
{
	json_t *wide = json_array(), *columns = json_array();

	for (size_t i = 0; b->wide && i < b->row_count; i++)
		(void)json_array_append_new(wide, json_boolean(b->wide[i]));
	for (size_t i = 0; i < b->column_count; i++)
		(void)json_array_append_new(columns, json_pack("[o,i,i]", text_json(b->columns[i].header), b->columns[i].width,
			(int)b->columns[i].style));
	return json_pack("{s:i,s:i,s:o,s:o,s:o,s:i,s:o,s:I}", "kind", (int)b->kind, "style", (int)b->style, "text", text_json(b->text),
		"cells", texts_json(b->cells, b->cell_count), "wide", wide, "pairs", b->pairs, "columns", columns,
		"rows", (json_int_t)b->row_count);
}

json_t *document_json(const struct document *d)
{
	json_t *blocks = json_array();

	for (size_t i = 0; i < d->block_count; i++)
		(void)json_array_append_new(blocks, block_json(&d->blocks[i]));
	return json_pack("{s:s,s:s,s:s,s:i,s:b,s:b,s:o,s:o}", "kind", d->kind, "title", d->title, "again", d->again, "paper", (int)d->paper,
		"large", d->large, "across", d->across, "marks", texts_json(d->marks, d->mark_count), "blocks", blocks);
}

static const char *text_of(struct arena *own, const json_t *j)
{
	return json_is_string(j) ? arena_text(own, json_string_value(j)) : NULL;
}

static const char **texts_of(struct arena *own, const json_t *list, size_t *count)
{
	const char **texts = arena_alloc(own, (json_array_size(list) + 1) * sizeof *texts);

	*count = json_array_size(list);
	for (size_t i = 0; i < *count; i++)
		texts[i] = text_of(own, json_array_get(list, i));
	return texts;
}

static const bool *wide_of(struct arena *own, const json_t *list)
{
	bool *wide = arena_alloc(own, json_array_size(list) + 1);

	for (size_t i = 0; i < json_array_size(list); i++)
		wide[i] = json_is_true(json_array_get(list, i));
	return wide;
}

static bool columns_of(struct arena *own, json_t *list, struct block *b)
{
	struct block_column *columns = arena_alloc(own, (json_array_size(list) + 1) * sizeof *columns);
	json_t *header;
	int style;

	b->columns = columns;
	b->column_count = json_array_size(list);
	for (size_t i = 0; i < b->column_count; i++) {
		if (json_unpack(json_array_get(list, i), "[o,i,i]", &header, &columns[i].width, &style) != 0)
			return false;
		columns[i].header = text_of(own, header);
		columns[i].style = (unsigned)style;
	}
	return true;
}

/* What a renderer counts by must be there. */
static bool whole(const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ROWS:  return b->cell_count / 2 >= b->row_count;
	case BLOCK_CHART: return b->column_count > 1 && b->column_count <= 1 + DOCUMENT_SERIES && b->cell_count / b->column_count >= b->row_count;
	case BLOCK_TABLE: return b->column_count > 0 && b->cell_count / b->column_count >= b->row_count;
	case BLOCK_SEAL:  return b->cell_count >= 2;
	default:          return true;
	}
}

static bool block_of(struct arena *own, json_t *j, struct block *b)
{
	json_t *text, *cells, *wide, *columns;
	json_int_t rows;
	int kind, style;

	if (json_unpack(j, "{s:i,s:i,s:o,s:o,s:o,s:i,s:o,s:I}", "kind", &kind, "style", &style, "text", &text, "cells", &cells, "wide", &wide,
		"pairs", &b->pairs, "columns", &columns, "rows", &rows) != 0 || kind < 0 || kind > (int)BLOCK_FOOT || rows < 0)
		return false;
	b->kind = (enum block_kind)kind;
	b->style = (unsigned)style;
	b->text = text_of(own, text);
	b->cells = texts_of(own, cells, &b->cell_count);
	b->row_count = (size_t)rows;
	b->wide = json_array_size(wide) > 0 ? wide_of(own, wide) : NULL;
	return (b->kind != BLOCK_ROWS || json_array_size(wide) == b->row_count) && columns_of(own, columns, b) && whole(b);
}

enum status document_from_json(json_t *j, struct document **out, struct err *err)
{
	struct document *d = mem_alloc(sizeof *d);
	json_t *marks, *blocks;
	const char *kind, *title, *again;
	int paper, large, across;
	bool fine;

	*out = NULL;
	d->own = arena_new();
	fine = json_unpack(j, "{s:s,s:s,s:s,s:i,s:b,s:b,s:o,s:o}", "kind", &kind, "title", &title, "again", &again, "paper", &paper,
		"large", &large, "across", &across, "marks", &marks, "blocks", &blocks) == 0 && paper >= 0 && paper < PAPERS;
	if (fine) {
		d->kind = arena_text(d->own, kind);
		d->title = arena_text(d->own, title);
		d->again = arena_text(d->own, again);
		d->paper = (enum paper)paper;
		d->large = large != 0;
		d->across = across != 0;
		d->marks = texts_of(d->own, marks, &d->mark_count);
		d->block_count = json_array_size(blocks);
		d->blocks = mem_array(d->block_count + 1, sizeof *d->blocks);
	}
	for (size_t i = 0; fine && i < d->block_count; i++)
		fine = block_of(d->own, json_array_get(blocks, i), &d->blocks[i]);
	if (!fine) {
		document_free(d);
		return err_set(err, ST_DATA, "E-5309", "文书内容不完整,没有画出来");
	}
	*out = d;
	return ST_OK;
}

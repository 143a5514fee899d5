/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "book/book.h"

static void put_text(struct buf *out, const char *s)
{
	uint32_t n = (uint32_t)strlen(s);

	buf_add(out, &n, sizeof n);
	buf_add(out, s, n);
}

static void put_chart(struct buf *out, const struct table_chart *c)
{
	const uint32_t numbers[] = { c->line, (uint32_t)c->label, (uint32_t)c->from, (uint32_t)c->to, (uint32_t)c->column_count };

	buf_char(out, 'C');
	put_text(out, c->title);
	buf_add(out, numbers, sizeof numbers);
	for (size_t i = 0; i < c->column_count; i++) {
		uint32_t column = (uint32_t)c->columns[i];
		buf_add(out, &column, sizeof column);
	}
}

void wire_table(const struct table *t, struct buf *out)
{
	buf_char(out, 'T');
	put_text(out, t->name);
	put_text(out, t->place);
	for (size_t r = 0; r < t->count; r++) {
		uint64_t line = t->rows[r].line;
		uint32_t count = (uint32_t)t->rows[r].count;
		buf_char(out, 'R');
		buf_add(out, &line, sizeof line);
		buf_add(out, &count, sizeof count);
		for (size_t c = 0; c < count; c++) {
			buf_char(out, (char)t->rows[r].cells[c].kind);
			put_text(out, t->rows[r].cells[c].text);
		}
	}
	for (size_t i = 0; i < t->chart_count; i++)
		put_chart(out, &t->charts[i]);
}

void wire_fault(const struct err *fault, struct buf *out)
{
	buf_char(out, 'F');
	buf_add(out, fault, sizeof *fault);
}

void wire_end(struct buf *out)
{
	buf_char(out, '.');
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

struct bytes { const char *at, *end; bool bad; };

static void take(struct bytes *b, void *out, size_t n)
{
	if ((size_t)(b->end - b->at) < n) {
		b->bad = true;
		memset(out, 0, n);
		return;
	}
	memcpy(out, b->at, n);
	b->at += n;
}

static const char *take_text(struct bytes *b, struct arena *arena)
{
	uint32_t n;

	take(b, &n, sizeof n);
	if (b->bad || (size_t)(b->end - b->at) < n) {
		b->bad = true;
		return "";
	}
	const char *s = arena_text_n(arena, b->at, n);
	b->at += n;
	return s;
}

static void take_row(struct bytes *b, struct tables *out, struct table *t)
{
	uint64_t line;
	uint32_t count;

	take(b, &line, sizeof line);
	take(b, &count, sizeof count);
	if (b->bad || count > TABLE_COLUMNS_MOST) {
		b->bad = true;
		return;
	}
	struct table_cell *cells = table_add(out, t, line, count);
	for (uint32_t i = 0; i < count && !b->bad; i++) {
		unsigned char kind;
		take(b, &kind, 1);
		b->bad |= kind >= TABLE_KINDS;
		cells[i] = (struct table_cell){ take_text(b, out->arena), (enum table_kind)kind };
	}
}

/* Of rows and columns that are there. */
static void take_chart(struct bytes *b, struct tables *out, struct table *t)
{
	struct table_chart c = { .title = take_text(b, out->arena) };
	uint32_t numbers[5], column;

	take(b, numbers, sizeof numbers);
	c.line = numbers[0] != 0;
	c.label = numbers[1];
	c.from = numbers[2];
	c.to = numbers[3];
	c.column_count = numbers[4];
	b->bad |= c.column_count > TABLE_SERIES_MOST || c.label >= TABLE_COLUMNS_MOST || c.from > c.to || c.to >= t->count;
	for (size_t i = 0; !b->bad && i < c.column_count; i++) {
		take(b, &column, sizeof column);
		c.columns[i] = column;
		b->bad |= column >= TABLE_COLUMNS_MOST;
	}
	if (!b->bad)
		table_add_chart(out, t, &c);
}

static void take_fault(struct bytes *b, const char *path, book_fault_fn *fault, void *ctx)
{
	size_t n = strlen(path);
	struct err err, told;

	take(b, &err, sizeof err);
	if (b->bad)
		return;
	char *where = mem_format("%s%.255s", n > 120 ? path + n - 120 : path, err.where);
	(void)err_at(&told, err.status, err.code, where, "%.760s", err.text);
	free(where);
	fault(ctx, &told);
}

bool wire_read(const char *bytes, size_t n, const char *path, struct tables *out, book_fault_fn *fault, void *ctx)
{
	struct bytes b = { bytes, bytes + n, false };
	struct table *t = NULL;

	while (!b.bad && b.at < b.end) {
		char tag = *b.at++;
		if (tag == '.')
			return b.at == b.end;
		if (tag == 'T') {
			const char *name = take_text(&b, out->arena);
			char *place = mem_format("%s%s", path, take_text(&b, out->arena));
			t = tables_add(out, name, place);
			free(place);
		} else if (tag == 'R' && t) {
			take_row(&b, out, t);
		} else if (tag == 'C' && t) {
			take_chart(&b, out, t);
		} else if (tag == 'F') {
			take_fault(&b, path, fault, ctx);
		} else {
			b.bad = true;
		}
	}
	return false;
}

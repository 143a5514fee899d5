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
		} else if (tag == 'F') {
			take_fault(&b, path, fault, ctx);
		} else {
			b.bad = true;
		}
	}
	return false;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static bool begins_formula(const char *s)
{
	return *s && strchr("=+-@\t\r", *s);
}

/* What gets an apostrophe when written: also the full-width signs, which some programs take for the same. */
static bool wants_defusing(const char *s)
{
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

	for (size_t i = 0; i < COUNT_OF(wide); i++)
		if (strncmp(s, wide[i], 3) == 0)
			return true;
	return *s == '\'' || begins_formula(s);
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

static void write_cell(const char *s, struct buf *out)
{
	buf_char(out, '"');
	if (wants_defusing(s))
		buf_char(out, '\'');
	for (; *s; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

void csv_write(const struct table *t, struct buf *out)
{
	buf_text(out, "\xEF\xBB\xBF");
	for (size_t r = 0; r < t->count; r++) {
		for (size_t c = 0; c < t->rows[r].count; c++) {
			if (c)
				buf_char(out, ',');
			write_cell(t->rows[r].cells[c].text, out);
		}
		buf_text(out, "\r\n");
	}
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

struct reader {
	const char *s;
	size_t n, at, line;                   /* line: the one that is being read, from 1 */
	struct tables *tables;
	struct table *table;
	struct table_cell row[TABLE_COLUMNS_MOST];
	size_t column;
	struct buf cell;
	csv_fault_fn *fault;
	void *ctx;
	struct err first;
};

static enum status complain(struct reader *r, size_t line, size_t column, const char *code, const char *what)
{
	char where[256], letters[8];
	struct err err;

	(void)err_at(&err, ST_DATA, code, table_where(r->table, line, column, where), "第%zu行%s列:%s", line,
		table_column(column, letters), what);
	if (r->first.status == ST_OK)
		r->first = err;
	if (r->fault)
		r->fault(r->ctx, &err);
	return ST_DATA;
}

static bool at_end_of_line(const struct reader *r)
{
	return r->at < r->n && (r->s[r->at] == '\n' || r->s[r->at] == '\r');
}

static void skip_end_of_line(struct reader *r)
{
	if (r->at < r->n && r->s[r->at] == '\r')
		r->at++;
	if (r->at < r->n && r->s[r->at] == '\n')
		r->at++;
	r->line++;
}

/* A cell in quotes, from behind the first one to behind the last. */
static enum status read_quoted(struct reader *r)
{
	size_t began = r->line;

	for (; r->at < r->n; r->at++) {
		char c = r->s[r->at];
		if (c == '"' && r->at + 1 < r->n && r->s[r->at + 1] == '"') {
			r->at++;
		} else if (c == '"') {
			r->at++;
			if (r->at == r->n || r->s[r->at] == ',' || at_end_of_line(r))
				return ST_OK;
			return complain(r, r->line, r->column, "E-2070", "引号之后还有文字;格内的引号要写两个");
		}
		r->line += c == '\n';
		buf_char(&r->cell, c);
	}
	return complain(r, began, r->column, "E-2070", "引号没有结束,文件可能没有写完");
}

static enum status read_plain(struct reader *r)
{
	for (; r->at < r->n && r->s[r->at] != ',' && !at_end_of_line(r); r->at++) {
		if (r->s[r->at] == '"')
			return complain(r, r->line, r->column, "E-2070", "格内有引号,整格须放在引号里");
		buf_char(&r->cell, r->s[r->at]);
	}
	return ST_OK;
}

static struct table_cell taken(struct reader *r)
{
	const char *s = r->cell.data ? r->cell.data : "";
	bool defused = *s == '\'' && wants_defusing(s + 1);

	return (struct table_cell){ arena_text(r->tables->arena, s + defused),
		s[0] && s[1] && begins_formula(s) ? CELL_FORMULA : CELL_TEXT };      /* a dash alone is none */
}

static enum status read_cell(struct reader *r)
{
	bool quoted = r->at < r->n && r->s[r->at] == '"';
	enum status st;

	buf_clear(&r->cell);
	r->at += quoted;
	if ((st = quoted ? read_quoted(r) : read_plain(r)) != ST_OK)
		return st;
	if (r->column == TABLE_COLUMNS_MOST)
		return complain(r, r->line, r->column, "E-2005", "列太多");
	r->row[r->column++] = taken(r);
	return ST_OK;
}

static enum status end_row(struct reader *r, size_t line)
{
	struct table_row blank = { line, r->row, r->column };
	size_t wanted = r->table->count ? r->table->rows[0].count : r->column;
	struct buf what;

	if (table_row_blank(&blank) && r->table->count)
		return ST_OK;
	if (r->table->count == TABLE_ROWS_MOST)
		return complain(r, line, 0, "E-2005", "行太多");
	if (r->column != wanted) {
		buf_init(&what, BUF_SMALL);
		buf_format(&what, "这一行有 %zu 格,表头有 %zu 格;行可能没有写完", r->column, wanted);
		(void)complain(r, line, r->column < wanted ? r->column : wanted, "E-2071", what.data);
		buf_release(&what);
		return ST_OK;                     /* the next rows are told, too */
	}
	struct table_cell *cells = table_add(r->tables, r->table, line, r->column);
	memcpy(cells, r->row, r->column * sizeof *cells);
	return ST_OK;
}

static enum status read_rows(struct reader *r)
{
	while (r->at < r->n) {
		size_t line = r->line;
		enum status st;
		r->column = 0;
		for (;;) {
			if ((st = read_cell(r)) != ST_OK)
				return st;
			if (r->at == r->n || r->s[r->at] != ',')
				break;
			r->at++;
		}
		if (r->at < r->n)
			skip_end_of_line(r);
		if ((st = end_row(r, line)) != ST_OK)
			return st;
	}
	return ST_OK;
}

/* --- before reading --------------------------------------------------------------------------------------------------- */

/* Where a bad byte stands, by lines and commas alone: the quotes may be broken too. */
static enum status bad_byte(struct reader *r, size_t offset)
{
	size_t line = 1, column = 0;

	for (size_t i = 0; i < offset; i++) {
		column = r->s[i] == '\n' ? 0 : column + (r->s[i] == ',');
		line += r->s[i] == '\n';
	}
	if (!r->s[offset])
		return complain(r, line, column, "E-2003", "有空字符(NUL),不是 CSV 文件");
	return complain(r, line, column, "E-2003", "不是有效的 UTF-8,疑为 GB18030 等其他编码;请另存为“CSV UTF-8”");
}

static enum status check(struct reader *r)
{
	if (r->n >= 2 && (memcmp(r->s, "\xFF\xFE", 2) == 0 || memcmp(r->s, "\xFE\xFF", 2) == 0))
		return complain(r, 1, 0, "E-2002", "编码疑为 UTF-16;请另存为“CSV UTF-8”");
	if (r->n >= 3 && memcmp(r->s, "\xEF\xBB\xBF", 3) == 0) {
		r->s += 3;
		r->n -= 3;
	}
	const char *nul = memchr(r->s, '\0', r->n);
	size_t good = text_valid(r->s, r->n), zero = nul ? (size_t)(nul - r->s) : r->n;
	if (zero < good)
		good = zero;
	if (good < r->n)
		return bad_byte(r, good);
	return r->n ? ST_OK : complain(r, 1, 0, "E-2001", "文件为空");
}

enum status csv_read(const char *name, const char *place, const char *text, size_t n, struct tables *t, csv_fault_fn *fault,
	void *ctx, struct err *err)
{
	struct reader r = { .s = text, .n = n, .line = 1, .tables = t, .fault = fault, .ctx = ctx };

	err_clear(&r.first);
	r.table = tables_add(t, name, place);
	buf_init(&r.cell, BUF_LARGE);
	enum status st = check(&r);
	if (st == ST_OK)
		st = read_rows(&r);
	buf_release(&r.cell);
	if (r.first.status != ST_OK && err)
		*err = r.first;
	return r.first.status;
}

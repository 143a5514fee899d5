/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/editor.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void editor_init(struct editor *e, size_t max_characters, size_t max_bytes)
{
	*e = (struct editor){ .max_bytes = max_bytes };
	e->max_characters = max_characters && max_characters < EDITOR_MAX ? max_characters : EDITOR_MAX;
}

void editor_release(struct editor *e)
{
	mem_wipe_free(e->text, e->room * sizeof *e->text);
	mem_wipe_free(e->before, e->before_count * sizeof *e->before);
	editor_init(e, e->max_characters, e->max_bytes);
}

static bool mark(uint32_t c)
{
	return text_width_char(c) == 0;
}

static size_t bytes(const uint32_t *text, size_t n)
{
	char utf8[4];
	size_t sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += text_encode(text[i], utf8);
	return sum;
}

/* A copy of the text with its room; the old one is overwritten first. */
static void make_room(struct editor *e, size_t count)
{
	if (count <= e->room)
		return;
	size_t room = e->room ? e->room : 32;
	while (room < count)
		room *= 2;
	uint32_t *text = mem_array(room, sizeof *text);
	if (e->count)
		memcpy(text, e->text, e->count * sizeof *text);
	mem_wipe_free(e->text, e->room * sizeof *e->text);
	e->text = text;
	e->room = room;
}

static void remember(struct editor *e)
{
	mem_wipe_free(e->before, e->before_count * sizeof *e->before);
	e->before = e->count ? mem_array(e->count, sizeof *e->before) : NULL;
	if (e->count)
		memcpy(e->before, e->text, e->count * sizeof *e->before);
	e->before_count = e->count;
	e->before_cursor = e->cursor;
	e->has_before = true;
}

static void splice(struct editor *e, size_t at, size_t gone, const uint32_t *come, size_t n)
{
	make_room(e, e->count - gone + n);
	if (e->count > at + gone)
		memmove(e->text + at + n, e->text + at + gone, (e->count - at - gone) * sizeof *e->text);
	if (n)
		memcpy(e->text + at, come, n * sizeof *e->text);
	e->count = e->count - gone + n;
	e->cursor = at + n;
}

static uint32_t *decode(const char *s, size_t n, size_t *count)
{
	uint32_t *text = mem_array(n + 1, sizeof *text);
	*count = 0;
	for (size_t i = 0; i < n;) {
		i += text_decode(s + i, n - i, &text[*count]);
		if (text[*count] == TEXT_BAD)            /* stored before the rule existed: kept visible */
			text[*count] = 0xFFFD;
		++*count;
	}
	return text;
}

static enum status fits(const struct editor *e, const uint32_t *come, size_t n, size_t kept, size_t kept_bytes,
	struct err *err)
{
	if (kept + n > e->max_characters)
		return err_set(err, ST_LIMIT, "E-1012", "超过%zu字,未%s", e->max_characters, n > 1 ? "粘贴" : "输入");
	if (e->max_bytes && kept_bytes + bytes(come, n) > e->max_bytes)
		return err_set(err, ST_LIMIT, "E-1012", "超过%zu字节(一个汉字 3 字节),未输入", e->max_bytes);
	return ST_OK;
}

enum status editor_set(struct editor *e, const char *s, size_t n, struct err *err)
{
	size_t count;
	uint32_t *text = decode(s, n, &count);
	enum status st = fits(e, text, count, 0, 0, err);
	if (!st) {
		splice(e, 0, e->count, text, count);
		e->left = 0;
		e->has_before = false;
	}
	mem_wipe_free(text, (n + 1) * sizeof *text);
	return st;
}

void editor_get(const struct editor *e, struct buf *out)
{
	char utf8[4];
	for (size_t i = 0; i < e->count; i++)
		buf_add(out, utf8, text_encode(e->text[i], utf8));
}

bool editor_empty(const struct editor *e)
{
	return e->count == 0;
}

/* ---- inserting ---------------------------------------------------------------------------------------------- */

/* A paste as one line: newlines and tabs are blanks, none at its ends. */
static void flatten(struct buf *out, const char *s, size_t n)
{
	while (n && strchr(" \t\r\n", *s))
		s++, n--;
	while (n && strchr(" \t\r\n", s[n - 1]))
		n--;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n')
			continue;
		buf_char(out, s[i] == '\t' || s[i] == '\r' || s[i] == '\n' ? ' ' : s[i]);
	}
}

static enum status harm_error(enum text_harm harm, size_t at, struct err *err)
{
	const char *name = text_harm_name(harm);
	switch (harm) {
	case TEXT_CONTROL: return err_set(err, ST_DATA, "E-1010", "第%zu个字符是%s,不能输入", at, name);
	case TEXT_BROKEN: return err_set(err, ST_DATA, "E-1015", "第%zu个字符不是 UTF-8,没有输入", at);
	case TEXT_MARKS: return err_set(err, ST_DATA, "E-1013", "第%zu个字符上的附加符号太多,没有输入", at);
	default: return err_set(err, ST_DATA, "E-1011", "第%zu个字符是%s,没有输入", at, name);
	}
}

/* Marks on the character before the cursor count with those that are typed now: at most four. */
static enum status check_marks(const struct editor *e, const uint32_t *come, size_t n, struct err *err)
{
	size_t typed = 0, there = 0, at = e->cursor;
	while (typed < n && mark(come[typed]))
		typed++;
	while (at > 0 && mark(e->text[at - 1]))
		there++, at--;
	if (typed && at == 0)
		return err_set(err, ST_DATA, "E-1013", "附加符号前面没有字,没有输入");
	return typed && typed + there > 4 ? harm_error(TEXT_MARKS, 1, err) : ST_OK;
}

enum status editor_insert(struct editor *e, const char *s, size_t n, bool pasted, struct err *err)
{
	struct buf line;
	uint32_t *text = NULL;
	size_t count = 0, at;
	enum status st = ST_OK;
	buf_init(&line, BUF_LARGE);
	if (pasted)
		flatten(&line, s, n);
	else
		buf_add(&line, s, n);
	enum text_harm harm = text_check(line.data, line.len, &at);
	if (harm == TEXT_MARKS && !pasted)
		harm = TEXT_FINE;                /* a single mark: judged with what it stands on */
	if (harm) {
		st = harm_error(harm, at, err);
		goto out;
	}
	text = decode(line.data, line.len, &count);
	if ((st = check_marks(e, text, count, err)))
		goto out;
	if ((st = fits(e, text, count, e->count, e->max_bytes ? bytes(e->text, e->count) : 0, err)))
		goto out;
	if (count) {
		if (count > 1 || !e->has_before)
			remember(e);
		splice(e, e->cursor, 0, text, count);
	}
out:
	mem_wipe_free(text, (line.len + 1) * sizeof *text);
	buf_wipe(&line);
	return st;
}

/* ---- moving and cutting ------------------------------------------------------------------------------------- */

static size_t step_left(const struct editor *e, size_t at)
{
	if (at)
		at--;
	while (at && mark(e->text[at]))
		at--;
	return at;
}

static size_t step_right(const struct editor *e, size_t at)
{
	if (at < e->count)
		at++;
	while (at < e->count && mark(e->text[at]))
		at++;
	return at;
}

/* Words: runs of letters and digits, runs of Chinese characters, runs of other signs; blanks between. */
static int kind(uint32_t c)
{
	if (c == ' ' || c == 0x3000)
		return 0;
	if (c >= 0x80)
		return 2;
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 3;
}

static size_t word_left(const struct editor *e)
{
	size_t at = e->cursor;
	while (at && kind(e->text[at - 1]) == 0)
		at--;
	for (int k = at ? kind(e->text[at - 1]) : 0; at && kind(e->text[at - 1]) == k;)
		at--;
	return at;
}

static size_t word_right(const struct editor *e)
{
	size_t at = e->cursor;
	for (int k = at < e->count ? kind(e->text[at]) : 0; k && at < e->count && kind(e->text[at]) == k;)
		at++;
	while (at < e->count && kind(e->text[at]) == 0)
		at++;
	return at;
}

static void cut(struct editor *e, size_t from, size_t to, bool *changed)
{
	if (from == to)
		return;
	remember(e);
	splice(e, from, to - from, NULL, 0);
	*changed = true;
}

static void undo(struct editor *e, bool *changed)
{
	if (!e->has_before)
		return;
	uint32_t *text = e->before;
	size_t n = e->before_count, cursor = e->before_cursor;
	e->before = NULL;
	e->before_count = 0;
	remember(e);
	splice(e, 0, e->count, text, n);
	e->cursor = cursor < e->count ? cursor : e->count;
	mem_wipe_free(text, n * sizeof *text);
	*changed = true;
}

bool editor_request(struct editor *e, enum ui_request request, bool *changed)
{
	*changed = false;
	switch (request) {
	case UI_EDIT_LEFT: e->cursor = step_left(e, e->cursor); break;
	case UI_EDIT_RIGHT: e->cursor = step_right(e, e->cursor); break;
	case UI_EDIT_HOME: e->cursor = 0; break;
	case UI_EDIT_END: e->cursor = e->count; break;
	case UI_EDIT_WORD_LEFT: e->cursor = word_left(e); break;
	case UI_EDIT_WORD_RIGHT: e->cursor = word_right(e); break;
	case UI_EDIT_BACKSPACE: cut(e, step_left(e, e->cursor), e->cursor, changed); break;
	case UI_EDIT_DELETE: cut(e, e->cursor, step_right(e, e->cursor), changed); break;
	case UI_EDIT_WORD_CUT: cut(e, word_left(e), e->cursor, changed); break;
	case UI_EDIT_TAIL_CUT: cut(e, e->cursor, e->count, changed); break;
	case UI_EDIT_CLEAR: cut(e, 0, e->count, changed); break;
	case UI_EDIT_UNDO: undo(e, changed); break;
	default: return false;
	}
	return true;
}

/* ---- showing ------------------------------------------------------------------------------------------------ */

/* What the terminal filter would make of one character: its cells. */
static int cells_of(uint32_t c)
{
	return text_width_char(c);
}

static int width(const struct editor *e, size_t from, size_t to)
{
	int w = 0;
	for (size_t i = from; i < to; i++)
		w += cells_of(e->text[i]);
	return w;
}

int editor_slice(struct editor *e, int cells, struct buf *out)
{
	char utf8[4];
	if (e->left > e->count)
		e->left = e->count;
	if (e->cursor < e->left)
		e->left = e->cursor;
	/* text that became shorter comes back from the left */
	while (e->left && width(e, e->left - 1, e->count) < cells)
		e->left--;
	while (width(e, e->left, e->cursor) > cells - 1)
		e->left++;
	while (e->left < e->cursor && mark(e->text[e->left]))
		e->left++;
	int used = 0;
	for (size_t i = e->left; i < e->count && used + cells_of(e->text[i]) <= cells; i++) {
		used += cells_of(e->text[i]);
		buf_add(out, utf8, text_encode(e->text[i], utf8));
	}
	return width(e, e->left, e->cursor);
}

int editor_stars(const struct editor *e, int cells, struct buf *out)
{
	int shown = e->count < (size_t)cells - 1 ? (int)e->count : cells - 1;
	buf_clear(out);
	for (int i = 0; i < shown; i++)
		buf_char(out, '*');
	return e->cursor < (size_t)shown ? (int)e->cursor : shown;
}

/* The end of the wrapped row that begins at `from`. A row is never empty but at the end of the text. */
static size_t row_end(const struct editor *e, size_t from, int cells)
{
	int used = 0;
	size_t i = from;
	while (i < e->count && used + cells_of(e->text[i]) <= cells)
		used += cells_of(e->text[i++]);
	return i == from && i < e->count ? i + 1 : i;
}

/* Which wrapped row the cursor stands in, and where that row begins. At the end of a full row it stands at the beginning
 * of the next. */
static size_t cursor_row(const struct editor *e, int cells, size_t *begin)
{
	size_t row = 0, from = 0;
	for (size_t end; (end = row_end(e, from, cells)) <= e->cursor; row++) {
		if (end == e->count && width(e, from, end) < cells)
			break;
		if (end == from)
			break;
		from = end;
	}
	*begin = from;
	return row;
}

void editor_rows(struct editor *e, int rows, int cells, editor_row_fn *row, void *ctx, int *at_row, int *at_col)
{
	size_t begin, from = 0, at = cursor_row(e, cells, &begin);
	struct buf line;
	char utf8[4];
	if (at < e->left)
		e->left = at;
	if (at >= e->left + (size_t)rows)
		e->left = at - (size_t)rows + 1;
	buf_init(&line, BUF_SMALL);
	for (size_t r = 0; r < e->left + (size_t)rows; r++) {
		size_t end = row_end(e, from, cells);
		buf_clear(&line);
		for (size_t i = from; i < end; i++)
			buf_add(&line, utf8, text_encode(e->text[i], utf8));
		if (r >= e->left)
			row(ctx, (int)(r - e->left), line.data, line.len);
		from = end;
	}
	*at_row = (int)(at - e->left);
	*at_col = width(e, begin, e->cursor);
	buf_wipe(&line);
}

bool editor_vertical(struct editor *e, int cells, int by)
{
	size_t begin, at = cursor_row(e, cells, &begin), from = 0;
	int col = width(e, begin, e->cursor);
	if (by < 0 && at == 0)
		return false;
	for (size_t r = 0; r < at + (size_t)(by > 0) - (size_t)(by < 0); r++)
		from = row_end(e, from, cells);
	size_t end = row_end(e, from, cells);
	if (by > 0 && (from == begin || (from == e->count && width(e, begin, from) < cells)))
		return false;
	size_t i = from;
	for (int used = 0; i < end && used + cells_of(e->text[i]) <= col; i++)
		used += cells_of(e->text[i]);
	e->cursor = i == end && end < e->count ? step_left(e, end) : i;
	return true;
}

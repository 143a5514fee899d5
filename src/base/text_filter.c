/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <string.h>

#include "base/text_piece.h"
#include "base/unicode.h"

/* What a way out writes in another way than all others do; true when it has written the piece. */
typedef bool escape_fn(struct buf *out, const struct text_piece *p);

static void filter(struct buf *out, const char *s, size_t n, escape_fn *escape)
{
	struct text_reader r = { .s = s, .n = n };
	struct text_piece p;
	char mark[TEXT_MARK_SIZE];

	while (text_next(&r, &p)) {
		if (escape && escape(out, &p))
			continue;
		if (p.harm == TEXT_FINE) {
			buf_add(out, s + p.at, p.bytes);
		} else {
			text_mark(&r, &p, mark);
			buf_text(out, mark);
		}
	}
}

void text_for_tty(struct buf *out, const char *s, size_t n)
{
	filter(out, s, n, NULL);
}

void text_for_printer(struct buf *out, const char *s, size_t n)
{
	filter(out, s, n, NULL);
}

static bool escape_for_log(struct buf *out, const struct text_piece *p)
{
	if (p->c == '\\') {
		buf_text(out, "\\\\");      /* else "\x0A" typed by hand would read like an escaped newline */
		return true;
	}
	if (p->c < ' ' || p->c == 0x7F) {
		buf_format(out, "\\x%02X", (unsigned)p->c);
		return true;
	}
	return false;
}

void text_for_log(struct buf *out, const char *s, size_t n)
{
	filter(out, s, n, escape_for_log);
}

static bool escape_for_csv(struct buf *out, const struct text_piece *p)
{
	if (p->c != '"')
		return false;
	buf_text(out, "\"\"");
	return true;
}

/* Spreadsheets take a cell that begins so for a formula, in its full-width form too. */
static bool begins_formula(const char *s, size_t n)
{
	uint32_t c;

	if (!n)
		return false;
	text_decode(s, n, &c);
	c = unicode_to_ascii(c);
	return c && c < 0x7F && strchr("=+-@\t\r", (int)c);
}

void text_for_csv(struct buf *out, const char *s, size_t n)
{
	buf_char(out, '"');
	if (begins_formula(s, n))
		buf_char(out, '\'');
	filter(out, s, n, escape_for_csv);
	buf_char(out, '"');
}

static bool escape_for_json(struct buf *out, const struct text_piece *p)
{
	static const char short_forms[] = "\bb\ff\nn\rr\tt\"\"\\\\";

	if (p->c == TEXT_BAD)
		return false;
	for (const char *f = short_forms; *f; f += 2) {
		if (p->c == (unsigned char)f[0]) {
			buf_char(out, '\\');
			buf_char(out, f[1]);
			return true;
		}
	}
	if (p->harm == TEXT_FINE)
		return false;
	if (p->c > 0xFFFF) {
		uint32_t v = p->c - 0x10000;
		buf_format(out, "\\u%04x\\u%04x", 0xD800u | (unsigned)(v >> 10), 0xDC00u | (unsigned)(v & 0x3FF));
	} else {
		buf_format(out, "\\u%04x", (unsigned)p->c);
	}
	return true;
}

void text_for_json(struct buf *out, const char *s, size_t n)
{
	filter(out, s, n, escape_for_json);
}

bool text_to_ascii(struct buf *out, const char *s, size_t n)
{
	struct buf folded;
	size_t first = 0;

	buf_init(&folded, n ? n : 1);      /* ASCII is never longer */
	for (size_t i = 0; i < n;) {
		uint32_t c;
		size_t length = text_decode(s + i, n - i, &c);
		uint32_t a = unicode_to_ascii(c);
		if (c != TEXT_BAD && a != c)
			buf_char(&folded, (char)a);
		else
			buf_add(&folded, s + i, length);
		i += length;
	}
	size_t end = folded.len;
	while (first < end && (folded.data[first] == ' ' || folded.data[first] == '\t'))
		first++;
	while (end > first && (folded.data[end - 1] == ' ' || folded.data[end - 1] == '\t'))
		end--;
	bool changed = end - first != n || memcmp(folded.data + first, s, n) != 0;
	buf_add(out, folded.data + first, end - first);
	buf_wipe(&folded);      /* ID numbers pass here */
	return changed;
}

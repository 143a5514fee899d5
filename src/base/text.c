/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/text_piece.h"
#include "base/unicode.h"

static bool ambiguous_is_wide;

/* The well-formed sequences of Unicode's table 3-7, by first byte: length, and the range of the second byte. */
static size_t sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
	*high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t text_decode(const char *s, size_t n, uint32_t *c)
{
	const unsigned char *u = (const unsigned char *)s;
	unsigned char low, high;
	size_t length = sequence(u[0], &low, &high);

	*c = TEXT_BAD;
	if (length == 0 || length > n)
		return 1;
	if (length == 1) {
		*c = u[0];
		return 1;
	}
	if (u[1] < low || u[1] > high)
		return 1;
	uint32_t v = u[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((u[i] & 0xC0) != 0x80)
			return 1;
		v = v << 6 | (u[i] & 0x3F);
	}
	*c = v;
	return length;
}

size_t text_encode(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)((0xF00u >> length & 0xFF) | c);
	return length;
}

size_t text_valid(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		uint32_t c;
		if ((unsigned char)s[i] < 0x80) {            /* most of every settings file: an eighth of the start */
			i++;
			continue;
		}
		size_t length = text_decode(s + i, n - i, &c);
		if (c == TEXT_BAD)
			return i;
		i += length;
	}
	return n;
}

void text_copy(char *out, size_t room, const char *s)
{
	snprintf(out, room, "%s", s);
	out[text_valid(out, strlen(out))] = '\0';
}

static size_t blank_at(const char *s)
{
	static const char *const blanks[] = { " ", "\xE3\x80\x80", "\xC2\xA0" };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (strncmp(s, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	return 0;
}

const char *text_trim(const char *s, size_t *n)
{
	size_t blank, end = 0;

	while ((blank = blank_at(s)) > 0)
		s += blank;
	for (size_t i = 0; s[i]; ) {
		if ((blank = blank_at(s + i)) == 0)
			end = i + 1;
		i += blank ? blank : 1;
	}
	*n = end;
	return s;
}

void text_mend(char *s)
{
	s[text_valid(s, strlen(s))] = '\0';
}

const char *text_stop(const char *s)
{
	static const char *const stops[] = { "。", "…", "?", "!", ";", "\xEF\xBC\x9F", "\xEF\xBC\x81" };      /* and the wide ? and ! */
	size_t n = strlen(s);

	for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
		size_t m = strlen(stops[i]);
		if (n >= m && strcmp(s + n - m, stops[i]) == 0)
			return "";
	}
	return n ? "。" : "";
}

size_t text_count(const char *s)
{
	size_t n = strlen(s), count = 0;
	uint32_t c;

	for (size_t i = 0; i < n; count++)
		i += text_decode(s + i, n - i, &c);
	return count;
}

void text_ambiguous_wide(bool wide)
{
	ambiguous_is_wide = wide;
}

int text_width_char(uint32_t c)
{
	if (c < 0x7F)
		return c >= ' ';
	if (c >= 0x4E00 && c <= 0x9FFF)      /* nearly all there is on the screen */
		return 2;
	if (c < 0xA0 || c == TEXT_BAD || unicode_in(UNICODE_MARK, c) || unicode_in(UNICODE_FORMAT, c))
		return 0;
	if (unicode_in(UNICODE_WIDE, c))
		return 2;
	return ambiguous_is_wide && unicode_in(UNICODE_AMBIGUOUS, c) ? 2 : 1;
}

static int piece_width(const struct text_reader *r, const struct text_piece *p)
{
	char mark[TEXT_MARK_SIZE];

	return p->harm == TEXT_FINE ? text_width_char(p->c) : text_mark(r, p, mark);
}

int text_width(const char *s)
{
	struct text_reader r = { .s = s, .n = strlen(s) };
	struct text_piece p;
	int width = 0;

	while (text_next(&r, &p))
		width += piece_width(&r, &p);
	return width;
}

size_t text_fit(const char *s, int cells, int *used)
{
	struct text_reader r = { .s = s, .n = strlen(s) };
	struct text_piece p;
	size_t end = 0;
	int width = 0;

	while (text_next(&r, &p)) {
		int w = piece_width(&r, &p);
		if (w > cells - width)
			break;
		width += w;
		/* a joiner is harmless only with the letter behind it: never the last */
		if (p.harm != TEXT_FINE || (p.c != TEXT_ZWNJ && p.c != TEXT_ZWJ))
			end = r.at;
	}
	if (used)
		*used = width;
	return end;
}

int text_mark(const struct text_reader *r, const struct text_piece *p, char out[TEXT_MARK_SIZE])
{
	int n;

	if (p->c == TEXT_BAD)
		n = snprintf(out, TEXT_MARK_SIZE, "⟨%02x⟩", (unsigned)(unsigned char)r->s[p->at]);
	else
		n = snprintf(out, TEXT_MARK_SIZE, "⟨U+%04X⟩", (unsigned)p->c);
	return n - 4;      /* each bracket has three bytes and one cell */
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static bool in_set(uint32_t c, const char *set)
{
	char utf8[5] = "";
	return c && text_encode(c, utf8) && strstr(set, utf8);
}

/* May a line end between these two? */
static bool breakable(uint32_t before, uint32_t after)
{
	if (before == ' ' || after == ' ')
		return true;
	if (in_set(after, "。，、：；！？）」』】》”’…·,;:!?)]") || in_set(before, "（「『【《“‘(["))
		return false;
	return text_width_char(before) == 2 || text_width_char(after) == 2;
}

/* Where the character before s + at begins, and which it is. */
static size_t char_before(const char *s, size_t at, uint32_t *c)
{
	size_t from = at - 1;
	while (from && at - from < 4 && ((unsigned char)s[from] & 0xC0) == 0x80)
		from--;
	if (text_decode(s + from, at - from, c) == at - from)
		return from;
	*c = TEXT_BAD;
	return at - 1;
}

/* The last place at or before `fit` where the line may end; `fit` itself when there is none. */
static size_t break_before(const char *s, size_t n, size_t fit)
{
	uint32_t before, after;
	(void)text_decode(s + fit, n - fit, &after);
	for (size_t at = fit, from; at; at = from, after = before) {
		from = char_before(s, at, &before);
		if (breakable(before, after))
			return at;
	}
	return fit;
}

size_t wrap_line(const char *s, size_t n, int cells, size_t *next)
{
	const char *newline = memchr(s, '\n', n);
	size_t line = newline ? (size_t)(newline - s) : n;
	size_t fit = 0;
	int used = 0;
	for (uint32_t c; fit < line;) {
		size_t size = text_decode(s + fit, line - fit, &c);
		int width = c == TEXT_BAD ? 4 : text_width_char(c);
		if (used + width > cells && fit)
			break;
		used += width;
		fit += size;
	}
	if (fit == line) {
		*next = line + (newline != NULL);
		return line;
	}
	size_t end = break_before(s, line, fit);
	*next = end;
	while (*next < line && s[*next] == ' ')
		++*next;
	while (end && s[end - 1] == ' ')
		end--;
	return end;
}

int wrap_count(const char *s, size_t n, int cells)
{
	int lines = 0;
	for (size_t next; n; s += next, n -= next) {
		(void)wrap_line(s, n, cells, &next);
		lines++;
	}
	return lines;
}

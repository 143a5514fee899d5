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

/* The last place at or before `fit` where the line may end; `fit` itself when there is none. */
static size_t break_before(const char *s, size_t n, size_t fit)
{
	size_t best = 0;
	uint32_t before = 0, after;
	for (size_t i = 0; i <= fit && i < n;) {
		size_t used = text_decode(s + i, n - i, &after);
		if (i && breakable(before, after))
			best = i;
		before = after;
		i += used;
	}
	return best ? best : fit;
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

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"

/* Lines that a terminal can show whole. */
#define MOST 100

/* Where the next way to call it begins: a bar between blanks. All ways but the first may stand in one bracket. */
static const char *next_way(const char *s, int depth, int within)
{
	for (; *s; s++) {
		depth += (*s == '[' || *s == '(') - (*s == ']' || *s == ')');
		if (depth == within && strncmp(s, " | ", 3) == 0)
			return s;
	}
	return NULL;
}

void command_usage(const struct command *c, const char *lead, FILE *out)
{
	const char *gap = *c->name && *c->usage ? " " : "", *s = c->usage, *end;
	const int within = *s == '[';

	fprintf(out, "%s%s%s", lead, c->name, gap);
	while (text_width(c->usage) > MOST && (end = next_way(s, s == c->usage ? 0 : within, within)) != NULL) {
		fprintf(out, "%.*s\n%*s| ", (int)(end - s), s, (int)text_width(lead), "");
		s = end + 3;
	}
	fprintf(out, "%s\n", s);
}

static bool stops(const char *s)
{
	static const char *const marks[] = { ",", ";", ":", "、", "。", ")", "」" };

	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return true;
	return false;
}

static bool in_word(char before, char after)
{
	return (unsigned char)before > ' ' && (unsigned char)before < 0x80 && (unsigned char)after > ' ' && (unsigned char)after < 0x80;
}

/* How much of it fits: no mark of punctuation begins a line, no word of the command line is broken. */
static size_t fitting(const char *s, int cells)
{
	size_t n = 0, whole = 0, left = strlen(s);
	uint32_t c;

	while (n < left) {
		size_t used = text_decode(s + n, left - n, &c);
		if (n && !stops(s + n) && !in_word(s[n - 1], s[n]))
			whole = n;
		cells -= text_width_char(c);
		if (cells < 0)
			return whole ? whole : n;
		n += used;
	}
	return n;
}

void command_words(const char *words, int indent, FILE *out)
{
	do {
		size_t line = strcspn(words, "\n"), n = fitting(words, MOST - indent);
		n = n < line ? n : line;
		fprintf(out, "%*s%.*s\n", indent, "", (int)n, words);
		words += n + (words[n] == '\n');
	} while (*words);
}

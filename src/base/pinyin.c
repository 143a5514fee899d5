/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <string.h>

#include "base/mem.h"
#include "base/unicode.h"

/* First letters of readings. All of it is constant and without pointers, so that it costs no start-up and stays in
 * the page cache: one byte per code point of the two large blocks, and a list for what has several letters. */
struct reading { uint32_t c; char letters[8]; };

#define PINYIN_ROW(text) text
#define PINYIN_LIST(code, text)
static const char common[] =
#include "base/pinyin.def"
	;
static const char rare[] =
#include "base/pinyin_rare.def"
	;
#undef PINYIN_ROW
#undef PINYIN_LIST
#define PINYIN_ROW(text)
#define PINYIN_LIST(code, text) { code, text },
static const struct reading list[] = {
#include "base/pinyin.def"
};
#undef PINYIN_ROW
#undef PINYIN_LIST

#define COMMON_FIRST 0x3400
#define RARE_FIRST 0x20000

static uint32_t bit(char letter)
{
	return (uint32_t)1 << (letter - 'a');
}

static uint32_t listed(uint32_t c)
{
	size_t low = 0, high = COUNT_OF(list);
	uint32_t mask = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < COUNT_OF(list) && list[low].c == c)
		for (const char *l = list[low].letters; *l; l++)
			mask |= bit(*l);
	return mask;
}

static uint32_t lower(uint32_t c)
{
	c = unicode_to_ascii(c);
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

uint32_t text_pinyin_mask(uint32_t c)
{
	char letter = '*';

	c = lower(c);
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? bit((char)c) : 0;
	if (c >= COMMON_FIRST && c - COMMON_FIRST < sizeof common - 1)
		letter = common[c - COMMON_FIRST];
	else if (c >= RARE_FIRST && c - RARE_FIRST < sizeof rare - 1)
		letter = rare[c - RARE_FIRST];
	if (letter == '*')
		return listed(c);
	return letter == '.' ? 0 : bit(letter);
}

/* Blanks and punctuation, which a clerk does not type. */
static bool skippable(uint32_t c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
	return (c < 0xC0) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007)
		|| (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF5F && c <= 0xFF65);
}

static bool matches(uint32_t title, uint32_t query)
{
	if (title == query)
		return true;
	if (query < 'a' || query > 'z' || title < 0x80 || skippable(title))
		return false;
	uint32_t mask = text_pinyin_mask(title);
	return mask == 0 || (mask & bit((char)query));      /* no reading known: any letter */
}

/* Reads the next character of a string in lower case; 0 at its end. */
static uint32_t next(const char **s)
{
	uint32_t c;

	if (!**s)
		return 0;
	*s += text_decode(*s, strnlen(*s, 4), &c);
	return lower(c);
}

/* Does the query match from here on? The first title character must count. */
static bool matches_here(const char *title, const char *query)
{
	bool begun = false;
	uint32_t q;

	while ((q = next(&query))) {
		if (q == ' ')
			continue;
		uint32_t t = next(&title);
		while (begun && t && !matches(t, q) && skippable(t))
			t = next(&title);
		if (!t || !matches(t, q))
			return false;
		begun = true;
	}
	return true;
}

int text_match(const char *title, const char *query)
{
	const char *rest = query;
	int position = 0;
	uint32_t q;

	do
		q = next(&rest);
	while (q == ' ');
	if (!q)
		return 0;
	for (; *title; position++) {
		if (matches_here(title, query))
			return position;
		next(&title);
	}
	return -1;
}

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

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pinyin.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/unicode.h"

/* Whole readings. As in pinyin.c all of it is constant and without pointers; a reading is named by its place among all
 * of them, two characters in base 64. */
#define PHRASE 5
struct syllable { char text[8]; };
struct readings { uint32_t c; char places[16]; };
struct phrase { char word[3 * PHRASE + 1], places[2 * PHRASE + 1]; };

#define PINYIN_SYLLABLE(text) { text },
#define PINYIN_USUAL(row)
static const struct syllable syllables[] = {
#include "base/pinyin_sound.def"
};
#undef PINYIN_SYLLABLE
#undef PINYIN_USUAL
#define PINYIN_SYLLABLE(text)
#define PINYIN_USUAL(row) row
static const char common[] =
#include "base/pinyin_sound.def"
	;
#define PINYIN_READINGS(code, places) { code, places },
#define PINYIN_PHRASE(word, places)
static const struct readings list[] = {
#include "base/pinyin_several.def"
};
#undef PINYIN_READINGS
#undef PINYIN_PHRASE
#define PINYIN_READINGS(code, places)
#define PINYIN_PHRASE(word, places) { word, places },
static const struct phrase phrases[] = {
#include "base/pinyin_several.def"
};

#define COMMON_FIRST 0x4E00

static unsigned digit(char c)
{
	if (c <= '9')
		return c == '+' ? 62 : c == '-' ? 63 : (unsigned)(c - '0');
	return c <= 'Z' ? (unsigned)(c - 'A') + 10 : (unsigned)(c - 'a') + 36;
}

/* 1-based, so that 0 is none. */
static uint16_t place_of(const char *two)
{
	return *two == '.' ? 0 : (uint16_t)(digit(two[0]) * 64 + digit(two[1]) + 1);
}

const char *pinyin_sound(uint16_t place)
{
	return syllables[place - 1].text;
}

uint16_t pinyin_reading(const struct pinyin_glyph *g, size_t n)
{
	if (!g->several)
		return n ? 0 : g->usual;
	const char *places = list[g->several - 1].places;
	return 2 * n < strlen(places) ? place_of(places + 2 * n) : 0;
}

static uint16_t several_of(uint32_t c)
{
	size_t low = 0, high = COUNT_OF(list);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT_OF(list) && list[low].c == c ? (uint16_t)(low + 1) : 0;
}

static struct pinyin_glyph glyph_of(uint32_t c)
{
	struct pinyin_glyph g = { .c = unicode_to_ascii(c) };

	if (g.c >= 'A' && g.c <= 'Z')
		g.c += 'a' - 'A';
	g.initials = text_pinyin_mask(g.c);
	if (g.c >= COMMON_FIRST && g.c - COMMON_FIRST < (sizeof common - 1) / 2) {
		g.usual = place_of(common + 2 * (g.c - COMMON_FIRST));
		g.several = several_of(g.c);
	}
	return g;
}

/* The first phrase that begins with the character of `step` bytes or a later one: UTF-8 sorts as its characters do. */
static size_t phrases_from(const char *name, size_t step)
{
	size_t low = 0, high = COUNT_OF(phrases);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strncmp(phrases[middle].word, name, step) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The longest phrase that stands here; NULL when there is none. */
static const struct phrase *phrase_at(const char *name, size_t step)
{
	for (size_t i = phrases_from(name, step); i < COUNT_OF(phrases); i++) {
		if (strncmp(phrases[i].word, name, step) != 0)
			return NULL;
		if (strncmp(name, phrases[i].word, strlen(phrases[i].word)) == 0)
			return &phrases[i];
	}
	return NULL;
}

size_t pinyin_read(const char *name, struct pinyin_glyph *out, size_t room)
{
	size_t bytes = strlen(name), n = 0, inside = 0;
	const char *places = "";
	uint32_t c;

	for (size_t i = 0; i < bytes && n < room; n++) {
		size_t step = text_decode(name + i, bytes - i, &c);
		out[n] = glyph_of(c);
		if (!inside && out[n].usual) {
			const struct phrase *phrase = phrase_at(name + i, step);
			places = phrase ? phrase->places : "";
			inside = strlen(places) / 2;
		}
		if (inside) {
			out[n].usual = place_of(places);
			places += 2;
			inside--;
		}
		i += step;
	}
	return n;
}

char pinyin_initial(const struct pinyin_glyph *g)
{
	if (g->usual)
		return *pinyin_sound(g->usual);
	for (char letter = 'a'; letter <= 'z'; letter++)
		if (g->initials & (uint32_t)1 << (letter - 'a'))
			return letter;
	return '\0';
}

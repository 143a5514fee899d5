/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_PINYIN_H
#define BASE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names as they may be typed: themselves, by initials (yh), by whole readings (yinhang), or mixed (yin行, zhq). All
 * readings of a character count; the usual one is what a phrase says (银行 is yin hang, 长春 chang chun), else the first of
 * the character. */

struct pinyin_glyph {
	uint32_t c;                  /* ASCII in lower case, full-width forms as ASCII */
	uint32_t initials;           /* of all readings, as text_pinyin_mask */
	uint16_t usual, several;     /* places in the tables; 0: none */
};

/* Reads a name; writes at most `room`, returns how many were written: what comes after is not looked at. */
size_t pinyin_read(const char *name, struct pinyin_glyph *out, size_t room);
/* The initial that stands for the glyph: of its usual reading; a letter itself; '\0' when it has none. */
char pinyin_initial(const struct pinyin_glyph *g);
/* The set of all letters that may stand for the glyph, bit 0 = 'a': a query with others cannot match. */
uint32_t pinyin_letters(const struct pinyin_glyph *g);

/* A query, read once: blanks are left out. More characters than this match nothing. */
#define PINYIN_QUERY 63
struct pinyin_query {
	uint32_t c[PINYIN_QUERY];
	size_t n;
	uint32_t letters;            /* the ASCII letters in it, bit 0 = 'a' */
	bool overlong;
};
void pinyin_query(const char *text, struct pinyin_query *q);

/* Where a query matches: at `at`, from 0, or -1; by usual readings alone (a better match, also when further back); up to
 * the name's end. The match begins anywhere and passes over blanks and punctuation in the name; the last reading may be
 * begun only (xinshe). A character without a known reading is any letter. An empty query matches at 0. */
struct pinyin_place { int at; bool usual, whole; };
struct pinyin_place pinyin_find(const struct pinyin_glyph *name, size_t n, const struct pinyin_query *q);

/* Private to pinyin*.c: a reading by its place, and the place of a glyph's n-th reading, from 0; 0 behind the last. */
const char *pinyin_sound(uint16_t place);
uint16_t pinyin_reading(const struct pinyin_glyph *g, size_t n);

#endif

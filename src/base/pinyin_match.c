/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pinyin.h"

#include <string.h>

#include "base/text.h"
#include "base/unicode.h"

/* A match is followed as a set of places: bit j says that the query's first j characters stand in the name up to here. So
 * every way to cut xianshi into readings is looked at in one pass. */
typedef uint64_t places;

static uint32_t lower(uint32_t c)
{
	c = unicode_to_ascii(c);
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool is_letter(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

void pinyin_query(const char *text, struct pinyin_query *q)
{
	size_t bytes = strlen(text);
	uint32_t c;

	*q = (struct pinyin_query){ .n = 0 };
	for (size_t i = 0; i < bytes;) {
		i += text_decode(text + i, bytes - i, &c);
		c = lower(c);
		if (c == ' ')
			continue;
		if (q->n == PINYIN_QUERY) {
			q->overlong = true;
			return;
		}
		q->c[q->n++] = c;
		if (is_letter(c))
			q->letters |= (uint32_t)1 << (c - 'a');
	}
}

/* Blanks and punctuation, which a clerk does not type. */
static bool skippable(uint32_t c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || is_letter(c));
	return (c < 0xC0) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007)
		|| (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF5F && c <= 0xFF65);
}

uint32_t pinyin_letters(const struct pinyin_glyph *g)
{
	uint32_t letters = g->initials;
	uint16_t place;

	if (!letters && g->c >= 0x80 && !skippable(g->c))
		return UINT32_MAX;
	for (size_t n = 0; (place = pinyin_reading(g, n)); n++)
		for (const char *s = pinyin_sound(place); *s; s++)
			letters |= (uint32_t)1 << (*s - 'a');
	return letters;
}

/* The lengths that one reading can take of the query's rest, as a set: its initial, two letters of zh ch sh, all of it, or
 * what the query ends with. */
static places lengths_of(const char *sound, const uint32_t *rest, size_t left)
{
	size_t n = 0;

	while (n < left && sound[n] && rest[n] == (unsigned char)sound[n])
		n++;
	if (n == 0)
		return 0;
	places lengths = 1u << 1;
	if (n >= 2 && sound[1] == 'h')
		lengths |= 1u << 2;
	if (!sound[n] || n == left)
		lengths |= (places)1 << n;
	return lengths;
}

static places lengths(const struct pinyin_glyph *g, const uint32_t *rest, size_t left, bool usual)
{
	places all = *rest == g->c ? 1u << 1 : 0;
	uint16_t place;

	if (!is_letter(*rest) || g->c < 0x80)
		return all;
	if (!g->initials)
		return skippable(g->c) ? all : 1u << 1;      /* no reading known: any letter */
	if (usual && g->usual)
		return all | lengths_of(pinyin_sound(g->usual), rest, left);
	if (!(g->initials & (uint32_t)1 << (*rest - 'a')))
		return all;
	all |= 1u << 1;
	for (size_t n = 0; (place = pinyin_reading(g, n)); n++)
		all |= lengths_of(pinyin_sound(place), rest, left);
	return all;
}

/* Does the query match from here on? *whole: the name ends with it. The first character must count. */
static bool matches_here(const struct pinyin_glyph *name, size_t n, const struct pinyin_query *q, bool usual, bool *whole)
{
	places at = 1, end = (places)1 << q->n;

	for (size_t i = 0; i < n && at; i++) {
		places next = i && skippable(name[i].c) ? at : 0;
		for (size_t j = 0; j < q->n; j++)
			if (at & (places)1 << j)
				next |= lengths(&name[i], q->c + j, q->n - j, usual) << j;
		if (next & end) {
			*whole = i + 1 == n;
			return true;
		}
		at = next;
	}
	return false;
}

static struct pinyin_place find(const struct pinyin_glyph *name, size_t n, const struct pinyin_query *q, bool usual)
{
	struct pinyin_place place = { -1, usual, false };

	for (size_t i = 0; i < n && place.at < 0; i++)
		if (lengths(&name[i], q->c, q->n, usual) && matches_here(name + i, n - i, q, usual, &place.whole))
			place.at = (int)i;
	return place;
}

struct pinyin_place pinyin_find(const struct pinyin_glyph *name, size_t n, const struct pinyin_query *q)
{
	if (q->n == 0)
		return (struct pinyin_place){ 0, true, n == 0 };
	if (q->overlong)
		return (struct pinyin_place){ -1, false, false };
	struct pinyin_place place = find(name, n, q, true);
	return place.at < 0 ? find(name, n, q, false) : place;
}

#define TITLE 256

int text_match(const char *title, const char *query)
{
	struct pinyin_glyph name[TITLE];
	struct pinyin_query q;

	pinyin_query(query, &q);
	return pinyin_find(name, pinyin_read(title, name, TITLE), &q).at;
}

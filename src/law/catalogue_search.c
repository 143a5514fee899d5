/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "law/catalogue_own.h"

/* Search at each key: per name one word keeps which initials occur in it, so that most names are passed over without
 * looking at their characters. */

static uint32_t letters_of(const char *name)
{
	uint32_t letters = 0, c;
	size_t n = strlen(name);

	for (size_t i = 0; i < n; i += text_decode(name + i, n - i, &c)) {
		text_decode(name + i, n - i, &c);
		letters |= text_pinyin_mask(c);
	}
	return letters;
}

void catalogue_letters(struct catalogue *c)
{
	uint32_t *bundles = arena_alloc(c->own->arena, c->bundle_count * sizeof *bundles);
	uint32_t *items = arena_alloc(c->own->arena, c->item_count * sizeof *items);

	for (size_t i = 0; i < c->bundle_count; i++)
		bundles[i] = letters_of(c->bundles[i].name);
	for (size_t i = 0; i < c->item_count; i++)
		items[i] = letters_of(c->items[i].name);
	c->own->bundle_letters = bundles;
	c->own->item_letters = items;
}

/* A query, read once. */
struct query {
	const char *text;
	size_t length;
	uint32_t letters;        /* the ASCII letters in it */
	char must[5];            /* its first Chinese character or digit: a name without it cannot match */
	size_t number;           /* it is a number: this one, else 0 */
};

static void read_query(const char *text, size_t n, struct query *q)
{
	uint32_t c;

	*q = (struct query){ .text = text, .length = n };
	for (size_t i = 0, step; i < n; i += step) {
		step = text_decode(text + i, n - i, &c);
		if (c < 128 && isalpha((int)c))
			q->letters |= 1u << (tolower((int)c) - 'a');
		else if (!*q->must && ((c < 128 && isdigit((int)c)) || (c >= 0x2E80 && c != TEXT_BAD && text_pinyin_mask(c))))
			q->must[text_encode(c, q->must)] = '\0';
	}
	if (n && n < 7 && strspn(text, "0123456789") == n)
		q->number = (size_t)strtoul(text, NULL, 10);
}

/* How well something matches, best first. */
enum rank { RANK_EXACT, RANK_BEGINS, RANK_NUMBER, RANK_ID, RANK_INSIDE, RANK_NONE };

static enum rank rank_of(const struct query *q, size_t number, const char *id, const char *code, const char *name,
	uint32_t letters)
{
	enum rank rank = RANK_NONE;

	if (!q->length)
		return RANK_BEGINS;
	if (q->number == number || strcasecmp(id, q->text) == 0 || (code && *code && strcmp(code, q->text) == 0))
		return RANK_EXACT;
	if ((q->letters & ~letters) == 0 && (!*q->must || strstr(name, q->must))) {
		int at = text_match(name, q->text);
		if (at == 0)
			return RANK_BEGINS;
		if (at > 0)
			rank = RANK_INSIDE;
	}
	if (strncasecmp(id, q->text, q->length) == 0 || (code && strncmp(code, q->text, q->length) == 0))
		rank = RANK_ID;
	return rank;
}

/* Bundles are numbered on the screen, so the first digits of a number already find it. */
static enum rank rank_bundle(const struct query *q, const struct catalogue *c, size_t i)
{
	const struct bundle *b = &c->bundles[i];
	enum rank rank = rank_of(q, i + 1, b->id, NULL, b->name, c->own->bundle_letters[i]);

	for (size_t n = i + 1; rank > RANK_NUMBER && q->number && n >= q->number; n /= 10)
		if (n == q->number)
			rank = RANK_NUMBER;
	return rank;
}

static size_t give(const struct catalogue *c, const unsigned char *ranks, struct catalogue_hit *hits, size_t room)
{
	size_t found = 0, all = c->bundle_count + c->item_count;

	for (size_t from = 0, to = c->bundle_count; from < all; from = to, to = all)
		for (unsigned rank = RANK_EXACT; rank < RANK_NONE; rank++)
			for (size_t i = from; i < to; i++) {
				if (ranks[i] != rank)
					continue;
				if (found < room)
					hits[found] = i < c->bundle_count ? (struct catalogue_hit){ &c->bundles[i], NULL } :
						(struct catalogue_hit){ NULL, &c->items[i - c->bundle_count] };
				found++;
			}
	return found;
}

size_t catalogue_search(const struct catalogue *c, const char *query, struct catalogue_hit *hits, size_t room)
{
	struct query q;
	struct buf text;

	buf_init(&text, 400);
	text_to_ascii(&text, query, strnlen(query, 200));
	read_query(text.data, text.len, &q);
	unsigned char *ranks = mem_array(c->bundle_count + c->item_count, 1);
	for (size_t i = 0; i < c->bundle_count; i++)
		ranks[i] = (unsigned char)rank_bundle(&q, c, i);
	for (size_t i = 0; i < c->item_count; i++)
		ranks[c->bundle_count + i] = (unsigned char)rank_of(&q, c->bundle_count + i + 1, c->items[i].id, c->items[i].code,
			c->items[i].name, c->own->item_letters[i]);
	size_t found = give(c, ranks, hits, room);
	free(ranks);
	buf_release(&text);
	return found;
}

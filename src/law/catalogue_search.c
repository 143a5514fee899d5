/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/pinyin.h"
#include "base/text.h"
#include "law/catalogue_own.h"

/* Search at each key. The names are read once into what may be typed for them; per name one word keeps which letters occur
 * there at all, so that most are passed over without looking at their characters. */

#define NAME 200                 /* characters of a name that count */
struct search_name {
	const struct pinyin_glyph *glyphs;
	uint32_t letters;
	uint16_t n;
};
/* Of one bundle or item: its name, then what citizens call it. */
struct search_entry { const struct search_name *names; size_t count; };

static void read_name(struct arena *arena, const char *text, struct search_name *out)
{
	struct pinyin_glyph glyphs[NAME];
	size_t n = pinyin_read(text, glyphs, NAME);
	struct pinyin_glyph *kept = arena_alloc(arena, n * sizeof *kept);

	*out = (struct search_name){ .glyphs = kept, .n = (uint16_t)n };
	for (size_t i = 0; i < n; i++) {
		kept[i] = glyphs[i];
		out->letters |= pinyin_letters(&glyphs[i]);
	}
}

static void read_entry(struct arena *arena, const char *name, const char *const *also, size_t also_count,
	struct search_entry *out)
{
	struct search_name *names = arena_alloc(arena, (1 + also_count) * sizeof *names);

	read_name(arena, name, &names[0]);
	for (size_t i = 0; i < also_count; i++)
		read_name(arena, also[i], &names[1 + i]);
	*out = (struct search_entry){ names, 1 + also_count };
}

/* At the first search: who only reads a catalogue pays nothing for it. */
static const struct search_entry *entries_of(const struct catalogue *c)
{
	struct catalogue_store *own = c->own;

	if (own->entries)
		return own->entries;
	struct search_entry *entries = arena_alloc(own->arena, (c->bundle_count + c->item_count) * sizeof *entries);
	for (size_t i = 0; i < c->bundle_count; i++)
		read_entry(own->arena, c->bundles[i].name, c->bundles[i].also, c->bundles[i].also_count, &entries[i]);
	for (size_t i = 0; i < c->item_count; i++)
		read_entry(own->arena, c->items[i].name, c->items[i].also, c->items[i].also_count, &entries[c->bundle_count + i]);
	return own->entries = entries;
}

struct query {
	const char *text;
	size_t length;
	size_t number;           /* it is a number: this one, else 0 */
	struct pinyin_query typed;
};

static void read_query(const char *text, size_t n, struct query *q)
{
	*q = (struct query){ .text = text, .length = n };
	pinyin_query(text, &q->typed);
	if (n && n < 7 && strspn(text, "0123456789") == n)
		q->number = (size_t)strtoul(text, NULL, 10);
}

/* How well something matches, best first: its own name begins so or has it inside, then what people call it. RANK_OTHER: by a reading
 * that the word does not have there, 长春 as zc. */
enum rank { RANK_EXACT, RANK_BEGINS, RANK_NUMBER, RANK_ID, RANK_INSIDE, RANK_CALLED, RANK_CALLED_INSIDE, RANK_OTHER, RANK_NONE };
struct match { enum rank rank; uint16_t name; };         /* name: 0 its own, else also[name - 1] */

/* What people call it is exactly meant when it is written out; its letters alone may stand for much else. */
static enum rank rank_name(const struct query *q, const struct search_name *name, bool own)
{
	struct pinyin_place place = pinyin_find(name->glyphs, name->n, &q->typed);

	if (place.at < 0)
		return RANK_NONE;
	if (!place.usual)
		return RANK_OTHER;
	if (place.at > 0)
		return own ? RANK_INSIDE : RANK_CALLED_INSIDE;
	if (place.whole && (own || !q->typed.letters))
		return RANK_EXACT;
	return own ? RANK_BEGINS : RANK_CALLED;
}

static struct match match_names(const struct query *q, const struct search_entry *e)
{
	struct match best = { RANK_NONE, 0 };

	for (size_t i = 0; i < e->count && best.rank > RANK_BEGINS; i++) {
		if (q->typed.letters & ~e->names[i].letters)
			continue;
		enum rank rank = rank_name(q, &e->names[i], i == 0);
		if (rank < best.rank)
			best = (struct match){ rank, (uint16_t)i };
	}
	return best;
}

static struct match match_of(const struct query *q, size_t number, const char *id, const char *code, const struct search_entry *e)
{
	if (!q->length)
		return (struct match){ RANK_BEGINS, 0 };
	if (q->number == number || strcasecmp(id, q->text) == 0 || (code && *code && strcmp(code, q->text) == 0))
		return (struct match){ RANK_EXACT, 0 };
	struct match match = match_names(q, e);
	if (match.rank > RANK_ID && (strncasecmp(id, q->text, q->length) == 0 || (code && strncmp(code, q->text, q->length) == 0)))
		match = (struct match){ RANK_ID, 0 };
	return match;
}

/* Bundles are numbered on the screen, so the first digits of a number already find it. */
static struct match match_bundle(const struct query *q, const struct catalogue *c, size_t i)
{
	struct match match = match_of(q, i + 1, c->bundles[i].id, NULL, &c->own->entries[i]);

	for (size_t n = i + 1; match.rank > RANK_NUMBER && q->number && n >= q->number; n /= 10)
		if (n == q->number)
			match = (struct match){ RANK_NUMBER, 0 };
	return match;
}

/* One that was found: what is exactly meant, then what its own name finds, then the rest; of both bundles before items; each by how
 * well, then by how often it is taken. */
struct found { unsigned char group, rank; uint16_t name; uint32_t taken; uint32_t place; };

static unsigned char group_of(enum rank rank, bool item)
{
	return rank == RANK_EXACT ? 0 : (unsigned char)(1 + item + (rank >= RANK_CALLED ? 2 : 0));
}

static int by_rank(const void *one, const void *other)
{
	const struct found *a = one, *b = other;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->taken != b->taken)
		return a->taken > b->taken ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

size_t catalogue_search(const struct catalogue *c, const char *query, const uint32_t *taken, struct catalogue_hit *hits,
	size_t room)
{
	const struct search_entry *entries = entries_of(c);
	size_t all = c->bundle_count + c->item_count, n = 0;
	struct found *found = mem_array(all, sizeof *found);
	struct query q;
	struct buf text;

	buf_init(&text, 400);
	text_to_ascii(&text, query, strnlen(query, 200));
	read_query(text.data, text.len, &q);
	for (size_t i = 0; i < all; i++) {
		const struct item *item = i < c->bundle_count ? NULL : &c->items[i - c->bundle_count];
		struct match match = item ? match_of(&q, i + 1, item->id, item->code, &entries[i]) : match_bundle(&q, c, i);
		if (match.rank != RANK_NONE)
			found[n++] = (struct found){ .group = group_of(match.rank, item), .rank = (unsigned char)match.rank, .name = match.name,
				.taken = taken && q.length ? taken[i] : 0, .place = (uint32_t)i };
	}
	if (q.length)
		qsort(found, n, sizeof *found, by_rank);
	for (size_t i = 0; i < n && i < room; i++) {
		size_t at = found[i].place;
		const struct bundle *bundle = at < c->bundle_count ? &c->bundles[at] : NULL;
		const struct item *item = bundle ? NULL : &c->items[at - c->bundle_count];
		const char *const *also = bundle ? bundle->also : item->also;
		hits[i] = (struct catalogue_hit){ bundle, item, found[i].name ? also[found[i].name - 1] : NULL };
	}
	free(found);
	buf_release(&text);
	return n;
}

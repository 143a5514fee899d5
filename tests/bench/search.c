/* SPDX-License-Identifier: Apache-2.0 */
/* The search of step 1 at each key, among COUNT items that are named like real ones:
 *
 *   bench-search CATALOGUE… COUNT      "first ours MS", then "key ours MS" and "key raw MS" for each key of each word
 *
 * The items of the catalogue are repeated, each time with another place before their name and what citizens call them. Raw
 * is one strstr through all the names: the least that anything can do that finds a part of a name. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/catalogue.h"

#define ROUNDS 9
#define ROOM 400

static const char *const typed[] = { "shanghukou", "sfz", "sbkbl", "登记", "开饭馆", "yinhangkaihu", "chengqudengji", "338810102", "zhuxiao", "cqyh" };

static double cpu_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0)
		abort();
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static struct catalogue *load(const struct catalogue_text *texts, size_t count)
{
	struct catalogue *c;
	struct err err;

	if (catalogue_load(texts, count, NULL, NULL, &c, &err) == ST_OK)
		return c;
	fprintf(stderr, "bench-search: %s %s %s\n", err.code, err.where, err.text);
	exit(1);
}

static json_t *item_of(json_t *like, size_t n)
{
	static const char *const places[] = { "", "城东", "长春路", "重庆道", "银行街", "高新", "临港", "北山", "单县路", "滨江", "大厦", "朝阳" };
	const char *name = json_string_value(json_object_get(like, "name")), *id = json_string_value(json_object_get(like, "id"));
	json_t *item = json_copy(like);
	struct buf text;

	buf_init(&text, BUF_SMALL);
	buf_format(&text, "%s-%zu", id, n);
	json_object_set_new(item, "id", json_string(text.data));
	buf_clear(&text);
	buf_format(&text, "%s%s", places[n % COUNT_OF(places)], name);
	json_object_set_new(item, "name", json_string(text.data));
	buf_clear(&text);
	buf_format(&text, "3388101020%05zu", n);
	json_object_set_new(item, "code", json_string(text.data));
	buf_release(&text);
	return item;
}

/* The shipped catalogue, its items grown to `count`. */
static struct catalogue *grown(const char *const *paths, size_t path_count, size_t count)
{
	struct catalogue_texts texts;
	struct err err;
	size_t n;

	if (catalogue_texts_read(paths, path_count, NULL, NULL, &texts, &err) != ST_OK) {
		fprintf(stderr, "bench-search: %s %s\n", err.code, err.text);
		exit(1);
	}
	struct catalogue *small = load(texts.list, texts.count);
	char *whole = catalogue_canonical(small, &n);
	json_t *root = json_loadb(whole, n, 0, NULL), *items = json_object_get(root, "items");
	size_t own = json_array_size(items);
	if (!own)
		abort();
	for (size_t i = own; i < count; i++)
		json_array_append_new(items, item_of(json_array_get(items, i % own), i));
	char *dumped = json_dumps(root, JSON_COMPACT);
	struct catalogue *c = load(&(struct catalogue_text){ "grown", dumped, strlen(dumped) }, 1);
	free(dumped);
	free(whole);
	json_decref(root);
	catalogue_free(small);
	catalogue_texts_release(&texts);
	return c;
}

static size_t raw(const struct catalogue *c, const char *query)
{
	size_t n = 0;

	for (size_t i = 0; i < c->bundle_count; i++)
		n += strstr(c->bundles[i].name, query) != NULL;
	for (size_t i = 0; i < c->item_count; i++)
		n += strstr(c->items[i].name, query) != NULL;
	return n;
}

static void each_key(const struct catalogue *c, const uint32_t *taken, const char *word)
{
	static struct catalogue_hit hits[ROOM];
	size_t n = strlen(word);
	char part[64];
	uint32_t character;

	for (size_t at = 0; at < n;) {
		at += text_decode(word + at, n - at, &character);
		snprintf(part, sizeof part, "%.*s", (int)at, word);
		double from = cpu_ms();
		size_t found = catalogue_search(c, part, taken, hits, ROOM);
		double between = cpu_ms();
		found += raw(c, part);
		double to = cpu_ms();
		if (found > 2 * (c->bundle_count + c->item_count))
			abort();
		printf("key ours %.4f\nkey raw %.4f\n", between - from, to - between);
	}
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "bench-search CATALOGUE… COUNT\n");
		return 64;
	}
	struct catalogue *c = grown((const char *const *)argv + 1, (size_t)argc - 2, (size_t)strtoul(argv[argc - 1], NULL, 10));
	uint32_t *taken = mem_array(c->bundle_count + c->item_count, sizeof *taken);
	struct catalogue_hit hit;
	for (size_t i = 0; i < c->bundle_count + c->item_count; i++)
		taken[i] = (uint32_t)(i * 2654435761u >> 20);
	double from = cpu_ms();
	(void)catalogue_search(c, "", taken, &hit, 1);
	printf("first ours %.4f\n", cpu_ms() - from);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < COUNT_OF(typed); i++)
			each_key(c, taken, typed[i]);
	free(taken);
	catalogue_free(c);
	return 0;
}

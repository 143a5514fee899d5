/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/token.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define GRAMS_MOST 400               /* of one name; names have at most 100 characters */

/* Left out when comparing: blanks, and the dots that part the names of other peoples, which are typed in many ways. */
static bool skipped(uint32_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == '.';
}

char *token_name(const char *name)
{
	size_t n = strlen(name), len = 0;
	char *out = mem_alloc(n * 2 + 4);
	uint32_t c;

	for (size_t i = 0, step; i < n; i += step) {
		step = text_decode(name + i, n - i, &c);
		if (c == TEXT_BAD || skipped(c))
			continue;
		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFF01 - '!';
		if (c < 0x80)
			c = (uint32_t)tolower((int)c);
		len += text_encode(c, out + len);
	}
	out[len] = '\0';
	return out;
}

bool token_same_name(const char *one, const char *other)
{
	char *a = token_name(one), *b = token_name(other);
	bool same = strcmp(a, b) == 0;

	mem_wipe_free(a, strlen(a));
	mem_wipe_free(b, strlen(b));
	return same;
}

struct grams { char list[GRAMS_MOST][TOKEN_SIZE]; size_t count; };

static void gram_add(struct grams *g, const char *s, size_t n)
{
	if (n >= TOKEN_SIZE || g->count == GRAMS_MOST)
		return;
	for (size_t i = 0; i < g->count; i++)
		if (strlen(g->list[i]) == n && memcmp(g->list[i], s, n) == 0)
			return;
	memcpy(g->list[g->count], s, n);
	g->list[g->count++][n] = '\0';
}

void token_each(const char *name, bool pairs, token_fn *take, void *ctx)
{
	struct grams *g = mem_alloc(sizeof *g);
	size_t n = strlen(name), before = 0, step;
	uint32_t c;

	for (size_t i = 0; i < n; i += step) {
		step = text_decode(name + i, n - i, &c);
		if (!pairs || step == n)
			gram_add(g, name + i, step);
		if (i > 0)
			gram_add(g, name + before, i + step - before);
		before = i;
	}
	for (size_t i = 0; i < g->count; i++)
		take(ctx, g->list[i]);
	free(g);
}

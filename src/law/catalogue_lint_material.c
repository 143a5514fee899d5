/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "law/bundle_own.h"
#include "law/catalogue_lint.h"

/* Papers: asked for twice under two names, or deferred for longer than anybody can grant. */

/* --- deferrals ---------------------------------------------------------------------------------------------------- */

/* The longest that an item can be promised for, in half working days. */
static int longest_promise(const struct item *item)
{
	int most = limit_most_halves(item->promised);

	for (size_t i = 0; i < item->promised_when_count; i++)
		if (limit_most_halves(item->promised_when[i].limit) > most)
			most = limit_most_halves(item->promised_when[i].limit);
	return most;
}

/* C-9 cuts a deferral at the item's promised day: what is written beyond is read by people and granted to nobody. What is
 * promised for the same day binds nothing. */
void lint_deferrals(struct lint *l, const struct item *item)
{
	int most = longest_promise(item);

	for (size_t i = 0; i < item->material_count; i++) {
		const struct item_material *m = &item->materials[i];
		if (m->defer_days && item->no_deferral)
			lint_say(l, "E-2044", item->id, "「%s」不适用容缺,材料「%s」却写了可容缺 %d 个工作日", item->name, m->material->name,
				m->defer_days);
		else if (m->cap_to_promise && most >= 2 && m->defer_days > (most + 1) / 2)
			lint_say(l, "E-2044", item->id, "「%s」的材料「%s」可容缺 %d 个工作日,长于承诺的 %d%s 个:多出的日子给不了人", item->name,
				m->material->name, m->defer_days, most / 2, most % 2 ? ".5" : "");
	}
}

/* --- one paper, two names ------------------------------------------------------------------------------------------ */

/* What a name is without brackets and what is in them, without signs and the words that make no other paper of it. */
static char *bare(const char *name)
{
	static const char *const words[] = { "居民", "本人", "原件", "复印件", "的" };
	struct buf out;
	int depth = 0;
	uint32_t c;

	buf_init(&out, BUF_SMALL);
	for (size_t n = strlen(name), i = 0, step; i < n; i += step) {
		step = text_decode(name + i, n - i, &c);
		bool opens = c == '(' || c == 0xFF08, closes = c == ')' || c == 0xFF09;
		depth += opens;
		size_t w = 0;
		while (w < COUNT_OF(words) && strncmp(name + i, words[w], strlen(words[w])) != 0)
			w++;
		if (w < COUNT_OF(words))
			step = strlen(words[w]);
		else if (!depth && text_pinyin_mask(c))      /* letters of a name, no signs */
			buf_add(&out, name + i, step);
		depth -= closes && depth > 0;
	}
	char *text = mem_text(out.len ? out.data : "");
	buf_release(&out);
	return text;
}

static bool same_paper(const struct material *a, const struct material *b)
{
	if (a->originals != b->originals || a->copies != b->copies || a->source != b->source || a->alternatives != b->alternatives ||
	    a->provider != b->provider || a->copies_add != b->copies_add || strcmp(a->form, b->form) != 0 ||
	    a->produced_by_count != b->produced_by_count)
		return false;
	for (size_t i = 0; i < a->produced_by_count; i++)
		if (a->produced_by[i] != b->produced_by[i])
			return false;
	return true;
}

static bool is_role(const struct catalogue *c, const char *name, size_t n)
{
	for (size_t i = 0; i < c->role_count; i++)
		if (strlen(c->roles[i].name) == n && strncmp(c->roles[i].name, name, n) == 0)
			return true;
	return false;
}

/* One name is the other with something before or behind it that is not somebody else. */
static bool same_name(const struct catalogue *c, const char *a, const char *b)
{
	const char *shorter = strlen(a) < strlen(b) ? a : b, *longer = shorter == a ? b : a;
	size_t n = strlen(shorter), more = strlen(longer) - n;

	if (text_count(shorter) < 3)
		return strcmp(a, b) == 0;
	if (strncmp(longer, shorter, n) == 0)
		return !more || text_count(longer + n) <= 2;
	return strcmp(longer + more, shorter) == 0 && text_count(longer) - text_count(shorter) <= 2 && !is_role(c, longer, more);
}

void lint_materials(struct lint *l)
{
	const struct catalogue *c = l->c;
	char **names = mem_array(c->material_count, sizeof *names);

	for (size_t i = 0; i < c->material_count; i++)
		names[i] = bare(c->materials[i].name);
	for (size_t i = 0; i < c->material_count; i++)
		for (size_t k = i + 1; k < c->material_count; k++)
			if (same_paper(&c->materials[i], &c->materials[k]) && same_name(c, names[i], names[k]))
				lint_say(l, "E-2043", c->materials[k].id, "材料「%s」与 %s「%s」只差名称:是同一份就并成一条,不然要收两次",
					c->materials[k].name, c->materials[i].id, c->materials[i].name);
	for (size_t i = 0; i < c->material_count; i++)
		free(names[i]);
	free(names);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

/* One item, or several that form no bundle, as a bundle. */

struct made_bundle { struct made_bundle *next; struct bundle bundle; };

/* Items of a matter in the order of the catalogue, each once. */
struct matter { const struct item *items[MATTER_ITEMS_MOST]; size_t count; const struct bundle *of; };

/* --- questions ---------------------------------------------------------------------------------------------------- */

static void ask(const struct conditions *when, const struct question **questions, size_t *count)
{
	for (size_t i = 0; i < when->count; i++) {
		size_t k = 0;
		while (k < *count && questions[k] != when->list[i].question)
			k++;
		if (k == *count)
			questions[(*count)++] = when->list[i].question;
	}
}

/* The questions that decide about the items' materials, time limits and data. */
static void ask_all(struct arena *arena, struct bundle *b)
{
	const struct conditions *when;
	size_t most = 0;

	for (size_t i = 0; i < b->item_count; i++)
		for (size_t k = 0; (when = item_conditions(b->items[i].item, k)) != NULL; k++)
			most += when->count;
	const struct question **questions = arena_alloc(arena, most * sizeof *questions);
	for (size_t i = 0; i < b->item_count; i++)
		for (size_t k = 0; (when = item_conditions(b->items[i].item, k)) != NULL; k++)
			ask(when, questions, &b->question_count);
	b->questions = questions;
}

/* --- for whom ------------------------------------------------------------------------------------------------------ */

enum { FOR_PERSONS = 1, FOR_COMPANIES = 2 };
#define COMPANY "企业"

bool bundle_has(const struct bundle *b, const struct item *item)
{
	for (size_t i = 0; i < b->item_count; i++)
		if (b->items[i].item == item)
			return true;
	return false;
}

/* Whom the bundles that have an item are for. One that no bundle has says it by its form: who has a 统一社会信用代码 is no person. */
static unsigned whom_for(const struct catalogue *c, const struct item *item)
{
	unsigned whom = 0;

	for (size_t i = 0; i < c->bundle_count; i++)
		if (bundle_has(&c->bundles[i], item))
			whom |= strcmp(c->bundles[i].subject, COMPANY) == 0 ? FOR_COMPANIES : FOR_PERSONS;
	for (size_t i = 0; !whom && i < item->field_count; i++)
		if (strcmp(item->fields[i].field->id, "tyshxydm") == 0)
			whom = FOR_COMPANIES;
	return whom ? whom : FOR_PERSONS;
}

/* The subject that a bundle of these items has; NULL when nobody can apply for all of them. Where both are right, the first
 * bundle that has the first item says it. */
static const char *subject_of(const struct catalogue *c, const struct matter *m)
{
	unsigned whom = FOR_PERSONS | FOR_COMPANIES;

	for (size_t i = 0; i < m->count; i++)
		whom &= whom_for(c, m->items[i]);
	if (m->of)
		return whom & (strcmp(m->of->subject, COMPANY) == 0 ? FOR_COMPANIES : FOR_PERSONS) ? m->of->subject : NULL;
	if (!whom)
		return NULL;
	for (size_t i = 0; i < c->bundle_count; i++) {
		unsigned is = strcmp(c->bundles[i].subject, COMPANY) == 0 ? FOR_COMPANIES : FOR_PERSONS;
		if ((whom & is) && bundle_has(&c->bundles[i], m->items[0]))
			return c->bundles[i].subject;
	}
	return whom & FOR_PERSONS ? "" : COMPANY;
}

/* --- what waits for what --------------------------------------------------------------------------------------------- */

/* Does one bundle make `item` wait for `before`? */
static bool waits(const struct catalogue *c, const struct item *item, const struct item *before)
{
	for (size_t i = 0; i < c->bundle_count; i++)
		for (size_t k = 0; k < c->bundles[i].item_count; k++) {
			const struct bundle_item *e = &c->bundles[i].items[k];
			for (size_t a = 0; e->item == item && a < e->after_count; a++)
				if (e->after[a] == before)
					return true;
		}
	return false;
}

/* Lays the items out so that each stands behind those it waits for; of several that could stand next the first. Two bundles
 * may have the same items in opposite orders: then nobody would be first, and the first of the rest is. */
static void lay_out(const struct catalogue *c, const struct matter *m, struct bundle_item *out, struct arena *arena)
{
	bool laid[MATTER_ITEMS_MOST] = { false };

	for (size_t n = 0; n < m->count; n++) {
		size_t next = m->count;
		for (size_t i = m->count; i-- > 0;) {
			bool free_to_go = !laid[i];
			for (size_t k = 0; free_to_go && k < m->count; k++)
				free_to_go = laid[k] || k == i || !waits(c, m->items[i], m->items[k]);
			if (free_to_go)
				next = i;
		}
		for (size_t i = 0; next == m->count; i++)
			if (!laid[i])
				next = i;
		laid[next] = true;
		const struct item **after = arena_alloc(arena, (n + 1) * sizeof *after);
		out[n] = (struct bundle_item){ .item = m->items[next], .requirement = REQUIRED, .after = after };
		for (size_t k = 0; k < n; k++)
			if (waits(c, out[n].item, out[k].item))
				after[out[n].after_count++] = out[k].item;
	}
}

/* --- making one ------------------------------------------------------------------------------------------------------ */

/* "a+b+c", in the order of the catalogue, behind the bundle; "+a" when a bundle is called a, too. Owned. */
static char *id_of(const struct catalogue *c, const struct matter *m)
{
	struct buf id;

	buf_init(&id, MATTER_ID_SIZE);
	if (m->of)
		buf_text(&id, m->of->id);
	else if (m->count == 1 && catalogue_bundle(c, m->items[0]->id))
		buf_char(&id, '+');
	for (size_t i = 0; i < m->count; i++)
		buf_format(&id, "%s%s", i || m->of ? "+" : "", m->items[i]->id);
	char *text = mem_text(id.data);
	buf_release(&id);
	return text;
}

static const char *name_of(struct arena *arena, const struct item *first, size_t count)
{
	if (count == 1)
		return first->name;
	char *name = mem_format("%zu项合办:%s等", count, first->name);
	const char *text = arena_text(arena, name);
	free(name);
	return text;
}

static const struct bundle *find_made(const struct catalogue *c, const char *id)
{
	for (const struct made_bundle *m = c->own->made; m; m = m->next)
		if (strcmp(m->bundle.id, id) == 0)
			return &m->bundle;
	return NULL;
}

static const struct bundle *make(const struct catalogue *c, const struct matter *m, const char *id, const char *subject)
{
	struct arena *arena = c->own->arena;
	struct made_bundle *made = arena_alloc(arena, sizeof *made);
	struct bundle_item *items = arena_alloc(arena, m->count * sizeof *items);
	struct bundle *b = &made->bundle;

	lay_out(c, m, items, arena);
	*b = (struct bundle){ .id = arena_text(arena, id), .name = name_of(arena, items[0].item, m->count), .subject = subject,
		.stage = "", .lead = items[0].item->department, .single = m->count == 1, .combined = m->count > 1, .items = items,
		.item_count = m->count };
	for (size_t i = 0; i < m->count; i++)
		b->unchecked |= m->items[i]->unchecked;
	if (b->single) {
		b->sources = items[0].item->sources;
		b->also = items[0].item->also;
		b->also_count = items[0].item->also_count;
	}
	ask_all(arena, b);
	if (b->single)
		bundle_narrow(c, b);
	b->applicants = applicants_of(arena, c, b, &b->applicant_count);
	bundle_usual(c, b);
	made->next = c->own->made;
	c->own->made = made;
	return b;
}

/* --- a bundle and further items ---------------------------------------------------------------------------------------- */

static bool makes(const struct item *const *made_by, size_t count, const struct item *item)
{
	for (size_t i = 0; i < count; i++)
		if (made_by[i] == item)
			return true;
	return false;
}

/* Does the item ask for something that `maker` makes? Then it waits for it, whatever another bundle says of the two. */
static bool needs(const struct item *item, const struct item *maker)
{
	for (size_t i = 0; i < item->material_count; i++)
		if (makes(item->materials[i].material->produced_by, item->materials[i].material->produced_by_count, maker))
			return true;
	for (size_t i = 0; i < item->field_count; i++)
		if (makes(item->fields[i].produced_by, item->fields[i].produced_by_count, maker))
			return true;
	return false;
}

/* The further items behind those of the bundle, waiting for them as elsewhere. */
static const struct bundle_item *further(const struct catalogue *c, const struct matter *m)
{
	struct arena *arena = c->own->arena;
	size_t own = m->of->item_count;
	struct bundle_item *items = arena_alloc(arena, (own + m->count) * sizeof *items);

	memcpy(items, m->of->items, own * sizeof *items);
	lay_out(c, m, items + own, arena);
	for (size_t i = own; i < own + m->count; i++) {
		const struct item **after = arena_alloc(arena, (own + items[i].after_count) * sizeof *after);
		size_t n = 0;
		for (size_t k = 0; k < own; k++)
			if (waits(c, items[i].item, items[k].item) && !needs(items[k].item, items[i].item))
				after[n++] = items[k].item;
		memcpy(after + n, items[i].after, items[i].after_count * sizeof *after);
		items[i].after = after;
		items[i].after_count += n;
	}
	return items;
}

static bool is_preset(const struct bundle *b, const struct question *q)
{
	for (size_t i = 0; i < b->preset_count; i++)
		if (b->presets[i].question == q)
			return true;
	return false;
}

/* The bundle's questions, then those that only the further items have. */
static void ask_further(struct arena *arena, struct bundle *b, size_t own)
{
	struct bundle more = { .items = b->items + own, .item_count = b->item_count - own };
	size_t count = b->question_count;

	ask_all(arena, &more);
	const struct question **questions = arena_alloc(arena, (count + more.question_count + 1) * sizeof *questions);
	memcpy(questions, b->questions, count * sizeof *questions);
	for (size_t i = 0; i < more.question_count; i++) {
		size_t k = 0;
		while (k < count && questions[k] != more.questions[i])
			k++;
		if (k == count && !is_preset(b, more.questions[i]))
			questions[count++] = more.questions[i];
	}
	b->questions = questions;
	b->question_count = count;
}

/* Between the bundle's name and that of what comes along. */
#define FURTHER ",加办"

size_t matter_base(const char *name)
{
	const char *at = strstr(name, FURTHER);

	return at ? (size_t)(at - name) : strlen(name);
}

static const struct bundle *extend(const struct catalogue *c, const struct matter *m, const char *id)
{
	struct arena *arena = c->own->arena;
	struct made_bundle *made = arena_alloc(arena, sizeof *made);
	struct bundle *b = &made->bundle;
	size_t own = m->of->item_count;

	*b = *m->of;
	b->of = m->of;
	b->id = arena_text(arena, id);
	b->items = further(c, m);
	b->item_count = own + m->count;
	b->name = m->count == 1 ? arena_format(arena, "%s" FURTHER "%s", m->of->name, b->items[own].item->name) :
		arena_format(arena, "%s" FURTHER "%zu项", m->of->name, m->count);
	b->limit = (struct limit){ .set = false };
	for (size_t i = 0; i < m->count; i++)
		b->unchecked |= m->items[i]->unchecked;
	ask_further(arena, b, own);
	made->next = c->own->made;
	c->own->made = made;
	return b;
}

const struct bundle *bundle_base(const struct bundle *b)
{
	return b->of ? b->of : b;
}

bool bundle_adds(const struct bundle *b, const char *item)
{
	for (size_t i = b->of ? b->of->item_count : b->item_count; i < b->item_count; i++)
		if (strcmp(b->items[i].item->id, item) == 0)
			return true;
	return false;
}

const struct bundle *catalogue_single(const struct catalogue *c, const struct item *item)
{
	const struct matter m = { { item }, 1, NULL };
	char *id = id_of(c, &m);
	const struct bundle *b = find_made(c, id);

	if (!b)
		b = make(c, &m, id, subject_of(c, &m));
	free(id);
	return b;
}

/* --- by id ------------------------------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
	const struct item *const *x = a, *const *y = b;

	return *x < *y ? -1 : *x > *y;
}

static enum status read_matter(const struct catalogue *c, const char *id, struct matter *out, struct err *err)
{
	*out = (struct matter){ .count = 0 };
	for (const char *p = id + (*id == '+');; p++) {
		size_t n = strcspn(p, "+");
		char *one = mem_text_n(p, n);
		const struct item *item = catalogue_item(c, one);
		const struct bundle *of = item || out->of ? NULL : catalogue_bundle(c, one);
		enum status st = ST_OK;
		if (!item && !of)
			st = err_at(err, ST_NOINPUT, "E-2035", one, "现用目录里没有编号为「%.64s」的事项", one);
		else if (out->count + (out->of != NULL) == MATTER_ITEMS_MOST)
			st = err_at(err, ST_LIMIT, "E-2035", one, "一件最多并 %d 个(一件事也算一个);其余请另开一件", MATTER_ITEMS_MOST);
		else if (of)
			out->of = of;
		else
			out->items[out->count++] = item;
		free(one);
		if (st != ST_OK)
			return st;
		p += n;
		if (!*p)
			break;
	}
	qsort(out->items, out->count, sizeof out->items[0], by_place);
	size_t kept = 0;
	for (size_t i = 0; i < out->count; i++)
		if ((!kept || out->items[i] != out->items[kept - 1]) && !(out->of && bundle_has(out->of, out->items[i])))
			out->items[kept++] = out->items[i];
	out->count = kept;
	return ST_OK;
}

enum status catalogue_matter(const struct catalogue *c, const char *id, const struct bundle **out, struct err *err)
{
	struct matter m;
	enum status st;

	*out = catalogue_bundle(c, id);
	if (!*out)
		*out = find_made(c, id);
	if (*out)
		return ST_OK;
	if ((st = read_matter(c, id, &m, err)) != ST_OK)
		return st;
	if (m.of && !m.count) {
		*out = m.of;
		return ST_OK;
	}
	if (m.count == 1 && !m.of) {
		*out = catalogue_single(c, m.items[0]);
		return ST_OK;
	}
	const char *subject = subject_of(c, &m);
	if (!subject)
		return err_at(err, ST_REFUSED, "E-2036", id, "其中有个人事项,也有企业事项,不能是同一个申请人;请分两件受理");
	char *same = id_of(c, &m);
	*out = find_made(c, same);
	if (!*out)
		*out = m.of ? extend(c, &m, same) : make(c, &m, same, subject);
	free(same);
	return ST_OK;
}

size_t matter_place(const char *id, const char *item)
{
	size_t n = strlen(item), place = 1;

	for (const char *p = id + (*id == '+'); *p; p += strcspn(p, "+"), p += *p == '+', place++)
		if (strcspn(p, "+") == n && strncmp(p, item, n) == 0)
			return place;
	return 0;
}

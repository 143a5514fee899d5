/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

/* What must be true of every plan, tried on the shipped catalogue: for each bundle all combinations of answers, or 10,000 of
 * them when there are more; each item alone; combinations of items that form no bundle. */

#define TRIES 10000
#define MATTERS 1000
#define MOST 64

static uint32_t seed = 20261123;

static uint32_t dice(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* The plan that is looked at, for the message when something of it is wrong. */
static const struct plan *looked_at;
static const struct answer *its_answers;
static size_t its_count;

static void wrong(const char *rule, const char *what)
{
	fprintf(stderr, "%s: %s, with", looked_at->bundle->id, what);
	for (size_t i = 0; i < its_count; i++)
		fprintf(stderr, " %s=%s", its_answers[i].question->id, its_answers[i].choice->id);
	fputc('\n', stderr);
	fail_msg("%s", rule);
}

static struct plan *plan(const struct bundle *b, const struct answer *answers, size_t count, const char *untick)
{
	struct plan *p;
	struct err err;

	if (plan_make(b, answers, count, &untick, untick != NULL, &p, &err) != ST_OK)
		fail_msg("%s: %s %s", b->id, err.code, err.text);
	return p;
}

/* --- what an item wants, told by the catalogue alone ------------------------------------------------------------------- */

static struct answer effective[2 * MOST];
static size_t effective_count;

/* Answers that count: the presets overrule. */
static void take_answers(const struct bundle *b, const struct answer *answers, size_t count)
{
	memcpy(effective, answers, count * sizeof *answers);
	effective_count = count;
	for (size_t i = 0; i < b->preset_count; i++)
		effective[effective_count++] = (struct answer){ b->presets[i].question, b->presets[i].choice };
}

/* The want of the item for this paper; `nth` counts those that hold. NULL: no more. */
static const struct item_material *want(const struct item *item, const struct material *m, size_t nth)
{
	for (size_t i = 0; i < item->material_count; i++)
		if (item->materials[i].material == m && conditions_hold(&item->materials[i].when, effective, effective_count) && !nth--)
			return &item->materials[i];
	return NULL;
}

static bool has_int(const int *list, size_t count, int n)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == n)
			return true;
	return false;
}

/* --- the rules -------------------------------------------------------------------------------------------------------- */

static void every_item_has_its_papers(const struct plan *p)
{
	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		for (size_t k = 0; it->chosen && k < it->item->material_count; k++) {
			const struct material *m = it->item->materials[k].material;
			int line = plan_material_index(p, m->id);
			if (want(it->item, m, 0) && (line < 0 || !has_int(p->materials[line].items, p->materials[line].item_count, (int)i)))
				wrong("a chosen item lacks a paper", m->id);
		}
	}
}

/* Level, days, copies of a line come from those that want it, and from nobody else. */
static void papers_are_merged_as_the_rule_says(const struct plan *p)
{
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *line = &p->materials[i];
		const struct material *m = line->material;
		enum material_level level = LEVEL_MINOR;
		int days = 9999, wanting = 0;
		for (size_t k = 0; k < line->item_count; k++) {
			const struct plan_item *it = &p->items[line->items[k]];
			const struct item_material *w;
			if (!it->chosen || !want(it->item, m, 0))
				wrong("a paper is asked for by nobody", m->id);
			if (k && line->items[k] <= line->items[k - 1])
				wrong("a reason stands twice", m->id);
			for (size_t n = 0; (w = want(it->item, m, n)); n++) {
				level = w->level == LEVEL_MAIN ? LEVEL_MAIN : level;
				int may = it->item->no_deferral ? 0 : w->defer_days;
				days = may < days ? may : days;
			}
			wanting++;
		}
		if (!wanting || line->originals != (m->copies_add ? wanting : 1) * m->originals
		    || line->copies != (m->copies_add ? wanting : 1) * m->copies)
			wrong("copies are neither the maximum nor the sum", m->id);
		if (line->level != level || line->defer_days != (level == LEVEL_MAIN ? 0 : days))
			wrong("a merged paper may be deferred otherwise than its items allow", m->id);
		if (plan_material_index(p, m->id) != (int)i)
			wrong("a paper is asked for twice", m->id);
	}
}

static void nothing_waits_in_a_circle(const struct plan *p)
{
	bool done[500] = { false };
	size_t left = p->chosen, before;

	for (size_t i = 0; i < p->item_count; i++)
		for (size_t k = 0; p->items[i].chosen && k < p->items[i].in->after_count; k++) {
			int at = plan_item_index(p, p->items[i].in->after[k]->id);
			if (p->items[at].chosen && !has_int(p->items[i].after, p->items[i].after_count, at))
				wrong("a prerequisite is not waited for", p->items[i].item->id);
		}
	do {
		before = left;
		for (size_t i = 0; i < p->item_count; i++) {
			const struct plan_item *it = &p->items[i];
			bool ready = it->chosen && !done[i];
			for (size_t k = 0; ready && k < it->after_count; k++)
				ready = done[it->after[k]] && p->items[it->after[k]].wave < it->wave;
			done[i] |= ready;
			left -= ready;
		}
	} while (left < before);
	if (left)
		wrong("items wait for each other", "");
}

static const struct item_field *item_asks(const struct item *item, const struct plan_field *f)
{
	for (size_t i = 0; i < item->field_count; i++)
		if (item->fields[i].field == f->field && item->fields[i].role == f->role)
			return &item->fields[i];
	return NULL;
}

static void the_form_asks_nothing_twice(const struct plan *p)
{
	size_t uses = 0, wanted = 0;

	for (size_t i = 0; i < p->field_count; i++) {
		const struct plan_field *f = &p->fields[i];
		bool required = false;
		for (size_t k = 0; k < i; k++)
			if (p->fields[k].field == f->field && p->fields[k].role == f->role)
				wrong("the form asks twice", f->key);
		for (size_t k = 0; k < f->item_count; k++) {
			const struct item_field *by = p->items[f->items[k]].chosen ? item_asks(p->items[f->items[k]].item, f) : NULL;
			if (!by || !conditions_hold(&by->when, effective, effective_count))
				wrong("the form asks what nobody wants", f->key);
			else
				required |= by->required;
		}
		if (required != f->required)
			wrong("a datum is needed otherwise than its items say", f->key);
		uses += f->item_count;
	}
	for (size_t i = 0; i < p->item_count; i++)
		for (size_t k = 0; p->items[i].chosen && k < p->items[i].item->field_count; k++)
			wanted += conditions_hold(&p->items[i].item->fields[k].when, effective, effective_count);
	if (uses != wanted)
		wrong("the form lacks a datum", "");
}

/* `rest` is the same without one item: what only that one wanted is gone, all else is there and as it was but for it. */
static void only_its_own_is_gone(const struct plan *p, const struct plan *rest, const struct item *gone)
{
	size_t lines = 0, fields = 0;

	if (rest->chosen + 1 != p->chosen)
		wrong("unticking takes more than one item", gone->id);
	for (size_t i = 0; i < p->item_count; i++) {
		int at = plan_item_index(rest, p->items[i].item->id);
		if (p->items[i].chosen && p->items[i].item != gone && (at < 0 || !rest->items[at].chosen
		    || memcmp(&rest->items[at].promised, &p->items[i].promised, sizeof p->items[i].promised) != 0))
			wrong("unticking changes another item", p->items[i].item->id);
	}
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *was = &p->materials[i];
		size_t others = was->item_count;
		for (size_t k = 0; k < was->item_count; k++)
			others -= p->items[was->items[k]].item == gone;
		int at = plan_material_index(rest, was->material->id);
		if ((others > 0) != (at >= 0) || (at >= 0 && rest->materials[at].item_count != others))
			wrong("unticking takes the wrong papers", was->material->id);
		lines += others > 0;
	}
	for (size_t i = 0; i < p->field_count; i++) {
		size_t others = p->fields[i].item_count - (item_asks(gone, &p->fields[i]) != NULL), now = 0;
		for (size_t k = 0; k < rest->field_count; k++)
			if (rest->fields[k].field == p->fields[i].field && rest->fields[k].role == p->fields[i].role)
				now = rest->fields[k].item_count;
		if (now != others)
			wrong("unticking takes the wrong data", p->fields[i].key);
		fields += others > 0;
	}
	for (size_t k = 0; k < rest->field_count; k++)
		if (!plan_field(p, rest->fields[k].role->id, rest->fields[k].field->id))
			wrong("unticking asks for something new", rest->fields[k].key);
	for (size_t k = 0; k < rest->material_count; k++)
		if (plan_material_index(p, rest->materials[k].material->id) < 0)
			wrong("unticking wants another paper", rest->materials[k].material->id);
	assert_int_equal(lines, rest->material_count);
	assert_int_equal(fields, rest->field_count);
}

/* Beside a promise no day of the law is told that comes before it. */
static void the_law_allows_what_is_promised(const struct plan *p)
{
	if (p->statutory.set && p->promised.set && p->statutory.unit == p->promised.unit && p->statutory.halves < p->promised.halves)
		wrong("the whole is promised later than the law says", "");
}

static struct plan *checked(const struct bundle *b, const struct answer *answers, size_t count, const char *untick)
{
	struct plan *p = plan(b, answers, count, untick);

	looked_at = p;
	its_answers = answers;
	its_count = count;
	take_answers(b, answers, count);
	every_item_has_its_papers(p);
	papers_are_merged_as_the_rule_says(p);
	nothing_waits_in_a_circle(p);
	the_law_allows_what_is_promised(p);
	the_form_asks_nothing_twice(p);
	return p;
}

/* --- bundles ------------------------------------------------------------------------------------------------------------ */

/* Combination `n` of all answers; each question may also be left open. Random when there are too many. */
static size_t answer(const struct bundle *b, size_t n, bool all, struct answer *out)
{
	size_t count = 0;

	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		size_t choice = all ? n % (q->choice_count + 1) : dice((uint32_t)q->choice_count + 1);
		n /= q->choice_count + 1;
		if (choice < q->choice_count)
			out[count++] = (struct answer){ q, &q->choices[choice] };
	}
	return count;
}

static size_t combinations(const struct bundle *b)
{
	size_t n = 1;

	for (size_t i = 0; i < b->question_count && n <= TRIES; i++)
		n *= b->questions[i]->choice_count + 1;
	return n;
}

static void each_bundle_in_all_situations(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	size_t plans = 0, unticked = 0;

	for (size_t i = 0; i < c->bundle_count; i++) {
		const struct bundle *b = &c->bundles[i];
		size_t all = combinations(b), tries = all <= TRIES ? all : TRIES;
		assert_true(b->question_count <= MOST && b->item_count <= 500);
		for (size_t n = 0; n < tries; n++, plans++) {
			struct answer answers[MOST];
			size_t count = answer(b, n, all <= TRIES, answers);
			struct plan *p = checked(b, answers, count, NULL);
			for (size_t k = 0; k < p->item_count; k++) {
				const struct plan_item *one = &p->items[k];
				if (!one->chosen || one->locked)
					continue;
				struct plan *rest = checked(b, answers, count, one->item->id);
				looked_at = p;
				only_its_own_is_gone(p, rest, one->item);
				plan_free(rest);
				unticked++;
			}
			plan_free(p);
		}
	}
	printf("%zu plans, %zu items unticked\n", plans, unticked);
	assert_true(plans > 40000 && unticked > 100000);
	catalogue_free(c);
}

/* --- what is no bundle --------------------------------------------------------------------------------------------------- */

static const struct bundle *matter(const struct catalogue *c, const struct item *const *items, size_t count, const struct item *but)
{
	const struct bundle *b;
	struct err err;
	struct buf id;

	buf_init(&id, BUF_SMALL);
	for (size_t i = 0; i < count; i++)
		if (items[i] != but)
			buf_format(&id, "+%s", items[i]->id);
	enum status st = id.len ? catalogue_matter(c, id.data, &b, &err) : err_set(&err, ST_REFUSED, "E-2036", "nothing is left");
	buf_release(&id);
	if (st != ST_OK && strcmp(err.code, "E-2036") != 0)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
	return st == ST_OK ? b : NULL;
}

/* One item alone may answer a question by itself (catalogue_matter): only what it answers so was asked of both. */
static bool answered_alike(const struct bundle *less, const struct answer *answers, size_t count)
{
	for (size_t i = 0; i < less->preset_count; i++) {
		bool alike = false;
		for (size_t k = 0; k < count; k++)
			alike |= answers[k].question == less->presets[i].question && answers[k].choice == less->presets[i].choice;
		if (!alike)
			return false;
	}
	return true;
}

/* Any two to six items, in any situation: planned like a bundle; and one of them less takes exactly its own. */
static void items_that_form_no_bundle(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	size_t made = 0;

	for (size_t n = 0; n < c->item_count; n++) {
		struct answer answers[MOST];
		const struct bundle *b = catalogue_single(c, &c->items[n]);
		struct plan *p = checked(b, answers, answer(b, 0, false, answers), NULL);
		assert_int_equal(p->chosen, 1);
		plan_free(p);
	}
	for (size_t n = 0; n < MATTERS; n++) {
		const struct item *items[6];
		size_t count = 2 + dice(5);
		struct answer answers[MOST];
		/* neighbours in a bundle as often as strangers */
		const struct bundle *from = &c->bundles[dice((uint32_t)c->bundle_count)];
		for (size_t i = 0; i < count; i++)
			items[i] = dice(2) ? from->items[dice((uint32_t)from->item_count)].item : &c->items[dice((uint32_t)c->item_count)];
		const struct bundle *b = matter(c, items, count, NULL), *less = b ? matter(c, items, count, items[0]) : NULL;
		if (!less || b->item_count == less->item_count)
			continue;
		size_t given = answer(b, 0, false, answers);
		if (less->single && !answered_alike(less, answers, given))
			continue;
		struct plan *p = checked(b, answers, given, NULL), *rest = checked(less, answers, given, NULL);
		assert_int_equal(p->chosen, b->item_count);
		looked_at = p;
		only_its_own_is_gone(p, rest, items[0]);
		plan_free(rest);
		plan_free(p);
		made++;
	}
	printf("%zu matters of several items\n", made);
	assert_true(made > MATTERS / 4);
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bundle_in_all_situations),
		cmocka_unit_test(items_that_form_no_bundle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

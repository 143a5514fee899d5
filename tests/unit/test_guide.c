/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include "law/guide.h"

/* 办事指南: what may be done and brought, in which order, and what it saves. */

static struct plan *plan;
static struct guide *guide;

static void make(const struct bundle *b, const struct answer *answers, size_t count)
{
	struct err err;

	guide_free(guide);
	plan_free(plan);
	assert_int_equal(plan_make(b, answers, count, NULL, 0, &plan, &err), ST_OK);
	guide = guide_make(b, answers, count, plan);
}

static struct answer answer(const struct catalogue *c, const char *question, const char *choice)
{
	const struct question *q = catalogue_question(c, question);

	return (struct answer){ q, question_choice(q, choice) };
}

static int teardown(void **state)
{
	(void)state;
	guide_free(guide);
	plan_free(plan);
	guide = NULL;
	plan = NULL;
	return 0;
}

/* a -> b -> c beside d; b hangs on where one lives, which nobody has said yet. */
static void what_is_open_is_told_with_its_condition(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);

	make(&c->bundles[0], NULL, 0);
	assert_int_equal(guide->item_count, 4);
	assert_int_equal(guide->open_count, 1);
	static const char *const ids[] = { "item-a", "item-b", "item-c", "item-d" }, *const branches[] = { "├─", "│  └─", "│     └─", "└─" };
	for (int i = 0; i < 4; i++) {
		assert_string_equal(guide->items[i].item->id, ids[i]);
		assert_string_equal(guide->items[i].branch, branches[i]);
	}
	assert_string_equal(guide->items[1].when, "住哪?城、乡");
	assert_false(guide->items[1].chosen);
	assert_int_equal(guide->items[2].after_count, 1);      /* c wants a's result too, but has it by way of b */
	assert_int_equal(guide->items[2].after[0], 1);
	/* 户口簿 is wanted of minors by a, and by c and d in any case: no condition is left */
	size_t seen = 0;
	for (size_t i = 0; i < guide->material_count; i++) {
		const struct guide_material *m = &guide->materials[i];
		if (strcmp(m->material->id, "hk") == 0) {
			assert_string_equal(m->when, "");
			assert_int_equal(m->item_count, 3);
			seen++;
		}
		if (strcmp(m->material->id, "zheng") == 0) {      /* made by a: it stands last */
			assert_true(m->produced && i == guide->material_count - 1);
			seen++;
		}
	}
	assert_int_equal(seen, 2);
	catalogue_free(c);
}

static void answers_decide(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	const struct answer land[] = { answer(c, "q-age", "yes"), answer(c, "q-home", "land") };
	const struct answer far[] = { answer(c, "q-home", "far") };

	make(&c->bundles[0], land, 2);
	assert_int_equal(guide->open_count, 0);
	assert_string_equal(guide->items[1].when, "");
	assert_int_equal(guide->items[1].promised.halves, 12);      /* promised_when */
	assert_false(guide->at_most);
	/* 2.5 + 6 + 1 + 0 days one after another; a -> b -> c is the whole of it */
	assert_int_equal(guide->single.halves, 19);
	assert_int_equal(guide->together.halves, 19);
	assert_int_equal(guide->single.visits, 4);
	assert_int_equal(guide->together.visits, 1);
	assert_int_equal(guide->single.forms, 4);
	assert_int_equal(guide->together.forms, 1);
	make(&c->bundles[0], far, 1);
	for (size_t i = 0; i < guide->item_count; i++)
		assert_string_not_equal(guide->items[i].item->id, "item-b");
	/* nothing stands between them any longer: c waits for a, whose result it wants */
	assert_int_equal(guide->items[1].parent, 0);
	catalogue_free(c);
}

/* Before anything is answered the limit is that of an acceptance in which the most is done, and it hangs on the answers. */
static void the_limit_is_that_of_an_acceptance(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	const struct bundle *b = catalogue_bundle(c, "xinshenger");
	const struct answer answers[] = { answer(c, "q-wed", "yes"), answer(c, "q-birthplace", "hosp"), answer(c, "q-luohu", "mother"),
		answer(c, "q-hukou", "local"), answer(c, "q-nation", "same"), answer(c, "q-mother-ins", "emp"), answer(c, "q-settled", "no"),
		answer(c, "q-agent", "no") };

	make(b, answers, COUNT_OF(answers));
	assert_false(guide->at_most);
	assert_int_equal(guide->promised.halves, plan->promised.halves);
	int whole = plan->promised.halves;
	size_t items = plan->chosen;
	make(b, NULL, 0);
	assert_true(guide->at_most && guide->promised_open);
	assert_true(plan->promised.halves < whole);
	assert_int_equal(guide->promised.halves, whole);
	assert_int_equal(guide->counted, items);
	catalogue_free(c);
}

/* 开办书店: one licence after the other against one window. */
static void the_bookshop_saves(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	const struct answer answers[] = { answer(c, "q-hasyyzz", "no"), answer(c, "q-rentbook", "yes"), answer(c, "q-food", "sale"),
		answer(c, "q-sign", "no"), answer(c, "q-area", "s"), answer(c, "q-agent", "no") };

	make(catalogue_bundle(c, "kai-shudian"), answers, COUNT_OF(answers));
	assert_false(guide->at_most);
	assert_int_equal(guide->counted, 5);
	assert_int_equal(guide->single.halves, 31);            /* 0.5 + 5 + 5 + 5 days */
	assert_int_equal(guide->together.halves, 11);          /* 0.5, then three at once */
	assert_int_equal(guide->single.forms, 5);
	assert_true(guide->together.materials < guide->single.materials);
	const struct guide_item *last = NULL;
	for (size_t i = 0; i < guide->item_count; i++)
		if (strcmp(guide->items[i].item->id, "zonghe-xuke") == 0)
			last = &guide->items[i];
	assert_non_null(last);
	assert_int_equal(last->after_count, 3);                /* it joins the three, and hangs under one of them */
	catalogue_free(c);
}

/* Of every bundle and every item: what comes first stands first, what hangs under something waits for it, nothing that may
 * be done is missing, and doing it together never costs more. */
static void check_guide(const struct bundle *b)
{
	make(b, NULL, 0);
	assert_true(guide->item_count >= plan->chosen);
	assert_int_equal(guide->item_count, plan->chosen + guide->open_count);
	for (size_t i = 0; i < guide->item_count; i++) {
		const struct guide_item *it = &guide->items[i];
		bool under = it->parent < 0;
		for (size_t k = 0; k < it->after_count; k++)
			under |= it->after[k] == it->parent;
		assert_true(under && it->parent < (int)i && (it->parent < 0) == (it->after_count == 0));
		assert_true(it->chosen || *it->when);
		for (size_t k = 0; k < it->in->after_count; k++)
			for (size_t other = 0; other < guide->item_count; other++)
				assert_false(guide->items[other].item == it->in->after[k] && !it->after_count);
	}
	for (size_t i = 0; i < guide->material_count; i++) {
		const struct guide_material *m = &guide->materials[i];
		assert_true(m->item_count && m->when && m->defer_days >= 0);
		for (size_t k = 1; k < m->item_count; k++)      /* each once, though it may want it in several situations */
			assert_true(m->items[k] > m->items[k - 1]);
	}
	assert_true(guide->together.forms <= guide->single.forms && guide->together.materials <= guide->single.materials);
	assert_true(guide->together.halves <= guide->single.halves && guide->together.visits <= guide->single.visits);
	assert_true(guide->counted >= plan->chosen);
}

static void every_bundle_and_item_has_one(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < c->bundle_count; i++)
		check_guide(&c->bundles[i]);
	for (size_t i = 0; i < c->item_count; i++)
		check_guide(catalogue_single(c, &c->items[i]));
	teardown(NULL);
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(what_is_open_is_told_with_its_condition, teardown), cmocka_unit_test_teardown(answers_decide, teardown),
		cmocka_unit_test_teardown(the_bookshop_saves, teardown),
		cmocka_unit_test_teardown(the_limit_is_that_of_an_acceptance, teardown), cmocka_unit_test_teardown(every_bundle_and_item_has_one, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

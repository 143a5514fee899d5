/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

/* What is no bundle: one item, several items. */

static const struct bundle *matter(const struct catalogue *c, const char *id)
{
	const struct bundle *b;
	struct err err;

	if (catalogue_matter(c, id, &b, &err) != ST_OK)
		fail_msg("%s: %s %s [%s]", id, err.code, err.text, err.where);
	return b;
}

static void refused(const struct catalogue *c, const char *id, enum status wanted, const char *code, const char *where)
{
	const struct bundle *b = NULL;
	struct err err;

	assert_int_equal(catalogue_matter(c, id, &b, &err), wanted);
	assert_string_equal(err.code, code);
	assert_string_equal(err.where, where);
}

static void an_id_names_a_bundle_or_items(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);

	assert_ptr_equal(matter(c, "small"), catalogue_bundle(c, "small"));
	assert_ptr_equal(matter(c, "item-b"), catalogue_single(c, catalogue_item(c, "item-b")));
	assert_ptr_equal(matter(c, "item-b+item-b"), matter(c, "item-b"));
	const struct bundle *two = matter(c, "item-d+item-b");
	assert_string_equal(two->id, "item-b+item-d");      /* the same matter in whatever order */
	assert_ptr_equal(matter(c, "item-b+item-d"), two);
	assert_ptr_equal(matter(c, "item-d+item-b+item-d"), two);
	assert_true(two->combined && !two->single);
	assert_string_equal(two->name, "2项合办:乙证签发等");
	assert_string_equal(two->subject, "个人");
	assert_int_equal(matter_place("item-b+item-d", "item-d"), 2);
	assert_int_equal(matter_place("item-b", "item-b"), 1);
	assert_int_equal(matter_place("+item-b", "item-b"), 1);
	assert_int_equal(matter_place("item-b+item-d", "item"), 0);
	assert_int_equal(matter_place("item-bb", "item-b"), 0);
	assert_int_equal(matter_place("", "item-b"), 0);
	assert_ptr_equal(matter(c, "+item-b"), matter(c, "item-b"));
	refused(c, "", ST_NOINPUT, "E-2035", "");
	refused(c, "item-b+", ST_NOINPUT, "E-2035", "");
	refused(c, "item-b+item-x", ST_NOINPUT, "E-2035", "item-x");
	assert_ptr_equal(matter(c, "item-b+small"), catalogue_bundle(c, "small"));      /* it has that already */
	assert_ptr_equal(matter(c, "+small"), catalogue_bundle(c, "small"));
	refused(c, "small+small", ST_NOINPUT, "E-2035", "small");      /* one bundle at the most */
	catalogue_free(c);
}

/* c waits for b and b for a in the bundle: so they do outside it, whoever of them is there. */
static void items_wait_as_in_their_bundle(void **state)
{
	(void)state;
	static const struct { const char *id, *items; } cases[] = {
		{ "item-c+item-b+item-a", "item-a item-b<item-a item-c<item-b" }, { "item-c+item-b", "item-b item-c<item-b" },
		/* b is not there: c still waits for a, whose result it needs */
		{ "item-c+item-a", "item-a item-c<item-a" }, { "item-d+item-a", "item-a item-d" } };
	struct catalogue *c = load_text(small_catalogue);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct plan *p;
		struct err err;
		struct buf text;
		buf_init(&text, BUF_SMALL);
		assert_int_equal(plan_make(matter(c, cases[i].id), NULL, 0, NULL, 0, &p, &err), ST_OK);
		assert_int_equal(p->chosen, p->item_count);
		for (size_t k = 0; k < p->item_count; k++) {
			buf_format(&text, "%s%s", k ? " " : "", p->items[k].item->id);
			for (size_t a = 0; a < p->items[k].after_count; a++)
				buf_format(&text, "%c%s", a ? '+' : '<', p->items[p->items[k].after[a]].item->id);
		}
		assert_string_equal(text.data, cases[i].items);
		buf_release(&text);
		plan_free(p);
	}
	catalogue_free(c);
}

static void a_combination_is_planned_like_a_bundle(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	const struct bundle *b = matter(c, "item-b+item-a");
	const char *untick = "item-b";
	struct answer answers[4];
	struct plan *p;
	struct err err;

	assert_int_equal(b->question_count, 2);      /* q-age for a paper of a, q-home for the limit of b */
	size_t n = answers_of_text(c, "q-age=no q-home=land", answers, COUNT_OF(answers));
	assert_int_equal(plan_make(b, answers, n, NULL, 0, &p, &err), ST_OK);
	assert_int_equal(p->promised.halves, 17);      /* 2.5 days and the 6 of the country */
	assert_int_equal(p->statutory.halves, 40);
	assert_int_equal(plan_material_index(p, "sfz"), 0);
	assert_int_equal(p->materials[0].item_count, 2);
	assert_int_equal(p->materials[plan_material_index(p, "zp")].originals, 4);      /* a sum */
	assert_true(p->materials[plan_material_index(p, "zheng")].produced);
	assert_true(p->single_materials > p->material_count && p->single_forms == 2);
	plan_free(p);
	assert_int_equal(plan_make(b, NULL, 0, &untick, 1, &p, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1035");
	assert_non_null(strstr(err.text, "第一步"));
	catalogue_free(c);
}

/* The guardian is the mother here, too, and she is who applies first. */
static void what_is_usual_there_is_usual_here(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	const struct bundle *b = matter(c, "shebaoka-xinsheng+csz-qianfa");
	bool guardian = false;

	assert_string_equal(b->applicants[0]->id, "mother");
	for (size_t i = 0; i < b->same_count; i++)
		guardian |= !strcmp(b->same[i].role->id, "guardian") && !strcmp(b->same[i].as->id, "mother");
	assert_true(guardian);
	b = matter(c, "huji-hecha");      /* its form has the child alone, who does not apply */
	assert_string_equal(b->applicants[0]->id, "guardian");
	assert_string_equal(b->applicants[1]->id, "child");
	catalogue_free(c);
}

/* Two bundles that have the same two items in opposite orders make no circle outside. */
static void opposite_orders_make_no_circle(void **state)
{
	(void)state;
	char *json = edited("\"notes\":[\"说明\"]}]}", "\"notes\":[]},{\"id\":\"other\",\"name\":\"另一套餐\",\"lead\":\"ga\",\"items\":["
		"{\"item\":\"item-c\",\"requirement\":\"required\"},{\"item\":\"item-b\",\"requirement\":\"required\",\"after\":[\"item-c\"]}]}]}");
	struct catalogue *c = load_text(json);
	const struct bundle *b = matter(c, "item-b+item-c");

	assert_string_equal(b->items[0].item->id, "item-b");
	assert_int_equal(b->items[0].after_count, 0);
	assert_int_equal(b->items[1].after_count, 1);
	catalogue_free(c);
	free(json);
}

static void one_applicant_for_all(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	refused(c, "csz-qianfa+sheli-dengji", ST_REFUSED, "E-2036", "csz-qianfa+sheli-dengji");
	assert_string_equal(matter(c, "dian-guohu+csz-qianfa")->subject, "个人");      /* the first is for both */
	assert_string_equal(matter(c, "dian-guohu+sheli-dengji")->subject, "企业");
	catalogue_free(c);
	/* an item that no bundle has: its form says whose it is */
	char *json = edited("\"id\":\"sbh\"", "\"id\":\"tyshxydm\""), *at = strstr(json, "applicant.sbh");
	assert_non_null(at);
	char *both = mem_format("%.*sapplicant.tyshxydm%s", (int)(at - json), json, at + strlen("applicant.sbh"));
	at = strstr(both, "\"bundles\":[");
	memcpy(at, "\"no-more", strlen("\"no-more"));      /* no bundles at all: a section that is passed over */
	c = load_text(both);
	assert_string_equal(matter(c, "item-c")->subject, "企业");
	assert_string_equal(matter(c, "item-a")->subject, "");
	refused(c, "item-a+item-c", ST_REFUSED, "E-2036", "item-a+item-c");
	catalogue_free(c);
	free(json);
	free(both);
}

static void twenty_and_no_more(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	struct buf id;
	const struct bundle *b;
	struct err err;
	size_t n = 0;

	buf_init(&id, BUF_SMALL);
	for (size_t i = 0; i < c->bundle_count && n <= MATTER_ITEMS_MOST; i++)
		for (size_t k = 0; !strcmp(c->bundles[i].subject, "个人") && k < c->bundles[i].item_count && n <= MATTER_ITEMS_MOST; k++) {
			const char *one = c->bundles[i].items[k].item->id;
			if (n && matter_place(id.data, one))
				continue;
			if (n++ == MATTER_ITEMS_MOST) {
				char *before = mem_format("xinshenger+%s", id.data), *behind = mem_format("%s+xinshenger", id.data);
				assert_int_equal(catalogue_matter(c, id.data, &b, &err), ST_OK);
				refused(c, before, ST_LIMIT, "E-2035", strrchr(id.data, '+') + 1);      /* a bundle is one of them: a draft names them in one list */
				refused(c, behind, ST_LIMIT, "E-2035", "xinshenger");
				free(before);
				free(behind);
			}
			buf_format(&id, "%s%s", n > 1 ? "+" : "", one);
		}
	assert_int_equal(n, MATTER_ITEMS_MOST + 1);
	refused(c, id.data, ST_LIMIT, "E-2035", strrchr(id.data, '+') + 1);
	buf_release(&id);
	catalogue_free(c);
}

static void an_item_may_be_called_like_a_bundle(void **state)
{
	(void)state;
	char *json = edited("\"bundles\":[{\"id\":\"small\"", "\"bundles\":[{\"id\":\"item-d\"");
	struct catalogue *c = load_text(json);
	const struct bundle *one = catalogue_single(c, catalogue_item(c, "item-d"));

	assert_string_equal(one->id, "+item-d");
	assert_ptr_equal(matter(c, "+item-d"), one);
	assert_ptr_equal(matter(c, "item-d"), catalogue_bundle(c, "item-d"));
	assert_string_equal(matter(c, "item-a+item-d")->id, "item-a+item-d");
	catalogue_free(c);
	free(json);
}

static bool subject_fits(const struct catalogue *c, const struct bundle *b, const struct item *item)
{
	const struct bundle *alone = catalogue_single(c, item);

	return strcmp(alone->subject, "企业") == 0 ? strcmp(b->subject, "企业") == 0 : true;
}

/* Every item that is for the same applicant beside every bundle: it stands behind the bundle's own, cannot be unticked, what it waits
 * for comes before it, nothing is asked twice, and the bundle is otherwise as it was. */
static void a_bundle_takes_further_items(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	size_t made = 0;

	for (size_t i = 0; i < c->bundle_count; i++)
		for (size_t k = 0; k < c->item_count; k++) {
			const struct bundle *b = &c->bundles[i], *with;
			char *id = mem_format("%s+%s", b->id, c->items[k].id);
			struct plan *p;
			struct err err;
			enum status st = catalogue_matter(c, id, &with, &err);
			free(id);
			if (st != ST_OK) {
				assert_string_equal(err.code, "E-2036");
				continue;
			}
			if (with == b)      /* it has it */
				continue;
			if (catalogue_item(c, b->id)) {      /* an item is called so, and is meant */
				assert_true(with->combined || with->single);
				continue;
			}
			assert_true(subject_fits(c, b, &c->items[k]));
			assert_ptr_equal(with->of, b);
			assert_true(!with->single && !with->combined && !with->limit.set && with->item_count == b->item_count + 1);
			assert_true(bundle_adds(with, c->items[k].id) && !bundle_adds(with, b->items[0].item->id) && !bundle_adds(b, b->items[0].item->id));
			for (size_t q = 0; q < with->question_count; q++)
				for (size_t other = 0; other < q; other++)
					assert_ptr_not_equal(with->questions[q], with->questions[other]);
			assert_int_equal(plan_make(with, NULL, 0, NULL, 0, &p, &err), ST_OK);
			const struct plan_item *last = &p->items[p->item_count - 1];
			assert_ptr_equal(last->item, &c->items[k]);
			assert_true(last->chosen && last->locked);
			for (size_t n = 0; n < p->item_count; n++)
				for (size_t a = 0; p->items[n].chosen && a < p->items[n].after_count; a++)
					assert_true(p->items[p->items[n].after[a]].wave < p->items[n].wave);
			plan_free(p);
			made++;
		}
	assert_true(made > 2000);
	const struct bundle *two = matter(c, "kai-canyin+zhandao-linshi+juelu-xuke");
	assert_ptr_equal(matter(c, "zhandao-linshi+juelu-xuke+kai-canyin+juelu-xuke+huwai-zhaopai"), two);
	assert_string_equal(two->id, "kai-canyin+juelu-xuke+zhandao-linshi");
	assert_string_equal(two->name, "开办餐饮店,加办2项");
	assert_string_equal(matter(c, "kai-canyin+juelu-xuke")->name, "开办餐饮店,加办占用、挖掘城市道路许可");
	refused(c, "kai-canyin+chusheng-hukou", ST_REFUSED, "E-2036", "kai-canyin+chusheng-hukou");      /* a company is not born */
	catalogue_free(c);
}

/* One item alone: an answer with which no bundle takes it up is another matter's, and where one answer is left nobody is asked. */
static void one_item_asks_what_concerns_it(void **state)
{
	(void)state;
	static const struct { const char *item, *question, *choice; bool asked, referred; } rows[] = {
		{ "sbk-buhuan", "q-cardsvc", "new", true, true }, { "sbk-buhuan", "q-cardsvc", "pin", true, true },
		{ "sbk-buhuan", "q-cardsvc", "lost", true, false }, { "sbk-buhuan", "q-cardsvc", "damage", true, false },
		{ "tuixiu-tiqian", "q-retire", "normal", true, true }, { "tuixiu-tiqian", "q-retire", "ill", true, false },
		{ "shebao-hecha", "q-enroll", "huji", false, false }, { "chusheng-hukou", "q-birthplace", "abroad", true, false },
	};
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct bundle *b = matter(c, rows[i].item);
		const struct question *q = catalogue_question(c, rows[i].question);
		struct answer answer = { q, question_choice(q, rows[i].choice) };
		struct plan *p;
		struct err err;
		assert_int_equal(plan_make(b, &answer, 1, NULL, 0, &p, &err), ST_OK);
		if (plan_asks(b, NULL, 0, q) != rows[i].asked || (p->referral != NULL) != rows[i].referred)
			fail_msg("%s %s=%s", rows[i].item, rows[i].question, rows[i].choice);
		plan_free(p);
	}
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_names_a_bundle_or_items),
		cmocka_unit_test(items_wait_as_in_their_bundle),
		cmocka_unit_test(a_combination_is_planned_like_a_bundle),
		cmocka_unit_test(a_bundle_takes_further_items),
		cmocka_unit_test(what_is_usual_there_is_usual_here),
		cmocka_unit_test(opposite_orders_make_no_circle),
		cmocka_unit_test(an_item_may_be_called_like_a_bundle),
		cmocka_unit_test(one_applicant_for_all),
		cmocka_unit_test(twenty_and_no_more), cmocka_unit_test(one_item_asks_what_concerns_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

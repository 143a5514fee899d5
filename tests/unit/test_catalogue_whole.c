/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include "law/calendar.h"

/* The shipped example in numbers, where each part was taken from, and what nobody has confirmed yet. A number that falls is
 * something that a hall has lost. */

static void all_of_it_is_there(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	assert_int_equal(c->bundle_count, 35);
	assert_int_equal(c->item_count, 195);
	assert_int_equal(c->material_count, 252);
	assert_int_equal(c->question_count, 72);
	assert_int_equal(c->field_count, 87);
	assert_int_equal(c->role_count, 43);
	assert_int_equal(c->department_count, 41);
	assert_int_equal(c->list_count, 7);
	assert_int_equal(c->source_count, 69);
	catalogue_free(c);
}

static void every_part_says_where_it_is_from(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	size_t limits = 0;

	for (size_t i = 0; i < c->item_count; i++) {
		assert_true(c->items[i].unchecked);
		assert_true(c->items[i].sources.count > 0);
		limits += c->items[i].limit_sources.count > 0;
	}
	for (size_t i = 0; i < c->material_count; i++)
		assert_true(c->materials[i].sources.count > 0);
	for (size_t i = 0; i < c->bundle_count; i++) {
		assert_true(c->bundles[i].unchecked);
		assert_true(c->bundles[i].sources.count > 0);
		assert_true(c->bundles[i].list_count > 0);
	}
	assert_true(limits > 0);
	const struct bundle *b = catalogue_bundle(c, "kai-canyin");
	assert_string_equal(b->sources.list[0]->id, "S002");
	assert_string_equal(b->sources.list[0]->kind, "seed");
	assert_non_null(strstr(b->sources.list[0]->note, "人民日报"));
	assert_string_equal(b->lists[0]->id, "2022-E");
	assert_non_null(strstr(b->lists[0]->name, "企业政务服务"));
	assert_non_null(strstr(b->lists[0]->certainty, "待核"));
	catalogue_free(c);
}

/* Holidays, make-up days and working days of a year, as its notice has them. */
static void calendars_of_three_years(void **state)
{
	(void)state;
	static const struct { int year, holidays, makeups, working; } years[] = { { 2024, 28, 8, 251 }, { 2025, 28, 5, 248 },
		{ 2026, 33, 6, 248 } };
	const char *top = getenv("srcdir");
	char *folder = file_join(top ? top : ".", "data/calendar");
	struct calendar *cal = calendar_new();
	struct err err;

	assert_int_equal(calendar_load_folder(cal, folder, &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(years); i++) {
		int holidays = 0, makeups = 0, working = 0;
		for (day_t d = day_from_ymd(years[i].year, 1, 1); d < day_from_ymd(years[i].year + 1, 1, 1); d++) {
			enum day_kind kind = calendar_kind(cal, d, NULL);
			holidays += kind == DAY_HOLIDAY;
			makeups += kind == DAY_MAKEUP;
			working += calendar_works(cal, d);
		}
		assert_int_equal(holidays, years[i].holidays);
		assert_int_equal(makeups, years[i].makeups);
		assert_int_equal(working, years[i].working);
		assert_true(*calendar_source(cal, years[i].year));
	}
	calendar_free(cal);
	free(folder);
}

/* What is for people comes back from the store: the marks, what they mean, what the whole is. */
static void what_is_for_people_is_stored_too(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	size_t n;
	char *text = catalogue_canonical(c, &n);
	static const char *const kept[] = { "\"sources\":[{", "\"batches\":[{", "\"item_code_scheme\":", "\"source_kinds\":{",
		"\"certainty\":", "\"checked\":false", "\"limit_src\":[" };

	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if (!strstr(text, kept[i]))
			fail_msg("%s is not stored", kept[i]);
	struct catalogue *again = load_text(text);
	assert_int_equal(again->source_count, 69);
	assert_string_equal(again->sources[68].note, c->sources[68].note);
	assert_string_equal(again->lists[6].certainty, c->lists[6].certainty);
	assert_true(again->items[194].unchecked);
	catalogue_free(again);
	catalogue_free(c);
	free(text);
}

/* Only what says so itself is an example: a hall's own catalogue need not speak of it. */
static void checked_is_what_is_written(void **state)
{
	(void)state;
	static const struct { const char *write; bool unchecked; } cases[] = { { "", false }, { "\"checked\":true,", false },
		{ "\"checked\":false,", true } };

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *with = mem_format("%s\"code\":\"A1\"", cases[i].write);
		char *json = edited("\"code\":\"A1\"", with);
		struct catalogue *c = load_text(json);
		assert_int_equal(catalogue_item(c, "item-a")->unchecked, cases[i].unchecked);
		assert_int_equal(catalogue_unchecked(c), cases[i].unchecked);
		catalogue_free(c);
		free(json);
		free(with);
	}
}

/* Who brings a paper, or fills one in, is shown one. What the hall fetches itself nobody need see. */
static void what_is_brought_has_a_sample(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < c->material_count; i++) {
		const struct material *m = &c->materials[i];
		bool fetched = (m->source == SOURCE_ITEM || m->source == SOURCE_SHARE) && !(m->alternatives & 1u << SOURCE_SELF);
		if (!fetched && (!strstr(m->sample, "核对:")))
			fail_msg("%s: %s", m->id, m->sample);
	}
	catalogue_free(c);
}

/* Each item is also accepted alone: then a heading of the form that names somebody special is right only where the item's own
 * name says that it is about him. */
static void only_his_own_items_name_somebody_special(void **state)
{
	(void)state;
	static const struct { const char *role, *words[9]; } special[] = {
		{ "vet", { "军人", "预备役", "退役", "伤残", "自主就业" } }, { "child", { "入学", "儿童" } }, { "disabled", { "残疾" } },
		{ "deceased", { "死亡", "去世", "继承", "遗属", "火化" } }, { "heir", { "死亡", "去世", "继承", "遗属", "火化" } },
	};
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < c->item_count; i++)
		for (size_t k = 0; k < COUNT_OF(special); k++) {
			const struct item *item = &c->items[i];
			const struct bundle *alone = catalogue_single(c, item);
			bool named = strcmp(alone->applicants[0]->id, special[k].role) == 0, says = false;
			for (size_t n = 0; n < item->field_count; n++)
				named |= strcmp(item->fields[n].role->id, special[k].role) == 0;
			for (size_t n = 0; n < COUNT_OF(special[k].words) && special[k].words[n]; n++)
				says |= strstr(item->name, special[k].words[n]) != NULL;
			if (named && !says)
				fail_msg("%s %s: %s", item->id, item->name, special[k].role);
		}
	catalogue_free(c);
}

/* A figure or text that only some can have: nobody's employee has a salary from an employer, a shareholder applies for no money. */
static void each_field_stands_with_whom_it_can(void **state)
{
	(void)state;
	static const struct { const char *field, *roles; } rows[] = { { "gz", " employee " }, { "lhgz", " job " }, { "sfje", " cost loan " },
		{ "czje", " holder " }, { "nsr", " income " }, { "swrq", " deceased " }, { "rwsj", " vet " }, { "tysj", " vet " },
		{ "fyze", " cost " }, { "zczb", " ent " } };
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < c->item_count; i++)
		for (size_t k = 0; k < c->items[i].field_count; k++)
			for (size_t n = 0; n < COUNT_OF(rows); n++) {
				const struct item_field *f = &c->items[i].fields[k];
				if (strcmp(f->field->id, rows[n].field) == 0 && !strstr(rows[n].roles, f->role->id))
					fail_msg("%s: %s", c->items[i].id, f->key);
			}
	catalogue_free(c);
}

/* Whoever goes in an agent's name brings the agent's card with the mandate: the line says so on screen and paper. */
static void a_mandate_comes_with_the_agents_card(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	const struct material *m = catalogue_material(c, "weituoshu");

	assert_non_null(strstr(m->form, "代理人居民身份证"));
	assert_non_null(strstr(m->note, "代理人身份证"));
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_it_is_there),
		cmocka_unit_test(every_part_says_where_it_is_from),
		cmocka_unit_test(calendars_of_three_years),
		cmocka_unit_test(what_is_for_people_is_stored_too),
		cmocka_unit_test(checked_is_what_is_written),
		cmocka_unit_test(what_is_brought_has_a_sample),
		cmocka_unit_test(only_his_own_items_name_somebody_special),
		cmocka_unit_test(each_field_stands_with_whom_it_can),
		cmocka_unit_test(a_mandate_comes_with_the_agents_card),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

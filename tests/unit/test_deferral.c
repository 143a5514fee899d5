/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include "law/deferral.h"

static struct calendar *calendar;

static int load_calendar(void **state)
{
	(void)state;
	const char *top = getenv("srcdir");
	char *folder = file_join(top ? top : ".", "data/calendar");
	struct err err;

	calendar = calendar_new();
	enum status st = calendar_load_folder(calendar, folder, &err);
	free(folder);
	return st;
}

static int free_calendar(void **state)
{
	(void)state;
	calendar_free(calendar);
	return 0;
}

static struct deferral_case case_of(const struct plan *p, const char *accepted)
{
	return (struct deferral_case){ .plan = p, .calendar = calendar, .accepted = day_parse(accepted) };
}

/* Accepted on Monday 2026-11-23 unless said otherwise. The items' own promises: a 2.5 days (due 11-26), b 3 (11-26) or
 * 6 (12-01), c 1 (11-24). */
struct limit_case { const char *answers, *untick, *material, *accepted, *usual, *latest; };
static const struct limit_case limits[] = {
	/* a alone: 5 own days, bound by a's promised 11-26; the default leaves a the last day */
	{ "q-age=yes", "item-c item-d", "zp", "2026-11-23", "2026-11-25", "2026-11-26" },
	/* with b, whose paper may come after the result: the least of the days is 2, and only a binds */
	{ "q-age=yes q-home=land", "item-c item-d", "zp", "2026-11-23", "2026-11-25", "2026-11-25" },
	/* c alone binds with one day: the default is not before the day after */
	{ "q-age=yes", "item-d", "hk", "2026-11-23", "2026-11-24", "2026-11-24" },
	/* over a weekend and over the National Day holiday */
	{ "q-age=yes", "item-d", "hk", "2026-11-27", "2026-11-30", "2026-11-30" },
	{ "q-age=yes", "item-c item-d", "zp", "2026-09-29", "2026-10-08", "2026-10-09" },
};

static void row_26_as_long_as_the_rules_let(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);

	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		const struct limit_case *t = &limits[i];
		struct plan *p = plan_of(c, "small", t->answers, t->untick);
		struct deferral_case dc = case_of(p, t->accepted);
		day_t usual, latest;
		char a[11], b[11];
		struct err err;
		if (deferral_limit(&dc, plan_material_index(p, t->material), &usual, &latest, &err))
			fail_msg("%zu: %s %s", i, err.code, err.text);
		assert_string_equal(day_iso(usual, a), t->usual);
		assert_string_equal(day_iso(latest, b), t->latest);
		plan_free(p);
	}
	catalogue_free(c);
}

/* C-9: a bundle that promises the whole sooner than one of its items would alone: a's 2.5 days end with the whole's 1 or 2,
 * and so does every paper that a waits for. */
static void row_26_never_later_than_the_whole(void **state)
{
	(void)state;
	static const struct { const char *whole, *latest, *usual, *fine, *late; } cases[] = {
		{ "\"limit\":{\"n\":2,\"unit\":\"working_day\"},\"questions\":[\"q-age\",", "2026-11-25", "2026-11-24", "2026-11-25", "2026-11-26" },
		{ "\"limit\":{\"n\":1,\"unit\":\"working_day\"},\"questions\":[\"q-age\",", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-25" },
		{ "\"limit\":{\"n\":9,\"unit\":\"working_day\"},\"questions\":[\"q-age\",", "2026-11-26", "2026-11-25", "2026-11-26", "2026-11-27" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *json = edited("\"questions\":[\"q-age\",", cases[i].whole);
		struct catalogue *c = load_text(json);
		struct plan *p = plan_of(c, "small", "q-age=yes", "item-c item-d");
		struct deferral_case dc = case_of(p, "2026-11-23");
		int at = plan_material_index(p, "zp");
		day_t usual, latest;
		char iso[11];
		struct err err;
		assert_int_equal(deferral_limit(&dc, at, &usual, &latest, &err), ST_OK);
		assert_string_equal(day_iso(latest, iso), cases[i].latest);
		assert_string_equal(day_iso(usual, iso), cases[i].usual);
		assert_int_equal(deferral_check(&dc, at, day_parse(cases[i].fine), &err), ST_OK);
		assert_int_equal(deferral_check(&dc, at, day_parse(cases[i].late), &err), ST_REFUSED);
		assert_string_equal(err.code, "E-1031");
		plan_free(p);
		catalogue_free(c);
		free(json);
	}
}

static void rows_20_to_24_what_the_rules_forbid(void **state)
{
	(void)state;
	static const struct { const char *answers, *untick, *material, *code; bool bad, agent, may; } cases[] = {
		{ "q-age=yes", "", "sfz", "E-1061", false, false, false },
		{ "q-age=yes q-home=town", "", "zheng", "E-1060", false, false, false },      /* a's result */
		{ "q-age=yes", "", "hk", "E-1063", false, false, false },                     /* d is decided on the spot */
		{ "q-age=yes", "item-c item-d", "zp", "E-1062", true, false, false },
		{ "q-age=yes", "item-c item-d", "zp", "E-1064", false, true, false },
		{ "q-age=yes", "item-c item-d", "zp", "", false, true, true },
		{ "q-age=yes", "item-c item-d", "zp", "", false, false, false },
	};
	struct catalogue *c = load_text(small_catalogue);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct plan *p = plan_of(c, "small", cases[i].answers, cases[i].untick);
		struct deferral_case dc = case_of(p, "2026-11-23");
		day_t usual, latest;
		struct err err;
		dc.bad_record = cases[i].bad;
		dc.by_agent = cases[i].agent;
		dc.agent_may_promise = cases[i].may;
		err_clear(&err);
		enum status st = deferral_limit(&dc, plan_material_index(p, cases[i].material), &usual, &latest, &err);
		assert_string_equal(err.code, cases[i].code);
		assert_int_equal(st, *cases[i].code ? ST_REFUSED : ST_OK);
		assert_int_equal(latest == DAY_NONE, st != ST_OK);
		plan_free(p);
	}
	char *json = edited("\"defer_working_days\":5},{\"material\":\"hk\"", "\"defer_working_days\":0},{\"material\":\"hk\"");
	struct catalogue *other = load_text(json);
	struct plan *p = plan_of(other, "small", "", "item-c item-d");
	struct deferral_case dc = case_of(p, "2026-11-23");
	day_t usual, latest;
	struct err err;
	assert_int_equal(deferral_limit(&dc, plan_material_index(p, "zp"), &usual, &latest, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1060");
	plan_free(p);
	catalogue_free(other);
	free(json);
	catalogue_free(c);
}

static void a_typed_date(void **state)
{
	(void)state;
	static const struct { const char *typed, *code; } cases[] = {
		{ "2026-11-24", "" }, { "2026-11-26", "" }, { "2026-11-27", "E-1031" }, { "2026-11-28", "E-1031" },
		{ "2027-11-26", "E-1031" }, { "2026-11-23", "E-1032" }, { "2026-11-20", "E-1032" }, { "2026-02-30", "E-1033" },
	};
	struct catalogue *c = load_text(small_catalogue);
	struct plan *p = plan_of(c, "small", "q-age=yes", "item-c item-d");
	struct deferral_case dc = case_of(p, "2026-11-23");
	struct err err;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		err_clear(&err);
		enum status st = deferral_check(&dc, plan_material_index(p, "zp"), day_parse(cases[i].typed), &err);
		assert_string_equal(err.code, cases[i].code);
		assert_int_equal(st == ST_OK, !*cases[i].code);
	}
	dc = case_of(p, "2026-11-27");      /* the weekend lies within the limit */
	assert_int_equal(deferral_check(&dc, plan_material_index(p, "zp"), day_parse("2026-11-29"), &err), ST_DATA);
	assert_string_equal(err.code, "E-1033");
	assert_non_null(strstr(err.text, "2026-11-29"));
	dc = case_of(p, "2026-12-30");      /* the next year has no calendar */
	assert_int_equal(deferral_check(&dc, plan_material_index(p, "zp"), day_parse("2026-12-31"), &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1050");
	dc.guess_year = true;
	assert_int_equal(deferral_check(&dc, plan_material_index(p, "zp"), day_parse("2026-12-31"), &err), ST_OK);
	assert_int_equal(deferral_check(&dc, plan_material_index(p, "zp"), day_parse("2027-01-02"), &err), ST_DATA);
	plan_free(p);
	catalogue_free(c);
}

/* What the shipped data say: the fire-safety papers may follow within 20 working days, though the item takes one; a
 * vaccination certificate does not stop a child from school. */
static void papers_that_may_follow_the_result(void **state)
{
	(void)state;
	static const struct { const char *bundle, *answers, *material, *latest; } cases[] = {
		{ "kai-canyin", "q-hasyyzz=yes q-area=m q-xfmode=promise", "xf-zhidu", "2026-12-21" },
		{ "ruxue", "q-enroll=huji q-hukou=local q-house=other q-job=emp", "yfjzz", "2027-01-05" },
		{ "tuixiu", "q-retire=normal q-shitong=yes q-hukou=other", "hkb", "2026-11-30" },
	};
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct plan *p = plan_of(c, cases[i].bundle, cases[i].answers, "");
		struct deferral_case dc = case_of(p, "2026-11-23");
		day_t usual, latest;
		char iso[11];
		struct err err;
		dc.guess_year = true;
		int at = plan_material_index(p, cases[i].material);
		assert_true(at >= 0);
		if (deferral_limit(&dc, at, &usual, &latest, &err))
			fail_msg("%s %s", err.code, err.text);
		assert_string_equal(day_iso(latest, iso), cases[i].latest);
		assert_int_equal(p->materials[at].blocks_result, i == 2);
		plan_free(p);
	}
	catalogue_free(c);
}

/* A hall that receives first and gives the result later writes so; then the day of acceptance does not bind. */
static void an_item_decided_on_the_spot_can_be_opened(void **state)
{
	(void)state;
	char *json = edited("\"kind\":\"即办\"", "\"kind\":\"即办\",\"no_deferral\":false");
	struct catalogue *c = load_text(json);
	struct plan *p = plan_of(c, "small", "q-age=yes", "item-c");
	struct deferral_case dc = case_of(p, "2026-11-23");
	day_t usual, latest;
	char iso[11];
	struct err err;

	assert_int_equal(deferral_limit(&dc, plan_material_index(p, "hk"), &usual, &latest, &err), ST_OK);
	assert_string_equal(day_iso(latest, iso), "2026-11-30");
	plan_free(p);
	catalogue_free(c);
	free(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_26_as_long_as_the_rules_let),
		cmocka_unit_test(row_26_never_later_than_the_whole),
		cmocka_unit_test(rows_20_to_24_what_the_rules_forbid),
		cmocka_unit_test(a_typed_date),
		cmocka_unit_test(papers_that_may_follow_the_result),
		cmocka_unit_test(an_item_decided_on_the_spot_can_be_opened),
	};
	return cmocka_run_group_tests(tests, load_calendar, free_calendar);
}

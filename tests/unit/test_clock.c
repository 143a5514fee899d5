/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/clock.h"

/* The clocks K1 … K10: rows 10, 50 to 55 and 69 of window-rules 14. Random ones are in tests/contract/clocks.pl. */

static struct calendar *c;
static const struct clock_thresholds usual = { 30, 1 };

static int setup(void **state)
{
	const char *source = getenv("srcdir");
	char *folder = mem_format("%s/data/calendar", source ? source : ".");
	struct err err;

	(void)state;
	c = calendar_new();
	int result = calendar_load_folder(c, folder, &err) == ST_OK ? 0 : -1;
	free(folder);
	return result;
}

static int teardown(void **state)
{
	(void)state;
	calendar_free(c);
	return 0;
}

static struct clock_run run_of(enum clock_kind kind, const char *start, int days)
{
	return (struct clock_run){ .kind = kind, .start = day_parse(start), .limit = LIMIT_DAYS(days), .stopped = DAY_NONE };
}

static struct clock_state stand(const struct clock_run *run, const char *today)
{
	struct clock_state s;
	struct err err;

	if (clock_stand(c, run, day_parse(today), &usual, &s, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return s;
}

static void due_is(const struct clock_state *s, const char *due)
{
	char day[11];

	assert_string_equal(day_iso(s->deadline.due, day), due);
}

static void refused(const struct clock_run *run, const char *code, const char *rule)
{
	struct clock_state s;
	struct err err;

	assert_int_not_equal(clock_stand(c, run, run->start, &usual, &s, &err), ST_OK);
	assert_string_equal(err.code, code);
	if (!strstr(err.text, rule))
		fail_msg("%s does not name %s", err.text, rule);
	assert_int_equal(s.deadline.due, DAY_NONE);
	assert_null(s.deadline.steps);
}

/* --- the table ------------------------------------------------------------------------------------------------------ */

static void each_clock_has_its_row(void **state)
{
	(void)state;
	for (int k = 0; k < CLOCK_KINDS; k++) {
		const struct clock_rule *r = clock_rule((enum clock_kind)k);
		assert_int_equal(clock_kind_from_code(r->code), k);
		assert_true(r->name[0] && r->law[0] && r->begun[0] && r->stops[0] && r->late[0]);
	}
	for (int k = 0; k < PAUSE_KINDS; k++)
		assert_int_equal(pause_kind_from_code(pause_kind_code((enum pause_kind)k)), k);
	assert_int_equal(clock_kind_from_code("K11"), -1);
	assert_int_equal(clock_kind_from_code(NULL), -1);
	assert_int_equal(pause_kind_from_code(""), -1);
}

/* --- dates ---------------------------------------------------------------------------------------------------------- */

static void row_50_the_year_2026_has_248_working_days(void **state)
{
	int n = 0;

	(void)state;
	for (day_t d = day_parse("2026-01-01"); d <= day_parse("2026-12-31"); d++)
		n += calendar_works(c, d);
	assert_int_equal(n, 248);
	struct calendar *other = calendar_new();
	struct err err;
	static const char broken[] = "{\"year\":2027,\"off_days\":[{\"date\":\"2027-02-30\"}],\"work_days\":[]}";
	assert_int_not_equal(calendar_load(other, "x", broken, sizeof broken - 1, &err), ST_OK);
	assert_string_equal(err.code, "E-2020");
	/* 300 working days: every Saturday made a working day, hardly a holiday */
	struct buf many;
	const char *comma = "";
	buf_init(&many, BUF_LARGE);
	buf_text(&many, "{\"year\":2027,\"off_days\":[],\"work_days\":[");
	for (day_t d = day_parse("2027-01-01"); d <= day_parse("2027-12-31"); d++)
		if (day_weekday(d) == 6) {
			char iso[11];
			buf_format(&many, "%s{\"date\":\"%s\"}", comma, day_iso(d, iso));
			comma = ",";
		}
	buf_text(&many, "]}");
	assert_int_not_equal(calendar_load(other, "x", many.data, many.len, &err), ST_OK);
	assert_string_equal(err.code, "E-2021");
	assert_int_equal(calendar_years(other, NULL, 0), 0);
	buf_release(&many);
	calendar_free(other);
}

static void row_51_the_vectors(void **state)
{
	static const struct { const char *start; int n; const char *due; } vectors[] = {
		{ "2026-02-10", 10, "2026-03-02" }, { "2026-09-28", 5, "2026-10-10" },  { "2026-04-30", 1, "2026-05-06" },
		{ "2026-01-03", 1, "2026-01-04" },  { "2026-02-14", 1, "2026-02-24" },  { "2026-09-19", 1, "2026-09-20" },
		{ "2026-06-18", 20, "2026-07-17" }, { "2026-11-23", 5, "2026-11-30" },  { "2026-11-23", 10, "2026-12-07" },
		{ "2026-11-23", 20, "2026-12-21" }, { "2026-11-23", 0, "2026-11-23" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		struct clock_run run = run_of(CLOCK_K2, vectors[i].start, vectors[i].n);
		struct clock_state s = stand(&run, vectors[i].start);
		due_is(&s, vectors[i].due);
		assert_int_equal(s.total, vectors[i].n);
		assert_int_equal(s.used, 0);
		clock_state_release(&s);
	}
}

/* T-6: with the special procedure of the vector; two that overlap; one that is open. */
static void row_52_suspensions_count_once(void **state)
{
	struct clock_pause pauses[] = {
		{ PAUSE_TESTING, day_parse("2026-11-05"), day_parse("2026-11-12"), "送检", "住建局" },
		{ PAUSE_REVIEW, day_parse("2026-11-09"), day_parse("2026-11-12"), "", "" },
	};
	struct clock_run run = run_of(CLOCK_K3, "2026-11-02", 10);
	struct buf text;

	(void)state;
	struct clock_state s = stand(&run, "2026-11-02");
	due_is(&s, "2026-11-16");
	clock_state_release(&s);
	run.pauses = pauses;
	for (run.pause_count = 1; run.pause_count <= 2; run.pause_count++) {
		s = stand(&run, "2026-11-10");
		due_is(&s, "2026-11-23");
		assert_int_equal(s.used, 3);
		assert_int_equal(s.remaining, 7);
		assert_int_equal(s.light, LIGHT_PAUSED);
		clock_state_release(&s);
	}
	run.pause_count = 1;
	pauses[0].to = DAY_NONE;
	s = stand(&run, "2026-11-20");
	assert_int_equal(s.deadline.due, DAY_NONE);
	assert_true(s.paused);
	buf_init(&text, BUF_SMALL);
	clock_sentence(&run, &s, &text);
	assert_non_null(strstr(text.data, "停表(检测)"));
	assert_non_null(strstr(text.data, "已用3/共10"));
	buf_release(&text);
	clock_state_release(&s);
}

/* T-10: a limit in calendar days keeps its unit, 30 日 is not 30 working days. */
static void row_53_calendar_days_stay_calendar_days(void **state)
{
	struct clock_run run = run_of(CLOCK_K3, "2026-09-28", 30);
	struct buf text;

	(void)state;
	run.limit.unit = UNIT_NATURAL_DAY;
	struct clock_state s = stand(&run, "2026-10-01");
	due_is(&s, "2026-10-28");
	assert_int_equal(s.deadline.limit.unit, UNIT_NATURAL_DAY);
	assert_int_equal(s.used, 3);
	buf_init(&text, BUF_SMALL);
	clock_sentence(&run, &s, &text);
	assert_non_null(strstr(text.data, "30自然日"));
	assert_null(strstr(text.data, "工作日"));
	buf_release(&text);
	clock_state_release(&s);
}

/* T-13: into a year without calendar. */
static void row_54_without_calendar_refused_or_estimated(void **state)
{
	struct clock_run run = run_of(CLOCK_K2, "2026-12-28", 10);

	(void)state;
	refused(&run, "E-1050", "2027");
	run.guess = true;
	struct clock_state s = stand(&run, "2026-12-28");
	due_is(&s, "2027-01-12");
	assert_true(s.deadline.estimated);
	struct buf text;
	buf_init(&text, BUF_SMALL);
	clock_sentence(&run, &s, &text);
	assert_non_null(strstr(text.data, "预估2027-01-12"));
	buf_release(&text);
	clock_state_release(&s);
}

/* T-5: received on a Saturday of extended service: day 1 is the Monday, or a make-up Sunday. */
static void row_55_saturday_service(void **state)
{
	struct clock_run run = run_of(CLOCK_K1, "2026-11-28", 5);

	(void)state;
	struct clock_state s = stand(&run, "2026-11-30");
	due_is(&s, "2026-12-04");
	assert_int_equal(s.used, 1);
	clock_state_release(&s);
	run.start = day_parse("2026-09-19");
	s = stand(&run, "2026-09-20");
	assert_int_equal(s.used, 1);
	clock_state_release(&s);
}

/* Row 10: once; 20 becomes 30, 45 becomes 60. */
static void row_10_one_extension(void **state)
{
	struct clock_extension twice[] = {
		{ day_parse("2026-07-10"), 20, "案情复杂", "局长", false }, { day_parse("2026-07-13"), 20, "再延", "局长", false } };
	struct clock_run run = run_of(CLOCK_K3, "2026-06-18", 20), longer = run_of(CLOCK_K3, "2026-06-18", 30);

	(void)state;
	run.extensions = twice;
	run.extension_count = 1;
	struct clock_state s = stand(&run, "2026-07-20"), plain = stand(&longer, "2026-07-20");
	assert_int_equal(s.total, 30);
	assert_int_equal(s.deadline.due, plain.deadline.due);
	assert_int_equal(s.used, plain.used);
	clock_state_release(&s);
	clock_state_release(&plain);
	run.extension_count = 2;
	refused(&run, "E-1057", "第四十二条");
	run.kind = CLOCK_K1;
	run.extension_count = 1;
	refused(&run, "E-1057", "第三十二条");
}

/* T-7, T-10: an extension is in working days whatever the limit is in: 20 days to Sunday 10-18, then ten working days. */
static void row_10_an_extension_of_natural_days(void **state)
{
	struct clock_extension once = { day_parse("2026-10-12"), 20, "案情复杂", "局长", false };
	struct clock_run run = run_of(CLOCK_K3, "2026-09-28", 20);
	struct buf text;

	(void)state;
	run.limit.unit = UNIT_NATURAL_DAY;
	run.extensions = &once;
	run.extension_count = 1;
	struct clock_state s = stand(&run, "2026-10-20");
	due_is(&s, "2026-10-30");
	assert_int_equal(s.total, 30);
	assert_int_equal(s.used, 22);
	assert_int_equal(s.remaining, 8);
	buf_init(&text, BUF_LARGE);
	clock_sentence(&run, &s, &text);
	assert_non_null(strstr(text.data, "20自然日+10工作日"));
	clock_explain(&run, &s, &text);
	assert_non_null(strstr(text.data, "延长 2026-10-12 10个工作日"));
	assert_non_null(strstr(text.data, "前20日按自然日,延长的10日按工作日"));
	buf_release(&text);
	clock_state_release(&s);
}

static void what_is_refused(void **state)
{
	struct clock_pause p = { -1, day_parse("2026-11-24"), DAY_NONE, "", "" };
	struct clock_extension e = { day_parse("2026-11-20"), 20, "", "", false };
	struct clock_run run = run_of(CLOCK_K3, "2026-11-23", 20);

	(void)state;
	run.pauses = &p;
	run.pause_count = 1;
	refused(&run, "E-1056", "第四十五条");
	p.kind = PAUSE_HEARING;
	p.from = day_parse("2026-11-22");
	refused(&run, "E-1054", "早于");
	p = (struct clock_pause){ PAUSE_HEARING, day_parse("2026-11-25"), day_parse("2026-11-24"), "", "" };
	refused(&run, "E-1051", "早于");
	p = (struct clock_pause){ PAUSE_DEFERRAL, day_parse("2026-11-25"), DAY_NONE, "", "" };
	refused(&run, "E-1056", "法定时限");
	run.pause_count = 0;
	run.stopped = day_parse("2026-11-22");
	refused(&run, "E-1054", "停止日");
	run.stopped = DAY_NONE;
	run.extensions = &e;
	run.extension_count = 1;
	refused(&run, "E-1054", "延长");
	e = (struct clock_extension){ day_parse("2026-11-24"), 0, "", "", false };
	refused(&run, "E-1057", "天数");
	run = run_of(CLOCK_K3, "2026-02-30", 20);
	refused(&run, "E-1052", "起算日");
}

/* What a new calendar would have moved back and the hall gave up (R12) is no extension. */
static void a_kept_date_is_no_extension(void **state)
{
	struct clock_extension both[] = { { day_parse("2026-11-25"), -4, "日历", "", false }, { day_parse("2026-12-01"), 20, "", "", false } };
	struct clock_run run = run_of(CLOCK_K3, "2026-11-23", 20), plain = run_of(CLOCK_K3, "2026-11-23", 28);

	(void)state;
	run.extensions = both;
	run.extension_count = 2;
	struct clock_state s = stand(&run, "2026-11-23"), same = stand(&plain, "2026-11-23");
	assert_int_equal(s.deadline.due, same.deadline.due);
	clock_state_release(&s);
	clock_state_release(&same);
}

/* --- lights --------------------------------------------------------------------------------------------------------- */

static void row_69_lights(void **state)
{
	static const struct { int remaining, total; enum clock_light light; } rows[] = {
		{ 4, 10, LIGHT_GREEN }, { 3, 10, LIGHT_YELLOW }, { 2, 5, LIGHT_GREEN }, { 1, 5, LIGHT_YELLOW }, { 1, 1, LIGHT_YELLOW },
		{ 2, 2, LIGHT_GREEN }, { 0, 10, LIGHT_YELLOW }, { -1, 10, LIGHT_RED }, { 7, 20, LIGHT_GREEN }, { 6, 20, LIGHT_YELLOW },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (clock_light_of(rows[i].remaining, rows[i].total, &usual) != rows[i].light)
			fail_msg("%d of %d", rows[i].remaining, rows[i].total);
}

static void stopped_in_time_or_late(void **state)
{
	struct clock_run run = run_of(CLOCK_K2, "2026-11-23", 5);

	(void)state;
	run.stopped = day_parse("2026-11-25");
	struct clock_state s = stand(&run, "2027-06-01");
	assert_int_equal(s.light, LIGHT_STOPPED);
	assert_int_equal(s.used, 2);
	clock_state_release(&s);
	run.stopped = day_parse("2026-12-02");
	s = stand(&run, "2026-12-30");
	assert_int_equal(s.light, LIGHT_RED);
	assert_int_equal(s.remaining, -2);
	clock_state_release(&s);
}

/* --- the explanation ------------------------------------------------------------------------------------------------ */

static void it_explains_itself(void **state)
{
	struct clock_pause p = { PAUSE_HEARING, day_parse("2026-09-29"), day_parse("2026-09-30"), "申请人要求听证", "城管局" };
	struct clock_extension e = { day_parse("2026-09-30"), 20, "涉及多个部门", "王局长", false };
	struct clock_run run = run_of(CLOCK_K3, "2026-09-28", 5);
	struct buf text;
	static const char *const told[] = { "行政许可法第四十二条", "延长 2026-09-30 10个工作日", "涉及多个部门(王局长)",
		"停表 2026-09-29 至 2026-09-30 听证", "休[国庆节]", "六班", "三停", "09-28 受理,次日起算" };

	(void)state;
	run.pauses = &p;
	run.extensions = &e;
	run.pause_count = run.extension_count = 1;
	struct clock_state s = stand(&run, "2026-09-28");
	buf_init(&text, BUF_SMALL);
	clock_explain(&run, &s, &text);
	for (size_t i = 0; i < COUNT_OF(told); i++)
		if (!strstr(text.data, told[i]))
			fail_msg("no %s in\n%s", told[i], text.data);
	buf_release(&text);
	clock_state_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_clock_has_its_row),
		cmocka_unit_test(row_50_the_year_2026_has_248_working_days),
		cmocka_unit_test(row_51_the_vectors),
		cmocka_unit_test(row_52_suspensions_count_once),
		cmocka_unit_test(row_53_calendar_days_stay_calendar_days),
		cmocka_unit_test(row_54_without_calendar_refused_or_estimated),
		cmocka_unit_test(row_55_saturday_service),
		cmocka_unit_test(row_10_one_extension), cmocka_unit_test(row_10_an_extension_of_natural_days),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(a_kept_date_is_no_extension),
		cmocka_unit_test(row_69_lights),
		cmocka_unit_test(stopped_in_time_or_late),
		cmocka_unit_test(it_explains_itself),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

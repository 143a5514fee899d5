/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "clocks.h"
#include "hall/dossier.h"
#include "schema.h"

/* The clocks of real dossiers: rows 7, 27, 31, 52 and 54 of window-rules 14. */

/* --- what acceptance starts ------------------------------------------------------------------------------------------- */

static void acceptance_starts_them(void **state)
{
	(void)state;
	struct accepted d = accept_it(true, OUTCOME_ACCEPT);
	struct clock_list *list = clocks(&d);
	size_t items = 0;

	assert_int_equal(find(list, CLOCK_K2, 0)->state.deadline.due, d.promised_due);
	assert_int_equal(shown(&d), d.promised_due);
	for (size_t i = 0; i < list->count; i++) {
		assert_string_equal(list->rows[i].fault.code, "");
		items += list->rows[i].run.kind == CLOCK_K2 && list->rows[i].item > 0;
		assert_int_equal(list->rows[i].run.stopped, DAY_NONE);
	}
	assert_int_equal(items, d.tasks);
	json_t *v = json_pack("{ss so}", "number", d.number, "clocks", clock_list_json(list));
	assert_true(schema_fits("clocks", v));
	json_object_set_new(json_array_get(json_object_get(v, "clocks"), 0), "light", json_string("blue"));
	assert_false(schema_fits("clocks", v));
	json_decref(v);
	clock_list_free(list);
}

/* --- row 52, T-6: pauses ------------------------------------------------------------------------------------------------ */

static void row_52_a_special_procedure_moves_what_it_touches(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_ACCEPT);
	int item = 1;
	while (due(&d, CLOCK_K2, item) <= day_parse("2026-11-25"))      /* one that is not decided at once */
		item++;
	day_t whole = due(&d, CLOCK_K2, 0), first = due(&d, CLOCK_K2, item);
	struct clock_pausing p = special(&d, item, "2026-11-24", NULL);

	good(pause_act, &p);
	assert_int_equal(due(&d, CLOCK_K2, item), DAY_NONE);
	assert_int_equal(due(&d, CLOCK_K2, 0), DAY_NONE);
	assert_int_equal(ask(Q_DOSSIER_READ, ARGS(value_int(d.dossier), value_int(0)), 5), 2);
	/* a second one overlaps: united */
	struct clock_pausing other = special(&d, item, "2026-11-25", NULL);
	other.kind = PAUSE_REVIEW;
	good(pause_act, &other);
	other.to = day_parse("2026-11-26");
	good(resume_act, &other);
	assert_int_equal(due(&d, CLOCK_K2, item), DAY_NONE);
	p.to = day_parse("2026-11-27");
	good(resume_act, &p);
	/* 25, 26 and 27 did not count */
	const struct calendar *c;
	struct err err;
	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	assert_int_equal(deadline_remaining(c, first, due(&d, CLOCK_K2, item)), 3);
	assert_int_equal(deadline_remaining(c, whole, due(&d, CLOCK_K2, 0)), 3);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, 0));
	json_t *live, *frozen;      /* what is shown moves, what was printed does not */
	assert_int_equal(dossier_json(f.h, d.number, true, &live, &err), ST_OK);
	assert_int_equal(dossier_snapshot(f.h, d.dossier, 1, &frozen, &err), ST_OK);
	assert_int_equal(day_parse(json_string_value(json_object_get(json_object_get(live, "due"), "promised"))), shown(&d));
	assert_int_equal(day_parse(json_string_value(json_object_get(json_object_get(frozen, "due"), "promised"))), d.promised_due);
	json_decref(live);
	json_decref(frozen);
	struct clock_list *list = clocks(&d);
	struct buf text;
	buf_init(&text, BUF_LARGE);
	clock_list_text(list, true, &text);
	assert_non_null(strstr(text.data, "停表 2026-11-24 至 2026-11-27 检测,送检(王工)"));
	assert_non_null(strstr(text.data, "K7 特别程序"));
	assert_non_null(strstr(text.data, "工作日;"));
	assert_null(strstr(text.data, "自然日"));                     /* W-9 tells working days */
	buf_release(&text);
	clock_list_free(list);
}

static void what_is_refused(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_ACCEPT);
	struct clock_pausing good_one = special(&d, 1, "2026-11-24", NULL), p = good_one;

	p.kind = -1;
	refused(&d, pause_act, &p, "E-1056", "第四十五条");
	p = good_one;
	p.reason = "";
	refused(&d, pause_act, &p, "E-1058", "第四十五条");
	p = good_one;
	p.expected = DAY_NONE;
	refused(&d, pause_act, &p, "E-1058", "第四十五条");
	p = good_one;
	p.from = clock_today() - 1;
	refused(&d, pause_act, &p, "E-1054", "早于");
	p = good_one;
	p.to = day_parse("2026-11-25");
	refused(&d, resume_act, &p, "E-1059", "没有未结束");
	good(pause_act, &good_one);
	p.to = day_parse("2026-11-23");
	refused(&d, resume_act, &p, "E-1054", "第四十五条");
}

/* --- row 27 -------------------------------------------------------------------------------------------------------------- */

static void row_27_deferral_runs_or_pauses(void **state)
{
	(void)state;
	const struct calendar *c;
	struct err err;
	struct accepted runs = accept_it(true, OUTCOME_ACCEPT);

	set("deferral.clock_pauses", "1");
	struct accepted rests = accept_it(true, OUTCOME_ACCEPT);
	set("deferral.clock_pauses", "0");
	struct clock_list *list = clocks(&rests);
	day_t paper = DAY_NONE;
	for (size_t i = 0; i < list->count; i++)
		if (list->rows[i].run.kind == CLOCK_K5)
			paper = list->rows[i].state.deadline.due;
	const struct clock_row *k2 = find(list, CLOCK_K2, 0);
	assert_int_equal(k2->run.pause_count > 0, true);
	assert_int_equal(k2->run.pauses[0].kind, PAUSE_DEFERRAL);
	clock_list_free(list);
	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	assert_int_equal(deadline_remaining(c, runs.promised_due, rests.promised_due), deadline_remaining(c, clock_today(), paper));
	assert_int_equal(due(&rests, CLOCK_K2, 0), rests.promised_due);
	assert_int_equal(due(&rests, CLOCK_K3, 0), due(&runs, CLOCK_K3, 0));
}

/* --- row 54 -------------------------------------------------------------------------------------------------------------- */

/* So many days off that the year has a likely number of working days. */
#define JULY(d) "{\"date\":\"2027-07-" d "\"}"
#define SUMMER JULY("01") "," JULY("02") "," JULY("05") "," JULY("06") "," JULY("07") "," JULY("08") "," JULY("09") "," JULY("12")

static void calendar_of_2027(const char *off, const char *work, struct calendar *out)
{
	const char *source = getenv("srcdir");
	char path[300], text[600];
	struct err err;

	snprintf(path, sizeof path, "%s/data/calendar", source ? source : ".");
	assert_int_equal(calendar_load_folder(out, path, &err), ST_OK);
	int n = snprintf(text, sizeof text, "{\"year\":2027,\"off_days\":[%s" SUMMER "],\"work_days\":[%s]}", off, work);
	if (calendar_load(out, "2027", text, (size_t)n, &err) != ST_OK)
		fail_msg("%s", err.text);
}

static void import_act(struct batch *b, const void *what)
{
	const struct accepted *const *d = ((const void *const *)what)[0];

	clock_recompute_in(f.h, b, &f.clerk, ((const void *const *)what)[1], (*d)->dossier, (*d)->number, "导入 2027 年日历");
}

#define OFF(d) "{\"date\":\"2027-01-" d "\"}"
static void row_54_estimated_until_the_calendar_comes(void **state)
{
	(void)state;
	to_day("2026-12-30");
	struct accepted d = accept_it(false, OUTCOME_ACCEPT);
	const struct accepted *which = &d;
	struct clock_list *list = clocks(&d);
	assert_true(find(list, CLOCK_K2, 0)->state.deadline.estimated);
	clock_list_free(list);
	/* holidays would move the date back: the hall keeps what it printed (R12) */
	struct calendar *later = calendar_new(), *sooner = calendar_new();
	calendar_of_2027(OFF("01") "," OFF("04") "," OFF("05") "," OFF("06") ",", "", later);
	const void *what[] = { &which, later };
	good(import_act, what);
	assert_true(shown(&d) <= d.promised_due);
	assert_int_equal(deadline_remaining(later, shown(&d), d.promised_due), 0);
	/* a make-up Saturday before it moves it forward */
	to_day("2026-12-30");
	struct accepted e = accept_it(false, OUTCOME_ACCEPT);
	which = &e;
	calendar_of_2027("", "{\"date\":\"2027-01-02\"},{\"date\":\"2027-01-03\"}", sooner);
	what[1] = sooner;
	good(import_act, what);
	assert_true(shown(&e) < e.promised_due);
	calendar_free(later);
	calendar_free(sooner);
}

/* --- rows 7, 30, 31: what time alone does ------------------------------------------------------------------------------- */

static struct clock_turned turn(void)
{
	struct clock_turned t;
	struct err err;

	if (clock_turn(f.h, &t, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return t;
}

/* Of the first that silence accepts today. */
static int64_t silent(int column)
{
	return ask(Q_CLOCK_DEEMED, ARGS(value_int(clock_today()), value_int(4)), column);
}

static void row_7_silence_accepts(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_RECEIVE);
	day_t received = clock_today(), last = due(&d, CLOCK_K1, 0);
	fixture_tick((int64_t)(last - received) * DAY_MS);
	assert_int_equal(turn().proposals, 0);          /* on the last day itself there is still time (T-3) */
	assert_int_equal(silent(0), -1);
	fixture_tick(DAY_MS);
	assert_int_equal(silent(0), d.dossier);
	assert_int_equal(silent(2), received);
	assert_int_equal(silent(3), last);
	assert_int_equal(turn().deemed, 1);
	assert_int_equal(silent(0), -1);
	struct clock_list *list = clocks(&d);
	assert_int_equal(find(list, CLOCK_K2, 0)->run.start, received);
	assert_int_equal(find(list, CLOCK_K1, 0)->run.stopped, clock_today());
	clock_list_free(list);
	fixture_reopen(&f);
	struct clock_turned again = turn();
	assert_int_equal(again.dossiers + again.deemed, 0);
}

static void row_30_expiry_proposes_and_does_nothing_itself(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_NOTICE), e = accept_it(true, OUTCOME_ACCEPT);
	day_t last = due(&d, CLOCK_K6, 0);
	fixture_tick((int64_t)(last - clock_today() + 40) * DAY_MS);
	assert_int_equal(turn().proposals, 2);
	assert_int_equal(turn().proposals, 0);
	assert_int_equal(ask(Q_CLOCK_PROPOSALS, ARGS(value_int(10)), 6) > 0, true);
	json_t *o;
	struct err err;
	assert_int_equal(dossier_json(f.h, d.number, true, &o, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(o, "state")), "20");
	json_decref(o);
	assert_int_equal(dossier_json(f.h, e.number, true, &o, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(o, "state")), "30");
	json_decref(o);
}

/* Every day from acceptance on; each of −3, −1, 0, +1 once, whatever is started anew. */
static void row_31_reminders_once_each(void **state)
{
	struct clock_reminder rows[8];
	size_t count;
	struct err err;

	(void)state;
	set("deferral.remind", "3,1,0,-1");
	struct accepted d = accept_it(true, OUTCOME_ACCEPT);
	struct clock_list *list = clocks(&d);
	day_t last = DAY_NONE, start = clock_today();
	for (size_t i = 0; i < list->count; i++)
		if (list->rows[i].run.kind == CLOCK_K5)
			last = list->rows[i].state.deadline.due;
	clock_list_free(list);
	const struct calendar *c;
	size_t told = 0;
	for (day_t day = start; day <= last + 7; day++) {
		struct clock_turned t = turn();
		size_t now = t.reminders;
		assert_int_equal(t.proposals, day == last + 1);      /* T-3: the last day is whole */
		assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
		int left = deadline_remaining(c, day, last);
		/* a step falls on a working day, and is none on the day of acceptance itself */
		bool step = day > start && calendar_works(c, day) && (left == 3 || left == 1 || day == last || left == -1);
		if (now != step)
			fail_msg("%d days after the start, %d left: %zu reminders", day - start, left, now);
		told += now;
		fixture_reopen(&f);
		assert_int_equal(turn().reminders, 0);
		fixture_tick(DAY_MS);
	}
	assert_true(told >= 3);
	assert_int_equal(clock_reminders(f.h, rows, 8, &count, &err), ST_OK);
	assert_int_equal(count, told);
	assert_string_equal(rows[0].number, d.number);
	assert_null(strstr(rows[0].name, "李芳"));
}

/* A hall that was closed over the steps calls once, for the last of them. */
static void missed_reminders_are_one_call(void **state)
{
	(void)state;
	accept_it(true, OUTCOME_ACCEPT);
	fixture_tick(60 * DAY_MS);
	assert_int_equal(turn().reminders, 1);
	assert_int_equal(turn().reminders, 0);
}

/* 2027 is not published, but New Year's Day is decreed: no one is called then (a Friday), the last working day is before it. */
static void a_reminder_steps_over_a_fixed_holiday(void **state)
{
	(void)state;
	set("deferral.remind", "1");
	to_day("2026-12-21");
	accept_it(true, OUTCOME_ACCEPT);
	to_day("2026-12-30");
	assert_int_equal(turn().reminders, 0);
	to_day("2026-12-31");
	assert_int_equal(turn().reminders, 1);
	assert_int_equal(ask(Q_CLOCK_REMINDERS, ARGS(value_int(8)), 6), day_parse("2027-01-04"));
	assert_int_equal(ask(Q_CLOCK_REMINDERS, ARGS(value_int(8)), 8), day_parse("2026-12-31"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define EACH(test) cmocka_unit_test_setup_teardown(test, clocks_setup, clocks_teardown)
		EACH(acceptance_starts_them),
		EACH(row_52_a_special_procedure_moves_what_it_touches),
		EACH(what_is_refused),
		EACH(row_27_deferral_runs_or_pauses),
		EACH(row_54_estimated_until_the_calendar_comes),
		EACH(row_7_silence_accepts),
		EACH(row_30_expiry_proposes_and_does_nothing_itself),
		EACH(row_31_reminders_once_each),
		EACH(missed_reminders_are_one_call),
		EACH(a_reminder_steps_over_a_fixed_holiday),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

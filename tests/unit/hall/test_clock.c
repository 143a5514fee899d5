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
#include "fixture.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/import.h"
#include "hall/dossier.h"
#include "schema.h"

/* The clocks of real dossiers: rows 7, 10, 27, 31, 52 and 54 of window-rules 14. */

static struct fixture f;
static int person;

static int setup(void **state)
{
	(void)state;
	fixture_clock();
	fixture_tick(FIXTURE_NOW - clock_wall_ms());      /* each test begins on the same Monday */
	fixture_open(&f);
	return 0;
}

static int teardown(void **state)
{
	int64_t count;
	struct err err;

	(void)state;
	assert_int_equal(audit_verify(f.h, &count, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &count, &err), ST_OK);
	fixture_close(&f);
	return 0;
}

static void set(const char *name, const char *value)
{
	struct actor admin = f.clerk;
	struct err err;

	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(hall_set(f.h, &admin, name, value, &err), ST_OK);
}

static void to_day(const char *iso)
{
	fixture_tick((int64_t)(day_parse(iso) - clock_today()) * DAY_MS);
}

/* 新生儿出生, with a deferred paper or without. */
static struct accepted accept_it(bool deferred, enum outcome outcome)
{
	struct request r;
	struct accepted done;

	fixture_request(&f, "xinshenger", ++person, &r);
	if (deferred)
		request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
	r.outcome = outcome;
	if (outcome == OUTCOME_NOTICE)
		request_material(&r, "sy-cyxj")->state = MS_UNCHECKED;
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return done;
}

static struct clock_list *clocks(const struct accepted *d)
{
	struct clock_list *list;
	struct err err;

	if (clock_list(f.h, d->number, &list, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	return list;
}

static const struct clock_row *find(const struct clock_list *list, enum clock_kind kind, int item)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->rows[i].run.kind == kind && list->rows[i].item == item)
			return &list->rows[i];
	fail_msg("no %s of %d", clock_rule(kind)->code, item);
	return NULL;
}

static day_t due(const struct accepted *d, enum clock_kind kind, int item)
{
	struct clock_list *list = clocks(d);
	day_t day = find(list, kind, item)->state.deadline.due;

	clock_list_free(list);
	return day;
}

static int64_t ask(enum query q, const struct value *args, size_t count, int column)
{
	struct rows *rows = NULL;
	struct err err;

	assert_int_equal(store_read(hall_store(f.h), q, args, count, &rows, &err), ST_OK);
	int64_t n = rows_count(rows) == 0 ? -1 : rows_null(rows, 0, column) ? -2 : rows_int(rows, 0, column);
	rows_free(rows);
	return n;
}

/* What lists show of a dossier: dossier.promised_day. */
static day_t shown(const struct accepted *d)
{
	struct dossier_row rows[2];
	size_t count;
	bool more;
	struct err err;

	assert_int_equal(dossier_find(f.h, d->number, rows, 2, &count, &more, &err), ST_OK);
	assert_int_equal(count, 1);
	return rows[0].due;
}

typedef void act_fn(struct batch *b, const void *what);

static void pause_act(struct batch *b, const void *what)
{
	clock_pause_in(f.h, b, &f.clerk, what);
}

static void resume_act(struct batch *b, const void *what)
{
	clock_resume_in(f.h, b, &f.clerk, what);
}

static void extend_act(struct batch *b, const void *what)
{
	clock_extend_in(f.h, b, &f.clerk, what);
}

static enum status act(act_fn *fn, const void *what, struct err *err)
{
	const struct calendar *c;
	struct batch *b = batch_new("test");

	assert_int_equal(hall_calendar(f.h, &c, err), ST_OK);
	fn(b, what);
	enum status st = store_submit(hall_store(f.h), b, err);
	batch_free(b);
	return st;
}

static void good(act_fn *fn, const void *what)
{
	struct err err;

	if (act(fn, what, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

/* Refused with this code, its text names the rule, and nothing is different. */
static void refused(const struct accepted *d, act_fn *fn, const void *what, const char *code, const char *rule)
{
	struct clock_list *before = clocks(d), *after;
	int64_t version = ask(Q_DOSSIER_READ, ARGS(value_int(d->dossier), value_int(0)), 5);
	struct err err;

	assert_int_equal(act(fn, what, &err), ST_REFUSED);
	assert_string_equal(err.code, code);
	if (!strstr(err.text, rule))
		fail_msg("%s does not name %s", err.text, rule);
	after = clocks(d);
	json_t *a = clock_list_json(before), *b = clock_list_json(after);
	assert_true(json_equal(a, b));
	json_decref(a);
	json_decref(b);
	assert_int_equal(ask(Q_DOSSIER_READ, ARGS(value_int(d->dossier), value_int(0)), 5), version);
	clock_list_free(before);
	clock_list_free(after);
}

static struct clock_pausing special(const struct accepted *d, int item, const char *from, const char *to)
{
	return (struct clock_pausing){ .dossier = d->dossier, .number = d->number, .item = item, .kind = PAUSE_TESTING,
		.from = day_parse(from), .to = to ? day_parse(to) : DAY_NONE, .expected = day_parse(from) + 7, .basis = "检测规程",
		.reason = "送检", .by = "王工" };
}

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

/* --- row 10 -------------------------------------------------------------------------------------------------------------- */

static void row_10_one_extension_by_law(void **state)
{
	(void)state;
	struct accepted d = accept_it(false, OUTCOME_ACCEPT);
	day_t law = due(&d, CLOCK_K3, 0), promise = due(&d, CLOCK_K2, 0);
	struct clock_extending e = { .dossier = d.dossier, .number = d.number, .kind = CLOCK_K3, .day = clock_today(), .reason = "案情复杂",
		.basis = "第四十二条", .by = "" };
	const struct calendar *c;
	struct err err;

	refused(&d, extend_act, &e, "E-1058", "第四十二条");
	e.by = "李局长";
	good(extend_act, &e);
	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	struct clock_list *list = clocks(&d);
	if (find(list, CLOCK_K3, 0)->run.limit.unit == UNIT_WORKING_DAY)
		assert_int_equal(deadline_remaining(c, law, due(&d, CLOCK_K3, 0)), 10);
	clock_list_free(list);
	assert_int_equal(deadline_remaining(c, promise, due(&d, CLOCK_K2, 0)), 10);
	refused(&d, extend_act, &e, "E-1057", "只能延长 1 次");
	e.kind = CLOCK_K1;
	refused(&d, extend_act, &e, "E-1057", "第三十二条");
}

static struct accepted open_restaurant(void)
{
	struct request r;
	struct accepted done;

	fixture_request(&f, "kai-canyin", ++person, &r);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	return done;
}

static void lengthen_kind(const struct accepted *d, enum clock_kind kind, int item, int days)
{
	const struct clock_extending e = { .dossier = d->dossier, .number = d->number, .kind = kind, .item = item, .halves = 2 * days,
		.day = clock_today(), .reason = "案情复杂", .basis = "W-10", .by = "李局长" };

	good(extend_act, &e);
}

static void lengthen(const struct accepted *d, int item, int days)
{
	lengthen_kind(d, CLOCK_K3, item, days);
}

static int days_between(day_t from, day_t to)
{
	const struct calendar *c;
	struct err err;

	assert_int_equal(hall_calendar(f.h, &c, &err), ST_OK);
	return deadline_remaining(c, from, to);
}

static day_t later(day_t a, day_t b)
{
	return a > b ? a : b;
}

/* 开办餐饮店: all others wait for the first item; two of those that wait, the one with the least time and the one with the most. */
struct two { int brief, longest; };
static struct two two_that_wait(const struct accepted *d)
{
	struct clock_list *list = clocks(d);
	struct two t = { 0, 0 };

	for (size_t i = 0; i < list->count; i++) {
		const struct clock_row *r = &list->rows[i];
		if (r->run.kind != CLOCK_K3 || r->item < 2)
			continue;
		day_t promised = find(list, CLOCK_K2, r->item)->state.deadline.due;
		if (!t.brief || promised < find(list, CLOCK_K2, t.brief)->state.deadline.due)
			t.brief = r->item;
		if (!t.longest || promised > find(list, CLOCK_K2, t.longest)->state.deadline.due)
			t.longest = r->item;
	}
	clock_list_free(list);
	assert_true(t.brief > 0 && t.brief != t.longest);
	return t;
}

/* T-11: the whole is its longest path, so what an item has to spare costs nobody a day. */
static void an_item_with_slack_moves_nothing_else(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), law = due(&d, CLOCK_K3, 0), brief = due(&d, CLOCK_K2, t.brief), own = due(&d, CLOCK_K3, t.brief);
	int slack = days_between(brief, whole);

	assert_int_equal(due(&d, CLOCK_K2, t.longest), whole);
	assert_in_range(slack, 1, 8);
	lengthen(&d, t.brief, slack);
	assert_int_equal(due(&d, CLOCK_K2, t.brief), whole);
	assert_int_equal(days_between(own, due(&d, CLOCK_K3, t.brief)), slack);
	assert_int_equal(due(&d, CLOCK_K2, 0), whole);
	assert_int_equal(due(&d, CLOCK_K3, 0), later(law, due(&d, CLOCK_K3, t.brief)));
	assert_int_equal(shown(&d), whole);
}

/* … and one that takes longer than the whole moves it by the rest alone; the second one by what the first has left. */
static void each_extension_moves_the_whole_by_the_rest(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), law = due(&d, CLOCK_K3, 0);
	int slack = days_between(due(&d, CLOCK_K2, t.brief), whole);

	lengthen(&d, t.brief, slack + 2);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 2);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, t.brief));
	lengthen(&d, t.longest, 5);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 5);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, t.longest));
	assert_int_equal(due(&d, CLOCK_K3, 0), later(later(law, due(&d, CLOCK_K3, t.longest)), due(&d, CLOCK_K3, t.brief)));
	assert_true(due(&d, CLOCK_K3, 0) >= due(&d, CLOCK_K2, 0));
	struct clock_list *list = clocks(&d);
	for (size_t i = 0; i < list->count; i++)
		assert_string_equal(list->rows[i].fault.code, "");
	clock_list_free(list);
}

/* What waits for the one that takes longer is done later by as much, and may still be granted its own extension. */
static void what_waits_follows_an_extension(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0), first = due(&d, CLOCK_K2, 1), brief = due(&d, CLOCK_K2, t.brief), law = due(&d, CLOCK_K3, t.brief);

	lengthen_kind(&d, CLOCK_K2, 1, 4);            /* no law limits it */
	assert_int_equal(days_between(first, due(&d, CLOCK_K2, 1)), 4);
	assert_int_equal(days_between(brief, due(&d, CLOCK_K2, t.brief)), 4);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 4);
	assert_int_equal(due(&d, CLOCK_K2, t.longest), due(&d, CLOCK_K2, 0));
	assert_int_equal(due(&d, CLOCK_K3, t.brief), law);                  /* nobody granted it more */
	lengthen(&d, t.longest, 3);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 7);
	assert_int_equal(shown(&d), due(&d, CLOCK_K2, 0));
}

/* While the longest item rests no day is known for the whole; another that was lengthened meanwhile moves it by the rest, as ever. */
static void an_extension_while_another_rests(void **state)
{
	(void)state;
	struct accepted d = open_restaurant();
	struct two t = two_that_wait(&d);
	day_t whole = due(&d, CLOCK_K2, 0);
	int slack = days_between(due(&d, CLOCK_K2, t.brief), whole);
	struct clock_pausing p = special(&d, t.longest, "2026-11-23", NULL);

	good(pause_act, &p);
	assert_int_equal(due(&d, CLOCK_K2, 0), DAY_NONE);
	lengthen(&d, t.brief, slack + 2);
	assert_int_equal(due(&d, CLOCK_K2, 0), DAY_NONE);
	to_day("2026-11-26");
	p.to = day_parse("2026-11-26");
	good(resume_act, &p);
	assert_int_equal(days_between(whole, due(&d, CLOCK_K2, 0)), 2 + 3);
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

/* --- T-10: a promise in working days beside a law in natural days -------------------------------------------------------- */

#define FEBRUARY(d) "{\"date\":\"2027-02-" d "\"}"
#define OCTOBER(d) "{\"date\":\"2027-10-" d "\"}"
static void import_2027(void)
{
	static const char notice[] = "{\"year\":2027,\"off_days\":[{\"date\":\"2027-01-01\"},"
		FEBRUARY("05") "," FEBRUARY("06") "," FEBRUARY("07") "," FEBRUARY("08") "," FEBRUARY("09") "," FEBRUARY("10") "," FEBRUARY("11") ","
		OCTOBER("01") "," OCTOBER("02") "," OCTOBER("03") "," OCTOBER("04") "," OCTOBER("05") "," OCTOBER("06") "," OCTOBER("07") "],"
		"\"work_days\":[]}";
	struct actor admin = f.clerk;
	struct calendar_result result;
	struct err err;

	snprintf(admin.role, sizeof admin.role, "admin");
	if (import_calendar(f.h, &admin, "2027", notice, sizeof notice - 1, NULL, NULL, &result, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

static struct promise *promised(const char *matter, const char *day)
{
	struct request r;
	struct promise *p;
	struct err err;

	if (day)
		to_day(day);
	fixture_request(&f, matter, 7, &r);
	if (request_promise(f.h, &r, &p, &err) != ST_OK)
		fail_msg("%s: %s %s", matter, err.code, err.text);
	request_release(&r);
	return p;
}

/* Ten working days from 2027-02-01 end behind 春节; the twenty days of the law do not wait for it. */
static void a_promise_over_a_holiday_is_kept_within_the_law(void **state)
{
	(void)state;
	struct accepted done;
	struct request r;
	struct buf text;
	json_t *o;
	struct err err;

	import_2027();
	struct promise *p = promised("keyun-xuke", "2027-02-01");
	assert_int_equal(p->statutory.due, day_parse("2027-02-21"));
	assert_int_equal(p->promised.due, day_parse("2027-02-21"));
	assert_true(p->published > p->statutory.due);
	assert_int_equal(p->items[0].promised.due, day_parse("2027-02-21"));
	buf_init(&text, BUF_SMALL);
	promise_explain(&p->promised, p->plan->promised, p->published, &text);
	assert_non_null(strstr(text.data, "公布的承诺10个工作日要到 2027-02-22"));
	assert_non_null(strstr(text.data, "以法定期限为准"));
	buf_release(&text);
	promise_free(p);

	fixture_request(&f, "keyun-xuke", 7, &r);
	fixture_accept(&f, &r, &done);
	request_release(&r);
	assert_int_equal(done.promised_due, day_parse("2027-02-21"));
	for (int item = 0; item <= 1; item++)
		assert_int_equal(due(&done, CLOCK_K2, item), due(&done, CLOCK_K3, item));
	assert_int_equal(dossier_json(f.h, done.number, true, &o, &err), ST_OK);
	const char *told = json_string_value(json_object_get(json_object_get(o, "due"), "told"));
	assert_string_equal(told, "遇节假日晚于法定的20个自然日，以法定期限为准");
	json_decref(o);
	lengthen(&done, 1, 10);
	for (int item = 0; item <= 1; item++)
		assert_int_equal(due(&done, CLOCK_K2, item), due(&done, CLOCK_K3, item));

	p = promised("keyun-xuke", "2027-03-15");           /* an ordinary month */
	assert_int_equal(p->published, DAY_NONE);
	assert_int_equal(p->promised.due, day_parse("2027-03-29"));
	promise_free(p);
}

/* Whatever is taken in on whatever day before a long holiday: what waits for nothing is promised within the law, and no later than
 * what is published. */
static void no_promise_is_later_than_the_law(void **state)
{
	static const char *const from[] = { "2026-12-14", "2027-01-18", "2027-09-13" };
	const struct catalogue *c;
	size_t kept = 0;
	int version;
	struct err err;

	(void)state;
	import_2027();
	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		const struct item *it = &c->items[i];
		if (!it->statutory.set || !it->promised.set || it->statutory.unit == it->promised.unit)
			continue;
		for (size_t k = 0; k < COUNT_OF(from); k++) {
			to_day(from[k]);
			for (int day = 0; day < 28; day++, fixture_tick(DAY_MS)) {
				struct promise *p = promised(catalogue_single(c, it)->id, NULL);
				if (p->promised.due > p->statutory.due || p->items[0].promised.due > p->items[0].statutory.due)
					fail_msg("%s is promised later than the law says", it->id);
				kept += p->published != DAY_NONE;
				promise_free(p);
			}
		}
	}
	assert_true(kept > 0);
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
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
		EACH(acceptance_starts_them),
		EACH(row_52_a_special_procedure_moves_what_it_touches),
		EACH(what_is_refused),
		EACH(row_10_one_extension_by_law),
		EACH(an_item_with_slack_moves_nothing_else),
		EACH(each_extension_moves_the_whole_by_the_rest),
		EACH(what_waits_follows_an_extension),
		EACH(an_extension_while_another_rests),
		EACH(a_promise_over_a_holiday_is_kept_within_the_law),
		EACH(no_promise_is_later_than_the_law),
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

/* SPDX-License-Identifier: Apache-2.0 */
#include "random_hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/errand.h"
#include "hall/rating_write.h"
#include "hall/statement.h"

/* Statements: what each indicator counts on days that are known by heart; that the groups add up to the unit and the days to the month,
 * in halls of random days; that nothing is read off how things stand now (V-7). */

static struct statement *s;

static void make(enum statement_period p, day_t day)
{
	statement_free(s);
	if (statement_make(f.h, &supervisor, p, day, &s, &err) != ST_OK)
		fail_msg("%s %s [%s]", err.code, err.text, err.where);
}

static int statement_teardown(void **state)
{
	statement_free(s);
	s = NULL;
	return acts_teardown(state);
}
#define STATEMENT_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, statement_teardown)

static void assert_counts(enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	const struct measure *m = &s->groups[0].values[i];

	if (m->numerator != n || m->denominator != d || m->excluded != x)
		fail_msg("%s: %lld / %lld (%lld), not %lld / %lld (%lld)", statement_rules[i].code, (long long)m->numerator,
			(long long)m->denominator, (long long)m->excluded, (long long)n, (long long)d, (long long)x);
}

/* NULL: nothing was counted there. */
static const struct statement_group *group(enum statement_by by, const char *name)
{
	for (size_t i = 0; i < s->group_count; i++)
		if (s->groups[i].by == by && strcmp(s->groups[i].name, name) == 0)
			return &s->groups[i];
	return NULL;
}

/* --- known days ------------------------------------------------------------------------------------------------------------ */

static void an_empty_hall_has_no_rates(void **state)
{
	char text[MEASURE_SIZE];

	(void)state;
	make(PERIOD_MONTH, clock_today());
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (i != COUNTS_AT_ONCE_LIST)
			assert_string_equal(measure_text(statement_rules[i].kind, &s->groups[0].values[i], text),
				statement_rules[i].kind == SAID_COUNT ? "0" : "—");
	assert_true(s->groups[0].values[COUNTS_AT_ONCE_LIST].denominator > 100);
	assert_int_equal(s->group_count, 1);
}

/* One decided the day after, one after its promised day, one refused and what waited for it ended, one withdrawn, one half done. */
static void dossiers_are_counted(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	int tasks = task_count();
	push_all();
	fixture_tick(DAY_MS);
	for (int i = 1; i <= tasks; i++) {
		push_all();
		OK(&script, i, "sign");
		OK(&script, i, "grant");
	}
	make(PERIOD_DAY, clock_today() - 1);
	assert_counts(COUNTS_RECEIVED, 1, 0, 0);
	assert_counts(COUNTS_ACCEPTED, 1, 0, 0);
	assert_counts(COUNTS_ITEMS_ACCEPTED, tasks, 0, 0);
	assert_counts(COUNTS_DEFERRED, 1, 1, 0);
	assert_counts(COUNTS_OFF_DAYS, 0, 1, 0);
	assert_counts(COUNTS_FINISHED, 0, 0, 0);
	int64_t papers = sql("SELECT count(*) FROM dossier_material WHERE NOT (state = 'unchecked')");
	assert_int_equal(s->groups[0].values[COUNTS_PAPERS].numerator, papers);
	assert_true(s->groups[0].values[COUNTS_PAPERS].denominator > papers);
	make(PERIOD_DAY, clock_today());
	int64_t at_once = sql("SELECT sum(at_once) FROM dossier_item");
	assert_counts(COUNTS_FINISHED, 1, 0, 0);
	assert_counts(COUNTS_AT_ONCE, 0, 1, 0);
	assert_counts(COUNTS_ONE_VISIT, 1, 1, 0);
	assert_counts(COUNTS_ITEMS_DECIDED, tasks, 0, 0);
	assert_counts(COUNTS_AT_ONCE_ITEMS, at_once, tasks, 0);
	assert_counts(COUNTS_ACCEPTED, 0, 0, 0);
	assert_counts(COUNTS_RETURNED, 0, 0, 0);
	/* by the days that the items were promised for, told behind the statement's back */
	day_t today = clock_today();
	int64_t clocks = sql("SELECT count(*) FROM dossier_item WHERE promised_day IS NOT NULL");
	int64_t early = sql("SELECT count(*) FROM dossier_item WHERE at_once = 0 AND promised_day > %d", today);
	int64_t late = sql("SELECT count(*) FROM dossier_item WHERE promised_day < %d", today);
	assert_true(early > 0 && late > 0);
	assert_counts(COUNTS_ON_TIME, clocks - late, clocks, tasks - clocks);
	assert_counts(COUNTS_EARLY, early, sql("SELECT count(*) FROM dossier_item WHERE at_once = 0 AND promised_day IS NOT NULL"),
		tasks - sql("SELECT count(*) FROM dossier_item WHERE at_once = 0 AND promised_day IS NOT NULL"));
	assert_counts(COUNTS_LATE_PROMISED, late, clocks, tasks - clocks);
	assert_counts(COUNTS_LATE_PROMISED_DAYS, late, late, 0);         /* each one working day */
	/* she comes once more, with the paper */
	fixture_tick(DAY_MS);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-25", "check=ok");
	make(PERIOD_WEEK, clock_today());
	assert_counts(COUNTS_ONE_VISIT, 0, 1, 0);
	assert_counts(COUNTS_MADE_GOOD, 0, 0, 0);                        /* its day is still to come */
	day_t promised = (day_t)sql("SELECT promised_day FROM deferral");
	fixture_tick((promised - clock_today()) * DAY_MS);
	make(PERIOD_DAY, promised);
	assert_counts(COUNTS_MADE_GOOD, 0, 0, 0);                        /* nor is it over */
	fixture_tick(DAY_MS);
	make(PERIOD_DAY, promised);
	assert_counts(COUNTS_MADE_GOOD, 1, 1, 0);
}

static void other_ends_are_counted(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	push_all();
	OK(&script, 1, "return", "reason=unreadable");
	OK(&f.clerk, 1, "resend", "note=重新扫描");
	OK(&f.clerk, 0, "withdraw", "request=11-23 书面", "reason=不办了");
	int tasks = task_count();
	take_in("xinshenger", OUTCOME_NOTICE, NULL);
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "refuse", "ground=no-permit", "reason=依法不需要", "article=第三十二条");
	struct proposal p;
	size_t count;
	assert_int_equal(proposal_list(f.h, &p, 1, &count, &err), ST_OK);
	assert_int_equal(proposal_confirm(f.h, &supervisor, p.id, &acted, &err), ST_OK);
	make(PERIOD_DAY, clock_today());
	assert_counts(COUNTS_RECEIVED, 3, 0, 0);
	assert_counts(COUNTS_ACCEPTED, 1, 0, 0);
	assert_counts(COUNTS_WITHDRAWN, 1, 0, 0);
	assert_counts(COUNTS_REFUSED, 1, 0, 0);
	assert_counts(COUNTS_RETURNED, 1, tasks + 1, 0);
	assert_counts(COUNTS_TOLD_ONCE, 1, 1, 0);
	assert_counts(COUNTS_FINISHED, 0, 0, 0);
}

static int64_t rated_badly(void)
{
	take_in("kai-shudian", OUTCOME_ACCEPT, NULL);
	assert_int_equal(rating_device_answer(f.h, sql("SELECT max(id) FROM rating"), 5, &err), ST_OK);
	return sql("SELECT max(id) FROM rating");
}

/* One called back and mended, one left alone, one that was a misunderstanding. */
static void bad_ratings_are_counted_at_their_days(void **state)
{
	(void)state;
	int64_t mended = rated_badly(), mistaken = rated_badly();
	assert_true(rated_badly() > mistaken);
	const struct { int64_t id; enum rating_act act; enum rating_kind kind; } steps[] = {
		{ mended, RATING_VERIFY, RATING_UNCLASSIFIED }, { mended, RATING_CLASSIFY, RATING_TRUE }, { mended, RATING_FIX, RATING_UNCLASSIFIED },
		{ mistaken, RATING_VERIFY, RATING_UNCLASSIFIED }, { mistaken, RATING_CLASSIFY, RATING_MISUNDERSTANDING } };
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		assert_int_equal(rating_follow(f.h, &supervisor, steps[i].id, steps[i].act, steps[i].kind, "已回访", &err), ST_OK);
	day_t called = (day_t)sql("SELECT max(due_day) FROM clock WHERE kind = 'K8'"), due = (day_t)sql("SELECT max(due_day) FROM clock WHERE kind = 'K8f'");
	assert_true(clock_today() < called && called < due);
	fixture_tick((due + 1 - clock_today()) * DAY_MS);
	make(PERIOD_DAY, called);
	assert_counts(COUNTS_CALLED_BACK, 2, 3, 0);
	assert_counts(COUNTS_MENDED, 0, 0, 0);
	make(PERIOD_DAY, due);
	assert_counts(COUNTS_CALLED_BACK, 0, 0, 0);
	assert_counts(COUNTS_MENDED, 1, 2, 1);
}

static void errand(const char *of, const char *word, const char *name, const char *value, char out[ERRAND_NUMBER_SIZE])
{
	struct actor helper = person(sql("SELECT id FROM staff WHERE login = 'chenbang'"), "helper");
	struct act_value values[] = { { "kind", "assist" }, { "source", "hall" }, { "name", "张三" }, { "id_number", "11010519491231002X" },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "医保转移" }, { "address", "桃林路1号" } };
	const struct act_value one = { name, value };
	struct errand_done done_with;

	if (errand_act(f.h, &helper, &(struct errand_call){ .number = of, .word = word, .values = *of ? &one : values,
		.count = *of ? (size_t)(*name != '\0') : COUNT_OF(values) }, &done_with, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	if (out)
		snprintf(out, ERRAND_NUMBER_SIZE, "%s", done_with.number);
}

/* One answered in time, one too late, one not yet. */
static void errands_are_counted(void **state)
{
	char numbers[3][ERRAND_NUMBER_SIZE];

	(void)state;
	for (int i = 0; i < 3; i++)
		errand("", "register", "", "", numbers[i]);
	errand(numbers[0], "respond", "how", "call", NULL);
	fixture_tick(2 * HOUR);
	errand(numbers[1], "respond", "how", "call", NULL);
	make(PERIOD_DAY, clock_today());
	assert_counts(COUNTS_ERRANDS, 3, 0, 0);
	assert_counts(COUNTS_RESPONSE, 1, 3, 0);
	assert_counts(COUNTS_RESOLUTION, 0, 0, 3);
	assert_counts(COUNTS_COVERAGE, 0, 0, 0);
	assert_int_equal(group(BY_CLERK, "D0201 陈邦")->values[COUNTS_ERRANDS].numerator, 2);
}

/* --- random days ------------------------------------------------------------------------------------------------------------ */

static void plus(struct measure *to, const struct measure *m)
{
	to->numerator += m->numerator;
	to->denominator += m->denominator;
	to->excluded += m->excluded;
}

/* The groups of one grouping, added by hand. */
static struct measure sum_of(enum statement_by by, int i)
{
	struct measure sum = { 0, 0, 0 };

	for (size_t g = 0; g < s->group_count; g++)
		if (s->groups[g].by == by)
			plus(&sum, &s->groups[g].values[i]);
	if (statement_rules[i].kind == SAID_PLACE)      /* the one kind that cannot be added up */
		sum.numerator = s->groups[0].values[i].numerator;
	return sum;
}

static void assert_adds_up(void)
{
	int64_t sums[5] = { 0 };

	/* what the charts show is what the indicators count */
	for (size_t k = 0; k < s->slot_count; k++) {
		const struct statement_slot *o = &s->slots[k];
		const int64_t one[] = { o->received, o->accepted, o->finished, o->tickets, o->waited };
		for (size_t n = 0; n < COUNT_OF(one); n++)
			sums[n] += one[n];
	}
	static const enum statement_indicator shown[] = { COUNTS_RECEIVED, COUNTS_ACCEPTED, COUNTS_FINISHED, COUNTS_TICKETS, COUNTS_WAIT };
	for (size_t n = 0; n < COUNT_OF(shown); n++)
		assert_int_equal(sums[n], s->groups[0].values[shown[n]].numerator);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		for (int by = BY_UNIT + 1; by < STATEMENT_GROUPINGS; by++) {
			struct measure sum = sum_of((enum statement_by)by, i);
			if (statement_rules[i].by & 1u << by && memcmp(&sum, &s->groups[0].values[i], sizeof sum) != 0)
				fail_msg("%s by %s does not add up", statement_rules[i].code, statement_by_code((enum statement_by)by));
		}
}

/* Of the whole period: what was known by its end. */
static bool of_the_end(int i)
{
	static const enum statement_indicator list[] = { COUNTS_AT_ONCE_LIST, COUNTS_ONE_VISIT, COUNTS_TOLD_ONCE, COUNTS_RATED,
		COUNTS_YELLOW_SETTLED, COUNTS_RED_SETTLED, COUNTS_YELLOW_RISEN, COUNTS_CARDS_CANCELLED, COUNTS_CARDS_OPEN,
		COUNTS_STUCK_OPEN };

	for (size_t k = 0; k < COUNT_OF(list); k++)
		if (i == (int)list[k])
			return true;
	return statement_rules[i].kind == SAID_PLACE;
}

static void days_make_the_month(day_t in)
{
	struct measure sums[STATEMENT_COUNT] = { 0 };
	struct statement_span month = statement_span_of(PERIOD_MONTH, in);

	for (day_t day = month.from; day <= month.to && day <= clock_today(); day++) {
		make(PERIOD_DAY, day);
		assert_adds_up();
		for (int i = 0; i < STATEMENT_COUNT; i++)
			plus(&sums[i], &s->groups[0].values[i]);
	}
	make(PERIOD_MONTH, in);
	assert_adds_up();
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (!of_the_end(i) && memcmp(&sums[i], &s->groups[0].values[i], sizeof sums[i]) != 0)
			fail_msg("%s: the days make %lld / %lld, the month %lld / %lld", statement_rules[i].code, (long long)sums[i].numerator,
				(long long)sums[i].denominator, (long long)s->groups[0].values[i].numerator, (long long)s->groups[0].values[i].denominator);
}

static void in_random_halls_everything_adds_up(void **state)
{
	for (int n = 0; n < 4; n++) {
		if (n) {
			statement_teardown(state);
			tickets_setup(state);
		}
		a_random_hall(n, 9);
		days_make_the_month(clock_today() - 5);
		days_make_the_month(clock_today());
		make(PERIOD_WEEK, clock_today() - 7);
		assert_adds_up();
		/* it was a hall: most of what can be counted was */
		make(PERIOD_MONTH, clock_today() - 9);
		int busy = 0;
		for (int i = 0; i < STATEMENT_COUNT; i++)
			busy += s->groups[0].values[i].numerator > 0;
		assert_true(busy > 18);
		assert_int_equal(s->groups[0].values[COUNTS_ACCEPTED].numerator,
			sql("SELECT count(*) FROM dossier WHERE accepted_at >= %lld AND accepted_at < %lld", (long long)clock_day_start(s->span.from),
				(long long)s->until));
		for (int red = 0; red < 2; red++)
			assert_int_equal(s->groups[0].values[red ? COUNTS_RED : COUNTS_YELLOW].numerator, sql("SELECT count(*) FROM audit WHERE act ="
				" 'caution.give' AND after LIKE '%%/%s' AND at < %lld", red ? "red" : "yellow", (long long)s->until));
		assert_int_equal(s->groups[0].values[COUNTS_TICKETS].numerator, sql("SELECT count(*) FROM ticket WHERE day <= %d", s->span.to));
		assert_int_equal(s->groups[0].values[COUNTS_SERVICE].numerator,
			sql("SELECT COALESCE(sum((ended_at - called_at - paused_ms + 500) / 1000), 0) FROM ticket WHERE state = 'ended' AND day <= %d", s->span.to));
		assert_int_equal(s->groups[0].values[COUNTS_SERVICE_P90].numerator, sql("SELECT COALESCE(max(s), 0) FROM (SELECT (ended_at - called_at"
			" - paused_ms + 500) / 1000 AS s FROM ticket WHERE state = 'ended' AND day <= %d ORDER BY s LIMIT (SELECT (9 * count(*) + 9) / 10"
			" FROM ticket WHERE state = 'ended' AND day <= %d))", s->span.to, s->span.to));
		assert_int_equal(s->groups[0].values[COUNTS_FINISHED].numerator, sql("SELECT count(*) FROM audit WHERE act = 'dossier.state'"
			" AND after = '60' AND at < %lld", (long long)s->until));
	}
}

/* A total that was broken on purpose is found, in each grouping. */
static void a_broken_total_is_told(void **state)
{
	(void)state;
	a_random_hall(9, 3);
	for (int by = BY_UNIT; by < STATEMENT_GROUPINGS; by++) {
		size_t g = 0;
		make(PERIOD_WEEK, clock_today() - 2);
		assert_int_equal(statement_reconcile(s, &err), ST_OK);
		while (s->groups[g].by != (enum statement_by)by)
			g++;
		s->groups[g].values[by == BY_CLASS ? COUNTS_TICKETS : by == BY_RULE ? COUNTS_YELLOW : COUNTS_ITEMS_ACCEPTED].numerator++;
		assert_int_equal(statement_reconcile(s, &err), ST_BUG);
		assert_string_equal(err.code, "E-6842");
	}
}

static char *as_text(void)
{
	json_t *j = statement_json(s);
	char *text = json_dumps(j, JSON_COMPACT);

	json_decref(j);
	return text;
}

/* V-7: how things stand now may be wrong or gone; what happened is enough. */
static void nothing_is_read_off_the_present(void **state)
{
	(void)state;
	a_random_hall(5, 8);
	make(PERIOD_WEEK, clock_today() - 7);
	assert_true(s->over);
	char *before = as_text();
	sql("UPDATE ticket SET state = 'ended', called_at = 5, ended_at = 9, paused_ms = 77, window_no = '99', calls = 8");
	sql("UPDATE window_state SET state = 'away', since = 0, ticket = NULL");
	sql("UPDATE dossier SET state = '90', deferred = 7, promised_day = 1, statutory_day = 1, typed = 99, updated_at = 0");
	sql("UPDATE dossier_item SET promised_day = 1, statutory_day = 1");
	sql("UPDATE task SET state = '99', due_day = 1, updated_at = 0, note = ''");
	sql("UPDATE outbox SET state = 'held', last_at = 0");
	make(PERIOD_WEEK, clock_today() - 7);
	char *after = as_text();
	assert_string_equal(before, after);
	free(before);
	free(after);
}

/* --- who, and how it is told -------------------------------------------------------------------------------------------------- */

static void few_ratings_are_nobodys(void **state)
{
	(void)state;
	for (int i = 0; i < 8; i++) {
		sit(i < 6 ? "jihm" : "liuyang", "3");
		take_in("kai-shudian", OUTCOME_ACCEPT, NULL);
		sql("UPDATE rating SET level = %d, rated_at = %lld, channel = 'qr' WHERE level IS NULL", i == 7 ? 5 : 1, (long long)clock_wall_ms());
	}
	make(PERIOD_DAY, clock_today());
	assert_counts(COUNTS_GOOD, 7, 8, 0);
	/* two of one person: with the six of the other they are eight of nobody */
	assert_int_equal(group(BY_CLERK, "")->values[COUNTS_GOOD].denominator, 8);
	assert_adds_up();
	sql("INSERT INTO parameter (name, value, changed_at, changed_by) VALUES ('rating.least', '2', 0, 1)");
	fixture_reopen(&f);
	make(PERIOD_DAY, clock_today());
	assert_null(group(BY_CLERK, ""));
}

static void supervisors_see_it(void **state)
{
	struct statement *none;

	(void)state;
	assert_int_equal(statement_begin(f.h, &f.clerk, PERIOD_DAY, clock_today(), &none, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6840");
	assert_null(none);
	assert_int_equal(statement_begin(f.h, &issuer, PERIOD_DAY, clock_today(), &none, &err), ST_DENIED);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'statement.denied'"), 2);
	assert_int_equal(statement_begin(f.h, &supervisor, PERIOD_DAY, clock_today() + 1, &none, &err), ST_USAGE);
	assert_string_equal(err.code, "E-6841");
}

/* With further items it is still that bundle: one group, one sum; a matter of items alone stands for itself. */
static void what_comes_along_is_its_bundles(void **state)
{
	(void)state;
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	take_in("kai-canyin+juelu-xuke", OUTCOME_ACCEPT, NULL);
	take_in("kai-canyin+juelu-xuke+zhandao-linshi", OUTCOME_ACCEPT, NULL);
	take_in("juelu-xuke+zhandao-linshi", OUTCOME_ACCEPT, NULL);
	take_in("juelu-xuke", OUTCOME_ACCEPT, NULL);
	make(PERIOD_DAY, clock_today());
	assert_counts(COUNTS_ACCEPTED, 5, 0, 0);
	assert_non_null(group(BY_BUNDLE, "开办餐饮店"));
	assert_int_equal(group(BY_BUNDLE, "开办餐饮店")->values[COUNTS_ACCEPTED].numerator, 3);
	size_t groups = 0;
	for (size_t i = 0; i < s->group_count; i++)
		groups += s->groups[i].by == BY_BUNDLE && s->groups[i].values[COUNTS_ACCEPTED].numerator;
	assert_int_equal(groups, 3);
	assert_adds_up();
	assert_int_equal(statement_reconcile(s, &err), ST_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATEMENT_TEST(an_empty_hall_has_no_rates), STATEMENT_TEST(dossiers_are_counted), STATEMENT_TEST(other_ends_are_counted),
		STATEMENT_TEST(bad_ratings_are_counted_at_their_days),
		STATEMENT_TEST(errands_are_counted), STATEMENT_TEST(in_random_halls_everything_adds_up), STATEMENT_TEST(a_broken_total_is_told),
		STATEMENT_TEST(nothing_is_read_off_the_present), STATEMENT_TEST(few_ratings_are_nobodys), STATEMENT_TEST(supervisors_see_it),
		STATEMENT_TEST(what_comes_along_is_its_bundles),
	};

	return cmocka_run_group_tests_name("statement-hall", tests, NULL, NULL);
}

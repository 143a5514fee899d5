/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "law/errand.h"

/* H-1, written out once more: "state word kinds to", kinds by their first letters (a agent, s assist, v visit and video). */
static const char *const allowed[][4] = {
	{ "10", "join", "asv", "10" }, { "10", "amend", "asv", "10" }, { "10", "respond", "asv", "20" }, { "10", "assign", "asv", "10" },
	{ "10", "withdraw", "asv", "65" },
	{ "20", "join", "asv", "20" }, { "20", "amend", "asv", "20" }, { "20", "assign", "asv", "20" }, { "20", "entrust", "a", "30" },
	{ "20", "begin", "sv", "40" }, { "20", "log", "asv", "20" }, { "20", "take", "asv", "20" }, { "20", "give-back", "asv", "20" },
	{ "20", "link", "asv", "20" }, { "20", "cost", "asv", "20" }, { "20", "terminate", "asv", "65" },
	{ "30", "join", "asv", "30" }, { "30", "amend", "asv", "30" }, { "30", "assign", "asv", "30" }, { "30", "entrust", "a", "30" },
	{ "30", "revoke", "a", "30" }, { "30", "begin", "a", "40" }, { "30", "log", "asv", "30" }, { "30", "take", "asv", "30" },
	{ "30", "give-back", "asv", "30" }, { "30", "link", "asv", "30" }, { "30", "cost", "asv", "30" }, { "30", "terminate", "asv", "65" },
	{ "40", "join", "asv", "40" }, { "40", "amend", "asv", "40" }, { "40", "assign", "asv", "40" }, { "40", "entrust", "a", "40" },
	{ "40", "revoke", "a", "40" }, { "40", "log", "asv", "40" }, { "40", "take", "asv", "40" }, { "40", "give-back", "asv", "40" },
	{ "40", "link", "asv", "40" }, { "40", "cost", "asv", "40" }, { "40", "submit", "a", "40" }, { "40", "correct", "a", "40" },
	{ "40", "fetch", "a", "40" }, { "40", "promise", "a", "40" }, { "40", "pause", "asv", "45" }, { "40", "finish", "asv", "60" },
	{ "40", "terminate", "asv", "65" },
	{ "45", "join", "asv", "45" }, { "45", "amend", "asv", "45" }, { "45", "assign", "asv", "45" }, { "45", "entrust", "a", "45" },
	{ "45", "revoke", "a", "45" }, { "45", "log", "asv", "45" }, { "45", "give-back", "asv", "45" }, { "45", "link", "asv", "45" },
	{ "45", "cost", "asv", "45" }, { "45", "resume", "asv", "40" }, { "45", "terminate", "asv", "65" },
	{ "60", "log", "asv", "60" }, { "60", "give-back", "asv", "60" }, { "60", "link", "asv", "60" }, { "60", "follow-up", "asv", "70" },
	{ "65", "log", "asv", "65" }, { "65", "give-back", "asv", "65" }, { "65", "follow-up", "asv", "70" },
	{ "70", "give-back", "asv", "70" }, { "70", "archive", "asv", "90" },
};

static const char *wanted(const char *state, const char *word, int kind)
{
	static const char letters[] = { [ERRAND_ASSIST] = 's', [ERRAND_AGENT] = 'a', [ERRAND_VISIT] = 'v', [ERRAND_VIDEO] = 'v' };

	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i][0], state) == 0 && strcmp(allowed[i][1], word) == 0 && strchr(allowed[i][2], letters[kind]))
			return allowed[i][3];
	return NULL;
}

static void each_state_kind_and_act(void **state)
{
	size_t rows = 0, seen = 0;

	(void)state;
	for (const struct errand_act *a = errand_acts; a->act.word; a++, rows++)
		for (int s = 0; s < ERRAND_STATE_COUNT; s++)
			for (int k = 0; k < ERRAND_KINDS; k++) {
				const char *to = wanted(errand_state_code((enum errand_state)s), a->act.word, k);
				const struct act *found = errand_act_find(a->act.word, (enum errand_state)s, (enum errand_kind)k);
				const char *is = found ? errand_state_code(errand_act_to(found, (enum errand_state)s)) : NULL;
				if (!to != !is || (to && strcmp(to, is) != 0))
					fail_msg("%s %s in %s: to %s, wanted %s", errand_kinds[k].code, a->act.word, errand_state_code((enum errand_state)s),
						is ? is : "-", to ? to : "-");
				seen += found == &a->act;
			}
	assert_true(rows > 20 && seen > rows);
	assert_null(errand_act_find("register", ERRAND_REGISTERED, ERRAND_AGENT));
	assert_null(errand_act_find("nothing", ERRAND_WORKING, ERRAND_AGENT));
	assert_null(errand_act_word("nothing"));
}

/* Two rows that are both possible would make the first one win silently. */
static void no_two_rows_overlap(void **state)
{
	(void)state;
	for (const struct errand_act *a = errand_acts; a->act.word; a++)
		for (const struct errand_act *b = a + 1; b->act.word; b++)
			if (strcmp(a->act.word, b->act.word) == 0 && (a->act.from & b->act.from) && (a->kinds & b->kinds))
				fail_msg("two rows of %s overlap", a->act.word);
}

/* Row 62 (H-2). */
static void an_authority_stands_for_its_powers_and_days(void **state)
{
	day_t from = day_parse("2026-11-02"), to = day_parse("2026-11-20");
	struct authority a = { 1u << POWER_SUBMIT | 1u << POWER_FETCH, from, to, DAY_NONE };

	(void)state;
	assert_int_equal(authority_stands(&a, POWER_SUBMIT, from - 1), AUTHORITY_EARLY);
	assert_int_equal(authority_stands(&a, POWER_SUBMIT, from), AUTHORITY_FINE);
	assert_int_equal(authority_stands(&a, POWER_FETCH, to), AUTHORITY_FINE);
	assert_int_equal(authority_stands(&a, POWER_FETCH, to + 1), AUTHORITY_EXPIRED);
	assert_int_equal(authority_stands(&a, POWER_CORRECT, from), AUTHORITY_LACKS);
	assert_int_equal(authority_stands(&a, POWER_PROMISE, from), AUTHORITY_LACKS);       /* C-6: not part of submitting */
	a.revoked = day_parse("2026-11-10");
	assert_int_equal(authority_stands(&a, POWER_SUBMIT, a.revoked - 1), AUTHORITY_FINE);
	assert_int_equal(authority_stands(&a, POWER_SUBMIT, a.revoked), AUTHORITY_REVOKED);
	const struct authority two[] = { a, { 1u << POWER_CORRECT, from, to, DAY_NONE } };
	assert_int_equal(authority_best(two, 2, POWER_CORRECT, to), AUTHORITY_FINE);
	assert_int_equal(authority_best(two, 2, POWER_SUBMIT, to), AUTHORITY_LACKS);
	assert_int_equal(authority_best(two, 0, POWER_SUBMIT, to), AUTHORITY_NONE);
}

/* --- response (H-3) ---------------------------------------------------------------------------------------------------------- */

static struct calendar *calendar;

static int setup(void **state)
{
	const char *top = getenv("srcdir");
	char *folder = file_join(top ? top : ".", "data/calendar");
	struct err err;

	(void)state;
	calendar = calendar_new();
	if (calendar_load_folder(calendar, folder, &err) != ST_OK)
		fail_msg("%s", err.text);
	free(folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	calendar_free(calendar);
	return 0;
}

static int64_t at(const char *day, int hour, int minute)
{
	return clock_day_start(day_parse(day)) + ((int64_t)hour * 60 + minute) * 60000;
}

static void half_an_hour_of_opening_hours(void **state)
{
	static const struct { const char *day; int hour, minute; const char *due; } rows[] = {
		{ "2026-11-23", 9, 41, "2026-11-23 10:11:00" },       /* a Monday */
		{ "2026-11-23", 9, 0, "2026-11-23 09:30:00" },
		{ "2026-11-23", 11, 30, "2026-11-23 12:00:00" },
		{ "2026-11-23", 11, 50, "2026-11-23 13:50:00" },      /* lunch does not count */
		{ "2026-11-20", 16, 45, "2026-11-23 09:15:00" },      /* Friday evening into Monday */
		{ "2026-11-23", 12, 30, "2026-11-24 17:00:00" },      /* out of hours: one working day */
		{ "2026-11-23", 8, 59, "2026-11-24 17:00:00" },
		{ "2026-11-21", 10, 0, "2026-11-23 17:00:00" },       /* Saturday */
		{ "2026-09-30", 17, 0, "2026-10-08 17:00:00" },       /* before the National Day holiday */
	};
	struct errand_hours hours;
	char stamp[20];

	(void)state;
	assert_true(errand_hours_read("09:00-12:00 13:30-17:00", &hours));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t due = errand_response_due(calendar, &hours, at(rows[i].day, rows[i].hour, rows[i].minute), 30, 1);
		assert_string_equal(clock_stamp(due, stamp), rows[i].due);
	}
	int64_t odd = at("2026-11-23", 9, 41) + 7500;
	assert_int_equal(errand_response_due(calendar, &hours, odd, 30, 1) - odd, 30 * 60000);
	static const char *const bad[] = { "", "9-12", "09:00-09:00", "13:00-17:00 09:00-12:00", "09:00-12:00x", "08:00-25:00",
		"00:00-01:00 02:00-03:00 04:00-05:00 06:00-07:00 08:00-09:00" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (errand_hours_read(bad[i], &hours))
			fail_msg("%s was taken", bad[i]);
}

/* Row 63: twenty errands, counted by hand. due is 100 for all. */
static void the_rates_of_twenty_errands(void **state)
{
	static const struct errand_fact facts[] = {
		/* responded, outcome, ended, ours, followed, level */
		{ 100, 50, "solved", true, false, true, 1 },     { 100, 100, "solved", true, false, true, 2 },
		{ 100, 101, "solved", true, false, true, 3 },    { 100, 60, "solved", true, false, true, 4 },
		{ 100, 60, "solved", true, false, true, 5 },     { 100, 60, "solved", true, false, true, 0 },
		{ 100, 60, "solved", true, false, false, 0 },    { 100, 60, "solved", true, false, false, 0 },
		{ 100, 60, "partly", true, false, true, 3 },     { 100, 200, "partly", true, false, true, 4 },
		{ 100, 60, "unsolved", true, false, true, 5 },   { 100, 60, "unsolved", true, false, false, 0 },
		{ 100, 60, "ended", true, true, true, 2 },       { 100, 60, "ended", true, true, false, 0 },
		{ 100, 60, "ended", true, false, true, 1 },      { 100, 60, "ended", true, false, false, 0 },
		{ 100, 0, "withdrawn", true, false, true, 1 },   { 100, 0, "", false, false, false, 0 },
		{ 100, 60, "", false, false, false, 0 },         { 100, 300, "", false, false, false, 0 },
	};
	struct errand_rate rates[ERRAND_RATES] = { { 0, 0, 0 } };
	static const struct errand_rate by_hand[ERRAND_RATES] = {
		[RATE_RESPONSE] = { 15, 19, 1 },        /* late: 101, 200, 300; never: the open one */
		[RATE_RESOLUTION] = { 8, 14, 6 },       /* 8 of 8 + 2 + 2 + 2; out: 2 by the principal, 1 withdrawn, 3 open */
		[RATE_SATISFACTION] = { 6, 10, 1 },     /* 1 2 3 3 2 1 of 11 asked, one of whom said nothing */
		[RATE_COVERAGE] = { 11, 16, 1 },
	};

	static const struct { int64_t n, d; const char *is; } percents[ERRAND_RATES] = {
		{ 2, 3, "66.7%" }, { 1, 8, "12.5%" }, { 0, 0, "—" }, { 1999, 2000, "100.0%" },
	};
	char percent[ERRAND_PERCENT_SIZE];

	(void)state;
	assert_int_equal(sizeof facts / sizeof *facts, 20);
	for (size_t i = 0; i < 20; i++)
		errand_rate_add(rates, &facts[i]);
	for (int r = 0; r < ERRAND_RATES; r++) {
		if (rates[r].numerator != by_hand[r].numerator || rates[r].denominator != by_hand[r].denominator ||
		    rates[r].excluded != by_hand[r].excluded)
			fail_msg("%s: %lld / %lld without %lld", errand_rate_code((enum errand_rate_of)r), (long long)rates[r].numerator,
				(long long)rates[r].denominator, (long long)rates[r].excluded);
		assert_string_equal(errand_rate_percent(&(struct errand_rate){ .numerator = percents[r].n, .denominator = percents[r].d }, percent),
			percents[r].is);
		assert_true(*errand_rate_name((enum errand_rate_of)r) && *errand_rate_words((enum errand_rate_of)r));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_kind_and_act), cmocka_unit_test(no_two_rows_overlap),
		cmocka_unit_test(an_authority_stands_for_its_powers_and_days), cmocka_unit_test(half_an_hour_of_opening_hours),
		cmocka_unit_test(the_rates_of_twenty_errands),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "hall/statement.h"

/* What a statement counts of the queue: tickets, waits and service, their means, medians and ninth tenths (V-1, V-5). */

static struct statement *s;

static void today(void)
{
	statement_free(s);
	assert_int_equal(statement_make(f.h, &supervisor, PERIOD_DAY, clock_today(), &s, &err), ST_OK);
}

static int statement_teardown(void **state)
{
	statement_free(s);
	s = NULL;
	return acts_teardown(state);
}
#define STATEMENT_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, statement_teardown)

static void assert_measure(const struct measure *m, int64_t n, int64_t d, int64_t x)
{
	assert_int_equal(m->numerator, n);
	assert_int_equal(m->denominator, d);
	assert_int_equal(m->excluded, x);
}

static const struct measure *of(enum statement_by by, const char *name, enum statement_indicator i)
{
	for (size_t g = 0; g < s->group_count; g++)
		if (s->groups[g].by == by && strcmp(s->groups[g].name, name) == 0)
			return &s->groups[g].values[i];
	fail_msg("no group %s", name);
	return NULL;
}

static void assert_counts(enum statement_indicator i, int64_t n, int64_t d, int64_t x)
{
	assert_measure(of(BY_UNIT, "", i), n, d, x);
}

/* A: waits 10 minutes, takes 7 with a pause of 2 in them; B: called three times in vain; C: nobody called. */
static void tickets_are_counted(void **state)
{
	char a[12];

	(void)state;
	snprintf(a, sizeof a, "%s", take('A'));
	take('A');
	take_as('A', "老年人", -1, "", NULL);
	fixture_tick(10 * MINUTE);
	const char *first = do_here(TICKET_DO_CALL);      /* priority comes first */
	assert_string_not_equal(first, a);
	do_here(TICKET_DO_ARRIVE);
	fixture_tick(5 * MINUTE);
	assert_int_equal(ticket_window(f.h, &f.clerk, WINDOW_DO_PAUSE, "复印", &err), ST_OK);
	fixture_tick(2 * MINUTE);
	assert_int_equal(ticket_window(f.h, &f.clerk, WINDOW_DO_RESUME, "", &err), ST_OK);
	do_here(TICKET_DO_END);
	do_here(TICKET_DO_CALL);
	for (int i = 0; i < 4; i++) {
		fixture_tick(MINUTE);
		do_here(TICKET_DO_RECALL);
	}
	do_here(TICKET_DO_PASS);
	today();
	assert_counts(COUNTS_TICKETS, 3, 0, 0);
	assert_counts(COUNTS_PRIORITY, 1, 3, 0);
	assert_counts(COUNTS_SERVED, 1, 0, 0);
	assert_counts(COUNTS_ABANDONED, 1, 3, 0);
	assert_counts(COUNTS_WAIT, 27 * 60, 2, 1);
	assert_counts(COUNTS_WAIT_MEDIAN, 27 * 60 / 2, 2, 1);
	assert_counts(COUNTS_WAIT_P90, 17 * 60, 2, 1);
	assert_counts(COUNTS_SERVICE, 5 * 60, 1, 2);
	assert_int_equal(of(BY_WINDOW, "", COUNTS_TICKETS)->numerator, 1);
	assert_int_equal(of(BY_WINDOW, f.clerk.window, COUNTS_TICKETS)->numerator, 2);
}

/* What two machines wrote whose clocks do not agree makes no wait shorter than none. */
static void a_wait_is_never_less_than_none(void **state)
{
	(void)state;
	take('A');
	take('A');
	fixture_tick(10 * MINUTE);
	do_here(TICKET_DO_CALL);
	do_here(TICKET_DO_ARRIVE);
	do_here(TICKET_DO_END);
	sql("INSERT INTO ticket (uuid, day, number, class, lane, priority, person_index, taken_at, called_at, ended_at, state, place, changed_at)"
		" SELECT 'x', day, 'A900', class, lane, '', '', taken_at + 3600000, called_at, ended_at, state, 0, changed_at FROM ticket"
		" WHERE state = 'ended'");
	sql("INSERT INTO ticket_event (ticket, at, fact, class, window_no, staff, calls, note)"
		" SELECT t.id, e.at + CASE e.fact WHEN 'taken' THEN 3600000 ELSE 0 END, e.fact, e.class, e.window_no, e.staff, e.calls, e.note"
		" FROM ticket t, ticket_event e"
		" WHERE t.uuid = 'x' AND e.ticket = (SELECT id FROM ticket WHERE state = 'ended' AND uuid <> 'x') ORDER BY e.id");
	today();
	assert_counts(COUNTS_WAIT, 10 * 60, 2, 1);
}

/* Ten of A that wait 1 to 10 minutes and one of B that waits 11; each takes a minute. */
static void medians_and_ninth_tenths(void **state)
{
	char text[MEASURE_SIZE];

	(void)state;
	for (int i = 0; i < 10; i++)
		take('A');
	take('B');
	for (int i = 0; i < 11; i++) {
		fixture_tick(i ? 0 : MINUTE);
		do_here(TICKET_DO_CALL);
		do_here(TICKET_DO_ARRIVE);
		fixture_tick(MINUTE);
		do_here(TICKET_DO_END);
	}
	today();
	assert_counts(COUNTS_WAIT_MEDIAN, 6 * 60, 11, 0);
	assert_counts(COUNTS_WAIT_P90, 10 * 60, 11, 0);
	assert_counts(COUNTS_SERVICE_MEDIAN, 60, 11, 0);
	assert_counts(COUNTS_SERVICE_P90, 60, 11, 0);
	assert_measure(of(BY_CLASS, "个人一件事", COUNTS_WAIT_MEDIAN), 330, 10, 0);      /* the mean of the two in the middle */
	assert_measure(of(BY_CLASS, "个人一件事", COUNTS_WAIT_P90), 9 * 60, 10, 0);
	assert_measure(of(BY_CLASS, "企业一件事", COUNTS_WAIT_P90), 11 * 60, 1, 0);
	assert_measure(of(BY_WINDOW, f.clerk.window, COUNTS_WAIT_P90), 10 * 60, 11, 0);
	assert_string_equal(measure_text(SAID_PLACE, of(BY_UNIT, "", COUNTS_WAIT_P90), text), "10分00秒");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STATEMENT_TEST(tickets_are_counted), STATEMENT_TEST(a_wait_is_never_less_than_none), STATEMENT_TEST(medians_and_ninth_tenths),
	};

	return cmocka_run_group_tests_name("statement-ticket", tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "hall/guard.h"
#include "store/query.h"

/* The queue when something is wrong, or much: a clock that goes back, many windows at once, 50,000 tickets. */

static void a_clock_set_back(void **state)
{
	(void)state;
	take('A');
	fixture_tick(-MINUTE);
	assert_string_equal(take('A'), "A002");
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");        /* by place, not by the clock */
	assert_int_equal(ticket_wait_ms(&done.ticket, clock_wall_ms()), 0);
	fixture_tick(-MINUTE / 2);
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A001");
	assert_string_equal(do_here(TICKET_DO_END), "A001");
	assert_true(ticket_service_ms(&done.ticket, 0) >= 0);
	assert_int_equal(sql("SELECT count(*) FROM ticket WHERE called_at < taken_at OR arrived_at < called_at OR ended_at < arrived_at"), 0);
	fixture_tick(-60 * MINUTE);
	assert_string_equal(take('A'), "E-1070");
	assert_int_equal(hall_clock_confirm(f.h, &supervisor, &err), ST_OK);
	assert_string_equal(take('A'), "A003");                      /* the day's count goes on */
	struct window_queue q;
	assert_int_equal(ticket_queue(f.h, f.clerk.window, &q, &err), ST_OK);
	assert_int_equal(q.waiting, 2);
	assert_string_equal(q.next.number, "A002");
	assert_int_equal(ticket_wait_ms(&q.next, clock_wall_ms()), 0);
}

/* On a PC whose clock is a day behind nobody waits "today": it is the clock that is told, not that. */
static void a_clock_a_day_behind(void **state)
{
	(void)state;
	take('A');
	fixture_tick(-24 * 60 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_CALL), "E-1070");
	assert_string_equal(does(&supervisor, TICKET_DO_ABANDON, "A001", 0), "E-1070");
	fixture_tick(24 * 60 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
}

/* Four windows in four processes call and serve all there are: each ticket is called once. */
static void no_ticket_is_called_twice(void **state)
{
	enum { WINDOWS = 4, TICKETS = 80 };
	pid_t children[WINDOWS];

	(void)state;
	for (int i = 0; i < TICKETS; i++)
		take_as("AC"[i % 2], i % 7 ? "" : "老年人", -1, "", NULL);
	for (int w = 0; w < WINDOWS; w++) {
		children[w] = fork();
		if (children[w] == 0) {
			struct hall *mine = NULL;
			char no[2] = { (char)('1' + w), '\0' };
			struct actor me = at_window(no);
			enum status st = hall_open(f.dir, false, &mine, &err);
			while (st == ST_OK) {
				st = ticket_act(mine, &me, &(struct ticket_call){ .act = TICKET_DO_CALL, .number = "", .reason = "" }, &done, &err);
				if (st == ST_OK && done.ticket.id == 0)
					_exit(0);
				if (st == ST_OK)
					st = ticket_act(mine, &me, &(struct ticket_call){ .act = TICKET_DO_ARRIVE, .number = "", .reason = "" }, &done, &err);
			}
			_exit(st == ST_NOINPUT ? 0 : 1);
		}
	}
	for (int w = 0; w < WINDOWS; w++) {
		int status;
		assert_int_equal(waitpid(children[w], &status, 0), children[w]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(sql("SELECT count(*) FROM ticket_event WHERE fact = 'called'"), TICKETS);
	assert_int_equal(sql("SELECT count(DISTINCT ticket) FROM ticket_event WHERE fact = 'called'"), TICKETS);
	assert_int_equal(sql("SELECT count(*) FROM ticket WHERE state = 'ended'"), TICKETS);
	assert_int_equal(sql("SELECT count(DISTINCT number) FROM ticket"), TICKETS);
}

/* Four desks take at once: no number twice, none left out. */
static void numbers_taken_at_once_are_all_there(void **state)
{
	enum { DESKS = 4, EACH = 25 };
	pid_t children[DESKS];

	(void)state;
	for (int i = 0; i < DESKS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct hall *mine = NULL;
			enum status st = hall_open(f.dir, false, &mine, &err);
			for (int k = 0; k < EACH && st == ST_OK; k++)
				st = ticket_take(mine, &guide, &(struct ticket_wish){ .class = 'A', .priority = "", .slot_minute = -1, .person = "" },
					&taken, &err);
			_exit(st == ST_OK ? 0 : 1);
		}
	}
	for (int i = 0; i < DESKS; i++) {
		int status;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(sql("SELECT count(DISTINCT number) FROM ticket"), DESKS * EACH);
	assert_int_equal(sql("SELECT max(number) = 'A100' FROM ticket"), 1);
}

/* What SQLite had to do for one query, in its own steps. */
static int steps_of(enum query q, const char *const *args)
{
	char *path = file_join(f.dir, "hall.db");
	sqlite3 *db;
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, query_table[q].sql, -1, &s, NULL), SQLITE_OK);
	for (int i = 0; args[i]; i++)
		sqlite3_bind_int64(s, i + 1, strtoll(args[i], NULL, 10));
	for (int i = 0; args[i]; i++)
		if (args[i][0] >= 'A')
			sqlite3_bind_text(s, i + 1, args[i], -1, SQLITE_STATIC);
	while (sqlite3_step(s) == SQLITE_ROW)
		;
	int steps = sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	free(path);
	return steps;
}

/* 50,000 in one day, and all of them still wait: the choice costs what it costs with a handful. */
static void fifty_thousand_tickets(void **state)
{
	char day[12], from[24], to[24];
	const char *choice[] = { day, "ACBVY", from, to, NULL }, *by_number[] = { day, "A20000", NULL }, *behind[] = { day, "A20000", "4", NULL };

	(void)state;
	snprintf(day, sizeof day, "%d", (int)clock_today());
	snprintf(from, sizeof from, "%lld", (long long)(FIXTURE_NOW - 15 * MINUTE));
	snprintf(to, sizeof to, "%lld", (long long)(FIXTURE_NOW + 15 * MINUTE));
	take('A');
	int few = steps_of(Q_TICKET_CANDIDATES, choice);
	sql("WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
		"INSERT INTO ticket (id, uuid, day, number, class, lane, priority, slot_at, person_index, taken_at, place, changed_at) "
		"SELECT i, i, %s, substr('ABCYV', i %% 5 + 1, 1) || i, substr('ABCAC', i %% 5 + 1, 1), "
		"CASE i %% 5 WHEN 3 THEN 'appointment' WHEN 4 THEN 'priority' ELSE 'plain' END, '', "
		"CASE i %% 5 WHEN 3 THEN %lld + i * 1000 END, '', %lld, i * 1048576, 0 FROM n", day, (long long)FIXTURE_NOW, (long long)FIXTURE_NOW);
	sql("UPDATE counter SET n = 50000 WHERE series = 'ticket/A'");
	assert_in_range(few, 10, 2000);
	assert_in_range(steps_of(Q_TICKET_CANDIDATES, choice), 10, 3000);
	assert_in_range(steps_of(Q_TICKET_BY_NUMBER, by_number), 5, 200);
	assert_in_range(steps_of(Q_TICKET_PLACES_BEHIND, behind), 5, 300);
	assert_string_equal(do_here(TICKET_DO_CALL), "V4");
	assert_string_equal(take('A'), "A50001");
}

/* The hall looks at the first of each group only: whom it calls is whom the law would call of all that wait. */
static void the_choice_is_that_of_all_who_wait(void **state)
{
	static struct ticket all[200];
	static struct queue_waiting rows[200];
	const struct queue_rule rule = { 15, 20 };
	uint32_t seed = 5;
	size_t count, waiting;
	bool more;

	(void)state;
	for (int round = 0; round < 120; round++) {
		seed = seed * 1664525u + 1013904223u;
		uint32_t r = seed >> 8;
		if (round < 60 || r % 3 == 0)
			take_as("ABC"[r % 3], r % 11 == 0 ? "军人" : "", r % 4 == 0 ? (int)(9 * 60 + 45 + r % 90) : -1, "", NULL);
		fixture_tick((int64_t)(r % 3) * MINUTE);
		if (round < 30)
			continue;
		assert_int_equal(ticket_list(f.h, clock_today(), '\0', TICKET_WAITING, all, 200, &count, &more, &err), ST_OK);
		for (waiting = 0; waiting < count; waiting++)
			rows[waiting] = (struct queue_waiting){ all[waiting].id, all[waiting].place, all[waiting].taken_at, all[waiting].slot_at,
				all[waiting].lane, all[waiting].class };
		size_t next = queue_next(&rule, "ACBVY", rows, waiting, clock_wall_ms());
		if (next == QUEUE_NONE)
			continue;
		assert_string_equal(do_here(TICKET_DO_CALL), all[next].number);
		do_here(TICKET_DO_ARRIVE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TICKET_TEST(a_clock_set_back), TICKET_TEST(a_clock_a_day_behind),
		TICKET_TEST(no_ticket_is_called_twice), TICKET_TEST(numbers_taken_at_once_are_all_there),
		TICKET_TEST(fifty_thousand_tickets), TICKET_TEST(the_choice_is_that_of_all_who_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

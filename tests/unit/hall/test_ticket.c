/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "hall/audit.h"
#include "hall/guard.h"
#include "hall/ticket.h"
#include "schema.h"
#include "store/query.h"

#define MINUTE INT64_C(60000)

static struct ticket_done done;
static struct ticket_taken taken;
static struct actor guide;

static struct actor at_window(const char *no)
{
	struct actor a = f.clerk;

	snprintf(a.window, sizeof a.window, "%s", no);
	return a;
}

static int setup(void **state)
{
	acts_setup(state);
	guide = person(1, "guide");
	guide.window[0] = '\0';
	return 0;
}
#define TICKET_TEST(name) cmocka_unit_test_setup_teardown(name, setup, acts_teardown)

static const char *take_as(char class, const char *priority, int slot, const char *who, const char *uuid)
{
	if (ticket_take(f.h, &guide, &(struct ticket_wish){ .uuid = uuid, .class = class, .priority = priority, .slot_minute = slot,
	    .person = who }, &taken, &err) != ST_OK)
		return err.code;
	return taken.ticket.number;
}

static const char *take(char class)
{
	return take_as(class, "", -1, "", NULL);
}

/* The number that came of it, the code of the refusal, or "" for a call that found nobody. */
static const char *does(const struct actor *by, enum ticket_act act, const char *no, char class)
{
	if (ticket_act(f.h, by, &(struct ticket_call){ .act = act, .number = no, .class = class, .reason = "" }, &done, &err) != ST_OK)
		return err.code;
	return done.ticket.number;
}

static const char *do_here(enum ticket_act act)
{
	return does(&f.clerk, act, "", '\0');
}

static const char *state_of(const char *no)
{
	static struct ticket t;

	assert_int_equal(ticket_get(f.h, clock_today(), no, &t, &err), ST_OK);
	return ticket_state_code(t.state);
}

static const char *window_is(const char *no)
{
	static struct window_queue q;

	assert_int_equal(ticket_queue(f.h, no, &q, &err), ST_OK);
	return window_state_code(q.state);
}

/* --- taking -------------------------------------------------------------------------------------------------------------- */

static void numbers_restart_each_day_and_go_past_999(void **state)
{
	(void)state;
	assert_string_equal(take('A'), "A001");
	assert_string_equal(take('A'), "A002");
	assert_int_equal(taken.before, 1);
	assert_string_equal(take('B'), "B001");
	assert_int_equal(taken.before, 0);
	sql("UPDATE counter SET n = 998 WHERE series = 'ticket/A'");
	assert_string_equal(take('A'), "A999");
	assert_string_equal(take('A'), "A1000");
	fixture_tick(24 * 60 * MINUTE);
	fixture_reopen(&f);
	assert_string_equal(take('A'), "A001");
	assert_int_equal(taken.before, 0);      /* those of yesterday wait no more */
	assert_int_equal(sql("SELECT count(*) FROM ticket_event WHERE fact = 'taken'"), 6);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'ticket.take'"), 6);
}

static void groups_and_appointments_have_letters_of_their_own(void **state)
{
	(void)state;
	assert_string_equal(take_as('A', "老年人", -1, "", NULL), "V001");
	assert_int_equal(taken.ticket.class, 'A');
	assert_string_equal(take_as('V', "孕妇", -1, "", NULL), "V002");
	assert_int_equal(taken.ticket.class, 'V');
	assert_string_equal(take_as('C', "", 10 * 60, "", NULL), "Y001");
	assert_int_equal(taken.ticket.slot_at, FIXTURE_NOW - 41 * MINUTE + 60 * MINUTE);
	assert_string_equal(take_as('V', "", -1, "", NULL), "E-6805");
	assert_string_equal(take_as('Y', "", -1, "", NULL), "E-6805");
	assert_string_equal(take_as('A', "局长", -1, "", NULL), "E-6803");
	assert_string_equal(take_as('A', "老年", -1, "", NULL), "E-6803");
	assert_string_equal(take_as('A', "", 9 * 60, "", NULL), "E-6804");      /* it is 9:41 */
	assert_string_equal(take('Q'), "E-6802");
	assert_string_equal(take('\n'), "E-6802");
	assert_int_equal(sql("SELECT count(*) FROM ticket"), 3);
}

static void one_open_ticket_for_a_person_and_class(void **state)
{
	(void)state;
	assert_string_equal(take_as('A', "", -1, "11010519491231002X", NULL), "A001");
	assert_string_equal(take_as('A', "", -1, " 11010519491231002x ", NULL), "E-6806");
	assert_string_equal(err.where, "A001");
	assert_string_equal(take_as('B', "", -1, "11010519491231002X", NULL), "B001");
	assert_string_equal(does(&guide, TICKET_DO_TRANSFER, "B001", 'A'), "E-6806");
	assert_string_equal(does(&guide, TICKET_DO_ABANDON, "A001", '\0'), "A001");
	assert_string_equal(take_as('A', "", -1, "11010519491231002X", NULL), "A002");
	assert_string_equal(take_as('A', "", -1, "1", NULL), "E-6807");
	assert_string_equal(take_as('A', "", -1, "'; DROP TABLE ticket", NULL), "E-6807");
	char *path = file_join(f.dir, "hall.db"), *bytes;
	FILE *in = fopen(path, "rb");
	assert_non_null(in);
	fseek(in, 0, SEEK_END);
	size_t n = (size_t)ftell(in);
	rewind(in);
	bytes = malloc(n);
	assert_int_equal(fread(bytes, 1, n, in), n);
	assert_null(memmem(bytes, n, "11010519491231002X", 18));
	fclose(in);
	free(bytes);
	free(path);
}

static void one_press_is_one_ticket(void **state)
{
	static const char press[] = "0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10";

	(void)state;
	assert_string_equal(take_as('A', "", -1, "", press), "A001");
	assert_false(taken.again);
	assert_string_equal(take_as('A', "", -1, "", press), "A001");
	assert_true(taken.again);
	assert_int_equal(sql("SELECT count(*) FROM ticket"), 1);
	assert_string_equal(take('A'), "A002");
}

static int after_commit(const char *point)
{
	return strcmp(point, "ticket.after-commit") == 0;
}

static int never_known(const char *point)
{
	return strncmp(point, "ticket.", 7) == 0 && strcmp(point, "ticket.before") != 0;
}

static void an_unknown_outcome_is_looked_up(void **state)
{
	static const char press[] = "0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d11";

	(void)state;
	fault_hook = never_known;
	assert_string_equal(take_as('A', "", -1, "", press), "E-6830");
	fault_hook = after_commit;
	assert_string_equal(take_as('B', "", -1, "", NULL), "B001");
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	fault_hook = NULL;
	assert_string_equal(take_as('A', "", -1, "", press), "A001");
	assert_true(taken.again);
	assert_string_equal(window_is(f.clerk.window), "calling");
}

static void who_may(void **state)
{
	struct actor helper = person(1, "helper"), admin = person(1, "admin"), nowhere = f.clerk;

	(void)state;
	nowhere.window[0] = '\0';
	assert_int_equal(ticket_take(f.h, &helper, &(struct ticket_wish){ .class = 'A', .priority = "", .slot_minute = -1, .person = "" },
		&taken, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6801");
	take('A');
	assert_string_equal(does(&guide, TICKET_DO_CALL, "", '\0'), "E-6801");
	assert_string_equal(does(&supervisor, TICKET_DO_CALL, "", '\0'), "E-6801");
	assert_string_equal(does(&admin, TICKET_DO_ABANDON, "A001", '\0'), "E-6801");
	assert_string_equal(does(&nowhere, TICKET_DO_CALL, "", '\0'), "E-6808");
	assert_int_equal(queue_takes_set(f.h, &guide, "3", "A", &err), ST_DENIED);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'ticket.denied'"), 5);
	assert_string_equal(state_of("A001"), "waiting");
}

/* --- calling ------------------------------------------------------------------------------------------------------------- */

static void from_call_to_end(void **state)
{
	(void)state;
	assert_string_equal(do_here(TICKET_DO_CALL), "E-6810");
	take('A');
	take('A');
	fixture_tick(7 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	assert_string_equal(window_is(f.clerk.window), "calling");
	assert_string_equal(do_here(TICKET_DO_CALL), "E-6813");      /* pressed twice: nobody else is called */
	assert_string_equal(do_here(TICKET_DO_END), "E-6816");
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A001");
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "E-6816");
	assert_string_equal(window_is(f.clerk.window), "serving");
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	fixture_tick(9 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_END), "A001");
	assert_int_equal(ticket_wait_ms(&done.ticket, 0), 7 * MINUTE);
	assert_int_equal(ticket_service_ms(&done.ticket, 0), 10 * MINUTE);
	assert_int_equal(sql("SELECT count(*) FROM ticket_dossier WHERE ticket = 1"), 2);
	assert_string_equal(do_here(TICKET_DO_END), "E-6811");
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);                 /* of no visit */
	assert_int_equal(sql("SELECT count(*) FROM ticket_dossier"), 2);
	assert_string_equal(do_here(TICKET_DO_CALL), "A002");
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A002");
	assert_string_equal(do_here(TICKET_DO_CALL), "");            /* ends the last one, and nobody waits */
	assert_string_equal(done.before.number, "A002");
	assert_string_equal(window_is(f.clerk.window), "idle");
	assert_string_equal(do_here(TICKET_DO_CALL), "E-6810");
	assert_int_equal(sql("SELECT count(*) FROM ticket_event WHERE ticket = 1"), 4);
	assert_int_equal(sql("SELECT count(*) FROM window_event"), 6);
	int64_t entries;
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
}

static void row_67_three_calls_then_passed_and_restored_once(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++)
		take('A');
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	assert_string_equal(do_here(TICKET_DO_PASS), "E-6817");
	assert_string_equal(do_here(TICKET_DO_RECALL), "A001");
	assert_true(done.again);                                     /* in the same second: one call */
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_RECALL), "A001");
	assert_string_equal(do_here(TICKET_DO_PASS), "E-6817");
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_RECALL), "A001");
	assert_string_equal(do_here(TICKET_DO_PASS), "A001");
	assert_string_equal(state_of("A001"), "passed");
	assert_string_equal(does(&guide, TICKET_DO_RESTORE, "a1", '\0'), "A001");
	assert_string_equal(does(&guide, TICKET_DO_RESTORE, "A001", '\0'), "E-6816");
	static const char *const order[] = { "A002", "A003", "A004", "A001" };
	for (int i = 0; i < 4; i++) {
		assert_string_equal(do_here(TICKET_DO_CALL), order[i]);
		if (i < 3)
			assert_string_equal(do_here(TICKET_DO_ARRIVE), order[i]);
	}
	for (int i = 0; i < 2; i++) {
		fixture_tick(MINUTE);
		do_here(TICKET_DO_RECALL);
	}
	assert_string_equal(do_here(TICKET_DO_CALL), "A005");        /* called often enough: passed with the call of the next */
	assert_string_equal(done.before.number, "A001");
	assert_string_equal(state_of("A001"), "abandoned");
	assert_string_equal(does(&guide, TICKET_DO_RESTORE, "A001", '\0'), "E-6818");
	assert_int_equal(sql("SELECT count(*) FROM ticket_event WHERE ticket = 1 AND fact = 'abandoned'"), 1);
}

static void a_transfer_keeps_its_taking_time(void **state)
{
	struct actor five = at_window("5");

	(void)state;
	take('A');
	fixture_tick(5 * MINUTE);
	take('B');
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	do_here(TICKET_DO_ARRIVE);
	assert_string_equal(does(&five, TICKET_DO_TRANSFER, "A001", 'B'), "E-6815");
	assert_string_equal(does(&f.clerk, TICKET_DO_TRANSFER, "", 'V'), "E-6819");
	assert_string_equal(does(&f.clerk, TICKET_DO_TRANSFER, "", 'A'), "E-6819");
	assert_string_equal(does(&f.clerk, TICKET_DO_TRANSFER, "", 'B'), "A001");
	assert_string_equal(window_is(f.clerk.window), "idle");
	assert_string_equal(does(&five, TICKET_DO_CALL, "", '\0'), "A001");      /* before B001, which came later */
	assert_int_equal(ticket_wait_ms(&done.ticket, 0), 5 * MINUTE);
	assert_string_equal(does(&five, TICKET_DO_TRANSFER, "A009", 'A'), "E-6814");
	assert_string_equal(does(&five, TICKET_DO_TRANSFER, "once", 'A'), "E-6814");
}

static enum status turn(enum window_act act, const char *reason)
{
	return ticket_window(f.h, &f.clerk, act, reason, &err);
}

static void pausing_and_leaving(void **state)
{
	(void)state;
	take('A');
	assert_int_equal(turn(WINDOW_DO_RESUME, ""), ST_OK);
	assert_string_equal(window_is(f.clerk.window), "idle");
	assert_int_equal(turn(WINDOW_DO_PAUSE, ""), ST_DATA);
	assert_int_equal(turn(WINDOW_DO_PAUSE, "补材料"), ST_OK);
	assert_string_equal(do_here(TICKET_DO_CALL), "E-6812");
	assert_int_equal(turn(WINDOW_DO_RESUME, ""), ST_OK);
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	do_here(TICKET_DO_ARRIVE);
	fixture_tick(10 * MINUTE);
	assert_int_equal(turn(WINDOW_DO_PAUSE, "打印机"), ST_OK);
	assert_int_equal(turn(WINDOW_DO_PAUSE, "打印机"), ST_OK);      /* twice is once */
	fixture_tick(4 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_END), "E-6812");
	assert_int_equal(turn(WINDOW_DO_LEAVE, ""), ST_REFUSED);
	assert_string_equal(err.code, "E-6821");
	assert_int_equal(turn(WINDOW_DO_RESUME, ""), ST_OK);
	assert_string_equal(window_is(f.clerk.window), "serving");
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_END), "A001");
	assert_int_equal(ticket_service_ms(&done.ticket, 0), 11 * MINUTE);
	assert_int_equal(turn(WINDOW_DO_LEAVE, ""), ST_OK);
	assert_string_equal(window_is(f.clerk.window), "away");
	assert_int_equal(sql("SELECT count(*) FROM window_event"), 9);
	assert_int_equal(sql("SELECT staff IS NULL FROM window_state WHERE window_no = '%s'", f.clerk.window), 1);
}

static void classes_are_data(void **state)
{
	char letters[27];

	(void)state;
	assert_int_equal(queue_takes(f.h, "3", letters, &err), ST_OK);
	assert_string_equal(letters, "ACBVY");
	assert_int_equal(queue_takes_set(f.h, &supervisor, "3", "DA", &err), ST_OK);
	assert_int_equal(queue_takes(f.h, "3", letters, &err), ST_OK);
	assert_string_equal(letters, "DA");
	take('A');
	take('D');
	take('C');
	assert_string_equal(do_here(TICKET_DO_CALL), "D001");
	assert_int_equal(queue_takes_set(f.h, &supervisor, "3", "DD", &err), ST_DATA);
	assert_int_equal(queue_takes_set(f.h, &supervisor, "3", "DX", &err), ST_DATA);
	assert_int_equal(queue_takes_set(f.h, &supervisor, "33", "D", &err), ST_NOINPUT);
	assert_int_equal(queue_takes_set(f.h, &supervisor, "3", "", &err), ST_OK);
	assert_int_equal(queue_takes(f.h, "3", letters, &err), ST_OK);
	assert_string_equal(letters, "ACBVY");
	assert_int_equal(queue_class_set(f.h, &supervisor, 'E', "社保专窗", true, &err), ST_OK);
	assert_string_equal(take('E'), "E001");
	assert_int_equal(queue_class_set(f.h, &supervisor, 'E', "社保专窗", false, &err), ST_REFUSED);
	assert_int_equal(queue_class_set(f.h, &supervisor, 'e', "社保", true, &err), ST_DATA);
	does(&guide, TICKET_DO_ABANDON, "E001", '\0');
	assert_int_equal(queue_class_set(f.h, &supervisor, 'E', "社保专窗", false, &err), ST_OK);
	assert_string_equal(take('E'), "E-6802");
}

static size_t windows;

static void window_fits(void *ctx, const struct window_now *w)
{
	json_t *v = window_now_json(w);

	(void)ctx;
	assert_true(schema_fits("window", v));
	json_object_set_new(v, "clerk", json_null());
	assert_false(schema_fits("window", v));
	json_decref(v);
	windows++;
}

static void tickets_and_windows_as_json(void **state)
{
	(void)state;
	take_as('A', "老年人", -1, "", NULL);
	take_as('C', "", 10 * 60, "", NULL);
	do_here(TICKET_DO_CALL);
	for (int i = 0; i < 2; i++) {
		struct ticket t;
		assert_int_equal(ticket_get(f.h, clock_today(), i ? "Y001" : "V001", &t, &err), ST_OK);
		json_t *v = ticket_json(&t, clock_wall_ms());
		assert_true(schema_fits("ticket", v));
		json_object_set_new(v, "name", json_string("李芳"));      /* nobody is named */
		assert_false(schema_fits("ticket", v));
		json_decref(v);
	}
	windows = 0;
	assert_int_equal(ticket_windows(f.h, window_fits, NULL, &err), ST_OK);
	assert_int_equal(windows, 9);
}

/* --- what goes wrong ----------------------------------------------------------------------------------------------------- */

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
		TICKET_TEST(numbers_restart_each_day_and_go_past_999), TICKET_TEST(groups_and_appointments_have_letters_of_their_own),
		TICKET_TEST(one_open_ticket_for_a_person_and_class), TICKET_TEST(one_press_is_one_ticket),
		TICKET_TEST(an_unknown_outcome_is_looked_up), TICKET_TEST(who_may), TICKET_TEST(from_call_to_end),
		TICKET_TEST(row_67_three_calls_then_passed_and_restored_once), TICKET_TEST(a_transfer_keeps_its_taking_time),
		TICKET_TEST(pausing_and_leaving), TICKET_TEST(classes_are_data), TICKET_TEST(tickets_and_windows_as_json),
		TICKET_TEST(a_clock_set_back),
		TICKET_TEST(no_ticket_is_called_twice), TICKET_TEST(numbers_taken_at_once_are_all_there),
		TICKET_TEST(fifty_thousand_tickets), TICKET_TEST(the_choice_is_that_of_all_who_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "hall/audit.h"
#include "hall/print_job.h"
#include "hall/staff.h"
#include "schema.h"

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

/* D-12: ordered with the ticket, in one transaction; nobody is named on it. */
static void a_slip_comes_with_the_ticket(void **state)
{
	static const char press[] = "0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d12";
	struct print_job jobs[4];
	size_t count;

	(void)state;
	take('A');                                                   /* this hall has no printer for slips */
	assert_string_equal(taken.slip, "");
	assert_int_equal(hall_set(f.h, &script, "printer.slip", "front", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &script, "printer.slip_mm", "58", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &script, "queue.url", "https://hall.example/t/", &err), ST_OK);
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	do_here(TICKET_DO_ARRIVE);
	fixture_tick(6 * MINUTE);
	assert_string_equal(do_here(TICKET_DO_END), "A001");
	take('A');
	assert_string_equal(take_as('A', "老年人", -1, "11010519491231002X", press), "V001");
	assert_string_equal(taken.slip, "PH00120261123V001");
	assert_int_equal(taken.before, 0);                           /* of those with priority */
	assert_string_equal(take('A'), "A003");
	assert_int_equal(taken.before, 2);
	assert_int_equal(taken.estimate, 12);                        /* two of six minutes at one window */
	take_as('A', "老年人", -1, "11010519491231002X", press);      /* the same press prints nothing more */
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind = 'ticket' AND paper = '58mm' AND state = 'pending'"), 3);
	assert_int_equal(print_job_list(f.h, 0, "open", jobs, 4, &count, &err), ST_OK);
	assert_int_equal(count, 3);
	char *text = paper_text(&jobs[1], 32);
	assert_non_null(strstr(text, "V001"));
	assert_non_null(strstr(text, "优先：老年人"));
	assert_null(strstr(text, "11010519491231002"));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE body LIKE '%%https://hall.example/t/%s%%'", press), 1);
	assert_int_equal(ticket_take(f.h, &guide, &(struct ticket_wish){ .class = 'A', .priority = "", .slot_minute = -1, .person = "",
		.large = true }, &taken, &err), ST_OK);
	assert_int_equal(sql("SELECT large FROM print_job WHERE document_no = '%s'", taken.slip), 1);
	assert_int_equal(hall_set(f.h, &script, "printer.slip", "", &err), ST_OK);      /* named for this once: as wide as this hall's */
	assert_int_equal(ticket_take(f.h, &guide, &(struct ticket_wish){ .class = 'A', .priority = "", .slot_minute = -1, .person = "",
		.printer = "tcp://127.0.0.1:9" }, &taken, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE document_no = '%s' AND paper = '58mm'", taken.slip), 1);
	assert_int_equal(hall_set(f.h, &script, "queue.slip", "0", &err), ST_OK);
	take('A');
	assert_string_equal(taken.slip, "");
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

/* A shared window, or two shifts that overlap: the window is one person's at a time, and the other takes it over or leaves it be. */
static void two_persons_at_one_window(void **state)
{
	struct actor second, pad, first = f.clerk;
	struct window_queue q;

	(void)state;
	assert_int_equal(staff_person(f.h, "heqing", "3", &second, &err), ST_OK);
	assert_int_equal(staff_system(f.h, "3", &pad, &err), ST_OK);
	take('A');
	take('A');
	assert_string_equal(do_here(TICKET_DO_CALL), "A001");
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A001");
	assert_string_equal(does(&second, TICKET_DO_CALL, "", '\0'), "E-6822");
	assert_non_null(strstr(err.text, "季慧敏"));
	assert_string_equal(does(&second, TICKET_DO_END, "", '\0'), "E-6822");
	assert_string_equal(does(&second, TICKET_DO_TRANSFER, "A001", 'B'), "E-6822");
	assert_int_equal(ticket_window(f.h, &second, WINDOW_DO_PAUSE, "吃饭", &err), ST_REFUSED);
	assert_int_equal(ticket_window(f.h, &second, WINDOW_DO_RESUME, "", &err), ST_REFUSED);
	assert_int_equal(ticket_window(f.h, &second, WINDOW_DO_LEAVE, "", &err), ST_OK);      /* nothing of hers is there */
	assert_string_equal(state_of("A001"), "serving");
	assert_int_equal(sql("SELECT staff FROM window_state WHERE window_no = '3'"), first.staff_id);

	assert_int_equal(ticket_window(f.h, &second, WINDOW_DO_TAKE_OVER, "", &err), ST_OK);
	assert_int_equal(ticket_queue(f.h, "3", &q, &err), ST_OK);
	assert_int_equal(q.staff, second.staff_id);
	assert_string_equal(q.clerk, "何晴");
	assert_string_equal(q.current.number, "A001");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'window.take-over' AND reason = '季慧敏'"), 1);
	assert_string_equal(do_here(TICKET_DO_END), "E-6822");
	assert_int_equal(ticket_window(f.h, &first, WINDOW_DO_LEAVE, "", &err), ST_OK);       /* the first goes home */
	assert_string_equal(window_is("3"), "serving");
	assert_string_equal(does(&pad, TICKET_DO_CALL, "", '\0'), "A002");      /* her pad calls for her */
	assert_int_equal(sql("SELECT staff FROM window_state WHERE window_no = '3'"), second.staff_id);
	assert_int_equal(sql("SELECT staff FROM ticket WHERE number = 'A002'"), second.staff_id);
}

/* A script that calls where nobody sits keeps nobody away: the first person who sits down has the window, and what she takes in
 * belongs to the visit that is there. */
static void a_script_is_nobody_at_a_window(void **state)
{
	struct actor pad;
	struct window_queue q;

	(void)state;
	assert_int_equal(staff_system(f.h, "3", &pad, &err), ST_OK);
	take('A');
	take('A');
	assert_string_equal(does(&pad, TICKET_DO_CALL, "", '\0'), "A001");
	assert_int_equal(ticket_queue(f.h, "3", &q, &err), ST_OK);
	assert_int_equal(q.staff, 0);
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A001");
	assert_string_equal(do_here(TICKET_DO_END), "A001");
	assert_string_equal(does(&pad, TICKET_DO_CALL, "", '\0'), "A002");                     /* now for her */
	assert_int_equal(sql("SELECT staff FROM ticket WHERE number = 'A002'"), f.clerk.staff_id);
	assert_string_equal(do_here(TICKET_DO_ARRIVE), "A002");
	assert_string_equal(do_here(TICKET_DO_END), "A002");
	assert_int_equal(ticket_window(f.h, &pad, WINDOW_DO_LEAVE, "", &err), ST_OK);
	assert_int_equal(ticket_window(f.h, &pad, WINDOW_DO_RESUME, "", &err), ST_OK);
	assert_int_equal(ticket_window(f.h, &f.clerk, WINDOW_DO_RESUME, "", &err), ST_OK);
	assert_int_equal(sql("SELECT staff FROM window_state WHERE window_no = '3'"), f.clerk.staff_id);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TICKET_TEST(numbers_restart_each_day_and_go_past_999), TICKET_TEST(groups_and_appointments_have_letters_of_their_own),
		TICKET_TEST(one_open_ticket_for_a_person_and_class), TICKET_TEST(one_press_is_one_ticket),
		TICKET_TEST(a_slip_comes_with_the_ticket), TICKET_TEST(an_unknown_outcome_is_looked_up), TICKET_TEST(who_may), TICKET_TEST(from_call_to_end),
		TICKET_TEST(row_67_three_calls_then_passed_and_restored_once), TICKET_TEST(a_transfer_keeps_its_taking_time),
		TICKET_TEST(pausing_and_leaving), TICKET_TEST(two_persons_at_one_window), TICKET_TEST(a_script_is_nobody_at_a_window), TICKET_TEST(classes_are_data), TICKET_TEST(tickets_and_windows_as_json),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

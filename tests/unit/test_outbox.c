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
#include "base/mem.h"
#include "fake/hall.h"
#include "hall/act.h"
#include "hall/outbox.h"
#include "hall/staff.h"

#define OWNER "elsewhere/1"              /* not a process of this machine: believed until its lease is over */

static struct fake_hall f;
static int64_t now = INT64_C(1795400000000);

static int64_t fixed(void)
{
	return now;
}

static int begin(void **state)
{
	static const struct clock_source source = { fixed, fixed };

	(void)state;
	clock_replace(&source);
	fake_hall_make(&f, false);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	fake_hall_free(&f);
	clock_replace(NULL);
	return 0;
}

/* Each test begins with departments and messages of its own. */
static int fresh(void **state)
{
	static const char *const tables[] = { "DROP TRIGGER IF EXISTS outbox_kept", "DROP TRIGGER IF EXISTS dossier_kept",
		"DROP TRIGGER IF EXISTS clock_kept",
		"DROP TRIGGER IF EXISTS act_kept", "DROP TRIGGER IF EXISTS print_job_kept", "DROP TRIGGER IF EXISTS clock_pause_kept",
		"DROP TRIGGER IF EXISTS snapshot_kept", "DROP TRIGGER IF EXISTS dossier_frozen", "DELETE FROM print_job", "DELETE FROM snapshot", "DELETE FROM act", "DELETE FROM result", "DELETE FROM document", "DELETE FROM clock_pause",
		"DELETE FROM task_event", "DELETE FROM attempt", "DELETE FROM outbox", "DELETE FROM task_edge", "DELETE FROM task",
		"DELETE FROM dossier_item", "DELETE FROM clock", "DELETE FROM dossier", "DELETE FROM department",
		"DELETE FROM lease" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		fake_run(&f, tables[i], "");
	fake_department(&f, "d-a", "https://a.test", true);
	fake_department(&f, "d-b", "https://b.test", true);
	return 0;
}

static int64_t claim(int most, int64_t *next_ms)
{
	struct outbox_message m;
	struct err err;
	int64_t next = 0;
	enum status st = outbox_claim(f.hall, OWNER, most, &m, &next, &err);

	if (next_ms)
		*next_ms = next;
	if (st == ST_NOINPUT)
		return 0;
	if (st != ST_OK)
		fail_msg("claim: %s", err.text);
	int64_t id = m.id;
	outbox_message_release(&m);
	return id;
}

/* Claims the message of this task, which must be the next, and ends it so. */
static void end(int64_t task, struct outbox_result r)
{
	struct outbox_message m;
	struct err err;
	int64_t next;

	assert_int_equal(outbox_claim(f.hall, OWNER, 9, &m, &next, &err), ST_OK);
	assert_int_equal(m.task, task);
	assert_int_equal(outbox_done(f.hall, &m, &r, &err), ST_OK);
	outbox_message_release(&m);
}

static void delivered(int64_t task)
{
	end(task, (struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N-1" });
}

/* With "name=value;name=value" as its details. */
static enum task_answer tell_with(int64_t task, const char *state, int64_t seq, const char *details)
{
	char department[256], dossier[256];
	char *key = fake_key(&f, task);
	struct act_value values[8];
	size_t count = 0;
	char *text = mem_text(details), *save = NULL;
	enum task_answer answer;
	struct err err;

	for (char *t = strtok_r(text, ";", &save); t; t = strtok_r(NULL, ";", &save)) {
		char *equals = strchr(t, '=');
		*equals = '\0';
		values[count++] = (struct act_value){ t, equals + 1 };
	}
	fake_text(&f, department, "SELECT department FROM task WHERE id = ?1", "i", task);
	fake_text(&f, dossier, "SELECT d.number FROM dossier d JOIN task t ON t.dossier = d.id WHERE t.id = ?1", "i", task);
	struct task_event e = { .key = key, .dossier = dossier, .department_no = "N-1", .state = state, .seq = seq, .at = now,
		.note = "意见", .by = "李四", .details = values, .detail_count = count };
	if (task_apply(f.hall, department, NULL, &e, &answer, &err) != ST_OK)
		fail_msg("%s: %s %s", state, err.code, err.text);
	free(key);
	free(text);
	return answer;
}

static enum task_answer tell(int64_t task, const char *state, int64_t seq)
{
	return tell_with(task, state, seq, "");
}

static void assert_task(int64_t task, const char *want)
{
	char state[256];

	assert_string_equal(fake_text(&f, state, "SELECT state FROM task WHERE id = ?1", "i", task), want);
}

static void assert_message(int64_t task, const char *want)
{
	char state[256];

	assert_string_equal(fake_text(&f, state, "SELECT state FROM outbox WHERE task = ?1", "i", task), want);
}

static void assert_dossier(int64_t dossier, const char *want)
{
	char state[256];

	assert_string_equal(fake_text(&f, state, "SELECT state FROM dossier WHERE id = ?1", "i", dossier), want);
}

/* --- claiming ---------------------------------------------------------------------------------------------------- */

static void oldest_first_and_not_too_many_for_one(void **state)
{
	(void)state;
	int64_t d = fake_dossier(&f, "1"), a[3], b;

	for (int i = 0; i < 3; i++)
		a[i] = fake_task(&f, d, "d-a", 0, "");
	b = fake_task(&f, d, "d-b", 0, "");
	assert_int_equal(claim(2, NULL), a[0]);
	assert_int_equal(claim(2, NULL), a[1]);
	assert_int_equal(claim(2, NULL), b);             /* a has two under way: b does not wait for them */
	assert_int_equal(claim(2, NULL), 0);
	assert_int_equal(claim(3, NULL), a[2]);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM attempt WHERE ended_at IS NULL", ""), 4);
	assert_int_equal(fake_int(&f, "SELECT sum(tries) FROM outbox WHERE state = 'sending'", ""), 4);
}

static void a_message_comes_out_as_it_was_frozen(void **state)
{
	(void)state;
	struct outbox_message m;
	struct err err;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "D-1"), "d-a", 0, "");
	char *key = fake_key(&f, t), *mark = mem_format("{\"key\":\"%s\",", key);

	assert_int_equal(outbox_claim(f.hall, OWNER, 1, &m, &next, &err), ST_OK);
	assert_string_equal(m.key, key);
	assert_string_equal(m.dossier, "D-1");
	assert_string_equal(m.url, "https://a.test");
	assert_string_equal(m.path, "/v1/tasks");
	assert_true(m.dedup && !m.maybe_sent && m.tries == 1);
	assert_memory_equal(m.body, mark, strlen(mark));
	assert_int_equal(m.n, strlen(m.body));
	outbox_message_release(&m);
	free(mark);
	free(key);
}

static void a_changed_body_is_never_sent(void **state)
{
	(void)state;
	char note[256];
	int64_t t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, ""), u = fake_task(&f, fake_dossier(&f, "2"), "d-a", 0, "");

	fake_run(&f, "DROP TRIGGER outbox_frozen", "");
	fake_run(&f, "UPDATE outbox SET body = (SELECT body FROM outbox WHERE task = ?2) WHERE task = ?1", "ii", t, u);
	assert_int_equal(claim(1, NULL), u);             /* the next one goes on */
	assert_message(t, "parked");
	assert_task(t, "05");
	assert_non_null(strstr(fake_text(&f, note, "SELECT note FROM outbox WHERE task = ?1", "i", t), "E-6211"));
	assert_int_equal(fake_int(&f, "SELECT failures + history_count FROM department WHERE id = 'd-a'", ""), 0);
}

static void departments_without_address_wait(void **state)
{
	(void)state;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");

	fake_run(&f, "UPDATE department SET url = '' WHERE id = 'd-a'", "");
	assert_int_equal(claim(1, &next), 0);
	assert_int_equal(next, 0);
	fake_run(&f, "UPDATE department SET url = 'https://a.test' WHERE id = 'd-a'", "");
	assert_int_equal(claim(1, &next), t);
}

/* --- order ------------------------------------------------------------------------------------------------------- */

static void what_depends_waits_until_it_is_granted(void **state)
{
	(void)state;
	int64_t d = fake_dossier(&f, "1"), next;
	int64_t b = fake_task(&f, d, "d-b", 0, ""), a = fake_task(&f, d, "d-a", 0, "");

	fake_run(&f, "INSERT INTO task_edge (task, after) VALUES (?1, ?2)", "ii", b, a);     /* b comes first in the table */
	delivered(a);
	assert_int_equal(claim(9, &next), 0);
	assert_int_equal(next, 0);                       /* nothing to do until somebody says something */
	assert_int_equal(tell(a, "20", 1), TASK_APPLIED);
	assert_int_equal(claim(9, &next), 0);
	assert_dossier(d, "40");
	assert_int_equal(tell(a, "50", 2), TASK_APPLIED);
	delivered(b);
	assert_int_equal(tell(b, "20", 1), TASK_APPLIED);
	assert_dossier(d, "40");
	assert_int_equal(tell(b, "50", 2), TASK_APPLIED);
	assert_dossier(d, "60");
}

static void delivered_is_enough_where_the_catalogue_says_so(void **state)
{
	(void)state;
	int64_t d = fake_dossier(&f, "1"), a = fake_task(&f, d, "d-a", 0, ""), b = fake_task(&f, d, "d-b", a, "delivered");

	assert_int_equal(fake_int(&f, "SELECT id FROM outbox WHERE task = ?1", "i", b), b);
	delivered(a);
	delivered(b);
}

static void a_refusal_ends_what_hangs_on_it(void **state)
{
	(void)state;
	int64_t d = fake_dossier(&f, "1"), next;
	int64_t a = fake_task(&f, d, "d-a", 0, ""), b = fake_task(&f, d, "d-b", a, "done"), c = fake_task(&f, d, "d-b", b, "done");
	int64_t free_one = fake_task(&f, d, "d-b", 0, "");

	delivered(a);
	delivered(free_one);
	assert_int_equal(tell(a, "20", 1), TASK_APPLIED);
	assert_int_equal(tell_with(a, "51", 2, "reason=不符合条件;article=第三十八条"), TASK_APPLIED);
	assert_task(b, "902");
	assert_task(c, "902");
	assert_message(b, "rejected");
	assert_message(c, "rejected");
	assert_task(free_one, "10");
	assert_int_equal(claim(9, &next), 0);
	/* the applicant is told of the refusal and of what ended with it */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM print_job WHERE kind = 'denial'", ""), 1);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM print_job WHERE kind LIKE 'termination%'", ""), 2);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM act WHERE word = 'end' AND state = '902'", ""), 2);
	assert_dossier(d, "40");                         /* free_one is still at work */
	assert_int_equal(tell(free_one, "20", 1), TASK_APPLIED);
	assert_int_equal(tell(free_one, "50", 2), TASK_APPLIED);
	assert_dossier(d, "60");
}

/* --- ends -------------------------------------------------------------------------------------------------------- */

static void doubt_is_remembered_and_settled(void **state)
{
	(void)state;
	struct outbox_message m;
	struct err err;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");

	end(t, (struct outbox_result){ .end = OUTBOX_MAYBE, .note = "核实中" });
	assert_message(t, "pending");
	now += 2000;                                     /* the first wait is at most 2 s */
	assert_int_equal(outbox_claim(f.hall, OWNER, 1, &m, &next, &err), ST_OK);
	assert_true(m.maybe_sent);
	outbox_message_release(&m);
}

static void where_nothing_may_be_sent_twice_doubt_is_for_a_person(void **state)
{
	(void)state;
	int64_t next;
	fake_run(&f, "UPDATE department SET dedup = 0", "");
	int64_t t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, ""), u = fake_task(&f, fake_dossier(&f, "2"), "d-b", 0, "");
	struct actor by;
	struct err err;
	char note[256];

	end(t, (struct outbox_result){ .end = OUTBOX_MAYBE });
	assert_message(t, "parked");
	assert_non_null(strstr(fake_text(&f, note, "SELECT note FROM outbox WHERE task = ?1", "i", t), "请电话核实后再发"));
	/* and when its process died */
	assert_int_equal(claim(1, &next), u);
	now += OUTBOX_LEASE_MS + 1;
	size_t lost;
	assert_int_equal(outbox_recover(f.hall, &lost, &err), ST_OK);
	assert_int_equal(lost, 1);
	assert_int_equal(claim(1, &next), 0);
	assert_message(u, "parked");
	/* a person has called them: it goes out, once */
	assert_int_equal(staff_system(f.hall, "", &by, &err), ST_OK);
	assert_int_equal(outbox_retry(f.hall, &by, u, &err), ST_OK);
	assert_int_equal(claim(1, &next), u);
}

static void refused_ones_stand_still_until_a_person_acts(void **state)
{
	(void)state;
	struct actor by;
	struct err err;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");

	end(t, (struct outbox_result){ .end = OUTBOX_PARKED, .http_status = 400, .note = "E-4005 拒收" });
	assert_message(t, "parked");
	assert_task(t, "05");
	now += INT64_C(86400000);
	assert_int_equal(claim(1, &next), 0);
	assert_int_equal(staff_system(f.hall, "", &by, &err), ST_OK);
	assert_int_equal(outbox_hold(f.hall, &by, t, &err), ST_OK);
	assert_message(t, "held");
	assert_int_equal(outbox_hold(f.hall, &by, t, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6202");
	assert_non_null(strstr(err.text, "「暂停」"));             /* in words, not in the store's */
	assert_int_equal(outbox_retry(f.hall, &by, t, &err), ST_OK);
	assert_task(t, "00");
	delivered(t);
	assert_int_equal(outbox_retry(f.hall, &by, t, &err), ST_REFUSED);
	assert_int_equal(outbox_retry(f.hall, &by, 999999, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6201");
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM audit WHERE act LIKE 'outbox.%' AND object = '1'", "") >= 4, 1);
}

static void claims_of_the_dead_come_back(void **state)
{
	(void)state;
	struct err err;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");
	size_t lost;

	assert_int_equal(claim(1, &next), t);
	assert_int_equal(outbox_recover(f.hall, &lost, &err), ST_OK);
	assert_int_equal(lost, 0);                       /* its lease runs */
	now += OUTBOX_LEASE_MS + 1;
	assert_int_equal(outbox_recover(f.hall, &lost, &err), ST_OK);
	assert_int_equal(lost, 1);
	assert_int_equal(fake_int(&f, "SELECT maybe_sent FROM outbox WHERE task = ?1", "i", t), 1);
	assert_int_equal(claim(1, &next), t);
	/* a process of this machine that is no more: no waiting for its lease */
	char owner[80];
	lease_owner(owner);
	assert_false(lease_owner_dead(owner));
	char *start = strrchr(owner, '/');
	snprintf(start, sizeof owner - (size_t)(start - owner), "/1");       /* our number, another beginning */
	assert_true(lease_owner_dead(owner));
	fake_run(&f, "UPDATE outbox SET owner = ?1 WHERE task = ?2", "si", owner, t);
	assert_int_equal(outbox_recover(f.hall, &lost, &err), ST_OK);
	assert_int_equal(lost, 1);
}

static void a_late_end_changes_nothing_that_is_known_better(void **state)
{
	(void)state;
	struct outbox_message m;
	struct err err;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");

	assert_int_equal(outbox_claim(f.hall, OWNER, 1, &m, &next, &err), ST_OK);
	assert_int_equal(tell(t, "20", 1), TASK_APPLIED);        /* the feed was quicker than the answer */
	assert_message(t, "delivered");
	assert_task(t, "20");
	struct outbox_result r = { .end = OUTBOX_MAYBE, .note = "断了" };
	assert_int_equal(outbox_done(f.hall, &m, &r, &err), ST_OK);
	assert_message(t, "delivered");
	r = (struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N-1" };
	assert_int_equal(outbox_done(f.hall, &m, &r, &err), ST_OK);
	assert_task(t, "20");
	outbox_message_release(&m);
}

/* --- events ------------------------------------------------------------------------------------------------------ */

static void events_are_applied_once_and_by_the_table(void **state)
{
	(void)state;
	int64_t d = fake_dossier(&f, "1"), a = fake_task(&f, d, "d-a", 0, "");

	delivered(a);
	assert_int_equal(tell(a, "50", 1), TASK_ILLEGAL);        /* not signed for */
	assert_task(a, "10");
	assert_int_equal(tell(a, "20", 1), TASK_SKIPPED);
	assert_int_equal(tell(a, "20", 2), TASK_APPLIED);
	assert_int_equal(tell_with(a, "25", 3, "lines=缺第三页;later=x"), TASK_APPLIED);
	assert_int_equal(tell(a, "20", 4), TASK_APPLIED);
	assert_dossier(d, "40");
	assert_int_equal(tell(a, "50", 5), TASK_APPLIED);
	assert_int_equal(tell(a, "51", 6), TASK_ILLEGAL);        /* W-11 */
	assert_int_equal(tell(a, "nonsense", 7), TASK_ILLEGAL);
	assert_task(a, "50");
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event WHERE task = ?1 AND answer = 'applied'", "i", a), 4);
}

static void events_about_others_are_strange(void **state)
{
	(void)state;
	int64_t a = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, "");
	char *key = fake_key(&f, a);
	struct err err;
	enum task_answer answer;
	struct task_event e = { .key = key, .dossier = "1", .department_no = "N-1", .state = "20", .seq = 1, .note = "", .by = "" };
	struct { const char *department, *key, *dossier, *no; } cases[] = {
		{ "d-b", key, "1", "N-1" }, { "d-a", key, "2", "N-1" }, { "d-a", "00000000-0000-0000-0000-000000000000", "1", "N-1" },
		{ "d-a", key, "1", "N-2" },
	};

	delivered(a);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		e.key = cases[i].key;
		e.dossier = cases[i].dossier;
		e.department_no = cases[i].no;
		assert_int_equal(task_apply(f.hall, cases[i].department, "7", &e, &answer, &err), ST_OK);
		assert_int_equal(answer, TASK_STRANGE);
	}
	assert_task(a, "10");
	char cursor[256];
	assert_string_equal(fake_text(&f, cursor, "SELECT cursor FROM department WHERE id = 'd-a'", ""), "7");
	free(key);
}

/* --- waiting ----------------------------------------------------------------------------------------------------- */

static void a_department_that_is_down_is_left_alone(void **state)
{
	(void)state;
	int64_t next, d = fake_dossier(&f, "1"), t[6];

	for (int i = 0; i < 6; i++)
		t[i] = fake_task(&f, d, "d-a", 0, "");
	for (int i = 0; i < 5; i++)
		end(t[i], (struct outbox_result){ .end = OUTBOX_RETRY, .note = "不通" });
	assert_int_equal(claim(9, &next), 0);
	assert_in_range(next, now + 15000, now + 30000);
	now = next;
	assert_int_not_equal(claim(9, &next), 0);
	assert_int_equal(claim(9, &next), 0);            /* exactly one tries */
}

static void what_the_department_asks_for_is_honoured_up_to_an_hour(void **state)
{
	(void)state;
	int64_t next, t = fake_task(&f, fake_dossier(&f, "1"), "d-a", 0, ""), u = fake_task(&f, fake_dossier(&f, "2"), "d-a", 0, "");

	end(t, (struct outbox_result){ .end = OUTBOX_RETRY, .http_status = 429, .retry_after_ms = 3600000 });
	assert_int_equal(claim(9, &next), 0);            /* u waits as well */
	assert_int_equal(next, now + 3600000);
	(void)u;
	/* a clock that was set back must not make it wait for hours */
	now -= INT64_C(7200000);
	assert_int_not_equal(claim(9, &next), 0);
}

/* --- leases and lists -------------------------------------------------------------------------------------------- */

static void one_works_the_other_stands_by(void **state)
{
	(void)state;
	struct err err;
	struct agent_state s;

	assert_int_equal(lease_take(f.hall, "dispatch", "x/1", 1000, &err), ST_OK);
	assert_int_equal(lease_take(f.hall, "dispatch", "y/1", 1000, &err), ST_BUSY);
	assert_int_equal(lease_take(f.hall, "dispatch", "x/1", 1000, &err), ST_OK);
	assert_int_equal(agent_say(f.hall, "dispatch", "正常,待发 0", true, &err), ST_OK);
	assert_int_equal(agent_state(f.hall, "dispatch", &s, &err), ST_OK);
	assert_true(s.running && s.fine);
	assert_string_equal(s.words, "正常,待发 0");
	now += 1001;
	assert_int_equal(agent_state(f.hall, "dispatch", &s, &err), ST_OK);
	assert_false(s.running);
	assert_int_equal(lease_take(f.hall, "dispatch", "y/1", 1000, &err), ST_OK);
	lease_drop(f.hall, "dispatch", "x/1");           /* not his any more */
	assert_int_equal(lease_take(f.hall, "dispatch", "x/1", 1000, &err), ST_BUSY);
	lease_drop(f.hall, "dispatch", "y/1");
	assert_int_equal(lease_take(f.hall, "dispatch", "x/1", 1000, &err), ST_OK);
}

static void departments_are_set_only_to_https(void **state)
{
	(void)state;
	static const char *const bad[] = { "http://a.test", "https://", "https://u@a.test", "https://a.test/?x", "ftp://a.test",
		"https://a.test/", "https:// a", "https://:8443", "HTTPS://a.test", "https://a.test/\x1b[2J", "https://医保.test" };
	struct actor by;
	struct err err;
	struct department_row rows[4];
	size_t count;

	assert_int_equal(staff_system(f.hall, "", &by, &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(department_set(f.hall, &by, "d-a", bad[i], true, &err), ST_CONFIG);
		assert_string_equal(err.code, "E-3005");
	}
	assert_int_equal(department_set(f.hall, &by, "d-x", "https://a.test", true, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6203");
	fake_run(&f, "UPDATE department SET cursor = '9', failures = 3, open_until = 5", "");
	assert_int_equal(department_set(f.hall, &by, "d-a", "https://[::1]:8443/d-a", false, &err), ST_OK);
	assert_int_equal(department_set(f.hall, &by, "d-b", "https://b.test", true, &err), ST_OK);
	assert_int_equal(department_list(f.hall, rows, COUNT_OF(rows), &count, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].url, "https://[::1]:8443/d-a");
	assert_string_equal(rows[0].cursor, "");         /* another system */
	assert_string_equal(rows[1].cursor, "9");
	assert_false(rows[0].dedup);
	assert_int_equal(rows[0].failures + rows[0].open_until, 0);
}

static void lists_show_what_is_open(void **state)
{
	(void)state;
	struct outbox_row rows[8];
	struct outbox_sum sums[8];
	size_t count;
	struct err err;
	int64_t d = fake_dossier(&f, "1"), t = fake_task(&f, d, "d-a", 0, ""), u = fake_task(&f, d, "d-b", t, "done");

	delivered(t);
	assert_int_equal(claim(1, NULL), 0);
	assert_int_equal(outbox_list(f.hall, "", rows, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(rows[0].id, u);
	assert_string_equal(rows[0].note, "等待前置事项办结");
	assert_int_equal(rows[0].next_at, 0);
	assert_int_equal(outbox_list(f.hall, "delivered", rows, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(outbox_list(f.hall, "all", rows, 8, &count, &err), ST_OK);
	assert_int_equal(count, 2);
	assert_int_equal(outbox_list(f.hall, "all", rows, 1, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(outbox_sums(f.hall, sums, 8, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(sums[0].waiting, 0);            /* it waits for a decision, not for us */
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(oldest_first_and_not_too_many_for_one),
		TEST(a_message_comes_out_as_it_was_frozen),
		TEST(departments_without_address_wait),
		TEST(what_depends_waits_until_it_is_granted),
		TEST(delivered_is_enough_where_the_catalogue_says_so),
		TEST(a_refusal_ends_what_hangs_on_it),
		TEST(doubt_is_remembered_and_settled),
		TEST(where_nothing_may_be_sent_twice_doubt_is_for_a_person),
		TEST(refused_ones_stand_still_until_a_person_acts),
		TEST(claims_of_the_dead_come_back),
		TEST(a_late_end_changes_nothing_that_is_known_better),
		TEST(events_are_applied_once_and_by_the_table),
		TEST(events_about_others_are_strange),
		TEST(a_department_that_is_down_is_left_alone),
		TEST(what_the_department_asks_for_is_honoured_up_to_an_hour),
		TEST(one_works_the_other_stands_by),
		TEST(departments_are_set_only_to_https),
		TEST(lists_show_what_is_open),
		TEST(a_changed_body_is_never_sent),
	};
	return cmocka_run_group_tests(tests, begin, finish);
}

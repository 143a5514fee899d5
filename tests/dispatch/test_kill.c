/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fake/department.h"
#include "fake/hall.h"

/* The agent and the department die where it hurts, again and again, in one hall with one department server: whatever
 * the moment, each task is done exactly once, in its order, and the hall ends up knowing it (R5, R6, R9, 4.5). */

#define SCALE 20

/* POINT:NTH. Each has to be reached, or the test would prove nothing. */
static const char *const points[] = {
	"dispatch.lease:1", "outbox.recover-before:1", "outbox.recover-committed:1",
	"outbox.claim-before:1", "outbox.claim-before:2", "outbox.claim-committed:1", "outbox.claim-committed:3",
	"dispatch.before-send:1", "dispatch.before-send:2", "dispatch.answered:1", "dispatch.answered:3",
	"dispatch.before-store:1", "dispatch.before-store:2", "dispatch.stored:1", "dispatch.stored:3",
	"outbox.done-before:1", "outbox.done-committed:1", "outbox.done-committed:2",
	"dispatch.page:1", "dispatch.page:2", "dispatch.before-apply:1", "dispatch.before-apply:4",
	"outbox.event-before:2", "outbox.event-committed:1", "outbox.event-committed:5",
	"store.step:9", "store.before-commit:2", "store.before-commit:7", "store.after-commit:3", "store.after-commit:8",
};

static struct fake_hall f;
static sqlite3 *there;                   /* the department's own store: what really happened */
static pid_t department;
static int port;

static int begin(void **state)
{
	static const char *const ids[] = { "d-a", "d-b", "d-c" };
	char url[64];

	(void)state;
	fake_hall_make(&f, true);
	department = department_start(f.path, &port, NULL, 0);
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		snprintf(url, sizeof url, "https://127.0.0.1:%d/%s", port, ids[i]);
		fake_department(&f, ids[i], url, true);
	}
	char *path = file_join(f.path, "department.db");
	assert_int_equal(sqlite3_open(path, &there), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(there, 10000), SQLITE_OK);
	free(path);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	assert_int_equal(sqlite3_close(there), SQLITE_OK);
	process_stop(department, 5000);
	fake_hall_free(&f);
	return 0;
}

static int64_t there_int(const char *sql, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	int64_t i = -1;

	assert_int_equal(sqlite3_prepare_v2(there, sql, -1, &stmt, NULL), SQLITE_OK);
	if (text)
		assert_int_equal(sqlite3_bind_text(stmt, 1, text, -1, SQLITE_TRANSIENT), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		i = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return i;
}

/* A dossier with tasks for three departments, one of them in a series. */
static int64_t new_dossier(const char *number)
{
	int64_t d = fake_dossier(&f, number), first = fake_task(&f, d, "d-a", 0, "");

	fake_task(&f, d, "d-b", 0, "");
	fake_task(&f, d, "d-c", 0, "");
	fake_task(&f, d, "d-b", first, "done");
	return d;
}

static bool dossier_decided(void *ctx)
{
	return fake_int(&f, "SELECT count(*) FROM dossier WHERE id = ?1 AND state = '60'", "i", *(int64_t *)ctx) == 1;
}

/* What really happened there, against what was accepted here. */
static void check(int64_t d, const char *number, const char *what)
{
	int64_t effects = there_int("SELECT count(*) FROM received WHERE dossier = ?1", number);

	if (effects != 4 ||
		there_int("SELECT count(DISTINCT department || item_name) FROM received WHERE dossier = ?1", number) != 4)
		fail_msg("%s: %lld effects for 4 tasks", what, (long long)effects);
	/* the series: task 4 came after task 1 had been granted there */
	if (there_int("SELECT r4.received_at >= c.at FROM received r1 JOIN change c ON c.received = r1.id AND c.state = '50'"
		" JOIN received r4 ON r4.dossier = r1.dossier AND r4.item_name = '事项4'"
		" WHERE r1.dossier = ?1 AND r1.item_name = '事项1'", number) != 1)
		fail_msg("%s: the order was lost", what);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task t JOIN outbox o ON o.task = t.id"
		" WHERE t.dossier = ?1 AND t.state = '50' AND o.state = 'delivered' AND t.department_no <> ''", "i", d), 4);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event e JOIN task t ON t.id = e.task"
		" WHERE t.dossier = ?1 AND e.answer = 'applied'", "i", d), 8);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event e JOIN task t ON t.id = e.task"
		" WHERE t.dossier = ?1 AND e.answer <> 'applied'", "i", d), 0);
}

static void the_agent_dies_at_every_point(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		char number[24];
		snprintf(number, sizeof number, "K-%zu", i);
		int64_t d = new_dossier(number);
		/* one that had been under way when an earlier process died: something to recover */
		fake_run(&f, "UPDATE outbox SET state = 'sending', owner = 'gone/1', lease_until = 1, tries = 1 WHERE id ="
			" (SELECT min(id) FROM outbox WHERE state = 'pending')", "");
		pid_t pid = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .die = points[i] });
		int end = process_end(pid, 8000);
		if (end != 128 + SIGKILL)
			fail_msg("%s was not reached: %d", points[i], end);
		pid = agent_start(f.path, &(struct agent_options){ .scale = SCALE });
		if (!wait_until(dossier_decided, &d, 12000)) {
			agent_log_show(f.path);
			fail_msg("%s: the dossier does not get on", points[i]);
		}
		assert_int_equal(process_stop(pid, 5000), 0);
		check(d, number, points[i]);
	}
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM attempt WHERE end_code = 'lost'", "") > 0, 1);
}

/* It did the work and dies before it can say so. */
static void the_department_dies_between_doing_and_answering(void **state)
{
	(void)state;
	int64_t d = new_dossier("D-1");

	assert_int_equal(process_stop(department, 5000), 0);
	department = department_start(f.path, &port, "department.received", 0);
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE });
	assert_int_equal(process_end(department, 8000), 128 + SIGKILL);
	assert_int_equal(there_int("SELECT count(*) FROM received WHERE dossier = ?1", "D-1"), 1);
	department = department_start(f.path, &port, NULL, 0);
	if (!wait_until(dossier_decided, &d, 15000)) {
		agent_log_show(f.path);
		fail_msg("the dossier does not get on");
	}
	assert_int_equal(process_stop(agent, 5000), 0);
	check(d, "D-1", "department.received");
	assert_true(fake_int(&f, "SELECT count(*) FROM attempt a JOIN outbox o ON o.id = a.outbox JOIN task t ON t.id = o.task"
		" WHERE t.dossier = ?1 AND a.end_code = 'maybe'", "i", d) >= 1);
}

static bool delivered_there(void *ctx)
{
	return there_int("SELECT count(*) FROM received WHERE dossier = ?1", ctx) == 4;
}

static bool lease_held(void *ctx)
{
	char owner[256], *slash;

	fake_text(&f, owner, "SELECT owner FROM lease WHERE name = 'dispatch'", "");
	slash = strchr(owner, '/');
	return slash && strtol(slash + 1, NULL, 10) == *(pid_t *)ctx;
}

/* Two agents: one works, the other stands by; it takes over when the first is killed. */
static void two_agents_one_works(void **state)
{
	(void)state;
	char none[] = "T-1", next[] = "T-2";
	pid_t one = agent_start(f.path, &(struct agent_options){ .scale = SCALE });

	assert_true(wait_until(lease_held, &one, 5000));
	pid_t two = agent_start(f.path, &(struct agent_options){ .scale = SCALE });
	int64_t d = new_dossier(none);
	assert_true(wait_until(dossier_decided, &d, 12000));
	check(d, none, "two agents");
	assert_int_equal(fake_int(&f, "SELECT count(DISTINCT a.owner) FROM attempt a JOIN outbox o ON o.id = a.outbox"
		" JOIN task t ON t.id = o.task WHERE t.dossier = ?1", "i", d), 1);
	assert_true(lease_held(&one));
	/* a third that is only to run once does not wait for them */
	assert_int_equal(process_end(agent_start(f.path, &(struct agent_options){ .scale = SCALE, .until_idle = true }), 5000), 75);
	kill(one, SIGKILL);
	process_end(one, 2000);
	d = new_dossier(next);
	assert_true(wait_until(lease_held, &two, 5000));         /* the dead is known to be dead: no waiting for its lease */
	assert_true(wait_until(dossier_decided, &d, 12000));
	check(d, next, "the second agent");
	assert_true(delivered_there(next));
	assert_int_equal(process_stop(two, 5000), 0);
}

static bool pushed(void *server)
{
	return fake_server_ledger(server).pushes > 0;
}

static bool task_delivered(void *ctx)
{
	return fake_int(&f, "SELECT count(*) FROM outbox WHERE task = ?1 AND state = 'delivered'", "i", *(int64_t *)ctx) == 1;
}

static bool one_attempt(void *ctx)
{
	return fake_int(&f, "SELECT count(*) FROM attempt WHERE outbox = ?1 AND ended_at IS NOT NULL", "i", *(int64_t *)ctx) >= 1;
}

/* The leader is stopped in the middle of a push, another takes its place and settles the doubt; when the first wakes up
 * it is nobody, and what it learns too late changes nothing (R5). */
static void a_deposed_leader_does_no_harm(void **state)
{
	(void)state;
	char *tls = file_join(f.path, "tls"), text[256];
	struct fake_server *silent = fake_server_start(&(struct fake_server_options){ .tls = tls, .script = "silence" });
	const struct agent_options patient = { .scale = SCALE, .slow = "60" };

	fake_department(&f, "deposed", fake_server_url(silent), true);
	int64_t d = fake_dossier(&f, "L-1"), first = fake_task(&f, d, "deposed", 0, "");
	pid_t one = agent_start(f.path, &patient);
	assert_true(wait_until(pushed, silent, 10000));
	kill(one, SIGSTOP);
	pid_t two = agent_start(f.path, &patient);
	assert_true(wait_until(lease_held, &two, 20000));        /* when the lease has run out: the process is alive */
	assert_true(wait_until(task_delivered, &first, 20000));  /* asked by key */
	kill(one, SIGCONT);
	int64_t later[3];
	for (int i = 0; i < 3; i++) {
		later[i] = fake_task(&f, d, "deposed", 0, "");
		assert_true(wait_until(task_delivered, &later[i], 10000));
	}
	assert_true(lease_held(&two));
	assert_int_equal(process_stop(one, 10000), 0);
	assert_true(lease_held(&two));                           /* it has given back nothing that was not its own */
	assert_string_equal(fake_text(&f, text, "SELECT state FROM outbox WHERE task = ?1", "i", first), "delivered");
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", first), "10");
	assert_int_equal(fake_int(&f, "SELECT count(DISTINCT owner) FROM attempt WHERE outbox > ?1", "i", first), 1);
	assert_int_equal(fake_server_ledger(silent).effects, 4);
	assert_int_equal(process_stop(two, 5000), 0);
	fake_server_stop(silent);
	free(tls);
}

/* Somebody corrects the clock by half an hour while a message waits for its next try: it does not wait half an hour. */
static void a_clock_set_back_keeps_nothing_waiting(void **state)
{
	(void)state;
	char *tls = file_join(f.path, "tls"), *file = file_join(f.path, "back");
	struct fake_server *busy = fake_server_start(&(struct fake_server_options){ .tls = tls, .script = "429/60" });

	fake_department(&f, "busy", fake_server_url(busy), true);
	int64_t task = fake_task(&f, fake_dossier(&f, "C-1"), "busy", 0, "");
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .back = file });
	assert_true(wait_until(one_attempt, &task, 10000));
	FILE *now = fopen(file, "w");
	assert_non_null(now);
	fclose(now);
	/* a minute of its clock is three seconds here; half an hour more would be a minute and a half */
	if (!wait_until(task_delivered, &task, 45000)) {
		agent_log_show(f.path);
		fail_msg("it waits by the clock on the wall");
	}
	assert_int_equal(process_stop(agent, 5000), 0);
	fake_server_stop(busy);
	free(tls);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_agent_dies_at_every_point),
		cmocka_unit_test(the_department_dies_between_doing_and_answering),
		cmocka_unit_test(two_agents_one_works),
		cmocka_unit_test(a_deposed_leader_does_no_harm),
		cmocka_unit_test(a_clock_set_back_keeps_nothing_waiting),
	};

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fixture.h"
#include "hall/outbox.h"

/* The network is down for two hours (I-8): the window takes in what comes, papers are ordered, messages wait, the home screen says so;
 * when it is back, each task is delivered, once, in its order. */

#define TAKEN 50
#define DOWN_MS ((int64_t)2 * 3600 * 1000)

static struct fixture f;
static sqlite3 *here, *there;

static int begin(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static void take(int n)
{
	static const char *const bundles[] = { "xinyong", "kai-canyin", "xinshenger", "xinyong", "kai-dangao" };
	struct accepted a;
	struct request r;

	fixture_request(&f, bundles[n % (int)COUNT_OF(bundles)], 3000 + n, &r);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	assert_int_equal(store_number(here, "SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.id ="
		" (SELECT max(id) FROM dossier) AND p.state = 'pending'") > 0, 1);
	fixture_tick(100);
}

/* Somebody has been tried for, in vain, often enough for its circuit to open. */
static bool given_up(void *ctx)
{
	(void)ctx;
	return store_number(here, "SELECT count(*) FROM department WHERE open_until > 0") > 0;
}

static bool all_decided(void *ctx)
{
	(void)ctx;
	return store_number(here, "SELECT count(*) FROM dossier WHERE state <> '60'") == 0;
}

static void row_81_two_hours_without_a_network(void **state)
{
	int port = (int)hall_int(f.h, "department.port");
	struct agent_state s;
	struct err err;
	char url[64];

	(void)state;
	here = store_look(f.dir, "hall.db");
	static const char *const at_desks[] = { "cg", "gjj" };   /* have a system for once: each task goes over the net */
	struct actor admin = f.clerk;
	snprintf(admin.role, sizeof admin.role, "admin");
	for (size_t i = 0; i < COUNT_OF(at_desks); i++) {
		snprintf(url, sizeof url, "https://127.0.0.1:%d/%s", port, at_desks[i]);
		assert_int_equal(department_set(f.h, &admin, at_desks[i], url, true, &err), ST_OK);
	}
	pid_t agent = agent_start(f.dir, &(struct agent_options){ .scale = 20 });
	for (int i = 0; i < TAKEN; i++)
		take(i);
	int64_t tasks = store_number(here, "SELECT count(*) FROM task");
	assert_true(wait_until(given_up, NULL, 30000));
	assert_int_equal(agent_state(f.h, "dispatch", &s, &err), ST_OK);
	assert_false(s.fine);
	assert_non_null(strstr(s.words, "不通"));
	assert_non_null(strstr(s.words, "件在等"));
	assert_int_equal(process_stop(agent, 5000), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM dossier WHERE state = '30'"), TAKEN);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state = 'pending'"), tasks);
	assert_int_equal(store_number(here, "SELECT count(*) FROM attempt WHERE end_code NOT IN ('retry', 'lost')"), 0);

	pid_t department = department_start(f.dir, &port, NULL, 0);
	agent = agent_start(f.dir, &(struct agent_options){ .scale = 20, .later_ms = DOWN_MS });
	bool done = wait_until(all_decided, NULL, 60000);
	assert_int_equal(process_stop(agent, 5000), 0);
	assert_int_equal(process_stop(department, 5000), 0);
	if (!done)
		agent_log_show(f.dir);
	assert_true(done);
	there = store_look(f.dir, "department.db");
	assert_int_equal(store_number(there, "SELECT count(*) FROM received"), tasks);
	assert_int_equal(store_number(there, "SELECT count(*) - count(DISTINCT key) FROM received"), 0);
	assert_int_equal(store_number(there, "SELECT count(DISTINCT dossier) FROM received"), TAKEN);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state <> 'delivered'"), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM attempt WHERE end_code = 'delivered'"), tasks);
	/* and those that had to wait for another went after it */
	assert_int_equal(store_number(here, "SELECT count(*) FROM task_edge e JOIN outbox o ON o.task = e.task JOIN outbox p ON p.task = e.after"
		" WHERE e.needs = 'done' AND o.last_at < p.last_at"), 0);
	sqlite3_close(here);
	sqlite3_close(there);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(row_81_two_hours_without_a_network) };

	return cmocka_run_group_tests(tests, begin, finish);
}

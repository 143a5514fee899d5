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

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fake/department.h"
#include "fake/hall.h"
#include "hall/outbox.h"
#include "hall/reconcile.h"
#include "hall/staff.h"
#include "unit/hall/fixture.h"

/* R9: what differs between the hall and a department is found, whatever it is, and nothing else; a person's act settles
 * it or a reason does; a department that has no list is no fault; a list without end keeps no delivery waiting. */

#define SCALE 20
enum { SAME, LOST, BODY, SILENT, FEED, PARKED, TASKS };

static struct fake_hall f;
static sqlite3 *there;
static pid_t department;
static int port;
static int64_t tasks[TASKS];
static struct actor me;
static const struct agent_options fast = { .scale = SCALE }, to_the_end = { .scale = SCALE, .until_idle = true };

static int64_t frozen_wall(void)
{
	return FIXTURE_NOW;
}

static int64_t frozen_mono(void)
{
	return 1000;
}

static void run_there(const char *sql, int64_t task)
{
	sqlite3_stmt *stmt = NULL;
	char *key = fake_key(&f, task);

	assert_int_equal(sqlite3_prepare_v2(there, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_bind_parameter_count(stmt) > 0)
		assert_int_equal(sqlite3_bind_text(stmt, 1, key, -1, SQLITE_TRANSIENT), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	free(key);
}

static void agent_to_the_end(void)
{
	int end = process_end(agent_start(f.path, &to_the_end), 30000);

	if (end != 0)
		agent_log_show(f.path);
	assert_int_equal(end, 0);
}

static void compare_now(void)
{
	struct err err;

	assert_int_equal(reconcile_ask(f.hall, &me, &err), ST_OK);
	agent_to_the_end();
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM department WHERE reconcile_asked_at > reconcile_ended_at", ""), 0);
}

/* The open row about a task; id 0 when there is none. */
static struct difference row_of(int64_t task)
{
	struct difference rows[20], none = { 0 };
	size_t count = 0;
	struct err err;
	char *key = task ? fake_key(&f, task) : mem_text("11111111-1111-4111-8111-111111111111");

	assert_int_equal(difference_list(f.hall, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].key, key) == 0)
			none = rows[i];
	free(key);
	return none;
}

static size_t row_count(void)
{
	struct difference rows[20];
	size_t count = 0;
	struct err err;

	assert_int_equal(difference_list(f.hall, rows, COUNT_OF(rows), &count, &err), ST_OK);
	return count;
}

static void assert_row(int64_t task, enum difference_kind kind, const char *ours, const char *theirs)
{
	struct difference d = row_of(task);

	assert_int_not_equal(d.id, 0);
	assert_int_equal(d.kind, kind);
	assert_string_equal(d.ours, ours);
	if (theirs)
		assert_string_equal(d.theirs, theirs);
}

static int begin(void **state)
{
	static const struct clock_source frozen = { frozen_wall, frozen_mono };
	char url[64], *path;
	struct err err;

	(void)state;
	clock_replace(&frozen);
	fake_hall_make(&f, true);
	assert_int_equal(staff_system(f.hall, "", &me, &err), ST_OK);
	department = department_start(f.path, &port, NULL, -1);
	snprintf(url, sizeof url, "https://127.0.0.1:%d/d-a", port);
	fake_department(&f, "d-a", url, true);
	int64_t d = fake_dossier(&f, "R-1");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = fake_task(&f, d, "d-a", 0, "");
	path = file_join(f.path, "department.db");
	assert_int_equal(sqlite3_open(path, &there), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(there, 10000), SQLITE_OK);
	free(path);
	agent_to_the_end();
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM outbox WHERE state = 'delivered'", ""), TASKS);
	fake_run(&f, "UPDATE outbox SET last_at = last_at - 3600000, created_at = last_at - 7200000", "");
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

static void where_all_is_the_same_nothing_is_found(void **state)
{
	(void)state;
	char words[256];

	compare_now();
	assert_int_equal(row_count(), 0);
	fake_text(&f, words, "SELECT reconcile_words FROM department", "");
	assert_string_equal(words, "比对 6 件,不符 0 处");
	/* a department whose clock is ten days slow lists none of them, but knows each by its key */
	run_there("UPDATE received SET received_at = received_at - 864000000", tasks[SAME]);
	compare_now();
	assert_int_equal(row_count(), 0);
	run_there("UPDATE received SET received_at = received_at + 864000000", tasks[SAME]);
}

static void each_kind_is_found(void **state)
{
	(void)state;
	char words[256];

	run_there("DELETE FROM received WHERE key = ?1", tasks[LOST]);
	run_there("UPDATE received SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE key = ?1", tasks[BODY]);
	/* 'x' is no digit of a digest: a list that cannot be read has no effect at all */
	compare_now();
	assert_int_equal(row_count(), 0);
	fake_text(&f, words, "SELECT reconcile_words FROM department", "");
	assert_non_null(strstr(words, "部门的清单读不懂"));
	run_there("UPDATE received SET digest = printf('%064d', 7) WHERE key = ?1", tasks[BODY]);
	run_there("UPDATE received SET state = '50' WHERE key = ?1", tasks[SILENT]);             /* and the feed says nothing */
	fake_run(&f, "UPDATE department SET cursor = '1000'", "");                               /* a feed that was read too far */
	run_there("UPDATE received SET state = '20', seq = 1 WHERE key = ?1", tasks[FEED]);
	run_there("INSERT INTO change (department, received, seq, state, at, by, note) SELECT department, id, 1, '20', received_at,"
		" '张三', '' FROM received WHERE key = ?1", tasks[FEED]);
	fake_run(&f, "UPDATE outbox SET state = 'parked', note = 'E-4005' WHERE task = ?1", "i", tasks[PARKED]);
	fake_run(&f, "UPDATE task SET state = '05' WHERE id = ?1", "i", tasks[PARKED]);
	run_there("INSERT INTO received (department, key, digest, department_no, dossier, item_name, state, seq, held, received_at,"
		" changed_at, answer) SELECT department, '11111111-1111-4111-8111-111111111111', digest, 'ALIEN', '别人的\x1b[2J', '', '10',"
		" 0, 0, received_at, changed_at, '{}' FROM received WHERE key = ?1", tasks[SAME]);
	compare_now();
	assert_int_equal(row_count(), 6);
	assert_row(tasks[LOST], DIFFERENCE_UNKNOWN, "10", "");
	assert_row(tasks[SILENT], DIFFERENCE_STATE, "10", "50");
	assert_row(tasks[FEED], DIFFERENCE_STATE, "10", "20");
	assert_row(tasks[PARKED], DIFFERENCE_STATE, "05", "10");
	assert_int_equal(row_of(tasks[BODY]).kind, DIFFERENCE_DIGEST);
	assert_row(0, DIFFERENCE_FOREIGN, "", "10");
	assert_int_equal(row_of(tasks[SAME]).id, 0);
	fake_text(&f, words, "SELECT words FROM agent_state WHERE name = 'dispatch'", "");
	assert_non_null(strstr(words, "与部门对账 6 处不符"));
	/* found again they are the same rows, and one entry each in the trace */
	compare_now();
	assert_int_equal(row_count(), 6);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM audit WHERE act = 'reconcile.found'", ""), 6);
}

static void a_person_settles_them(void **state)
{
	(void)state;
	struct err err;
	char text[256];
	int64_t body = row_of(tasks[BODY]).id, foreign = row_of(0).id;

	/* who has no business with it; the try stays in the trace (S-6) */
	struct actor guide = me;
	snprintf(guide.role, sizeof guide.role, "guide");
	assert_int_equal(difference_again(f.hall, &guide, row_of(tasks[LOST]).id, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6217");
	assert_int_equal(difference_acknowledge(f.hall, &guide, body, "已电话核对,部门改回", &err), ST_DENIED);
	assert_int_equal(reconcile_ask(f.hall, &guide, &err), ST_DENIED);
	assert_int_equal(outbox_retry(f.hall, &guide, 1, &err), ST_DENIED);
	assert_int_equal(outbox_hold(f.hall, &guide, 1, &err), ST_DENIED);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM audit WHERE act = 'dispatch.denied'", ""), 5);
	/* what asking again cannot settle, and what nobody may leave unsaid */
	assert_int_equal(difference_again(f.hall, &me, body, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6206");
	assert_int_equal(difference_again(f.hall, &me, foreign, &err), ST_REFUSED);
	assert_int_equal(difference_acknowledge(f.hall, &me, body, "好", &err), ST_USAGE);
	assert_int_equal(difference_acknowledge(f.hall, &me, 9999, "没有这一号", &err), ST_NOINPUT);
	assert_int_equal(difference_acknowledge(f.hall, &me, body, "已电话核对,部门改回", &err), ST_OK);
	assert_int_equal(difference_acknowledge(f.hall, &me, body, "已电话核对,部门改回", &err), ST_NOINPUT);
	assert_int_equal(difference_acknowledge(f.hall, &me, foreign, "区大厅发的", &err), ST_OK);
	assert_int_equal(difference_again(f.hall, &me, row_of(tasks[LOST]).id, &err), ST_OK);
	assert_int_equal(difference_again(f.hall, &me, row_of(tasks[FEED]).id, &err), ST_OK);
	assert_int_equal(difference_again(f.hall, &me, row_of(tasks[PARKED]).id, &err), ST_OK);
	assert_int_equal(difference_again(f.hall, &me, row_of(tasks[SILENT]).id, &err), ST_OK);
	agent_to_the_end();
	/* lost: asked for by its key, then sent again with it; the department gave another number and began to count anew */
	assert_string_equal(fake_text(&f, text, "SELECT state || maybe_sent FROM outbox WHERE task = ?1", "i", tasks[LOST]), "delivered1");
	fake_text(&f, text, "SELECT department_no FROM task WHERE id = ?1", "i", tasks[LOST]);
	assert_non_null(strstr(text, "-0007"));
	/* the feed was read from its beginning */
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", tasks[FEED]), "20");
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", tasks[PARKED]), "10");
	fake_run(&f, "UPDATE outbox SET last_at = last_at - 3600000", "");
	compare_now();
	/* what their feed does not tell remains; what was acknowledged does not come back */
	assert_int_equal(row_count(), 1);
	assert_row(tasks[SILENT], DIFFERENCE_STATE, "10", "50");
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM difference WHERE state = 'settled'", ""), 3);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM audit WHERE act = 'reconcile.acknowledged' AND reason = '区大厅发的'", ""), 1);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM audit WHERE act = 'reconcile.again'", ""), 4);
	/* … but another difference of the same key does */
	run_there("UPDATE received SET digest = printf('%064d', 8) WHERE key = ?1", tasks[BODY]);
	compare_now();
	assert_int_equal(row_count(), 2);
	assert_int_equal(difference_acknowledge(f.hall, &me, row_of(tasks[BODY]).id, "又核对过", &err), ST_OK);
	assert_int_equal(difference_acknowledge(f.hall, &me, row_of(tasks[SILENT]).id, "部门补登", &err), ST_OK);
}

/* The task that was taken again moves on by the department's new numbers of change. */
static void what_was_taken_again_moves_on(void **state)
{
	(void)state;
	char text[256];

	fake_run(&f, "UPDATE task SET seq = 4, seq_base = 4 WHERE id = ?1", "i", tasks[LOST]);   /* as if it had moved before */
	run_there("UPDATE received SET state = '20', seq = 1 WHERE key = ?1", tasks[LOST]);
	run_there("INSERT INTO change (department, received, seq, state, at, by, note) SELECT department, id, 1, '20', received_at,"
		" '李四', '' FROM received WHERE key = ?1", tasks[LOST]);
	agent_to_the_end();
	assert_string_equal(fake_text(&f, text, "SELECT state || '/' || seq FROM task WHERE id = ?1", "i", tasks[LOST]), "20/5");
}

static bool nothing_asked(void *ctx)
{
	(void)ctx;
	return fake_int(&f, "SELECT count(*) FROM department WHERE reconcile_asked_at > reconcile_ended_at", "") == 0;
}

/* A list that is newer than what we have read of the feed is no difference. */
static void what_the_feed_is_about_to_tell_is_none(void **state)
{
	(void)state;
	struct err err;
	char text[256];
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .poll = "6000000" });

	assert_int_equal(reconcile_ask(f.hall, &me, &err), ST_OK);
	bool first = wait_until(nothing_asked, NULL, 20000);         /* by then it has read the feed, and waits for long */
	run_there("UPDATE received SET state = '20', seq = 1 WHERE key = ?1", tasks[SAME]);
	run_there("INSERT INTO change (id, department, received, seq, state, at, by, note) SELECT 1001, department, id, 1, '20',"
		" received_at, '赵六', '' FROM received WHERE key = ?1", tasks[SAME]);
	assert_int_equal(reconcile_ask(f.hall, &me, &err), ST_OK);
	bool second = wait_until(nothing_asked, NULL, 20000);
	assert_int_equal(process_stop(agent, 5000), 0);
	if (!first || !second)
		agent_log_show(f.path);
	assert_true(first && second);
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", tasks[SAME]), "20");
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM difference WHERE kind = 'state' AND key ="
		" (SELECT key FROM outbox WHERE task = ?1)", "i", tasks[SAME]), 0);
}

/* A change that was missing when its follower came: reading again applies both, in their order. */
static void a_gap_in_the_feed_is_found_and_filled(void **state)
{
	(void)state;
	struct err err;
	char text[256];

	run_there("UPDATE received SET state = '60', seq = 3 WHERE key = ?1", tasks[SAME]);
	run_there("INSERT INTO change (id, department, received, seq, state, at, by, note) SELECT 1003, department, id, 3, '60',"
		" received_at, '赵六', '' FROM received WHERE key = ?1", tasks[SAME]);
	compare_now();
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", tasks[SAME]), "20");
	assert_row(tasks[SAME], DIFFERENCE_STATE, "20", "60");
	run_there("INSERT INTO change (id, department, received, seq, state, at, by, note) SELECT 1002, department, id, 2, '50',"
		" received_at, '赵六', '' FROM received WHERE key = ?1", tasks[SAME]);
	assert_int_equal(difference_again(f.hall, &me, row_of(tasks[SAME]).id, &err), ST_OK);
	compare_now();
	assert_string_equal(fake_text(&f, text, "SELECT state FROM task WHERE id = ?1", "i", tasks[SAME]), "60");
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event WHERE task = ?1 AND answer = 'applied'", "i", tasks[SAME]), 3);
	assert_int_equal(row_of(tasks[SAME]).id, 0);
}

static bool compared(void *ctx)
{
	(void)ctx;
	return fake_int(&f, "SELECT count(*) FROM department WHERE id = 'd-a' AND reconciled_at > ?1", "i", FIXTURE_NOW) == 1;
}

/* What was delivered yesterday is compared by itself, once. */
static void each_night_by_itself(void **state)
{
	(void)state;
	fake_run(&f, "UPDATE outbox SET last_at = ?1", "i", FIXTURE_NOW - INT64_C(86400000));
	fake_run(&f, "UPDATE department SET reconcile_asked_at = 0, reconcile_ended_at = 0, reconciled_at = 0", "");
	pid_t agent = agent_start(f.path, &fast);
	bool done = wait_until(compared, NULL, 20000);
	assert_int_equal(process_stop(agent, 5000), 0);
	if (!done)
		agent_log_show(f.path);
	assert_true(done);
	assert_int_equal(row_count(), 0);
	/* not again on the same day: what is due is what was delivered before the hour and was not compared since */
	struct reconcile_department who;
	struct err err;
	assert_int_equal(reconcile_next(f.hall, true, &who, &err), ST_NOINPUT);
	fake_run(&f, "UPDATE department SET reconcile_ended_at = ?1, reconciled_at = ?1", "i", FIXTURE_NOW - INT64_C(86400000));
	assert_int_equal(reconcile_next(f.hall, true, &who, &err), ST_OK);
	/* a try that failed is not repeated within the hour */
	fake_run(&f, "UPDATE department SET reconcile_ended_at = ?1", "i", FIXTURE_NOW - 1000);
	assert_int_equal(reconcile_next(f.hall, true, &who, &err), ST_NOINPUT);
	fake_run(&f, "UPDATE department SET reconcile_ended_at = ?1", "i", FIXTURE_NOW - INT64_C(3601000));
	assert_int_equal(reconcile_next(f.hall, true, &who, &err), ST_OK);
}

/* Lists that are missing or mad, each at a department of its own. */
static const struct { const char *act, *words; } lists[] = {
	{ NULL, "不提供对账清单" }, { "405", "不提供对账清单" }, { "501", "不提供对账清单" }, { "html", "清单读不懂" }, { "empty", "清单读不懂" },
	{ "deep", "部门回答 201" }, { "giant", "清单过大" }, { "silence", "连不上部门" }, { "503", "部门回答 503" },
	{ "301", "部门回答 301" }, { "list-circle", "没有尽头" },
};

static void a_missing_or_mad_list_changes_nothing(void **state)
{
	(void)state;
	struct fake_server *servers[COUNT_OF(lists)];
	char id[16], words[256], *tls = file_join(f.path, "tls");

	fake_run(&f, "UPDATE department SET url = '' WHERE id = 'd-a'", "");
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		servers[i] = fake_server_start(&(struct fake_server_options){ .tls = tls, .list = lists[i].act });
		snprintf(id, sizeof id, "l-%zu", i);
		fake_department(&f, id, fake_server_url(servers[i]), true);
	}
	compare_now();
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		snprintf(id, sizeof id, "l-%zu", i);
		fake_text(&f, words, "SELECT reconcile_words FROM department WHERE id = ?1", "s", id);
		if (!strstr(words, lists[i].words))
			fail_msg("%s: %s", lists[i].act ? lists[i].act : "none", words);
		assert_int_equal(fake_server_ledger(servers[i]).lists, 1);
		fake_server_stop(servers[i]);
	}
	assert_int_equal(row_count(), 0);
	fake_text(&f, words, "SELECT words FROM agent_state WHERE name = 'dispatch'", "");
	assert_non_null(strstr(words, "正常"));
	fake_run(&f, "UPDATE department SET url = ''", "");
	free(tls);
}

static bool some_pages(void *server)
{
	return fake_server_ledger(server).lists > 3;
}

static bool all_delivered(void *ctx)
{
	(void)ctx;
	return fake_int(&f, "SELECT count(*) FROM outbox WHERE department = 'n' AND state = 'delivered'", "") == 20;
}

/* While a list pours without end, messages to that department and to others go out. */
static void a_list_without_end_keeps_nothing_waiting(void **state)
{
	(void)state;
	char *tls = file_join(f.path, "tls");
	struct fake_server *endless = fake_server_start(&(struct fake_server_options){ .tls = tls, .list = "list-endless" });
	struct fake_server *neighbour = fake_server_start(&(struct fake_server_options){ .tls = tls });
	struct err err;

	fake_department(&f, "endless", fake_server_url(endless), true);
	assert_int_equal(reconcile_ask(f.hall, &me, &err), ST_OK);
	pid_t agent = agent_start(f.path, &fast);
	assert_true(wait_until(some_pages, endless, 20000));
	fake_department(&f, "n", fake_server_url(neighbour), true);
	int64_t d = fake_dossier(&f, "R-2");
	for (int i = 0; i < 20; i++)
		fake_task(&f, d, "n", 0, "");
	assert_true(wait_until(all_delivered, NULL, 20000));
	assert_int_equal(fake_int(&f, "SELECT reconcile_ended_at FROM department WHERE id = 'endless'", ""), 0);
	assert_int_equal(process_stop(agent, 5000), 0);
	assert_int_equal(fake_server_ledger(neighbour).effects, 20);
	/* one telephone call, not ten thousand rows */
	assert_in_range(fake_int(&f, "SELECT count(*) FROM difference WHERE department = 'endless'", ""), 1, 200);
	fake_server_stop(endless);
	fake_server_stop(neighbour);
	free(tls);
}

/* What was not looked at, because there was too much, is not settled by that. */
static void what_was_not_looked_at_stays(void **state)
{
	(void)state;
	char url[64];

	snprintf(url, sizeof url, "https://127.0.0.1:%d/d-a", port);
	fake_run(&f, "UPDATE department SET url = '', reconcile_asked_at = 0", "");
	fake_run(&f, "UPDATE department SET url = ?1 WHERE id = 'd-a'", "s", url);
	run_there("UPDATE received SET state = '52' WHERE key = ?1", tasks[SILENT]);
	fake_run(&f, "UPDATE task SET state = '10' WHERE id = ?1", "i", tasks[SILENT]);
	compare_now();
	assert_row(tasks[SILENT], DIFFERENCE_STATE, "10", "52");
	run_there("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 210) INSERT INTO received (department, key,"
		" digest, department_no, dossier, item_name, state, seq, held, received_at, changed_at, answer) SELECT r.department,"
		" printf('22222222-2222-4222-8222-%012d', n.i), r.digest, printf('MANY-%d', n.i), 'X', '', '10', 0, 0, r.received_at, r.changed_at, '{}'"
		" FROM n, received r WHERE r.key = ?1", tasks[SAME]);
	fake_run(&f, "UPDATE difference SET seen_at = seen_at - 1000", "");      /* found the day before */
	compare_now();
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM difference WHERE kind = 'state' AND state = 'open'", ""), 1);
	run_there("DELETE FROM received WHERE department_no LIKE 'MANY-%'", 0);
	compare_now();
	assert_row(tasks[SILENT], DIFFERENCE_STATE, "10", "52");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_all_is_the_same_nothing_is_found),
		cmocka_unit_test(each_kind_is_found),
		cmocka_unit_test(a_person_settles_them),
		cmocka_unit_test(what_was_taken_again_moves_on),
		cmocka_unit_test(what_the_feed_is_about_to_tell_is_none),
		cmocka_unit_test(a_gap_in_the_feed_is_found_and_filled),
		cmocka_unit_test(each_night_by_itself),
		cmocka_unit_test(a_missing_or_mad_list_changes_nothing),
		cmocka_unit_test(a_list_without_end_keeps_nothing_waiting),
		cmocka_unit_test(what_was_not_looked_at_stays),
	};

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}

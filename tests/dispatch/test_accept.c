/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fixture.h"
#include "hall/act.h"
#include "hall/outbox.h"
#include "hall/staff.h"

/* Every bundle of the demonstration hall, accepted and delivered: what acceptance writes is what a department takes
 * (task.schema.json), each item once and in its order, until the whole is decided. */

static struct fixture f;
static sqlite3 *here, *there;

static size_t accept_all(void)
{
	const struct catalogue *c;
	struct err err;
	int version;
	size_t accepted = 0;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->bundle_count; i++) {
		struct request r;
		struct accepted a;
		fixture_request(&f, c->bundles[i].id, 1000 + (int)i, &r);
		if (dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err) != ST_OK)
			fail_msg("%s: %s %s %s", c->bundles[i].id, err.code, err.text, err.where);
		accepted++;
		request_release(&r);
		fixture_tick(1000);
	}
	return accepted;
}

static bool all_decided(void *ctx)
{
	(void)ctx;
	return store_number(here, "SELECT count(*) FROM dossier WHERE state <> '60'") == 0;
}

static void show_open(void)
{
	struct outbox_row rows[50];
	size_t count;
	struct err err;

	if (outbox_list(f.h, "", rows, COUNT_OF(rows), &count, &err) != ST_OK)
		return;
	for (size_t i = 0; i < count; i++)
		fprintf(stderr, "%s %s %s: %s %s\n", rows[i].dossier, rows[i].department, rows[i].item_name, rows[i].state, rows[i].note);
}

/* S-10: what was typed about people stands in no file of the hall that anybody could read: store, journals, logs, and what
 * the department beside it keeps. */
static void file_is_clean(const char *path)
{
	static const char *const canaries[] = { "1390000", "学院路128号3幢402室", "6222021234567890128" };
	static const char id[] = "338810199";           /* and the digits of a day and a place: the catalogue's samples have ×××× there */
	const size_t id_size = 17;
	FILE *in = fopen(path, "rb");

	assert_non_null(in);
	fseek(in, 0, SEEK_END);
	size_t n = (size_t)ftell(in);
	rewind(in);
	char *bytes = mem_alloc(n + 1);
	assert_int_equal(fread(bytes, 1, n, in), n);
	fclose(in);
	for (size_t i = 0; i < COUNT_OF(canaries); i++)
		if (memmem(bytes, n, canaries[i], strlen(canaries[i])))
			fail_msg("%s has %s in the clear", path, canaries[i]);
	for (const char *at = bytes; (at = memmem(at, n - (size_t)(at - bytes), id, strlen(id))); at++)
		if (strspn(at, "0123456789") >= id_size)
			fail_msg("%s has an ID number in the clear", path);
	free(bytes);
}

static void nothing_in_the_clear(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	assert_non_null(d);
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		char *path = file_join(folder, e->d_name);
		struct stat info;
		assert_int_equal(stat(path, &info), 0);
		if (S_ISDIR(info.st_mode))
			nothing_in_the_clear(path);
		else
			file_is_clean(path);
		free(path);
	}
	closedir(d);
}

static void every_bundle_is_delivered_and_decided(void **state)
{
	(void)state;
	size_t accepted = accept_all();
	here = store_look(f.dir, "hall.db");
	assert_int_equal(store_number(here, "INSERT INTO clock (dossier, kind, item, run, start_day, due_day, halves, unit, estimated)"
		" SELECT min(id), 'K5', 0, 1, 20000, 20007, 10, 'working_day', 0 FROM dossier"), 0);
	int port = (int)hall_int(f.h, "department.port");
	char url[64];
	struct err err;
	/* those that work at a desk have a system for once: each task goes all the way */
	static const char *const at_desks[] = { "cg", "gjj" };
	struct actor admin = f.clerk;
	snprintf(admin.role, sizeof admin.role, "admin");
	assert_int_equal(store_number(here, "SELECT count(*) FROM department WHERE url LIKE 'desk:%'"), COUNT_OF(at_desks));
	for (size_t i = 0; i < COUNT_OF(at_desks); i++) {
		snprintf(url, sizeof url, "https://127.0.0.1:%d/%s", port, at_desks[i]);
		assert_int_equal(department_set(f.h, &admin, at_desks[i], url, true, &err), ST_OK);
	}
	pid_t department = department_start(f.dir, &port, NULL, 0), agent = agent_start(f.dir, &(struct agent_options){ .scale = 20 });

	there = store_look(f.dir, "department.db");
	bool done = wait_until(all_decided, NULL, 30000);
	assert_int_equal(process_stop(agent, 5000), 0);
	assert_int_equal(process_stop(department, 5000), 0);
	if (!done) {
		show_open();
		agent_log_show(f.dir);
	}
	assert_true(done);
	assert_true(accepted >= 8);
	assert_int_equal(store_number(there, "SELECT count(*) FROM received"), store_number(here, "SELECT count(*) FROM task"));
	assert_int_equal(store_number(there, "SELECT count(DISTINCT dossier) FROM received"), accepted);
	assert_int_equal(store_number(here, "SELECT count(*) FROM task WHERE state <> '50' OR department_no = ''"), 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM task_event WHERE answer <> 'applied'"), 0);
	assert_true(store_number(here, "SELECT count(*) FROM task_edge") > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM clock WHERE kind IN ('K2', 'K3') AND stopped_at IS NULL"), 0);
	/* K4 of each that was granted runs; what ran out long ago (a K5 put there) was proposed, once */
	assert_int_equal(store_number(here, "SELECT count(*) FROM clock WHERE kind = 'K4' AND stopped_at IS NULL"),
		store_number(here, "SELECT count(*) FROM task"));
	assert_int_equal(store_number(here, "SELECT count(*) FROM clock_proposal"), 1);
	sqlite3_close(here);
	sqlite3_close(there);
	nothing_in_the_clear(f.dir);
}

/* Nos. 32 and 34: a key that others can read, a CA that is not there. It ends, and the home screen is told. */
static void a_set_up_that_nobody_can_trust_ends_it(void **state)
{
	(void)state;
	static const struct { const char *file; unsigned mode; const char *words; } cases[] = {
		{ "tls/client.key", 0640, "权限过宽" }, { "tls/ca.pem", 0, "缺少" }, { "tls/client.pem", 0, "缺少" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct agent_state s;
		struct err err;
		char *path = file_join(f.dir, cases[i].file), *aside = file_join(f.dir, "aside");
		assert_int_equal(cases[i].mode ? chmod(path, cases[i].mode) : rename(path, aside), 0);
		assert_int_equal(process_end(agent_start(f.dir, &(struct agent_options){ .scale = 20 }), 10000), 78);
		assert_int_equal(agent_state(f.h, "dispatch", &s, &err), ST_OK);
		assert_non_null(strstr(s.words, cases[i].words));
		assert_false(s.running || s.fine);
		assert_int_equal(cases[i].mode ? chmod(path, 0600) : rename(aside, path), 0);
		free(path);
		free(aside);
	}
}

/* For scripts: what may go goes, and then it is over. */
static void until_idle_delivers_and_ends(void **state)
{
	(void)state;
	struct request r;
	struct accepted a;
	int port = (int)hall_int(f.h, "department.port");
	pid_t department = department_start(f.dir, &port, NULL, -1);

	fixture_tick(INT64_C(3) * 86400000);             /* past the agent's fast clock (R11) */
	fixture_request(&f, "xinshenger", 2000, &r);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	assert_int_equal(process_end(agent_start(f.dir, &(struct agent_options){ .scale = 20, .until_idle = true }), 20000), 0);
	here = store_look(f.dir, "hall.db");
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE state NOT IN ('delivered', 'pending')"), 0);
	assert_true(store_number(here, "SELECT count(*) FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.state = '30'"
		" AND t.state = '10'") > 0);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox o WHERE o.state = 'pending'"
		" AND NOT EXISTS (SELECT 1 FROM task_edge e WHERE e.task = o.task)"), 0);
	sqlite3_close(here);
	assert_int_equal(process_stop(department, 5000), 0);
}

static void act(const struct actor *by, const char *dossier, int task, const char *word, const struct act_value *values, size_t n)
{
	struct acted acted;
	struct err err = { 0 };

	if (dossier_act(f.h, by, &(struct act_call){ .number = dossier, .task = task, .word = word, .values = values, .count = n }, &acted,
		&err) != ST_OK)
		fail_msg("%s: %s %s", word, err.code, err.text);
}

static void deliver(void)
{
	assert_int_equal(process_end(agent_start(f.dir, &(struct agent_options){ .scale = 20, .until_idle = true }), 20000), 0);
}

/* Rows 8 and 16: a returned task goes anew and supersedes the first; a withdrawal reaches those who had theirs, and moves no
 * task of ours (W-7). What is said is taken once, in its order (R9). */
static void row_16_a_recall_reaches_the_department(void **state)
{
	(void)state;
	struct request r;
	struct accepted a;
	struct actor script;
	struct err err;
	int port = (int)hall_int(f.h, "department.port");
	pid_t department = department_start(f.dir, &port, NULL, -1);

	assert_int_equal(staff_system(f.h, "", &script, &err), ST_OK);
	fixture_tick(INT64_C(1) * 86400000);
	fixture_request(&f, "xinshenger", 2001, &r);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	deliver();
	here = store_look(f.dir, "hall.db");
	there = store_look(f.dir, "department.db");
	sqlite3_exec(here, "CREATE TEMP VIEW mine AS SELECT t.* FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.state IN ('30', 'R2')"
		" AND t.no = 1 ORDER BY t.id DESC LIMIT 1", NULL, NULL, NULL);
	act(&script, a.number, 1, "return", &(struct act_value){ "reason", "unreadable" }, 1);
	act(&f.clerk, a.number, 1, "resend", &(struct act_value){ "note", "换了清楚的扫描件" }, 1);
	assert_int_equal(store_number(here, "SELECT department_no = '' AND seq_base = seq FROM mine"), 1);
	deliver();
	assert_int_equal(store_number(here, "SELECT state FROM mine"), 10);
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox o JOIN mine t ON t.id = o.task WHERE o.state = 'delivered'"), 2);

	fixture_tick(1000);
	act(&f.clerk, a.number, 0, "withdraw", (struct act_value[]){ { "request", "书面" }, { "reason", "不办了" } }, 2);
	int64_t recalls = store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'recall'");
	assert_true(recalls > 1);
	deliver();
	assert_int_equal(store_number(here, "SELECT count(*) FROM outbox WHERE kind = 'recall' AND state = 'delivered'"), recalls);
	assert_int_equal(store_number(here, "SELECT state FROM mine"), 901);
	assert_int_equal(store_number(there, "SELECT count(*) FROM message WHERE type = 'recall' AND applied = 1"), recalls);
	assert_int_equal(store_number(there, "SELECT count(*) FROM received WHERE state = '90' AND sequence > 0"), recalls);
	sqlite3_close(here);
	sqlite3_close(there);
	assert_int_equal(process_stop(department, 5000), 0);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bundle_is_delivered_and_decided),
		cmocka_unit_test(a_set_up_that_nobody_can_trust_ends_it),
		cmocka_unit_test(until_idle_delivers_and_ends),
		cmocka_unit_test(row_16_a_recall_reaches_the_department),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}

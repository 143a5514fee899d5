/* SPDX-License-Identifier: Apache-2.0 */
/* The print agent when the printing system dies, hangs, forgets or is not there, and when its own store does not answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>
#include <cups/cups.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "tests/print/station.h"

#define SOON_MS 2000                 /* sooner than a second silence of three seconds can be found */

/* First of all: an agent that runs once would wait for papers that another printing system has. */
static void no_printing_system(void **state)
{
	struct print_job job;
	char number[24], *path;
	struct stat st;

	(void)state;
	cupsSetServer("/nowhere/cups.sock");
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	cupsSetServer(spool.server);
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_FILED, "receipts/", 100));
	assert_true(desk_until_words(&desk, "没有打印机,文书存为 PDF", 100));
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	path = mem_format("%s/receipts/%s-acceptance-notice.pdf", desk.f.dir, number);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(st.st_size > 10000);
	free(path);
}

/* A long queue hides neither how printing is nor what the printers have: both are told while it gets shorter. */
static void told_meanwhile(void **state)
{
	enum { DOSSIERS = 12, LATE = 20 };                 /* two papers each; it dies at the twentieth */
	char number[24];

	(void)state;
	cupsSetServer("/nowhere/cups.sock");
	for (int i = 0; i < DOSSIERS; i++)
		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_forget_words(&desk);
	desk_agent(&desk, true, "print.step-filed", LATE);
	(void)desk_agent_wait(&desk, OUTER_MS);
	assert_true(desk_until_words(&desk, "没有打印机", 100));
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_until(&desk, number, "materials", JOB_FILED, "receipts/", 100));
	cupsSetServer(spool.server);
}

static void server_killed(void **state)
{
	struct print_job job;
	char number[24];
	int bare, marked, begun = spool_begun(&spool);

	(void)state;
	spool_set(&spool, "hold", true);
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk_agent(&desk, false, NULL, 0);
	station_wait_begun(begun + 1);
	spool_kill_server(&spool);
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, "打印服务中断", OUTER_MS));
	assert_true(desk_until_words(&desk, "打印服务没有回答", OUTER_MS));
	spool_set(&spool, "hold", false);
	spool_start_server(&spool);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	desk_agent_stop(&desk, SIGTERM);
	station_papers(&job, &bare, &marked);
	assert_int_equal(marked, 0);
	assert_true(bare >= 1);
}

/* What agents wrote down since `from`. Owned. */
static char *log_since(size_t from, size_t *end)
{
	char *path = file_join(desk.f.dir, "agent.log"), *text, *since;
	struct err err;

	assert_int_equal(conf_slurp(path, 1 << 22, &text, end, &err), ST_OK);
	free(path);
	since = mem_text(text + from);
	free(text);
	return since;
}

/* In the log, for the hall may still show the words of the agent before this one. */
static bool said_silent(void *ctx)
{
	const size_t *before = ctx;
	size_t end;
	char *text = log_since(*before, &end);
	bool said = strstr(text, "says: 打印服务没有回答(") != NULL;

	free(text);
	return said;
}

/* How often the server was found silent before the agent first said so. */
static int silences(size_t from)
{
	size_t end;
	char *text = log_since(from, &end), *said = strstr(text, "says: 打印服务没有回答(");
	int count = 0;

	assert_non_null(said);
	for (char *at = text; (at = strstr(at, "warning: cups: ")) != NULL && at < said; at++)
		count++;
	free(text);
	return count;
}

/* A server that takes connections and answers none: the first silence, three seconds of it, is told of every paper that waits,
 * however many; the agent goes on living, and when the server answers again all of them are printed. */
static void server_hung(void **state)
{
	char numbers[6][24];
	size_t before;

	(void)state;
	free(log_since(0, &before));
	spool_freeze_server(&spool, true);
	for (int i = 0; i < 6; i++)
		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, numbers[i]);
	desk_agent(&desk, false, NULL, 0);
	assert_true(spool_until(said_silent, &before, OUTER_MS));
	for (int i = 0; i < 6; i++)
		assert_true(desk_until(&desk, numbers[i], "materials", JOB_PENDING, "打印服务没有回答", SOON_MS));
	assert_int_equal(silences(before), 1);
	desk_agent_stop(&desk, SIGTERM);                        /* it ends at once although the server does not */
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, numbers[0], "receipt", JOB_PENDING, "打印服务没有回答", OUTER_MS));
	spool_freeze_server(&spool, false);
	for (int i = 0; i < 6; i++)
		assert_true(desk_until(&desk, numbers[i], "materials", JOB_DEVICE_DONE, "", OUTER_MS));
	assert_true(desk_until_words(&desk, "A4 就绪", OUTER_MS));
}

/* One that answers in drops, a byte a second and never to an end, is one that does not answer. */
static void server_drips(void **state)
{
	char number[24], server[120];
	pid_t dripping = spool_drip(&spool, server);

	(void)state;
	cupsSetServer(server);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until_words(&desk, "打印服务没有回答(", OUTER_MS));
	desk_agent_stop(&desk, SIGTERM);
	cupsSetServer(spool.server);
	spool_drip_end(&dripping);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "", OUTER_MS));
}

/* The server has forgotten the job: nobody knows what became of it. It is told so, it is never printed again as it was, and
 * nothing else stands for it but a 补打 (R13). */
static void forgotten(void **state)
{
	struct print_job job;
	char number[24], words[256];
	int bare, marked, begun = spool_begun(&spool);
	bool fine;

	(void)state;
	spool_set(&spool, "hold", true);
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk_agent(&desk, false, NULL, 0);
	station_wait_begun(begun + 1);
	spool_kill_server(&spool);
	spool_forget(&spool);
	spool_start_server(&spool);
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, "结果不明", OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_int_equal(job.cups_job, 0);
	assert_true(desk_until_words(&desk, "张结果不明:看纸,没打出请补打", OUTER_MS));
	desk_words(&desk, words, &fine);
	assert_null(strstr(words, "在等"));                     /* nobody prints it: it waits for a person */
	assert_false(fine);
	assert_string_equal(desk_retry(&desk, job.id), "E-5022");
	spool_set(&spool, "hold", false);
	assert_string_equal(desk_reprint(&desk, number, "notice", "没有看到纸"), "");
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_int_equal(job.copy_no, 1);
	desk_agent_stop(&desk, SIGTERM);
	station_papers(&job, &bare, &marked);
	assert_int_equal(marked, 1);
	assert_true(bare <= 1);
}

/* A COMMIT whose outcome is not known closes the store (R4): the agent ends and says so, and the next one carries on, with not
 * one paper too many. */
static void commit_unknown(void **state)
{
	struct print_job job;
	char number[24];
	int bare, marked;

	(void)state;
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk.fails_at = "store.after-commit";
	desk_agent(&desk, false, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), status_exit(ST_UNKNOWN));
	desk.fails_at = NULL;
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	desk_agent_stop(&desk, SIGTERM);
	station_papers(&job, &bare, &marked);
	assert_int_equal(bare, 1);
	assert_int_equal(marked, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(no_printing_system, station_calm),
		cmocka_unit_test_teardown(told_meanwhile, station_calm),
		cmocka_unit_test_teardown(server_killed, station_calm),
		cmocka_unit_test_teardown(server_hung, station_calm),
		cmocka_unit_test_teardown(server_drips, station_calm),
		cmocka_unit_test_teardown(forgotten, station_calm),
		cmocka_unit_test_teardown(commit_unknown, station_calm),
	};

	return STATION_RUN(tests);
}

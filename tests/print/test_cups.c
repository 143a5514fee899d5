/* SPDX-License-Identifier: Apache-2.0 */
/* The print agent against a real cupsd and a printer that ails as we say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/mem.h"
#include "print/agent.h"
#include "tests/print/station.h"

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void good(void **state)
{
	int before = spool_papers(&spool);
	struct print_job job;
	char number[24], *text;

	(void)state;
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_equal(job.state, JOB_DEVICE_DONE);
	assert_int_equal(strlen(job.digest), 64);
	assert_true(desk_job(&desk, number, "materials", &job));
	assert_int_equal(job.state, JOB_DEVICE_DONE);
	station_wait_papers(before + 2);
	text = spool_paper_text(&spool, before);
	assert_non_null(strstr(text, "受理通知书"));
	assert_non_null(strstr(text, "第1联"));
	assert_non_null(strstr(text, "第2联"));
	assert_non_null(strstr(text, "李芳"));
	assert_null(strstr(text, "补打"));
	free(text);
	assert_true(desk_until_words(&desk, "A4 就绪", 100));
}

/* From the moment at which the queue tells of a trouble until the store has our words for it: the time that passed, less
 * what this process itself was late, because the machine had others to serve. */
static int64_t lag_of(const char *reason, const char *number, const char *kind, const char *words)
{
	int64_t begun = now_ms(), told = 0, late = 0, fastest = OUTER_MS, turn;
	struct print_job job;

	while (now_ms() - begun < OUTER_MS) {
		const struct timespec nap = { 0, 20000000 };
		int64_t before = now_ms();

		if (!told && spool_says(&spool, reason))
			told = before;
		if (desk_job(&desk, number, kind, &job) && strstr(job.note, words))
			return told ? now_ms() - told - late : 0;
		nanosleep(&nap, NULL);
		turn = now_ms() - before;
		fastest = turn < fastest ? turn : fastest;
		late += told ? turn - fastest : 0;
	}
	return OUTER_MS;
}

/* The words are there within two seconds of the printer's own, and go when the paper is back. */
static void no_paper(void **state)
{
	char number[24], words[256];
	bool fine;

	(void)state;
	spool_set(&spool, "hold", true);
	spool_set(&spool, "media-empty", true);
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(lag_of("media-empty", number, "acceptance-notice", "缺纸") < 2000);
	assert_true(print_usual.poll_ms < 1000);                /* the test's agent looks more often */
	assert_true(desk_until_words(&desk, "A4 缺纸(2 张在等)", OUTER_MS));
	desk_words(&desk, words, &fine);
	assert_false(fine);
	spool_set(&spool, "media-empty", false);
	spool_set(&spool, "hold", false);
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_DEVICE_DONE, "", OUTER_MS));
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, "", OUTER_MS));
	assert_true(desk_until_words(&desk, "A4 就绪", OUTER_MS));
	desk_words(&desk, words, &fine);
	assert_true(fine);
}

static void open_cover(void **state)
{
	char number[24];

	(void)state;
	spool_set(&spool, "hold", true);
	spool_set(&spool, "cover-open", true);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "receipt", JOB_SUBMITTED, "盖子未合", OUTER_MS));
	spool_set(&spool, "cover-open", false);
	spool_set(&spool, "hold", false);
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, NULL, OUTER_MS));
}

/* A jam that nobody mends: taken back after the deadline, told as not printed; what is printed then says 补打. */
static void jam(void **state)
{
	struct print_job job;
	char number[24];
	int bare, marked;

	(void)state;
	spool_set(&spool, "hold", true);
	spool_set(&spool, "media-jam", true);
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, "卡纸", OUTER_MS));
	desk_agent_stop(&desk, SIGTERM);
	desk.deadline_ms = 1000;                                /* it has said so: now its time may run out */
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "notice", JOB_FAILED, "1 秒未打出,已撤回:卡纸", OUTER_MS));
	assert_true(desk_until(&desk, number, "materials", JOB_FAILED, "已撤回", OUTER_MS));
	desk_agent_stop(&desk, SIGTERM);
	desk.deadline_ms = 0;
	spool_set(&spool, "media-jam", false);
	spool_set(&spool, "hold", false);
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_string_equal(desk_retry(&desk, job.id), "");
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_int_equal(job.copy_no, 1);                       /* a printer had it: not a bare original any more */
	desk_agent_stop(&desk, SIGTERM);
	station_papers(&job, &bare, &marked);
	assert_true(bare <= 1);
	assert_true(marked == 1);
}

static void stopped(void **state)
{
	char number[24];

	(void)state;
	spool_run(&spool, "cupsdisable", "hall");
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, number, "receipt", JOB_SUBMITTED, "已暂停", OUTER_MS));
	assert_true(desk_until_words(&desk, "已暂停", OUTER_MS));
	spool_run(&spool, "cupsenable", "hall");
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "", OUTER_MS));
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, "", OUTER_MS));
}

static void rejecting(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	spool_run(&spool, "cupsreject", "hall");
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "不接新任务", 100));
	assert_true(desk_until_words(&desk, "不接新任务", 100));
	spool_run(&spool, "cupsaccept", "hall");
	/* nothing had reached the printer: the first paper is still to come, as the original */
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_string_equal(desk_retry(&desk, job.id), "");
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_DEVICE_DONE);
	assert_int_equal(job.copy_no, 0);
}

static void wrong_destination(void **state)
{
	char number[24];

	(void)state;
	desk_set(&desk, "printer.a5", "attic");
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "没有名为“attic”的打印机,现有:hall", 100));
	desk_set(&desk, "printer.a5", "");
}

/* A slip of the hand on the command line costs no number of 补打; a name that is known does what it is to do. */
static void named_on_the_command_line(void **state)
{
	struct print_job job, jobs[64];
	char number[24];

	(void)state;
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	int before = desk_jobs(&desk, jobs, COUNT_OF(jobs));
	const char *nope[][9] = { { "./yichuang", "--hall", desk.f.dir, "document", number, "receipt", "--printer", "nope", NULL },
		{ "./yichuang", "--hall", desk.f.dir, "catalogue", "sheet", "xinshenger", "--printer", "nope", NULL } };
	for (size_t i = 0; i < COUNT_OF(nope); i++)
		assert_int_equal(spool_call(&spool, nope[i]), status_exit(ST_REFUSED));
	assert_int_equal(desk_jobs(&desk, jobs, COUNT_OF(jobs)), before);
	const char *hall[] = { "./yichuang", "--hall", desk.f.dir, "document", number, "receipt", "--printer", "hall", NULL };
	assert_int_equal(spool_call(&spool, hall), 0);
	assert_true(desk_job(&desk, number, "receipt", &job) && job.copy_no == 1 && strcmp(job.destination, "hall") == 0);
}

/* A reprint while the first one stands in the printer: the first is taken back before. */
static void reprint_takes_back(void **state)
{
	struct print_job job;
	char number[24];
	int bare, marked, begun = spool_begun(&spool);

	(void)state;
	spool_set(&spool, "hold", true);
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk_agent(&desk, false, NULL, 0);
	station_wait_begun(begun + 1);
	assert_string_equal(desk_reprint(&desk, number, "notice", ""), "E-5023");
	assert_string_equal(desk_reprint(&desk, number, "receipt", "丢失"), "E-5027");
	assert_string_equal(desk_reprint(&desk, number, "notice", "卡住不动"), "");
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, NULL, OUTER_MS));
	spool_set(&spool, "hold", false);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_int_equal(job.copy_no, 1);
	desk_agent_stop(&desk, SIGTERM);
	station_papers(&job, &bare, &marked);
	assert_int_equal(marked, 1);
	assert_true(bare <= 1);
}

/* Papers of no dossier have nothing in common but that: a reprint of one leaves those of others alone. */
static void a_sheet_takes_back_no_other(void **state)
{
	char one[24], other[24];

	(void)state;
	spool_run(&spool, "cupsdisable", "hall");
	desk_sheet(&desk, "xinshenger", one);
	desk_sheet(&desk, "kai-canyin", other);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until(&desk, one, "sheet", JOB_SUBMITTED, "已暂停", OUTER_MS));
	assert_true(desk_until(&desk, other, "sheet", JOB_SUBMITTED, "已暂停", OUTER_MS));
	assert_string_equal(desk_reprint(&desk, one, "sheet", "没有看到纸"), "");
	assert_true(desk_until(&desk, one, "sheet", JOB_SUBMITTED, "已暂停", OUTER_MS));
	struct print_job job;
	assert_true(desk_job(&desk, one, "sheet", &job));
	assert_int_equal(job.copy_no, 1);
	assert_true(desk_job(&desk, other, "sheet", &job));
	assert_int_equal(job.state, JOB_SUBMITTED);
	spool_run(&spool, "cupsenable", "hall");
	assert_true(desk_until(&desk, one, "sheet", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_until(&desk, other, "sheet", JOB_DEVICE_DONE, NULL, OUTER_MS));
}

/* A hall with a slip printer gives its receipts as slips: ESC/POS through a raw queue, byte for byte. */
static void slips(void **state)
{
	int before = spool_papers(&spool);
	struct print_job job;
	char number[24], *bytes, words[256];
	size_t n;
	bool fine;

	(void)state;
	spool_quick_queue(&spool, "pos");
	desk_set(&desk, "printer.slip", "pos");
	spool_set(&spool, "hold", true);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk_agent(&desk, false, NULL, 0);
	assert_true(desk_until_words(&desk, "小票 正在打印", OUTER_MS));
	desk_words(&desk, words, &fine);
	assert_non_null(strstr(words, "A4 "));
	spool_set(&spool, "hold", false);
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_string_equal(job.paper, "80mm");
	assert_string_equal(job.queue, "pos");
	station_wait_papers(before + 2);
	bytes = spool_paper_bytes(&spool, spool_papers(&spool) - 1, &n);      /* "z…" is the last by name */
	assert_memory_equal(bytes, "\x1b@\x1c&", 4);
	assert_memory_equal(bytes + n - 4, "\x1dVB\x00", 4);
	free(bytes);
	desk_set(&desk, "printer.slip", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(good, station_calm),
		cmocka_unit_test_teardown(no_paper, station_calm),
		cmocka_unit_test_teardown(open_cover, station_calm),
		cmocka_unit_test_teardown(jam, station_calm),
		cmocka_unit_test_teardown(stopped, station_calm),
		cmocka_unit_test_teardown(rejecting, station_calm),
		cmocka_unit_test_teardown(wrong_destination, station_calm),
		cmocka_unit_test_teardown(named_on_the_command_line, station_calm),
		cmocka_unit_test_teardown(reprint_takes_back, station_calm),
		cmocka_unit_test_teardown(a_sheet_takes_back_no_other, station_calm),
		cmocka_unit_test_teardown(slips, station_calm),
	};

	return STATION_RUN(tests);
}

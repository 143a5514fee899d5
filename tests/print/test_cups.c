/* SPDX-License-Identifier: Apache-2.0 */
/* The print agent against a real cupsd and a printer that ails as we say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include <cups/cups.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "print/agent.h"
#include "tests/print/desk.h"
#include "tests/print/spool.h"

/* What a machine that has other things to do may take. Nothing that is promised is measured by it. */
#define OUTER_MS 120000
#define SOON_MS 2000                 /* sooner than a second silence of three seconds can be found */

static struct spool spool;
static struct desk desk;

static int up(void **state)
{
	(void)state;
	spool_up(&spool);
	desk_open(&desk);
	return 0;
}

static int down(void **state)
{
	(void)state;
	desk_close(&desk);
	spool_down(&spool);
	return 0;
}

static int calm(void **state)
{
	static const char *const words[] = { "hold", "media-empty", "media-jam", "cover-open" };

	(void)state;
	desk_agent_stop(&desk, SIGTERM);
	desk.deadline_ms = 0;
	desk.fails_at = NULL;
	cupsSetServer(spool.server);
	spool_freeze_server(&spool, false);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		spool_set(&spool, words[i], false);
	return 0;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* All papers of a document that have come out: those without and those with a 补打 mark. */
static void count_papers(const struct print_job *job, int *bare, int *marked)
{
	*bare = *marked = 0;
	for (int i = 0; i < spool_papers(&spool); i++) {
		char *text = spool_paper_text(&spool, i);

		if (strstr(text, job->document_no) && *job->document_no) {
			if (strstr(text, "补打"))
				++*marked;
			else
				++*bare;
		}
		free(text);
	}
}

struct papers { int wanted; };
static bool papers_are(void *ctx)
{
	return spool_papers(&spool) >= ((struct papers *)ctx)->wanted;
}

static bool begun_are(void *ctx)
{
	return spool_begun(&spool) >= ((struct papers *)ctx)->wanted;
}

static void wait_papers(int n)
{
	struct papers p = { n };

	assert_true(spool_until(papers_are, &p, OUTER_MS));
}

static void wait_begun(int n)
{
	struct papers p = { n };

	assert_true(spool_until(begun_are, &p, OUTER_MS));
}

/* ---- */

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
	wait_papers(before + 2);
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
	count_papers(&job, &bare, &marked);
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

static void server_killed(void **state)
{
	struct print_job job;
	char number[24];
	int bare, marked, begun = spool_begun(&spool);

	(void)state;
	spool_set(&spool, "hold", true);
	desk_accept(&desk, "xinshenger", OUTCOME_NOTICE, number);
	desk_agent(&desk, false, NULL, 0);
	wait_begun(begun + 1);
	spool_kill_server(&spool);
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, "打印服务中断", OUTER_MS));
	assert_true(desk_until_words(&desk, "打印服务没有回答", OUTER_MS));
	spool_set(&spool, "hold", false);
	spool_start_server(&spool);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	desk_agent_stop(&desk, SIGTERM);
	count_papers(&job, &bare, &marked);
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
	wait_begun(begun + 1);
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
	count_papers(&job, &bare, &marked);
	assert_int_equal(marked, 1);
	assert_true(bare <= 1);
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
	count_papers(&job, &bare, &marked);
	assert_int_equal(bare, 1);
	assert_int_equal(marked, 0);
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
	wait_begun(begun + 1);
	assert_string_equal(desk_reprint(&desk, number, "notice", ""), "E-5023");
	assert_string_equal(desk_reprint(&desk, number, "receipt", "丢失"), "E-5027");
	assert_string_equal(desk_reprint(&desk, number, "notice", "卡住不动"), "");
	assert_true(desk_until(&desk, number, "notice", JOB_SUBMITTED, NULL, OUTER_MS));
	spool_set(&spool, "hold", false);
	assert_true(desk_until(&desk, number, "notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "notice", &job));
	assert_int_equal(job.copy_no, 1);
	desk_agent_stop(&desk, SIGTERM);
	count_papers(&job, &bare, &marked);
	assert_int_equal(marked, 1);
	assert_true(bare <= 1);
}

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
	wait_papers(before + 2);
	bytes = spool_paper_bytes(&spool, spool_papers(&spool) - 1, &n);      /* "z…" is the last by name */
	assert_memory_equal(bytes, "\x1b@\x1c&", 4);
	assert_memory_equal(bytes + n - 4, "\x1dVB\x00", 4);
	free(bytes);
	desk_set(&desk, "printer.slip", "");
}

int main(void)
{
	const char *missing;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(good, calm), cmocka_unit_test_teardown(no_paper, calm),
		cmocka_unit_test_teardown(open_cover, calm), cmocka_unit_test_teardown(jam, calm),
		cmocka_unit_test_teardown(stopped, calm), cmocka_unit_test_teardown(rejecting, calm),
		cmocka_unit_test_teardown(server_killed, calm), cmocka_unit_test_teardown(server_hung, calm),
		cmocka_unit_test_teardown(server_drips, calm), cmocka_unit_test_teardown(forgotten, calm), cmocka_unit_test_teardown(commit_unknown, calm),
		cmocka_unit_test_teardown(wrong_destination, calm), cmocka_unit_test_teardown(named_on_the_command_line, calm),
		cmocka_unit_test_teardown(reprint_takes_back, calm),
		cmocka_unit_test_teardown(a_sheet_takes_back_no_other, calm), cmocka_unit_test_teardown(slips, calm),
		cmocka_unit_test_teardown(no_printing_system, calm),
	};

	if (!spool_possible(&missing)) {
		printf("SKIP: %s is not installed\n", missing);
		return 77;
	}
	return cmocka_run_group_tests(tests, up, down);
}

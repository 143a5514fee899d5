/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts with CUPS stopped (P-7): raw sockets, USB devices, files. Whatever a printer does, no receipt is lost, none comes out
 * twice as an original, none is told as printed (R13), and no printer holds up another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include <cups/cups.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/outbox.h"
#include "tests/print/desk.h"
#include "tests/print/raw.h"
#include "tests/print/spool.h"

#define OUTER_MS 120000             /* what a busy machine may take; nothing that is promised is measured by it */
#define TOLD_MS 5000                /* P-6: what ails a printer is told within five seconds */

static struct desk desk;
static struct raw slips, pages, usb;
static char slip_at[64], page_at[64];

static int up(void **state)
{
	(void)state;
	cupsSetServer("/nowhere/cups.sock");
	desk_open(&desk);
	raw_up(&slips, false);
	raw_up(&pages, false);
	snprintf(slip_at, sizeof slip_at, "tcp://127.0.0.1:%d", slips.port);
	snprintf(page_at, sizeof page_at, "tcp://127.0.0.1:%d", pages.port);
	return 0;
}

static int down(void **state)
{
	(void)state;
	desk_close(&desk);
	raw_down(&slips);
	raw_down(&pages);
	return 0;
}

/* Before each: both printers stand there and nothing ails them; after each no agent runs. */
static int calm(void **state)
{
	(void)state;
	desk_set(&desk, "printer.slip", slip_at);
	desk_set(&desk, "printer.a4", page_at);
	desk_set(&desk, "printer.a5", page_at);
	raw_calm(&slips);
	raw_calm(&pages);
	pages.is->answers = false;
	desk.deadline_ms = 0;
	return 0;
}

static int stopped(void **state)
{
	(void)state;
	desk_agent_stop(&desk, SIGTERM);
	return 0;
}

static void run_once(void)
{
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
}

/* The receipts of this dossier that the slip printer got to their end: as originals, and marked 补打. */
static void receipts(const char *number, int *bare, int *marked)
{
	char *serial = mem_format("%.5s %s", number + 17, number + 22), *bytes, *end;
	static const char again[] = "\xb2\xb9\xb4\xf2";         /* 补打 */

	*bare = *marked = 0;
	for (int i = 0; i < slips.is->papers; i++) {
		bytes = slips.is->bytes[i];
		end = memmem(bytes, slips.is->n[i], serial, strlen(serial));
		if (!end)
			continue;
		if (memmem(bytes, slips.is->n[i], again, 4))
			++*marked;
		else
			++*bare;
	}
	free(serial);
}

static void one_original(const char *number)
{
	struct print_job job;
	int bare, marked;

	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_DEVICE_DONE);
	assert_int_equal(job.copy_no, 0);
	receipts(number, &bare, &marked);
	assert_int_equal(bare, 1);
	assert_int_equal(marked, 0);
}

static void good(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	one_original(number);
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_string_equal(job.queue, slip_at);
	assert_string_equal(print_job_words(&job), "已送出请看纸");      /* nobody saw paper */
	assert_int_equal(strlen(job.digest), 64);
	assert_memory_equal(slips.is->bytes[0], "\x1b@\x1c&", 4);
	assert_memory_equal(slips.is->bytes[0] + slips.is->n[0] - 4, "\x1dVB\x00", 4);
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, NULL, 100));
	assert_memory_equal(pages.is->bytes[0], "%PDF-", 5);
	assert_memory_equal(pages.is->bytes[0] + pages.is->n[0] - 6, "%%EOF\n", 6);
	assert_true(desk_until_words(&desk, "小票 就绪", 100));
}

static void languages(void **state)
{
	char number[24], ps[80];

	(void)state;
	snprintf(ps, sizeof ps, "%s?ps", page_at);
	desk_set(&desk, "printer.a4", ps);
	desk_set(&desk, "printer.a5", slip_at);                 /* a page there becomes a slip, never metres of PDF */
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	run_once();
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_DEVICE_DONE, NULL, 100));
	assert_memory_equal(pages.is->bytes[0], "%!PS-Adobe", 10);
	assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, NULL, 100));
	assert_int_equal(slips.is->papers, 1);
	assert_memory_equal(slips.is->bytes[0], "\x1b@\x1c&", 4);
}

struct rounds { const struct raw *of; int more; };

static bool asked(void *ctx)
{
	const struct rounds *r = ctx;

	return r->of->is->asked >= r->more;
}

/* Until the printer was asked so often since. */
static void wait_asked(const struct raw *of, int times)
{
	struct rounds r = { of, of->is->asked + times };

	assert_true(spool_until(asked, &r, OUTER_MS));
}

/* What it complains of is told, nothing is sent to it, and when it is mended the original comes out. */
static void complaints(void **state)
{
	static const struct { size_t at; const char *words; } cases[] = {
		{ offsetof(struct raw_condition, paper_out), "缺纸" }, { offsetof(struct raw_condition, cover_open), "盖子未合" },
		{ offsetof(struct raw_condition, offline), "离线" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char number[24], words[80];
		bool *ails = (bool *)((char *)slips.is + cases[i].at);
		int before = slips.is->papers;

		*ails = true;
		desk_agent(&desk, false, NULL, 0);
		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
		assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, cases[i].words, TOLD_MS));
		snprintf(words, sizeof words, "%s(1 张在等)", cases[i].words);
		assert_true(desk_until_words(&desk, words, TOLD_MS));
		assert_true(desk_until(&desk, number, "materials", JOB_DEVICE_DONE, NULL, OUTER_MS));      /* not held up */
		wait_asked(&slips, 3);
		assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, cases[i].words, 100));
		assert_int_equal(slips.is->papers, before);
		*ails = false;
		assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "", OUTER_MS));
		assert_true(desk_until_words(&desk, "小票 就绪", OUTER_MS));
		desk_agent_stop(&desk, SIGTERM);
		one_original(number);
	}
	slips.is->paper_low = true;                             /* a warning holds nothing up */
	char number[24];
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	one_original(number);
}

/* More receipts wait than a turn looks at: the agent sleeps between its rounds. The printer is asked again after 700 ms at the earliest,
 * so that between three questions there are few turns, on a slow machine fewer yet; one that never slept had hundreds. */
static void long_queue_rests(void **state)
{
	char number[12][24];

	(void)state;
	slips.is->paper_out = true;
	for (size_t i = 0; i < COUNT_OF(number); i++)
		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number[i]);
	desk_agent(&desk, false, NULL, 0);
	for (size_t i = 0; i < COUNT_OF(number); i++)
		assert_true(desk_until(&desk, number[i], "materials", JOB_DEVICE_DONE, NULL, OUTER_MS));
	desk_agent_stop(&desk, SIGTERM);
	desk_agent(&desk, false, "print.turn", 300);
	wait_asked(&slips, 4);
	assert_true(desk_until(&desk, number[COUNT_OF(number) - 1], "receipt", JOB_PENDING, "缺纸", OUTER_MS));
	kill(desk.agent, SIGTERM);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	slips.is->paper_out = false;
	run_once();
	for (size_t i = 0; i < COUNT_OF(number); i++)
		one_original(number[i]);
}

/* Paper that ends in the middle of a slip: the printer has all bytes, and goes on by itself. */
static void runs_out(void **state)
{
	char number[24];

	(void)state;
	slips.is->runs_out = true;
	desk_agent(&desk, false, NULL, 0);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	assert_true(desk_until(&desk, number, "receipt", JOB_SUBMITTED, "缺纸", TOLD_MS));
	assert_true(desk_until_words(&desk, "缺纸(1 张在等)", TOLD_MS));
	slips.is->paper_out = false;
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "", OUTER_MS));
	one_original(number);
	desk_agent_stop(&desk, SIGTERM);

	/* nobody comes: it is told as not printed, and what is printed instead is marked */
	slips.is->runs_out = true;
	desk.deadline_ms = 3000;
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "缺纸;请看纸", 100));
}

static void retry_says(const char *number, bool marked_wanted)
{
	struct print_job job;
	int bare, marked;

	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_FAILED);
	assert_string_equal(desk_retry(&desk, job.id), "");
	run_once();
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_DEVICE_DONE);
	assert_int_equal(job.copy_no, marked_wanted);
	receipts(number, &bare, &marked);
	assert_int_equal(marked, marked_wanted);
	assert_int_equal(bare, !marked_wanted);
}

static void refused(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	raw_down(&slips);
	desk_agent(&desk, false, NULL, 0);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, "不接连接", TOLD_MS));
	assert_true(desk_until_words(&desk, "不接连接", TOLD_MS));
	desk_agent_stop(&desk, SIGTERM);
	desk.deadline_ms = 1500;
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "未打出", 100));
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.cups_job, 0);
	raw_up(&slips, false);
	desk.deadline_ms = 0;
	retry_says(number, false);                              /* it had nothing of it */
}

/* It hangs up midway: half a receipt may be on paper. */
static void slams(void **state)
{
	char number[24];

	(void)state;
	slips.is->slams_at = 300;
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "请看纸", 100));
	raw_calm(&slips);
	retry_says(number, true);
}

/* Originals of this document that may be half on paper, and are told as not printed. */
static int given_up(const char *number, const char *kind)
{
	struct print_job jobs[512];
	int n = desk_jobs(&desk, jobs, 512), count = 0;

	for (int i = 0; i < n; i++)
		count += strcmp(jobs[i].number, number) == 0 && strcmp(jobs[i].kind, kind) == 0 && jobs[i].copy_no == 0 &&
			jobs[i].state == JOB_FAILED && jobs[i].cups_job != 0;
	return count;
}

/* It takes the connection and nothing else: told soon, the other printer goes on, and after the deadline it is given up. */
static void hung(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	pages.is->deaf = true;
	desk_agent(&desk, false, NULL, 0);
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_SUBMITTED, "不收数据", TOLD_MS + 2000));
	assert_true(desk_until_words(&desk, "A4 打印机不收数据", TOLD_MS));
	char other[24];
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, other);
	assert_true(desk_until(&desk, other, "receipt", JOB_DEVICE_DONE, NULL, OUTER_MS));
	/* a reprint ends what still stands in the line: part of it may be on paper */
	assert_string_equal(desk_reprint(&desk, number, "acceptance-notice", "打印机不动"), "");
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_SUBMITTED, NULL, OUTER_MS));
	assert_int_equal(given_up(number, "acceptance-notice"), 1);
	pages.is->deaf = false;
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_DEVICE_DONE, NULL, OUTER_MS));
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_equal(job.copy_no, 1);
	desk_agent_stop(&desk, SIGTERM);

	pages.is->deaf = true;
	desk.deadline_ms = 3000;
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	run_once();
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_FAILED, "秒未打完:打印机不收数据", 100));
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_not_equal(job.cups_job, 0);
}

/* The agent killed at each point of a paper: what it had handed over nobody knows, and only a marked one comes after it. */
static void killed(void **state)
{
	static const struct { const char *point; bool sent; } cases[] = { { "print.line-ready", false }, { "print.step-submitted", false },
		{ "print.stepped-submitted", true }, { "print.line-half", true }, { "print.line-sent", true }, { "print.step-device-done", true },
		{ "print.stepped-device-done", true } };

	(void)state;
	desk_set(&desk, "printer.a5", "file:///");              /* refused: only slips go out */
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct print_job job;
		char number[24];
		int bare, marked;

		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
		desk_agent(&desk, true, cases[i].point, 1);
		if (desk_agent_wait(&desk, OUTER_MS) != 128 + SIGKILL)
			fail_msg("%s: not reached", cases[i].point);
		run_once();
		assert_true(desk_job(&desk, number, "receipt", &job));
		receipts(number, &bare, &marked);
		if (bare > 1 || marked)
			fail_msg("%s: %d bare originals, %d marked", cases[i].point, bare, marked);
		if (job.state == JOB_DEVICE_DONE && bare != 1)
			fail_msg("%s: told as sent, and %d came", cases[i].point, bare);
		if (job.state != JOB_DEVICE_DONE && (!cases[i].sent || !print_job_unknown(&job) || !strstr(job.note, "结果不明")))
			fail_msg("%s: %s “%s”", cases[i].point, job_state_code(job.state), job.note);
		if (job.state == JOB_DEVICE_DONE)
			continue;
		assert_string_equal(desk_reprint(&desk, number, "receipt", "没有打出"), "");
		run_once();
		receipts(number, &bare, &marked);
		assert_int_equal(marked, 1);
		assert_true(bare <= 1);
	}
}

/* The desk is closed while a slip is under way: what the printer has whole is told so. */
static void ends(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	desk_agent(&desk, false, NULL, 0);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	assert_true(desk_until(&desk, number, "receipt", JOB_SUBMITTED, NULL, OUTER_MS));
	desk_agent_stop(&desk, SIGTERM);
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_true(job.state == JOB_DEVICE_DONE || job.state == JOB_SUBMITTED);
	run_once();
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_true(job.state == JOB_DEVICE_DONE || print_job_unknown(&job));
}

static bool let_go(void *ctx)
{
	const struct raw *of = ctx;

	return of->is->ended > 0;
}

/* An agent that stood still for so long that another one leads lets the printer go, which takes one connection at a time, and then
 * sleeps; of its paper nobody knows what is out. */
static void overtaken(void **state)
{
	struct print_job job;
	struct err err;
	char number[24];

	(void)state;
	slips.is->paper_out = true;
	pages.is->deaf = true;
	desk.lease_ms = 2000;
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_agent(&desk, false, "print.turn", 300);
	desk.lease_ms = 0;
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_SUBMITTED, "不收数据", OUTER_MS));
	desk_agent_overtake(&desk);
	pages.is->deaf = false;
	assert_true(spool_until(let_go, &pages, 10000));
	assert_int_equal(desk_agent_wait(&desk, 1000), -1);
	kill(desk.agent, SIGTERM);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 0);
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_equal(job.state, JOB_SUBMITTED);
	assert_int_equal(hall_open(desk.f.dir, false, &desk.f.h, &err), ST_OK);
	lease_drop(desk.f.h, "print", "another");
	hall_close(desk.f.h);
	desk.f.h = NULL;
	slips.is->paper_out = false;
	run_once();
	assert_true(desk_until(&desk, number, "acceptance-notice", JOB_SUBMITTED, "结果不明,请看纸", 100));
}

/* Row 100 (P-4): a printer without the QR command gets the code as dots. */
static void row_100_dots(void **state)
{
	static const char *const heads[] = { "\x1d(k", "\x1dv0" };
	char number[24];

	(void)state;
	for (int dots = 0; dots < 2; dots++) {
		raw_calm(&slips);
		desk_set(&desk, "printer.slip_qr_dots", dots ? "1" : "0");
		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
		run_once();
		one_original(number);
		for (int i = 0; i < 2; i++)
			assert_int_equal(memmem(slips.is->bytes[0], slips.is->n[0], heads[i], 3) != NULL, i == dots);
	}
	desk_set(&desk, "printer.slip_qr_dots", "0");
}

/* Row 101 (E-1401): what the printer's font lacks is told before it has anything of the paper; the name is kept as typed. */
static void row_101_told_before(void **state)
{
	struct print_job job;
	struct err err;
	json_t *data = NULL;
	char number[24], *all;

	(void)state;
	desk_set(&desk, "printer.a5", "file:///");              /* refused: only the slip goes out */
	desk.name = "李\xf0\xa0\xae\xb7";
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	desk.name = NULL;
	desk_agent(&desk, true, "print.stepped-submitted", 1);
	assert_int_equal(desk_agent_wait(&desk, OUTER_MS), 128 + SIGKILL);
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_SUBMITTED);
	assert_non_null(strstr(job.note, "字库没有 U+20BB7,印作〓(E-1401)"));
	assert_int_equal(slips.is->papers, 0);
	run_once();
	assert_string_equal(desk_reprint(&desk, number, "receipt", "没有打出"), "");
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "E-1401", 100));
	assert_true(raw_with(&slips, "〓代替字: U+20BB7") == 1);
	assert_int_equal(hall_open(desk.f.dir, true, &desk.f.h, &err), ST_OK);
	assert_int_equal(print_job_data(desk.f.h, &job, &data, &err), ST_OK);
	hall_close(desk.f.h);
	desk.f.h = NULL;
	all = json_dumps(data, JSON_COMPACT);
	assert_non_null(strstr(all, "李\xf0\xa0\xae\xb7"));
	free(all);
	json_decref(data);
}

static void usb_device(void **state)
{
	char number[24];
	struct print_job job;

	(void)state;
	desk_set(&desk, "printer.slip", "usb:///dev/usb/lp0");
	unsetenv("YICHUANG_USB_PRINTER");
	if (access("/dev/usb/lp0", F_OK) != 0) {
		desk_agent(&desk, false, NULL, 0);
		desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
		assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, "没有接上", TOLD_MS));
		desk_agent_stop(&desk, SIGTERM);
	}
	raw_up(&usb, true);
	setenv("YICHUANG_USB_PRINTER", usb.path, 1);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_DEVICE_DONE, "", 100));
	assert_true(usb.is->papers >= 1);
	assert_memory_equal(usb.is->bytes[usb.is->papers - 1], "\x1b@\x1c&", 4);

	usb.is->paper_out = true;
	desk_agent(&desk, false, NULL, 0);
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, "缺纸", TOLD_MS));
	raw_down(&usb);                                         /* unplugged */
	assert_true(desk_until(&desk, number, "receipt", JOB_PENDING, "没有接上", TOLD_MS));
	desk_agent_stop(&desk, SIGTERM);
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.cups_job, 0);

	/* what is no character device is no printer */
	setenv("YICHUANG_USB_PRINTER", "/etc/passwd", 1);
	desk.deadline_ms = 1000;
	run_once();
	assert_true(desk_until(&desk, number, "receipt", JOB_FAILED, "没有接上", 100));
	unsetenv("YICHUANG_USB_PRINTER");
}

static void files(void **state)
{
	char number[24], *to = mem_format("file://%s/papers", desk.f.dir), *path;
	struct print_job job;
	struct stat st;

	(void)state;
	desk_set(&desk, "printer.slip", to);
	desk_set(&desk, "printer.a5", "file:///etc");
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	assert_true(desk_job(&desk, number, "receipt", &job));
	assert_int_equal(job.state, JOB_FILED);
	path = mem_format("%s/papers/%s-receipt.pdf", desk.f.dir, number);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(desk_until(&desk, number, "materials", JOB_FAILED, "不在大厅目录里面", 100));
	desk_set(&desk, "printer.slip", slip_at);               /* slips go out, pages have no printer */
	desk_set(&desk, "printer.a4", "");
	desk_set(&desk, "printer.a5", "");
	desk_accept(&desk, "xinshenger", OUTCOME_RECEIVE, number);
	run_once();
	one_original(number);
	assert_true(desk_until(&desk, number, "materials", JOB_FILED, "没有打印机,已存 receipts/", 100));
	assert_true(desk_until_words(&desk, "A4 没有打印机,存为 PDF", 100));
	assert_true(desk_until_words(&desk, " · 小票 就绪", 100));
	free(path);
	free(to);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, calm, stopped)
	const struct CMUnitTest tests[] = { T(good), T(languages), T(complaints), T(long_queue_rests), T(runs_out), T(refused), T(slams), T(hung),
		T(killed), T(ends), T(overtaken), T(row_100_dots), T(row_101_told_before), T(usb_device), T(files) };

	return cmocka_run_group_tests(tests, up, down);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The print agent killed with SIGKILL at every point of its work, on a real cupsd. Whatever it was doing: no document
 * comes out twice as an original, none is told as printed that was not, none is lost (R13). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <cups/cups.h>

#include "base/mem.h"
#include "tests/print/desk.h"
#include "tests/print/spool.h"

static struct spool spool;
static struct desk desk;
static int deaths;

static int up(void **state)
{
	(void)state;
	spool_up(&spool);
	spool_quick_queue(&spool, "quick");
	desk_open(&desk);
	desk_set(&desk, "printer.a4", "quick");
	desk_set(&desk, "printer.a5", "quick");
	return 0;
}

static int down(void **state)
{
	(void)state;
	printf("killed %d times\n", deaths);
	desk_close(&desk);
	spool_down(&spool);
	return 0;
}

static void count_papers(const char *number, const char *title, int *bare, int *marked)
{
	char *groups = mem_format("%.6s %.3s %.8s", number, number + 6, number + 9), *serial = mem_format("%.5s %s", number + 17,
		number + 22);

	*bare = *marked = 0;
	for (int i = 0; i < spool_papers(&spool); i++) {
		char *text = spool_paper_text(&spool, i);

		if (strstr(text, groups) && strstr(text, serial) && strstr(text, title)) {
			if (strstr(text, "补打"))
				++*marked;
			else
				++*bare;
		}
		free(text);
	}
	free(groups);
	free(serial);
}

/* Runs to the point of death, then to the end; a clerk retries what is told as not printed. */
static void die_and_go_on(const char *point, int nth)
{
	int rc;

	desk_agent(&desk, true, point, nth);
	rc = desk_agent_wait(&desk, 30000);
	if (rc != 128 + SIGKILL)
		fail_msg("%s: not reached (%d)", point, rc);
	deaths++;
}

static void finish(void)
{
	desk_agent(&desk, true, NULL, 0);
	assert_int_equal(desk_agent_wait(&desk, 60000), 0);
}

static void check(const char *point, const char *number, const char *kind, const char *title)
{
	struct print_job job;
	int bare, marked;

	assert_true(desk_job(&desk, number, kind, &job));
	count_papers(number, title, &bare, &marked);
	if (bare > 1)
		fail_msg("%s: %d bare originals of %s", point, bare, kind);
	if (job.state == JOB_CONFIRMED)
		fail_msg("%s: %s is confirmed and nobody did", point, kind);
	if (job.state == JOB_DEVICE_DONE && bare + marked == 0)
		fail_msg("%s: %s is told as done and there is no paper", point, kind);
	if (job.state == JOB_FAILED) {
		assert_string_equal(desk_retry(&desk, job.id), "");
		finish();
		assert_true(desk_job(&desk, number, kind, &job));
		count_papers(number, title, &bare, &marked);
		if (bare > 1)
			fail_msg("%s: %d bare originals of %s after a retry", point, bare, kind);
	}
	if (job.state != JOB_DEVICE_DONE || bare + marked == 0)
		fail_msg("%s: %s is lost: %s “%s”, %d papers", point, kind, job_state_code(job.state), job.note, bare + marked);
}

static void while_printing(void **state)
{
	static const struct { const char *point; int nth; } cases[] = {
		{ "print.lease", 1 }, { "print.begin", 1 }, { "print.begin", 2 }, { "print.rendered", 1 }, { "print.create", 1 },
		{ "print.created", 1 }, { "print.created", 2 }, { "print.step-submitted", 1 }, { "print.stepped-submitted", 1 },
		{ "print.stepped-submitted", 2 }, { "print.send", 1 }, { "print.half", 1 }, { "print.half", 2 }, { "print.sent", 1 },
		{ "print.sent", 2 }, { "print.look", 1 }, { "print.look", 2 }, { "print.step-device-done", 1 },
		{ "print.stepped-device-done", 1 }, { "print.stepped-device-done", 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char number[24];

		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
		die_and_go_on(cases[i].point, cases[i].nth);
		finish();
		check(cases[i].point, number, "acceptance-notice", "受理通知书");
		check(cases[i].point, number, "materials", "材料清单");
	}
}

/* Twice at once: the process that takes an empty job back dies, too. */
static void while_recovering(void **state)
{
	static const char *const points[] = { "print.cancel", "print.cancelled", "print.step-pending", "print.stepped-pending" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		char number[24];

		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
		die_and_go_on("print.send", 1);
		die_and_go_on(points[i], 1);
		finish();
		check(points[i], number, "acceptance-notice", "受理通知书");
		check(points[i], number, "materials", "材料清单");
	}
}

/* A printer that stands before the paper until the deadline; then it works again. */
static void while_giving_up(void **state)
{
	static const char *const points[] = { "print.cancel", "print.cancelled", "print.step-failed", "print.stepped-failed" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		char number[24];

		spool_set(&spool, "hold", true);
		desk.deadline_ms = 1500;
		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
		die_and_go_on(points[i], 1);
		finish();
		spool_set(&spool, "hold", false);
		desk.deadline_ms = 0;
		check(points[i], number, "acceptance-notice", "受理通知书");
		check(points[i], number, "materials", "材料清单");
	}
}

static void while_reprinting(void **state)
{
	static const char *const points[] = { "print.take-back", "print.step-failed", "print.stepped-failed", "print.created" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		char number[24];

		spool_set(&spool, "hold", true);
		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
		die_and_go_on("print.look", 1);
		assert_string_equal(desk_reprint(&desk, number, "acceptance-notice", "弄脏"), "");
		die_and_go_on(points[i], 1);
		spool_set(&spool, "hold", false);
		finish();
		check(points[i], number, "acceptance-notice", "受理通知书");
		check(points[i], number, "materials", "材料清单");
	}
}

/* Nothing to print on: one file, whole, whenever the process died. */
static void while_filing(void **state)
{
	static const char *const points[] = { "print.file", "print.file-written", "print.step-filed", "print.stepped-filed" };

	(void)state;
	cupsSetServer("/nowhere/cups.sock");
	for (size_t i = 0; i < COUNT_OF(points); i++) {
		struct print_job job;
		char number[24], *path;
		FILE *f;

		desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
		die_and_go_on(points[i], 1);
		finish();
		assert_true(desk_job(&desk, number, "acceptance-notice", &job));
		assert_int_equal(job.state, JOB_FILED);
		path = mem_format("%s/receipts/%s-acceptance-notice.pdf", desk.f.dir, number);
		f = fopen(path, "re");
		assert_non_null(f);
		assert_int_equal(fseek(f, -6, SEEK_END), 0);
		assert_int_equal(fgetc(f), '%');                       /* %%EOF */
		fclose(f);
		free(path);
	}
	cupsSetServer(spool.server);
}

/* The process that draws dies: the agent goes on, the paper is told as not printed, and comes out as the original later. */
static void while_drawing(void **state)
{
	struct print_job job;
	char number[24];

	(void)state;
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	desk_agent(&desk, true, "print.drawing", 1);
	assert_int_equal(desk_agent_wait(&desk, 30000), 0);
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_equal(job.state, JOB_FAILED);
	assert_non_null(strstr(job.note, "没有做成"));
	assert_int_equal(job.cups_job, 0);
	check("print.drawing", number, "acceptance-notice", "受理通知书");
	check("print.drawing", number, "materials", "材料清单");
	assert_true(desk_job(&desk, number, "acceptance-notice", &job));
	assert_int_equal(job.copy_no, 0);
}

int main(void)
{
	const char *missing;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_printing), cmocka_unit_test(while_recovering), cmocka_unit_test(while_giving_up),
		cmocka_unit_test(while_reprinting), cmocka_unit_test(while_filing),
		cmocka_unit_test(while_drawing),
	};

	if (!spool_possible(&missing)) {
		printf("SKIP: %s is not installed\n", missing);
		return 77;
	}
	return cmocka_run_group_tests(tests, up, down);
}

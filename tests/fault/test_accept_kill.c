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
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "fixture.h"
#include "hall/audit.h"
#include "hall/dossier.h"

/* kill -9 in the middle of the real accept, at every named point; many windows at once; one key pressed at two of them.
 * The pipe is the printer: a number goes in only after dossier_accept has answered. */

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

/* Whole, chained, gap-free; how many dossiers there are. */
static int64_t inspected(void)
{
	int64_t entries, dossiers;
	struct err err;

	if (store_check(hall_store(f.h), true, &err) != ST_OK || audit_verify(f.h, &entries, &err) != ST_OK ||
	    dossier_verify(f.h, &dossiers, &err) != ST_OK)
		fixture_die("after the kill", &err);
	return dossiers;
}

/* The children of what was frozen as this version of a dossier: all there, or it is not. */
static bool there_and_whole(const char *uuid, int version, char number[24])
{
	struct rows *rows = NULL;
	struct err err;

	if (store_read(hall_store(f.h), Q_DOSSIER_READ_BACK, ARGS(value_text(uuid), value_int(version)), &rows, &err) != ST_OK)
		fixture_die("read back", &err);
	bool there = rows_count(rows) == 1;
	if (there) {
		snprintf(number, 24, "%s", rows_text(rows, 0, 0));
		assert_true(rows_int(rows, 0, 4) > 0);
		assert_true(rows_int(rows, 0, 5) > 0);
		assert_int_equal(rows_int(rows, 0, 7), rows_int(rows, 0, 4));
		assert_int_equal(rows_int(rows, 0, 8), rows_int(rows, 0, 4));
		assert_int_equal(rows_int(rows, 0, 9), 2);
	}
	rows_free(rows);
	return there;
}

/* --- points --------------------------------------------------------------------------------------------------------- */

#define POINTS_MOST 512
static char points[POINTS_MOST][40];
static int point_count, kill_at, passed;

static int note_point(const char *point)
{
	if (point_count < POINTS_MOST)
		snprintf(points[point_count++], sizeof points[0], "%s", point);
	return 0;
}

static int kill_here(const char *point)
{
	(void)point;
	if (++passed == kill_at)
		raise(SIGKILL);
	return 0;
}

/* The child: opens the hall as a program does, accepts, prints. Never returns. */
_Noreturn static void child(const struct request *r, int printer)
{
	struct accepted done;
	struct err err;

	f.h = NULL;
	if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
		_exit(2);
	passed = 0;
	fault_hook = kill_at ? kill_here : NULL;
	enum status st = dossier_accept(f.h, &f.clerk, r, &done, NULL, &err);
	fault_hook = NULL;
	if (st != ST_OK || write(printer, done.number, 23) != 23)
		_exit(1);
	hall_close(f.h);
	_exit(0);
}

/* Runs the child to its end; what came out of the printer, "" for nothing. True when it was killed. */
static bool run_child(const struct request *r, char printed[24])
{
	int pipes[2], status;

	hall_close(f.h);
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		child(r, pipes[1]);
	close(pipes[1]);
	ssize_t n = read(pipes[0], printed, 23);
	printed[n > 0 ? n : 0] = '\0';
	close(pipes[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	f.h = NULL;
	struct err err;
	if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
		fixture_die("reopen", &err);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

static void rows_12_46_killed_at_every_point(void **state)
{
	struct accepted done;
	struct request r;
	int64_t before;
	int inside = 0;

	(void)state;
	fixture_request(&f, "kai-canyin", 1, &r);
	fault_hook = note_point;
	fixture_accept(&f, &r, &done);
	fault_hook = NULL;
	request_release(&r);
	before = inspected();
	assert_true(point_count >= 20);
	for (int i = 0; i < point_count; i++)
		inside += strncmp(points[i], "accept.", 7) == 0;
	assert_true(inside >= 15);
	for (kill_at = 1; kill_at <= point_count; kill_at++) {
		char printed[24], number[24];
		struct err err;
		fixture_request(&f, "kai-canyin", 100 + kill_at, &r);
		bool killed = run_child(&r, printed);
		assert_true(killed);
		bool there = there_and_whole(r.accept_uuid, 1, number);
		if (*printed && (!there || strcmp(printed, number) != 0))
			fail_msg("killed at %s: %s was printed and is lost", points[kill_at - 1], printed);
		assert_int_equal(inspected(), before + there);
		/* the clerk presses again: one dossier, whatever had happened */
		if (dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err) != ST_OK)
			fixture_die(points[kill_at - 1], &err);
		assert_int_equal(done.again, there);
		if (there)
			assert_string_equal(done.number, number);
		before++;
		assert_int_equal(inspected(), before);
		request_release(&r);
	}
	print_message("%d points, %d of them in accept\n", point_count, inside);
}

/* The same of what was received before: accepted whole or received still, and the next press ends it. */
static void killed_while_accepting_a_receipt(void **state)
{
	struct accepted done;
	struct request r, more;
	int inside = 0;
	struct err err;

	(void)state;
	point_count = kill_at = 0;
	for (int i = 0; i == 0 || i <= point_count; i++) {
		char printed[24] = "", number[24], uuid[37];
		fixture_request(&f, "kai-canyin", 5000 + i, &r);
		r.outcome = OUTCOME_RECEIVE;
		fixture_accept(&f, &r, &done);
		snprintf(uuid, sizeof uuid, "%s", r.accept_uuid);
		request_release(&r);
		int64_t before = inspected();
		if (request_continue(f.h, &f.clerk, done.number, &more, &err) != ST_OK)
			fixture_die("continue", &err);
		if (i == 0) {                      /* the first goes through and names the points */
			fault_hook = note_point;
			fixture_accept(&f, &more, &done);
			fault_hook = NULL;
			for (int n = 0; n < point_count; n++)
				inside += strncmp(points[n], "accept.", 7) == 0;
			assert_true(inside >= 16);
			assert_true(there_and_whole(uuid, 2, number));
			request_release(&more);
			continue;
		}
		kill_at = i;
		bool killed = run_child(&more, printed);
		assert_true(killed);
		bool there = there_and_whole(uuid, 2, number);
		if (*printed && !there)
			fail_msg("killed at %s: %s was printed as accepted and is not", points[i - 1], printed);
		assert_int_equal(inspected(), before);
		if (dossier_accept(f.h, &f.clerk, &more, &done, NULL, &err) != ST_OK)
			fixture_die(points[i - 1], &err);
		assert_int_equal(done.again, there);
		assert_true(there_and_whole(uuid, 2, number));
		assert_string_equal(done.number, number);
		assert_int_equal(inspected(), before);
		request_release(&more);
	}
	kill_at = 0;
	print_message("%d points, %d of them in accept\n", point_count, inside);
}

/* --- many windows --------------------------------------------------------------------------------------------------- */

#define WINDOWS 8
#define EACH 50

_Noreturn static void window_child(int window, int printer)
{
	struct err err;

	f.h = NULL;
	if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
		_exit(2);
	snprintf(f.clerk.window, sizeof f.clerk.window, "%d", window + 1);
	for (int i = 0; i < EACH; i++) {
		struct accepted done;
		struct request r;
		fixture_request(&f, i % 5 ? "xinyong" : "xinshenger", window * 1000 + i, &r);
		if (dossier_accept(f.h, &f.clerk, &r, &done, NULL, &err) != ST_OK) {
			fprintf(stderr, "window %d: %s %s\n", window + 1, err.code, err.text);
			_exit(1);
		}
		if (write(printer, done.number, 23) != 23)
			_exit(1);
		request_release(&r);
	}
	hall_close(f.h);
	_exit(0);
}

static int by_text(const void *a, const void *b)
{
	return memcmp(a, b, 23);
}

static long serial_of(const char number[23])
{
	char digits[6];

	snprintf(digits, sizeof digits, "%.5s", number + 17);
	return strtol(digits, NULL, 10);
}

static void rows_44_45_eight_windows(void **state)
{
	static char numbers[WINDOWS * EACH][23];
	int pipes[2], status;
	size_t got = 0;
	struct err err;

	(void)state;
	int64_t before = inspected();
	hall_close(f.h);
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	for (int w = 0; w < WINDOWS; w++) {
		pid_t pid = fork();
		assert_true(pid >= 0);
		if (pid == 0)
			window_child(w, pipes[1]);
	}
	close(pipes[1]);
	for (ssize_t n; got < sizeof numbers && (n = read(pipes[0], (char *)numbers + got, sizeof numbers - got)) > 0;)
		got += (size_t)n;
	close(pipes[0]);
	for (int w = 0; w < WINDOWS; w++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	assert_int_equal(got, sizeof numbers);
	if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
		fixture_die("reopen", &err);
	assert_int_equal(inspected(), before + WINDOWS * EACH);
	qsort(numbers, WINDOWS * EACH, 23, by_text);
	for (int i = 1; i < WINDOWS * EACH; i++) {      /* the serial is what counts, without its check digit */
		assert_int_not_equal(memcmp(numbers[i - 1], numbers[i], 22), 0);
		assert_int_equal(serial_of(numbers[i]), serial_of(numbers[i - 1]) + 1);
	}
}

/* --- one key at two windows ----------------------------------------------------------------------------------------- */

static void pressed_at_two_windows(void **state)
{
	(void)state;
	kill_at = 0;
	for (int round = 0; round < 20; round++) {
		char numbers[2][24] = { "", "" };
		int pipes[2][2], status;
		struct request r;
		struct err err;
		fixture_request(&f, "xinyong", 9000 + round, &r);
		bool received = round % 2;         /* every other one was received before */
		if (received) {
			struct accepted done;
			r.outcome = OUTCOME_RECEIVE;
			fixture_accept(&f, &r, &done);
			request_release(&r);
			if (request_continue(f.h, &f.clerk, done.number, &r, &err) != ST_OK)
				fixture_die("continue", &err);
		}
		int64_t before = inspected();
		hall_close(f.h);
		f.h = NULL;                        /* what fails below is not closed twice */
		fflush(NULL);
		for (int k = 0; k < 2; k++) {
			assert_int_equal(pipe(pipes[k]), 0);
			pid_t pid = fork();
			assert_true(pid >= 0);
			if (pid == 0)
				child(&r, pipes[k][1]);
			close(pipes[k][1]);
		}
		for (int k = 0; k < 2; k++) {
			assert_int_equal(read(pipes[k][0], numbers[k], 23), 23);
			close(pipes[k][0]);
			assert_true(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
		}
		if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
			fixture_die("reopen", &err);
		assert_string_equal(numbers[0], numbers[1]);
		assert_int_equal(inspected(), before + !received);
		request_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_12_46_killed_at_every_point), cmocka_unit_test(killed_while_accepting_a_receipt),
		cmocka_unit_test(rows_44_45_eight_windows), cmocka_unit_test(pressed_at_two_windows),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

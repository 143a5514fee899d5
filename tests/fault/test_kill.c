/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/mem.h"
#include "fault/accept.h"

/* kill -9 on the real file system (reliability 4.5). Children accept and tell each number into a pipe, which stands for
 * the printer; the parent kills them at a random time, or they kill themselves at a named point. KILLS=10000 for more,
 * SEED=… for other times. */

struct told { int64_t k, number; };

/* In a child: opens and accepts "u<first>" … until `count` are done; what is there already was told or is to be told by
 * somebody else. */
static _Noreturn void accept_some(int printer, int first, int count)
{
	struct store *s;
	struct err err;

	if (store_open(kit_path, "sample", STORE_CREATE, &s, &err) != ST_OK) {
		fprintf(stderr, "child: %s %s (%s)\n", err.code, err.text, err.where);
		_exit(2);
	}
	for (int k = first; k < first + count; k++) {
		struct told told = { k, 0 };
		enum status st = accept_one(s, k, &told.number, &err);
		if (st == ST_OK && write(printer, &told, sizeof told) != (ssize_t)sizeof told)
			_exit(3);
		if (st != ST_OK && st != ST_CONFLICT) {
			fprintf(stderr, "child: %s %s (%s)\n", err.code, err.text, err.where);
			_exit(4);
		}
	}
	store_close(s);
	_exit(0);
}

static pid_t child(int printer[2], int first, int count)
{
	pid_t pid;

	assert_int_equal(pipe(printer), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(printer[0]);
		accept_some(printer[1], first, count);
	}
	close(printer[1]);
	return pid;
}

/* How the child ended: 0, or -1 when it was killed; anything else is a failure of its own. */
static int wait_for(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return -1;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return 0;
}

/* What is there is whole and counted without a gap; each number that was printed stands. Returns how many were. */
static int check(int printer)
{
	struct store *s = kit_open(kit_path, STORE_CREATE);
	struct accept_view view;
	struct told told;
	int n = 0;

	accept_look(s, &view);
	assert_int_equal(view.torn, 0);
	assert_int_equal(view.gaps, 0);
	while (read(printer, &told, sizeof told) == (ssize_t)sizeof told) {
		n++;
		if (accept_number(s, (int)told.k) != told.number)
			fail_msg("dossier %d was told the number %d", (int)told.k, (int)told.number);
	}
	close(printer);
	store_close(s);
	return n;
}

static long setting(const char *name, long usual)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : usual;
}

/* How long an accept takes on this disk, in nanoseconds. */
static long accept_ns(void)
{
	struct store *s = kit_open(kit_path, STORE_CREATE);
	struct timespec a, b;
	int64_t number;

	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int k = 0; k < 10; k++)
		assert_int_equal(accept_one(s, -1 - k, &number, NULL), ST_OK);
	clock_gettime(CLOCK_MONOTONIC, &b);
	store_close(s);
	return ((b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec - a.tv_nsec) / 10;
}

static void killed_at_any_time(void **state)
{
	(void)state;
	long kills = setting("KILLS", 150), seed = setting("SEED", (long)time(NULL));
	long longest = accept_ns() * 5 + 2000000;
	int printed = 0;

	printf("SEED=%ld KILLS=%ld\n", seed, kills);
	srandom((unsigned)seed);
	for (int round = 0; round < kills; round++) {
		int a[2], b[2];
		pid_t first = child(a, round * 1000, 400), second = child(b, round * 1000 + 500, 400);
		struct timespec nap = { 0, random() % (longest < 500000000 ? longest : 500000000) };
		nanosleep(&nap, NULL);
		kill(first, SIGKILL);
		kill(second, SIGKILL);
		wait_for(first);
		wait_for(second);
		printed += check(a[0]);
		printed += check(b[0]);
	}
	printf("%ld kills, %d numbers printed\n", kills * 2, printed);
	assert_true(printed > kills / 8);
}

/* --- named points ------------------------------------------------------------------------------------------------ */

static int points, kill_at;
static char names[64][40];

/* Ends the process at the n-th point that it passes. */
static int end_at(const char *point)
{
	(void)point;
	if (++points == kill_at)
		kill(getpid(), SIGKILL);
	return 0;
}

static int learn(const char *point)
{
	int i = 0;

	while (names[i][0] && strcmp(names[i], point) != 0)
		i++;
	assert_true(i < 63 && strlen(point) < sizeof names[0]);
	memcpy(names[i], point, strlen(point) + 1);
	return 0;
}

static void forget_store(void)
{
	char *journal = mem_format("%s-journal", kit_path);

	unlink(kit_path);
	unlink(journal);
	free(journal);
}

/* Kills at each point of: making the store and accepting twice. */
static void killed_at_each_point_of_an_accept(void **state)
{
	(void)state;
	int ended, n = 0;

	do {
		int printer[2];
		forget_store();
		fault_hook = end_at;
		points = 0;
		kill_at = ++n;
		ended = wait_for(child(printer, 0, 2));
		fault_hook = NULL;
		int printed = check(printer[0]);
		assert_true(ended != 0 || printed == 2);
		/* and goes on where it was */
		wait_for(child(printer, 0, 3));
		check(printer[0]);
	} while (ended != 0);
	printf("%d points\n", n - 1);
	assert_true(n > 20);
}

static void killed_at_each_point_of_a_migration(void **state)
{
	(void)state;
	int ended, n = 0;

	do {
		int printer[2];
		forget_store();
		accept_old_store(kit_path, NULL);
		fault_hook = end_at;
		points = 0;
		kill_at = ++n;
		ended = wait_for(child(printer, 0, 0));
		fault_hook = NULL;
		close(printer[0]);
		assert_true(accept_old_store_whole(kit_path));
	} while (ended != 0);
	printf("%d points\n", n - 1);
	assert_true(n > 5);
}

/* The points are where they should be: a renamed one would silently not be tested. */
static void the_points_are_known(void **state)
{
	(void)state;
	static const char *const expected[] = { "store.begin", "store.step", "store.before-commit", "store.after-commit",
		"store.create-before-rename", "store.migrate-begin", "store.migrate-step", "store.migrate-before-commit",
		"store.migrate-after-commit", "store.backup-verify", "store.backup-before-rename",
		"store.network-file-system" };
	int64_t number;

	fault_hook = learn;
	struct store *s = kit_open(kit_path, STORE_CREATE);
	assert_int_equal(accept_one(s, 0, &number, NULL), ST_OK);
	store_close(s);
	forget_store();
	accept_old_store(kit_path, NULL);
	store_close(kit_open(kit_path, 0));
	fault_hook = NULL;
	for (size_t i = 0; i < COUNT_OF(expected); i++) {
		int k = 0;
		while (names[k][0] && strcmp(names[k], expected[i]) != 0)
			k++;
		if (!names[k][0])
			fail_msg("%s was not passed", expected[i]);
	}
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, kit_set_up, kit_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(killed_at_any_time), IN_FOLDER(killed_at_each_point_of_an_accept),
		IN_FOLDER(killed_at_each_point_of_a_migration), IN_FOLDER(the_points_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

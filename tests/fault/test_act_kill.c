/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "hall/audit.h"
#include "hall/dossier.h"

/* kill -9 at any moment, not only at named ones (test_accept_kill.c): a window accepts, the tasks arrive, the applicant withdraws, and
 * so on until it is shot. Whatever the moment, no change is there without the message that tells the departments, none of these
 * without its change, neither without its trace; and what was told before the shot stands. KILLS=2000 for more, SEED=… for others. */

static long setting(const char *name, long usual)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : usual;
}

/* What a window has told somebody: a receipt printed, a withdrawal confirmed. */
struct told { char number[24], state[4]; };

static void tell(int pipe, const char *state)
{
	struct told told = { "", "" };

	snprintf(told.number, sizeof told.number, "%s", number);
	snprintf(told.state, sizeof told.state, "%s", state);
	if (write(pipe, &told, sizeof told) != (ssize_t)sizeof told)
		_exit(3);
}

/* One dossier, from the accept to the end. */
static void cycle(int pipe, int n)
{
	struct accepted a;
	struct request r;

	fixture_request(&f, n % 2 ? "xinshenger" : "kai-canyin", 1000 + n, &r);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	tell(pipe, "30");
	push_all();
	if (act(&f.clerk, 0, "withdraw", "request=书面", "reason=不办了", NULL) != ST_OK) {
		fprintf(stderr, "withdraw: %s %s\n", err.code, err.text);
		_exit(4);
	}
	tell(pipe, "R2");
}

_Noreturn static void window(int pipe, int round)
{
	f.h = NULL;
	if (hall_open(f.dir, false, &f.h, &err) != ST_OK)
		_exit(2);
	for (int i = 0; i < 1000; i++)
		cycle(pipe, round * 1000 + i);
	_exit(0);
}

static void none(const char *what, const char *query)
{
	int64_t n = sql("%s", query);

	if (n != 0)
		fail_msg("%lld %s", (long long)n, what);
}

#define OF_DOSSIERS " FROM task t JOIN dossier d ON d.id = t.dossier"
#define MESSAGES(kind) "(SELECT count(*) FROM outbox o WHERE o.task = t.id AND o.kind = '" kind "')"

static void check(void)
{
	none("accepted tasks without their message", "SELECT count(*)" OF_DOSSIERS " WHERE " MESSAGES("task") " <> 1");
	none("messages without a change", "SELECT count(*) FROM outbox o LEFT JOIN task t ON t.id = o.task LEFT JOIN dossier d ON d.id ="
		" t.dossier WHERE d.state IS NULL OR (o.kind = 'recall' AND d.state <> 'R2')");
	none("withdrawn tasks without a recall", "SELECT count(*)" OF_DOSSIERS " WHERE d.state = 'R2' AND (t.state <> '901' OR "
		MESSAGES("recall") " <> 1)");
	none("recalled tasks that go on", "SELECT count(*)" OF_DOSSIERS " WHERE d.state <> 'R2' AND t.state NOT IN ('00', '10')");
	none("accepts without a trace, or traces without one", "SELECT (SELECT count(*) FROM dossier) -"
		" (SELECT count(*) FROM audit WHERE act = 'dossier.accept')");
	none("withdrawals without a trace, or traces without one", "SELECT (SELECT count(*) FROM dossier WHERE state = 'R2') -"
		" (SELECT count(*) FROM audit WHERE act = 'dossier.act' AND reason LIKE 'withdraw %')");
}

static int told_stands(int pipe)
{
	struct told told;
	int n = 0;

	for (; read(pipe, &told, sizeof told) == (ssize_t)sizeof told; n++)
		if (sql("SELECT count(*) FROM dossier WHERE number = '%s' AND state IN ('%s', 'R2')", told.number, told.state) != 1)
			fail_msg("%s was told as %s and is not", told.number, told.state);
	close(pipe);
	return n;
}

static long nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec % 1000 * 1000000000 + t.tv_nsec;
}

static void row_77_killed_at_a_hundred_random_moments(void **state)
{
	long kills = setting("KILLS", 100), seed = setting("SEED", (long)time(NULL));
	int pipes[2], status, told = 0;
	int64_t entries, dossiers;

	(void)state;
	printf("SEED=%ld KILLS=%ld\n", seed, kills);
	srandom((unsigned)seed);
	assert_int_equal(pipe(pipes), 0);
	long began = nanoseconds();
	cycle(pipes[1], 1);
	long longest = (nanoseconds() - began) * 3;      /* a window opens its hall first */
	close(pipes[1]);
	told += told_stands(pipes[0]);
	hall_close(f.h);
	f.h = NULL;                                      /* what fails below is not closed twice */
	for (int round = 1; round <= kills; round++) {
		struct timespec nap = { 0, random() % (longest < 999999999 ? longest : 999999999) };
		assert_int_equal(pipe(pipes), 0);
		fflush(NULL);
		pid_t pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			close(pipes[0]);
			window(pipes[1], round);
		}
		close(pipes[1]);
		nanosleep(&nap, NULL);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		told += told_stands(pipes[0]);
		check();
	}
	assert_int_equal(hall_open(f.dir, false, &f.h, &err), ST_OK);
	assert_int_equal(audit_verify(f.h, &entries, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &dossiers, &err), ST_OK);
	printf("%ld kills, %lld dossiers, %d told\n", kills, (long long)dossiers, told);
	assert_true(told > kills / 8 && dossiers >= told / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ACT_TEST(row_77_killed_at_a_hundred_random_moments) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

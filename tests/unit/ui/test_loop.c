/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/loop.h"
#include "base/mem.h"

struct seen { struct loop *loop; char words[200]; int other; };

static void word(struct seen *s, const char *w)
{
	size_t n = strlen(s->words);
	assert_true(n + strlen(w) + 1 < sizeof s->words);
	memcpy(s->words + n, w, strlen(w) + 1);
}

static void on_a(void *ctx) { word(ctx, "a"); }
static void on_b(void *ctx) { word(ctx, "b"); }
static void on_signal(void *ctx, int signo) { word(ctx, signo == SIGUSR1 ? "1" : "2"); }

static void on_read(void *ctx, int fd, int events)
{
	char c;
	(void)events;
	assert_int_equal(read(fd, &c, 1), 1);
	word(ctx, "r");
}

static void on_drop(void *ctx, int fd, int events)
{
	struct seen *s = ctx;
	(void)events;
	word(s, "d");
	loop_unwatch(s->loop, fd);
	loop_unwatch(s->loop, s->other);         /* which is ready in this very turn */
}

static void again(void *ctx)
{
	struct seen *s = ctx;
	word(s, "x");
	(void)loop_after(s->loop, 0, again, s);
}

static void test_timers(void **state)
{
	struct seen s = { .loop = loop_new() };
	(void)state;
	(void)loop_after(s.loop, 2, on_b, &s);
	(void)loop_after(s.loop, 0, on_a, &s);
	(void)loop_after(s.loop, 0, on_b, &s);
	uint64_t never = loop_after(s.loop, 0, on_a, &s);
	loop_cancel(s.loop, never);
	loop_cancel(s.loop, 0);
	assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	while (strlen(s.words) < 3)
		assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	assert_string_equal(s.words, "abb");
	(void)loop_after(s.loop, 0, again, &s);  /* a timer that sets itself does not hold the turn */
	assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	assert_string_equal(s.words, "abbx");
	loop_free(s.loop);
}

static void test_signals(void **state)
{
	struct seen s = { .loop = loop_new() };
	int fd[2];
	(void)state;
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(loop_signal(s.loop, SIGUSR1, on_signal, &s), ST_OK);
	assert_int_equal(loop_signal(s.loop, SIGUSR2, on_signal, &s), ST_OK);
	loop_watch(s.loop, fd[0], on_read, &s);
	assert_int_equal(write(fd[1], "k", 1), 1);
	(void)raise(SIGUSR2);
	(void)raise(SIGUSR1);
	(void)raise(SIGUSR1);                    /* once for many */
	assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	if (strlen(s.words) < 3)
		assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	assert_string_equal(s.words, "12r");     /* signals before what is to be read: a resize before the keys after it */
	assert_int_equal(loop_signal(s.loop, 0, on_signal, &s), ST_BUG);
	loop_free(s.loop);
	sigset_t now;
	assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &now), 0);
	assert_false(sigismember(&now, SIGUSR1));
	(void)close(fd[0]);
	(void)close(fd[1]);
}

static void test_watches(void **state)
{
	struct seen s = { .loop = loop_new() };
	int a[2], b[2];
	(void)state;
	assert_int_equal(pipe(a), 0);
	assert_int_equal(pipe(b), 0);
	loop_watch(s.loop, a[0], on_drop, &s);
	loop_watch(s.loop, b[0], on_read, &s);
	s.other = b[0];
	assert_int_equal(write(a[1], "k", 1), 1);
	assert_int_equal(write(b[1], "k", 1), 1);
	assert_int_equal(loop_turn(s.loop, -1), ST_OK);
	assert_int_equal(loop_turn(s.loop, 0), ST_OK);
	assert_string_equal(s.words, "d");
	loop_watch(s.loop, b[0], on_read, &s);
	(void)close(b[1]);
	assert_int_equal(loop_turn(s.loop, 100), ST_OK);
	assert_string_equal(s.words, "dr");
	loop_free(s.loop);
	(void)close(a[0]), (void)close(a[1]), (void)close(b[0]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timers), cmocka_unit_test(test_signals), cmocka_unit_test(test_watches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

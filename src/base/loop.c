/* SPDX-License-Identifier: Apache-2.0 */
#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

#define SIGNALS 65

struct watch { int fd; loop_fd_fn *fn; void *ctx; };
struct timer { int64_t due; uint64_t id; loop_timer_fn *fn; void *ctx; };
struct catch { loop_signal_fn *fn; void *ctx; struct sigaction old; };

struct loop {
	struct watch *watches;
	struct pollfd *polled;               /* the same order, as ppoll was last told */
	size_t watch_count, watch_room;
	struct timer *timers;                /* by due, then id */
	size_t timer_count, timer_room;
	uint64_t last_timer;
	struct catch catches[SIGNALS];
	bool any_signal;
	sigset_t waiting, before;            /* masks inside ppoll, and of the process before the first loop_signal */
	sigset_t caught;
};

/* Handlers do nothing else (R19). */
static volatile sig_atomic_t arrived[SIGNALS];

static void on_signal(int signo)
{
	arrived[signo] = 1;
}

int64_t loop_now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct loop *loop_new(void)
{
	struct loop *l = mem_alloc(sizeof *l);
	(void)sigprocmask(SIG_SETMASK, NULL, &l->before);
	l->waiting = l->before;
	(void)sigemptyset(&l->caught);
	return l;
}

void loop_free(struct loop *l)
{
	if (!l)
		return;
	for (int s = 1; s < SIGNALS; s++)
		if (l->catches[s].fn)
			(void)sigaction(s, &l->catches[s].old, NULL);
	if (l->any_signal)
		(void)sigprocmask(SIG_SETMASK, &l->before, NULL);
	free(l->watches);
	free(l->polled);
	free(l->timers);
	free(l);
}

static size_t find_watch(const struct loop *l, int fd)
{
	size_t i = 0;
	while (i < l->watch_count && l->watches[i].fd != fd)
		i++;
	return i;
}

void loop_watch(struct loop *l, int fd, loop_fd_fn *fn, void *ctx)
{
	size_t i = find_watch(l, fd);
	if (i == l->watch_count) {
		if (l->watch_count == l->watch_room) {
			l->watch_room = l->watch_room ? l->watch_room * 2 : 8;
			l->watches = mem_grow(l->watches, l->watch_room, sizeof *l->watches);
			l->polled = mem_grow(l->polled, l->watch_room, sizeof *l->polled);
		}
		l->watch_count++;
	}
	l->watches[i] = (struct watch){ fd, fn, ctx };
}

void loop_unwatch(struct loop *l, int fd)
{
	size_t i = find_watch(l, fd);
	if (i == l->watch_count)
		return;
	l->watch_count--;
	memmove(l->watches + i, l->watches + i + 1, (l->watch_count - i) * sizeof *l->watches);
}

uint64_t loop_after(struct loop *l, int64_t ms, loop_timer_fn *fn, void *ctx)
{
	if (l->timer_count == l->timer_room) {
		l->timer_room = l->timer_room ? l->timer_room * 2 : 8;
		l->timers = mem_grow(l->timers, l->timer_room, sizeof *l->timers);
	}
	struct timer t = { .due = loop_now() + (ms > 0 ? ms : 0), .id = ++l->last_timer, .fn = fn, .ctx = ctx };
	size_t i = l->timer_count++;
	for (; i > 0 && l->timers[i - 1].due > t.due; i--)
		l->timers[i] = l->timers[i - 1];
	l->timers[i] = t;
	return t.id;
}

void loop_cancel(struct loop *l, uint64_t timer)
{
	for (size_t i = 0; timer && i < l->timer_count; i++)
		if (l->timers[i].id == timer) {
			l->timer_count--;
			memmove(l->timers + i, l->timers + i + 1, (l->timer_count - i) * sizeof *l->timers);
			return;
		}
}

enum status loop_signal(struct loop *l, int signo, loop_signal_fn *fn, void *ctx)
{
	if (signo < 1 || signo >= SIGNALS)
		return ST_BUG;
	struct sigaction act = { .sa_handler = on_signal };
	sigset_t one;
	(void)sigemptyset(&act.sa_mask);
	(void)sigemptyset(&one);
	(void)sigaddset(&one, signo);
	if (sigprocmask(SIG_BLOCK, &one, NULL))
		return ST_IO;
	struct sigaction old;
	if (sigaction(signo, &act, &old))
		return ST_IO;
	if (!l->catches[signo].fn)
		l->catches[signo].old = old;
	l->catches[signo].fn = fn;
	l->catches[signo].ctx = ctx;
	l->any_signal = true;
	(void)sigdelset(&l->waiting, signo);
	(void)sigaddset(&l->caught, signo);
	return ST_OK;
}

void loop_child(const struct loop *l)
{
	for (int s = 1; s < SIGNALS; s++)
		if (l->catches[s].fn)
			(void)sigaction(s, &l->catches[s].old, NULL);
	(void)sigprocmask(SIG_SETMASK, &l->before, NULL);
}

/* A signal that came while a descriptor was ready is still blocked and pending after ppoll: a resize must be served before
 * the keys that were typed after it. */
static void serve_signals(struct loop *l)
{
	static const struct timespec at_once;
	for (int s; l->any_signal && (s = sigtimedwait(&l->caught, NULL, &at_once)) > 0;)
		arrived[s] = 1;
	for (int s = 1; s < SIGNALS; s++)
		if (arrived[s] && l->catches[s].fn) {
			arrived[s] = 0;
			l->catches[s].fn(l->catches[s].ctx, s);
		}
}

/* Only the timers that were there when the turn began: one that sets itself anew cannot hold the loop. */
static void serve_timers(struct loop *l)
{
	int64_t now = loop_now();
	uint64_t newest = l->last_timer;
	for (size_t i = 0; i < l->timer_count && l->timers[i].due <= now;) {
		struct timer t = l->timers[i];
		if (t.id > newest) {
			i++;
			continue;
		}
		loop_cancel(l, t.id);
		t.fn(t.ctx);
		i = 0;
	}
}

/* `polled` is a snapshot: a callback may unwatch, and what it unwatched must not be called any more. */
static void serve_watches(struct loop *l, size_t n)
{
	struct pollfd few[16], *seen = n <= COUNT_OF(few) ? few : mem_array(n, sizeof *seen);
	memcpy(seen, l->polled, n * sizeof *seen);
	for (size_t i = 0; i < n; i++) {
		size_t at = find_watch(l, seen[i].fd);
		if (seen[i].revents && at < l->watch_count)
			l->watches[at].fn(l->watches[at].ctx, seen[i].fd, seen[i].revents);
	}
	if (seen != few)
		free(seen);
}

enum status loop_turn(struct loop *l, int64_t most_ms)
{
	int64_t wait = most_ms;
	if (l->timer_count) {
		int64_t left = l->timers[0].due - loop_now();
		left = left > 0 ? left : 0;
		wait = wait < 0 || left < wait ? left : wait;
	}
	size_t n = l->watch_count;
	for (size_t i = 0; i < n; i++)
		l->polled[i] = (struct pollfd){ .fd = l->watches[i].fd, .events = POLLIN };
	struct timespec t = { .tv_sec = (time_t)(wait / 1000), .tv_nsec = wait % 1000 * 1000000L };
	int got = ppoll(l->polled, n, wait < 0 ? NULL : &t, &l->waiting);
	int broken = got < 0 && errno != EINTR;
	serve_signals(l);
	serve_timers(l);
	if (got > 0)
		serve_watches(l, n);
	return broken ? ST_IO : ST_OK;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdint.h>

#include "base/status.h"

/* One thread, one place to wait: file descriptors, timers and signals behind one ppoll(2). Knows no library.
 *
 * A turn serves, in this order: signals, timers that are due (equal deadlines in order of their creation), descriptors
 * in order of their watching. Callbacks may add and remove anything, themselves included. Callbacks must not wait.
 *
 * Signals given to loop_signal are blocked except inside ppoll, so none is lost between turns and none interrupts
 * anything else. Children get the old mask back with loop_child. One loop per process owns the signals (the newest).
 *
 * Timers run on CLOCK_MONOTONIC and do not follow clock_replace: a test that freezes the day must not freeze keys. */
struct loop;

struct loop *loop_new(void);
void loop_free(struct loop *l);                  /* restores the signal mask and dispositions; NULL is fine */

/* Calls fn when fd can be read, is at its end or is broken (events are poll's revents). One watch per descriptor: a
 * second one replaces the first. The caller keeps the descriptor. */
typedef void loop_fd_fn(void *ctx, int fd, int events);
void loop_watch(struct loop *l, int fd, loop_fd_fn *fn, void *ctx);
void loop_unwatch(struct loop *l, int fd);       /* not watched: does nothing */

/* Calls fn once after `ms`. Returns a number that loop_cancel takes; never 0. */
typedef void loop_timer_fn(void *ctx);
uint64_t loop_after(struct loop *l, int64_t ms, loop_timer_fn *fn, void *ctx);
void loop_cancel(struct loop *l, uint64_t timer);        /* 0 or one that has fired: does nothing */

/* Calls fn once for one or more arrivals of signo since the last turn. */
typedef void loop_signal_fn(void *ctx, int signo);
enum status loop_signal(struct loop *l, int signo, loop_signal_fn *fn, void *ctx) MUST_CHECK;
/* To be called in a child between fork and exec. */
void loop_child(const struct loop *l);

/* Waits until something happens, at most `most_ms` (-1: without end), and serves it. ST_IO when ppoll itself fails. */
enum status loop_turn(struct loop *l, int64_t most_ms) MUST_CHECK;
/* Milliseconds of the loop's own clock. */
int64_t loop_now(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_AGENTS_H
#define DESK_AGENTS_H

#include <stdbool.h>

#include "base/loop.h"

/* The agents as children of the desk: the first desk on a machine starts them (the embedded default); where they
 * run as services, or another desk has them, the lease in the store makes ours step back at once. A child that dies is
 * started again after 1, 2, 4 … 60 s; all end with the desk. */
struct agents;
/* Starts yichuang-dispatch and yichuang-print for this hall, with `evaluators` `yichuang rating device` and with
 * `calls` `yichuang ticket announce`, too: beside our own
 * program, else in LIBEXECDIR or BINDIR. A program that is missing is passed over; agents_missing says so. */
struct agents *agents_start(struct loop *loop, const char *hall_dir, bool evaluators, bool calls);
void agents_stop(struct agents *a);                  /* SIGTERM, short grace, SIGKILL; NULL is fine */
/* To be called at SIGCHLD. */
void agents_reap(struct agents *a);
/* The Chinese name of an agent whose program was not found, NULL when all are there. */
const char *agents_missing(const struct agents *a);

#endif

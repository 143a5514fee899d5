/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_NOW_H
#define BENCH_NOW_H

#include <stdlib.h>
#include <time.h>

/* Monotonic milliseconds. */
static inline double bench_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		abort();
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CIRCUIT_H
#define HALL_CIRCUIT_H

#include <stdbool.h>
#include <stdint.h>

/* When to try again (R7) and when to leave a department alone (R8), as arithmetic: no clock, no store. `random` is a
 * number from 0 … UINT32_MAX that the caller drew. */

#define BACKOFF_BASE_MS ((int64_t)2000)
#define BACKOFF_CAP_MS ((int64_t)15 * 60 * 1000)
/* Full jitter: somewhere in 0 … min(15 min, 2 s · 2^(failures − 1)), both ends included. */
int64_t backoff_ms(int failures, uint32_t random);

/* A department's circuit as it is stored. */
struct circuit {
	int failures;                    /* in a row */
	uint32_t history;                /* the last ends, one bit each, newest lowest, 1 failed */
	int history_count;               /* how many bits mean something, at most 20 */
	int opened;                      /* how often opened without a success between */
	int64_t open_until;              /* wall ms; 0 closed. When that is past, one request may try: half open */
};
/* What the circuit is after one more end. `refused` opens it at once; `pause_ms` > 0 was asked for by the department. */
struct circuit_end { bool failed, refused; int64_t pause_ms; };
struct circuit circuit_after(struct circuit before, struct circuit_end end, int64_t now, uint32_t random);
/* How many requests may be under way: 0 open, 1 half open, `most` closed. */
int circuit_room(int64_t open_until, int64_t now, int most);

#endif

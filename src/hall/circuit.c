/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/circuit.h"

#define OPEN_AFTER 5                     /* failures in a row … */
#define HISTORY 20                       /* … or more than half of the last 20 */
#define OPEN_BASE_MS ((int64_t)30 * 1000)
#define OPEN_CAP_MS ((int64_t)10 * 60 * 1000)

/* base · 2^n, at most cap. */
static int64_t doubled(int64_t base, int n, int64_t cap)
{
	while (n-- > 0 && base < cap)
		base *= 2;
	return base < cap ? base : cap;
}

/* Somewhere in 0 … most, both included. */
static int64_t within(int64_t most, uint32_t random)
{
	return (int64_t)((uint64_t)random * (uint64_t)(most + 1) >> 32);
}

int64_t backoff_ms(int failures, uint32_t random)
{
	return within(doubled(BACKOFF_BASE_MS, failures > 0 ? failures - 1 : 0, BACKOFF_CAP_MS), random);
}

static int failed_of_history(const struct circuit *c)
{
	uint32_t bits = c->history & ((UINT32_C(1) << HISTORY) - 1);
	int n = 0;

	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

struct circuit circuit_after(struct circuit c, struct circuit_end end, int64_t now, uint32_t random)
{
	bool half_open = c.open_until != 0 && now >= c.open_until;

	c.history = (c.history << 1 | (end.failed ? 1 : 0)) & ((UINT32_C(1) << HISTORY) - 1);
	c.history_count = c.history_count < HISTORY ? c.history_count + 1 : HISTORY;
	if (!end.failed) {
		c.failures = 0;
		c.opened = 0;
		c.open_until = 0;
		return c;
	}
	c.failures++;
	bool often = c.history_count == HISTORY && failed_of_history(&c) * 2 > HISTORY;
	/* while it is open, requests that were under way still fail: that is no news */
	if ((c.failures >= OPEN_AFTER || often || end.refused || half_open) && (c.open_until == 0 || half_open)) {
		int64_t ms = doubled(OPEN_BASE_MS, c.opened, OPEN_CAP_MS);
		c.open_until = now + ms / 2 + within(ms / 2, random);
		c.opened++;
		if (often) {                     /* judged; the next 20 are judged anew */
			c.history = 0;
			c.history_count = 0;
		}
	}
	if (end.pause_ms > 0 && c.open_until < now + end.pause_ms)
		c.open_until = now + end.pause_ms;
	return c;
}

int circuit_room(int64_t open_until, int64_t now, int most)
{
	return open_until == 0 ? most : now < open_until ? 0 : 1;
}

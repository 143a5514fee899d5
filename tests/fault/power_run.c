/* SPDX-License-Identifier: Apache-2.0 */
#include "fault/power.h"

#include <stdio.h>

static bool clean(const struct power_tally *t)
{
	return t->lost + t->torn + t->gaps + t->damaged == 0;
}

static long common_divisor(long a, long b)
{
	return b ? common_divisor(b, a % b) : a;
}

/* The operation of a point: all of them in each round, the first few points spread over the whole (golden ratio). */
static long operation_of(long point, long operations)
{
	long stride = operations * 618 / 1000 + 1;

	while (common_divisor(stride, operations) != 1)
		stride++;
	return (long)((unsigned long)point % (unsigned long)operations * (unsigned long)stride %
		(unsigned long)operations) + 1;
}

static void run(const struct power_play *play, uint64_t seed, long point, long operations, struct power_tally *tally)
{
	uint64_t own = seed * 1000003u + (uint64_t)point;
	long operation = operation_of(point, operations);
	bool was_clean = clean(tally);

	power_restore(own);
	(play->look ? power_kill_at : power_crash_at)(operation);
	play->work(play->ctx);
	if (play->look) {
		power_revive();
		play->look(play->ctx);
	}
	power_off(own ^ 0x5bd1e995u, (enum power_order)(own % POWER_ORDERS));
	play->inspect(play->ctx, tally);
	tally->runs++;
	if (was_clean && !clean(tally))
		printf("first fault: SEED=%llu POINT=%ld (operation %ld of %ld): lost %ld, torn %ld, gaps %ld, damaged %ld\n",
			(unsigned long long)seed, point, operation, operations, tally->lost, tally->torn,
			tally->gaps, tally->damaged);
}

/* Makes the base state, then counts the operations of a run that nothing disturbs and checks it. */
static long begin(const struct power_play *play, uint64_t seed, struct power_tally *tally)
{
	power_format(seed);
	play->prepare(play->ctx);
	power_keep();
	power_restore(seed);
	play->work(play->ctx);
	tally->operations = power_operations();
	play->inspect(play->ctx, tally);
	return tally->operations;
}

void power_play(const struct power_play *play, long points, uint64_t seed, struct power_tally *tally)
{
	long operations = begin(play, seed, tally);

	for (long i = 0; i < points && operations > 0; i++)
		run(play, seed, i, operations, tally);
}

void power_replay(const struct power_play *play, uint64_t seed, long point, struct power_tally *tally)
{
	run(play, seed, point, begin(play, seed, tally), tally);
}

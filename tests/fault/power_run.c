/* SPDX-License-Identifier: Apache-2.0 */
#include "fault/power.h"

#include <stdio.h>

static bool clean(const struct power_tally *t)
{
	return t->lost + t->torn + t->gaps + t->damaged == 0;
}

static void run(const struct power_play *play, uint64_t seed, long point, long operations, struct power_tally *tally)
{
	uint64_t own = seed * 1000003u + (uint64_t)point;
	bool was_clean = clean(tally);

	power_restore(own);
	(play->look ? power_kill_at : power_crash_at)(point % operations + 1);
	play->work(play->ctx);
	if (play->look) {
		power_revive();
		play->look(play->ctx);
	}
	power_off(own ^ 0x5bd1e995u, (enum power_order)((point / operations) % POWER_ORDERS));
	play->inspect(play->ctx, tally);
	tally->runs++;
	if (was_clean && !clean(tally))
		printf("first fault: SEED=%llu POINT=%ld (operation %ld of %ld): lost %ld, torn %ld, gaps %ld, damaged %ld\n",
			(unsigned long long)seed, point, point % operations + 1, operations, tally->lost, tally->torn,
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

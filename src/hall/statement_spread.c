/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/statement_own.h"

/* Medians and ninth tenths of times (V-5) cannot be added up, so each group counts how often each second came: some kilobytes, however
 * many tickets a month has. */

#define LONGEST 604799                   /* a week; what is longer counts as that */

struct spread { uint32_t *times; size_t room; int64_t count; };
struct statement_spreads { struct spread of[SPREAD_COUNT]; };
static const struct { enum statement_indicator middle, ninth; } told[SPREAD_COUNT] = {
	[SPREAD_WAIT] = { COUNTS_WAIT_MEDIAN, COUNTS_WAIT_P90 }, [SPREAD_SERVICE] = { COUNTS_SERVICE_MEDIAN, COUNTS_SERVICE_P90 },
};

void statement_spread_add(struct statement_group *g, enum statement_spread which, int64_t seconds)
{
	size_t at = seconds < 0 ? 0 : seconds > LONGEST ? LONGEST : (size_t)seconds;

	if (!g->spreads)
		g->spreads = mem_alloc(sizeof *g->spreads);
	struct spread *s = &g->spreads->of[which];
	if (at >= s->room) {
		size_t room = s->room ? s->room : 1024;
		while (room <= at)
			room *= 2;
		s->times = mem_grow(s->times, room, sizeof *s->times);
		memset(s->times + s->room, 0, (room - s->room) * sizeof *s->times);
		s->room = room;
	}
	s->times[at]++;
	s->count++;
}

/* The n-th shortest, from 1 on. */
static int64_t nth(const struct spread *s, int64_t n)
{
	size_t at = 0;

	for (int64_t seen = s->times[0]; seen < n;)
		seen += s->times[++at];
	return (int64_t)at;
}

void statement_spread_tell(struct statement_group *g)
{
	for (int k = 0; g->spreads && k < SPREAD_COUNT; k++) {
		const struct spread *s = &g->spreads->of[k];
		if (!s->count)
			continue;
		g->values[told[k].middle].numerator = (nth(s, (s->count + 1) / 2) + nth(s, s->count / 2 + 1)) / 2;
		g->values[told[k].ninth].numerator = nth(s, (9 * s->count + 9) / 10);
	}
}

void statement_spread_free(struct statement_group *g)
{
	for (int k = 0; g->spreads && k < SPREAD_COUNT; k++)
		free(g->spreads->of[k].times);
	free(g->spreads);
}

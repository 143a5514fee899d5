/* SPDX-License-Identifier: Apache-2.0 */
#include "law/retirement.h"

#include "base/mem.h"

/* Who was born before `from` retires at `years`; since then each `step` months of birth add a month, up to `most`. */
static const struct ladder { bool woman; const char *who; int years; struct ymd from; int step, most; } ladders[] = {
	{ false, "男职工", 60, { 1965, 1, 1 }, 4, 36 },
	{ true, "女工人", 50, { 1975, 1, 1 }, 2, 60 },
	{ true, "女干部", 55, { 1970, 1, 1 }, 4, 36 },
};

#define EARLY_MONTHS 36

static int months_later(const struct ladder *l, struct ymd birth)
{
	int since = (birth.year - l->from.year) * 12 + birth.month - l->from.month;
	int later = since < 0 ? 0 : since / l->step + 1;

	return later < l->most ? later : l->most;
}

/* That many months after; where the month has no such day, its last. */
static day_t after(struct ymd d, int months)
{
	int year = d.year + (d.month - 1 + months) / 12, month = (d.month - 1 + months) % 12 + 1;
	day_t day = day_from_ymd(year, month, d.day);

	for (int last = d.day - 1; day == DAY_NONE && last >= 28; last--)
		day = day_from_ymd(year, month, last);
	return day;
}

size_t retirement_ages(bool woman, day_t birth, struct retirement out[RETIREMENT_KINDS_MOST])
{
	struct ymd born = day_to_ymd(birth);
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(ladders); i++) {
		const struct ladder *l = &ladders[i];
		if (l->woman != woman)
			continue;
		int later = months_later(l, born), early = later < EARLY_MONTHS ? later : EARLY_MONTHS;
		out[n++] = (struct retirement){ l->who, l->years * 12 + later, after(born, l->years * 12 + later),
			after(born, l->years * 12 + later - early) };
	}
	return n;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A hall in good order: what a supervisor finds open in the morning is what a person can look through. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/demo_own.h"
#include "hall/staff.h"
#include "law/deadline.h"

#define REVIEWED_AT (17 * 60 + 30)
#define CARDS_MOST 400
#define CARDS_DAYS 30

/* --- what is brought on the last days ------------------------------------------------------------------------------------ */

/* The departments answer to it only when the hall is opened; until then no promise may come near, not on the day after either. */
enum status lively_can_wait(struct lively *l, const struct request *r, bool *can, struct err *err)
{
	const struct clock_thresholds usual = clock_thresholds(l->h);
	const struct calendar *c;
	struct promise *p = NULL;
	enum status st = hall_calendar(l->h, &c, err);

	*can = true;
	if (st == ST_OK)
		st = request_promise(l->h, r, &p, err);
	for (size_t i = 0; st == ST_OK && i < p->item_count; i++) {
		const day_t dues[] = { p->items[i].promised.due, p->items[i].statutory.due };
		for (size_t k = 0; k < COUNT_OF(dues); k++)
			if (dues[k] != DAY_NONE && clock_light_of(deadline_remaining(c, l->last + 1, dues[k]), deadline_remaining(c, p->day, dues[k]),
				&usual) != LIGHT_GREEN)
				*can = false;
	}
	promise_free(p);
	return st;
}

/* --- the supervisor's evening --------------------------------------------------------------------------------------------- */

/* Is what the card is about done? */
static enum status is_over(struct lively *l, const struct caution *card, bool *over, struct err *err)
{
	const char *slash = strchr(card->object, '/');
	int item = slash ? (int)strtol(slash + 1, NULL, 10) : 0;
	struct clock_list *clocks = NULL;
	enum status st = clock_list(l->h, card->dossier, &clocks, err);

	*over = false;
	for (size_t i = 0; st == ST_OK && i < clocks->count; i++) {
		const struct clock_row *row = &clocks->rows[i];
		if (caution_rule_of_clock(row->run.kind) == (int)card->rule && row->item == item)
			*over = row->run.stopped != DAY_NONE;
	}
	clock_list_free(clocks);
	return st;
}

static enum status reviews(struct lively *l, int64_t unused, struct err *err)
{
	struct caution *cards = mem_array(CARDS_MOST, sizeof *cards);
	struct actor by;
	size_t count = 0;
	bool over;
	enum status st = staff_person(l->h, "hejing", "", &by, err);

	(void)unused;
	if (st == ST_OK)
		st = caution_list(l->h, &by, l->day - CARDS_DAYS, l->day, false, cards, CARDS_MOST, &count, err);
	for (size_t i = 0; st == ST_OK && i < count; i++) {
		if (!*cards[i].dossier)
			continue;
		if ((st = is_over(l, &cards[i], &over, err)) == ST_OK && over)
			st = caution_cancel(l->h, &by, cards[i].number, "已办结,已同责任单位核对原因", err);
	}
	free(cards);
	return st;
}

void lively_calm_day(struct lively *l)
{
	lively_plan(l, lively_time(l, REVIEWED_AT), reviews, 0);
}

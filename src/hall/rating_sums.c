/* SPDX-License-Identifier: Apache-2.0 */
/* Ratings as numbers: nobody sees what one person gave one clerk (E-11). */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/rating.h"
#include "law/staff_role.h"

static const char *const by_codes[] = { "hall", "window", "clerk", "point" };

int rating_by_from_code(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(by_codes); i++)
		if (strcmp(by_codes[i], code) == 0)
			return (int)i;
	return -1;
}

/* The columns of rating_sums. */
static void sum_fill(struct hall *h, const struct rows *r, size_t i, enum rating_by of, struct rating_sum *s)
{
	memset(s, 0, sizeof *s);
	text_copy(s->of, sizeof s->of, rows_text(r, i, 0));
	s->asked = rows_int(r, i, 1);
	s->rated = rows_int(r, i, 2);
	s->faults = rows_int(r, i, 8);
	s->hidden = of == RATING_BY_CLERK && s->rated < hall_int(h, "rating.least");
	if (s->hidden)
		return;
	for (int level = RATING_BEST; level <= RATING_WORST; level++)
		s->levels[level] = rows_int(r, i, 2 + level);
	s->smile_n = rows_int(r, i, 9);
	s->smile = rows_int(r, i, 10);
}

enum status rating_sums(struct hall *h, const struct actor *by, day_t from, day_t to, enum rating_by of, struct rating_sum *rows,
	size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	if (!staff_role_in(by->role, BY(SUPERVISOR) | BY(SYSTEM)))
		return err_set(err, ST_DENIED, "E-6601", "评价的汇总由督导查看,您的角色不能查看");
	enum status st = store_read(hall_store(h), Q_RATING_SUMS, ARGS(value_int(clock_day_start(from)),
		value_int(clock_day_start(to + 1)), value_text(by_codes[of])), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++)
		sum_fill(h, r, i, of, &rows[(*count)++]);
	rows_free(r);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/hand.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "law/staff_right.h"

static const char *const figures[] = { "keys", "seconds", "typed", "derived", "shared" };
#define FIGURES COUNT_OF(figures)

/* One dossier: what it is called in the group under way, and its figures in their order. */
struct one { const char *name; int64_t figure[FIGURES]; };

static json_t *figures_json(const int64_t figure[FIGURES])
{
	json_t *out = json_object();

	for (size_t i = 0; i < FIGURES; i++)
		json_object_set_new(out, figures[i], json_integer(figure[i]));
	return out;
}

enum status hand_of(struct hall *h, int64_t dossier, json_t **out, struct err *err)
{
	struct rows *r = NULL;
	int64_t figure[FIGURES];
	enum status st = store_read(hall_store(h), Q_HAND_OF, ARGS(value_int(dossier)), &r, err);

	*out = NULL;
	if (st == ST_OK && rows_count(r) == 0) {
		*out = json_null();
	} else if (st == ST_OK) {
		for (size_t i = 0; i < FIGURES; i++)
			figure[i] = rows_int(r, 0, (int)i);
		*out = figures_json(figure);
	}
	rows_free(r);
	return st;
}

const char *hand_group_code(enum hand_group g)
{
	static const char *const codes[] = { [HAND_ALL] = "all", [HAND_WINDOW] = "window", [HAND_BUNDLE] = "bundle" };

	return codes[g];
}

json_t *hand_row_json(const struct hand_row *row)
{
	const struct hand *m = &row->median;

	return json_pack("{ss ss si so}", "group", hand_group_code(row->group), "name", row->name, "dossiers", row->dossiers, "median",
		figures_json((const int64_t[FIGURES]){ m->keys, m->seconds, m->typed, m->derived, m->shared }));
}

/* --- a day ---------------------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct one *)a)->name, ((const struct one *)b)->name);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t median(const struct one *list, size_t count, size_t figure, int64_t *scratch)
{
	for (size_t i = 0; i < count; i++)
		scratch[i] = list[i].figure[figure];
	qsort(scratch, count, sizeof *scratch, by_size);
	return (scratch[(count - 1) / 2] + scratch[count / 2] + 1) / 2;
}

struct sums { struct hand_row *rows; size_t room, count; int64_t *scratch; };

static void put(struct sums *s, enum hand_group group, const char *name, const struct one *list, size_t count)
{
	int64_t m[FIGURES];

	if (s->count == s->room)
		return;
	for (size_t i = 0; i < FIGURES; i++)
		m[i] = median(list, count, i, s->scratch);
	s->rows[s->count] = (struct hand_row){ .group = group, .dossiers = (int)count, .median = { m[0], m[1], m[2], m[3], m[4] } };
	text_copy(s->rows[s->count++].name, sizeof s->rows->name, name);
}

/* The rows of hand_day, named by the column of the group. */
static void load(struct one *list, const struct rows *r, int column)
{
	for (size_t i = 0; i < rows_count(r); i++) {
		list[i].name = rows_text(r, i, column);
		for (size_t k = 0; k < FIGURES; k++)
			list[i].figure[k] = rows_int(r, i, 2 + (int)k);
	}
	qsort(list, rows_count(r), sizeof *list, by_name);
}

static void put_each(struct sums *s, enum hand_group group, const struct rows *r, int column, struct one *list)
{
	size_t count = rows_count(r), end;

	load(list, r, column);
	for (size_t i = 0; i < count; i = end) {
		for (end = i + 1; end < count && strcmp(list[end].name, list[i].name) == 0;)
			end++;
		put(s, group, list[i].name, list + i, end - i);
	}
}

enum status hand_day(struct hall *h, const struct actor *by, day_t day, struct hand_row *rows, size_t room, size_t *count,
	struct err *err)
{
	bool all = staff_may(by->role, RIGHT_HAND_HALL);
	struct sums s = { .rows = rows, .room = room };
	struct rows *r = NULL;
	enum status st;

	*count = 0;
	if (!staff_may(by->role, RIGHT_HAND))
		return audit_denied(h, by, "hand.denied", "", "E-6780", "按键和用时只给受理员看自己的,给督导看全厅的(W-14)。", err);
	st = store_read(hall_store(h), Q_HAND_DAY, ARGS(value_int(clock_day_start(day)), value_int(clock_day_start(day + 1)),
		value_int(all ? 0 : by->staff_id)), &r, err);
	if (st == ST_OK && rows_count(r)) {
		struct one *list = mem_array(rows_count(r), sizeof *list);
		s.scratch = mem_array(rows_count(r), sizeof *s.scratch);
		load(list, r, 0);
		put(&s, HAND_ALL, "", list, rows_count(r));
		if (all)
			put_each(&s, HAND_WINDOW, r, 0, list);
		put_each(&s, HAND_BUNDLE, r, 1, list);
		free(s.scratch);
		free(list);
		*count = s.count;
	}
	rows_free(r);
	return st;
}

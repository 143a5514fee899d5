/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/import.h"
#include "hall/own.h"
#include "law/staff_right.h"

/* The hall's calendars: years, and decrees beside them. */

#define YEARS_MOST 200

static enum status stored_years(struct hall *h, struct calendar *c, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CALENDAR_ALL, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		const char *body = rows_text(rows, i, 1);
		char name[24];
		snprintf(name, sizeof name, "calendar %d", (int)rows_int(rows, i, 0));
		st = calendar_load(c, name, body, strlen(body), err);
	}
	rows_free(rows);
	return st;
}

/* A decree stands under its first year, made negative. */
static void add_year(struct batch *b, json_t *entry)
{
	json_t *document = json_object_get(entry, "document"), *year = json_object_get(entry, "year");
	int64_t key = year ? json_integer_value(year) : -json_integer_value(json_object_get(entry, "from"));
	char *body = json_dumps(entry, JSON_COMPACT | JSON_SORT_KEYS);

	batch_add(b, Q_CALENDAR_STORE, ARGS(value_int(key), value_text(json_is_string(document) ? json_string_value(document) : ""),
		value_int(clock_wall_ms()), value_text(body)));
	free(body);
}

/* The shapes that calendar_load takes, already checked by it. */
static void add_years(struct batch *b, json_t *root)
{
	json_t *list = json_is_object(root) && json_object_get(root, "calendar") ? json_object_get(root, "calendar") : root, *e;
	size_t i;

	if (!json_is_array(list))
		add_year(b, list);
	else
		json_array_foreach(list, i, e)
			add_year(b, e);
}

/* The first day of the earliest year that `after` has more; DAY_NONE: none. Both in order. */
static day_t first_new(const int *before, size_t had, const struct calendar *after)
{
	int years[YEARS_MOST];
	size_t count = calendar_years(after, years, YEARS_MOST);

	for (size_t i = 0; i < count && i < YEARS_MOST; i++)
		if (i >= had || years[i] != before[i])
			return day_from_ymd(years[i], 1, 1);
	return DAY_NONE;
}

/* --- dossiers under way ------------------------------------------------------------------------------------------- */

enum { ID, DOSSIER, NUMBER, KIND, ITEM, DUE, KEPT };      /* the columns of calendar_clocks */
#define MOST_MOVED 400                                   /* days: no calendar moves a day further */

/* What is counted anew (T-13), and how it stood before and after, inside the transaction. */
struct recount {
	struct hall *h;
	struct actor by;
	const struct calendar *calendar;
	day_t from;
	char reason[80];
	int before, after;
};

static enum status recount_all(struct batch *b, void *ctx, struct err *err)
{
	struct recount *m = ctx;
	const struct rows *r = batch_rows(b, m->before);

	(void)err;
	for (size_t i = 0; i < rows_count(r); i++)
		if (i == 0 || rows_int(r, i, DOSSIER) != rows_int(r, i - 1, DOSSIER))
			clock_recompute_in(m->h, b, &m->by, m->calendar, rows_int(r, i, DOSSIER), rows_text(r, i, NUMBER), m->reason);
	m->after = batch_add(b, Q_CALENDAR_CLOCKS, ARGS(value_int(m->from - MOST_MOVED)));
	return ST_OK;
}

/* Both lists are in the order of dossier and clock; the second may hold more. */
static void tell(const struct recount *m, const struct batch *b, date_move_fn *move, void *ctx, struct calendar_result *out)
{
	const struct rows *before = batch_rows(b, m->before), *after = batch_rows(b, m->after);
	size_t k = 0;

	for (size_t i = 0; i < rows_count(before); i++) {
		while (k < rows_count(after) && rows_int(after, k, ID) != rows_int(before, i, ID))
			k++;
		if (k == rows_count(after))
			return;
		struct date_move one = { .item = (int)rows_int(before, i, ITEM), .before = (day_t)rows_int(before, i, DUE),
			.day = (day_t)rows_int(after, k, DUE) };
		bool kept = rows_int(after, k, KEPT) > rows_int(before, i, KEPT);
		if (one.day == one.before && !kept)
			continue;
		snprintf(one.number, sizeof one.number, "%s", rows_text(before, i, NUMBER));
		snprintf(one.kind, sizeof one.kind, "%s", rows_text(before, i, KIND));
		out->moved += one.day != one.before;
		out->kept += one.day == one.before;
		if (move)
			move(ctx, &one);
	}
}

static enum status store_calendar(struct recount *m, const char *name, const char *json, size_t n, date_move_fn *move, void *ctx,
	struct calendar_result *out, struct err *err)
{
	struct batch *b = batch_new("calendar");
	json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL);
	enum status st;

	add_years(b, root);
	audit_in(m->h, b, &m->by, &(struct audit_entry){ .act = "calendar.import", .object = name });
	m->before = batch_add(b, Q_CALENDAR_CLOCKS, ARGS(value_int(m->from)));
	batch_then(b, recount_all, m);
	st = store_submit(m->h->store, b, err);
	if (st == ST_OK)
		tell(m, b, move, ctx, out);
	batch_free(b);
	json_decref(root);
	return st;
}

enum status import_calendar(struct hall *h, const struct actor *by, const char *name, const char *json, size_t n,
	date_move_fn *move, void *ctx, struct calendar_result *out, struct err *err)
{
	struct calendar *c = calendar_new();
	struct recount m = { .h = h, .by = *by, .calendar = c };
	int before[YEARS_MOST];
	size_t had, decrees;
	enum status st;

	*out = (struct calendar_result){ 0 };
	snprintf(m.reason, sizeof m.reason, "导入日历 %.60s", name);
	if (!staff_may(by->role, RIGHT_CALENDAR)) {
		st = err_set(err, ST_DENIED, "E-4116", "只有系统管理员可以导入日历,现有日历不变。");
		goto out;
	}
	if ((st = stored_years(h, c, err)) != ST_OK)
		goto out;
	had = calendar_years(c, before, YEARS_MOST);
	decrees = calendar_decrees(c);
	if ((st = calendar_load(c, name, json, n, err)) != ST_OK)
		goto out;
	out->years = calendar_years(c, NULL, 0) - had;
	out->decrees = calendar_decrees(c) - decrees;
	m.from = out->decrees ? clock_today() : first_new(before, had, c);      /* a decree is about years that nobody knows yet */
	if (out->years + out->decrees)
		st = store_calendar(&m, name, json, n, move, ctx, out, err);
out:
	calendar_free(c);
	return st;
}

static int64_t stamp_of(const struct rows *r)
{
	return rows_int(r, 0, 0) * 100 + rows_int(r, 0, 1);
}

bool hall_calendar_current(const struct hall *h, const struct rows *stamp)
{
	return h->calendar && h->calendar_stamp == stamp_of(stamp);
}

enum status hall_calendar(struct hall *h, const struct calendar **out, struct err *err)
{
	struct rows *rows = NULL;
	struct calendar *c;
	int64_t stamp;
	enum status st = store_read(h->store, Q_CALENDAR_STAMP, NULL, 0, &rows, err);

	*out = NULL;
	stamp = st == ST_OK ? stamp_of(rows) : 0;
	rows_free(rows);
	if (st != ST_OK)
		return st;
	if (!h->calendar || stamp != h->calendar_stamp) {
		c = calendar_new();
		if ((st = stored_years(h, c, err)) != ST_OK) {
			calendar_free(c);
			return st;
		}
		calendar_free(h->calendar);
		h->calendar = c;
		h->calendar_stamp = stamp;
	}
	*out = h->calendar;
	return ST_OK;
}

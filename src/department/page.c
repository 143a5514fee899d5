/* SPDX-License-Identifier: Apache-2.0 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "department/reception.h"

/* What a hall reads page by page: the change feed (F1 …) and the list of keys (L1 …). */

#define PAGE_DEFAULT 100
#define PAGE_MAX 200

/* A whole decimal number of at most 18 digits within [min, max]; missing is `fallback`. */
static bool number(const char *s, int64_t min, int64_t max, int64_t fallback, int64_t *out)
{
	*out = fallback;
	if (!s || !*s)
		return true;
	size_t n = strlen(s);
	if (n > 18 || strspn(s, "0123456789") != n)
		return false;
	*out = strtoll(s, NULL, 10);
	return *out >= min && *out <= max;
}

/* "2026-11-23" as the moment when that civil day begins (UTC+8). */
static bool midnight(const char *s, int64_t *ms)
{
	day_t day = s ? day_parse(s) : DAY_NONE;

	*ms = clock_day_start(day);
	return day != DAY_NONE;
}

static json_t *change_json(const struct rows *rows, size_t i)
{
	const char *details = rows_text(rows, i, 9);
	char at[26];

	return json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:o*}", "key", rows_text(rows, i, 1), "dossier",
		rows_text(rows, i, 2), "department_no", rows_text(rows, i, 3), "seq", (json_int_t)rows_int(rows, i, 4), "state",
		rows_text(rows, i, 5), "at", clock_iso(rows_int(rows, i, 6), at), "by", rows_text(rows, i, 7), "note",
		rows_text(rows, i, 8), "details", strcmp(details, "{}") != 0 ? json_loads(details, 0, NULL) : NULL);
}

static json_t *received_json(const struct rows *rows, size_t i)
{
	char at[26];

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "key", rows_text(rows, i, 1), "digest", rows_text(rows, i, 2),
		"dossier", rows_text(rows, i, 3), "department_no", rows_text(rows, i, 4), "state", rows_text(rows, i, 5), "at",
		clock_iso(rows_int(rows, i, 6), at));
}

/* Rows begin with the number that is the cursor behind them. There is one more than `count` when there is a next page. */
static void reply_page(struct reply *reply, const struct rows *rows, int64_t from, int64_t count,
	json_t *item(const struct rows *rows, size_t i))
{
	size_t found = rows_count(rows), shown = found > (size_t)count ? (size_t)count : found;
	json_t *items = json_array();
	char next[24];

	for (size_t i = 0; i < shown; i++)
		json_array_append_new(items, item(rows, i));
	snprintf(next, sizeof next, "%lld", (long long)(shown ? rows_int(rows, shown - 1, 0) : from));
	reply_json(reply, 200, json_pack("{s:o, s:s, s:b}", "items", items, "next", next, "more", found > shown));
}

void reception_changes(struct store *s, const char *department, const struct page_query *q, struct reply *reply)
{
	int64_t after, count;
	struct rows *rows = NULL;
	struct err err;

	if (!number(q->after, 0, INT64_MAX, 0, &after) || !number(q->limit, 1, PAGE_MAX, PAGE_DEFAULT, &count)) {
		reply_error(reply, 400, "bad-query", "after 或 limit 不合格", NULL);
		return;
	}
	enum status st = store_read(s, Q_CHANGE_PAGE, ARGS(value_text(department), value_int(after), value_int(count + 1)),
		&rows, &err);
	if (st)
		reply_store(reply, st, &err);
	else
		reply_page(reply, rows, after, count, change_json);
	rows_free(rows);
}

void reception_keys(struct store *s, const char *department, const struct page_query *q, struct reply *reply)
{
	int64_t after, count, from, to;
	struct rows *rows = NULL;
	struct err err;

	if (!midnight(q->from, &from) || !midnight(q->to, &to) || from > to || !number(q->after, 0, INT64_MAX, 0, &after) ||
		!number(q->limit, 1, PAGE_MAX, PAGE_DEFAULT, &count)) {
		reply_error(reply, 400, "bad-query", "from、to(如 2026-11-23)、after 或 limit 不合格", NULL);
		return;
	}
	enum status st = store_read(s, Q_RECEIVED_PAGE, ARGS(value_text(department), value_int(from), value_int(to + DAY_MS),
		value_int(after), value_int(count + 1)), &rows, &err);
	if (st)
		reply_store(reply, st, &err);
	else
		reply_page(reply, rows, after, count, received_json);
	rows_free(rows);
}

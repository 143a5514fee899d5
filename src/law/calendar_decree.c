/* SPDX-License-Identifier: Apache-2.0 */
#include "law/calendar_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Decrees: holidays of fixed date that every year has, from a year on (全国年节及纪念日放假办法). */

void decree_free(struct decree *r)
{
	if (!r)
		return;
	arena_free(r->arena);
	free(r);
}

static const struct decree *decree_from(const struct calendar *c, int from)
{
	for (size_t i = 0; i < c->decree_count; i++)
		if (c->decrees[i]->from == from)
			return c->decrees[i];
	return NULL;
}

const struct decree *decree_of(const struct calendar *c, int year)
{
	const struct decree *in_force = NULL;

	for (size_t i = 0; i < c->decree_count && c->decrees[i]->from <= year; i++)
		in_force = c->decrees[i];
	return in_force;
}

void decree_insert(struct calendar *c, struct decree *r)
{
	size_t i = c->decree_count;

	c->decrees = mem_grow(c->decrees, c->decree_count + 1, sizeof(struct decree *));
	c->decree_count++;
	for (; i > 0 && c->decrees[i - 1]->from > r->from; i--)
		c->decrees[i] = c->decrees[i - 1];
	c->decrees[i] = r;
}

/* "05-01", a day that every year has; true when it is one. */
static bool read_month_day(const char *text, struct fixed_day *out)
{
	static const char any_year[] = "2025-";
	char date[sizeof any_year + 5];

	if (!text || strlen(text) != 5)
		return false;
	snprintf(date, sizeof date, "%s%s", any_year, text);
	day_t d = day_parse(date);
	if (d == DAY_NONE)
		return false;
	out->month = day_to_ymd(d).month;
	out->day = day_to_ymd(d).day;
	return true;
}

static enum status read_decree(const json_t *source, struct place *at, struct decree **out, struct err *err)
{
	const json_t *from = json_object_get(source, "from"), *days = json_object_get(source, "every_year"), *e;
	size_t i, end = strlen(at->path);

	if (!json_is_integer(from) || json_integer_value(from) < 1949 || json_integer_value(from) > 9999)
		REFUSE(at, err, "E-2021", "缺少 from(从哪一年起),或不在 1949 至 9999 之间");
	if (!json_is_array(days) || json_array_size(days) == 0 || json_array_size(days) > MOST_FIXED)
		REFUSE(at, err, "E-2021", "every_year 应为 1 至 %d 个固定的日子", MOST_FIXED);
	struct decree *r = mem_alloc(sizeof *r);
	r->from = (int)json_integer_value(from);
	r->arena = arena_new();
	json_array_foreach(days, i, e) {
		const char *name = json_string_value(json_object_get(e, "name"));
		struct fixed_day *day = &r->days[r->count];
		if (!read_month_day(json_string_value(json_object_get(e, "date")), day)) {
			decree_free(r);
			snprintf(at->path + end, sizeof at->path - end, "%severy_year[%zu]", end ? "." : "", i);
			REFUSE(at, err, "E-2020", "这里应是每年都有的月和日,如 05-01");
		}
		day->name = arena_text(r->arena, name ? name : "");
		r->count++;
	}
	*out = r;
	return ST_OK;
}

static bool same_decree(const struct decree *a, const struct decree *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = a->days[i].month == b->days[i].month && a->days[i].day == b->days[i].day;
	return same;
}

enum status decree_add(const struct calendar *c, struct calendar *fresh, const json_t *source, struct place *at, struct err *err)
{
	struct decree *r;
	enum status st = read_decree(source, at, &r, err);

	if (st != ST_OK)
		return st;
	const struct decree *old = decree_from(fresh, r->from) ? decree_from(fresh, r->from) : decree_from(c, r->from);
	if (!old) {
		decree_insert(fresh, r);
		return ST_OK;
	}
	bool same = same_decree(old, r);
	int from = r->from;
	decree_free(r);
	if (!same)
		REFUSE(at, err, "E-2021", "%d 年起的放假办法已经载入,且与这一份不同", from);
	return ST_OK;
}

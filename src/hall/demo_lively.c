/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/demo_own.h"
#include "law/identity.h"

/* --- dice: the same ones everywhere and always (splitmix64) ------------------------------------------------------------ */

static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

unsigned lively_dice(struct lively *l, unsigned sides)
{
	return (unsigned)(next(&l->chance) % sides);
}

bool lively_chance(struct lively *l, unsigned percent)
{
	return lively_dice(l, 100) < percent;
}

/* --- people: nobody's names and numbers, but such as could be ------------------------------------------------------------ */

const char *lively_surname(struct lively *l)
{
	static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
		"何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",
		"彭", "吕", "欧阳", "司徒", "上官" };

	return surnames[lively_dice(l, COUNT_OF(surnames))];
}

const char *lively_given_name(struct lively *l, bool female)
{
	static const char *const men[] = { "建国", "志强", "伟", "海涛", "子轩", "浩", "明远", "国栋", "俊杰", "立新", "一鸣", "德顺", "晓东",
		"家豪", "永康", "文博", "鹏", "守信", "振华", "小满" };
	static const char *const women[] = { "秀英", "丽", "晓梅", "静", "雨桐", "芳", "若兰", "桂花", "思琪", "慧", "玉珍", "佳怡", "春燕",
		"婷", "素琴", "一诺", "红霞", "欣然", "月娥", "小满" };

	return female ? women[lively_dice(l, COUNT_OF(women))] : men[lively_dice(l, COUNT_OF(men))];
}

void lively_name(struct lively *l, bool female, char out[32])
{
	const char *surname = lively_surname(l);

	snprintf(out, 32, "%s%s", surname, lively_given_name(l, female));
}

void lively_citizen(struct lively *l, bool female, char out[19])
{
	unsigned year = 1976 + lively_dice(l, 26), month = 1 + lively_dice(l, 12), day = 1 + lively_dice(l, 28);

	snprintf(out, 19, "%.6s%04u%02u%02u%03u", hall_text(l->h, "hall.region"), year, month, day, lively_dice(l, 400) * 2 + !female);
	out[17] = identity_citizen_check(out);
	out[18] = '\0';
}

void lively_phone(struct lively *l, char out[12])
{
	snprintf(out, 12, "1390571%04u", lively_dice(l, 10000));
}

/* --- the agenda ---------------------------------------------------------------------------------------------------------- */

int64_t lively_time(const struct lively *l, int minute)
{
	return clock_day_start(l->day) + minute * MINUTE;
}

void lively_plan(struct lively *l, int64_t at, happening_fn *run, int64_t n)
{
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 256;
		l->agenda = mem_grow(l->agenda, l->room, sizeof *l->agenda);
	}
	l->agenda[l->count++] = (struct happening){ at, l->seq++, run, n };
}

/* What is first; of what is at the same time, what was planned first. */
static struct happening take_first(struct lively *l)
{
	size_t first = 0;

	for (size_t i = 1; i < l->count; i++)
		if (l->agenda[i].at < l->agenda[first].at || (l->agenda[i].at == l->agenda[first].at && l->agenda[i].seq < l->agenda[first].seq))
			first = i;
	struct happening h = l->agenda[first];
	l->agenda[first] = l->agenda[--l->count];
	return h;
}

size_t lively_values(const struct lively *l, const char *const *told, struct act_value values[LIVELY_VALUES],
	char texts[LIVELY_VALUES][160])
{
	size_t n = 0;

	for (; told[n * 2] && n < LIVELY_VALUES; n++) {
		const char *value = told[n * 2 + 1];
		if (*value == '@')
			value = day_iso(l->day + (day_t)strtol(value + 1, NULL, 10), texts[n]);
		values[n] = (struct act_value){ told[n * 2], value };
	}
	return n;
}

struct lively *lively_new(struct hall *h, uint64_t seed, struct lively_visits *visits, day_t settled, day_t last)
{
	struct lively *l = mem_alloc(sizeof *l);

	l->h = h;
	l->chance = seed;
	l->visits = visits;
	l->settled = settled;
	l->last = last;
	lively_queue_begin(l);
	lively_dossiers_begin(l);
	return l;
}

void lively_free(struct lively *l)
{
	if (!l)
		return;
	lively_queue_end(l);
	lively_dossiers_end(l);
	lively_visits_free(l->visits);
	free(l->agenda);
	free(l);
}

enum status lively_day(struct lively *l, day_t day, int left, int64_t until, struct err *err)
{
	enum status st;

	l->day = day;
	l->left = left;
	l->count = 0;
	if (until > lively_time(l, DAY_ENDS))
		until = lively_time(l, DAY_ENDS);
	if ((st = lively_queue_day(l, err)) != ST_OK)
		return st;
	lively_dossiers_day(l);
	lively_errands_day(l);
	lively_calm_day(l);
	while (st == ST_OK && l->count) {
		struct happening now = take_first(l);
		if (now.at > until)
			break;                   /* as is all that is left */
		demo_stand_at(now.at);
		st = now.run(l, now.n, err);
	}
	return st;
}

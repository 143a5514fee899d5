/* SPDX-License-Identifier: Apache-2.0 */
#include "law/calendar_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/text.h"

#define MOST_BYTES ((size_t)4 * 1024 * 1024)        /* a year is 4 KB; a whole catalogue may carry its calendars */
#define FEWEST_WORKING 240                          /* T-1 */
#define MOST_WORKING 256
#define MOST_LOCAL 30                               /* days that a region may close by its own law */

void place_where(const struct place *at, char out[256])
{
	snprintf(out, 256, "%s%s%s", at->file, at->path[0] ? ":" : "", at->path);
}

static void year_free(struct year *y)
{
	if (!y)
		return;
	arena_free(y->arena);
	free(y);
}

static size_t year_length(int year)
{
	return day_valid(year, 2, 29) ? 366 : 365;
}

static int year_working(const struct year *y)
{
	int n = 0;

	for (size_t i = 0; i < year_length(y->year); i++)
		n += y->kind[i] == DAY_WORK || y->kind[i] == DAY_MAKEUP;
	return n;
}

/* The weekday rule alone: what a year is before its notice is applied. */
static struct year *year_new(int year)
{
	struct year *y = mem_alloc(sizeof *y);
	day_t first = day_from_ymd(year, 1, 1);

	y->year = year;
	y->arena = arena_new();
	y->source = arena_text(y->arena, "");
	for (size_t i = 0; i < year_length(year); i++) {
		int weekday = day_weekday(first + (day_t)i);
		y->kind[i] = weekday == 0 || weekday == 6 ? DAY_WEEKEND : DAY_WORK;
	}
	return y;
}

/* The four lists of a year, in the order in which they are applied, and what each means for a day that is already of
 * some kind. */
enum meeting { SET, KEEP, TWICE, BOTH, OPEN_ANYWAY };
static const struct list { const char *member; enum day_kind kind; bool required; enum meeting on[DAY_UNKNOWN]; } lists[] = {
	{ "off_days", DAY_HOLIDAY, true, { [DAY_HOLIDAY] = TWICE } },
	{ "work_days", DAY_MAKEUP, true, { [DAY_HOLIDAY] = BOTH, [DAY_MAKEUP] = TWICE } },
	{ "local_closed", DAY_LOCAL_CLOSED, false,
		{ [DAY_HOLIDAY] = KEEP, [DAY_MAKEUP] = BOTH, [DAY_LOCAL_CLOSED] = TWICE } },
	{ "local_open", DAY_LOCAL_OPEN, false,
		{ [DAY_WORK] = OPEN_ANYWAY, [DAY_MAKEUP] = OPEN_ANYWAY, [DAY_LOCAL_CLOSED] = BOTH, [DAY_LOCAL_OPEN] = TWICE } },
};
enum { NATIONAL_LISTS = 2 };

static enum status apply_day(struct year *y, const struct list *list, const json_t *entry, const struct place *at,
	struct err *err)
{
	const char *date = json_string_value(json_object_get(entry, "date"));
	const char *name = json_string_value(json_object_get(entry, "name"));
	const char *weekday = json_string_value(json_object_get(entry, "weekday"));

	if (!date)
		REFUSE(at, err, "E-2020", "这里应有日期,如 {\"date\":\"%d-01-01\"}", y->year);
	day_t d = strlen(date) == 10 ? day_parse(date) : DAY_NONE;
	if (d == DAY_NONE)
		REFUSE(at, err, "E-2020", "日期 %.40s 不存在(应写作 年-月-日,如 %d-01-01)", date, y->year);
	if (day_to_ymd(d).year != y->year)
		REFUSE(at, err, "E-2020", "日期 %s 不在 %d 年", date, y->year);
	if (weekday && strcmp(weekday, day_weekday_name(d)) != 0)
		REFUSE(at, err, "E-2020", "%s 写作星期%.20s,实为星期%s", date, weekday, day_weekday_name(d));
	size_t i = (size_t)(d - day_from_ymd(y->year, 1, 1));
	switch (list->on[y->kind[i]]) {
	case TWICE:
		REFUSE(at, err, "E-2020", "%s 写了两次", date);
	case BOTH:
		REFUSE(at, err, "E-2020", "%s 既写作上班又写作不上班", date);
	case OPEN_ANYWAY:
		REFUSE(at, err, "E-2020", "%s 本是工作日,不能再写作延时服务日", date);
	case KEEP:
		return ST_OK;
	case SET:
		break;
	}
	y->kind[i] = (uint8_t)list->kind;
	y->name[i] = name ? arena_text(y->arena, name) : NULL;
	return ST_OK;
}

static enum status apply_list(struct year *y, const struct list *list, const json_t *source, struct place *at,
	struct err *err)
{
	const json_t *entries = json_object_get(source, list->member);
	size_t end = strlen(at->path);
	enum status st = ST_OK;

	if (!entries && !list->required)
		return ST_OK;
	if (!json_is_array(entries))
		REFUSE(at, err, "E-2021", "%d 年缺少日期列表 %s", y->year, list->member);
	if (!list->required && json_array_size(entries) > MOST_LOCAL && list->kind == DAY_LOCAL_CLOSED)
		REFUSE(at, err, "E-2021", "%d 年的地方放假日多于 %d 天", y->year, MOST_LOCAL);
	for (size_t i = 0; st == ST_OK && i < json_array_size(entries); i++) {
		snprintf(at->path + end, sizeof at->path - end, "%s%s[%zu]", end ? "." : "", list->member, i);
		st = apply_day(y, list, json_array_get(entries, i), at, err);
	}
	at->path[end] = '\0';
	return st;
}

/* T-1: a year with too few or too many working days is a mistake in the file. What a region closes by its own law comes
 * on top and is not counted here. */
static enum status check_count(const struct year *y, const json_t *source, const struct place *at, struct err *err)
{
	const json_t *stated = json_object_get(source, "working_days_in_year");
	int working = year_working(y);

	if (working < FEWEST_WORKING || working > MOST_WORKING)
		REFUSE(at, err, "E-2021", "%d 年有 %d 个工作日,应在 %d 至 %d 之间:请对照放假通知核对", y->year, working,
			FEWEST_WORKING, MOST_WORKING);
	if (json_is_integer(stated) && json_integer_value(stated) != working)
		REFUSE(at, err, "E-2021", "%d 年写明 %lld 个工作日,实为 %d 个:请对照放假通知核对", y->year,
			(long long)json_integer_value(stated), working);
	return ST_OK;
}

static enum status read_year(const json_t *source, struct place *at, struct year **out, struct err *err)
{
	const json_t *number = json_object_get(source, "year");
	const char *document = json_string_value(json_object_get(source, "document"));
	const json_t *certain = json_object_get(source, "certain");
	enum status st = ST_OK;

	*out = NULL;
	if (!json_is_integer(number) || json_integer_value(number) < 1949 || json_integer_value(number) > 9999)
		REFUSE(at, err, "E-2021", "缺少年份,或年份不在 1949 至 9999 之间");
	struct year *y = year_new((int)json_integer_value(number));
	y->certain = !certain || json_is_true(certain);
	if (document)
		y->source = arena_text(y->arena, document);
	for (size_t i = 0; st == ST_OK && i < COUNT_OF(lists); i++) {
		st = apply_list(y, &lists[i], source, at, err);
		if (st == ST_OK && i + 1 == NATIONAL_LISTS)
			st = check_count(y, source, at, err);
	}
	if (st != ST_OK)
		year_free(y);
	else
		*out = y;
	return st;
}

static struct year *find(const struct calendar *c, int year)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->years[i]->year == year)
			return c->years[i];
	return NULL;
}

/* Takes the year, at its place in the order. */
static void insert(struct calendar *c, struct year *y)
{
	c->years = mem_grow(c->years, c->count + 1, sizeof(struct year *));
	size_t i = c->count++;
	for (; i > 0 && c->years[i - 1]->year > y->year; i--)
		c->years[i] = c->years[i - 1];
	c->years[i] = y;
}

/* --- years ------------------------------------------------------------------------------------------------------------- */

/* Adds one year to `fresh`, unless `c` or `fresh` has it already with the same days. */
static enum status add_year(const struct calendar *c, struct calendar *fresh, const json_t *source, struct place *at,
	struct err *err)
{
	struct year *y;
	enum status st;

	if (json_object_get(source, "every_year"))
		return decree_add(c, fresh, source, at, err);
	if ((st = read_year(source, at, &y, err)) != ST_OK)
		return st;
	struct year *old = find(fresh, y->year);
	if (!old)
		old = find(c, y->year);
	if (!old) {
		insert(fresh, y);
		return ST_OK;
	}
	bool same = memcmp(old->kind, y->kind, sizeof y->kind) == 0;
	int year = y->year;
	year_free(y);
	if (!same)
		REFUSE(at, err, "E-2021", "%d 年的日历已经载入,且与这一份不同", year);
	return ST_OK;
}

static enum status add_all(const struct calendar *c, struct calendar *fresh, const json_t *root, struct place *at,
	struct err *err)
{
	const json_t *years = json_is_array(root) ? root : json_object_get(root, "calendar");
	const char *prefix = json_is_array(root) ? "" : "calendar";
	enum status st = ST_OK;

	if (!years && json_is_object(root))
		return add_year(c, fresh, root, at, err);
	if (!json_is_array(years))
		REFUSE(at, err, "E-2021", "这不是日历:应为一年的对象、它们的数组或 {\"calendar\":[…]}");
	if (json_array_size(years) == 0)
		REFUSE(at, err, "E-2021", "日历里一年也没有");
	for (size_t i = 0; st == ST_OK && i < json_array_size(years); i++) {
		snprintf(at->path, sizeof at->path, "%s[%zu]", prefix, i);
		st = add_year(c, fresh, json_array_get(years, i), at, err);
	}
	return st;
}

static enum status parse(const struct place *at, const char *json, size_t n, json_t **out, struct err *err)
{
	json_error_t fault;
	size_t bad = n <= MOST_BYTES ? text_valid(json, n) : n;

	*out = NULL;
	if (n == 0)
		REFUSE(at, err, "E-2001", "文件为空");
	if (n > MOST_BYTES)
		REFUSE(at, err, "E-2005", "日历文件有 %zu 字节,超过 %zu 字节", n, MOST_BYTES);
	if (bad < n)
		REFUSE(at, err, "E-2003", "第 %zu 字节起不是 UTF-8", bad + 1);
	*out = json_loadb(json, n, JSON_REJECT_DUPLICATES, &fault);
	if (!*out)
		REFUSE(at, err, "E-2004", "第 %d 行第 %d 列(第 %d 字节)不是合法的 JSON:%s", fault.line, fault.column,
			fault.position, fault.text);
	return ST_OK;
}

enum status calendar_load(struct calendar *c, const char *name, const char *json, size_t n, struct err *err)
{
	struct place at = { .file = name };
	struct calendar fresh = { .count = 0 };
	json_t *root;
	enum status st = parse(&at, json, n, &root, err);

	if (st == ST_OK)
		st = add_all(c, &fresh, root, &at, err);
	for (size_t i = 0; i < fresh.count; i++) {
		if (st == ST_OK)
			insert(c, fresh.years[i]);
		else
			year_free(fresh.years[i]);
	}
	for (size_t i = 0; i < fresh.decree_count; i++) {
		if (st == ST_OK)
			decree_insert(c, fresh.decrees[i]);
		else
			decree_free(fresh.decrees[i]);
	}
	free(fresh.years);
	free(fresh.decrees);
	json_decref(root);
	return st;
}

struct calendar *calendar_new(void)
{
	return mem_alloc(sizeof(struct calendar));
}

void calendar_free(struct calendar *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->count; i++)
		year_free(c->years[i]);
	for (size_t i = 0; i < c->decree_count; i++)
		decree_free(c->decrees[i]);
	free(c->years);
	free(c->decrees);
	free(c);
}

bool calendar_has_year(const struct calendar *c, int year)
{
	return find(c, year) != NULL;
}

bool calendar_certain(const struct calendar *c, int year)
{
	const struct year *y = find(c, year);

	return y && y->certain;
}

size_t calendar_years(const struct calendar *c, int *years, size_t room)
{
	for (size_t i = 0; i < c->count && i < room; i++)
		years[i] = c->years[i]->year;
	return c->count;
}

enum day_kind calendar_kind(const struct calendar *c, day_t d, const char **name)
{
	const struct year *y = d == DAY_NONE ? NULL : find(c, day_to_ymd(d).year);
	size_t i = y ? (size_t)(d - day_from_ymd(y->year, 1, 1)) : 0;

	if (name)
		*name = y && y->name[i] ? y->name[i] : "";
	return y ? (enum day_kind)y->kind[i] : DAY_UNKNOWN;
}

bool calendar_works(const struct calendar *c, day_t d)
{
	enum day_kind kind = calendar_kind(c, d, NULL);

	return kind == DAY_WORK || kind == DAY_MAKEUP;
}

bool calendar_decreed(const struct calendar *c, int year)
{
	return decree_of(c, year) != NULL;
}

size_t calendar_decrees(const struct calendar *c)
{
	return c->decree_count;
}

enum day_kind calendar_expected(const struct calendar *c, day_t d, const char **name)
{
	enum day_kind kind = calendar_kind(c, d, name);

	if (kind != DAY_UNKNOWN || d == DAY_NONE)
		return kind;
	struct ymd date = day_to_ymd(d);
	const struct decree *r = decree_of(c, date.year);
	int weekday = day_weekday(d);
	for (size_t i = 0; r && i < r->count; i++)
		if (r->days[i].month == date.month && r->days[i].day == date.day) {
			if (name)
				*name = r->days[i].name;
			return DAY_HOLIDAY;
		}
	return weekday == 0 || weekday == 6 ? DAY_WEEKEND : DAY_WORK;
}

bool calendar_may_work(const struct calendar *c, day_t d)
{
	enum day_kind kind = calendar_expected(c, d, NULL);

	return kind == DAY_WORK || kind == DAY_MAKEUP;
}

day_t calendar_workday_from(const struct calendar *c, day_t d)
{
	enum { A_MONTH = 31 };

	for (int i = 0; d != DAY_NONE && i < A_MONTH; i++)
		if (calendar_may_work(c, d + i))
			return d + i;
	return d;
}

const char *calendar_source(const struct calendar *c, int year)
{
	const struct year *y = find(c, year);

	return y ? y->source : "";
}

void calendar_version(const struct calendar *c, char out[9])
{
	struct buf days;
	unsigned char digest[DIGEST_SIZE];

	buf_init(&days, BUF_LARGE);
	for (size_t i = 0; i < c->count; i++) {
		char kinds[366];
		size_t n = year_length(c->years[i]->year);
		for (size_t day = 0; day < n; day++)
			kinds[day] = (char)('0' + c->years[i]->kind[day]);
		buf_format(&days, "%04d", c->years[i]->year);
		buf_add(&days, kinds, n);
	}
	for (size_t i = 0; i < c->decree_count; i++) {
		buf_format(&days, "%04d*", c->decrees[i]->from);
		for (size_t k = 0; k < c->decrees[i]->count; k++)
			buf_format(&days, "%02d%02d", c->decrees[i]->days[k].month, c->decrees[i]->days[k].day);
	}
	crypto_sm3(days.data, days.len, digest);
	crypto_hex(digest, 4, out);
	buf_release(&days);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/catalogue_own.h"

/* --- where we are ----------------------------------------------------------------------------------------------- */

static size_t place_add(struct loader *l, const char *s)
{
	size_t mark = l->place_length, n = strlen(s);

	if (n > sizeof l->place - 1 - mark)
		n = sizeof l->place - 1 - mark;
	memcpy(l->place + mark, s, n);
	l->place_length = mark + n;
	l->place[l->place_length] = '\0';
	return mark;
}

size_t place_file(struct loader *l, const char *file)
{
	size_t n = strlen(file);

	l->place_length = 0;
	place_add(l, n > PLACE_FILE_MOST ? file + n - PLACE_FILE_MOST : file);      /* the tail tells more, and err.where is short */
	place_add(l, ":");
	return l->place_length;
}

size_t place_key(struct loader *l, const char *key)
{
	size_t mark = place_add(l, "/");

	place_add(l, key);
	return mark;
}

size_t place_number(struct loader *l, size_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", n);
	return place_key(l, text);
}

void place_back(struct loader *l, size_t mark)
{
	l->place_length = mark;
	l->place[mark] = '\0';
}

void place_element(struct loader *l, enum kind kind, const struct element *e)
{
	place_file(l, l->texts[e->text].name);
	place_key(l, kind_rows[kind].section);
	place_number(l, e->position);
}

void fault_at(struct loader *l, const char *key, const char *code, const char *format, ...)
{
	struct err err;
	char text[sizeof err.text];
	va_list ap;
	size_t mark = l->place_length;

	if (l->faults++ > CATALOGUE_FAULTS)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	if (key)
		place_key(l, key);
	if (l->faults > CATALOGUE_FAULTS)
		(void)err_at(&err, ST_DATA, "E-2018", l->place, "错误超过 %d 处,其余不再列出", CATALOGUE_FAULTS);
	else
		(void)err_at(&err, ST_DATA, code, l->place, "%s", text);
	place_back(l, mark);
	if (l->faults == 1)
		l->first = err;
	if (l->fault)
		l->fault(l->ctx, &err);
}

/* --- texts ------------------------------------------------------------------------------------------------------- */

const char *keep_text(struct loader *l, const char *s)
{
	long at = id_index_find(&l->texts_seen, s);

	if (at >= 0)
		return l->texts_seen.ids[at];
	const char *copy = arena_text(l->arena, s);
	id_index_add(&l->texts_seen, copy, 0);
	return copy;
}

static const char *type_name(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:  return "对象";
	case JSON_ARRAY:   return "数组";
	case JSON_STRING:  return "文字";
	case JSON_INTEGER:
	case JSON_REAL:    return "数";
	case JSON_NULL:    return "null";
	default:           return "真假值";
	}
}

/* The member, NULL when it is missing (null counts) or is not of the type wanted; both are faults where they may not
 * be. */
static const json_t *member(struct loader *l, const json_t *object, const char *key, enum need need, bool fits(const
	json_t *), const char *wanted)
{
	const json_t *v = json_object_get(object, key);

	if (!v || json_is_null(v)) {
		if (need == NEEDED)
			fault_at(l, key, "E-2018", "缺少 %s(须为%s)", key, wanted);
		return NULL;
	}
	if (!fits(v)) {
		fault_at(l, key, "E-2018", "%s 须为%s,现在是%s", key, wanted, type_name(v));
		return NULL;
	}
	return v;
}

static bool is_text(const json_t *v)  { return json_is_string(v); }
static bool is_bool(const json_t *v)  { return json_is_boolean(v); }
static bool is_int(const json_t *v)   { return json_is_integer(v); }
static bool is_array(const json_t *v) { return json_is_array(v); }
static bool is_object(const json_t *v) { return json_is_object(v); }

/* The text that stands at `key`, when it can stand on a screen and is not too long; else a fault and "". */
static const char *fine_text(struct loader *l, const json_t *v, const char *key, enum need need, size_t most)
{
	size_t position;
	const char *s = json_string_value(v);
	size_t n = json_string_length(v);
	enum text_harm harm = text_check(s, n, &position);

	if (need == NEEDED && !n)
		fault_at(l, key, "E-2018", "%s 不能为空", key ? key : "文字");
	else if (harm != TEXT_FINE)
		fault_at(l, key, "E-2018", "%s 的第%zu个字符是%s", key ? key : "文字", position, text_harm_name(harm));
	else if (text_count(s) > most)
		fault_at(l, key, "E-2018", "%s 有 %zu 个字,超过 %zu", key ? key : "文字", text_count(s), most);
	else
		return keep_text(l, s);
	return "";
}

const char *read_text(struct loader *l, const json_t *object, const char *key, enum need need, size_t most)
{
	const json_t *v = member(l, object, key, need, is_text, "文字");

	return v ? fine_text(l, v, key, need, most) : "";
}

const char *read_id(struct loader *l, const json_t *object, const char *key)
{
	const json_t *v = member(l, object, key, NEEDED, is_text, "文字");

	if (!v)
		return NULL;
	const char *s = json_string_value(v);
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	if (n >= 1 && n <= 64 && !s[n])
		return keep_text(l, s);
	fault_at(l, key, "E-2018", "%s 须为 1 至 64 个字母、数字、- 或 _", key);
	return NULL;
}

bool read_bool(struct loader *l, const json_t *object, const char *key, bool fallback)
{
	const json_t *v = member(l, object, key, MAY_MISS, is_bool, "真假值");

	return v ? json_is_true(v) : fallback;
}

long read_int(struct loader *l, const json_t *object, const char *key, long fallback, long min, long max)
{
	const json_t *v = member(l, object, key, MAY_MISS, is_int, "整数");

	if (!v)
		return fallback;
	json_int_t n = json_integer_value(v);
	if (n >= min && n <= max)
		return (long)n;
	fault_at(l, key, "E-2018", "%s 须在 %ld 与 %ld 之间", key, min, max);
	return fallback;
}

int read_choice(struct loader *l, const json_t *object, const char *key, const char *const *names, int fallback)
{
	const json_t *v = member(l, object, key, fallback < 0 ? NEEDED : MAY_MISS, is_text, "文字");
	struct buf all;

	if (!v)
		return fallback;
	for (int i = 0; names[i]; i++)
		if (strcmp(names[i], json_string_value(v)) == 0)
			return i;
	buf_init(&all, 400);
	for (int i = 0; names[i]; i++)
		buf_format(&all, "%s%s", i ? "、" : "", names[i]);
	fault_at(l, key, "E-2018", "%s 只能是 %s 之一", key, all.data);
	buf_release(&all);
	return -1;
}

const json_t *read_array(struct loader *l, const json_t *object, const char *key, enum need need)
{
	return member(l, object, key, need, is_array, "数组");
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

struct limit read_limit(struct loader *l, const json_t *object, const char *key, enum need need)
{
	static const char *const units[] = { "working_day", "natural_day", "hour", "minute", NULL };
	const json_t *v = member(l, object, key, need, is_object, "对象 {\"n\":…,\"unit\":…}");
	struct limit limit = { 0, UNIT_WORKING_DAY, false };

	if (!v)
		return limit;
	size_t mark = place_key(l, key);
	const json_t *n = json_object_get(v, "n");
	double halves = json_is_number(n) ? json_number_value(n) * 2 : -1;
	int unit = read_choice(l, v, "unit", units, -1);
	if (!(halves >= 0 && halves <= 2.0 * LIMIT_DAYS_MOST && halves == (double)(int)halves))
		fault_at(l, "n", "E-2018", "n 须为 0 至 %d 的整数或半数", LIMIT_DAYS_MOST);
	else if (unit >= 0)
		limit = (struct limit){ (int)halves, (enum limit_unit)unit, true };
	place_back(l, mark);
	return limit;
}

/* --- references -------------------------------------------------------------------------------------------------- */

bool one_slip(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), head = 0, tail = 0;

	if (n > m + 1 || m > n + 1)
		return false;
	while (a[head] && a[head] == b[head])
		head++;
	while (tail < n - head && tail < m - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	size_t left = n - head - tail, right = m - head - tail;
	return (left <= 1 && right <= 1) || (left == 2 && right == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]);
}

long refer(struct loader *l, enum kind kind, const char *id, const char *key)
{
	const struct id_index *x = &l->index[kind];
	long at = id_index_find(x, id);
	const char *near = NULL;
	struct buf shown;

	if (at >= 0)
		return (long)x->places[at];
	if (l->faults > CATALOGUE_FAULTS)
		return -1;
	for (size_t i = 0; !near && i < l->count[kind]; i++)
		if (one_slip(id, l->elements[kind][i].id))
			near = l->elements[kind][i].id;
	buf_init(&shown, 300);
	text_for_tty(&shown, id, strnlen(id, 64));
	fault_at(l, key, "E-2011", "没有%s「%s」%s%s%s", kind_rows[kind].name, shown.data, near ? ",是否为 " : "", near ? near : "",
		near ? "?" : "");
	buf_release(&shown);
	return -1;
}

long read_reference(struct loader *l, const json_t *object, const char *key, enum kind kind, enum need need)
{
	const json_t *v = member(l, object, key, need, is_text, "文字(编号)");

	return v ? refer(l, kind, json_string_value(v), key) : -1;
}

const char *const *read_texts(struct loader *l, const json_t *object, const char *key, size_t most, size_t *count)
{
	const json_t *list = read_array(l, object, key, MAY_MISS);
	size_t n = json_array_size(list);
	const char **texts = arena_alloc(l->arena, n * sizeof *texts);
	size_t mark = place_key(l, key);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (!json_is_string(v)) {
			fault_at(l, NULL, "E-2018", "须为文字");
		} else {
			const char *text = fine_text(l, v, NULL, NEEDED, most);
			if (*text)
				texts[(*count)++] = text;
		}
		place_back(l, here);
	}
	place_back(l, mark);
	return texts;
}

const struct item *const *read_items(struct loader *l, const json_t *object, const char *key, size_t *count)
{
	const json_t *list = read_array(l, object, key, MAY_MISS);
	size_t n = json_array_size(list);
	const struct item **items = arena_alloc(l->arena, n * sizeof *items);
	size_t mark = place_key(l, key);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		long at = -1;
		if (json_is_string(v))
			at = refer(l, KIND_ITEM, json_string_value(v), NULL);
		else
			fault_at(l, NULL, "E-2018", "须为事项编号(文字)");
		place_back(l, here);
		if (at >= 0)
			items[(*count)++] = &l->items[at];
	}
	place_back(l, mark);
	return items;
}

/* --- conditions -------------------------------------------------------------------------------------------------- */

static bool read_condition(struct loader *l, const json_t *o, struct condition *out)
{
	long q = read_reference(l, o, "q", KIND_QUESTION, NEEDED);
	const json_t *any = read_array(l, o, "any", NEEDED);
	size_t n = json_array_size(any);

	if (q < 0 || !any)
		return false;
	if (!n)
		fault_at(l, "any", "E-2018", "any 为空,条件永不成立");
	const struct question *question = &l->questions[q];
	const struct choice **choices = arena_alloc(l->arena, n * sizeof *choices);
	size_t mark = place_key(l, "any");
	for (size_t i = 0; i < n; i++) {
		const char *id = json_string_value(json_array_get(any, i));
		choices[out->any_count] = id ? question_choice(question, id) : NULL;
		size_t here = place_number(l, i);
		if (!id)
			fault_at(l, NULL, "E-2018", "须为选项编号(文字)");
		else if (!choices[out->any_count])
			fault_at(l, NULL, "E-2011", "问题「%s」没有选项「%.64s」", question->id, id);
		else
			out->any_count++;
		place_back(l, here);
	}
	place_back(l, mark);
	out->question = question;
	out->any = choices;
	return true;
}

struct conditions read_conditions(struct loader *l, const json_t *object)
{
	const json_t *list = read_array(l, object, "when", MAY_MISS);
	size_t n = json_array_size(list), count = 0;

	if (!n)
		return (struct conditions){ NULL, 0 };
	struct condition *c = arena_alloc(l->arena, n * sizeof *c);
	size_t mark = place_key(l, "when");
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (!json_is_object(v))
			fault_at(l, NULL, "E-2018", "须为对象 {\"q\":…,\"any\":[…]}");
		else if (read_condition(l, v, &c[count]))
			count++;
		place_back(l, here);
	}
	place_back(l, mark);
	return (struct conditions){ c, count };
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/exchange.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"

#define CODES_MOST 64
#define COLUMNS_MOST 100

struct pair { const char *key, *code; };
struct exchange_codes { const char *name; const struct pair *pairs; size_t count; const char *other; };
struct exchange {
	struct arena *own;
	struct exchange_codes codes[CODES_MOST]; size_t code_count;
	struct exchange_table tables[EXCHANGE_KINDS];
	bool checked;
};

#define EXCHANGE_NAME(id, must) #id,
static const char *const kind_codes[EXCHANGE_KINDS + 1] = { EXCHANGE_TABLES(EXCHANGE_NAME) };      /* ended by NULL */
#undef EXCHANGE_NAME
#define EXCHANGE_MUST(id, must) must,
static const bool kind_must[] = { EXCHANGE_TABLES(EXCHANGE_MUST) };
#undef EXCHANGE_MUST

const char *exchange_code(enum exchange_kind kind)
{
	return (unsigned)kind < EXCHANGE_KINDS ? kind_codes[kind] : "";
}

int exchange_from_code(const char *code)
{
	for (int i = 0; code && i < EXCHANGE_KINDS; i++)
		if (strcmp(kind_codes[i], code) == 0)
			return i;
	return -1;
}

const struct exchange_table *exchange_table(const struct exchange *e, enum exchange_kind kind)
{
	return &e->tables[kind];
}

bool exchange_checked(const struct exchange *e)
{
	return e->checked;
}

void exchange_free(struct exchange *e)
{
	if (e)
		arena_free(e->own);
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum status wrong(const char *table, const char *column, const char *what, struct err *err)
{
	char where[120];

	snprintf(where, sizeof where, "%.40s%s%.60s", table, *column ? "." : "", column);
	return err_at(err, ST_CONFIG, "E-2060", where, "交换表定义不对:%s", what);
}

/* Are all members of `o` among these? NULL-ended. */
static bool known(json_t *o, const char *const *names)
{
	const char *key;
	json_t *value;

	json_object_foreach(o, key, value) {
		size_t i = 0;
		while (names[i] && strcmp(names[i], key) != 0)
			i++;
		if (!names[i])
			return false;
	}
	return json_is_object(o);
}

static enum status read_code_table(struct exchange *e, const char *name, json_t *o, struct err *err)
{
	static const char *const members[] = { "source", "checked", "map", NULL };
	json_t *map = json_object_get(o, "map"), *value;
	struct exchange_codes *c = &e->codes[e->code_count];
	struct pair *pairs;
	const char *key;

	if (e->code_count == CODES_MOST || !known(o, members) || !json_is_object(map))
		return wrong("codes", name, "应有 source、checked 和 map", err);
	pairs = arena_alloc(e->own, (json_object_size(map) + 1) * sizeof *pairs);
	*c = (struct exchange_codes){ .name = arena_text(e->own, name), .pairs = pairs };
	json_object_foreach(map, key, value) {
		if (!json_is_string(value))
			return wrong("codes", name, "代码应是文字", err);
		if (strcmp(key, "*") == 0)
			c->other = arena_text(e->own, json_string_value(value));
		else
			pairs[c->count++] = (struct pair){ arena_text(e->own, key), arena_text(e->own, json_string_value(value)) };
	}
	e->code_count++;
	return ST_OK;
}

static enum status read_codes(struct exchange *e, json_t *root, struct err *err)
{
	static const char *const members[] = { "source", "checked", "codes", NULL };
	json_t *codes = json_object_get(root, "codes"), *value;
	enum status st = ST_OK;
	const char *key;

	if (!known(root, members) || !json_is_object(codes) || !json_is_boolean(json_object_get(root, "checked")))
		return wrong("codes", "", "不是代码表(codes.json)", err);
	e->checked = json_is_true(json_object_get(root, "checked"));
	json_object_foreach(codes, key, value) {
		if (st == ST_OK)
			st = read_code_table(e, key, value, err);
		e->checked &= json_is_true(json_object_get(value, "checked"));
	}
	return st;
}

static const struct exchange_codes *codes_named(const struct exchange *e, const char *name)
{
	for (size_t i = 0; name && i < e->code_count; i++)
		if (strcmp(e->codes[i].name, name) == 0)
			return &e->codes[i];
	return NULL;
}

static bool flag(json_t *o, const char *name, bool *out)
{
	json_t *value = json_object_get(o, name);

	*out = json_is_true(value);
	return !value || json_is_boolean(value);
}

static bool read_from(struct exchange *e, json_t *from, struct exchange_column *c)
{
	json_t *one;
	size_t i;

	if (!json_is_array(from) || json_array_size(from) == 0 || json_array_size(from) > EXCHANGE_FROM_MOST)
		return false;
	json_array_foreach(from, i, one) {
		if (!json_is_string(one))
			return false;
		c->from[c->from_count++] = arena_text(e->own, json_string_value(one));
	}
	return true;
}

static enum status read_column(struct exchange *e, const char *table, json_t *o, struct exchange_column *c, struct err *err)
{
	static const char *const members[] = { "column", "width", "required", "exact", "time", "codes", "fixed", "from", NULL };
	const char *name = json_string_value(json_object_get(o, "column"));
	json_t *width = json_object_get(o, "width"), *codes = json_object_get(o, "codes"), *fixed = json_object_get(o, "fixed"),
		*from = json_object_get(o, "from");

	if (!known(o, members) || !name || !*name)
		return wrong(table, name ? name : "", "这一列有不认识的成员,或没有列名", err);
	c->name = arena_text(e->own, name);
	if ((width && (!json_is_integer(width) || json_integer_value(width) < 1 || json_integer_value(width) > 4000)) ||
	    !flag(o, "required", &c->required) || !flag(o, "exact", &c->exact) || !flag(o, "time", &c->time))
		return wrong(table, name, "width 应为 1 至 4000,required、exact、time 应为真假", err);
	c->width = (size_t)json_integer_value(width);
	c->codes = codes_named(e, json_string_value(codes));
	if (codes && !c->codes)
		return wrong(table, name, "没有这个代码表", err);
	c->fixed = arena_text(e->own, json_string_value(fixed));
	if (!fixed == !from || (fixed && !c->fixed) || (from && !read_from(e, from, c)))
		return wrong(table, name, "应有 from(1至4个值的名字)或 fixed,只取其一", err);
	return ST_OK;
}

static enum status read_table(struct exchange *e, enum exchange_kind kind, json_t *o, struct err *err)
{
	static const char *const members[] = { "name", "columns", NULL };
	const char *code = exchange_code(kind), *name = json_string_value(json_object_get(o, "name"));
	json_t *columns = json_object_get(o, "columns"), *one;
	struct exchange_column *rows;
	enum status st = ST_OK;
	size_t i;

	if (!known(o, members) || !name || !json_is_array(columns) || json_array_size(columns) == 0 ||
	    json_array_size(columns) > COLUMNS_MOST)
		return wrong(code, "", "这张表没有,或没有 name 和 columns(1至100列)", err);
	rows = arena_alloc(e->own, json_array_size(columns) * sizeof *rows);
	e->tables[kind] = (struct exchange_table){ arena_text(e->own, name), rows, json_array_size(columns) };
	json_array_foreach(columns, i, one) {
		if (st == ST_OK)
			st = read_column(e, code, one, &rows[i], err);
		for (size_t k = 0; st == ST_OK && k < i; k++)
			if (strcmp(rows[k].name, rows[i].name) == 0)
				st = wrong(code, rows[i].name, "这一列写了两次", err);
	}
	return st;
}

static enum status read_tables(struct exchange *e, json_t *root, struct err *err)
{
	static const char *const members[] = { "source", "checked", "tables", NULL };
	json_t *tables = json_object_get(root, "tables");
	enum status st = ST_OK;

	if (!known(root, members) || !json_is_object(tables) || !json_is_boolean(json_object_get(root, "checked")))
		return wrong("tables", "", "不是交换表(tables.json)", err);
	if (!known(tables, kind_codes))
		return wrong("tables", "", "有不认识的表", err);
	e->checked &= json_is_true(json_object_get(root, "checked"));
	for (int k = 0; st == ST_OK && k < EXCHANGE_KINDS; k++)
		if (kind_must[k] || json_object_get(tables, kind_codes[k]))
			st = read_table(e, (enum exchange_kind)k, json_object_get(tables, kind_codes[k]), err);
	return st;
}

static json_t *parsed(const char *text, size_t n)
{
	return json_text_depth(text, n) > 8 ? NULL : json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
}

enum status exchange_read(const char *tables, size_t tables_size, const char *codes, size_t codes_size, struct exchange **out,
	struct err *err)
{
	struct arena *own = arena_new();
	struct exchange *e = arena_alloc(own, sizeof *e);
	json_t *t = parsed(tables, tables_size), *c = parsed(codes, codes_size);

	e->own = own;
	enum status st = read_codes(e, c, err);
	if (st == ST_OK)
		st = read_tables(e, t, err);
	json_decref(t);
	json_decref(c);
	*out = st == ST_OK ? e : NULL;
	if (st != ST_OK)
		arena_free(own);
	return st;
}

/* --- one row ------------------------------------------------------------------------------------------------------------- */

static const char *instant_text(int64_t at, enum exchange_time form, struct arena *arena)
{
	struct ymd d = day_to_ymd(clock_day_of(at));
	struct clock_hm t = clock_time_of(at);

	return arena_format(arena, form == EXCHANGE_COMPACT ? "%04d%02d%02dT%02d%02d%02d" : "%04d-%02d-%02d %02d:%02d:%02d", d.year,
		d.month, d.day, t.hour, t.minute, t.second);
}

static const char *value_text_of(const struct exchange_column *c, json_t *value, enum exchange_time form, struct arena *arena)
{
	if (json_is_integer(value))
		return c->time ? instant_text(json_integer_value(value), form, arena) :
			arena_format(arena, "%lld", (long long)json_integer_value(value));
	return json_is_string(value) && !c->time ? json_string_value(value) : "";
}

static const char *coded(const struct exchange_codes *codes, const char *key)
{
	for (size_t i = 0; i < codes->count; i++)
		if (strcmp(codes->pairs[i].key, key) == 0)
			return codes->pairs[i].code;
	return codes->other ? codes->other : "";
}

/* Bytes of the first `width` characters, never between a character and its marks. */
static size_t cut(const char *s, size_t width)
{
	size_t n = strlen(s), at = 0, base = 0, count = 0;
	uint32_t c = 0;

	while (at < n && count < width) {
		size_t length = text_decode(s + at, n - at, &c);
		if (c == TEXT_BAD || text_width_char(c) > 0)
			base = at;
		at += length;
		count++;
	}
	if (at == n)
		return n;
	text_decode(s + at, n - at, &c);
	return c != TEXT_BAD && text_width_char(c) == 0 ? base : at;
}

static const char *source_text(const struct exchange_column *c, json_t *record, enum exchange_time form, struct arena *arena)
{
	const char *text = c->fixed ? c->fixed : "";

	for (size_t i = 0; !*text && i < c->from_count; i++)
		text = value_text_of(c, json_object_get(record, c->from[i]), form, arena);
	return c->codes ? coded(c->codes, text) : text;
}

bool exchange_row(const struct exchange_table *t, json_t *record, enum exchange_time form, struct arena *arena, const char **cells,
	exchange_note_fn *note, void *ctx)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct exchange_column *c = &t->columns[i];
		const char *text = source_text(c, record, form, arena);
		bool fits = !c->width || text_count(text) <= c->width;
		if (!fits && c->exact) {
			note(ctx, c, "超过列宽又不能截短,留空", false);
			text = "";
		} else if (!fits) {
			note(ctx, c, "超过列宽,已在字符边界截短", false);
			text = arena_text_n(arena, text, cut(text, c->width));
		}
		if (!*text && c->required) {
			note(ctx, c, "必填项没有值,本行不报", true);
			return false;
		}
		cells[i] = arena_text(arena, text);
	}
	return true;
}

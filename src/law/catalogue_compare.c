/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "law/catalogue_sheets.h"

#define VALUE_MOST 120               /* bytes of a value that are shown */

static const struct { const char *section, *name; } sections[] = {
	{ "bundles", "一件事" }, { "items", "事项" }, { "materials", "材料" }, { "questions", "情形" }, { "fields", "栏目" },
	{ "departments", "部门" }, { "roles", "身份" }, { "sources", "出处" }, { "batches", "批次" },
};

const char *catalogue_section_name(const char *section)
{
	for (size_t i = 0; i < COUNT_OF(sections); i++)
		if (strcmp(sections[i].section, section) == 0)
			return sections[i].name;
	return section;
}

/* --- what is different in one element -------------------------------------------------------------------------------- */

/* What an entry of a list is called by: a material, a field, an option; its whole text when it is none of these. */
static char *entry_id(json_t *e)
{
	static const char *const keys[] = { "id", "material", "field", "item", "code", "text" };

	if (json_is_string(e))
		return mem_text(json_string_value(e));
	if (json_object_get(e, "than"))      /* a datum may have several rules */
		return mem_format("%s %s %s", json_string_value(json_object_get(e, "field")), json_string_value(json_object_get(e, "is")),
			json_string_value(json_object_get(e, "than")));
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (json_is_string(json_object_get(e, keys[i])))
			return mem_text(json_string_value(json_object_get(e, keys[i])));
	char *text = json_dumps(e, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY), *copy = mem_text(text ? text : "");
	free(text);
	return copy;
}

static json_t *entries(json_t *list)
{
	json_t *map = json_object(), *e;
	size_t i;

	json_array_foreach(list, i, e) {
		char *id = entry_id(e);
		json_object_set(map, id, e);
		free(id);
	}
	return map;
}

static void say_list(json_t *before, json_t *after, struct buf *out)
{
	json_t *a = entries(before), *b = entries(after), *e;
	size_t begin = out->len;
	const char *id;

	json_object_foreach(b, id, e)
		if (!json_equal(json_object_get(a, id), e))
			buf_format(out, " %c%s", json_object_get(a, id) ? '~' : '+', id);
	json_object_foreach(a, id, e)
		if (!json_object_get(b, id))
			buf_format(out, " -%s", id);
	if (out->len == begin)
		buf_text(out, " 次序");
	json_decref(a);
	json_decref(b);
}

static void say_value(const struct column *c, json_t *v, struct buf *out)
{
	struct buf text;

	buf_init(&text, BUF_LARGE);
	if (v && !(c && cell_write(c, v, &text))) {
		char *json = json_dumps(v, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
		buf_text(&text, json);
		free(json);
	}
	if (!v)
		buf_text(&text, "(无)");
	size_t n = text.len;
	for (n = n > VALUE_MOST ? VALUE_MOST : n; n && n < text.len && ((unsigned char)text.data[n] & 0xC0) == 0x80;)
		n--;
	buf_add(out, text.data, n);
	buf_text(out, n < text.len ? "…" : "");
	buf_release(&text);
}

static const struct column *column_of(const char *section, const char *key, const char **list)
{
	*list = NULL;
	for (size_t i = 0; i < catalogue_sheet_count; i++) {
		const struct sheet_row *s = &catalogue_sheets[i];
		if (strcmp(s->section, section) != 0)
			continue;
		if (s->list && strcmp(s->list, key) == 0)
			*list = s->title;
		for (size_t k = 0; !s->list && k < s->count; k++)
			if (strcmp(s->columns[k].key, key) == 0)
				return &s->columns[k];
	}
	return NULL;
}

static void say_member(const char *section, const char *key, json_t *before, json_t *after, struct buf *out)
{
	const char *list;
	const struct column *c = column_of(section, key, &list);

	if (json_equal(before, after))
		return;
	buf_format(out, "%s%s", out->len ? "; " : "", list ? list : c ? c->title : key);
	if (list) {
		say_list(before, after, out);
		return;
	}
	buf_char(out, ' ');
	say_value(c, before, out);
	buf_text(out, " → ");
	say_value(c, after, out);
}

static void say_element(const char *section, json_t *before, json_t *after, struct buf *out)
{
	const char *key;
	json_t *v;

	json_object_foreach(after, key, v)
		say_member(section, key, json_object_get(before, key), v, out);
	json_object_foreach(before, key, v)
		if (!json_object_get(after, key))
			say_member(section, key, v, NULL, out);
}

/* --- all of them ------------------------------------------------------------------------------------------------------ */

struct comparing { catalogue_change_fn *change; void *ctx; struct catalogue_sums *sums; };

static json_t *by_id(json_t *array)
{
	json_t *map = json_object(), *e;
	size_t i;

	json_array_foreach(array, i, e)
		if (json_is_string(json_object_get(e, "id")))
			json_object_set(map, json_string_value(json_object_get(e, "id")), e);
	return map;
}

static void tell(const struct comparing *k, char sign, const char *section, const char *id, json_t *e, const char *what, bool idle)
{
	const char *name = json_string_value(json_object_get(e, "name"));

	if (!name)
		name = json_string_value(json_object_get(e, "text"));
	if (!name)
		name = json_string_value(json_object_get(e, "note"));
	if (k->change)
		k->change(k->ctx, &(struct catalogue_change){ sign, section, id, name ? name : "", what, idle });
}

/* Is nothing different but how it is found and explained? */
static bool is_idle(json_t *before, json_t *after)
{
	static const char *const words[] = { "also", "note", "notes", "sample", "src", "limit_src", "batches", "checked" };
	json_t *a = json_copy(before), *b = json_copy(after);

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		json_object_del(a, words[i]);
		json_object_del(b, words[i]);
	}
	bool same = json_equal(a, b);
	json_decref(a);
	json_decref(b);
	return same;
}

static void compare_section(const struct comparing *k, const char *section, json_t *before, json_t *after)
{
	json_t *a = by_id(json_object_get(before, section)), *b = by_id(json_object_get(after, section)), *e;
	struct buf what;
	const char *id;

	buf_init(&what, BUF_SMALL);
	json_object_foreach(b, id, e) {
		json_t *old = json_object_get(a, id);
		if (old && json_equal(old, e))
			continue;
		buf_clear(&what);
		if (old)
			say_element(section, old, e, &what);
		tell(k, old ? '~' : '+', section, id, e, what.data, old && is_idle(old, e));
		if (old)
			k->sums->changed++;
		else
			k->sums->added++;
	}
	json_object_foreach(a, id, e)
		if (!json_object_get(b, id)) {
			tell(k, '-', section, id, e, "", false);
			k->sums->removed++;
		}
	buf_release(&what);
	json_decref(a);
	json_decref(b);
}

/* Its title, its date, and what is said of the whole. */
static void compare_meta(const struct comparing *k, json_t *before, json_t *after)
{
	struct buf what;

	if (!before || !after || json_equal(before, after))
		return;
	buf_init(&what, BUF_SMALL);
	say_element("meta", before, after, &what);
	if (k->change)
		k->change(k->ctx, &(struct catalogue_change){ '~', "meta", "meta", "", what.data, true });
	k->sums->changed++;
	buf_release(&what);
}

void catalogue_compare(const char *before, const char *after, catalogue_change_fn *change, void *ctx, struct catalogue_sums *sums)
{
	json_t *a = *before ? json_loads(before, 0, NULL) : json_object(), *b = *after ? json_loads(after, 0, NULL) : json_object();
	const struct comparing k = { change, ctx, sums };

	*sums = (struct catalogue_sums){ 0 };
	for (size_t i = 0; i < COUNT_OF(sections); i++)
		compare_section(&k, sections[i].section, a, b);
	compare_meta(&k, json_object_get(a, "meta"), json_object_get(b, "meta"));
	json_decref(a);
	json_decref(b);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_confirm.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/mem.h"
#include "law/value_json.h"

#define CHECKED "checked"
static const char *const sections[] = { "bundles", "items" };

/* It is so unless it says otherwise (data/contract/catalogue.schema.json). */
static bool is_checked(const json_t *e)
{
	return !json_is_false(json_object_get(e, CHECKED));
}

static char *text_of(json_t *root)
{
	char *dumped = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15)), *text = mem_text(dumped ? dumped : "{}");

	free(dumped);
	return text;
}

enum status catalogue_confirm(const char *text, const char *const *ids, size_t count, bool checked, char **out, struct err *err)
{
	json_t *root = json_loads(text, 0, NULL);
	enum status st = ST_OK;
	size_t changed = 0;

	*out = NULL;
	for (size_t i = 0; i < count && st == ST_OK; i++) {
		size_t found = 0;
		for (size_t s = 0; s < COUNT_OF(sections); s++) {
			json_t *e = json_entry(root, sections[s], ids[i]);
			found += e != NULL;
			if (!e || is_checked(e) == checked)
				continue;
			json_object_set_new(e, CHECKED, json_boolean(checked));
			changed++;
		}
		if (!found)
			st = err_at(err, ST_NOINPUT, "E-2047", ids[i], "现用目录里没有编号为「%.64s」的套餐或事项;catalogue list 可查。", ids[i]);
	}
	if (st == ST_OK && !changed)
		st = err_set(err, ST_REFUSED, "E-2048", checked ? "这些都已经核对过了,没有改动。" : "这些本来就是示例,没有改动。");
	if (st == ST_OK)
		*out = text_of(root);
	json_decref(root);
	return st;
}

static bool same_but_checked(const json_t *a, const json_t *b)
{
	json_t *x = json_copy((json_t *)(uintptr_t)a), *y = json_copy((json_t *)(uintptr_t)b);

	json_object_del(x, CHECKED);
	json_object_del(y, CHECKED);
	bool same = json_equal(x, y);
	json_decref(x);
	json_decref(y);
	return same;
}

/* What was compared with the guide: the item, and the papers that it asks for. A bundle has none of its own. */
static bool is_same(json_t *before, json_t *after, json_t *a, json_t *b)
{
	size_t i;
	json_t *use;

	if (!same_but_checked(a, b))
		return false;
	json_array_foreach(json_object_get(a, "materials"), i, use) {
		const char *id = json_string_value(json_object_get(use, "material"));
		if (!id || !json_equal(json_entry(before, "materials", id), json_entry(after, "materials", id)))
			return false;
	}
	return true;
}

char *catalogue_keep_confirmed(const char *before, const char *after, size_t *kept, size_t *lost)
{
	json_t *from = *before ? json_loads(before, 0, NULL) : json_object(), *to = json_loads(after, 0, NULL), *e;
	size_t i;

	*kept = *lost = 0;
	for (size_t s = 0; s < COUNT_OF(sections); s++)
		json_array_foreach(json_object_get(to, sections[s]), i, e) {
			const char *id = json_string_value(json_object_get(e, "id"));
			json_t *old = id ? json_entry(from, sections[s], id) : NULL;
			if (!old || !is_checked(old) || is_checked(e))
				continue;
			if (is_same(from, to, old, e)) {
				json_object_set_new(e, CHECKED, json_true());
				++*kept;
			} else {
				++*lost;
			}
		}
	char *text = text_of(to);
	json_decref(from);
	json_decref(to);
	return text;
}

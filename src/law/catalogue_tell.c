/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/catalogue_own.h"

/* What one datum or answer tells about another, so that nobody is asked twice: "tells" of an option, and the entries of a
 * bundle's "same" that name a datum. */

/* Two data that are one and the same must be of one kind. */
bool read_tell_same(struct loader *l, const char *key, const char *of, struct tell *out)
{
	const struct role *role;
	const struct field *field;

	*out = (struct tell){ 0 };
	if (!read_key(l, key, key, &out->key, &out->role, &out->field) || !read_key(l, of, key, &out->of, &role, &field))
		return false;
	if (field == out->field && role != out->role)
		return true;
	fault_at(l, key, "E-2018", "「%s」与「%s」不是两个角色的同一字段", key, of);
	return false;
}

const struct tell *read_tells(struct loader *l, const json_t *object, size_t *count)
{
	json_t *list = json_object_get(object, "tells"), *v;
	struct tell *tells = arena_alloc(l->arena, json_object_size(list) * sizeof *tells);
	size_t mark = place_key(l, "tells");
	const char *key;

	*count = 0;
	if (list && !json_is_null(list) && !json_is_object(list))
		fault_at(l, NULL, "E-2018", "tells 须为对象 {\"角色.字段\":\"值\"} 或 {\"角色.字段\":{\"same\":\"角色.字段\"}}");
	json_object_foreach(list, key, v) {
		struct tell *t = &tells[*count];
		const char *of = json_string_value(json_object_get(v, "same"));
		*t = (struct tell){ 0 };
		if (of) {
			*count += read_tell_same(l, key, of, t);
		} else if (!json_is_string(v) || !*json_string_value(v)) {
			fault_at(l, key, "E-2018", "须为值(文字)或 {\"same\":\"角色.字段\"}");
		} else if (read_key(l, key, key, &t->key, &t->role, &t->field)) {
			t->value = keep_text(l, json_string_value(v));
			++*count;
		}
	}
	place_back(l, mark);
	return tells;
}

/* Could the value be typed into the field? */
static bool fits(const struct field *f, const char *value)
{
	for (size_t i = 0; i < f->code_count; i++)
		if (!strcmp(f->codes[i].code, value))
			return true;
	if (f->type == FIELD_BOOL)
		return !strcmp(value, "Y") || !strcmp(value, "N");
	return !f->code_count && strlen(value) <= (size_t)f->max;
}

void check_tells(struct loader *l)
{
	for (size_t q = 0; q < l->count[KIND_QUESTION]; q++)
		for (size_t k = 0; k < l->questions[q].choice_count; k++) {
			const struct choice *c = &l->questions[q].choices[k];
			for (size_t i = 0; i < c->tell_count; i++)
				if (c->tells[i].value && !fits(c->tells[i].field, c->tells[i].value)) {
					place_element(l, KIND_QUESTION, &l->elements[KIND_QUESTION][q]);
					fault_at(l, "options", "E-2011", "选项「%s」告诉 %s 的值「%s」,该字段不能填它", c->id, c->tells[i].key,
						c->tells[i].value);
				}
		}
}

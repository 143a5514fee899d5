/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "law/catalogue_own.h"

/* Code lists, the form's role.field keys, and who can be an applicant. */

/* A code list written in `format`: "0未知 1男 2女". Every word must be a code of f->max characters and its text; a list
 * that only gives examples ("01汉族 … ") is none. */
static void codes_of_format(struct loader *l, struct field *f)
{
	size_t words = 0, most = strlen(f->format) / 2 + 1;
	struct code *codes = arena_alloc(l->arena, most * sizeof *codes);

	for (const char *p = f->format; *p;) {
		size_t n = strcspn(p, " ,"), code = 0;
		while (code < n && isalnum((unsigned char)p[code]))
			code++;
		if (n && ((int)code < f->min || (int)code > f->max || code == n || strstr(p, "…")))
			return;
		if (n) {
			struct code c = { arena_text_n(l->arena, p, code), arena_text_n(l->arena, p + code, n - code) };
			codes[words++] = (struct code){ keep_text(l, c.code), keep_text(l, c.text) };
		}
		p += n + strspn(p + n, " ,");
	}
	f->codes = codes;
	f->code_count = words;
}

void read_codes(struct loader *l, const json_t *object, struct field *f)
{
	const json_t *list = read_array(l, object, "codes", MAY_MISS);
	size_t n = json_array_size(list);
	struct id_index seen;

	if (!list) {
		codes_of_format(l, f);
		return;
	}
	struct code *codes = arena_alloc(l->arena, n * sizeof *codes);
	id_index_init(&seen, n);
	size_t mark = place_key(l, "codes");
	for (size_t i = 0; i < n; i++) {
		const json_t *v = json_array_get(list, i);
		size_t here = place_number(l, i);
		if (json_is_object(v)) {
			struct code c = { read_text(l, v, "code", NEEDED, 32), read_text(l, v, "text", NEEDED, 200) };
			long at = id_index_find(&seen, c.code);
			if (at >= 0)
				fault_at(l, NULL, "E-2014", "代码「%s」重复:第 %u 个与第 %zu 个", c.code, (unsigned)seen.places[at] + 1, i + 1);
			else
				id_index_add(&seen, c.code, i);
			codes[f->code_count++] = c;
		} else {
			fault_at(l, NULL, "E-2018", "须为对象 {\"code\":…,\"text\":…}");
		}
		place_back(l, here);
	}
	place_back(l, mark);
	id_index_release(&seen);
	f->codes = codes;
}

bool read_key(struct loader *l, const char *key, const char *at, const char **kept, const struct role **role,
	const struct field **field)
{
	const char *dot = key ? strchr(key, '.') : NULL;
	char name[65];

	if (!dot || dot - key >= (long)sizeof name || strlen(key) > 130) {
		fault_at(l, at, "E-2018", "须为“角色.字段”,如 baby.xm");
		return false;
	}
	memcpy(name, key, (size_t)(dot - key));
	name[dot - key] = '\0';
	long r = refer(l, KIND_ROLE, name, at), f = refer(l, KIND_FIELD, dot + 1, at);
	if (r < 0 || f < 0)
		return false;
	*kept = keep_text(l, key);
	*role = &l->roles[r];
	*field = &l->fields[f];
	return true;
}

bool read_item_field(struct loader *l, const json_t *json, struct item_field *out)
{
	const char *key = json_is_object(json) ? json_string_value(json_object_get(json, "field")) : json_string_value(json);

	*out = (struct item_field){ .required = true };
	bool known = read_key(l, key, NULL, &out->key, &out->role, &out->field);
	if (key && json_is_object(json)) {
		out->required = read_bool(l, json, "required", true);
		out->produced_by = read_items(l, json, "produced_by", &out->produced_by_count);
		out->when = read_conditions(l, json);
	}
	return known;
}

/* --- applicants -------------------------------------------------------------------------------------------------- */

enum { HAS_NAME = 1, HAS_NUMBER = 2, HAS_DEATH = 4 };

static unsigned sign_of(const char *field)
{
	static const struct { const char *field; unsigned sign; } signs[] = {
		{ "xm", HAS_NAME }, { "qymc", HAS_NAME }, { "zjhm", HAS_NUMBER }, { "tyshxydm", HAS_NUMBER }, { "swrq", HAS_DEATH },
	};

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (strcmp(signs[i].field, field) == 0)
			return signs[i].sign;
	return 0;
}

const struct role *const *applicants_of(struct arena *arena, const struct catalogue *c, const struct bundle *b,
	size_t *count)
{
	const struct role **roles = arena_alloc(arena, (c->role_count + 1) * sizeof *roles);
	unsigned char *signs = mem_array(c->role_count, 1);
	const struct role *first = NULL;

	*count = 0;
	for (size_t i = 0; i < b->item_count; i++) {
		const struct item *item = b->items[i].item;
		for (size_t k = 0; k < item->field_count; k++) {
			const struct item_field *f = &item->fields[k];
			unsigned char *sign = &signs[f->role - c->roles];
			*sign |= (unsigned char)sign_of(f->field->id);
			if (!first)
				first = f->role;
		}
	}
	for (size_t i = 0; i < c->role_count; i++)
		if (signs[i] == (HAS_NAME | HAS_NUMBER))
			roles[(*count)++] = &c->roles[i];
	for (size_t i = 1; i < *count; i++) {
		const struct role *r = roles[i];
		if (strcmp(r->id, "applicant") != 0)
			continue;
		memmove(roles + 1, roles, i * sizeof *roles);      /* the one who is called so comes first */
		roles[0] = r;
	}
	if (!*count && (first || c->role_count))
		roles[(*count)++] = first ? first : c->roles;
	free(signs);
	return roles;
}

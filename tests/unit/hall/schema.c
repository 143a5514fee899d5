/* SPDX-License-Identifier: Apache-2.0 */
#include "schema.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

static bool quiet;

static bool bad(const char *path, const char *what)
{
	if (!quiet)
		fprintf(stderr, "schema: %s: %s\n", path, what);
	return false;
}

static bool is_type(json_t *v, const char *type)
{
	static const struct { const char *name; json_type type; } types[] = { { "object", JSON_OBJECT }, { "array", JSON_ARRAY },
		{ "string", JSON_STRING }, { "integer", JSON_INTEGER }, { "null", JSON_NULL } };

	if (strcmp(type, "number") == 0)
		return json_is_number(v);
	if (strcmp(type, "boolean") == 0)
		return json_is_boolean(v);
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (strcmp(types[i].name, type) == 0)
			return json_typeof(v) == types[i].type;
	return false;
}

static bool type_fits(json_t *schema, json_t *v, const char *path)
{
	json_t *type = json_object_get(schema, "type"), *one;
	bool fits = !type || (json_is_string(type) && is_type(v, json_string_value(type)));
	size_t i;

	if (json_is_array(type))
		json_array_foreach(type, i, one)
			fits |= is_type(v, json_string_value(one));
	return fits || bad(path, "another type");
}

static bool text_fits(json_t *schema, json_t *v, const char *path)
{
	json_t *most = json_object_get(schema, "maxLength"), *pattern = json_object_get(schema, "pattern"),
		*choices = json_object_get(schema, "enum"), *one;
	const char *s = json_string_value(v);
	bool chosen = !choices;
	regex_t re;
	size_t i;

	if (!s)
		return true;
	json_array_foreach(choices, i, one)
		chosen |= strcmp(s, json_string_value(one)) == 0;
	if (!chosen || (most && text_count(s) > (size_t)json_integer_value(most)))
		return bad(path, "no choice of the enum, or too long");
	if (!pattern)
		return true;
	if (regcomp(&re, json_string_value(pattern), REG_EXTENDED | REG_NOSUB) != 0)
		return bad(path, "a pattern that is none");
	bool matches = regexec(&re, s, 0, NULL, 0) == 0;
	regfree(&re);
	return matches || bad(path, "does not match its pattern");
}

static bool fits(json_t *schema, json_t *v, const char *path);

static bool members_fit(json_t *schema, json_t *v, const char *path)
{
	json_t *required = json_object_get(schema, "required"), *known = json_object_get(schema, "properties"),
		*other = json_object_get(schema, "additionalProperties"), *one;
	const char *key;
	char inner[512];
	size_t i;

	json_array_foreach(required, i, one) {
		snprintf(inner, sizeof inner, "%s.%s", path, json_string_value(one));
		if (!json_object_get(v, json_string_value(one)))
			return bad(inner, "is missing");
	}
	json_object_foreach(v, key, one) {
		json_t *of = json_object_get(known, key);
		snprintf(inner, sizeof inner, "%s.%s", path, key);
		if (!of && json_is_false(other))
			return bad(inner, "is not described");
		if (!of)
			of = json_is_object(other) ? other : NULL;
		if (of && !fits(of, one, inner))
			return false;
	}
	return true;
}

static bool one_fits(json_t *choices, json_t *v, const char *path)
{
	bool was = quiet;
	int count = 0;
	json_t *one;
	size_t i;

	quiet = true;
	json_array_foreach(choices, i, one)
		count += fits(one, v, path);
	quiet = was;
	return count == 1 || bad(path, "not exactly one of oneOf");
}

static bool fits(json_t *schema, json_t *v, const char *path)
{
	json_t *choices = json_object_get(schema, "oneOf"), *items = json_object_get(schema, "items"), *one;
	char inner[512];
	size_t i;

	if (!type_fits(schema, v, path) || !text_fits(schema, v, path) || (choices && !one_fits(choices, v, path)))
		return false;
	if (json_is_object(v) && !members_fit(schema, v, path))
		return false;
	if (items && json_is_array(v))
		json_array_foreach(v, i, one) {
			snprintf(inner, sizeof inner, "%s[%zu]", path, i);
			if (!fits(items, one, inner))
				return false;
		}
	return true;
}

bool schema_fits(const char *name, json_t *value)
{
	const char *top = getenv("srcdir");
	char *path = mem_format("%s/data/contract/%s.schema.json", top ? top : ".", name);
	json_t *schema = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
	bool does = schema && value && fits(schema, value, name);

	if (!schema)
		fprintf(stderr, "schema: cannot read %s\n", path);
	json_decref(schema);
	free(path);
	return does;
}

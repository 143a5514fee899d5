/* SPDX-License-Identifier: Apache-2.0 */
#include "law/value_json.h"

#include <string.h>

json_t *day_json(day_t day)
{
	char iso[11];

	return day == DAY_NONE ? json_null() : json_string(day_iso(day, iso));
}

json_t *halves_json(int halves)
{
	return halves % 2 ? json_real(halves / 2.0) : json_integer(halves / 2);
}

json_t *text_json(const char *text)
{
	json_t *v = json_string(text);

	return v ? v : json_string("");
}

json_t *json_entry(const json_t *root, const char *list, const char *id)
{
	size_t i;
	json_t *e;

	json_array_foreach(json_object_get(root, list), i, e) {
		const char *is = json_string_value(json_object_get(e, "id"));
		if (is && strcmp(is, id) == 0)
			return e;
	}
	return NULL;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/value_json.h"

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

/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/body.h"

#include <ctype.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/mem.h"

#define DEPTH_MAX 32

json_t *body_read(const char *json, size_t n)
{
	json_error_t fault;

	if (n == 0 || json_text_depth(json, n) > DEPTH_MAX)
		return NULL;
	json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES, &fault);
	if (json_is_object(root))
		return root;
	json_decref(root);
	return NULL;
}

const char *body_text(const json_t *object, const char *name, size_t min, size_t max)
{
	const json_t *value = json_object_get(object, name);
	size_t n = json_string_length(value);

	return json_is_string(value) && n >= min && n <= max ? json_string_value(value) : NULL;
}

bool body_state(const char *state)
{
	static const char *const states[] = { "10", "15", "20", "25", "30", "35", "50", "51", "52", "60", "70", "90" };

	for (size_t i = 0; state && i < COUNT_OF(states); i++)
		if (strcmp(states[i], state) == 0)
			return true;
	return false;
}

/* Exactly n digits as a number; -1 otherwise. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

/* "Z", "+08:00" as minutes; false for anything else. */
static bool offset(const char *s, int *minutes)
{
	*minutes = 0;
	if (strcmp(s, "Z") == 0)
		return true;
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':')
		return false;
	int h = digits(s + 1, 2), m = digits(s + 4, 2);
	*minutes = (h * 60 + m) * (*s == '-' ? -1 : 1);
	return h >= 0 && h <= 14 && m >= 0 && m <= 59;
}

bool body_stamp(const char *s, int64_t *ms)
{
	char day[11] = "";
	int minutes, fraction = 0;

	if (strlen(s) < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':')
		return false;
	memcpy(day, s, 10);
	day_t d = day_parse(day);
	int hour = digits(s + 11, 2), minute = digits(s + 14, 2), second = digits(s + 17, 2);
	if (d == DAY_NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return false;
	const char *rest = s + 19;
	if (*rest == '.') {
		int scale = 100;
		if (!isdigit((unsigned char)*++rest))
			return false;
		for (; isdigit((unsigned char)*rest); rest++, scale /= 10)
			fraction += (*rest - '0') * scale;
	}
	if (!offset(rest, &minutes))
		return false;
	*ms = ((int64_t)d * 86400 + hour * 3600 + minute * 60 + second - minutes * 60) * 1000 + fraction;
	return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "law/staff_role.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static const struct { const char *code, *name; } rows[] = {
#define ROLE_ROW(id, code, name) { code, name },
	STAFF_ROLES(ROLE_ROW)
#undef ROLE_ROW
};

const char *staff_role_code(enum staff_role r)
{
	return (unsigned)r < ROLE_COUNT ? rows[r].code : "";
}

const char *staff_role_name(enum staff_role r)
{
	return (unsigned)r < ROLE_COUNT ? rows[r].name : "";
}

int staff_role_from_code(const char *code)
{
	for (int i = 0; code && i < ROLE_COUNT; i++)
		if (strcmp(rows[i].code, code) == 0)
			return i;
	return -1;
}

unsigned staff_role_set(const char *codes)
{
	static const char *const pairs[] = {
#define PAIR(codes) codes,
		STAFF_ROLE_PAIRS(PAIR)
#undef PAIR
	};
	int one = staff_role_from_code(codes);

	if (one >= 0)
		return 1u << one;
	for (size_t i = 0; codes && i < COUNT_OF(pairs); i++) {
		const char *second = strchr(pairs[i], '+') + 1;
		char first[STAFF_ROLES_MOST];
		if (strcmp(codes, pairs[i]) != 0)
			continue;
		snprintf(first, sizeof first, "%.*s", (int)(second - 1 - pairs[i]), pairs[i]);
		return 1u << staff_role_from_code(first) | 1u << staff_role_from_code(second);
	}
	return 0;
}

bool staff_role_in(const char *codes, unsigned roles)
{
	return (staff_role_set(codes) & roles) != 0;
}

const char *staff_role_names(const char *codes, char *out, size_t n)
{
	unsigned set = staff_role_set(codes);
	size_t used = 0;

	out[0] = '\0';
	for (int r = 0; r < ROLE_COUNT && used < n; r++)
		if (set & 1u << r)
			used += (size_t)snprintf(out + used, n - used, "%s%s", used ? "、" : "", staff_role_name((enum staff_role)r));
	return out;
}

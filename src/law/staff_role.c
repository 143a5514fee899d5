/* SPDX-License-Identifier: Apache-2.0 */
#include "law/staff_role.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

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

bool staff_role_in(const char *code, unsigned roles)
{
	int r = staff_role_from_code(code);

	return r >= 0 && (roles & 1u << r);
}

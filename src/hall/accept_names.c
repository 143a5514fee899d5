/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/accept_parts.h"

#include <string.h>

#include "base/mem.h"

/* Fields of the catalogue that hold a name; what stands before the dot is whose. */
static bool names_somebody(const char *key)
{
	static const char *const fields[] = { "xm", "qymc", "dpmc" };
	const char *dot = strrchr(key, '.');

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (strcmp(dot ? dot + 1 : key, fields[i]) == 0)
			return true;
	return false;
}

static bool has_line(const char *lines, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = lines; *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strcspn(at, "\n") == n && memcmp(at, name, n) == 0)
			return true;
	return false;
}

static void add(const char *name, struct buf *out)
{
	if (!*name || has_line(out->data, name))
		return;
	buf_text(out, out->len ? "\n" : "");
	buf_text(out, name);
}

void accept_names(const struct request *r, struct buf *out)
{
	add(r->applicant.name, out);
	if (r->agent.present)
		add(r->agent.name, out);
	add(r->applicant.legal_name, out);
	for (size_t i = 0; i < r->value_count; i++)
		if (names_somebody(r->values[i].key))
			add(r->values[i].value, out);
}

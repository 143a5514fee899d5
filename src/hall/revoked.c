/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/revoked.h"

#include <string.h>

#include "hall/act_parts.h"
#include "hall/token.h"

static bool told(const char *text)
{
	return text && *text;
}

static const char *kept(const json_t *data, const char *member)
{
	return json_string_value(json_object_get(data, member));
}

/* By his number where both are known: two people may have one name. */
static bool same_person(const json_t *data, const struct revoked_asked *who)
{
	const char *id = kept(data, "id_number"), *name = kept(data, "name");

	if (told(id) && told(who->id_number))
		return strcmp(id, who->id_number) == 0;
	return told(name) && told(who->name) && token_same_name(name, who->name);
}

static bool same_paper(const json_t *data, const struct revoked_asked *who)
{
	const char *no = kept(data, "authority_no");

	return told(no) && told(who->authority_no) && strcmp(no, who->authority_no) == 0;
}

enum status revoked_is(struct hall *h, const struct rows *given, const struct revoked_asked *who, enum revoked_as *out, struct err *err)
{
	json_int_t newest = 0;
	bool paper = false;

	*out = REVOKED_NOT;
	for (size_t i = 0; i < rows_count(given); i++) {
		bool revoked = strcmp(rows_text(given, i, 2), "revoke") == 0;
		json_t *data;
		enum status st = act_data_open(h, rows_text(given, i, 0), given, i, &data, err);
		if (st != ST_OK)
			return st;
		json_int_t made = json_integer_value(json_object_get(data, ACT_SNAPSHOT_MADE));
		if (same_person(data, who) && made > newest) {
			*out = revoked ? REVOKED_PERSON : REVOKED_NOT;
			newest = made;
		}
		paper |= revoked && same_paper(data, who);
		json_decref(data);
	}
	if (paper)
		*out = REVOKED_PAPER;
	return ST_OK;
}

enum status revoked_of(struct hall *h, const char *number, const struct revoked_asked *who, enum revoked_as *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_ACT_ENTRUSTING, ARGS(value_text(number)), &rows, err);

	*out = REVOKED_NOT;
	if (st == ST_OK)
		st = revoked_is(h, rows, who, out, err);
	rows_free(rows);
	return st;
}

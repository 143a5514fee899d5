/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/export_record.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define NATIONAL_CODE 31                 /* 18 of the organ, 1 level, 12 of the item (window-rules 4) */

static const char *text(json_t *o, const char *a, const char *b)
{
	json_t *v = json_object_get(o, a);
	const char *s = json_string_value(b ? json_object_get(v, b) : v);

	return s ? s : "";
}

static void put(json_t *to, const char *name, const char *value)
{
	json_object_set_new(to, name, json_string(value));
}

static void put_part(json_t *to, const char *name, const char *value, size_t n)
{
	json_object_set_new(to, name, json_stringn(value, n));
}

/* "2026-11-23T09:41:07+08:00", as dossiers have it, or a day, whose end it is (T-3); nothing for anything else. */
static void put_instant(json_t *to, const char *name, const char *iso)
{
	char date[11];
	int hour = 23, minute = 59, second = 59;
	day_t day;

	snprintf(date, sizeof date, "%.10s", iso);
	if ((day = day_parse(date)) == DAY_NONE)
		return;
	if (iso[10] == 'T' && sscanf(iso + 11, "%2d:%2d:%2d", &hour, &minute, &second) != 3)
		return;
	json_object_set_new(to, name, json_integer(clock_day_start(day) + ((hour * INT64_C(60) + minute) * 60 + second) * 1000));
}

static void guess_codes(struct hall *h, const char *code, json_t *to)
{
	const char *region = hall_text(h, "hall.region");
	size_t n = strlen(code), skip = strlen(region);

	put(to, "item_code", code);
	if (n == NATIONAL_CODE) {
		put(to, "basic_code", code + 19);
		put_part(to, "org_code", code, 18);
		return;
	}
	if (n > 12 && skip && strncmp(code, region, skip) == 0 && n - skip <= 12)
		put(to, "basic_code", code + skip);
	else if (n <= 12)
		put(to, "basic_code", code);
	put(to, "local_basic_code", code);
	put(to, "org_code", hall_text(h, "hall.org_code"));
}

/* What the catalogue says stands; else 基本编码 is the last twelve of a national code, a shorter code as it is, of a local one what
 * is left without the region. */
static void put_codes(struct hall *h, json_t *item, json_t *to)
{
	static const char *const said[][2] = { { "basic_code", "basic_code" }, { "local_code", "local_basic_code" },
		{ "org_code", "org_code" } };

	guess_codes(h, text(item, "code", NULL), to);
	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (*text(item, said[i][0], NULL))
			put(to, said[i][1], text(item, said[i][0], NULL));
}

static void put_persons(json_t *d, json_t *to)
{
	json_t *who = json_object_get(d, "applicant"), *agent = json_object_get(d, "agent");
	bool company = json_is_true(json_object_get(who, "company")), acts = json_is_object(agent);

	put(to, "applicant_kind", company ? "company" : "person");
	put(to, "applicant_name", text(who, "name", NULL));
	put(to, "applicant_id", text(who, "id_number", NULL));
	put(to, "applicant_id_type", company ? "company" : text(who, "id_type", NULL));
	put(to, "applicant_address", text(who, "address", NULL));
	put(to, "legal_name", text(who, "legal_name", NULL));
	put(to, "contact_name", acts ? text(agent, "name", NULL) : company ? text(who, "legal_name", NULL) : text(who, "name", NULL));
	put(to, "contact_id", acts ? text(agent, "id_number", NULL) : company ? text(who, "legal_id", NULL) : text(who, "id_number", NULL));
	put(to, "contact_id_type", acts || company ? "01" : text(who, "id_type", NULL));
	put(to, "contact_phone", acts ? text(agent, "phone", NULL) : text(who, "phone", NULL));
}

/* 受理文书编号: of whichever notice said so. */
static const char *notice_number(json_t *d)
{
	static const char *const kinds[] = { "acceptance-notice", "deferral-notice" };
	json_t *one;
	size_t i;

	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		json_array_foreach(json_object_get(d, "documents"), i, one)
			if (strcmp(text(one, "kind", NULL), kinds[k]) == 0)
				return text(one, "number", NULL);
	return "";
}

json_t *export_record(struct hall *h, json_t *d, json_t *item)
{
	json_t *to = json_object(), *bundle = json_object_get(d, "bundle");

	put(to, "dossier_number", text(d, "number", NULL));
	put(to, "project_no", text(item, "project_no", NULL));
	put_codes(h, item, to);
	put(to, "item_id", text(item, "id", NULL));
	put(to, "item_name", text(item, "name", NULL));
	json_object_set(to, "catalogue_version", json_object_get(bundle, "catalogue_version"));
	put(to, "bundle_name", text(bundle, "name", NULL));
	put(to, "at_once", json_is_true(json_object_get(item, "at_once")) ? "yes" : "no");
	put(to, "channel", "window");
	put_persons(d, to);
	put_instant(to, "received_at", text(d, "received_at", NULL));
	put_instant(to, "accepted_at", text(d, "accepted_at", NULL));
	put_instant(to, "promised_at", text(item, "due", NULL));
	put(to, "document_no", notice_number(d));
	put(to, "department_name", text(item, "department", "name"));
	put(to, "clerk_name", text(d, "clerk", "name"));
	put(to, "work_no", text(d, "clerk", "work_no"));
	put(to, "window_no", text(d, "window", "no"));
	put(to, "hall_code", text(d, "hall", "code"));
	put(to, "region", text(d, "hall", "region"));
	put(to, "delivery_mode", text(d, "delivery", "mode"));
	put(to, "data_source", hall_text(h, "export.source"));
	return to;
}

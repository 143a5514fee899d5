/* SPDX-License-Identifier: Apache-2.0 */
/* What an act was told (law/act.h), as values of an exported row. */
#include "hall/export_record.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act.h"

#define DAY_END_MS (DAY_MS - 1000)        /* T-3: a day lasts until 23:59:59 */

static const char *text(json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : "";
}

static void put(json_t *to, const char *name, const char *value)
{
	if (*value)
		json_object_set_new(to, name, json_string(value));
}

static void put_day(json_t *to, const char *name, const char *iso, int64_t later)
{
	day_t day = day_parse(iso);

	if (day != DAY_NONE)
		json_object_set_new(to, name, json_integer(clock_day_start(day) + later));
}

/* One sentence of what was told: what a choice is called in place of its code. */
static void put_words(json_t *data, json_t *to, const char *as)
{
	static const char *const told[][2] = { { "ground_text", "" }, { "reason_text", "reason" }, { "note", "" }, { "lines", "" },
		{ "result", "" }, { "mode_text", "" }, { "tracking", "" }, { "organ", "" }, { "basis", "" }, { "article", "" } };
	struct buf b;

	buf_init(&b, BUF_SMALL);
	for (size_t i = 0; i < COUNT_OF(told); i++) {
		const char *s = text(data, told[i][0]);
		if (!*s && *told[i][1])
			s = text(data, told[i][1]);
		if (*s)
			buf_format(&b, "%s%s", b.len ? ";" : "", s);
	}
	put(to, as, b.len ? b.data : "");
	buf_wipe(&b);
}

static enum status data_of(struct hall *h, const char *uuid, json_t **act, json_t **data, struct err *err)
{
	enum status st = act_json(h, uuid, act, err);

	*data = st == ST_OK ? json_object_get(*act, "data") : NULL;
	return st;
}

enum status export_act(struct hall *h, const char *uuid, json_t *to, struct err *err)
{
	json_t *act, *data;
	enum status st = data_of(h, uuid, &act, &data, err);

	if (st != ST_OK)
		return st;
	put_words(data, to, "words");
	put(to, "who", text(data, "handler"));
	put(to, "special_kind", text(data, "kind"));
	put(to, "special_name", text(data, "kind_text"));
	put_day(to, "start_at", text(data, "start"), 0);
	put_day(to, "end_at", text(data, "until"), DAY_END_MS);
	json_decref(act);
	return ST_OK;
}

enum status export_act_end(struct hall *h, const char *uuid, json_t *to, struct err *err)
{
	json_t *act, *data;
	enum status st = data_of(h, uuid, &act, &data, err);

	if (st != ST_OK)
		return st;
	put_words(data, to, "end_words");
	put_day(to, "end_at", text(data, "end"), DAY_END_MS);
	json_decref(act);
	return ST_OK;
}

enum status export_supply(struct hall *h, const char *uuid, struct export_supply *out, struct err *err)
{
	json_t *act, *data;
	enum status st = data_of(h, uuid, &act, &data, err);

	if (st != ST_OK)
		return st;
	text_copy(out->material, sizeof out->material, text(data, "material"));
	text_copy(out->arrived, sizeof out->arrived, text(data, "arrived"));
	out->fit = strcmp(text(data, "check"), "bad") != 0;
	json_decref(act);
	return ST_OK;
}

enum status export_licence(struct hall *h, int64_t dossier, int64_t no, int64_t by, json_t *to, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_EXPORT_LICENCE, ARGS(value_int(dossier), value_int(no), value_int(by)), &rows, err);
	json_t *act, *data;

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		if ((st = data_of(h, rows_text(rows, i, 0), &act, &data, err)) != ST_OK)
			break;
		put(to, "licence_name", text(data, "licence"));
		put(to, "licence_no", text(data, "licence_no"));
		put(to, "valid_from", text(data, "valid_from"));
		put(to, "valid_to", text(data, "valid_to"));
		json_decref(act);
	}
	rows_free(rows);
	if (st == ST_OK && (*text(to, "valid_from") || *text(to, "valid_to")))
		json_object_set_new(to, "validity", json_sprintf("有效期 %s 至 %s", text(to, "valid_from"), text(to, "valid_to")));
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of what stands in registers of its own: 红黄牌, 帮办代办, 办不成事. */
#include "hall/export_own.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "law/caution.h"
#include "law/errand.h"
#include "law/stuck.h"

#define DAY_END_MS (DAY_MS - 1000)        /* T-3 */

static const char *cell(const struct event *e, int column)
{
	return rows_text(e->r, e->i, column);
}

static void put(json_t *to, const char *name, const char *value)
{
	if (*value)
		json_object_set_new(to, name, json_string(value));
}

static void put_at(json_t *to, const char *name, const struct event *e, int column)
{
	if (!rows_null(e->r, e->i, column))
		json_object_set_new(to, name, json_integer(rows_int(e->r, e->i, column)));
}

static void put_choice(json_t *to, const char *name, const struct act_choice *list, const char *code)
{
	for (; list->code; list++)
		if (strcmp(list->code, code) == 0)
			put(to, name, list->name);
}

/* Its first event makes the row, each later one is an update of it. */
static json_t *record(const struct exporting *x, const struct event *e, const char *first)
{
	json_t *to = json_object();

	put_at(to, "at", e, COL_AT);
	put(to, "event", cell(e, COL_WORD));
	put(to, "who", cell(e, COL_WHO));
	put(to, "words", cell(e, COL_WORDS));
	put(to, "end_words", cell(e, COL_END_WORDS));
	put(to, "operation", strcmp(cell(e, COL_WORD), first) == 0 ? "I" : "U");
	put(to, "data_source", hall_text(x->h, "export.source"));
	put(to, "hall_code", hall_text(x->h, "hall.code"));
	put(to, "region", hall_text(x->h, "hall.region"));
	put(to, "org_code", hall_text(x->h, "hall.org_code"));
	return to;
}

enum status export_card(struct exporting *x, const struct event *e, struct err *err)
{
	enum { RULE = COL_MORE, LIGHT, OBJECT, RESPONSIBLE, GIVEN, DOSSIER, PROJECT, ITEM };
	int rule = caution_rule_from_code(cell(e, RULE));
	enum clock_light light = strcmp(cell(e, LIGHT), clock_light_code(LIGHT_RED)) == 0 ? LIGHT_RED : LIGHT_YELLOW;
	const char *name = rule < 0 ? NULL : caution_name((enum caution_rule)rule, light);
	json_t *to = record(x, e, "given");

	(void)err;
	put(to, "card_number", cell(e, COL_KEY));
	put(to, "rule", cell(e, RULE));
	put(to, "rule_name", rule < 0 ? cell(e, RULE) : caution_rule_name((enum caution_rule)rule));
	put(to, "law", rule < 0 ? "" : caution_law((enum caution_rule)rule));
	put(to, "light", cell(e, LIGHT));
	put(to, "card", caution_card_name(light));
	put(to, "content", name ? name : "");
	put(to, "object", cell(e, OBJECT));
	put(to, "responsible", cell(e, RESPONSIBLE));
	put_at(to, "given_at", e, GIVEN);
	put(to, "dossier_number", cell(e, DOSSIER));
	put(to, "project_no", cell(e, PROJECT));
	put(to, "item_name", cell(e, ITEM));
	export_row(x, cell(e, COL_KEY), to);
	return ST_OK;
}

enum status export_errand(struct exporting *x, const struct event *e, struct err *err)
{
	enum { NUMBER = COL_MORE, KIND, SOURCE, ITEMS, REGISTERED, DUE, RESPONDED, OUTCOME, ENDED, LEVEL, FOLLOWED };
	static const struct { const char *name; int column; } times[] = { { "registered_at", REGISTERED }, { "due_at", DUE },
		{ "responded_at", RESPONDED }, { "ended_at", ENDED }, { "followed_at", FOLLOWED } };
	json_t *to = record(x, e, "register");

	(void)err;
	put(to, "errand_number", cell(e, NUMBER));
	put(to, "errand_kind", cell(e, KIND));
	put_choice(to, "errand_kind_name", errand_kinds, cell(e, KIND));
	put(to, "source", cell(e, SOURCE));
	put_choice(to, "source_name", errand_sources, cell(e, SOURCE));
	put(to, "items", cell(e, ITEMS));
	put(to, "outcome", cell(e, OUTCOME));
	put_choice(to, "outcome_name", errand_outcomes, cell(e, OUTCOME));
	if (!rows_null(e->r, e->i, LEVEL))
		json_object_set_new(to, "level", json_sprintf("%d", (int)rows_int(e->r, e->i, LEVEL)));
	for (size_t i = 0; i < COUNT_OF(times); i++)
		put_at(to, times[i].name, e, times[i].column);
	export_row(x, cell(e, COL_KEY), to);
	return ST_OK;
}

/* What a step was told, sealed at 'stuck/<uuid>/step/<n>' (hall/stuck.c): its member `from` as `name`. */
static enum status put_told(struct exporting *x, const struct event *e, int uuid, int n, const char *from, const char *name, json_t *to,
	struct err *err)
{
	char where[80];
	struct buf told;
	size_t size;
	const void *sealed = rows_blob(e->r, e->i, n + 1, &size);

	if (rows_null(e->r, e->i, n + 1))
		return ST_OK;
	buf_init(&told, BUF_SMALL);
	snprintf(where, sizeof where, "stuck/%.36s/step/%d", cell(e, uuid), (int)rows_int(e->r, e->i, n));
	json_t *data = hall_unseal(x->h, where, sealed, size, &told) == ST_OK ? json_loadb(told.data, told.len, 0, NULL) : NULL;
	buf_wipe(&told);
	if (!data)
		return err_set(err, ST_CORRUPT, "E-6623", "办不成事的记录 %.80s 打不开,没有导出。请联系管理员。", where);
	const char *text = json_string_value(json_object_get(data, from));
	put(to, name, text ? text : "");
	json_decref(data);
	return ST_OK;
}

enum status export_stuck(struct exporting *x, const struct event *e, struct err *err)
{
	enum { UUID = COL_MORE, NUMBER, CATEGORY, NAME, MATTER, WINDOW, REGISTERED, ABOUT, FIRST, FIRST_DATA, CLASS, TRANSFERRED, DUE, SATISFIED,
		HANDLED, HANDLED_DATA };
	static const struct { const char *name; int column; } texts[] = { { "stuck_number", NUMBER }, { "category", CATEGORY },
		{ "applicant_name", NAME }, { "matter", MATTER }, { "window_no", WINDOW }, { "about", ABOUT }, { "class", CLASS },
		{ "transferred", TRANSFERRED }, { "satisfied", SATISFIED } };
	json_t *to = record(x, e, "register");

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		put(to, texts[i].name, cell(e, texts[i].column));
	put_choice(to, "category_name", stuck_categories, cell(e, CATEGORY));
	put_choice(to, "class_name", stuck_classes, cell(e, CLASS));
	put_at(to, "registered_at", e, REGISTERED);
	if (!rows_null(e->r, e->i, DUE)) {
		json_object_set_new(to, "due_at", json_integer(clock_day_start((day_t)rows_int(e->r, e->i, DUE)) + DAY_END_MS));
		put_at(to, "answered_at", e, COL_AT);
	}
	enum status st = put_told(x, e, UUID, FIRST, "what", "words", to, err);
	if (st == ST_OK)
		st = put_told(x, e, UUID, HANDLED, "answer", "answer", to, err);
	if (st == ST_OK)
		export_row(x, cell(e, COL_KEY), to);
	else
		json_decref(to);
	return st;
}

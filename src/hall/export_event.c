/* SPDX-License-Identifier: Apache-2.0 */
/* Which events make the rows of which table, and what a row says beside the dossier's part. */
#include "hall/export_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "hall/dossier.h"
#include "hall/export_record.h"
#include "law/rating.h"
#include "law/states.h"
#include "law/value_json.h"

enum { COL_ACT = COL_MORE, COL_ACT_END };        /* uuid or '': what told it, and what ended it */

static void put(json_t *to, const char *name, const char *value)
{
	json_object_set_new(to, name, json_string(value));
}

static const char *event_name(const char *word)
{
	int state = task_state_from_code(word), point = rating_point_from_code(word);

	int end = *word == 'R' ? dossier_state_from_code(word) : -1;      /* the others are a task's too, and mean that */

	return point >= 0 ? rating_point_name((enum rating_point)point) : end >= 0 ? dossier_state_name((enum dossier_state)end)
		: state >= 0 ? task_state_name((enum task_state)state) : word;
}

/* The dossier's part and the event's, for one of its items. */
static json_t *record_of(struct exporting *x, const struct event *e, json_t *item)
{
	json_t *to = export_record(x->h, x->dossier, item);

	json_object_set_new(to, "at", json_integer(rows_int(e->r, e->i, COL_AT)));
	put(to, "event", rows_text(e->r, e->i, COL_WORD));
	put(to, "event_name", event_name(rows_text(e->r, e->i, COL_WORD)));
	put(to, "who", rows_text(e->r, e->i, COL_WHO));
	put(to, "words", rows_text(e->r, e->i, COL_WORDS));
	if (!rows_null(e->r, e->i, COL_END))
		json_object_set_new(to, "end_at", json_integer(rows_int(e->r, e->i, COL_END)));
	put(to, "end_words", rows_text(e->r, e->i, COL_END_WORDS));
	put(to, "operation", "I");
	return to;
}

typedef enum status expand_fn(struct exporting *x, const struct event *e, json_t *item, struct err *err);

static enum status plain(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	(void)err;
	export_row(x, rows_text(e->r, e->i, COL_KEY), record_of(x, e, item));
	return ST_OK;
}

static enum status row_or(struct exporting *x, const struct event *e, json_t *record, enum status st)
{
	if (st == ST_OK)
		export_row(x, rows_text(e->r, e->i, COL_KEY), record);
	else
		json_decref(record);
	return st;
}

/* With what the act that made it was told. */
static enum status acted(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	const char *act = rows_text(e->r, e->i, COL_ACT);
	json_t *record = record_of(x, e, item);

	return row_or(x, e, record, *act ? export_act(x->h, act, record, err) : ST_OK);
}

/* 9.4: over there the end is NOT NULL. A hall tells it at the end, or at once with the end that is expected, and then the end
 * is an update of the same row. */
static bool special_at_once(const struct exporting *x)
{
	return strcmp(hall_text(x->h, "export.special"), "start") == 0;
}

static enum status special_begun(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	return special_at_once(x) ? acted(x, e, item, err) : ST_OK;
}

static enum status special_ended(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	json_t *record = record_of(x, e, item);
	enum status st = export_act(x->h, rows_text(e->r, e->i, COL_ACT), record, err);

	if (st == ST_OK)
		st = export_act_end(x->h, rows_text(e->r, e->i, COL_ACT_END), record, err);
	if (special_at_once(x))
		put(record, "operation", "U");
	return row_or(x, e, record, st);
}

/* The level and the licence that were known by the end of the period: a later one belongs to a later export. */
static enum status decided(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	const char *act = rows_text(e->r, e->i, COL_ACT);
	struct rows *level = NULL;
	json_t *record;
	enum status st = store_read(hall_store(x->h), Q_EXPORT_LEVEL, ARGS(value_int(x->dossier_id), value_int(x->to)), &level, err);

	if (st == ST_OK) {
		record = record_of(x, e, item);
		if (rows_count(level))
			json_object_set_new(record, "level", json_sprintf("%d", (int)rows_int(level, 0, 0)));
		st = *act ? export_act(x->h, act, record, err) : ST_OK;
		if (st == ST_OK)
			st = export_licence(x->h, x->dossier_id, json_integer_value(json_object_get(item, "no")), x->to, record, err);
		st = row_or(x, e, record, st);
	}
	rows_free(level);
	return st;
}

static bool serves(json_t *material, json_t *item)
{
	const char *name = json_string_value(json_object_get(item, "name"));
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(material, "items"), i, one)
		if (name && json_is_string(one) && strcmp(json_string_value(one), name) == 0)
			return true;
	return false;
}

static void material_row(struct exporting *x, const struct event *e, json_t *item, json_t *material, const char *state,
	const char *words)
{
	const char *id = json_string_value(json_object_get(material, "id")), *name = json_string_value(json_object_get(material, "name"));
	json_t *record = record_of(x, e, item);
	char *key = mem_format("%s/%s", rows_text(e->r, e->i, COL_KEY), id ? id : "");

	put(record, "material_name", name ? name : "");
	put(record, "material_state", state);
	if (*words)
		put(record, "words", words);
	json_object_set_new(record, "material_count", json_integer(json_integer_value(json_object_get(material, "originals")) +
		json_integer_value(json_object_get(material, "copies"))));
	export_row(x, key, record);
	free(key);
}

/* What was there when the dossier was accepted. */
static enum status materials(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	static const char *const got[] = { "received", "shared", "ecert" };
	json_t *m;
	size_t i;

	(void)err;
	json_array_foreach(json_object_get(x->dossier, "materials"), i, m) {
		const char *state = json_string_value(json_object_get(m, "state"));
		for (size_t k = 0; state && k < COUNT_OF(got); k++)
			if (strcmp(state, got[k]) == 0 && serves(m, item))
				material_row(x, e, item, m, state, "");
	}
	return ST_OK;
}

/* One that came later, with the day on which it arrived (C-11); one that was not fit was not received. */
static enum status made_good(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	struct export_supply came;
	char words[64];
	enum status st = export_supply(x->h, rows_text(e->r, e->i, COL_ACT), &came, err);
	json_t *m = st == ST_OK && came.fit ? json_entry(x->dossier, "materials", came.material) : NULL;

	if (m && serves(m, item)) {
		snprintf(words, sizeof words, "容缺补齐,%s到达", came.arrived);
		material_row(x, e, item, m, "received", words);
	}
	return st;
}

/* What the applicant wrote: {"text","tags"}, sealed at 'rating/<token>/<column>'. */
static void rating_words(struct exporting *x, const struct event *e, json_t *record)
{
	enum { TOKEN = COL_MORE + 5, WORDS, COLUMN };
	char where[96];
	struct buf words;
	size_t n;
	const void *sealed = rows_blob(e->r, e->i, WORDS, &n);

	if (n == 0)
		return;
	buf_init(&words, BUF_SMALL);
	snprintf(where, sizeof where, "rating/%.40s/%s", rows_text(e->r, e->i, TOKEN), rows_text(e->r, e->i, COLUMN));
	json_t *both = hall_unseal(x->h, where, sealed, n, &words) == ST_OK ? json_loadb(words.data, words.len, 0, NULL) : NULL, *one;
	size_t i;
	if (both) {
		json_object_set(record, "words", json_object_get(both, "text"));
		buf_clear(&words);
		json_array_foreach(json_object_get(both, "tags"), i, one)
			buf_format(&words, "%s%s", i ? "," : "", json_string_value(one));
		put(record, "tags", words.len ? words.data : "");
	}
	json_decref(both);
	buf_wipe(&words);
}

/* E-3: one visit is one rating, told for each item's 办件编号 where the hall wants it so. */
static enum status rated(struct exporting *x, const struct event *e, json_t *item, struct err *err)
{
	enum { LEVEL = COL_MORE, CHANNEL = COL_MORE + 4, TIMES = COL_MORE + 8 };
	static const struct { const char *name; int column; } levels[] = { { "level", LEVEL }, { "efficiency", LEVEL + 1 },
		{ "skill", LEVEL + 2 }, { "attitude", LEVEL + 3 }, { "rating_times", TIMES } };
	int64_t no = json_integer_value(json_object_get(item, "no"));
	struct rows *done = NULL;

	if (no > 1 && !hall_int(x->h, "export.rating_items"))
		return ST_OK;
	enum status st = store_read(hall_store(x->h), Q_EXPORT_DECISION, ARGS(value_int(x->dossier_id), value_int(no), value_int(x->to)),
		&done, err);
	if (st != ST_OK)
		return st;
	json_t *record = record_of(x, e, item);
	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (!rows_null(e->r, e->i, levels[i].column))
			json_object_set_new(record, levels[i].name, json_sprintf("%d", (int)rows_int(e->r, e->i, levels[i].column)));
	put(record, "level_name", rating_level_name((int)rows_int(e->r, e->i, LEVEL)));
	put(record, "rating_channel", rows_text(e->r, e->i, CHANNEL));
	json_object_set_new(record, "asked_at", json_integer(rows_int(e->r, e->i, COL_END)));
	if (rows_count(done))
		json_object_set_new(record, "decided_at", json_integer(rows_int(done, 0, 0)));
	rating_words(x, e, record);
	export_row(x, rows_text(e->r, e->i, COL_KEY), record);
	rows_free(done);
	return ST_OK;
}

/* Where each table comes from: `expand` makes the row of an item of a dossier, `alone` one of a register. A kind of event that a hall
 * learns to keep is one line more. */
typedef enum status alone_fn(struct exporting *x, const struct event *e, struct err *err);
static const struct source { enum exchange_kind kind; enum query query; expand_fn *expand; alone_fn *alone; } sources[] = {
	{ EXCHANGE_ACCEPT,     Q_EXPORT_ACCEPTED,    plain, NULL },
	{ EXCHANGE_ACCEPT,     Q_EXPORT_REFUSED,     acted, NULL },
	{ EXCHANGE_PROCESS,    Q_EXPORT_ACCEPTED,    plain, NULL },
	{ EXCHANGE_PROCESS,    Q_EXPORT_STEPS,       acted, NULL },
	{ EXCHANGE_PROCESS,    Q_EXPORT_TASK_ACTS,   acted, NULL },
	{ EXCHANGE_PROCESS,    Q_EXPORT_CLOSED,      acted, NULL },
	{ EXCHANGE_PROCESS,    Q_EXPORT_ENDED,       acted, NULL },
	{ EXCHANGE_SPECIAL,    Q_EXPORT_SPECIAL,     plain, NULL },
	{ EXCHANGE_SPECIAL,    Q_EXPORT_SPECIAL_BEGUN, special_begun, NULL },
	{ EXCHANGE_SPECIAL,    Q_EXPORT_SPECIAL_ENDED, special_ended, NULL },
	{ EXCHANGE_MATERIAL,   Q_EXPORT_ACCEPTED,    materials, NULL },
	{ EXCHANGE_MATERIAL,   Q_EXPORT_MADE_GOOD,   made_good, NULL },
	{ EXCHANGE_RESULT,     Q_EXPORT_DECIDED,     decided, NULL },
	{ EXCHANGE_RESULT,     Q_EXPORT_DECIDED_ACTS, decided, NULL },
	{ EXCHANGE_RESULT,     Q_EXPORT_CLOSED,      acted, NULL },
	{ EXCHANGE_RESULT,     Q_EXPORT_ENDED,       acted, NULL },
	{ EXCHANGE_EVALUATION, Q_EXPORT_RATED,       rated, NULL },
	{ EXCHANGE_EVALUATION, Q_EXPORT_RATED_AGAIN, rated, NULL },
	{ EXCHANGE_SUPERVISION, Q_EXPORT_CARDS_GIVEN, NULL, export_card },
	{ EXCHANGE_SUPERVISION, Q_EXPORT_CARDS_CANCELLED, NULL, export_card },
	{ EXCHANGE_SUPERVISION, Q_EXPORT_CARDS_RISEN, NULL, export_card },
	{ EXCHANGE_ERRAND,     Q_EXPORT_ERRANDS,     NULL, export_errand },
	{ EXCHANGE_STUCK,      Q_EXPORT_STUCKS,      NULL, export_stuck },
};

static enum status dossier_of(struct exporting *x, int64_t id, struct err *err)
{
	if (x->dossier && x->dossier_id == id)
		return ST_OK;
	json_decref(x->dossier);
	x->dossier = NULL;
	x->dossier_id = id;
	return dossier_snapshot(x->h, id, 0, &x->dossier, err);
}

static enum status event_out(struct exporting *x, const struct source *s, const struct event *e, struct err *err)
{
	int64_t no = rows_int(e->r, e->i, COL_NO);
	enum status st = dossier_of(x, rows_int(e->r, e->i, COL_DOSSIER), err);
	json_t *item;
	size_t k;

	json_array_foreach(st == ST_OK ? json_object_get(x->dossier, "items") : NULL, k, item)
		if (st == ST_OK && (no == 0 || json_integer_value(json_object_get(item, "no")) == no))
			st = s->expand(x, e, item, err);
	return st;
}

static enum status source_out(struct exporting *x, const struct source *s, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(x->h), s->query, ARGS(value_int(x->from), value_int(x->to)), &rows, err);

	x->kind = s->kind;
	x->table = exchange_table(x->exchange, s->kind);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		st = s->alone ? s->alone(x, &(struct event){ rows, i }, err) : event_out(x, s, &(struct event){ rows, i }, err);
	rows_free(rows);
	if (st == ST_OK && (x->out->tables[s->kind].overflow || x->out->notes.overflow))
		st = err_set(err, ST_LIMIT, "E-6622", "%s 表超过 1 GiB,没有导出。请缩短日期", exchange_code(s->kind));
	return st;
}

enum status export_events(struct exporting *x, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(sources); i++)
		if (x->tables & 1u << sources[i].kind)
			st = source_out(x, &sources[i], err);
	return st;
}

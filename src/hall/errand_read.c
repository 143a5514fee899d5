/* SPDX-License-Identifier: Apache-2.0 */
/* Errands as people and programs read them: lists, one with all that belongs to it, the rates. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/errand_own.h"
#include "hall/row.h"
#include "law/masking.h"
#include "law/rating.h"
#include "law/staff_right.h"

enum status errand_may_see(struct hall *h, const struct actor *by, const char *what, struct err *err)
{
	if (staff_may(by->role, RIGHT_ERRAND))
		return ST_OK;
	return audit_denied(h, by, "errand.denied", what, "E-6702", "帮办代办由帮办员和督导查看、办理,您的岗位不能", err);
}

json_t *errand_unseal(struct hall *h, const char *where, const struct rows *r, size_t i, int column)
{
	size_t n;
	const void *sealed = rows_blob(r, i, column, &n);
	struct buf plain;
	json_t *out = NULL;

	buf_init(&plain, BUF_LARGE);
	if (hall_unseal(h, where, sealed, n, &plain) == ST_OK)
		out = json_loadb(plain.data, plain.len, 0, NULL);
	buf_wipe(&plain);
	return out;
}

const char *errand_text(const json_t *of, const char *name)
{
	const char *s = json_string_value(json_object_get(of, name));

	return s ? s : "";
}

enum status errand_none(const char *number, struct err *err)
{
	return err_at(err, ST_NOINPUT, "E-6705", number, "没有编号为 %.40s 的帮办。请用 yichuang errand list 核对。", number);
}

enum status errand_number(struct hall *h, const char *typed, char out[ERRAND_NUMBER_SIZE], struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_NUMBER, ARGS(value_text(typed), value_text(errand_tail(typed))), &r, err);

	*out = '\0';
	if (st == ST_OK && rows_count(r) == 0)
		st = errand_none(typed, err);
	else if (st == ST_OK && rows_count(r) > 1 && strcmp(rows_text(r, 0, 0), typed) != 0)
		st = err_at(err, ST_NOINPUT, "E-6705", typed, "%.40s 结尾的帮办不止一件,请多写几位。", typed);
	else if (st == ST_OK)
		snprintf(out, ERRAND_NUMBER_SIZE, "%s", rows_text(r, 0, 0));
	rows_free(r);
	return st;
}

/* --- the list ---------------------------------------------------------------------------------------------------------------- */

static void row_of(const struct rows *r, size_t i, struct errand_row *out)
{
	int kind = errand_kind_from_code(rows_text(r, i, 2)), state = errand_state_from_code(rows_text(r, i, 3));

	*out = (struct errand_row){ .id = rows_int(r, i, 0), .kind = (enum errand_kind)(kind < 0 ? 0 : kind),
		.state = (enum errand_state)(state < 0 ? 0 : state), .registered_at = rows_int(r, i, 5), .due_at = rows_int(r, i, 6),
		.responded_at = rows_int(r, i, 7), .level = (int)rows_int(r, i, 10), .principals = (int)rows_int(r, i, 13),
		.papers_out = (int)rows_int(r, i, 14) };
	text_copy(out->number, sizeof out->number, rows_text(r, i, 1));
	text_copy(out->items, sizeof out->items, rows_text(r, i, 4));
	text_copy(out->helper, sizeof out->helper, rows_text(r, i, 8));
	text_copy(out->outcome, sizeof out->outcome, rows_text(r, i, 9));
	row_mask(rows_text(r, i, 11), rows_int(r, i, 12) != 0, out->name, sizeof out->name);
}

bool errand_late(const struct errand_row *r)
{
	return r->state == ERRAND_REGISTERED && r->due_at < clock_wall_ms();
}

enum status errand_list(struct hall *h, const struct actor *by, const char *state, struct errand_row *out, size_t room, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	int64_t whose = staff_role_in(by->role, BY(HELPER)) ? by->staff_id : 0;
	enum status st = errand_may_see(h, by, "list", err);
	bool all = strcmp(state, "all") == 0, waiting = strcmp(state, "waiting") == 0;
	const char *from = !*state || all || waiting ? errand_state_code(ERRAND_REGISTERED) : state;
	const char *to = all ? errand_state_code(ERRAND_ARCHIVED) : *state ? from : errand_state_code(ERRAND_FOLLOWED);

	*count = 0;
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ERRAND_LIST, ARGS(value_int(whose), value_text(from), value_text(to), value_int((int64_t)room)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		row_of(r, i, &out[(*count)++]);
	rows_free(r);
	return st;
}

static json_t *instant(int64_t at)
{
	char iso[26];

	return at > 0 ? json_string(clock_iso(at, iso)) : json_null();
}

static json_t *level_of(int64_t level)
{
	return level ? json_integer(level) : json_null();
}

json_t *errand_row_json(const struct errand_row *r)
{
	const char *outcome = act_choice_name(errand_outcomes, r->outcome);

	return json_pack("{ss ss ss ss ss ss ss si ss so so so sb si ss ss so}", "number", r->number, "kind", errand_kinds[r->kind].code,
		"kind_name", errand_kinds[r->kind].name, "state", errand_state_code(r->state), "state_name", errand_state_name(r->state),
		"items", r->items, "name", r->name, "principals", r->principals, "helper", r->helper, "registered_at", instant(r->registered_at),
		"due_at", instant(r->due_at), "responded_at", instant(r->responded_at), "late", (int)errand_late(r), "papers_out", r->papers_out,
		"outcome", r->outcome, "outcome_name", outcome ? outcome : "", "level", level_of(r->level));
}

/* --- one of them ----------------------------------------------------------------------------------------------------------- */

typedef void mask_fn(struct buf *out, const char *text);

static void masked(json_t *into, const char *name, const char *value, bool reveal, mask_fn *mask)
{
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (*value && !reveal)
		mask(&out, value);
	else
		buf_text(&out, value);
	json_object_set_new(into, name, json_string(out.len ? out.data : ""));
	buf_wipe(&out);
}

static json_t *powers_json(int64_t powers)
{
	json_t *out = json_array();

	for (int p = 0; p < ERRAND_POWERS; p++)
		if (powers & 1 << p)
			json_array_append_new(out, json_string(errand_power_code((enum errand_power)p)));
	return out;
}

struct authority errand_authority(const struct rows *r, size_t i)
{
	return (struct authority){ (unsigned)rows_int(r, i, 2), (day_t)rows_int(r, i, 3), (day_t)rows_int(r, i, 4),
		rows_null(r, i, 5) ? DAY_NONE : (day_t)rows_int(r, i, 5) };
}

enum authority_standing errand_standing(const struct rows *r, int64_t principal, enum errand_power p, day_t day)
{
	struct authority *list = mem_array(rows_count(r) + 1, sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < rows_count(r); i++)
		if (rows_int(r, i, 1) == principal)
			list[n++] = errand_authority(r, i);
	enum authority_standing best = authority_best(list, n, p, day);
	free(list);
	return best;
}

static json_t *authorities_json(const struct rows *r, int64_t principal)
{
	json_t *out = json_array();
	char from[11], to[11], revoked[11];

	for (size_t i = 0; i < rows_count(r); i++) {
		if (rows_int(r, i, 1) != principal)
			continue;
		struct authority a = errand_authority(r, i);
		json_t *standing = json_object();
		for (int p = 0; p < ERRAND_POWERS; p++)
			json_object_set_new(standing, errand_power_code((enum errand_power)p),
				json_string(authority_standing_words(authority_stands(&a, (enum errand_power)p, clock_today()))));
		json_array_append_new(out, json_pack("{sI so ss ss ss ss ss sb ss so so}", "no", (json_int_t)rows_int(r, i, 0), "powers",
			powers_json(rows_int(r, i, 2)), "from", day_iso(a.from, from), "until", day_iso(a.to, to), "revoked", day_iso(a.revoked, revoked),
			"scope", rows_text(r, i, 6), "relation", rows_text(r, i, 7), "redelegate", (int)(rows_int(r, i, 8) != 0), "signature",
			rows_text(r, i, 9), "at", instant(rows_int(r, i, 10)), "blocks", standing));
	}
	return out;
}

static json_t *principal_json(struct hall *h, const char *uuid, const struct rows *r, size_t i, const struct rows *authorities, bool reveal)
{
	char where[80], name[160];
	bool company = rows_int(r, i, 2) != 0;
	const char *category = act_choice_name(errand_categories, rows_text(r, i, 3));

	errand_where_person(uuid, rows_int(r, i, 0), where);
	row_mask(rows_text(r, i, 1), company, name, sizeof name);
	json_t *person = errand_unseal(h, where, r, i, 5), *out = json_pack("{sI ss sb ss ss ss so}", "no", (json_int_t)rows_int(r, i, 0), "name",
		reveal ? rows_text(r, i, 1) : name, "company", (int)company, "category", rows_text(r, i, 3), "category_name",
		category ? category : "", "dossier", rows_text(r, i, 6), "authorities", authorities_json(authorities, rows_int(r, i, 0)));
	masked(out, "id_number", errand_text(person, "id_number"), reveal, mask_id_list);
	masked(out, "phone", errand_text(person, "phone"), reveal, mask_phone);
	masked(out, "address", errand_text(person, "address"), reveal, mask_address);
	json_decref(person);
	return out;
}

static json_t *papers_json(const struct rows *r)
{
	json_t *out = json_array();

	for (size_t i = 0; i < rows_count(r); i++)
		json_array_append_new(out, json_pack("{sI sI ss sI sI so so ss}", "no", (json_int_t)rows_int(r, i, 0), "principal",
			(json_int_t)rows_int(r, i, 1), "name", rows_text(r, i, 2), "originals", (json_int_t)rows_int(r, i, 3), "copies",
			(json_int_t)rows_int(r, i, 4), "taken_at", instant(rows_int(r, i, 5)), "back_at", instant(rows_int(r, i, 6)), "back_to",
			rows_text(r, i, 7)));
	return out;
}

/* What was said of a step, for people: the words that no list has; who is told masks persons himself. */
static const char *const said_of[] = { "action", "reason", "material", "what", "note", "scope", "outcome", "number", "receiver", NULL };

static json_t *log_json(struct hall *h, const struct rows *r, bool reveal)
{
	json_t *out = json_array();
	char where[80];

	for (size_t i = 0; i < rows_count(r); i++) {
		const struct act *act = errand_act_word(rows_text(r, i, 2));
		json_t *kept = json_object();
		errand_where_data(rows_text(r, i, 1), where);
		json_t *data = errand_unseal(h, where, r, i, 9);
		for (const char *const *name = said_of; *name; name++)
			if (*errand_text(data, *name))
				json_object_set_new(kept, *name, json_string(errand_text(data, *name)));
		for (const char *const *name = (const char *const[]){ "told", "next", "act", "level", "statutory", "until", NULL }; *name; name++)
			if (*errand_text(data, *name))
				json_object_set_new(kept, *name, json_string(errand_text(data, *name)));
		if (json_object_get(data, "principal"))
			json_object_set(kept, "principal", json_object_get(data, "principal"));
		json_array_append_new(out, json_pack("{sI ss ss ss ss so so ss so}", "seq", (json_int_t)rows_int(r, i, 0), "uuid",
			rows_text(r, i, 1), "act", rows_text(r, i, 2), "act_name", act ? act->name : "未并入", "state", rows_text(r, i, 4), "at",
			instant(rows_int(r, i, 5)), "entered_at", instant(rows_int(r, i, 6)), "by", rows_text(r, i, 8), "data",
			reveal && data ? json_incref(data) : json_incref(kept)));
		json_decref(kept);
		json_decref(data);
	}
	return out;
}

static json_t *items_json(const struct rows *r)
{
	json_t *out = json_array();

	for (size_t i = 0; i < rows_count(r); i++)
		json_array_append_new(out, json_string(rows_text(r, i, 0)));
	return out;
}

static json_t *head_json(const struct rows *r)
{
	int kind = errand_kind_from_code(rows_text(r, 0, 3)), state = errand_state_from_code(rows_text(r, 0, 5));
	const char *source = act_choice_name(errand_sources, rows_text(r, 0, 4)), *outcome = act_choice_name(errand_outcomes, rows_text(r, 0, 15));

	return json_pack("{ss ss ss ss ss ss ss ss so ss so so ss ss ss ss ss ss so so so ss sI sI ss}", "number", rows_text(r, 0, 2), "uuid",
		rows_text(r, 0, 1), "kind", rows_text(r, 0, 3), "kind_name", kind < 0 ? "" : errand_kinds[kind].name, "source", rows_text(r, 0, 4),
		"source_name", source ? source : "", "state", rows_text(r, 0, 5), "state_name",
		state < 0 ? "" : errand_state_name((enum errand_state)state), "registered_at", instant(rows_int(r, 0, 7)), "registered_by",
		rows_text(r, 0, 8), "due_at", instant(rows_int(r, 0, 9)), "responded_at", instant(rows_int(r, 0, 10)), "how", rows_text(r, 0, 11),
		"helper_login", rows_text(r, 0, 13), "helper", rows_text(r, 0, 14), "outcome", rows_text(r, 0, 15), "outcome_name",
		outcome ? outcome : "", "side", rows_text(r, 0, 16), "ended_at", instant(rows_int(r, 0, 17)), "followed_at",
		instant(rows_int(r, 0, 18)), "level", level_of(rows_int(r, 0, 19)), "level_name",
		rows_null(r, 0, 18) ? "" : rating_level_name((int)rows_int(r, 0, 19)), "cost_fen", (json_int_t)rows_int(r, 0, 20), "version",
		(json_int_t)rows_int(r, 0, 22), "helper_no", rows_text(r, 0, 21));
}

enum { IT, PRINCIPALS, AUTHORITIES, PAPERS, ITEMS, LOG, PARTS };

static enum status parts_read(struct hall *h, const char *number, struct rows *parts[PARTS], struct err *err)
{
	static const enum query reads[PARTS] = { Q_ERRAND_READ, Q_ERRAND_PRINCIPAL_LIST, Q_ERRAND_AUTHORITY_LIST, Q_ERRAND_PAPER_LIST,
		Q_ERRAND_ITEM_LIST, Q_ERRAND_LOG_LIST };
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < PARTS; i++)
		st = store_read(hall_store(h), reads[i], ARGS(value_text(number)), &parts[i], err);
	if (st == ST_OK && rows_count(parts[IT]) == 0)
		st = errand_none(number, err);
	return st;
}

/* A helper sees his own and what nobody has answered. */
static enum status may_see_it(struct hall *h, const struct actor *by, const struct rows *it, const char *number, struct err *err)
{
	bool others = staff_role_in(by->role, BY(HELPER)) && !rows_null(it, 0, 12) && rows_int(it, 0, 12) != by->staff_id;

	return others ? audit_denied(h, by, "errand.denied", number, "E-6702", "这一件由另一位帮办员办,您看不到", err) : ST_OK;
}

enum status errand_json(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out, struct err *err)
{
	enum status st = reveal ? audit_reason(h, reveal, err) : ST_OK;

	*out = NULL;
	return st == ST_OK ? errand_json_for(h, by, number, reveal, out, err) : st;
}

enum status errand_json_for(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out, struct err *err)
{
	struct rows *parts[PARTS] = { NULL };
	json_t *principals = json_array();
	enum status st = errand_may_see(h, by, number, err);

	*out = NULL;
	if (st == ST_OK)
		st = parts_read(h, number, parts, err);
	if (st == ST_OK)
		st = may_see_it(h, by, parts[IT], number, err);
	if (st == ST_OK && reveal)
		st = audit_note(h, by, &(struct audit_entry){ .act = "errand.reveal", .object = number, .reason = reveal }, err);
	if (st == ST_OK) {
		for (size_t i = 0; i < rows_count(parts[PRINCIPALS]); i++)
			json_array_append_new(principals, principal_json(h, rows_text(parts[IT], 0, 1), parts[PRINCIPALS], i, parts[AUTHORITIES],
				reveal != NULL));
		*out = head_json(parts[IT]);
		json_object_set_new(*out, "items", items_json(parts[ITEMS]));
		json_object_set(*out, "principals", principals);
		json_object_set_new(*out, "papers", papers_json(parts[PAPERS]));
		json_object_set_new(*out, "log", log_json(h, parts[LOG], reveal != NULL));
	}
	json_decref(principals);
	for (int i = 0; i < PARTS; i++)
		rows_free(parts[i]);
	return st;
}

enum status errand_options(struct hall *h, const struct actor *by, const char *number, const struct act **rows, size_t room, size_t *count,
	struct err *err)
{
	enum { PAPER_BACK = 6 };
	struct rows *r = NULL, *papers = NULL;
	size_t out = 0;
	enum status st = store_read(hall_store(h), Q_ERRAND_READ, ARGS(value_text(number)), &r, err);
	int kind = st == ST_OK && rows_count(r) ? errand_kind_from_code(rows_text(r, 0, 3)) : -1;
	int state = kind >= 0 ? errand_state_from_code(rows_text(r, 0, 5)) : -1;

	*count = 0;
	if (st == ST_OK && rows_count(r) == 0)
		st = errand_none(number, err);
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ERRAND_PAPER_LIST, ARGS(value_text(number)), &papers, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(papers); i++)
		out += rows_null(papers, i, PAPER_BACK);
	for (const struct errand_act *a = errand_acts; st == ST_OK && state >= 0 && a->act.word && *count < room; a++)
		if (errand_act_offered(a, (enum errand_state)state, (enum errand_kind)kind, out) && staff_role_in(by->role, a->act.by))
			rows[(*count)++] = &a->act;
	rows_free(papers);
	rows_free(r);
	return st;
}

/* --- the rates ------------------------------------------------------------------------------------------------------------- */

enum status errand_rates(struct hall *h, const struct actor *by, day_t from, day_t to, struct errand_rate out[ERRAND_RATES], struct err *err)
{
	struct rows *r = NULL;
	enum status st = errand_may_see(h, by, "rates", err);

	memset(out, 0, ERRAND_RATES * sizeof *out);
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ERRAND_FACTS, ARGS(value_int(clock_day_start(from)), value_int(clock_day_start(to + 1))), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		errand_rate_add(out, &(struct errand_fact){ .due = rows_int(r, i, 0), .responded = rows_int(r, i, 1), .outcome = rows_text(r, i, 2),
			.ours = strcmp(rows_text(r, i, 3), "ours") == 0, .ended = !rows_null(r, i, 4), .followed = !rows_null(r, i, 5),
			.level = (int)rows_int(r, i, 6) });
	rows_free(r);
	return st;
}

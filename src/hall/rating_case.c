/* SPDX-License-Identifier: Apache-2.0 */
/* A bad rating on its way (E-9): what is open, what comes next, each step with its trace. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/own.h"
#include "hall/rating_own.h"
#include "hall/row.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

#define STEP_WORDS_MOST 1000

/* Who does not serve: a refused try is written down. */
static enum status may_follow(struct hall *h, const struct actor *by, const char *what, struct err *err)
{
	if (staff_may(by->role, RIGHT_FOLLOW_RATINGS))
		return ST_OK;
	return audit_denied(h, by, "rating.denied", what, "E-6601", "差评跟进由督导办理,您的角色不能查看或办理", err);
}

/* --- the list ----------------------------------------------------------------------------------------------------------- */

static void next_due(struct rating_case *c)
{
	c->due = c->state == RATING_CLOSED ? DAY_NONE : !c->visit_done ? c->visit_due : !c->fix_done ? c->fix_due : DAY_NONE;
	c->overdue = c->due != DAY_NONE && c->due < clock_today();
	if (c->state != RATING_CLOSED && !c->fix_done && c->fix_due != DAY_NONE && c->fix_due < clock_today())
		c->overdue = true;
}

static int code_or(int code, int other)
{
	return code < 0 ? other : code;
}

/* The columns of rating_case_view. */
static void case_fill(const struct rows *r, size_t i, struct rating_case *c)
{
	memset(c, 0, sizeof *c);
	c->id = rows_int(r, i, 0);
	snprintf(c->number, sizeof c->number, "%s", rows_text(r, i, 1));
	row_mask(rows_text(r, i, 2), rows_int(r, i, 3) != 0, c->name, sizeof c->name);
	text_copy(c->bundle, sizeof c->bundle, rows_text(r, i, 4));
	snprintf(c->window, sizeof c->window, "%s", rows_text(r, i, 5));
	c->point = (enum rating_point)code_or(rating_point_from_code(rows_text(r, i, 6)), RATING_ACCEPTANCE);
	c->level = (int)rows_int(r, i, 7);
	c->state = (enum rating_state)code_or(rating_state_from_code(rows_text(r, i, 8)), RATING_REGISTERED);
	c->kind = (enum rating_kind)code_or(rating_kind_from_code(rows_text(r, i, 9)), RATING_UNCLASSIFIED);
	snprintf(c->appeal, sizeof c->appeal, "%s", rows_text(r, i, 10));
	c->rated_at = rows_int(r, i, 11);
	c->visit_due = rows_null(r, i, 12) ? DAY_NONE : (day_t)rows_int(r, i, 12);
	c->visit_done = !rows_null(r, i, 13);
	c->fix_due = rows_null(r, i, 14) ? DAY_NONE : (day_t)rows_int(r, i, 14);
	c->fix_done = !rows_null(r, i, 15);
	c->again_level = (int)rows_int(r, i, 16);
	text_copy(c->clerk, sizeof c->clerk, rows_text(r, i, 17));
	c->again_until = rows_int(r, i, 18);
	next_due(c);
}

enum status rating_cases(struct hall *h, const struct actor *by, bool closed, struct rating_case *out, size_t room, size_t *count,
	struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may_follow(h, by, "list", err);

	*count = 0;
	if (st == ST_OK)
		st = closed ? store_read(hall_store(h), Q_RATING_CASE_LIST, ARGS(value_int(0), value_int(INT64_MAX), value_int((int64_t)room)),
			&rows, err) : store_read(hall_store(h), Q_RATING_CASE_OPEN_LIST, ARGS(value_int((int64_t)room)), &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		case_fill(rows, i, &out[(*count)++]);
	rows_free(rows);
	return st;
}

/* --- one act ------------------------------------------------------------------------------------------------------------ */

/* The columns of rating_case_find. */
enum { COL_ID, COL_NUMBER, COL_POINT, COL_LEVEL, COL_STATE, COL_KIND, COL_APPEAL, COL_STEPS, COL_TOKEN, COL_DOSSIER, COL_AGAIN,
	COL_AGAIN_UNTIL, COL_STAFF };

struct following {
	struct hall *h;
	const struct actor *by;
	int64_t id, now;
	enum rating_act act;
	enum rating_kind kind;
	const char *words;
	int found, steps;
	char object[64];
};

static enum status no_case(int64_t id, struct err *err)
{
	return err_set(err, ST_NOINPUT, "E-6602", "没有第 %" PRId64 " 号差评。请用 yichuang rating list 查看编号", id);
}

static enum status not_now(enum rating_state now, enum rating_kind kind, const char *appeal, enum rating_act act, struct err *err)
{
	char next[128] = "";
	enum rating_state to;

	for (int a = 0; a < RATING_ACTS; a++)
		if (rating_may(now, kind, appeal, (enum rating_act)a, &to))
			snprintf(next + strlen(next), sizeof next - strlen(next), "%s%s", *next ? "、" : "", rating_act_name((enum rating_act)a));
	return err_set(err, ST_REFUSED, "E-6603", "这件差评%s,不能%s,没有改动。可以:%s", rating_state_name(now), rating_act_name(act),
		*next ? next : "无");
}

/* An appeal is judged by somebody else: not the clerk who was rated, nobody who has followed this rating up (the clerk's
 * own side). Scripts have no person to be. */
static enum status may_review(const struct following *a, const struct rows *steps, int64_t rated, struct err *err)
{
	bool own = rated == a->by->staff_id || staff_role_in(a->by->role, BY(SYSTEM));

	for (size_t i = 0; i < rows_count(steps); i++)
		own |= rows_int(steps, i, 6) == a->by->staff_id;
	return own ? err_set(err, ST_DENIED, "E-6606", "复核人不能是被评价人,也不能是办过这件差评的人,没有改动。请由另一位督导登录办理") : ST_OK;
}

static enum status kind_fits(const struct following *a, struct err *err)
{
	bool wanted = a->act == RATING_CLASSIFY || a->act == RATING_REVIEW;

	if (wanted == (a->kind != RATING_UNCLASSIFIED))
		return ST_OK;
	return err_set(err, ST_USAGE, "E-6605", wanted ? "%s要写明是属实、误会还是恶意(true misunderstanding malicious)" : "%s不带定性",
		rating_act_name(a->act));
}

static void stop_clocks(struct batch *b, const struct following *a, const struct rows *r, enum rating_state to)
{
	int point = rating_point_from_code(rows_text(r, 0, COL_POINT));
	bool fixed = a->act == RATING_FIX || to == RATING_ANSWERED;

	if (a->act == RATING_VERIFY || fixed)
		clock_stop_in(b, rows_int(r, 0, COL_DOSSIER), fixed ? CLOCK_K8F : CLOCK_K8, point > 0 ? RATING_PICKUP : RATING_ACCEPTANCE,
			DAY_NONE);
	if (a->act == RATING_ANSWER)
		batch_add(b, Q_RATING_AGAIN_UNTIL, ARGS(value_int(a->id), value_int(a->now + hall_int(a->h, "rating.days") * DAY_MS)));
}

static void step_add(struct batch *b, const struct following *a, const struct rows *r, enum rating_state to)
{
	int n = (int)rows_int(r, 0, COL_STEPS) + 1;
	bool decides = a->act == RATING_CLASSIFY || a->act == RATING_REVIEW;
	const char *kind = decides ? rating_kind_code(a->kind) : rows_text(r, 0, COL_KIND), *appeal = rows_text(r, 0, COL_APPEAL);
	char where[96];
	struct buf sealed;

	if (a->act == RATING_APPEAL)
		appeal = "open";
	else if (a->act == RATING_REVIEW)
		appeal = strcmp(kind, rows_text(r, 0, COL_KIND)) == 0 ? "upheld" : "changed";
	batch_add(b, Q_RATING_CASE_MOVE, ARGS(value_int(a->id), value_int(n - 1), value_text(rating_state_code(to)), value_text(kind),
		value_text(appeal)));
	snprintf(where, sizeof where, "rating/%.40s/step/%d", rows_text(r, 0, COL_TOKEN), n);
	buf_init(&sealed, BUF_SMALL);
	hall_seal(a->h, where, a->words, strlen(a->words), &sealed);
	batch_add(b, Q_RATING_STEP_INSERT, ARGS(value_int(a->id), value_int(n), value_text(rating_act_code(a->act)),
		value_text(decides ? kind : ""), value_int(a->now), value_int(a->by->staff_id), value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct following *a = ctx;
	const struct rows *r = batch_rows(b, a->found);
	enum rating_state to;
	enum status st;
	char act[32];

	if (rows_count(r) == 0)
		return no_case(a->id, err);
	enum rating_state now = (enum rating_state)code_or(rating_state_from_code(rows_text(r, 0, COL_STATE)), RATING_CLOSED);
	enum rating_kind kind = (enum rating_kind)code_or(rating_kind_from_code(rows_text(r, 0, COL_KIND)), RATING_UNCLASSIFIED);
	if (!rating_may(now, kind, rows_text(r, 0, COL_APPEAL), a->act, &to))
		return not_now(now, kind, rows_text(r, 0, COL_APPEAL), a->act, err);
	if (a->act == RATING_REVIEW && (st = may_review(a, batch_rows(b, a->steps), rows_int(r, 0, COL_STAFF), err)) != ST_OK)
		return st;
	if (a->act == RATING_CLOSE && rows_null(r, 0, COL_AGAIN) && a->now <= rows_int(r, 0, COL_AGAIN_UNTIL)) {
		char stamp[20];
		return err_set(err, ST_REFUSED, "E-6607", "申请人在 %.16s 前还可以追评一次,到时再办结;没有改动",
			clock_stamp(rows_int(r, 0, COL_AGAIN_UNTIL), stamp));
	}
	snprintf(a->object, sizeof a->object, "%s/%s", rows_text(r, 0, COL_NUMBER), rows_text(r, 0, COL_POINT));
	snprintf(act, sizeof act, "rating.%s", rating_act_code(a->act));
	step_add(b, a, r, to);
	stop_clocks(b, a, r, to);
	audit_in(a->h, b, a->by, &(struct audit_entry){ .act = act, .object = a->object, .before = rating_state_code(now),
		.after = rating_state_code(to), .reason = rating_kind_code(a->kind) });
	return ST_OK;
}

enum status rating_follow(struct hall *h, const struct actor *by, int64_t id, enum rating_act act, enum rating_kind kind,
	const char *words, struct err *err)
{
	struct following a = { .h = h, .by = by, .id = id, .now = clock_wall_ms(), .act = act, .kind = kind, .words = words };
	size_t at;
	enum status st = may_follow(h, by, rating_act_code(act), err);

	if (st != ST_OK || (st = kind_fits(&a, err)) != ST_OK)
		return st;
	if (!*words || text_count(words) > STEP_WORDS_MOST || text_check(words, strlen(words), &at) != TEXT_FINE)
		return err_set(err, ST_REFUSED, "E-6604", "请写明%s的情况(1到%d字,不含控制字符);没有改动", rating_act_name(act), STEP_WORDS_MOST);
	if ((st = hall_writable(h, err)) != ST_OK)
		return st;
	struct batch *b = batch_new("rating.follow");
	a.found = batch_add(b, Q_RATING_CASE_FIND, ARGS(value_int(id)));
	a.steps = batch_add(b, Q_RATING_STEP_LIST, ARGS(value_int(id)));
	batch_then(b, decide, &a);
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_CONFLICT, "E-6603", "这件差评刚被别人办过一步,没有改动。请看过再办") : st;
}

/* --- one with its steps --------------------------------------------------------------------------------------------- */

static json_t *unsealed(struct hall *h, const char *where, const struct rows *r, size_t row, int column, bool as_json)
{
	size_t n;
	const void *sealed = rows_blob(r, row, column, &n);
	json_t *out;
	struct buf plain;

	if (n == 0)
		return json_null();
	buf_init(&plain, BUF_SMALL);
	if (hall_unseal(h, where, sealed, n, &plain) != ST_OK)
		out = json_string("(打不开,内容可能被改动)");
	else
		out = as_json ? json_loadb(plain.data, plain.len, 0, NULL) : json_stringn(plain.data, plain.len);
	buf_wipe(&plain);
	return out ? out : json_null();
}

static json_t *instant_json(int64_t at)
{
	char iso[26];

	return at > 0 ? json_string(clock_iso(at, iso)) : json_null();
}

static json_t *level_json(const struct rows *r, int column)
{
	return rows_null(r, 0, column) ? json_null() : json_integer(rows_int(r, 0, column));
}

static enum status words_json(struct hall *h, int64_t id, const struct rows *steps, bool reveal, json_t *root, struct err *err)
{
	static const struct { const char *name; int column; } levels[] = { { "efficiency", 4 }, { "skill", 5 }, { "attitude", 6 } };
	json_t *list = json_array();
	struct rows *r = NULL;
	char where[96];
	enum status st = store_read(hall_store(h), Q_RATING_WORDS, ARGS(value_int(id)), &r, err);

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(levels); i++)
		json_object_set_new(root, levels[i].name, level_json(r, levels[i].column));
	if (st == ST_OK) {
		json_object_set_new(root, "channel", json_string(rows_text(r, 0, 8)));
		snprintf(where, sizeof where, "rating/%.40s/words", rows_text(r, 0, 0));
		json_object_set_new(root, "words", reveal ? unsealed(h, where, r, 0, 1, true) : json_null());
		snprintf(where, sizeof where, "rating/%.40s/again", rows_text(r, 0, 0));
		json_object_set_new(root, "again_words", reveal ? unsealed(h, where, r, 0, 2, true) : json_null());
	}
	for (size_t i = 0; st == ST_OK && i < rows_count(steps); i++) {
		snprintf(where, sizeof where, "rating/%.40s/step/%d", rows_text(r, 0, 0), (int)rows_int(steps, i, 0));
		json_array_append_new(list, json_pack("{ss ss ss so ss so}", "act", rows_text(steps, i, 1), "act_name",
			rating_act_name((enum rating_act)code_or(rating_act_from_code(rows_text(steps, i, 1)), 0)), "kind", rows_text(steps, i, 2),
			"at", instant_json(rows_int(steps, i, 3)), "by", rows_text(steps, i, 4),
			"words", reveal ? unsealed(h, where, steps, i, 5, false) : json_null()));
	}
	rows_free(r);
	json_object_set_new(root, "steps", list);
	return st;
}

json_t *rating_case_row_json(const struct rating_case *c)
{
	char visit[11], fix[11], due[11];

	return json_pack("{sI ss ss ss ss ss ss si ss si ss ss ss so so ss sb ss sb ss sb}", "id", (json_int_t)c->id,
		"number", c->number, "name", c->name, "bundle", c->bundle, "window", c->window, "clerk", c->clerk,
		"point", rating_point_code(c->point), "level", c->level, "level_name", rating_level_name(c->level),
		"again_level", c->again_level, "state", rating_state_code(c->state), "kind", rating_kind_code(c->kind), "appeal", c->appeal,
		"rated_at", instant_json(c->rated_at), "again_until", instant_json(c->again_until),
		"visit_due", day_iso(c->visit_due, visit), "visit_done", (int)c->visit_done, "fix_due", day_iso(c->fix_due, fix),
		"fix_done", (int)c->fix_done, "due", day_iso(c->due, due), "overdue", (int)c->overdue);
}

static enum status case_read(struct hall *h, int64_t id, struct rating_case *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_RATING_CASE_LIST, ARGS(value_int(id), value_int(id), value_int(1)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = no_case(id, err);
	if (st == ST_OK)
		case_fill(rows, 0, out);
	rows_free(rows);
	return st;
}

enum status rating_case_json(struct hall *h, const struct actor *by, int64_t id, const char *reveal, json_t **out, struct err *err)
{
	struct rating_case c;
	struct rows *steps = NULL;
	enum status st = may_follow(h, by, "show", err);

	*out = NULL;
	if (st == ST_OK && reveal)
		st = audit_reason(h, reveal, err);
	if (st == ST_OK && (st = case_read(h, id, &c, err)) == ST_OK && reveal)
		st = audit_note(h, by, &(struct audit_entry){ .act = "rating.reveal", .object = c.number, .reason = reveal }, err);
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_RATING_STEP_LIST, ARGS(value_int(id)), &steps, err);
	if (st == ST_OK) {
		*out = rating_case_row_json(&c);
		st = words_json(h, id, steps, reveal != NULL, *out, err);
	}
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	rows_free(steps);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/stuck.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/clock.h"
#include "hall/dossier.h"
#include "hall/errand.h"
#include "hall/own.h"
#include "hall/row.h"
#include "law/identity.h"
#include "law/masking.h"
#include "law/staff_right.h"

struct working {
	struct hall *h;
	const struct actor *by;
	const struct stuck_call *call;
	struct act_call told;
	struct doing args;
	const struct act *act;
	char uuid[37], number[STUCK_NUMBER_SIZE], of[37];        /* of: uuid of the whole */
	int64_t now, id, steps, handled_by;
	enum stuck_state state;
	day_t registered, due, dues[3];                          /* dues: by each class, from the day it was registered */
	int seen, found, counted;
	bool refused;
	struct stuck_done *out;
};

static const char *told(const struct working *w, const char *name)
{
	return act_arg_text(&w->args, name);
}

static void where_step(const char *of, int64_t n, char out[80])
{
	snprintf(out, 80, "stuck/%.36s/step/%d", of, (int)n);
}

static enum status no_such(const char *number, struct err *err)
{
	return err_at(err, ST_NOINPUT, "E-6752", number, "没有编号为 %.40s 的办不成事。请用 yichuang stuck list 核对。", number);
}

/* --- what is written ------------------------------------------------------------------------------------------------------------ */

static void step_in(struct working *w, struct batch *b)
{
	char where[80], *json = json_dumps(w->args.data, JSON_COMPACT | JSON_SORT_KEYS);
	struct buf sealed;

	where_step(w->of, w->steps + 1, where);
	buf_init(&sealed, BUF_LARGE);
	hall_seal(w->h, where, json, strlen(json), &sealed);
	batch_add(b, Q_STUCK_STEP_INSERT, ARGS(value_int(w->id), value_int(w->steps + 1), value_text(w->uuid), value_text(w->act->word),
		value_int(w->now), value_int(w->by->staff_id), value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
	mem_wipe_free(json, strlen(json));
	audit_in(w->h, b, w->by, &(struct audit_entry){ .act = "stuck.act", .object = w->number,
		.before = w->act->from ? stuck_state_code(w->state) : "", .after = stuck_state_code((enum stuck_state)w->act->to),
		.reason = w->act->word });
	snprintf(w->out->number, sizeof w->out->number, "%s", w->number);
	snprintf(w->out->state, sizeof w->out->state, "%s", stuck_state_code((enum stuck_state)w->act->to));
	w->out->due = w->due;
}

static enum status write_rest(struct batch *b, void *ctx, struct err *err)
{
	struct working *w = ctx;

	(void)err;
	w->id = rows_int(batch_rows(b, w->counted), 0, 0);
	step_in(w, b);
	return ST_OK;
}

static enum status write_new(struct batch *b, void *ctx, struct err *err)
{
	struct working *w = ctx;
	struct ymd today = day_to_ymd(w->registered);

	(void)err;
	snprintf(w->number, sizeof w->number, "BC%.3s%04d%02d%02d%04d", hall_text(w->h, "hall.code"), today.year, today.month, today.day,
		(int)(rows_int(batch_rows(b, w->counted), 0, 0) % 10000));
	snprintf(w->of, sizeof w->of, "%s", w->uuid);
	w->due = w->dues[0];
	w->counted = batch_add(b, Q_STUCK_INSERT, ARGS(value_text(w->uuid), value_text(w->number), value_text(told(w, "category")),
		value_text(told(w, "name")), value_text(told(w, "matter")), value_text(told(w, "window")), value_int(w->now), value_day(w->due),
		value_text(told(w, "about"))));
	batch_then(b, write_rest, w);
	return ST_OK;
}

static enum status refuse(struct working *w, enum status st, struct err *err, const char *code, const char *why)
{
	w->refused = true;
	return err_set(err, st, code, "%s:%s。没有改动。", w->act->rule, why);
}

static bool again(struct working *w, const struct rows *seen)
{
	w->out->again = rows_count(seen) > 0;
	if (w->out->again) {
		snprintf(w->out->number, sizeof w->out->number, "%s", rows_text(seen, 0, 0));
		snprintf(w->out->state, sizeof w->out->state, "%s", rows_text(seen, 0, 1));
		w->out->due = (day_t)rows_int(seen, 0, 2);
	}
	return w->out->again;
}

static enum status decide_new(struct batch *b, void *ctx, struct err *err)
{
	struct working *w = ctx;
	char day[12];

	(void)err;
	if (again(w, batch_rows(b, w->seen)))
		return ST_OK;
	day_iso(w->registered, day);
	w->counted = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("stuck"), value_text(day)));
	batch_then(b, write_new, w);
	return ST_OK;
}

/* The columns of stuck_find. */
static enum status read_it(struct working *w, const struct rows *r, struct err *err)
{
	if (rows_count(r) == 0)
		return no_such(w->call->number, err);
	int state = stuck_state_from_code(rows_text(r, 0, 3));
	w->id = rows_int(r, 0, 0);
	snprintf(w->of, sizeof w->of, "%s", rows_text(r, 0, 1));
	snprintf(w->number, sizeof w->number, "%s", rows_text(r, 0, 2));
	w->state = (enum stuck_state)(state < 0 ? 0 : state);
	w->due = (day_t)rows_int(r, 0, 5);
	w->steps = rows_int(r, 0, 6);
	w->handled_by = rows_int(r, 0, 7);
	return ST_OK;
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct working *w = ctx;
	enum status st = read_it(w, batch_rows(b, w->found), err);
	char why[200];

	if (st != ST_OK || again(w, batch_rows(b, w->seen)))
		return st;
	if (!act_possible(w->act, (int)w->state)) {
		const struct act *next = stuck_act_next(w->state, 0);
		snprintf(why, sizeof why, "%s 现在是「%s」,不能「%s」,下一步是「%s」", w->number, stuck_state_name(w->state), w->act->name,
			next ? next->name : "无");
		return refuse(w, ST_REFUSED, err, "E-6753", why);
	}
	if (strcmp(w->act->word, "check") == 0 && w->handled_by == w->by->staff_id && !staff_role_in(w->by->role, BY(SYSTEM)))
		return refuse(w, ST_DENIED, err, "E-6755", "核查要由另一个人来做,不能是办结的人");
	if (strcmp(w->act->word, "classify") == 0)
		for (int i = 0; stuck_classes[i].code; i++)
			if (strcmp(stuck_classes[i].code, told(w, "class")) == 0)
				w->due = w->dues[i];
	batch_add(b, Q_STUCK_MOVE, ARGS(value_int(w->id), value_int(w->steps), value_text(stuck_state_code((enum stuck_state)w->act->to)),
		value_text(told(w, "class")), value_text(told(w, "to")), value_text(told(w, "satisfied")), value_day(w->due),
		value_int(strcmp(w->act->word, "handle") == 0 ? w->by->staff_id : 0)));
	step_in(w, b);
	return ST_OK;
}

/* --- around it ------------------------------------------------------------------------------------------------------------------- */

/* K10 by each class, counted from the day of registration. */
static enum status dues_of(struct working *w, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && stuck_classes[i].code; i++) {
		struct deadline d;
		st = clock_deadline(w->h, stuck_clock(stuck_classes[i].code), false, w->registered, &d, err);
		if (st == ST_OK) {
			w->dues[i] = d.due;
			deadline_release(&d);
		}
	}
	return st;
}

static enum status registered_on(struct working *w, struct err *err)
{
	struct rows *r = NULL;
	enum status st = ST_OK;

	w->registered = clock_today();
	if (w->act->from == 0)
		return ST_OK;
	st = store_read(hall_store(w->h), Q_STUCK_FIND, ARGS(value_text(w->call->number)), &r, err);
	if (st == ST_OK && rows_count(r))
		w->registered = clock_day_of(rows_int(r, 0, 4));
	rows_free(r);
	return st;
}

static void trace(struct working *w, const struct err *why)
{
	struct err err;

	if (audit_note(w->h, w->by, &(struct audit_entry){ .act = "stuck.refused", .object = w->call->number ? w->call->number : "",
		.after = w->act->word, .reason = why->code }, &err) != ST_OK)
		log_line(LOG_ERROR, "a refusal left no trace: %s", err.text);
}

/* What belongs elsewhere is said to, whatever else was told or not: nobody answers ten questions to hear that. */
static enum status check_category(struct working *w, struct err *err)
{
	const char *why = NULL;

	for (size_t i = 0; w->act->from == 0 && i < w->call->count; i++)
		if (strcmp(w->call->values[i].name, "category") == 0)
			why = stuck_why_not(w->call->values[i].value);
	return why ? refuse(w, ST_REFUSED, err, "E-6751", why) : ST_OK;
}

/* The dossier or the errand that it came of, by its whole number from here on. */
static enum status check_about(struct working *w, struct err *err)
{
	const char *about = told(w, "about");
	char number[24], errand[ERRAND_NUMBER_SIZE];
	struct err why;
	bool of_errand = strncasecmp(about, "BB", 2) == 0;
	enum status st;

	if (!*about)
		return ST_OK;
	st = of_errand ? errand_number(w->h, about, errand, &why) : dossier_number(w->h, about, number, &why);
	if (st == ST_OK)
		json_object_set_new(w->args.data, "about", json_string(of_errand ? errand : number));
	return st == ST_OK ? ST_OK : st == ST_NOINPUT || st == ST_REFUSED || st == ST_DATA
		? err_at(err, ST_DATA, "E-6403", "about", "%s%s没有改动。", why.text, text_stop(why.text)) : err_set(err, st, why.code, "%s", why.text);
}

static enum status check_told(struct working *w, struct err *err)
{
	struct err why;
	char phone[20];
	enum status st = check_category(w, err);

	if (st == ST_OK)
		st = act_args_read(&w->args, err);
	if (st == ST_OK && *told(w, "phone")) {
		if (phone_read(told(w, "phone"), 1, phone, &why) != ST_OK)
			return err_at(err, ST_DATA, "E-6403", "phone", "%s%s没有改动。", why.text, text_stop(why.text));
		json_object_set_new(w->args.data, "phone", json_string(phone));
	}
	return st == ST_OK ? check_about(w, err) : st;
}

/* R4: a new connection knows whether it happened. */
static enum status resolve(struct working *w, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = FAULT("stuck.resolve") ? ST_IO : hall_reopen(w->h, err);

	if (st == ST_OK)
		st = store_read(hall_store(w->h), Q_STUCK_SEEN, ARGS(value_text(w->uuid)), &rows, err);
	if (st != ST_OK)
		st = err_set(err, ST_UNKNOWN, "E-6756", "「%s」的结果不明(可能已办,也可能未办)。请过一会再办一次:同一件不会办两次。", w->act->name);
	else if (rows_count(rows) == 0)
		st = err_set(err, ST_IO, "E-6757", "写入时出错,经核对「%s」没有办成,没有改动。请再办一次。", w->act->name);
	rows_free(rows);
	return st;
}

static enum status run(struct working *w, struct err *err)
{
	enum status st = hall_writable(w->h, err);

	if (st == ST_OK)
		st = hall_clock_check(w->h, err);
	if (st == ST_OK)
		st = registered_on(w, err);
	if (st == ST_OK)
		st = dues_of(w, err);
	if (st != ST_OK)
		return st;
	struct batch *b = batch_new("stuck");
	w->seen = batch_add(b, Q_STUCK_SEEN, ARGS(value_text(w->uuid)));
	if (w->act->from)
		w->found = batch_add(b, Q_STUCK_FIND, ARGS(value_text(w->call->number)));
	batch_then(b, w->act->from ? decide : decide_new, w);
	st = store_submit(hall_store(w->h), b, err);
	if (st == ST_CONFLICT)
		st = err_set(err, ST_CONFLICT, "E-6753", "这一件刚被别人办过一步,没有改动。请看过再办。");
	batch_free(b);
	if (st == ST_OK && FAULT("stuck.after-commit"))
		st = ST_UNKNOWN;
	return st == ST_UNKNOWN ? resolve(w, err) : st;
}

enum status stuck_act(struct hall *h, const struct actor *by, const struct stuck_call *call, struct stuck_done *out, struct err *err)
{
	struct working w = { .h = h, .by = by, .call = call, .act = stuck_act_find(call->word), .now = clock_wall_ms(), .out = out };
	char who[120];
	enum status st;

	*out = (struct stuck_done){ .act = w.act, .due = DAY_NONE };
	if (!w.act)
		return err_at(err, ST_NOINPUT, "E-6750", "act", "没有“%.40s”这种操作。没有改动。见 yichuang stuck --help。", call->word);
	if (call->uuid)
		snprintf(w.uuid, sizeof w.uuid, "%s", call->uuid);
	else
		crypto_uuid(w.uuid);
	w.told = (struct act_call){ .number = call->number, .word = call->word, .values = call->values, .count = call->count };
	w.args = (struct doing){ .h = h, .by = by, .act = w.act, .call = &w.told };
	if (!staff_role_in(by->role, w.act->by)) {
		act_roles(w.act->by & ~BY(SYSTEM), who, sizeof who);
		w.refused = true;
		st = err_set(err, ST_DENIED, "E-6754", "「%s」由%s来做(W-14),您的岗位不能做。没有改动。", w.act->name, who);
	} else if ((st = check_told(&w, err)) == ST_OK) {
		st = run(&w, err);
	}
	if (w.refused)
		trace(&w, err);
	json_decref(w.args.data);
	return st;
}

/* --- reading ----------------------------------------------------------------------------------------------------------------------- */

static enum status may_see(struct hall *h, const struct actor *by, const char *what, struct err *err)
{
	if (staff_may(by->role, RIGHT_STUCK))
		return ST_OK;
	return audit_denied(h, by, "stuck.denied", what, "E-6754", "办不成事登记簿由督导查看,您的岗位不能看", err);
}

/* The columns of stuck_open and stuck_all. */
static void row_of(const struct rows *r, size_t i, bool masked, struct stuck_row *out)
{
	int state = stuck_state_from_code(rows_text(r, i, 2));

	*out = (struct stuck_row){ .id = rows_int(r, i, 0), .state = (enum stuck_state)(state < 0 ? 0 : state), .registered_at = rows_int(r, i, 9),
		.due = (day_t)rows_int(r, i, 10) };
	text_copy(out->number, sizeof out->number, rows_text(r, i, 1));
	if (masked)
		row_mask(rows_text(r, i, 3), false, out->name, sizeof out->name);
	else
		text_copy(out->name, sizeof out->name, rows_text(r, i, 3));
	text_copy(out->matter, sizeof out->matter, rows_text(r, i, 4));
	text_copy(out->window, sizeof out->window, rows_text(r, i, 5));
	text_copy(out->transferred, sizeof out->transferred, rows_text(r, i, 6));
	text_copy(out->category, sizeof out->category, rows_text(r, i, 7));
	text_copy(out->class, sizeof out->class, rows_text(r, i, 8));
	text_copy(out->satisfied, sizeof out->satisfied, rows_text(r, i, 11));
	text_copy(out->about, sizeof out->about, rows_text(r, i, 13));
	out->overdue = out->state < STUCK_ANSWERED && out->due < clock_today();
}

enum status stuck_list(struct hall *h, const struct actor *by, bool closed, struct stuck_row *out, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	bool own = !closed && !staff_may(by->role, RIGHT_STUCK) && staff_may(by->role, RIGHT_STUCK_OWN);
	enum status st = own ? ST_OK : may_see(h, by, "list", err);

	*count = 0;
	if (own)
		st = store_read(hall_store(h), Q_STUCK_MINE, ARGS(value_int(by->staff_id), value_int((int64_t)room)), &r, err);
	else if (st == ST_OK)
		st = store_read(hall_store(h), closed ? Q_STUCK_ALL : Q_STUCK_OPEN, ARGS(value_int((int64_t)room)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		row_of(r, i, true, &out[(*count)++]);
	rows_free(r);
	return st;
}

json_t *stuck_row_json(const struct stuck_row *r)
{
	const char *category = act_choice_name(stuck_categories, r->category), *class = act_choice_name(stuck_classes, r->class);
	char due[11], at[26];

	return json_pack("{ss ss ss ss ss ss ss ss ss ss ss ss sb ss}", "number", r->number, "state", stuck_state_code(r->state), "state_name",
		stuck_state_name(r->state), "name", r->name, "matter", r->matter, "window", r->window, "category_name", category ? category : "",
		"class_name", class ? class : "", "transferred", r->transferred, "satisfied", r->satisfied, "registered_at",
		clock_iso(r->registered_at, at), "due", day_iso(r->due, due), "overdue", (int)r->overdue, "about", r->about);
}

static json_t *steps_json(struct hall *h, const char *of, const struct rows *r, bool reveal)
{
	json_t *out = json_array();
	char where[80], at[26];

	for (size_t i = 0; i < rows_count(r); i++) {
		const struct act *act = stuck_act_find(rows_text(r, i, 1));
		const void *sealed;
		struct buf plain;
		size_t n;
		json_t *data = NULL;
		buf_init(&plain, BUF_LARGE);
		where_step(of, rows_int(r, i, 0), where);
		sealed = rows_blob(r, i, 4, &n);
		if (reveal && hall_unseal(h, where, sealed, n, &plain) == ST_OK)
			data = json_loadb(plain.data, plain.len, 0, NULL);
		buf_wipe(&plain);
		json_array_append_new(out, json_pack("{ss ss ss ss so}", "act", rows_text(r, i, 1), "act_name", act ? act->name : "", "at",
			clock_iso(rows_int(r, i, 2), at), "by", rows_text(r, i, 3), "data", data ? data : json_null()));
	}
	return out;
}

enum status stuck_json(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out, struct err *err)
{
	struct rows *r = NULL, *steps = NULL;
	struct stuck_row row;
	enum status st = may_see(h, by, number, err);

	*out = NULL;
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_STUCK_ONE, ARGS(value_text(number)), &r, err);
	if (st == ST_OK && rows_count(r) == 0)
		st = no_such(number, err);
	if (st == ST_OK && reveal)
		st = audit_reason(h, reveal, err);
	if (st == ST_OK && reveal)
		st = audit_note(h, by, &(struct audit_entry){ .act = "stuck.reveal", .object = number, .reason = reveal }, err);
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_STUCK_STEPS, ARGS(value_int(rows_int(r, 0, 0))), &steps, err);
	if (st == ST_OK) {
		row_of(r, 0, !reveal, &row);
		*out = stuck_row_json(&row);
		json_object_set_new(*out, "steps", steps_json(h, rows_text(r, 0, 12), steps, reveal != NULL));
	}
	rows_free(r);
	rows_free(steps);
	return st;
}

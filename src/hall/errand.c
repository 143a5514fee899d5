/* SPDX-License-Identifier: Apache-2.0 */
/* The one door through which an errand comes to be and changes. */
#include "hall/errand.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/errand_own.h"
#include "hall/own.h"
#include "law/identity.h"

#define SERIALS_OF_A_BLOCK 999
#define TAIL_DIGITS 4

const char *errand_told(const struct errand_doing *d, const char *name)
{
	return act_arg_text(&d->args, name);
}

const char *errand_tail(const char *number)
{
	size_t n = strlen(number);

	return number + (n > TAIL_DIGITS ? n - TAIL_DIGITS : 0);
}

void errand_where_person(const char *errand_uuid, int64_t no, char out[80])
{
	snprintf(out, 80, "errand/%.36s/person/%d", errand_uuid, (int)no);
}

void errand_where_data(const char *act_uuid, char out[80])
{
	snprintf(out, 80, "errand/%.36s/data", act_uuid);
}

enum status errand_refuse(struct errand_doing *d, struct err *err, const char *code, const char *where, const char *format, ...)
{
	char why[500];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	text_mend(why);
	d->refused = true;
	return err_at(err, ST_REFUSED, code, where, "%s:%s%s没有改动。", d->act->rule, why, text_stop(why));
}

/* --- a person ------------------------------------------------------------------------------------------------------------ */

static bool is_company(const struct errand_doing *d)
{
	const char *category = errand_told(d, "category");

	return strcmp(category, "enterprise") == 0 || strcmp(category, "project") == 0;
}

enum status errand_person_read(struct errand_doing *d, struct err *err)
{
	const char *number = errand_told(d, "id_number"), *phone = errand_told(d, "phone");
	struct identity id;
	char plain[20];
	struct err why;

	if (*number) {
		if (identity_read(number, d->day, &id, &why) != ST_OK)
			return err_at(err, ST_DATA, "E-6703", "id_number", "%s%s没有改动。", why.text, text_stop(why.text));
		json_object_set_new(d->args.data, "id_number", json_string(id.number));
	}
	if (*phone) {
		if (phone_read(phone, 1, plain, &why) != ST_OK)
			return err_at(err, ST_DATA, "E-6703", "phone", "%s%s没有改动。", why.text, text_stop(why.text));
		json_object_set_new(d->args.data, "phone", json_string(plain));
	}
	return ST_OK;
}

void errand_person_in(struct errand_doing *d, struct batch *b, int no)
{
	json_t *person = json_pack("{ss ss ss}", "id_number", errand_told(d, "id_number"), "phone", errand_told(d, "phone"), "address",
		errand_told(d, "address"));
	char *json = json_dumps(person, JSON_COMPACT), where[80], index[17] = "";
	struct buf sealed;

	errand_where_person(d->errand_uuid, no, where);
	buf_init(&sealed, BUF_SMALL);
	hall_seal(d->h, where, json, strlen(json), &sealed);
	if (*errand_told(d, "id_number"))
		hall_index(d->h, errand_told(d, "id_number"), index);
	batch_add(b, Q_ERRAND_PRINCIPAL_INSERT, ARGS(value_int(d->id), value_int(no), value_text(errand_told(d, "name")),
		value_int(is_company(d)), value_text(errand_told(d, "category")), value_text(index), value_blob(sealed.data, sealed.len), value_text(d->uuid)));
	buf_release(&sealed);
	mem_wipe_free(json, strlen(json));
	json_decref(person);
}

/* --- what is written ------------------------------------------------------------------------------------------------------ */

static void log_in(struct errand_doing *d, struct batch *b, enum errand_state to)
{
	char where[80], *json = json_dumps(d->args.data, JSON_COMPACT | JSON_SORT_KEYS);
	struct buf sealed;

	errand_where_data(d->uuid, where);
	buf_init(&sealed, BUF_LARGE);
	hall_seal(d->h, where, json, strlen(json), &sealed);
	batch_add(b, Q_ERRAND_LOG_INSERT, ARGS(value_int(d->id), value_int(d->seq + 1), value_text(d->uuid), value_text(d->act->word),
		value_text(d->act->from ? errand_state_code(d->state) : ""), value_text(errand_state_code(to)), value_int(d->at), value_int(d->now),
		value_int(d->by->staff_id), value_blob(sealed.data, sealed.len)));
	buf_release(&sealed);
	mem_wipe_free(json, strlen(json));
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "errand.act", .object = d->number,
		.before = d->act->from ? errand_state_code(d->state) : "", .after = errand_state_code(to), .reason = d->act->word });
	snprintf(d->out->state, sizeof d->out->state, "%s", errand_state_code(to));
	snprintf(d->out->number, sizeof d->out->number, "%s", d->number);
}

static const struct errand_rule *rule_of(const char *word)
{
	const struct errand_rule *r = errand_rules;

	while (r->word && strcmp(r->word, word) != 0)
		r++;
	return r;
}

/* --- a new one ---------------------------------------------------------------------------------------------------------- */

static void items_in(struct errand_doing *d, struct batch *b)
{
	const char *s = errand_told(d, "items");
	int no = 0;

	while (*s) {
		const char *end = strstr(s, "、");
		size_t n = end ? (size_t)(end - s) : strlen(s), length;
		char part[256], name[256];
		snprintf(part, sizeof part, "%.*s", (int)(n < 240 ? n : 240), s);
		const char *from = text_trim(part, &length);         /* reads to the NUL: of this item alone */
		snprintf(name, sizeof name, "%.*s", (int)length, from);
		text_mend(name);
		if (*name)
			batch_add(b, Q_ERRAND_ITEM_INSERT, ARGS(value_int(d->id), value_int(++no), value_text(name)));
		s += n + (end ? strlen("、") : 0);
	}
}

static enum status write_rest(struct batch *b, void *ctx, struct err *err)
{
	struct errand_doing *d = ctx;

	(void)err;
	d->id = rows_int(batch_rows(b, d->number_step), 0, 0);
	errand_person_in(d, b, 1);
	items_in(d, b);
	d->seq = 0;
	log_in(d, b, ERRAND_REGISTERED);
	return ST_OK;
}

static enum status write_new(struct batch *b, void *ctx, struct err *err)
{
	struct errand_doing *d = ctx;
	char today[9];

	if (!d->call->given_number) {
		int64_t n = rows_int(batch_rows(b, d->number_step), 0, 0);
		if (n > SERIALS_OF_A_BLOCK)
			return err_set(err, ST_LIMIT, "E-6710", "今天的帮办编号已经用完(%d 件),没有登记。", SERIALS_OF_A_BLOCK);
		snprintf(d->number, sizeof d->number, "BB%.3s%s%04d", hall_text(d->h, "hall.code"), day_digits(d->day, today),
			(int)(hall_int(d->h, "errand.block") * (SERIALS_OF_A_BLOCK + 1) + n));
	}
	d->number_step = batch_add(b, Q_ERRAND_INSERT, ARGS(value_text(d->errand_uuid), value_text(d->number),
		value_text(errand_told(d, "kind")), value_text(errand_told(d, "source")), value_text(errand_told(d, "items")), value_int(d->at),
		value_int(d->by->staff_id), value_int(d->due), value_text(errand_tail(d->number))));
	batch_then(b, write_rest, d);
	return ST_OK;
}

static enum status decide_new(struct batch *b, void *ctx, struct err *err)
{
	struct errand_doing *d = ctx;
	const struct rows *seen = batch_rows(b, d->steps[ERRAND_READS_SEEN]);
	char day[12];

	(void)err;
	d->out->again = rows_count(seen) > 0;
	if (d->out->again) {
		snprintf(d->out->number, sizeof d->out->number, "%s", rows_text(seen, 0, 0));
		snprintf(d->out->state, sizeof d->out->state, "%s", rows_text(seen, 0, 1));
		return ST_OK;
	}
	snprintf(d->errand_uuid, sizeof d->errand_uuid, "%s", d->call->given_uuid ? d->call->given_uuid : d->uuid);
	if (d->call->given_number) {
		snprintf(d->number, sizeof d->number, "%s", d->call->given_number);
		return write_new(b, d, err);
	}
	day_iso(d->day, day);
	d->number_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("errand"), value_text(day)));
	batch_then(b, write_new, d);
	return ST_OK;
}

/* --- one that is there ---------------------------------------------------------------------------------------------------- */

static enum status read_it(struct errand_doing *d, const struct rows *r, struct err *err)
{
	if (rows_count(r) == 0)
		return errand_none(d->call->number, err);
	int state = errand_state_from_code(rows_text(r, 0, 4)), kind = errand_kind_from_code(rows_text(r, 0, 3));
	d->id = rows_int(r, 0, 0);
	snprintf(d->errand_uuid, sizeof d->errand_uuid, "%s", rows_text(r, 0, 1));
	snprintf(d->number, sizeof d->number, "%s", rows_text(r, 0, 2));
	d->version = rows_int(r, 0, 5);
	d->helper = rows_int(r, 0, 7);
	if (state < 0 || kind < 0)
		return err_set(err, ST_CORRUPT, "E-6707", "帮办 %s 的状态读不懂,没有改动。请联系管理员。", d->number);
	d->state = (enum errand_state)state;
	d->kind = (enum errand_kind)kind;
	return ST_OK;
}

static enum status not_now(struct errand_doing *d, const struct batch *b, struct err *err)
{
	char next[400] = "";

	for (const struct errand_act *a = errand_acts; a->act.word; a++)
		if (errand_act_offered(a, d->state, d->kind, errand_papers_out(d, b)) && strlen(next) < sizeof next - 40)
			snprintf(next + strlen(next), sizeof next - strlen(next), "%s%s", *next ? "、" : "", a->act.name);
	return errand_refuse(d, err, "E-6704", "", "%s %s是「%s」,现在不能「%s」,可以:%s", errand_kinds[d->kind].name, d->number,
		errand_state_name(d->state), d->act->name, *next ? next : "无");
}

/* Whose errand it is: a helper works on his own; what nobody has answered is anybody's, and who follows up is somebody else. */
static enum status may_do(struct errand_doing *d, struct err *err)
{
	bool helper = staff_role_in(d->by->role, BY(HELPER)), follows = strcmp(d->act->word, "follow-up") == 0;

	if (helper && !follows && d->helper && d->helper != d->by->staff_id) {
		d->refused = true;
		return err_set(err, ST_DENIED, "E-6702", "%s 由另一位帮办员办,您不能办。没有改动。要换人请找督导。", d->number);
	}
	return ST_OK;
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct errand_doing *d = ctx;
	const struct rows *seen = batch_rows(b, d->steps[ERRAND_READS_SEEN]);
	const struct act *act;
	enum status st;

	d->refused = d->out->again = false;
	d->out->papers_out = 0;
	if ((st = read_it(d, batch_rows(b, d->steps[ERRAND_READS_IT]), err)) != ST_OK)
		return st;
	if (rows_count(seen)) {
		d->out->again = true;
		snprintf(d->out->number, sizeof d->out->number, "%s", rows_text(seen, 0, 0));
		snprintf(d->out->state, sizeof d->out->state, "%s", errand_state_code(d->state));
		return ST_OK;
	}
	d->seq = rows_int(batch_rows(b, d->steps[ERRAND_READS_LAST]), 0, 0);
	if (!(act = errand_act_find(d->act->word, d->state, d->kind)))
		return not_now(d, b, err);
	d->act = act;
	const struct errand_rule *rule = rule_of(act->word);
	if ((st = may_do(d, err)) != ST_OK || (rule->guard && (st = rule->guard(d, b, err)) != ST_OK))
		return st;
	if (rule->effect)
		rule->effect(d, b);
	enum errand_state to = errand_act_to(act, d->state);
	d->out->papers_out = act->to == ERRAND_FINISHED || act->to == ERRAND_ENDED ? (int)errand_papers_out(d, b) : 0;
	batch_add(b, Q_ERRAND_MOVE, ARGS(value_int(d->id), value_int(d->version), value_text(errand_state_code(to)), value_int(d->now)));
	log_in(d, b, to);
	return FAULT("errand.before-commit") ? err_set(err, ST_IO, "E-6722", "写入中断,没有改动。请重试。") : ST_OK;
}

/* --- around the transaction ------------------------------------------------------------------------------------------------- */

static void reads_in(struct errand_doing *d, struct batch *b)
{
	static const enum query reads[ERRAND_READS] = { Q_ERRAND_FIND, Q_ERRAND_PRINCIPAL_LIST, Q_ERRAND_AUTHORITY_LIST, Q_ERRAND_PAPER_LIST,
		Q_ERRAND_LOG_SEEN, Q_ERRAND_LOG_LAST, Q_ERRAND_STAFF, Q_ERRAND_DOSSIER };

	for (int i = 0; i < ERRAND_READS; i++)
		d->steps[i] = batch_add(b, reads[i], ARGS(value_text(i == ERRAND_READS_SEEN ? d->uuid : i == ERRAND_READS_STAFF ?
			errand_told(d, "helper") : i == ERRAND_READS_DOSSIER ? errand_told(d, "number") : d->call->number)));
}

static void trace_refusal(struct errand_doing *d, const struct err *why)
{
	const char *object = d->call->number ? d->call->number : "";
	struct err err;

	if (audit_note(d->h, d->by, &(struct audit_entry){ .act = "errand.refused", .object = object, .after = d->act->word,
		.reason = why->code }, &err) != ST_OK)
		log_line(LOG_ERROR, "refusal of %s on %s left no trace: %s", d->act->word, object, err.text);
}

/* R4: a new connection knows whether it happened. */
static enum status resolve(struct errand_doing *d, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = hall_reopen(d->h, err);

	if (st == ST_OK)
		st = store_read(hall_store(d->h), Q_ERRAND_LOG_SEEN, ARGS(value_text(d->uuid)), &rows, err);
	if (st != ST_OK)
		st = err_set(err, ST_UNKNOWN, "E-6721", "「%s」的结果不明(可能已办,也可能未办)。请过一会再办一次:同一件不会办两次。", d->act->name);
	else if (rows_count(rows) == 0)
		st = err_set(err, ST_IO, "E-6722", "写入时出错,经核对「%s」没有办成,没有改动。请再办一次。", d->act->name);
	rows_free(rows);
	return st;
}

static enum status run(struct errand_doing *d, struct err *err)
{
	bool fresh = d->act->from == 0;
	enum status st = hall_writable(d->h, err);

	if (st == ST_OK && !d->call->at)
		st = hall_clock_check(d->h, err);
	if (st != ST_OK)
		return st;
	struct batch *b = batch_new("errand");
	if (fresh)
		d->steps[ERRAND_READS_SEEN] = batch_add(b, Q_ERRAND_LOG_SEEN, ARGS(value_text(d->uuid)));
	else
		reads_in(d, b);
	batch_then(b, fresh ? decide_new : decide, d);
	st = store_submit(hall_store(d->h), b, err);
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "errand_insert") == 0)
		st = err_set(err, ST_CONFLICT, "E-6723", "编号 %s 已经是另一件帮办的,没有登记。", d->number);
	else if (st == ST_CONFLICT)
		st = err_set(err, ST_CONFLICT, "E-6720", "帮办 %s 同时被别处改动了,「%s」没有办成。请看过再办。", d->number, d->act->name);
	batch_free(b);
	if (st == ST_OK && FAULT("errand.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		st = resolve(d, err);
	if (d->refused)
		trace_refusal(d, err);
	return st;
}

static enum status due_of(struct errand_doing *d, struct err *err)
{
	const struct calendar *calendar;
	struct errand_hours hours;
	enum status st = hall_calendar(d->h, &calendar, err);

	if (st != ST_OK)
		return st;
	if (!errand_hours_read(hall_text(d->h, "errand.hours"), &hours))
		return err_set(err, ST_CONFIG, "E-6711", "设置 errand.hours 写法不对(应如 09:00-12:00 13:30-17:00),算不出响应时限,没有登记。请管理员改正。");
	d->due = errand_response_due(calendar, &hours, d->at, (int)hall_int(d->h, "errand.response_minutes"),
		(int)hall_int(d->h, "errand.response_days"));
	return ST_OK;
}

static enum status check_role(struct errand_doing *d, struct err *err)
{
	char who[120];

	if (staff_role_in(d->by->role, d->act->by))
		return ST_OK;
	act_roles(d->act->by & ~BY(SYSTEM), who, sizeof who);
	d->refused = true;
	return err_set(err, ST_DENIED, "E-6702", "「%s」由%s来做(W-14),您的岗位不能做。没有改动。", d->act->name, who);
}

/* law/act.h's reading of arguments speaks of dossiers by its code; errands have their own. */
static enum status args_of(struct errand_doing *d, struct err *err)
{
	d->told = (struct act_call){ .number = d->call->number, .word = d->call->word, .values = d->call->values, .count = d->call->count };
	d->args = (struct doing){ .h = d->h, .by = d->by, .act = d->act, .call = &d->told };
	enum status st = act_args_read(&d->args, err);
	if (st != ST_OK)
		snprintf(err->code, sizeof err->code, "E-6703");
	if (st == ST_OK)
		st = errand_person_read(d, err);
	return st == ST_OK ? errand_dossier_read(d, err) : st;
}

enum status errand_act(struct hall *h, const struct actor *by, const struct errand_call *call, struct errand_done *out, struct err *err)
{
	struct errand_doing d = { .h = h, .by = by, .call = call, .now = clock_wall_ms(), .act = errand_act_word(call->word), .out = out };
	enum status st;

	*out = (struct errand_done){ .act = d.act };
	if (!d.act)
		return err_at(err, ST_NOINPUT, "E-6701", "act", "没有“%.40s”这种操作。没有改动。帮办的操作见 yichuang errand --help。", call->word);
	d.at = call->at ? call->at : d.now;
	d.day = clock_day_of(d.at);
	snprintf(out->number, sizeof out->number, "%.*s", (int)sizeof out->number - 1, call->number ? call->number : "");
	if (call->uuid)
		snprintf(d.uuid, sizeof d.uuid, "%s", call->uuid);
	else
		crypto_uuid(d.uuid);
	if ((st = check_role(&d, err)) != ST_OK) {
		trace_refusal(&d, err);
		return st;
	}
	st = args_of(&d, err);
	if (st == ST_OK && d.act->from == 0)
		st = due_of(&d, err);
	if (st == ST_OK)
		st = run(&d, err);
	json_decref(d.args.data);
	return st;
}

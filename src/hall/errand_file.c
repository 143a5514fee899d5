/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/errand_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/errand_own.h"
#include "hall/staff.h"
#include "law/staff_right.h"

#define FORMAT "yichuang-errand-1"
#define FILE_MOST ((size_t)64 * 1024 * 1024)
#define AHEAD_MS (10 * 60000)                /* a laptop's clock may be this much ahead */
#define SEALED_MOST (FILE_MOST / 2 - 4096)   /* it is written in hexadecimal, and what is written can be read again */
#define PAGE 50
#define VALUES_MOST 40

static void hall_of(struct hall *h, char out[16])
{
	snprintf(out, 16, "%.6s%.3s", hall_text(h, "hall.region"), hall_text(h, "hall.code"));
}

/* --- out ------------------------------------------------------------------------------------------------------------------------ */

/* Principals and papers are called by the act that they came by: their numbers may be others elsewhere. */
static void name_by_act(json_t *data, const char *member, const char *as, const struct rows *r, int act_column)
{
	long no = strtol(errand_text(data, member), NULL, 10);

	for (size_t i = 0; i < rows_count(r); i++)
		if (rows_int(r, i, 0) == no && no > 0)
			json_object_set_new(data, as, json_string(rows_text(r, i, act_column)));
}

enum { PRINCIPAL_ACT = 7, PAPER_ACT = 8 };

static json_t *log_of(struct hall *h, const struct rows *log, const struct rows *people, const struct rows *papers, size_t *entries)
{
	json_t *out = json_array();
	char where[80];

	for (size_t i = 0; i < rows_count(log); i++) {
		errand_where_data(rows_text(log, i, 1), where);
		json_t *data = errand_unseal(h, where, log, i, 9);
		if (strcmp(rows_text(log, i, 2), "unmerged") == 0 || !data) {
			json_decref(data);
			continue;
		}
		name_by_act(data, "principal", "principal_of", people, PRINCIPAL_ACT);
		name_by_act(data, "paper", "paper_of", papers, PAPER_ACT);
		json_array_append_new(out, json_pack("{ss ss ss sI ss so}", "uuid", rows_text(log, i, 1), "act", rows_text(log, i, 2), "was",
			rows_text(log, i, 3), "at", (json_int_t)rows_int(log, i, 5), "by", rows_text(log, i, 7), "data", data));
		(*entries)++;
	}
	return out;
}

static enum status add_one(struct hall *h, const char *uuid, const char *number, json_t *list, size_t *entries, struct err *err)
{
	struct rows *log = NULL, *people = NULL, *papers = NULL;
	enum status st = store_read(hall_store(h), Q_ERRAND_LOG_LIST, ARGS(value_text(number)), &log, err);

	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ERRAND_PRINCIPAL_LIST, ARGS(value_text(number)), &people, err);
	if (st == ST_OK)
		st = store_read(hall_store(h), Q_ERRAND_PAPER_LIST, ARGS(value_text(number)), &papers, err);
	if (st == ST_OK)
		json_array_append_new(list, json_pack("{ss ss so}", "uuid", uuid, "number", number, "log", log_of(h, log, people, papers, entries)));
	rows_free(log);
	rows_free(people);
	rows_free(papers);
	return st;
}

/* The envelope tells people what it is; all that counts is inside. */
static enum status write_file(struct hall *h, const char *path, json_t *list, struct err *err)
{
	char uuid[37], where[64], hall[16], at[26], *json, *hex, *text;
	struct buf sealed;
	json_t *inside, *outside;

	crypto_uuid(uuid);
	snprintf(where, sizeof where, "errand-file/%s", uuid);
	hall_of(h, hall);
	inside = json_pack("{ss ss sO}", "hall", hall, "made_at", clock_iso(clock_wall_ms(), at), "errands", list);
	json = json_dumps(inside, JSON_COMPACT);
	buf_init(&sealed, SEALED_MOST);
	hall_seal(h, where, json, strlen(json), &sealed);
	hex = mem_alloc(2 * sealed.len + 1);
	crypto_hex(sealed.data, sealed.len, hex);
	outside = json_pack("{ss ss ss sI ss ss}", "format", FORMAT, "hall", hall, "made_at", at, "errands", (json_int_t)json_array_size(list),
		"sealed_at", where, "sealed", hex);
	text = json_dumps(outside, JSON_INDENT(1));
	enum status st = sealed.overflow ? err_set(err, ST_LIMIT, "E-6743", "要带出的帮办太多,文件放不下,没有写出。请用 --helper 分人带出。") :
		file_write(path, text, strlen(text), 0600, err);
	json_decref(inside);
	json_decref(outside);
	mem_wipe_free(json, strlen(json));
	free(hex);
	free(text);
	buf_release(&sealed);
	return st;
}

enum status errand_export(struct hall *h, const struct actor *by, const char *helper, const char *path, size_t *errands, size_t *entries,
	struct err *err)
{
	json_t *list = json_array();
	enum status st = errand_may_see(h, by, "export", err);
	int64_t last = 0;
	size_t n = PAGE;

	*errands = *entries = 0;
	while (st == ST_OK && n == PAGE) {
		struct rows *r = NULL;
		st = store_read(hall_store(h), Q_ERRAND_EXPORT, ARGS(value_text(helper), value_int(last), value_int(PAGE)), &r, err);
		n = st == ST_OK ? rows_count(r) : 0;
		for (size_t i = 0; st == ST_OK && i < n; i++) {
			st = add_one(h, rows_text(r, i, 0), rows_text(r, i, 1), list, entries, err);
			last = rows_int(r, i, 2);
		}
		rows_free(r);
	}
	if (st == ST_OK)
		st = audit_note(h, by, &(struct audit_entry){ .act = "errand.export", .object = *helper ? helper : "all" }, err);
	if (st == ST_OK)
		st = write_file(h, path, list, err);
	*errands = json_array_size(list);
	json_decref(list);
	return st;
}

/* --- in -------------------------------------------------------------------------------------------------------------------------- */

struct bringing {
	struct hall *h;
	const struct actor *by;
	errand_conflict_fn *conflict;
	void *ctx;
	struct errand_brought *out;
	char number[ERRAND_NUMBER_SIZE];             /* of the errand being brought in, as it is called here */
	const char *uuid;
};

static void tell(struct bringing *b, const char *act, const char *field, const char *here, const char *there, const char *why)
{
	struct errand_conflict c;
	const struct act *known = errand_act_word(act);

	text_copy(c.number, sizeof c.number, b->number);
	text_copy(c.act, sizeof c.act, known ? known->name : act);
	text_copy(c.field, sizeof c.field, field);
	text_copy(c.here, sizeof c.here, here);
	text_copy(c.there, sizeof c.there, there);
	text_copy(c.why, sizeof c.why, why);
	b->out->conflicts++;
	b->conflict(b->ctx, &c);
}

static enum status altered(struct err *err)
{
	return err_set(err, ST_CORRUPT, "E-6741", "帮办文件打不开:内容被改动过,或不是本大厅密钥封的。什么也没有并入,请用原文件再试。");
}

/* The inside of a file, owned. */
static enum status open_file(struct hall *h, const char *path, json_t **out, struct err *err)
{
	char *text = NULL, hall[16];
	unsigned char *bytes = NULL;
	json_t *outside = NULL, *inside = NULL;
	struct buf plain;
	size_t n;
	enum status st = conf_slurp(path, FILE_MOST, &text, &n, err);

	*out = NULL;
	buf_init(&plain, FILE_MOST);
	if (st == ST_OK && (!(outside = json_loadb(text, n, 0, NULL)) || strcmp(errand_text(outside, "format"), FORMAT) != 0))
		st = err_at(err, ST_DATA, "E-6740", path, "%.200s 不是完整的帮办文件(yichuang errand export 写出的)。什么也没有并入。", path);
	hall_of(h, hall);
	if (st == ST_OK && !*errand_text(outside, "hall"))
		st = altered(err);
	if (st == ST_OK && strcmp(errand_text(outside, "hall"), hall) != 0)
		st = err_set(err, ST_REFUSED, "E-6742", "这是大厅 %.20s 的帮办文件,本大厅是 %s。什么也没有并入。", errand_text(outside, "hall"), hall);
	if (st == ST_OK) {
		const char *hex = errand_text(outside, "sealed");
		size_t size = strlen(hex) / 2;
		bytes = mem_alloc(size + 1);
		if (strlen(hex) % 2 || crypto_unhex(hex, bytes, size) != 0 || hall_unseal(h, errand_text(outside, "sealed_at"), bytes, size, &plain) != ST_OK ||
		    !(inside = json_loadb(plain.data, plain.len, 0, NULL)) || strcmp(errand_text(inside, "hall"), errand_text(outside, "hall")) != 0 ||
		    strcmp(errand_text(inside, "made_at"), errand_text(outside, "made_at")) != 0 ||
		    (json_int_t)json_array_size(json_object_get(inside, "errands")) != json_integer_value(json_object_get(outside, "errands")))
			st = altered(err);
	}
	if (st == ST_OK)
		*out = json_incref(inside);
	json_decref(inside);
	json_decref(outside);
	buf_wipe(&plain);
	free(bytes);
	free(text);
	return st;
}

/* Is this act here already? */
static enum status seen(struct bringing *b, const char *uuid, bool *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(b->h), Q_ERRAND_LOG_SEEN, ARGS(value_text(uuid)), &r, err);

	*out = st == ST_OK && rows_count(r) > 0;
	rows_free(r);
	return st;
}

/* The number here of what came by that act; 0: it is not here. */
static enum status number_here(struct bringing *b, enum query q, int act_column, const char *act, int64_t *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(b->h), q, ARGS(value_text(b->number)), &r, err);

	*out = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, act_column), act) == 0)
			*out = rows_int(r, i, 0);
	rows_free(r);
	return st;
}

/* Has a field that was changed there been changed here, too, to something else? Told by field. */
static enum status amended_here(struct bringing *b, const json_t *entry, int64_t principal, bool *conflict, struct err *err)
{
	const json_t *data = json_object_get(entry, "data"), *before = json_object_get(data, "before"), *old;
	struct rows *r = NULL;
	char where[80];
	const char *field;
	enum status st = store_read(hall_store(b->h), Q_ERRAND_PRINCIPAL_LIST, ARGS(value_text(b->number)), &r, err);

	*conflict = false;
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		if (rows_int(r, i, 0) != principal)
			continue;
		errand_where_person(b->uuid, principal, where);
		json_t *person = errand_unseal(b->h, where, r, i, 5);
		json_object_foreach((json_t *)(uintptr_t)before, field, old) {
			const char *here = errand_text(person, field), *was = json_string_value(old);
			if (strcmp(here, was ? was : "") == 0 || strcmp(here, errand_text(data, field)) == 0)
				continue;
			*conflict = true;
			tell(b, "amend", field, here, errand_text(data, field), "大厅和外出都改了这一栏");
		}
		json_decref(person);
	}
	rows_free(r);
	return st;
}

/* What does not fit is kept in the log, so that nothing is lost; bringing it in again finds it there. */
static enum status keep_unmerged(struct bringing *b, const struct actor *who, const json_t *entry, const char *why, struct err *err)
{
	const struct act *act = errand_act_word(errand_text(entry, "act"));
	struct rows *it = NULL, *last = NULL;
	struct batch *batch = batch_new("errand.unmerged");
	struct buf sealed;
	char where[80], action[400], *json;
	enum status st = store_read(hall_store(b->h), Q_ERRAND_FIND, ARGS(value_text(b->number)), &it, err);

	if (st == ST_OK)
		st = store_read(hall_store(b->h), Q_ERRAND_LOG_LAST, ARGS(value_text(b->number)), &last, err);
	buf_init(&sealed, BUF_LARGE);
	if (st == ST_OK && rows_count(it)) {
		snprintf(action, sizeof action, "外出时的「%s」没有并入:%s", act ? act->name : errand_text(entry, "act"), why);
		text_mend(action);
		json_t *data = json_pack("{ss ss sO}", "act", errand_text(entry, "act"), "action", action, "said", json_object_get(entry, "data"));
		json = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS);
		errand_where_data(errand_text(entry, "uuid"), where);
		hall_seal(b->h, where, json, strlen(json), &sealed);
		mem_wipe_free(json, strlen(json));
		json_decref(data);
		batch_add(batch, Q_ERRAND_LOG_INSERT, ARGS(value_int(rows_int(it, 0, 0)), value_int(rows_int(last, 0, 0) + 1),
			value_text(errand_text(entry, "uuid")), value_text("unmerged"), value_text(rows_text(it, 0, 4)), value_text(rows_text(it, 0, 4)),
			value_int(json_integer_value(json_object_get(entry, "at"))), value_int(clock_wall_ms()), value_int(who->staff_id),
			value_blob(sealed.data, sealed.len)));
		audit_in(b->h, batch, b->by, &(struct audit_entry){ .act = "errand.unmerged", .object = b->number, .reason = errand_text(entry, "act") });
		st = store_submit(hall_store(b->h), batch, err);
	}
	buf_release(&sealed);
	batch_free(batch);
	rows_free(it);
	rows_free(last);
	return st;
}

/* Told by the field that is in the way. */
static enum status conflicting(struct bringing *b, const struct actor *who, const json_t *entry, const struct err *why, struct err *err)
{
	const char *act = errand_text(entry, "act");
	struct rows *it = NULL;
	enum status st = store_read(hall_store(b->h), Q_ERRAND_FIND, ARGS(value_text(b->number)), &it, err);

	if (st != ST_OK)
		return st;
	int now = rows_count(it) ? errand_state_from_code(rows_text(it, 0, 4)) : -1, was = errand_state_from_code(errand_text(entry, "was"));
	if (strcmp(act, "respond") == 0 || strcmp(why->code, "E-6702") == 0)
		tell(b, act, "helper", rows_text(it, 0, 9), who->name, why->text);
	else if (strcmp(why->code, "E-6704") == 0)
		tell(b, act, "state", now < 0 ? "" : errand_state_name((enum errand_state)now), was < 0 ? "" : errand_state_name((enum errand_state)was),
			why->text);
	else
		tell(b, act, strcmp(act, "link") == 0 ? "dossier" : act, "", errand_text(json_object_get(entry, "data"), "number"), why->text);
	rows_free(it);
	return keep_unmerged(b, who, entry, why->text, err);
}

/* What the act was told there, with the numbers that its principal and paper have here. */
static enum status values_of(struct bringing *b, const json_t *data, struct act_value values[VALUES_MOST], size_t *count, char principal[24],
	char paper[24], struct err *err)
{
	const char *name;
	json_t *value;
	int64_t no = 0;
	enum status st = ST_OK;

	*count = 0;
	*principal = *paper = '\0';
	if (*errand_text(data, "principal_of") &&
	    (st = number_here(b, Q_ERRAND_PRINCIPAL_LIST, PRINCIPAL_ACT, errand_text(data, "principal_of"), &no, err)) == ST_OK)
		snprintf(principal, 24, "%d", (int)no);
	if (st == ST_OK && *errand_text(data, "paper_of") &&
	    (st = number_here(b, Q_ERRAND_PAPER_LIST, PAPER_ACT, errand_text(data, "paper_of"), &no, err)) == ST_OK)
		snprintf(paper, 24, "%d", (int)no);
	json_object_foreach((json_t *)(uintptr_t)data, name, value) {
		if (!json_is_string(value) || strstr(name, "_of") || *count == VALUES_MOST)
			continue;
		const char *said = strcmp(name, "principal") == 0 && *principal ? principal : strcmp(name, "paper") == 0 && *paper ? paper :
			json_string_value(value);
		values[(*count)++] = (struct act_value){ name, said };
	}
	return st;
}

static bool by_rule(enum status st)
{
	return st == ST_REFUSED || st == ST_DENIED || st == ST_DATA || st == ST_NOINPUT;
}

static enum status bring_act(struct bringing *b, const json_t *one, const json_t *entry, struct err *err)
{
	const json_t *data = json_object_get(entry, "data");
	bool fresh = strcmp(errand_text(entry, "act"), "register") == 0, known, clash = false;
	struct act_value values[VALUES_MOST];
	struct errand_call call = { .uuid = errand_text(entry, "uuid"), .number = b->number, .word = errand_text(entry, "act"), .values = values,
		.at = json_integer_value(json_object_get(entry, "at")) };
	char principal[24], paper[24];
	struct errand_done done;
	struct actor who;
	struct err why;
	enum status st = seen(b, call.uuid, &known, err);

	if (st != ST_OK || known) {
		b->out->known += known;
		return st;
	}
	st = strcmp(errand_text(entry, "by"), "system") == 0 ? staff_system(b->h, "", &who, &why) : staff_person(b->h, errand_text(entry, "by"), "", &who, &why);
	if (st != ST_OK) {
		tell(b, call.word, "staff", "", errand_text(entry, "by"), "本大厅没有这个人员,请先添加再导入一次");
		return ST_OK;
	}
	if (call.at > clock_wall_ms() + AHEAD_MS) {
		tell(b, call.word, "at", "", "", "外出机的时钟比大厅快,这一条没有并入;请校时后再导入一次");
		return ST_OK;
	}
	if (fresh) {
		call.given_number = errand_text(one, "number");
		call.given_uuid = errand_text(one, "uuid");
	}
	if ((st = values_of(b, data, values, &call.count, principal, paper, err)) != ST_OK)
		return st;
	if (strcmp(call.word, "amend") == 0 && (st = amended_here(b, entry, strtol(principal, NULL, 10), &clash, err)) != ST_OK)
		return st;
	if (clash)
		return keep_unmerged(b, &who, entry, "大厅也改了同一栏", err);
	st = errand_act(b->h, &who, &call, &done, &why);
	if (st == ST_CONFLICT && strcmp(why.code, "E-6723") == 0)
		tell(b, call.word, "number", b->number, call.given_number, why.text);
	else if (by_rule(st))
		return conflicting(b, &who, entry, &why, err);
	else if (st != ST_OK)
		*err = why;
	b->out->acts += st == ST_OK;
	return st == ST_CONFLICT && strcmp(why.code, "E-6723") == 0 ? ST_OK : st;
}

static enum status bring_errand(struct bringing *b, const json_t *one, struct err *err)
{
	const json_t *entry;
	struct rows *r = NULL;
	size_t i;
	enum status st;

	b->uuid = errand_text(one, "uuid");
	text_copy(b->number, sizeof b->number, errand_text(one, "number"));
	st = store_read(hall_store(b->h), Q_ERRAND_BY_UUID, ARGS(value_text(b->uuid)), &r, err);
	bool here = st == ST_OK && rows_count(r) > 0;
	rows_free(r);
	r = NULL;
	b->out->errands++;
	json_array_foreach(json_object_get(one, "log"), i, entry) {
		if (st != ST_OK)
			break;
		st = bring_act(b, one, entry, err);
		if (i > 0 || here || st != ST_OK)
			continue;
		if ((st = store_read(hall_store(b->h), Q_ERRAND_BY_UUID, ARGS(value_text(b->uuid)), &r, err)) != ST_OK || rows_count(r) == 0)
			break;                                       /* it could not be made: its other acts have nothing to stand on */
		b->out->created++;
	}
	rows_free(r);
	return st;
}

enum status errand_import(struct hall *h, const struct actor *by, const char *path, errand_conflict_fn *conflict, void *ctx,
	struct errand_brought *out, struct err *err)
{
	struct bringing b = { .h = h, .by = by, .conflict = conflict, .ctx = ctx, .out = out };
	const json_t *one;
	json_t *inside = NULL;
	size_t i;
	enum status st = errand_may_see(h, by, "import", err);

	*out = (struct errand_brought){ .errands = 0 };
	if (st == ST_OK)
		st = hall_clock_check(h, err);
	if (st == ST_OK)
		st = open_file(h, path, &inside, err);
	json_array_foreach(inside ? json_object_get(inside, "errands") : NULL, i, one) {
		if (st != ST_OK)
			break;
		st = bring_errand(&b, one, err);
	}
	if (st == ST_OK)
		st = audit_note(h, by, &(struct audit_entry){ .act = "errand.import", .object = errand_text(inside, "made_at") }, err);
	json_decref(inside);
	return st;
}

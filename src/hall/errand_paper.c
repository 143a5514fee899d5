/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/errand_paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/accept_out.h"
#include "hall/errand_own.h"
#include "hall/paper_order.h"
#include "law/masking.h"

#define LETTERS "BD"
#define DIGITS 4

/* Which step of the log a paper tells of; "" for one that tells of the errand as a whole. `person`: it must identify the parties. */
static const struct row { const char *kind, *step, *or_step; bool person, authority; } rows[] = {
	{ "errand-accept", "register", "", false, false }, { "errand-mandate", "entrust", "", true, true },
	{ "errand-pause", "pause", "", false, false }, { "errand-resume", "resume", "", true, false },
	{ "errand-end", "finish", "terminate", false, false }, { "authority", "entrust", "", true, true },
};

const char *errand_paper_kind(size_t i)
{
	return i < COUNT_OF(rows) ? rows[i].kind : NULL;
}

static const struct row *row_find(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(rows[i].kind, kind) == 0)
			return &rows[i];
	return NULL;
}

static void set(json_t *into, const char *name, const char *value)
{
	json_object_set_new(into, name, json_string(value));
}

/* --- what it says ------------------------------------------------------------------------------------------------------------- */

static void set_masked(json_t *p, const char *name, const char *value, void (*mask)(struct buf *, const char *))
{
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (*value)
		mask(&out, value);
	set(p, name, out.len ? out.data : "");
	buf_release(&out);
}

/* Each principal with what the papers that lie about may show of him. */
static json_t *principals_of(const json_t *e)
{
	json_t *out = json_array(), *p;
	size_t i;

	json_array_foreach(json_object_get(e, "principals"), i, p) {
		json_t *one = json_pack("{sO ss ss ss}", "no", json_object_get(p, "no"), "name", errand_text(p, "name"), "category_name",
			errand_text(p, "category_name"), "dossier", errand_text(p, "dossier"));
		set_masked(one, "id_masked", errand_text(p, "id_number"), mask_id_list);
		set_masked(one, "phone_masked", errand_text(p, "phone"), mask_phone);
		json_array_append_new(out, one);
	}
	return out;
}

static json_t *papers_of(const json_t *e)
{
	json_t *out = json_deep_copy(json_object_get(e, "papers")), *p;
	size_t i;

	json_array_foreach(out, i, p) {
		bool back = *errand_text(p, "back_at"), dossier = strcmp(errand_text(p, "back_to"), "dossier") == 0;
		set(p, "back_words", !back ? "" : dossier ? "已入卷" : "已退还");
		set(p, "back_at", errand_text(p, "back_at"));
	}
	return out;
}

/* The newest authority of the principal, its powers by name and each as yes or no; nothing in it when there is none. */
static json_t *authority_of(const json_t *principal, bool *there)
{
	const json_t *list = json_object_get(principal, "authorities"), *last = json_array_get(list, json_array_size(list) - 1), *p;
	json_t *out = json_pack("{s[] ss ss ss ss ss ss}", "powers", "no", "", "scope", errand_text(last, "scope"), "from", errand_text(last, "from"),
		"until", errand_text(last, "until"), "relation", errand_text(last, "relation"), "redelegate",
		json_is_true(json_object_get(last, "redelegate")) ? "yes" : "no");
	char no[24];
	size_t i;

	*there = json_array_size(list) > 0;
	if (*there) {
		snprintf(no, sizeof no, "%lld", (long long)json_integer_value(json_object_get(last, "no")));
		set(out, "no", no);
	}
	for (int power = 0; power < ERRAND_POWERS; power++)
		set(out, errand_power_code((enum errand_power)power), "no");
	json_array_foreach(json_object_get(last, "powers"), i, p) {
		int power = errand_power_from_code(json_string_value(p));
		set(out, json_string_value(p), "yes");
		if (power >= 0)
			json_array_append_new(json_object_get(out, "powers"), json_string(errand_power_name((enum errand_power)power)));
	}
	return out;
}

/* The last step of these words, NULL: there was none. */
static json_t *step_of(const json_t *e, const struct row *row)
{
	const json_t *log = json_object_get(e, "log");

	for (size_t i = json_array_size(log); i-- > 0;) {
		const json_t *l = json_array_get(log, i), *data = json_object_get(l, "data");
		const char *act = errand_text(l, "act");
		if (strcmp(act, row->step) == 0 || strcmp(act, row->or_step) == 0)
			return json_pack("{ss ss ss ss ss}", "word", act, "at", errand_text(l, "at"), "by", errand_text(l, "by"), "reason", errand_text(data, "reason"),
				"until", errand_text(data, "until"));
	}
	return NULL;
}

static json_t *errand_of(const json_t *e)
{
	static const char *const members[] = { "number", "kind_name", "source_name", "registered_at", "registered_by", "due_at", "responded_at",
		"helper", "helper_no", "outcome_name" };
	const char *side = act_choice_name(errand_sides, errand_text(e, "side"));
	long long fen = (long long)json_integer_value(json_object_get(e, "cost_fen"));
	json_t *out = json_object();
	char cost[32];

	for (size_t i = 0; i < COUNT_OF(members); i++)
		set(out, members[i], errand_text(e, members[i]));
	json_object_set(out, "items", json_object_get(e, "items"));
	set(out, "side_name", side ? side : "");
	snprintf(cost, sizeof cost, "%lld.%02lld 元", fen / 100, fen % 100);
	set(out, "cost_text", fen ? cost : "无");
	return out;
}

/* A paper that lies about gets no more than the name. */
static json_t *person_of(const json_t *p, bool whole)
{
	static const char *const members[] = { "name", "category_name", "id_number", "phone", "address" };
	json_t *out = json_object();

	for (size_t i = 0; i < COUNT_OF(members); i++)
		set(out, members[i], whole || i < 2 ? errand_text(p, members[i]) : "");
	return out;
}

/* --- the body ------------------------------------------------------------------------------------------------------------------- */

static json_t *root_of(struct hall *h, const struct actor *by)
{
	struct buf b;
	json_t *out;

	buf_init(&b, BUF_SMALL);
	out_open(&b, NULL, '{');
	hall_out(h, by, &b);
	out_close(&b, '}');
	out = json_loadb(b.data, b.len, 0, NULL);
	buf_release(&b);
	return out ? out : json_object();
}

/* The part that identifies a person, sealed into the body: it will lie in the store. */
static void seal_into(struct hall *h, json_t *root, json_t *person)
{
	char uuid[37], where[64], *json = json_dumps(person, JSON_COMPACT), *hex;
	struct buf sealed;

	crypto_uuid(uuid);
	snprintf(where, sizeof where, "paper/%s/person", uuid);
	buf_init(&sealed, BUF_LARGE);
	hall_seal(h, where, json, strlen(json), &sealed);
	hex = mem_alloc(2 * sealed.len + 1);
	crypto_hex(sealed.data, sealed.len, hex);
	set(root, "sealed_at", where);
	set(root, "sealed", hex);
	free(hex);
	buf_release(&sealed);
	mem_wipe_free(json, strlen(json));
}

/* The parties, into the body as they are or sealed. */
static void people_into(struct hall *h, const struct row *row, json_t *root, json_t *principal, json_t *agent, bool seal)
{
	json_t *person = json_pack("{so so}", "principal", principal, "agent", agent);

	if (row->person && seal)
		seal_into(h, root, person);
	else
		json_object_update(root, person);
	json_decref(person);
}

static enum status blank_body(struct hall *h, const struct actor *by, const struct row *row, json_t **out)
{
	json_t *root = root_of(h, by), *none = json_object();
	bool there;

	json_object_set_new(root, "blank", json_true());
	json_object_set_new(root, "authority", authority_of(none, &there));
	people_into(h, row, root, person_of(none, true), json_pack("{ss ss ss}", "name", "", "id_number", "", "phone", ""), false);
	json_decref(none);
	*out = root;
	return ST_OK;
}

static enum status nothing_yet(const struct row *row, const char *number, struct err *err)
{
	const struct document_kind *kind = document_kind_find(row->kind);

	return err_at(err, ST_NOINPUT, "E-6730", row->kind, "%s 还没有可打的%s(先要%s)。没有打印。", number, kind ? kind->title : row->kind,
		errand_act_word(row->step)->name);
}

static enum status body_from(struct hall *h, const struct actor *by, const struct errand_paper *p, const struct row *row, const json_t *e,
	bool seal, json_t **out, struct err *err)
{
	const json_t *principal = json_array_get(json_object_get(e, "principals"), p->principal ? (size_t)p->principal - 1 : 0);
	json_t *step = step_of(e, row), *authority, *root;
	bool there;

	if (!principal) {
		json_decref(step);
		return err_at(err, ST_NOINPUT, "E-6706", "principal", "%s 没有第 %d 位委托人。没有打印。", p->number, p->principal);
	}
	authority = authority_of(principal, &there);
	if (!step || (row->authority && !there)) {
		json_decref(step);
		json_decref(authority);
		return nothing_yet(row, p->number, err);
	}
	root = root_of(h, by);
	json_object_set_new(root, "blank", json_false());
	json_object_set_new(root, "errand", errand_of(e));
	json_object_set_new(root, "principals", principals_of(e));
	json_object_set_new(root, "papers", papers_of(e));
	json_object_set_new(root, "authority", authority);
	json_object_set_new(root, "step", step);
	people_into(h, row, root, person_of(principal, row->person), json_pack("{ss ss ss}", "name", errand_text(e, "helper"), "id_number",
		errand_text(e, "helper_no"), "phone", hall_text(h, "hall.phone")), seal);
	*out = root;
	return ST_OK;
}

static enum status no_such_paper(const struct errand_paper *p, struct err *err)
{
	char kinds[200] = "authority";

	for (size_t i = 0; *p->number && i < COUNT_OF(rows) && strlen(kinds) < sizeof kinds - 40; i++)
		if (strcmp(rows[i].kind, "authority") != 0)
			snprintf(kinds + strlen(kinds), sizeof kinds - strlen(kinds), "、%s", rows[i].kind);
	return err_at(err, ST_NOINPUT, "E-6730", p->kind, "%s没有这种文书:%.40s。没有打印。可以打:%s。", *p->number ? "帮办" : "空白的", p->kind,
		kinds);
}

/* As JSON, owned. Taking the whole numbers out of the masks is written down (S-15). */
static enum status body_of(struct hall *h, const struct actor *by, const struct errand_paper *p, bool seal, char **out, struct err *err)
{
	const struct row *row = row_find(p->kind);
	json_t *e = NULL, *root = NULL;
	enum status st;

	*out = NULL;
	if (!row || (!*p->number && strcmp(p->kind, "authority") != 0))
		return no_such_paper(p, err);
	if (!*p->number) {
		st = errand_may_see(h, by, p->kind, err);
		if (st == ST_OK)
			st = blank_body(h, by, row, &root);
	} else {
		st = errand_json_for(h, by, p->number, p->kind, &e, err);
		if (st == ST_OK)
			st = body_from(h, by, p, row, e, seal, &root, err);
	}
	if (st == ST_OK)
		*out = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	json_decref(e);
	return st;
}

enum status errand_paper_fill(struct hall *h, const struct actor *by, const struct errand_paper *p, enum paper paper,
	struct document **out, struct err *err)
{
	char *body;
	enum status st = body_of(h, by, p, false, &body, err);

	*out = NULL;
	if (st == ST_OK)
		st = paper_own_fill(h, by, document_kind_find(p->kind), body, paper, p->large, out, err);
	if (body)
		mem_wipe_free(body, strlen(body));
	return st;
}

enum status errand_paper_print(struct hall *h, const struct actor *by, const struct errand_paper *p, const char *destination,
	struct print_job *out, struct err *err)
{
	char *body;
	enum status st = body_of(h, by, p, true, &body, err);

	*out = (struct print_job){ .id = 0 };
	if (st == ST_OK)
		st = paper_own_order(h, by, &(struct paper_own){ .kind = document_kind_find(p->kind), .letters = LETTERS, .digits = DIGITS,
			.body = body, .destination = destination, .act = "errand.paper", .about = p->number,
			.large = p->large || hall_int(h, "printer.large") != 0 }, out, err);
	free(body);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/continued.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/dossier.h"
#include "hall/own.h"
#include "hall/print_job.h"
#include "hall/staff.h"
#include "law/identity.h"
#include "law/states.h"

/* --- what stays ------------------------------------------------------------------------------------------------------- */

static void fill(struct continued *c, const struct rows *r)
{
	c->dossier = rows_int(r, 0, 0);
	snprintf(c->number, sizeof c->number, "%s", rows_text(r, 0, 1));
	snprintf(c->accept_uuid, sizeof c->accept_uuid, "%s", rows_text(r, 0, 2));
	snprintf(c->state, sizeof c->state, "%s", rows_text(r, 0, 3));
	c->version = (int)rows_int(r, 0, 4);
	snprintf(c->bundle, sizeof c->bundle, "%s", rows_text(r, 0, 5));
	c->catalogue_version = (int)rows_int(r, 0, 6);
	snprintf(c->person_index, sizeof c->person_index, "%s", rows_text(r, 0, 7));
	snprintf(c->window, sizeof c->window, "%s", rows_text(r, 0, 8));
	c->received_day = (day_t)rows_int(r, 0, 9);
	c->received_at = rows_int(r, 0, 10);
	snprintf(c->query, sizeof c->query, "%s", rows_text(r, 0, 11));
	c->snapshot = (int)rows_int(r, 0, 12);
	c->since = rows_null(r, 0, 13) ? DAY_NONE : (day_t)rows_int(r, 0, 13);
	c->corrected = rows_int(r, 0, 14) > 0;
	c->due = rows_null(r, 0, 15) ? DAY_NONE : (day_t)rows_int(r, 0, 15);
}

enum status continued_read(struct hall *h, const char *number, struct continued **out, struct err *err)
{
	struct continued *c = mem_alloc(sizeof *c);
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CONTINUED_READ, ARGS(value_text(number)), &rows, err);

	*out = NULL;
	if (st == ST_OK && rows_count(rows) == 0)
		st = dossier_missing("continues", number, err);
	if (st == ST_OK) {
		fill(c, rows);
		st = store_read(h->store, Q_CONTINUED_ITEMS, ARGS(value_int(c->dossier)), &c->items, err);
	}
	if (st == ST_OK)
		st = store_read(h->store, Q_CONTINUED_PAPERS, ARGS(value_int(c->dossier)), &c->papers, err);
	rows_free(rows);
	if (st == ST_OK)
		*out = c;
	else
		continued_free(c);
	return st;
}

void continued_free(struct continued *c)
{
	if (!c)
		return;
	rows_free(c->items);
	rows_free(c->papers);
	free(c);
}

day_t continued_day(const struct continued *c, bool deemed)
{
	return (deemed || c->corrected) && c->since != DAY_NONE ? c->since : clock_today();
}

const char *continued_project(const struct continued *c, const char *item)
{
	for (size_t i = 0; i < rows_count(c->items); i++)
		if (strcmp(rows_text(c->items, i, 0), item) == 0)
			return rows_text(c->items, i, 1);
	return NULL;
}

void continued_paper(const struct continued *c, const char *kind, char out[32])
{
	size_t n = strlen(kind);
	int have = 0;

	for (size_t i = 0; c && i < rows_count(c->papers); i++) {
		const char *is = rows_text(c->papers, i, 0);
		have += strncmp(is, kind, n) == 0 && (!is[n] || is[n] == '/');
	}
	document_kind_name(kind, have, out);
}

/* --- the request, as it was taken in ------------------------------------------------------------------------------------- */

/* One key for each state of a dossier and each person: opened twice by the same one it is one draft and one act. */
static void key_of(const struct continued *c, const struct actor *by, char out[37])
{
	unsigned char digest[DIGEST_SIZE];
	char *text = mem_format("continue/%s/%d/%lld", c->accept_uuid, c->version, (long long)by->staff_id);

	crypto_sm3(text, strlen(text), digest);
	crypto_uuid_text(digest, out);
	free(text);
}

/* What came in, or was found wrong, since then. */
static enum status materials_now(struct hall *h, struct request *r, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CONTINUED_MATERIALS, ARGS(value_text(r->continues)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		int state = material_state_from_code(rows_text(rows, i, 1));
		struct request_material *m = request_material(r, rows_text(rows, i, 0));
		if (state < 0)
			continue;
		m->state = (enum material_state)state;
		request_set(&m->reason, rows_text(rows, i, 2));
		m->date = rows_null(rows, i, 3) ? DAY_NONE : (day_t)rows_int(rows, i, 3);
	}
	rows_free(rows);
	return st;
}

static enum status open_sealed(struct hall *h, const struct rows *rows, struct request *out, struct err *err)
{
	struct buf json;
	char where[64];
	size_t n;
	const void *sealed = rows_blob(rows, 0, 0, &n);
	enum status st;

	buf_init(&json, BUF_LARGE);
	snprintf(where, sizeof where, "intake/%.36s/request", rows_text(rows, 0, 1));
	if (hall_unseal(h, where, sealed, n, &json) != ST_OK) {
		request_init(out);
		st = err_set(err, ST_CORRUPT, "E-6435", "收件时的内容打不开,可能被改动,未受理。请保留现场,联系管理员。");
	} else {
		st = request_from_json(json.data, json.len, out, err);
	}
	buf_wipe(&json);
	return st;
}

/* H-2: whose authority was taken back since then does not act any more, and who was given one does. */
static enum status agent_now(struct hall *h, struct request *r, struct err *err)
{
	struct rows *given = NULL, *s = NULL;
	json_t *dossier = NULL;
	enum status st = store_read(h->store, Q_ACT_ENTRUSTING, ARGS(value_text(r->continues)), &given, err);

	if (st == ST_OK && rows_count(given) > 0 && (st = store_read(h->store, Q_ACT_SNAPSHOT, ARGS(value_text(r->continues)), &s, err)) == ST_OK &&
	    (st = dossier_frozen(h, s, &dossier, err)) == ST_OK)
		st = request_agent_from_json(json_object_get(dossier, "agent"), r, err);
	json_decref(dossier);
	rows_free(given);
	rows_free(s);
	return st;
}

enum status request_continue(struct hall *h, const struct actor *by, const char *number, struct request *out, struct err *err)
{
	struct continued *c = NULL;
	struct rows *rows = NULL;
	enum status st;

	memset(out, 0, sizeof *out);
	if ((st = continued_read(h, number, &c, err)) == ST_OK)
		st = store_read(h->store, Q_CONTINUED_REQUEST, ARGS(value_text(number)), &rows, err);
	if (st == ST_OK && rows_count(rows) == 0)
		st = err_at(err, ST_NOINPUT, "E-6434", "continues", "办件 %s 没有存下收件时的内容(不是先收件或告知的,或收件时程序还不存),未受理。"
			"请按受理号另附请求受理。", number);
	if (st != ST_OK)
		request_init(out);
	else
		st = open_sealed(h, rows, out, err);
	if (st == ST_OK) {
		key_of(c, by, out->accept_uuid);
		out->outcome = OUTCOME_ACCEPT;
		request_set(&out->continues, number);
		st = materials_now(h, out, err);
	}
	if (st == ST_OK)
		st = agent_now(h, out, err);
	rows_free(rows);
	continued_free(c);
	return st;
}

static bool received_from(struct hall *h, const struct rows *rows, const char *id_number)
{
	struct request r;
	struct buf now;
	struct err err;
	bool same = false;

	buf_init(&now, BUF_SMALL);
	if (open_sealed(h, rows, &r, &err) == ST_OK &&
	    certificate_read(r.applicant.id_number, r.applicant.id_type, clock_today(), &now, &err) == ST_OK)
		same = strcmp(now.data, id_number) == 0;
	buf_wipe(&now);
	request_release(&r);
	return same;
}

bool continued_person(struct hall *h, const struct continued *c, const char *id_number)
{
	struct rows *rows = NULL;
	struct err err;
	char index[17];
	bool same = false;

	hall_index(h, id_number, index);
	if (strcmp(c->person_index, index) == 0)
		return true;
	if (store_read(h->store, Q_CONTINUED_REQUEST, ARGS(value_text(c->number)), &rows, &err) == ST_OK && rows_count(rows) > 0)
		same = received_from(h, rows, id_number);
	rows_free(rows);
	return same;
}

/* --- accepted by silence ---------------------------------------------------------------------------------------------- */

/* The hall does it by itself, at the window that has the dossier: its papers wait there. */
enum status dossier_deem(struct hall *h, const char *number, struct accepted *out, struct err *err)
{
	struct continued *c = NULL;
	struct actor by;
	struct request r;
	enum status st = continued_read(h, number, &c, err);

	*out = (struct accepted){ .promised_due = DAY_NONE };
	if (st == ST_OK && strcmp(c->state, dossier_state_code(DOSSIER_RECEIVED)) == 0 && (c->due == DAY_NONE || c->due >= clock_today()))
		st = err_set(err, ST_REFUSED, "E-6433", "办件 %s 的答复期限还没有过,不能视为受理(许可法第三十二条)。没有改动。", c->number);
	if (st == ST_OK)
		st = staff_system(h, c->window, &by, err);
	continued_free(c);
	if (st != ST_OK)
		return st;
	if ((st = request_continue(h, &by, number, &r, err)) == ST_OK) {
		r.deemed = true;
		st = dossier_accept(h, &by, &r, out, NULL, err);
	}
	request_release(&r);
	return st;
}

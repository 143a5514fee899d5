/* SPDX-License-Identifier: Apache-2.0 */
/* What a document is filled with: the frozen dossier and what this print is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/act.h"
#include "hall/dossier.h"
#include "hall/print_job_own.h"
#include "hall/rating.h"

static json_t *document_json(const struct print_job *job)
{
	char at[26], again[64] = "";

	if (job->copy_no > 0)
		snprintf(again, sizeof again, "补打 第%d次", job->copy_no);
	return json_pack("{s:s, s:s, s:s, s:i, s:s, s:i, s:s, s:s, s:b, s:o, s:s}", "kind", job->kind, "title", job->title,
		"number", job->document_no, "copy_no", job->copy_no, "copy_text", again, "copies", job->copies, "printed_at",
		clock_iso(clock_wall_ms(), at), "reason", job->reason, "large", job->large, "job",
		job->id ? json_integer(job->id) : json_null(), "window", job->window);
}

bool print_job_document(const struct print_job *job, json_t *data)
{
	return json_object_set_new(data, "document", document_json(job)) == 0;
}

/* The public QR (N-9): not part of what was promised, so not of the snapshot either. */
static enum status add_rating(struct hall *h, int64_t dossier, json_t *data, struct err *err)
{
	struct buf url;

	buf_init(&url, BUF_SMALL);
	enum status st = rating_url(h, dossier, &url, err);
	if (st == ST_OK)
		json_object_set_new(json_object_get(data, "codes"), "rating", json_string(url.len ? url.data : ""));
	buf_release(&url);
	return st;
}

/* A paper of no dossier is tied to what was frozen for it: ten digits of its SM3. */
static void check_of(const char *body, json_t *data)
{
	char digest[DIGEST_HEX];

	crypto_sm3_hex(body, strlen(body), digest);
	digest[10] = '\0';
	for (char *c = digest; *c; c++)
		*c = (char)(*c >= 'a' ? *c - 'a' + 'A' : *c);
	json_object_set_new(data, "codes", json_pack("{s:s}", "check", digest));
}

/* What of a paper of no dossier names a person was sealed apart (paper_order.h). */
static enum status open_sealed(struct hall *h, json_t *body, struct err *err)
{
	const char *hex = json_string_value(json_object_get(body, "sealed")), *where = json_string_value(json_object_get(body, "sealed_at"));
	size_t n = hex ? strlen(hex) / 2 : 0;
	unsigned char *bytes;
	json_t *person = NULL;
	struct buf plain;

	if (!hex)
		return ST_OK;
	bytes = mem_alloc(n + 1);
	buf_init(&plain, BUF_LARGE);
	if (where && crypto_unhex(hex, bytes, n) == 0 && hall_unseal(h, where, bytes, n, &plain) == ST_OK)
		person = json_loadb(plain.data, plain.len, 0, NULL);
	bool fine = person && json_object_update(body, person) == 0;
	json_object_del(body, "sealed");
	json_decref(person);
	buf_wipe(&plain);
	free(bytes);
	return fine ? ST_OK : err_set(err, ST_CORRUPT, "E-5303", "存下的内容打不开,可能被改动,未打印;请联系管理员");
}

/* A paper says what was promised when it was made, however late it is printed. */
static enum status frozen(struct hall *h, const struct print_job *job, int *version, json_t **body, struct err *err)
{
	struct rows *rows = NULL;
	char copy_of[112];
	enum status st;

	if (job->dossier)
		snprintf(copy_of, sizeof copy_of, "%lld/%s", (long long)job->dossier, job->kind);
	else
		snprintf(copy_of, sizeof copy_of, "%s/%s", job->document_no, job->kind);
	st = store_read(hall_store(h), Q_PRINT_JOB_FROZEN, ARGS(value_text(copy_of)), &rows, err);
	*version = st == ST_OK && rows_count(rows) ? (int)rows_int(rows, 0, 0) : 0;
	*body = NULL;
	const char *text = st == ST_OK && rows_count(rows) ? rows_text(rows, 0, 1) : "";
	if (*text && (*body = json_loads(text, 0, NULL)) != NULL && !job->dossier)
		check_of(text, *body);
	if (*text && !*body)
		st = err_set(err, ST_CORRUPT, "E-5303", "%s(%s)存下的内容读不出来,未打印;请联系管理员", job->title, job->number);
	rows_free(rows);
	return st == ST_OK && *body && !job->dossier ? open_sealed(h, *body, err) : st;
}

/* What was granted without a name of its own is called what the catalogue said would come of its item. */
static void name_results(json_t *data)
{
	size_t i;
	json_t *one;

	json_array_foreach(json_object_get(data, "results"), i, one) {
		json_t *item = json_array_get(json_object_get(data, "items"), (size_t)json_integer_value(json_object_get(one, "no")) - 1);
		json_t *name = json_object_get(item, "result"), *decision = json_object_get(one, "decision");
		bool granted = decision && strcmp(json_string_value(decision), "50") == 0;

		if (granted && json_string_length(json_object_get(one, "name")) == 0 && name)
			json_object_set(one, "name", name);
	}
}

static enum status of_dossier(struct hall *h, const struct print_job *job, int version, json_t **out, struct err *err)
{
	enum status st = dossier_snapshot(h, job->dossier, version, out, err);

	if (st == ST_OK)
		st = add_rating(h, job->dossier, *out, err);
	return st == ST_OK ? act_document(h, job, *out, err) : st;
}

enum status print_job_data(struct hall *h, const struct print_job *job, json_t **out, struct err *err)
{
	int version;
	json_t *body;
	enum status st = frozen(h, job, &version, &body, err);

	*out = NULL;
	if (st == ST_OK && job->dossier)
		st = of_dossier(h, job, version, out, err);
	else if (st == ST_OK)
		*out = json_object();
	if (st == ST_OK && ((body && json_object_update(*out, body) != 0) || !print_job_document(job, *out)))
		st = err_set(err, ST_CORRUPT, "E-5303", "%s(%s)的打印数据不完整,未打印;请联系管理员", job->title, job->number);
	if (st == ST_OK)
		name_results(*out);
	json_decref(body);
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return st;
}

enum status print_job_draft(struct hall *h, const char *number, const char *kind, struct print_job *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_LAST, ARGS(value_text(number), value_text(kind)), &rows, err);

	*out = (struct print_job){ 0 };
	if (st == ST_OK && rows_count(rows) == 0) {
		rows_free(rows);
		st = store_read(hall_store(h), Q_PRINT_JOB_DOSSIER, ARGS(value_text(number)), &rows, err);
		if (st == ST_OK && rows_count(rows) == 0)
			st = err_at(err, ST_NOINPUT, "E-6101", number, "没有编号为 %s 的办件。请核对编号。", number);
		else if (st == ST_OK)
			st = err_at(err, ST_NOINPUT, "E-5027", kind, "办件 %s 没有这种文书(%s)。请用 yichuang dossier %s 看有哪些。", number, kind,
				number);
	} else if (st == ST_OK) {
		print_job_row(out, rows, 0);
		out->id = 0;                                    /* no job: a look at it */
		out->copy_no = 0;
		out->cups_job = 0;
		out->state = JOB_PENDING;
		*out->reason = *out->note = *out->destination = *out->digest = *out->queue = '\0';
	}
	rows_free(rows);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* What a document is filled with: the frozen dossier and what this print is. */
#include <stdio.h>

#include "base/clock.h"
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

/* A paper says what was promised when it was made, however late it is printed. */
static enum status frozen_version(struct hall *h, const struct print_job *job, int *version, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_SNAPSHOT, ARGS(value_int(job->dossier), value_text(job->kind)), &rows, err);

	*version = st == ST_OK && rows_count(rows) ? (int)rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return st;
}

enum status print_job_data(struct hall *h, const struct print_job *job, json_t **out, struct err *err)
{
	int version;
	enum status st = frozen_version(h, job, &version, err);

	*out = NULL;
	if (st == ST_OK)
		st = dossier_snapshot(h, job->dossier, version, out, err);
	if (st != ST_OK)
		return st;
	st = add_rating(h, job->dossier, *out, err);
	if (st == ST_OK)
		st = act_document(h, job, *out, err);
	if (st != ST_OK) {
		json_decref(*out);
		*out = NULL;
		return st;
	}
	if (!print_job_document(job, *out)) {
		json_decref(*out);
		*out = NULL;
		return err_set(err, ST_CORRUPT, "E-5303", "%s(%s)的打印数据不完整,未打印;请联系管理员", job->title, job->number);
	}
	return ST_OK;
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
			st = err_at(err, ST_NOINPUT, "E-5021", kind, "办件 %s 没有这种文书(%s)。请用 yichuang dossier %s 看有哪些。", number, kind,
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

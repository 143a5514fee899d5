/* SPDX-License-Identifier: Apache-2.0 */
/* What people do with papers: each act is one transaction with its trace (R13, R22). */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "hall/audit.h"
#include "hall/print_job_own.h"
#include "law/staff_right.h"

static enum status may(struct hall *h, const struct actor *by, const char *object, struct err *err)
{
	return staff_may(by->role, RIGHT_PAPERS) ? ST_OK :
		audit_denied(h, by, "print.denied", object, "E-5025", "您的岗位不管打印任务(W-14),没有改动。", err);
}

static enum status job_read(struct hall *h, int64_t id, struct print_job *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_PRINT_JOB_BY_ID, ARGS(value_int(id)), &rows, err);

	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_NOINPUT, "E-5021", "没有第 %lld 号打印任务。请用 yichuang print-jobs 查看编号。", (long long)id);
	if (st == ST_OK)
		print_job_row(out, rows, 0);
	rows_free(rows);
	return st;
}

static enum status wrong_state(const struct print_job *job, const char *what, const char *instead, struct err *err)
{
	return err_set(err, ST_REFUSED, "E-5022", "办件 %s 的%s现在是%s,不能%s,没有改动。%s", job->number, job->title,
		print_job_words(job), what, instead);
}

/* Commits the act; a row that moved in between is told like one that was never in the right state. */
static enum status commit(struct hall *h, struct batch *b, const struct print_job *job, const char *what, struct err *err)
{
	enum status st = store_submit(hall_store(h), b, err);

	batch_free(b);
	return st == ST_CONFLICT ? wrong_state(job, what, "请刷新后再看。", err) : st;
}

static void note_act(struct hall *h, struct batch *b, const struct actor *by, const char *act, const struct print_job *job,
	const char *after, const char *reason)
{
	char object[96];

	snprintf(object, sizeof object, "%s %s #%lld", job->number, job->kind, (long long)job->id);
	audit_in(h, b, by, &(struct audit_entry){ .act = act, .object = object, .before = job_state_code(job->state),
		.after = after, .reason = reason });
}

/* confirm and hold: from some states to one. */
static enum status act(struct hall *h, const struct actor *by, int64_t id, unsigned from, enum job_state to, const char *name,
	const char *what, struct err *err)
{
	struct print_job job;
	struct batch *b;
	enum status st = may(h, by, name, err);

	if (st != ST_OK || (st = job_read(h, id, &job, err)) != ST_OK)
		return st;
	if (job.state == to)
		return ST_OK;                                   /* pressed twice */
	if (!(from & 1u << job.state))
		return wrong_state(&job, what, "", err);
	b = batch_new(name);
	batch_add(b, Q_PRINT_JOB_ACT, ARGS(value_int(id), value_text(job_state_code(job.state)), value_text(job_state_code(to)),
		value_text(""), value_int(clock_wall_ms())));
	note_act(h, b, by, name, &job, job_state_code(to), "");
	return commit(h, b, &job, what, err);
}

enum status print_job_confirm(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	return act(h, by, id, 1u << JOB_SUBMITTED | 1u << JOB_DEVICE_DONE | 1u << JOB_FAILED | 1u << JOB_FILED, JOB_CONFIRMED,
		"print.confirm", "确认打出", err);
}

enum status print_job_hold(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	return act(h, by, id, 1u << JOB_PENDING, JOB_HELD, "print.hold", "暂停", err);
}

enum status print_job_retry(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	struct print_job job;
	struct batch *b;
	enum status st = may(h, by, "print.retry", err);

	if (st != ST_OK || (st = job_read(h, id, &job, err)) != ST_OK)
		return st;
	if (job.state == JOB_PENDING)
		return ST_OK;
	if (job.state != JOB_FAILED && job.state != JOB_HELD)
		return wrong_state(&job, "重打", "纸是否打出还不清楚的,请补打。", err);
	b = batch_new("print.retry");
	if (job.cups_job != 0)                              /* a printer had it: never a second bare original */
		batch_add(b, Q_PRINT_JOB_AGAIN, ARGS(value_int(id), value_text(job_state_code(job.state)),
			value_text(*job.reason ? job.reason : "上次未打出"), value_int(clock_wall_ms())));
	else
		batch_add(b, Q_PRINT_JOB_ACT, ARGS(value_int(id), value_text(job_state_code(job.state)), value_text("pending"),
			value_text(""), value_int(clock_wall_ms())));
	note_act(h, b, by, "print.retry", &job, "pending", job.note);
	return commit(h, b, &job, "重打", err);
}

/* The newest job of a document; the dossier and the kind are known to exist. */
static enum status job_last(struct hall *h, const char *number, const char *kind, struct print_job *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = print_job_draft(h, number, kind, out, err);      /* says who is missing */

	if (st == ST_OK)
		st = store_read(hall_store(h), Q_PRINT_JOB_LAST, ARGS(value_text(number), value_text(kind)), &rows, err);
	if (st == ST_OK && rows_count(rows))
		print_job_row(out, rows, 0);
	rows_free(rows);
	return st;
}

enum status print_job_reprint(struct hall *h, const struct actor *by, const char *number, const char *kind,
	const char *reason, const char *destination, bool large, struct print_job *out, struct err *err)
{
	const struct document_kind *k = document_kind_find(kind);
	struct print_job last;
	struct batch *b;
	int step;
	enum status st;

	*out = (struct print_job){ 0 };
	if ((st = may(h, by, number, err)) != ST_OK || (st = job_last(h, number, kind, &last, err)) != ST_OK)
		return st;
	if (!reason || !*reason)
		return err_at(err, ST_REFUSED, "E-5023", "reason", "补打%s要写明原因,没有打印。请写原因后再按补打。", last.title);
	snprintf(last.paper, sizeof last.paper, "%s", k ? k->paper : last.paper);
	print_job_paper(h, kind, large, last.paper);
	b = batch_new("print.reprint");
	batch_add(b, Q_PRINT_JOB_GIVE_UP, ARGS(value_int(last.id), value_text("已改为补打"), value_int(clock_wall_ms())));
	step = batch_add(b, Q_PRINT_JOB_REPRINT, ARGS(value_int(last.id), value_text(last.paper), value_int(large),
		value_text(destination ? destination : ""), value_text(reason), value_text(by->window), value_int(by->staff_id),
		value_int(clock_wall_ms())));
	note_act(h, b, by, "print.reprint", &last, "pending", reason);
	st = FAULT("print.reprint") ? err_set(err, ST_IO, "E-5020", "补打没有排上,没有打印。请再按补打。") :
		store_submit(hall_store(h), b, err);
	if (st == ST_OK)
		st = job_read(h, rows_int(batch_rows(b, step), 0, 0), out, err);
	batch_free(b);
	return st;
}

enum status print_job_direct(struct hall *h, const struct actor *by, const char *number, const char *kind,
	const char *reason, const char *destination, bool large, struct print_job *out, struct err *err)
{
	struct print_job last;
	struct batch *b;
	enum status st = may(h, by, number, err);

	*out = (struct print_job){ 0 };
	if (st != ST_OK || (st = job_last(h, number, kind, &last, err)) != ST_OK)
		return st;
	if (last.cups_job != 0 || (last.state != JOB_PENDING && last.state != JOB_HELD && last.state != JOB_FAILED))
		return print_job_reprint(h, by, number, kind, reason, destination, large, out, err);
	print_job_paper(h, kind, large || last.large, last.paper);
	b = batch_new("print.direct");
	batch_add(b, Q_PRINT_JOB_DIRECT, ARGS(value_int(last.id), value_text(job_state_code(last.state)), value_text(destination),
		value_text(last.paper), value_int(large || last.large), value_int(clock_wall_ms())));
	note_act(h, b, by, "print.direct", &last, "pending", destination);
	st = commit(h, b, &last, "改打印机", err);
	return st == ST_OK ? job_read(h, last.id, out, err) : st;
}

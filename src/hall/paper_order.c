/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/paper_order.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/paper.h"
#include "hall/print_job_own.h"
#include "law/number.h"

struct ordering {
	struct hall *h;
	struct actor by;
	int64_t dossier, now;
	const struct document_kind *kind;
	char act[37], series[SERIES_SIZE], *document_no, *body;
	bool held;
	int year, count_step, number_step;
};

static enum status write(struct batch *b, void *ctx, struct err *err)
{
	const struct ordering *o = ctx;
	int64_t before = rows_int(batch_rows(b, o->count_step), 0, 0), n;
	char kind[32], number[64] = "", paper[8];
	bool large = hall_int(o->h, "printer.large") != 0;

	(void)err;
	document_kind_name(o->kind->kind, (int)before, kind);
	if (*o->kind->word) {
		n = rows_int(batch_rows(b, o->number_step), 0, 0);
		number_document(o->series, o->year, (int)n, number);
		batch_add(b, Q_DOCUMENT_INSERT, ARGS(value_text(o->series), value_int(o->year), value_int(n), value_text(number),
			value_int(o->dossier), value_text(kind), value_int(o->now)));
	}
	if (o->document_no)
		snprintf(o->document_no, 64, "%s", number);
	snprintf(paper, sizeof paper, "%s", o->kind->paper);
	print_job_paper(o->h, kind, large, paper);
	batch_add(b, Q_ACT_PAPER_INSERT, ARGS(value_int(o->dossier), value_text(kind), value_text(o->kind->title), value_text(number),
		value_int(o->kind->copies), value_text(paper), value_int(large), value_text(o->by.window), value_int(o->by.staff_id),
		value_int(o->now), value_text(o->act), value_text(o->body), value_text(job_state_code(o->held ? JOB_HELD : JOB_PENDING))));
	return ST_OK;
}

void paper_order_in(struct hall *h, struct batch *b, const struct actor *by, const struct paper_order *order, char *document_no)
{
	struct ordering *o = batch_keep(b, sizeof *o);
	size_t n = strlen(order->body) + 1;
	char year[8], series[80];

	*o = (struct ordering){ .h = h, .by = *by, .dossier = order->dossier, .now = clock_wall_ms(), .kind = order->kind,
		.document_no = document_no, .held = order->held, .year = day_to_ymd(clock_today()).year };
	snprintf(o->act, sizeof o->act, "%s", order->act);
	o->body = batch_keep(b, n);
	memcpy(o->body, order->body, n);
	o->count_step = batch_add(b, Q_ACT_PAPER_COUNT, ARGS(value_int(order->dossier), value_text(order->kind->kind)));
	if (*order->kind->word) {
		document_series(h, order->kind, o->series);
		snprintf(series, sizeof series, "document/%s", o->series);
		snprintf(year, sizeof year, "%d", o->year);
		o->number_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(year)));
	}
	batch_then(b, write, o);
}

/* ---- of no dossier ---- */

struct owning { struct hall *h; const struct actor *by; const struct paper_own *p; int64_t at; char day[9], number[64]; int number_step, job_step; };

static enum status write_own(struct batch *b, void *ctx, struct err *err)
{
	struct owning *o = ctx;
	const struct document_kind *k = o->p->kind;
	char paper[8];

	(void)err;
	snprintf(o->number, sizeof o->number, "%s%s%s%0*d", o->p->letters, hall_text(o->h, "hall.code"), o->day, o->p->digits,
		(int)rows_int(batch_rows(b, o->number_step), 0, 0));
	snprintf(paper, sizeof paper, "%s", k->paper);
	print_job_paper(o->h, k->kind, o->p->large, paper);
	o->job_step = batch_add(b, Q_PRINT_JOB_OWN_INSERT, ARGS(value_text(k->kind), value_text(k->title), value_text(o->number),
		value_int(k->copies), value_text(paper), value_int(o->p->large), value_text(o->p->destination ? o->p->destination : ""),
		value_text(o->by->window), value_int(o->by->staff_id), value_int(o->at), value_text(o->p->body),
		value_text(job_state_code(o->p->destination ? JOB_PENDING : JOB_HELD))));
	if (o->p->with)
		o->p->with(b, o->number, o->p->ctx);
	audit_in(o->h, b, o->by, &(struct audit_entry){ .act = o->p->act, .object = o->number, .reason = o->p->about });
	return ST_OK;
}

/* R4: a new connection knows whether it was ordered. The number alone does not tell, for another one may have got it. */
static enum status find_own(struct owning *o, int64_t *id, struct err *err)
{
	char copy_of[100];
	struct rows *rows = NULL;
	enum status st = FAULT("paper.resolve") ? ST_IO : hall_reopen(o->h, err);

	snprintf(copy_of, sizeof copy_of, "%s/%s", o->number, o->p->kind->kind);
	if (st == ST_OK)
		st = store_read(hall_store(o->h), Q_PRINT_JOB_OWN_FIND, ARGS(value_text(copy_of), value_int(o->at), value_int(o->by->staff_id),
			value_text(o->p->body)), &rows, err);
	if (st != ST_OK)
		st = err_set(err, ST_UNKNOWN, "E-5024", "%s的结果不明(可能已排上,也可能没有)。请过一会看打印列表,没有的话再按一次。",
			o->p->kind->title);
	else if (rows_count(rows) == 0)
		st = err_set(err, ST_IO, "E-5020", "写入时出错,经核对%s没有排上,没有打印。请再按一次。", o->p->kind->title);
	else
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return st;
}

/* The job as it is stored. It is committed: where it cannot be read now, what is known of it must do. */
static void read_back(const struct owning *o, int64_t id, struct print_job *out)
{
	const struct document_kind *k = o->p->kind;
	struct rows *rows = NULL;
	struct err unread;

	if (!FAULT("paper.read") && store_read(hall_store(o->h), Q_PRINT_JOB_BY_ID, ARGS(value_int(id)), &rows, &unread) == ST_OK &&
	    rows_count(rows)) {
		print_job_row(out, rows, 0);
	} else {
		*out = (struct print_job){ .id = id, .large = o->p->large, .copies = k->copies,
			.state = o->p->destination ? JOB_PENDING : JOB_HELD };
		text_copy(out->number, sizeof out->number, o->number);
		text_copy(out->document_no, sizeof out->document_no, o->number);
		text_copy(out->kind, sizeof out->kind, k->kind);
		text_copy(out->title, sizeof out->title, k->title);
		text_copy(out->paper, sizeof out->paper, k->paper);
	}
	rows_free(rows);
}

enum status paper_own_order(struct hall *h, const struct actor *by, const struct paper_own *paper, struct print_job *out,
	struct err *err)
{
	struct owning o = { .h = h, .by = by, .p = paper, .at = clock_wall_ms() };
	char series[40];
	struct batch *b;
	int64_t id = 0;
	enum status st = hall_writable(h, err);

	*out = (struct print_job){ .id = 0 };
	if (st != ST_OK)
		return st;
	b = batch_new(paper->act);
	snprintf(series, sizeof series, "paper/%s", paper->letters);
	o.number_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(day_digits(clock_today(), o.day))));
	batch_then(b, write_own, &o);
	st = FAULT("paper.own") ? err_set(err, ST_IO, "E-5020", "%s没有排上,没有打印。请再按一次。", paper->kind->title) :
		store_submit(hall_store(h), b, err);
	if (st == ST_OK)
		id = rows_int(batch_rows(b, o.job_step), 0, 0);
	if (st == ST_OK && FAULT("paper.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		st = find_own(&o, &id, err);
	if (st == ST_OK)
		read_back(&o, id, out);
	batch_free(b);
	return st;
}

enum status paper_own_fill(struct hall *h, const struct actor *by, const struct document_kind *kind, const char *body,
	enum paper paper, bool large, struct document **out, struct err *err)
{
	struct print_job job = { .copies = kind->copies, .large = large };
	json_t *data = json_loads(body, 0, NULL);
	enum status st = ST_OK;

	*out = NULL;
	text_copy(job.kind, sizeof job.kind, kind->kind);
	text_copy(job.title, sizeof job.title, kind->title);
	text_copy(job.window, sizeof job.window, by->window);
	if (!data || json_object_set_new(data, "codes", json_pack("{s:s}", "check", "—")) != 0 || !print_job_document(&job, data))
		st = err_set(err, ST_BUG, "E-5303", "%s的数据不完整,没有生成", kind->title);
	if (st == ST_OK)
		st = paper_fill_from(h, &job, data, paper, false, out, err);
	json_decref(data);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/reconcile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "hall/staff.h"
#include "law/states.h"

#define AFTER_FAILURE_MS INT64_C(3600000)        /* a department that could not be read is tried again after an hour */

/* --- when -------------------------------------------------------------------------------------------------------- */

/* The last time that the hour of comparing began. */
static int64_t last_hour(struct hall *h)
{
	int64_t now = clock_wall_ms(), at = clock_day_start(clock_today()) + hall_int(h, "dispatch.reconcile_hour") * INT64_C(3600000);

	return at <= now ? at : at - DAY_MS;
}

int64_t reconcile_since(struct hall *h)
{
	return clock_wall_ms() - hall_int(h, "dispatch.reconcile_days") * DAY_MS;
}

enum status reconcile_next(struct hall *h, bool daily, struct reconcile_department *out, struct err *err)
{
	struct rows *r = NULL;

	enum status st = store_read(hall_store(h), Q_RECONCILE_NEXT, ARGS(value_int(last_hour(h)), value_int(clock_wall_ms() -
		AFTER_FAILURE_MS), value_int(reconcile_since(h)), value_int(daily)), &r, err);
	if (st == ST_OK && rows_count(r) == 0)
		st = err_set(err, ST_NOINPUT, "E-6204", "没有要对账的部门");
	if (st == ST_OK) {
		text_copy(out->id, sizeof out->id, rows_text(r, 0, 0));
		text_copy(out->name, sizeof out->name, rows_text(r, 0, 1));
		text_copy(out->url, sizeof out->url, rows_text(r, 0, 2));
	}
	rows_free(r);
	return st;
}

enum status reconcile_ask(struct hall *h, const struct actor *by, struct err *err)
{
	enum status st = outbox_may(h, by, "reconcile", err);

	if (st != ST_OK)
		return st;
	struct batch *b = batch_new("reconcile.ask");
	batch_add(b, Q_RECONCILE_ASK, ARGS(value_int(clock_wall_ms())));
	return audit_submit(h, by, b, &(struct audit_entry){ .act = "reconcile.ask" }, err);
}

enum status reconcile_list(struct hall *h, struct reconcile_row *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_RECONCILE_LIST, NULL, 0, &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct reconcile_row *row = &rows[(*count)++];
		*row = (struct reconcile_row){ .at = rows_int(r, i, 2), .asked = rows_int(r, i, 4) != 0 };
		text_copy(row->department, sizeof row->department, rows_text(r, i, 0));
		text_copy(row->name, sizeof row->name, rows_text(r, i, 1));
		text_copy(row->words, sizeof row->words, rows_text(r, i, 3));
	}
	rows_free(r);
	return st;
}

/* --- what we have ------------------------------------------------------------------------------------------------ */

enum status reconcile_sent(struct hall *h, const char *department, int64_t until, const struct reconcile_sent *last,
	struct reconcile_sent *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_RECONCILE_SENT, ARGS(value_text(department), value_int(last->at),
		value_int(until), value_int(last->id), value_int((int64_t)room)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct reconcile_sent *s = &rows[(*count)++];
		*s = (struct reconcile_sent){ .id = rows_int(r, i, 0), .at = rows_int(r, i, 2), .created_at = rows_int(r, i, 3) };
		text_copy(s->key, sizeof s->key, rows_text(r, i, 1));
	}
	rows_free(r);
	return st;
}

/* --- what differs ------------------------------------------------------------------------------------------------ */

struct finding {
	struct hall *h;
	struct actor by;
	const char *department, *key, *dossier, *department_no, *ours, *theirs;
	enum difference_kind kind;
	int64_t at, now;
	int step;
};

/* Inside the transaction: new, or known and perhaps looked at already? */
static enum status find_decide(struct batch *b, void *ctx, struct err *err)
{
	const struct finding *f = ctx;
	const struct rows *r = batch_rows(b, f->step);
	const char *code = difference_kind_code(f->kind);

	(void)err;
	if (rows_count(r) == 0) {
		batch_add(b, Q_DIFFERENCE_INSERT, ARGS(value_text(f->department), value_text(f->key), value_text(code),
			value_text(f->dossier), value_text(f->department_no), value_text(f->ours), value_text(f->theirs), value_int(f->at),
			value_int(f->now)));
	} else {
		const char *state = rows_text(r, 0, 1);
		bool same = strcmp(rows_text(r, 0, 2), f->ours) == 0 && strcmp(rows_text(r, 0, 3), f->theirs) == 0;
		if (strcmp(state, "open") == 0 || (same && strcmp(state, "acknowledged") == 0)) {
			batch_add(b, Q_DIFFERENCE_SEEN, ARGS(value_int(rows_int(r, 0, 0)), value_int(f->now)));
			return ST_OK;
		}
		batch_add(b, Q_DIFFERENCE_AGAIN, ARGS(value_int(rows_int(r, 0, 0)), value_int(f->now), value_text(f->ours),
			value_text(f->theirs), value_text(f->department_no)));
	}
	audit_in(f->h, b, &f->by, &(struct audit_entry){ .act = "reconcile.found", .object = f->dossier, .before = f->ours,
		.after = f->theirs, .reason = difference_kind_name(f->kind) });
	return ST_OK;
}

static enum status record(struct finding *f, struct err *err)
{
	enum status st = staff_system(f->h, "", &f->by, err);

	if (st)
		return st;
	f->now = clock_wall_ms();
	struct batch *b = batch_new("reconcile.found");
	f->step = batch_add(b, Q_DIFFERENCE_GET, ARGS(value_text(f->department), value_text(f->key),
		value_text(difference_kind_code(f->kind))));
	batch_then(b, find_decide, f);
	st = store_submit(hall_store(f->h), b, err);
	batch_free(b);
	return st;
}

enum status reconcile_file(struct hall *h, const char *department, const char *key, const char *dossier, const char *sm3, const char *note,
	struct err *err)
{
	char *one = mem_format("%s/%s", key, sm3);              /* a task may go without several */
	struct finding f = { .h = h, .department = department, .key = one, .dossier = dossier, .department_no = "", .ours = sm3,
		.theirs = note, .at = clock_wall_ms(), .kind = DIFFERENCE_FILE };
	enum status st = record(&f, err);

	free(one);
	return st;
}

/* Is a task in this state one whose state a department may tell, or one that we believe is not with it? What is still
 * on its way needs no comparing. */
static bool state_differs(const char *message, const char *ours, const char *theirs)
{
	bool sending = strcmp(message, "pending") == 0 || strcmp(message, "sending") == 0;
	int state = task_state_from_code(ours);

	if (state < 0 || strcmp(ours, theirs) == 0)
		return false;
	if (state == TASK_PENDING || state == TASK_FAILED)
		return !sending;
	return state <= (int)TASK_HANDED;
}

static enum status compare(struct hall *h, const char *department, const struct reconcile_item *item, int64_t asked_at,
	enum reconcile_verdict *verdict, struct err *err)
{
	struct finding f = { .h = h, .department = department, .key = item->key, .dossier = item->dossier,
		.department_no = item->department_no, .ours = "", .theirs = item->state, .at = item->at, .kind = DIFFERENCE_KIND_COUNT };
	struct rows *r = NULL;

	*verdict = RECONCILE_SAME;
	enum status st = store_read(hall_store(h), Q_RECONCILE_KEY, ARGS(value_text(item->key)), &r, err);
	if (st == ST_OK && (rows_count(r) == 0 || strcmp(rows_text(r, 0, 2), department) != 0)) {
		f.kind = DIFFERENCE_FOREIGN;
	} else if (st == ST_OK) {
		f.dossier = rows_text(r, 0, 5);
		f.at = rows_int(r, 0, 6);
		if (strcmp(rows_text(r, 0, 0), item->digest) != 0) {
			f.kind = DIFFERENCE_DIGEST;
			f.ours = rows_text(r, 0, 0);
			f.theirs = item->digest;
		} else if (state_differs(rows_text(r, 0, 1), rows_text(r, 0, 3), item->state) && rows_int(r, 0, 4) <= asked_at) {
			*verdict = RECONCILE_STATE;
			f.ours = rows_text(r, 0, 3);
			f.kind = asked_at == INT64_MAX ? DIFFERENCE_KIND_COUNT : DIFFERENCE_STATE;
		}
	}
	if (st == ST_OK && f.kind != DIFFERENCE_KIND_COUNT) {
		*verdict = RECONCILE_RECORDED;
		st = record(&f, err);
	}
	rows_free(r);
	return st;
}

enum status reconcile_item(struct hall *h, const char *department, const struct reconcile_item *item,
	enum reconcile_verdict *verdict, struct err *err)
{
	return compare(h, department, item, INT64_MAX, verdict, err);
}

enum status reconcile_state(struct hall *h, const char *department, const struct reconcile_item *item, int64_t asked_at,
	enum reconcile_verdict *verdict, struct err *err)
{
	return compare(h, department, item, asked_at, verdict, err);
}

enum status reconcile_missing(struct hall *h, const char *department, const struct reconcile_sent *sent, struct err *err)
{
	struct rows *r = NULL;

	enum status st = store_read(hall_store(h), Q_RECONCILE_KEY, ARGS(value_text(sent->key)), &r, err);
	if (st == ST_OK && rows_count(r) > 0 && strcmp(rows_text(r, 0, 1), "delivered") == 0) {
		struct finding f = { .h = h, .department = department, .key = sent->key, .kind = DIFFERENCE_UNKNOWN,
			.dossier = rows_text(r, 0, 5), .department_no = rows_text(r, 0, 7), .ours = rows_text(r, 0, 3), .theirs = "",
			.at = sent->at };
		st = record(&f, err);
	}
	rows_free(r);
	return st;
}

struct settling { struct hall *h; struct actor by; int step; };

static enum status settle_audit(struct batch *b, void *ctx, struct err *err)
{
	const struct settling *s = ctx;
	const struct rows *r = batch_rows(b, s->step);

	(void)err;
	for (size_t i = 0; i < rows_count(r); i++)
		audit_in(s->h, b, &s->by, &(struct audit_entry){ .act = "reconcile.settled", .object = rows_text(r, i, 0),
			.before = rows_text(r, i, 1), .after = "settled" });
	return ST_OK;
}

enum status reconcile_end(struct hall *h, const char *department, const struct reconcile_result *r, struct err *err)
{
	struct settling s = { .h = h };
	enum status st = staff_system(h, "", &s.by, err);

	if (st)
		return st;
	struct batch *b = batch_new("reconcile.end");
	batch_add(b, Q_RECONCILE_END, ARGS(value_text(department), value_int(clock_wall_ms()), value_text(r->words),
		value_int(r->complete)));
	if (r->complete && r->began > 0) {
		s.step = batch_add(b, Q_DIFFERENCE_SETTLE, ARGS(value_text(department), value_int(r->from), value_int(r->began),
			value_int(r->states)));
		batch_then(b, settle_audit, &s);
	}
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "hall/accept.h"
#include "hall/audit.h"
#include "hall/caution.h"
#include "hall/clock_own.h"
#include "hall/errand_draft.h"
#include "hall/row.h"
#include "hall/staff.h"

/* What time alone does. Everything here is decided by rows that are there once: run twice, or by two processes at once,
 * it does nothing the second time. */

#define MOST_STEPS 16
#define AHEAD 40                     /* days: further ahead no reminder can be due */

struct turning {
	struct hall *h;
	struct actor by;
	const struct calendar *calendar;
	int before[MOST_STEPS];          /* C-14: 3, 1, 0, −1 … as the hall has it, the earliest first */
	size_t before_count;
	day_t today;
	struct clock_turned *out;
	/* the dossier of this batch */
	int64_t dossier;
	const char *number, *window;
	size_t proposals, reminders, cautions;
};

static int later_first(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

/* "3,1,0,-1"; what is no number of days within reason is passed over. */
static void read_steps(const char *text, struct turning *t)
{
	for (char *end; *text && t->before_count < MOST_STEPS; text = *end ? end + 1 : end) {
		long n = strtol(text, &end, 10);
		if (end != text && n >= -10 && n <= 20)
			t->before[t->before_count++] = (int)n;
		else if (end == text)
			end = (char *)(uintptr_t)(text + strcspn(text, ","));
	}
	qsort(t->before, t->before_count, sizeof t->before[0], later_first);
}

/* The day `before` working days before the due day; less than 0: after it. */
static day_t step_day(const struct calendar *c, day_t due, int before)
{
	day_t d = due, one = before < 0 ? 1 : -1;

	for (int left = abs(before); left > 0; )
		if (calendar_may_work(c, d += one))
			left--;
	return d;
}

/* --- one dossier ------------------------------------------------------------------------------------------------------ */

struct proposing { struct turning *t; int step; enum clock_kind kind; int item; day_t due; const char *reason; };

static enum status proposed(struct batch *b, void *ctx, struct err *err)
{
	const struct proposing *p = ctx;
	char object[48], due[11];

	(void)err;
	if (rows_count(batch_rows(b, p->step)) == 0)
		return ST_OK;
	p->t->proposals++;
	snprintf(object, sizeof object, "%.23s/%s/%d", p->t->number, clock_rule(p->kind)->code, p->item);
	audit_in(p->t->h, b, &p->t->by, &(struct audit_entry){ .act = "clock.expired", .object = object, .before = day_iso(p->due, due),
		.reason = *p->reason ? p->reason : clock_rule(p->kind)->late });
	return ST_OK;
}

/* `reason` lives until the batch was submitted; "" is the clock's own. */
static void propose(struct batch *b, struct turning *t, int64_t clock, enum clock_kind kind, int item, day_t due, const char *reason)
{
	struct proposing *p = batch_keep(b, sizeof *p);

	*p = (struct proposing){ .t = t, .kind = kind, .item = item, .due = due, .reason = reason };
	p->step = batch_add(b, Q_CLOCK_PROPOSAL_INSERT, ARGS(value_int(clock), value_int(clock_wall_ms()), value_int(due),
		value_text(reason)));
	batch_then(b, proposed, p);
}

/* What ran out gives its card in the same transaction (V-2). */
static void caution(struct batch *b, struct turning *t, enum caution_rule rule, int item, int64_t clock, day_t due)
{
	char object[40], window[16], words[200];

	if (item)
		snprintf(object, sizeof object, "%.23s/%d", t->number, item);
	else
		snprintf(object, sizeof object, "%.23s", t->number);
	caution_window(t->window, window);
	caution_clock_words(t->calendar, due, words);
	caution_in(t->h, b, &t->by, &(struct caution_new){ .rule = rule, .light = LIGHT_RED, .object = object, .dossier = t->dossier,
		.item = item, .clock = clock, .due = due, .responsible = window, .words = words }, &t->cautions);
}

/* Of the steps whose day has come only the last is still worth a call; one before the promise was made is none. */
static void remind(struct batch *b, struct turning *t, const struct clock_stored *k)
{
	size_t come = 0;

	while (come < t->before_count && step_day(t->calendar, k->due, t->before[come]) <= t->today)
		come++;
	for (size_t i = 0; i < come; i++) {
		day_t day = step_day(t->calendar, k->due, t->before[i]);
		bool missed = i + 1 < come || day <= k->run.start;
		batch_add(b, Q_CLOCK_REMINDER_INSERT, ARGS(value_int(k->id), value_int(k->due), value_int(t->before[i]), value_int(day),
			value_int(missed), value_int(clock_wall_ms())));
	}
}

struct looking { struct turning *t; int clocks, count_before, count_after; };

static enum status look(struct batch *b, void *ctx, struct err *err)
{
	struct looking *l = ctx;
	struct clock_book book;

	(void)err;
	clock_book_make(batch_rows(b, l->clocks), batch_rows(b, -1), batch_rows(b, -1), batch_rows(b, -1), true, &book);
	l->t->proposals = l->t->cautions = 0;
	for (size_t i = 0; i < book.count; i++) {
		const struct clock_stored *k = &book.clocks[i];
		if (k->run.stopped != DAY_NONE || k->due == DAY_NONE)
			continue;
		if (clock_rule(k->run.kind)->expiry == EXPIRY_PROPOSE && k->due < l->t->today)
			propose(b, l->t, k->id, k->run.kind, k->item, k->due, "");
		if (k->run.kind == CLOCK_K5 && k->due < l->t->today)
			caution(b, l->t, CAUTION_K5, k->item, k->id, k->due);
		if (k->run.kind == CLOCK_K5)
			remind(b, l->t, k);
	}
	clock_book_release(&book);
	l->count_after = batch_add(b, Q_CLOCK_REMINDER_COUNT, ARGS(value_int(l->t->dossier)));
	return ST_OK;
}

static enum status turn_dossier(struct turning *t, int64_t dossier, const char *number, const char *window, struct err *err)
{
	struct batch *b = batch_new("clock.turn");
	struct looking l = { .t = t };

	t->dossier = dossier;
	t->number = number;
	t->window = window;
	l.count_before = batch_add(b, Q_CLOCK_REMINDER_COUNT, ARGS(value_int(dossier)));
	l.clocks = batch_add(b, Q_CLOCK_OF, ARGS(value_int(dossier)));
	batch_then(b, look, &l);
	enum status st = store_submit(hall_store(t->h), b, err);
	if (st == ST_OK) {
		int64_t reminders = rows_int(batch_rows(b, l.count_after), 0, 0) - rows_int(batch_rows(b, l.count_before), 0, 0);
		t->out->proposals += t->proposals;
		t->out->reminders += (size_t)reminders;
		t->out->cautions += t->cautions;
		t->out->dossiers += t->proposals || reminders;
	}
	batch_free(b);
	return st;
}

/* --- what silence has accepted (art. 32) ------------------------------------------------------------------------------ */

#define DEEMED_AT_ONCE 200           /* the rest at the next turn */

/* A batch may run again, and counts anew then. */
static enum status count_anew(struct batch *b, void *ctx, struct err *err)
{
	struct turning *t = ctx;

	(void)b, (void)err;
	t->proposals = t->cautions = 0;
	return ST_OK;
}

/* A person must see why the hall could not do it. */
static enum status propose_deemed(struct turning *t, const struct rows *r, size_t i, const char *why, struct err *err)
{
	struct batch *b = batch_new("clock.deem");

	batch_then(b, count_anew, t);
	t->dossier = rows_int(r, i, 0);
	t->number = rows_text(r, i, 1);
	t->window = rows_text(r, i, 5);
	propose(b, t, rows_int(r, i, 4), CLOCK_K1, 0, (day_t)rows_int(r, i, 3), why);
	caution(b, t, CAUTION_K1, 0, rows_int(r, i, 4), (day_t)rows_int(r, i, 3));
	enum status st = store_submit(hall_store(t->h), b, err);
	if (st == ST_OK) {
		t->out->proposals += t->proposals;
		t->out->cautions += t->cautions;
	}
	batch_free(b);
	return st;
}

/* What stands against one is for the supervisor; a store that cannot write is for the next turn. */
static enum status deem(struct turning *t, const struct rows *r, size_t i, struct err *err)
{
	struct accepted done;
	enum status st = dossier_deem(t->h, rows_text(r, i, 1), &done, err);

	t->out->deemed += st == ST_OK && !done.again;
	if (st == ST_REFUSED && (strcmp(err->code, "E-6404") == 0 || strcmp(err->code, "E-6433") == 0))
		return ST_OK;                /* another process was first */
	if (st == ST_REFUSED || st == ST_NOINPUT || st == ST_CORRUPT || st == ST_DATA) {
		char why[sizeof err->text + 16];
		snprintf(why, sizeof why, "%s %s", err->code, err->text);
		return propose_deemed(t, r, i, why, err);
	}
	return st == ST_CONFLICT ? ST_OK : st;
}

static enum status deem_all(struct turning *t, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(t->h), Q_CLOCK_DEEMED, ARGS(value_int(t->today), value_int(DEEMED_AT_ONCE)), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		st = deem(t, rows, i, err);
	rows_free(rows);
	return st;
}

enum status clock_turn(struct hall *h, struct clock_turned *out, struct err *err)
{
	struct turning t = { .h = h, .today = clock_today(), .out = out };
	struct rows *rows = NULL;
	size_t made = 0;
	enum status st;

	*out = (struct clock_turned){ .dossiers = 0 };
	read_steps(hall_text(h, "deferral.remind"), &t);
	if ((st = staff_system(h, "", &t.by, err)) != ST_OK || (st = hall_calendar(h, &t.calendar, err)) != ST_OK)
		return st;
	if ((st = deem_all(&t, err)) != ST_OK || (st = errand_draft_left(h, &t.by, err)) != ST_OK)
		return st;
	st = store_read(hall_store(h), Q_CLOCK_TURN_LIST, ARGS(value_int(t.today), value_int(t.today + AHEAD),
		value_int((int64_t)t.before_count)), &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		st = turn_dossier(&t, rows_int(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2), err);
	rows_free(rows);
	if (st == ST_OK)
		st = caution_turn(h, &t.by, &made, err);
	if (st == ST_OK)
		out->cautions += made;
	return st;
}

/* --- what came of it ---------------------------------------------------------------------------------------------------- */

enum status clock_reminders(struct hall *h, struct clock_reminder *list, size_t room, size_t *count, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_CLOCK_REMINDERS, ARGS(value_int((int64_t)room)), &rows, err);

	*count = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		struct clock_reminder *r = &list[(*count)++];
		*r = (struct clock_reminder){ .clock = rows_int(rows, i, 0), .due = (day_t)rows_int(rows, i, 6),
			.before = (int)rows_int(rows, i, 7), .day = (day_t)rows_int(rows, i, 8) };
		snprintf(r->number, sizeof r->number, "%s", rows_text(rows, i, 1));
		row_mask(rows_text(rows, i, 2), rows_int(rows, i, 3) != 0, r->name, sizeof r->name);
		snprintf(r->bundle, sizeof r->bundle, "%s", rows_text(rows, i, 4));
		snprintf(r->material, sizeof r->material, "%s", rows_text(rows, i, 5));
		snprintf(r->material_id, sizeof r->material_id, "%s", rows_text(rows, i, 9));
		snprintf(r->window, sizeof r->window, "%s", rows_text(rows, i, 10));
	}
	rows_free(rows);
	return st;
}

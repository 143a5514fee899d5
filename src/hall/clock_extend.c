/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/clock.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "hall/clock_own.h"
#include "hall/own.h"

/* Extensions, and what follows them (T-11): the promise of the whole is its longest path, so an item's extension moves the whole only
 * by what the item, and what waits for it, then takes longer. */

struct extending {
	struct hall *h;
	struct actor by;
	struct clock_extending e;
	int clocks, pauses, extensions, edges;
	/* of one run of the batch */
	struct clock_book book;
	struct following { struct clock_run before; int halves; } *follows;      /* of each clock of the book */
	const struct rows *waits;            /* clock_edges: who, for whom */
};

static struct clock_stored *running(struct extending *x, enum clock_kind kind, int item)
{
	for (size_t i = 0; i < x->book.count; i++) {
		struct clock_stored *k = &x->book.clocks[i];
		if (k->run.kind == kind && k->item == item && k->run.stopped == DAY_NONE)
			return k;
	}
	return NULL;
}

/* --- how long --------------------------------------------------------------------------------------------------------------- */

/* What rests today does not say until when; two clocks are compared as if it went on now, which moves both alike. */
static void go_on(const struct clock_run *run, struct clock_pause *pauses)
{
	day_t today = clock_today();

	for (size_t i = 0; i < run->pause_count; i++) {
		pauses[i] = run->pauses[i];
		if (pauses[i].to == DAY_NONE)
			pauses[i].to = pauses[i].from > today ? pauses[i].from : today;
	}
}

static enum status due_then(struct batch *b, const struct extending *x, const struct clock_run *run, day_t *due, struct err *err)
{
	struct clock_pause *pauses = batch_keep(b, (run->pause_count + 1) * sizeof *pauses);
	struct clock_run then = *run;
	bool estimated;

	go_on(run, pauses);
	then.pauses = pauses;
	return clock_due_of(x->h->calendar, &then, due, &estimated, err);
}

static void lengthen(struct batch *b, struct clock_stored *k, const struct clock_extension *by)
{
	struct clock_extension *more = batch_keep(b, (k->run.extension_count + 1) * sizeof *more);

	if (k->run.extension_count)
		memcpy(more, k->run.extensions, k->run.extension_count * sizeof *more);
	more[k->run.extension_count] = *by;
	k->run.extensions = more;
	k->run.extension_count++;
}

static void write_down(struct batch *b, const struct extending *x, const struct clock_stored *k, const char *basis)
{
	const struct clock_extension *e = &k->run.extensions[k->run.extension_count - 1];

	batch_add(b, Q_CLOCK_EXTENSION_INSERT, ARGS(value_int(k->id), value_int(e->day), value_int(e->halves), value_text(basis),
		value_text(e->reason), value_text(e->by), value_int(x->by.staff_id), value_int(clock_wall_ms())));
}

static void grant(struct batch *b, const struct extending *x, struct clock_stored *k)
{
	lengthen(b, k, &(struct clock_extension){ x->e.day, x->e.halves, x->e.reason, x->e.by, false });
	write_down(b, x, k, x->e.basis);
}

/* Until it is due no earlier than `day`: not a day more, and never more than was granted. */
static enum status follow(struct batch *b, struct extending *x, struct clock_stored *k, day_t day, bool *moved, struct err *err)
{
	struct following *f = &x->follows[k - x->book.clocks];
	day_t due;
	enum status st = due_then(b, x, &k->run, &due, err);

	while (st == ST_OK && due < day && f->halves < x->e.halves) {
		if (f->halves == 0)
			f->before = k->run;
		f->halves += 2;
		k->run = f->before;
		lengthen(b, k, &(struct clock_extension){ x->e.day, f->halves, x->e.reason, x->e.by, true });
		*moved = true;
		st = due_then(b, x, &k->run, &due, err);
	}
	return st;
}

/* --- what waits for it ------------------------------------------------------------------------------------------------------ */

/* How long item `k` works itself: what its promise has beyond the longest that it waits for, and what it was granted. */
static struct limit own_limit(struct extending *x, const struct clock_stored *k, int *granted)
{
	struct limit own = k->run.limit;
	int longest = 0;

	for (size_t i = 0; i < rows_count(x->waits); i++) {
		const struct clock_stored *before = running(x, CLOCK_K2, (int)rows_int(x->waits, i, 1));
		if (rows_int(x->waits, i, 0) == k->item && before && before->run.limit.unit == own.unit && before->run.limit.halves > longest)
			longest = before->run.limit.halves;
	}
	if (own.unit == UNIT_WORKING_DAY)            /* in other units a promise is the item's alone (hall/promise.c) */
		own.halves = own.halves > longest ? own.halves - longest : 0;
	*granted = 0;
	for (size_t i = 0; i < k->run.extension_count; i++)
		if (k->run.extensions[i].halves > 0 && !k->run.extensions[i].follows)
			*granted += k->run.extensions[i].halves;
	return own;
}

/* The day by which it can be done when what it waits for is due on `start`. */
static enum status done_after(struct batch *b, struct extending *x, const struct clock_stored *k, day_t start, day_t *due, struct err *err)
{
	struct clock_pause *rests = batch_keep(b, (k->run.pause_count + 1) * sizeof *rests);
	struct pause *pauses = batch_keep(b, (k->run.pause_count + 1) * sizeof *pauses);
	struct deadline d;
	int granted;
	struct limit own = own_limit(x, k, &granted);

	go_on(&k->run, rests);
	for (size_t i = 0; i < k->run.pause_count; i++)
		pauses[i] = (struct pause){ rests[i].from, rests[i].to };
	enum status st = deadline_make_added(x->h->calendar, start, own, granted, pauses, k->run.pause_count, true, &d, err);
	*due = d.due;
	deadline_release(&d);
	return st;
}

/* One item that waits for another whose promise has moved. */
static enum status follow_one(struct batch *b, struct extending *x, struct clock_stored *k, const struct clock_stored *before, bool *moved,
	struct err *err)
{
	day_t start, due;
	enum status st = due_then(b, x, &before->run, &start, err);

	if (st == ST_OK)
		st = done_after(b, x, k, start, &due, err);
	return st == ST_OK ? follow(b, x, k, due, moved, err) : st;
}

/* Whoever waits for one that moved, until nobody moves any more: nothing waits in a circle, and all move by what was granted at most. */
static enum status follow_all(struct batch *b, struct extending *x, const struct clock_stored *first, struct err *err)
{
	enum status st = ST_OK;

	for (bool moved = true; st == ST_OK && moved; ) {
		moved = false;
		for (size_t i = 0; st == ST_OK && i < rows_count(x->waits); i++) {
			struct clock_stored *k = running(x, CLOCK_K2, (int)rows_int(x->waits, i, 0));
			const struct clock_stored *before = running(x, CLOCK_K2, (int)rows_int(x->waits, i, 1));
			if (k && before && (before == first || x->follows[before - x->book.clocks].halves))
				st = follow_one(b, x, k, before, &moved, err);
		}
	}
	return st;
}

/* The last day of the item and of those that moved with it. */
static enum status last_of(struct batch *b, const struct extending *x, const struct clock_stored *first, day_t *last, struct err *err)
{
	enum status st = due_then(b, x, &first->run, last, err);

	for (size_t i = 0; st == ST_OK && i < x->book.count; i++) {
		day_t due = DAY_NONE;
		if (!x->follows[i].halves || x->book.clocks[i].item == 0)
			continue;
		st = due_then(b, x, &x->book.clocks[i].run, &due, err);
		*last = due > *last ? due : *last;
	}
	return st;
}

/* The whole: its promise no earlier than the last of them, its legal day no earlier than the item's and than a promise that moved. */
static enum status follow_whole(struct batch *b, struct extending *x, const struct clock_stored *k2, const struct clock_stored *k3,
	struct err *err)
{
	struct clock_stored *promise = running(x, CLOCK_K2, 0), *law = running(x, CLOCK_K3, 0);
	bool moved = false, legally = false;
	day_t last = DAY_NONE, legal = DAY_NONE;
	enum status st = k2 ? follow_all(b, x, k2, err) : ST_OK;

	if (st == ST_OK && k2 && promise && (st = last_of(b, x, k2, &last, err)) == ST_OK)
		st = follow(b, x, promise, last, &moved, err);
	if (st != ST_OK || !k3 || !law)
		return st;
	st = due_then(b, x, &k3->run, &legal, err);
	if (st == ST_OK && moved)
		st = due_then(b, x, &promise->run, &last, err);
	return st == ST_OK ? follow(b, x, law, moved && last > legal ? last : legal, &legally, err) : st;
}

static void write_follows(struct batch *b, const struct extending *x)
{
	for (size_t i = 0; i < x->book.count; i++)
		if (x->follows[i].halves)
			write_down(b, x, &x->book.clocks[i], CLOCK_FOLLOWS);
}

/* --- the act ---------------------------------------------------------------------------------------------------------------- */

static enum status check_extending(const struct clock_extending *e, struct err *err)
{
	const struct clock_rule *rule = clock_rule(e->kind);

	if (rule->extensions == 0 || e->halves <= 0)
		return err_set(err, ST_REFUSED, "E-1057", rule->extensions == 0 ? "%s(%s)不能延长(%s)" : "%s(%s)的延长要写明天数(%s)", rule->name,
			rule->code, rule->law);
	if (!*e->reason || !*e->by)
		return err_set(err, ST_REFUSED, "E-1058", "延长%s要写明理由和批准人(%s)", rule->name, rule->law);
	return ST_OK;
}

static enum status extend_book(struct batch *b, struct extending *x, struct err *err)
{
	const struct clock_rule *rule = clock_rule(x->e.kind);
	struct clock_stored *own = running(x, x->e.kind, x->e.item);
	struct clock_stored *partner = x->e.kind == CLOCK_K3 ? running(x, CLOCK_K2, x->e.item) : NULL;
	enum status st;

	if (!own)
		return err_set(err, ST_REFUSED, "E-1059", "%s(%s)没有在计时,不能延长", rule->name, rule->code);
	grant(b, x, own);
	if ((st = clock_check(&own->run, err)) != ST_OK)
		return st;
	if (partner)
		grant(b, x, partner);
	if (x->e.item && x->e.kind != CLOCK_K5)
		st = follow_whole(b, x, x->e.kind == CLOCK_K2 ? own : partner, x->e.kind == CLOCK_K3 ? own : NULL, err);
	return st;
}

static enum status do_extend(struct batch *b, void *ctx, struct err *err)
{
	struct extending *x = ctx;
	enum status st = check_extending(&x->e, err);
	char words[160];

	if (st != ST_OK)
		return st;
	if (!x->h->calendar)
		return err_set(err, ST_BUG, "E-1055", "没有载入工作日历");
	x->waits = batch_rows(b, x->edges);
	clock_book_make(batch_rows(b, x->clocks), batch_rows(b, x->pauses), batch_rows(b, x->extensions), x->waits, true, &x->book);
	x->follows = batch_keep(b, (x->book.count + 1) * sizeof *x->follows);
	memset(x->follows, 0, (x->book.count + 1) * sizeof *x->follows);
	if ((st = extend_book(b, x, err)) == ST_OK)
		write_follows(b, x);
	clock_book_release(&x->book);
	if (st != ST_OK)
		return st;
	snprintf(words, sizeof words, "延长(批准 %s):%s", x->e.by, x->e.reason);
	text_mend(words);
	clock_recompute_in(x->h, b, &x->by, NULL, x->e.dossier, x->e.number, words);
	return ST_OK;
}

void clock_extend_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_extending *e)
{
	const struct clock_rule *rule = clock_rule(e->kind);
	const char *name = e->joint && rule->joint_extension ? rule->joint_extension : rule->extension;
	struct extending *x = batch_keep(b, sizeof *x);

	*x = (struct extending){ .h = h, .by = *by, .e = *e };
	x->e.number = clock_kept(b, e->number);
	x->e.basis = clock_kept(b, e->basis);
	x->e.reason = clock_kept(b, e->reason);
	x->e.by = clock_kept(b, e->by);
	if (!x->e.halves && name)
		x->e.halves = 2 * (int)hall_int(h, name);
	x->clocks = batch_add(b, Q_CLOCK_OF, ARGS(value_int(e->dossier)));
	x->pauses = batch_add(b, Q_CLOCK_PAUSES, ARGS(value_int(e->dossier)));
	x->extensions = batch_add(b, Q_CLOCK_EXTENSIONS, ARGS(value_int(e->dossier)));
	x->edges = batch_add(b, Q_CLOCK_EDGES, ARGS(value_int(e->dossier)));
	batch_then(b, do_extend, x);
}

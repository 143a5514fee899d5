/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/clock.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/clock_own.h"
#include "hall/own.h"

const char *clock_kept(struct batch *b, const char *s)
{
	size_t n = strlen(s ? s : "") + 1;

	return memcpy(batch_keep(b, n), s ? s : "", n);
}

/* --- recomputing ---------------------------------------------------------------------------------------------------- */

struct recomputing {
	struct hall *h;
	struct actor by;
	const struct calendar *given;        /* NULL: the hall's */
	int64_t dossier;
	const char *number, *reason;
	bool deferrals_done;
	int clocks, pauses, extensions, edges;
};

/* Where else a clock's day stands; `whole` is item 0. */
static const struct mirror { enum clock_kind kind; bool whole; enum query day; } mirrors[] = {
	{ CLOCK_K2, true, Q_CLOCK_WHOLE_PROMISED },  { CLOCK_K3, true, Q_CLOCK_WHOLE_STATUTORY },
	{ CLOCK_K2, false, Q_CLOCK_ITEM_PROMISED },  { CLOCK_K3, false, Q_CLOCK_ITEM_STATUTORY },
	{ CLOCK_K2, false, Q_CLOCK_TASK_DUE },
	{ CLOCK_K5, false, Q_CLOCK_DEFERRAL_DAY },   { CLOCK_K5, false, Q_CLOCK_MATERIAL_DAY },
};

static void move_day(struct batch *b, const struct recomputing *r, const struct clock_stored *c, day_t due)
{
	char object[48], before[11], after[11];

	for (size_t i = 0; i < COUNT_OF(mirrors); i++) {
		const struct mirror *m = &mirrors[i];
		if (m->kind != c->run.kind || m->whole != (c->item == 0))
			continue;
		if (m->whole)
			batch_add(b, m->day, ARGS(value_int(r->dossier), value_day(due)));
		else
			batch_add(b, m->day, ARGS(value_int(r->dossier), value_int(c->item), value_day(due)));
	}
	if (c->run.kind == CLOCK_K5)
		batch_add(b, Q_CLOCK_PAUSE_FOLLOW, ARGS(value_int(r->dossier), value_int(c->item), value_day(due)));
	if (c->item)
		snprintf(object, sizeof object, "%.23s/%s/%d", r->number, clock_rule(c->run.kind)->code, c->item);
	else
		snprintf(object, sizeof object, "%.23s/%s", r->number, clock_rule(c->run.kind)->code);
	audit_in(r->h, b, &r->by, &(struct audit_entry){ .act = "clock.move", .object = object,
		.before = c->due == DAY_NONE ? "停表" : day_iso(c->due, before), .after = due == DAY_NONE ? "停表" : day_iso(due, after),
		.reason = r->reason });
}

/* R12: how many days the new calendar would move the date to the applicant's harm; 0 when it does not. */
static int harm(const struct calendar *c, const struct clock_stored *k, day_t due)
{
	const struct clock_rule *rule = clock_rule(k->run.kind);

	if (k->due == DAY_NONE || due == DAY_NONE || (k->run.limit.unit != UNIT_WORKING_DAY && !k->run.extension_count))
		return 0;
	if (rule->binds == BINDS_HALL && due > k->due)
		return -deadline_remaining(c, k->due, due);
	if (rule->binds == BINDS_APPLICANT && rule->extensions < 0 && due < k->due)
		return deadline_remaining(c, due, k->due) + !calendar_works(c, k->due);
	return 0;
}

enum status clock_due_of(const struct calendar *c, const struct clock_run *run, day_t *due, bool *estimated, struct err *err)
{
	static const struct clock_thresholds any = { 0, 0 };
	struct clock_state s;
	enum status st = clock_stand(c, run, run->start, &any, &s, err);

	*due = s.deadline.due;
	*estimated = s.deadline.estimated;
	clock_state_release(&s);
	return st;
}

static enum status settle(struct batch *b, const struct recomputing *r, const struct calendar *c, struct clock_stored *k,
	bool *moved, struct err *err)
{
	day_t due;
	bool estimated;
	enum status st = clock_due_of(c, &k->run, &due, &estimated, err);
	int days = st == ST_OK && r->given ? harm(c, k, due) : 0;

	if (days) {
		struct clock_extension *more = batch_keep(b, (k->run.extension_count + 1) * sizeof *more);
		const char *why = days < 0 ? "日历变动,大厅守原定日期" : "日历变动,申请人的期限不提前";
		if (k->run.extension_count)
			memcpy(more, k->run.extensions, k->run.extension_count * sizeof *more);
		more[k->run.extension_count++] = (struct clock_extension){ clock_today(), 2 * days, why, "", false };
		if (more[k->run.extension_count - 1].day < k->run.start)
			more[k->run.extension_count - 1].day = k->run.start;
		k->run.extensions = more;
		batch_add(b, Q_CLOCK_EXTENSION_INSERT, ARGS(value_int(k->id), value_int(more[k->run.extension_count - 1].day),
			value_int(2 * days), value_text("R12"), value_text(why), value_text(""), value_int(r->by.staff_id),
			value_int(clock_wall_ms())));
		st = clock_due_of(c, &k->run, &due, &estimated, err);
	}
	if (st != ST_OK || (due == k->due && estimated == k->estimated))
		return st;
	batch_add(b, Q_CLOCK_MOVE, ARGS(value_int(k->id), value_day(due), value_int(estimated)));
	if (due != k->due) {
		batch_add(b, Q_CLOCK_PROPOSAL_MOVED, ARGS(value_int(k->id), value_int(clock_wall_ms()), value_int(r->by.staff_id)));
		move_day(b, r, k, due);
	}
	*moved = true;
	return ST_OK;
}

static void read_book(struct batch *b, struct recomputing *r);

/* Deferrals first: what rests for one (C-10) rests as long as it. */
static enum status recompute(struct batch *b, void *ctx, struct err *err)
{
	struct recomputing *r = ctx;
	const struct calendar *c = r->given ? r->given : r->h->calendar;
	struct clock_book book;
	bool moved = false, rest = r->deferrals_done;
	enum status st = ST_OK;

	if (!c)
		return err_set(err, ST_BUG, "E-1055", "没有载入工作日历");
	clock_book_make(batch_rows(b, r->clocks), batch_rows(b, r->pauses), batch_rows(b, r->extensions), batch_rows(b, r->edges),
		true, &book);
	for (size_t i = 0; st == ST_OK && i < book.count; i++) {
		struct clock_stored *k = &book.clocks[i];
		if (k->run.stopped == DAY_NONE && (k->run.kind == CLOCK_K5) != rest)
			st = settle(b, r, c, k, &moved, err);
	}
	if (moved)
		batch_add(b, Q_CLOCK_MOVED, ARGS(value_int(r->dossier), value_int(clock_wall_ms())));
	clock_book_release(&book);
	if (st == ST_OK && !rest) {
		struct recomputing *then = batch_keep(b, sizeof *then);
		*then = *r;
		then->deferrals_done = true;
		read_book(b, then);
	}
	return st;
}

static void read_book(struct batch *b, struct recomputing *r)
{
	r->clocks = batch_add(b, Q_CLOCK_OF, ARGS(value_int(r->dossier)));
	r->pauses = batch_add(b, Q_CLOCK_PAUSES, ARGS(value_int(r->dossier)));
	r->extensions = batch_add(b, Q_CLOCK_EXTENSIONS, ARGS(value_int(r->dossier)));
	r->edges = batch_add(b, Q_CLOCK_EDGES, ARGS(value_int(r->dossier)));
	batch_then(b, recompute, r);
}

void clock_recompute_in(struct hall *h, struct batch *b, const struct actor *by, const struct calendar *c, int64_t dossier,
	const char *number, const char *reason)
{
	struct recomputing *r = batch_keep(b, sizeof *r);

	*r = (struct recomputing){ .h = h, .by = *by, .given = c, .dossier = dossier, .number = clock_kept(b, number),
		.reason = clock_kept(b, reason) };
	read_book(b, r);
}

/* --- start and stop -------------------------------------------------------------------------------------------------- */

void clock_start_in(struct batch *b, int64_t dossier, enum clock_kind kind, int item, const struct deadline *d)
{
	if (d->due != DAY_NONE)
		batch_add(b, Q_CLOCK_INSERT, ARGS(value_int(dossier), value_text(clock_rule(kind)->code), value_int(item),
			value_int(d->start), value_int(d->due), value_int(d->limit.halves), value_text(limit_unit_name(d->limit.unit)),
			value_int(d->estimated)));
}

enum status clock_deadline(struct hall *h, enum clock_kind kind, bool joint, day_t start, struct deadline *out, struct err *err)
{
	const struct clock_rule *rule = clock_rule(kind);
	const char *name = joint && rule->joint_days ? rule->joint_days : rule->days;
	const struct calendar *c;

	*out = (struct deadline){ .start = start, .due = DAY_NONE };
	if (!name)
		return err_set(err, ST_DATA, "E-1053", "%s(%s)的期限由%s写明,没有通例", rule->name, rule->code, rule->law);
	enum status st = hall_calendar(h, &c, err);
	return st == ST_OK ? deadline_make(c, start, LIMIT_DAYS((int)hall_int(h, name)), NULL, 0, true, out, err) : st;
}

struct stopping { int step; };

static enum status check_stop(struct batch *b, void *ctx, struct err *err)
{
	const struct stopping *s = ctx;
	const struct rows *r = batch_rows(b, s->step);

	for (size_t i = 0; i < rows_count(r); i++) {
		const struct clock_run run = { .kind = (enum clock_kind)clock_kind_from_code(rows_text(r, i, 0)),
			.start = (day_t)rows_int(r, i, 1), .stopped = (day_t)rows_int(r, i, 2) };
		enum status st = clock_check(&run, err);
		if (st != ST_OK)
			return st;
	}
	return ST_OK;
}

void clock_stop_in(struct batch *b, int64_t dossier, enum clock_kind kind, int item, day_t day)
{
	struct stopping *s = batch_keep(b, sizeof *s);

	s->step = batch_add(b, Q_CLOCK_STOP, ARGS(value_int(dossier), value_text(clock_rule(kind)->code), value_int(item),
		value_int(day == DAY_NONE ? clock_today() : day), value_int(clock_wall_ms()), value_int(day == DAY_NONE)));
	batch_then(b, check_stop, s);
	batch_add(b, Q_CLOCK_PROPOSAL_STOPPED, ARGS(value_int(dossier), value_text(clock_rule(kind)->code), value_int(item),
		value_int(clock_wall_ms())));
}

/* --- pauses ---------------------------------------------------------------------------------------------------------- */

void clock_pause_add(struct batch *b, const struct actor *by, const struct clock_pausing *p)
{
	batch_add(b, Q_CLOCK_PAUSE_INSERT, ARGS(value_int(p->dossier), value_int(p->item), value_int(p->about),
		value_text(pause_kind_code((enum pause_kind)p->kind)), value_int(p->from), value_day(p->expected), value_day(p->to),
		value_text(p->basis ? p->basis : ""), value_text(p->reason ? p->reason : ""), value_text(p->by ? p->by : ""),
		value_int(by->staff_id), value_int(clock_wall_ms())));
}

/* W-9: kind, reason, start and expected length, all of it, before anything rests. */
static enum status check_pausing(const struct clock_pausing *p, struct err *err)
{
	const struct clock_pause pause = { p->kind, p->from, DAY_NONE, p->reason, p->by };
	const struct clock_run run = { .kind = p->kind == PAUSE_DEFERRAL ? CLOCK_K2 : CLOCK_K3, .start = p->from, .pauses = &pause,
		.pause_count = 1, .stopped = DAY_NONE };
	enum status st = clock_check(&run, err);

	if (st != ST_OK || p->kind == PAUSE_DEFERRAL)
		return st;
	if (!p->reason || !*p->reason)
		return err_set(err, ST_REFUSED, "E-1058", "特别程序要写明事由(行政许可法第四十五条)");
	if (p->expected == DAY_NONE || p->expected < p->from)
		return err_set(err, ST_REFUSED, "E-1058", "特别程序要写明预计结束日,不早于开始日,并书面告知申请人(行政许可法第四十五条)");
	return ST_OK;
}

struct pausing { struct hall *h; struct actor by; struct clock_pausing p; int running, ended; };

static struct pausing *keep_pausing(struct hall *h, struct batch *b, const struct actor *by, const struct clock_pausing *p)
{
	struct pausing *k = batch_keep(b, sizeof *k);

	*k = (struct pausing){ .h = h, .by = *by, .p = *p };
	k->p.number = clock_kept(b, p->number);
	k->p.basis = clock_kept(b, p->basis);
	k->p.reason = clock_kept(b, p->reason);
	k->p.by = clock_kept(b, p->by);
	return k;
}

static enum status do_pause(struct batch *b, void *ctx, struct err *err)
{
	const struct pausing *k = ctx;
	enum status st = check_pausing(&k->p, err);
	char words[160];

	if (st != ST_OK)
		return st;
	if (rows_count(batch_rows(b, k->running)) == 0)
		return err_set(err, ST_REFUSED, "E-1059", "没有正在计时的承诺或法定时限,不能停表");
	clock_pause_add(b, &k->by, &k->p);
	snprintf(words, sizeof words, "停表:%s %s", pause_kind_name((enum pause_kind)k->p.kind), k->p.reason);
	text_mend(words);
	clock_recompute_in(k->h, b, &k->by, NULL, k->p.dossier, k->p.number, words);
	return ST_OK;
}

void clock_pause_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_pausing *p)
{
	struct pausing *k = keep_pausing(h, b, by, p);

	k->running = batch_add(b, Q_CLOCK_RUNNING, ARGS(value_int(p->dossier), value_int(p->item)));
	batch_then(b, do_pause, k);
}

static enum status do_resume(struct batch *b, void *ctx, struct err *err)
{
	const struct pausing *k = ctx;
	const struct rows *r = batch_rows(b, k->ended);

	if (rows_count(r) == 0)
		return err_set(err, ST_REFUSED, "E-1059", "没有未结束的停表");
	for (size_t i = 0; i < rows_count(r); i++)
		if (k->p.to == DAY_NONE || k->p.to < (day_t)rows_int(r, i, 1)) {
			char to[11], from[11];
			return err_set(err, ST_REFUSED, "E-1054", "结束日 %s 早于停表开始的 %s(行政许可法第四十五条)", day_iso(k->p.to, to),
				day_iso((day_t)rows_int(r, i, 1), from));
		}
	clock_recompute_in(k->h, b, &k->by, NULL, k->p.dossier, k->p.number, "停表结束,接着计时");
	return ST_OK;
}

void clock_resume_in(struct hall *h, struct batch *b, const struct actor *by, const struct clock_pausing *p)
{
	struct pausing *k = keep_pausing(h, b, by, p);

	k->ended = batch_add(b, Q_CLOCK_PAUSE_END, ARGS(value_int(p->dossier), value_int(p->item), value_int(p->about),
		value_text(p->kind < 0 ? "" : pause_kind_code((enum pause_kind)p->kind)), value_day(p->to), value_int(clock_wall_ms())));
	batch_then(b, do_resume, k);
}

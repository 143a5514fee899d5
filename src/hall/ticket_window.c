/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/ticket_own.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

/* --- one row ----------------------------------------------------------------------------------------------------------- */

void ticket_window_row(const struct rows *r, struct window_row *w)
{
	int state = rows_count(r) ? window_state_from_code(rows_text(r, 0, 0)) : -1;

	*w = (struct window_row){ .state = state < 0 ? WINDOW_AWAY : (enum window_state)state, .since = rows_count(r) ? rows_int(r, 0, 1) : 0,
		.staff = rows_count(r) ? rows_int(r, 0, 2) : 0, .ticket = rows_count(r) ? rows_int(r, 0, 4) : 0 };
	if (rows_count(r) == 0)
		return;
	text_copy(w->reason, sizeof w->reason, rows_text(r, 0, 3));
	text_copy(w->clerk, sizeof w->clerk, rows_text(r, 0, 6));
	w->script = rows_int(r, 0, 7) != 0;
}

static bool acts_for_others(const struct actor *by)
{
	return staff_role_in(by->role, BY(SYSTEM));
}

enum status ticket_window_own(const struct window_row *w, const struct actor *by, const char *undone, struct err *err)
{
	if (w->state == WINDOW_AWAY || w->staff == 0 || w->script || w->staff == by->staff_id || acts_for_others(by))
		return ST_OK;
	return err_at(err, ST_REFUSED, "E-6822", by->window, "%s 号窗口现在由%s值守,%s。要接手请按 Z(命令 :ticket-pause)。", by->window, w->clerk,
		undone);
}

int64_t ticket_window_whose(const struct window_row *w, const struct actor *by)
{
	return acts_for_others(by) && w->state != WINDOW_AWAY && w->staff ? w->staff : by->staff_id;
}

void ticket_window_write(struct batch *b, const char *window, const struct window_row *before, const struct window_row *after,
	int64_t at)
{
	bool same = before->state == after->state && before->staff == after->staff && before->ticket == after->ticket;
	int64_t since = same ? before->since : at > before->since ? at : before->since;

	if (same && before->since)
		return;
	struct value staff = after->staff ? value_int(after->staff) : value_null();
	struct value ticket = after->ticket ? value_int(after->ticket) : value_null();
	batch_add(b, Q_TICKET_WINDOW_SET, ARGS(value_text(window), value_text(window_state_code(after->state)), value_int(since), staff,
		value_text(after->reason), ticket));
	batch_add(b, Q_TICKET_WINDOW_EVENT, ARGS(value_text(window), value_int(since), value_text(window_state_code(after->state)), staff,
		ticket, value_text(after->reason)));
}

/* --- pausing, opening, leaving ----------------------------------------------------------------------------------------- */

struct turning {
	struct hall *h;
	const struct actor *by;
	enum window_act act;
	const char *reason;
	int64_t at;
	int window_step, here_step;
};

/* What a window does that is not paused: it depends on what is there. */
static enum window_state working(const struct ticket *t)
{
	return t->id == 0 ? WINDOW_IDLE : t->state == TICKET_CALLED ? WINDOW_CALLING : WINDOW_SERVING;
}

/* A pause is no service (V-1): what it took of a visit is kept with the ticket. */
static void count_pause(struct batch *b, const struct turning *t, const struct window_row *w, struct ticket *k)
{
	const char class[2] = { k->class, '\0' };

	if (w->state != WINDOW_PAUSED || k->id == 0)
		return;
	k->paused_ms += queue_wait_ms(w->since, t->at);
	k->changed_at = t->at > k->changed_at ? t->at : k->changed_at;
	batch_add(b, Q_TICKET_SET, ARGS(value_int(k->id), value_int(k->version), value_text(class), value_int(k->place),
		value_text(ticket_state_code(k->state)), value_int(k->calls), value_int(k->restored), value_text(k->window),
		k->staff ? value_int(k->staff) : value_null(), k->called_at ? value_int(k->called_at) : value_null(),
		k->last_call_at ? value_int(k->last_call_at) : value_null(), k->arrived_at ? value_int(k->arrived_at) : value_null(),
		value_null(), value_int(k->paused_ms), value_int(k->changed_at)));
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	static const char *const acts[] = { [WINDOW_DO_PAUSE] = "window.pause", [WINDOW_DO_RESUME] = "window.resume",
		[WINDOW_DO_LEAVE] = "window.leave", [WINDOW_DO_TAKE_OVER] = "window.take-over" };
	const struct turning *t = ctx;
	const struct rows *here = batch_rows(b, t->here_step);
	struct ticket k = { .id = 0 };
	struct window_row w, after;

	ticket_window_row(batch_rows(b, t->window_step), &w);
	if (rows_count(here))
		ticket_row(here, 0, &k);
	bool others = t->act != WINDOW_DO_TAKE_OVER && ticket_window_own(&w, t->by, "没有改动", err) != ST_OK;
	if (others && t->act != WINDOW_DO_LEAVE)
		return err->status;
	if (others)                                        /* who goes does not take the window from who stays */
		return ST_OK;
	if (t->act == WINDOW_DO_LEAVE && k.id)
		return err_at(err, ST_REFUSED, "E-6821", k.number, "%s 号还在本窗(%s),窗口没有离岗。请先办结、转类或过号。", k.number,
			ticket_state_name(k.state));
	after = (struct window_row){ .state = t->act == WINDOW_DO_PAUSE ? WINDOW_PAUSED : t->act == WINDOW_DO_LEAVE ? WINDOW_AWAY : working(&k),
		.staff = t->act == WINDOW_DO_LEAVE ? 0 : ticket_window_whose(&w, t->by), .ticket = k.id };
	text_copy(after.reason, sizeof after.reason, t->act == WINDOW_DO_PAUSE ? t->reason : "");
	if (w.state == after.state && w.staff == after.staff)
		return ST_OK;
	count_pause(b, t, &w, &k);
	ticket_window_write(b, t->by->window, &w, &after, t->at);
	audit_in(t->h, b, t->by, &(struct audit_entry){ .act = acts[t->act], .object = t->by->window, .before = window_state_code(w.state),
		.after = window_state_code(after.state), .reason = t->act == WINDOW_DO_TAKE_OVER ? w.clerk : after.reason });
	return ST_OK;
}

enum status ticket_window(struct hall *h, const struct actor *by, enum window_act act, const char *reason, struct err *err)
{
	struct turning t = { .h = h, .by = by, .act = act, .reason = reason, .at = clock_wall_ms() };
	struct batch *b;
	size_t at;
	enum status st;

	if (!staff_may(by->role, RIGHT_TICKET_SERVE))
		return ticket_denied(h, by, "窗口的开停", by->window, RIGHT_TICKET_SERVE, err);
	if (!*by->window)
		return err_set(err, ST_REFUSED, "E-6808", "窗口的开停要在一个窗口做,没有改动。");
	if (act == WINDOW_DO_PAUSE && (!*reason || strlen(reason) > 120 || text_check(reason, strlen(reason), &at) != TEXT_FINE))
		return err_at(err, ST_DATA, "E-6820", "reason", "暂停要写原因,至多40个字,窗口没有暂停。");
	if ((st = hall_writable(h, err)) != ST_OK)
		return st;
	b = batch_new("window");
	t.window_step = batch_add(b, Q_TICKET_WINDOW, ARGS(value_text(by->window)));
	t.here_step = batch_add(b, Q_TICKET_AT_WINDOW, ARGS(value_text(by->window)));
	batch_then(b, decide, &t);
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	if (st == ST_UNKNOWN)
		return err_set(err, ST_UNKNOWN, "E-6830", "窗口开停的结果不明。请看窗口现在的状态,不对再按一次。");
	return st;
}

/* --- reading ----------------------------------------------------------------------------------------------------------- */

enum status ticket_windows(struct hall *h, window_now_fn *row, void *ctx, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_WINDOWS, ARGS(value_int(clock_wall_ms())), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		int state = window_state_from_code(rows_text(r, i, 3));
		struct window_now w = { .state = state < 0 ? WINDOW_AWAY : (enum window_state)state, .since = rows_int(r, i, 4),
			.class = *rows_text(r, i, 8), .called_at = rows_int(r, i, 9), .arrived_at = rows_int(r, i, 10),
			.dossier_at = rows_int(r, i, 11) };
		text_copy(w.no, sizeof w.no, rows_text(r, i, 0));
		text_copy(w.name, sizeof w.name, rows_text(r, i, 1));
		text_copy(w.kind, sizeof w.kind, rows_text(r, i, 2));
		text_copy(w.clerk, sizeof w.clerk, rows_text(r, i, 5));
		text_copy(w.reason, sizeof w.reason, rows_text(r, i, 6));
		text_copy(w.ticket, sizeof w.ticket, rows_text(r, i, 7));
		row(ctx, &w);
	}
	rows_free(r);
	return st;
}

static void read_counts(const struct rows *r, struct window_queue *out)
{
	for (size_t i = 0; i < rows_count(r); i++) {
		if (!*rows_text(r, i, 0) || !strchr(out->classes, *rows_text(r, i, 0)))
			continue;
		out->waiting += rows_int(r, i, 2);
		if (queue_lane_from_code(rows_text(r, i, 1)) == QUEUE_PRIORITY)
			out->priority += rows_int(r, i, 2);
	}
}

enum status ticket_queue(struct hall *h, const char *window, struct window_queue *out, struct err *err)
{
	int64_t now = clock_wall_ms(), room = hall_int(h, "queue.slot_minutes") * MINUTE_MS;
	day_t day = clock_day_of(now);
	struct rows *state = NULL, *here = NULL, *counts = NULL, *next = NULL;
	struct window_row w;
	size_t chosen;
	enum status st;

	*out = (struct window_queue){ .state = WINDOW_AWAY };
	if ((st = queue_takes(h, window, out->classes, err)) == ST_OK &&
	    (st = store_read(hall_store(h), Q_TICKET_WINDOW, ARGS(value_text(window)), &state, err)) == ST_OK &&
	    (st = store_read(hall_store(h), Q_TICKET_AT_WINDOW, ARGS(value_text(window)), &here, err)) == ST_OK &&
	    (st = store_read(hall_store(h), Q_TICKET_WAITING_COUNTS, ARGS(value_int(day)), &counts, err)) == ST_OK)
		st = store_read(hall_store(h), Q_TICKET_CANDIDATES, ARGS(value_int(day), value_text(out->classes), value_int(now - room),
			value_int(now + room)), &next, err);
	if (st == ST_OK) {
		ticket_window_row(state, &w);
		out->state = w.state;
		out->since = w.since;
		out->staff = w.script ? 0 : w.staff;
		text_copy(out->clerk, sizeof out->clerk, w.script ? "" : w.clerk);
		text_copy(out->reason, sizeof out->reason, w.reason);
		read_counts(counts, out);
		if (rows_count(here))
			ticket_row(here, 0, &out->current);
		if ((chosen = ticket_choose(h, out->classes, next, now)) != QUEUE_NONE)
			ticket_row(next, chosen, &out->next);
	}
	rows_free(state);
	rows_free(here);
	rows_free(counts);
	rows_free(next);
	return st;
}

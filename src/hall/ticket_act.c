/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/ticket_own.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

/* What each act needs, beside the state that law/queue.h wants. */
static const struct kind {
	enum staff_right right;
	bool here;                               /* of the ticket at the actor's own window only */
	bool with_class;
} kinds[TICKET_ACT_COUNT] = {
	[TICKET_DO_CALL] = { RIGHT_TICKET_SERVE, true, false },       [TICKET_DO_RECALL] = { RIGHT_TICKET_SERVE, true, false },
	[TICKET_DO_ARRIVE] = { RIGHT_TICKET_SERVE, true, false },     [TICKET_DO_PASS] = { RIGHT_TICKET_SERVE, true, false },
	[TICKET_DO_RESTORE] = { RIGHT_TICKET_MEND, false, false },    [TICKET_DO_TRANSFER] = { RIGHT_TICKET_MEND, false, true },
	[TICKET_DO_END] = { RIGHT_TICKET_SERVE, true, false },        [TICKET_DO_ABANDON] = { RIGHT_TICKET_MEND, false, false },
};

/* One act inside its transaction: how it stands, and what is written. */
struct doing {
	struct hall *h;
	const struct actor *by;
	const struct ticket_call *call;
	struct ticket_done *out;
	char classes[27], number[TICKET_NUMBER_SIZE];
	struct queue_class class;                /* of a transfer */
	int64_t at;
	day_t day;
	int window_step, here_step, named_step, next_step, places_step;
	struct window_row window;
	struct ticket t;                         /* as it is being changed */
	bool wrote_window;
};

static enum status impossible(const struct ticket *t, enum ticket_act act, struct err *err)
{
	if (t->state == TICKET_ABANDONED && act == TICKET_DO_RESTORE)
		return err_set(err, ST_REFUSED, "E-6818", "%s 号已恢复过一次,又过号,不能再恢复。请重新取号。", t->number);
	char can[120] = "";

	for (int a = 0; a < TICKET_ACT_COUNT; a++)
		if (ticket_step(t->state, (enum ticket_act)a, t->restored) >= 0 && strlen(can) < sizeof can - 16)
			snprintf(can + strlen(can), sizeof can - strlen(can), "%s%s", *can ? "、" : "", ticket_act_name((enum ticket_act)a));
	return err_set(err, ST_REFUSED, "E-6816", "%s 号现在是“%s”,不能%s,没有改动。可以:%s。", t->number, ticket_state_name(t->state),
		ticket_act_name(act), *can ? can : "重新取号");
}

static enum status changed_meanwhile(struct err *err)
{
	return err_set(err, ST_CONFLICT, "E-6831", "这个号刚被别处改动,这一次没有做。请看现在的状态再按。");
}

/* --- writing ----------------------------------------------------------------------------------------------------------- */

static struct value maybe_at(int64_t at)
{
	return at ? value_int(at) : value_null();
}

/* The row as it is now, the fact and the trace. No time of a ticket is before an earlier one, whatever the clock says. */
static void write_ticket(struct batch *b, struct doing *d, struct ticket *t, enum ticket_act act)
{
	const char class[2] = { t->class, '\0' };
	char object[32];

	batch_add(b, Q_TICKET_SET, ARGS(value_int(t->id), value_int(t->version), value_text(class), value_int(t->place),
		value_text(ticket_state_code(t->state)), value_int(t->calls), value_int(t->restored), value_text(t->window),
		t->staff ? value_int(t->staff) : value_null(), maybe_at(t->called_at), maybe_at(t->last_call_at), maybe_at(t->arrived_at),
		maybe_at(t->ended_at), value_int(t->paused_ms), value_int(t->changed_at)));
	t->version++;
	batch_add(b, Q_TICKET_EVENT_INSERT, ARGS(value_int(t->id), value_int(t->changed_at),
		value_text(act == TICKET_DO_PASS && t->state == TICKET_ABANDONED ? "abandoned" : ticket_act_fact(act)), value_text(class),
		value_text(d->by->window), value_int(d->by->staff_id), value_int(t->calls), value_text(d->call->reason)));
	ticket_object(t, object);
	char name[32];
	snprintf(name, sizeof name, "ticket.%s", ticket_act_word(act));
	audit_in(d->h, b, d->by, &(struct audit_entry){ .act = name, .object = object, .before = d->by->window,
		.after = ticket_state_code(t->state), .reason = d->call->reason });
}

static int64_t stamp(struct doing *d, struct ticket *t)
{
	t->changed_at = d->at > t->changed_at ? d->at : t->changed_at;
	return t->changed_at;
}

static void put_window(struct batch *b, struct doing *d, enum window_state state, int64_t ticket)
{
	struct window_row after = { .state = state, .staff = ticket_window_whose(&d->window, d->by), .ticket = ticket };

	ticket_window_write(b, d->by->window, &d->window, &after, d->at);
	d->window = after;
	d->wrote_window = true;
}

/* --- each act changes d->t --------------------------------------------------------------------------------------------- */

static void is_called(struct doing *d, struct ticket *t)
{
	int64_t at = stamp(d, t);

	if (t->state != TICKET_CALLED) {
		t->calls = 0;
		t->called_at = at;
	}
	t->calls++;
	t->last_call_at = at;
	snprintf(t->window, sizeof t->window, "%s", d->by->window);
	t->staff = ticket_window_whose(&d->window, d->by);
}

static void is_over(struct doing *d, struct ticket *t)
{
	t->ended_at = stamp(d, t);
}

/* It waits again: what belongs to the round before goes, the facts keep it. */
static void waits_again(struct doing *d, struct ticket *t)
{
	stamp(d, t);
	t->calls = t->called_at = t->last_call_at = t->arrived_at = t->ended_at = t->paused_ms = 0;
	t->window[0] = '\0';
	t->staff = 0;
}

static void is_restored(struct batch *b, struct doing *d, struct ticket *t)
{
	const struct rows *r = batch_rows(b, d->places_step);
	size_t after = (size_t)hall_int(d->h, "queue.restore_after"), count = rows_count(r);
	int64_t places[101];

	for (size_t i = 0; i < count && i < COUNT_OF(places); i++)
		places[i] = rows_int(r, i, 0);
	t->place = queue_restored_place(places, count < COUNT_OF(places) ? count : COUNT_OF(places), after, t->place);
	waits_again(d, t);
	t->restored = true;
}

static void change(struct batch *b, struct doing *d, struct ticket *t, enum ticket_act act)
{
	int to = ticket_step(t->state, act, t->restored);

	switch (act) {
	case TICKET_DO_CALL:
	case TICKET_DO_RECALL:
		is_called(d, t);
		break;
	case TICKET_DO_ARRIVE:
		t->arrived_at = stamp(d, t);
		break;
	case TICKET_DO_RESTORE:
		is_restored(b, d, t);
		break;
	case TICKET_DO_TRANSFER:
		waits_again(d, t);
		t->class = d->class.letter;
		snprintf(t->class_name, sizeof t->class_name, "%s", d->class.name);
		break;
	case TICKET_DO_PASS:
		if (to == TICKET_ABANDONED)
			is_over(d, t);
		else
			stamp(d, t);
		break;
	default:
		is_over(d, t);
	}
	t->state = (enum ticket_state)to;
	write_ticket(b, d, t, act);
}

/* --- deciding ---------------------------------------------------------------------------------------------------------- */

/* Is it time to do it? What the states alone do not say. */
static enum status when(struct doing *d, const struct ticket *t, enum ticket_act act, struct err *err)
{
	int64_t least = hall_int(d->h, "queue.pass_after");

	if (ticket_step(t->state, act, t->restored) < 0)
		return impossible(t, act, err);
	if (act == TICKET_DO_PASS && t->calls < least)
		return err_set(err, ST_REFUSED, "E-6817", "%s 号只叫了 %" PRId64 " 次,满 %" PRId64 " 次没到才过号(X)。请先按 R 重呼。", t->number,
			t->calls, least);
	if (act == TICKET_DO_RESTORE && t->restored)
		return err_set(err, ST_REFUSED, "E-6818", "%s 号已恢复过一次,不能再恢复。请重新取号。", t->number);
	if (act == TICKET_DO_TRANSFER && t->class == d->class.letter)
		return err_set(err, ST_REFUSED, "E-6819", "%s 号就在 %c 类,没有改动。请选别的类。", t->number, t->class);
	return ST_OK;
}

/* A call while another ticket is here: that one is over, or may be passed, or the call has to wait. */
static enum status finish_before(struct batch *b, struct doing *d, struct err *err)
{
	const struct rows *here = batch_rows(b, d->here_step);
	struct ticket *t = &d->out->before;

	if (rows_count(here) == 0)
		return ST_OK;
	ticket_row(here, 0, t);
	if (t->state == TICKET_CALLED && t->calls < hall_int(d->h, "queue.pass_after"))
		return err_set(err, ST_REFUSED, "E-6813", "%s 号已叫 %" PRId64 " 次,没叫下一个。人到了按 A;没到按 R 重呼,满 %" PRId64 " 次按 X 过号。",
			t->number, t->calls, hall_int(d->h, "queue.pass_after"));
	change(b, d, t, t->state == TICKET_CALLED ? TICKET_DO_PASS : TICKET_DO_END);
	return ST_OK;
}

static enum status call_next(struct batch *b, struct doing *d, struct err *err)
{
	const struct rows *waiting = batch_rows(b, d->next_step);
	enum status st = finish_before(b, d, err);
	size_t chosen = st == ST_OK ? ticket_choose(d->h, d->classes, waiting, d->at) : QUEUE_NONE;

	if (st != ST_OK)
		return st;
	if (chosen == QUEUE_NONE && d->out->before.id == 0)
		return err_set(err, ST_NOINPUT, "E-6810", "没有等候的人(本窗叫 %s 类)。有人取号后请再按 F3。", *d->classes ? d->classes : "不了任何");
	if (chosen == QUEUE_NONE) {
		put_window(b, d, WINDOW_IDLE, 0);
		return ST_OK;
	}
	ticket_row(waiting, chosen, &d->t);
	change(b, d, &d->t, TICKET_DO_CALL);
	put_window(b, d, WINDOW_CALLING, d->t.id);
	return ST_OK;
}

/* Which ticket it is about: the named one, or the one here. */
static enum status find_ticket(struct batch *b, struct doing *d, struct err *err)
{
	const struct rows *r = batch_rows(b, *d->number ? d->named_step : d->here_step);

	if (rows_count(r) == 0 && *d->number)
		return err_at(err, ST_NOINPUT, "E-6814", d->number, "今天没有 %s 号。请核对小票。", d->number);
	if (rows_count(r) == 0)
		return err_set(err, ST_REFUSED, "E-6811", "本窗现在没有叫到的号,没有改动。请先按 F3 叫号。");
	ticket_row(r, 0, &d->t);
	bool busy = d->t.state == TICKET_CALLED || d->t.state == TICKET_SERVING;
	if (busy && (!*d->by->window || strcmp(d->t.window, d->by->window) != 0))
		return err_set(err, ST_REFUSED, "E-6815", "%s 号正在 %s 号窗口,只能在那里做,没有改动。", d->t.number, d->t.window);
	return busy ? ticket_window_own(&d->window, d->by, "没有改动", err) : ST_OK;
}

static enum status other(struct batch *b, struct doing *d, struct err *err)
{
	enum ticket_act act = d->call->act;
	enum status st = find_ticket(b, d, err);
	bool here = st == ST_OK && (d->t.state == TICKET_CALLED || d->t.state == TICKET_SERVING);
	int64_t gap = hall_int(d->h, "queue.recall_seconds") * 1000;

	if (st != ST_OK || (st = when(d, &d->t, act, err)) != ST_OK)
		return st;
	if (act == TICKET_DO_RECALL && queue_wait_ms(d->t.last_call_at, d->at) < gap) {      /* pressed twice */
		d->out->again = true;
		return ST_OK;
	}
	change(b, d, &d->t, act);
	if (here)
		put_window(b, d, d->t.state == TICKET_CALLED ? WINDOW_CALLING : d->t.state == TICKET_SERVING ? WINDOW_SERVING : WINDOW_IDLE,
			d->t.state == TICKET_CALLED || d->t.state == TICKET_SERVING ? d->t.id : 0);
	return ST_OK;
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct doing *d = ctx;
	enum status st;

	*d->out = (struct ticket_done){ .again = false };
	d->t = (struct ticket){ .id = 0 };
	d->wrote_window = false;
	ticket_window_row(batch_rows(b, d->window_step), &d->window);
	if (kinds[d->call->act].here && (st = ticket_window_own(&d->window, d->by, "没有改动", err)) != ST_OK)
		return st;
	if (kinds[d->call->act].here && d->window.state == WINDOW_PAUSED)
		return err_set(err, ST_REFUSED, "E-6812", "本窗正在暂停,没有改动。请先按 Z 恢复。");
	st = d->call->act == TICKET_DO_CALL ? call_next(b, d, err) : other(b, d, err);
	if (st == ST_OK)
		d->out->ticket = d->t;
	return st;
}

/* --- the door ---------------------------------------------------------------------------------------------------------- */

static enum status prepare(struct doing *d, struct err *err)
{
	const struct kind *k = &kinds[d->call->act];
	struct queue_class rows[QUEUE_CLASSES_MOST];
	size_t count;
	enum status st;

	if (!staff_may(d->by->role, k->right))
		return ticket_denied(d->h, d->by, ticket_act_name(d->call->act), d->call->number, k->right, err);
	if (k->here && !*d->by->window)
		return err_set(err, ST_REFUSED, "E-6808", "%s要在一个窗口做,没有改动。", ticket_act_name(d->call->act));
	if (*d->call->number && !queue_number_read(d->call->number, d->number))
		return err_at(err, ST_DATA, "E-6814", "number", "“%.20s”不是排队号(如 A012),没有改动。", d->call->number);
	if (d->call->act == TICKET_DO_CALL)
		return queue_takes(d->h, d->by->window, d->classes, err);
	if (!k->with_class)
		return ST_OK;
	if ((st = queue_classes(d->h, rows, &count, err)) != ST_OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (rows[i].letter == d->call->class && rows[i].active && rows[i].lane == QUEUE_PLAIN)
			d->class = rows[i];
	return d->class.letter ? ST_OK : err_at(err, ST_DATA, "E-6819", "class", "没有可以转去的这一类,没有改动。");
}

static void add_steps(struct doing *d, struct batch *b)
{
	d->window_step = batch_add(b, Q_TICKET_WINDOW, ARGS(value_text(d->by->window)));
	d->here_step = batch_add(b, Q_TICKET_AT_WINDOW, ARGS(value_text(d->by->window)));
	if (*d->number)
		d->named_step = batch_add(b, Q_TICKET_BY_NUMBER, ARGS(value_int(d->day), value_text(d->number)));
	if (d->call->act == TICKET_DO_CALL)
		d->next_step = ticket_candidates_in(d->h, b, d->classes, d->day, d->at);
	if (d->call->act == TICKET_DO_RESTORE)
		d->places_step = batch_add(b, Q_TICKET_PLACES_BEHIND, ARGS(value_int(d->day), value_text(d->number),
			value_int(hall_int(d->h, "queue.restore_after") + 1)));
	batch_then(b, decide, d);
}

/* R4: did it come to be? Its row tells: nobody else made that version at that time. */
static enum status resolve(struct doing *d, struct err *err)
{
	const struct ticket *t = d->out->ticket.id ? &d->out->ticket : &d->out->before;
	struct rows *r = NULL;
	struct ticket now;
	enum status st = FAULT("ticket.resolve") ? ST_IO : hall_reopen(d->h, err);

	if (st == ST_OK)
		st = store_read(hall_store(d->h), Q_TICKET_BY_ID, ARGS(value_int(t->id)), &r, err);
	if (st == ST_OK)
		ticket_row(r, 0, &now);
	rows_free(r);
	if (st != ST_OK)
		return err_set(err, ST_UNKNOWN, "E-6830", "%s的结果不明。请看窗口现在的号,再决定要不要再按。", ticket_act_name(d->call->act));
	return now.version == t->version && now.changed_at == t->changed_at && now.state == t->state ? ST_OK :
		err_set(err, ST_IO, "E-6832", "写入时出错,经核对没有%s。请再按一次。", ticket_act_name(d->call->act));
}

/* Nobody waits today, no such ticket today: not by a clock that is wrong, for then another day is meant. */
static enum status nobody(struct hall *h, struct err *err)
{
	struct err clock;

	if (hall_clock_check(h, &clock) == ST_REFUSED)
		*err = clock;
	return err->status;
}

enum status ticket_act(struct hall *h, const struct actor *by, const struct ticket_call *call, struct ticket_done *out,
	struct err *err)
{
	struct doing d = { .h = h, .by = by, .call = call, .out = out, .at = clock_wall_ms() };
	struct batch *b;
	enum status st;

	*out = (struct ticket_done){ .again = false };
	if ((st = prepare(&d, err)) != ST_OK || (st = hall_writable(h, err)) != ST_OK)
		return st;
	d.day = clock_day_of(d.at);
	b = batch_new("ticket");
	add_steps(&d, b);
	st = FAULT("ticket.before") ? err_set(err, ST_IO, "E-6832", "写入时出错,没有%s。请再按一次。", ticket_act_name(call->act)) :
		store_submit(hall_store(h), b, err);
	bool person = st == ST_CONFLICT && call->act == TICKET_DO_TRANSFER;
	batch_free(b);
	if (st == ST_OK && !out->again && FAULT("ticket.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		return resolve(&d, err);
	if (person)
		return err_set(err, ST_REFUSED, "E-6806", "此人在 %c 类已有一个号,没有转。请用那个号。", call->class);
	if (st == ST_NOINPUT)
		return nobody(h, err);
	return st == ST_CONFLICT ? changed_meanwhile(err) : st;
}

void ticket_link_in(struct batch *b, const struct actor *by, int64_t dossier, int64_t at)
{
	int64_t whose = staff_role_in(by->role, BY(SYSTEM)) ? 0 : by->staff_id;

	batch_add(b, Q_TICKET_LINK, ARGS(value_text(by->window), value_int(dossier), value_int(at), value_int(whose)));
}

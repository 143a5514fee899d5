/* SPDX-License-Identifier: Apache-2.0 */
/* A day's visitors and windows: who comes when, who is called, who does not come, who has had enough of waiting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/demo_own.h"
#include "hall/queue_day.h"
#include "hall/staff.h"
#include "hall/ticket.h"
#include "hall/tide.h"

#define VISITORS_BUSY 300
#define VISITORS_QUIET 80                    /* on average; Mondays are fuller, Fridays not so */
#define QUIET_DOSSIERS 5                     /* of these few leave one: one of so many who would on the busy day */
#define TIDE_LOOKED_AT (10 * 60 + 20)
#define SECOND INT64_C(1000)

/* How the visitors of a day are spread over it; together VISITORS_BUSY. The morning's peak, the dip at noon. */
static const struct { int minute, visitors; } arrivals[] = {
	{ 540, 34 }, { 570, 40 }, { 600, 38 }, { 630, 30 }, { 660, 24 }, { 690, 12 }, { 720, 3 }, { 750, 3 },
	{ 780, 5 }, { 810, 22 }, { 840, 26 }, { 870, 24 }, { 900, 18 }, { 930, 12 }, { 960, 7 }, { 990, 2 },
};
#define SLOT 30

/* What they come for: how many of a hundred; how long it takes, in minutes at least and up to how many more; how many of a hundred
 * leave a dossier. */
static const struct { char class; unsigned of_hundred; int least; unsigned more; unsigned dossier; } classes[] = {
	{ 'A', 34, 3, 6, 50 }, { 'B', 19, 3, 7, 50 }, { 'C', 27, 2, 6, 50 }, { 'D', 20, 1, 5, 0 },
};

/* Who sits where, and when he eats: the windows take turns. */
static const struct { const char *window, *login; int eats; } seats[] = {
	{ "1", "liuyang", 715 }, { "2", "heqing", 765 }, { "3", "jihm", 765 }, { "4", "zhoumin", 715 }, { "5", "wubo", 725 },
	{ "8", "zhengli", 735 },
};
#define LUNCH 50

enum seat_state { SEAT_AWAY, SEAT_IDLE, SEAT_CALLS, SEAT_SERVES, SEAT_PAUSES };
struct seat {
	struct actor who;
	enum seat_state state;
	char takes[27], number[TICKET_NUMBER_SIZE], class;      /* `number`, `class`: of the ticket that it called last */
	bool ate, carried;
	int carries;                             /* the minute of the day from which on papers are carried away between two visitors */
};
struct visitor { char number[TICKET_NUMBER_SIZE]; };
struct lively_queue {
	struct seat seats[COUNT_OF(seats)];
	struct visitor visitors[VISITORS_BUSY + 1];
	size_t count;
	struct actor guide;
};

void lively_queue_begin(struct lively *l)
{
	l->queue = mem_alloc(sizeof *l->queue);
}

void lively_queue_end(struct lively *l)
{
	free(l->queue);
}

static int64_t in_seconds(struct lively *l, int least, unsigned more)
{
	return clock_wall_ms() + (least + (int64_t)lively_dice(l, more)) * SECOND;
}

static enum status ticket(struct lively *l, const struct actor *by, enum ticket_act act, const char *number, struct ticket_done *done,
	struct err *err)
{
	return ticket_act(l->h, by, &(struct ticket_call){ .act = act, .number = number, .reason = "" }, done, err);
}

/* --- the windows --------------------------------------------------------------------------------------------------------- */

static happening_fn press, comes, not_there, finishes, brings, comes_back, gives_up, restored;

static bool hungry(const struct lively *l, const struct seat *s, size_t n)
{
	return !s->ate && clock_wall_ms() >= lively_time(l, seats[n].eats);
}

static bool carries(const struct lively *l, const struct seat *s)
{
	return !s->carried && clock_wall_ms() >= lively_time(l, s->carries);
}

static enum status rest(struct lively *l, size_t n, const char *why, int minutes, struct err *err)
{
	struct seat *s = &l->queue->seats[n];

	s->state = SEAT_PAUSES;
	lively_plan(l, clock_wall_ms() + minutes * MINUTE, comes_back, (int64_t)n);
	return ticket_window(l->h, &s->who, WINDOW_DO_PAUSE, why, err);
}

static enum status go_home(struct lively *l, size_t n, struct err *err)
{
	l->queue->seats[n].state = SEAT_AWAY;
	return ticket_window(l->h, &l->queue->seats[n].who, WINDOW_DO_LEAVE, "", err);
}

/* The key that calls the next one, and ends the one before. */
static enum status press(struct lively *l, int64_t n, struct err *err)
{
	struct seat *s = &l->queue->seats[n];
	struct ticket_done done;
	enum status st;

	if (s->state == SEAT_AWAY || s->state == SEAT_PAUSES)
		return ST_OK;
	if (hungry(l, s, (size_t)n)) {
		s->ate = true;
		return rest(l, (size_t)n, "轮流用餐", LUNCH, err);
	}
	if (carries(l, s)) {
		s->carried = true;
		return rest(l, (size_t)n, "送材料", 4 + (int)lively_dice(l, 9), err);
	}
	st = ticket(l, &s->who, TICKET_DO_CALL, "", &done, err);
	if (st == ST_OK && done.ticket.id) {
		s->state = SEAT_CALLS;
		s->class = done.ticket.class;
		snprintf(s->number, sizeof s->number, "%s", done.ticket.number);
		bool is_there = lively_chance(l, 93);
		lively_plan(l, in_seconds(l, 15, 45), is_there ? comes : not_there, n);
		return ST_OK;
	}
	if (st != ST_OK && strcmp(err->code, "E-6810") != 0)
		return st;
	s->state = SEAT_IDLE;                    /* nobody waits */
	return clock_wall_ms() >= lively_time(l, DAY_CLOSES) ? go_home(l, (size_t)n, err) : ST_OK;
}

static enum status comes_back(struct lively *l, int64_t n, struct err *err)
{
	struct seat *s = &l->queue->seats[n];
	enum status st = ticket_window(l->h, &s->who, WINDOW_DO_RESUME, "", err);

	s->state = SEAT_IDLE;
	return st == ST_OK ? press(l, n, err) : st;
}

static enum status comes(struct lively *l, int64_t n, struct err *err)
{
	struct seat *s = &l->queue->seats[n];
	struct ticket_done done;
	enum status st = ticket(l, &s->who, TICKET_DO_ARRIVE, "", &done, err);

	if (st != ST_OK)
		return st;
	s->state = SEAT_SERVES;
	for (size_t i = 0; i < COUNT_OF(classes); i++)
		if (classes[i].class == s->class) {
			int64_t ends = in_seconds(l, classes[i].least * 60, classes[i].more * 60);
			if (lively_chance(l, classes[i].dossier) && (l->left <= 0 || lively_dice(l, QUIET_DOSSIERS) == 0))
				lively_plan(l, ends - 40 * SECOND, brings, n);
			lively_plan(l, ends, finishes, n);
		}
	return ST_OK;
}

static enum status brings(struct lively *l, int64_t n, struct err *err)
{
	return lively_visit(l, &l->queue->seats[n].who, l->queue->seats[n].class, err);
}

static enum status finishes(struct lively *l, int64_t n, struct err *err)
{
	struct seat *s = &l->queue->seats[n];
	struct ticket_done done;
	bool pauses = hungry(l, s, (size_t)n) || carries(l, s);
	enum status st = pauses ? ticket(l, &s->who, TICKET_DO_END, "", &done, err) : ST_OK;

	return st == ST_OK ? press(l, n, err) : st;
}

/* Called again, and again; then the next one is called. Some come running a little later. */
static enum status not_there(struct lively *l, int64_t n, struct err *err)
{
	struct seat *s = &l->queue->seats[n];
	struct ticket_done done;
	enum status st = ticket(l, &s->who, TICKET_DO_RECALL, "", &done, err);

	if (st != ST_OK)
		return st;
	if (done.ticket.calls < hall_int(l->h, "queue.pass_after")) {
		lively_plan(l, in_seconds(l, 20, 15), not_there, n);
		return ST_OK;
	}
	if ((st = ticket(l, &s->who, TICKET_DO_PASS, "", &done, err)) != ST_OK)
		return st;
	for (size_t i = 0; i < l->queue->count && done.ticket.state == TICKET_PASSED; i++)
		if (strcmp(l->queue->visitors[i].number, s->number) == 0 && lively_chance(l, 55))
			lively_plan(l, in_seconds(l, 180, 400), restored, (int64_t)i);
	s->state = SEAT_IDLE;
	return press(l, n, err);
}

/* --- the visitors -------------------------------------------------------------------------------------------------------- */

/* An idle window that takes this class sees it on its screen. */
static void somebody_calls(struct lively *l, char class)
{
	for (size_t i = 0; i < COUNT_OF(seats); i++) {
		struct seat *s = &l->queue->seats[i];
		if (s->state == SEAT_IDLE && strchr(s->takes, class)) {
			s->state = SEAT_CALLS;
			lively_plan(l, in_seconds(l, 2, 4), press, (int64_t)i);
			return;
		}
	}
}

static enum status restored(struct lively *l, int64_t n, struct err *err)
{
	struct ticket_done done;
	enum status st = ticket(l, &l->queue->guide, TICKET_DO_RESTORE, l->queue->visitors[n].number, &done, err);

	if (st == ST_OK)
		somebody_calls(l, done.ticket.class);
	return st;
}

static enum status gives_up(struct lively *l, int64_t n, struct err *err)
{
	struct ticket_done done;
	struct ticket t;
	enum status st = ticket_get(l->h, l->day, l->queue->visitors[n].number, &t, err);

	if (st != ST_OK || t.state != TICKET_WAITING)
		return st;
	return ticket(l, &l->queue->guide, TICKET_DO_ABANDON, t.number, &done, err);
}

/* At the wrong queue: the guide mends it. */
static enum status moved(struct lively *l, int64_t n, struct err *err)
{
	struct ticket_done done;
	struct ticket t;
	enum status st = ticket_get(l->h, l->day, l->queue->visitors[n].number, &t, err);

	if (st != ST_OK || t.state != TICKET_WAITING)
		return st;
	st = ticket_act(l->h, &l->queue->guide, &(struct ticket_call){ .act = TICKET_DO_TRANSFER, .number = t.number,
		.class = t.class == 'A' ? 'B' : 'A', .reason = "取错了号" }, &done, err);
	if (st == ST_OK)
		somebody_calls(l, done.ticket.class);
	return st;
}

static enum status visitor(struct lively *l, int64_t unused, struct err *err)
{
	static const char *const groups[] = { "老年人", "残疾人", "孕妇", "军人" };
	struct ticket_wish wish = { .slot_minute = -1, .priority = "", .person = "", .printer = "" };
	struct ticket_taken taken;
	unsigned what = lively_dice(l, 100), how = lively_dice(l, 100);
	size_t k = 0;
	enum status st;

	(void)unused;
	while (what >= classes[k].of_hundred)
		what -= classes[k++].of_hundred;
	wish.class = classes[k].class;
	if (wish.class != 'D' && how < 4)
		wish.priority = groups[lively_dice(l, COUNT_OF(groups))];
	else if (wish.class != 'D' && how < 11)
		wish.slot_minute = (int)((clock_wall_ms() - lively_time(l, 0)) / MINUTE / 10 * 10 + (int64_t)lively_dice(l, 3) * 10);
	if ((st = ticket_take(l->h, &l->queue->guide, &wish, &taken, err)) != ST_OK)
		return st;
	int64_t n = (int64_t)l->queue->count++;
	snprintf(l->queue->visitors[n].number, sizeof l->queue->visitors[n].number, "%s", taken.ticket.number);
	if (lively_chance(l, 8))
		lively_plan(l, in_seconds(l, 12 * 60, 1200), gives_up, n);
	else if (wish.class != 'D' && lively_chance(l, 3))
		lively_plan(l, in_seconds(l, 60, 120), moved, n);
	somebody_calls(l, taken.ticket.class);
	return ST_OK;
}

/* --- the day ------------------------------------------------------------------------------------------------------------- */

/* Who still waits when the lights go out comes again another day. */
static enum status evening(struct lively *l, int64_t unused, struct err *err)
{
	struct ticket_done done;
	enum status st = ST_OK;

	(void)unused;
	for (size_t i = 0; i < COUNT_OF(seats) && st == ST_OK; i++) {
		struct seat *s = &l->queue->seats[i];
		if (s->state == SEAT_CALLS && (st = ticket(l, &s->who, TICKET_DO_ARRIVE, "", &done, err)) != ST_OK)
			return st;
		if (s->state == SEAT_CALLS || s->state == SEAT_SERVES)
			st = ticket(l, &s->who, TICKET_DO_END, "", &done, err);
		if (st == ST_OK && s->state != SEAT_AWAY)
			st = go_home(l, i, err);
	}
	for (size_t i = 0; i < l->queue->count && st == ST_OK; i++)
		st = gives_up(l, (int64_t)i, err);
	return st;
}

static enum status take_seats(struct lively *l, struct err *err)
{
	enum status st = staff_person(l->h, "wangdao", "", &l->queue->guide, err);

	for (size_t i = 0; i < COUNT_OF(seats) && st == ST_OK; i++) {
		struct seat *s = &l->queue->seats[i];
		*s = (struct seat){ .state = SEAT_AWAY, .carries = DAY_OPENS + 45 + (int)lively_dice(l, 100) };
		if ((st = staff_person(l->h, seats[i].login, seats[i].window, &s->who, err)) == ST_OK)
			st = queue_takes(l->h, seats[i].window, s->takes, err);
		lively_plan(l, lively_time(l, DAY_OPENS) + (int64_t)lively_dice(l, 180) * SECOND, comes_back, (int64_t)i);
	}
	return st;
}

/* The supervisor looks at the advice; every hand is at a window already, so nothing opens, and why is said. */
static enum status decides(struct lively *l, int64_t unused, struct err *err)
{
	struct queue_day *d = NULL;
	struct actor by;
	enum status st = staff_person(l->h, "hejing", "", &by, err);

	(void)unused;
	if (st == ST_OK)
		st = queue_day_read(l->h, &by, l->day, &d, err);
	for (size_t i = 0; st == ST_OK && i < d->pool_count; i++) {
		const struct queue_day_pool *p = &d->pools[i];
		if (p->sample_count && p->advice.act == TIDE_OPEN)
			st = tide_decide(l->h, &by, &(struct tide_choice){ .classes = p->classes, .act = TIDE_KEEP, .reason = "人手都在窗上,午后再看" },
				err);
	}
	queue_day_free(d);
	return st;
}

static enum status looks_back(struct lively *l, int64_t unused, struct err *err)
{
	(void)unused;
	return tide_follow(l->h, err);
}

enum status lively_queue_day(struct lively *l, struct err *err)
{
	enum status st = take_seats(l, err);
	static const int of_hundred[] = { 60, 125, 105, 95, 95, 80, 60 };      /* from Sunday on */
	int carried = 0, total = l->left <= 0 ? VISITORS_BUSY : VISITORS_QUIET * of_hundred[day_weekday(l->day)] / 100 + (int)lively_dice(l, 15);

	l->queue->count = 0;
	for (size_t i = 0; i < COUNT_OF(arrivals); i++) {
		carried += arrivals[i].visitors * total;
		for (; carried >= VISITORS_BUSY; carried -= VISITORS_BUSY)
			lively_plan(l, lively_time(l, arrivals[i].minute) + (int64_t)lively_dice(l, SLOT * 60) * SECOND, visitor, 0);
	}
	lively_plan(l, lively_time(l, TIDE_LOOKED_AT), decides, 0);
	lively_plan(l, lively_time(l, TIDE_LOOKED_AT + 1) + hall_int(l->h, "tide.after_minutes") * MINUTE, looks_back, 0);
	lively_plan(l, lively_time(l, DAY_ENDS), evening, 0);
	return st;
}

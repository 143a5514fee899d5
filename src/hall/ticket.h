/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TICKET_H
#define HALL_TICKET_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/queue.h"

/* The queue as a hall keeps it: tickets are taken, called, served and given up, windows stand open or paused. Each act is one
 * transaction that reads how it stands now, so that no two windows call the same ticket and pressing twice does nothing
 * twice; each leaves a fact that is never changed (ticket_event, window_event) and its trace. law/queue.h says who is next and what
 * is possible. No ticket bears a name; who took it is known by a keyed index at most. */

#define TICKET_NUMBER_SIZE 12
struct ticket {
	int64_t id;                              /* 0: none */
	day_t day;
	char number[TICKET_NUMBER_SIZE];         /* N-3; stays what it is when the class changes */
	char class, class_name[64];
	enum queue_lane lane;
	char priority[40];                       /* which group, "" for none */
	int64_t slot_at;                         /* of an appointment; 0 */
	int64_t taken_at, place;
	enum ticket_state state;
	int64_t version, calls;                  /* calls since it was called last */
	bool restored;
	char window[8];                          /* that called it last; "" */
	int64_t staff, called_at, last_call_at, arrived_at, ended_at, paused_ms, changed_at;      /* 0: not yet */
};
int64_t ticket_wait_ms(const struct ticket *t, int64_t now);         /* until it was called, or until now */
int64_t ticket_service_ms(const struct ticket *t, int64_t now);      /* from the call to its end or now, without pauses */

/* --- ticket_take.c: 取号 ------------------------------------------------------------------------------------------------ */

struct ticket_wish {
	const char *uuid;                        /* of the press, so that pressing twice takes one; NULL: made here */
	char class;
	const char *priority;                    /* one of queue.priorities; "" */
	int slot_minute;                         /* of the day, of an appointment; -1: none */
	const char *person;                      /* ID or phone; "": not said. Only its index is kept */
	const char *printer;                     /* of the slip (D-12); NULL: as the settings say, "": none */
	bool large;                              /* the slip in large type */
};
struct ticket_taken {
	struct ticket ticket;
	int64_t before, estimate;                /* how many wait before it, and about how many minutes that will take; 0: not known */
	char slip[24];                           /* the number of its print job; "": none was ordered */
	bool again;
};
/* Takes one: N-3 counts in the transaction, per letter and day. E-6801 not this role's; E-6802 no such class, or it is closed;
 * E-6803 no such group; E-6804 the appointment is past; E-6805 the class wants a group or a time; E-6806 this person has an open
 * one (Q-1; err->where is its number); E-6807 ID or phone cannot be one; E-1070 the clock is wrong. E-6830 nobody knows whether it was
 * taken (R4): the same uuid again finds out. */
enum status ticket_take(struct hall *h, const struct actor *by, const struct ticket_wish *wish, struct ticket_taken *out,
	struct err *err) MUST_CHECK;

/* --- ticket_act.c: from the call to the end ----------------------------------------------------------------------------- */

struct ticket_call {
	enum ticket_act act;
	const char *number;                      /* of today; "": the one at the actor's window */
	char class;                              /* of a transfer; '\0' */
	const char *reason;                      /* may be "" */
};
struct ticket_done {
	struct ticket ticket;                    /* as it stands now; id 0: nobody waits (a call that only ended the last one) */
	struct ticket before;                    /* that the same press ended or passed; id 0 */
	bool again;                              /* it had just been done: nothing happened now */
};
/* Does it. A call ends the ticket that is being served, and passes one that has been called often enough, in the same
 * transaction. E-6810 nobody waits; E-6811 no ticket at this window; E-6812 the window is paused; E-6813 the one before has not come
 * yet; E-6814 no such ticket today; E-6815 another window has it; E-6816 not possible in its state; E-6817 called too seldom
 * to be passed; E-6822 another person attends this window; E-6818 it was restored once; E-6819 no class to transfer to; E-6806 as above; E-6808 an actor without a window;
 * E-6801 role; E-1070 for E-6810 and E-6814 when the clock is wrong. ST_CONFLICT E-6831: it changed meanwhile; E-6830 nobody knows whether it was done: the window's state tells. */
enum status ticket_act(struct hall *h, const struct actor *by, const struct ticket_call *call, struct ticket_done *out,
	struct err *err) MUST_CHECK;

/* Adds to the batch that accepts a dossier at a window: it belongs to the visit that is served there by the actor, not to that of
 * a colleague at the same window. */
void ticket_link_in(struct batch *b, const struct actor *by, int64_t dossier, int64_t at);

/* --- ticket_window.c: the windows --------------------------------------------------------------------------------------- */

enum window_act { WINDOW_DO_PAUSE, WINDOW_DO_RESUME, WINDOW_DO_LEAVE, WINDOW_DO_TAKE_OVER };
/* Pauses (with a reason), opens (also after nobody was there: the actor attends it now), leaves or takes over the actor's window.
 * It is attended by one person at a time: for another it is E-6822 until she takes it over, with the ticket that is there, a
 * pause ends; and who leaves takes nothing from who stays. What is so already is ST_OK and no fact. E-6801, E-6808, E-6821 a ticket
 * is still at the window that is to be left. */
enum status ticket_window(struct hall *h, const struct actor *by, enum window_act act, const char *reason, struct err *err) MUST_CHECK;

/* A window as it stands (V-1). `dossier_at`: since when a dossier is being typed there; 0. */
struct window_now {
	char no[8], name[64], kind[16];
	enum window_state state;
	int64_t since;                           /* 0: it was never attended */
	char clerk[64], reason[128], ticket[TICKET_NUMBER_SIZE];
	char class;
	int64_t called_at, arrived_at, dossier_at;
};
typedef void window_now_fn(void *ctx, const struct window_now *w);
enum status ticket_windows(struct hall *h, window_now_fn *row, void *ctx, struct err *err) MUST_CHECK;      /* in order of number */

/* The queue of one window. */
struct window_queue {
	char classes[27];                        /* that it takes, in its order */
	enum window_state state;
	int64_t since, staff;                    /* who attends it; 0: no person */
	char reason[128], clerk[64];
	struct ticket current, next;             /* id 0: none */
	int64_t waiting, priority;               /* of its classes; of these with priority */
};
enum status ticket_queue(struct hall *h, const char *window, struct window_queue *out, struct err *err) MUST_CHECK;

/* --- ticket.c: reading -------------------------------------------------------------------------------------------------- */

/* A day's tickets, the newest first; class '\0' and state -1: any. *more when there were others. */
enum status ticket_list(struct hall *h, day_t day, char class, int state, struct ticket *rows, size_t room, size_t *count,
	bool *more, struct err *err) MUST_CHECK;
enum status ticket_get(struct hall *h, day_t day, const char *number, struct ticket *out, struct err *err) MUST_CHECK;      /* E-6814 */

struct class_waiting { int64_t waiting, longest_ms, priority; };
struct queue_class { char letter; char name[64]; enum queue_lane lane; bool active; };
#define QUEUE_CLASSES_MOST 26
enum status queue_classes(struct hall *h, struct queue_class rows[QUEUE_CLASSES_MOST], size_t *count, struct err *err) MUST_CHECK;
/* What waits today, beside each of `rows`. */
enum status queue_waiting_now(struct hall *h, const struct queue_class *rows, size_t count, struct class_waiting *out, struct err *err)
	MUST_CHECK;
/* Names a class, makes a new one (plain), closes or opens it. E-6801 role; E-6823 no letter, or no name; E-6824 it may not be closed
 * while tickets of it wait. Audited. */
enum status queue_class_set(struct hall *h, const struct actor *by, char letter, const char *name, bool active, struct err *err)
	MUST_CHECK;
/* Which classes a window takes, in this order; "" goes back to those of its kind. E-6825 a letter that is none, or twice. */
enum status queue_takes_set(struct hall *h, const struct actor *by, const char *window, const char *letters, struct err *err)
	MUST_CHECK;
enum status queue_takes(struct hall *h, const char *window, char out[27], struct err *err) MUST_CHECK;

/* --- ticket_json.c: as data/contract/ticket.schema.json and window.schema.json; owned ------------------------------------ */

json_t *ticket_json(const struct ticket *t, int64_t now);
json_t *window_now_json(const struct window_now *w);

/* Calls, for screens and voice (call.schema.json), in their order from the one after `after` on. */
struct ticket_called { int64_t id, at, calls; char number[TICKET_NUMBER_SIZE], class, class_name[64], window[8], window_name[64]; bool again; };
enum status ticket_called_after(struct hall *h, int64_t after, struct ticket_called *rows, size_t room, size_t *count, struct err *err)
	MUST_CHECK;
enum status ticket_called_last(struct hall *h, int64_t *id, struct err *err) MUST_CHECK;       /* 0: nothing ever was */
json_t *ticket_called_json(const struct ticket_called *c);

#endif

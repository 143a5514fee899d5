/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TICKET_OWN_H
#define HALL_TICKET_OWN_H

#include "base/clock.h"
#include "hall/ticket.h"

/* Shared by ticket*.c only. */


/* A row of ticket.sql as a ticket. */
void ticket_row(const struct rows *r, size_t i, struct ticket *t);
/* What Q-2 looks at. */
struct queue_waiting ticket_as_waiting(const struct ticket *t);
struct queue_rule ticket_rule(struct hall *h);
/* The step that reads whom Q-2 may choose at `now`, and which of its rows it chooses; QUEUE_NONE. */
#define CANDIDATES_MOST (QUEUE_CLASSES_MOST * 5)
int ticket_candidates_in(struct hall *h, struct batch *b, const char *classes, day_t day, int64_t now);
size_t ticket_choose(struct hall *h, const char *classes, const struct rows *r, int64_t now);

/* A row of window_state; one that is not there is away. `script`: no person attends it, a script called. */
struct window_row { enum window_state state; int64_t since, staff, ticket; char reason[128], clerk[64]; bool script; };
void ticket_window_row(const struct rows *r, struct window_row *w);
/* Two persons at one window: it is one person's at a time, so that nobody ends the ticket that another serves. E-6822 while `by`
 * is not the one; the system (a pad at the desk that calls the command line) acts for whoever attends. `undone`: what was not done. */
enum status ticket_window_own(const struct window_row *w, const struct actor *by, const char *undone, struct err *err) MUST_CHECK;
/* Whose the window is after an act of `by`. */
int64_t ticket_window_whose(const struct window_row *w, const struct actor *by);
/* Writes a window's new state and the fact, `at` or later. */
void ticket_window_write(struct batch *b, const char *window, const struct window_row *before, const struct window_row *after,
	int64_t at);

/* The slip, where one is wanted; the words that it has beside the ticket's own. */
struct slip_words { int64_t before, estimate; const char *uuid, *printer; bool large; };
bool ticket_slip_wanted(struct hall *h, const struct ticket_wish *wish);
void ticket_slip_number(struct hall *h, const struct ticket *t, char out[24]);
void ticket_slip_in(struct hall *h, struct batch *b, const struct actor *by, const struct ticket *t, const struct slip_words *w);
/* How long those before it will take at the windows that are attended: steps that read, and what they say; 0: nobody knows. */
struct estimate_steps { int service, windows; };
void ticket_estimate_in(struct batch *b, day_t day, char letter, struct estimate_steps *s);
int64_t ticket_estimate(const struct batch *b, const struct estimate_steps *s, int64_t before);

/* Is the role not one that may: a trace is left, E-6801. */
enum status ticket_denied(struct hall *h, const struct actor *by, const char *what, const char *object, int right, struct err *err)
	MUST_CHECK;
/* "2026-11-23/A012": what the trace calls it. */
void ticket_object(const struct ticket *t, char out[32]);

#endif

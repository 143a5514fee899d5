/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_TICKETS_H
#define TESTS_HALL_TICKETS_H

#include "acts.h"
#include "hall/ticket.h"

/* What the tests of the queue share, over acts.h: a guide who takes tickets, the clerk's window, and what the last act told. */
#define MINUTE INT64_C(60000)
extern struct ticket_done done;
extern struct ticket_taken taken;
extern struct actor guide;

int tickets_setup(void **state);
#define TICKET_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, acts_teardown)

struct actor at_window(const char *no);                      /* the clerk, there */
/* The number that was taken, or the code of the refusal. */
const char *take(char class);
const char *take_as(char class, const char *priority, int slot, const char *who, const char *uuid);
/* The number that came of it, the code of the refusal, or "" for a call that found nobody. */
const char *does(const struct actor *by, enum ticket_act act, const char *no, char class);
const char *do_here(enum ticket_act act);
const char *state_of(const char *no);
const char *window_is(const char *no);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLOCKS_H
#define CLOCKS_H

#include "fixture.h"
#include "hall/clock.h"

/* What the tests of a dossier's clocks share. */

extern struct fixture f;
extern int person;                   /* the last that came to the window */

/* Each test begins on the same Monday, in a hall of its own; at its end the traces are whole. */
int clocks_setup(void **state);
int clocks_teardown(void **state);
void set(const char *name, const char *value);
void to_day(const char *iso);
/* 新生儿出生, with a deferred paper or without. */
struct accepted accept_it(bool deferred, enum outcome outcome);
struct clock_list *clocks(const struct accepted *d);
const struct clock_row *find(const struct clock_list *list, enum clock_kind kind, int item);
day_t due(const struct accepted *d, enum clock_kind kind, int item);
int64_t ask(enum query q, const struct value *args, size_t count, int column);
/* What lists show of a dossier: dossier.promised_day. */
day_t shown(const struct accepted *d);

typedef void act_fn(struct batch *b, const void *what);
void pause_act(struct batch *b, const void *what);
void resume_act(struct batch *b, const void *what);
void extend_act(struct batch *b, const void *what);
enum status act(act_fn *fn, const void *what, struct err *err);
void good(act_fn *fn, const void *what);
/* Refused with this code, its text names the rule, and nothing is different. */
void refused(const struct accepted *d, act_fn *fn, const void *what, const char *code, const char *rule);
struct clock_pausing special(const struct accepted *d, int item, const char *from, const char *to);

#endif

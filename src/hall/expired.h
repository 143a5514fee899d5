/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_EXPIRED_H
#define HALL_EXPIRED_H

#include "hall/act.h"
#include "law/clock.h"

/* What a clock that ran out proposes to the supervisor (C-13, K6; K1 where the hall could not accept by itself). He agrees
 * by the act that it leads to, declines with a reason, or does something else about it: an act that stops the clock, an
 * extension that gives it another day. Each takes it off the list and leaves its trace; nothing ends by itself. */
struct expired {
	int64_t id;
	enum clock_kind kind;
	char number[24], name[160], bundle[128], material[160];      /* name is masked; material "" but for K5 */
	char reason[240];                                            /* why the hall could not do it itself; "" */
	day_t due;
};
/* The open ones, what ran out first first. Whoever may read the list (hall/watch.h) asks for it. */
enum status expired_list(struct hall *h, struct expired *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* One of them; E-6436 when it is answered already or never was. */
enum status expired_read(struct hall *h, int64_t id, struct expired *out, struct err *err) MUST_CHECK;

/* The act by which one agrees, to be called with act_call.expired, and what it need not be asked (at most
 * EXPIRED_GIVEN values, static). NULL: there is no one act for that (K1); the dossier is to be looked at. */
#define EXPIRED_GIVEN 2
const struct act *expired_act(enum clock_kind kind, struct act_value given[EXPIRED_GIVEN], size_t *count);

/* Declined: nothing ends, and the same clock does not propose again before it has another day. For supervisors
 * (E-6437, the try is audited); E-6403 no reason (1 to 200 characters); E-6436. Entry "clock.decline". */
enum status expired_decline(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err) MUST_CHECK;

#endif

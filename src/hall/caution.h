/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CAUTION_H
#define HALL_CAUTION_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/caution.h"

/* 红黄牌 (V-2): the cards that a hall keeps. One for each rule, colour and object, given once; it stays when the light has gone out,
 * and is never deleted: a supervisor may cancel it with a reason. A yellow one rises when its object turns red: from then on the red one of
 * the same rule stands for both, and no yellow one comes behind a red one. */
#define CAUTION_NUMBER_SIZE 24                   /* "DB" hall day serial */

/* --- giving ---------------------------------------------------------------------------------------------------------- */

struct caution_new {
	enum caution_rule rule;
	enum clock_light light;                      /* one that the rule has a card of */
	const char *object;                          /* as enum caution_about says */
	int64_t dossier;                             /* 0: it is about none */
	int item;                                    /* what of it, as a clock's; 0 */
	int64_t clock;                               /* given only while this one runs to that day; 0: no clock's */
	day_t due;                                   /* DAY_NONE */
	const char *responsible, *words;             /* nobody's name is in them */
};
/* Adds the card to a batch, with its number, its trace and that of the yellow one which rises by it, unless it has been given: asked
 * inside the transaction, so that of two who look at once one gives it. Copies all but `made`, which counts it and lives as long as the
 * batch; NULL is fine. */
void caution_in(struct hall *h, struct batch *b, const struct actor *by, const struct caution_new *n, size_t *made);
/* What stands on a card of a clock: "3 号窗"; "应于 2026-12-07 前,剩 2 个工作日". */
void caution_window(const char *window, char out[16]);
void caution_clock_words(const struct calendar *c, day_t due, char out[200]);

/* What time alone does (hall/clock.h calls it): the cards of clocks, of 办不成事, and of what silence has accepted, as they stand
 * today. *made is how many were given. */
enum status caution_turn(struct hall *h, const struct actor *by, size_t *made, struct err *err) MUST_CHECK;
/* The queue's, as it stands now; each minute by whoever is awake, as often as one likes. Cheap when nobody came today; none after the last
 * of errand.hours. */
enum status caution_queue(struct hall *h, size_t *made, struct err *err) MUST_CHECK;

/* --- reading and cancelling ------------------------------------------------------------------------------------------- */

struct caution {
	int64_t id, at, cancelled_at;                /* cancelled_at 0: nobody cancelled it */
	int64_t risen_at;                            /* a yellow one, when the red one was given; 0: it has not risen */
	char number[CAUTION_NUMBER_SIZE], object[40], responsible[96], words[200], cancelled_by[64], reason[620];
	char risen_to[CAUTION_NUMBER_SIZE];          /* the red one; "" */
	enum caution_rule rule;
	enum clock_light light;
	day_t due;
	char dossier[24], name[160], bundle[128];    /* "" when it is about none; the name is masked */
	char item[128];                              /* which of its items or materials; "" */
};
/* Those given on the days from … to, the newest first; with `all` those that were cancelled or have risen, too. E-6895 not this role's. */
enum status caution_list(struct hall *h, const struct actor *by, day_t from, day_t to, bool all, struct caution *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;
enum status caution_read(struct hall *h, const struct actor *by, const char *number, struct caution *out, struct err *err)
	MUST_CHECK;                                  /* E-6895, E-6896 no such card */
/* Cancels one for good. A person does (E-6895), no script; E-6403 the reason, 1 … 200 characters; E-6896; E-6897 it was cancelled
 * before, by whom and why, or has risen to which; E-6898 nobody knows whether it was done (R4): once more finds out. Audited; what is
 * refused changes nothing. */
enum status caution_cancel(struct hall *h, const struct actor *by, const char *number, const char *reason, struct err *err)
	MUST_CHECK;
json_t *caution_json(const struct caution *c);   /* data/contract/caution.schema.json; owned */

#endif

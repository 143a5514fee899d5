/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_HAND_H
#define HALL_HAND_H

#include <jansson.h>

#include "hall/hall.h"

/* The numbers of the hand: how many keys, seconds and data typed by hand a dossier took, counted by the desk from the first key
 * of its form to the last, over all drafts of it; none of what was typed. Seconds leave out what was locked, and each pause
 * longer than hand.pause_seconds. Stored with the dossier in the transaction that takes it in or accepts it. */
struct hand { int64_t keys, seconds, typed, derived, shared; };

/* Medians of what was done on a day; with an even number the mean of the two in the middle, rounded. */
enum hand_group { HAND_ALL, HAND_WINDOW, HAND_BUNDLE };
const char *hand_group_code(enum hand_group g);                  /* "all" "window" "bundle" */
struct hand_row { enum hand_group group; char name[128]; int dossiers; struct hand median; };

/* A clerk's own day, all and by bundle; for who sees the hall (a supervisor, a script) the hall's: all, by window, by bundle, and
 * nobody's own. Nothing done: no rows. More than `room` groups: the first. E-6780 not this role's. */
enum status hand_day(struct hall *h, const struct actor *by, day_t day, struct hand_row *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
json_t *hand_row_json(const struct hand_row *row);               /* owned */
/* One dossier's {keys, seconds, typed, derived, shared}; null when no desk took it in. *out is owned. */
enum status hand_of(struct hall *h, int64_t dossier, json_t **out, struct err *err) MUST_CHECK;

#endif

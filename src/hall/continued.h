/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CONTINUED_H
#define HALL_CONTINUED_H

#include "hall/accept.h"

/* A dossier that was only received (收件), or came back from correction, on its way to acceptance (W-4, 10 → 30): what
 * stays as it was. Number, day of receipt, query code and the 办件编号 of the same items stay, and it is planned by the
 * catalogue that it was received under. */
struct continued {
	int64_t dossier, received_at;
	int version, snapshot;                                 /* the dossier's now; its newest snapshot */
	char number[24], accept_uuid[37], state[4], query[7], bundle[MATTER_ID_SIZE], person_index[17], window[8];
	int catalogue_version;
	day_t received_day, since, due;                        /* since, due: of the K1 that runs; DAY_NONE */
	bool corrected;                                        /* `since` is the day on which all corrections were in (T-8) */
	struct rows *items, *papers;                           /* what it has: item and 办件编号; kinds of paper */
};
/* E-6101 no such dossier. *out is owned. */
enum status continued_read(struct hall *h, const char *number, struct continued **out, struct err *err) MUST_CHECK;
void continued_free(struct continued *c);                                            /* NULL is fine */
/* The legal day of its acceptance: T-8, or the day of receipt when silence accepts it; otherwise today. */
day_t continued_day(const struct continued *c, bool deemed);
/* NULL: that item is new. Borrowed. */
const char *continued_project(const struct continued *c, const char *item);
/* Is this the number of whom it was received from? One that was kept as it was typed then (in lower case, with blanks) is read as one
 * is read now. */
bool continued_person(struct hall *h, const struct continued *c, const char *id_number);
/* The name of one more paper of this kind: "materials", "materials/2" …. */
void continued_paper(const struct continued *c, const char *kind, char out[32]);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ARRIVAL_H
#define HALL_ARRIVAL_H

#include "hall/hall.h"

/* Results that come back from departments, a pile at a time: each is known by the number on it alone (N-8). One is one act, "check-in"
 * of law/act.h, in a transaction of its own; the same number again is the same act (T1). */
struct arrival {
	char number[24], item[200];  /* the dossier, the item */
	int task;
	bool again;                  /* it lay there already */
};
/* E-6464 no result that waits has this number, E-6465 several have, be one of them here already; else what dossier_act refuses. Nothing
 * of those before is lost. */
enum status arrival_check_in(struct hall *h, const struct actor *by, const char *licence_no, const char *place, struct arrival *out,
	struct err *err) MUST_CHECK;
/* How many are decided and not at the window. */
enum status arrival_count(struct hall *h, int64_t *out, struct err *err) MUST_CHECK;

#endif

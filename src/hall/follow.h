/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_FOLLOW_H
#define HALL_FOLLOW_H

#include "hall/hall.h"
#include "law/deadline.h"
#include "law/states.h"

/* What a change of tasks brings with it, in the transaction that made it: the dossier walks on (W-4) and the clocks that
 * count up to a decision stand still. Reads the tasks as the steps before have left them. */
void follow_dossier_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const char *number);
/* What counts up to the decision of this item (CLOCK_ANY_ITEM: of each) stands still. */
void follow_decided_in(struct batch *b, int64_t dossier, int item);
/* W-12: task `no` is in state `to` now: those that waited for it go. Its own clocks stop when it is decided, and what was granted must be delivered in time: `delivery` is K4 if that is today (clock_deadline), and
 * lives until the batch was submitted. Calls follow_dossier_in. */
void follow_task_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const char *number,
	int64_t task, int no, enum task_state to, const struct deadline *delivery);

#endif

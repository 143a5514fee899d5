/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_GUARD_H
#define HALL_GUARD_H

#include "hall/hall.h"

/* What has to be right before anything is accepted: hall_clock_check and hall_room_check of hall.h, and a person's word
 * for the clock after it had jumped. */

/* A supervisor looked at the time and it is right (R11): accepting goes on, in every process that has this hall open or will
 * open it. Audited; E-4113 for other roles. The build date stays a floor. */
enum status hall_clock_confirm(struct hall *h, const struct actor *by, struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RATING_OWN_H
#define HALL_RATING_OWN_H

#include "hall/rating.h"
#include "law/clock.h"

/* What the files about ratings share. */
bool rating_has_device(struct hall *h, const char *window);
/* The two dates of a bad rating: what its clock rows are called (0004-rating.sql). */
static inline const char *rating_clock(bool fixing)
{
	return clock_rule(fixing ? CLOCK_K8F : CLOCK_K8)->code;
}

#endif

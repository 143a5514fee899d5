/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RATING_OWN_H
#define HALL_RATING_OWN_H

#include "hall/rating.h"

/* What the files about ratings share. */
bool rating_has_device(struct hall *h, const char *window);

#endif

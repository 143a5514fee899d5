/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_RANDOM_HALL_H
#define TESTS_HALL_RANDOM_HALL_H

#include "tickets.h"

/* Days on which whatever the law allows happens, told by a number: what is counted of such a hall nobody has chosen. Over tickets.h. */
#define HOUR (60 * MINUTE)

void sit(const char *login, const char *window);             /* the clerk of what follows */
int dice(int sides);                                         /* 0 … sides - 1, the same ones after each a_random_hall(n) */
/* So many days from today on, cards, queue and ratings with them; the clock stands behind the last one. */
void a_random_hall(int n, int days);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACCEPT_SITUATION_OWN_H
#define DESK_ACCEPT_SITUATION_OWN_H

#include "desk/accept.h"

/* Questions on the left, what follows from the answers on the right. One bar on each side; Tab changes sides. */
struct situation {
	struct desk *d;
	struct form *frame;
	bool right;                  /* the bar that moves is the items' */
	size_t question, item;       /* where the bars stand */
	bool told;                   /* what stands against going on: the next press goes on all the same */
	int cursor_row, cursor_col;
};

size_t situation_count(const struct situation *s);                                   /* of questions */
const struct question *situation_question(const struct situation *s, size_t i);

/* accept_situation_draw.c */
void situation_draw(struct view *v);
bool situation_splits(const struct situation *s);    /* has it items to be taken one by one instead? */

#endif

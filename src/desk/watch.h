/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_WATCH_H
#define DESK_WATCH_H

#include "desk/desk.h"
#include "hall/watch.h"

/* watch_ask.c. Asks in the message line what is to be done about a row of a list, and does it. Esc does nothing at all. A list
 * about whose rows nothing is asked says where it is done. */
void watch_ask(struct desk *d, enum watch_kind kind, const struct watch_row *row);

#endif

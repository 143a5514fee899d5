/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_TICKET_H
#define DESK_TICKET_H

#include "desk/desk.h"

/* The queue at a clerk's own window: d->queue is how it stood last. Somebody without a window, or who serves nobody, has none. */
void ticket_look(struct desk *d);                      /* reads it anew */
void ticket_attend(struct desk *d);                    /* somebody sits here now; and goes: what is still at the window stays there */
void ticket_leave(struct desk *d);
/* A dossier is begun: whoever was called for it has come. */
void ticket_begin(struct desk *d);
/* The queue in one line of the home screen; false: there is nothing to say, and nothing was drawn. */
bool ticket_draw(struct desk *d, struct area area);

/* Asks for a plain class: its letter comes to `done`, '\0' when given up. `ctx` is the asker's. */
void ticket_ask_class(struct desk *d, const char *label, void (*done)(void *ctx, char letter), void *ctx);
/* Does it, says what came of it or why not. */
enum command_answer ticket_do(struct desk *d, enum ticket_act act, const char *number, char class);

#endif

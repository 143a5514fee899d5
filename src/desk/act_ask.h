/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACT_ASK_H
#define DESK_ACT_ASK_H

#include "desk/desk.h"
#include "hall/act.h"

/* Asks for what an act has to be told, one question after the other in the message line, as law/act.h lists it; asks once
 * more whether to do it; does it (hall/act.h) and says what came of it. Esc at any question does nothing at all.
 * `dossier` is dossier_json's, read while asking is set up only. */
void act_ask(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option);
/* The answer of a second person to a proposal: agreed, or declined with a reason. */
void act_ask_proposal(struct desk *d, const struct proposal *p);

#endif

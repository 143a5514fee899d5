/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACT_ASK_H
#define DESK_ACT_ASK_H

#include "desk/desk.h"
#include "hall/act.h"

/* Asks for what an act has to be told, one question after the other in the message line, as law/act.h lists it; asks once
 * more whether to do it, with all that was said above the question where it goes on paper or to a second person; does it (hall/act.h)
 * and says what came of it. Esc goes one question back; at the first one nothing was done at all.
 * `dossier` is dossier_json's, read while asking is set up only. */
void act_ask(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option);
/* The same, but for what is known already (names as in law/act.h; copied): those questions are not asked. `expired`: what ran
 * out and is answered by it (hall/expired.h), 0 for nothing. */
void act_ask_given(struct desk *d, const char *number, const json_t *dossier, const struct act_option *option,
	const struct act_value *given, size_t count, int64_t expired);
/* Says in the message line what came of an act, and has all screens read anew. */
void act_say_done(struct desk *d, const struct acted *done);
/* The answer of a second person to a proposal: agreed, or declined with a reason. Who may not answer it only reads it. */
void act_ask_proposal(struct desk *d, const struct proposal *p);
/* The same from a list that names it: opens its dossier and asks above it. */
enum status act_open_proposal(struct desk *d, int64_t id, struct err *err) MUST_CHECK;

/* Asks what an act has to be told, for one that is done elsewhere: `done` gets it when all is answered and confirmed. What it answers is
 * said here; where that is about one of the answers, it is asked for again, and nothing that was said is lost. */
typedef enum status act_asked_fn(struct desk *d, const struct act_value *values, size_t count, struct err *err);
void act_ask_values(struct desk *d, const struct act *act, act_asked_fn *done);
/* The same, but for what is known already (copied). */
void act_ask_values_given(struct desk *d, const struct act *act, const struct act_value *given, size_t count, act_asked_fn *done);

#endif

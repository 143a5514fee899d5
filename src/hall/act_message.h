/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACT_MESSAGE_H
#define HALL_ACT_MESSAGE_H

#include "hall/act_parts.h"

/* What departments are told of an act: messages of the outbox (R5), written in the transaction of the act and pushed to
 * /v1/messages (data/contract/department.md). */

/* Every open task of the dossier goes to `to`. What was not yet sent is not sent any more; where the department may have
 * it, it gets a message of this kind ("recall") with the reason. */
void act_tasks_end(struct doing *d, struct batch *b, enum task_state to, const char *note);
/* The same for one task, whose own act moves it. */
void act_task_end(struct doing *d, struct batch *b, const char *note);
/* C-15: a deferred paper is in; the tasks that listed it are told, others not. */
void act_supplement(struct doing *d, struct batch *b, const char *material);
/* The task's message anew after a return (W-8): the same body under a new key, naming the one it supersedes and what was
 * corrected. */
void act_resend(struct doing *d, struct batch *b, const char *note);

/* A message about a task to /v1/messages; `task` is its row of act_task_message, the body (taken) gets its key here. */
void act_message_in(struct hall *h, struct batch *b, int64_t now, const struct rows *task, const char *kind, json_t *body);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_PREVIEW_H
#define DESK_PREVIEW_H

#include "desk/desk.h"
#include "hall/accept.h"
#include "hall/print_job.h"

/* A document on the screen as it will stand on paper, from the same template and the same frozen data. */
enum command_answer preview_open(struct desk *d, const struct print_job *job);
/* All the papers of a promise that was not made yet, one after the other, marked 样稿·未受理. What cannot be accepted is
 * shown as the notice that would name what is missing, when that could be given. */
enum command_answer preview_promise(struct desk *d, const struct promise *p);
/* For prompts: a reprint is never without its reason (R13). */
enum status reprint_reason(void *ctx, const char *answer, struct err *err) MUST_CHECK;

#endif

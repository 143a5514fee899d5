/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_CARD_H
#define DESK_CARD_H

#include "desk/desk.h"

/* A dossier at a glance, beside a list: who, what, until when, where each task is. Read anew at each drawing, so that it
 * is never older than the list. */
void card_draw(struct desk *d, const char *number, struct area area);
/* The same of a draft. */
void card_draft(const struct todo *draft, struct area area);

/* Lines that the dossier screen shows, too. Append. */
void card_moment(const char *iso, struct buf *out);              /* "11-23 09:41" of an ISO instant */
/* "承诺 12-22(还有 21 个工作日)"; how urgent it is. Nothing when there is no such day. */
enum look card_due(struct desk *d, const json_t *dossier, struct buf *out);
/* A member as text, "" when it is not there. */
const char *card_text(const json_t *object, const char *key);

/* A dossier in full for who must read it: the applicant, who came for him, the form, as lines. Appended. */
void card_reveal(const json_t *dossier, struct buf *out);

/* What is masked, in full, for a reason that is asked for first and stays in the trail: on a screen of its own, for as long as
 * reveal.seconds says after the last key (S-15). `read` appends the lines of what `ctx` stands for. It lives in the data of the view on
 * top, which goes no earlier than the question. */
typedef enum status card_secret_fn(void *ctx, const char *why, struct buf *out, struct err *err);
struct card_secret { struct desk *d; const char *label, *title; card_secret_fn *read; void *ctx; };
void card_ask_secret(struct card_secret *s);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_READING_H
#define DESK_READING_H

#include "desk/desk.h"
#include "law/id_card.h"

/* The reader of identity cards at this window (P-1), for whichever screen or question asks: one read at a time, and nobody waits for
 * it. Typing goes on; what the card tells comes to `got`, what went wrong stands in the message line. */
typedef void reading_fn(void *ctx, const struct id_card *card);
/* `object` is what it is read for, for the audit ("" for nothing of its own). One that is on its way for somebody else is given up. */
enum command_answer reading_start(struct desk *d, const char *object, reading_fn *got, void *ctx);
/* Is one on its way for this ctx? NULL: for anybody. */
bool reading_on(const struct desk *d, const void *ctx);
/* Esc: gives it up and says so. */
void reading_stop(struct desk *d);
/* Gives up what this ctx asked for (NULL: whoever), without a word: before ctx goes. */
void reading_drop(struct desk *d, const void *ctx);
/* Is there a bridge at this window at all? Looks for its socket. */
bool reading_there(const struct desk *d);

/* What has to be looked at before this card counts goes into the message line, with what was done by it: `done` ("已填 5 栏"). */
void reading_say(struct desk *d, const struct id_card *card, const char *done);

/* An open question of the message line whose answer a card may tell. Embedded by value in who asks; zeroed at first. */
struct card_question {
	struct desk *d;
	const void *ctx;             /* of the prompt */
	const char *name;            /* of the datum asked, as acts call it: "receiver_name" "proof" "id_number" … */
	struct id_card card;         /* read at this or an earlier question; kind ID_CARD_NONE: none */
	bool differs;                /* it told something else than was typed: the key once more takes it */
};
/* Does a card tell a datum of this name? */
bool card_question_tells(const char *name);
/* The answer that the card read before gives, "" when there is none. Borrowed until the next read. */
const char *card_question_answer(const struct card_question *q, char out[402]);
/* struct prompt's fetch. `object` as of reading_start. */
bool card_question_fetch(struct card_question *q, const char *object, bool stop);

#endif

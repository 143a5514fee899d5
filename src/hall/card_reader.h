/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_CARD_READER_H
#define HALL_CARD_READER_H

#include "base/loop.h"
#include "hall/hall.h"
#include "law/id_card.h"

/* The window's reader of identity cards (P-1, data/contract/reader.md): a bridge, a program of the reader's vendor, listens on a socket
 * (setting reader.socket); nothing of it is ever linked in here. One read is one connection. */
struct card_reading;

/* Called from the loop. `card`: read, and that somebody looked at it stands in the audit (S-6). `err`: it is over without a card, and
 * the audit says why, so that what is typed instead has its reason (P-1): E-6640 nobody listens there, E-6641 hung up, E-6642 half a
 * line, E-6648 no card in reader.seconds, else as id_card_read; a card whose audit entry could not be written is not given. Neither:
 * the bridge has not said a word for two seconds, it goes on. After one of the first two the reading is gone. */
typedef void card_reading_fn(void *ctx, const struct id_card *card, const struct err *err);

/* Asks the reader of by->window for a card. `object` is what it is read for ("accept_uuid", a dossier's number), for the audit; copied.
 * ST_CONFIG, E-6649: no path for this window. What fails later comes to fn. */
enum status card_reading_start(struct hall *h, const struct actor *by, struct loop *loop, const char *object, card_reading_fn *fn,
	void *ctx, struct card_reading **out, struct err *err) MUST_CHECK;
/* Hangs up without a word. NULL is fine; not for one that is gone. */
void card_reading_stop(struct card_reading *r);

/* Where the reader of this window is listened for: reader.socket, in which WINDOW is the window's number; relative to the hall. */
#define CARD_READER_PATH_SIZE 108
enum status card_reader_path(struct hall *h, const char *window, char out[CARD_READER_PATH_SIZE], struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_FILES_H
#define DISPATCH_FILES_H

#include "dispatch/answer.h"
#include "dispatch/wire.h"
#include "hall/hall.h"
#include "hall/outbox.h"

/* The files that a message refers to go to its department before it (I-5), by content: what is known to be there is not sent again.
 * A task never waits for a file that cannot come — gone at the hall, or not taken there —: it goes and says without which
 * (Files-Without). A message that is about files stops for a person instead. */

#define FILES_NAME_SIZE 65                       /* SM3 as hex */

struct files {
	char (*list)[FILES_NAME_SIZE];
	size_t count, at;                        /* at: the one whose turn it is */
	bool again;                              /* the department missed one although we thought it there: all were sent anew */
	struct buf octets, without;              /* of the one under way; the header's value */
	struct wire_limits limits;               /* of the one under way: longer for larger ones */
};
/* Reads which they are from the message's frozen body. */
void files_init(struct files *f, const struct outbox_message *m);
void files_release(struct files *f);

/* Goes on to the next that is to be sent. FILES_SEND: its octets are read, *url (owned) is where to; FILES_DONE: the message may go;
 * FILES_END: it may not, *out says how it ends. */
enum files_step { FILES_SEND, FILES_DONE, FILES_END };
enum files_step files_next(struct hall *h, struct files *f, const struct outbox_message *m, const struct wire_limits *usual, char **url,
	struct answer *out);
/* What became of the one under way; false: the message ends as *out says. */
bool files_sent(struct hall *h, struct files *f, const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out);
/* The message was refused because a file is missing there or is another (3001, 3002): true once, then all are sent anew. */
bool files_anew(struct hall *h, struct files *f, const struct outbox_message *m, const struct wire *w, int http_status);

#endif

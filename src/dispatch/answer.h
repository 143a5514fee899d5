/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_ANSWER_H
#define DISPATCH_ANSWER_H

#include "dispatch/wire.h"
#include "hall/outbox.h"

/* What a department's answer means: R7 as a table. Reads hostile bytes, changes nothing. */

/* How an exchange about a message ended. */
struct answer {
	enum outbox_end end;
	int http_status;
	char department_no[65];
	char code[8];                        /* E-40nn; "" when delivered */
	char note[512];                      /* Chinese, for people, with the code in front; may quote the department's text */
	int64_t retry_after_ms;
	bool push;                           /* a question by key was answered "never arrived": it may be pushed now */
	bool open_circuit;                   /* their certificate or ours is refused: no use in trying the next message */
};
/* After POST /v1/tasks. */
void answer_to_push(const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out);
/* After GET /v1/tasks/by-key/KEY, asked because an earlier push may have arrived. */
void answer_to_query(const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out);

#endif

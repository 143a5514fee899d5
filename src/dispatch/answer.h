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

/* After POST /v1/files of the content sm3. THERE: the department says that it has it. NOT_NOW: *out says how the message ends that
 * waited for it (never in doubt: nothing of it has been sent). REFUSED: out->note says why. UNSUPPORTED: there is no such address, in
 * the department's own words (unknown-path, bad-method) or with 501; NOBODY: the same in nobody's words, as a gateway before it says
 * it, too: *out is as for NOT_NOW. */
enum file_answer { FILE_THERE, FILE_REFUSED, FILE_UNSUPPORTED, FILE_NOBODY, FILE_NOT_NOW };
enum file_answer answer_to_file(const char *sm3, struct wire *w, CURLcode code, struct answer *out);

/* Is it {"error":{"code": code}}? */
bool answer_error_is(const struct buf *body, const char *code);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DEPARTMENT_RECEPTION_H
#define DEPARTMENT_RECEPTION_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "store/store.h"

/* What the reference department does with tasks, without a network: takes them once, moves them, tells what changed
 * (data/contract/department.md). One store serves many departments, told apart by their id. */
#define DEPARTMENT_ID_MAX 31

/* What a request got: an HTTP status and a body. `replayed`: the stored answer again (C3). */
struct reply {
	unsigned status;
	bool replayed;
	struct buf body;
};
void reply_init(struct reply *r);
void reply_release(struct reply *r);
/* Takes the reference; json NULL is an answer that cannot be written: 500. */
void reply_json(struct reply *r, unsigned status, json_t *json);
/* What the store could not do: the hall tries again (busy) or a person must look (anything else). */
void reply_store(struct reply *r, enum status st, const struct err *err);
/* {"error":{…}} by the contract; `where` may be NULL. */
void reply_error(struct reply *r, unsigned status, const char *code, const char *message, const char *where);

/* A body with its headers, NULL when missing. */
struct posted { const char *key, *digest, *sequence, *without, *body; size_t n; };
/* POST /v1/tasks. Effect, key and answer in one transaction. Never fails: what goes wrong is in the reply. */
void reception_take(struct store *s, const char *department, const struct posted *post, struct reply *reply);
/* POST /v1/messages: the same for what the hall says later of a task (message.c). */
void reception_tell(struct store *s, const char *department, const struct posted *post, struct reply *reply);
/* file.c: POST /v1/files?sha=sm3:…&size=…: a scan, stored once. */
#define FILE_BODY_MAX ((size_t)20 * 1024 * 1024)
void reception_file(struct store *s, const char *department, const char *sha, const char *size, const struct posted *post,
	struct reply *reply);
/* GET /v1/messages/by-key/KEY */
void reception_told(struct store *s, const char *department, const char *key, struct reply *reply);
/* GET /v1/tasks/by-key/KEY */
void reception_by_key(struct store *s, const char *department, const char *key, struct reply *reply);
/* Behind the ? of a request for a page, as it came; NULL when not given. */
struct page_query { const char *after, *limit, *from, *to; };
/* GET /v1/changes */
void reception_changes(struct store *s, const char *department, const struct page_query *q, struct reply *reply);
/* GET /v1/tasks: what arrived in a period, for comparing. */
void reception_keys(struct store *s, const char *department, const struct page_query *q, struct reply *reply);

/* Works the open tasks by itself: signs for those that are `after_ms` old, grants those signed for `after_ms` ago.
 * *next_ms is the wall time when there is more to do, 0 when nothing is open. */
enum status reception_work(struct store *s, int64_t after_ms, int64_t *next_ms, struct err *err) MUST_CHECK;
/* Forgets what has been settled for longer than the contract asks for (C2, F2), `most` tasks a call; *more when there
 * are others. A task that is still open is never forgotten. */
#define RECEPTION_KEEP_DAYS 400
enum status reception_forget(struct store *s, int most, bool *more, struct err *err) MUST_CHECK;
/* By a person: from now on the task is not worked by itself. `details` is what the change has to tell (borrowed; NULL: nothing).
 * ST_NOINPUT: no such key; ST_REFUSED: not allowed from the state it is in; ST_DATA: a detail is missing or not what it has to
 * be; ST_USAGE: no such state, or `by`, `note` or `details` is too long or no text. */
enum status reception_move(struct store *s, const char *key, const char *state, const char *by, const char *note,
	const json_t *details, struct err *err) MUST_CHECK;
/* details.c. Adds "name=value"; ST_USAGE when it is none. */
enum status details_take(json_t *details, const char *word, struct err *err) MUST_CHECK;
/* One line a task, or one JSON object a line. */
enum status reception_list(struct store *s, bool json, struct buf *out, struct err *err) MUST_CHECK;

/* --- for message.c and reception.c ------------------------------------------------------------------------------------ */

/* Key and digest as C1 wants them? Otherwise the reply is made. hex: the body's digest. */
bool reception_headers(const struct posted *post, char hex[65], struct reply *reply);
/* Is the key known by this query (digest, answer …)? Then the reply is made: the stored answer (C3) or 422 (C4). */
enum status reception_known(struct store *s, enum query query, const char *department, const char *key, const char *digest, bool *known,
	struct reply *reply, struct err *err) MUST_CHECK;
/* The department's own number for its n-th task of the day, and an answer; both owned. */
char *reception_number(const char *department, int64_t now, int64_t n);
char *reception_answer(const char *key, const char *dossier, const char *department_no, const char *state);
/* details.c. Has the change all that it must tell? E-6248 names what is missing or wrong. */
enum status details_check(const json_t *details, const char *from, const char *to, struct err *err) MUST_CHECK;
/* file.c: are all files there that the (checked) body refers to, but those that the hall says will not come (Files-Without)? Else the
 * reply is made (3001). */
enum status reception_files(struct store *s, const char *department, const struct posted *post, bool *there, struct reply *reply,
	struct err *err) MUST_CHECK;
/* What task_read or message_read found wrong. */
void reply_bad_body(struct reply *r, const struct err *err);

#endif

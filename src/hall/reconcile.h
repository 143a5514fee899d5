/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RECONCILE_H
#define HALL_RECONCILE_H

#include "hall/outbox.h"

/* R9: once a day what we delivered is compared with what each department says it has (contract L1). What differs
 * becomes a row of a work list and stays there until a person has asked again or taken note of it, or until a later
 * comparison finds it no more. Nothing is repaired unseen. */

/* --- the work list ----------------------------------------------------------------------------------------------- */

/* unknown: we delivered it, they do not have it. digest: they have it with another body. state: they have it in another
 * state, and their feed does not tell (or we had given it up: 05). foreign: they have a key that we never sent there.
 * file: a task went without a scan that it names (I-5), its key is "KEY/SM3"; no comparison finds or settles that. */
#define DIFFERENCE_KINDS(_) \
	_(UNKNOWN, "unknown", "部门没有收到") _(DIGEST, "digest", "内容不同") _(STATE, "state", "状态不同") _(FOREIGN, "foreign", "不是本大厅所发") \
	_(FILE, "file", "任务已送,附件没有送到")
enum difference_kind {
#define _ENUM(id, code, name) DIFFERENCE_##id,
	DIFFERENCE_KINDS(_ENUM)
	DIFFERENCE_KIND_COUNT
#undef _ENUM
};
const char *difference_kind_code(enum difference_kind k);
const char *difference_kind_name(enum difference_kind k);

#define DIFFERENCE_KEY_SIZE 102          /* of a UUID, '/' and an SM3 in hex */
struct difference {
	int64_t id, found_at;
	enum difference_kind kind;
	bool asked;                          /* a person has asked again; the next comparison tells what came of it */
	char department[32], department_name[64], key[DIFFERENCE_KEY_SIZE], dossier[64], department_no[72], ours[72], theirs[72];
};
/* What wants a person, the oldest first. */
enum status difference_list(struct hall *h, struct difference *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* How many nobody has looked at yet. */
enum status difference_count(struct hall *h, int *count, struct err *err) MUST_CHECK;
/* What it is, appended, and what to do: for the screen and the command line. */
void difference_what(const struct difference *f, struct buf *out);
const char *difference_advice(const struct difference *f);
/* A person's acts, audited. E-6217 not this role's (outbox_may); E-6205 no such open row; E-6206 not for this kind (digest, foreign: only by telephone).
 * Again: `unknown` sends the same message with the same key; `state` reads the department's feed from its beginning, or
 * sends again what we had given up. */
enum status difference_again(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;
/* Takes note with a reason of 2 … 200 characters (E-6207); the same difference does not come back, another does. */
enum status difference_acknowledge(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err)
	MUST_CHECK;

/* --- comparing: for the agent ------------------------------------------------------------------------------------ */

/* Every department with an address is compared as soon as the agent comes to it. Audited. */
enum status reconcile_ask(struct hall *h, const struct actor *by, struct err *err) MUST_CHECK;
struct reconcile_row { char department[32], name[64], words[160]; int64_t at; bool asked; };     /* at 0: never */
enum status reconcile_list(struct hall *h, struct reconcile_row *rows, size_t room, size_t *count, struct err *err)
	MUST_CHECK;

struct reconcile_department { char id[32], name[64], url[256]; };
/* Whom to compare now; ST_NOINPUT: nobody. `daily`: not only what a person asked for. */
enum status reconcile_next(struct hall *h, bool daily, struct reconcile_department *out, struct err *err) MUST_CHECK;
int64_t reconcile_since(struct hall *h);         /* wall ms: the beginning of the days that are compared */

/* What we delivered there since `from` and before `until`, in slices: begin with { .at = from - 1 } in *last. */
struct reconcile_sent { int64_t id, at, created_at; char key[37]; bool seen; };
enum status reconcile_sent(struct hall *h, const char *department, int64_t until, const struct reconcile_sent *last,
	struct reconcile_sent *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;

/* What they have. Texts are theirs. */
struct reconcile_item { const char *key, *digest, *dossier, *department_no, *state; int64_t at; };
enum reconcile_verdict { RECONCILE_SAME, RECONCILE_STATE, RECONCILE_RECORDED };
/* Compares one and records what differs. RECONCILE_STATE is not recorded yet: their feed may be about to tell. */
enum status reconcile_item(struct hall *h, const char *department, const struct reconcile_item *item,
	enum reconcile_verdict *verdict, struct err *err) MUST_CHECK;
/* Asked again when the feed has been read since: records it, unless our task has moved after `asked_at`. */
enum status reconcile_state(struct hall *h, const char *department, const struct reconcile_item *item, int64_t asked_at,
	enum reconcile_verdict *verdict, struct err *err) MUST_CHECK;
/* They do not have it. */
enum status reconcile_missing(struct hall *h, const char *department, const struct reconcile_sent *sent, struct err *err)
	MUST_CHECK;
/* A task of this key went without a scan: it is damaged here or was not taken there, `note` says it. */
enum status reconcile_file(struct hall *h, const char *department, const char *key, const char *dossier, const char *sm3, const char *note,
	struct err *err) MUST_CHECK;
/* The end: what was open and was not found since `began` is settled, if it lies in the days since `from`. */
struct reconcile_result { bool complete, states; int64_t began, from; const char *words; };
enum status reconcile_end(struct hall *h, const char *department, const struct reconcile_result *r, struct err *err) MUST_CHECK;

#endif

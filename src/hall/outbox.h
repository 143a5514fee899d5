/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_OUTBOX_H
#define HALL_OUTBOX_H

#include "base/day.h"
#include "hall/hall.h"

/* Messages to departments, written in the transaction that accepted (R5). Key, path and body are frozen at birth: no
 * attempt changes a byte. States: pending → sending → delivered | parked; held by a person; rejected when its task was ended
 * before it went. Doubt is `maybe_sent`. */
struct outbox_message {
	int64_t id, task;
	char key[37];                       /* Idempotency-Key */
	bool is_task;                       /* false: a message about a task that was sent before (recall, supplement) */
	int sequence;                       /* of its dossier's messages (R9) */
	char department[32], path[64], dossier[24], item_name[128];
	char *body; size_t n;               /* unsealed; owned by the message */
	char digest[DIGEST_HEX];            /* SM3 of the body, hex */
	int tries;
	bool maybe_sent;
	char url[256];                      /* of the department; body's address is url followed by path */
	bool dedup;                         /* false: this department must never get it twice (R6) */
};
/* In place of an address: the department has no system of its own, its people work its tasks at a desk of the hall (role
 * department). outbox_claim delivers to it by itself, without a network. */
#define DEPARTMENT_DESK "desk:"
void outbox_message_release(struct outbox_message *m);

/* Claims the next message that may go now: pending, due, its prerequisites delivered or done as the catalogue says
 * (R9), its department's circuit not open. The attempt row is committed before this returns (R5). ST_NOINPUT: nothing
 * to do; *next_ms is then when to look again (wall ms, 0: only when something changes). Not more than `per_department`
 * in flight for each. A message in doubt for a department without deduplication is parked and never comes out of here
 * (R6). Fault points: outbox.*. */
#define OUTBOX_LEASE_MS ((int64_t)90 * 1000)     /* longer than a question and a push may take together */
enum status outbox_claim(struct hall *h, const char *owner, int per_department, struct outbox_message *out,
	int64_t *next_ms, struct err *err) MUST_CHECK;

/* What became of an attempt (R7). */
/* UNWANTED: the other side has no use for it; it is over, and nobody is called. */
enum outbox_end { OUTBOX_DELIVERED, OUTBOX_RETRY, OUTBOX_MAYBE, OUTBOX_PARKED, OUTBOX_UNWANTED };
struct outbox_result {
	enum outbox_end end;
	int http_status;                    /* 0: no answer */
	const char *department_no;          /* the department's own number, when delivered */
	const char *note;                   /* Chinese, for people: why it waits or stands still */
	int64_t retry_after_ms;             /* asked for by the other side (clamped to 1 h), 0 for none */
	bool refused;                       /* their certificate or ours: no use in trying others, the circuit opens at once */
};
/* One transaction: attempt ended, outbox state, task state (10 when delivered), next time by full jitter (R7), the
 * department's circuit (R8), audit. */
enum status outbox_done(struct hall *h, const struct outbox_message *m, const struct outbox_result *r, struct err *err)
	MUST_CHECK;
/* What goes before the message takes long: its claim is held so much longer. ST_CONFLICT: it is not ours any more. */
enum status outbox_hold_on(struct hall *h, const char *owner, const struct outbox_message *m, int64_t for_ms, struct err *err) MUST_CHECK;
/* At every start: `sending` whose lease is over or whose process is dead become pending with maybe_sent (R9); where
 * nothing may be sent twice the next claim parks them. *count rows. */
enum status outbox_recover(struct hall *h, size_t *count, struct err *err) MUST_CHECK;

/* The wall clock was set back by so many milliseconds. Waiting times, leases and circuits are lengths of time (R7, R11),
 * but stand in the store as instants: they move with it. */
enum status outbox_clock_back(struct hall *h, int64_t ms, struct err *err) MUST_CHECK;

struct outbox_row {
	int64_t id; char key[37], department[32], department_name[64], dossier[24], item_name[128], state[12], note[256];
	int tries; bool maybe_sent, waits; int64_t next_at, last_at;       /* waits: for an item that comes before */
};
#define OUTBOX_MOST 300                      /* rows that a list is shown with */
/* state "" for all that is not delivered: what stopped and wants a person, what is on its way, what waits for an item that comes before;
 * or a state's name, or "all". The newest dossier first. */
enum status outbox_list(struct hall *h, const char *state, struct outbox_row *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
/* 待发 等前项 在发 核实中 已送达 停下 暂停 已终止: what a person reads. */
const char *outbox_state_name(const struct outbox_row *row);
/* A person's acts: try now (also parked and held ones), hold. Audited. E-6201 no such message, E-6202 not in a state
 * for that; E-6217 not this role's (RIGHT_DISPATCH), the try is audited. */
enum status outbox_retry(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;
enum status outbox_hold(struct hall *h, const struct actor *by, int64_t id, struct err *err) MUST_CHECK;
/* E-6217 alone, for what else is done by RIGHT_DISPATCH; `object` is what it was tried on. */
enum status outbox_may(struct hall *h, const struct actor *by, const char *object, struct err *err) MUST_CHECK;

/* Departments as the hall knows them. */
enum department_files {                 /* does it take scans (I-5)? Nobody configures that: its system has shown it */
	FILES_UNTRIED, FILES_TAKEN, FILES_NOT_TAKEN, FILES_HERE    /* HERE: its people see them at a desk of this hall */
};
struct department_row {
	char id[32], name[64], url[256]; bool dedup; int64_t cursor_changed_at; char cursor[64];
	int failures; int64_t open_until;   /* circuit: wall ms, 0 closed */
	enum department_files files; int64_t files_at;             /* NOT_TAKEN: when it last said so, wall ms; asked again after a day */
};
const char *department_files_name(enum department_files f);    /* 未试 收 不收 在厅看 */
/* "收附件:PDF、OFD、JPEG,每份至多 20 MB", "不收附件(11-23 09:41 问过)"; appended. */
void department_files_text(struct hall *h, const struct department_row *d, struct buf *out);
enum status department_list(struct hall *h, struct department_row *rows, size_t room, size_t *count, struct err *err)
	MUST_CHECK;
/* url "" none, DEPARTMENT_DESK, or https://…. E-3005 anything else, E-6203 no such department, E-6209 leaving the desk while tasks
 * are in hand there: no other system knows them. E-6219 for other roles than admin. */
enum status department_set(struct hall *h, const struct actor *by, const char *id, const char *url, bool dedup,
	struct err *err) MUST_CHECK;

/* A department's news about a task, from its change feed. Applied in one transaction with the feed's cursor, in the
 * feed's order; an event whose seq is not larger than the task's last is skipped (R9, I-3). */
struct act_value;                       /* hall/act.h */
struct task_event {
	const char *key, *dossier;          /* Idempotency-Key of our message; both must be ours (T13) */
	const char *department_no, *state;  /* "20" "15" "50" "51" …: task_states codes */
	int64_t seq, at;                    /* at: UTC ms */
	const char *note, *by;              /* reason or opinion, handler; hostile text */
	const struct act_value *details;    /* what the act that it is has to be told (law/act.h), hostile text, too */
	size_t detail_count;
	bool details_bad;                   /* there were some that could not be read */
};
enum task_answer { TASK_APPLIED, TASK_SKIPPED, TASK_ILLEGAL, TASK_STRANGE };   /* refused by the act's rules; not our task */
/* What the rules refuse (E-6402 … E-6429, as dossier_act) is ST_OK and TASK_ILLEGAL: on record with the reason, in the audit trail,
 * among what the window has to do, and the feed goes on. cursor NULL: leaves it (more of the same page is to come). */
enum status task_apply(struct hall *h, const char *department, const char *cursor, const struct task_event *e,
	enum task_answer *answer, struct err *err) MUST_CHECK;
enum status task_cursor(struct hall *h, const char *department, const char *cursor, struct err *err) MUST_CHECK;

/* What waits, per department that has anything undelivered: for the agent's words. */
struct outbox_sum {
	char id[32], name[64]; bool address;
	int64_t open_until;                 /* circuit: wall ms, 0 closed */
	int waiting, parked, tried;         /* on their way; stopped; failed three times or more */
	int64_t failing_since;              /* 0: nothing has failed */
	day_t due;                          /* the nearest legal day among them, DAY_NONE */
};
enum status outbox_sums(struct hall *h, struct outbox_sum *sums, size_t room, size_t *count, struct err *err) MUST_CHECK;

/* A change feed worth reading: a department with an address and tasks that may still move there. */
struct department_feed { char id[32], name[64], url[256], cursor[64]; int64_t changed_at; bool open; };
enum status department_feeds(struct hall *h, struct department_feed *feeds, size_t room, size_t *count, struct err *err)
	MUST_CHECK;

/* A name for this process that lease_take can tell dead from alive on the same machine, so that a restart after
 * kill -9 does not wait for the lease to run out. Owners of other forms are believed until their time is over. */
void lease_owner(char out[80]);
bool lease_owner_dead(const char *owner);
/* Who works: one lease per agent ("dispatch", "print"), renewed while it lives. ST_BUSY: another process has it. */
enum status lease_take(struct hall *h, const char *name, const char *owner, int64_t for_ms, struct err *err) MUST_CHECK;
void lease_drop(struct hall *h, const char *name, const char *owner);
/* What an agent says of itself in words for the home screen: "正常,待发 0". Stored with its time. */
enum status agent_say(struct hall *h, const char *name, const char *words, bool fine, struct err *err) MUST_CHECK;
struct agent_state { bool running, fine; char words[336]; int64_t at; };
enum status agent_state(struct hall *h, const char *name, struct agent_state *out, struct err *err) MUST_CHECK;

#endif

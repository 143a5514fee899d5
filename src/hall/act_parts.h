/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACT_PARTS_H
#define HALL_ACT_PARTS_H

#include "hall/act.h"
#include "hall/audit.h"

/* One act under way, shared by act.c (the order of things), act_args.c (what it was told), act_check.c (what stands against
 * it), act_paper.c, act_proposal.c, act_dossier.c and act_task.c (what each demands and does), act_after.c (what ends with
 * it), and task.c (what departments tell). */
enum { ACT_READS_DOSSIER, ACT_READS_TASKS, ACT_READS_MATERIALS, ACT_READS_DEFERRALS, ACT_READS_CLOCKS, ACT_READS_DONE,
	ACT_READS_SNAPSHOT, ACT_READS_RESULTS, ACT_READS_PICKUP, ACT_READS_AUTHORITIES, ACT_READS_ENTRUSTING, ACT_READS_SEEN, ACT_READS_PROPOSED, ACT_READS };

/* What a department told by its feed beside the act's own arguments. */
struct told { int64_t seq; const char *department_no, *by, *note; };

#define CALENDAR_TRIES 3             /* of one that is stale: nobody imports three calendars in a second */

struct doing {
	struct hall *h;
	const struct actor *by;
	const struct act *act;
	const struct act_call *call;
	const struct proposal *proposal;             /* being confirmed; NULL */
	const struct told *said;                     /* by a feed; NULL: by somebody here */
	char uuid[37];
	int64_t now;
	day_t today, done_day;                       /* done_day: on which the department says that it did it; else today */
	const struct calendar *calendar;
	struct deadline delivery;                    /* K4, if something is granted today */
	json_t *data;                                /* what it was told, checked: strings, days as ISO, lines as an object */
	int steps[ACT_READS], stamp;
	/* as the transaction found them */
	int64_t dossier, task;
	char number[24];
	enum dossier_state state;
	enum task_state task_state;
	char department[32], task_no[48];
	day_t received_day;
	struct acted *out;
	bool look;                                   /* not all is told yet: what stands against it is asked, nothing is written */
	bool take_in;                                /* legal, but done by dossier_accept: a dossier is taken in there alone */
	bool refused;                                /* by a rule, not by a fault */
	bool stale;                                  /* another calendar came in since `calendar` was read */
	bool whole_tells;                            /* one of several handed over at once: the whole has the paper, and asks for the rating */
	bool wrong_code;                             /* … because the pick-up code was wrong: counted (N-6) */
};

/* act_args.c. Checks the values against the act's list and makes d->data. E-6403. */
enum status act_args_read(struct doing *d, struct err *err) MUST_CHECK;
/* Is the act told something of this name? */
bool act_arg_known(const struct act *act, const char *name);
/* "" when it was not told; borrowed from d->data. */
const char *act_arg_text(const struct doing *d, const char *name);
day_t act_arg_day(const struct doing *d, const char *name);      /* DAY_NONE */
int act_arg_count(const struct doing *d, const char *name);      /* 0 */

/* What one act demands beyond its row of law/act.h, and what it does beyond moving the state. Both run inside the
 * transaction; either may be NULL. */
typedef enum status act_guard_fn(struct doing *d, struct batch *b, struct err *err);
typedef void act_effect_fn(struct doing *d, struct batch *b);
struct act_rule { const char *word; act_guard_fn *guard; act_effect_fn *effect; };
extern const struct act_rule act_dossier_rules[], act_task_rules[];      /* ended by a NULL word */

/* act_check.c. The dossier and its task as they are now (E-6101, E-6109, E-6107); then whether it is allowed: who, in which
 * state, and what the act's own rule demands (E-6402, E-6404 …). Nothing is written. */
enum status act_read_dossier(struct doing *d, const struct rows *r, struct err *err) MUST_CHECK;
enum status act_read_task(struct doing *d, const struct rows *r, struct err *err) MUST_CHECK;
enum status act_check(struct doing *d, struct batch *b, struct err *err) MUST_CHECK;
/* Has the frozen dossier an item of this department? It has items before it has tasks. */
bool act_department_concerned(const char *snapshot, const char *department);
/* What the frozen dossier says: its item `no` is charged for by the catalogue (0: any of them). */
bool act_charged(const char *snapshot, int no);
/* By a dossier's row of act_snapshot: its results go by courier. */
bool act_by_courier(const struct rows *snapshot);
/* May nothing more be done with the tasks of a dossier in this state? */
bool act_tasks_rest(enum dossier_state s);
/* act.c. The steps that act_check needs, into an empty place of the batch; what a legal act writes: its row, its effect (by
 * act_check.c's table), what moves and follows, its paper; the row alone. */
void act_reads_in(struct doing *d, struct batch *b);
batch_then_fn act_decide;                            /* ctx: the doing, behind act_reads_in */
void act_write(struct doing *d, struct batch *b);
void act_effect(struct doing *d, struct batch *b);
void act_row_in(struct doing *d, struct batch *b, const char *state);
/* act.c, around the transaction: looks an unknown COMMIT up on a new connection (R4); what dossier and task are now, into d->out; the
 * trace of a try that a rule refused. */
enum status act_resolve(struct doing *d, struct err *err) MUST_CHECK;
enum status act_tell(struct doing *d, struct err *err) MUST_CHECK;
void act_trace_refusal(struct doing *d, const struct err *why);
/* Somebody else was first: what of the batch was not met, as a sentence. */
enum status act_conflict(const struct doing *d, const struct batch *b, struct err *err);
/* act_at_once.c: act_at_once by its steps, in one transaction. E-6443 not such an item. */
enum status act_at_once_do(struct doing *whole, struct err *err) MUST_CHECK;
/* act_after.c. Ends what waited for a task that is refused or void now, in turn, each by an act of its own with a paper for the
 * applicant (W-12). */
void act_end_after(struct doing *d, struct batch *b);

/* A refusal by a rule: ST_REFUSED, "E-64nn", the rule's name before the sentence. */
enum status act_refuse(struct doing *d, struct err *err, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same about one of the values that it was told, by its name. */
enum status act_refuse_at(struct doing *d, struct err *err, const char *where, const char *code, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* How often this act was done before with the same task. */
int act_done(const struct doing *d, const struct batch *b, const char *word);
/* The row of ACT_READS_CLOCKS that has the running clock of a kind, of the whole (0) or an item; -1. */
int act_clock(const struct doing *d, const struct batch *b, const char *kind, int item);
/* The row of a read that has `text` in `column`; -1. */
int act_row_of(const struct rows *r, int column, const char *text);

/* Does the frozen dossier list the material for the item of this name? */
bool act_item_wants(const json_t *snapshot, const char *material, const char *item);
bool act_concerns(const struct doing *d, const struct batch *b, const char *material, const char *item);
/* act_receiver.c. Was it seen who takes it (E-6425, E-6427), and may he: E-6459 he is not the applicant, E-6457 an agent without authority,
 * E-6460 his ID is not the one on file (H-2)? Counts a wrong pick-up code. */
enum status act_receiver_seen(struct doing *d, struct batch *b, struct err *err) MUST_CHECK;
void act_wrong_code(struct doing *d, struct batch *b);
/* act_receiver.c: a member as text, "" when it is not there; the number of the applicant, of a company that of who represents it. */
const char *act_member(const json_t *of, const char *member);
const char *act_applicant_id(const json_t *dossier);
/* What "证件 011X" or "011X,已核对" tells of a number `id` (FOUR characters at least): its last four, or four others, which stand at
 * the very end of what is told. */
#define FOUR 4
struct told_four { bool right, other, at_end; };
struct told_four act_told_four(const char *proof, const char *id);
/* act_agent.c: who acts for the applicant from now on (H-2). */
act_guard_fn act_revoke_guard, act_entrust_guard;
act_effect_fn act_revoke_do, act_entrust_do;
#define ACT_SNAPSHOT_MADE "snapshot"   /* in the data of both: which one they made, for no clock tells which came first */
/* amend.c: the frozen dossier with another agent (NULL: none; borrowed until the call returns): one more snapshot under a check code and a
 * link of the trail of its own, which every paper from now on is filled from. Those made before keep theirs. */
void act_amend_in(struct doing *d, struct batch *b, const json_t *agent);
/* act_task.c: C-12, the open deferral that holds the result of an item of this name, by the paper's name; NULL. Asks for the rating
 * (E-6); `last`: nothing of the dossier waits any more. */
const char *act_held_by(const struct doing *d, const struct batch *b, const char *item);
void act_ask_for_rating(struct doing *d, struct batch *b, bool last);
/* act_together.c: every result that is here and not held, each by its own act, in one transaction with one paper (W-13). E-6456. */
act_guard_fn act_together_guard;
act_effect_fn act_together_do;
/* act.c: reads, decides and writes what `d` names; d->data is there. */
enum status act_run(struct doing *d, struct err *err) MUST_CHECK;
enum status act_unknown(const struct act_call *call, struct err *err) MUST_CHECK;      /* E-6401 */
/* act_paper.c: the paper of d->act, with its number. act_proposal.c: the act as a proposal. */
void act_paper_in(struct doing *d, struct batch *b);
void act_propose(struct doing *d, struct batch *b);
/* act_args.c: d->data sealed, appended to `out`; and what was sealed, of the act or proposal in row i. *out is owned. E-6104. */
void act_data_seal(struct doing *d, struct buf *out);
#define ACT_DATA_COLUMN 9              /* of act_list, act_read and proposal_read */
enum status act_data_open(struct hall *h, const char *uuid, const struct rows *r, size_t i, json_t **out, struct err *err) MUST_CHECK;

#endif

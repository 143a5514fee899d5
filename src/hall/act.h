/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ACT_H
#define HALL_ACT_H

#include <jansson.h>

#include "hall/hall.h"
#include "law/act.h"

/* Everything that is done with a dossier after it was taken in, through one door (W-4, W-7): the desk, the command line
 * and the clock call dossier_act, and law/act.h says what is legal. One transaction: the state as it is now is read, the
 * act is checked against it, everything that follows is written — states, clocks, messages to departments, papers, the
 * act itself and its audit entry — or nothing is. */

struct act_value { const char *name, *value; };          /* as typed; "line.MATERIAL" for each line of ARG_LINES */
struct act_call {
	const char *uuid;                                    /* of this act: made when its form was opened, so that pressing twice is
		one act (T1); NULL: made here */
	const char *number, *word;                           /* the whole dossier number; the act */
	int task;                                            /* dossier_item.no; 0: the dossier */
	const struct act_value *values;
	size_t count;
	int64_t expired;                                     /* what ran out and is answered by it (hall/expired.h); 0 */
};

/* What came of it. */
struct acted {
	const struct act *act;
	char number[24];
	int task;
	char state[4];                                       /* the dossier's now */
	char task_state[4];                                  /* of an act on a task */
	bool again;                                          /* it had been done before: nothing happened now */
	int64_t proposal;                                    /* not 0: it waits for a second person */
	char document_no[64];                                /* of the paper that it prints */
};
/* Does it. E-6401 no such act, E-6402 not this role's (or not this department's task), E-6403 an argument is missing,
 * unknown or not what it has to be (err->where names it), E-6404 not possible in this state, E-6405 … E-6429 what one
 * act demands; each names its rule, changes nothing and leaves an entry "act.refused". An unknown outcome of COMMIT is
 * looked up by uuid on a new connection (R4); E-6430 while nobody knows. E-6436: `expired` was answered by somebody else. Fault
 * points: act.*. */
enum status dossier_act(struct hall *h, const struct actor *by, const struct act_call *call, struct acted *out,
	struct err *err) MUST_CHECK;

/* What stands against the value `name` of a call that is not told in full yet, by itself and beside the others, as dossier_act would
 * refuse it; ST_OK when nothing does, or something else. Nothing is done; a wrong pick-up code is counted and traced (N-6). The act is
 * given, for those of other tables; without a number each value is looked at by itself. */
enum status dossier_act_look(struct hall *h, const struct actor *by, const struct act *act, const struct act_call *call, const char *name,
	struct err *err) MUST_CHECK;

/* Is it only proposed by who does it, for a second person to confirm? (the act's row, and refuse.confirm) */
bool act_proposes(struct hall *h, const struct act *act);

/* What a first person proposed: confirmed by a second one, who is not the first (W-14), or declined with a reason. */
struct proposal { int64_t id, at, staff; char uuid[37], number[24], word[24], who[64], state[12]; int task; };
enum status proposal_list(struct hall *h, struct proposal *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* The open ones about one dossier. */
enum status proposal_of(struct hall *h, const char *number, struct proposal *rows, size_t room, size_t *count, struct err *err)
	MUST_CHECK;
/* One of them, open or ended. ST_NOINPUT E-6405. */
enum status proposal_read(struct hall *h, int64_t id, struct proposal *out, struct err *err) MUST_CHECK;
/* Whether this person may answer it (W-14): the second's role, not the one who proposed. proposal_confirm and _decline say why not. */
bool proposal_answerable(const struct actor *by, const struct proposal *p);
/* What its first person said, one line a datum: "理由类别:不属本机关职权". Appended to `out`, which holds what may be a citizen's. */
enum status proposal_words(struct hall *h, const struct proposal *p, struct buf *out, struct err *err) MUST_CHECK;
enum status proposal_confirm(struct hall *h, const struct actor *by, int64_t id, struct acted *out, struct err *err) MUST_CHECK;
enum status proposal_decline(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err)
	MUST_CHECK;

/* What can be done with a dossier now, by whom; `mine`: by this person. Acts of the system are left out. */
struct act_option { const struct act *act; int task; bool mine; };
enum status act_options(struct hall *h, const struct actor *by, const char *number, struct act_option *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;

/* What was done and which papers were made, oldest first: [{uuid, word, name, task, state, at, by, login, second, window, data{}}]. A paper is
 * a row of its own, also one of the acceptance, which is no act: word ACT_PAPER_MADE, the act's uuid and task ("" and 0 without one), data {kind,
 * title, document_no, copy_no (0: the original), copies, paper, reason}. *out is owned. E-6101. */
#define ACT_PAPER_MADE "paper"
enum status act_history(struct hall *h, const char *number, json_t **out, struct err *err) MUST_CHECK;
/* What one of them was told, in a few words for a list: "附件不可读,第二页空白". Materials by the names that the dossier (dossier_json)
 * has; nothing that is secret (law/act.h). Appended. */
void act_said(const json_t *done, const json_t *dossier, struct buf *out);
/* One of them: what its paper is filled with. ST_NOINPUT when there is none. */
enum status act_json(struct hall *h, const char *uuid, json_t **out, struct err *err) MUST_CHECK;
/* Adds {"act": {…, lines[], item{}, result{}}} to a dossier's snapshot for the paper that `job` prints; nothing for the
 * papers of acceptance, which no act made. */
struct print_job;
enum status act_document(struct hall *h, const struct print_job *job, json_t *root, struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ERRAND_H
#define HALL_ERRAND_H

#include <jansson.h>

#include "hall/act.h"
#include "law/errand.h"

/* 帮办代办 as a hall keeps it (H-1): one door for whatever is done with an errand, law/errand.h saying what is legal. One
 * transaction: the errand as it is now is read, the act is checked against it, what it changes, its row of the log and its audit
 * entry are written, or nothing is. Names are in the clear, what else identifies a person is sealed. */

#define ERRAND_NUMBER_SIZE 20            /* N-5: "BB" hall day serial; 17 characters */

struct errand_call {
	const char *uuid;                                    /* of this act: once more is no second act; NULL: made here */
	const char *number, *word;                           /* the whole number; "" or NULL for "register" */
	const struct act_value *values;                      /* as law/errand.h lists them */
	size_t count;
	/* of what was done away from the hall (hall/errand_file.h); all 0 for what is done here and now */
	int64_t at;
	const char *given_number, *given_uuid;               /* what "register" had made there */
};
/* `papers_out`: of an act that ends it, how many of the papers taken over nobody has been given yet. That is no fault (H-1): what comes
 * out of a matter comes later; but it is not filed away before they are. */
struct errand_done { const struct act *act; char number[ERRAND_NUMBER_SIZE], state[4]; bool again; int papers_out; };
/* Does it. E-6701 no such act, E-6702 not this role's (or another helper's errand), E-6703 an argument is missing, unknown or not
 * what it has to be, E-6704 not possible in this state, E-6705 no such errand, E-6706 … E-6719 what one act demands. Each names its
 * rule, changes nothing and leaves an entry "errand.refused". E-6720 it was changed meanwhile. An unknown outcome of COMMIT is
 * looked up by uuid on a new connection (R4): E-6721. Fault points: errand.*. */
enum status errand_act(struct hall *h, const struct actor *by, const struct errand_call *call, struct errand_done *out,
	struct err *err) MUST_CHECK;

/* The whole number that an end of it (four digits or more) stands for. E-6705 none, or more than one. */
enum status errand_number(struct hall *h, const char *typed, char out[ERRAND_NUMBER_SIZE], struct err *err) MUST_CHECK;

/* One line of a list; name is the first principal's, masked. */
struct errand_row {
	int64_t id;
	char number[ERRAND_NUMBER_SIZE], name[160], items[200], helper[64];
	enum errand_kind kind;
	enum errand_state state;
	char outcome[12];
	int principals, papers_out, level;
	int64_t registered_at, due_at, responded_at;         /* responded_at 0: not yet */
};
#define ERRANDS_MOST 1000            /* rows that a list is shown with */
bool errand_late(const struct errand_row *r);            /* by now somebody should have answered, and nobody has */
/* Those that somebody of this role sees: a helper his own and what nobody has answered, others all. state: "" what is open, "all",
 * "waiting" what nobody has answered, or a state's code. What waits comes first, the earliest due first. E-6702. */
enum status errand_list(struct hall *h, const struct actor *by, const char *state, struct errand_row *rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;
json_t *errand_row_json(const struct errand_row *r);     /* owned */

/* One with all that belongs to it (data/contract/errand.schema.json). `reveal` (a reason, audited): numbers, phones and addresses
 * unmasked. *out is owned. E-6702, E-6705; E-6403 what audit_reason says. */
enum status errand_json(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out,
	struct err *err) MUST_CHECK;
/* What can be done with it now by this person, each word once. */
enum status errand_options(struct hall *h, const struct actor *by, const char *number, const struct act **rows, size_t room,
	size_t *count, struct err *err) MUST_CHECK;

/* H-3 over what was registered from … to. */
enum status errand_rates(struct hall *h, const struct actor *by, day_t from, day_t to, struct errand_rate out[ERRAND_RATES],
	struct err *err) MUST_CHECK;

#endif

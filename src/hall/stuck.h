/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_STUCK_H
#define HALL_STUCK_H

#include <jansson.h>

#include "hall/act.h"
#include "law/stuck.h"

/* The register of 办不成事 (H-4, K10): one door, one transaction, each step with its trace. What people said is sealed. */
#define STUCK_NUMBER_SIZE 20                 /* "BC" hall day serial */

/* uuid: of this act: once more is no second act; NULL: made here. */
struct stuck_call { const char *uuid, *number, *word; const struct act_value *values; size_t count; };
struct stuck_done { const struct act *act; char number[STUCK_NUMBER_SIZE], state[4]; day_t due; bool again; };
/* E-6750 no such act; E-6751 a category that does not belong here, with where it does, whatever else was told; E-6752 no such
 * number; E-6753 not now; E-6754 not this role's; E-6755 checked by who handled it; E-6403 an argument. Refusals are written down
 * and change nothing. An unknown outcome of COMMIT is looked up by uuid on a new connection (R4): E-6756, or E-6757 when it did not
 * happen. Fault points: stuck.*. */
enum status stuck_act(struct hall *h, const struct actor *by, const struct stuck_call *call, struct stuck_done *out, struct err *err)
	MUST_CHECK;

struct stuck_row {
	int64_t id;
	char about[24];                          /* the dossier or errand that it came of; "" */
	char number[STUCK_NUMBER_SIZE], name[160], matter[128], window[8], transferred[84], category[16], class[12], satisfied[4];
	enum stuck_state state;
	int64_t registered_at;
	day_t due;                               /* K10; runs until it is answered */
	bool overdue;
};
#define STUCKS_MOST 500                      /* rows that a list is shown with */
/* What is open, the earliest due first; with `closed` what is filed, too, the newest first. Who registers and does not follow up sees
 * what he registered himself and is open. E-6754. */
enum status stuck_list(struct hall *h, const struct actor *by, bool closed, struct stuck_row *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
json_t *stuck_row_json(const struct stuck_row *r);       /* owned */
/* One with its steps. `reveal` (a reason, audited): the name, the phone and what was said; without it those are masked or null. E-6752,
 * E-6754; E-6403 what audit_reason says. */
enum status stuck_json(struct hall *h, const struct actor *by, const char *number, const char *reveal, json_t **out, struct err *err)
	MUST_CHECK;

#endif

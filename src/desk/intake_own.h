/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_INTAKE_OWN_H
#define DESK_INTAKE_OWN_H

#include "desk/intake.h"

/* Takes `fresh` (NULL: none) in the place of the promise, and holds the catalogue that it borrows from. */
void intake_promise(struct intake *in, struct promise *fresh);

/* Step 3 of an intake: intake_form.c knows which entries there are and what they show, intake_take.c takes what is typed. */

enum own_check { CHECK_NONE, CHECK_PERSON_ID, CHECK_COMPANY_ID, CHECK_PHONE, CHECK_UNTIL };
enum own_when { WHEN_PERSON = 1, WHEN_COMPANY = 2, WHEN_ALWAYS = 3, WHEN_AGENT = 4, WHEN_COURIER = 8, WHEN_ROLES = 16 };
/* What the window itself asks of everybody, before any datum of the catalogue: a member of the request. */
struct own {
	const char *key;                /* its name is request_label's */
	enum entry_kind kind;
	unsigned when;
	int most;
	bool required;
	enum own_check check;
	size_t member;                  /* offset of the char * or bool in struct request */
	const char *shares[3];          /* fields of the same role that this tells, so that the form need not ask them */
};

/* The entry's row of that table; NULL for a datum of the catalogue, and for what this bundle does not ask. */
const struct own *intake_own(const struct intake *in, const struct entry *e);

#endif

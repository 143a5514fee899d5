/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_REVOKED_H
#define HALL_REVOKED_H

#include "hall/hall.h"

/* H-2: from whom the applicant took back the authority that was given at the window. Its acts "revoke" and "entrust" say so:
 * who was entrusted anew may act again, the paper that was revoked is worth nothing for good. */
enum revoked_as { REVOKED_NOT, REVOKED_PERSON, REVOKED_PAPER };
struct revoked_asked { const char *name, *id_number, *authority_no; };       /* "" or NULL: not known */
/* By a dossier's rows of act_entrusting. E-6108 when one cannot be opened. */
enum status revoked_is(struct hall *h, const struct rows *given, const struct revoked_asked *who, enum revoked_as *out, struct err *err)
	MUST_CHECK;
/* The same of a dossier by its number. */
enum status revoked_of(struct hall *h, const char *number, const struct revoked_asked *who, enum revoked_as *out, struct err *err)
	MUST_CHECK;

#endif

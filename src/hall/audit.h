/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_AUDIT_H
#define HALL_AUDIT_H

#include "hall/hall.h"

/* The trace (R22): append-only, one chain per window: hash = HMAC-SM3(chain key, 0x00 ‖ previous ‖ entry). Personal
 * data are masked before they get here. */
struct audit_entry { const char *act, *object, *before, *after, *reason; };   /* act: "dossier.accept"; NULL is "" */

/* Adds the entry to a batch, so that it is committed with what it tells of. Copies everything. */
void audit_in(struct hall *h, struct batch *b, const struct actor *by, const struct audit_entry *e);
/* The batch with its trace, as one transaction; the batch is freed in any case. */
enum status audit_submit(struct hall *h, const struct actor *by, struct batch *b, const struct audit_entry *e, struct err *err)
	MUST_CHECK;
/* An entry alone: a login, a reveal, a refused try. */
enum status audit_note(struct hall *h, const struct actor *by, const struct audit_entry *e, struct err *err) MUST_CHECK;
/* Is that a reason to show what is masked? E-6403 unless it has as many characters as reveal.least says, blanks not counted and
 * not all the same: who reads the trail must learn something from it. Writes nothing. */
enum status audit_reason(struct hall *h, const char *reason, struct err *err) MUST_CHECK;
/* Who has no right to what he tried (S-6): *err is `sentence` under `code`, and an entry `act` on `object` with his role is left;
 * when it cannot be written, the sentence says so. Always ST_DENIED. */
enum status audit_denied(struct hall *h, const struct actor *by, const char *act, const char *object, const char *code,
	const char *sentence, struct err *err) MUST_CHECK;
/* Walks every chain; ST_CORRUPT names the first bad entry. *entries is how many were read. */
enum status audit_verify(struct hall *h, int64_t *entries, struct err *err) MUST_CHECK;

#endif

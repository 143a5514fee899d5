/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ERRAND_DRAFT_H
#define HALL_ERRAND_DRAFT_H

#include "hall/accept.h"
#include "hall/errand.h"

/* Four eyes (W-14): a helper drafts a dossier for a principal who has given him the power to submit, a clerk who is somebody else
 * accepts it. The draft is one of hall/draft.h. */

/* What the errand knows of the principal, as a request: applicant, and the helper as agent with the authority's number and powers.
 * `out` is made in any case. One draft for a principal: when there is one, *resumed is its accept_uuid and `out` stays empty.
 * E-6702 (RIGHT_OFFER), E-6705, E-6706; E-6714 the power to submit does not stand. */
enum status errand_draft_begin(struct hall *h, const struct actor *by, const char *number, int principal, struct request *out,
	char resumed[37], struct err *err) MUST_CHECK;
/* The helper is done: clerks see it on their first screen. E-6702 (RIGHT_OFFER); E-6732 it is no draft of his. */
enum status errand_draft_offer(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err) MUST_CHECK;
struct errand_offer { char accept_uuid[37], title[128], who[160], helper[64]; int64_t offered_at; };
/* Those that this person may accept, the oldest first. */
enum status errand_draft_offers(struct hall *h, const struct actor *by, struct errand_offer *rows, size_t room, size_t *count,
	struct err *err) MUST_CHECK;
/* It becomes this clerk's draft (then draft_load opens it). E-6731 he drafted it himself, or is no clerk; E-6732 no longer offered. */
enum status errand_draft_take(struct hall *h, const struct actor *by, const char *accept_uuid, struct err *err) MUST_CHECK;

/* For dossier_accept. May this person accept what has this key? ST_OK and not *drafted for what no helper drafted; E-6731 his own; E-6714 the
 * authority does not stand any more. */
enum status errand_draft_check(struct hall *h, const struct actor *by, const char *accept_uuid, bool *drafted, struct err *err)
	MUST_CHECK;
/* It was accepted: the principal's dossier is linked. What fails is only logged: errand_draft_left makes up for it, unless the
 * rules refuse the link. */
void errand_draft_accepted(struct hall *h, const struct actor *by, const char *accept_uuid, const char *number);
/* For clock_turn: links what was accepted by a program that ended before it could, so that a later revocation is known at hand-over. */
enum status errand_draft_left(struct hall *h, const struct actor *by, struct err *err) MUST_CHECK;

#endif

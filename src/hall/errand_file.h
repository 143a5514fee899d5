/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ERRAND_FILE_H
#define HALL_ERRAND_FILE_H

#include "hall/errand.h"

/* Errands to a laptop away from the hall, and what was done there back. The laptop has a hall folder of its own with the same
 * hall.key and staff, and an errand.block of its own, so that its numbers are its own. The file carries the rows of the log, sealed
 * with the hall's key: it cannot be read or altered without it. Bringing in does each act again through errand_act, each once, by its
 * uuid; what does not fit any more is kept in the errand's log as 未并入 and told by field. */

/* What a file holds: everything of those errands that are not archived. `helper` is a login, "" for all. The file is made whole or
 * not at all. E-6702; what file_write says. *errands, *entries: how many. */
enum status errand_export(struct hall *h, const struct actor *by, const char *helper, const char *path, size_t *errands, size_t *entries,
	struct err *err) MUST_CHECK;

/* One thing that stands against an act from away: what the field is here, and what it was taken for or made there. */
struct errand_conflict { char number[ERRAND_NUMBER_SIZE], act[40], field[16], here[160], there[160], why[300]; };
typedef void errand_conflict_fn(void *ctx, const struct errand_conflict *c);
struct errand_brought { size_t errands, created, acts, known, conflicts; };
/* Brings it in. E-6740 no such file or none of ours, E-6741 it was altered, or sealed with another hall's key, E-6742 of another hall:
 * nothing was brought in. A fault on the way ends it; what is in stays in, and the same file once more brings in the rest. */
enum status errand_import(struct hall *h, const struct actor *by, const char *path, errand_conflict_fn *conflict, void *ctx,
	struct errand_brought *out, struct err *err) MUST_CHECK;

#endif

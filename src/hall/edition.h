/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_EDITION_H
#define HALL_EDITION_H

#include "hall/hall.h"

/* Which version of the catalogue is used from which day on, and what was decided about it before. A dossier keeps the version
 * that it was accepted under, whatever is decided later. */

enum edition_state { EDITION_ACTIVE, EDITION_PLANNED, EDITION_FORMER, EDITION_WITHDRAWN };
struct edition {
	int64_t id;                          /* of the decision */
	int version;
	char title[200], date[40], digest[DIGEST_HEX];
	day_t from;
	char act[12];                        /* "import" "rollback" */
	int64_t at;
	char login[40], name[64];            /* the account that did it, and the person's name */
	enum edition_state state;
	int dossiers;                        /* accepted under this version */
};
/* Every decision, the newest first. *out is owned: free() it. */
enum status edition_history(struct hall *h, struct edition **out, size_t *count, struct err *err) MUST_CHECK;
const char *edition_state_name(enum edition_state state);      /* 现用 待启用 曾用 已撤回 */

/* Version `version` is active again from today on; 0: the one that was before the active one. Audited. `before` and
 * `version` are what was and is active; *waiting tells of a version that still begins later. E-4111: the role may not;
 * E-4112: there is no such version; E-4131: none was before; E-4132: it is active already; E-4134 (ST_CONFLICT): another came into use meanwhile. */
struct edition_change {
	int before, version;
	char title[200];
	int waiting; int64_t waiting_id; day_t waiting_from;
	int left; day_t left_from;           /* of edition_withdraw: what waits beside it, the one decided last; 0: nothing */
};
enum status edition_rollback(struct hall *h, const struct actor *by, int version, struct edition_change *out,
	struct err *err) MUST_CHECK;
/* A version that waits for its day is given up; 0: whichever waits, the last one. One decision: another day that was set for the
 * same version stays. Audited. E-4111; E-4133: none waits, or (ST_CONFLICT) it began or was given up meanwhile. */
enum status edition_withdraw(struct hall *h, const struct actor *by, int version, struct edition_change *out,
	struct err *err) MUST_CHECK;

/* For who makes a version from another one: a first step of its batch. Unless `version` (0: none) is still the one that is used on that
 * day, nothing of the batch happens. edition_overtaken makes of that ST_CONFLICT what edition_changed
 * says, and leaves every other outcome as it is. */
void edition_still(struct batch *b, day_t day, int version);
enum status edition_changed(struct hall *h, struct err *err) MUST_CHECK;       /* E-4134, ST_CONFLICT: and who was quicker */
enum status edition_overtaken(struct hall *h, const struct batch *b, enum status st, struct err *err) MUST_CHECK;

/* Dossiers under way that were accepted under `version` and have to do with what `after` has otherwise: their bundle, its
 * questions and applicants, one of their items, or its materials, fields, the persons of those, and department. They stay as they are; `by` names what, "items/x
 * materials/y". E-4112: there is no such version. */
struct touched { const char *number, *state, *bundle, *by; };
typedef void touched_fn(void *ctx, const struct touched *dossier);
enum status edition_touched(struct hall *h, int version, const struct catalogue *after, touched_fn *tell, void *ctx, size_t *count,
	struct err *err) MUST_CHECK;

#endif

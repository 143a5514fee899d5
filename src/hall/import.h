/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_IMPORT_H
#define HALL_IMPORT_H

#include "hall/hall.h"
#include "law/catalogue_compare.h"

/* Catalogues and calendars come into the hall whole or not at all; what was there before stays for the dossiers that
 * were accepted under it. */

struct import_result { int version, before; day_t from; bool same; struct catalogue_sums sums; size_t kept, lost;
	int waiting; day_t waiting_from; };      /* another version that begins later and takes its place; 0: none */

/* Loads and checks all texts as one catalogue (catalogue_load: every fault goes to `fault`), tells each change against
 * the active version through `change` (may be NULL), and stores it in one transaction, to be used from day `from` on (0: at
 * once); with `try_only` nothing is stored. What the hall has confirmed stays so while it is the same (law/catalogue_confirm.h): `kept`,
 * and `lost` what is an example again. What is active on that day already is no new version (`same`). E-2012: its date
 * is older than that one's; E-4111: the role may not; E-4130: the day has passed; E-4134 (ST_CONFLICT): what it was compared with is no
 * longer active when it is to be written. */
struct import_request {
	const struct catalogue_text *texts; size_t count;
	day_t from;
	bool try_only;
	catalogue_fault_fn *fault; catalogue_change_fn *change; void *ctx;
};
enum status import_catalogue(struct hall *h, const struct actor *by, const struct import_request *q,
	struct import_result *out, struct err *err) MUST_CHECK;

/* Confirms bundles and items of the active version, which was `seen` (0: whichever it is), or (not `checked`) makes them an example again:
 * a new version, in use at once. Audited with their ids. E-4111; E-4110 there is no catalogue; E-2047, E-2048 as of catalogue_confirm;
 * E-4134 (ST_CONFLICT): another version than was seen is active, or became so before it was written: nothing is. */
enum status import_confirm(struct hall *h, const struct actor *by, int seen, const char *const *ids, size_t count, bool checked,
	struct import_result *out, struct err *err) MUST_CHECK;

/* A day of a dossier under way that a new calendar has otherwise (T-13): the running clock's kind, "K2", and item, 0 the whole.
 * `day` is what holds from now on: `before`, where the new one would not favour the other side and what is on paper stays
 * (R12, hall/clock.h). */
struct date_move { char number[24], kind[8]; int item; day_t before, day; };
typedef void date_move_fn(void *ctx, const struct date_move *move);
struct calendar_result { size_t years, decrees, moved, kept; };      /* new ones; days moved, days kept as printed */
/* Adds the years and decrees of one text; one that is there with the same days is fine, with others refused (E-2021, R12).
 * In the same transaction the clocks of dossiers under way that reach a new year are counted anew; each that comes
 * out otherwise is told through `move` (may be NULL) afterwards, each that moved is audited. E-4116: the role may not. */
enum status import_calendar(struct hall *h, const struct actor *by, const char *name, const char *json, size_t n,
	date_move_fn *move, void *ctx, struct calendar_result *out, struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_IMPORT_H
#define HALL_IMPORT_H

#include "hall/hall.h"

/* Catalogues and calendars come into the hall whole or not at all; what was there before stays for the dossiers that
 * were accepted under it. */

/* One thing that an import changes: '+' new, '-' gone, '~' different. section: "bundles" "items" "materials" …  */
struct import_change { char sign; const char *section, *id, *name; };
typedef void import_change_fn(void *ctx, const struct import_change *change);
struct import_result { int version, before; bool same; size_t added, removed, changed; };

/* Loads and checks all texts as one catalogue (catalogue_load: every fault goes to `fault`), tells each change against
 * the active version through `change` (may be NULL), and stores and activates it in one transaction; with `try_only`
 * nothing is stored. The active content again is no new version (`same`). E-2012: its date is older than the active one's;
 * E-4111: the role may not. */
struct import_request {
	const struct catalogue_text *texts; size_t count;
	bool try_only;
	catalogue_fault_fn *fault; import_change_fn *change; void *ctx;
};
enum status import_catalogue(struct hall *h, const struct actor *by, const struct import_request *q,
	struct import_result *out, struct err *err) MUST_CHECK;

/* Adds the years of one text; a year that is there with the same days is fine, with others refused (E-2021, R12).
 * *years is how many were new. */
enum status import_calendar(struct hall *h, const struct actor *by, const char *name, const char *json, size_t n,
	size_t *years, struct err *err) MUST_CHECK;

#endif

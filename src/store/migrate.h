/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/backend.h"

/* What a store of version `found` needs from this program: nothing (ST_OK), or it is newer: ST_NEWER, E-5005 (R18). */
enum status migrate_compare(const struct schema_set *set, int found, const char *where, struct err *err) MUST_CHECK;
/* Runs what the store lacks in one transaction together with its new version; several programs may try at once, the
 * later ones find it done. The caller has made the backup. */
enum status migrate_run(struct store *s, struct err *err) MUST_CHECK;

#endif

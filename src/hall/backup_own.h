/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_BACKUP_OWN_H
#define HALL_BACKUP_OWN_H

#include "hall/backup.h"

/* What the files of a backup share. */
#define BACKUP_STORE "hall.db"
#define BACKUP_CONF "yichuang.conf"
#define BACKUP_TELLS "backup.json"
#define BACKUP_PART ".part-"             /* a copy that is being made, or never was */

char *backup_folder(struct hall *h);     /* where they are; owned */
/* A seal over a copy's store, by the hall's key; E-5123 when it cannot be read. */
enum status backup_seal(struct hall *h, const char *copy, char seal[DIGEST_HEX], struct err *err) MUST_CHECK;
/* What backup.json tells: *b, and the seal when it is not NULL. E-5122 there is none. */
enum status backup_tells(const char *copy, struct backup *b, char *seal, struct err *err) MUST_CHECK;
/* backup_verify of the copy in this folder, whose scans are in `scans`. */
enum status backup_check(struct hall *h, const char *copy, const char *scans, backup_bad_fn *bad, void *ctx, struct backup *out,
	int64_t *damaged, struct err *err) MUST_CHECK;
/* A folder with its files. */
void backup_remove(const char *folder);
/* backup_keep.c: takes away the copies that are too many, then scans that none of the others names. What fails is logged. */
void backup_thin(struct hall *h, const char *folder, const char *newest);

/* Which of those, the newest first, stay: stays[i] for each. */
void backup_which(const struct backup *list, size_t count, bool *stays);

#endif

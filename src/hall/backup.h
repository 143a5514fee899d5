/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_BACKUP_H
#define HALL_BACKUP_H

#include "hall/hall.h"

/* Copies of the hall (R27, S-13), made by hand or each hour by yichuang-dispatch, in backup.dir (else backups/ of the hall):
 *   2026-11-23-094100/       one copy: hall.db, yichuang.conf, and backup.json, which tells of it and whose seal is over hall.db
 *   attachments/             scans as they are sealed in the hall, one file for a content: copied once, never changed
 * A copy is there when its folder has its name: a power cut leaves those before it. Keys are not in it: a copy beside its key is a leak,
 * one without its key is noise. */

#define BACKUP_NAME_SIZE 24
struct backup {
	char name[BACKUP_NAME_SIZE];         /* its folder, "2026-11-23-094100": local time */
	int64_t dossiers, attachments;       /* how many are in it; contents, those of drafts too */
	int64_t copied;                      /* contents that were copied for it */
	int64_t missing;                     /* … and that the hall itself has not, or only damaged; -1: it does not tell (backup_list) */
	char last[24];                       /* number of the last dossier in it; "" */
};

/* What is not as it was: `what` is a file, or a content's digest; `why` a sentence. */
typedef void backup_bad_fn(void *ctx, const char *what, const char *why);

/* Makes one and takes away those that are too many: kept are all of the last day, the last of each of 7 days, 5 weeks, 12 months. A scan
 * that the hall has lost holds up nothing else: `bad` is told of it, out->missing counts it. E-5120 it could not be made, for want
 * of room beside what accepting needs (R15) for one: those before are as they were; ST_BUSY with E-5121 alone: another process is
 * making one. Fault points: backup.* */
enum status backup_make(struct hall *h, backup_bad_fn *bad, void *ctx, struct backup *out, struct err *err) MUST_CHECK;
/* The newest first; *list is owned. */
enum status backup_list(struct hall *h, struct backup **list, size_t *count, struct err *err) MUST_CHECK;
/* When the newest was made, wall ms; 0: there is none. */
int64_t backup_last(struct hall *h);
/* Does it stand as it was made, and has it each scan that its records name, whole? `name` "" is the newest. *damaged counts what `bad` is
 * told of. E-5122 there is no such copy; E-5123 its store or its seal is not as it was. */
enum status backup_verify(struct hall *h, const char *name, backup_bad_fn *bad, void *ctx, struct backup *out, int64_t *damaged,
	struct err *err) MUST_CHECK;

/* Makes a hall of a copy in `into`, which is missing or empty: `from` is the copy's folder, `key` the hall's key file, kept apart from it.
 * Everything is checked before the hall stands in its place. E-5125 there is something, or it cannot be put there; E-5122, E-5123;
 * E-5124 scans are missing or damaged (`bad` names them): with `without` the hall is made all the same. The trail says it (R27).
 * No number is given twice: those of today go on 1000 above the copy's, those of this year 10000. Papers that waited for a printer
 * want a person's word first, messages may have been sent. */
enum status backup_restore(const char *from, const char *key, const char *into, bool without, backup_bad_fn *bad, void *ctx,
	struct backup *out, struct err *err) MUST_CHECK;

#endif

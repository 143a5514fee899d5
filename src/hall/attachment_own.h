/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ATTACHMENT_OWN_H
#define HALL_ATTACHMENT_OWN_H

#include "hall/attachment.h"

/* What the files about scans share; nobody else looks inside. */

/* --- attachment_file.c --------------------------------------------------------------------------------------------------- */

/* Between writing a content and committing the row that speaks of it nobody may take it away: what adds one holds the folder, as
 * does a backup while it copies; what takes away holds it alone, and goes away when it cannot at once. A descriptor to close; -1 with
 * E-6890. */
int attachment_hold(struct hall *h, struct err *err);
/* Seals and writes; the folder is made when it is missing. Held. */
enum status attachment_write(struct hall *h, const char *sm3, const void *data, size_t n, struct err *err) MUST_CHECK;
/* Takes a content away that no row speaks of any more. Never fails: what is left goes with the sweep. */
void attachment_forget(struct hall *h, const char *sm3);
/* Where a content is, owned; its name tells nothing to who has not the hall's key. */
char *attachment_path(struct hall *h, const char *sm3);
#define ATTACHMENT_FOLDER "attachments"
#define ATTACHMENT_READ_MOST ((size_t)2 * 1024 * 1024 * 1024 - 1)
/* attachment_read from another folder of sealed contents than the hall's own. */
enum status attachment_read_in(struct hall *h, const char *folder, const char *sm3, struct buf *out, struct err *err) MUST_CHECK;
/* Each content that a store's rows speak of, of dossiers and of drafts, a page at a time, with the number or accept_uuid of one; one that
 * both have may come twice. `s` need not be the hall's own store. */
typedef void attachment_each_fn(void *ctx, const char *sm3, const char *of);
enum status attachment_each(struct store *s, attachment_each_fn *fn, void *ctx, struct err *err) MUST_CHECK;

/* What the files are called of all contents that the stores which were read speak of; `list` is to be freed. */
struct attachment_names { struct hall *h; char (*list)[DIGEST_HEX]; size_t count, room; };
enum status attachment_names_read(struct attachment_names *all, struct store *s, struct err *err) MUST_CHECK;      /* adds */
bool attachment_names_have(const struct attachment_names *all, const char *name);

/* --- attachment.c -------------------------------------------------------------------------------------------------------- */

/* Each file looked at and on the disk, none of them spoken of yet. Held. */
enum status attachment_write_all(struct hall *h, const char *const *paths, size_t count, struct attachment *files, struct err *err) MUST_CHECK;
/* hall_room_check in words for a scan: E-5010. */
enum status attachment_room(struct hall *h, struct err *err) MUST_CHECK;
/* As many scans of a material as a message to a department may name (data/contract/task.schema.json, message.schema.json). */
#define ATTACHMENTS_OF_MATERIAL 500
/* E-6886 when `sum` bytes are more than a dossier may have, E-6893 when `count` scans are more than a material may. */
enum status attachment_sum_check(struct hall *h, int64_t sum, int64_t count, struct err *err) MUST_CHECK;
/* From rows of attachment_list, or of draft_attachment_list, which has the same columns. */
void attachment_fill(struct attachment *a, const struct rows *r, size_t i);
/* Opens a content into a new file of the caller's once the trail has it: E-6888, E-6889. */
enum status attachment_out(struct hall *h, const struct actor *by, const struct attachment *a, const char *of, const char *path,
	struct err *err) MUST_CHECK;

#endif

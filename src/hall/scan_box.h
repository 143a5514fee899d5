/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SCAN_BOX_H
#define HALL_SCAN_BOX_H

#include "hall/attachment.h"

/* The hall's folder scan/ (P-2): where the software of a document camera or a scanner saves what it takes (data/contract/scan.md), and
 * from which attachments are picked. What was kept is taken out of it: nothing about people lies around in the clear (S-11). */
struct scan_file { char name[256]; int64_t size, at; };      /* bytes; wall ms at which it was written last */

/* The newest first, at most `room`; the folder is made when it is missing. Hidden files and what is no file are not in it. */
enum status scan_box_list(struct hall *h, struct scan_file *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* Where one of them is; owned. */
char *scan_box_path(struct hall *h, const char *name);
/* attachment_add of one of them; then it is gone from the folder. That it could not be taken out is told: *left. */
enum status scan_box_keep(struct hall *h, const struct actor *by, const char *number, const char *material, const char *name,
	struct attachment *out, bool *left, struct err *err) MUST_CHECK;

#endif

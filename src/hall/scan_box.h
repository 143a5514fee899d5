/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_SCAN_BOX_H
#define HALL_SCAN_BOX_H

#include "hall/attachment.h"

/* The hall's folder scan/ (P-2): where the software of a document camera or a scanner saves what it takes (data/contract/scan.md), and
 * from which attachments are picked. What was kept is taken out of it: nothing about people lies around in the clear (S-11). */
struct scan_file { char name[256]; int64_t size, at; };      /* bytes; wall ms at which it was written last */

/* The newest first, at most `room`; the folder is made when it is missing. Hidden files and what is no file of its own (links, pipes)
 * are not in it. A name is what stands on the disk: any bytes. */
enum status scan_box_list(struct hall *h, struct scan_file *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* Where one of them is; owned. */
char *scan_box_path(struct hall *h, const char *name);
/* Takes one out of the folder that was kept as `a` (attachment_add, draft_attachment_add). False: it is there still. One that somebody has
 * written meanwhile under the same name is another one, and stays. */
bool scan_box_taken(struct hall *h, const char *name, const struct attachment *a);

#endif

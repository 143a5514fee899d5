/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACCEPT_SCANS_H
#define DESK_ACCEPT_SCANS_H

#include "desk/desk.h"
#include "hall/attachment.h"

/* The scans of what is being taken in: the draft's, and those that the dossier which it continues has already. */
struct accept_scans { struct attachment *draft, *dossier; size_t draft_count, dossier_count; };

/* Reads them anew; a draft that was not saved yet, or is another desk's by now, has none. What fails leaves them as they were. */
enum status accept_scans_read(struct accept_scans *s, struct desk *d, struct err *err) MUST_CHECK;
void accept_scans_release(struct accept_scans *s);
/* How many a material has. */
size_t accept_scans_of(const struct accept_scans *s, const char *material);
/* All of the plan's materials; *left: the draft's whose materials are not asked for (any more), which the acceptance leaves behind. */
size_t accept_scans_count(const struct accept_scans *s, const struct plan *plan, size_t *left);

#endif

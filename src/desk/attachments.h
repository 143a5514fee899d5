/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ATTACHMENTS_H
#define DESK_ATTACHMENTS_H

#include "desk/desk.h"
#include "hall/attachment.h"

/* The screen of one material's scans: what attachments_view, of a dossier, and draft_attachments_view are opened with (copied). `number`
 * is "" of a draft that continues no dossier, `draft`, its accept_uuid, "" of a dossier. */
struct attachment_place { char number[DOSSIER_NUMBER_SIZE], draft[37], material[64], name[160]; };
#define ATTACHMENTS_SHOWN 200            /* of one material */

#endif

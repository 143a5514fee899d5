/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ATTACHMENTS_H
#define DESK_ATTACHMENTS_H

#include "desk/desk.h"
#include "hall/attachment.h"

/* The screen of one material's scans: what attachments_view is opened with (copied). */
struct attachment_place { char number[DOSSIER_NUMBER_SIZE], material[64], name[160]; };
#define ATTACHMENTS_SHOWN 200            /* of one material */

#endif

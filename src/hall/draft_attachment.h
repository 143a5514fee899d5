/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DRAFT_ATTACHMENT_H
#define HALL_DRAFT_ATTACHMENT_H

#include "hall/attachment.h"

/* Scans of the materials of what is still a draft (hall/draft.h): kept as those of a dossier, named by the draft's accept_uuid, and gone
 * with it. They stay with it whoever it is given to; the acceptance makes attachments of the dossier of them in its own transaction (R1),
 * but for those of materials that the dossier no longer asks for, which go.
 * Who may (RIGHT_DRAFT, E-6112): whose draft it is, and a script. E-6102 there is none or it is another's. To change them it must be open
 * here, for a script nowhere: E-6104 another desk has it open. */

/* As attachment_add; `name` is what the material is called. What is not to be accepted is audited as "draft.attach". E-6886 counts what
 * the draft has. */
enum status draft_attachment_add(struct hall *h, const struct actor *by, const char *accept_uuid, const char *material, const char *name,
	const char *const *paths, size_t count, struct attachment *out, struct err *err) MUST_CHECK;
/* In the order in which they came; *out is owned. */
enum status draft_attachment_list(struct hall *h, const struct actor *by, const char *accept_uuid, struct attachment **out, size_t *count,
	struct err *err) MUST_CHECK;
/* Takes one out again, its octets too unless something else has them. Audited. E-6887 no such attachment in it. */
enum status draft_attachment_remove(struct hall *h, const struct actor *by, const char *accept_uuid, int64_t id, struct err *err) MUST_CHECK;
/* As attachment_get; what a scan shows is RIGHT_REVEAL's here, too (E-6402). */
enum status draft_attachment_get(struct hall *h, const struct actor *by, const char *accept_uuid, int64_t id, const char *path,
	struct err *err) MUST_CHECK;

#endif

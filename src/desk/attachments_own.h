/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ATTACHMENTS_OWN_H
#define DESK_ATTACHMENTS_OWN_H

#include "desk/attachments.h"
#include "hall/scan_box.h"
#include "ui/form.h"
#include "ui/list.h"

#define BOX_ROOM 50

/* What the bar can stand on: the dossier's, the draft's, what the camera has just saved. */
enum scan_part { PART_HEADING, PART_KEPT, PART_DRAFT, PART_BOX };
#define PARTS 4
struct scan_line { enum scan_part part; size_t at; };

struct scans { struct attachment *list; size_t count; };             /* of this material */

struct attachments {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct attachment_place place;
	struct scans kept, drafted;
	struct rows *sent;
	struct scan_file box[BOX_ROOM];
	size_t box_count;
	struct scan_line lines[PARTS + BOX_ROOM + 2 * ATTACHMENTS_SHOWN];
	size_t line_count;
	struct scan_file looked;             /* which of the box was looked into last … */
	struct attachment look;              /* … and what it is */
	struct err look_err;                 /* code "" when it may be kept */
};

/* attachments_rows.c */
extern const struct list_column attachment_columns[];
extern const size_t attachment_column_count;
extern const struct list_source attachment_source;
/* Reads everything anew. */
enum status attachments_read(struct attachments *s, struct err *err) MUST_CHECK;
void attachments_release(struct attachments *s);
/* What the row under the bar is, in full. */
void attachments_detail(struct attachments *s, struct buf *out);
/* The row under the bar when it is of that part; NULL. */
const struct scan_line *attachments_line(const struct attachments *s, enum scan_part part);

#endif

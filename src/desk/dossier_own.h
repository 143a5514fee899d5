/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_DOSSIER_OWN_H
#define DESK_DOSSIER_OWN_H

#include "desk/card.h"
#include "desk/desk.h"
#include "hall/attachment.h"
#include "hall/dossier.h"
#include "hall/print_job.h"
#include "ui/form.h"
#include "ui/list.h"

/* The screen of one dossier: dossier.c is the view and what is done in it, dossier_rows.c what its list shows. */

#define PAPERS_ROOM 64

/* One list of parts, each under a heading: tasks, papers, materials; for somebody of a department the form in place of the papers.
 * A row is a part and a place in it. */
enum part { PART_HEADING, PART_TASK, PART_PAPER, PART_MATERIAL, PART_FORM };
struct line { enum part part; size_t at; };

struct dossier {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	char number[DOSSIER_NUMBER_SIZE];
	json_t *json;
	struct attachment *attachments;              /* scans of all its materials, and what departments have of them */
	size_t attachment_count;
	struct rows *sent;                           /* NULL: there are none */
	struct print_job papers[PAPERS_ROOM];
	size_t paper_count;
	struct line *lines;
	size_t line_count;
	struct print_job asked;
	struct card_secret secret;                   /* what a reason is asked for */
};

/* Makes the lines anew from what was read. */
void dossier_lines(struct dossier *o);
/* Its list, owned, and the columns that suit so many cells. */
struct list *dossier_list(struct dossier *o);
void dossier_fit(struct dossier *o, int cells);
/* The row under the bar in full: names that a column cut, a department's number and what it said. */
void dossier_detail(const struct dossier *o, struct area a);

#endif

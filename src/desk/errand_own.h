/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ERRAND_OWN_H
#define DESK_ERRAND_OWN_H

#include "desk/card.h"
#include "desk/errand.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

/* The screen of one errand: errand.c is the view and what is done in it, errand_rows.c what its list shows. */

#define OPTIONS_MOST 40
#define KINDS_MOST 9

/* What can be done now, the principals with their authorities, the papers, the log: one list of parts, each under a heading. A row
 * is a part and a place in it; `of`: an authority's principal. */
enum part { PART_HEADING, PART_OPTION, PART_PRINCIPAL, PART_AUTHORITY, PART_PAPER, PART_LOG, PARTS };
struct line { enum part part; size_t at, of; };

struct errand {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	char number[ERRAND_NUMBER_SIZE];
	json_t *json;
	const struct act *options[OPTIONS_MOST];
	size_t option_count;
	struct line *lines;
	size_t line_count;
	const struct act *asking;                            /* whose questions are open */
	char uuid[37];                                       /* of that act */
	bool unknown;                                        /* how it ended: asked for once more it is the same one (R4) */
	const char *kind;                                    /* the paper whose principal is asked for */
	struct prompt_choice kinds[KINDS_MOST];
	struct card_secret secret;                           /* what a reason is asked for */
};

/* A member of what was read: "principals", "papers", "log"; borrowed. */
const json_t *errand_part(const struct errand *e, const char *name);
/* Makes the lines anew from what was read. */
void errand_lines(struct errand *e);
/* Its list, owned. */
struct list *errand_rows(struct errand *e);
/* The row under the bar in full. */
void errand_detail(const struct errand *e, struct area a);

#endif

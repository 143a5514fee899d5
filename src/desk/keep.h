/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_KEEP_H
#define DESK_KEEP_H

#include "desk/desk.h"
#include "hall/outbox.h"
#include "hall/staff.h"
#include "hall/ticket.h"
#include "law/staff_right.h"
#include "ui/list.h"

/* What administrators keep of a hall (W-14): people, windows, parameters, departments, classes of tickets, and which of the catalogue
 * has been compared with the hall's own guide; one tab each. */
enum keep_tab { KEEP_STAFF, KEEP_WINDOWS, KEEP_PARAMETERS, KEEP_DEPARTMENTS, KEEP_CLASSES, KEEP_CATALOGUE, KEEP_TABS };

struct keep_window { char no[8], name[64], kind[16], takes[27]; bool open; };
struct keep_class { struct queue_class of; struct class_waiting now; char key[2]; struct buf windows; };     /* owned: "1 2 5" */
struct keep_parameter { const struct setting *setting; char *value, *origin, *who; int64_t at; };      /* owned texts */

struct keep_matter { const struct bundle *bundle; const struct item *item; bool marked; };              /* one of the two */

/* The rows of all tabs that this person has. */
struct keep_rows {
	struct staff_row *staff;
	struct keep_window *windows;
	struct keep_parameter *parameters;
	struct department_row *departments;
	struct keep_class classes[QUEUE_CLASSES_MOST];
	struct keep_matter *matters;         /* of `version`, which is held while they are here */
	struct hall *hall; int version;
	char asked[65];                      /* the matter that a question is about */
	size_t counts[KEEP_TABS];
};
void keep_rows_free(struct keep_rows *r);

/* keep_rows.c: what differs from tab to tab. Rows are counted from 0. */
struct keep_kind {
	const char *name;
	enum staff_right right;              /* who has the tab */
	const struct list_column *narrow, *wide;
	size_t narrow_count, wide_count;
	enum status (*read)(struct keep_rows *r, struct hall *h, struct err *err);       /* in place of what was read before */
	void (*cell)(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look);
	const char *(*key)(const struct keep_rows *r, size_t row);                       /* login, number, name: stays the row's own */
	void (*detail)(const struct keep_rows *r, size_t row, struct buf *out);          /* all of it; appends */
};
extern const struct keep_kind keep_kinds[KEEP_TABS];
/* Of a view of keep.c: its rows, and the one under the bar in *row (LIST_NONE: no row). */
struct keep_rows *keep_rows_of(struct view *v, size_t *row);
void keep_next(struct view *v);      /* this row has changed, and the bar goes on to the next */

/* keep_catalogue.c: each bundle with its items below it, those that stand in none at the end. */
enum { MATTER_MARK, MATTER_TITLE, MATTER_ID, MATTER_OF, MATTER_STATE, MATTER_NARROW, MATTER_FROM = MATTER_NARROW, MATTER_WIDE };
extern const struct list_column keep_matter_columns[MATTER_WIDE];
enum status keep_matters_read(struct keep_rows *r, struct hall *h, struct err *err) MUST_CHECK;
void keep_matters_forget(struct keep_rows *r);
void keep_matter_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look);
const char *keep_matter_key(const struct keep_rows *r, size_t row);
void keep_matter_detail(const struct keep_rows *r, size_t row, struct buf *out);

/* keep_ask.c: asks in the message line what is to be done about the row, or for all that a new one needs, and does it. Esc does
 * nothing at all; what the hall refuses is asked again. */
void keep_ask_row(struct desk *d, enum keep_tab tab, const struct keep_rows *r, size_t row);
void keep_ask_new(struct desk *d, enum keep_tab tab);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ROWS_H
#define DESK_ROWS_H

#include "hall/dossier.h"
#include "law/states.h"
#include "ui/list.h"

/* A dossier as one line: the same columns in the home screen and the finder. */
struct list *rows_list(unsigned flags, const struct list_source *source, void *ctx);
/* The columns for the width of the list's place: more room for names and tasks from 124 cells on. */
void rows_fit(struct list *l, int width);
void row_cell(const struct dossier_row *r, size_t column, struct buf *out, enum look *look);
/* The serial of a dossier number, "00017": what people say aloud. "" for a draft's. */
void row_number_tail(const char *number, struct buf *out);
/* The same for lists that go over many days: "11-23 00017". What is older than a year, so that the day alone might be this year's, has the
 * year as it stands in the number, in as many cells: "25112300017". */
void row_number_dated(const char *number, struct buf *out);
/* Of a register's number, "BC" hall day serial, the day and the serial, by the same rule: "11-23 0001", "2511230001". */
void row_register_dated(const char *number, struct buf *out);
/* The sign of a task's state: ● done ◐ working ○ waiting ! returned or refused x ended. */
#define TASK_SIGNS "●办结 ◐办理 ○待推 !退回"
const char *task_sign(enum task_state s);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ROWS_H
#define DESK_ROWS_H

#include "hall/dossier.h"
#include "law/states.h"
#include "ui/list.h"

/* A dossier as one line: the same columns in the home screen and the finder. */
extern const struct list_column row_columns[];
extern const size_t row_column_count;
void row_cell(const struct dossier_row *r, size_t column, struct buf *out, enum look *look);
/* The serial of a dossier number, "00017": what people say aloud. "" for a draft's. */
void row_number_tail(const char *number, struct buf *out);
/* The sign of a task's state: ● done ◐ working ○ waiting ! returned or stopped; plain letters under --ascii. */
const char *task_sign(enum task_state s);

#endif

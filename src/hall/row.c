/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/row.h"

#include <stdio.h>

#include "base/mem.h"
#include "law/masking.h"
#include "law/states.h"

void row_mask(const char *name, bool company, char *out, size_t size)
{
	struct buf b;

	buf_init(&b, BUF_SMALL);
	if (company)
		mask_company(&b, name);
	else
		mask_name(&b, name);
	snprintf(out, size, "%s", b.data);
	buf_release(&b);
}

static enum status tasks_read(struct hall *h, struct dossier_row *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_FIND_TASK_STATES, ARGS(value_int(out->id)), &rows, err);

	out->task_count = 0;
	for (size_t i = 0; st == ST_OK && i < rows_count(rows) && i < COUNT_OF(out->tasks); i++) {
		int state = task_state_from_code(rows_text(rows, i, 0));
		out->tasks[out->task_count++] = (unsigned char)(state < 0 ? TASK_PENDING : state);
	}
	rows_free(rows);
	return st;
}

enum status row_fill(struct hall *h, const struct rows *rows, size_t i, struct dossier_row *out, struct err *err)
{
	out->id = rows_int(rows, i, 0);
	snprintf(out->number, sizeof out->number, "%s", rows_text(rows, i, 1));
	row_mask(rows_text(rows, i, 2), rows_int(rows, i, 3) != 0, out->name, sizeof out->name);
	snprintf(out->bundle, sizeof out->bundle, "%s", rows_text(rows, i, 4));
	snprintf(out->state, sizeof out->state, "%s", rows_text(rows, i, 5));
	out->deferred = (int)rows_int(rows, i, 6);
	out->accepted_at = rows_int(rows, i, 7);
	out->due = rows_null(rows, i, 8) ? DAY_NONE : (day_t)rows_int(rows, i, 8);
	snprintf(out->window, sizeof out->window, "%s", rows_text(rows, i, 9));
	return tasks_read(h, out, err);
}

enum status row_fill_all(struct hall *h, const struct rows *rows, struct dossier_row *out, size_t room, size_t *count,
	bool *more, struct err *err)
{
	enum status st = ST_OK;

	*count = 0;
	*more = rows_count(rows) > room;
	for (size_t i = 0; i < rows_count(rows) && i < room && st == ST_OK; i++)
		if ((st = row_fill(h, rows, i, &out[*count], err)) == ST_OK)
			++*count;
	return st;
}

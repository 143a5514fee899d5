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

#define TOGETHER 24              /* lines that one query asks for; find.sql has as many places */

static void add_task(struct dossier_row *lines, size_t count, int64_t dossier, const char *code)
{
	int state = task_state_from_code(code);

	for (size_t i = 0; i < count; i++)
		if (lines[i].id == dossier && lines[i].task_count < (int)COUNT_OF(lines[i].tasks))
			lines[i].tasks[lines[i].task_count++] = (unsigned char)(state < 0 ? TASK_PENDING : state);
}

static enum status tasks_of_some(struct hall *h, struct dossier_row *lines, size_t count, struct err *err)
{
	struct value places[TOGETHER];
	struct rows *rows = NULL;

	for (size_t i = 0; i < TOGETHER; i++)
		places[i] = value_int(i < count ? lines[i].id : 0);
	for (size_t i = 0; i < count; i++)
		lines[i].task_count = 0;
	enum status st = store_read(hall_store(h), Q_FIND_TASK_STATES, places, TOGETHER, &rows, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		add_task(lines, count, rows_int(rows, i, 0), rows_text(rows, i, 1));
	rows_free(rows);
	return st;
}

enum status row_tasks(struct hall *h, struct dossier_row *lines, size_t count, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < count && st == ST_OK; i += TOGETHER)
		st = tasks_of_some(h, lines + i, count - i < TOGETHER ? count - i : TOGETHER, err);
	return st;
}

void row_fill(const struct rows *rows, size_t i, struct dossier_row *out)
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
	out->task_count = 0;
}

enum status row_fill_all(struct hall *h, const struct rows *rows, struct dossier_row *out, size_t room, size_t *count,
	bool *more, struct err *err)
{
	*count = rows_count(rows) < room ? rows_count(rows) : room;
	*more = rows_count(rows) > room;
	for (size_t i = 0; i < *count; i++)
		row_fill(rows, i, &out[i]);
	return row_tasks(h, out, *count, err);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/department_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/act_parts.h"
#include "hall/row.h"

#define ENDED_MS ((int64_t)3 * DAY_MS)

const char *work_group_name(enum work_group g)
{
	static const char *const names[WORK_GROUPS] = { [WORK_PROPOSAL] = "等你确认", [WORK_OVERDUE] = "超期", [WORK_WAITING] = "待签收",
		[WORK_DOING] = "在办", [WORK_RESTING] = "等补正、特别程序中", [WORK_DECIDED] = "已决定,待制证交出件窗",
		[WORK_ENDED] = "三日内撤回、终止的,请停办" };

	return (unsigned)g < WORK_GROUPS ? names[g] : "";
}

static enum work_group group_of(enum task_state s, day_t due, day_t today)
{
	if (s == TASK_RECALLED || s == TASK_ENDED || s == TASK_VOID)
		return WORK_ENDED;
	if (task_decided(s))
		return WORK_DECIDED;
	if (s == TASK_SPECIAL)                   /* its clock stands */
		return WORK_RESTING;
	if (due != DAY_NONE && due < today)
		return WORK_OVERDUE;
	return s == TASK_SENT ? WORK_WAITING : s == TASK_CORRECTING ? WORK_RESTING : WORK_DOING;
}

/* The first columns of department_tasks and department_proposals. */
static void fill(struct department_work *w, const struct rows *r, size_t i)
{
	*w = (struct department_work){ .due = DAY_NONE };
	snprintf(w->number, sizeof w->number, "%s", rows_text(r, i, 0));
	row_mask(rows_text(r, i, 1), rows_int(r, i, 2) != 0, w->name, sizeof w->name);
	text_copy(w->bundle, sizeof w->bundle, rows_text(r, i, 3));
}

static enum status tasks(struct hall *h, const char *department, struct department_work *rows, size_t room, size_t *count,
	struct err *err)
{
	struct rows *r = NULL;
	day_t today = clock_today();
	enum status st = store_read(hall_store(h), Q_DEPARTMENT_TASKS, ARGS(value_text(department), value_int((int64_t)room),
		value_int(clock_wall_ms() - ENDED_MS)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct department_work *w = &rows[*count];
		int state = task_state_from_code(rows_text(r, i, 6));
		if (state < 0)
			continue;
		fill(w, r, i);
		text_copy(w->item, sizeof w->item, rows_text(r, i, 4));
		w->task = (int)rows_int(r, i, 5);
		w->state = (enum task_state)state;
		w->due = rows_null(r, i, 7) ? DAY_NONE : (day_t)rows_int(r, i, 7);
		text_copy(w->note, sizeof w->note, rows_text(r, i, 8));
		w->group = group_of(w->state, w->due, today);
		++*count;
	}
	rows_free(r);
	return st;
}

/* The proposals of one act, the oldest of them. */
static enum status proposals_of(struct hall *h, const struct act *act, const char *department, struct department_work *rows,
	size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_DEPARTMENT_PROPOSALS, ARGS(value_text(act->word), value_int(act->scope == ACT_TASK),
		value_text(department), value_int((int64_t)(room - *count))), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct department_work *w = &rows[(*count)++];
		fill(w, r, i);
		w->proposal = rows_int(r, i, 4);
		text_copy(w->item, sizeof w->item, act->name);
		snprintf(w->note, sizeof w->note, "%s提请", rows_text(r, i, 5));
	}
	rows_free(r);
	return st;
}

/* Proposals that somebody of this department may answer (W-14: 不予受理). */
static enum status proposals(struct hall *h, const char *department, struct department_work *rows, size_t room, size_t *count,
	struct err *err)
{
	enum status st = ST_OK;

	for (const struct act *const *a = acts; st == ST_OK && *a; a++)
		if ((*a)->second & BY(DEPARTMENT))
			st = proposals_of(h, *a, department, rows, room, count, err);
	return st;
}

static int order(const void *a, const void *b)
{
	const struct department_work *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->due != y->due)                    /* DAY_NONE is the smallest of all and means never */
		return x->due == DAY_NONE ? 1 : y->due == DAY_NONE ? -1 : x->due < y->due ? -1 : 1;
	int same = strcmp(x->number, y->number);
	return same ? same : (x->task > y->task) - (x->task < y->task);
}

enum status department_work(struct hall *h, const char *department, struct department_work *rows, size_t room, size_t *count,
	struct err *err)
{
	struct rows *known = NULL;
	enum status st = store_read(hall_store(h), Q_DEPARTMENT_NAME, ARGS(value_text(department)), &known, err);

	*count = 0;
	if (st == ST_OK && rows_count(known) == 0)
		st = err_set(err, ST_NOINPUT, "E-6203", "没有部门 %.31s。请用 yichuang department list 查看。", department);
	rows_free(known);
	if (st == ST_OK && (st = proposals(h, department, rows, room, count, err)) == ST_OK)
		st = tasks(h, department, rows, room, count, err);
	if (st == ST_OK)
		qsort(rows, *count, sizeof *rows, order);
	return st;
}

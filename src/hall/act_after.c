/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "hall/act_parts.h"
#include "hall/follow.h"

/* W-12: a prerequisite that came to nothing ends what waited for it, and the applicant is told. */

struct ending { struct doing *d; char reason[700]; int step; };

/* The item of a task of this dossier. */
static const char *item_of(const struct doing *d, const struct batch *b, int task)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);

	for (size_t i = 0; i < rows_count(r); i++)
		if (rows_int(r, i, 1) == task)
			return rows_text(r, i, 5);
	return "";
}

/* The act "end" of one task, by whoever did what ended it; it lives as long as the batch. */
static void end_one(struct batch *b, const struct ending *e, int task)
{
	struct doing *d = batch_keep(b, sizeof *d);
	struct act_call *call = batch_keep(b, sizeof *call);

	*d = *e->d;
	*call = (struct act_call){ .number = d->number, .word = "end", .task = task };
	d->call = call;
	d->act = act_find(ACT_TASK, call->word);
	d->proposal = NULL;
	d->said = NULL;
	d->task_state = TASK_PENDING;
	d->out = batch_keep(b, sizeof *d->out);
	crypto_uuid(d->uuid);
	d->data = json_pack("{ss ss}", "reason", e->reason, "after", item_of(d, b, e->d->call->task));
	act_row_in(d, b, task_state_code(TASK_ENDED));
	json_decref(d->data);
	d->data = NULL;
	act_paper_in(d, b);
}

static enum status end_each(struct batch *b, void *ctx, struct err *err)
{
	const struct ending *e = ctx;
	const struct rows *gone = batch_rows(b, e->step);
	struct doing *d = e->d;

	(void)err;
	for (size_t i = 0; i < rows_count(gone); i++) {
		int no = (int)rows_int(gone, i, 1);
		char object[64];
		snprintf(object, sizeof object, "%s/%d", d->number, no);
		batch_add(b, Q_OUTBOX_END_TASK, ARGS(value_int(rows_int(gone, i, 0)), value_text(e->reason)));
		follow_decided_in(b, d->dossier, no);
		audit_in(d->h, b, d->by, &(struct audit_entry){ .act = "task.state", .object = object, .before = task_state_code(TASK_PENDING),
			.after = task_state_code(TASK_ENDED), .reason = e->reason });
		end_one(b, e, no);
	}
	return ST_OK;
}

void act_end_after(struct doing *d, struct batch *b)
{
	struct ending *e = batch_keep(b, sizeof *e);

	e->d = d;
	snprintf(e->reason, sizeof e->reason, "前置事项「%.600s」%s,本事项终止", item_of(d, b, d->call->task),
		d->act->to == TASK_VOID ? "作废" : "不予");
	e->step = batch_add(b, Q_TASK_END_AFTER, ARGS(value_int(d->task), value_text(e->reason), value_int(d->now)));
	batch_then(b, end_each, e);
}

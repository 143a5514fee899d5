/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "hall/act_parts.h"

/* W-13: who comes for several results signs once. Each stays handed over by its own act, with its own row, state and exchange
 * record; what the whole adds is that it is asked once, that all of it happens or nothing, and one 送达回证 that lists them. */

/* The task in row i of ACT_READS_TASKS: may it be handed over now? */
static bool ready(const struct doing *d, const struct batch *b, size_t i)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);

	return task_state_from_code(rows_text(r, i, 2)) == (int)TASK_HANDED && !act_held_by(d, b, rows_text(r, i, 5));
}

enum status act_together_guard(struct doing *d, struct batch *b, struct err *err)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);
	json_t *all = json_array();

	for (size_t i = 0; i < rows_count(r); i++)
		if (ready(d, b, i))
			json_array_append_new(all, json_integer(rows_int(r, i, 1)));
	bool any = json_array_size(all) > 0;
	json_object_set_new(d->data, "results", all);            /* which they were: for the paper */
	if (!any)
		return act_refuse(d, err, "E-6456", "没有在窗口、可以交付的结果");
	return act_receiver_seen(d, b, err);
}

static void hand_one(struct doing *whole, struct batch *b, size_t i)
{
	const struct rows *r = batch_rows(b, whole->steps[ACT_READS_TASKS]);
	struct doing *d = batch_keep(b, sizeof *d);
	struct act_call *call = batch_keep(b, sizeof *call);

	*d = *whole;
	*call = (struct act_call){ .number = d->number, .word = whole->act->word, .task = (int)rows_int(r, i, 1) };
	d->call = call;
	d->act = act_find(ACT_TASK, call->word);
	d->whole_tells = true;
	d->task = rows_int(r, i, 0);
	d->task_state = TASK_HANDED;
	d->out = batch_keep(b, sizeof *d->out);
	crypto_uuid(d->uuid);
	d->data = json_copy(whole->data);
	json_object_del(d->data, "results");
	act_write(d, b);
	json_decref(d->data);
	d->data = NULL;
}

void act_together_do(struct doing *d, struct batch *b)
{
	const struct rows *r = batch_rows(b, d->steps[ACT_READS_TASKS]);
	size_t count = rows_count(r);
	struct task_count left = { 0 };

	for (size_t i = 0; i < count; i++) {
		int state = task_state_from_code(rows_text(r, i, 2));
		if (ready(d, b, i))
			hand_one(d, b, i);
		else if (state >= 0)
			task_count_add(&left, (enum task_state)state);
	}
	act_ask_for_rating(d, b, left.open + left.made + left.handed == 0);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/follow.h"

#include <stdio.h>

#include "base/clock.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/result.h"
#include "law/act.h"

/* Dies with the batch. */
struct following {
	struct hall *h;
	struct actor by;
	int64_t dossier, now;
	char number[24];
	int tasks, state, held;                      /* steps */
};

static struct following *following_new(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const char *number)
{
	struct following *f = batch_keep(b, sizeof *f);

	*f = (struct following){ .h = h, .by = *by, .dossier = dossier, .now = clock_wall_ms() };
	snprintf(f->number, sizeof f->number, "%s", number);
	return f;
}

void follow_decided_in(struct batch *b, int64_t dossier, int item)
{
	clock_stop_in(b, dossier, CLOCK_K2, item, DAY_NONE);
	clock_stop_in(b, dossier, CLOCK_K3, item, DAY_NONE);
}

/* --- the dossier ------------------------------------------------------------------------------------------------- */

static void go(struct batch *b, const struct following *f, enum dossier_state from, enum dossier_state to)
{
	const char *before = dossier_state_code(from), *after = dossier_state_code(to);
	const struct act *act = act_between(ACT_DOSSIER, (int)from, (int)to, BY(SYSTEM));

	batch_add(b, Q_DOSSIER_MOVE, ARGS(value_int(f->dossier), value_text(before), value_text(after), value_int(f->now)));
	if (to == DOSSIER_DECIDED)
		follow_decided_in(b, f->dossier, CLOCK_ANY_ITEM);
	audit_in(f->h, b, &f->by, &(struct audit_entry){ .act = "dossier.state", .object = f->number, .before = before,
		.after = after, .reason = "部门任务进展" });
	if (act && act->paper)
		result_paper_in(f->h, b, &f->by, f->dossier, document_kind_find(act->paper));
}

static enum status walk(struct batch *b, void *ctx, struct err *err)
{
	const struct following *f = ctx;
	const struct rows *tasks = batch_rows(b, f->tasks);
	int now = dossier_state_from_code(rows_text(batch_rows(b, f->state), 0, 0));
	struct task_count count = { 0 };

	(void)err;
	for (size_t i = 0; i < rows_count(tasks); i++) {
		int s = task_state_from_code(rows_text(tasks, i, 0));
		if (s >= 0)
			task_count_add(&count, (enum task_state)s);
	}
	bool held = rows_int(batch_rows(b, f->held), 0, 0) > 0;
	while (now >= 0) {
		enum dossier_state to = dossier_follows((enum dossier_state)now, &count, held);
		if (to == (enum dossier_state)now)
			break;
		go(b, f, (enum dossier_state)now, to);
		now = (int)to;
	}
	return ST_OK;
}

static void walk_in(struct batch *b, struct following *f)
{
	f->tasks = batch_add(b, Q_TASK_STATES, ARGS(value_int(f->dossier)));
	f->state = batch_add(b, Q_DOSSIER_STATE, ARGS(value_int(f->dossier)));
	f->held = batch_add(b, Q_DEFERRALS_HOLDING, ARGS(value_int(f->dossier)));
	batch_then(b, walk, f);
}

void follow_dossier_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const char *number)
{
	walk_in(b, following_new(h, b, by, dossier, number));
}

/* --- a task ------------------------------------------------------------------------------------------------------- */

void follow_task_in(struct hall *h, struct batch *b, const struct actor *by, int64_t dossier, const char *number,
	int64_t task, int no, enum task_state to, const struct deadline *delivery)
{
	struct following *f = following_new(h, b, by, dossier, number);

	batch_add(b, Q_OUTBOX_WAKE, ARGS(value_int(task), value_int(f->now)));
	if (task_decided(to) || to == TASK_VOID)
		follow_decided_in(b, dossier, no);
	if (to == TASK_GRANTED)
		clock_start_in(b, dossier, CLOCK_K4, no, delivery);
	if (to == TASK_DELIVERED)
		clock_stop_in(b, dossier, CLOCK_K4, no, DAY_NONE);
	walk_in(b, f);
}

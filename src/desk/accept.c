/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/ticket.h"
#include "ui/prompt.h"

static const struct step { const struct view_ops *view; const char *name; } steps[] = {
	[STEP_BUNDLE] = { &accept_bundle_view, "1 事项" },        [STEP_SITUATION] = { &accept_situation_view, "2 情形" },
	[STEP_APPLICANT] = { &accept_form_view, "3 申请人" },     [STEP_MATERIALS] = { &accept_material_view, "4 材料" },
	[STEP_CONFIRM] = { &accept_confirm_view, "5 确认" },
};
#define LAST_STEP STEP_CONFIRM

/* Which step a view shows, -1 when it is none. */
static int step_of(const struct view *v)
{
	for (size_t i = 0; v && i < COUNT_OF(steps); i++)
		if (v->ops == steps[i].view)
			return (int)i;
	return -1;
}

/* `where` is the place of a problem that the step begins at, NULL: where it always does. */
static enum status show_at(struct desk *d, enum request_step step, char *where, struct err *err)
{
	if (!d->intake)
		d->intake = intake_new(d->hall, &d->actor);
	if (!d->intake->promise)
		step = STEP_BUNDLE;
	if (d->typing)
		accept_form_keep(d->typing);
	d->intake->changed = d->intake->changed || d->intake->step != step;
	d->intake->step = step;
	desk_save(d);
	if (step_of(view_top(d->ui)) >= 0)
		return view_replace(d->ui, steps[step].view, where, err);
	return view_open(d->ui, steps[step].view, where, err);
}

enum status accept_show(struct desk *d, enum request_step step, struct err *err)
{
	return show_at(d, step, NULL, err);
}

enum status accept_resume(struct desk *d, struct err *err)
{
	enum status st = accept_show(d, d->intake->step, err);

	if (st == ST_OK)
		(void)accept_edition(d);
	return st;
}

bool accept_edition(struct desk *d)
{
	int step = step_of(view_top(d->ui));
	struct err told, err;

	d->outdated = d->intake && intake_outdated(d->intake);
	if (!d->outdated || step < 0 || prompt_is_open(d->ui))
		return false;
	d->outdated = false;
	if (d->typing)
		accept_form_keep(d->typing);
	d->typing = NULL;                              /* its entries are of the former version */
	if (intake_edition(d->intake, &told) == ST_OK)
		return false;
	if (show_at(d, (enum request_step)step, NULL, &err) == ST_OK)
		message_error(d->ui, &told);
	else
		desk_fail(d, &err);
	return true;
}

bool accept_mend(struct desk *d)
{
	const struct problem **list;
	struct problem first;
	struct err err;
	size_t n = intake_problems(d->intake, &list);

	if (n)
		first = *list[0];                              /* the step's own opening makes the promise anew */
	free(list);
	if (!n)
		return false;
	if (show_at(d, first.step, first.err.where, &err) == ST_OK)
		message_error(d->ui, &first.err);
	else
		desk_fail(d, &err);
	return true;
}

/* Name, steps and draft stand at fixed columns, so that nothing moves from step to step; the name has what is left. */
void accept_head(struct desk *d, struct area area, enum request_step step)
{
	enum { BEGIN = 7, STEPS = 43, SAVED = 11 };
	const struct intake *in = d->intake;
	int col = area.col + area.width - STEPS - SAVED, begin = BEGIN;

	draw_blank(area);
	draw_put(area.row, area.col, BEGIN, LOOK_TITLE, " 受理  ");
	if (d->queue.current.id)
		begin += 1 + draw_put(area.row, area.col + begin, TICKET_NUMBER_SIZE, LOOK_TITLE, d->queue.current.number);
	draw_text(area.row, area.col + begin, col - area.col - begin, LOOK_STRONG, in->bundle ? in->bundle->name : "");
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		char name[32];
		snprintf(name, sizeof name, i == step ? "[%s]" : " %s ", steps[i].name);
		col += draw_put(area.row, col, area.col + area.width - col, i == step ? LOOK_STRONG : LOOK_DIM, name);
	}
	if (in->lost) {
		draw_right(area.row, area.col + area.width - SAVED, SAVED, LOOK_BAD, "已被接管 ");
	} else if (in->saved_at) {
		struct clock_hm t = clock_time_of(in->saved_at);
		char saved[32];
		snprintf(saved, sizeof saved, "草稿 %02d:%02d ", t.hour, t.minute);
		draw_right(area.row, area.col + area.width - SAVED, SAVED, LOOK_DIM, saved);
	}
}

/* --- commands that all steps have ----------------------------------------------------------------------------- */

enum command_answer cmd_accept_new(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	enum status st = hall_room_check(d->hall, &err);       /* R15: before a form is opened */
	if (st == ST_OK)
		st = hall_clock_check(d->hall, &err);          /* R11 */
	if (st == ST_OK) {
		if (d->intake) {
			desk_save(d);
			desk_drop_intake(d);
		}
		ticket_begin(d);
		st = accept_show(d, STEP_BUNDLE, &err);
	}
	return desk_answer(d, st, &err);
}

enum command_answer accept_continue(struct desk *d, struct view *from, const char *number)
{
	struct intake *in = NULL;
	struct err err;
	enum status st = hall_room_check(d->hall, &err);

	if (st == ST_OK)
		st = hall_clock_check(d->hall, &err);
	if (st == ST_OK)
		st = intake_continue(d->hall, &d->actor, number, &in, &err);
	if (st != ST_OK)
		return desk_answer(d, st, &err);
	if (d->intake) {
		desk_save(d);
		desk_drop_intake(d);
	}
	d->intake = in;
	view_close(from);
	if (view_top(d->ui) && view_top(d->ui)->ops == &dossier_view)
		view_close(view_top(d->ui));
	return desk_answer(d, accept_show(d, in->step, &err), &err);
}

enum command_answer cmd_accept_back(void *app, const struct call *call)
{
	struct desk *d = app;
	int step = step_of(call->view);
	struct err err;

	if (step <= (int)STEP_BUNDLE)
		return cmd_accept_leave(app, call);
	return desk_answer(d, accept_show(d, (enum request_step)(step - 1), &err), &err);
}

enum command_answer cmd_accept_leave(void *app, const struct call *call)
{
	struct desk *d = app;
	char *kept = d->intake && d->intake->bundle ? mem_text(d->intake->bundle->name) : NULL;

	desk_save(d);
	bool lost = d->intake && d->intake->lost;
	view_close(call->view);
	desk_drop_intake(d);
	if (lost)
		message_say(d->ui, "未受理。这份草稿已由另一处接管,在那里接着办");
	else if (kept)                                        /* the screen under it may show a dossier that was accepted */
		message_say(d->ui, "「%s」未受理。已存为草稿,在首页「先办这些」里可以接着办", kept);
	free(kept);
	return COMMAND_DONE;
}

/* What stands against leaving a step is said, and the next step is shown all the same but for the last: nothing that
 * was typed is ever held back. */
enum command_answer cmd_accept_next(void *app, const struct call *call)
{
	struct desk *d = app;
	int step = step_of(call->view);
	struct err err;

	if (step < 0)
		return COMMAND_REFUSED;
	if (step == (int)LAST_STEP)
		return cmd_confirm_accept(app, call);
	if (step == (int)STEP_BUNDLE)
		return cmd_accept_choose(app, call);
	if (step == (int)STEP_SITUATION && d->intake->promise && d->intake->promise->plan->chosen == 0) {
		message_refuse(d->ui, "E-6312", "没有可联办的事项,不能往下办;请看下方「转单项办理」,或改情形");
		return COMMAND_REFUSED;
	}
	if (step == (int)STEP_SITUATION && accept_situation_stops(call->view))
		return COMMAND_REFUSED;
	enum status st = accept_show(d, (enum request_step)(step + 1), &err);
	const struct problem *p = st == ST_OK ? intake_problem(d->intake, (enum request_step)step) : NULL;
	if (p && step + 1 < (int)LAST_STEP)                    /* the last step lists them itself */
		message_error(d->ui, &p->err);
	return desk_answer(d, st, &err);
}

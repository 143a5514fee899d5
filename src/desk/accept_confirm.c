/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/act_ask.h"
#include "desk/commands.h"
#include "desk/preview.h"
#include "desk/review.h"
#include "hall/errand_draft.h"
#include "law/number.h"
#include "law/staff_right.h"
#include "ui/scroll.h"

struct confirm {
	struct desk *d;
	struct form *frame;
	struct scroll *text;
};

static enum status open_confirm(struct view *v, void *argument, struct err *err)
{
	struct confirm *c = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-confirm", err);

	(void)argument;
	c->d = v->app;
	if (!picture)
		return err->status;
	enum status st = intake_remake(c->d->intake, err);      /* the day may have turned meanwhile */
	if (st != ST_OK)
		return st;
	c->frame = form_new(picture, NULL, c);
	c->text = scroll_new("", false);
	view_add(v, form_widget(c->frame));
	view_add(v, scroll_widget(c->text));
	view_focus(v, scroll_widget(c->text));
	return ST_OK;
}

static void close_confirm(struct view *v)
{
	struct confirm *c = v->data;

	scroll_free(c->text);
	form_free(c->frame);
}

static void layout(struct view *v, struct area area)
{
	enum { MOST = 108 };             /* wider lines are hard to follow */
	struct confirm *c = v->data;
	struct buf text;

	view_place(v, form_widget(c->frame), area);
	struct area place = form_area(c->frame, "review");
	buf_init(&text, BUF_LARGE);
	if (c->d->intake)
		review_text(c->d->intake, place.width < MOST ? place.width : MOST, &text);
	scroll_set(c->text, text.data);
	buf_release(&text);
	view_place(v, scroll_widget(c->text), place);
}

static void draw(struct view *v)
{
	struct confirm *c = v->data;
	struct area who = form_area(c->frame, "who"), verdict = form_area(c->frame, "verdict");
	struct buf text;

	accept_head(c->d, form_area(c->frame, "head"), STEP_CONFIRM);
	buf_init(&text, BUF_SMALL);
	review_who(c->d->intake, &text);
	draw_text(who.row, who.col, who.width, LOOK_STRONG, text.data);
	buf_clear(&text);
	enum look look = review_verdict(c->d->intake, &text);
	draw_text(verdict.row, verdict.col, verdict.width, look, text.data);
	buf_release(&text);
}

static const char *hints(struct view *v)
{
	struct confirm *c = v->data;

	return c->d->intake && c->d->intake->promise->problem_count ? "Enter 去补" : "";
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* What became of what was typed: only the desk knows that there is a draft. An unknown outcome says itself what to do. */
static void tell_draft(struct desk *d, enum status st, struct err *err)
{
	static const char kept[] = "草稿已保留。", not_kept[] = "草稿也没有存成,请不要离开本屏。";
	size_t n = strlen(err->text);
	struct err quiet;

	if (st == ST_UNKNOWN || d->intake->lost || !strstr(err->text, "未受理"))
		return;
	d->intake->changed = true;
	snprintf(err->text + n, sizeof err->text - n, "%s", intake_save(d->intake, &quiet) == ST_OK ? kept : not_kept);
}

/* The one key that promises. Whatever comes back, the words say 已受理 or 未受理. */
enum command_answer accept_commit(struct desk *d, enum outcome outcome)
{
	static const char *const done[] = {
		[OUTCOME_ACCEPT] = "已受理", [OUTCOME_RECEIVE] = "已收件(未受理)", [OUTCOME_NOTICE] = "已出一次性告知书(未受理)",
		[OUTCOME_REFUSE] = "已收件(未受理),不予受理待确认" };
	struct accepted a;
	struct err err;
	char groups[28];

	if (accept_edition(d))                         /* nothing is promised by what nobody has seen */
		return COMMAND_REFUSED;
	enum status st = intake_accept(d->intake, outcome, &a, &err);

	if (st != ST_OK) {
		tell_draft(d, st, &err);
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	desk_drop_intake(d);
	memcpy(d->made, a.number, sizeof d->made);
	number_groups(a.number, groups);
	st = view_replace(d->ui, &dossier_view, a.number, &err);
	if (st != ST_OK)
		desk_fail(d, &err);
	char tasks[48] = "", papers[48] = "";
	if (a.papers)                                  /* a proposal about what took no papers in has none yet */
		snprintf(papers, sizeof papers, ",文书 %zu 份正在出", a.papers);
	if (a.tasks)
		snprintf(tasks, sizeof tasks, ",任务 %zu 个", a.tasks);
	message_clear(d->ui);                          /* of keys before this one; what was done must be seen */
	message_say(d->ui, "%s%s 办件号 %s%s%s", a.again ? "先前" : "",
		outcome == OUTCOME_ACCEPT && a.deferred ? "已容缺受理" :
		strcmp(a.state, dossier_state_code(DOSSIER_NOT_ACCEPTED)) == 0 ? "已不予受理" : done[outcome], groups, tasks, papers);
	desk_refresh_status(d);
	return COMMAND_DONE;
}

/* A helper's draft goes to the clerks: he accepts nothing himself (W-14). */
enum command_answer cmd_confirm_offer(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	if (accept_mend(d))
		return COMMAND_REFUSED;
	d->intake->changed = true;
	enum status st = intake_save(d->intake, &err);
	if (st == ST_OK)
		st = errand_draft_offer(d->hall, &d->actor, d->intake->request.accept_uuid, &err);
	if (st != ST_OK)
		return desk_answer(d, st, &err);
	view_close(call->view);
	desk_drop_intake(d);
	message_say(d->ui, "未受理。已交给受理员,在他们首页「帮办拟好」;受理后办件自动连上");
	return COMMAND_DONE;
}

enum command_answer cmd_confirm_accept(void *app, const struct call *call)
{
	struct desk *d = app;

	return staff_may(d->actor.role, RIGHT_ACCEPT) ? accept_commit(d, OUTCOME_ACCEPT) : cmd_confirm_offer(app, call);
}

enum command_answer cmd_confirm_mend(void *app, const struct call *call)
{
	struct desk *d = app;

	if (accept_mend(d))
		return COMMAND_DONE;
	message_say(call->ui, staff_may(d->actor.role, RIGHT_ACCEPT) ? "没有要补的;请申请人核对后按 F10 受理" : "没有要补的;核对后按 F10 交受理员");
	return COMMAND_REFUSED;
}

/* What was received before is told and refused as what it is, an act on it: said before anything is asked. */
static bool received_before(struct desk *d)
{
	if (!*d->intake->request.continues)
		return false;
	message_refuse(d->ui, "E-6058", "未受理。这件已经收过件,这里只能受理;要一次性告知或不予受理,按 Esc 退出,在办件上按 a 办");
	return true;
}

static void notice_sure(void *ctx, const char *yes)
{
	if (yes && !strcmp(yes, "yes"))
		accept_commit(ctx, OUTCOME_NOTICE);
}

enum command_answer cmd_confirm_notice(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct promise *p = d->intake->promise;
	struct err err;

	if (received_before(d))
		return COMMAND_REFUSED;
	if (!p->unchecked && !p->defective && !intake_problem(d->intake, STEP_APPLICANT)) {
		message_refuse(d->ui, "E-6314", "材料和表单都齐,没有可告知的缺项;请按 F10 受理");
		return COMMAND_REFUSED;
	}
	if (intake_may(d->intake, OUTCOME_NOTICE, &err) != ST_OK)
		return desk_answer(d, ST_REFUSED, &err);
	prompt_confirm(call->ui, "暂不受理,打一次性告知书(缺的和有问题的一次写全)?", notice_sure, d);
	return COMMAND_DONE;
}

static void receive_sure(void *ctx, const char *yes)
{
	if (yes && !strcmp(yes, "yes"))
		accept_commit(ctx, OUTCOME_RECEIVE);
}

enum command_answer cmd_confirm_receive(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	if (received_before(d))
		return COMMAND_REFUSED;
	if (promise_receivable(d->intake->promise, &err) != ST_OK || intake_may(d->intake, OUTCOME_RECEIVE, &err) != ST_OK)
		return desk_answer(d, ST_REFUSED, &err);
	prompt_confirm(call->ui, "只收件,五个工作日内答复是否受理?", receive_sure, app);
	return COMMAND_DONE;
}

/* Outcomes 1 and 2 of art. 32: refused at once, with what its paper has to say. */
static enum status refuse_sure(struct desk *d, const struct act_value *values, size_t count, struct err *err)
{
	struct refusal *why = &d->intake->request.refusal;
	const struct { const char *name; char **text; } members[] = { { "ground", &why->ground }, { "organ", &why->organ },
		{ "place", &why->place }, { "reason", &why->reason }, { "article", &why->article } };

	(void)err;
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		request_set(members[i].text, "");
		for (size_t k = 0; k < count; k++)
			if (strcmp(values[k].name, members[i].name) == 0)
				request_set(members[i].text, values[k].value);
	}
	accept_commit(d, OUTCOME_REFUSE);        /* says itself what came of it */
	return ST_OK;
}

enum command_answer cmd_confirm_refuse(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	if (received_before(app))
		return COMMAND_REFUSED;
	if (intake_may(d->intake, OUTCOME_REFUSE, &err) != ST_OK)
		return desk_answer(d, ST_REFUSED, &err);
	act_ask_values(app, act_find(ACT_DOSSIER, "refuse"), refuse_sure);
	return COMMAND_DONE;
}

enum command_answer cmd_confirm_preview(void *app, const struct call *call)
{
	struct desk *d = app;

	(void)call;
	return preview_promise(d, d->intake->promise);
}

enum command_answer cmd_confirm_explain(void *app, const struct call *call)
{
	struct desk *d = app;
	struct buf out;
	struct err err;

	buf_init(&out, BUF_LARGE);
	review_dates(d->intake, &out);
	enum status st = scroll_open(call->ui, "日期是怎么算的", out.data, true, &err);
	buf_release(&out);
	return desk_answer(d, st, &err);
}

static const char *const *contexts(struct view *v)
{
	static const char *const clerk[] = { "accept-confirm", "accept", NULL }, *const helper[] = { "accept-offer", "accept", NULL };
	const struct confirm *c = v->data;

	return staff_may(c->d->actor.role, RIGHT_ACCEPT) ? clerk : helper;
}

const struct view_ops accept_confirm_view = {
	.context = "accept-confirm", .title = "受理 第五步:确认", .help = "请申请人看着核对。按 F10 才编号、入库、打印、分派,一次完成。",
	.size = sizeof(struct confirm), .open = open_confirm, .close = close_confirm, .layout = layout, .draw = draw,
	.hints = hints, .contexts = contexts,
};

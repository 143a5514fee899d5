/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/commands.h"
#include "hall/print_job.h"
#include "law/number.h"
#include "ui/scroll.h"

struct confirm {
	struct desk *d;
	struct form *frame;
	struct scroll *text;
};

/* --- the review, as text ---------------------------------------------------------------------------------------- */

static void who(const struct intake *in, struct buf *out)
{
	const struct request *r = &in->request;

	buf_text(out, " ");
	buf_text(out, *r->applicant.name ? r->applicant.name : "(未填姓名)");
	buf_format(out, "  %s", r->applicant.id_number);
	buf_format(out, "  电话 %s", r->applicant.phone);
	if (r->agent.present)
		buf_format(out, "\n 代理人 %s  %s%s", r->agent.name, r->agent.phone, r->agent.may_promise ? "  可代签承诺" : "");
	buf_format(out, "\n 送达 %s%s%s\n\n", !strcmp(r->delivery_mode, "courier") ? "邮寄 " :
		!strcmp(r->delivery_mode, "electronic") ? "电子送达" : "窗口自取", r->delivery_address ? r->delivery_address : "", "");
}

static void problems(const struct promise *p, struct buf *out)
{
	static const char *const names[] = { [STEP_BUNDLE] = "事项", [STEP_SITUATION] = "情形", [STEP_APPLICANT] = "申请人",
		[STEP_MATERIALS] = "材料", [STEP_CONFIRM] = "确认" };

	if (!p->problem_count)
		return;
	buf_format(out, " 还不能受理,有 %zu 处要先补好(Esc 回去;或 N 打一次性告知书):\n", p->problem_count);
	for (size_t i = 0; i < p->problem_count; i++)
		buf_format(out, "  · %s  %s %s\n", names[p->problems[i].step], p->problems[i].err.code, p->problems[i].err.text);
	buf_text(out, "\n");
}

static void when(const struct promise *p, struct buf *out)
{
	char day[11];

	buf_format(out, " %s      承诺 ", p->deferred ? "容缺受理" : "受理");
	limit_text(p->promised.limit, out);
	buf_format(out, ",%s(星期%s)前办结%s\n   ", day_iso(p->promised.due, day),
		p->promised.due == DAY_NONE ? "-" : day_weekday_name(p->promised.due), p->promised.estimated ? "(预估:来年日历未到)" : "");
	deadline_explain(&p->promised, out);
	buf_text(out, "\n");
	if (p->statutory.due != DAY_NONE)
		buf_format(out, "   法定最迟 %s\n", day_iso(p->statutory.due, day));
	buf_text(out, "\n");
}

static void items(const struct promise *p, struct buf *out)
{
	char day[11];

	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = p->items[i].item;
		buf_format(out, "   %2zu %s  %s  ", i + 1, it->item->name, it->item->department->name);
		limit_text(it->promised, out);
		buf_format(out, "  %s", day_iso(p->items[i].promised.due, day));
		for (size_t k = 0; k < it->after_count; k++)
			buf_format(out, "%s%s", k ? "、" : "  后于 ", p->plan->items[it->after[k]].item->name);
		buf_text(out, "\n");
	}
}

static void deferred(const struct intake *in, struct buf *out)
{
	day_t date;
	const char *why;
	char day[11];

	for (size_t i = 0; i < in->promise->plan->material_count; i++) {
		enum material_state s = intake_material_state(in, i, &date, &why);
		const char *name = in->promise->plan->materials[i].material->name;
		if (s == MS_DEFERRED)
			buf_format(out, " 容缺 %s  %s 前交,窗口、网上、快递均可\n", name, day_iso(date, day));
		if (s == MS_DEFECTIVE)
			buf_format(out, " 有问题 %s:%s\n", name, why);
	}
}

static void papers(const struct promise *p, struct buf *out)
{
	size_t n = 0;

	buf_text(out, "\n 将打印  ");
	for (int i = 0; i < document_kind_count; i++) {
		const struct document_kind *k = &document_kinds[i];
		if (p->deferred ? k->deferred : k->accept)
			buf_format(out, "%s%s %s ×%d", n++ ? "   " : "", k->title, k->paper, k->copies);
	}
	buf_text(out, "\n 将分派  ");
	for (size_t i = 0; i < p->item_count; i++) {
		const struct department *dep = p->items[i].item->item->department;
		size_t same = 0, before = 0;
		for (size_t k = 0; k < p->item_count; k++)
			if (p->items[k].item->item->department == dep)
				same++, before += k < i;
		if (!before)
			buf_format(out, "%s %zu   ", dep->name, same);
	}
	buf_text(out, "\n\n 请申请人核对姓名、证件号、电话");
	buf_text(out, p->deferred ? ",并在承诺书上签字。" : "。");
}

static char *review(const struct intake *in)
{
	struct buf out;

	buf_init(&out, BUF_SMALL);
	problems(in->promise, &out);
	who(in, &out);
	when(in->promise, &out);
	items(in->promise, &out);
	buf_text(&out, "\n");
	deferred(in, &out);
	papers(in->promise, &out);
	return buf_take(&out);
}

/* --- the view ------------------------------------------------------------------------------------------------ */

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
	char *text = review(c->d->intake);
	c->frame = form_new(picture, NULL, c);
	c->text = scroll_new(text ? text : "", true);
	free(text);
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
	struct confirm *c = v->data;

	view_place(v, form_widget(c->frame), area);
	view_place(v, scroll_widget(c->text), form_area(c->frame, "review"));
}

static void draw(struct view *v)
{
	struct confirm *c = v->data;

	accept_head(c->d, form_area(c->frame, "head"), STEP_CONFIRM);
}

static const char *hints(struct view *v)
{
	struct confirm *c = v->data;

	return c->d->intake && c->d->intake->promise->problem_count ? "Esc 回去补" : "按 F10 才编号受理";
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* The one key that promises. Whatever comes back, the words say 已受理 or 未受理. */
enum command_answer accept_commit(struct desk *d, enum outcome outcome)
{
	static const char *const done[] = {
		[OUTCOME_ACCEPT] = "已受理", [OUTCOME_RECEIVE] = "已收件(未受理)", [OUTCOME_NOTICE] = "已出一次性告知书(未受理)" };
	struct accepted a;
	struct err err;
	char groups[28];
	enum status st = intake_accept(d->intake, outcome, &a, &err);

	if (st != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	desk_drop_intake(d);
	number_groups(a.number, groups);
	st = view_replace(d->ui, &dossier_view, a.number, &err);
	if (st != ST_OK)
		desk_fail(d, &err);
	message_say(d->ui, "%s%s 办件号 %s,任务 %zu 个,文书 %zu 份正在打印", a.again ? "先前" : "",
		outcome == OUTCOME_ACCEPT && a.deferred ? "已容缺受理" : done[outcome], groups, a.tasks, a.papers);
	desk_refresh_status(d);
	return COMMAND_DONE;
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

	if (!p->unchecked && !p->defective) {
		message_refuse(d->ui, "E-6314", "材料都齐,没有可告知的缺项;请按 F10 受理");
		return COMMAND_REFUSED;
	}
	prompt_confirm(call->ui, "不受理,打一次性告知书(缺的和有问题的一次写全)?", notice_sure, d);
	return COMMAND_DONE;
}

static void receive_sure(void *ctx, const char *yes)
{
	if (yes && !strcmp(yes, "yes"))
		accept_commit(ctx, OUTCOME_RECEIVE);
}

enum command_answer cmd_confirm_receive(void *app, const struct call *call)
{
	prompt_confirm(call->ui, "只收件,五个工作日内答复是否受理?", receive_sure, app);
	return COMMAND_DONE;
}

enum command_answer cmd_confirm_explain(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct promise *p = d->intake->promise;
	struct buf out;
	struct err err;
	char day[11];

	buf_init(&out, BUF_SMALL);
	buf_text(&out, "整件承诺(K2)\n  ");
	deadline_explain(&p->promised, &out);
	if (p->statutory.due != DAY_NONE) {
		buf_text(&out, "\n\n法定期限(K3)\n  ");
		deadline_explain(&p->statutory, &out);
	}
	for (size_t i = 0; i < p->item_count; i++) {
		buf_format(&out, "\n\n%zu %s  承诺 %s\n  ", i + 1, p->items[i].item->item->name,
			day_iso(p->items[i].promised.due, day));
		deadline_explain(&p->items[i].promised, &out);
		buf_format(&out, "\n  依据 %s", p->items[i].item->item->legal_basis);
	}
	enum status st = scroll_open(call->ui, "日期是怎么算的", out.data, true, &err);
	buf_release(&out);
	return desk_answer(d, st, &err);
}

ACCEPT_CONTEXTS("accept-confirm")

const struct view_ops accept_confirm_view = {
	.context = "accept-confirm", .title = "受理 第五步:确认", .help = "请申请人看着核对。按 F10 才编号、入库、打印、分派,一次完成。",
	.size = sizeof(struct confirm), .open = open_confirm, .close = close_confirm, .layout = layout, .draw = draw,
	.hints = hints, .contexts = contexts,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/words.h"
#include "hall/print_job.h"
#include "ui/wrap.h"

/* --- lines --------------------------------------------------------------------------------------------------- */

/* Text over several lines, the later ones under the beginning of the first: `head` stands before it. */
static void put_hanging(struct buf *out, int width, const char *head, const char *text)
{
	int indent = text_width(head);
	size_t n = strlen(text), next;

	buf_text(out, head);
	for (; n; text += next, n -= next) {
		size_t size = wrap_line(text, n, width - indent, &next);
		buf_add(out, text, size);
		buf_char(out, '\n');
		for (int i = 0; next < n && i < indent; i++)
			buf_char(out, ' ');
	}
}

/* A cell of a table: cut or filled up to `cells`, on its left when `right`. */
static void put_cell(struct buf *out, int cells, bool right, const char *text)
{
	int used;
	size_t n = text_fit(text, cells, &used);
	bool cut = text[n] != '\0';

	if (cut)
		n = text_fit(text, cells - 1, &used);
	for (int i = used + cut; right && i < cells; i++)
		buf_char(out, ' ');
	buf_add(out, text, n);
	if (cut)
		buf_text(out, "…");
	for (int i = used + cut; !right && i < cells; i++)
		buf_char(out, ' ');
}

/* --- the two lines above ------------------------------------------------------------------------------------- */

void review_who(const struct intake *in, struct buf *out)
{
	const struct request *r = &in->request;
	bool courier = !strcmp(r->delivery_mode, "courier");

	buf_text(out, *r->applicant.name ? r->applicant.name : "(未填姓名)");
	buf_format(out, "  %s  %s", *r->applicant.id_number ? r->applicant.id_number :
		r->applicant.company ? "(无信用代码)" : "(未填证件号)",
		*r->applicant.phone ? r->applicant.phone : "(未填电话)");
	buf_format(out, "  %s", courier ? "邮寄" : !strcmp(r->delivery_mode, "electronic") ? "电子送达" : "窗口领取");
	if (r->agent.present)
		buf_format(out, "  代理人 %s", *r->agent.name ? r->agent.name : "(未填)");
}

enum look review_verdict(const struct intake *in, struct buf *out)
{
	const struct promise *p = in->promise;

	if (p->problem_count) {
		const struct problem **list;
		buf_format(out, "还不能受理:有 %zu 处要先补好", intake_problems(in, &list));
		free(list);
		return LOOK_BAD;
	}
	buf_text(out, p->deferred ? "容缺受理  承诺 " : "受理  承诺 ");
	limit_text(p->promised.limit, out);
	buf_text(out, ",");
	words_day(p->promised.due, p->day, out);
	buf_format(out, "(星期%s)前办结%s", p->promised.due == DAY_NONE ? "-" : day_weekday_name(p->promised.due),
		p->promised.estimated ? ",预估" : "");
	if (p->statutory.due != DAY_NONE) {
		buf_text(out, ";法定最迟 ");
		words_day(p->statutory.due, p->day, out);
		buf_text(out, p->statutory.estimated ? "(预估)" : "");
	}
	return p->deferred ? LOOK_WARN : LOOK_GOOD;
}

/* --- the text below ------------------------------------------------------------------------------------------ */

static void put_problems(const struct intake *in, int width, struct buf *out)
{
	static const char *const names[] = { [STEP_BUNDLE] = "事项", [STEP_SITUATION] = "情形", [STEP_APPLICANT] = "申请人",
		[STEP_MATERIALS] = "材料", [STEP_CONFIRM] = "确认" };
	const struct problem **list;
	size_t n = intake_problems(in, &list);
	struct buf head, text;

	buf_init(&head, BUF_SMALL);
	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < n; i++) {
		const struct problem *q = list[i];
		buf_clear(&head);
		buf_clear(&text);
		put_cell(&head, 8, false, i && list[i - 1]->step == q->step ? "" : names[q->step]);
		buf_format(&text, "%s %s", q->err.code, q->err.text);
		put_hanging(out, width, head.data, text.data);
	}
	for (size_t i = 0; i < in->promise->advice_count; i++)
		put_hanging(out, width, "请核对  ", in->promise->advice[i].err.text);
	if (n || in->promise->advice_count)
		buf_char(out, '\n');
	free(list);
	buf_release(&head);
	buf_release(&text);
}

static void put_days(const struct promise *p, int width, struct buf *out)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	promise_explain(&p->promised, p->plan->promised, p->published, &text);
	put_hanging(out, width, p->problem_count ? "若受理  " : "算法    ", text.data);
	buf_release(&text);
}

/* One line an item: what, who, how long, until when, after which. */
static void put_item(const struct promise *p, size_t i, int width, struct buf *out)
{
	enum { LIMIT = 9, DUE = 9, AFTER = 8, WHO = 21 };
	const struct plan_item *it = p->items[i].item;
	struct buf cell;
	char number[16];

	buf_init(&cell, BUF_SMALL);
	snprintf(number, sizeof number, "%2d ", (int)(it - p->plan->items) + 1);
	buf_text(out, number);
	put_cell(out, width - 3 - LIMIT - DUE - AFTER - WHO, false, it->item->name);
	buf_char(out, ' ');
	put_cell(out, WHO - 1, false, it->item->department->name);
	words_limit(it->promised, &cell);
	put_cell(out, LIMIT, true, cell.data);
	buf_clear(&cell);
	words_day(p->items[i].promised.due, p->day, &cell);
	put_cell(out, DUE, true, cell.data);
	buf_clear(&cell);
	for (size_t k = 0; k < it->after_count; k++)
		buf_format(&cell, "%s%d", k ? "," : " 后于 ", it->after[k] + 1);
	buf_text(out, cell.data);
	buf_char(out, '\n');
	buf_release(&cell);
}

/* C-16 */
static void put_verify_by(const struct promise *p, size_t index, struct buf *out)
{
	day_t by = request_material(p->request, p->plan->materials[index].material->id)->date;

	buf_text(out, ",以告知承诺代替");
	if (by == DAY_NONE)
		return;
	buf_text(out, ",部门 ");
	words_day(by, p->day, out);
	buf_text(out, " 前核查");
}

/* What comes later, what is wrong with a paper, what a pledge stands in for. */
static void put_materials(const struct intake *in, int width, struct buf *out)
{
	struct buf text;
	day_t date;
	const char *why;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < in->promise->plan->material_count; i++) {
		enum material_state s = intake_material_state(in, i, &date, &why);
		buf_clear(&text);
		buf_text(&text, in->promise->plan->materials[i].material->name);
		if (s == MS_DEFERRED) {
			buf_text(&text, ",");
			words_day(date, in->promise->day, &text);
			buf_text(&text, " 前交,窗口、网上、快递均可");
		} else if (s == MS_DEFECTIVE) {
			buf_format(&text, ":%s", why);
		} else if (s == MS_PLEDGED) {
			put_verify_by(in->promise, i, &text);
		}
		if (s == MS_DEFERRED || s == MS_DEFECTIVE || s == MS_PLEDGED)
			put_hanging(out, width, s == MS_DEFERRED ? "容缺    " : s == MS_PLEDGED ? "承诺    " : "有问题  ", text.data);
	}
	buf_release(&text);
}

static void put_papers(const struct promise *p, int width, struct buf *out)
{
	struct buf text;
	size_t n = 0;

	buf_init(&text, BUF_SMALL);
	for (int i = 0; i < document_kind_count; i++) {
		const struct document_kind *k = &document_kinds[i];
		if ((p->deferred ? k->deferred : k->accept) || (k->pledge && p->pledged))
			buf_format(&text, "%s%s %s ×%d", n++ ? "   " : "", k->title, k->paper, k->copies);
	}
	put_hanging(out, width, "将打印  ", text.data);
	buf_release(&text);
}

static void put_departments(const struct promise *p, int width, struct buf *out)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	for (size_t i = 0; i < p->item_count; i++) {
		const struct department *dep = p->items[i].item->item->department;
		size_t same = 0, before = 0;
		for (size_t k = 0; k < p->item_count; k++)
			if (p->items[k].item->item->department == dep)
				same++, before += k < i;
		if (!before)
			buf_format(&text, "%s%s %zu", text.len ? "   " : "", dep->name, same);
	}
	put_hanging(out, width, "将分派  ", text.data);
	buf_release(&text);
}

static void put_where(const struct request *r, int width, struct buf *out)
{
	struct buf text;

	buf_init(&text, BUF_SMALL);
	if (r->agent.present) {
		buf_format(&text, "%s  %s  %s%s%s", r->agent.name, r->agent.id_number, r->agent.phone,
			r->agent.may_promise ? "  可代签承诺" : "", r->agent.may_collect ? "  可代领结果" : "");
		put_hanging(out, width, "代理人  ", text.data);
	}
	if (!strcmp(r->delivery_mode, "courier"))
		put_hanging(out, width, "邮寄到  ", *r->delivery_address ? r->delivery_address : "(未填)");
	buf_release(&text);
}

void review_text(const struct intake *in, int width, struct buf *out)
{
	const struct promise *p = in->promise;

	put_problems(in, width, out);
	put_where(&in->request, width, out);
	put_days(p, width, out);
	for (size_t i = 0; i < p->item_count; i++)
		put_item(p, i, width, out);
	put_materials(in, width, out);
	put_papers(p, width, out);
	put_departments(p, width, out);
	buf_format(out, "请申请人核对姓名、证件号、电话%s\n", p->deferred || p->pledged ? ",并在承诺书上签字" : "");
}

void review_dates(const struct intake *in, struct buf *out)
{
	const struct promise *p = in->promise;
	char day[11];

	buf_text(out, "整件承诺(K2)\n  ");
	promise_explain(&p->promised, p->plan->promised, p->published, out);
	if (p->statutory.due != DAY_NONE) {
		buf_text(out, "\n\n法定期限(K3)\n  ");
		deadline_explain(&p->statutory, out);
	}
	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = p->items[i].item;
		buf_format(out, "\n\n%d %s  承诺 %s\n  ", (int)(it - p->plan->items) + 1, it->item->name,
			day_iso(p->items[i].promised.due, day));
		promise_explain(&p->items[i].promised, it->promised, p->items[i].published, out);
		buf_format(out, "\n  依据 %s", it->item->legal_basis);
	}
}

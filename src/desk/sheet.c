/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/commands.h"
#include "hall/print_outlook.h"
#include "hall/sheet.h"
#include "ui/scroll.h"

/* Read before it is printed. It knows no person and changes nothing of what is being taken in. */
struct sheet_view {
	struct desk *d;
	struct scroll *scroll;
	struct sheet sheet;
	struct answer *answers;
	struct plan *plan;
	bool large;
};
struct sheet_argument { const struct catalogue *catalogue; int version; const struct bundle *bundle; bool guide; };

/* The answers of the intake, as the catalogue has them. */
static void take_answers(struct sheet_view *s, const struct catalogue *c, const struct request *r)
{
	s->answers = mem_array(r->answer_count + 1, sizeof *s->answers);
	for (size_t i = 0; i < r->answer_count; i++) {
		const struct question *q = catalogue_question(c, r->answers[i].question);
		const struct choice *choice = q ? question_choice(q, r->answers[i].choice) : NULL;
		if (choice)
			s->answers[s->sheet.answer_count++] = (struct answer){ q, choice };
	}
	s->sheet.answers = s->answers;
}

static enum status make_text(struct sheet_view *s, struct buf *out, struct err *err)
{
	struct document *document;
	enum status st = sheet_fill(s->d->hall, &s->d->actor, &s->sheet, PAPER_A4, s->large, &document, err);

	if (st == ST_OK)
		document_text(document, 0, draw_width() < 100 ? 78 : 96, out);
	document_free(document);
	return st;
}

static enum status open_sheet(struct view *v, void *argument, struct err *err)
{
	const struct sheet_argument *a = argument;
	struct sheet_view *s = v->data;
	const struct intake *in;
	struct buf text;
	enum status st;

	s->d = v->app;
	s->large = hall_int(s->d->hall, "printer.large") != 0;
	s->sheet = (struct sheet){ .bundle = a->bundle, .catalogue_version = a->version, .guide = a->guide };
	in = s->d->intake && s->d->intake->bundle && strcmp(s->d->intake->bundle->id, a->bundle->id) == 0 ? s->d->intake : NULL;
	if (in)
		take_answers(s, a->catalogue, &in->request);
	st = plan_make(a->bundle, s->answers, s->sheet.answer_count, in ? (const char *const *)in->request.unticked : NULL,
		in ? in->request.unticked_count : 0, &s->plan, err);
	if (st != ST_OK)
		return st;
	s->sheet.plan = s->plan;
	buf_init(&text, BUF_LARGE);
	st = make_text(s, &text, err);
	s->scroll = scroll_new(text.len ? text.data : "", false);
	view_add(v, scroll_widget(s->scroll));
	buf_release(&text);
	return st;
}

static void close_sheet(struct view *v)
{
	struct sheet_view *s = v->data;

	scroll_free(s->scroll);
	plan_free(s->plan);
	free(s->answers);
}

static void layout(struct view *v, struct area area)
{
	struct sheet_view *s = v->data;

	view_place(v, scroll_widget(s->scroll), (struct area){ area.row + 2, area.col + 1, area.height - 2, area.width - 2 });
}

static void draw(struct view *v)
{
	const struct sheet_view *s = v->data;
	struct area a = view_area(v);

	draw_format(a.row, a.col + 1, a.width - 2, LOOK_TITLE, "%s:%s%s%s", s->sheet.guide ? "办事指南" : "咨询",
		s->sheet.bundle->name, s->sheet.guide ? "" : " 办事一次性告知单", s->large ? "(大字版)" : "");
	draw_rule(a.row + 1, a.col, a.width);
}

/* --- commands ---------------------------------------------------------------------------------------------------- */

enum command_answer cmd_sheet_print(void *app, const struct call *call)
{
	struct desk *d = app;
	struct sheet_view *s = call->view->data;
	char outlook[OUTLOOK_SIZE];
	struct print_job job;
	struct err err;
	enum status st = sheet_print(d->hall, &d->actor, &s->sheet, "", s->large, &job, &err);

	if (st == ST_OK) {
		(void)print_outlook(d->hall, &job, outlook);
		message_say(d->ui, "「%s」%s%s %s", job.title, s->large ? "大字版 " : "", job.number, outlook);
		view_close(call->view);
	}
	return desk_answer(d, st, &err);
}

enum command_answer cmd_sheet_large(void *app, const struct call *call)
{
	struct sheet_view *s = call->view->data;

	(void)app;
	s->large = !s->large;
	view_dirty(call->view);
	return COMMAND_DONE;
}

static const char *const *contexts(struct view *v)
{
	static const char *const list[] = { "sheet", "reader", NULL }, *const guide[] = { "guide", "sheet", "reader", NULL };

	return ((struct sheet_view *)v->data)->sheet.guide ? guide : list;
}

static const struct view_ops sheet_ops = {
	.context = "sheet", .title = "办事一次性告知单",
	.help = "给咨询的人:没有办件、不记姓名、不盖章。F10 打印,Esc 返回,什么都不改。", .size = sizeof(struct sheet_view),
	.open = open_sheet, .close = close_sheet, .layout = layout, .draw = draw, .contexts = contexts,
};

static const struct view_ops guide_ops = {
	.context = "guide", .title = "办事指南",
	.help = "谁能办、到哪里、要什么、多久、多少钱、依据、先后次序、合办省多少。F10 打印,T 大字,Esc 返回,什么都不改。",
	.size = sizeof(struct sheet_view), .open = open_sheet, .close = close_sheet, .layout = layout, .draw = draw, .contexts = contexts,
};

enum command_answer sheet_show(struct desk *d, const struct catalogue *catalogue, int version, const struct bundle *bundle)
{
	struct err err;

	return desk_answer(d, view_open(d->ui, &sheet_ops, &(struct sheet_argument){ catalogue, version, bundle, false }, &err), &err);
}

enum command_answer guide_show(struct desk *d, const struct catalogue *catalogue, int version, const struct bundle *bundle)
{
	struct err err;

	return desk_answer(d, view_open(d->ui, &guide_ops, &(struct sheet_argument){ catalogue, version, bundle, true }, &err), &err);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/dossier_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "desk/accept.h"
#include "desk/attachments.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "desk/preview.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/clock.h"
#include "hall/print_outlook.h"
#include "law/number.h"
#include "law/states.h"
#include "ui/scroll.h"

/* --- the view ------------------------------------------------------------------------------------------------ */

/* The papers of this dossier, in the order in which they were made. */
static enum status read_papers(struct dossier *o, struct err *err)
{
	enum status st = ST_OK;

	o->paper_count = 0;                          /* papers are full personal data, of all items: not a department's */
	if (!desk_department(o->d))
		st = print_job_of(o->d->hall, o->number, o->papers, PAPERS_ROOM, &o->paper_count, err);
	for (size_t i = 0; i < o->paper_count / 2; i++) {
		struct print_job last = o->papers[o->paper_count - 1 - i];
		o->papers[o->paper_count - 1 - i] = o->papers[i];
		o->papers[i] = last;
	}
	return st;
}

static enum status read_attachments(struct dossier *o, struct err *err)
{
	struct attachment *all = NULL;
	struct rows *sent = NULL;
	size_t count = 0;
	enum status st = attachment_list_in(o->d->hall, o->json, &all, &count, err);

	if (st == ST_OK && count)
		st = attachment_sent(o->d->hall, &o->d->actor, o->number, &sent, err);
	if (st == ST_OK) {
		free(o->attachments);
		rows_free(o->sent);
		o->attachments = all;
		o->attachment_count = count;
		o->sent = sent;
	} else {
		free(all);
	}
	return st;
}

static enum status read_again(struct dossier *o, struct err *err)
{
	json_t *fresh;
	enum status st = dossier_json_for(o->d->hall, &o->d->actor, o->number, true, &fresh, err);

	if (st != ST_OK)
		return st;
	json_decref(o->json);
	o->json = fresh;
	st = read_papers(o, err);
	if (st == ST_OK)
		st = read_attachments(o, err);
	dossier_lines(o);
	return st;
}

static enum status open_dossier(struct view *v, void *argument, struct err *err)
{
	struct dossier *o = v->data;
	const struct picture *picture = ui_picture(v->ui, "dossier", err);

	o->d = v->app;
	o->view = v;
	snprintf(o->number, sizeof o->number, "%s", (const char *)argument);
	if (!picture)
		return err->status;
	enum status st = read_again(o, err);
	if (st != ST_OK)
		return st;
	o->frame = form_new(picture, NULL, o);
	o->list = dossier_list(o);
	view_add(v, form_widget(o->frame));
	view_add(v, list_widget(o->list));
	list_reload(o->list);
	view_focus(v, list_widget(o->list));
	return ST_OK;
}

static void close_dossier(struct view *v)
{
	struct dossier *o = v->data;

	list_free(o->list);
	form_free(o->frame);
	json_decref(o->json);
	free(o->attachments);
	rows_free(o->sent);
	free(o->lines);
}

static void layout(struct view *v, struct area area)
{
	struct dossier *o = v->data;

	view_place(v, form_widget(o->frame), area);
	struct area rows = form_area(o->frame, "rows");
	dossier_fit(o, rows.width);
	view_place(v, list_widget(o->list), rows);
}

/* Before acceptance: what the hall owes the applicant, or he the hall, and until when. */
static void owed(const json_t *due, struct buf *line)
{
	static const struct { const char *member, *before, *after; } rows[] = { { "notice", "  请在 ", " 前答复" },
		{ "correction", "  申请人在 ", " 前补正" } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		day_t day = day_parse(card_text(due, rows[i].member));
		if (day == DAY_NONE)
			continue;
		buf_text(line, rows[i].before);
		words_day(day, clock_today(), line);
		buf_text(line, rows[i].after);
	}
}

static void draw_about(struct dossier *o, struct area a)
{
	const json_t *who = json_object_get(o->json, "applicant"), *due = json_object_get(o->json, "due");
	day_t statutory = day_parse(card_text(due, "statutory"));
	struct buf line;
	char groups[28];

	number_groups(o->number, groups);
	draw_format(a.row, a.col, a.width, LOOK_STRONG, " %s   %s   %s", groups, card_text(json_object_get(o->json, "bundle"), "name"),
		card_text(o->json, "state_name"));
	draw_format(a.row + 1, a.col, a.width, LOOK_PLAIN, " %s  %s  %s  %s", card_text(who, "name"), card_text(who, "id_number"),
		card_text(who, "phone"), card_text(json_object_get(o->json, "delivery"), "mode_name"));
	buf_init(&line, BUF_SMALL);
	bool accepted = *card_text(o->json, "accepted_at");
	buf_text(&line, accepted ? " 受理 " : " 收件 ");
	card_moment(card_text(o->json, accepted ? "accepted_at" : "received_at"), &line);
	struct buf promise;
	buf_init(&promise, BUF_SMALL);
	enum look look = card_due(o->d, o->json, &promise);
	buf_format(&line, "%s%s", promise.len ? "  " : "", promise.data);
	buf_release(&promise);
	if (!accepted)
		owed(due, &line);
	if (statutory != DAY_NONE) {
		buf_text(&line, json_is_true(json_object_get(due, "statutory_estimated")) ? "  法定预估" : "  法定 ");      /* T-13 */
		words_day(statutory, clock_today(), &line);
	}
	if (!desk_department(o->d))
		buf_format(&line, "  查询码 %s", card_text(json_object_get(o->json, "codes"), "query"));
	draw_text(a.row + 2, a.col, a.width, look, line.data);
	buf_release(&line);
}

static void draw(struct view *v)
{
	struct dossier *o = v->data;
	struct buf title;

	buf_init(&title, BUF_SMALL);
	buf_text(&title, "办件 ");
	row_number_tail(o->number, &title);
	desk_head(o->d, form_area(o->frame, "head").row, view_area(v).width, title.data);
	buf_release(&title);
	draw_about(o, form_area(o->frame, "about"));
	dossier_detail(o, form_area(o->frame, "detail"));
}

static void changed(struct view *v)
{
	struct dossier *o = v->data;
	struct err err;

	if (read_again(o, &err) != ST_OK)
		desk_fail(o->d, &err);
	list_reload(o->list);
	view_dirty(v);
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* The paper under the bar, else the first one. */
static const struct print_job *chosen_paper(const struct call *call)
{
	struct dossier *o = call->view->data;
	size_t row = list_selected(o->list);

	if (row != LIST_NONE && o->lines[row].part == PART_PAPER)
		return &o->papers[o->lines[row].at];
	if (o->paper_count)
		return &o->papers[0];
	message_say(call->ui, "这件还没有文书");
	return NULL;
}

enum command_answer cmd_dossier_continue(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	char number[DOSSIER_NUMBER_SIZE];

	memcpy(number, o->number, sizeof number);      /* the view is closed for the steps */
	return accept_continue(app, call->view, number);
}

enum command_answer cmd_dossier_acts(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	struct err err;

	return desk_answer(app, view_open(call->ui, &acts_view, o->number, &err), &err);
}

enum command_answer cmd_dossier_preview(void *app, const struct call *call)
{
	const struct print_job *j = chosen_paper(call);

	return j ? preview_open(app, j) : COMMAND_REFUSED;
}

/* A paper is looked at; of a task or a material one wants to know what can be done. */
enum command_answer cmd_dossier_choose(void *app, const struct call *call)
{
	const struct dossier *o = call->view->data;
	size_t row = list_selected(o->list);

	return row != LIST_NONE && o->lines[row].part == PART_PAPER ? cmd_dossier_preview(app, call) : cmd_dossier_acts(app, call);
}

static void reprint_because(void *ctx, const char *why)
{
	struct view *v = ctx;
	struct dossier *o = v->data;
	char outlook[OUTLOOK_SIZE];
	struct print_job made = { .id = 0 };
	struct err err;

	if (!why)
		return;
	if (print_job_reprint(o->d->hall, &o->d->actor, o->number, o->asked.kind, why, "", o->asked.large, &made, &err) != ST_OK)
		desk_fail(o->d, &err);
	else {
		(void)print_outlook(o->d->hall, &made, outlook);
		message_say(o->d->ui, "「%s」补打 第%d次,%s", made.title, made.copy_no, outlook);
	}
	changed(v);
	for (size_t i = 0; i < o->line_count; i++)
		if (o->lines[i].part == PART_PAPER && o->papers[o->lines[i].at].id == made.id)
			list_select(o->list, i);
}

enum command_answer cmd_dossier_reprint(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	const struct print_job *j = chosen_paper(call);
	char label[128];

	(void)app;
	if (!j)
		return COMMAND_REFUSED;
	o->asked = *j;
	snprintf(label, sizeof label, "补打「%s」的原因:", j->title);
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .max = 40, .check = reprint_reason, .done = reprint_because,
		.ctx = call->view });
	return COMMAND_DONE;
}

/* The scans of the material under the bar, else of the first. */
enum command_answer cmd_dossier_attachments(void *app, const struct call *call)
{
	const struct dossier *o = call->view->data;
	size_t row = list_selected(o->list), at = row != LIST_NONE && o->lines[row].part == PART_MATERIAL ? o->lines[row].at : 0;
	const json_t *m = json_array_get(json_object_get(o->json, "materials"), at);
	struct attachment_place place = { .draft = "" };
	struct err err;

	if (!m) {
		message_say(call->ui, "这件没有要交的材料");
		return COMMAND_REFUSED;
	}
	snprintf(place.number, sizeof place.number, "%s", o->number);
	text_copy(place.material, sizeof place.material, card_text(m, "id"));
	text_copy(place.name, sizeof place.name, card_text(m, "name"));
	return desk_answer(app, view_open(call->ui, &attachments_view, &place, &err), &err);
}

/* Every clock with its light, and how each of its days was counted. */
enum command_answer cmd_dossier_clocks(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct dossier *o = call->view->data;
	struct clock_list *list = NULL;
	struct buf text;
	struct err err;
	enum status st = clock_list_for(d->hall, &d->actor, o->number, &list, &err);

	buf_init(&text, BUF_LARGE);
	if (st == ST_OK) {
		clock_list_text(list, true, &text);
		st = scroll_open(call->ui, "期限是怎么算的", text.data, true, &err);
	}
	buf_release(&text);
	clock_list_free(list);
	return desk_answer(d, st, &err);
}

/* Everything in full: who decides must read it, and the trail says who did. */
static enum status reveal(void *ctx, const char *why, struct buf *out, struct err *err)
{
	const struct dossier *o = ctx;
	json_t *json = NULL;
	enum status st = dossier_reveal(o->d->hall, &o->d->actor, o->number, why, &json, err);

	if (st == ST_OK)
		card_reveal(json, out);
	json_decref(json);
	return st;
}

enum command_answer cmd_dossier_reveal(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;

	o->secret = (struct card_secret){ app, "看原文的理由(留痕):", "申请原文", reveal, o };
	card_ask_secret(&o->secret);
	return COMMAND_DONE;
}

/* On to the first row of the next part. */
enum command_answer cmd_dossier_other(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	size_t row = list_selected(o->list), n = o->line_count;

	(void)app;
	for (size_t k = 1; row != LIST_NONE && k <= n; k++) {
		size_t i = (row + k) % n;
		if (o->lines[i].part == PART_HEADING && i + 1 < n) {
			size_t last = i + 1;
			while (last + 1 < n && o->lines[last + 1].part != PART_HEADING)
				last++;
			list_select(o->list, last);      /* so that all of the part comes into sight */
			list_select(o->list, i + 1);
			break;
		}
	}
	return COMMAND_DONE;
}

/* F10 pressed once more than it took to accept (reliability no. 14): nothing happens again, and it says what did. */
enum command_answer cmd_dossier_again(void *app, const struct call *call)
{
	const struct dossier *o = call->view->data;
	char groups[28];

	(void)app;
	number_groups(o->number, groups);
	message_say(call->ui, "%s 办件号 %s,不会再办一次", card_text(o->json, "state_name"), groups);
	return COMMAND_DONE;
}

/* What is only received can be gone on with. */
static const char *const *contexts(struct view *v)
{
	static const char *const received[] = { "dossier-received", "dossier", NULL }, *const others[] = { "dossier", NULL },
		*const department[] = { "dossier-department", NULL };
	const struct dossier *o = v->data;

	if (desk_department(o->d))
		return department;
	return strcmp(card_text(o->json, "state"), dossier_state_code(DOSSIER_RECEIVED)) == 0 ? received : others;
}

const struct view_ops dossier_view = {
	.context = "dossier", .title = "办件", .help = "任务自己会动:○待推 ◐办理 ●办结 !退回。下面的键只列这一屏、这个岗位能用的。",
	.size = sizeof(struct dossier), .open = open_dossier, .close = close_dossier, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed, .contexts = contexts,
};

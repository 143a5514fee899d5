/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/errand_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/accept.h"
#include "desk/act_ask.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "hall/errand_draft.h"
#include "hall/errand_paper.h"
#include "hall/print_outlook.h"
#include "ui/scroll.h"

/* --- the view ------------------------------------------------------------------------------------------------------------------ */

static enum status read_again(struct errand *e, struct err *err)
{
	json_t *json;
	enum status st = errand_json(e->d->hall, &e->d->actor, e->number, NULL, &json, err);

	if (st != ST_OK)
		return st;
	json_decref(e->json);
	e->json = json;
	st = errand_options(e->d->hall, &e->d->actor, e->number, e->options, OPTIONS_MOST, &e->option_count, err);
	errand_lines(e);
	return st;
}

static enum status open_errand(struct view *v, void *argument, struct err *err)
{
	struct errand *e = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	e->d = v->app;
	e->view = v;
	snprintf(e->number, sizeof e->number, "%s", (const char *)argument);
	if (!picture)
		return err->status;
	enum status st = read_again(e, err);
	if (st != ST_OK)
		return st;
	e->frame = form_new(picture, NULL, e);
	e->list = errand_rows(e);
	view_add(v, form_widget(e->frame));
	view_add(v, list_widget(e->list));
	list_reload(e->list);
	view_focus(v, list_widget(e->list));
	return ST_OK;
}

static void close_errand(struct view *v)
{
	struct errand *e = v->data;

	prompt_drop(v->ui, e);
	list_free(e->list);
	form_free(e->frame);
	json_decref(e->json);
	free(e->lines);
}

static void layout(struct view *v, struct area area)
{
	struct errand *e = v->data;

	view_place(v, form_widget(e->frame), area);
	view_place(v, list_widget(e->list), form_area(e->frame, "rows"));
}

static void draw(struct view *v)
{
	struct errand *e = v->data;
	char title[80];

	snprintf(title, sizeof title, "%s %.4s  %s", card_text(e->json, "kind_name"), e->number + strlen(e->number) - 4, card_text(e->json, "state_name"));
	desk_head(e->d, form_area(e->frame, "head").row, view_area(v).width, title);
	errand_detail(e, form_area(e->frame, "detail"));
}

static void changed(struct view *v)
{
	struct errand *e = v->data;
	struct err err;

	if (read_again(e, &err) != ST_OK)
		desk_fail(e->d, &err);
	list_reload(e->list);
	view_dirty(v);
}

enum command_answer errand_open(struct desk *d, const char *number)
{
	struct err err;

	return desk_answer(d, view_open(d->ui, &errand_view, (void *)(uintptr_t)number, &err), &err);
}

/* --- commands ------------------------------------------------------------------------------------------------------------------- */

/* The questions are over: it stands on top again. */
static enum status answered(struct desk *d, const struct act_value *values, size_t count, struct err *err)
{
	struct view *v = view_top(d->ui);
	struct errand_done done;

	if (!v || v->ops != &errand_view)
		return ST_OK;
	struct errand *e = v->data;
	const struct errand_call call = { .uuid = e->uuid, .number = e->number, .word = e->asking->word, .values = values, .count = count };
	enum status st = errand_act(d->hall, &d->actor, &call, &done, err);
	e->unknown = st == ST_UNKNOWN;
	if (st != ST_OK)
		return st;
	ui_changed(d->ui);
	if (done.again)
		message_say(d->ui, "以前已经办过「%s」", done.act->name);
	else if (done.papers_out)
		message_say(d->ui, "已办「%s」;还有 %d 份材料没有交还,归档前要办「还材料」;按 P 打单子请双方签字", done.act->name, done.papers_out);
	else if (done.act->paper)
		message_say(d->ui, "已办「%s」;按 P 打单子请双方签字", done.act->name);
	else
		message_say(d->ui, "已办「%s」", done.act->name);
	return ST_OK;
}

/* The one of whom it can only be is not asked for. */
static void ask(struct errand *e, const struct act *act, size_t principal)
{
	char no[24];
	bool one = json_array_size(errand_part(e, "principals")) == 1, names = act->args && strcmp(act->args[0].name, "principal") == 0;

	snprintf(no, sizeof no, "%zu", principal ? principal : 1);
	if (!e->unknown || e->asking != act)
		crypto_uuid(e->uuid);
	e->asking = act;
	act_ask_values_given(e->d, act, &(struct act_value){ "principal", no }, names && (one || principal) ? 1 : 0, answered);
}

enum command_answer cmd_errand_do(void *app, const struct call *call)
{
	struct errand *e = call->view->data;
	size_t row = list_selected(e->list);
	struct desk *d = app;

	if (row == LIST_NONE)
		return COMMAND_REFUSED;
	const struct line *l = &e->lines[row];
	if (l->part == PART_OPTION) {
		ask(e, e->options[l->at], 0);
	} else if (l->part == PART_PRINCIPAL) {
		const char *dossier = card_text(json_array_get(errand_part(e, "principals"), l->at), "dossier");
		struct err err;
		if (*dossier)
			return desk_answer(d, view_open(d->ui, &dossier_view, (void *)(uintptr_t)dossier, &err), &err);
		message_say(d->ui, "这位委托人还没有办件;用「连办件」连上");
	} else {
		message_say(d->ui, "Enter 办「现在可以做」里所选的一项");
	}
	return COMMAND_DONE;
}

/* --- a draft for a principal (W-14) --------------------------------------------------------------------------------------------- */

/* The one under the bar, or the only one; 0: none. */
static int principal_chosen(const struct errand *e)
{
	size_t row = list_selected(e->list);

	if (json_array_size(errand_part(e, "principals")) == 1)
		return 1;
	if (row == LIST_NONE)
		return 0;
	const struct line *l = &e->lines[row];
	return l->part == PART_PRINCIPAL ? (int)l->at + 1 : l->part == PART_AUTHORITY ? (int)l->of + 1 : 0;
}

static enum status open_draft(struct errand *e, int principal, struct err *err)
{
	struct intake *in = NULL;
	struct request r;
	char resumed[37];
	struct desk *d = e->d;
	enum status st = errand_draft_begin(d->hall, &d->actor, e->number, principal, &r, resumed, err);

	if (st == ST_OK && *resumed) {
		st = intake_resume(d->hall, &d->actor, resumed, false, &in, err);
		request_release(&r);
	} else if (st == ST_OK) {
		in = intake_new(d->hall, &d->actor);
		request_release(&in->request);
		in->request = r;
	} else {
		request_release(&r);
	}
	if (st != ST_OK)
		return st;
	if (d->intake) {
		desk_save(d);
		desk_drop_intake(d);
	}
	d->intake = in;
	return accept_resume(d, err);
}

enum command_answer cmd_errand_draft(void *app, const struct call *call)
{
	struct errand *e = call->view->data;
	int principal = principal_chosen(e);
	struct err err;

	(void)app;
	if (!principal) {
		message_say(call->ui, "先把光标移到一位委托人上,再按 D 替他拟件");
		return COMMAND_REFUSED;
	}
	return desk_answer(e->d, open_draft(e, principal, &err), &err);
}

static enum status reveal(void *ctx, const char *why, struct buf *out, struct err *err)
{
	const struct errand *e = ctx;
	const json_t *p;
	json_t *json = NULL;
	size_t i;
	enum status st = errand_json(e->d->hall, &e->d->actor, e->number, why, &json, err);

	if (st != ST_OK)
		return st;
	json_array_foreach(json_object_get(json, "principals"), i, p)
		buf_format(out, "%d  %s\n    证件号 %s\n    电话 %s\n    住址 %s\n", (int)json_integer_value(json_object_get(p, "no")),
			card_text(p, "name"), card_text(p, "id_number"), card_text(p, "phone"), card_text(p, "address"));
	json_decref(json);
	return ST_OK;
}

enum command_answer cmd_errand_reveal(void *app, const struct call *call)
{
	struct errand *e = call->view->data;

	e->secret = (struct card_secret){ app, "看证件号和电话的理由(留痕):", "委托人原文", reveal, e };
	card_ask_secret(&e->secret);
	return COMMAND_DONE;
}

/* --- paper ----------------------------------------------------------------------------------------------------------------------- */

static void print_it(struct errand *e, int principal)
{
	const struct errand_paper p = { .number = e->number, .kind = e->kind, .principal = principal };
	char outlook[OUTLOOK_SIZE];
	struct print_job job;
	struct err err;

	if (errand_paper_print(e->d->hall, &e->d->actor, &p, "", &job, &err) != ST_OK) {
		desk_fail(e->d, &err);
		return;
	}
	(void)print_outlook(e->d->hall, &job, outlook);
	message_say(e->d->ui, "%s %s %d 联,%s;请双方签字", job.title, job.number, job.copies, outlook);
}

static void principal_told(void *ctx, const char *answer)
{
	struct errand *e = ctx;

	if (!answer)
		message_say(e->d->ui, "没有打印");
	else
		print_it(e, (int)strtol(answer, NULL, 10));
}

static void kind_told(void *ctx, const char *answer)
{
	struct errand *e = ctx;

	if (!answer) {
		message_say(e->d->ui, "没有打印");
		return;
	}
	e->kind = document_kind_find(answer)->kind;
	if (json_array_size(errand_part(e, "principals")) == 1)
		print_it(e, 1);
	else
		prompt_open(e->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "第几位委托人:", .max = 3, .initial = "1",
			.done = principal_told, .ctx = e });
}

enum command_answer cmd_errand_paper(void *app, const struct call *call)
{
	static const char *const keys[KINDS_MOST] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	struct errand *e = call->view->data;
	size_t n = 0;

	(void)app;
	for (const char *kind; n < KINDS_MOST && (kind = errand_paper_kind(n)) != NULL; n++) {
		const char *title = document_kind_find(kind)->title;
		size_t skip = strncmp(title, "帮办代办", strlen("帮办代办")) == 0 ? strlen("帮办代办") : 0;
		e->kinds[n] = (struct prompt_choice){ keys[n], kind, title + skip };
	}
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = "打:", .choices = e->kinds, .choice_count = n,
		.done = kind_told, .ctx = e });
	return COMMAND_DONE;
}

const struct view_ops errand_view = {
	.context = "errand", .title = "一件帮办", .help = "这件帮办代办现在可以做什么、委托人和授权、收下的材料、记录。Enter 办所选的一项,一项一项问;Esc 随时放下,什么也不改。",
	.size = sizeof(struct errand), .open = open_errand, .close = close_errand, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed,
};

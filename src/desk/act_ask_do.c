/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/act_ask_own.h"
#include "hall/print_outlook.h"
#include "ui/message.h"
#include "ui/scroll.h"

/* Behind the last question: what was said is read, and done once somebody is sure. */

/* W-5, W-14: decided on the spot, by somebody who does not hand over. */
static void say_whose_hand(struct desk *d)
{
	char who[120];

	act_roles(act_find(ACT_TASK, "hand-over")->by & ~BY(SYSTEM), who, sizeof who);
	message_say(d->ui, staff_role_in(d->actor.role, act_find(ACT_TASK, "hand-over")->by) ? "已办「即办」,已办结;结果以后再登记、送达" :
		"已办「即办」,已办结;结果由%s登记、送达(W-14)", who);
}

static void say_paper(struct desk *d, const struct acted *done)
{
	char outlook[OUTLOOK_SIZE];

	(void)print_outlook(d->hall, &(struct print_job){ .id = 0 }, outlook);
	message_say(d->ui, "已办「%s」,%s %s", done->act->name, done->document_no, outlook);
}

void act_say_done(struct desk *d, const struct acted *done)
{
	const struct act *act = done->act;

	ui_changed(d->ui);
	if (done->proposal)
		message_say(d->ui, "已提请「%s」,等督导或部门确认;办件没有改动", act->name);
	else if (act == &act_at_once && strcmp(done->task_state, task_state_code(TASK_GRANTED)) == 0)
		say_whose_hand(d);
	else if (*done->document_no)
		say_paper(d, done);
	else
		message_say(d->ui, "%s「%s」", done->again ? "以前已经办过" : "已办", act->name);
}

/* A rule stands against what was said: the last answer is there to be mended, and Esc leads to those before it. Not so where the
 * dossier has moved on or it is not this person's to do: no answer helps there. */
static bool mendable(const struct asking *a, enum status st, const struct err *err)
{
	return (st == ST_REFUSED || st == ST_DATA) && a->step_count > 1 && strcmp(err->code, "E-6404") != 0;
}

/* Goes to the question that the error is about. False: it is about none, nothing was done. */
static bool goes_to(struct asking *a, const char *where)
{
	for (size_t i = a->step_count - 1; i-- > 0;)
		if (a->steps[i].arg && a->steps[i].arg->name && strcmp(a->steps[i].arg->name, where) == 0) {
			a->step_count = i + 2;
			asking_back(a);
			return true;
		}
	return false;
}

/* What is done elsewhere: an answer that stands against it is mended at its question. */
static void done_elsewhere(struct asking *a)
{
	struct err err;
	enum status st = a->asked(a->d, a->values, a->count, &err);

	if (st != ST_OK)
		desk_fail(a->d, &err);
	if (st == ST_OK || !mendable(a, st, &err) || !goes_to(a, err.where))
		asking_free(a);
}

static void do_it(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	const struct act_call call = { .uuid = a->uuid, .number = a->number, .word = a->act->word, .task = a->task, .values = a->values,
		.count = a->count, .expired = a->expired };
	struct acted done;
	struct err err;

	if (answer)
		asking_close_reader(a);
	if (!answer || strcmp(answer, "yes") != 0) {
		asking_give_up(a);
		return;
	}
	if (a->asked) {
		done_elsewhere(a);
		return;
	}
	enum status st = dossier_act(a->d->hall, &a->d->actor, &call, &done, &err);
	if (st == ST_OK)
		act_say_done(a->d, &done);
	else
		desk_fail(a->d, &err);
	a->unknown = st == ST_UNKNOWN;
	if (a->unknown)                              /* R4: asked again it is the same act, by its uuid */
		prompt_confirm(a->d->ui, "结果不明,再核对一次(不会办两次):", do_it, a);
	else if (!mendable(a, st, &err))
		asking_free(a);
	else if (!goes_to(a, err.where))
		asking_back(a);
}

/* One line a datum, as it was asked. */
static void put_said(const struct asking *a, struct buf *out)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct act_value *v = &a->values[i];
		const struct act_arg *arg = a->act->args;
		if (strncmp(v->name, "line.", 5) == 0) {
			buf_format(out, "%s%s%s\n", asking_material(a, v->name + 5), *v->value ? ":" : "", v->value);
			continue;
		}
		while (arg && arg->name && strcmp(arg->name, v->name) != 0)
			arg++;
		const char *name = arg && arg->name && arg->choices ? act_choice_name(arg->choices, v->value) : NULL;
		if (arg && arg->name && *v->value)
			buf_format(out, "%s:%s\n", arg->label, name ? name : arg->type == ARG_MATERIAL ? asking_material(a, v->value) : v->value);
	}
}

/* What another person decides on or an applicant gets on paper is read as a whole before it is sent. */
static void show_said(struct asking *a, bool proposed)
{
	char title[80];
	struct buf text;
	struct err err;

	snprintf(title, sizeof title, "%s「%s」", proposed ? "提请" : "将办", a->act->name);
	buf_init(&text, BUF_LARGE);
	put_said(a, &text);
	buf_format(&text, "%s%s", a->results ? "\n在窗口的结果:\n" : "", a->results ? a->results : "");
	buf_text(&text, proposed ? "\n提请后由督导或部门的人确认;确认前办件不变,不同意时会写明理由。" : "\n办了即出文书,不能取消。");
	if (scroll_open(a->d->ui, title, text.data, true, &err) == ST_OK)
		a->reader = view_top(a->d->ui);
	else
		desk_fail(a->d, &err);
	buf_wipe(&text);
}

void asking_whether(struct asking *a)
{
	static const struct prompt_choice sure[] = { { "1", "yes", "是" }, { "2", "no", "否" } };
	bool proposed = act_proposes(a->d->hall, a->act);
	char label[160];
	size_t ticks = 0;

	for (size_t i = 0; i < a->count; i++)
		ticks += strncmp(a->values[i].name, "line.", 5) == 0;
	if (proposed)
		snprintf(label, sizeof label, "提请「%s」,等另一个人确认:", a->act->name);
	else if (ticks)
		snprintf(label, sizeof label, "「%s」,材料 %zu 份。办了不能取消:", a->act->name, ticks);
	else
		snprintf(label, sizeof label, "「%s」%.90s。办了不能取消:", a->act->name, asking_subject(a));
	text_mend(label);
	if (a->step_count && (proposed || act_paper(a->act, asking_answer(a, a->act->paper_when))))
		show_said(a, proposed);
	asking_open(a, (struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = sure, .choice_count = COUNT_OF(sure), .done = do_it });
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/act_ask.h"
#include "law/number.h"
#include "ui/message.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

/* The answer of a second person to a proposal (W-14): read first, then agreed or declined. It belongs to the question that is open, and
 * goes with the last one. */
struct reply {
	struct desk *d;
	const struct act *act;
	struct proposal proposal;
	struct view *reader;                     /* what it is about, read while it is answered; gone when a question is given up */
};

static void declined(void *ctx, const char *why)
{
	struct reply *a = ctx;
	struct err err;

	if (why)
		view_close(a->reader);
	if (!why) {
		message_say(a->d->ui, "没有答复,提请还在");
	} else if (proposal_decline(a->d->hall, &a->d->actor, a->proposal.id, why, &err) == ST_OK) {
		ui_changed(a->d->ui);
		message_say(a->d->ui, "已答复不同意「%s」", a->act->name);
	} else {
		desk_fail(a->d, &err);
	}
	free(a);
}

static enum status why_needed(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return *answer ? ST_OK : err_set(err, ST_DATA, "E-6403", "不同意要写理由");
}

static void agreed(void *ctx, const char *answer)
{
	struct reply *a = ctx;
	struct acted done;
	struct err err;

	if (!answer) {                               /* the reasons stay to be read */
		message_say(a->d->ui, "没有答复,提请还在");
		free(a);
		return;
	}
	if (strcmp(answer, "no") == 0) {
		prompt_open(a->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "不同意的理由:", .check = why_needed, .done = declined,
			.ctx = a });
		return;
	}
	view_close(a->reader);
	if (proposal_confirm(a->d->hall, &a->d->actor, a->proposal.id, &done, &err) == ST_OK)
		act_say_done(a->d, &done);
	else
		desk_fail(a->d, &err);
	free(a);
}

/* All that the first person said, to be read before it is answered. */
static enum status show_proposal(struct desk *d, const struct act *act, const struct proposal *p, struct err *err)
{
	char title[120], groups[28];
	struct buf text;

	number_groups(p->number, groups);
	snprintf(title, sizeof title, "%.60s提请「%s」", p->who, act->name);
	buf_init(&text, BUF_LARGE);
	buf_format(&text, "办件 %s\n\n", groups);
	enum status st = proposal_words(d->hall, p, &text, err);
	buf_text(&text, proposal_answerable(&d->actor, p) ? "\n同意就照此办理并出文书,不能取消;不同意要写理由,办件不变。" :
		p->staff == d->actor.staff_id ? "\n这是你提请的,要由另一个人确认(W-14);还没有答复,办件没有改动。" :
		"\n还没有答复。不由你的岗位确认(W-14)。");
	if (st == ST_OK)
		st = scroll_open(d->ui, title, text.data, true, err);
	buf_wipe(&text);
	return st;
}

void act_ask_proposal(struct desk *d, const struct proposal *p)
{
	static const struct prompt_choice choices[] = { { "1", "yes", "同意,不能取消" }, { "2", "no", "不同意" } };
	const struct act *act = act_find(p->task ? ACT_TASK : ACT_DOSSIER, p->word);
	char label[160];
	struct err err;

	if (!act)
		return;
	if (show_proposal(d, act, p, &err) != ST_OK) {
		desk_fail(d, &err);
		return;
	}
	if (!proposal_answerable(&d->actor, p))
		return;
	struct reply *a = mem_alloc(sizeof *a);
	*a = (struct reply){ .d = d, .act = act, .proposal = *p, .reader = view_top(d->ui) };
	snprintf(label, sizeof label, "「%s」:", act->name);
	prompt_open(d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = label, .choices = choices, .choice_count = COUNT_OF(choices),
		.done = agreed, .ctx = a });
}

enum status act_open_proposal(struct desk *d, int64_t id, struct err *err)
{
	struct proposal p;
	enum status st = proposal_read(d->hall, id, &p, err);

	if (st == ST_OK && (st = view_open(d->ui, &dossier_view, p.number, err)) == ST_OK)
		act_ask_proposal(d, &p);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "hall/arrival.h"
#include "ui/prompt.h"

/* A pile of results is checked in one after the other: where it is put, then a number a result, until an empty answer. */

#define LAST_CELLS 12                            /* of a number: the answer has half of the narrowest line */

struct arriving {
	struct desk *d;
	char place[200];
	int done, refused;
	char wrong[400];                             /* the number that was refused, to be mended or scanned over */
	char last[80];                               /* what became of the one before */
};

static void ask(struct arriving *a);

static void end(struct arriving *a)
{
	if (a->refused)
		message_say(a->d->ui, "出件登记 %d 份,另有 %d 个编号没有登记", a->done, a->refused);
	else
		message_say(a->d->ui, "出件登记 %d 份", a->done);
	ui_changed(a->d->ui);
	mem_wipe_free(a, sizeof *a);
}

static void take(struct arriving *a, const char *licence_no)
{
	struct arrival in;
	struct err err;

	a->wrong[0] = a->last[0] = '\0';
	if (arrival_check_in(a->d->hall, &a->d->actor, licence_no, a->place, &in, &err) != ST_OK) {
		a->refused++;
		text_copy(a->wrong, sizeof a->wrong, licence_no);
		desk_fail(a->d, &err);
		return;
	}
	a->done += !in.again;
	snprintf(a->last, sizeof a->last, "%.*s%s;", (int)text_fit(licence_no, LAST_CELLS, NULL), licence_no, in.again ? " 早已登记" : " 已登记");
}

static void scanned(void *ctx, const char *answer)
{
	struct arriving *a = ctx;

	if (!answer || !*answer) {
		end(a);
		return;
	}
	take(a, answer);
	ask(a);
}

static void ask(struct arriving *a)
{
	char label[160];
	int64_t left;
	struct err err;

	if (arrival_count(a->d->hall, &left, &err) == ST_OK)
		snprintf(label, sizeof label, "%s还差 %" PRId64 " 份,扫编号(空为完):", a->last, left);
	else
		snprintf(label, sizeof label, "%s扫编号(空为完):", a->last);
	prompt_open(a->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .max = 80, .initial = *a->wrong ? a->wrong : NULL,
		.done = scanned, .ctx = a });
}

static void placed(void *ctx, const char *answer)
{
	struct arriving *a = ctx;

	if (!answer) {
		end(a);
		return;
	}
	text_copy(a->place, sizeof a->place, answer);
	ask(a);
}

enum command_answer cmd_arrivals(void *app, const struct call *call)
{
	struct arriving *a = mem_alloc(sizeof *a);

	*a = (struct arriving){ .d = app };
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "存放位置(可不填,这一批同用):", .max = 40, .done = placed, .ctx = a });
	return COMMAND_DONE;
}

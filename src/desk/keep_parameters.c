/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <stdio.h>

#include "base/text.h"

/* 参数: the program has them, the hall sets them. */

static enum status run_parameter(struct asking *a, struct err *err)
{
	return hall_change(a->d->hall, &a->d->actor, a->setting->name, a->shown, a->answers[A_VALUE], err);
}

static const struct chore menu[] = {
	{ "set", "改值", RIGHT_SETTINGS, NULL, QUESTIONS({ A_VALUE, "", "", PROMPT_TEXT, true, NULL, NULL }), run_parameter,
		"已改,全大厅生效;正在运行的窗口重新打开后生效" },
};

static void of(struct asking *a, const struct keep_rows *r, size_t row)
{
	const struct keep_parameter *p = &r->parameters[row];

	snprintf(a->subject, sizeof a->subject, "%s:", p->setting->name);
	a->setting = p->setting;
	text_copy(a->shown, KEEP_ROOM, p->value);
	text_copy(a->answers[A_VALUE], KEEP_ROOM, p->value);
}

const struct keep_chores keep_parameter_chores = { NULL, menu, COUNT_OF(menu), of };

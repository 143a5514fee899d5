/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* 部门: they come with the catalogue; here is told where each is reached. */

static size_t once_choices(struct asking *a)
{
	a->choices[0] = (struct prompt_choice){ keep_keys[0], "again", "只办一次,可以重发" };
	a->choices[1] = (struct prompt_choice){ keep_keys[1], "once", "会办两次,只发一次" };
	return 2;
}

static bool no_address(const struct asking *a)
{
	return *a->answers[A_VALUE] == '\0';
}

static enum status run_department(struct asking *a, struct err *err)
{
	return department_set(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_VALUE], strcmp(a->answers[A_ONCE], "once") != 0, err);
}

static const struct chore menu[] = {
	{ "set", "改地址", RIGHT_ADDRESS, NULL, QUESTIONS({ A_VALUE, "url", "地址(https://…、desk: 或空):", PROMPT_TEXT, true, NULL, NULL },
		{ A_ONCE, "", "同一任务送到两次,它:", PROMPT_CHOICE, false, once_choices, no_address }), run_department, "已改" },
};

static void of(struct asking *a, const struct keep_rows *r, size_t row)
{
	const struct department_row *p = &r->departments[row];

	snprintf(a->subject, sizeof a->subject, "%s:", p->name);
	text_copy(a->answers[A_VALUE], KEEP_ROOM, p->url);
}

const struct keep_chores keep_department_chores = { NULL, menu, COUNT_OF(menu), of };

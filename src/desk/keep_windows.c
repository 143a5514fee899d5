/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <stdio.h>

#include "base/text.h"

/* 窗口: its name, its kind, whether it is in use, and which tickets it calls first. */

static size_t kind_choices(struct asking *a)
{
	size_t n = 0;

	for (const struct window_kind *k = window_kinds; k->code && n < KEEP_CHOICES; k++, n++)
		a->choices[n] = (struct prompt_choice){ keep_keys[n], k->code, k->name };
	return n;
}

static enum status run_window_add(struct asking *a, struct err *err)
{
	return window_add(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_NAME], a->answers[A_KIND], err);
}

static enum status run_window_name(struct asking *a, struct err *err)
{
	return window_set(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_NAME], NULL, err);
}

static enum status run_window_kind(struct asking *a, struct err *err)
{
	return window_set(a->d->hall, &a->d->actor, a->answers[A_KEY], NULL, a->answers[A_KIND], err);
}

static enum status run_window_open(struct asking *a, struct err *err)
{
	return window_set_open(a->d->hall, &a->d->actor, a->answers[A_KEY], !a->on, err);
}

static enum status run_window_order(struct asking *a, struct err *err)
{
	keep_letters(a->answers[A_VALUE]);
	return queue_takes_set(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_VALUE], err);
}

#define ASK_KIND { A_KIND, "kind", "类别:", PROMPT_CHOICE, false, kind_choices, NULL }

static const struct chore anew = { "add", "新增窗口", RIGHT_WINDOW, NULL, QUESTIONS({ A_KEY, "no", "窗口号:", PROMPT_TEXT, false, NULL, NULL }, ASK_NAME,
	ASK_KIND), run_window_add, "已开设" };

static const struct chore menu[] = {
	{ "name", "改名称", RIGHT_WINDOW, NULL, QUESTIONS(ASK_NAME), run_window_name, "名称已改" },
	{ "kind", "改类别", RIGHT_WINDOW, NULL, QUESTIONS(ASK_KIND), run_window_kind, "类别已改" },
	{ "close", "停用", RIGHT_WINDOW, keep_is_on, QUESTIONS(ASK_SURE("停用,不能在此登录(它的办件都在)?")), run_window_open, "已停用" },
	{ "open", "启用", RIGHT_WINDOW, keep_is_off, NULL, 0, run_window_open, "已启用" },
	{ "order", "改叫号", RIGHT_QUEUE, NULL, QUESTIONS({ A_VALUE, "letters", "依次叫哪些类(空为照常):", PROMPT_TEXT, true, NULL, NULL }),
		run_window_order, "叫号已改" },
};

static void of(struct asking *a, const struct keep_rows *r, size_t row)
{
	const struct keep_window *w = &r->windows[row];

	snprintf(a->subject, sizeof a->subject, "%s 号窗口:", w->no);
	text_copy(a->answers[A_NAME], KEEP_ROOM, w->name);
	text_copy(a->answers[A_VALUE], KEEP_ROOM, w->takes);
	a->on = w->open;
}

const struct keep_chores keep_window_chores = { &anew, menu, COUNT_OF(menu), of };

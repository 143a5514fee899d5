/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <stdio.h>

#include "base/text.h"

/* 排队: the classes of tickets. */

/* A new one, or one that there is: named, and closed or opened. */
static enum status class_set(struct asking *a, bool active, struct err *err)
{
	keep_letters(a->answers[A_KEY]);
	return queue_class_set(a->d->hall, &a->d->actor, a->answers[A_KEY][1] ? '\0' : a->answers[A_KEY][0], a->answers[A_NAME], active, err);
}

static enum status run_class_add(struct asking *a, struct err *err)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	size_t count;
	enum status st = queue_classes(a->d->hall, rows, &count, err);

	keep_letters(a->answers[A_KEY]);
	for (size_t i = 0; st == ST_OK && i < count; i++)
		if (rows[i].letter == a->answers[A_KEY][0])
			return err_at(err, ST_REFUSED, "E-6849", "letter", "已经有 %c 类(%s),没有改动它。请用别的字母。", rows[i].letter, rows[i].name);
	return st == ST_OK ? class_set(a, true, err) : st;
}

static enum status run_class_name(struct asking *a, struct err *err)
{
	return class_set(a, a->on, err);
}

static enum status run_class_active(struct asking *a, struct err *err)
{
	return class_set(a, !a->on, err);
}

static const struct chore anew = { "add", "新增排队类别", RIGHT_QUEUE, NULL, QUESTIONS({ A_KEY, "letter", "字母:", PROMPT_TEXT, false, NULL, NULL },
	ASK_NAME), run_class_add, "已设好;请到窗口一张给窗口改叫号" };

static const struct chore menu[] = {
	{ "name", "改名称", RIGHT_QUEUE, NULL, QUESTIONS(ASK_NAME), run_class_name, "名称已改" },
	{ "close", "停用", RIGHT_QUEUE, keep_is_on, QUESTIONS(ASK_SURE("停用,不能再取这类号?")), run_class_active, "已停用" },
	{ "open", "启用", RIGHT_QUEUE, keep_is_off, NULL, 0, run_class_active, "已启用" },
};

static void of(struct asking *a, const struct keep_rows *r, size_t row)
{
	const struct keep_class *c = &r->classes[row];

	snprintf(a->subject, sizeof a->subject, "%s 类:", c->key);
	text_copy(a->answers[A_NAME], KEEP_ROOM, c->of.name);
	a->on = c->of.active;
}

const struct keep_chores keep_class_chores = { &anew, menu, COUNT_OF(menu), of };

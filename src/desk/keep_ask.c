/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/message.h"

/* NULL: a tab whose commands are its own (keep_catalogue.c). */
static const struct keep_chores *const chores[KEEP_TABS] = { [KEEP_STAFF] = &keep_staff_chores, [KEEP_WINDOWS] = &keep_window_chores,
	[KEEP_PARAMETERS] = &keep_parameter_chores, [KEEP_DEPARTMENTS] = &keep_department_chores, [KEEP_CLASSES] = &keep_class_chores };

const char *const keep_keys[KEEP_CHOICES] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "a" };

static void done_with(struct asking *a)
{
	mem_wipe_free(a, sizeof *a);                     /* a password may be in it */
}

static void give_up(struct asking *a)
{
	message_say(a->d->ui, "没有办理,没有改动");
	done_with(a);
}

size_t keep_sure(struct asking *a)
{
	a->choices[0] = (struct prompt_choice){ keep_keys[0], "yes", "是" };
	a->choices[1] = (struct prompt_choice){ keep_keys[1], "no", "否" };
	return 2;
}

bool keep_is_on(const struct asking *a)
{
	return a->on;
}

bool keep_is_off(const struct asking *a)
{
	return !a->on;
}

void keep_letters(char *text)
{
	size_t n = 0;

	for (const char *c = text; *c; c++)
		if (!isspace((unsigned char)*c))
			text[n++] = (char)toupper((unsigned char)*c);
	text[n] = '\0';
}

/* --- asking ---------------------------------------------------------------------------------------------------------- */

static void put_question(struct asking *a);

/* What the hall names as wrong is asked again, with all other answers kept. */
static bool again(struct asking *a, const struct err *err)
{
	for (size_t q = 0; q < a->task->count; q++)
		if (*a->task->questions[q].field && strcmp(a->task->questions[q].field, err->where) == 0) {
			a->question = q;
			put_question(a);
			return true;
		}
	return false;
}

static void finish(struct asking *a)
{
	struct err err;

	if (strcmp(a->answers[A_SURE], "no") == 0) {
		give_up(a);
		return;
	}
	if (a->task->run(a, &err) == ST_OK) {
		ui_changed(a->d->ui);
		message_say(a->d->ui, "%s%s", a->subject, a->task->said);
		done_with(a);
		return;
	}
	desk_fail(a->d, &err);
	if (again(a, &err))
		return;
	ui_changed(a->d->ui);                            /* what was refused may be because the row is another by now */
	done_with(a);
}

static void go_on(struct asking *a)
{
	while (a->question < a->task->count && a->task->questions[a->question].skipped && a->task->questions[a->question].skipped(a))
		a->question++;
	if (a->question < a->task->count)
		put_question(a);
	else
		finish(a);
}

static enum status answer_check(void *ctx, const char *answer, struct err *err)
{
	const struct asking *a = ctx;

	if (!*answer && !a->task->questions[a->question].optional)
		return err_set(err, ST_DATA, "E-6403", "要写明");
	return a->setting ? hall_value_check(a->d->hall, a->setting->name, answer, err) : ST_OK;
}

static bool complete_default(void *ctx, const char *typed, struct buf *out)
{
	const struct asking *a = ctx;

	(void)typed;
	if (!a->setting)
		return false;
	buf_text(out, a->setting->fallback);
	return true;
}

static void answered(void *ctx, const char *answer)
{
	struct asking *a = ctx;

	if (!answer) {
		give_up(a);
		return;
	}
	text_copy(a->answers[a->task->questions[a->question].at], KEEP_ROOM, answer);
	a->question++;
	go_on(a);
}

static void put_question(struct asking *a)
{
	const struct asked_for *q = &a->task->questions[a->question];
	bool secret = q->type == PROMPT_SECRET;
	char label[sizeof a->subject + 80], range[HALL_RANGE_SIZE];

	if (a->setting)
		snprintf(label, sizeof label, "%s(%s,Tab 填默认值):", a->setting->name, hall_range(a->setting, range));
	else
		snprintf(label, sizeof label, "%s%s", a->subject, q->label);
	if (secret)
		explicit_bzero(a->answers[q->at], KEEP_ROOM);
	prompt_open(a->d->ui, &(struct prompt){ .type = q->type, .label = label, .initial = *a->answers[q->at] ? a->answers[q->at] : NULL,
		.max = KEEP_CHARACTERS, .choices = a->choices, .choice_count = q->choices ? q->choices(a) : 0,
		.check = q->type == PROMPT_CHOICE ? NULL : answer_check, .complete = complete_default, .done = answered, .ctx = a });
}

static void begin(struct asking *a, const struct chore *task)
{
	a->task = task;
	a->question = 0;
	go_on(a);
}

static void task_chosen(void *ctx, const char *answer)
{
	struct asking *a = ctx;

	for (size_t i = 0; answer && i < a->menu_count; i++)
		if (strcmp(a->menu[i].code, answer) == 0) {
			begin(a, &a->menu[i]);
			return;
		}
	give_up(a);
}

/* What this person may do about this row; with one task alone it begins at once. */
static void put_menu(struct asking *a, const struct chore *menu, size_t count)
{
	const struct chore *only = NULL;
	size_t n = 0;

	a->menu = menu;
	a->menu_count = count;
	for (size_t i = 0; i < count && n < KEEP_CHOICES; i++)
		if (staff_may(a->d->actor.role, menu[i].right) && (!menu[i].fits || menu[i].fits(a))) {
			a->choices[n] = (struct prompt_choice){ keep_keys[n], menu[i].code, menu[i].name };
			only = &menu[i];
			n++;
		}
	if (n == 1 && count == 1) {
		begin(a, only);
	} else if (n) {
		prompt_open(a->d->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = a->subject, .choices = a->choices, .choice_count = n,
			.done = task_chosen, .ctx = a });
	} else {
		message_say(a->d->ui, "这一行没有要办的");
		done_with(a);
	}
}

/* --- a row, a new one ------------------------------------------------------------------------------------------------ */

static struct asking *asking_new(struct desk *d)
{
	struct asking *a = mem_alloc(sizeof *a);

	a->d = d;
	return a;
}

void keep_ask_row(struct desk *d, enum keep_tab tab, const struct keep_rows *r, size_t row)
{
	struct asking *a;

	if (!chores[tab]) {
		message_say(d->ui, "这一行没有要办的");
		return;
	}
	a = asking_new(d);
	text_copy(a->answers[A_KEY], KEEP_ROOM, keep_kinds[tab].key(r, row));
	chores[tab]->of(a, r, row);
	put_menu(a, chores[tab]->menu, chores[tab]->count);
}

void keep_ask_new(struct desk *d, enum keep_tab tab)
{
	const struct chore *task = chores[tab] ? chores[tab]->anew : NULL;
	struct asking *a;

	if (!task || !staff_may(d->actor.role, task->right)) {
		message_say(d->ui, "这一张不能新增:参数由程序定,部门随事项目录来,目录从文件导入");
		return;
	}
	a = asking_new(d);
	snprintf(a->subject, sizeof a->subject, "%s ", task->name);
	begin(a, task);
}

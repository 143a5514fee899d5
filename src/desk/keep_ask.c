/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/staff_role.h"
#include "ui/message.h"
#include "ui/prompt.h"

/* What is done about a row: a task is a row of questions and a call of the hall. One question at a time; what is being asked
 * belongs to the prompt that is open and goes with the last. */

#define CHARACTERS 255
#define ROOM (CHARACTERS * 4 + 1)
#define CHOICES 11

enum asked { A_KEY, A_NAME, A_WORK_NO, A_ROLE, A_DEPARTMENT, A_PASSWORD, A_AGAIN, A_KIND, A_VALUE, A_SURE, A_ONCE, ANSWERS };

struct asking;
struct asked_for {
	enum asked at;
	const char *field;                               /* as the hall's errors name it: asked again when that is what was wrong */
	const char *label;
	enum prompt_type type;
	bool optional;
	size_t (*choices)(struct asking *a);             /* PROMPT_CHOICE; how many */
	bool (*skipped)(const struct asking *a);         /* NULL: never */
};
struct chore {
	const char *code, *name;                         /* in the menu of a row */
	enum staff_right right;
	bool (*fits)(const struct asking *a);            /* NULL: always */
	const struct asked_for *questions;
	size_t count;
	enum status (*run)(struct asking *a, struct err *err);
	const char *said;
};

struct asking {
	struct desk *d;
	const struct chore *task;
	const struct chore *menu;                         /* of the tab */
	size_t menu_count, question;
	char subject[160];                               /* before each question: whom or what it is about */
	char shown[ROOM];                                /* a parameter's value when the question was put */
	const struct setting *setting;
	bool on, locked;                                 /* the row is active, open; it is locked */
	struct prompt_choice choices[CHOICES];
	char answers[ANSWERS][ROOM];
};

static const char *const keys[CHOICES] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "a" };

static void done_with(struct asking *a)
{
	mem_wipe_free(a, sizeof *a);                     /* a password may be in it */
}

static void give_up(struct asking *a)
{
	message_say(a->d->ui, "没有办理,没有改动");
	done_with(a);
}

/* --- choices --------------------------------------------------------------------------------------------------------- */

static size_t role_choices(struct asking *a)
{
	static const char *const pairs[] = {
#define PAIR(codes) codes,
		STAFF_ROLE_PAIRS(PAIR)
#undef PAIR
	};
	static char names[COUNT_OF(pairs)][60];
	size_t n = 0;

	for (int r = 0; r < ROLE_COUNT && n < CHOICES; r++)
		if (r != ROLE_SYSTEM) {
			a->choices[n] = (struct prompt_choice){ keys[n], staff_role_code((enum staff_role)r), staff_role_name((enum staff_role)r) };
			n++;
		}
	for (size_t i = 0; i < COUNT_OF(pairs) && n < CHOICES; i++, n++)
		a->choices[n] = (struct prompt_choice){ keys[n], pairs[i], staff_role_names(pairs[i], names[i], sizeof names[i]) };
	return n;
}

static size_t kind_choices(struct asking *a)
{
	size_t n = 0;

	for (const struct window_kind *k = window_kinds; k->code && n < CHOICES; k++, n++)
		a->choices[n] = (struct prompt_choice){ keys[n], k->code, k->name };
	return n;
}

static size_t sure_choices(struct asking *a)
{
	a->choices[0] = (struct prompt_choice){ keys[0], "yes", "是" };
	a->choices[1] = (struct prompt_choice){ keys[1], "no", "否" };
	return 2;
}

static size_t once_choices(struct asking *a)
{
	a->choices[0] = (struct prompt_choice){ keys[0], "again", "只办一次,可以重发" };
	a->choices[1] = (struct prompt_choice){ keys[1], "once", "会办两次,只发一次" };
	return 2;
}

/* --- the tasks ------------------------------------------------------------------------------------------------------- */

static bool no_department(const struct asking *a)
{
	return !staff_role_in(a->answers[A_ROLE], BY(DEPARTMENT));
}

static const char *department_of(const struct asking *a)
{
	return no_department(a) ? "" : a->answers[A_DEPARTMENT];
}

static bool is_on(const struct asking *a)
{
	return a->on;
}

static bool is_off(const struct asking *a)
{
	return !a->on;
}

static bool is_locked(const struct asking *a)
{
	return a->locked;
}

static bool no_address(const struct asking *a)
{
	return *a->answers[A_VALUE] == '\0';
}

static enum status same_twice(const struct asking *a, struct err *err)
{
	return strcmp(a->answers[A_PASSWORD], a->answers[A_AGAIN]) == 0 ? ST_OK :
		err_at(err, ST_DATA, "E-6447", "password", "两次输入的口令不同,没有改动。请再输入。");
}

static enum status run_add(struct asking *a, struct err *err)
{
	enum status st = same_twice(a, err);

	return st == ST_OK ? staff_add(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_NAME], a->answers[A_WORK_NO], a->answers[A_ROLE],
		department_of(a), a->answers[A_PASSWORD], err) : st;
}

static enum status run_password(struct asking *a, struct err *err)
{
	enum status st = same_twice(a, err);

	return st == ST_OK ? staff_set_password(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_PASSWORD], err) : st;
}

static enum status run_role(struct asking *a, struct err *err)
{
	return staff_set_role(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_ROLE], department_of(a), err);
}

static enum status run_active(struct asking *a, struct err *err)
{
	return staff_set_active(a->d->hall, &a->d->actor, a->answers[A_KEY], !a->on, err);
}

static enum status run_unlock(struct asking *a, struct err *err)
{
	return staff_unlock(a->d->hall, &a->d->actor, a->answers[A_KEY], err);
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

static enum status run_parameter(struct asking *a, struct err *err)
{
	return hall_change(a->d->hall, &a->d->actor, a->setting->name, a->shown, a->answers[A_VALUE], err);
}

static enum status run_department(struct asking *a, struct err *err)
{
	return department_set(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_VALUE], strcmp(a->answers[A_ONCE], "once") != 0, err);
}

/* Letters as they are typed, large and without spaces. */
static void as_letters(char *text)
{
	size_t n = 0;

	for (const char *c = text; *c; c++)
		if (!isspace((unsigned char)*c))
			text[n++] = (char)toupper((unsigned char)*c);
	text[n] = '\0';
}

static enum status run_window_order(struct asking *a, struct err *err)
{
	as_letters(a->answers[A_VALUE]);
	return queue_takes_set(a->d->hall, &a->d->actor, a->answers[A_KEY], a->answers[A_VALUE], err);
}

/* A new one, or one that there is: named, and closed or opened. */
static enum status class_set(struct asking *a, bool active, struct err *err)
{
	as_letters(a->answers[A_KEY]);
	return queue_class_set(a->d->hall, &a->d->actor, a->answers[A_KEY][1] ? '\0' : a->answers[A_KEY][0], a->answers[A_NAME], active, err);
}

static enum status run_class_add(struct asking *a, struct err *err)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	size_t count;
	enum status st = queue_classes(a->d->hall, rows, &count, err);

	as_letters(a->answers[A_KEY]);
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

#define ASK_ROLE { A_ROLE, "role", "角色:", PROMPT_CHOICE, false, role_choices, NULL }, \
	{ A_DEPARTMENT, "department", "部门编号:", PROMPT_TEXT, false, NULL, no_department }
#define ASK_PASSWORD { A_PASSWORD, "password", "初次登录的口令:", PROMPT_SECRET, false, NULL, NULL }, \
	{ A_AGAIN, "again", "再输入一次:", PROMPT_SECRET, false, NULL, NULL }
#define ASK_NAME { A_NAME, "name", "名称:", PROMPT_TEXT, false, NULL, NULL }
#define ASK_KIND { A_KIND, "kind", "类别:", PROMPT_CHOICE, false, kind_choices, NULL }
#define ASK_SURE(label) { A_SURE, "", label, PROMPT_CHOICE, false, sure_choices, NULL }
#define QUESTIONS(...) (const struct asked_for[]){ __VA_ARGS__ }, COUNT_OF(((const struct asked_for[]){ __VA_ARGS__ }))

static const struct chore news[KEEP_TABS] = {
	[KEEP_STAFF] = { "add", "新增人员", RIGHT_STAFF_ADD, NULL, QUESTIONS({ A_KEY, "login", "账号:", PROMPT_TEXT, false, NULL, NULL },
		{ A_NAME, "name", "姓名:", PROMPT_TEXT, false, NULL, NULL }, { A_WORK_NO, "work_no", "工号(可空):", PROMPT_TEXT, true, NULL, NULL },
		ASK_ROLE, ASK_PASSWORD), run_add, "已添加,首次登录要改口令" },
	[KEEP_WINDOWS] = { "add", "新增窗口", RIGHT_WINDOW, NULL, QUESTIONS({ A_KEY, "no", "窗口号:", PROMPT_TEXT, false, NULL, NULL }, ASK_NAME,
		ASK_KIND), run_window_add, "已开设" },
	[KEEP_CLASSES] = { "add", "新增排队类别", RIGHT_QUEUE, NULL, QUESTIONS({ A_KEY, "letter", "字母:", PROMPT_TEXT, false, NULL, NULL },
		ASK_NAME), run_class_add, "已设好;请到窗口一张给窗口改叫号" },
};
static const struct chore staff_tasks[] = {
	{ "unlock", "解锁", RIGHT_STAFF_UNLOCK, is_locked, NULL, 0, run_unlock, "已解锁,可以再登录" },
	{ "password", "改口令", RIGHT_STAFF_PASSWORD, is_on, QUESTIONS(ASK_PASSWORD), run_password, "口令已改,下次登录要另取一个" },
	{ "role", "改角色", RIGHT_STAFF_ROLE, NULL, QUESTIONS(ASK_ROLE), run_role, "角色已改;已登录的,重新登录后生效" },
	{ "disable", "停用", RIGHT_STAFF_ACTIVE, is_on, QUESTIONS(ASK_SURE("停用,不能再登录?")), run_active, "已停用,不能再登录" },
	{ "enable", "启用", RIGHT_STAFF_ACTIVE, is_off, NULL, 0, run_active, "已启用" },
};
static const struct chore window_tasks[] = {
	{ "name", "改名称", RIGHT_WINDOW, NULL, QUESTIONS(ASK_NAME), run_window_name, "名称已改" },
	{ "kind", "改类别", RIGHT_WINDOW, NULL, QUESTIONS(ASK_KIND), run_window_kind, "类别已改" },
	{ "close", "停用", RIGHT_WINDOW, is_on, QUESTIONS(ASK_SURE("停用,不能在此登录(它的办件都在)?")), run_window_open, "已停用" },
	{ "open", "启用", RIGHT_WINDOW, is_off, NULL, 0, run_window_open, "已启用" },
	{ "order", "改叫号", RIGHT_QUEUE, NULL, QUESTIONS({ A_VALUE, "letters", "依次叫哪些类(空为照常):", PROMPT_TEXT, true, NULL, NULL }),
		run_window_order, "叫号已改" },
};
static const struct chore parameter_tasks[] = {
	{ "set", "改值", RIGHT_SETTINGS, NULL, QUESTIONS({ A_VALUE, "", "", PROMPT_TEXT, true, NULL, NULL }), run_parameter,
		"已改,全大厅生效;正在运行的窗口重新打开后生效" },
};
static const struct chore department_tasks[] = {
	{ "set", "改地址", RIGHT_ADDRESS, NULL, QUESTIONS({ A_VALUE, "url", "地址(https://…、desk: 或空):", PROMPT_TEXT, true, NULL, NULL },
		{ A_ONCE, "", "同一任务送到两次,它:", PROMPT_CHOICE, false, once_choices, no_address }), run_department, "已改" },
};
static const struct chore class_tasks[] = {
	{ "name", "改名称", RIGHT_QUEUE, NULL, QUESTIONS(ASK_NAME), run_class_name, "名称已改" },
	{ "close", "停用", RIGHT_QUEUE, is_on, QUESTIONS(ASK_SURE("停用,不能再取这类号?")), run_class_active, "已停用" },
	{ "open", "启用", RIGHT_QUEUE, is_off, NULL, 0, run_class_active, "已启用" },
};
static const struct { const struct chore *rows; size_t count; } menus[KEEP_TABS] = {
	[KEEP_STAFF] = { staff_tasks, COUNT_OF(staff_tasks) }, [KEEP_WINDOWS] = { window_tasks, COUNT_OF(window_tasks) },
	[KEEP_CLASSES] = { class_tasks, COUNT_OF(class_tasks) },
	[KEEP_PARAMETERS] = { parameter_tasks, COUNT_OF(parameter_tasks) }, [KEEP_DEPARTMENTS] = { department_tasks, COUNT_OF(department_tasks) },
};

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
	text_copy(a->answers[a->task->questions[a->question].at], ROOM, answer);
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
		explicit_bzero(a->answers[q->at], ROOM);
	prompt_open(a->d->ui, &(struct prompt){ .type = q->type, .label = label, .initial = *a->answers[q->at] ? a->answers[q->at] : NULL,
		.max = CHARACTERS, .choices = a->choices, .choice_count = q->choices ? q->choices(a) : 0,
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
	for (size_t i = 0; i < count && n < CHOICES; i++)
		if (staff_may(a->d->actor.role, menu[i].right) && (!menu[i].fits || menu[i].fits(a))) {
			a->choices[n] = (struct prompt_choice){ keys[n], menu[i].code, menu[i].name };
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

static void of_staff(struct asking *a, const struct staff_row *s)
{
	snprintf(a->subject, sizeof a->subject, "%s(%s):", s->name, s->login);
	a->on = s->active;
	a->locked = s->locked_until > 0;
}

static void of_window(struct asking *a, const struct keep_window *w)
{
	snprintf(a->subject, sizeof a->subject, "%s 号窗口:", w->no);
	text_copy(a->answers[A_NAME], ROOM, w->name);
	text_copy(a->answers[A_VALUE], ROOM, w->takes);
	a->on = w->open;
}

static void of_class(struct asking *a, const struct keep_class *c)
{
	snprintf(a->subject, sizeof a->subject, "%s 类:", c->key);
	text_copy(a->answers[A_NAME], ROOM, c->of.name);
	a->on = c->of.active;
}

static void of_parameter(struct asking *a, const struct keep_parameter *p)
{
	snprintf(a->subject, sizeof a->subject, "%s:", p->setting->name);
	a->setting = p->setting;
	text_copy(a->shown, ROOM, p->value);
	text_copy(a->answers[A_VALUE], ROOM, p->value);
}

static void of_department(struct asking *a, const struct department_row *r)
{
	snprintf(a->subject, sizeof a->subject, "%s:", r->name);
	text_copy(a->answers[A_VALUE], ROOM, r->url);
}

void keep_ask_row(struct desk *d, enum keep_tab tab, const struct keep_rows *r, size_t row)
{
	struct asking *a = asking_new(d);

	text_copy(a->answers[A_KEY], ROOM, keep_kinds[tab].key(r, row));
	switch (tab) {
	case KEEP_STAFF: of_staff(a, &r->staff[row]); break;
	case KEEP_WINDOWS: of_window(a, &r->windows[row]); break;
	case KEEP_CLASSES: of_class(a, &r->classes[row]); break;
	case KEEP_PARAMETERS: of_parameter(a, &r->parameters[row]); break;
	default: of_department(a, &r->departments[row]);
	}
	put_menu(a, menus[tab].rows, menus[tab].count);
}

void keep_ask_new(struct desk *d, enum keep_tab tab)
{
	const struct chore *task = &news[tab];
	struct asking *a;

	if (!task->run || !staff_may(d->actor.role, task->right)) {
		message_say(d->ui, "这一张不能新增:参数由程序定,部门随事项目录来,目录从文件导入");
		return;
	}
	a = asking_new(d);
	snprintf(a->subject, sizeof a->subject, "%s ", task->name);
	begin(a, task);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep_own.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "law/staff_role.h"

/* 人员: who works here, as what; and no password that anybody but himself keeps. */

static size_t role_choices(struct asking *a)
{
	static const char *const pairs[] = {
#define PAIR(codes) codes,
		STAFF_ROLE_PAIRS(PAIR)
#undef PAIR
	};
	static char names[COUNT_OF(pairs)][60];
	size_t n = 0;

	for (int r = 0; r < ROLE_COUNT && n < KEEP_CHOICES; r++)
		if (r != ROLE_SYSTEM) {
			a->choices[n] = (struct prompt_choice){ keep_keys[n], staff_role_code((enum staff_role)r), staff_role_name((enum staff_role)r) };
			n++;
		}
	for (size_t i = 0; i < COUNT_OF(pairs) && n < KEEP_CHOICES; i++, n++)
		a->choices[n] = (struct prompt_choice){ keep_keys[n], pairs[i], staff_role_names(pairs[i], names[i], sizeof names[i]) };
	return n;
}

static bool no_department(const struct asking *a)
{
	return !staff_role_in(a->answers[A_ROLE], BY(DEPARTMENT));
}

static const char *department_of(const struct asking *a)
{
	return no_department(a) ? "" : a->answers[A_DEPARTMENT];
}

static bool is_locked(const struct asking *a)
{
	return a->locked;
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

#define ASK_ROLE { A_ROLE, "role", "角色:", PROMPT_CHOICE, false, role_choices, NULL }, \
	{ A_DEPARTMENT, "department", "部门编号:", PROMPT_TEXT, false, NULL, no_department }
#define ASK_PASSWORD { A_PASSWORD, "password", "初次登录的口令:", PROMPT_SECRET, false, NULL, NULL }, \
	{ A_AGAIN, "again", "再输入一次:", PROMPT_SECRET, false, NULL, NULL }

static const struct chore anew = { "add", "新增人员", RIGHT_STAFF_ADD, NULL, QUESTIONS({ A_KEY, "login", "账号:", PROMPT_TEXT, false, NULL, NULL },
	{ A_NAME, "name", "姓名:", PROMPT_TEXT, false, NULL, NULL }, { A_WORK_NO, "work_no", "工号(可空):", PROMPT_TEXT, true, NULL, NULL },
	ASK_ROLE, ASK_PASSWORD), run_add, "已添加,首次登录要改口令" };

static const struct chore menu[] = {
	{ "unlock", "解锁", RIGHT_STAFF_UNLOCK, is_locked, NULL, 0, run_unlock, "已解锁,可以再登录" },
	{ "password", "改口令", RIGHT_STAFF_PASSWORD, keep_is_on, QUESTIONS(ASK_PASSWORD), run_password, "口令已改,下次登录要另取一个" },
	{ "role", "改角色", RIGHT_STAFF_ROLE, NULL, QUESTIONS(ASK_ROLE), run_role, "角色已改;已登录的,重新登录后生效" },
	{ "disable", "停用", RIGHT_STAFF_ACTIVE, keep_is_on, QUESTIONS(ASK_SURE("停用,不能再登录?")), run_active, "已停用,不能再登录" },
	{ "enable", "启用", RIGHT_STAFF_ACTIVE, keep_is_off, NULL, 0, run_active, "已启用" },
};

static void of(struct asking *a, const struct keep_rows *r, size_t row)
{
	const struct staff_row *s = &r->staff[row];

	snprintf(a->subject, sizeof a->subject, "%s(%s):", s->name, s->login);
	a->on = s->active;
	a->locked = s->locked_until > 0;
}

const struct keep_chores keep_staff_chores = { &anew, menu, COUNT_OF(menu), of };

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/ask.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/staff.h"
#include "law/staff_role.h"

/* What was asked, and whom it is about. */
struct asked { const char *login, *name, *work_no, *role, *department, *password_fd; };

/* --- the list --------------------------------------------------------------------------------------------------------- */

static void row(void *ctx, const struct staff_row *r)
{
	const struct command_env *env = ctx;
	bool locked = r->locked_until > clock_wall_ms();
	char iso[26], since[26], stamp[20], names[60];

	if (env->json) {
		show_json(env, json_pack("{ss ss ss ss ss ss sb sb so ss}", "login", r->login, "name", r->name, "work_no", r->work_no, "role",
			r->role, "role_name", staff_role_names(r->role, names, sizeof names), "department", r->department, "active", (int)r->active,
			"must_change", (int)r->must_change, "locked_until", locked ? json_string(clock_iso(r->locked_until, iso)) : json_null(),
			"password_at", clock_iso(r->password_at, since)));
		return;
	}
	fprintf(env->out, "%-16s  ", r->login);
	show_text(env->out, r->name);
	fputs("  ", env->out);
	show_text(env->out, *r->work_no ? r->work_no : "-");
	fprintf(env->out, "  %s", staff_role_names(r->role, names, sizeof names));
	if (*r->department)
		fprintf(env->out, "(%s)", r->department);
	if (!r->active)
		fputs("  已停用", env->out);
	if (r->must_change)
		fputs("  下次登录改口令", env->out);
	if (locked)
		fprintf(env->out, "  锁定到 %s", clock_stamp(r->locked_until, stamp) + 11);
	fputc('\n', env->out);
}

/* --- acts ------------------------------------------------------------------------------------------------------------- */

static enum status with_password(struct hall *h, const struct actor *by, const struct asked *a,
	enum status (*act)(struct hall *, const struct actor *, const struct asked *, const char *, struct err *), struct err *err)
{
	char password[ASK_ROOM];
	enum status st = ask_password(a->password_fd, password, err);

	if (st == ST_OK)
		st = act(h, by, a, password, err);
	explicit_bzero(password, sizeof password);
	return st;
}

static enum status add_with(struct hall *h, const struct actor *by, const struct asked *a, const char *password, struct err *err)
{
	return staff_add(h, by, a->login, a->name ? a->name : "", a->work_no ? a->work_no : "", a->role, a->department ? a->department : "", password, err);
}

static enum status passwd_with(struct hall *h, const struct actor *by, const struct asked *a, const char *password, struct err *err)
{
	return staff_set_password(h, by, a->login, password, err);
}

static enum status act_add(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	if (strcmp(a->role, "system") == 0)
		return err_at(err, ST_REFUSED, "E-1106", "role", "system 是程序自己的角色,不能给人,没有改动任何东西。");
	return with_password(h, by, a, add_with, err);
}

static enum status act_passwd(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	return with_password(h, by, a, passwd_with, err);
}

static enum status act_role(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	return staff_set_role(h, by, a->login, a->role, a->department ? a->department : "", err);
}

static enum status act_disable(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	return staff_set_active(h, by, a->login, false, err);
}

static enum status act_enable(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	return staff_set_active(h, by, a->login, true, err);
}

static enum status act_unlock(struct hall *h, const struct actor *by, const struct asked *a, struct err *err)
{
	return staff_unlock(h, by, a->login, err);
}

/* Which options an act needs and which it takes. */
enum { NAME = 1, ROLE = 2, WORK_NO = 4, PASSWORD = 8, DEPARTMENT = 16 };
static const struct act {
	const char *verb;
	unsigned needs, takes;
	enum status (*run)(struct hall *, const struct actor *, const struct asked *, struct err *);
	const char *done;
} acts[] = {
	{ "add", NAME | ROLE, NAME | ROLE | WORK_NO | PASSWORD | DEPARTMENT, act_add, "已添加,首次登录要改口令" },
	{ "passwd", 0, PASSWORD, act_passwd, "口令已改,下次登录要另取一个" },
	{ "role", ROLE, ROLE | DEPARTMENT, act_role, "角色已改;已登录的,重新登录后生效" },
	{ "disable", 0, 0, act_disable, "已停用,不能再登录" },
	{ "enable", 0, 0, act_enable, "已启用" },
	{ "unlock", 0, 0, act_unlock, "已解锁,可以再登录" },
};

static int do_act(const struct command_env *env, const struct act *act, const struct asked *a)
{
	unsigned given = (a->name ? NAME : 0) | (a->role ? ROLE : 0) | (a->work_no ? WORK_NO : 0) | (a->password_fd ? PASSWORD : 0) |
		(a->department ? DEPARTMENT : 0);
	struct hall *h = NULL;
	struct actor by;
	struct err err;

	if (act->needs & ~given)
		return command_misuse(&command_staff, env, "staff %s 要有%s", act->verb, act->needs & ~given & NAME ? " --name" : " --role");
	if (given & ~act->takes)
		return command_misuse(&command_staff, env, "这个选项不用于 staff %s", act->verb);
	enum status st = hall_open(env->hall_dir, false, &h, &err);
	if (st == ST_OK && (st = command_actor(h, "", &by, &err)) == ST_OK)
		st = act->run(h, &by, a, &err);
	hall_close(h);
	if (st != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "done", act->verb, "login", a->login));
	else
		fprintf(env->out, "%s:%s\n", a->login, act->done);
	return command_done(env);
}

static int list(struct command_env *env)
{
	struct hall *h = NULL;
	struct err err;
	enum status st = hall_open(env->hall_dir, true, &h, &err);

	if (st == ST_OK)
		st = staff_list(h, row, env, &err);
	hall_close(h);
	return st == ST_OK ? command_done(env) : command_fail(env, &err);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct asked a = { 0 };
	const struct command_option options[] = { { .name = "name", .text = &a.name }, { .name = "role", .text = &a.role },
		{ .name = "work-no", .text = &a.work_no }, { .name = "department", .text = &a.department }, { .name = "password-fd", .text = &a.password_fd }, { .name = NULL } };
	char **words;
	size_t i = 0;
	int count, result = command_options(&command_staff, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count == 0 || (count == 1 && strcmp(words[0], "list") == 0))
		return list(&env);
	while (i < COUNT_OF(acts) && strcmp(acts[i].verb, words[0]) != 0)
		i++;
	if (i == COUNT_OF(acts))
		return command_misuse(&command_staff, &env, "没有这个动作:%s", words[0]);
	if (count != 2 || !*words[1])
		return command_misuse(&command_staff, &env, "staff %s 后面应是一个账号", words[0]);
	a.login = words[1];
	return do_act(&env, &acts[i], &a);
}

const struct command command_staff = {
	.name = "staff",
	.usage = "[list | add LOGIN --name NAME --role ROLE [--department ID] [--work-no NO] [--password-fd N] | passwd LOGIN [--password-fd N] | "
		"role LOGIN --role ROLE [--department ID] | disable LOGIN | enable LOGIN | unlock LOGIN] [--json]",
	.help = "人员:列出、添加、改口令(在终端上输入两次,或由 --password-fd 指明的文件描述符读一行)、改角色、停用、启用、"
		"解除连错口令的锁定(都记入审计)",
	.run = run,
};

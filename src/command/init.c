/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

#include <string.h>

#include "base/file.h"
#include "command/ask.h"
#include "hall/demo.h"
#include "hall/hall.h"

static void tell(const struct command_env *env, bool demo)
{
	struct hall *h = NULL;
	struct err err;

	if (env->json) {
		fputs("{\"made\":true}\n", env->out);
		return;
	}
	fprintf(env->out, "大厅已建好:%s\n", env->hall_dir);
	if (demo && hall_open(env->hall_dir, true, &h, &err) == ST_OK)
		fprintf(env->out, "%s\n", hall_text(h, "login.hint"));
	if (!demo)
		fputs("系统管理员的账号和口令在该目录的 first-login.txt(首次登录要改口令);其余设置在 yichuang.conf。\n"
			"接着:yichuang catalogue import 导入事项目录,window add 设窗口,staff add 加人员。\n", env->out);
	hall_close(h);
}

/* What was not given is asked for at a terminal. */
static bool complete(const struct command_env *env, const char **value, char typed[ASK_ROOM], const char *question)
{
	if (*value)
		return true;
	*value = typed;
	return !env->json && ask_line(question, typed);
}

static int make(const struct command_env *env, struct hall_identity *own, bool empty)
{
	char name[ASK_ROOM], region[ASK_ROOM], code[ASK_ROOM];
	struct err err;

	if (own && (!complete(env, &own->name, name, "大厅名称(印在每张文书的抬头):") ||
	    !complete(env, &own->region, region, "行政区划代码(GB/T 2260,6位):") ||
	    !complete(env, &own->code, code, "本区划内的大厅编号(3位,如 001):")))
		return command_misuse(&command_init, env, "新大厅要有 --name、--region 和 --hall-code(办件编号以后两者开头);演示大厅用 --demo");
	if (!own && !empty)
		demo_clock_begin();
	enum status st = hall_init(env->hall_dir, file_data_dir(), own, &err);
	if (st == ST_OK && !own && !empty)
		st = demo_past(env->hall_dir, file_data_dir(), &err);
	demo_clock_end();
	if (st != ST_OK)
		return command_fail(env, &err);
	tell(env, !own);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall_identity own = { 0 };
	bool demo = false, empty = false;
	const struct command_option options[] = { { .name = "demo", .flag = &demo }, { .name = "empty", .flag = &empty }, { .name = "name", .text = &own.name },
		{ .name = "region", .text = &own.region }, { .name = "hall-code", .text = &own.code }, { .name = NULL } };
	char **words;
	int count, result = command_options(&command_init, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_init, &env, "多了一个词:%s(大厅目录用 --hall 指明)", words[0]);
	if (demo && (own.name || own.region || own.code))
		return command_misuse(&command_init, &env, "--demo 的大厅自有名称和编号,不能再给%s", "");
	if (empty && !demo)
		return command_misuse(&command_init, &env, "--empty 只用于 --demo%s", "");
	return make(&env, demo ? NULL : &own, empty);
}

const struct command command_init = {
	.name = "init",
	.usage = "--name NAME --region CODE --hall-code CODE | --demo [--empty]",
	.help = "在 --hall 指明的空目录里新建大厅(名称、行政区划代码、大厅编号,未给的在终端上问);"
		"--demo 建演示大厅:示例目录、人员、窗口、部门和证书,和各种状态的办件(--empty 则没有办件)",
	.run = run,
};

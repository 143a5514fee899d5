/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

#include "base/file.h"
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
		fputs("首次登录的账号和口令在该目录的 first-login.txt;设置在 yichuang.conf。\n"
			"接着执行 yichuang catalogue import 导入事项目录。\n", env->out);
	hall_close(h);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	bool demo = false;
	const struct command_option options[] = { { .name = "demo", .flag = &demo }, { .name = NULL } };
	struct err err;
	char **words;
	int count, result = command_options(&command_init, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_init, &env, "多了一个词:%s(大厅目录用 --hall 指明)", words[0]);
	if (hall_init(env.hall_dir, file_data_dir(), demo, &err) != ST_OK)
		return command_fail(&env, &err);
	tell(&env, demo);
	return command_done(&env);
}

const struct command command_init = {
	.name = "init",
	.usage = "[--demo]",
	.help = "在 --hall 指明的空目录里新建大厅;--demo 建演示大厅:示例目录、人员、窗口、部门和证书",
	.run = run,
};

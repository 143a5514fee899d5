/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/params.h"

static int list(const struct command_env *env, struct hall *h)
{
	for (size_t i = 0; i < hall_param_count; i++) {
		const struct setting *p = &hall_params[i];
		const char *value = hall_text(h, p->name), *origin = hall_origin(h, p->name);
		if (env->json) {
			show_json(env, json_pack("{ss ss ss ss}", "name", p->name, "value", value, "origin", origin, "help", p->help));
			continue;
		}
		fprintf(env->out, "%-28s ", p->name);
		show_text(env->out, *value ? value : "\"\"");
		fputs("  [", env->out);
		show_text(env->out, origin);
		fprintf(env->out, "]  %s\n", p->help);
	}
	return command_done(env);
}

static int set(const struct command_env *env, struct hall *h, const char *name, const char *value)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK || hall_set(h, &by, name, value, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "name", name, "value", hall_text(h, name)));
	else
		fprintf(env->out, "已改为 %s,全大厅生效;正在运行的窗口重新打开后生效。\n", hall_text(h, name));
	return command_done(env);
}

/* Opening the hall has read every file and value already. */
static int check(const struct command_env *env)
{
	if (env->json)
		show_json(env, json_pack("{sb}", "fine", 1));
	else
		fputs("设置没有错误。\n", env->out);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_config, &env, NULL, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	bool setting = count == 3 && strcmp(words[0], "set") == 0;
	bool checking = count == 1 && strcmp(words[0], "check") == 0, listing = count == 1 && strcmp(words[0], "list") == 0;
	if (!setting && !checking && !listing)
		return command_misuse(&command_config, &env, count ? "动作应为 check、list 或 set NAME VALUE:%s" : "缺少动作%s",
			count ? words[0] : "");
	if (hall_open(env.hall_dir, !setting, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = setting ? set(&env, h, words[1], words[2]) : checking ? check(&env) : list(&env, h);
	hall_close(h);
	return result;
}

const struct command command_config = {
	.name = "config",
	.usage = "check | list | set NAME VALUE [--json]",
	.help = "大厅的设置:检查各文件,列出每项的值和来处,或改一项(全大厅生效,记入审计)",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/params.h"
#include "hall/printer.h"

static void row_json(const struct command_env *env, const struct hall_parameter *p)
{
	static const char *const types[] = { [SETTING_TEXT] = "text", [SETTING_INT] = "integer", [SETTING_BOOL] = "boolean",
		[SETTING_PATH] = "path" };
	char at[26];

	show_json(env, json_pack("{ss ss ss ss ss sI sI so ss ss}", "name", p->setting->name, "value", p->value, "origin",
		p->origin, "default", p->setting->fallback, "type", types[p->setting->type], "min", (json_int_t)p->setting->min, "max",
		(json_int_t)p->setting->max, "changed_at", p->changed_at ? json_string(clock_iso(p->changed_at, at)) : json_null(),
		"changed_by", p->login, "help", p->setting->help));
}

static void value_print(const struct command_env *env, const char *value)
{
	show_text(env->out, *value ? value : "\"\"");
}

/* The value first; under it what it is unless somebody says otherwise, what it may be, and who changed it. */
static void row(void *ctx, const struct hall_parameter *p)
{
	const struct command_env *env = ctx;
	char range[HALL_RANGE_SIZE], stamp[20];

	if (env->json) {
		row_json(env, p);
		return;
	}
	fprintf(env->out, "%-28s ", p->setting->name);
	value_print(env, p->value);
	fputs("  [", env->out);
	show_text(env->out, p->origin);
	fprintf(env->out, "]  %s\n%-28s 默认 ", p->setting->help, "");
	value_print(env, p->setting->fallback);
	fprintf(env->out, "  可为 %s", hall_range(p->setting, range));
	if (p->changed_at) {
		fprintf(env->out, "  %s ", clock_stamp(p->changed_at, stamp));
		show_text(env->out, *p->name ? p->name : p->login);
		fputs(" 改", env->out);
	}
	fputc('\n', env->out);
}

static int list(const struct command_env *env, struct hall *h)
{
	struct err err;

	return hall_parameters(h, row, (void *)(uintptr_t)env, &err) == ST_OK ? command_done(env) : command_fail(env, &err);
}

/* `was`: the value that is to be replaced, NULL for any. */
static int set(const struct command_env *env, struct hall *h, const char *name, const char *value, const char *was)
{
	struct actor by;
	struct err err;
	enum status st = command_actor(h, "", &by, &err);

	if (st == ST_OK)
		st = was ? hall_change(h, &by, name, was, value, &err) : hall_set(h, &by, name, value, &err);
	if (st != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "name", name, "value", hall_text(h, name)));
	else
		fprintf(env->out, "已改为 %s,全大厅生效;正在运行的窗口重新打开后生效。\n", hall_text(h, name));
	return command_done(env);
}

/* Opening the hall has read every file and value already; a printer may be wrong, and the hall open all the same. */
static int check(const struct command_env *env, struct hall *h)
{
	struct err err;

	err_clear(&err);
	if (printer_settings_check(h, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{sb}", "fine", 1));
	else
		fputs("设置没有错误。\n", env->out);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *was = NULL;
	const struct command_option options[] = { { .name = "was", .text = &was }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_config, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	bool setting = count == 3 && strcmp(words[0], "set") == 0;
	bool checking = count == 1 && strcmp(words[0], "check") == 0, listing = count == 1 && strcmp(words[0], "list") == 0;
	if (!setting && !checking && !listing)
		return command_misuse(&command_config, &env, count ? "动作应为 check、list 或 set NAME VALUE:%s" : "缺少动作%s",
			count ? words[0] : "");
	if (was && !setting)
		return command_misuse(&command_config, &env, "--was 只用于 set");
	if (hall_open(env.hall_dir, !setting, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = setting ? set(&env, h, words[1], words[2], was) : checking ? check(&env, h) : list(&env, h);
	hall_close(h);
	return result;
}

const struct command command_config = {
	.name = "config",
	.usage = "check | list | set NAME VALUE [--was VALUE] [--json]",
	.help = "大厅的设置:检查各文件,列出每项的值、来处、默认值、范围和谁改的,或改一项(全大厅生效,记入审计;--was 写明原来的值,别人已改过就不改)",
	.run = run,
};

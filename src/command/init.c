/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command/ask.h"
#include "command/progress.h"
#include "hall/demo.h"
#include "hall/hall.h"

/* What the command line wants: a hall of one's own, or which demonstration. */
struct wish { struct hall_identity own; bool demo, empty, lively; const char *seed; struct demo_lively day; };

static void tell(const struct command_env *env, const struct wish *w)
{
	struct hall *h = NULL;
	struct err err;
	char day[11];

	if (env->json) {
		fputs("{\"made\":true}\n", env->out);
		return;
	}
	fprintf(env->out, "大厅已建好:%s\n", env->hall_dir);
	if (w->demo && hall_open(env->hall_dir, true, &h, &err) == ST_OK)
		fprintf(env->out, "%s\n", hall_text(h, "login.hint"));
	if (w->lively && w->day.busy == DAY_NONE)
		fputs("本机时间早于演示的四周,大厅里还没有办件。校准时间后另建一个。\n", env->out);
	else if (w->lively)
		fprintf(env->out, "热闹的一天是 %s(星期%s):yichuang queue --day %s。\n", day_iso(w->day.busy, day),
			day_weekday_name(w->day.busy), day);
	if (!w->demo)
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

static enum status make_demo(const struct command_env *env, struct wish *w, struct err *err)
{
	const char *data = file_data_dir();

	if (w->empty)
		return hall_init(env->hall_dir, data, NULL, err);
	progress_say(w->lively ? "正在建演示大厅,并办完四周里的事" : "正在建演示大厅");
	demo_clock_begin();
	enum status st = hall_init(env->hall_dir, data, NULL, err);
	if (st == ST_OK)
		st = demo_past(env->hall_dir, data, w->lively ? &w->day : NULL, err);
	demo_clock_end();
	progress_end();
	return st;
}

static int make(const struct command_env *env, struct wish *w)
{
	struct hall_identity *own = w->demo ? NULL : &w->own;
	char name[ASK_ROOM], region[ASK_ROOM], code[ASK_ROOM];
	struct err err;

	if (own && (!complete(env, &own->name, name, "大厅名称(印在每张文书的抬头):") ||
	    !complete(env, &own->region, region, "行政区划代码(GB/T 2260,6位):") ||
	    !complete(env, &own->code, code, "本区划内的大厅编号(3位,如 001):")))
		return command_misuse(&command_init, env, "新大厅要有 --name、--region 和 --hall-code(办件编号以后两者开头);演示大厅用 --demo");
	enum status st = own ? hall_init(env->hall_dir, file_data_dir(), own, &err) : make_demo(env, w, &err);
	if (st != ST_OK)
		return command_fail(env, &err);
	tell(env, w);
	return command_done(env);
}

/* A whole number, so that it can be told to others. */
static bool read_seed(struct wish *w)
{
	char *end;

	w->day.seed = 1;
	if (!w->seed)
		return true;
	errno = 0;
	w->day.seed = strtoull(w->seed, &end, 10);
	return *w->seed >= '0' && *w->seed <= '9' && !*end && errno == 0;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wish w = { .demo = false };
	const struct command_option options[] = { { .name = "demo", .flag = &w.demo }, { .name = "empty", .flag = &w.empty },
		{ .name = "lively", .flag = &w.lively }, { .name = "seed", .text = &w.seed }, { .name = "name", .text = &w.own.name },
		{ .name = "region", .text = &w.own.region }, { .name = "hall-code", .text = &w.own.code }, { .name = NULL } };
	char **words;
	int count, result = command_options(&command_init, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_init, &env, "多了一个词:%s(大厅目录用 --hall 指明)", words[0]);
	if (w.demo && (w.own.name || w.own.region || w.own.code))
		return command_misuse(&command_init, &env, "--demo 的大厅自有名称和编号,不能再给%s", "");
	if ((w.empty || w.lively) && !w.demo)
		return command_misuse(&command_init, &env, "--empty 和 --lively 只用于 --demo%s", "");
	if (w.empty && w.lively)
		return command_misuse(&command_init, &env, "--empty 和 --lively 只能给一个%s", "");
	if (w.seed && !w.lively)
		return command_misuse(&command_init, &env, "--seed 只用于 --lively%s", "");
	if (!read_seed(&w))
		return command_misuse(&command_init, &env, "--seed 是一个不带符号的整数,不能是 %s", w.seed);
	return make(&env, &w);
}

const struct command command_init = {
	.name = "init",
	.usage = "--name NAME --region CODE --hall-code CODE | --demo [--empty | --lively [--seed N]]",
	.help = "在 --hall 指明的空目录里新建大厅(名称、行政区划代码、大厅编号,未给的在终端上问);"
		"--demo 建演示大厅:示例目录、人员、窗口、部门和证书,和各种状态的办件(--empty 则没有办件;"
		"--lively 再加热闹的一天:300 个号、200 件、帮办、评价,同一个 --seed 生成同一个大厅)",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

#include <getopt.h>
#include <string.h>

#define MAIN_USAGE "[--hall DIR] [--keymap K] [--ascii] [--mono] [--json] [--help] [--version] 子命令 …"
#define DEFAULT_HALL LOCALSTATEDIR "/lib/yichuang"

/* The program itself, as a row, so that its mistakes are told like a subcommand's. */
static const struct command program = { .name = "", .usage = MAIN_USAGE, .help = "" };

static const struct command *find(const char *name)
{
	for (const struct command *const *row = command_table; *row; row++)
		if (strcmp((*row)->name, name) == 0)
			return *row;
	return NULL;
}

static int show_help(const struct command_env *env)
{
	fprintf(env->out, "用法:yichuang %s\n      不带参数运行 yichuang 打开窗口工作台。\n\n子命令:\n", MAIN_USAGE);
	for (const struct command *const *row = command_table; *row; row++) {
		command_usage(*row, "  ", env->out);
		command_words((*row)->help, 6, env->out);
	}
	fprintf(env->out,
		"\n通用选项:\n"
		"  --hall DIR   大厅所在文件夹(默认 %s)\n"
		"  --keymap K   工作台键位:numpad、vi 或大厅 keymaps/ 里的名字\n"
		"  --ascii      工作台只用 ASCII 画线和记号\n"
		"  --mono       工作台不用颜色\n"
		"  --json       结果与错误都以 JSON 输出,每行一个\n"
		"  --help       本说明;写在子命令之后则为该子命令的说明\n"
		"  --version    版本\n", DEFAULT_HALL);
	return command_done(env);
}

/* `yichuang help [NAME]`, what people type first: the same as --help, or as NAME --help. */
static int help(const struct command_env *env, int argc, char **argv)
{
	static char wanted[] = "--help";
	const struct command *command = argc > 1 ? find(argv[1]) : NULL;
	char *words[] = { argc > 1 ? argv[1] : NULL, wanted, NULL };

	if (argc > 1 && !command)
		return command_misuse(&program, env, "没有这个子命令:%s(yichuang --help 列出全部)", argv[1]);
	return command ? command->run(env, 2, words) : show_help(env);
}

int command_main(int argc, char **argv, command_desk_fn *desk)
{
	enum { HALL = 1, JSON, SAY_HELP, SAY_VERSION, KEYMAP, ASCII, MONO };
	static const struct option options[] = {
		{ "hall", required_argument, NULL, HALL },
		{ "json", no_argument, NULL, JSON },
		{ "help", no_argument, NULL, SAY_HELP },
		{ "version", no_argument, NULL, SAY_VERSION },
		{ "keymap", required_argument, NULL, KEYMAP },
		{ "ascii", no_argument, NULL, ASCII },
		{ "mono", no_argument, NULL, MONO },
		{ NULL, 0, NULL, 0 },
	};
	const char *keymap = NULL;
	bool ascii = false, mono = false;
	struct command_env env = { .hall_dir = DEFAULT_HALL, .out = stdout, .err_out = stderr };
	int option;

	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, "+:", options, NULL)) != -1) {
		switch (option) {
		case HALL:
			if (!*optarg)
				return command_misuse(&program, &env, "--hall 需要一个文件夹");
			env.hall_dir = optarg;
			break;
		case JSON:
			env.json = true;
			break;
		case KEYMAP:
			keymap = optarg;
			break;
		case ASCII:
			ascii = true;
			break;
		case MONO:
			mono = true;
			break;
		case SAY_HELP:
			return show_help(&env);
		case SAY_VERSION:
			fprintf(env.out, "%s\n", PACKAGE_STRING);
			return command_done(&env);
		default:
			return command_bad_option(&program, &env, option, argv);
		}
	}
	if (optind >= argc)
		return env.json ? command_misuse(&program, &env, "--json 要有子命令") : desk(env.hall_dir, keymap, ascii, mono);
	if (strcmp(argv[optind], "help") == 0)
		return help(&env, argc - optind, argv + optind);
	const struct command *command = find(argv[optind]);
	if (!command)
		return command_misuse(&program, &env, "没有这个子命令:%s(yichuang --help 列出全部)", argv[optind]);
	return command->run(&env, argc - optind, argv + optind);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

void command_list_release(struct command_list *list)
{
	free(list->values);
	*list = (struct command_list){ .count = 0 };
}

static void list_add(struct command_list *list, const char *value)
{
	list->values = mem_grow(list->values, list->count + 1, sizeof *list->values);
	list->values[list->count++] = value;
}

int command_help(const struct command *command, const struct command_env *env)
{
	command_usage(command, "用法:yichuang ", env->out);
	command_words(command->help, 0, env->out);
	if (command->more)
		command->more(env->out);
	return command_done(env);
}

/* Puts one option's value where its row says. */
static void take(const struct command_option *option, const char *value)
{
	if (option->flag)
		*option->flag = true;
	else if (option->text)
		*option->text = value;
	else
		list_add(option->list, value);
}

/* The rows as getopt_long wants them: the common options first, then the subcommand's. Owned. */
enum { COMMON = 3 };
static struct option *long_options(const struct command_option *options, size_t count)
{
	static const struct option common[COMMON] = {
		{ "json", no_argument, NULL, 0 }, { "hall", required_argument, NULL, 0 }, { "help", no_argument, NULL, 0 },
	};
	struct option *rows = mem_array(COMMON + count + 1, sizeof *rows);

	memcpy(rows, common, sizeof common);
	for (size_t i = 0; i < count; i++)
		rows[COMMON + i] = (struct option){ options[i].name, options[i].flag ? no_argument : required_argument, NULL, 0 };
	return rows;
}

int command_bad_option(const struct command *command, const struct command_env *env, int answer, char **argv)
{
	if (answer == ':')
		return command_misuse(command, env, "选项 %s 缺少值", argv[optind - 1]);
	/* a short one may stand inside a word that getopt has not left yet: only optopt names it */
	if (optopt > ' ' && optopt < 127)
		return command_misuse(command, env, "没有这个选项:-%c", optopt);
	if (optopt < 0 || optopt >= 127)
		return command_misuse(command, env, "选项不是 ASCII 字符");
	return command_misuse(command, env, "没有这个选项,或它不带值:%s", argv[optind - 1]);
}

int command_options(const struct command *command, struct command_env *env, const struct command_option *options,
	int argc, char **argv, char ***words, int *count)
{
	size_t n = 0;
	int option, row = 0, result = COMMAND_GO;

	*words = NULL;
	*count = 0;
	while (options && options[n].name)
		n++;
	struct option *rows = long_options(options, n);
	opterr = 0;
	optind = 0;
	while (result == COMMAND_GO && (option = getopt_long(argc, argv, ":", rows, &row)) != -1) {
		if (option == ':' || option == '?')
			result = command_bad_option(command, env, option, argv);
		else if (rows[row].has_arg && !*optarg)
			result = command_misuse(command, env, "选项 --%s 的值是空的", rows[row].name);
		else if (row >= COMMON)
			take(&options[row - COMMON], optarg);
		else if (row == 0)
			env->json = true;
		else if (row == 1)
			env->hall_dir = optarg;
		else
			result = command_help(command, env);
	}
	free(rows);
	*words = argv + optind;
	*count = argc - optind;
	return result;
}

/* Nothing that came from outside may steer the terminal (R24). */
static void say_text(FILE *to, const char *text, void (*filter)(struct buf *, const char *, size_t))
{
	struct buf safe;

	buf_init(&safe, BUF_SMALL);
	filter(&safe, text, strlen(text));
	fputs(safe.data, to);
	buf_release(&safe);
}

static bool in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' || c == '/';
}

/* Does the sentence name the place itself, as a word of its own? It need not stand there twice. */
static bool names(const char *text, const char *where)
{
	size_t n = strlen(where);

	for (const char *at = strstr(text, where); at; at = strstr(at + 1, where))
		if ((at == text || !in_word(at[-1])) && !in_word(at[n]))
			return true;
	return false;
}

static void say(const struct command_env *env, const struct err *err)
{
	if (env->json) {
		fputs("{\"error\":{\"code\":\"", env->out);
		say_text(env->out, err->code, text_for_json);
		fputs("\",\"message\":\"", env->out);
		say_text(env->out, err->text, text_for_json);
		fputs("\",\"where\":\"", env->out);
		say_text(env->out, err->where, text_for_json);
		fputs("\"}}\n", env->out);
		return;
	}
	fputs("yichuang: ", env->err_out);
	say_text(env->err_out, err->code, text_for_tty);
	fputs(" ", env->err_out);
	if (err->where[0] && !names(err->text, err->where)) {
		say_text(env->err_out, err->where, text_for_tty);
		fputs(": ", env->err_out);
	}
	say_text(env->err_out, err->text, text_for_tty);
	fputs("\n", env->err_out);
}

int command_misuse(const struct command *command, const struct command_env *env, const char *format, ...)
{
	struct err err;
	char text[sizeof err.text];
	va_list ap;

	va_start(ap, format);
	int wanted = vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	if (wanted < 0)
		snprintf(text, sizeof text, "用法不对");
	enum status st = err_set(&err, ST_USAGE, "E-3001", "%.600s%s%s", text, command->undone ? text_stop(text) : "",
		command->undone ? command->undone : "");
	say(env, &err);
	command_usage(command, "用法:yichuang ", env->err_out);
	return status_exit(st);
}

int command_fail(const struct command_env *env, const struct err *err)
{
	say(env, err);
	if (fflush(env->out) != 0 && err->status == ST_OK)
		return status_exit(ST_IO);
	return status_exit(err->status);
}

int command_done(const struct command_env *env)
{
	if (fflush(env->out) != 0 || ferror(env->out)) {
		struct err err;
		enum status st = err_set(&err, ST_IO, "E-3020", "输出没有写完:%s", err_reason(errno));
		struct command_env plain = *env;
		plain.json = false;
		say(&plain, &err);
		return status_exit(st);
	}
	return status_exit(ST_OK);
}

bool command_number(const char *text, long min, long max, long *out)
{
	char *end;

	*out = 0;
	if (!text || !*text || strspn(text, "0123456789") != strlen(text))
		return false;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno || *end || value < min || value > max)
		return false;
	*out = value;
	return true;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/staff.h"

static const char *kind_name(const char *code)
{
	for (const struct window_kind *k = window_kinds; k->code; k++)
		if (strcmp(k->code, code) == 0)
			return k->name;
	return code;
}

static void row(void *ctx, const char *no, const char *name, const char *kind, bool open)
{
	const struct command_env *env = ctx;

	if (env->json) {
		show_json(env, json_pack("{ss ss ss ss sb}", "no", no, "name", name, "kind", kind, "kind_name", kind_name(kind), "open",
			(int)open));
		return;
	}
	fprintf(env->out, "%-4s  ", no);
	show_text(env->out, name);
	fputs("  ", env->out);
	show_text(env->out, kind_name(kind));
	fputs(open ? "\n" : "  已停用\n", env->out);
}

enum verb { LIST, ADD, SET, OPEN, CLOSE };
static const char *const verbs[] = { [LIST] = "list", [ADD] = "add", [SET] = "set", [OPEN] = "open", [CLOSE] = "close" };
enum { VERBS = sizeof verbs / sizeof verbs[0] };

struct asked { int verb; const char *no, *name, *kind; };

static enum status act(struct hall *h, const struct command_env *env, const struct asked *a, struct err *err)
{
	struct actor by;
	enum status st;

	if (a->verb == LIST)
		return window_list(h, row, (void *)(uintptr_t)env, err);
	if ((st = command_actor(h, "", &by, err)) != ST_OK)
		return st;
	if (a->verb == ADD)
		return window_add(h, &by, a->no, a->name, a->kind ? a->kind : "general", err);
	return a->verb == SET ? window_set(h, &by, a->no, a->name, a->kind, err) : window_set_open(h, &by, a->no, a->verb == OPEN, err);
}

static void tell(const struct command_env *env, const struct asked *a)
{
	static const char *const done[] = { [ADD] = "已开设", [SET] = "已改", [OPEN] = "已启用",
		[CLOSE] = "已停用,不能在此登录;它的办件都在" };

	if (a->verb == LIST)
		return;
	if (env->json)
		show_json(env, json_pack("{ss ss}", "done", verbs[a->verb], "no", a->no));
	else
		fprintf(env->out, "%s号窗口:%s\n", a->no, done[a->verb]);
}

/* COMMAND_GO when the words fit. */
static int check(const struct command_env *env, const struct asked *a, int count)
{
	if (a->verb == VERBS)
		return command_misuse(&command_window, env, "动作应为 list、add、set、open 或 close");
	if (a->verb == LIST ? count > 1 : count != 2 || !*a->no)
		return command_misuse(&command_window, env, a->verb == LIST ? "list 后面多了一个词%s" : "window %s 后面应是一个窗口号",
			a->verb == LIST ? "" : verbs[a->verb]);
	if (a->verb == ADD && !a->name)
		return command_misuse(&command_window, env, "window add 要有 --name");
	if (a->verb == SET && !a->name && !a->kind)
		return command_misuse(&command_window, env, "window set 要有 --name 或 --kind");
	if (a->verb != ADD && a->verb != SET && (a->name || a->kind))
		return command_misuse(&command_window, env, "--name 和 --kind 只用于 add 和 set");
	return COMMAND_GO;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct asked a = { .verb = LIST };
	const struct command_option options[] = { { .name = "name", .text = &a.name }, { .name = "kind", .text = &a.kind },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_window, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	while (count && a.verb < VERBS && strcmp(verbs[a.verb], words[0]) != 0)
		a.verb++;
	a.no = count > 1 ? words[1] : "";
	if ((result = check(&env, &a, count)) != COMMAND_GO)
		return result;
	enum status st = hall_open(env.hall_dir, a.verb == LIST, &h, &err);
	if (st == ST_OK)
		st = act(h, &env, &a, &err);
	hall_close(h);
	if (st != ST_OK)
		return command_fail(&env, &err);
	tell(&env, &a);
	return command_done(&env);
}

const struct command command_window = {
	.name = "window",
	.usage = "[list | add NO --name NAME [--kind KIND] | set NO [--name NAME] [--kind KIND] | open NO | close NO] [--json]",
	.help = "窗口:列出、开设、改名改类、启用、停用(都记入审计);KIND 为 general 综合(默认)、enterprise 企业、property 不动产、"
		"issue 出件、complaint 办不成事反映",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/act.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/act.h"
#include "hall/dossier.h"

#define OPTIONS_MOST 400

static json_t *roles_json(unsigned roles)
{
	json_t *out = json_array();

	for (int r = 0; r < ROLE_COUNT; r++)
		if (roles & ~BY(SYSTEM) & 1u << r)
			json_array_append_new(out, json_string(staff_role_code((enum staff_role)r)));
	return out;
}

/* --- every act there is -------------------------------------------------------------------------------------------- */

static bool has_lines(const struct act_arg *a)
{
	return a->type == ARG_LINES || a->type == ARG_TICKS;
}

/* "material=材料", and under which answer it is asked: "tracking=快递单号(channel=express 时)". */
static void arg_print(FILE *to, const struct act_arg *a)
{
	fprintf(to, "%s%s=%s", a->name, has_lines(a) ? ".材料" : "", a->label);
	if (a->when)
		fprintf(to, "(%s%s%s 时)", a->when, *a->is == '!' ? "≠" : "=", *a->is == '!' ? a->is + 1 : a->is);
}

static void act_line(FILE *to, const struct act *act)
{
	fprintf(to, "  %-12s %s", act->word, act->name);
	for (const struct act_arg *a = act->args; a && a->name; a++)
		if (a->needed) {
			fputs("  ", to);
			arg_print(to, a);
		}
	fputc('\n', to);
}

static void every_act(FILE *to)
{
	static const struct { enum act_scope scope; const char *title; } groups[] = {
		{ ACT_DOSSIER, "办件的操作" }, { ACT_TASK, "任务的操作(加 --task 序号)" } };

	for (size_t g = 0; g < COUNT_OF(groups); g++) {
		fprintf(to, "\n%s:\n", groups[g].title);
		if (groups[g].scope == ACT_TASK)
			act_line(to, &act_at_once);
		for (const struct act *const *a = acts; *a; a++)
			if ((*a)->scope == groups[g].scope && (*a)->by & ~BY(SYSTEM))
				act_line(to, *a);
	}
	fputs("\n操作之后是必填的内容;某一件现在可以做哪些、由谁做、还可填什么,用 yichuang act 受理号 列出。\n"
		"只由人来做的(督导的作废、终止、展期等,第二个人对提请的答复,期满待定的决定)加 --as 账号:口令在终端上问,或由 --password-fd 读一行。\n", to);
}

/* --- what can be done, what was done --------------------------------------------------------------------------------- */

static void args_print(const struct command_env *env, const struct act *act)
{
	for (const struct act_arg *a = act->args; a && a->name; a++) {
		fputs("        ", env->out);
		arg_print(env->out, a);
		fputs(a->needed ? "" : "(可不填)", env->out);
		for (const struct act_choice *c = a->choices; c && c->code; c++)
			fprintf(env->out, "%s%s(%s)", c == a->choices ? ":" : " ", c->code, c->name);
		fputc('\n', env->out);
	}
}

static json_t *args_json(const struct act *act)
{
	json_t *out = json_array();

	for (const struct act_arg *a = act->args; a && a->name; a++) {
		json_t *choices = json_array();
		for (const struct act_choice *c = a->choices; c && c->code; c++)
			json_array_append_new(choices, json_string(c->code));
		json_t *arg = json_pack("{ss ss sb so}", "name", a->name, "label", a->label, "needed", (int)a->needed, "choices", choices);
		if (a->when)
			json_object_set_new(arg, "when", json_pack("{ss}", a->when, a->is));
		json_array_append_new(out, arg);
	}
	return out;
}

static void option_show(const struct command_env *env, const struct act_option *o)
{
	char who[120];

	act_roles(o->act->by & ~BY(SYSTEM), who, sizeof who);
	if (env->json) {
		show_json(env, json_pack("{ss ss si so ss so}", "act", o->act->word, "name", o->act->name, "task", o->task, "by",
			roles_json(o->act->by), "help", o->act->help, "args", args_json(o->act)));
		return;
	}
	if (o->task)
		fprintf(env->out, "  --task %d %s  %s(%s) %s\n", o->task, o->act->word, o->act->name, who, o->act->help);
	else
		fprintf(env->out, "  %s  %s(%s) %s\n", o->act->word, o->act->name, who, o->act->help);
	args_print(env, o->act);
}

static int options(const struct command_env *env, struct hall *h, const struct actor *by, const char *number)
{
	struct act_option *rows = mem_array(OPTIONS_MOST, sizeof *rows);
	struct err err;
	size_t count;
	int result = 0;

	if (act_options(h, by, number, rows, OPTIONS_MOST, &count, &err) != ST_OK)
		result = command_fail(env, &err);
	for (size_t i = 0; result == 0 && i < count; i++)
		option_show(env, &rows[i]);
	if (result == 0 && count == 0 && !env->json)
		fputs("这件已经到头,没有可做的。\n", env->out);
	free(rows);
	return result ? result : command_done(env);
}

static int history(const struct command_env *env, struct hall *h, const char *number)
{
	struct err err;
	json_t *all, *row, *dossier = NULL;
	struct buf said_of;
	size_t i;

	if (act_history(h, number, &all, &err) != ST_OK)
		return command_fail(env, &err);
	if (!env->json && dossier_json(h, number, true, &dossier, &err) != ST_OK) {
		json_decref(all);
		return command_fail(env, &err);
	}
	json_array_foreach(all, i, row) {
		if (env->json) {
			show_json(env, json_incref(row));
			continue;
		}
		fprintf(env->out, "%.16s  ", json_string_value(json_object_get(row, "at")));
		if (json_integer_value(json_object_get(row, "task")))
			fprintf(env->out, "任务%d ", (int)json_integer_value(json_object_get(row, "task")));
		show_text(env->out, json_string_value(json_object_get(row, "name")));
		fputs("  ", env->out);
		show_text(env->out, json_string_value(json_object_get(row, "by")));
		fputs("  ", env->out);
		buf_init(&said_of, BUF_LARGE);
		act_said(row, dossier, &said_of);
		show_text(env->out, said_of.len ? said_of.data : "");
		buf_wipe(&said_of);
		fputc('\n', env->out);
	}
	json_decref(dossier);
	json_decref(all);
	return command_done(env);
}

/* --- doing ----------------------------------------------------------------------------------------------------------- */

static int act(const struct command_env *env, struct hall *h, const struct actor *by, struct act_call *call, char **words, int count)
{
	struct act_value *values = mem_array((size_t)count + 1, sizeof *values);
	int result = act_values(env, words, count, values, &call->count);

	call->values = values;
	if (result == 0)
		result = act_do(env, h, by, call);
	free(values);
	return result;
}

struct who { const char *login, *password_fd; };

static int go(const struct command_env *env, struct hall *h, struct act_call *call, const struct who *who, char **words, int count, bool past)
{
	char number[DOSSIER_NUMBER_SIZE];
	struct actor by;
	struct err err;
	bool proposed = strcmp(words[0], "proposals") == 0;

	if (proposed && count == 1)
		return act_proposals(env, h);
	if ((who->login ? command_person(h, who->login, who->password_fd, &by, &err) : command_actor(h, "", &by, &err)) != ST_OK)
		return command_fail(env, &err);
	if (proposed)
		return act_answer(env, h, &by, words, count);
	if (strcmp(words[0], "check-in") == 0)
		return act_check_in(env, h, &by, words + 1, count - 1);
	if (strcmp(words[0], "expired") == 0)
		return act_expired(env, h, &by, words, count);
	if (dossier_number(h, words[0], number, &err) != ST_OK)
		return command_fail(env, &err);
	if (past)
		return history(env, h, number);
	call->number = number;
	if (count == 1)
		return options(env, h, &by, number);
	call->word = words[1];
	return act(env, h, &by, call, words + 2, count - 2);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct act_call call = { 0 };
	struct who who = { NULL, NULL };
	const char *task = NULL;
	bool past = false;
	const struct command_option options_known[] = { { .name = "task", .text = &task }, { .name = "uuid", .text = &call.uuid },
		{ .name = "history", .flag = &past }, { .name = "as", .text = &who.login }, { .name = "password-fd", .text = &who.password_fd },
		{ .name = NULL } };
	char **words;
	int count, result = command_options(&command_act, &env, options_known, argc, argv, &words, &count);
	struct hall *h = NULL;
	struct err err;
	long no = 0;

	if (result != COMMAND_GO)
		return result;
	if (count < 1 || (past && count > 1))
		return command_misuse(&command_act, &env, count < 1 ? "缺少受理号" : "--history 之后只要受理号");
	if (task && !command_number(task, 1, 999, &no))
		return command_misuse(&command_act, &env, "--task 应为任务序号:%.20s", task);
	if (call.uuid && strlen(call.uuid) != 36)
		return command_misuse(&command_act, &env, "--uuid 应为 36 位的标识");
	if (who.password_fd && !who.login)
		return command_misuse(&command_act, &env, "--password-fd 要和 --as 一起用");
	call.task = (int)no;
	if (hall_open(env.hall_dir, false, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &call, &who, words, count, past);
	hall_close(h);
	return result;
}

const struct command command_act = {
	.name = "act",
	.usage = "NUMBER [--history] | NUMBER ACT [--task N] [--uuid UUID] [NAME=VALUE]… | proposals [confirm ID | decline ID reason=TEXT] "
		"| check-in [place=TEXT] NO… | expired [confirm ID reason=TEXT | decline ID reason=TEXT] [--as LOGIN [--password-fd N]] [--json]",
	.help = "办件收下以后的每一步:列出现在可以做什么、由谁做,做一步(告知、补正、撤回、容缺补齐、特别程序、延期、决定、出件、送达、归档等),列出做过的、待确认的和期满待定的,同意或不同意;--as 以本人的账号和口令来做",
	.more = every_act,
	.run = run,
};

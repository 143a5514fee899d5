/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/stuck.h"

#define ROWS 2000

struct wanted { const char *reveal, *uuid; bool closed; };

static void row_print(FILE *to, const struct stuck_row *r)
{
	const char *category = act_choice_name(stuck_categories, r->category);
	char due[11];

	fprintf(to, "%s  %s  %s%s前答复  %s  ", r->number, stuck_state_name(r->state), r->overdue ? "(已超期)" : "", day_iso(r->due, due),
		category ? category : "");
	show_text(to, r->name);
	fputs("  ", to);
	show_text(to, r->matter);
	if (*r->transferred) {
		fputs("  转 ", to);
		show_text(to, r->transferred);
	}
	fputc('\n', to);
}

static int list(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct stuck_row *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result = stuck_list(h, by, w->closed, rows, ROWS, &count, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++)
		if (env->json)
			show_json(env, stuck_row_json(&rows[i]));
		else
			row_print(env->out, &rows[i]);
	if (result == 0 && count == 0 && !env->json)
		fputs("没有待办的办不成事。\n", env->out);
	free(rows);
	return result ? result : command_done(env);
}

static int show(const struct command_env *env, struct hall *h, const struct actor *by, const char *number, const struct wanted *w)
{
	struct err err;
	const char *name;
	json_t *j, *step, *value;
	size_t i;

	if (stuck_json(h, by, number, w->reveal, &j, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		show_json(env, j);
		return command_done(env);
	}
	json_object_foreach(j, name, value)
		if (json_is_string(value) && json_string_length(value)) {
			fprintf(env->out, "%s  ", name);
			show_text(env->out, json_string_value(value));
			fputc('\n', env->out);
		}
	json_array_foreach(json_object_get(j, "steps"), i, step) {
		fprintf(env->out, "  %.16s  %s  ", json_string_value(json_object_get(step, "at")), json_string_value(json_object_get(step, "act_name")));
		show_text(env->out, json_string_value(json_object_get(step, "by")));
		json_object_foreach(json_object_get(step, "data"), name, value) {
			fprintf(env->out, "  %s=", name);
			show_text(env->out, json_string_value(value));
		}
		fputc('\n', env->out);
	}
	if (!w->reveal)
		fputs("姓名已遮盖,所说的不显示;要看请用 --reveal 写明理由(记入审计)。\n", env->out);
	json_decref(j);
	return command_done(env);
}

static int act(const struct command_env *env, struct hall *h, const struct actor *by, struct stuck_call *call, char **words, int count)
{
	struct act_value *values = mem_array((size_t)count + 1, sizeof *values);
	struct stuck_done done;
	struct err err;
	char due[11];
	int result = 0;

	for (int i = 0; i < count && result == 0; i++) {
		char *equals = strchr(words[i], '=');
		if (!equals) {
			result = command_misuse(&command_stuck, env, "应为 名称=内容:%.60s", words[i]);
			break;
		}
		*equals = '\0';
		values[call->count++] = (struct act_value){ words[i], equals + 1 };
	}
	call->values = values;
	if (result == 0 && stuck_act(h, by, call, &done, &err) != ST_OK)
		result = command_fail(env, &err);
	else if (result == 0 && env->json)
		show_json(env, json_pack("{ss ss ss ss sb}", "number", done.number, "act", done.act->word, "state", done.state, "due",
			day_iso(done.due, due), "again", (int)done.again));
	else if (result == 0)
		fprintf(env->out, "%s「%s」。%s 现在是「%s」,%s 前答复。\n", done.again ? "以前已经办过" : "已办", done.act->name, done.number,
			stuck_state_name((enum stuck_state)stuck_state_from_code(done.state)), day_iso(done.due, due));
	free(values);
	return result ? result : command_done(env);
}

static void every_act(FILE *to)
{
	fputs("\n每一步要填的:\n", to);
	for (const struct act *a = stuck_acts; a->word; a++) {
		fprintf(to, "  %-9s %s", a->from ? a->word : "new", a->name);
		for (const struct act_arg *arg = a->args; arg && arg->name; arg++) {
			fprintf(to, "  %s=%s%s", arg->name, arg->label, arg->needed ? "" : "(可不填)");
			for (const struct act_choice *c = arg->choices; c && c->code; c++)
				fprintf(to, "%s%s(%s)", c == arg->choices ? ":" : " ", c->code, c->name);
		}
		fputc('\n', to);
	}
}

static int go(const struct command_env *env, struct hall *h, const struct wanted *w, char **words, int count)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK)
		return command_fail(env, &err);
	if (count == 0 || strcmp(words[0], "list") == 0)
		return list(env, h, &by, w);
	if (strcmp(words[0], "new") == 0)
		return act(env, h, &by, &(struct stuck_call){ .uuid = w->uuid, .word = "register" }, words + 1, count - 1);
	if (strcmp(words[0], "show") == 0)
		return show(env, h, &by, words[1], w);
	return act(env, h, &by, &(struct stuck_call){ .uuid = w->uuid, .number = words[1], .word = words[2] }, words + 3, count - 3);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	static const struct { const char *name; int least, most; } verbs[] = { { "list", 1, 1 }, { "show", 2, 2 }, { "new", 2, 40 }, { "act", 3, 40 } };
	struct command_env env = *given;
	struct wanted w = { .closed = false };
	const struct command_option options[] = { { .name = "closed", .flag = &w.closed }, { .name = "reveal", .text = &w.reveal },
		{ .name = "uuid", .text = &w.uuid }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	size_t v = 0;
	int count, result = command_options(&command_stuck, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	while (count && v < COUNT_OF(verbs) && strcmp(verbs[v].name, words[0]) != 0)
		v++;
	if (v == COUNT_OF(verbs))
		return command_misuse(&command_stuck, &env, "没有这个动作:%.40s", words[0]);
	if (count && (count < verbs[v].least || count > verbs[v].most))
		return command_misuse(&command_stuck, &env, "词的个数不对:%s", verbs[v].name);
	if (w.uuid && strlen(w.uuid) != 36)
		return command_misuse(&command_stuck, &env, "--uuid 应为 36 位的标识");
	if (hall_open(env.hall_dir, false, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &w, words, count);
	hall_close(h);
	return result;
}

const struct command command_stuck = {
	.name = "stuck",
	.usage = "[list [--closed] | show NUMBER [--reveal REASON] | new NAME=VALUE… | act NUMBER ACT [NAME=VALUE]… [--uuid UUID]] [--json]",
	.help = "办不成事登记簿:登记、分类、转办、办结、反馈、核查、备案,各有期限;不属于这里的说明该到哪里去",
	.undone = "没有改动",
	.more = every_act,
	.run = run,
};

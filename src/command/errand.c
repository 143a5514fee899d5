/* SPDX-License-Identifier: Apache-2.0 */
#include "command/errand.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/show.h"
#include "hall/errand.h"

/* --- doing ---------------------------------------------------------------------------------------------------------------- */

static int said(const struct command_env *env, const struct errand_done *done)
{
	int state = errand_state_from_code(done->state);

	if (env->json)
		show_json(env, json_pack("{ss ss ss sb si}", "number", done->number, "act", done->act->word, "state", done->state, "again",
			(int)done->again, "papers_out", done->papers_out));
	else
		fprintf(env->out, "%s「%s」。%s 现在是「%s」。\n", done->again ? "以前已经办过" : "已办", done->act->name, done->number,
			state < 0 ? "" : errand_state_name((enum errand_state)state));
	if (!env->json && done->papers_out)
		fprintf(env->out, "还有 %d 份材料没有交还,归档前要还清(give-back)。\n", done->papers_out);
	return command_done(env);
}

static int act(const struct command_env *env, struct hall *h, const struct actor *by, struct errand_call *call, char **words, int count)
{
	struct act_value *values = mem_array((size_t)count + 1, sizeof *values);
	struct errand_done done;
	struct err err;
	int result = 0;

	for (int i = 0; i < count && result == 0; i++) {
		char *equals = strchr(words[i], '=');
		if (!equals) {
			result = command_misuse(&command_errand, env, "应为 名称=内容:%.60s", words[i]);
			break;
		}
		*equals = '\0';
		values[call->count++] = (struct act_value){ words[i], equals + 1 };
	}
	call->values = values;
	if (result == 0)
		result = errand_act(h, by, call, &done, &err) == ST_OK ? said(env, &done) : command_fail(env, &err);
	free(values);
	return result;
}

static int with_number(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_wanted *w, char **words,
	int count)
{
	char number[ERRAND_NUMBER_SIZE];
	struct err err;

	if (strcmp(words[0], "paper") == 0 && strcmp(words[1], "blank") == 0)
		return errand_paper_command(env, h, by, "", words[2], w);
	if (errand_number(h, words[1], number, &err) != ST_OK)
		return command_fail(env, &err);
	if (strcmp(words[0], "paper") == 0)
		return errand_paper_command(env, h, by, number, words[2], w);
	if (strcmp(words[0], "show") == 0)
		return errand_show_one(env, h, by, number, w);
	if (count == 2)
		return errand_show_options(env, h, by, number);
	return act(env, h, by, &(struct errand_call){ .uuid = w->uuid, .number = number, .word = words[2] }, words + 3, count - 3);
}

/* --- which ----------------------------------------------------------------------------------------------------------------- */

static const struct verb { const char *name; int least, most; } verbs[] = { { "list", 1, 1 }, { "show", 2, 2 }, { "new", 2, 99 },
	{ "act", 2, 99 }, { "rates", 1, 1 }, { "paper", 3, 3 },
	{ "export", 2, 2 }, { "import", 2, 2 }, { NULL, 0, 0 } };

static int go(const struct command_env *env, struct hall *h, const struct errand_wanted *w, char **words, int count)
{
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK)
		return command_fail(env, &err);
	if (count == 0 || strcmp(words[0], "list") == 0)
		return errand_show_list(env, h, &by, w);
	if (strcmp(words[0], "new") == 0)
		return act(env, h, &by, &(struct errand_call){ .uuid = w->uuid, .word = "register" }, words + 1, count - 1);
	if (strcmp(words[0], "rates") == 0)
		return errand_show_rates(env, h, &by, w);
	if (strcmp(words[0], "export") == 0)
		return errand_export_command(env, h, &by, words[1], w->helper ? w->helper : "");
	if (strcmp(words[0], "import") == 0)
		return errand_import_command(env, h, &by, words[1]);
	return with_number(env, h, &by, w, words, count);
}

static int check_paper(const struct command_env *env, struct errand_wanted *w, const char *verb)
{
	int ways = (w->pdf != NULL) + (w->printer != NULL) + w->text;

	if (w->principal && !command_number(w->principal, 1, 500, &w->no))
		return command_misuse(&command_errand, env, "--principal 应为第几位委托人:%.20s", w->principal);
	if (strcmp(verb, "paper") == 0 && ways != 1)
		return command_misuse(&command_errand, env, "--pdf 文件、--text、--printer 名称 要有一个,只能有一个");
	if (w->pdf && !*w->pdf)
		return command_misuse(&command_errand, env, "--pdf 后面应是文件名");
	return COMMAND_GO;
}

static int check(const struct command_env *env, struct errand_wanted *w, char **words, int count)
{
	const struct verb *v = verbs;
	day_t from = w->from ? day_parse(w->from) : 0, to = w->to ? day_parse(w->to) : clock_today();

	while (count && v->name && strcmp(v->name, words[0]) != 0)
		v++;
	if (!v->name)
		return command_misuse(&command_errand, env, "没有这个动作:%.40s", words[0]);
	if (count && (count < v->least || count > v->most))
		return command_misuse(&command_errand, env, "词的个数不对:%s", v->name);
	if (from == DAY_NONE || to == DAY_NONE || from > to)
		return command_misuse(&command_errand, env, "日期不对,或止日在起日之前");
	if (w->state && *w->state && strcmp(w->state, "all") != 0 && strcmp(w->state, "waiting") != 0 && errand_state_from_code(w->state) < 0)
		return command_misuse(&command_errand, env, "--state 应为 all、waiting 或 10 20 30 40 45 60 65 70 90:%.20s", w->state);
	if (w->uuid && strlen(w->uuid) != 36)
		return command_misuse(&command_errand, env, "--uuid 应为 36 位的标识");
	return check_paper(env, w, count ? words[0] : "list");
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct errand_wanted w = { .state = NULL };
	const struct command_option options[] = { { .name = "state", .text = &w.state }, { .name = "reveal", .text = &w.reveal },
		{ .name = "uuid", .text = &w.uuid }, { .name = "from", .text = &w.from }, { .name = "to", .text = &w.to },
		{ .name = "principal", .text = &w.principal }, { .name = "pdf", .text = &w.pdf }, { .name = "printer", .text = &w.printer }, { .name = "helper", .text = &w.helper },
		{ .name = "text", .flag = &w.text }, { .name = "large", .flag = &w.large }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_errand, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO || (result = check(&env, &w, words, count)) != COMMAND_GO)
		return result;
	if (hall_open(env.hall_dir, false, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &w, words, count);
	hall_close(h);
	return result;
}

const struct command command_errand = {
	.name = "errand",
	.usage = "[list [--state all|waiting|STATE] | show NUMBER [--reveal REASON] | new NAME=VALUE… | act NUMBER [ACT [NAME=VALUE]…] "
		"[--uuid UUID] | rates [--from DATE] [--to DATE] | paper NUMBER|blank KIND [--principal N] [--large] (--pdf FILE|--text|--printer NAME) | "
		"export FILE [--helper LOGIN] | import FILE] "
		"[--json]",
	.help = "帮办代办:登记、响应、委托、记录、收还材料、中止、办结、回访;响应率、解决率、满意率连同分子分母",
	.undone = "没有改动",
	.more = errand_show_acts,
	.run = run,
};

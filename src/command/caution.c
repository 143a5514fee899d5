/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/caution.h"

#define ROWS 5000

struct wanted { const char *reason, *login, *password_fd; day_t from, to; bool all; };

static void print(const struct command_env *env, const struct caution *c)
{
	const char *name = caution_name(c->rule, c->light), *cells[] = { c->object, name ? name : "", c->item, c->responsible, c->name, c->words };
	char stamp[20];

	fprintf(env->out, "%s  %s  %s", c->number, caution_card_name(c->light), clock_stamp(c->at, stamp));
	for (size_t i = 0; i < COUNT_OF(cells); i++) {
		if (!*cells[i])
			continue;
		fputs("  ", env->out);
		show_text(env->out, cells[i]);
	}
	if (c->cancelled_at) {
		fprintf(env->out, "\n    %s 已由", clock_stamp(c->cancelled_at, stamp));
		show_text(env->out, c->cancelled_by);
		fputs("撤销:", env->out);
		show_text(env->out, c->reason);
	}
	if (c->risen_at)
		fprintf(env->out, "\n    %s 已升为红牌 %s", clock_stamp(c->risen_at, stamp), c->risen_to);
	fputc('\n', env->out);
}

static void tell(const struct command_env *env, const struct caution *c)
{
	if (env->json)
		show_json(env, caution_json(c));
	else
		print(env, c);
}

static int list(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct caution *rows = mem_array(ROWS, sizeof *rows);
	day_t from = w->from == DAY_NONE ? clock_today() - (day_t)hall_int(h, "caution.days") + 1 : w->from;
	struct err err;
	size_t count;
	int result = caution_list(h, by, from, w->to, w->all, rows, ROWS, &count, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++)
		tell(env, &rows[i]);
	if (result == 0 && !env->json && count == 0)
		fputs("这些天没有红黄牌。\n", env->out);
	if (result == 0 && count == ROWS)
		fprintf(env->err_out, "只列了最近的 %d 张,请用 --from、--to 分段看。\n", ROWS);
	free(rows);
	return result ? result : command_done(env);
}

static int show(const struct command_env *env, struct hall *h, const struct actor *by, const char *number)
{
	struct caution c;
	struct err err;

	if (caution_read(h, by, number, &c, &err) != ST_OK)
		return command_fail(env, &err);
	tell(env, &c);
	if (!env->json)
		fprintf(env->out, "    规则 %s,依据:%s\n", caution_rule_code(c.rule), caution_law(c.rule));
	return command_done(env);
}

static int cancel(const struct command_env *env, struct hall *h, const struct actor *by, const char *number, const char *reason)
{
	struct caution c;
	struct err err;

	if (caution_cancel(h, by, number, reason, &err) != ST_OK || caution_read(h, by, number, &c, &err) != ST_OK)
		return command_fail(env, &err);
	tell(env, &c);
	return command_done(env);
}

static int go(const struct command_env *env, struct hall *h, const struct wanted *w, char **words, int count)
{
	struct actor by;
	struct err err;

	if ((w->login ? command_person(h, w->login, w->password_fd, &by, &err) : command_actor(h, "", &by, &err)) != ST_OK)
		return command_fail(env, &err);
	if (count == 0 || strcmp(words[0], "list") == 0)
		return list(env, h, &by, w);
	if (strcmp(words[0], "show") == 0)
		return show(env, h, &by, words[1]);
	return cancel(env, h, &by, words[1], w->reason);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	static const struct { const char *name; int words; } verbs[] = { { "list", 1 }, { "show", 2 }, { "cancel", 2 } };
	struct command_env env = *given;
	const char *from = NULL, *to = NULL;
	struct wanted w = { .reason = NULL };
	const struct command_option options[] = { { .name = "from", .text = &from }, { .name = "to", .text = &to }, { .name = "all", .flag = &w.all },
		{ .name = "reason", .text = &w.reason }, { .name = "as", .text = &w.login }, { .name = "password-fd", .text = &w.password_fd },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	size_t v = 0;
	int count, result = command_options(&command_caution, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	while (count && v < COUNT_OF(verbs) && strcmp(verbs[v].name, words[0]) != 0)
		v++;
	if (v == COUNT_OF(verbs) || (count && count != verbs[v].words))
		return command_misuse(&command_caution, &env, "要写 list、show 编号 或 cancel 编号:%.40s", words[0]);
	bool cancelling = count && strcmp(words[0], "cancel") == 0, listing = count == 0 || strcmp(words[0], "list") == 0;
	if (cancelling != (w.reason != NULL) || (w.password_fd && !w.login))
		return command_misuse(&command_caution, &env, w.password_fd && !w.login ? "--password-fd 要和 --as 一起用"
			: cancelling ? "撤销要用 --reason 写明理由" : "--reason 只用于 cancel");
	if (!listing && (from || to || w.all))
		return command_misuse(&command_caution, &env, "--from、--to、--all 只用于 list");
	w.from = from ? day_parse(from) : DAY_NONE;
	w.to = to ? day_parse(to) : clock_today();
	if ((from && w.from == DAY_NONE) || w.to == DAY_NONE || (from && w.from > w.to))
		return command_misuse(&command_caution, &env, "--from、--to 应为存在的日期,先后不能颠倒,如 2026-11-23");
	if (hall_open(env.hall_dir, !cancelling && !w.login, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &w, words, count);
	hall_close(h);
	return result;
}

const struct command command_caution = {
	.name = "caution",
	.usage = "[list [--from DATE] [--to DATE] [--all] | show NUMBER | cancel NUMBER --reason TEXT] [--as LOGIN [--password-fd N]] [--json]",
	.help = "红黄牌:哪一件、哪条规则、何时、归谁,新给的在前;灯灭了牌还在,不删除;黄转红时黄牌升为红牌,只列红的;撤销由督导以本人账号(--as)写明理由来做,留痕",
	.undone = "没有改动",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/trail.h"

#define PAGE 1000

static void entry_json(const struct command_env *env, const struct trail_entry *e)
{
	char at[26];

	show_json(env, json_pack("{ss ss sI ss ss ss ss ss ss}", "at", clock_iso(e->place.at, at), "window", e->place.chain, "number",
		(json_int_t)e->place.seq, "login", e->login, "act", e->act, "object", e->object, "before", e->before, "after", e->after,
		"reason", e->reason));
}

static void entry_print(const struct command_env *env, const struct trail_entry *e)
{
	const char *const words[] = { e->login, e->act, e->object, e->before, e->after, e->reason };
	static const char *const before[] = { "  ", "  ", "  ", "  原 ", "  今 ", "  理由 " };
	char at[20];

	fprintf(env->out, "%s  %s", clock_stamp(e->place.at, at), *e->place.chain ? e->place.chain : "-");
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (*words[i]) {
			fputs(before[i], env->out);
			show_text(env->out, words[i]);
		}
	fputc('\n', env->out);
}

/* Page after page, so that a trail of any length is printed in the same memory. */
static enum status list(const struct command_env *env, struct hall *h, const struct actor *by, struct trail_query q, struct err *err)
{
	size_t got = PAGE;
	enum status st = trail_begin(h, by, err);

	q.room = PAGE;
	while (st == ST_OK && got == PAGE) {
		struct trail *page;
		if ((st = trail_read(h, by, &q, &page, err)) != ST_OK)
			break;
		got = trail_count(page);
		for (size_t i = 0; i < got; i++) {
			struct trail_entry e;
			trail_entry(page, i, &e);
			if (env->json)
				entry_json(env, &e);
			else
				entry_print(env, &e);
			q.before = e.place;
		}
		trail_free(page);
	}
	return st;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct trail_query q = { .before = TRAIL_NEWEST };
	const char *since = NULL;
	const struct command_option options[] = { { .name = "since", .text = &since }, { .name = "login", .text = &q.login },
		{ .name = "act", .text = &q.act }, { .name = "window", .text = &q.window }, { .name = NULL } };
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	day_t day = DAY_NONE;
	int count, result = command_options(&command_audit, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count != 1 || strcmp(words[0], "list") != 0)
		return command_misuse(&command_audit, &env, "动作应为 list%s%s", count ? ",而不是 " : "", count ? words[count - 1] : "");
	if (since && (day = day_parse(since)) == DAY_NONE)
		return command_misuse(&command_audit, &env, "--since 应为日期(如 2026-11-23):%.40s", since);
	if (since)
		q.since = clock_day_start(day);
	enum status st = hall_open(env.hall_dir, false, &h, &err);
	if (st == ST_OK && (st = command_actor(h, "", &by, &err)) == ST_OK)
		st = list(&env, h, &by, q, &err);
	hall_close(h);
	return st == ST_OK ? command_done(&env) : command_fail(&env, &err);
}

const struct command command_audit = {
	.name = "audit",
	.usage = "list [--since DATE] [--login LOGIN] [--act ACT] [--window NO] [--json]",
	.help = "审计记录,新的在前:谁、何时、在哪个窗口、做了什么、原来和现在、理由;--act 为动作或其开头(staff.);看这一次也记入审计",
	.run = run,
};

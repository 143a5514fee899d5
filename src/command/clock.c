/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/guard.h"

/* The time by which this machine would accept, and a person's word for it (R11). */

static int tell(const struct command_env *env, bool confirmed)
{
	char iso[26], stamp[20];
	int64_t now = clock_wall_ms();

	if (env->json)
		show_json(env, json_pack("{ss sb sb}", "now", clock_iso(now, iso), "fine", 1, "confirmed", (int)confirmed));
	else
		fprintf(env->out, "本机时间 %s %s,可以受理。\n", clock_stamp(now, stamp), confirmed ? "已确认" : "没有疑问");
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, result = command_options(&command_clock, &env, NULL, argc, argv, &words, &count);
	enum status st;

	if (result != COMMAND_GO)
		return result;
	bool confirming = count == 1 && strcmp(words[0], "confirm") == 0;
	if (count && !confirming)
		return command_misuse(&command_clock, &env, "动作只有 confirm:%s", words[0]);
	st = hall_open(env.hall_dir, !confirming, &h, &err);
	if (st == ST_OK && confirming && (st = command_actor(h, "", &by, &err)) == ST_OK)
		st = hall_clock_confirm(h, &by, &err);
	if (st == ST_OK)
		st = hall_clock_check(h, &err);
	result = st == ST_OK ? tell(&env, confirming) : command_fail(&env, &err);
	hall_close(h);
	return result;
}

const struct command command_clock = {
	.name = "clock",
	.usage = "[confirm] [--json]",
	.help = "本机时间能否用来受理;时间曾经错乱而停止受理时,校准后用 confirm 确认(记入审计)",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/hand.h"

#define ROWS 2000

static void row_print(FILE *to, const struct hand_row *r)
{
	const struct hand *m = &r->median;

	if (r->group == HAND_ALL)
		fputs("全厅", to);
	else if (r->group == HAND_WINDOW)
		fprintf(to, "%s 号窗口", *r->name ? r->name : "—");
	else
		show_text(to, r->name);
	fprintf(to, "  %d 件  每件中位数:按键 %" PRId64 "  用时 %" PRId64 " 秒  手填 %" PRId64 "  推出 %" PRId64 "  共享 %" PRId64 "\n", r->dossiers,
		m->keys, m->seconds, m->typed, m->derived, m->shared);
}

static int day_of(const struct command_env *env, struct hall *h, day_t day)
{
	struct hand_row *rows = mem_array(ROWS, sizeof *rows);
	struct actor by;
	struct err err;
	size_t count = 0;
	int result;

	if (command_actor(h, "", &by, &err) != ST_OK || hand_day(h, &by, day, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				show_json(env, hand_row_json(&rows[i]));
			else
				row_print(env->out, &rows[i]);
		if (!count && !env->json)
			fputs("这一天没有在窗口收过件。\n", env->out);
		result = command_done(env);
	}
	free(rows);
	return result;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *date = NULL;
	const struct command_option options[] = { { .name = "day", .text = &date }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_hand, &env, options, argc, argv, &words, &count);
	day_t day;

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_hand, &env, "多了一个词:%s", words[0]);
	day = date ? day_parse(date) : clock_today();
	if (day == DAY_NONE)
		return command_misuse(&command_hand, &env, "--day 应为日期,如 2026-11-23");
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = day_of(&env, h, day);
	hall_close(h);
	return result;
}

const struct command command_hand = {
	.name = "hand",
	.usage = "[--day DATE] [--json]",
	.help = "一天里窗口收的件,每件按了多少键、用了多少秒、手填几栏(中位数):全厅、各窗、各事;只有数,没有内容,不按人分",
	.run = run,
};

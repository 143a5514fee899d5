/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "command/ticket.h"
#include "hall/queue_replay.h"

/* "+1", "-2", "3". */
static bool windows_of(const char *text, int *out)
{
	long n;

	if (!command_number(text + (*text == '+' || *text == '-'), 0, QUEUE_REPLAY_MOST, &n))
		return false;
	*out = *text == '-' ? -(int)n : (int)n;
	return true;
}

static int replay(const struct command_env *env, day_t day, int more, const char *letters)
{
	struct queue_replay *r = NULL;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	struct buf words;

	if (hall_open(env->hall_dir, true, &h, &err) != ST_OK || command_actor(h, "", &by, &err) != ST_OK ||
	    queue_replay(h, &by, day, more, letters, &r, &err) != ST_OK) {
		hall_close(h);
		return command_fail(env, &err);
	}
	if (env->json) {
		show_json(env, queue_replay_json(r));
	} else {
		buf_init(&words, BUF_LARGE);
		queue_replay_words(r, &words);
		fputs(words.data, env->out);
		buf_release(&words);
	}
	free(r);
	hall_close(h);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *windows = "+1", *classes = "";
	const struct command_option options[] = { { .name = "windows", .text = &windows }, { .name = "classes", .text = &classes },
		{ .name = NULL } };
	char letters[27] = "", **words;
	int count, more, result = command_options(&command_simulate, &env, options, argc, argv, &words, &count);
	day_t day;

	if (result != COMMAND_GO || !show_one_word(&command_simulate, &env, words, count, "要重放的日期", &result))
		return result;
	if ((day = day_parse(words[0])) == DAY_NONE)
		return command_misuse(&command_simulate, &env, "应为存在的日期(如 2026-11-23):%s", words[0]);
	if (!windows_of(windows, &more))
		return command_misuse(&command_simulate, &env, "--windows 应为 -%d 到 +%d:%s", QUEUE_REPLAY_MOST, QUEUE_REPLAY_MOST, windows);
	if (*classes && !ticket_letters(classes, letters))
		return command_misuse(&command_simulate, &env, "--classes 应为类别的字母,如 AC:%s", classes);
	return replay(&env, day, more, letters);
}

const struct command command_simulate = {
	.name = "simulate",
	.usage = "DAY [--windows ±N] [--classes LETTERS] [--json]",
	.help = "把一天的到号再放一遍,多开或少开几个窗口(默认 +1),等候和实际并排看;什么也不改",
	.run = run,
};

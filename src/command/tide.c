/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "command/ticket.h"
#include "hall/tide.h"

#define ROWS 500

/* What stood on the command line. */
struct asked { day_t day; const char *reason, *key; long windows; };

/* --- reading ----------------------------------------------------------------------------------------------------------- */

static void print_line(const struct command_env *env, const struct buf *words)
{
	fputs("  ", env->out);
	show_text(env->out, words->data);
	fputc('\n', env->out);
}

static enum status print_advice(const struct command_env *env, struct hall *h, const struct actor *by, struct err *err)
{
	struct queue_day *d = NULL;
	struct buf words;
	enum status st = queue_day_read(h, by, clock_today(), &d, err);

	buf_init(&words, BUF_SMALL);
	for (size_t i = 0; st == ST_OK && i < d->pool_count; i++) {
		if (!d->pools[i].windows)
			continue;
		buf_clear(&words);
		queue_day_advice(h, &d->pools[i], &words);
		print_line(env, &words);
	}
	buf_release(&words);
	queue_day_free(d);
	return st;
}

static int list(const struct command_env *env, struct hall *h, const struct actor *by, day_t day)
{
	struct tide_row *rows = mem_array(ROWS, sizeof *rows);
	struct buf words;
	struct err err;
	size_t count = 0;
	int result = 0;

	if ((!env->json && day == clock_today() && print_advice(env, h, by, &err) != ST_OK) ||
	    tide_list(h, by, day, day, rows, ROWS, &count, &err) != ST_OK)
		result = command_fail(env, &err);
	buf_init(&words, BUF_SMALL);
	for (size_t i = 0; result == 0 && i < count; i++) {
		if (env->json) {
			show_json(env, tide_row_json(&rows[i]));
			continue;
		}
		buf_clear(&words);
		tide_words(&rows[i], &words);
		print_line(env, &words);
	}
	if (result == 0 && !count && !env->json)
		fputs("这一天还没有决定过开关窗口。\n", env->out);
	buf_release(&words);
	free(rows);
	return result ? result : command_done(env);
}

/* --- deciding ---------------------------------------------------------------------------------------------------------- */

static int decide(const struct command_env *env, struct hall *h, const struct actor *by, int act, const char *classes, const struct asked *a)
{
	struct tide_choice c = { .uuid = a->key, .act = (enum tide_act)act, .windows = act == TIDE_KEEP ? 0 : (int)a->windows,
		.reason = a->reason ? a->reason : "" };
	char letters[27] = "";
	struct err err;

	if (!ticket_letters(classes, letters))
		return command_misuse(&command_tide, env, "类别应为字母,如 ABC:%s", classes);
	c.classes = letters;
	if (tide_decide(h, by, &c, &err) != ST_OK)
		return command_fail(env, &err);
	if (tide_follow(h, &err) != ST_OK)       /* of earlier ones: this one is kept, and whoever is awake tries again */
		log_line(LOG_WARNING, "tide: %s %s", err.code, err.text);
	if (!env->json)
		fprintf(env->out, "已记下:%s 类%s。%ld 分钟后记下结果。\n", letters, tide_act_name(c.act), hall_int(h, "tide.after_minutes"));
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct asked a = { .windows = 1 };
	const char *day = NULL, *windows = NULL;
	const struct command_option options[] = { { .name = "day", .text = &day }, { .name = "windows", .text = &windows },
		{ .name = "reason", .text = &a.reason }, { .name = "key", .text = &a.key }, { .name = NULL } };
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, act, result = command_options(&command_tide, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	act = count ? tide_act_from_code(words[0]) : -1;
	if (count == 1 || count > 2 || (count && act < 0))
		return command_misuse(&command_tide, &env, "要写 open、close 或 keep,和类别的字母");
	a.day = day ? day_parse(day) : clock_today();
	if (a.day == DAY_NONE || (day && count))
		return command_misuse(&command_tide, &env, "--day 应为存在的日期,如 2026-11-23,决定只能是今天的:%s", day);
	if (windows && !command_number(windows, 1, 99, &a.windows))
		return command_misuse(&command_tide, &env, "--windows 应为 1 到 99:%s", windows);
	if (a.key && strlen(a.key) != 36)
		return command_misuse(&command_tide, &env, "--key 应为 36 位 UUID:%s", a.key);
	if (hall_open(env.hall_dir, !count, &h, &err) != ST_OK || command_actor(h, "", &by, &err) != ST_OK)
		result = command_fail(&env, &err);
	else
		result = count ? decide(&env, h, &by, act, words[1], &a) : list(&env, h, &by, a.day);
	hall_close(h);
	return result;
}

const struct command command_tide = {
	.name = "tide",
	.usage = "[--day DATE | open|close|keep CLASSES [--windows N] [--reason TEXT] [--key UUID]] [--json]",
	.help = "潮汐窗口:建议和所依的数字、督导的决定和过后的结果;记下开窗、关窗或照旧的决定",
	.undone = "没有记下",
	.run = run,
};

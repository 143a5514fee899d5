/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/staff.h"

#define ROWS 2000

static void print_sums(const struct command_env *env, day_t day, const struct day_sums *s)
{
	char iso[11];

	fprintf(env->out, "%s 星期%s  受理 %d  容缺 %d  收件 %d  告知 %d  出件 %d  草稿 %d\n", day_iso(day, iso), day_weekday_name(day),
		s->accepted, s->deferred, s->received, s->notices, s->issued, s->drafts);
}

static int show_day(const struct command_env *env, day_t day, const char *window)
{
	struct dossier_row *rows = mem_array(ROWS, sizeof *rows);
	struct hall *h = NULL;
	struct day_sums sums;
	struct err err;
	size_t count;
	bool more;
	int result;

	if (hall_open(env->hall_dir, true, &h, &err) != ST_OK || (*window && window_known(h, window, &err) != ST_OK) ||
	    dossier_sums(h, day, window, &sums, &err) != ST_OK ||
	    dossier_day(h, day, window, rows, ROWS, &count, &more, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		if (!env->json)
			print_sums(env, day, &sums);
		show_rows(env, rows, count);
		if (more)
			fprintf(env->err_out, "只显示了最新的%d件,还有更多。\n", ROWS);
		result = command_done(env);
	}
	free(rows);
	hall_close(h);
	return result;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *day_text = NULL, *window = "";
	const struct command_option options[] = { { .name = "day", .text = &day_text }, { .name = "window", .text = &window },
		{ .name = NULL } };
	char **words;
	int count, result = command_options(&command_queue, &env, options, argc, argv, &words, &count);
	day_t day = clock_today();

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_queue, &env, "多了一个词:%s", words[0]);
	if (day_text && (day = day_parse(day_text)) == DAY_NONE)
		return command_misuse(&command_queue, &env, "--day 应为存在的日期,如 2026-11-23:%s", day_text);
	return show_day(&env, day, window);
}

const struct command command_queue = {
	.name = "queue",
	.usage = "[--day DATE] [--window NO] [--json]",
	.help = "一天的办件和合计,最新的在前;默认今天、全部窗口",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "command/queue.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/show.h"
#include "hall/staff.h"

#define ROWS 2000

/* What stood on the command line. */
struct asked { day_t day; const char *window, *csv; bool dossiers; };

/* --- the day's dossiers ------------------------------------------------------------------------------------------------ */

static void print_sums(const struct command_env *env, day_t day, const struct day_sums *s)
{
	char iso[11];

	fprintf(env->out, "%s 星期%s  受理 %d  容缺 %d  收件 %d  告知 %d  出件 %d  草稿 %d\n", day_iso(day, iso), day_weekday_name(day),
		s->accepted, s->deferred, s->received, s->notices, s->issued, s->drafts);
}

static int show_dossiers(const struct command_env *env, struct hall *h, const struct asked *a)
{
	struct dossier_row *rows = mem_array(ROWS, sizeof *rows);
	struct day_sums sums;
	struct err err;
	size_t count;
	bool more;
	int result;

	if ((*a->window && window_known(h, a->window, &err) != ST_OK) || dossier_sums(h, a->day, a->window, &sums, &err) != ST_OK ||
	    dossier_day(h, a->day, a->window, rows, ROWS, &count, &more, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		if (!env->json)
			print_sums(env, a->day, &sums);
		show_rows(env, rows, count);
		if (more)
			fprintf(env->err_out, "只显示了最新的%d件,还有更多。\n", ROWS);
		result = command_done(env);
	}
	free(rows);
	return result;
}

/* --- the queue --------------------------------------------------------------------------------------------------------- */

static int show_day(const struct command_env *env, struct hall *h, const struct asked *a)
{
	struct day_list lists[DAY_LISTS_MOST];
	struct queue_day *d = NULL;
	struct actor by;
	struct err err;
	size_t count = 0;

	/* the lists are those of now: a past day has none */
	if (command_actor(h, "", &by, &err) != ST_OK || queue_day_read(h, &by, a->day, &d, &err) != ST_OK ||
	    (d->today && queue_day_lists(h, &by, lists, &count, &err) != ST_OK)) {
		queue_day_free(d);
		return command_fail(env, &err);
	}
	if (a->csv)
		queue_print_csv(env, h, d, lists, count, a->csv);
	else if (env->json)
		show_json(env, queue_day_json(h, d, lists, count));
	else
		queue_print_day(env, h, d, lists, count);
	queue_day_free(d);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct asked a = { .window = "", .day = clock_today() };
	bool day = false;
	const struct command_option options[] = { { .name = "day", .flag = &day }, { .name = "csv", .text = &a.csv },
		{ .name = "dossiers", .flag = &a.dossiers }, { .name = "window", .text = &a.window }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_queue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count > 1 || (count && !day))
		return command_misuse(&command_queue, &env, "多了一个词:%s", words[count - 1]);
	if (count && (a.day = day_parse(words[0])) == DAY_NONE)
		return command_misuse(&command_queue, &env, "--day 应为存在的日期(如 2026-11-23):%s", words[0]);
	if (a.csv && (a.dossiers || env.json || !queue_is_part(a.csv)))
		return command_misuse(&command_queue, &env, "--csv 后面是 classes windows quarters tide lists 之一,不与 --json、--dossiers 同用:%s", a.csv);
	if (*a.window && !a.dossiers)
		return command_misuse(&command_queue, &env, "--window 要与 --dossiers 同用:排队看全厅");
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK)
		result = command_fail(&env, &err);
	else
		result = a.dossiers ? show_dossiers(&env, h, &a) : show_day(&env, h, &a);
	hall_close(h);
	return result;
}

const struct command command_queue = {
	.name = "queue",
	.usage = "[--day [DATE]] [--csv classes|windows|quarters|tide|lists | --dossiers [--window NO]] [--json]",
	.help = "一天的排队:各类等候、各窗、每刻、潮汐建议、清单,默认今天;--dossiers 看这一天的办件和合计,最新的在前",
	.run = run,
};

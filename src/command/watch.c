/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/watch.h"

#define ROWS 1000

static void row_print(FILE *to, const struct watch_row *row)
{
	char due[11];

	fprintf(to, "  %s  %s  ", clock_light_name(row->light), row->due == DAY_NONE ? "          " : day_iso(row->due, due));
	show_text(to, row->number);
	for (size_t i = 0; i < 5; i++) {
		const char *const cells[] = { row->name, row->bundle, row->what, row->who, row->note };
		if (!*cells[i])
			continue;
		fputs("  ", to);
		show_text(to, cells[i]);
	}
	fputc('\n', to);
}

static int one(const struct command_env *env, struct hall *h, const struct actor *by, enum watch_kind kind, struct watch_row *rows)
{
	struct err err;
	size_t count;

	if (watch_list(h, by, kind, rows, ROWS, &count, &err) != ST_OK)
		return command_fail(env, &err);
	if (!env->json)
		fprintf(env->out, "%s %zu%s\n", watch_name(kind), count, count == ROWS ? "(还有更多)" : "");
	for (size_t i = 0; i < count; i++)
		if (env->json)
			show_json(env, watch_row_json(kind, &rows[i]));
		else
			row_print(env->out, &rows[i]);
	return 0;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, result = command_options(&command_watch, &env, NULL, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	int kind = count ? watch_from_code(words[0]) : -1;
	if (count > 1 || (count && kind < 0))
		return command_misuse(&command_watch, &env, "清单是 expired late calls ratings results returned again cautions 之一:%.40s", words[count - 1]);
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK || command_actor(h, "", &by, &err) != ST_OK) {
		result = command_fail(&env, &err);
		hall_close(h);
		return result;
	}
	struct watch_row *rows = mem_array(ROWS, sizeof *rows);
	result = 0;
	for (int k = 0; k < WATCH_KINDS && result == 0; k++)
		if (kind < 0 || kind == k)
			result = one(&env, h, &by, (enum watch_kind)k, rows);
	free(rows);
	hall_close(h);
	return result ? result : command_done(&env);
}

const struct command command_watch = {
	.name = "watch",
	.usage = "[expired | late | calls | ratings | results | returned | again | cautions] [--json]",
	.help = "督导的清单:期满待定、红黄灯与超期、今天要打的提醒电话、差评、窗口待领与久未领取的结果、部门退回、今天的再次告知补打作废、红黄牌;姓名遮盖,在窗口上由督导决定",
	.run = run,
};

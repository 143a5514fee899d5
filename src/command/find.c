/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "command/command.h"
#include "command/show.h"
#include "law/form.h"

#include <stdlib.h>

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	const char *limit = NULL;
	const struct command_option options[] = { { .name = "limit", .text = &limit }, { .name = NULL } };
	struct dossier_row *rows = NULL;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_find, &env, options, argc, argv, &words, &count);
	long most = 20;
	size_t found = 0;
	bool more = false;

	if (result != COMMAND_GO || !show_one_word(&command_find, &env, words, count, "要找的姓名、受理号、证件号或电话", &result))
		return result;
	if (limit && !command_number(limit, 1, 10000, &most))
		return command_misuse(&command_find, &env, "--limit 应为1到10000:%s", limit);
	rows = mem_array((size_t)most, sizeof *rows);
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK ||
	    dossier_find(h, words[0], rows, (size_t)most, &found, &more, &err) != ST_OK) {
		result = command_fail(&env, &err);
	} else {
		show_rows(&env, rows, found);
		if (found == 0 && !env.json && form_no_day(words[0]))
			fprintf(env.err_out, "没有 %s 这一天。请核对日期再找。\n", words[0]);
		else if (found == 0 && !env.json)
			fputs("没有符合的办件。请核对姓名、号码,或少写几个字再找。\n", env.err_out);
		if (more)
			fprintf(env.err_out, "只显示了最新的%ld件,还有更多;可用 --limit 多看。\n", most);
		result = command_done(&env);
	}
	free(rows);
	hall_close(h);
	return result;
}

const struct command command_find = {
	.name = "find",
	.usage = "TEXT [--limit N] [--json]",
	.help = "按受理号(或其末几位)、姓名的任一部分、证件号或电话(末四位也可)、扫描的二维码查找办件,最新的在前",
	.run = run,
};

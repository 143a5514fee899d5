/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "command/command.h"
#include "command/show.h"
#include "hall/audit.h"

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_verify, &env, NULL, argc, argv, &words, &count);
	int64_t entries = 0, dossiers = 0;

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_verify, &env, "多了一个词:%s", words[0]);
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK || store_check(hall_store(h), true, &err) != ST_OK ||
	    audit_verify(h, &entries, &err) != ST_OK || dossier_verify(h, &dossiers, &err) != ST_OK)
		result = command_fail(&env, &err);
	else if (env.json)
		show_json(&env, json_pack("{sb sI sI}", "fine", 1, "audit_entries", (json_int_t)entries, "dossiers", (json_int_t)dossiers));
	else
		fprintf(env.out, "核对无误:审计记录 %" PRId64 " 条,办件 %" PRId64 " 件,编号连续,存根与校验码相符。\n", entries, dossiers);
	hall_close(h);
	return result == COMMAND_GO ? command_done(&env) : result;
}

const struct command command_verify = {
	.name = "verify",
	.usage = "[--json]",
	.help = "核对数据:文件结构、审计链、每个办件的存根与校验码、编号有无缺漏",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "command/command.h"
#include "command/show.h"
#include "hall/attachment.h"
#include "hall/audit.h"

static void damaged(void *ctx, const char *of, const char *sm3, const char *why)
{
	const struct command_env *env = ctx;

	if (env->json)
		show_json(env, json_pack("{ss ss ss}", "of", of, "sm3", sm3, "why", why));
	else
		fprintf(env->out, "%s:%s\n", of, why);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_verify, &env, NULL, argc, argv, &words, &count);
	int64_t entries = 0, dossiers = 0, files = 0, bad = 0;

	if (result != COMMAND_GO)
		return result;
	if (count)
		return command_misuse(&command_verify, &env, "多了一个词:%s", words[0]);
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK || store_check(hall_store(h), true, &err) != ST_OK ||
	    audit_verify(h, &entries, &err) != ST_OK || dossier_verify(h, &dossiers, &err) != ST_OK ||
	    attachment_verify(h, damaged, &env, &files, &bad, &err) != ST_OK)
		result = command_fail(&env, &err);
	else if (env.json)
		show_json(&env, json_pack("{sb sI sI sI sI}", "fine", bad == 0, "audit_entries", (json_int_t)entries, "dossiers", (json_int_t)dossiers,
			"attachments", (json_int_t)files, "damaged", (json_int_t)bad));
	else
		fprintf(env.out, "%s审计记录 %" PRId64 " 条,办件 %" PRId64 " 件,编号连续,存根与校验码相符;附件 %" PRId64 " 份%s\n", bad ? "附件有缺损。" : "核对无误:",
			entries, dossiers, files, bad ? ",缺失或损坏的如上:请重新扫描后再加一次,或从备份取回。" : "。");
	hall_close(h);
	if (result == COMMAND_GO && (result = command_done(&env)) == 0 && bad)
		result = status_exit(ST_CORRUPT);
	return result;
}

const struct command command_verify = {
	.name = "verify",
	.usage = "[--json]",
	.help = "核对数据:文件结构、审计链、每个办件的存根与校验码、编号有无缺漏、每份附件在不在和有没有被改",
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/show.h"
#include "hall/backup.h"

static void damaged(void *ctx, const char *what, const char *why)
{
	const struct command_env *env = ctx;

	if (env->json)
		show_json(env, json_pack("{ss ss}", "sm3", what, "why", why));
	else
		fprintf(env->out, "附件 %.16s…:%s\n", what, why);
}

static json_t *as_json(const struct backup *b)
{
	return json_pack("{ss sI sI sI ss}", "name", b->name, "dossiers", (json_int_t)b->dossiers, "attachments", (json_int_t)b->attachments,
		"missing", (json_int_t)b->missing, "last", b->last);
}

static int make(const struct command_env *env, struct hall *h)
{
	struct command_env copy = *env;
	struct backup b;
	struct err err;

	if (backup_make(h, damaged, &copy, &b, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		json_t *j = as_json(&b);
		json_object_set_new(j, "copied", json_integer(b.copied));
		show_json(env, j);
	} else {
		fprintf(env->out, "已备份 %s:办件 %" PRId64 " 件,附件 %" PRId64 " 份(新增 %" PRId64 " 份)。\n", b.name, b.dossiers, b.attachments,
			b.copied);
		if (b.missing)
			fprintf(env->out, "有 %" PRId64 " 份附件大厅里已缺失或损坏,备份里也没有:请对照上面的清单重新扫描。\n", b.missing);
	}
	int done = command_done(env);
	return done ? done : b.missing ? status_exit(ST_CORRUPT) : 0;
}

static int list(const struct command_env *env, struct hall *h)
{
	struct backup *all = NULL;
	struct err err;
	size_t count = 0;

	if (backup_list(h, &all, &count, &err) != ST_OK)
		return command_fail(env, &err);
	for (size_t i = 0; i < count; i++)
		if (env->json)
			show_json(env, as_json(&all[i]));
		else if (all[i].missing < 0)
			fprintf(env->out, "%s  残缺,不能用\n", all[i].name);
		else
			fprintf(env->out, "%s  办件 %" PRId64 " 件  附件 %" PRId64 " 份%s  最后一件 %s\n", all[i].name, all[i].dossiers, all[i].attachments,
				all[i].missing ? "(缺)" : "", *all[i].last ? all[i].last : "(无)");
	if (!count && !env->json)
		fputs("还没有备份。\n", env->out);
	free(all);
	return command_done(env);
}

static int verify(const struct command_env *env, struct hall *h, const char *name)
{
	struct command_env copy = *env;
	int64_t bad = 0;
	struct backup b;
	struct err err;

	if (backup_verify(h, name, damaged, &copy, &b, &bad, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		json_t *j = as_json(&b);
		json_object_set_new(j, "fine", json_boolean(bad == 0));
		json_object_set_new(j, "damaged", json_integer(bad));
		show_json(env, j);
	} else if (bad) {
		fprintf(env->out, "备份 %s:附件 %" PRId64 " 份,缺失或损坏 %" PRId64 " 份。\n", b.name, b.attachments, bad);
	} else {
		fprintf(env->out, "备份 %s 核对无误:办件 %" PRId64 " 件,附件 %" PRId64 " 份,都与备份时相符。\n", b.name, b.dossiers, b.attachments);
	}
	int done = command_done(env);
	return done ? done : bad ? status_exit(ST_CORRUPT) : 0;
}

static int restore(const struct command_env *env, const char *from, const char *into, const char *key, bool without)
{
	struct command_env copy = *env;
	char *usual = file_join(env->hall_dir, "keys/hall.key");
	struct backup b;
	struct err err;
	int result = backup_restore(from, key ? key : usual, into, without, damaged, &copy, &b, &err) == ST_OK ? 0 : command_fail(env, &err);

	if (result == 0 && env->json)
		show_json(env, as_json(&b));
	else if (result == 0) {
		fputs("已恢复到 ", env->out);
		show_text(env->out, into);
		fprintf(env->out, ":办件 %" PRId64 " 件,附件 %" PRId64 " 份,最后一件 %s。\n"
			"此后打印过凭证的办件不在其中:请按凭证存根逐件补录。当日的编号从第 1000 号以后、本年的文书编号从第 10000 号以后接着发,不会重号;"
			"备份时还没打出的纸请在首页逐张看纸确认。\n再把 tls/ 里的证书放回去,然后用 yichuang --hall 新目录 verify 核对。\n",
			b.dossiers, b.attachments - b.missing, *b.last ? b.last : "(无)");
	}
	free(usual);
	return result ? result : command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	static const struct { const char *name; int least, most; } verbs[] = { { "make", 0, 0 }, { "list", 0, 0 }, { "verify", 0, 1 },
		{ "restore", 1, 1 } };
	struct command_env env = *given;
	const char *into = NULL, *key = NULL, *verb;
	bool without = false;
	const struct command_option options[] = { { .name = "into", .text = &into }, { .name = "key", .text = &key },
		{ .name = "without", .flag = &without }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	size_t v = 0;
	int count, result = command_options(&command_backup, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	verb = count ? words[0] : "make";
	while (v < COUNT_OF(verbs) && strcmp(verbs[v].name, verb) != 0)
		v++;
	if (v == COUNT_OF(verbs))
		return command_misuse(&command_backup, &env, "没有这个动作:%.40s", verb);
	count -= count > 0;
	if (count < verbs[v].least || count > verbs[v].most || (verb[0] == 'r') != (into != NULL))
		return command_misuse(&command_backup, &env, verb[0] == 'r' ? "restore 后面应是备份的文件夹,并用 --into 给出新的大厅目录%s" : "词的个数不对:%s",
			verb[0] == 'r' ? "" : verb);
	if (verb[0] == 'r')
		return restore(&env, words[1], into, key, without);
	if (hall_open(env.hall_dir, true, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = verb[0] == 'm' ? make(&env, h) : verb[0] == 'l' ? list(&env, h) : verify(&env, h, count ? words[1] : "");
	hall_close(h);
	return result;
}

const struct command command_backup = {
	.name = "backup",
	.usage = "[make | list | verify [NAME] | restore FOLDER --into DIR [--key FILE] [--without]]",
	.help = "备份大厅:数据库、设置和附件(新的才复制),列出、逐份核对、恢复到新目录。密钥 keys/hall.key 不在备份里,要另外保管",
	.undone = "没有改动",
	.run = run,
};

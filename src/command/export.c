/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/show.h"

struct wanted { const char *from, *to, *table, *out; bool csv; };

static int misuse(const struct command_env *env, const char *why, const char *word)
{
	return command_misuse(&command_export, env, "%s:%s", why, word);
}

static int parse(const struct command_env *env, const struct wanted *w, int count, char **words, struct export_request *q)
{
	int kind = w->table ? exchange_from_code(w->table) : 0;

	*q = (struct export_request){ .from = w->from ? day_parse(w->from) : DAY_NONE, .to = w->to ? day_parse(w->to) : DAY_NONE,
		.csv = w->csv, .tables = w->table ? 1u << (kind < 0 ? 0 : kind) : (1u << EXCHANGE_KINDS) - 1 };
	if (count)
		return misuse(env, "多了一个词", words[0]);
	if (q->from == DAY_NONE || q->to == DAY_NONE)
		return misuse(env, "--from 和 --to 应为日期,例如 2026-11-23", w->from && q->from == DAY_NONE ? w->from : w->to ? w->to : "");
	if (kind < 0)
		return misuse(env, "--table 应为 ACCEPT PROCESS SPECIAL MATERIAL RESULT EVALUATION SUPERVISION ERRAND STUCK", w->table);
	if (env->json == w->csv)
		return misuse(env, "--json 和 --csv 要写一个,只写一个", "export");
	if (w->csv && !w->table && !w->out)
		return misuse(env, "几张表的 CSV 要写进文件夹:加 --out DIR,或用 --table 只取一张", "export");
	return COMMAND_GO;
}

/* --- into a folder: one file a table, 0600 (they are full personal data), each whole or not at all --------------------- */

static enum status write_file(const char *folder, const char *name, const char *extension, const struct buf *b, struct err *err)
{
	char *file = mem_format("%s.%s", name, extension), *path = file_join(folder, file);
	enum status st = file_write(path, b->len ? b->data : "", b->len, 0600, err);

	free(path);
	free(file);
	return st;
}

static enum status write_folder(const char *folder, const struct export_request *q, const struct export_result *r, struct err *err)
{
	enum status st = file_folder(folder, err);

	for (int k = 0; st == ST_OK && k < EXCHANGE_KINDS; k++)
		if (r->tables_told & 1u << k)
			st = write_file(folder, exchange_code((enum exchange_kind)k), q->csv ? "csv" : "jsonl", &r->tables[k], err);
	return st == ST_OK ? write_file(folder, "refused", "jsonl", &r->notes, err) : st;
}

static void tell(const struct command_env *env, const struct export_result *r, const char *folder)
{
	FILE *to = env->json ? env->err_out : env->out;

	for (int k = 0; k < EXCHANGE_KINDS; k++)
		if (r->tables_told & 1u << k)
			fprintf(to, "%-11s %6zu 行\n", exchange_code((enum exchange_kind)k), r->rows[k]);
	fputs("写进 ", to);
	show_text(to, folder);
	fprintf(to, ",没有报的 %zu 行、截短或留空的 %zu 处,都列在 refused.jsonl。含个人信息,报送后请删。\n", r->refused, r->cut);
}

/* --- to standard output ------------------------------------------------------------------------------------------------ */

static void pour(const struct command_env *env, const struct export_result *r)
{
	for (int k = 0; k < EXCHANGE_KINDS; k++)
		if (r->tables[k].len && r->tables[k].len)
			fwrite(r->tables[k].data, 1, r->tables[k].len, env->out);
	if (r->notes.len)
		fwrite(r->notes.data, 1, r->notes.len, env->err_out);
}

static int export(const struct command_env *env, struct hall *h, const struct wanted *w, const struct export_request *q)
{
	struct export_result r = { 0 };
	struct actor by;
	struct err err;
	enum status st = command_actor(h, "", &by, &err);

	if (st != ST_OK)
		return command_fail(env, &err);
	st = export_run(h, &by, q, &r, &err);
	if (st == ST_OK && w->out)
		st = write_folder(w->out, q, &r, &err);
	if (st == ST_OK && w->out)
		tell(env, &r, w->out);
	else if (st == ST_OK)
		pour(env, &r);
	if (st == ST_OK && !r.checked)
		fputs("注意:交换表或代码表还没有与平台核对过(checked 为 false),报送前请核对。\n", env->err_out);
	export_release(&r);
	return st == ST_OK ? command_done(env) : command_fail(env, &err);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { 0 };
	const struct command_option options[] = { { .name = "from", .text = &w.from }, { .name = "to", .text = &w.to },
		{ .name = "table", .text = &w.table }, { .name = "csv", .flag = &w.csv }, { .name = "out", .text = &w.out }, { .name = NULL } };
	struct export_request q;
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_export, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO || (result = parse(&env, &w, count, words, &q)) != COMMAND_GO)
		return result;
	if (hall_open(env.hall_dir, false, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = export(&env, h, &w, &q);
	hall_close(h);
	return result;
}

const struct command command_export = {
	.name = "export",
	.usage = "--from DATE --to DATE [--table NAME] (--json | --csv) [--out DIR]",
	.help = "按省级平台的交换表导出一段日期的办件、过程、材料、结果、评价,和红黄牌、帮办代办、办不成事(含个人信息,记入审计)",
	.run = run,
};

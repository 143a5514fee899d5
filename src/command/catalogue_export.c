/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "book/book.h"
#include "command/catalogue.h"
#include "command/catalogue_input.h"
#include "command/progress.h"
#include "command/show.h"
#include "hall/hall.h"

/* A catalogue out of the hall: as tables for a spreadsheet, or as the JSON that it is. What is there already stays. */

static enum status is_free(const char *target, struct err *err)
{
	struct stat s;

	if (lstat(target, &s) == 0)
		return err_at(err, ST_CANTMAKE, "E-2077", target, "已经有 %s,没有导出;请换一个名字,或先移走它", target);
	return ST_OK;
}

/* --- CSV -------------------------------------------------------------------------------------------------------------- */

static enum status write_csv(const char *folder, const struct table *t, struct err *err)
{
	char *name = mem_format("%s.csv", t->name), *path = file_join(folder, name);
	struct buf text;

	buf_init(&text, TABLE_BYTES_MOST);
	csv_write(t, &text);
	enum status st = text.overflow ? err_at(err, ST_LIMIT, "E-2005", path, "表太大,没有导出") :
		file_write(path, text.data, text.len, 0644, err);
	buf_release(&text);
	free(path);
	free(name);
	return st;
}

static enum status write_csv_folder(const char *folder, const struct catalogue *c, struct err *err)
{
	struct tables tables;
	enum status st = ST_OK;

	if (mkdir(folder, 0755) != 0)
		return err_at(err, ST_CANTMAKE, "E-2077", folder, "文件夹 %s 建不了:%s", folder, err_reason(errno));
	catalogue_to_tables(c, &tables);
	for (size_t i = 0; i < tables.count && st == ST_OK; i++)
		st = write_csv(folder, tables.list[i], err);
	tables_release(&tables);
	return st;
}

/* --- XLSX ------------------------------------------------------------------------------------------------------------- */

static enum status write_book(const char *path, const struct catalogue *c, struct err *err)
{
	const char *titles[64];
	struct tables tables;
	struct buf bytes;

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		titles[i] = catalogue_sheet_title(i);
	catalogue_to_tables(c, &tables);
	buf_init(&bytes, TABLE_BYTES_MOST);
	enum status st = book_write(&tables, titles, &bytes, err);
	if (st == ST_OK)
		st = bytes.overflow ? err_at(err, ST_LIMIT, "E-2005", path, "表太大,没有导出") :
			file_write(path, bytes.data, bytes.len, 0644, err);
	buf_release(&bytes);
	tables_release(&tables);
	return st;
}

/* --- JSON ------------------------------------------------------------------------------------------------------------- */

static enum status write_json(const char *path, const struct catalogue *c, struct err *err)
{
	size_t n;
	char *text = catalogue_canonical(c, &n);
	json_t *root = json_loadb(text, n, 0, NULL);
	char *pretty = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
	enum status st = pretty ? file_write(path, pretty, strlen(pretty), 0644, err) :
		err_at(err, ST_BUG, "E-3020", path, "目录写不成 JSON");

	free(pretty);
	json_decref(root);
	free(text);
	return st;
}

/* --- the verb --------------------------------------------------------------------------------------------------------- */

static enum status export(const char *target, const struct catalogue *c, struct err *err)
{
	enum status st = is_free(target, err);

	if (st != ST_OK)
		return st;
	if (file_ends_in(target, ".json"))
		return write_json(target, c, err);
	return file_ends_in(target, ".xlsx") ? write_book(target, c, err) : write_csv_folder(target, c, err);
}

static void say_export(const struct command_env *env, const char *target, const struct catalogue *c)
{
	if (env->json) {
		show_json(env, json_pack("{ss ss si si}", "target", target, "title", c->title, "bundles", (int)c->bundle_count, "items",
			(int)c->item_count));
		return;
	}
	fputs("已导出到 ", env->out);
	show_text(env->out, target);
	fprintf(env->out, ":套餐 %zu,事项 %zu。改好后用 yichuang catalogue check、import 导入。\n", c->bundle_count, c->item_count);
}

int catalogue_export(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct command_list data = { .count = 0 };
	const char *version = NULL;
	const struct command_option options[] = { { .name = "data", .list = &data }, { .name = "version", .text = &version },
		{ .name = NULL } };
	struct catalogue_source source = { .own = NULL };
	const struct catalogue *c;
	struct err err;
	char **words;
	long number = 0;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		goto out;
	if (count != 1 || (version && (data.count || !command_number(version, 1, 1000000, &number)))) {
		result = command_misuse(&command_catalogue, &env, count > 1 ? "多了一个词:%s" : !count ? "export 缺少导出到哪里" :
			"--version 须为数字,并且不与 --data 同用", count > 1 ? words[1] : "");
		goto out;
	}
	progress_say("正在导出");
	enum status st = catalogue_source_open(&env, &data, &source, &err);
	c = source.catalogue;
	if (st == ST_OK && number && !source.hall)
		st = err_set(&err, ST_NOINPUT, "E-4101", "这里没有大厅,没有第 %ld 版", number);
	else if (st == ST_OK && number)
		st = hall_catalogue_version(source.hall, (int)number, &c, &err);
	if (st == ST_OK)
		st = export(words[0], c, &err);
	progress_end();
	if (st == ST_OK)
		say_export(&env, words[0], c);
	result = st == ST_OK ? command_done(&env) : command_fail(&env, &err);
out:
	catalogue_source_release(&source);
	command_list_release(&data);
	return result;
}

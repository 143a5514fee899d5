/* SPDX-License-Identifier: Apache-2.0 */
#include "command/catalogue.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/catalogue_input.h"
#include "command/progress.h"
#include "hall/hall.h"

/* --- which catalogue ---------------------------------------------------------------------------------------------- */

void catalogue_source_release(struct catalogue_source *s)
{
	catalogue_free(s->own);
	hall_close(s->hall);
}

/* What the hall has imported; none when there is no hall, or it has imported none. */
static enum status from_hall(const char *dir, struct catalogue_source *out, struct err *err)
{
	int version;
	enum status st = hall_open(dir, true, &out->hall, err);

	if (st == ST_OK)
		st = hall_catalogue(out->hall, &out->catalogue, &version, err);
	return st == ST_NOINPUT ? ST_OK : st;
}

enum status catalogue_source_open(const struct command_env *env, const struct command_list *data,
	struct catalogue_source *out, struct err *err)
{
	char *shipped = file_join(file_data_dir(), "catalogue");
	const char *paths[] = { shipped };
	enum status st = ST_OK;

	*out = (struct catalogue_source){ .own = NULL };
	if (data->count)
		st = catalogue_input_load(data->values, data->count, NULL, NULL, NULL, &out->own, err);
	else if ((st = from_hall(env->hall_dir, out, err)) == ST_OK && !out->catalogue)
		st = catalogue_input_load(paths, 1, NULL, NULL, NULL, &out->own, err);
	if (out->own)
		out->catalogue = out->own;
	free(shipped);
	if (st) {
		catalogue_source_release(out);
		*out = (struct catalogue_source){ .own = NULL };
	}
	return st;
}

/* --- check -------------------------------------------------------------------------------------------------------- */

struct faults { const struct command_env *env; size_t count; };

static void tell_fault(void *ctx, const struct err *fault)
{
	struct faults *f = ctx;

	progress_end();
	(void)command_fail(f->env, fault);      /* its exit code comes from the first one, at the end */
	f->count++;
}

struct reminders { const struct command_env *env; json_t *list; };

static void tell_warning(void *ctx, const struct err *odd)
{
	struct reminders *r = ctx;

	if (r->env->json)
		json_array_append_new(r->list, json_pack("{ss ss ss}", "code", odd->code, "text", odd->text, "where", odd->where));
	else
		fprintf(r->env->out, "提醒:%s %s [%s]\n", odd->code, odd->text, odd->where);
}

static void tell_size(const struct command_env *env, const struct catalogue *c, json_t *reminders)
{
	if (env->json) {
		json_t *o = json_pack("{si si si si si si si si sO}", "bundles", (int)c->bundle_count, "items", (int)c->item_count, "materials",
			(int)c->material_count, "questions", (int)c->question_count, "fields", (int)c->field_count, "departments",
			(int)c->department_count, "sources", (int)c->source_count, "unchecked", (int)catalogue_unchecked(c), "reminders", reminders);
		json_dumpf(o, env->out, JSON_COMPACT);
		fputc('\n', env->out);
		json_decref(o);
		return;
	}
	fprintf(env->out, "没有错误:套餐 %zu,事项 %zu,材料 %zu,情形问题 %zu,字段 %zu,部门 %zu\n", c->bundle_count,
		c->item_count, c->material_count, c->question_count, c->field_count, c->department_count);
	if (catalogue_unchecked(c))
		fprintf(env->out, "仍是示例(checked 为 false)的套餐和事项 %zu:逐条与本级指南核对后把 checked 改为 true\n", catalogue_unchecked(c));
}

int catalogue_check(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct faults faults = { &env, 0 };
	bool strict = false;
	struct command_list overlays = { .count = 0 };
	const struct command_option options[] = { { .name = "strict", .flag = &strict }, { .name = "overlay", .list = &overlays }, { .name = NULL } };
	struct catalogue *c;
	struct err err;
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO || count == 0) {
		command_list_release(&overlays);
		return result != COMMAND_GO ? result : command_misuse(&command_catalogue, &env, "check 缺少文件或文件夹");
	}
	progress_say("正在核对");
	enum status st = catalogue_input_load((const char *const *)words, (size_t)count, &overlays, tell_fault, &faults, &c, &err);
	progress_end();
	command_list_release(&overlays);
	if (st) {
		if (!env.json)
			fprintf(env.err_out, "共 %zu 处错误\n", faults.count);
		return status_exit(st);
	}
	struct reminders reminders = { &env, json_array() };
	size_t odd = catalogue_warn(c, tell_warning, &reminders);
	tell_size(&env, c, reminders.list);
	json_decref(reminders.list);
	catalogue_free(c);
	result = command_done(&env);
	return result == 0 && strict && odd ? status_exit(ST_DATA) : result;
}

/* --- list ---------------------------------------------------------------------------------------------------------- */

static void list_json(const struct catalogue *c, const struct catalogue_hit *hit, FILE *out)
{
	const struct bundle *b = hit->bundle;
	json_t *o = b ? json_pack("{s:i,s:s,s:s,s:s,s:s,s:i,s:i}", "number", (int)(b - c->bundles) + 1, "id", b->id, "name",
		b->name, "subject", b->subject, "lead", b->lead->name, "items", (int)b->item_count, "questions",
		(int)b->question_count) : json_pack("{s:s,s:s,s:s,s:s}", "item", hit->item->id, "code", hit->item->code, "name",
		hit->item->name, "department", hit->item->department->name);

	if (hit->called)
		json_object_set_new(o, "called", json_string(hit->called));
	json_dumpf(o, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(o);
}

static void list_text(const struct catalogue *c, const struct catalogue_hit *hit, FILE *out)
{
	struct buf line;

	buf_init(&line, BUF_SMALL);
	if (hit->bundle)
		buf_format(&line, "%4d  %-16s %s(%s,%zu 个事项,牵头 %s)", (int)(hit->bundle - c->bundles) + 1, hit->bundle->id,
			hit->bundle->name, hit->bundle->subject, hit->bundle->item_count, hit->bundle->lead->name);
	else
		buf_format(&line, "事项  %-16s %s(%s)", hit->item->id, hit->item->name, hit->item->department->name);
	if (hit->called)
		buf_format(&line, " 也叫 %s", hit->called);
	fprintf(out, "%s\n", line.data);
	buf_release(&line);
}

int catalogue_list(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct command_list data = { .count = 0 };
	const struct command_option options[] = { { .name = "data", .list = &data }, { .name = NULL } };
	struct catalogue_source source = { .own = NULL };
	struct catalogue_hit *hits = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		goto out;
	if (count > 1) {
		result = command_misuse(&command_catalogue, &env, "多了一个词:%s", words[1]);
		goto out;
	}
	if (catalogue_source_open(&env, &data, &source, &err)) {
		result = command_fail(&env, &err);
		goto out;
	}
	const struct catalogue *c = source.catalogue;
	size_t most = c->bundle_count + c->item_count, n = c->bundle_count;
	hits = mem_array(most, sizeof *hits);
	n = catalogue_search(c, count ? words[0] : "", NULL, hits, most);
	for (size_t i = 0; i < n; i++)
		if (count || hits[i].bundle)      /* without a text: the bundles */
			(env.json ? list_json : list_text)(c, &hits[i], env.out);
	if (n == 0 && !env.json)
		fputs("没有符合的套餐或事项。请换个说法、少写几个字,或写拼音首字母;不写字列出全部套餐。\n", env.err_out);
	result = command_done(&env);
out:
	free(hits);
	catalogue_source_release(&source);
	command_list_release(&data);
	return result;
}

/* --- verbs ---------------------------------------------------------------------------------------------------------- */

static const struct verb {
	const char *name;
	int (*run)(const struct command_env *env, int argc, char **argv);
} verbs[] = {
	{ "check", catalogue_check },
	{ "list", catalogue_list },
	{ "show", catalogue_show },
	{ "sheet", catalogue_sheet },
	{ "guide", catalogue_guide },
	{ "import", catalogue_import },
	{ "export", catalogue_export },
	{ "diff", catalogue_diff },
	{ "confirm", catalogue_confirm_verb },
	{ "history", catalogue_history },
	{ "rollback", catalogue_rollback },
};

/* The verb may stand after options: it is the first word that is none. */
static int run(const struct command_env *env, int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < COUNT_OF(verbs); i++)
		if (strcmp(verbs[i].name, argv[1]) == 0)
			return verbs[i].run(env, argc - 1, argv + 1);
	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return command_help(&command_catalogue, env);
	return command_misuse(&command_catalogue, env, argc > 1 ? "没有这个动作:%s" : "缺少动作", argc > 1 ? argv[1] : "");
}

const struct command command_catalogue = {
	.name = "catalogue",
	.usage = "check PATH… [--strict] [--overlay FILE]… | import PATH… [--overlay FILE]… [--from DAY] [--try] | export TARGET [--version N] [--data PATH]… | diff [VERSION|PATH] VERSION|PATH [--overlay FILE]… | confirm ID… [--undo] | history | rollback [VERSION] [--planned] | list [TEXT] [--data PATH]… | show BUNDLE [--answer QUESTION=OPTION]… [--untick ITEM]… "
		"[--data PATH]… | sheet BUNDLE [--answer QUESTION=OPTION]… [--untick ITEM]… [--large] [--paper A4|A5|80mm|58mm] "
		"(--pdf FILE|--text|--printer NAME) | guide BUNDLE [--answer QUESTION=OPTION]… [--untick ITEM]… [--large] [--paper A4|A5] "
		"[--text|--pdf FILE|--printer NAME] [--json]",
	.help = "事项目录:核对文件(列出全部错误和提醒,--strict 有提醒也算不合格)、导入(先列出改动,整体生效,旧版保留,可定启用日期)、导出为表格(CSV 文件夹、XLSX)或 JSON、两版的差别和涉及的在办件、确认与本地指南核对过(不再标示例)、历次版本、退回原版、列出或查找套餐和事项、按情形显示事项、材料、表格和时限;"
		"sheet 为没有办件时给咨询人的办事一次性告知单,guide 为办事指南:先后次序、依据、材料样式、合办省多少,还没定的情形也列",
	.run = run,
};

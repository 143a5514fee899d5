/* SPDX-License-Identifier: Apache-2.0 */
#include "command/catalogue.h"
#include "command/catalogue_input.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "command/actor.h"
#include "command/progress.h"
#include "command/show.h"
#include "hall/import.h"

#define SHOWN 200                    /* changes told one by one; the sums tell the rest */

struct telling {
	const struct command_env *env;
	struct catalogue_input *input;
	size_t faults, changes;
	bool try_only;
	day_t from;
};

static void tell_fault(void *ctx, const struct err *fault)
{
	struct telling *t = ctx;

	progress_end();
	t->faults++;
	(void)command_fail(t->env, fault);
}

static void tell_change(void *ctx, const struct catalogue_change *c)
{
	struct telling *t = ctx;

	progress_end();
	if (!t->env->json && t->changes++ < SHOWN)
		catalogue_say_change(t->env->out, c);
}

static void tell_result(const struct telling *t, const struct import_result *r)
{
	FILE *out = t->env->out;
	char from[11];

	day_iso(r->from, from);
	if (t->env->json) {
		show_json(t->env, json_pack("{si si ss sb sb si si si si si}", "version", r->version, "before", r->before, "from", from, "same",
			r->same, "stored", !t->try_only && !r->same, "added", (int)r->sums.added, "removed", (int)r->sums.removed, "changed", (int)r->sums.changed, "kept", (int)r->kept,
			"lost", (int)r->lost));
		return;
	}
	if (t->changes > SHOWN)
		fprintf(out, "……另有 %zu 处\n", t->changes - SHOWN);
	fprintf(out, "新增 %zu,删除 %zu,改动 %zu。", r->sums.added, r->sums.removed, r->sums.changed);
	if (r->same)
		fprintf(out, "与现用第 %d 版相同,没有导入。\n", r->version);
	else if (t->try_only)
		fputs("只是试算,没有导入。\n", out);
	else if (t->from && r->from > clock_today())
		fprintf(out, "已导入为第 %d 版,自 %s 起启用;此前仍用第 %d 版,已受理的办件仍按原版本办理。\n", r->version, from, r->before);
	else
		fprintf(out, "已导入为第 %d 版并启用;已受理的办件仍按原版本办理。\n", r->version);
	if (r->kept || r->lost)
		fprintf(out, "大厅核对过的,%zu 条没有改动、仍作已核对,%zu 条内容变了、又成示例,须再核对。\n", r->kept, r->lost);
	if (r->waiting)
		fprintf(out, "注意:第 %d 版将自 %s 起启用;不要它就执行 yichuang catalogue rollback --planned。\n", r->waiting,
			day_iso(r->waiting_from, from));
}

/* catalogue_load's faults are told by what the input knows of their places. */
static void tell_loaded(void *ctx, const struct err *fault)
{
	catalogue_input_fault(((struct telling *)ctx)->input, fault);
}

static enum status import(struct telling *t, struct import_result *r, struct err *err)
{
	const struct catalogue_texts *texts = catalogue_input_texts(t->input);
	const struct import_request q = { texts->list, texts->count, t->from, t->try_only, tell_loaded, tell_change, t };
	struct hall *h = NULL;
	struct actor by;
	enum status st = hall_open(t->env->hall_dir, false, &h, err);

	if (st == ST_OK && (st = command_actor(h, "", &by, err)) == ST_OK)
		st = import_catalogue(h, &by, &q, r, err);
	hall_close(h);
	return st;
}

static int import_words(struct telling *t, const char *const *words, size_t count, const struct command_list *overlays)
{
	struct import_result r;
	struct err err;

	progress_say("正在读入");
	enum status st = catalogue_input_read(words, count, overlays, tell_fault, t, t->input, &err);

	progress_say("正在核对");
	if (st == ST_OK)
		st = import(t, &r, &err);
	progress_end();
	catalogue_input_release(t->input);
	if (st == ST_OK) {
		tell_result(t, &r);
		return command_done(t->env);
	}
	if (!t->faults)
		return command_fail(t->env, &err);
	if (!t->env->json)
		fprintf(t->env->err_out, "共 %zu 处错误,没有导入,现用目录不变。\n", t->faults);
	return status_exit(st);
}

static void tell_confirmed(const struct telling *t, const struct import_result *r, bool undo)
{
	char from[11];

	if (t->env->json) {
		show_json(t->env, json_pack("{si si si}", "version", r->version, "before", r->before, "changed", (int)r->sums.changed));
		return;
	}
	fprintf(t->env->out, "%zu 条%s,已存为第 %d 版并启用;已受理的办件仍按原版本办理。\n", r->sums.changed,
		undo ? "改回示例" : "已作核对过,不再标示例", r->version);
	if (r->waiting)
		fprintf(t->env->out, "注意:第 %d 版将自 %s 起启用,其中没有这次的核对;到时请再核对,或现在把它重新导入一次。\n", r->waiting,
			day_iso(r->waiting_from, from));
}

int catalogue_confirm_verb(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	bool undo = false;
	const struct command_option options[] = { { .name = "undo", .flag = &undo }, { .name = NULL } };
	struct telling t = { .env = &env };
	struct import_result r;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count == 0)
		return command_misuse(&command_catalogue, &env, "confirm 缺少套餐或事项的编号");
	enum status st = hall_open(env.hall_dir, false, &h, &err);
	if (st == ST_OK)
		st = command_actor(h, "", &by, &err);
	if (st == ST_OK)
		st = import_confirm(h, &by, 0, (const char *const *)words, (size_t)count, !undo, &r, &err);
	if (st == ST_OK)
		tell_confirmed(&t, &r, undo);
	hall_close(h);
	return st == ST_OK ? command_done(&env) : command_fail(&env, &err);
}

int catalogue_import(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct command_list overlays = { .count = 0 };
	const char *from = NULL;
	struct catalogue_input input;
	struct telling t = { .env = &env, .input = &input };
	const struct command_option options[] = { { .name = "try", .flag = &t.try_only }, { .name = "from", .text = &from },
		{ .name = "overlay", .list = &overlays }, { .name = NULL } };
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result == COMMAND_GO && count == 0)
		result = command_misuse(&command_catalogue, &env, "import 缺少文件或文件夹");
	else if (result == COMMAND_GO && from && (t.from = day_parse(from)) == DAY_NONE)
		result = command_misuse(&command_catalogue, &env, "--from 须为日期(如 2026-12-01):%s", from);
	else if (result == COMMAND_GO)
		result = import_words(&t, (const char *const *)words, (size_t)count, &overlays);
	command_list_release(&overlays);
	return result;
}

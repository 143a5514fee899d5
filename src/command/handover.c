/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/document.h"
#include "command/show.h"
#include "hall/handover.h"
#include "law/document.h"

#define ROWS 500

struct wanted { const char *window, *bag, *pdf, *printer; bool text; };

static int list(const struct command_env *env, struct hall *h, const struct actor *by)
{
	struct handover_waiting *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result;

	if (handover_waiting(h, by, rows, ROWS, &count, &err) != ST_OK) {
		result = command_fail(env, &err);
	} else {
		for (size_t i = 0; i < count; i++)
			if (env->json)
				show_json(env, json_pack("{ss ss si si}", "department", rows[i].department, "name", rows[i].name, "cases",
					rows[i].cases, "pieces", rows[i].pieces));
			else
				fprintf(env->out, "%-8s  %s  %d 件 %d 份\n", rows[i].department, rows[i].name, rows[i].cases, rows[i].pieces);
		if (!count && !env->json)
			fputs("没有等着交接的纸质材料。\n", env->out);
		result = command_done(env);
	}
	free(rows);
	return result;
}

static int as_text(const struct command_env *env, struct hall *h, const struct actor *by, const char *department,
	const struct wanted *w)
{
	struct document *d = NULL;
	struct buf out;
	struct err err;

	if (handover_fill(h, by, department, w->bag ? w->bag : "", PAPER_A4, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(PAPER_A4), &out);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "department", department, "text", out.len ? out.data : ""));
	else
		fputs(out.len ? out.data : "", env->out);
	buf_release(&out);
	document_free(d);
	return command_done(env);
}

/* Told as soon as it is handed over, whatever becomes of its file: the batch has its number and can be printed by it. */
static int hand_over(const struct command_env *env, struct hall *h, const struct actor *by, const char *department,
	const struct wanted *w)
{
	struct print_job job;
	struct err err;
	int result = document_way_check(env, w->pdf, w->printer, "没有交接");

	if (result)
		return result;
	if (handover_print(h, by, department, w->bag ? w->bag : "", w->printer, &job, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss sI}", "department", department, "number", job.number, "job", (json_int_t)job.id));
	else
		fprintf(env->out, "已交接:批次 %s,打印号 %lld\n", job.number, (long long)job.id);
	if (w->pdf)
		result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf });
	return result == 0 ? command_done(env) : result;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { .window = NULL };
	const struct command_option options[] = { { .name = "window", .text = &w.window }, { .name = "bag", .text = &w.bag },
		{ .name = "pdf", .text = &w.pdf }, { .name = "text", .flag = &w.text }, { .name = "printer", .text = &w.printer },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	char **words;
	int count, ways, result = command_options(&command_handover, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	ways = (w.pdf != NULL) + w.text + (w.printer != NULL);
	if (count > 1)
		return command_misuse(&command_handover, &env, "多了一个词:%s", words[1]);
	if (count == 0 && (ways || w.bag))
		return command_misuse(&command_handover, &env, "缺少部门");
	if (count == 1 && ways != 1)
		return command_misuse(&command_handover, &env, "--pdf 文件、--text、--printer 名称 要有一个,只能有一个");
	err_clear(&err);
	if (hall_open(env.hall_dir, count == 0 || w.text, &h, &err) != ST_OK || command_actor(h, w.window ? w.window : "", &by, &err) != ST_OK)
		result = command_fail(&env, &err);
	else if (count == 0)
		result = list(&env, h, &by);
	else
		result = (w.text ? as_text : hand_over)(&env, h, &by, words[0], &w);
	hall_close(h);
	return result;
}

const struct command command_handover = {
	.name = "handover",
	.usage = "[DEPARTMENT [--bag NO] (--pdf FILE|--text|--printer NAME)] [--window NO]",
	.help = "材料交接:没有部门时列出等着交给各部门的纸质材料;有部门时把这些材料交给它,打印交接清单(--text 只看,不交接)",
	.undone = "没有交接",
	.run = run,
};

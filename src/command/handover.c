/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/document.h"
#include "command/show.h"
#include "base/clock.h"
#include "hall/handover.h"
#include "law/document.h"

#define ROWS 500

struct wanted { const char *window, *bag, *pdf, *printer, *slip, *signer, *day, *lacking, *note; bool text, out; };

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
	else if (w->pdf)
		fprintf(env->out, "已交接:批次 %s,打印号 %lld\n", job.number, (long long)job.id);
	else
		document_ordered(env, h, "已交接:", &job);
	if (w->pdf)
		result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf });
	return result == 0 ? command_done(env) : result;
}

/* Those whose return slip is not back. */
static int list_out(const struct command_env *env, struct hall *h, const struct actor *by)
{
	struct handover_batch *rows = mem_array(ROWS, sizeof *rows);
	struct err err;
	size_t count;
	int result = handover_out(h, by, rows, ROWS, &count, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++) {
		const struct handover_batch *b = &rows[i];
		char at[26];
		if (env->json)
			show_json(env, json_pack("{ss ss ss ss ss ss si si}", "number", b->number, "at", clock_iso(b->at, at), "window", b->window, "department",
				b->department, "name", b->name, "bag", b->bag, "cases", b->cases, "papers", b->papers));
		else
			fprintf(env->out, "%s  %.16s  %s  %d 件 %d 种材料\n", b->number, clock_stamp(b->at, at), b->name, b->cases, b->papers);
	}
	if (result == 0 && !count && !env->json)
		fputs("交接出去的回执都回来了。\n", env->out);
	free(rows);
	return result ? result : command_done(env);
}

static int slip(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	const struct act_value all[] = { { "signer", w->signer }, { "day", w->day }, { "lacking", w->lacking }, { "note", w->note } };
	struct act_value told[COUNT_OF(all)];
	struct err err;
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (all[i].value)
			told[count++] = all[i];
	if (handover_slip(h, by, w->slip, told, count, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss}", "number", w->slip));
	else
		fprintf(env->out, "已记批次 %s 的回执\n", w->slip);
	return command_done(env);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { .window = NULL };
	const struct command_option options[] = { { .name = "window", .text = &w.window }, { .name = "bag", .text = &w.bag },
		{ .name = "pdf", .text = &w.pdf }, { .name = "text", .flag = &w.text }, { .name = "printer", .text = &w.printer },
		{ .name = "out", .flag = &w.out }, { .name = "slip", .text = &w.slip }, { .name = "signer", .text = &w.signer },
		{ .name = "day", .text = &w.day }, { .name = "lacking", .text = &w.lacking }, { .name = "note", .text = &w.note },
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
	bool back = w.out || w.slip, told = w.signer || w.day || w.lacking || w.note;
	if ((back && (count || ways || w.bag || (w.out && w.slip))) || (told && !w.slip))
		return command_misuse(&command_handover, &env, "--out 列出回执没回来的;--slip 批次 记回执,写 --signer、--day;都不同别的一起用");
	if (count == 0 && (ways || w.bag))
		return command_misuse(&command_handover, &env, "缺少部门");
	if (count == 1 && ways != 1)
		return command_misuse(&command_handover, &env, "--pdf 文件、--text、--printer 名称 要有一个,只能有一个");
	err_clear(&err);
	if (hall_open(env.hall_dir, !w.slip && (count == 0 || w.text), &h, &err) != ST_OK || command_actor(h, w.window ? w.window : "", &by, &err) != ST_OK)
		result = command_fail(&env, &err);
	else if (back)
		result = w.out ? list_out(&env, h, &by) : slip(&env, h, &by, &w);
	else if (count == 0)
		result = list(&env, h, &by);
	else
		result = (w.text ? as_text : hand_over)(&env, h, &by, words[0], &w);
	hall_close(h);
	return result;
}

const struct command command_handover = {
	.name = "handover",
	.usage = "[DEPARTMENT [--bag NO] (--pdf FILE|--text|--printer NAME) | --out"
		" | --slip NUMBER --signer NAME --day DATE [--lacking N --note TEXT]] [--window NO]",
	.help = "材料交接:没有部门时列出等着交给各部门的纸质材料;有部门时把这些材料交给它,打印交接清单(--text 只看,不交接);"
		"--out 列出回执没回来的批次,--slip 记一批部门签收的回执",
	.undone = "没有交接",
	.run = run,
};

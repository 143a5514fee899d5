/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/actor.h"
#include "command/catalogue.h"
#include "command/document.h"
#include "command/show.h"
#include "hall/sheet.h"
#include "law/document.h"

/* `catalogue sheet` and `catalogue guide`: what somebody who asks takes home, before there is a dossier. */

struct wanted { const char *pdf, *printer, *paper; bool text, large, guide; };

static int as_text(const struct command_env *env, struct hall *h, const struct actor *by, const struct sheet *s,
	const struct wanted *w)
{
	enum paper paper = w->paper ? (enum paper)paper_from_name(w->paper) : PAPER_A4;
	struct document *d = NULL;
	struct buf out;
	struct err err;

	if (sheet_fill(h, by, s, paper, w->large, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(paper), &out);
	if (env->json)
		show_json(env, json_pack("{ss ss ss}", "bundle", s->bundle->id, "paper", paper_name(paper), "text", out.len ? out.data : ""));
	else
		fputs(out.len ? out.data : "", env->out);
	buf_release(&out);
	document_free(d);
	return command_done(env);
}

/* The guide's data, for a hall's web page and the like. */
static int as_data(const struct command_env *env, struct hall *h, const struct actor *by, const struct sheet *s,
	const struct wanted *w)
{
	struct buf out;
	struct err err;

	(void)w;
	buf_init(&out, BUF_LARGE);
	int result = sheet_body(h, by, s, &out, &err) == ST_OK ? COMMAND_GO : command_fail(env, &err);
	if (result == COMMAND_GO)
		fprintf(env->out, "%s\n", out.data);
	buf_release(&out);
	return result == COMMAND_GO ? command_done(env) : result;
}

static int tell(const struct command_env *env, struct hall *h, const struct sheet *s, const struct print_job *job, const char *pdf)
{
	if (env->json)
		show_json(env, json_pack("{ss ss ss sI ss ss*}", "bundle", s->bundle->id, "number", job->number, "kind", job->kind, "job",
			(json_int_t)job->id, "state", job_state_code(job->state), "pdf", pdf));
	else if (pdf)
		fprintf(env->out, "%s %s 已存为 %s\n", job->title, job->number, pdf);
	else
		document_ordered(env, h, "", job);
	return command_done(env);
}

/* Ordered, then told; a file is made from what was ordered, like one of a dossier. */
static int on_paper(const struct command_env *env, struct hall *h, const struct actor *by, const struct sheet *s,
	const struct wanted *w)
{
	struct print_job job;
	struct err err;
	int result = document_way_check(env, w->pdf, w->printer, "没有编号,没有生成");

	if (result)
		return result;
	if (sheet_print(h, by, s, w->printer, w->large, &job, &err) != ST_OK)
		return command_fail(env, &err);
	if (!w->pdf)
		return tell(env, h, s, &job, NULL);
	result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf,
		.paper = w->paper, .large = w->large });
	return result == 0 ? tell(env, h, s, &job, w->pdf) : result;
}

static int make(const struct command_env *env, const char *word, const struct command_list *answers,
	const struct command_list *untick, const struct wanted *w)
{
	struct answer *list = mem_array(answers->count + 1, sizeof *list);
	struct showing s = { .bundle = NULL };
	struct plan *plan = NULL;
	struct hall *h = NULL;
	struct actor by;
	struct err err;
	int version, result;
	enum status st;

	err_clear(&err);
	st = hall_open(env->hall_dir, false, &h, &err);
	if (st == ST_OK)
		st = command_actor(h, "", &by, &err);
	if (st == ST_OK)
		st = hall_catalogue(h, &s.catalogue, &version, &err);
	if (st == ST_OK)
		st = showing_plan(&s, word, answers, untick, list, &plan, &err);
	if (st != ST_OK) {
		result = command_fail(env, &err);
	} else {
		const struct sheet sheet = { s.bundle, version, s.answers, s.answer_count, plan, w->guide };
		result = (w->text ? as_text : w->pdf || w->printer ? on_paper : as_data)(env, h, &by, &sheet, w);
	}
	plan_free(plan);
	hall_close(h);
	free(list);
	return result;
}

static int misuse(const struct command_env *env, const struct wanted *w, int count, char **words)
{
	const char *verb = w->guide ? "guide" : "sheet";

	if (count > 1)
		return command_misuse(&command_catalogue, env, "多了一个词:%s", words[1]);
	if (count < 1)
		return command_misuse(&command_catalogue, env, "%s 缺少套餐", verb);
	if (!w->pdf + !w->text + !w->printer != 2 && !(w->guide && !w->pdf && !w->text && !w->printer))
		return command_misuse(&command_catalogue, env, "%s 的 --pdf 文件、--text、--printer 名称 要有一个,只能有一个", verb);
	if (w->paper && (paper_from_name(w->paper) < 0 || (w->guide && paper_is_slip((enum paper)paper_from_name(w->paper)))))
		return command_misuse(&command_catalogue, env, w->guide ? "--paper 应为 A4 A5:%s" : "--paper 应为 A4 A5 80mm 58mm:%s", w->paper);
	if (w->paper && w->printer)
		return command_misuse(&command_catalogue, env, "--printer 的纸张由大厅的设置定,不能用 --paper");
	if (w->pdf && !*w->pdf)
		return command_misuse(&command_catalogue, env, "--pdf 后面应是文件名");
	return COMMAND_GO;
}

static int take_home(const struct command_env *given, int argc, char **argv, bool guide)
{
	struct command_env env = *given;
	struct command_list answers = { .count = 0 }, untick = { .count = 0 };
	struct wanted w = { .guide = guide };
	const struct command_option options[] = { { .name = "answer", .list = &answers }, { .name = "untick", .list = &untick },
		{ .name = "pdf", .text = &w.pdf }, { .name = "text", .flag = &w.text }, { .name = "printer", .text = &w.printer },
		{ .name = "paper", .text = &w.paper }, { .name = "large", .flag = &w.large }, { .name = NULL } };
	char **words;
	int count, result = command_options(&command_catalogue, &env, options, argc, argv, &words, &count);

	if (result == COMMAND_GO && guide && !w.pdf && !w.printer && !env.json)
		w.text = true;      /* what a person at the keyboard wants */
	if (result == COMMAND_GO)
		result = misuse(&env, &w, count, words);
	if (result == COMMAND_GO)
		result = make(&env, words[0], &answers, &untick, &w);
	command_list_release(&answers);
	command_list_release(&untick);
	return result;
}

int catalogue_sheet(const struct command_env *env, int argc, char **argv)
{
	return take_home(env, argc, argv, false);
}

int catalogue_guide(const struct command_env *env, int argc, char **argv)
{
	return take_home(env, argc, argv, true);
}

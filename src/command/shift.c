/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/document.h"
#include "command/show.h"
#include "hall/draft.h"
#include "hall/shift.h"

struct wanted { const char *window, *date, *pdf, *printer; bool text; day_t day; };

static int list(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct shift_row *rows = mem_array(SHIFT_MOST, sizeof *rows);
	struct err err;
	size_t count;
	bool more;
	int result = shift_open(h, by, by->window, w->day, rows, &count, &more, &err) == ST_OK ? 0 : command_fail(env, &err);

	for (size_t i = 0; result == 0 && i < count; i++) {
		if (env->json) {
			show_json(env, shift_row_json(&rows[i]));
			continue;
		}
		const char *const words[] = { shift_kind_name(rows[i].kind), rows[i].number, rows[i].bundle, rows[i].what, rows[i].hint };
		for (size_t k = 0; k < COUNT_OF(words); k++) {
			fputs(k ? "  " : "", env->out);
			show_text(env->out, words[k]);
		}
		fputc('\n', env->out);
	}
	if (result == 0 && !count && !env->json)
		fputs("都办完了,没有要交接的。\n", env->out);
	if (result == 0 && more && !env->json)
		fprintf(env->out, "每类只列最早的 %d 项。\n", SHIFT_EACH);
	free(rows);
	return result ? result : command_done(env);
}

static int give(const struct command_env *env, struct hall *h, const struct actor *by, const char *draft, const char *login)
{
	struct err err;

	if (draft_give(h, by, draft, login, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "draft", draft, "clerk", login));
	else
		fprintf(env->out, "已移交给 %s。\n", login);
	return command_done(env);
}

static int as_text(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct document *d = NULL;
	struct buf out;
	struct err err;

	if (shift_sheet_fill(h, by, by->window, w->day, PAPER_A4, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(PAPER_A4), &out);
	if (env->json)
		show_json(env, json_pack("{ss ss}", "window", by->window, "text", out.len ? out.data : ""));
	else
		fputs(out.len ? out.data : "", env->out);
	buf_release(&out);
	document_free(d);
	return command_done(env);
}

static int print(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct print_job job;
	struct err err;
	int result = document_way_check(env, w->pdf, w->printer, "没有打印");

	if (result)
		return result;
	if (shift_sheet_print(h, by, by->window, w->day, w->printer, &job, &err) != ST_OK)
		return command_fail(env, &err);
	if (env->json)
		show_json(env, json_pack("{ss ss sI}", "window", by->window, "number", job.number, "job", (json_int_t)job.id));
	else if (w->pdf)
		fprintf(env->out, "日结单 %s,打印号 %lld\n", job.number, (long long)job.id);
	else
		document_ordered(env, h, "", &job);
	if (w->pdf)
		result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf });
	return result == 0 ? command_done(env) : result;
}

static int go(const struct command_env *env, struct hall *h, const struct wanted *w, char **words, int count)
{
	struct actor by;
	struct err err;

	if (command_actor(h, w->window ? w->window : "", &by, &err) != ST_OK)
		return command_fail(env, &err);
	if (count == 0 || strcmp(words[0], "list") == 0)
		return list(env, h, &by, w);
	if (strcmp(words[0], "give") == 0)
		return give(env, h, &by, words[1], words[2]);
	return (w->text ? as_text : print)(env, h, &by, w);
}

/* 0, or the exit code of the misuse. */
static int check(const struct command_env *env, struct wanted *w, char **words, int count)
{
	static const struct { const char *name; int words; } verbs[] = { { "list", 1 }, { "give", 3 }, { "sheet", 1 } };
	int ways = (w->pdf != NULL) + w->text + (w->printer != NULL);
	size_t v = 0;

	while (count && v < COUNT_OF(verbs) && strcmp(verbs[v].name, words[0]) != 0)
		v++;
	if (v == COUNT_OF(verbs))
		return command_misuse(&command_shift, env, "没有这个动作:%.40s", words[0]);
	if (count && count != verbs[v].words)
		return command_misuse(&command_shift, env, "词的个数不对:%s", verbs[v].name);
	if (ways != (count && strcmp(words[0], "sheet") == 0))
		return command_misuse(&command_shift, env, "sheet 要有 --pdf 文件、--text、--printer 名称 中的一个,别的动作不用");
	w->day = w->date ? day_parse(w->date) : clock_today();
	if (w->day == DAY_NONE)
		return command_misuse(&command_shift, env, "--day 应为日期,如 2026-11-23");
	return 0;
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { .window = NULL };
	const struct command_option options[] = { { .name = "window", .text = &w.window }, { .name = "day", .text = &w.date },
		{ .name = "pdf", .text = &w.pdf }, { .name = "text", .flag = &w.text }, { .name = "printer", .text = &w.printer },
		{ .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_shift, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if ((result = check(&env, &w, words, count)) != 0)
		return result;
	if (hall_open(env.hall_dir, count == 0 || strcmp(words[0], "list") == 0 || w.text, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &w, words, count);
	hall_close(h);
	return result;
}

const struct command command_shift = {
	.name = "shift",
	.usage = "[list | give DRAFT LOGIN | sheet (--pdf FILE|--text|--printer NAME)] [--window NO] [--day DATE]",
	.help = "交班:列出窗口(不写为全厅)没有办完的;移交草稿给另一位受理员;打日结单(--text 只看,不打)",
	.undone = "没有改动",
	.run = run,
};

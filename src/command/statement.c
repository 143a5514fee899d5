/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/statement.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "book/book.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/document.h"
#include "command/progress.h"
#include "command/show.h"

struct wanted { const char *pdf, *xlsx, *printer; bool csv; int period; day_t day; };

/* --- its forms ---------------------------------------------------------------------------------------------------------- */

static int as_csv(const struct command_env *env, const struct statement *s)
{
	struct tables tables;
	struct buf text;
	int result = 0;

	statement_flat(s, &tables);
	buf_init(&text, TABLE_BYTES_MOST);
	csv_write(tables.list[0], &text);
	if (text.overflow) {
		struct err err;
		(void)err_set(&err, ST_LIMIT, "E-2005", "表太大,没有导出");
		result = command_fail(env, &err);
	} else {
		fwrite(text.data, 1, text.len, env->out);
	}
	buf_release(&text);
	tables_release(&tables);
	return result ? result : command_done(env);
}

static int as_book(const struct command_env *env, const struct statement *s, const char *path)
{
	const char *titles[STATEMENT_TABLES];
	struct tables tables;
	struct buf bytes;
	struct err err;

	statement_tables(s, &tables, titles);
	buf_init(&bytes, TABLE_BYTES_MOST);
	enum status st = book_write(&tables, titles, &bytes, &err);
	if (st == ST_OK)
		st = bytes.overflow ? err_at(&err, ST_LIMIT, "E-2005", path, "表太大,没有导出") : file_write(path, bytes.data, bytes.len, 0644, &err);
	buf_release(&bytes);
	tables_release(&tables);
	if (st != ST_OK)
		return command_fail(env, &err);
	if (env->json) {
		show_json(env, json_pack("{ss}", "xlsx", path));
	} else {
		fputs("已存为 ", env->out);
		show_text(env->out, path);
		fputc('\n', env->out);
	}
	return command_done(env);
}

static int as_text(const struct command_env *env, struct hall *h, const struct actor *by, const struct statement *s)
{
	struct document *d = NULL;
	struct buf out;
	struct err err;

	if (env->json) {
		show_json(env, statement_json(s));
		return command_done(env);
	}
	if (statement_fill(h, by, s, PAPER_A4, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, 120, &out);
	fputs(out.len ? out.data : "", env->out);
	buf_release(&out);
	document_free(d);
	return command_done(env);
}

static int on_paper(const struct command_env *env, struct hall *h, const struct actor *by, const struct statement *s, const struct wanted *w)
{
	struct print_job job;
	struct err err;
	int result = 0;

	if (statement_print(h, by, s, w->printer, &job, &err) != ST_OK)
		return command_fail(env, &err);
	if (w->pdf)
		result = document_job_to_file(env, h, &job, &(struct document_file){ .number = job.number, .kind = job.kind, .pdf = w->pdf });
	if (result)
		return result;
	if (env->json)
		show_json(env, json_pack("{ss sI ss*}", "number", job.number, "job", (json_int_t)job.id, "pdf", w->pdf));
	else if (w->pdf)
		fprintf(env->out, "%s %s 已存为 %s\n", statement_period_name(s->span.period), job.number, w->pdf);
	else
		document_ordered(env, h, "", &job);
	return command_done(env);
}

/* --- making it ---------------------------------------------------------------------------------------------------------- */

static int go(const struct command_env *env, struct hall *h, const struct wanted *w)
{
	struct statement *s = NULL;
	struct actor by;
	struct err err;

	if (command_actor(h, "", &by, &err) != ST_OK)
		return command_fail(env, &err);
	progress_say("正在统计");
	enum status st = statement_make(h, &by, (enum statement_period)w->period, w->day, &s, &err);
	progress_end();
	if (st == ST_OK && (w->csv || w->xlsx))
		st = statement_taken(h, &by, s, w->csv ? "csv" : "xlsx", &err);
	int result = st != ST_OK ? command_fail(env, &err) : w->csv ? as_csv(env, s) : w->xlsx ? as_book(env, s, w->xlsx) :
		w->pdf || w->printer ? on_paper(env, h, &by, s, w) : as_text(env, h, &by, s);
	statement_free(s);
	return result;
}

/* 0, or the exit code of the misuse. */
static int check(const struct command_env *env, struct wanted *w, char **words, int count)
{
	int ways = w->csv + (w->xlsx != NULL) + (w->pdf != NULL) + (w->printer != NULL);

	w->period = count ? statement_period_from_code(words[0]) : -1;
	if (w->period < 0)
		return command_misuse(&command_statement, env, "先写 day week month 中的一个%s%.40s", count ? ",不是 " : "", count ? words[0] : "");
	if (count > 2)
		return command_misuse(&command_statement, env, "多了一个词:%.40s", words[2]);
	w->day = count == 2 ? day_parse(words[1]) : clock_today();
	if (w->day == DAY_NONE)
		return command_misuse(&command_statement, env, "日期不对(应如 2026-11-23):%.40s", words[1]);
	if (ways > 1 || (w->csv && env->json))
		return command_misuse(&command_statement, env, "--csv、--xlsx 文件、--pdf 文件、--printer 名称 至多一个;--csv 不与 --json 同用");
	if ((w->xlsx && !*w->xlsx) || (w->pdf && !*w->pdf))
		return command_misuse(&command_statement, env, "--xlsx、--pdf 后面应是文件名");
	return document_way_check(env, w->pdf ? w->pdf : w->xlsx, w->printer, "没有统计");
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { .csv = false };
	const struct command_option options[] = { { .name = "csv", .flag = &w.csv }, { .name = "xlsx", .text = &w.xlsx },
		{ .name = "pdf", .text = &w.pdf }, { .name = "printer", .text = &w.printer }, { .name = NULL } };
	struct hall *h = NULL;
	struct err err;
	char **words;
	int count, result = command_options(&command_statement, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if ((result = check(&env, &w, words, count)) != 0)
		return result;
	if (hall_open(env.hall_dir, !w.csv && !w.xlsx && !w.pdf && !w.printer, &h, &err) != ST_OK)
		return command_fail(&env, &err);
	result = go(&env, h, &w);
	hall_close(h);
	return result;
}

static void more(FILE *to)
{
	struct buf words;

	buf_init(&words, BUF_SMALL);
	fputs("指标(分子 / 分母;不计):\n", to);
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		const struct statement_rule *r = &statement_rules[i];
		buf_clear(&words);
		statement_words(r, &words);
		fprintf(to, "  %s(%s):%s\n", r->name, r->rule, words.data);
	}
	buf_release(&words);
}

const struct command command_statement = {
	.name = "statement",
	.usage = "day|week|month [DATE] [--csv | --xlsx FILE | --pdf FILE | --printer NAME]",
	.help = "日报、周报、月报:DATE(默认今天)所在的一日、一周、一月,每项指标带分子、分母和不计的,并按窗口、人员、一件事、事项、部门、"
		"排队类别、督办规则分开,都由发生的事重新计数",
	.undone = "没有统计",
	.more = more,
	.run = run,
};

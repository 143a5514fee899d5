/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/actor.h"
#include "command/command.h"
#include "command/document.h"
#include "command/show.h"
#include "hall/audit.h"
#include "hall/paper.h"
#include "hall/print_outlook.h"
#include "hall/printer.h"

extern char **environ;

struct wanted {
	const char *number, *kind, *copy, *pdf, *printer, *reason, *paper;
	bool text, large;
	long copy_no;
	char whole[DOSSIER_NUMBER_SIZE];             /* what `number` stands for, when that was only its end */
};

/* ---- as text ---- */

static int as_text(const struct command_env *env, struct hall *h, const struct wanted *w, struct print_job *job)
{
	int named = paper_from_name(w->paper ? w->paper : job->paper);
	enum paper paper = named < 0 ? PAPER_A4 : (enum paper)named;
	struct document *d = NULL;
	struct buf out;
	struct err err;

	err_clear(&err);
	job->copy_no = (int)w->copy_no;
	job->large = job->large || w->large;
	if (job->large && paper == PAPER_A5 && !w->paper)
		paper = PAPER_A4;                                   /* as the window prints it */
	if (paper_fill(h, job, paper, false, &d, &err) != ST_OK)
		return command_fail(env, &err);
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(paper), &out);
	if (env->json)
		show_json(env, json_pack("{ss ss ss ss}", "number", w->number, "kind", w->kind, "paper", paper_name(paper), "text",
			out.len ? out.data : ""));
	else
		fputs(out.len ? out.data : "", env->out);
	buf_wipe(&out);
	document_free(d);
	return command_done(env);
}

/* ---- as a file ---- */

/* `quiet`: only its exit code is wanted, what it says is not for whoever gave our command. */
static int run_program(const struct command_env *env, const char *const argv[], bool quiet)
{
	posix_spawn_file_actions_t to;
	int status = 0;
	pid_t pid;

	fflush(env->out);
	if (posix_spawn_file_actions_init(&to) != 0)
		return status_exit(ST_UNAVAIL);
	bool run = (!quiet || posix_spawn_file_actions_addopen(&to, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0) &&
		posix_spawn(&pid, argv[0], &to, NULL, (char *const *)(uintptr_t)argv, environ) == 0;
	posix_spawn_file_actions_destroy(&to);
	if (!run)
		return status_exit(ST_UNAVAIL);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return status_exit(ST_BUG);
	return WIFEXITED(status) ? WEXITSTATUS(status) : status_exit(ST_BUG);
}

int document_to_file(const struct command_env *env, const struct document_file *f)
{
	char *program = file_program("yichuang-print"), copy[24];
	const char *argv[16] = { program, "--hall", env->hall_dir, "--copy", copy, "--pdf", f->pdf };
	size_t n = 7;
	struct err err;
	int result;

	if (!program) {
		err_clear(&err);
		err_set(&err, ST_NOINPUT, "E-5321", "找不到程序 yichuang-print,文书没有生成;请重装程序");
		return command_fail(env, &err);
	}
	snprintf(copy, sizeof copy, "%ld", f->copy_no);
	if (f->paper) {
		argv[n++] = "--paper";
		argv[n++] = f->paper;
	}
	if (f->large)
		argv[n++] = "--large";
	argv[n++] = "--";                       /* no word of the caller's can become an option */
	argv[n++] = "render";
	argv[n++] = f->number;
	argv[n] = f->kind;
	result = run_program(env, argv, false);
	free(program);
	return result;
}

/* The print agent's to ask: printing systems are its, not ours. An exit code; ST_UNAVAIL's when nobody could say. */
static int queue_known(const struct command_env *env, const char *name)
{
	char *program = file_program("yichuang-print");
	const char *argv[] = { program, "printer", "--", name, NULL };
	int known = program ? run_program(env, argv, true) : status_exit(ST_UNAVAIL);

	free(program);
	return known;
}

/* Can papers go there? ST_OK, or a complaint. */
static enum status printer_check(const struct command_env *env, const char *name, const char *undone, struct err *err)
{
	struct printer_place place;
	struct err why;
	int known;

	if (printer_place(env->hall_dir, name, &place, &why) != ST_OK)
		return err_at(err, why.status, why.code, why.where, "%s%s%s。", why.text, text_stop(why.text), undone);
	known = place.way == PRINTER_QUEUE ? queue_known(env, name) : 0;
	if (known == status_exit(ST_REFUSED))
		return err_at(err, ST_REFUSED, "E-5311", "printer", "没有打印机“%s”,%s。请改正 --printer 后面的名称(lpstat -e 列出有哪些)。", name, undone);
	if (known == status_exit(ST_NOINPUT))
		return err_at(err, ST_UNAVAIL, "E-5328", "printer", "打印系统 CUPS 没有运行,也没有打印机“%s”,%s。请启动 CUPS,或写打印机的地址(tcp://IP地址、"
			"usb:///dev/usb/lp0),或用 --pdf 存成文件。", name, undone);
	if (known != 0)
		fprintf(env->err_out, "打印系统没有回答,打印机“%s”没有核对;它恢复后再打印。\n", name);
	return ST_OK;
}

int document_way_check(const struct command_env *env, const char *file, const char *printer, const char *undone)
{
	struct err why, err;

	if (file && file_writable(file, &why) != ST_OK)
		(void)err_at(&err, why.status, why.code, why.where, "%s%s%s。", why.text, text_stop(why.text), undone);
	else if (!printer || printer_check(env, printer, undone, &err) == ST_OK)
		return 0;
	return command_fail(env, &err);
}

int document_job_to_file(const struct command_env *env, struct hall *h, struct print_job *job, const struct document_file *f)
{
	int result = document_to_file(env, f), stepped = 0;
	struct err err;

	if (print_job_step(h, job, result == 0 ? JOB_FILED : JOB_FAILED, 0, result == 0 ? "" : "文件没有写成", &err) == ST_OK)
		job->state = result == 0 ? JOB_FILED : JOB_FAILED;
	else
		stepped = command_fail(env, &err);
	if (result == 0)
		return stepped;
	(void)err_at(&err, ST_IO, "E-5325", job->number, "%s已经编号并生效(打印号 %lld),只是文件没有写成。请改好后用 "
		"yichuang document %s %s --pdf 文件 再存,或用 yichuang print-jobs retry %lld 打印,不要重办。", job->title, (long long)job->id,
		job->number, job->kind, (long long)job->id);
	(void)command_fail(env, &err);
	return result;
}

static int as_pdf(const struct command_env *env, const struct wanted *w)
{
	int result = document_to_file(env, &(struct document_file){ .number = w->number, .kind = w->kind, .pdf = w->pdf,
		.paper = w->paper, .large = w->large, .copy_no = w->copy_no });

	if (result != 0)
		return result;
	if (env->json)
		show_json(env, json_pack("{ss ss ss}", "number", w->number, "kind", w->kind, "pdf", w->pdf));
	else
		fprintf(env->out, "%s %s 已存为 %s\n", w->number, w->kind, w->pdf);
	return command_done(env);
}

/* ---- on a printer ---- */

void document_ordered(const struct command_env *env, struct hall *h, const char *before, const struct print_job *job)
{
	char outlook[OUTLOOK_SIZE], again[32] = "";

	(void)print_outlook(h, job, outlook);
	if (job->copy_no)
		snprintf(again, sizeof again, " 补打 第%d次", job->copy_no);
	fprintf(env->out, "%s%s%s%s%s,打印号 %lld:%s\n", before, job->title, job->dossier ? "" : " ", job->dossier ? "" : job->number, again,
		(long long)job->id, outlook);
}

static int on_printer(const struct command_env *env, struct hall *h, const struct actor *by, const struct wanted *w)
{
	struct print_job job;
	struct err err;

	err_clear(&err);
	if (print_job_direct(h, by, w->number, w->kind, w->reason ? w->reason : "命令行补打", w->printer, w->large, &job, &err) != ST_OK)
		return command_fail(env, &err);
	char outlook[OUTLOOK_SIZE];
	enum print_outlook o = print_outlook(h, &job, outlook);
	if (env->json)
		show_json(env, json_pack("{ss ss sI ss si ss}", "number", w->number, "kind", w->kind, "job", (json_int_t)job.id, "state",
			job_state_code(job.state), "copy_no", job.copy_no, "outlook", print_outlook_code(o)));
	else
		document_ordered(env, h, "", &job);
	return command_done(env);
}

/* ---- */

/* A whole document is out of the masks: who took it is written down (S-15). */
static enum status note_taken(struct hall *h, const struct actor *by, const struct wanted *w, struct err *err)
{
	char object[80];

	snprintf(object, sizeof object, "%s %s", w->number, w->kind);
	return audit_note(h, by, &(struct audit_entry){ .act = w->text ? "document.text" : "document.pdf", .object = object }, err);
}

/* Papers of no dossier have numbers of their own, which begin with letters: J…, ZX…. */
static enum status find_number(struct hall *h, struct wanted *w, struct err *err)
{
	enum status st;

	if (*w->number >= 'A' && *w->number <= 'Z' && strncmp(w->number, "ZW1-", 4) != 0)
		return ST_OK;
	if ((st = dossier_number(h, w->number, w->whole, err)) == ST_OK)
		w->number = w->whole;
	return st;
}

/* A paper that somebody named is not changed for another without a word. */
static enum status takes(struct hall *h, const struct wanted *w, const struct print_job *job, struct err *err)
{
	const struct document_kind *kind = document_kind_find(job->kind);
	struct document_template *t = NULL;
	enum status st = ST_OK;

	if (!w->paper || !kind || (st = paper_template(h, kind->kind, &t, err)) != ST_OK)
		return st;
	if (!document_takes(t, (enum paper)paper_from_name(w->paper)))
		st = err_at(err, ST_REFUSED, "E-5327", "paper", "%s没有 %s 的样式,没有生成。请改 --paper,或不写(按 %s)。", job->title, w->paper, job->paper);
	document_template_free(t);
	return st;
}

static int make(const struct command_env *env, struct wanted *w)
{
	struct hall *h = NULL;
	struct print_job job;
	struct actor by;
	struct err err;
	int result = document_way_check(env, w->pdf, w->printer, w->printer ? "没有排入打印,补打次数不变" : "没有生成");

	if (result)
		return result;
	err_clear(&err);
	if (hall_open(env->hall_dir, false, &h, &err) != ST_OK)
		return command_fail(env, &err);
	if (command_actor(h, "", &by, &err) != ST_OK || find_number(h, w, &err) != ST_OK ||
		print_job_draft(h, w->number, w->kind, &job, &err) != ST_OK || takes(h, w, &job, &err) != ST_OK ||
		(!w->printer && note_taken(h, &by, w, &err) != ST_OK))
		result = command_fail(env, &err);
	else if (w->printer)
		result = on_printer(env, h, &by, w);
	else if (w->text)
		result = as_text(env, h, w, &job);
	else
		result = -1;
	hall_close(h);
	return result >= 0 ? result : as_pdf(env, w);
}

static int run(const struct command_env *given, int argc, char **argv)
{
	struct command_env env = *given;
	struct wanted w = { .copy_no = 0 };
	const struct command_option options[] = { { .name = "copy", .text = &w.copy }, { .name = "large", .flag = &w.large },
		{ .name = "paper", .text = &w.paper }, { .name = "pdf", .text = &w.pdf }, { .name = "text", .flag = &w.text },
		{ .name = "printer", .text = &w.printer }, { .name = "reason", .text = &w.reason }, { .name = NULL } };
	char **words;
	int count, result = command_options(&command_document, &env, options, argc, argv, &words, &count);

	if (result != COMMAND_GO)
		return result;
	if (count != 2)
		return command_misuse(&command_document, &env, "要有办件编号和文书种类两个词");
	if (!w.pdf + !w.text + !w.printer != 2)
		return command_misuse(&command_document, &env, "--pdf 文件、--text、--printer 名称 要有一个,只能有一个");
	if (w.copy && !command_number(w.copy, 0, 9999, &w.copy_no))
		return command_misuse(&command_document, &env, "--copy 应为 0 至 9999 的数:%s", w.copy);
	if (w.copy && w.printer)
		return command_misuse(&command_document, &env, "--printer 的补打次数由程序定,不能用 --copy");
	if (w.paper && paper_from_name(w.paper) < 0)
		return command_misuse(&command_document, &env, "--paper 应为 A4 A5 80mm 58mm:%s", w.paper);
	if (w.pdf && !*w.pdf)
		return command_misuse(&command_document, &env, "--pdf 后面应是文件名");
	w.number = words[0];
	w.kind = words[1];
	return make(&env, &w);
}

const struct command command_document = {
	.name = "document",
	.usage = "NUMBER KIND [--copy N] [--large] [--paper A4|A5|80mm|58mm] (--pdf FILE|--text|--printer NAME [--reason TEXT])",
	.help = "一个办件的文书:存为 PDF、显示为文字,或交给打印机(已打过的为补打);--copy N 标明补打第N次。种类由 yichuang dossier 列出,"
		"同种第二份为 种类/2",
	.run = run,
};

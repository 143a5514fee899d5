/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "hall/paper.h"
#include "hall/printer.h"
#include "print/agent.h"
#include "print/cups.h"
#include "print/render.h"

/* yichuang-print: prints what the hall has accepted; renders one document into a file. */
static const char usage[] =
	"用法:yichuang-print [--hall 目录] [--once] [--log 文件]\n"
	"     yichuang-print [--hall 目录] render 办件编号 文书种类 [--copy 第几次补打] [--large] [--paper A4|A5|80mm|58mm]\n"
	"                    (--pdf 文件 | --escpos 文件 | --text)\n"
	"     yichuang-print [--hall 目录] printer 名称或地址\n";

struct arguments {
	const char *hall_dir, *log, *pdf, *escpos, *paper;
	bool once, text, large;
	long copy;
};

enum { HALL = 1, ONCE, LOG, COPY, LARGE, PAPER, PDF, ESCPOS, TEXT, SAY_HELP, SAY_VERSION };
static const struct option options[] = {
	{ "hall", required_argument, NULL, HALL }, { "once", no_argument, NULL, ONCE }, { "log", required_argument, NULL, LOG },
	{ "copy", required_argument, NULL, COPY }, { "large", no_argument, NULL, LARGE }, { "paper", required_argument, NULL, PAPER },
	{ "pdf", required_argument, NULL, PDF }, { "escpos", required_argument, NULL, ESCPOS }, { "text", no_argument, NULL, TEXT },
	{ "help", no_argument, NULL, SAY_HELP }, { "version", no_argument, NULL, SAY_VERSION }, { NULL, 0, NULL, 0 },
};

/* Citizens' data are in this process: no core files, no debugger. */
static void harden(void)
{
	const struct rlimit none = { 0, 0 };

	umask(077);
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		log_line(LOG_WARNING, "core files could not be switched off");
}

static int misuse(const char *what)
{
	fprintf(stderr, "yichuang-print: E-3001 %s\n%s", what, usage);
	return status_exit(ST_USAGE);
}

static int fail(enum status st, const struct err *err)
{
	fprintf(stderr, "yichuang-print: %s %s\n", err->code, err->text);
	return status_exit(st);
}

/* ---- one document into a file ---- */

static enum status to_file(struct hall *h, const struct print_job *job, const struct arguments *a, struct err *err)
{
	struct rendering r;
	enum status st = render_job(h, job, a->pdf ? RENDER_PDF : RENDER_ESCPOS, &r, err);

	if (st == ST_OK && r.unknown)
		fprintf(stderr, "yichuang-print: E-1401 字库没有 %s,已印作〓\n", r.unknown_text);
	if (st == ST_OK)
		st = file_write(a->pdf ? a->pdf : a->escpos, r.bytes.data, r.bytes.len, 0600, err);
	rendering_release(&r);
	return st;
}

static enum status to_text(struct hall *h, const struct print_job *job, struct err *err)
{
	struct document *d = NULL;
	struct buf out;
	enum status st = paper_fill(h, job, job_paper(job), false, &d, err);

	if (st != ST_OK)
		return st;
	buf_init(&out, BUF_LARGE);
	document_text(d, 0, paper_columns(d->paper), &out);
	if (fwrite(out.data ? out.data : "", 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		st = err_set(err, ST_IO, "E-5320", "写不出去");
	buf_wipe(&out);
	document_free(d);
	return st;
}

static int render(const struct arguments *a, const char *number, const char *kind)
{
	struct hall *h = NULL;
	struct print_job job;
	struct err err;
	enum status st;

	err_clear(&err);
	st = hall_open(a->hall_dir, true, &h, &err);
	if (st == ST_OK)
		st = print_job_draft(h, number, kind, &job, &err);
	if (st == ST_OK) {
		job.copy_no = (int)a->copy;
		job.large = job.large || a->large;
		if (a->paper)
			snprintf(job.paper, sizeof job.paper, "%s", a->paper);
		else if (job.large && strcmp(job.paper, "A5") == 0)
			snprintf(job.paper, sizeof job.paper, "A4");        /* as the window prints it */
		if (!a->paper && a->escpos && strcmp(job.paper, "58mm") != 0)
			snprintf(job.paper, sizeof job.paper, "80mm");
		st = a->text ? to_text(h, &job, &err) : to_file(h, &job, a, &err);
	}
	hall_close(h);
	return st == ST_OK ? 0 : fail(st, &err);
}

/* ---- is there such a printer? ---- */

static int printer(const char *hall_dir, const char *name)
{
	char queue[QUEUE_NAME];
	struct printer_place place;
	struct spooler *s = NULL;
	struct err err;
	enum status st;

	err_clear(&err);
	st = printer_place(hall_dir, name, &place, &err);
	if (st != ST_OK || place.way != PRINTER_QUEUE)
		return st == ST_OK ? 0 : fail(st, &err);
	st = spooler_connect(&s, &err);
	if (st == ST_OK)
		st = spooler_find(s, name, queue, &err);
	spooler_close(s);
	return st == ST_OK ? 0 : fail(st, &err);
}

/* ---- */

static int take(struct arguments *a, int argc, char **argv)
{
	char *end;
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case HALL: a->hall_dir = optarg; break;
		case ONCE: a->once = true; break;
		case LOG: a->log = optarg; break;
		case LARGE: a->large = true; break;
		case PAPER: a->paper = optarg; break;
		case PDF: a->pdf = optarg; break;
		case ESCPOS: a->escpos = optarg; break;
		case TEXT: a->text = true; break;
		case COPY:
			a->copy = strtol(optarg, &end, 10);
			if (end == optarg || *end || a->copy < 0 || a->copy > 9999)
				return misuse("--copy 后要有 0 至 9999 的数");
			break;
		case SAY_HELP: printf("%s", usage); exit(0);
		case SAY_VERSION: printf("%s\n", PACKAGE_STRING); exit(0);
		default: return misuse("不认识的选项或缺少值");
		}
	if (a->paper && paper_from_name(a->paper) < 0)
		return misuse("--paper 只能是 A4 A5 80mm 58mm");
	return 0;
}

int main(int argc, char **argv)
{
	struct arguments a = { .hall_dir = LOCALSTATEDIR "/lib/yichuang" };
	struct print_options o = print_usual;
	struct err err;
	enum status st;
	int rc;

	setlocale(LC_ALL, "C.UTF-8");
	if ((rc = take(&a, argc, argv)) != 0)
		return rc;
	harden();
	if (optind < argc && strcmp(argv[optind], "render") == 0) {
		if (argc - optind != 3 || !a.pdf + !a.escpos + !a.text != 2)
			return misuse("render 后要有办件编号、文书种类和 --pdf、--escpos、--text 之一");
		return render(&a, argv[optind + 1], argv[optind + 2]);
	}
	if (optind + 2 == argc && strcmp(argv[optind], "printer") == 0)
		return printer(a.hall_dir, argv[optind + 1]);
	if (optind < argc || a.pdf || a.escpos || a.text)
		return misuse("参数不对");
	if (log_open("yichuang-print", a.log, LOG_NOTE) != ST_OK)
		return misuse("日志文件不能写");
	o.hall_dir = a.hall_dir;
	o.once = a.once;
	err_clear(&err);
	st = print_run(&o, &err);
	rc = st == ST_OK ? 0 : fail(st, &err);
	log_close();
	return rc;
}

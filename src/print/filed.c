/* SPDX-License-Identifier: Apache-2.0 */
/* A file instead of paper: where nothing prints, or where a hall wants it so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "print/own.h"

/* What it is called: one paper, one file, however often it is begun. Owned. */
static char *name_of(const struct print_job *job)
{
	char again[16] = "", *name;

	if (job->copy_no)
		snprintf(again, sizeof again, "-r%d", job->copy_no);
	name = mem_format("%s-%s%s.pdf", job->number, job->kind, again);
	for (char *c = name; *c; c++)                    /* a second paper of its kind is called materials/2 */
		*c = *c == '/' ? '-' : *c;
	return name;
}

static enum status write(const char *folder, const char *path, const struct rendering *r, struct err *err)
{
	enum status st = FAULT("print.file") ? ST_IO : file_folder(folder, err);

	if (st == ST_OK)
		st = file_write(path, r->bytes.data, r->bytes.len, 0600, err);
	return st == ST_OK && FAULT("print.file-written") ? ST_IO : st;
}

static enum status filed(struct agent *a, struct print_job *job, const char *where, const char *name, const struct rendering *r,
	struct err *err)
{
	char rare[140], *note;
	enum status st;

	job_rare(job, r, rare, sizeof rare);
	note = mem_format("%s已存 %.100s/%s%s%s", *where ? "" : "没有打印机,", *where ? where : "receipts", name, *rare ? ";" : "", rare);
	snprintf(job->digest, sizeof job->digest, "%s", r->digest);
	st = print_job_step(a->hall, job, JOB_FILED, 0, note, err);
	agent_forget(a, job->id);
	free(note);
	return st;
}

enum status filed_submit(struct agent *a, const char *where, struct print_job *job, struct err *err)
{
	struct rendering r;
	char *folder = *where ? mem_text(where) : file_join(hall_dir(a->hall), "receipts"), *name = name_of(job),
		*path = file_join(folder, name);
	enum status st = render_job(a->hall, job, RENDER_PDF, &r, err);

	if (st == ST_OK)
		st = write(folder, path, &r, err);
	if (st != ST_OK) {
		char note[240];

		snprintf(note, sizeof note, "%sPDF 没有写成:%.150s", *where ? "" : "没有打印机,", err->text);
		st = job_fail(a, job, note, err);
	} else {
		st = filed(a, job, where, name, &r, err);
	}
	rendering_release(&r);
	free(folder);
	free(path);
	free(name);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* From a pending job to a printer, or to a file where there is no printer. Each step is committed before the next act:
 * whenever this process dies, what the store says is never more than what happened (R13). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "print/own.h"
#include "print/render.h"

void job_title(const struct print_job *job, char out[64])
{
	snprintf(out, 64, "%s-%lld", job->number, (long long)job->id);
}

/* No paper came out, and none will. */
static enum status fail(struct agent *a, struct print_job *job, const char *note, struct err *err)
{
	struct err quiet;
	enum status st;

	log_line(LOG_WARNING, "print job %lld failed: %s", (long long)job->id, note);
	st = print_job_step(a->hall, job, JOB_FAILED, 0, note, err);
	agent_forget(a, job->id);
	if (st != ST_CONFLICT)
		return st;
	err_clear(&quiet);                                  /* a person was quicker */
	*err = quiet;
	return ST_OK;
}

/* May it wait still? One that is not watched yet, because so many others are, may. */
static bool may_wait(struct agent *a, const struct print_job *job)
{
	struct watched *w = agent_watch(a, job->id);

	return !w || clock_mono_ms() - w->since < agent_deadline_ms(a);
}

/* The printing system is there and does not answer: wait for it, but not for ever. */
static enum status wait_for_it(struct agent *a, struct print_job *job, const char *note, struct err *err)
{
	char words[200];

	if (may_wait(a, job)) {
		agent_note(a, job, note);
		return ST_BUSY;
	}
	snprintf(words, sizeof words, "%.160s,未打出", note);
	return fail(a, job, words, err);
}

/* E-1401: people are told which characters no font has, on the paper and beside it. */
static void rare_words(const struct rendering *r, char *out, size_t room)
{
	*out = '\0';
	if (r->unknown)
		snprintf(out, room, "字库没有 %s,印作〓(E-1401)", r->unknown_text);
}

/* ---- a file instead of paper ---- */

/* Nothing to print on: the PDF is kept for the citizen, readable for the hall alone. */
static enum status file_it(struct agent *a, struct print_job *job, struct err *err)
{
	struct rendering r;
	char *folder = file_join(hall_dir(a->hall), "receipts"), *path = NULL, *name, again[16] = "";
	enum status st = render_job(a->hall, job, RENDER_PDF, &r, err);

	if (job->copy_no)
		snprintf(again, sizeof again, "-r%d", job->copy_no);
	name = mem_format("%s-%s%s.pdf", job->number, job->kind, again);
	for (char *c = name; *c; c++)                    /* a second paper of its kind is called materials/2 */
		*c = *c == '/' ? '-' : *c;
	path = file_join(folder, name);
	if (st == ST_OK)
		st = FAULT("print.file") ? ST_IO : file_folder(folder, err);
	if (st == ST_OK)
		st = file_write(path, r.bytes.data, r.bytes.len, 0600, err);
	if (st == ST_OK && FAULT("print.file-written"))
		st = ST_IO;
	if (st != ST_OK) {
		char note[240];

		snprintf(note, sizeof note, "没有打印机,PDF 也没有写成:%.150s", err->text);
		st = fail(a, job, note, err);
	} else {
		char rare[140], *note;

		rare_words(&r, rare, sizeof rare);
		note = mem_format("没有打印机,已存 receipts/%s%s%s", name, *rare ? ";" : "", rare);
		snprintf(job->digest, sizeof job->digest, "%s", r.digest);
		st = print_job_step(a->hall, job, JOB_FILED, 0, note, err);
		agent_forget(a, job->id);
		free(note);
	}
	rendering_release(&r);
	free(folder);
	free(path);
	free(name);
	return st;
}

/* ---- paper ---- */

/* A reprint is only printed when the older ones cannot come out any more. ST_BUSY: they might. */
static enum status take_back(struct agent *a, struct spooler *s, const struct print_job *job, struct err *err)
{
	struct print_job open[OPEN_MOST];
	size_t count;
	enum status st = print_job_open(a->hall, open, OPEN_MOST, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		struct job_look look;
		char title[64];

		if (open[i].dossier != job->dossier || strcmp(open[i].kind, job->kind) != 0 || open[i].id == job->id)
			continue;
		if (!job->dossier && strcmp(open[i].document_no, job->document_no) != 0)      /* a sheet of somebody else */
			continue;
		job_title(&open[i], title);
		st = FAULT("print.take-back") ? ST_UNAVAIL : spooler_cancel(s, open[i].queue, open[i].cups_job, err);
		if (st == ST_OK || st == ST_NOINPUT)
			st = spooler_look(s, open[i].queue, open[i].cups_job, title, &look, err);
		if (st == ST_UNAVAIL)
			return st;
		if (st != ST_OK || look.phase == PHASE_WAITING || look.phase == PHASE_PRINTING)
			return err_set(err, ST_BUSY, "E-5319", "原来那张还没有撤回");
		st = look.phase == PHASE_DONE ? print_job_step(a->hall, &open[i], JOB_DEVICE_DONE, -1, "", err) :
			print_job_step(a->hall, &open[i], JOB_FAILED, look.touched ? -1 : 0, "已撤回,改为补打", err);
		agent_forget(a, open[i].id);
	}
	return st;
}

/* The bytes; what came of it is for follow.c to find out. A job that could not take them all is cancelled there. */
static enum status send(struct agent *a, struct spooler *s, struct print_job *job, const struct rendering *r,
	struct err *err)
{
	enum status st;

	if (FAULT("print.send"))
		return ST_OK;
	st = spooler_send(s, job->queue, job->cups_job, r->format, r->bytes.data, r->bytes.len, err);
	if (st != ST_OK) {
		log_line(LOG_WARNING, "print job %lld: the document was not taken: %s", (long long)job->id, err->text);
		agent_heard(a, st, err);
		agent_note(a, job, err->text);
	}
	if (FAULT("print.sent"))
		return ST_OK;
	return ST_OK;
}

static enum status to_queue(struct agent *a, struct spooler *s, const char *queue, struct print_job *job,
	const struct rendering *r, struct err *err)
{
	bool a5 = strcmp(job->paper, "A5") == 0 && *hall_text(a->hall, "printer.a5");
	char title[64];
	struct watched *w;
	int swept = 0, id = 0;
	enum status st;

	job_title(job, title);
	st = spooler_sweep(s, queue, title, &swept, err);
	if (swept)
		log_line(LOG_NOTE, "print job %lld: took back %d that a dead process left", (long long)job->id, swept);
	if (st == ST_OK && FAULT("print.create"))
		st = ST_UNAVAIL;
	if (st == ST_OK)
		st = spooler_create(s, queue, title, a5 ? "iso_a5_148x210mm" : "", &id, err);
	if (st != ST_OK)
		return st;
	snprintf(job->digest, sizeof job->digest, "%s", r->digest);
	snprintf(job->queue, sizeof job->queue, "%s", queue);
	st = FAULT("print.created") ? ST_IO : print_job_step(a->hall, job, JOB_SUBMITTED, id, "", err);
	if (st != ST_OK) {                                  /* not ours any more, or the store failed: nothing was sent */
		struct err quiet;

		err_clear(&quiet);
		if (spooler_cancel(s, queue, id, &quiet) != ST_OK)
			log_line(LOG_WARNING, "print job %lld: its empty CUPS job %d stays: %s", (long long)job->id, id, quiet.text);
		return st;
	}
	job->state = JOB_SUBMITTED;
	job->cups_job = id;
	agent_forget(a, job->id);
	w = agent_watch(a, job->id);                        /* its time begins now */
	if (w)
		rare_words(r, w->rare, sizeof w->rare);
	return send(a, s, job, r, err);
}

/* What a failed call means for the job. */
static enum status settle(struct agent *a, struct print_job *job, enum status st, struct err *err)
{
	char note[200];

	agent_heard(a, st, err);
	switch (st) {
	case ST_OK:
		return ST_OK;
	case ST_BUSY:
	case ST_UNAVAIL:
		return wait_for_it(a, job, *err->text ? err->text : "打印服务没有回答", err);
	case ST_CONFLICT:
		return ST_OK;
	case ST_REFUSED:
	case ST_DENIED:
	case ST_NOINPUT:
		snprintf(note, sizeof note, "%.180s", err->text);
		return fail(a, job, note, err);
	default:
		return st;
	}
}

enum status agent_hold(struct agent *a, struct print_job *job, struct err *err)
{
	return wait_for_it(a, job, "打印服务没有回答", err);
}

enum status agent_submit(struct agent *a, struct print_job *job, struct err *err)
{
	struct spooler *s = NULL;
	struct rendering r = { .format = "" };
	char queue[QUEUE_NAME], note[240];
	enum status st = FAULT("print.begin") ? ST_UNAVAIL : agent_connect(a, &s, err);

	if (st == ST_OK)
		st = spooler_find(s, agent_wanted(a, job), queue, err);
	if (st == ST_NOINPUT) {
		/* nothing to print on; where a printer is named its system may only be starting anew */
		bool wait = *agent_wanted(a, job) && a->seen && may_wait(a, job);

		spooler_close(s);
		if (!wait)
			return file_it(a, job, err);
		agent_note(a, job, err->text);
		return ST_BUSY;
	}
	if (st == ST_OK && job->copy_no)
		st = take_back(a, s, job, err);
	if (st == ST_OK) {
		st = render_job(a->hall, job, RENDER_AS_PRINTED, &r, err);
		if (st != ST_OK) {
			snprintf(note, sizeof note, "%.200s", err->text);
			st = fail(a, job, note, err);
		} else if (FAULT("print.rendered")) {
			st = ST_UNAVAIL;
		} else {
			if (r.unknown)
				log_line(LOG_WARNING, "E-1401 print job %lld: no glyph for %s", (long long)job->id, r.unknown_text);
			st = settle(a, job, to_queue(a, s, queue, job, &r, err), err);
		}
		rendering_release(&r);
	} else {
		st = settle(a, job, st, err);
	}
	spooler_close(s);
	return st;
}

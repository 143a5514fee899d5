/* SPDX-License-Identifier: Apache-2.0 */
/* From a pending job to a queue of CUPS, or to a file where there is no printer. Each step is committed before the next
 * act: whenever this process dies, what the store says is never more than what happened (R13). */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "hall/print_outlook.h"
#include "print/own.h"

/* A server that is not there has nothing that could come out; one that is silent may. */
enum status queue_take_back(struct agent *a, const struct print_job *old, struct err *err)
{
	struct spooler *s = NULL;
	struct job_look look;
	char title[64];
	enum status st = agent_connect(a, &s, err);

	if (st == ST_NOINPUT)
		return ST_OK;
	if (st == ST_OK)
		st = FAULT("print.take-back") ? ST_UNAVAIL : spooler_cancel(s, old->queue, old->cups_job, err);
	job_title(old, title);
	if (st == ST_OK || st == ST_NOINPUT)
		st = spooler_look(s, old->queue, old->cups_job, title, &look, err);
	spooler_close(s);
	if (st == ST_UNAVAIL)
		return st;
	if (st != ST_OK || look.phase == PHASE_WAITING || look.phase == PHASE_PRINTING)
		return err_set(err, ST_BUSY, "E-5319", "原来那张还没有撤回");
	st = look.phase == PHASE_DONE ? print_job_step(a->hall, old, JOB_DEVICE_DONE, -1, "", err) :
		print_job_step(a->hall, old, JOB_FAILED, look.touched ? -1 : 0, "已撤回,改为补打", err);
	agent_forget(a, old->id);
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
	char title[64], rare[140];
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
	job_rare(job, r, rare, sizeof rare);
	snprintf(job->digest, sizeof job->digest, "%s", r->digest);
	snprintf(job->queue, sizeof job->queue, "%s", queue);
	st = FAULT("print.created") ? ST_IO : print_job_step(a->hall, job, JOB_SUBMITTED, id, rare, err);
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
		watched_rare(w, rare);
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
		return job_wait(a, job, *err->text ? err->text : "打印服务没有回答", err);
	case ST_CONFLICT:
		return ST_OK;
	case ST_REFUSED:
	case ST_DENIED:
	case ST_NOINPUT:
		snprintf(note, sizeof note, "%.180s", err->text);
		return job_fail(a, job, note, err);
	default:
		return st;
	}
}

enum status queue_submit(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err)
{
	struct spooler *s = NULL;
	struct rendering r = { .format = "" };
	char queue[QUEUE_NAME], note[240];
	enum status st;

	if (a->silent)                                      /* it was a moment ago: nobody waits for it again */
		return job_wait(a, job, "打印服务没有回答", err);
	st = FAULT("print.begin") ? ST_UNAVAIL : job->copy_no ? backend_take_back(a, job, err) : ST_OK;
	if (st == ST_OK)
		st = agent_connect(a, &s, err);
	if (st == ST_OK)
		st = spooler_find(s, place->name, queue, err);
	if (st == ST_NOINPUT) {
		/* nothing to print on; where a printer is named its system may only be starting anew */
		bool wait = *place->name && a->seen && job_may_wait(a, job);

		spooler_close(s);
		if (!wait)
			return filed_submit(a, "", job, err);
		agent_note(a, job, err->text);
		return ST_BUSY;
	}
	if (st == ST_OK) {
		st = render_job(a->hall, job, RENDER_AS_PRINTED, &r, err);
		if (st != ST_OK) {
			snprintf(note, sizeof note, "%.200s", err->text);
			st = job_fail(a, job, note, err);
		} else if (FAULT("print.rendered")) {
			st = ST_UNAVAIL;
		} else {
			st = settle(a, job, to_queue(a, s, queue, job, &r, err), err);
		}
		rendering_release(&r);
	} else {
		st = settle(a, job, st, err);
	}
	spooler_close(s);
	return st;
}

enum status queue_look(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160])
{
	struct spooler *s = NULL;
	char queue[QUEUE_NAME];
	struct err err;
	enum status st;

	(void)slip;
	err_clear(&err);
	st = agent_connect(a, &s, &err);
	if (st == ST_OK)
		st = spooler_find(s, place->name, queue, &err);
	if (st == ST_OK)
		st = spooler_queue(s, queue, fault, words, &err);
	spooler_close(s);
	agent_heard(a, st, &err);
	if (st == ST_NOINPUT && !*place->name) {
		snprintf(words, 160, PRINT_NOTHING ",存为 PDF");      /* what becomes of its papers; nothing is to be mended */
	} else if (st != ST_OK) {
		*fault = true;
		snprintf(words, 160, "%.120s", err.text);
	}
	return a->silent ? ST_UNAVAIL : ST_OK;
}

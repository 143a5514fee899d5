/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a job that a printer has. CUPS repeats nothing for us and we let nothing repeat itself: after the
 * deadline a job is taken back, and only then is it told as not printed. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "print/own.h"

static enum status step(struct agent *a, const struct print_job *job, enum job_state to, int cups_job, const char *note,
	struct err *err)
{
	enum status st = print_job_step(a->hall, job, to, cups_job, note, err);

	agent_forget(a, job->id);
	return st == ST_CONFLICT ? ST_OK : st;              /* a person confirmed it meanwhile */
}

/* Cancelled or aborted: by us, by somebody at the queue, or by the printer. */
static enum status ended(struct agent *a, const struct print_job *job, const struct watched *w, const struct job_look *look,
	struct err *err)
{
	char note[160];

	if (w && w->cancelled)
		snprintf(note, sizeof note, "%ld 秒未打出,已撤回%s%.80s", (long)(agent_deadline_ms(a) / 1000), *w->note ? ":" : "",
			w->note);
	else
		snprintf(note, sizeof note, "%s", look->phase == PHASE_ABORTED ? "打印机中止,未打出" : "打印被取消");
	return step(a, job, JOB_FAILED, look->touched ? -1 : 0, note, err);
}

/* Nothing of it had reached a printer: from the beginning, as what it was. */
static enum status begin_again(struct agent *a, const struct print_job *job, struct err *err)
{
	a->again = true;
	return step(a, job, JOB_PENDING, 0, "", err);
}

static enum status give_up(struct spooler *s, const struct print_job *job, struct watched *w, struct err *err)
{
	enum status st = FAULT("print.cancel") ? ST_UNAVAIL : spooler_cancel(s, job->queue, job->cups_job, err);

	if (st != ST_OK)
		return ST_OK;                                   /* asked again at the next look: it stays open until it is over */
	if (w)
		w->cancelled = true;
	if (FAULT("print.cancelled"))
		return ST_OK;
	log_line(LOG_WARNING, "print job %lld (CUPS %d) was taken back", (long long)job->id, job->cups_job);
	return ST_OK;
}

static enum status follow(struct agent *a, struct spooler *s, const struct print_job *job, bool *open, struct err *err)
{
	struct watched *w = agent_watch(a, job->id);
	struct job_look look;
	char title[64], note[140];
	enum status st;

	job_title(job, title);
	*open = true;
	st = FAULT("print.look") ? ST_UNAVAIL : spooler_look(s, job->queue, job->cups_job, title, &look, err);
	if (st != ST_OK)
		return st;
	*open = look.phase == PHASE_WAITING || look.phase == PHASE_PRINTING;
	if (*open && look.empty && (!w || !w->cancelled)) {
		/* whoever made it died before the document was there: nothing can have come out */
		if (give_up(s, job, w, err) == ST_OK && w && w->cancelled)
			return begin_again(a, job, err);
		return ST_OK;
	}
	switch (look.phase) {
	case PHASE_DONE:
		snprintf(note, sizeof note, "%s", w ? w->rare : "");        /* step forgets it */
		return step(a, job, JOB_DEVICE_DONE, -1, note, err);
	case PHASE_CANCELLED:
	case PHASE_ABORTED:
		if (look.empty)
			return begin_again(a, job, err);
		return ended(a, job, w, &look, err);
	case PHASE_GONE:
		return step(a, job, JOB_SUBMITTED, 0, "结果不明,请看纸;没有打出请补打", err);
	case PHASE_WAITING:
	case PHASE_PRINTING:
		break;
	}
	if (!w || !w->cancelled)
		agent_note(a, job, *look.words ? look.words : w ? w->rare : "");
	if (*look.words && look.fault)
		snprintf(a->trouble[job_is_slip(job)], sizeof a->trouble[0], "%s", look.words);
	if (w && clock_mono_ms() - w->since >= agent_deadline_ms(a))
		return give_up(s, job, w, err);
	return ST_OK;
}

/* The server is away: nothing can be said of any job, and nothing may be told as failed. */
static void all_silent(struct agent *a, const struct print_job *jobs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		agent_note(a, &jobs[i], "打印服务中断");
}

/* Of these, those that CUPS has, at the beginning; returns how many. */
static size_t queued(struct print_job *jobs, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!printer_direct(jobs[i].queue))
			jobs[n++] = jobs[i];
	return n;
}

enum status agent_follow(struct agent *a, size_t *open, struct err *err)
{
	struct print_job jobs[OPEN_MOST];
	struct spooler *s = NULL;
	size_t count, direct;
	enum status st = print_job_open(a->hall, jobs, OPEN_MOST, &count, err);

	*open = 0;
	*a->trouble[0] = *a->trouble[1] = '\0';
	if (st != ST_OK || count == 0)
		return st;
	a->stirred = true;
	for (size_t i = 0; st == ST_OK && i < count; i++) {
		bool is_open;

		if (!printer_direct(jobs[i].queue))
			continue;
		st = direct_orphan(a, &jobs[i], &is_open, err);
		*open += is_open;
	}
	direct = *open;
	count = queued(jobs, count);
	if (st != ST_OK || count == 0)
		return st;
	st = agent_connect(a, &s, err);
	for (size_t i = 0; st == ST_OK && i < count; i++) {
		bool is_open;

		st = follow(a, s, &jobs[i], &is_open, err);
		*open += is_open;
		if (st == ST_UNAVAIL && strcmp(err->code, SPOOLER_SILENT) != 0) {      /* of this one it could not say; the next */
			agent_note(a, &jobs[i], err->text);
			st = ST_OK;
		}
	}
	spooler_close(s);
	agent_heard(a, st, err);
	if (st == ST_UNAVAIL || st == ST_NOINPUT || st == ST_DENIED) {
		all_silent(a, jobs, count);
		*open = direct + count;
		st = ST_OK;
	}
	return st;
}

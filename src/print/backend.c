/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in which a paper goes (P-7), and what all of them share. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "print/own.h"

/* ---- what all share ---- */

void job_title(const struct print_job *job, char out[64])
{
	snprintf(out, 64, "%s-%lld", job->number, (long long)job->id);
}

enum status job_fail(struct agent *a, struct print_job *job, const char *note, struct err *err)
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

/* One that is not watched yet, because so many others are, may. */
bool job_may_wait(struct agent *a, const struct print_job *job)
{
	struct watched *w = agent_watch(a, job->id);

	return !w || clock_mono_ms() - w->since < agent_deadline_ms(a);
}

enum status job_wait(struct agent *a, struct print_job *job, const char *note, struct err *err)
{
	char words[200];

	if (job_may_wait(a, job)) {
		agent_note(a, job, note);
		return ST_BUSY;
	}
	snprintf(words, sizeof words, "%.160s,未打出", note);
	return job_fail(a, job, words, err);
}

void job_rare(const struct print_job *job, const struct rendering *r, char *out, size_t room)
{
	*out = '\0';
	if (!r->unknown)
		return;
	log_line(LOG_WARNING, "E-1401 print job %lld: no glyph for %s", (long long)job->id, r->unknown_text);
	snprintf(out, room, "字库没有 %s,印作〓(E-1401)", r->unknown_text);
}

void watched_rare(struct watched *w, const char *rare)
{
	snprintf(w->rare, sizeof w->rare, "%s", rare);
	snprintf(w->note, sizeof w->note, "%s", rare);
}

/* ---- one row per way ---- */

static enum status file_submit(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err)
{
	return filed_submit(a, place->name, job, err);
}

/* A file is there or is not: none is ever submitted. */
static enum status file_take_back(struct agent *a, const struct print_job *old, struct err *err)
{
	(void)a;
	(void)old;
	(void)err;
	return ST_OK;
}

static enum status file_look(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160])
{
	(void)a;
	(void)slip;
	(void)fault;
	snprintf(words, 160, "存为 PDF:%.120s", place->name);
	return ST_OK;
}

static const struct backend backends[PRINTER_WAYS] = {
	[PRINTER_QUEUE] = { queue_submit, queue_take_back, queue_look },
	[PRINTER_TCP] = { direct_submit, direct_take_back, direct_look },
	[PRINTER_USB] = { direct_submit, direct_take_back, direct_look },
	[PRINTER_FILE] = { file_submit, file_take_back, file_look },
};

const struct backend *backend_of(enum printer_way way)
{
	return &backends[way];
}

enum status backend_submit(struct agent *a, struct print_job *job, struct err *err)
{
	struct printer_place place;
	char note[240];

	if (printer_place(hall_dir(a->hall), agent_wanted(a, job), &place, err) == ST_OK)
		return backends[place.way].submit(a, &place, job, err);
	snprintf(note, sizeof note, "%.220s", err->text);
	text_mend(note);
	return job_fail(a, job, note, err);
}

/* Does the new paper take the place of the old one? */
static bool replaces(const struct print_job *job, const struct print_job *old)
{
	if (old->dossier != job->dossier || strcmp(old->kind, job->kind) != 0 || old->id == job->id)
		return false;
	return job->dossier || strcmp(old->document_no, job->document_no) == 0;       /* else: a sheet of somebody else */
}

/* Where a reprint goes past a server that is silent it is not held up by it: it says 补打, and what may come out there later
 * stays what it was, the only original. */
enum status backend_take_back(struct agent *a, const struct print_job *job, struct err *err)
{
	struct print_job open[OPEN_MOST];
	size_t count;
	bool past = printer_direct(agent_wanted(a, job));
	enum status st = print_job_open(a->hall, open, OPEN_MOST, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		struct printer_place place;

		if (!replaces(job, &open[i]))
			continue;
		st = printer_place(hall_dir(a->hall), open[i].queue, &place, err);
		if (st == ST_OK)
			st = backends[place.way].take_back(a, &open[i], err);
		if (st == ST_UNAVAIL && past)
			st = ST_OK;
	}
	return st;
}

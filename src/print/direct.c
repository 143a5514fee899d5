/* SPDX-License-Identifier: Apache-2.0 */
/* Papers that go past CUPS (P-7). A raw socket says nothing of paper: what was taken whole is told as sent, and a person looks.
 * A line that breaks midway leaves a job that may be half on paper: it is told as not printed, and what is printed instead
 * says 补打 (R13). */
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "print/own.h"

#define TRY_MS 700                      /* one that could not is not pestered */
#define HAS_IT 1                        /* for cups_job: a printer has the job, though it gave no number */

/* ---- lines ---- */

/* The line to this printer, found or begun; NULL when all places are taken by printers that are busy. */
static struct direct *direct_of(struct agent *a, const struct printer_place *place, const char *text)
{
	struct direct *free_place = NULL;

	for (size_t i = 0; i < DIRECT_MOST; i++) {
		struct direct *d = &a->direct[i];

		if (*d->text && printer_same(&d->line.place, place))
			return d;
		if (!*d->text || d->line.phase == LINE_CLOSED)
			free_place = !free_place || *free_place->text ? d : free_place;
	}
	if (free_place) {
		*free_place = (struct direct){ .line = { .fd = -1, .place = *place } };
		snprintf(free_place->text, sizeof free_place->text, "%s", text);
	}
	return free_place;
}

static bool is_busy(const struct direct *d)
{
	return d->line.phase != LINE_CLOSED;
}

static void let_go(struct agent *a, struct direct *d)
{
	line_close(&d->line);
	rendering_release(&d->paper);
	d->paper = (struct rendering){ .format = "" };
	d->job = (struct print_job){ .id = 0 };
	d->taken = false;
	a->again = a->again || !d->line.fault;              /* another may be waiting for this line */
	a->stirred = true;
}

/* In which language this printer gets this job: its address says it, or it is the hall's slip printer, or a page printer. */
static enum render_as speaks(struct agent *a, const struct printer_place *place, bool slip)
{
	static const enum render_as said[PRINTER_LANGUAGES] = { [LANGUAGE_ESCPOS] = RENDER_ESCPOS, [LANGUAGE_PDF] = RENDER_PDF,
		[LANGUAGE_PS] = RENDER_PS };
	struct printer_place slips;
	struct err err;

	if (place->language != LANGUAGE_USUAL)
		return said[place->language];
	err_clear(&err);
	if (printer_place(hall_dir(a->hall), hall_text(a->hall, "printer.slip"), &slips, &err) == ST_OK && printer_same(place, &slips)) {
		if (slips.language != LANGUAGE_USUAL)
			return said[slips.language];
		slip = true;
	}
	return slip && strcmp(hall_text(a->hall, "printer.slip_language"), "escpos") == 0 ? RENDER_ESCPOS : RENDER_PDF;
}

enum status direct_submit(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err)
{
	struct direct *d = direct_of(a, place, agent_wanted(a, job));
	enum status st = job->copy_no ? backend_take_back(a, job, err) : ST_OK;

	if (st == ST_BUSY || st == ST_UNAVAIL)
		return job_wait(a, job, err->text, err);
	if (st != ST_OK)
		return st;
	if (!d || (is_busy(d) && (d->job.id == job->id || !d->line.fault)))
		return ST_BUSY;                                 /* it is under way, or waits for its turn */
	if (d->line.fault && (is_busy(d) || clock_mono_ms() - d->looked_at < TRY_MS || !job_may_wait(a, job)))
		return job_wait(a, job, d->line.words, err);
	if (!job_may_wait(a, job))                          /* its time begins now */
		return job_wait(a, job, "打印机没有空出来", err);
	d->job = *job;
	d->looked_at = clock_mono_ms();
	snprintf(d->text, sizeof d->text, "%s", agent_wanted(a, job));
	line_open(&d->line, place, speaks(a, place, job_is_slip(job)) == RENDER_ESCPOS);
	return ST_BUSY;
}

/* ---- from one phase to the next ---- */

static enum status step(struct agent *a, struct direct *d, enum job_state to, int cups_job, const char *note, struct err *err)
{
	enum status st = print_job_step(a->hall, &d->job, to, cups_job, note, err);

	agent_forget(a, d->job.id);
	let_go(a, d);
	return st == ST_CONFLICT ? ST_OK : st;              /* a person was quicker */
}

/* Is the job still what it was when its line was opened, and still for this printer? */
static bool still_wanted(struct agent *a, struct direct *d, struct err *err)
{
	struct print_job now;

	return print_job_after(a->hall, d->job.id - 1, &now, err) == ST_OK && now.id == d->job.id &&
		strcmp(now.destination, d->job.destination) == 0;
}

static enum status draw(struct agent *a, struct direct *d, struct err *err)
{
	enum render_as as = speaks(a, &d->line.place, job_is_slip(&d->job));
	struct print_job job = d->job;

	if (as == RENDER_ESCPOS && !job_is_slip(&job))      /* a page for a slip printer: as a slip, if it has that form */
		snprintf(job.paper, sizeof job.paper, "%s", hall_int(a->hall, "printer.slip_mm") == 58 ? "58mm" : "80mm");
	return render_job(a->hall, &job, as, &d->paper, err);
}

/* The printer is there and has nothing of it yet. That it gets it is committed first. */
static enum status hand_over(struct agent *a, struct direct *d, struct err *err)
{
	struct watched *w;
	char note[240], rare[140];
	enum status st;

	if (!still_wanted(a, d, err)) {
		let_go(a, d);
		return ST_OK;
	}
	st = draw(a, d, err);
	if (st != ST_OK) {
		snprintf(note, sizeof note, "%.200s", err->text);
		st = job_fail(a, &d->job, note, err);
		let_go(a, d);
		return st;
	}
	job_rare(&d->job, &d->paper, rare, sizeof rare);
	snprintf(d->job.digest, sizeof d->job.digest, "%s", d->paper.digest);
	snprintf(d->job.queue, sizeof d->job.queue, "%s", d->text);
	st = FAULT("print.line-ready") ? ST_IO : print_job_step(a->hall, &d->job, JOB_SUBMITTED, HAS_IT, rare, err);
	if (st != ST_OK) {
		let_go(a, d);
		return st == ST_CONFLICT ? ST_OK : st;
	}
	d->job.state = JOB_SUBMITTED;
	d->job.cups_job = HAS_IT;
	d->taken = true;
	agent_forget(a, d->job.id);
	w = agent_watch(a, d->job.id);                      /* its time begins now */
	if (w)
		watched_rare(w, rare);
	line_send(&d->line, d->paper.bytes.data, d->paper.bytes.len);
	return ST_OK;
}

static enum status sent(struct agent *a, struct direct *d, struct err *err)
{
	struct watched *w = agent_watch(a, d->job.id);
	char note[140];

	snprintf(note, sizeof note, "%s", w ? w->rare : "");
	return FAULT("print.line-sent") ? ST_IO : step(a, d, JOB_DEVICE_DONE, -1, note, err);
}

/* What broke off: before anything had left it waits for its printer; afterwards only a person can see what is on paper. */
static enum status broke(struct agent *a, struct direct *d, struct err *err)
{
	char words[160], note[240];
	bool whole = d->line.sent == d->line.n;

	snprintf(words, sizeof words, "%s", d->line.words);
	if (!d->job.id) {                                   /* it was only looked at */
		let_go(a, d);
		return ST_OK;
	}
	if (!d->taken) {
		enum status st = job_wait(a, &d->job, words, err);

		let_go(a, d);
		return st == ST_BUSY ? ST_OK : st;
	}
	if (d->line.sent == 0)
		return step(a, d, JOB_PENDING, 0, words, err);
	snprintf(note, sizeof note, "%s%.120s;请看纸,没打全请补打", whole ? "送出后" : "送到一半", words);
	return step(a, d, JOB_FAILED, -1, note, err);
}

static enum status under_way(struct agent *a, struct direct *d, struct err *err)
{
	struct watched *w = d->taken ? agent_watch(a, d->job.id) : NULL;
	char note[240];

	if (d->line.phase == LINE_READY && d->job.id)
		return hand_over(a, d, err);
	if (d->line.phase == LINE_READY) {
		let_go(a, d);                                   /* all that was wanted to be known */
		return ST_OK;
	}
	if (!d->taken)
		return ST_OK;
	agent_note(a, &d->job, d->line.fault ? d->line.words : w ? w->rare : "");
	if (!w || clock_mono_ms() - w->since < agent_deadline_ms(a))
		return ST_OK;
	snprintf(note, sizeof note, "%ld 秒未打完%s%.80s;请看纸,没打全请补打", (long)(agent_deadline_ms(a) / 1000), *d->line.words ? ":" : "",
		d->line.words);
	return step(a, d, JOB_FAILED, d->line.sent ? -1 : 0, note, err);
}

enum status direct_turn(struct agent *a, struct err *err)
{
	for (size_t i = 0; i < DIRECT_MOST; i++) {
		struct direct *d = &a->direct[i];
		enum line_phase before;
		enum status st;

		if (!*d->text || !is_busy(d))
			continue;
		do {
			line_turn(&d->line);
			before = d->line.phase;
			st = before == LINE_DONE ? sent(a, d, err) : before == LINE_BROKEN ? broke(a, d, err) : under_way(a, d, err);
			if (st != ST_OK && st != ST_BUSY)
				return st;
		} while (is_busy(d) && d->line.phase != before);
	}
	return ST_OK;
}

/* ---- what others ask ---- */

static struct direct *has_job(struct agent *a, int64_t id)
{
	for (size_t i = 0; i < DIRECT_MOST; i++)
		if (*a->direct[i].text && is_busy(&a->direct[i]) && a->direct[i].taken && a->direct[i].job.id == id)
			return &a->direct[i];
	return NULL;
}

enum status direct_orphan(struct agent *a, const struct print_job *job, bool *open, struct err *err)
{
	enum status st;

	*open = has_job(a, job->id) != NULL;
	if (*open)
		return ST_OK;
	st = print_job_step(a->hall, job, JOB_SUBMITTED, 0, "结果不明,请看纸;没有打出请补打", err);
	agent_forget(a, job->id);
	return st == ST_CONFLICT ? ST_OK : st;
}

/* What has left cannot be called back; what has not, will not. */
enum status direct_take_back(struct agent *a, const struct print_job *old, struct err *err)
{
	struct direct *d = has_job(a, old->id);
	bool open;

	if (!d)
		return direct_orphan(a, old, &open, err);
	return step(a, d, JOB_FAILED, d->line.sent ? -1 : 0, d->line.sent ? "收不回,请看纸;已改为补打" : "已撤回,改为补打", err);
}

enum status direct_look(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160])
{
	const char *text = hall_text(a->hall, slip ? "printer.slip" : "printer.a4");
	struct direct *d = direct_of(a, place, text);

	if (!d)
		return ST_OK;
	if (!is_busy(d) && (!d->looked_at || clock_mono_ms() - d->looked_at >= a->o->look_ms)) {
		d->looked_at = clock_mono_ms();
		line_open(&d->line, place, speaks(a, place, slip) == RENDER_ESCPOS);
	}
	*fault = d->line.fault;
	snprintf(words, 160, "%s", *d->line.words ? d->line.words : d->job.id || d->line.talks ? "" : d->line.met ? "接通(不报纸的情况)" : "正在连接");
	return ST_OK;
}

size_t direct_poll(const struct agent *a, struct pollfd *fds, int64_t *wait)
{
	size_t n = 0;

	for (size_t i = 0; i < DIRECT_MOST; i++) {
		const struct direct *d = &a->direct[i];

		if (!*d->text || !is_busy(d))
			continue;
		*wait = line_wait_ms(&d->line) < *wait ? line_wait_ms(&d->line) : *wait;
		if (d->line.fd >= 0 && line_events(&d->line))
			fds[n++] = (struct pollfd){ .fd = d->line.fd, .events = line_events(&d->line) };
	}
	return n;
}

void direct_end(struct agent *a)
{
	for (size_t i = 0; i < DIRECT_MOST; i++) {
		struct direct *d = &a->direct[i];
		struct err err;

		if (!*d->text || !is_busy(d))
			continue;
		err_clear(&err);
		if (d->taken && !d->line.fault && (d->line.phase == LINE_SETTLING || d->line.phase == LINE_ENDING) && sent(a, d, &err) != ST_OK)
			log_line(LOG_WARNING, "print job %lld was sent, and that could not be written down: %s", (long long)d->job.id, err.text);
		let_go(a, d);
	}
}

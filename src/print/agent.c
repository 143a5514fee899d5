/* SPDX-License-Identifier: Apache-2.0 */
#include "print/agent.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/outbox.h"
#include "law/document.h"
#include "print/own.h"

#define LEASE "print"
#define AGAIN_MS ((int64_t)1000)            /* after a server or the store would not … */
#define LONGEST_MS ((int64_t)5000)          /* … and at most, while a server stays silent */
#define STAND_BY_MS ((int64_t)10000)        /* while another process prints */
#define A_TURN 8                            /* papers at most that one turn submits */

const struct print_options print_usual = { .lease_ms = 120000, .poll_ms = 700, .look_ms = 60000 };

static volatile sig_atomic_t stopping;

/* ---- what is waited for ---- */

struct watched *agent_watch(struct agent *a, int64_t id)
{
	for (size_t i = 0; i < a->watched_count; i++)
		if (a->watched[i].id == id)
			return &a->watched[i];
	if (a->watched_count == OPEN_MOST)
		return NULL;
	a->watched[a->watched_count] = (struct watched){ .id = id, .since = clock_mono_ms() };
	return &a->watched[a->watched_count++];
}

void agent_forget(struct agent *a, int64_t id)
{
	for (size_t i = 0; i < a->watched_count; i++)
		if (a->watched[i].id == id) {
			a->watched[i] = a->watched[--a->watched_count];
			return;
		}
}

int64_t agent_deadline_ms(struct agent *a)
{
	return a->o->deadline_ms ? a->o->deadline_ms : (int64_t)hall_int(a->hall, "printer.deadline_seconds") * 1000;
}

bool job_is_slip(const struct print_job *job)
{
	int paper = paper_from_name(job->paper);

	return paper >= 0 && paper_is_slip((enum paper)paper);
}

const char *agent_wanted(struct agent *a, const struct print_job *job)
{
	const char *setting = job_is_slip(job) ? "printer.slip" : strcmp(job->paper, "A5") == 0 ? "printer.a5" : "printer.a4";

	return *job->destination ? job->destination : hall_text(a->hall, setting);
}

void agent_note(struct agent *a, const struct print_job *job, const char *note)
{
	struct watched *w = agent_watch(a, job->id);
	struct err err;

	if (!w || strcmp(w->note, note) == 0)
		return;
	err_clear(&err);
	if (print_job_note(a->hall, job->id, note, &err) != ST_OK)
		log_line(LOG_WARNING, "note of print job %lld: %s", (long long)job->id, err.text);
	else
		snprintf(w->note, sizeof w->note, "%s", note);
}

/* ---- a server that says nothing ---- */

void agent_heard(struct agent *a, enum status st, const struct err *err)
{
	if (st == ST_UNAVAIL && strcmp(err->code, SPOOLER_SILENT) == 0)
		a->silent = true;
}

enum status agent_connect(struct agent *a, struct spooler **out, struct err *err)
{
	enum status st;

	*out = NULL;
	if (a->silent)
		return err_set(err, ST_UNAVAIL, SPOOLER_SILENT, "打印服务没有回答");
	st = spooler_connect(out, err);
	a->seen = a->seen || *out;
	agent_heard(a, st, err);
	return st;
}

/* One question, whose answer does not matter. */
static void ask_again(struct agent *a)
{
	struct spooler *s;
	char queue[QUEUE_NAME];
	struct err err;
	enum status st;

	err_clear(&err);
	a->silent = false;
	st = agent_connect(a, &s, &err);
	if (st == ST_OK)
		st = spooler_find(s, "", queue, &err);
	agent_heard(a, st, &err);
	spooler_close(s);
}

/* ---- one turn ---- */

static enum status lead(struct agent *a, struct err *err)
{
	enum status st = FAULT("print.lease") ? ST_IO : lease_take(a->hall, LEASE, a->owner, a->o->lease_ms, err);

	a->renew_at = clock_mono_ms() + (st == ST_OK ? a->o->lease_ms / 2 : st == ST_BUSY ? STAND_BY_MS : AGAIN_MS);
	a->leading = st == ST_OK || (a->leading && st != ST_BUSY);
	return st;
}

/* Another one leads: it finds what was under way here as it would find it of a dead process, and needs the printers, most of which take
 * one connection. Nothing is left to be tried. */
static void follow_another(struct agent *a)
{
	direct_end(a);
	a->again = false;
	a->try_at = a->passed = 0;
}

/* Pending jobs, the oldest first; one that must wait does not hold up the others. While the server is silent each is told
 * so without seconds of waiting for every one. After so many there is a turn for the lease, for what is in the printers and for
 * what the desk says of it: a long queue hides none of that. Who came meanwhile before the place that was reached is met in the next
 * round, at once, or when those that must wait are tried again. */
static enum status submit_all(struct agent *a, struct err *err)
{
	struct print_job job = { .id = a->passed };
	bool begun = a->passed != 0;

	if (!begun)
		a->try_at = 0;
	a->again = false;
	a->passed = 0;
	for (int n = 0; !stopping && n < A_TURN; n++) {
		enum status st = print_job_after(a->hall, job.id, &job, err);

		if (st == ST_NOINPUT) {
			a->again = begun && !a->try_at;
			return ST_OK;
		}
		if (st == ST_OK)
			st = backend_submit(a, &job, err);
		a->stirred = true;
		if (st == ST_BUSY)
			a->try_at = clock_mono_ms() + AGAIN_MS;
		else if (st != ST_OK)
			return st;
	}
	a->passed = job.id;
	a->again = !stopping;
	return ST_OK;
}

/* A silent server is asked after one second, then after longer; what came meanwhile is told first why it waits. */
static enum status submit(struct agent *a, int64_t now, struct err *err)
{
	bool was_silent = a->silent, ask = now >= a->ask_at;
	enum status st = submit_all(a, err);

	if (st == ST_OK && was_silent && ask) {
		agent_words(a, true);
		ask_again(a);
		a->again = a->again || !a->silent;
	}
	if (!a->silent) {
		a->ask_ms = AGAIN_MS;
	} else if (ask || !was_silent) {
		a->ask_at = clock_mono_ms() + a->ask_ms;
		a->ask_ms = a->ask_ms * 2 < LONGEST_MS ? a->ask_ms * 2 : LONGEST_MS;
	}
	return st;
}

static void soonest(int64_t *wait, int64_t ms)
{
	ms = ms < 0 ? 0 : ms;
	*wait = ms < *wait ? ms : *wait;
}

/* What there is to do now; how many milliseconds may be waited then. *busy: something is pending or open. */
static int64_t turn(struct agent *a, bool *busy)
{
	int64_t now = clock_mono_ms(), wait = a->o->lease_ms;
	size_t open = 0;
	struct err err;
	enum status st = ST_OK;

	err_clear(&err);
	*busy = true;
	if (FAULT("print.turn"))
		st = ST_IO;
	if (st == ST_OK && now >= a->renew_at)
		st = lead(a, &err);
	if (!a->leading)
		follow_another(a);
	if (st == ST_OK && a->leading)
		st = submit(a, now, &err);
	if (st == ST_OK && a->leading)
		st = direct_turn(a, &err);
	if (st == ST_OK && a->leading)
		st = agent_follow(a, &open, &err);
	if (st != ST_OK && st != ST_BUSY)
		log_line(LOG_ERROR, "%s: %s %s", status_name(st), err.code, err.text);
	now = clock_mono_ms();
	soonest(&wait, a->renew_at - now);
	if (a->leading) {
		agent_words(a, now >= a->look_at || a->stirred || a->try_at);
		a->stirred = false;
		if (now >= a->look_at)
			a->look_at = now + a->o->look_ms;
		soonest(&wait, a->look_at - now);
	}
	if (st != ST_OK)
		soonest(&wait, AGAIN_MS);
	if (a->silent && (open || a->try_at))
		soonest(&wait, a->ask_at - now);
	else if (open)
		soonest(&wait, a->o->poll_ms);
	if (a->try_at)
		soonest(&wait, a->try_at - now);
	if (a->again)
		wait = 0;
	*busy = open || a->try_at || a->again || st != ST_OK;
	return wait;
}

/* ---- begin and end ---- */

static void on_signal(int number)
{
	(void)number;
	stopping = 1;
	spooler_interrupt();
}

static int signals_begin(sigset_t *outside)
{
	struct sigaction act = { .sa_handler = on_signal };

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigaction(SIGTERM, &act, NULL) || sigaction(SIGINT, &act, NULL) ||
		sigaction(SIGHUP, &act, NULL))
		return -1;
	return sigprocmask(SIG_SETMASK, NULL, outside);
}

/* Nothing is to be printed: what is held only to be quick goes back until something is. */
static void rest(struct store *store)
{
	store_rest(store);
	mem_rest();
}

/* Ends on a signal, when there is nothing left for --once, or when the store takes no more (R4): whoever started us starts
 * us anew, and what was under way is looked into then. */
static void loop(struct agent *a, const sigset_t *outside)
{
	struct store *store = hall_store(a->hall);
	struct pollfd watch[1 + DIRECT_MOST] = { { .fd = store_watch(store), .events = POLLIN } };
	sigset_t inside = *outside;

	sigaddset(&inside, SIGTERM);
	sigaddset(&inside, SIGINT);
	sigaddset(&inside, SIGHUP);
	while (!stopping && !store_closed(store)) {
		bool busy;
		int64_t wait = turn(a, &busy);
		size_t lines = direct_poll(a, watch + 1, &wait);
		struct timespec ts;

		if ((a->o->once && !busy) || store_closed(store))
			return;
		if (!busy)
			rest(store);
		wait = watch[0].fd < 0 && wait > AGAIN_MS ? AGAIN_MS : wait;
		ts = (struct timespec){ wait / 1000, wait % 1000 * 1000000 };
		/* from the look at `stopping` to the wait nothing is delivered; a signal ends the wait */
		if (sigprocmask(SIG_SETMASK, &inside, NULL) != 0)
			return;
		if (!stopping && ppoll(watch, 1 + lines, &ts, outside) < 0 && errno != EINTR)
			log_line(LOG_ERROR, "ppoll: %s", strerror(errno));
		if (sigprocmask(SIG_SETMASK, outside, NULL) != 0)
			return;
		(void)store_changed(store);                     /* every turn looks at everything: it only drains the watch */
	}
}

enum status print_run(const struct print_options *o, struct err *err)
{
	struct agent a = { .o = o, .ask_ms = AGAIN_MS };
	sigset_t outside;
	enum status st;

	if (signals_begin(&outside) != 0)
		return err_set(err, ST_BUG, "E-5318", "信号设置失败");
	st = hall_open(o->hall_dir, false, &a.hall, err);
	if (st == ST_OK) {
		lease_owner(a.owner);
		st = lead(&a, err);
		if (st == ST_BUSY && !o->once)
			st = ST_OK;                                 /* stands by */
		if (st == ST_OK) {
			const struct err *closed;

			loop(&a, &outside);
			direct_end(&a);
			closed = store_closed(hall_store(a.hall));
			if (closed)
				st = (*err = *closed).status;
		}
		if (a.leading)
			lease_drop(a.hall, LEASE, a.owner);
	}
	hall_close(a.hall);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/print/desk.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/outbox.h"
#include "hall/sheet.h"
#include "print/agent.h"
#include "tests/print/spool.h"

static const char *dies_at;
static int dies_after;

static const char *fails_at;

static int die_here(const char *point)
{
	if (strcmp(point, "print.usb-path") == 0)          /* a pseudo-terminal in the place of the device */
		return getenv("YICHUANG_USB_PRINTER") != NULL;
	if (fails_at && strcmp(point, fails_at) == 0) {
		fails_at = NULL;
		return 1;
	}
	if (dies_at && strcmp(point, dies_at) == 0 && --dies_after == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

static void enter(struct desk *d)
{
	struct err err;

	err_clear(&err);
	clock_replace(NULL);
	if (!d->f.h && hall_open(d->f.dir, false, &d->f.h, &err) != ST_OK)
		fixture_die("open", &err);
}

static void leave(struct desk *d)
{
	hall_close(d->f.h);
	d->f.h = NULL;
}

void desk_open(struct desk *d)
{
	char *data;

	*d = (struct desk){ .agent = 0 };
	fixture_open(&d->f);
	data = mem_format("%s/data", getenv("srcdir") ? getenv("srcdir") : ".");
	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	leave(d);
	clock_replace(NULL);
}

void desk_close(struct desk *d)
{
	desk_agent_stop(d, SIGTERM);
	enter(d);
	fixture_close(&d->f);
}

void desk_set(struct desk *d, const char *name, const char *value)
{
	char *path = file_join(d->f.dir, "yichuang.conf");
	FILE *f = fopen(path, "ae");

	if (!f || fprintf(f, "%s \"%s\"\n", name, value) < 0 || fclose(f) != 0)
		exit(99);
	free(path);
}

void desk_accept(struct desk *d, const char *bundle, enum outcome outcome, char out[24])
{
	struct request r;
	struct accepted a;

	enter(d);
	fixture_request(&d->f, bundle, 1000 + d->accepted++, &r);
	if (d->name)
		request_set(&r.applicant.name, d->name);
	r.outcome = outcome;
	if (outcome == OUTCOME_NOTICE && r.material_count) {      /* something must be wrong to be told */
		r.materials[0].state = MS_DEFECTIVE;
		request_set(&r.materials[0].reason, "复印件看不清");
	}
	fixture_accept(&d->f, &r, &a);
	snprintf(out, 24, "%s", a.number);
	request_release(&r);
	leave(d);
}

void desk_sheet(struct desk *d, const char *bundle, char out[24])
{
	struct sheet s = { .bundle = NULL };
	const struct catalogue *c;
	struct plan *plan = NULL;
	struct print_job job;
	struct err err;

	enter(d);
	if (hall_catalogue(d->f.h, &c, &s.catalogue_version, &err) != ST_OK ||
	    plan_make(s.bundle = catalogue_bundle(c, bundle), NULL, 0, NULL, 0, &plan, &err) != ST_OK)
		fixture_die("plan", &err);
	s.plan = plan;
	if (sheet_print(d->f.h, &d->f.clerk, &s, "", false, &job, &err) != ST_OK)
		fixture_die("sheet", &err);
	snprintf(out, 24, "%s", job.number);
	plan_free(plan);
	leave(d);
}

/* ---- the agent ---- */

void desk_agent(struct desk *d, bool once, const char *at, int nth)
{
	char *log = file_join(d->f.dir, "agent.log");
	pid_t parent = getpid();

	leave(d);
	d->agent = fork();
	if (d->agent == 0) {
		struct print_options o = print_usual;
		struct err err;
		enum status st;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent || log_open("agent", log, LOG_NOTE) != ST_OK)
			_exit(99);
		dies_at = at;
		dies_after = nth;
		fails_at = d->fails_at;
		fault_hook = die_here;
		o.hall_dir = d->f.dir;
		o.once = once;
		o.poll_ms = 300;
		o.look_ms = 1000;
		o.lease_ms = d->lease_ms ? d->lease_ms : o.lease_ms;
		o.deadline_ms = d->deadline_ms ? d->deadline_ms : 600000;
		err_clear(&err);
		st = print_run(&o, &err);
		if (st != ST_OK)
			log_line(LOG_ERROR, "ended: %s %s", err.code, err.text);
		_exit(status_exit(st));
	}
	free(log);
}

struct ended { pid_t pid; int status; bool over; };

static bool is_over(void *ctx)
{
	struct ended *e = ctx;

	e->over = e->over || waitpid(e->pid, &e->status, WNOHANG) == e->pid;
	return e->over;
}

int desk_agent_wait(struct desk *d, int ms)
{
	struct ended e = { d->agent, 0, false };

	if (d->agent <= 0)
		return 0;
	if (!spool_until(is_over, &e, ms))
		return -1;
	d->agent = 0;
	return WIFEXITED(e.status) ? WEXITSTATUS(e.status) : 128 + WTERMSIG(e.status);
}

void desk_agent_stop(struct desk *d, int signal_no)
{
	if (d->agent <= 0)
		return;
	kill(d->agent, signal_no);
	if (desk_agent_wait(d, 8000) < 0) {
		fprintf(stderr, "the agent did not end\n");
		kill(d->agent, SIGKILL);
		desk_agent_wait(d, 8000);
	}
}

static bool overtakes(void *ctx)
{
	struct desk *d = ctx;
	struct err err;

	enter(d);
	enum status st = lease_take(d->f.h, "print", "another", 600000, &err);
	leave(d);
	return st == ST_OK;
}

void desk_agent_overtake(struct desk *d)
{
	kill(d->agent, SIGSTOP);
	if (!spool_until(overtakes, d, 120000))
		fprintf(stderr, "the agent's lease does not end\n");
	kill(d->agent, SIGCONT);
}

/* ---- looking ---- */

int desk_jobs(struct desk *d, struct print_job *jobs, int room)
{
	size_t count;
	struct err err;

	enter(d);
	err_clear(&err);
	if (print_job_list(d->f.h, 0, "", jobs, (size_t)room, &count, &err) != ST_OK)
		fixture_die("list", &err);
	leave(d);
	for (size_t i = 0; i < count / 2; i++) {
		struct print_job swap = jobs[i];

		jobs[i] = jobs[count - 1 - i];
		jobs[count - 1 - i] = swap;
	}
	return (int)count;
}

bool desk_job(struct desk *d, const char *number, const char *kind, struct print_job *out)
{
	static struct print_job jobs[512];
	int n = desk_jobs(d, jobs, 512);

	while (n-- > 0)
		if (strcmp(jobs[n].number, number) == 0 && strcmp(jobs[n].kind, kind) == 0) {
			*out = jobs[n];
			return true;
		}
	return false;
}

void desk_words(struct desk *d, char out[256], bool *fine)
{
	struct agent_state s;
	struct err err;

	enter(d);
	err_clear(&err);
	if (agent_state(d->f.h, "print", &s, &err) != ST_OK)
		fixture_die("agent", &err);
	leave(d);
	text_copy(out, 256, s.words);
	*fine = s.fine;
}

struct wanted { struct desk *d; const char *number, *kind, *note; enum job_state state; struct print_job last; };

static bool is_so(void *ctx)
{
	struct wanted *w = ctx;

	return desk_job(w->d, w->number, w->kind, &w->last) && w->last.state == w->state &&
		(!w->note || strstr(w->last.note, w->note));
}

bool desk_until(struct desk *d, const char *number, const char *kind, enum job_state state, const char *note, int ms)
{
	struct wanted w = { d, number, kind, note, state, { .id = 0 } };

	if (spool_until(is_so, &w, ms))
		return true;
	fprintf(stderr, "%s of %s: %s “%s”, wanted %s “%s”\n", kind, number, job_state_code(w.last.state), w.last.note,
		job_state_code(state), note ? note : "");
	return false;
}

struct said { struct desk *d; const char *words; char last[256]; };

static bool is_said(void *ctx)
{
	struct said *s = ctx;
	bool fine;

	desk_words(s->d, s->last, &fine);
	return strstr(s->last, s->words) != NULL;
}

bool desk_until_words(struct desk *d, const char *words, int ms)
{
	struct said s = { d, words, "" };

	if (spool_until(is_said, &s, ms))
		return true;
	fprintf(stderr, "the agent says “%s”, wanted “%s”\n", s.last, words);
	return false;
}

void desk_forget_words(struct desk *d)
{
	struct err err;

	enter(d);
	err_clear(&err);
	if (agent_say(d->f.h, "print", "", true, &err) != ST_OK)
		fixture_die("words", &err);
	leave(d);
}

/* ---- the clerk ---- */

const char *desk_reprint(struct desk *d, const char *number, const char *kind, const char *reason)
{
	static struct err err;
	struct print_job job;

	enter(d);
	err_clear(&err);
	if (print_job_reprint(d->f.h, &d->f.clerk, number, kind, reason, "", false, &job, &err) == ST_OK)
		*err.code = '\0';
	leave(d);
	return err.code;
}

const char *desk_retry(struct desk *d, int64_t id)
{
	static struct err err;

	enter(d);
	err_clear(&err);
	if (print_job_retry(d->f.h, &d->f.clerk, id, &err) == ST_OK)
		*err.code = '\0';
	leave(d);
	return err.code;
}

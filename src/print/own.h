/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_OWN_H
#define PRINT_OWN_H

#include "hall/print_job.h"
#include "print/agent.h"
#include "print/cups.h"
#include "print/line.h"
#include "print/render.h"

/* What the files of the agent share. */
#define OPEN_MOST 64                    /* jobs followed at a time; the others wait for their turn */

#define DIRECT_MOST 8                   /* printers without CUPS; a window has two */

/* One of those, and the job that is on its way to it (id 0: it is only looked at). */
struct direct {
	struct line line;
	char text[PRINTER_SIZE];            /* as the destination was written; "" is a free place */
	struct print_job job;
	bool taken;                         /* the store says that the printer has the job */
	struct rendering paper;
	int64_t looked_at;                  /* monotonic: when that was tried last */
};

/* A job that is being waited for: since when, and whether it was given up. In memory only: a new process begins to
 * count anew. */
struct watched { int64_t id, since; bool cancelled; char note[160], rare[140]; };      /* rare: E-1401, for its last note */

#define PART_SIZE 160                    /* what is said of one printer … */
#define WORDS_SIZE (2 * PART_SIZE + 8)   /* … and of both */

struct agent {
	const struct print_options *o;
	struct hall *hall;
	char owner[80];
	bool leading;
	int64_t renew_at, look_at, try_at;  /* monotonic: lease; idle printers; a server that does not answer (0: not now) */
	struct watched watched[OPEN_MOST];
	size_t watched_count;
	char trouble[2][160];               /* what open jobs wait for: pages, slips */
	char words[WORDS_SIZE];
	bool said, fine;
	bool again;                         /* a job is pending that was not looked at, or not then */
	int64_t passed;                     /* the last pending job of a round that goes on in the next turn; 0: a new round */
	bool seen;                          /* there was a printing system while this process runs: it may come back */
	bool silent;                        /* the server did not answer: nothing is asked but whether it does */
	int64_t ask_at, ask_ms;             /* monotonic: when that is next; how long is waited after it */
	bool stirred;                       /* something was done with printers: look at them once more */
	struct direct direct[DIRECT_MOST];
};

struct watched *agent_watch(struct agent *a, int64_t id);      /* found, or begun now; NULL when there are too many */
void agent_forget(struct agent *a, int64_t id);
int64_t agent_deadline_ms(struct agent *a);
bool job_is_slip(const struct print_job *job);
/* The queue that the settings name for a job, "" for the system's choice. */
const char *agent_wanted(struct agent *a, const struct print_job *job);
/* A job's note, stored when it changes. */
void agent_note(struct agent *a, const struct print_job *job, const char *note);

/* backend.c: the four ways in which a paper goes (P-7), one row each. */
struct backend {
	/* One pending job, as far as it gets. ST_BUSY: it must wait for its printer. */
	enum status (*submit)(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err);
	/* A submitted job that a reprint takes the place of: nothing more may come out of it. ST_BUSY: it might. */
	enum status (*take_back)(struct agent *a, const struct print_job *old, struct err *err);
	/* What idle printers of it are like: words, and whether somebody must do something. ST_UNAVAIL: its server fell silent. */
	enum status (*look)(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160]);
};
const struct backend *backend_of(enum printer_way way);
/* The way by which a job goes, or went. An address that is none is told: the job fails. */
enum status backend_submit(struct agent *a, struct print_job *job, struct err *err) MUST_CHECK;
/* A reprint is only printed when the older ones cannot come out any more. ST_BUSY: they might. */
enum status backend_take_back(struct agent *a, const struct print_job *job, struct err *err) MUST_CHECK;

/* What all of them share. No paper came out, and none will. */
enum status job_fail(struct agent *a, struct print_job *job, const char *note, struct err *err) MUST_CHECK;
bool job_may_wait(struct agent *a, const struct print_job *job);
/* Its printer cannot now: wait for it (ST_BUSY), but not for ever. */
enum status job_wait(struct agent *a, struct print_job *job, const char *note, struct err *err) MUST_CHECK;
/* E-1401: people are told which characters no font has: beside the paper before a printer has anything of it, and on it. */
void job_rare(const struct print_job *job, const struct rendering *r, char *out, size_t room);
void watched_rare(struct watched *w, const char *rare);      /* the store says so of it already */

/* queue.c: a queue of CUPS; a paper with no printer anywhere is filed. */
enum status queue_submit(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err) MUST_CHECK;
enum status queue_take_back(struct agent *a, const struct print_job *old, struct err *err) MUST_CHECK;
enum status queue_look(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160]) MUST_CHECK;
/* filed.c: a PDF in a folder instead of paper, readable for the hall alone; "" is the hall's receipts/. */
enum status filed_submit(struct agent *a, const char *folder, struct print_job *job, struct err *err) MUST_CHECK;
/* direct.c: a raw socket or a USB device. */
enum status direct_submit(struct agent *a, const struct printer_place *place, struct print_job *job, struct err *err) MUST_CHECK;
enum status direct_take_back(struct agent *a, const struct print_job *old, struct err *err) MUST_CHECK;
enum status direct_look(struct agent *a, const struct printer_place *place, bool slip, bool *fault, char words[160]) MUST_CHECK;
/* A submitted job of theirs that no line of ours has: who sent it has died, and only a person can see what came of it. */
enum status direct_orphan(struct agent *a, const struct print_job *job, bool *open, struct err *err) MUST_CHECK;
/* As far as all lines get now. */
enum status direct_turn(struct agent *a, struct err *err) MUST_CHECK;
/* What poll(2) is to wait for; returns how many, at most DIRECT_MOST, and shortens *wait. */
struct pollfd;
size_t direct_poll(const struct agent *a, struct pollfd *fds, int64_t *wait);
/* Before this process ends: what was sent whole is told so, the rest is for the next one to wonder about. */
void direct_end(struct agent *a);
/* Connects, unless the server is silent. */
enum status agent_connect(struct agent *a, struct spooler **out, struct err *err) MUST_CHECK;
/* What a call ended with: remembers silence. */
void agent_heard(struct agent *a, enum status st, const struct err *err);
/* The title by which a queue knows a job: number and print number, never a name (R13). */
void job_title(const struct print_job *job, char out[64]);
/* follow.c: looks at every open job once. *open is how many are left. */
enum status agent_follow(struct agent *a, size_t *open, struct err *err) MUST_CHECK;
/* say.c: how the printers are; `look` asks them, too. */
void agent_words(struct agent *a, bool look);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_OWN_H
#define PRINT_OWN_H

#include "hall/print_job.h"
#include "print/agent.h"
#include "print/cups.h"

/* What the files of the agent share. */
#define OPEN_MOST 64                    /* jobs followed at a time; the others wait for their turn */

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
};

struct watched *agent_watch(struct agent *a, int64_t id);      /* found, or begun now; NULL when there are too many */
void agent_forget(struct agent *a, int64_t id);
int64_t agent_deadline_ms(struct agent *a);
bool job_is_slip(const struct print_job *job);
/* The queue that the settings name for a job, "" for the system's choice. */
const char *agent_wanted(struct agent *a, const struct print_job *job);
/* A job's note, stored when it changes. */
void agent_note(struct agent *a, const struct print_job *job, const char *note);

/* submit.c: one pending job, as far as it gets. ST_BUSY: it must wait for the printing system. */
enum status agent_submit(struct agent *a, struct print_job *job, struct err *err) MUST_CHECK;
/* The same without asking the server, which was silent a moment ago. */
enum status agent_hold(struct agent *a, struct print_job *job, struct err *err) MUST_CHECK;
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

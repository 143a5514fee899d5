/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PRINT_DESK_H
#define TESTS_PRINT_DESK_H

#include <stdbool.h>
#include <sys/types.h>

#include "hall/print_job.h"
#include "tests/unit/hall/fixture.h"

/* A hall that accepts, and the agent as a process of its own beside it. The hall is closed while an agent is forked: a
 * store never crosses a fork (R3). */
struct desk {
	struct fixture f;
	int accepted;
	pid_t agent;
	int64_t deadline_ms;            /* of the agents that are started from now on; 0: longer than any test */
	int64_t lease_ms;               /* likewise; 0: as usual */
	const char *name;               /* of the applicants from now on; NULL: the fixture's */
	const char *fails_at;           /* of those: the fault point that fails, once; NULL: none */
};

void desk_open(struct desk *d);
void desk_close(struct desk *d);
/* A setting in yichuang.conf. */
void desk_set(struct desk *d, const char *name, const char *value);
/* Takes papers in and accepts: its papers are pending afterwards. The number goes to out[24]. */
void desk_accept(struct desk *d, const char *bundle, enum outcome outcome, char out[24]);

/* Orders a consultation sheet (a paper of no dossier) for the hall's printer; its number goes to out[24]. */
void desk_sheet(struct desk *d, const char *bundle, char out[24]);

/* Starts the agent; `dies_at` (NULL: nowhere) is the fault point at whose `nth` passing it is killed with SIGKILL. */
void desk_agent(struct desk *d, bool once, const char *dies_at, int nth);
/* Waits for it to end; its exit code, or 128 + signal. */
int desk_agent_wait(struct desk *d, int ms);
void desk_agent_stop(struct desk *d, int signal_no);
/* The agent stands still until its lease is over and another one has it, for longer than any test; then it goes on. */
void desk_agent_overtake(struct desk *d);

/* All jobs, oldest first; returns how many. */
int desk_jobs(struct desk *d, struct print_job *jobs, int room);
/* The job of a dossier's document that was made last. */
bool desk_job(struct desk *d, const char *number, const char *kind, struct print_job *out);
/* What the agent says of itself. */
void desk_words(struct desk *d, char out[256], bool *fine);
/* Waits until the newest job of that document is in that state; its note must contain `note` (NULL: any). */
bool desk_until(struct desk *d, const char *number, const char *kind, enum job_state state, const char *note, int ms);
bool desk_until_words(struct desk *d, const char *words, int ms);
/* What an agent said before is there no more. */
void desk_forget_words(struct desk *d);
/* Acts of the clerk; the error code, "" when it went through. */
const char *desk_reprint(struct desk *d, const char *number, const char *kind, const char *reason);
const char *desk_retry(struct desk *d, int64_t id);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_DISPATCH_KIT_H
#define TESTS_DISPATCH_KIT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "fake/hall.h"

/* Running the agent and the reference department as processes of their own, and waiting for what they do. */
struct agent_options {
	int scale;                           /* how fast its clock runs; 0: as people's */
	const char *die;                     /* "POINT:NTH" */
	bool until_idle;
	const char *log;                     /* file; NULL: DIR/agent.log of the hall */
};
pid_t agent_start(const struct fake_hall *f, const struct agent_options *o);
/* Its end within the time: the exit code, 128 + signal; fails the test after that. */
int process_end(pid_t pid, int within_ms);
/* SIGTERM, then its end. */
int process_stop(pid_t pid, int within_ms);

/* The reference department on 127.0.0.1 with the hall's certificates. port 0: any; *port is the one it got. */
pid_t department_start(const struct fake_hall *f, const char *store, int *port, const char *die, int auto_s);

/* Asks until it is true; false after so many milliseconds. */
typedef bool condition_fn(void *ctx);
bool wait_until(condition_fn *fn, void *ctx, int within_ms);
int64_t milliseconds(void);
/* The log file of a hall's agent on standard error: when a test fails. */
void agent_log_show(const struct fake_hall *f);

#endif

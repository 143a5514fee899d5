/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_DISPATCH_KIT_H
#define TESTS_DISPATCH_KIT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Running the agent and the reference department as processes of their own, and waiting for what they do. */
struct agent_options {
	int scale;                           /* how fast its clock runs; 0: as people's */
	const char *die;                     /* "POINT:NTH" */
	const char *slow;                    /* seconds of silence before it gives a request up; NULL: 1 */
	const char *poll;                    /* clock milliseconds between readings of a feed; NULL: 2000 */
	bool until_idle;
	int64_t later_ms;                    /* its clock begins so much later than the hall's */
	const char *back;                    /* a file: when it comes to be, the wall clock is half an hour earlier */
};
/* `hall` is the hall's folder; the agent's log is agent.log in it. */
pid_t agent_start(const char *hall, const struct agent_options *o);
/* Its end within the time: the exit code, 128 + signal; fails the test after that. */
int process_end(pid_t pid, int within_ms);
/* SIGTERM, then its end. */
int process_stop(pid_t pid, int within_ms);

/* The reference department on 127.0.0.1 with the hall's certificates and department.db in its folder. *port 0: any;
 * afterwards it is the one it got. */
pid_t department_start(const char *hall, int *port, const char *die, int auto_s);

/* Another connection to a store of a hall's folder; the number that a statement on it tells, 0 for no row. What is no SQL fails the test. */
sqlite3 *store_look(const char *hall, const char *name);
int64_t store_number(sqlite3 *db, const char *sql);

/* Asks until it is true; false after so many milliseconds. */
typedef bool condition_fn(void *ctx);
bool wait_until(condition_fn *fn, void *ctx, int within_ms);
int64_t milliseconds(void);
/* The log file of a hall's agent on standard error: when a test fails. */
void agent_log_show(const char *hall);

#endif

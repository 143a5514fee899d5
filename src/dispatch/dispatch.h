/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_DISPATCH_H
#define DISPATCH_DISPATCH_H

#include "base/status.h"
#include "dispatch/wire.h"

/* The agent that delivers: claims messages, pushes them, reads the departments' feeds, says in words how it stands.
 * One thread; it waits in one place (curl_multi_poll). */
struct dispatch_options {
	const char *hall_dir;
	bool once;                           /* everything that may go now, each feed once, then end */
	bool until_idle;                     /* until nothing is on its way and no feed has news */
	struct wire_limits limits;
	/* Clock milliseconds; tests let the clock of base/clock.h run `scale` times as fast as people's. */
	int64_t lease_ms, grace_ms;          /* 2 min; 5 s for what is under way when told to end */
	int64_t poll_busy_ms, poll_idle_ms;  /* 0: the hall's settings, 10 s and 60 s */
	int scale;
	int64_t backup_after_ms;             /* 2 min: no copy of the hall is begun sooner */
};
extern const struct dispatch_options dispatch_usual;

/* Runs until SIGTERM or SIGINT, or as the options say. ST_BUSY: another process has the lease (with once or until_idle;
 * otherwise it stands by). E-3003/E-4101 … what hall_open says. */
enum status dispatch_run(const struct dispatch_options *o, struct err *err) MUST_CHECK;

#endif

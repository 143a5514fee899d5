/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_BACKUP_H
#define DISPATCH_BACKUP_H

#include <sys/types.h>

#include "hall/hall.h"

/* The hall's copy, each backup.minutes (S-13), by a process of its own (`yichuang backup`): a large store holds back no message. */

/* How the last one ended: whole; made, but scans are missing from it; not made. */
enum backup_word { BACKUP_FINE, BACKUP_LACKS, BACKUP_FAILED };
struct backup_timer {
	struct hall *hall;
	const char *hall_dir;
	int64_t after_ms;                    /* none is begun sooner after the first turn */
	int64_t at;                          /* monotonic: when the next is due; 0: not known yet */
	pid_t child;                         /* 0: none is being made */
	enum backup_word word;
};
/* Begins one when it is time, and sees to its end. Returns the monotonic time of the next thing to do, 0 none. */
int64_t backup_turn(struct backup_timer *t, int64_t now);

#endif

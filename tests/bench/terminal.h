/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_TERMINAL_H
#define BENCH_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/buf.h"

/* A program on a pseudo-terminal of 80x24. What it writes is kept and shown to libvterm only between measurements. */
struct terminal {
	int fd;
	pid_t pid;
	bool ended;
	/* private */
	struct buf fresh, answers;
	void *vt, *vs;
};
struct terminal *terminal_start(char *const *argv);              /* NULL: it cannot be started */
void terminal_end(struct terminal *t);                           /* SIGTERM, after 5 s SIGKILL; NULL is fine */
/* Reads for at most `ms`: the number of bytes, 0 when none came, -1 when the program has ended. */
ssize_t terminal_take(struct terminal *t, int ms);
void terminal_digest(struct terminal *t);
bool terminal_shows(struct terminal *t, const char *text);       /* in one row of the screen */
void terminal_print(struct terminal *t, FILE *to);
bool terminal_ended(struct terminal *t, int ms);                 /* waits so long for its end */

#endif

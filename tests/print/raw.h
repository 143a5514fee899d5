/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PRINT_RAW_H
#define TESTS_PRINT_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A printer that takes bytes as they are, as a process of its own: behind a TCP port, or behind a pseudo-terminal that stands for
 * /dev/usb/lp0. It answers DLE EOT as its condition is, and keeps what else it gets, one paper per connection (on the
 * pseudo-terminal, per cut). */
#define RAW_PAPERS 32
#define RAW_PAPER ((size_t)512 * 1024)

struct raw_condition {                      /* of all processes */
	bool answers;                           /* DLE EOT */
	bool paper_out, cover_open, offline, paper_low;
	bool runs_out;                          /* when it has a whole paper, paper_out becomes true */
	bool deaf;                              /* takes connections and reads nothing */
	size_t slams_at;                        /* hangs up, the rest unread, after so many bytes of a paper; 0: never */
	int ended;                              /* connections that the other side ended */
	int asked;                              /* rounds of questions, counted */
	int papers;                             /* begun */
	size_t n[RAW_PAPERS];
	char bytes[RAW_PAPERS][RAW_PAPER];
};

struct raw {
	struct raw_condition *is;               /* shared */
	int port;                               /* 0: a pseudo-terminal */
	char path[64];                          /* of it */
	pid_t pid;
};

void raw_up(struct raw *r, bool tty);       /* port and path stay when it goes down and up again */
void raw_down(struct raw *r);               /* connections are refused; the pseudo-terminal is unplugged */
void raw_calm(struct raw *r);               /* nothing ails it, it answers, and has no papers */
/* How many papers have this text in the printer's own code, and how many in all have come. */
int raw_with(const struct raw *r, const char *utf8);

#endif

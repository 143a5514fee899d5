/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_TAPE_H
#define BENCH_TAPE_H

#include <stdbool.h>
#include <stddef.h>

/* What a program of ours does to SQLite, recorded through the linker (--wrap) and played back by bare SQLite: the same
 * statements with the same values in the same order, nothing else. Only sqlite3_bind_…, sqlite3_step and
 * sqlite3_reset of the store are on the tape; a statement is one from its first step to its reset.
 * Digests and seals are on the tape by their sizes, and may be played along. */
void tape_record(int on);
void tape_mark(void);                    /* an act of the program ends here */
/* Plays the tape on a copy of the store as it was when the recording began, with `seals` or without; `ms` gets the
 * milliseconds of each act. Ends the program when SQLite complains. */
void tape_play(const char *path, bool seals, double *ms);
void tape_clear(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_TAPE_H
#define BENCH_TAPE_H

#include <stddef.h>

/* What a program of ours does to SQLite, recorded through the linker (--wrap) and played back by bare SQLite: the same
 * statements with the same values in the same order, nothing else. Only sqlite3_bind_…, sqlite3_step and
 * sqlite3_reset of the store are on the tape; a statement is one from its first step to its reset. */
void tape_record(int on);
void tape_mark(void);                    /* an act of the program ends here */
/* Plays the tape on a copy of the store as it was when the recording began. Returns the milliseconds of the whole; `ms`
 * (may be NULL) gets those of each act. Ends the program when SQLite complains. */
double tape_play(const char *path, double *ms);
size_t tape_acts(void);
void tape_clear(void);

#endif

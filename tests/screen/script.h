/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_SCRIPT_H
#define TEST_SCRIPT_H

#include <stdbool.h>

#include "base/buf.h"
#include "screen.h"

/* Appends what a terminal sends for a key ("F2", "C-p", "Enter"), or the word itself when it is none. */
void script_key(struct buf *out, const char *word);
/* Appends text with \e \r \n \t \\ \xNN made into bytes. */
void script_escapes(struct buf *out, const char *text);
/* Seeded noise: every byte, and many beginnings of sequences. The same at every call. */
void script_noise(char *out, size_t n);
/* A whole number from 0 on; "80x24". False when it is none. */
bool script_number(const char *word, int *out);
bool script_size(const char *word, int *columns, int *rows);
/* "HUP", "KILL": its number; 0: none. */
int script_signal(const char *word);
/* A word with $TMP, $SRC and $BUILD replaced by these three. Owned. */
char *script_replace(const char *word, const char *const values[3]);
/* Prints the rows that differ from a golden file. */
void script_compare(struct screen *s, const char *want);

/* The text with each run of blanks as one, and one before it; appended. */
void script_squeeze(const char *text, struct buf *out);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TOKEN_H
#define HALL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

/* By what a dossier is found: each character and each pair of neighbours of a name, and exact keys as "#<index>".
 * One way to cut for those who store and those who look. */
#define TOKEN_SIZE 24

/* A name as it is compared: full-width letters and digits become ASCII, small letters, no blanks, no name dots.
 * Owned. */
char *token_name(const char *name);
/* Calls `take` for each different gram of a name that token_name has made; with `pairs` only for pairs (one character
 * when the name is that short). */
typedef void token_fn(void *ctx, const char *token);
void token_each(const char *name, bool pairs, token_fn *take, void *ctx);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_TOKEN_H
#define HALL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* By what a dossier is found: each character and each pair of neighbours of a name, and exact keys as "#<index>".
 * One way to cut for those who store and those who look. */
#define TOKEN_SIZE 24

/* A name as it is compared: full-width letters and digits become ASCII, small letters, no blanks, no name dots.
 * Owned. */
char *token_name(const char *name);
/* Are they one name, however each was typed? */
bool token_same_name(const char *one, const char *other);
/* Calls `take` for each different gram of a name that token_name has made; with `pairs` only for pairs (one character
 * when the name is that short). */
typedef void token_fn(void *ctx, const char *token);
void token_each(const char *name, bool pairs, token_fn *take, void *ctx);

/* The token of the last four characters of an ID or phone, keyed like a whole number: `text` is those four ("1023", "102X"),
 * or the number whose end is wanted. "" when it has none: shorter, or not digits (the last may be X). */
struct hall;
void token_end(struct hall *h, const char *text, char token[TOKEN_SIZE]);
/* Adds to a batch what a dossier is found by: a name; an ID or phone, whole and by its end ("" is fine). */
struct batch;
void token_name_in(struct batch *b, int64_t dossier, const char *name);
void token_number_in(struct hall *h, struct batch *b, int64_t dossier, const char *number);
/* Gives dossiers from before such tokens theirs, at most `most`, the newest first; returns how many were done. What fails
 * is logged and tried again. */
size_t token_ends_late(struct hall *h, size_t most);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_READER_H
#define COMMAND_READER_H

#include <stdint.h>
#include <stdio.h>

#include "base/status.h"

/* A reader of identity cards that there is not: the bridge's side of data/contract/reader.md, for a demonstration and for who writes
 * a bridge. `card` is one of its own cards or a file with one JSON object, read anew for each request; `fault` one of the ways to
 * fail; NULL for neither. */
struct reader_simulation { const char *path, *card, *fault; int64_t after_ms; };
/* Listens until SIGTERM or SIGINT, saying on `to` that it does; SIGUSR1 puts the card on at once. E-6653 the socket is taken or cannot be made, E-6654 no such card or
 * fault. */
enum status reader_simulate(const struct reader_simulation *s, FILE *to, struct err *err) MUST_CHECK;
/* Its own cards and its ways to fail, for --help: name and Chinese words of the i-th, NULL past the last. */
const char *reader_card_name(size_t i, const char **words);
const char *reader_fault_name(size_t i, const char **words);

#endif

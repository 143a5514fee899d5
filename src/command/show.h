/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_SHOW_H
#define COMMAND_SHOW_H

#include <jansson.h>

#include "command/command.h"
#include "hall/dossier.h"

/* What several subcommands print. Text passes text_for_tty, JSON goes out as one compact line. */
void show_text(FILE *to, const char *text);
/* "label  text" on a line of its own; nothing for no text. */
void show_line(FILE *to, const char *label, const char *text);
void show_json(const struct command_env *env, json_t *value);            /* takes the value */
void show_rows(const struct command_env *env, const struct dossier_row *rows, size_t count);
/* A word that must be there and be the only one: misuse otherwise, its exit code in *result. */
bool show_one_word(const struct command *command, const struct command_env *env, char **words, int count, const char *what,
	int *result);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "ui/command.h"

/* Which key means what, where. Files in the line grammar of base/conf.h:
 *
 *     bind CONTEXT KEY COMMAND [argument]
 *     unbind CONTEXT KEY
 *
 * CONTEXT is "any", a screen's own ("accept-material") or a kind of widget ("form", "list"). A key is looked up in the
 * contexts of the moment from the most special to "any"; letters that are not bound are tried in the other case.
 * A later file may bind anew what an earlier one bound; one file that binds a key twice is refused with both lines. */

struct keymap;

/* A command as a keymap sees it: a row of the program's table, or one of the requests. */
struct binding {
	uint32_t key;
	const char *context;
	const struct command *command;       /* or NULL, then: */
	enum ui_request request;
	const char *argument;                /* "" if none */
};

/* Borrows the table (count rows) for its life. */
struct keymap *keymap_new(const struct command *commands, size_t count);
void keymap_free(struct keymap *m);

/* Reads one file's text. Nothing is changed when it fails: E-3008 for two actions on one key, E-3201 for an unknown key, E-3202
 * an unknown command, E-3203 a command bound where it has no meaning, E-3204 any other bad line; err->where is
 * "name:line". */
enum status keymap_read(struct keymap *m, const char *name, const char *text, size_t n, struct err *err) MUST_CHECK;
/* E-3008 when a command that needs a key has none. */
enum status keymap_check(const struct keymap *m, struct err *err) MUST_CHECK;
/* A copy with the same table: a hall's files are read into a copy, which takes the place of the old one if all is well. */
struct keymap *keymap_copy(const struct keymap *m);

/* What the key means in these contexts (NULL-ended, most special first); NULL: nothing. */
const struct binding *keymap_find(const struct keymap *m, const char *const *contexts, uint32_t key);
/* The first key of each command of the table in these contexts, the most special context first; K_NONE where it has
 * none. keys[] has as many places as the table rows. */
void keymap_keys(const struct keymap *m, const char *const *contexts, uint32_t *keys);
/* The first key of one command in this very context; K_NONE. */
uint32_t keymap_key(const struct keymap *m, const char *context, const char *command);
/* All bindings, in order of context as first named, then of reading. */
size_t keymap_count(const struct keymap *m);
const struct binding *keymap_at(const struct keymap *m, size_t i);
/* A command of the table by its name, abbreviation or label; NULL. */
const struct command *keymap_command(const struct keymap *m, const char *name);
/* A request's name and help sentence. */
const char *ui_request_name(enum ui_request r);
const char *ui_request_help(enum ui_request r);

#endif

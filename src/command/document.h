/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_DOCUMENT_H
#define COMMAND_DOCUMENT_H

#include "command/command.h"

/* A paper that is there already, into a file: pango and its fonts are the print agent's, not ours. Nothing is printed or
 * said when it went well. Returns an exit code; E-5321 without yichuang-print. `paper` may be NULL. */
struct document_file { const char *number, *kind, *pdf, *paper; bool large; long copy_no; };
int document_to_file(const struct command_env *env, const struct document_file *f);

#endif

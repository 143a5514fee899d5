/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_DOCUMENT_H
#define COMMAND_DOCUMENT_H

#include "command/command.h"
#include "hall/print_job.h"

/* A paper that is there already, into a file: pango and its fonts are the print agent's, not ours. Nothing is printed or
 * said when it went well. Returns an exit code; E-5321 without yichuang-print. `paper` may be NULL. */
struct document_file { const char *number, *kind, *pdf, *paper; bool large; long copy_no; };
int document_to_file(const struct command_env *env, const struct document_file *f);
/* Can a paper go where it is wanted, into this file, to this printer (NULL: not wanted there)? Asked before it gets a number, which a
 * slip of the hand must not cost: 0, or the exit code of the complaint, which says `undone`. E-5311: the print server knows no such
 * printer; E-5328: there is no printing system that could have it; E-5329 and E-5330: an address that is none. A server that does not answer is no
 * complaint, for papers wait for it, but it is said on env->err_out that the name could not be looked up. */
int document_way_check(const struct command_env *env, const char *file, const char *printer, const char *undone);
/* What was ordered for a printer, and what becomes of it as far as is known: "受理通知书 补打 第1次,打印号 7:已排队打印". `before`
 * stands before it. Not for --json, which takes print_outlook. */
void document_ordered(const struct command_env *env, struct hall *h, const char *before, const struct print_job *job);
/* The file of a paper that is committed as `job` already, and the step that says so. When there is no file the complaint
 * (E-5325) says what is safe and how the paper comes out after all. Returns an exit code. */
int document_job_to_file(const struct command_env *env, struct hall *h, struct print_job *job, const struct document_file *f);

#endif

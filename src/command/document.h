/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_DOCUMENT_H
#define COMMAND_DOCUMENT_H

#include "command/command.h"
#include "hall/print_job.h"

/* A paper that is there already, into a file: pango and its fonts are the print agent's, not ours. Nothing is printed or
 * said when it went well. Returns an exit code; E-5321 without yichuang-print. `paper` may be NULL. */
struct document_file { const char *number, *kind, *pdf, *paper; bool large; long copy_no; };
int document_to_file(const struct command_env *env, const struct document_file *f);
/* Could the file be made? Asked before a paper gets its number: 0, or the exit code of the complaint, which ends with `undone`. */
int document_file_check(const struct command_env *env, const char *pdf, const char *undone);
/* The file of a paper that is committed as `job` already, and the step that says so. When there is no file the complaint
 * (E-5322) says what is safe and how the paper comes out after all. Returns an exit code. */
int document_job_to_file(const struct command_env *env, struct hall *h, struct print_job *job, const struct document_file *f);

#endif

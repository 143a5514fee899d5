/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_ASK_H
#define COMMAND_ASK_H

#include <stdbool.h>

#include "base/status.h"

/* What a subcommand asks a person for. */
#define ASK_ROOM 256

/* Asks on standard error and reads a line of standard input; false when that is no terminal, at its end, or when the line is
 * empty or too long. */
bool ask_line(const char *question, char out[ASK_ROOM]);

/* A password never stands among the words of a command: others on the machine see those. `fd` (text of a number) names a
 * file descriptor whose first line it is; with NULL it is typed twice on the terminal, without echo. E-3130: no terminal and
 * no fd; E-3131: nothing could be read, or too much; E-3132: the two differ. The caller wipes `out`. */
enum status ask_password(const char *fd, char out[ASK_ROOM], struct err *err) MUST_CHECK;
/* The same of one that there is already: typed once, for it is compared with what the hall has. */
enum status ask_own_password(const char *fd, char out[ASK_ROOM], struct err *err) MUST_CHECK;

#endif

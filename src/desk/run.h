/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_RUN_H
#define DESK_RUN_H

#include <stdbool.h>

/* The desk as main sees it. */
struct desk_options { const char *hall_dir; const char *keymap; bool ascii, mono; };
/* Takes the terminal, shows the login, runs until the clerk leaves. Returns the exit code (sysexits; 129 and 143 after
 * SIGHUP and SIGTERM, drafts saved). Reasons why it cannot start go to standard error. */
int desk_run(const struct desk_options *options);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_ACTOR_H
#define COMMAND_ACTOR_H

#include "hall/hall.h"

/* Who acts when a subcommand does. One rule for all of them: the shell acts as the hall's `system`, without a password, for
 * whoever can run a command here can read keys/hall.key and write the store (both are closed to everybody else); a
 * password among the words would only look like a guard. What the trace needs is the person: its entries are by
 * "system:ACCOUNT", the account that logged in to this machine as the kernel has it (loginuid, which sudo and su do not
 * change), else the one the process runs as. Nobody's word is taken for it.
 * `window` is "" for none; E-1105 no such window. */
enum status command_actor(struct hall *h, const char *window, struct actor *out, struct err *err) MUST_CHECK;

/* What only a person may do (W-14: a supervisor's acts, the second one's word) he does here as at a desk: by his login and his own
 * password, asked on the terminal or read from `password_fd` (command/ask.h), with the same count of wrong ones and the same entry
 * "staff.login". E-11nn as staff_login; E-1119: he must choose a new password first, which he does at a desk. */
enum status command_person(struct hall *h, const char *login, const char *password_fd, struct actor *out, struct err *err) MUST_CHECK;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_OUTBOX_H
#define COMMAND_OUTBOX_H

#include "command/command.h"
#include "hall/hall.h"

/* The verbs of `yichuang outbox` that are about comparing with the departments (R9). Each returns a sysexits code. */
/* The work list; `quiet`: nothing when there is nothing. */
int outbox_differences(const struct command_env *env, struct hall *h, bool quiet);
/* Asks for a comparison, waits for it up to `wait_s` seconds, prints what came of it. */
int outbox_reconcile(const struct command_env *env, struct hall *h, long wait_s);
int outbox_again(const struct command_env *env, struct hall *h, long id);
int outbox_acknowledge(const struct command_env *env, struct hall *h, long id, const char *reason);

#endif

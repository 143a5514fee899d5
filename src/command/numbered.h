/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_NUMBERED_H
#define COMMAND_NUMBERED_H

#include "command/command.h"
#include "hall/hall.h"

/* What a person may do with one thing of a queue, named by its number: a message of the outbox, a paper to print. `said` ends
 * the sentence "第 N 号…". */
struct numbered_act {
	const char *name;
	enum status (*run)(struct hall *h, const struct actor *by, int64_t id, struct err *err);
	const char *said;
};

/* NULL: none of them is called that. */
const struct numbered_act *numbered_find(const struct numbered_act *acts, size_t count, const char *name);
/* Does it as the command line's actor and says so, or why not. Returns a sysexits code. */
int numbered_run(const struct command_env *env, struct hall *h, const struct numbered_act *a, int64_t id);

#endif

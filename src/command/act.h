/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_ACT_H
#define COMMAND_ACT_H

#include "command/command.h"
#include "hall/act.h"

/* The parts of `yichuang act`. Each says what came of it and returns an exit code. */

/* "name=value" words; `values` has room for each, and points into them. */
int act_values(const struct command_env *env, char **words, int count, struct act_value *values, size_t *told);
/* Does it. */
int act_do(const struct command_env *env, struct hall *h, const struct actor *by, const struct act_call *call);
/* Results come back from departments: `check-in [place=TEXT] NO…`, a line each; the code of the first that was refused, behind the rest. */
int act_check_in(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count);
/* What a first person proposed: listed; and `proposals confirm ID`, `proposals decline ID reason=TEXT`, the second's word (W-14). */
int act_proposals(const struct command_env *env, struct hall *h);
int act_answer(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count);
/* What a clock that ran out proposes: `expired`, `expired confirm ID NAME=VALUE…`, `expired decline ID reason=TEXT` (C-13, K6). */
int act_expired(const struct command_env *env, struct hall *h, const struct actor *by, char **words, int count);

#endif

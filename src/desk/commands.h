/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_COMMANDS_H
#define DESK_COMMANDS_H

#include "ui/command.h"

/* Handlers of commands.def: `app` is the struct desk. */
#define COMMAND(id, name, abbreviation, contexts, label, help, flags) command_fn cmd_##id;
#include "desk/commands.def"
#undef COMMAND

extern const struct command desk_commands[];
extern const size_t desk_command_count;

#endif

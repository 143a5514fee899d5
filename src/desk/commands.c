/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/commands.h"

#include "base/mem.h"
#include "law/staff_right.h"
#include "ui/ui.h"

const struct command desk_commands[] = {
	UI_COMMANDS,
#define COMMAND(id, name, abbreviation, contexts, label, help, flags) \
	{ name, abbreviation, contexts, label, help, cmd_##id, flags },
#include "desk/commands.def"
#undef COMMAND
};
const size_t desk_command_count = COUNT_OF(desk_commands);

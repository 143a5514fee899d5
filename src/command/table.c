/* SPDX-License-Identifier: Apache-2.0 */
#include "command/command.h"

const struct command *const command_table[] = {
#define COMMAND_ROW(id) &command_##id,
	COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
	NULL
};

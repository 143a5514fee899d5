/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/command.h"

#include <string.h>

int command_in(const struct command *command, const char *context)
{
	size_t n = strlen(context);
	for (const char *at = command->contexts; *at;) {
		size_t word = strcspn(at, " ");
		if ((word == 3 && !strncmp(at, "any", 3)) || (word == n && !strncmp(at, context, n)))
			return 1;
		at += word;
		at += strspn(at, " ");
	}
	return 0;
}

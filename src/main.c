/* SPDX-License-Identifier: Apache-2.0 */
#include <locale.h>

#include "command/command.h"
#include "desk/run.h"

static int open_desk(const char *hall_dir, const char *keymap, bool ascii, bool mono)
{
	return desk_run(&(struct desk_options){ .hall_dir = hall_dir, .keymap = keymap, .ascii = ascii, .mono = mono });
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");       /* numbers that programs read have a point */
	return command_main(argc, argv, open_desk);
}

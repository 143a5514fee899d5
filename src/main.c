/* SPDX-License-Identifier: Apache-2.0 */
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/log.h"
#include "command/command.h"
#include "desk/run.h"

static int open_desk(const char *hall_dir, const char *keymap, bool ascii, bool mono)
{
	return desk_run(&(struct desk_options){ .hall_dir = hall_dir, .keymap = keymap, .ascii = ascii, .mono = mono });
}

/* Keys and citizens' data are in this process: no core files, no debugger (S-11). */
static void harden(void)
{
	const struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		log_line(LOG_WARNING, "core files could not be switched off");
}

int main(int argc, char **argv)
{
	harden();
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");       /* numbers that programs read have a point */
	return command_main(argc, argv, open_desk);
}

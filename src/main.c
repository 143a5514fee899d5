/* SPDX-License-Identifier: Apache-2.0 */
#include <locale.h>

#include "command/command.h"

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");       /* numbers that programs read have a point */
	return command_main(argc, argv);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* The desk's commands by role, for roles.sh.
 *
 *     desk-roles table                     each command with the roles that the program's own table gives it
 *     desk-roles script ROLE CONTEXT FILE  a screen script: gives every command by its name, to somebody of this role on a screen of
 *                                          this context, and says what FILE (such a table) wants to be answered */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/staff_right.h"
#include "law/staff_role.h"
#include "ui/command.h"

struct row { const char *name, *contexts, *label, *help; unsigned flags; };
#define ONLY(right) (RIGHT_##right + 1u) << COMMAND_OWN_SHIFT
static const struct row rows[] = {
#define COMMAND(id, name, abbreviation, contexts, label, help, flags) { name, contexts, label, help, flags },
#include "desk/commands.def"
#undef COMMAND
};

static void table(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		unsigned right = rows[i].flags >> COMMAND_OWN_SHIFT;
		printf("%s:", rows[i].name);
		for (int r = 0; r < ROLE_COUNT; r++)
			if (r != ROLE_SYSTEM && (!right || staff_may(staff_role_code((enum staff_role)r), (enum staff_right)(right - 1))))
				printf(" %s", staff_role_code((enum staff_role)r));
		putchar('\n');
	}
}

/* Is `word` one of the words of `line`? */
static bool among(const char *line, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = line; (at = strstr(at, word)) != NULL; at += n)
		if ((at == line || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\n' || !at[n]))
			return true;
	return false;
}

/* What may be given where it makes sense would do it: that is for other scripts. Elsewhere it is not refused for the role. */
static void script_row(const struct row *r, const char *role, const char *context, const char *roles)
{
	char called[31];                                 /* the beginning is enough, whatever the line's width */
	bool may = among(roles, role);

	if (may && (among(r->contexts, context) || among(r->contexts, "any")))
		return;
	text_copy(called, sizeof called, r->label ? r->label : r->help);
	printf("send C-p\nsee \"命令:\"\ntype %s\nsend Enter\n", r->name);
	if (may)
		printf("see \"E-3205 这里不能用「%s\"\n", called);
	else
		printf("see \"E-6321 「%s\"\n", called);
}

static int script(const char *role, const char *context, FILE *wanted)
{
	char line[200];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t n = strlen(rows[i].name);
		if (!fgets(line, sizeof line, wanted) || strncmp(line, rows[i].name, n) != 0 || line[n] != ':')
			return 1;
		script_row(&rows[i], role, context, line + n + 2);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "table") == 0) {
		table();
		return 0;
	}
	FILE *wanted = argc == 5 && strcmp(argv[1], "script") == 0 ? fopen(argv[4], "r") : NULL;
	if (!wanted)
		return 64;
	int result = script(argv[2], argv[3], wanted);
	(void)fclose(wanted);
	return result;
}

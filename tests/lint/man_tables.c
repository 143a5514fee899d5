/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of the program as the manual must show them, one line each as it stands in the page: settings, requests, the
 * desk's commands. */
#include <stdio.h>
#include <string.h>

#include "hall/params.h"
#include "law/staff_right.h"
#include "ui/ui.h"

/* As roff text: a minus that is to be copied, quotes. */
static void print_roff(const char *s)
{
	for (; *s; s++) {
		if (*s == '"')
			fputs("\\(dq", stdout);
		else if (*s == '-')
			fputs("\\-", stdout);
		else if (*s == '\\')
			fputs("\\e", stdout);
		else
			putchar(*s);
	}
}

static void print_fallback(const struct setting *p)
{
	if (p->type == SETTING_BOOL) {
		fputs(strcmp(p->fallback, "1") == 0 ? "yes" : "no", stdout);
	} else if (p->type == SETTING_INT) {
		print_roff(p->fallback);
	} else if (!*p->fallback) {
		fputs("empty", stdout);
	} else {
		fputs("\\(dq", stdout);
		print_roff(p->fallback);
		fputs("\\(dq", stdout);
	}
}

static void print_setting(const struct setting *p)
{
	printf(".BR %s \" (", p->name);
	switch (p->type) {
	case SETTING_TEXT: printf("text, at most %ld bytes", p->max); break;
	case SETTING_PATH: printf("path"); break;
	case SETTING_INT: printf("%ld to %ld", p->min, p->max); break;
	case SETTING_BOOL: printf("yes or no"); break;
	}
	printf("; default ");
	print_fallback(p);
	printf(")\"\n");
}

static void print_request(const char *name, const char *context, const char *help)
{
	printf(".BR ");
	print_roff(name);
	printf(" \" (%s) %s\"\n", context, help);
}

/* Name, abbreviation for the `:` line, where it makes sense, its sentence. */
static void print_command(const struct command *c)
{
	printf(".BR ");
	print_roff(c->name);
	printf(" \" (");
	if (c->abbreviation)
		printf("%s; ", c->abbreviation);
	print_roff(c->contexts);
	printf(") %s\"\n", c->help);
}

static void print_commands(void)
{
#define ui_cmd_help NULL
#define ui_cmd_line NULL
#define ui_cmd_redraw NULL
#define ui_cmd_close NULL
	static const struct command commands[] = {
		UI_COMMANDS,
#define COMMAND(id, name, abbreviation, contexts, label, help, flags) { name, abbreviation, contexts, label, help, NULL, flags },
#include "desk/commands.def"
#undef COMMAND
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (!(commands[i].flags & COMMAND_HIDDEN))
			print_command(&commands[i]);
}

int main(int argc, char **argv)
{
	const char *table = argc == 2 ? argv[1] : "";

	if (!strcmp(table, "settings"))
		for (size_t i = 0; i < hall_param_count; i++)
			print_setting(&hall_params[i]);
	else if (!strcmp(table, "requests")) {
#define ROW(id, name, context, help) print_request(name, context, help);
		UI_REQUEST_LIST(ROW)
#undef ROW
	} else if (!strcmp(table, "commands")) {
		print_commands();
	} else {
		fprintf(stderr, "man-tables settings|requests|commands\n");
		return 64;
	}
	return 0;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/engine.h"

/* The `:` line: any command by its name, its two letters or its label (P-18: terminals steal F1, F10, F11). */

static void remember(struct ui *ui, const char *text)
{
	if (ui->history[0] && !strcmp(ui->history[0], text))
		return;
	free(ui->history[COUNT_OF(ui->history) - 1]);
	memmove(ui->history + 1, ui->history, sizeof ui->history - sizeof ui->history[0]);
	ui->history[0] = mem_text(text);
}

void line_release(struct ui *ui)
{
	for (size_t i = 0; i < COUNT_OF(ui->history); i++)
		free(ui->history[i]);
}

static void run_line(void *ctx, const char *answer)
{
	struct ui *ui = ctx;
	if (!answer || !*answer)
		return;
	remember(ui, answer);
	char *line = mem_text(answer);
	char *argument = line + strcspn(line, " ");
	while (*argument == ' ')
		*argument++ = '\0';
	(void)ui_command(ui, line, argument);
	free(line);
}

static const char *earlier_line(void *ctx, size_t n)
{
	const struct ui *ui = ctx;
	return n < COUNT_OF(ui->history) ? ui->history[n] : NULL;
}

/* The next command after the one that is written there, else the first that begins with what is typed. */
static bool complete_line(void *ctx, const char *typed, struct buf *out)
{
	const struct ui *ui = ctx;
	const struct command *all = ui->options.commands;
	size_t n = strlen(typed);
	for (size_t i = 0; n && i < ui->options.command_count; i++)
		if (!strncmp(all[i].name, typed, n) && strcmp(all[i].name, typed) != 0) {
			buf_text(out, all[i].name);
			return true;
		}
	return false;
}

enum command_answer ui_cmd_line(void *app, const struct call *call)
{
	(void)app;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "命令:", .complete = complete_line,
		.earlier = earlier_line, .done = run_line, .ctx = call->ui });
	return COMMAND_DONE;
}

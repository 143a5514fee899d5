/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/engine.h"
#include "ui/wrap.h"

#define ROWS_MAX 4

static void set(struct ui *ui, bool error, char *text)
{
	struct message *m = &ui->message;
	ui->dirty = true;
	if (m->text && m->error && !m->painted && !error) {
		free(text);              /* an error of the same moment is not covered by a note */
		return;
	}
	free(m->text);
	m->text = text;
	m->error = error;
	m->aside = prompt_asks(ui);
	m->look = error ? LOOK_ERROR : LOOK_NOTE;
	m->painted = false;
}

__attribute__((format(printf, 1, 0)))
static char *format_text(const char *format, va_list ap)
{
	char text[1024];
	(void)vsnprintf(text, sizeof text, format, ap);
	return mem_text(text);
}

void message_say(struct ui *ui, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	set(ui, false, format_text(format, ap));
	va_end(ap);
}

void message_refuse(struct ui *ui, const char *code, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	char *text = format_text(format, ap);
	va_end(ap);
	set(ui, true, *code ? mem_format("%s %s", code, text) : mem_text(text));
	free(text);
	ui->refusals++;
}

void message_error(struct ui *ui, const struct err *err)
{
	message_refuse(ui, err->code, "%s", err->text);
}

void message_clear(struct ui *ui)
{
	free(ui->message.text);
	ui->message.text = NULL;
	ui->dirty = true;
}

void message_mended(struct ui *ui, const struct err *err)
{
	const char *text = ui->message.text;
	size_t n = strlen(err->code);
	if (text && n && !strncmp(text, err->code, n) && text[n] == ' ' && !strcmp(text + n + 1, err->text))
		message_clear(ui);
}

void message_new_key(struct ui *ui)
{
	if (ui->message.text && ui->message.painted && !ui->waiting)
		message_clear(ui);
}

void message_release(struct ui *ui)
{
	free(ui->message.text);
	ui->message.text = NULL;
}

/* Rows that a longer message took over the view are the view's again. */
static void give_back(struct ui *ui, int rows)
{
	if (rows < ui->message.rows && ui->top)
		ui->top->stale = true;
	ui->message.rows = rows;
}

static int rows_of(const char *text)
{
	int rows = wrap_count(text, strlen(text), draw_width());
	return rows < 1 ? 1 : rows > ROWS_MAX ? ROWS_MAX : rows;
}

static const char *quiet_words(struct ui *ui, enum look *look)
{
	struct widget *w = ui->top ? ui->top->focus : NULL;
	const char *text = w && w->ops->says ? w->ops->says(w, look) : NULL;
	if ((!text || !*text) && ui->options.idle) {
		*look = LOOK_PLAIN;
		text = ui->options.idle(ui->options.app, ui);
	}
	return text ? text : "";
}

/* From above: the message, the prompt; without both, the quiet words. */
void message_paint(struct ui *ui)
{
	struct message *m = &ui->message;
	enum look look = m->look;
	const char *text = m->text;
	if (!text && !prompt_asks(ui))
		text = quiet_words(ui, &look);
	int text_rows = text && (!prompt_asks(ui) || m->error || m->aside) ? rows_of(text) : 0;
	int rows = text_rows + (prompt_asks(ui) ? prompt_rows(ui) : 0);
	give_back(ui, rows);
	if (ui->top && ui->top->stale)
		view_paint(ui);
	int row = draw_height() - 1 - rows;
	if (text_rows == 1)
		draw_text(row, 0, draw_width(), look, text);
	else
		(void)draw_wrap((struct area){ row, 0, text_rows, draw_width() }, look, text ? text : "");
	if (prompt_asks(ui))
		prompt_paint(ui, row + text_rows);
	m->painted = true;
}

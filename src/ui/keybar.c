/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/engine.h"
#include "ui/key.h"

/* The last row: the keys of the commands that have a label and make sense here. It is never blank, for ncurses looks at
 * every cell from the bottom up to the first that is not (performance.md). */

#define SHOWN 40

struct shown { const struct command *command; uint32_t key; bool everywhere; int cells; };

/* "F2受理", "Esc 返回": a function key needs no blank. */
static int spell(uint32_t key, char name[24], const char **gap)
{
	(void)key_label(key, name);
	*gap = key > K_F0 && key <= K_F(20) ? "" : " ";
	return text_width(name) + (int)strlen(*gap);
}

static size_t collect(const struct ui *ui, const char *const *contexts, struct shown out[SHOWN])
{
	size_t n = 0;
	for (size_t i = 0; i < ui->options.command_count && n < SHOWN; i++) {
		const struct command *c = &ui->options.commands[i];
		bool here = false, everywhere = command_in(c, "");
		for (size_t k = 0; !here && contexts[k]; k++)
			here = command_in(c, contexts[k]);
		uint32_t key = c->label && here ? keymap_key(ui->keymap, contexts, c, 0) : K_NONE;
		char name[24];
		const char *gap;
		if (key != K_NONE)
			out[n++] = (struct shown){ c, key, everywhere, spell(key, name, &gap) + text_width(c->label) + 1 };
	}
	return n;
}

/* Drops what is found everywhere, from the end, until the rest fits. */
static size_t make_fit(struct shown *s, size_t n, int cells)
{
	int used = 0;
	for (size_t i = 0; i < n; i++)
		used += s[i].cells;
	for (size_t i = n; i-- > 0 && used - 1 > cells;)
		if (s[i].everywhere) {
			used -= s[i].cells;
			memmove(s + i, s + i + 1, (n - i - 1) * sizeof *s);
			n--;
		}
	return n;
}

static void paint(const struct ui *ui, const char *const *contexts, const char *hint)
{
	struct shown s[SHOWN];
	int row = draw_height() - 1, width = draw_width(), col = 0;
	if (*hint) {
		col += draw_put(row, col, width, LOOK_KEY_LABEL, hint);
		col += draw_put(row, col, width - col, LOOK_KEY_LABEL, "  ");
	}
	size_t n = make_fit(s, collect(ui, contexts, s), width - col);
	for (size_t i = 0; i < n && col + s[i].cells - 1 <= width; i++) {
		char name[24];
		const char *gap;
		(void)spell(s[i].key, name, &gap);
		col += draw_put(row, col, width - col, LOOK_KEY, name);
		col += draw_put(row, col, width - col, LOOK_KEY_LABEL, gap);
		col += draw_put(row, col, width - col, LOOK_KEY_LABEL, s[i].command->label);
		if (col < width)
			col += draw_put(row, col, 1, LOOK_KEY_LABEL, " ");
	}
	if (col < width)
		draw_text(row, col, width - col, LOOK_KEY_LABEL, "");
}

void keybar_paint(struct ui *ui)
{
	const char *contexts[CONTEXTS], *hint = NULL;
	const struct view *v = view_top(ui);
	size_t n = serve_contexts(ui, contexts);
	if (ui->prompt.open)
		hint = ui->prompt.asked.type == PROMPT_CHOICE ? "按键作答  Esc 放弃" : "Enter 确定  Esc 放弃";
	else if (v)
		hint = v->ops->hints ? v->ops->hints(ui->top ? &ui->top->view : NULL) : v->ops->hint;
	hint = hint ? hint : "";
	if (ui->bar.valid && !memcmp(contexts, ui->bar.contexts, (n + 1) * sizeof *contexts) && !strcmp(hint, ui->bar.hint))
		return;
	memcpy(ui->bar.contexts, contexts, (n + 1) * sizeof *contexts);
	(void)snprintf(ui->bar.hint, sizeof ui->bar.hint, "%s", hint);
	ui->bar.valid = strlen(hint) < sizeof ui->bar.hint;
	paint(ui, contexts, hint);
}

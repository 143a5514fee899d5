/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/engine.h"
#include "ui/key.h"

/* The last row: the keys of the commands that have a label and make sense here. It is never blank, for ncurses looks at
 * every cell from the bottom up to the first that is not (performance.md). */

/* "F2受理", "Esc 返回": a function key needs no blank. */
static int spell(uintptr_t number, char name[24], const char **gap)
{
	uint32_t key = (uint32_t)number;
	(void)key_label(key, name);
	*gap = key > K_F0 && key <= K_F(20) ? "" : " ";
	return text_width(name) + (int)strlen(*gap);
}

static size_t collect(struct ui *ui, const char *const *contexts, struct bar_key out[BAR_KEYS])
{
	size_t n = 0;
	keymap_keys(ui->keymap, contexts, ui->bar.all);
	for (size_t i = 0; i < ui->options.command_count && n < BAR_KEYS; i++)
		if (ui->bar.all[i] != K_NONE && ui->options.commands[i].label)
			out[n++] = (struct bar_key){ &ui->options.commands[i], ui->bar.all[i] };
	return n;
}

static int cells_of(const struct bar_key *k)
{
	char name[24];
	const char *gap;
	return spell(k->key, name, &gap) + text_width(k->command->label) + 1;
}

/* Drops what is found everywhere, from the end, until the rest fits. */
static size_t make_fit(struct bar_key *s, size_t n, int cells)
{
	int used = 0;
	for (size_t i = 0; i < n; i++)
		used += cells_of(&s[i]);
	for (size_t i = n; i-- > 0 && used - 1 > cells;)
		if (command_in(s[i].command, "")) {
			used -= cells_of(&s[i]);
			memmove(s + i, s + i + 1, (n - i - 1) * sizeof *s);
			n--;
		}
	return n;
}

static void paint(const struct bar_key *keys, size_t n, const char *hint)
{
	struct bar_key s[BAR_KEYS];
	int row = draw_height() - 1, width = draw_width(), col = 0;
	memcpy(s, keys, n * sizeof *s);
	if (*hint) {
		col += draw_put(row, col, width, LOOK_KEY_LABEL, hint);
		col += draw_put(row, col, width - col, LOOK_KEY_LABEL, "  ");
	}
	n = make_fit(s, n, width - col);
	for (size_t i = 0; i < n && col + cells_of(&s[i]) - 1 <= width; i++) {
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
	size_t n;
	(void)serve_contexts(ui, contexts);
	if (ui->prompt.open)
		hint = ui->prompt.asked.type == PROMPT_CHOICE ? "按键作答  Esc 放弃" : "Enter 确定  Esc 放弃";
	else if (v)
		hint = v->ops->hints ? v->ops->hints(ui->top ? &ui->top->view : NULL) : v->ops->hint;
	hint = hint ? hint : "";
	struct bar_key now[BAR_KEYS];
	n = collect(ui, contexts, now);
	if (ui->bar.valid && n == ui->bar.count && !memcmp(now, ui->bar.keys, n * sizeof *now) && !strcmp(hint, ui->bar.hint))
		return;
	memcpy(ui->bar.keys, now, n * sizeof *now);
	ui->bar.count = n;
	(void)snprintf(ui->bar.hint, sizeof ui->bar.hint, "%s", hint);
	ui->bar.valid = strlen(hint) < sizeof ui->bar.hint;
	paint(now, n, hint);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ui/engine.h"
#include "ui/key.h"

/* The last row: the keys of the commands that have a label and make sense here. */

/* "F2受理", "Esc 返回": a function key needs no blank. */
static int spell(uintptr_t number, char name[24], const char **gap)
{
	uint32_t key = (uint32_t)number;
	(void)key_label(key, name);
	*gap = key > K_F0 && key <= K_F(20) ? "" : " ";
	return text_width(name) + (int)strlen(*gap);
}

static void collect(struct ui *ui, struct bar_set *set)
{
	set->count = 0;
	keymap_keys(ui->keymap, set->contexts, ui->bar.all);
	for (size_t i = 0; i < ui->options.command_count && set->count < BAR_KEYS; i++)
		if (ui->bar.all[i] != K_NONE && ui->options.commands[i].label && serve_may(ui, &ui->options.commands[i]))
			set->keys[set->count++] = (struct bar_key){ &ui->options.commands[i], ui->bar.all[i] };
}

/* The keys for these contexts; a form goes to and fro between a few lists of them, which are kept. Contexts are constant
 * strings, so their addresses tell them apart. */
static const struct bar_set *find_set(struct ui *ui, const char *const *contexts, size_t n)
{
	for (size_t i = 0; i < BAR_SETS; i++)
		if (ui->bar.sets[i].contexts[0] && !memcmp(ui->bar.sets[i].contexts, contexts, (n + 1) * sizeof *contexts))
			return &ui->bar.sets[i];
	struct bar_set *set = &ui->bar.sets[ui->bar.next++ % BAR_SETS];
	memcpy(set->contexts, contexts, (n + 1) * sizeof *contexts);
	collect(ui, set);
	return set;
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

void ui_another_person(struct ui *ui)
{
	memset(ui->bar.sets, 0, sizeof ui->bar.sets);
	ui->bar.valid = false;
}

/* Esc leads back from what lies over another screen; not from the lowest one, where that stays. */
static size_t of_use(const struct ui *ui, const struct bar_set *set, struct bar_key *keys)
{
	const struct view_engine *top = ui->top;
	bool stays = top && !top->below && top->view.ops->may_close;
	size_t n = 0;
	for (size_t i = 0; i < set->count; i++)
		if (!stays || strcmp(set->keys[i].command->name, "close") != 0)
			keys[n++] = set->keys[i];
	return n;
}

void keybar_paint(struct ui *ui)
{
	const char *contexts[CONTEXTS], *hint = NULL;
	struct bar_key keys[BAR_KEYS];
	const struct view *v = view_top(ui);
	size_t n = serve_contexts(ui, contexts);
	if (prompt_asks(ui))
		hint = ui->prompt.asked.type == PROMPT_CHOICE ? (ui->prompt.asked.back ? "按键作答  Esc 上一问" : "按键作答  Esc 放弃") :
			ui->prompt.asked.back ? "Enter 确定  Esc 上一问" : "Enter 确定  Esc 放弃";
	else if (v)
		hint = v->ops->hints ? v->ops->hints(ui->top ? &ui->top->view : NULL) : v->ops->hint;
	hint = hint ? hint : "";
	const struct bar_set *set = find_set(ui, contexts, n);
	const size_t count = of_use(ui, set, keys);
	if (ui->bar.valid && count == ui->bar.count && !strcmp(hint, ui->bar.hint) && !memcmp(keys, ui->bar.shown, count * sizeof *keys))
		return;
	memcpy(ui->bar.shown, keys, count * sizeof *keys);
	ui->bar.count = count;
	(void)snprintf(ui->bar.hint, sizeof ui->bar.hint, "%s", hint);
	ui->bar.valid = strlen(hint) < sizeof ui->bar.hint;
	paint(keys, count, hint);
}

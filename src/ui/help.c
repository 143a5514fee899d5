/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/engine.h"
#include "ui/key.h"
#include "ui/scroll.h"

static const struct { const char *context, *title; } titles[] = {
	{ "edit", "在一栏里输入" }, { "choice", "在选择栏里" }, { "form", "在表格的各栏之间" }, { "list", "在列表里" },
	{ "filter", "筛选列表时" }, { "prompt", "回答提问时" }, { "any", "到处可用" },
};

static const char *context_title(const char *context)
{
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (!strcmp(titles[i].context, context))
			return titles[i].title;
	return "本屏";
}

/* What follows a command in the keymap, as people say it. */
static const char *argument_word(const char *argument)
{
	static const struct { const char *argument, *word; } words[] = { { "next", "往后" }, { "previous", "往前" } };
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!strcmp(words[i].argument, argument))
			return words[i].word;
	return argument;
}

static void pad(struct buf *out, const char *text, int cells)
{
	buf_text(out, text);
	for (int used = text_width(text); used < cells; used++)
		buf_char(out, ' ');
}

/* "1" bound to the command with the argument "1": one line says it for all of them. */
static bool speaks_for_itself(const struct binding *b)
{
	return b->argument[0] && !b->argument[1] && b->key == (unsigned char)b->argument[0];
}

/* Do they stand on one line of the help? */
static bool same(const struct binding *a, const struct binding *b)
{
	if (a->command != b->command || (!a->command && a->request != b->request) ||
	    strcmp(context_title(a->context), context_title(b->context)))
		return false;
	return !strcmp(a->argument, b->argument) || (speaks_for_itself(a) && speaks_for_itself(b));
}

/* Does the key mean this here, and not something of a more special context? */
static bool reached(const struct keymap *m, const char *const *contexts, const struct binding *b)
{
	return keymap_find(m, contexts, b->key) == b;
}

/* One line a command: all its keys here, its sentence. What it says is marked in `said`. */
static void add_binding(struct ui *ui, const char *const *contexts, size_t at, bool *said, struct buf *out)
{
	const struct keymap *m = ui->keymap;
	const struct binding *b = keymap_at(m, at);
	struct buf keys;
	char name[24];
	if (said[at] || !reached(m, contexts, b) || (b->command && b->command->flags & COMMAND_HIDDEN) ||
	    (b->command && !serve_may(ui, b->command)))
		return;
	buf_init(&keys, BUF_SMALL);
	for (size_t i = 0; i < keymap_count(m); i++) {
		const struct binding *other = keymap_at(m, i);
		if (!same(other, b) || !reached(m, contexts, other))
			continue;
		buf_format(&keys, "%s%s", keys.len ? " " : "", key_label(other->key, name));
		said[i] = true;
	}
	buf_text(out, "  ");
	pad(out, keys.data, 22);
	buf_text(out, b->command ? b->command->help : ui_request_help(b->request));
	if (*b->argument && !speaks_for_itself(b))
		buf_format(out, "(%s)", argument_word(b->argument));
	if (b->command && b->command->abbreviation)
		buf_format(out, "  [:%s]", b->command->abbreviation);
	buf_char(out, '\n');
	buf_release(&keys);
}

/* One block a context. */
static void help_text(struct ui *ui, const char *const *contexts, struct buf *out)
{
	const struct keymap *m = ui->keymap;
	const char *last = "";
	bool *said = mem_array(keymap_count(m), sizeof *said);
	for (const char *const *at = contexts; *at; at++) {
		size_t before = out->len;
		const char *title = context_title(*at);
		if (strcmp(title, last) != 0)    /* a screen may have several contexts of its own */
			buf_format(out, "%s%s\n", before ? "\n" : "", title);
		size_t headed = out->len;
		for (size_t i = 0; i < keymap_count(m); i++)
			if (!strcmp(keymap_at(m, i)->context, *at))
				add_binding(ui, contexts, i, said, out);
		if (out->len == headed) {        /* nothing is bound in it */
			out->len = before;
			out->data[before] = '\0';
		} else {
			last = title;
		}
	}
	free(said);
}

enum status help_open(struct ui *ui, struct err *err)
{
	const char *contexts[CONTEXTS];
	const struct view *v = view_top(ui);
	struct buf text;
	(void)serve_contexts(ui, contexts);
	buf_init(&text, BUF_LARGE);
	help_text(ui, contexts, &text);
	buf_text(&text, "\n命令也可以按 : 或 Ctrl+P 后输入方括号里的两个字母。\n");
	if (v && v->ops->help) {
		struct buf both;
		buf_init(&both, BUF_LARGE);
		buf_format(&both, "%s\n\n%s", v->ops->help, text.data);
		buf_release(&text);
		text = both;
	}
	char title[128] = "帮助";
	if (v && v->ops->title)
		(void)snprintf(title, sizeof title, "帮助:%s", v->ops->title);
	enum status st = scroll_open(ui, title, text.data, true, err);
	buf_release(&text);
	return st;
}

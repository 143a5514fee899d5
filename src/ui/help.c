/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/help.h"

#include <stdio.h>
#include <string.h>

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

static void pad(struct buf *out, const char *text, int cells)
{
	buf_text(out, text);
	for (int used = text_width(text); used < cells; used++)
		buf_char(out, ' ');
}

static bool same(const struct binding *a, const struct binding *b)
{
	return a->command == b->command && (a->command || a->request == b->request) && !strcmp(a->argument, b->argument) &&
		!strcmp(a->context, b->context);
}

/* One line a command: all its keys of this context, its sentence. */
static void add_binding(const struct keymap *m, size_t at, struct buf *out)
{
	const struct binding *b = keymap_at(m, at);
	struct buf keys;
	char name[24];
	for (size_t i = 0; i < at; i++)
		if (same(keymap_at(m, i), b))
			return;
	if (b->command && b->command->flags & COMMAND_HIDDEN)
		return;
	buf_init(&keys, BUF_SMALL);
	for (size_t i = at; i < keymap_count(m); i++)
		if (same(keymap_at(m, i), b))
			buf_format(&keys, "%s%s", keys.len ? " " : "", key_label(keymap_at(m, i)->key, name));
	buf_text(out, "  ");
	pad(out, keys.data, 22);
	buf_text(out, b->command ? b->command->help : ui_request_help(b->request));
	if (*b->argument)
		buf_format(out, "(%s)", b->argument);
	if (b->command && b->command->abbreviation)
		buf_format(out, "  [:%s]", b->command->abbreviation);
	buf_char(out, '\n');
	buf_release(&keys);
}

void help_text(const struct keymap *m, const char *const *contexts, struct buf *out)
{
	const char *last = "";
	for (; *contexts; contexts++) {
		size_t before = out->len;
		const char *title = context_title(*contexts);
		if (strcmp(title, last) != 0)    /* a screen may have several contexts of its own */
			buf_format(out, "%s%s\n", before ? "\n" : "", title);
		size_t headed = out->len;
		for (size_t i = 0; i < keymap_count(m); i++)
			if (!strcmp(keymap_at(m, i)->context, *contexts))
				add_binding(m, i, out);
		if (out->len == headed) {        /* nothing is bound in it */
			out->len = before;
			out->data[before] = '\0';
		} else {
			last = title;
		}
	}
}

enum status help_open(struct ui *ui, struct err *err)
{
	const char *contexts[CONTEXTS];
	const struct view *v = view_top(ui);
	struct buf text;
	(void)serve_contexts(ui, contexts);
	buf_init(&text, BUF_LARGE);
	help_text(ui->keymap, contexts, &text);
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

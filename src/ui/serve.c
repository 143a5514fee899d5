/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/engine.h"
#include "ui/key.h"
#include "ui/term.h"

/* A key's way: event → the prompt, or the focused part as text, or the keymap → command or request. */

#define QUEUE_MAX 4096
#define FLOOD 64             /* so many characters, each refused, are no typing: a file, or a scanner without its mark */
#define FLOOD_MS 300         /* … until a key that is no character, or a pause */

size_t serve_contexts(struct ui *ui, const char *out[CONTEXTS])
{
	static const char *const in_prompt[] = { "prompt", "edit", NULL };
	size_t n = 0;
	struct view_engine *e = ui->top;
	const char *const *from[2] = { NULL, NULL };
	if (prompt_asks(ui)) {
		from[0] = in_prompt;
	} else if (e) {
		if (e->view.ops->contexts)
			from[0] = e->view.ops->contexts(&e->view);
		else if (e->view.ops->context)
			out[n++] = e->view.ops->context;
		if (e->focus && e->focus->ops->contexts)
			from[1] = e->focus->ops->contexts(e->focus);
	}
	for (size_t i = 0; i < COUNT_OF(from); i++)
		for (; from[i] && *from[i] && n < CONTEXTS - 2; from[i]++)
			out[n++] = *from[i];
	if (!prompt_asks(ui))
		out[n++] = "any";
	out[n] = NULL;
	return n;
}

static bool in_any(const struct command *command, const char *const *contexts)
{
	for (; *contexts; contexts++)
		if (command_in(command, *contexts))
			return true;
	return false;
}

bool serve_may(struct ui *ui, const struct command *command)
{
	struct err quiet;
	return !ui->options.may || ui->options.may(ui->options.app, command, &quiet) == ST_OK;
}

enum command_answer serve_command(struct ui *ui, const struct command *command, const char *argument)
{
	const char *contexts[CONTEXTS];
	struct err err;
	if (ui->options.may && ui->options.may(ui->options.app, command, &err) != ST_OK) {      /* on whichever screen */
		message_error(ui, &err);
		return COMMAND_REFUSED;
	}
	(void)serve_contexts(ui, contexts);
	if (!in_any(command, contexts)) {
		message_refuse(ui, "E-3205", "这里不能用「%s」", command->label ? command->label : command->help);
		return COMMAND_REFUSED;
	}
	struct call call = { .ui = ui, .view = view_top(ui), .argument = argument };
	enum command_answer answer = command->run(ui->options.app, &call);
	if (answer == COMMAND_WAIT)
		ui->waiting = true;
	return answer;
}

static void serve_text(struct ui *ui, const char *s, size_t n, bool pasted)
{
	if (prompt_asks(ui))
		(void)prompt_text(ui, s, n, pasted);
	else if (!view_do_text(ui, s, n, pasted) && pasted)
		message_refuse(ui, "E-3206", "这里不能粘贴;先把光标移到要填的栏里");
}

static bool try_text(struct ui *ui, uint32_t key)
{
	char utf8[4];
	size_t n = text_encode(key, utf8);
	if (!n)
		return false;
	return prompt_asks(ui) ? prompt_text(ui, utf8, n, false) : view_do_text(ui, utf8, n, false);
}

/* Of a flood the first characters are refused one by one, the rest is not looked at: it would hold the keyboard for minutes. */
static bool flooded(struct ui *ui, uint32_t key)
{
	int64_t now = loop_now();
	if ((!key_is_text(key) && key != K_BAD) || now - ui->text_at > FLOOD_MS)
		ui->refused_run = 0;
	ui->text_at = now;
	return ui->refused_run >= FLOOD;
}

static void count_refused(struct ui *ui, unsigned refusals)
{
	ui->refused_run = ui->refusals == refusals ? 0 : ui->refused_run + 1;
	if (ui->refused_run == FLOOD)
		message_refuse(ui, "E-3216", "连着送来的字都不能输入,后面的不再看;栏里原来的没有动,请按一个功能键或稍停再输入");
}

static void serve_press(struct ui *ui, uint32_t key)
{
	const char *contexts[CONTEXTS];
	char name[24];
	if (key == K_BAD) {
		message_refuse(ui, "E-1015", "终端送来的不是 UTF-8,没有输入;请把终端的编码设为 UTF-8");
		return;
	}
	if (key_is_text(key) && try_text(ui, key))
		return;
	(void)serve_contexts(ui, contexts);
	const struct binding *b = keymap_find(ui->keymap, contexts, key);
	if (!b)
		message_say(ui, "这里不用 %s 键", key_label(key, name));
	else if (b->command)
		(void)serve_command(ui, b->command, b->argument);
	else if (prompt_asks(ui))
		(void)prompt_request(ui, b->request);
	else
		(void)view_do_request(ui, b->request);
}

static void serve_scan(struct ui *ui, const struct key_event *event)
{
	struct view *v = view_top(ui);
	if (event->cut) {
		message_refuse(ui, "E-1021", "扫描内容太长(超过 %d 字节),已全部丢弃,没有做任何操作", KEY_TEXT_MAX);
		return;
	}
	if (v && v->ops->scan && v->ops->scan(v, event->text, event->size))
		return;
	if (ui->options.scan)
		ui->options.scan(ui->options.app, ui, event->text, event->size);
	else
		message_refuse(ui, "E-1020", "扫描内容不是证件/受理号,没有做任何操作");
}

static void serve_report(struct ui *ui, uint32_t place)
{
	if (!term_probed((int)(place >> 16), (int)(place & 0xffff)))
		return;
	message_say(ui, "终端把─●等符号画成两格宽,已改用简单符号;可在终端设置里把「模糊宽度」设为一格");
	view_resized(ui);
}

static void put_aside(struct ui *ui, const struct key_event *event)
{
	if (ui->queue_count == QUEUE_MAX) {
		message_refuse(ui, "E-3207", "等待中按键太多,后面的没有记下");
		return;
	}
	if (ui->queue_count == ui->queue_room) {
		ui->queue_room = ui->queue_room ? ui->queue_room * 2 : 32;
		ui->queue = mem_grow(ui->queue, ui->queue_room, sizeof *ui->queue);
	}
	ui->queue[ui->queue_count++] = (struct waiting_key){ .key = event->key, .kind = event->kind,
		.text = event->text ? mem_text_n(event->text, event->size) : NULL, .size = event->size, .cut = event->cut };
}

static void serve_now(struct ui *ui, const struct key_event *event)
{
	unsigned refusals = ui->refusals;
	if (ui->options.pressed && event->kind != KEY_REPORT)
		ui->options.pressed(ui->options.app, ui);
	switch (event->kind) {
	case KEY_PRESS:
		serve_press(ui, event->key);
		count_refused(ui, refusals);
		break;
	case KEY_PASTE:
		if (event->cut)
			message_refuse(ui, "E-1012", "粘贴内容太长(超过 %d 字节),未粘贴", KEY_TEXT_MAX);
		else
			serve_text(ui, event->text, event->size, true);
		break;
	case KEY_SCAN:
		serve_scan(ui, event);
		break;
	case KEY_REPORT:
		serve_report(ui, event->key);
		break;
	}
	if (ui->options.served && event->kind != KEY_REPORT && ui->top)
		ui->options.served(ui->options.app, ui);
	view_reap(ui);
}

void serve_event(struct ui *ui, const struct key_event *event)
{
	if (event->kind == KEY_PRESS && !ui->waiting && flooded(ui, event->key))
		return;
	ui->dirty = true;
	if (event->kind != KEY_REPORT) {
		ui->last_key = loop_now();
		message_new_key(ui);
	}
	if (!ui->waiting) {
		serve_now(ui, event);
	} else if (event->kind == KEY_PRESS && event->key == K_ESC && ui->cancel) {
		void (*cancel)(void *) = ui->cancel;
		ui->cancel = NULL;
		cancel(ui->cancel_ctx);
	} else {
		put_aside(ui, event);
	}
}

void ui_waiting(struct ui *ui, const char *text, void (*cancel)(void *ctx), void *ctx)
{
	ui->cancel = cancel;
	ui->cancel_ctx = ctx;
	message_say(ui, "%s%s", text, cancel ? "(Esc 取消)" : "");
}

void ui_resume(struct ui *ui)
{
	ui->waiting = false;
	ui->cancel = NULL;
	ui->dirty = true;
	size_t i = 0;
	for (; i < ui->queue_count && !ui->waiting && !ui->quit && ui->top; i++) {
		struct waiting_key *k = &ui->queue[i];
		char *text = k->text;
		struct key_event event = { .kind = k->kind, .key = k->key, .text = text, .size = k->size, .cut = k->cut };
		serve_now(ui, &event);
		free(text);
	}
	ui->queue_count -= i;
	memmove(ui->queue, ui->queue + i, ui->queue_count * sizeof *ui->queue);
	view_reap(ui);
}

enum command_answer ui_command(struct ui *ui, const char *name, const char *argument)
{
	const struct command *c = keymap_command(ui->keymap, name);
	if (!c) {
		message_refuse(ui, "E-3202", "没有名叫 %s 的命令", name);
		return COMMAND_REFUSED;
	}
	return serve_command(ui, c, argument);
}

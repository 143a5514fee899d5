/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/ui.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/engine.h"
#include "ui/help.h"
#include "ui/term.h"

#define REST_MS 3000
#define READ_MOST 4096       /* a turn: a flood of input must not keep the screen from being painted */

/* ---- what comes in ------------------------------------------------------------------------------------------ */

static void take_events(struct ui *ui);

/* What came while the machine was busy elsewhere is read before silence is believed. */
static void on_key_timer(void *ctx)
{
	struct ui *ui = ctx;
	struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };
	ui->key_timer = 0;
	if (poll(&terminal, 1, 0) > 0)
		key_reader_worked(ui->keys, loop_now());        /* on_input is next */
	else
		take_events(ui);
}

/* `now` is when the terminal was last looked at: how long the work on a key takes is no silence of the keyboard. */
static void take_events(struct ui *ui)
{
	struct key_event event;
	int64_t now = loop_now();
	while (!ui->quit && ui->top && key_reader_next(ui->keys, now, &event))
		if (!term_too_small())           /* what cannot be seen is not done; the notice says so */
			serve_event(ui, &event);
	now = loop_now();
	key_reader_worked(ui->keys, now);
	int wait = key_reader_wait(ui->keys, now);
	loop_cancel(ui->loop, ui->key_timer);
	ui->key_timer = wait < 0 ? 0 : loop_after(ui->loop, wait + 1, on_key_timer, ui);
}

/* R19: drafts first, then the end. */
static void hang_up(struct ui *ui, int signo)
{
	if (ui->quit)
		return;
	ui_quit(ui, 128 + signo);
	for (struct view_engine *e = ui->top; e; e = e->below)
		if (e->view.ops->hang_up)
			e->view.ops->hang_up(&e->view);
	if (ui->options.hang_up)
		ui->options.hang_up(ui->options.app, ui, signo);
}

static void on_rest(void *ctx);

static void rest_after(struct ui *ui, int64_t ms)
{
	if (!ui->rest_timer && ui->options.rest)
		ui->rest_timer = loop_after(ui->loop, ms, on_rest, ui);
}

static void on_rest(void *ctx)
{
	struct ui *ui = ctx;
	int64_t left = REST_MS - ui_quiet_ms(ui);
	ui->rest_timer = 0;
	if (left > 0)
		rest_after(ui, left);
	else
		ui->options.rest(ui->options.app);
}

static void on_input(void *ctx, int fd, int events)
{
	struct ui *ui = ctx;
	char bytes[READ_MOST];
	ssize_t n = read(fd, bytes, sizeof bytes);
	if (n > 0) {
		key_reader_feed(ui->keys, bytes, (size_t)n, loop_now());
		explicit_bzero(bytes, (size_t)n);        /* may be a password */
		take_events(ui);
		rest_after(ui, REST_MS);
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN) || events & POLLNVAL) {
		loop_unwatch(ui->loop, fd);
		hang_up(ui, SIGHUP);
	}
}

static void on_end_signal(void *ctx, int signo)
{
	hang_up(ctx, signo);
}

static void on_resize(void *ctx, int signo)
{
	struct ui *ui = ctx;
	(void)signo;
	term_resize();
	view_resized(ui);
}

static void on_minute(void *ctx)
{
	struct ui *ui = ctx;
	int64_t left = 60000 - clock_wall_ms() % 60000;
	ui->minute_timer = loop_after(ui->loop, left + 5, on_minute, ui);
	for (struct view_engine *e = ui->top; e; e = e->below)
		if (e->laid_out && e->view.ops->tick)
			e->view.ops->tick(&e->view);
	if (ui->options.tick)
		ui->options.tick(ui->options.app, ui);
	view_reap(ui);
	ui->dirty = true;
	rest_after(ui, 0);               /* at once: a screen at rest wakes once a minute, not twice */
}

/* ---- life --------------------------------------------------------------------------------------------------- */

static enum status watch(struct ui *ui)
{
	static const int ends[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT };
	enum status st = loop_signal(ui->loop, SIGWINCH, on_resize, ui);
	for (size_t i = 0; !st && i < COUNT_OF(ends); i++)
		st = loop_signal(ui->loop, ends[i], on_end_signal, ui);
	return st;
}

enum status ui_start(struct ui **out, const struct ui_options *options, struct err *err)
{
	struct ui *ui = mem_alloc(sizeof *ui);
	*out = NULL;
	ui->options = *options;
	ui->bar.all = mem_array(options->command_count, sizeof *ui->bar.all);
	ui->loop = loop_new();
	ui->keys = key_reader_new();
	enum status st = term_start(&(struct term_options){ .ascii = options->ascii, .mono = options->mono }, ui->keys, err);
	if (!st && (st = watch(ui)))
		(void)err_set(err, st, "E-3209", "不能接收信号");
	if (st) {
		ui_end(ui);
		return st;
	}
	ui->last_key = loop_now();
	source_keymap(ui);
	if (!options->ascii)
		term_probe();
	loop_watch(ui->loop, STDIN_FILENO, on_input, ui);
	*out = ui;
	return ST_OK;
}

void ui_use_ascii(struct ui *ui)
{
	ui->options.ascii = true;
	term_use_ascii();
	view_resized(ui);
}

void ui_use_keymap(struct ui *ui, const char *keymap)
{
	ui->options.keymap = keymap;
	keymap_free(ui->keymap);
	source_keymap(ui);
	ui_another_person(ui);         /* the bar knows keys of the old one */
	ui_dirty(ui);
}

void ui_end(struct ui *ui)
{
	if (!ui)
		return;
	prompt_release(ui);
	view_close_all(ui);
	term_stop();
	message_release(ui);
	line_release(ui);
	source_release(ui);
	for (size_t i = 0; i < ui->queue_count; i++)
		free(ui->queue[i].text);
	free(ui->queue);
	free(ui->bar.all);
	keymap_free(ui->keymap);
	key_reader_free(ui->keys);
	loop_free(ui->loop);
	free(ui);
}

static void paint(struct ui *ui)
{
	int row, col;
	if (!ui->dirty || term_too_small() || !ui->top)
		return;
	ui->dirty = false;
	view_paint(ui);
	message_paint(ui);
	keybar_paint(ui);
	if (prompt_asks(ui)) {
		row = ui->prompt.row;
		col = ui->prompt.col;
	} else if (!view_cursor(ui, &row, &col)) {
		row = draw_height() - 2;
		col = 0;
	}
	term_paint(row, col);
}

int ui_run(struct ui *ui)
{
	on_minute(ui);
	while (!ui->quit && ui->top) {
		paint(ui);
		if (loop_turn(ui->loop, -1))
			ui_quit(ui, status_exit(ST_IO));
		view_reap(ui);
	}
	return ui->code;
}

void ui_quit(struct ui *ui, int code)
{
	if (!ui->quit)
		ui->code = code;
	ui->quit = true;
}

struct loop *ui_loop(struct ui *ui)
{
	return ui->loop;
}

void *ui_app(struct ui *ui)
{
	return ui->options.app;
}

const struct keymap *ui_keymap(struct ui *ui)
{
	return ui->keymap;
}

void ui_changed(struct ui *ui)
{
	for (struct view_engine *e = ui->top; e; e = e->below)
		if (e->laid_out && e->view.ops->changed)
			e->view.ops->changed(&e->view);
	view_reap(ui);
	ui->dirty = true;
	rest_after(ui, REST_MS);
}

void ui_dirty(struct ui *ui)
{
	ui->dirty = true;
}

int64_t ui_quiet_ms(struct ui *ui)
{
	return loop_now() - ui->last_key;
}

/* ---- commands that every program has ------------------------------------------------------------------------ */

enum command_answer ui_cmd_help(void *app, const struct call *call)
{
	struct err err;
	(void)app;
	if (help_open(call->ui, &err)) {
		message_error(call->ui, &err);
		return COMMAND_REFUSED;
	}
	return COMMAND_DONE;
}

enum command_answer ui_cmd_redraw(void *app, const struct call *call)
{
	(void)app;
	term_repaint();
	view_resized(call->ui);
	return COMMAND_DONE;
}

enum command_answer ui_cmd_close(void *app, const struct call *call)
{
	struct view *v = call->view;
	(void)app;
	if (!v || (v->ops->may_close && !v->ops->may_close(v)))
		return COMMAND_REFUSED;
	view_close(v);
	return COMMAND_DONE;
}

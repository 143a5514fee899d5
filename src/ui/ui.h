/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_UI_H
#define UI_UI_H

#include "base/embed.h"
#include "base/loop.h"
#include "base/status.h"
#include "ui/command.h"
#include "ui/keymap.h"
#include "ui/message.h"
#include "ui/prompt.h"
#include "ui/view.h"

/* The forms machine as a whole: terminal, keymap, stack of views, message line, one loop. */

struct ui_options {
	void *app;                               /* handed to every command, as view->app, and to the callbacks below */
	const struct command *commands;
	size_t command_count;
	const struct embedded *screens;          /* NULL-ended table of *.form; may be NULL */
	const struct embedded *keymaps;          /* NULL-ended: "default.keys" and what else the program has; may be NULL */
	const char *screens_folder;              /* a hall's own *.form take the place of those; NULL: none */
	const char *keymaps_folder;              /* a hall's own *.keys likewise, and local.keys is read last; NULL: none */
	const char *keymap;                      /* "numpad", "vi": read after default.keys; NULL: default only */
	bool ascii;                              /* no signs outside ASCII in lines and marks */
	bool mono;                               /* no colours; also when NO_COLOR is set */
	/* A scan that the view on top did not take (P-3: accepted from every screen). NULL: it is refused (E-1020). */
	void (*scan)(void *app, struct ui *ui, const char *text, size_t n);
	/* Before each key, paste and scan is served: one more that a hand made. */
	void (*pressed)(void *app, struct ui *ui);
	/* After each of them was served: what had to wait while a question or another view stood over it. */
	void (*served)(void *app, struct ui *ui);
	/* Once a minute, at its beginning (clock lines). */
	void (*tick)(void *app, struct ui *ui);
	/* After a time of keys, a change in the store (ui_changed) or a tick, when no key has come for three seconds: memory may go
	 * back, nothing may show. */
	void (*rest)(void *app);
	/* SIGHUP, SIGTERM or the terminal's end, after each view's own hang_up, from the top down (R19). */
	void (*hang_up)(void *app, struct ui *ui, int signo);
	/* May whoever is at the screen give this command at all? What he may not is in no key bar and no help, and is refused
	 * with *err when its key is pressed all the same. NULL: everybody may everything. */
	enum status (*may)(void *app, const struct command *command, struct err *err);
	/* What the message line shows while there is no message; NULL or "" leaves it blank. */
	const char *(*idle)(void *app, struct ui *ui);
};

/* Takes the terminal. Fails with E-3006 (no terminal, too small, TERM unusable), E-3007 (locale is not UTF-8): the
 * terminal is then as before, and err->text is for standard error (ASCII where Chinese cannot show). A bad keymap or
 * screen of the hall's does not fail: the built-in one is used and the message line says so. */
enum status ui_start(struct ui **out, const struct ui_options *options, struct err *err) MUST_CHECK;
/* What is known only after the start: lines and marks in ASCII from now on, or another keymap (ui_options.keymap; borrowed). */
void ui_use_ascii(struct ui *ui);
void ui_use_keymap(struct ui *ui, const char *keymap);
/* Runs until ui_quit or until the last view has gone. Returns the exit code: ui_quit's, 0, or 128 + signal. */
int ui_run(struct ui *ui);
void ui_quit(struct ui *ui, int code);
/* Closes all views, gives the terminal back, frees. NULL is fine. The terminal is also given back by exit() and by
 * fatal signals. */
void ui_end(struct ui *ui);

/* For other descriptors, timers and signals (SIGCHLD, inotify): see base/loop.h. */
struct loop *ui_loop(struct ui *ui);
void *ui_app(struct ui *ui);
/* The world has changed: every view's changed() is called, before the next paint. */
void ui_changed(struct ui *ui);
/* Somebody else is at the screen: what he may is asked anew. */
void ui_another_person(struct ui *ui);
/* Asks for a paint (the idle line has changed …). Handlers of keys need not: a paint follows every key. */
void ui_dirty(struct ui *ui);

/* After COMMAND_WAIT: `cancel` (may be NULL) is called when Esc is pressed meanwhile. */
void ui_waiting(struct ui *ui, const char *text, void (*cancel)(void *ctx), void *ctx);
/* What was waited for has come: the keys that waited are served now, in order. */
void ui_resume(struct ui *ui);
/* Milliseconds since a key was last pressed (for the idle lock). */
int64_t ui_quiet_ms(struct ui *ui);
/* Gives a command by its name as if its key had been pressed. */
enum command_answer ui_command(struct ui *ui, const char *name, const char *argument);
const struct keymap *ui_keymap(struct ui *ui);
/* The text of a screen, the hall's own or the built-in one; NULL when there is none. */
struct picture;
const struct picture *ui_picture(struct ui *ui, const char *name, struct err *err);

/* The commands that every program has: its table must have UI_COMMANDS among its rows, for widgets.keys binds them. help, command-line, redraw, close.
 * `close` is what Esc does: it asks may_close and closes the view on top. */
command_fn ui_cmd_help, ui_cmd_line, ui_cmd_redraw, ui_cmd_close;
#define UI_COMMANDS \
	{ "help", "bz", "any", "帮助", "说明本屏和它的键", ui_cmd_help, COMMAND_NEEDS_KEY }, \
	{ "command-line", NULL, "any", NULL, "按名字执行命令", ui_cmd_line, 0 }, \
	{ "redraw", NULL, "any", NULL, "重画屏幕", ui_cmd_redraw, 0 }, \
	{ "close", "fh", "any", "返回", "返回上一屏", ui_cmd_close, COMMAND_NEEDS_KEY }

#endif

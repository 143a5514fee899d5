/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_COMMAND_H
#define UI_COMMAND_H

#include <stddef.h>

/* A command is a row of a table: the key bar, the help screen, the `:` line and the manual all come from it. */

struct ui;
struct view;

enum command_answer {
	COMMAND_DONE,
	COMMAND_WAIT,        /* something was started; keys typed meanwhile wait, in order, for ui_resume(); see ui.h */
	COMMAND_REFUSED      /* nothing was done, and a message says why */
};

/* What a handler is told. */
struct call {
	struct ui *ui;
	struct view *view;           /* on top when the command was given */
	const char *argument;        /* what followed the command in the keymap or on the `:` line; "" if nothing */
};
/* `app` is ui_options.app. A handler never waits and never reads keys: it changes something, opens a view or a prompt,
 * and returns. */
typedef enum command_answer command_fn(void *app, const struct call *call);

#define COMMAND_NEEDS_KEY 1u         /* a keymap without any key for it is refused (E-3008) */
#define COMMAND_HIDDEN 2u            /* not in the help screen */
#define COMMAND_OWN_SHIFT 8          /* the flags from this bit on are the program's: who may give it (ui_options.may) */

struct command {
	const char *name;            /* "dossier-accept": noun-verb, ASCII */
	const char *abbreviation;    /* two letters or so for the `:` line, or NULL (P-18) */
	const char *contexts;        /* where it makes sense: "home dossier"; "any" for everywhere */
	const char *label;           /* in the key bar: "受理"; NULL keeps it out */
	const char *help;            /* one Chinese sentence */
	command_fn *run;
	unsigned flags;
};

/* Is `context` one of the words of command->contexts, or is that "any"? */
int command_in(const struct command *command, const char *context);

/* What a person asks of the part of the screen that has the focus. Keymaps bind them like commands, by these names; a
 * view answers them in ops->request when the focused widget does not. */
#define UI_REQUEST_LIST(_) \
	_(EDIT_LEFT,       "edit-left",        "edit",   "光标左移一字") \
	_(EDIT_RIGHT,      "edit-right",       "edit",   "光标右移一字") \
	_(EDIT_HOME,       "edit-home",        "edit",   "光标到开头") \
	_(EDIT_END,        "edit-end",         "edit",   "光标到末尾") \
	_(EDIT_WORD_LEFT,  "edit-word-left",   "edit",   "光标左移一词") \
	_(EDIT_WORD_RIGHT, "edit-word-right",  "edit",   "光标右移一词") \
	_(EDIT_BACKSPACE,  "edit-backspace",   "edit",   "删去光标前一字") \
	_(EDIT_DELETE,     "edit-delete",      "edit",   "删去光标处一字") \
	_(EDIT_WORD_CUT,   "edit-word-cut",    "edit",   "删去光标前一词") \
	_(EDIT_TAIL_CUT,   "edit-tail-cut",    "edit",   "删去光标之后") \
	_(EDIT_CLEAR,      "edit-clear",       "edit",   "清空本栏") \
	_(EDIT_UNDO,       "edit-undo",        "edit",   "撤回本栏上一步修改") \
	_(CHOICE_NEXT,     "choice-next",      "choice", "选下一项") \
	_(CHOICE_PREVIOUS, "choice-previous",  "choice", "选上一项") \
	_(FIELD_NEXT,      "field-next",       "any",    "到下一栏") \
	_(FIELD_PREVIOUS,  "field-previous",   "any",    "到上一栏") \
	_(FIELD_DOWN,      "field-down",       "form",   "到下面一栏") \
	_(FIELD_UP,        "field-up",         "form",   "到上面一栏") \
	_(FIELD_FIRST,     "field-first",      "form",   "到第一栏") \
	_(FIELD_LAST,      "field-last",       "form",   "到最后一栏") \
	_(PAGE_NEXT,       "page-next",        "form",   "到下一页") \
	_(PAGE_PREVIOUS,   "page-previous",    "form",   "到上一页") \
	_(LIST_DOWN,       "list-down",        "list",   "到下一行") \
	_(LIST_UP,         "list-up",          "list",   "到上一行") \
	_(LIST_PAGE_DOWN,  "list-page-down",   "list",   "下翻一页") \
	_(LIST_PAGE_UP,    "list-page-up",     "list",   "上翻一页") \
	_(LIST_FIRST,      "list-first",       "list",   "到第一行") \
	_(LIST_LAST,       "list-last",        "list",   "到最后一行") \
	_(LIST_MARK,       "list-mark",        "list",   "勾选或取消本行") \
	_(LIST_FILTER,     "list-filter",      "list",   "在本表中找") \
	_(LIST_UNFILTER,   "list-unfilter",    "filter", "不再筛选") \
	_(SCROLL_LEFT,     "scroll-left",      "list",   "左移画面") \
	_(SCROLL_RIGHT,    "scroll-right",     "list",   "右移画面") \
	_(PROMPT_ACCEPT,   "prompt-accept",    "prompt", "确定") \
	_(PROMPT_CANCEL,   "prompt-cancel",    "prompt", "放弃") \
	_(PROMPT_COMPLETE, "prompt-complete",  "prompt", "补全") \
	_(PROMPT_FETCH,    "prompt-fetch",     "prompt", "由设备代答(如读卡)") \
	_(PROMPT_EARLIER,  "prompt-earlier",   "prompt", "上一条输入过的")

enum ui_request {
#define UI_REQUEST_ENUM(id, name, context, help) UI_##id,
	UI_REQUEST_LIST(UI_REQUEST_ENUM)
#undef UI_REQUEST_ENUM
	UI_REQUEST_COUNT
};

#endif

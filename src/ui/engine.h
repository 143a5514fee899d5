/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_ENGINE_H
#define UI_ENGINE_H

#include <stdint.h>

#include "ui/editor.h"
#include "ui/key_reader.h"
#include "ui/ui.h"

/* What the files of ui that make up the machine share; nobody else includes this. */

#define CONTEXTS 16

struct view_engine {
	struct view view;
	struct view_engine *below;
	struct widget **widgets;
	size_t widget_count;
	struct widget *focus;
	struct area area;
	bool dirty;              /* its widgets and itself must be drawn */
	bool stale;              /* what it draws itself must be drawn */
	bool laid_out, closed, covered;
};

struct message {
	char *text;              /* NULL: none */
	enum look look;
	bool error, painted;
	bool aside;              /* said while a question was open: about it, so it stands above it */
	int rows;                /* that it took when it was painted */
};

struct open_prompt {
	bool open;
	const struct view_engine *owner;     /* on top when it was asked */
	struct prompt asked;     /* label is a copy */
	struct editor editor;
	size_t earlier;          /* how far back in the answers of before */
	bool proposed;           /* the text is a proposal that nobody has touched yet */
	int row, col;            /* of the cursor, as painted */
};

#define BAR_KEYS 40
#define BAR_SETS 6
struct bar_key { const struct command *command; uintptr_t key; };        /* no padding: they are compared as bytes */
struct bar_set { const char *contexts[CONTEXTS]; struct bar_key keys[BAR_KEYS]; size_t count; };

struct waiting_key { uint32_t key; enum key_kind kind; char *text; size_t size; bool cut; };

struct ui {
	struct ui_options options;
	struct loop *loop;
	struct key_reader *keys;
	struct keymap *keymap;
	struct view_engine *top;
	struct view_engine *grave;           /* closed, not yet freed: a handler of theirs may still run */
	struct message message;
	struct open_prompt prompt;
	bool quit, dirty;
	int code;
	int64_t last_key;
	uint64_t key_timer, minute_timer, rest_timer;
	unsigned refusals;                   /* messages that said no, so far */
	unsigned refused_run;                /* characters one after the other that were refused */
	int64_t text_at;                     /* when the last character came */
	bool waiting;
	void (*cancel)(void *ctx);
	void *cancel_ctx;
	struct waiting_key *queue;           /* keys that came while a command waits */
	size_t queue_count, queue_room;
	struct picture **pictures;
	size_t picture_count;
	char *history[20];                   /* of the command line, newest first */
	struct {                             /* what the key bar shows now: it is painted when that changes */
		struct bar_key shown[BAR_KEYS];
		size_t count;
		uint32_t *all;               /* by command: its key here */
		struct bar_set sets[BAR_SETS];
		size_t next;                 /* the one to be used again */
		char hint[160];
		bool valid;
	} bar;
};

/* ui/serve.c: from events to commands */
void serve_event(struct ui *ui, const struct key_event *event);
enum command_answer serve_command(struct ui *ui, const struct command *command, const char *argument);
size_t serve_contexts(struct ui *ui, const char *out[CONTEXTS]);         /* NULL-ended */
bool serve_may(struct ui *ui, const struct command *command);            /* is it this person's (ui_options.may)? */

/* ui/view.c */
void view_reap(struct ui *ui);                   /* frees what was closed; tells the view that is on top again */
bool view_do_request(struct ui *ui, enum ui_request request);
bool view_do_text(struct ui *ui, const char *s, size_t n, bool pasted);
void view_paint(struct ui *ui);
bool view_cursor(struct ui *ui, int *row, int *col);
void view_resized(struct ui *ui);
void view_close_all(struct ui *ui);

/* ui/message.c */
void message_new_key(struct ui *ui);             /* a key was read: what has been seen may go */
void message_paint(struct ui *ui);               /* message or prompt, and what the line shows else */
void message_release(struct ui *ui);

/* ui/prompt.c */
bool prompt_text(struct ui *ui, const char *s, size_t n, bool pasted);
bool prompt_request(struct ui *ui, enum ui_request request);
int prompt_rows(const struct ui *ui);
void prompt_paint(struct ui *ui, int row);       /* keeps where the cursor stands */
void prompt_view_goes(struct ui *ui, const struct view_engine *view);
/* Is a question asked on this screen? Not while another view lies over the one that asked it, the lock: it waits below, unseen, and takes no
 * keys. */
bool prompt_asks(const struct ui *ui);
void prompt_release(struct ui *ui);

/* ui/keybar.c */
void keybar_paint(struct ui *ui);

/* ui/line.c: the `:` line */
void line_release(struct ui *ui);

/* ui/source.c: the hall's own keymaps and screens, or the built-in ones */
void source_keymap(struct ui *ui);
void source_release(struct ui *ui);

#endif

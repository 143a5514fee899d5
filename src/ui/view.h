/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "ui/widget.h"

/* A view is a screen: a const table of functions and private data, on a stack. The engine does focus, keys, painting.
 * A view owns all rows but the last two: the message line and the key bar. */

struct view_ops {
	const char *context;         /* its keymap context, "accept-material" */
	const char *title;           /* Chinese, for the help screen */
	const char *help;            /* Chinese, one or a few sentences for the help screen; may be NULL */
	const char *hint;            /* before the keys in the key bar: "数字 作答"; may be NULL */
	size_t size;                 /* of its private data; zeroed before open */

	/* All of these may be NULL but draw or a widget. */
	enum status (*open)(struct view *v, void *argument, struct err *err);   /* on failure close is called, too */
	void (*close)(struct view *v);
	/* The first time and whenever the size changes: places widgets (view_place). `area` is what the view owns. */
	void (*layout)(struct view *v, struct area area);
	void (*draw)(struct view *v);        /* what no widget draws, over them; anew after view_dirty */
	bool (*text)(struct view *v, const char *s, size_t n, bool pasted);     /* after the focused widget */
	bool (*request)(struct view *v, enum ui_request request);               /* after the focused widget */
	bool (*scan)(struct view *v, const char *s, size_t n);                  /* false: ui_options.scan is asked */
	bool (*cursor)(struct view *v, int *row, int *col);                     /* when no widget has one */
	const char *const *(*contexts)(struct view *v);  /* NULL-ended, constant; instead of { context } */
	const char *(*hints)(struct view *v);            /* instead of hint, at this moment */
	void (*shown)(struct view *v);       /* is on top again after another view went: read anew what may have changed */
	void (*changed)(struct view *v);     /* ui_changed(): the world (the store) has changed */
	void (*tick)(struct view *v);        /* once a minute */
	void (*hang_up)(struct view *v);     /* the terminal is gone or the program must end: save drafts now (R19) */
	/* Esc and ui_close ask: false keeps the view (it has said why, or asks a question). */
	bool (*may_close)(struct view *v);
};

struct view {
	const struct view_ops *ops;
	struct ui *ui;
	void *app;                   /* ui_options.app */
	void *data;                  /* ops->size bytes, owned by the engine */
	struct view_engine *engine;  /* private */
};

/* Puts a view on top; it is drawn at the next paint. On failure nothing changes and err says why. */
enum status view_open(struct ui *ui, const struct view_ops *ops, void *argument, struct err *err) MUST_CHECK;
/* The same, in the place of the view on top (steps of a wizard, login → home). */
enum status view_replace(struct ui *ui, const struct view_ops *ops, void *argument, struct err *err) MUST_CHECK;
/* Takes this view and those above it away, without asking. The last view's end ends ui_run. Safe inside its own
 * handlers: the memory goes after the handler has returned. */
void view_close(struct view *v);
struct view *view_top(struct ui *ui);

/* Gives a widget to the view, after those it has (the order of Tab). The view still owns it; it must live until close.
 * The first that can have the focus gets it. */
void view_add(struct view *v, struct widget *w);
void view_remove(struct view *v, struct widget *w);
/* Sets a widget's place; an area without height or width hides it. */
void view_place(struct view *v, struct widget *w, struct area area);
/* Gives it the focus, if it can have it. */
bool view_focus(struct view *v, struct widget *w);
struct widget *view_focused(const struct view *v);           /* NULL: none */
/* What ops->draw drew is taken away and drawn anew at the next paint; widgets look after themselves. Cheap. */
void view_dirty(struct view *v);
/* The area that the view owns now. */
struct area view_area(const struct view *v);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_WIDGET_H
#define UI_WIDGET_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/command.h"
#include "ui/draw.h"

/* A part of a view that can have the focus: a form, a list, a text to scroll. A widget is the first member of its own
 * struct. The view's engine asks the focused one first, then the view. */
struct widget;

struct widget_ops {
	/* Draws what has changed since the last time; everything when w->dirty (the engine clears it). */
	void (*draw)(struct widget *w);
	/* One typed character, or a paste, as UTF-8 (any bytes). False: not mine, look it up as a command's key. */
	bool (*text)(struct widget *w, const char *s, size_t n, bool pasted);
	/* False: not mine; field-next and field-previous then move the focus to the view's next widget. */
	bool (*request)(struct widget *w, enum ui_request request);
	/* Its keymap contexts at this moment, most special first, NULL-ended; constant strings. */
	const char *const *(*contexts)(struct widget *w);
	/* Where the cursor stands; false when it has none. */
	bool (*cursor)(struct widget *w, int *row, int *col);
	/* Takes or loses the focus; `from` is 1 when it comes from the widget before, -1 from the one after, 0 by itself.
	 * False when there is nothing in it that can have the focus. */
	bool (*focus)(struct widget *w, bool gained, int from);
	/* Its place has changed (w->area is the new one). */
	void (*place)(struct widget *w);
	/* Its words for the message line while it has the focus (the field's help, its error), or NULL. */
	const char *(*says)(struct widget *w, enum look *look);
};

struct widget {
	const struct widget_ops *ops;
	struct area area;
	bool dirty, focused;         /* kept by the engine; a widget sets dirty to be drawn whole */
	bool stale;                  /* set by the widget: draw must be called */
	bool under;                  /* others stand on it (a picture): when it is drawn whole, the whole view is */
	struct ui *ui;               /* set when a view takes it */
};

#endif

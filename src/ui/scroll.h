/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include <stdint.h>

#include "ui/view.h"

/* A longer text to read: a document's preview, why a date is what it is. */
struct scroll;
/* Copies the text, and wipes its copy when it goes. Lines longer than the area are wrapped when `wrap`, else moved by scroll-left and scroll-right. */
struct scroll *scroll_new(const char *text, bool wrap);
void scroll_free(struct scroll *s);
void scroll_set(struct scroll *s, const char *text);
struct widget *scroll_widget(struct scroll *s);

/* A view of its own with a title and a text, closed by Esc or Enter. Context "reader". */
enum status scroll_open(struct ui *ui, const char *title, const char *text, bool wrap, struct err *err) MUST_CHECK;
/* The same for what nobody may leave lying open: `ms` milliseconds after the last key, wherever that went, `after` stands in the
 * text's place and the text is wiped. `after` is borrowed for as long as the view is there. */
enum status scroll_open_brief(struct ui *ui, const char *title, const char *text, int64_t ms, const char *after, struct err *err)
	MUST_CHECK;

#endif

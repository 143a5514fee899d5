/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/scroll.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/ui.h"
#include "ui/wrap.h"

#define SIDE_STEP 8

struct scroll {
	struct widget widget;
	char *text;
	size_t *begins, *sizes;          /* of each line, for the width that it was broken for */
	int *indents;                    /* cells that a line begins further in: it goes on below what it is part of */
	size_t count;
	int broken_for;
	bool wrap;
	size_t top;
	int left;
};

/* Where the rest of a line that is indented begins, when it is too long: below its text, be that behind a name in a column of its own
 * ("  F5        看清单…") or not. */
static int hang(const char *line, int width)
{
	int blanks = (int)strspn(line, " ");
	const char *gap = line + blanks;

	if (blanks == 0)
		return 0;
	while (*gap && *gap != '\n' && strncmp(gap, "  ", 2) != 0)
		gap++;
	const char *text = gap + strspn(gap, " ");
	char *name = mem_text_n(line, (size_t)(text - line));
	int column = *gap == ' ' && *text && *text != '\n' ? text_width(name) : blanks;
	free(name);
	return column <= width / 3 ? column : blanks <= width / 3 ? blanks : 0;
}

static void break_lines(struct scroll *s)
{
	int width = s->wrap ? s->widget.area.width : 1 << 20, indent = 0;
	size_t n = strlen(s->text), room = 0, at = 0;
	if (s->broken_for == s->widget.area.width && s->begins)
		return;
	s->broken_for = s->widget.area.width;
	free(s->begins);
	free(s->sizes);
	free(s->indents);
	s->begins = s->sizes = NULL;
	s->indents = NULL;
	s->count = 0;
	do {
		size_t next = 0;
		if (s->count == room) {
			room = room ? room * 2 : 64;
			s->begins = mem_grow(s->begins, room, sizeof *s->begins);
			s->sizes = mem_grow(s->sizes, room, sizeof *s->sizes);
			s->indents = mem_grow(s->indents, room, sizeof *s->indents);
		}
		bool goes_on = at > 0 && s->text[at - 1] != '\n';
		indent = !goes_on || !s->wrap ? 0 : indent ? indent : hang(s->text + s->begins[s->count - 1], width);
		s->begins[s->count] = at;
		s->indents[s->count] = indent;
		s->sizes[s->count++] = at < n ? wrap_line(s->text + at, n - at, width - indent, &next) : 0;
		at += next;
	} while (at < n);
}

static size_t last_top(const struct scroll *s)
{
	size_t height = (size_t)s->widget.area.height;
	return s->count > height ? s->count - height : 0;
}

/* What stands to the right of `left` cells. */
static const char *skip_cells(const char *text, int left)
{
	return left > 0 ? text + text_fit(text, left, NULL) : text;
}

static void scroll_draw(struct widget *w)
{
	struct scroll *s = (struct scroll *)w;
	break_lines(s);
	for (int i = 0; i < w->area.height; i++) {
		size_t line = s->top + (size_t)i;
		char *text = line < s->count ? mem_text_n(s->text + s->begins[line], s->sizes[line]) : mem_text("");
		int in = line < s->count ? s->indents[line] : 0;
		draw_text(w->area.row + i, w->area.col, in, LOOK_PLAIN, "");
		draw_text(w->area.row + i, w->area.col + in, w->area.width - in, LOOK_PLAIN, skip_cells(text, s->left));
		free(text);
	}
}

static void go(struct scroll *s, size_t top)
{
	s->top = top < last_top(s) ? top : last_top(s);
	s->widget.dirty = true;
}

static bool scroll_request(struct widget *w, enum ui_request request)
{
	struct scroll *s = (struct scroll *)w;
	size_t page = w->area.height > 1 ? (size_t)w->area.height - 1 : 1;
	break_lines(s);
	switch (request) {
	case UI_LIST_DOWN: go(s, s->top + 1); return true;
	case UI_LIST_UP: go(s, s->top ? s->top - 1 : 0); return true;
	case UI_LIST_PAGE_DOWN: go(s, s->top + page); return true;
	case UI_LIST_PAGE_UP: go(s, s->top > page ? s->top - page : 0); return true;
	case UI_LIST_FIRST: go(s, 0); return true;
	case UI_LIST_LAST: go(s, last_top(s)); return true;
	case UI_SCROLL_RIGHT:
	case UI_SCROLL_LEFT:
		if (s->wrap)
			return false;
		s->left += request == UI_SCROLL_RIGHT ? SIDE_STEP : s->left < SIDE_STEP ? -s->left : -SIDE_STEP;
		w->dirty = true;
		return true;
	default:
		return false;
	}
}

static const char *const *scroll_contexts(struct widget *w)
{
	static const char *const contexts[] = { "list", NULL };
	(void)w;
	return contexts;
}

static bool scroll_cursor(struct widget *w, int *row, int *col)
{
	*row = w->area.row;
	*col = w->area.col;
	return true;
}

static bool scroll_focus(struct widget *w, bool gained, int from)
{
	(void)w, (void)gained, (void)from;
	return true;
}

static void scroll_place(struct widget *w)
{
	struct scroll *s = (struct scroll *)w;
	break_lines(s);
	go(s, s->top);
}

static const struct widget_ops ops = {
	.draw = scroll_draw, .request = scroll_request, .contexts = scroll_contexts, .cursor = scroll_cursor,
	.focus = scroll_focus, .place = scroll_place,
};

struct scroll *scroll_new(const char *text, bool wrap)
{
	struct scroll *s = mem_alloc(sizeof *s);
	s->widget.ops = &ops;
	s->text = mem_text(text);
	s->wrap = wrap;
	return s;
}

void scroll_free(struct scroll *s)
{
	if (!s)
		return;
	mem_wipe_free(s->text, strlen(s->text));
	free(s->begins);
	free(s->sizes);
	free(s->indents);
	free(s);
}

void scroll_set(struct scroll *s, const char *text)
{
	mem_wipe_free(s->text, strlen(s->text));
	s->text = mem_text(text);
	free(s->begins);
	s->begins = NULL;
	break_lines(s);
	go(s, s->top);
	s->widget.dirty = true;
}

struct widget *scroll_widget(struct scroll *s)
{
	return &s->widget;
}

/* ---- as a view ---------------------------------------------------------------------------------------------- */

struct reader {
	char *title;
	struct scroll *scroll;
	struct view *view;
	int64_t brief;                   /* milliseconds without a key after which the text goes; 0: it stays */
	const char *after;
	uint64_t timer;
};
struct reader_argument { const char *title, *text; bool wrap; int64_t brief; const char *after; };

static void reader_mask(struct reader *r)
{
	loop_cancel(ui_loop(r->view->ui), r->timer);
	r->timer = 0;
	scroll_set(r->scroll, r->after);
	ui_dirty(r->view->ui);
}

/* A key since then, also one for a view above this one, and the time begins anew. The view stays: what lies over it, the lock for
 * instance, must not go with it. */
static void reader_time(void *ctx)
{
	struct reader *r = ctx;
	int64_t left = r->brief - ui_quiet_ms(r->view->ui);
	r->timer = 0;
	if (left > 0)
		r->timer = loop_after(ui_loop(r->view->ui), left, reader_time, r);
	else
		reader_mask(r);
}

/* Something lay over it, the lock or a help page: whoever is there now was not looking at it a moment ago. */
static void reader_shown(struct view *v)
{
	struct reader *r = v->data;

	if (r->brief > 0)
		reader_mask(r);
}

static enum status reader_open(struct view *v, void *argument, struct err *err)
{
	const struct reader_argument *a = argument;
	struct reader *r = v->data;
	(void)err;
	r->view = v;
	r->title = mem_text(a->title);
	r->scroll = scroll_new(a->text, a->wrap);
	r->brief = a->brief;
	r->after = a->after;
	if (r->brief > 0)
		r->timer = loop_after(ui_loop(v->ui), r->brief, reader_time, r);
	view_add(v, scroll_widget(r->scroll));
	return ST_OK;
}

static void reader_close(struct view *v)
{
	struct reader *r = v->data;
	loop_cancel(ui_loop(v->ui), r->timer);
	free(r->title);
	scroll_free(r->scroll);
}

static void reader_layout(struct view *v, struct area area)
{
	struct reader *r = v->data;
	view_place(v, scroll_widget(r->scroll), (struct area){ area.row + 2, area.col + 1, area.height - 2, area.width - 2 });
}

static void reader_draw(struct view *v)
{
	const struct reader *r = v->data;
	struct area a = view_area(v);
	draw_text(a.row, a.col + 1, a.width - 2, LOOK_TITLE, r->title);
	draw_rule(a.row + 1, a.col, a.width);
}

static const struct view_ops reader = {
	.context = "reader", .title = "阅读", .help = "看完按 Esc 或 Enter 返回。", .size = sizeof(struct reader),
	.open = reader_open, .close = reader_close, .layout = reader_layout, .draw = reader_draw, .shown = reader_shown,
};

enum status scroll_open(struct ui *ui, const char *title, const char *text, bool wrap, struct err *err)
{
	return view_open(ui, &reader, &(struct reader_argument){ title, text, wrap, 0, NULL }, err);
}

enum status scroll_open_brief(struct ui *ui, const char *title, const char *text, int64_t ms, const char *after, struct err *err)
{
	return view_open(ui, &reader, &(struct reader_argument){ title, text, true, ms, after }, err);
}

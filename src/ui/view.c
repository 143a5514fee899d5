/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/canvas.h"
#include "ui/engine.h"

#define FURNITURE 2          /* rows below a view: the message line and the key bar */

static struct view_engine *engine_new(struct ui *ui, const struct view_ops *ops)
{
	struct view_engine *e = mem_alloc(sizeof *e);
	e->view = (struct view){ .ops = ops, .ui = ui, .app = ui->options.app, .engine = e };
	e->view.data = mem_alloc(ops->size ? ops->size : 1);
	e->area = (struct area){ 0, 0, draw_height() - FURNITURE, draw_width() };
	e->dirty = true;
	return e;
}

static void engine_free(struct view_engine *e)
{
	if (e->view.ops->close)
		e->view.ops->close(&e->view);
	free(e->widgets);
	free(e->view.data);
	free(e);
}

static enum status open_view(struct ui *ui, const struct view_ops *ops, void *argument, struct view_engine **out,
	struct err *err)
{
	struct view_engine *e = engine_new(ui, ops);
	enum status st = ops->open ? ops->open(&e->view, argument, err) : ST_OK;
	if (st) {
		engine_free(e);
		e = NULL;
	}
	*out = e;
	return st;
}

static void lay_out(struct view_engine *e)
{
	e->area = (struct area){ 0, 0, draw_height() - FURNITURE, draw_width() };
	e->laid_out = true;
	e->dirty = true;
	if (e->view.ops->layout)
		e->view.ops->layout(&e->view, e->area);
	else if (e->widget_count == 1)
		view_place(&e->view, e->widgets[0], e->area);
}

/* A view is laid out as soon as it is on top, not when it is painted: keys that were typed ahead need its focus. */
static void lay_out_top(struct ui *ui)
{
	if (ui->top && !ui->top->laid_out)
		lay_out(ui->top);
}

enum status view_open(struct ui *ui, const struct view_ops *ops, void *argument, struct err *err)
{
	struct view_engine *e;
	enum status st = open_view(ui, ops, argument, &e, err);
	if (st)
		return st;
	if (ui->top)
		ui->top->covered = true;
	e->below = ui->top;
	ui->top = e;
	ui->dirty = true;
	lay_out_top(ui);
	return ST_OK;
}

enum status view_replace(struct ui *ui, const struct view_ops *ops, void *argument, struct err *err)
{
	struct view_engine *e, *old = ui->top;
	enum status st = open_view(ui, ops, argument, &e, err);
	if (st)
		return st;
	if (old && old == ui->top) {
		prompt_view_goes(ui, old);
		ui->top = old->below;
		old->closed = true;
		old->below = ui->grave;
		ui->grave = old;
	}
	e->below = ui->top;
	ui->top = e;
	ui->dirty = true;
	lay_out_top(ui);
	return ST_OK;
}

void view_close(struct view *v)
{
	struct ui *ui = v->ui;
	if (v->engine->closed)
		return;
	for (bool last = false; !last && ui->top;) {
		struct view_engine *e = ui->top;
		last = e == v->engine;
		prompt_view_goes(ui, e);
		ui->top = e->below;
		e->closed = true;
		e->below = ui->grave;
		ui->grave = e;
	}
	ui->dirty = true;
}

void view_reap(struct ui *ui)
{
	struct view_engine *top = ui->top;
	bool any = ui->grave != NULL;
	while (ui->grave) {
		struct view_engine *e = ui->grave;
		ui->grave = e->below;
		engine_free(e);
	}
	if (!any || !ui->top || ui->top != top)
		return;
	bool back = ui->top->covered;
	ui->top->covered = false;
	lay_out_top(ui);
	if (back && ui->top->view.ops->shown)
		ui->top->view.ops->shown(&ui->top->view);
	ui->top->dirty = true;
}

void view_close_all(struct ui *ui)
{
	while (ui->top) {
		struct view_engine *e = ui->top;
		ui->top = e->below;
		engine_free(e);
	}
	view_reap(ui);
}

struct view *view_top(struct ui *ui)
{
	return ui->top ? &ui->top->view : NULL;
}

/* ---- widgets ------------------------------------------------------------------------------------------------ */

static bool can_focus(const struct widget *w)
{
	return w->area.height > 0 && w->area.width > 0 && w->ops->focus;
}

static bool give_focus(struct view_engine *e, struct widget *w, int from)
{
	if (!can_focus(w))
		return false;
	bool was = w->focused;
	w->focused = true;
	if (!w->ops->focus(w, true, from)) {
		w->focused = was;
		return false;
	}
	if (e->focus && e->focus != w) {
		e->focus->focused = false;
		e->focus->stale = true;
		(void)e->focus->ops->focus(e->focus, false, 0);
	}
	e->focus = w;
	w->stale = true;
	e->view.ui->dirty = true;
	return true;
}

void view_add(struct view *v, struct widget *w)
{
	struct view_engine *e = v->engine;
	e->widgets = mem_grow(e->widgets, e->widget_count + 1, sizeof(struct widget *));
	e->widgets[e->widget_count++] = w;
	w->ui = v->ui;
	w->dirty = true;
}

void view_remove(struct view *v, struct widget *w)
{
	struct view_engine *e = v->engine;
	for (size_t i = 0; i < e->widget_count; i++)
		if (e->widgets[i] == w) {
			e->widget_count--;
			memmove(e->widgets + i, e->widgets + i + 1, (e->widget_count - i) * sizeof(struct widget *));
			break;
		}
	if (e->focus == w) {
		e->focus = NULL;
		for (size_t i = 0; i < e->widget_count && !e->focus; i++)
			(void)give_focus(e, e->widgets[i], 1);
	}
	e->dirty = true;
}

void view_place(struct view *v, struct widget *w, struct area area)
{
	w->area = area;
	w->dirty = true;
	if (w->ops->place)
		w->ops->place(w);
	if (!v->engine->focus)
		(void)give_focus(v->engine, w, 1);
	v->ui->dirty = true;
}

bool view_focus(struct view *v, struct widget *w)
{
	return give_focus(v->engine, w, 0);
}

struct widget *view_focused(const struct view *v)
{
	return v->engine->focus;
}

void view_dirty(struct view *v)
{
	v->engine->stale = true;
	v->ui->dirty = true;
}

struct area view_area(const struct view *v)
{
	return v->engine->area;
}

/* To the next widget that can have the focus, round, itself last. */
static bool move_focus(struct view_engine *e, int by)
{
	size_t n = e->widget_count, at = 0;
	while (at < n && e->widgets[at] != e->focus)
		at++;
	for (size_t i = 1; i <= n; i++) {
		size_t to = by > 0 ? (at + i) % n : (at + n - i) % n;
		if (give_focus(e, e->widgets[to], by))
			return true;
	}
	return false;
}

bool view_do_request(struct ui *ui, enum ui_request request)
{
	struct view_engine *e = ui->top;
	if (!e)
		return false;
	if (e->focus && e->focus->ops->request && e->focus->ops->request(e->focus, request))
		return true;
	if (e->closed)
		return true;
	if (e->view.ops->request && e->view.ops->request(&e->view, request))
		return true;
	if (request == UI_FIELD_NEXT || request == UI_FIELD_PREVIOUS)
		return move_focus(e, request == UI_FIELD_NEXT ? 1 : -1);
	return false;
}

bool view_do_text(struct ui *ui, const char *s, size_t n, bool pasted)
{
	struct view_engine *e = ui->top;
	if (!e)
		return false;
	if (e->focus && e->focus->ops->text && e->focus->ops->text(e->focus, s, n, pasted))
		return true;
	return !e->closed && e->view.ops->text && e->view.ops->text(&e->view, s, n, pasted);
}

/* ---- painting ----------------------------------------------------------------------------------------------- */

void view_resized(struct ui *ui)
{
	for (struct view_engine *e = ui->top; e; e = e->below)
		e->laid_out = false;
	ui->bar.valid = false;
	ui->dirty = true;
	lay_out_top(ui);
}

void view_paint(struct ui *ui)
{
	struct view_engine *e = ui->top;
	if (!e)
		return;
	lay_out_top(ui);
	for (size_t i = 0; i < e->widget_count; i++)
		e->dirty = e->dirty || (e->widgets[i]->under && e->widgets[i]->dirty);
	if (e->stale && !e->dirty)
		canvas_restore(e->area.row, e->area.height);
	canvas_ground(true);
	if (e->dirty)
		draw_blank(e->area);
	for (size_t i = 0; i < e->widget_count; i++) {
		struct widget *w = e->widgets[i];
		w->dirty = w->dirty || e->dirty;
		if ((w->dirty || w->stale) && w->area.height > 0 && w->area.width > 0)
			w->ops->draw(w);
		w->dirty = w->stale = false;
	}
	canvas_ground(false);
	if ((e->dirty || e->stale) && e->view.ops->draw)
		e->view.ops->draw(&e->view);
	e->dirty = e->stale = false;
}

bool view_cursor(struct ui *ui, int *row, int *col)
{
	struct view_engine *e = ui->top;
	if (!e)
		return false;
	if (e->focus && e->focus->ops->cursor && e->focus->ops->cursor(e->focus, row, col))
		return true;
	return e->view.ops->cursor && e->view.ops->cursor(&e->view, row, col);
}

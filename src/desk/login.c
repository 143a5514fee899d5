/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "desk/commands.h"
#include "desk/ticket.h"
#include "hall/staff.h"
#include "ui/form.h"

struct login {
	struct desk *d;
	struct form *form;
	bool filled;                 /* window and demo words were taken from the open hall */
	bool begun;                  /* the focus was put where typing begins */
};

/* --- what only the hall knows ---------------------------------------------------------------------------------- */

static void window_named(void *ctx, const char *no, const char *name, const char *kind)
{
	struct login *l = ctx;

	(void)kind;
	if (!strcmp(no, form_get(l->form, "window")))
		(void)form_set(l->form, "place", name);
}

/* Says which window the number is. */
static void show_place(struct login *l)
{
	struct err err;
	bool typed = *form_get(l->form, "window");

	(void)form_set(l->form, "place", !typed ? "不在窗口" : l->d->hall ? "没有这个窗口" : "");
	if (l->d->hall && staff_windows(l->d->hall, window_named, l, &err) != ST_OK)
		desk_fail(l->d, &err);
}

/* This terminal's last window, or this PC's usual one, and for a demonstration hall a clerk to log in as: as the files have
 * it for the first paint, then as the hall has it, which mostly is the same. What was typed meanwhile stays. */
static void fill_from_hall(struct login *l)
{
	if (l->filled)
		return;
	l->filled = l->d->hall != NULL;
	if (!*form_get(l->form, "window"))
		(void)form_set(l->form, "window", *l->d->window ? l->d->window : desk_text(l->d, "desk.window"));
	(void)form_set(l->form, "hall", desk_text(l->d, "hall.name"));
	(void)form_set(l->form, "demo", desk_text(l->d, "login.hint"));
	show_place(l);
}

/* --- the view -------------------------------------------------------------------------------------------------- */

static void changed_field(void *ctx, struct form *form, const char *name)
{
	(void)form;
	if (!strcmp(name, "window"))
		show_place(ctx);
}

static enum status open_login(struct view *v, void *argument, struct err *err)
{
	static const struct form_hooks hooks = { .changed = changed_field };
	struct login *l = v->data;
	const struct picture *picture = ui_picture(v->ui, "login", err);

	(void)argument;
	l->d = v->app;
	if (!picture)
		return err->status;
	l->form = form_new(picture, &hooks, l);
	form_look(l->form, "hall", LOOK_STRONG);
	form_look(l->form, "place", LOOK_DIM);
	form_look(l->form, "demo", LOOK_DIM);
	view_add(v, form_widget(l->form));
	fill_from_hall(l);
	return ST_OK;
}

static void close_login(struct view *v)
{
	struct login *l = v->data;

	form_free(l->form);
}

/* Typing begins at the clerk's number, whether or not the hall has told this PC's window yet: what is typed ahead of
 * the first paint must find its place. */
static void layout(struct view *v, struct area area)
{
	struct login *l = v->data;

	view_place(v, form_widget(l->form), area);
	if (!l->begun)
		l->begun = form_focus(l->form, "login");
}

static void draw(struct view *v)
{
	struct login *l = v->data;

	desk_head(l->d, form_area(l->form, "head").row, view_area(v).width, "");
}

static void changed(struct view *v)
{
	fill_from_hall(v->data);
}

static bool may_close(struct view *v)
{
	message_say(v->ui, "还没有登录;退出程序请按 F12");
	return false;
}

/* Enter goes through the form like Tab until the password is there. */
static void go_on(struct login *l)
{
	const char *focused = form_focused(l->form);
	bool known = *form_get(l->form, "login");

	form_focus(l->form, !strcmp(focused, "window") || !known ? "login" : "password");
}

static enum status log_in(struct login *l, struct err *err)
{
	struct actor actor;
	enum status st = desk_open_hall(l->d, err);

	if (st == ST_OK)
		st = staff_login(l->d->hall, form_get(l->form, "login"), form_get(l->form, "password"),
			form_get(l->form, "window"), &actor, err);
	if (st != ST_OK)
		return st;
	l->d->actor = actor;
	if (*actor.window)                             /* a supervisor who comes by without one changes nothing */
		snprintf(l->d->window, sizeof l->d->window, "%s", actor.window);
	return ST_OK;
}

/* The home screen; over it, where that must be, the new password: it knows what was typed here. */
static enum status enter(struct desk *d, struct login *l, struct err *err)
{
	char typed[400] = "";
	enum status st;

	snprintf(typed, sizeof typed, "%s", form_get(l->form, "password"));
	st = view_replace(d->ui, desk_home(d), NULL, err);
	if (st == ST_OK && d->actor.must_change)
		st = view_open(d->ui, &password_view, typed, err);
	explicit_bzero(typed, sizeof typed);
	return st;
}

enum command_answer cmd_login_enter(void *app, const struct call *call)
{
	struct desk *d = app;
	struct login *l = call->view->data;
	struct err err;

	if (!*form_get(l->form, "login") || !*form_get(l->form, "password")) {
		go_on(l);
		return COMMAND_DONE;
	}
	fill_from_hall(l);
	if (log_in(l, &err) != ST_OK) {
		(void)form_set(l->form, "password", "");
		form_focus(l->form, !strcmp(err.code, "E-1105") ? "window" : "password");
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	if (!d->agents && hall_int(d->hall, "desk.agents"))
		d->agents = agents_start(ui_loop(d->ui), d->hall_dir, *hall_text(d->hall, "rating.windows") != '\0',
			hall_int(d->hall, "queue.announce") != 0);
	desk_refresh_status(d);
	ticket_attend(d);
	ui_another_person(d->ui);
	return enter(d, l, &err) == ST_OK ? COMMAND_DONE : desk_answer(d, err.status, &err);
}

const struct view_ops login_view = {
	.context = "login", .title = "登录", .help = "填工号和口令,回车登录。连错五次锁十分钟。", .size = sizeof(struct login),
	.open = open_login, .close = close_login, .layout = layout, .draw = draw, .changed = changed, .shown = changed,
	.tick = view_dirty, .may_close = may_close,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "desk/commands.h"
#include "hall/staff.h"
#include "ui/form.h"

struct login {
	struct desk *d;
	struct form *form;
	bool filled;                 /* window and demo words were taken from the hall */
};

static void windows_into(void *ctx, const char *no, const char *name, const char *kind)
{
	struct login *l = ctx;

	(void)name, (void)kind;
	if (!*form_get(l->form, "window") && !strcmp(no, hall_text(l->d->hall, "desk.window")))
		(void)form_set(l->form, "window", no);
}

/* What only the hall knows: this PC's usual window and, for a demonstration hall, a clerk to log in as. */
static void fill_from_hall(struct login *l)
{
	struct err err;

	if (l->filled || !l->d->hall)
		return;
	l->filled = true;
	if (staff_windows(l->d->hall, windows_into, l, &err) != ST_OK) {
		desk_fail(l->d, &err);
		return;
	}
	(void)form_set(l->form, "hall", hall_text(l->d->hall, "hall.name"));
	(void)form_set(l->form, "demo", hall_text(l->d->hall, "login.hint"));
}

static enum status open_login(struct view *v, void *argument, struct err *err)
{
	struct login *l = v->data;
	const struct picture *picture = ui_picture(v->ui, "login", err);

	(void)argument;
	l->d = v->app;
	if (!picture)
		return err->status;
	l->form = form_new(picture, NULL, l);
	view_add(v, form_widget(l->form));
	fill_from_hall(l);
	form_focus(l->form, "login");
	return ST_OK;
}

static void close_login(struct view *v)
{
	struct login *l = v->data;

	form_free(l->form);
}

static void layout(struct view *v, struct area area)
{
	struct login *l = v->data;

	view_place(v, form_widget(l->form), area);
}

static void changed(struct view *v)
{
	fill_from_hall(v->data);
}

enum command_answer cmd_login_enter(void *app, const struct call *call)
{
	struct desk *d = app;
	struct login *l = call->view->data;
	struct actor actor;
	struct err err;
	const char *focused = form_focused(l->form);

	/* Enter goes through the form like Tab until the password is there */
	if (!*form_get(l->form, "login") || !*form_get(l->form, "password")) {
		form_focus(l->form, !strcmp(focused, "window") ? "login" : "password");
		if (*focused && !strcmp(focused, "password") && !*form_get(l->form, "login"))
			form_focus(l->form, "login");
		return COMMAND_DONE;
	}
	if (desk_open_hall(d, &err) != ST_OK ||
	    staff_login(d->hall, form_get(l->form, "login"), form_get(l->form, "password"), form_get(l->form, "window"), &actor,
		&err) != ST_OK) {
		(void)form_set(l->form, "password", "");
		form_focus(l->form, "password");
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	d->actor = actor;
	if (!d->agents && hall_int(d->hall, "desk.agents"))
		d->agents = agents_start(ui_loop(d->ui), d->hall_dir);
	desk_refresh_status(d);
	if (view_replace(call->ui, &home_view, NULL, &err) != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	return COMMAND_DONE;
}

const struct view_ops login_view = {
	.context = "login", .title = "登录", .help = "填工号和口令,回车登录。连错五次锁十分钟。", .size = sizeof(struct login),
	.open = open_login, .close = close_login, .layout = layout, .changed = changed, .shown = changed,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/lock.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/reading.h"
#include "desk/ticket.h"
#include "hall/staff.h"
#include "ui/form.h"

/* The lock is a view above all others whose only ways out are the password and the end of the session. It never closes
 * by Esc, and keys typed ahead go into the password. */
struct locked {
	struct desk *d;
	struct form *form;
	int64_t since_ms;
};

static enum status open_lock(struct view *v, void *argument, struct err *err)
{
	struct locked *l = v->data;
	const struct picture *picture = ui_picture(v->ui, "lock", err);
	char who[160];

	l->d = argument;
	if (!picture)
		return err->status;
	l->since_ms = loop_now();
	l->form = form_new(picture, NULL, l);
	snprintf(who, sizeof who, "%s(%s) 离开中", l->d->actor.name, l->d->actor.work_no);
	(void)form_set(l->form, "hall", hall_text(l->d->hall, "hall.name"));
	(void)form_set(l->form, "who", who);
	form_look(l->form, "hall", LOOK_STRONG);
	view_add(v, form_widget(l->form));
	l->d->lock = l;
	return ST_OK;
}

static void close_lock(struct view *v)
{
	struct locked *l = v->data;

	if (l->d && l->d->lock == l)
		l->d->lock = NULL;
	form_free(l->form);
}

static void layout(struct view *v, struct area area)
{
	struct locked *l = v->data;

	view_place(v, form_widget(l->form), area);
}

static void draw(struct view *v)
{
	struct locked *l = v->data;

	desk_head(l->d, form_area(l->form, "head").row, view_area(v).width, "已锁屏");
}

/* A session that nobody comes back to ends by itself. */
static void tick(struct view *v)
{
	struct locked *l = v->data;

	if (loop_now() - l->since_ms >= hall_int(l->d->hall, "session.minutes") * MINUTE_MS)
		desk_log_out(l->d);
	else
		view_dirty(v);
}

static bool no_scan(struct view *v, const char *s, size_t n)
{
	(void)s, (void)n;
	message_refuse(v->ui, "E-1020", "本机已锁,没有做任何操作;请先输入口令");
	return true;
}

static bool stays(struct view *v)
{
	message_say(v->ui, "本机已锁;请输入口令");
	return false;
}

enum command_answer cmd_lock_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct locked *l = call->view->data;
	struct actor again;
	struct err err;

	enum status st = staff_login(d->hall, d->actor.login, form_get(l->form, "password"), d->actor.window, &again, &err);
	(void)form_set(l->form, "password", "");
	if (st != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	d->lock = NULL;
	view_close(call->view);
	desk_refresh_status(d);
	return COMMAND_DONE;
}

enum command_answer cmd_desk_logout(void *app, const struct call *call)
{
	struct desk *d = app;

	(void)call;
	desk_log_out(d);
	message_say(d->ui, "已退出登录;草稿都已保存");
	return COMMAND_DONE;
}

static const struct view_ops lock_view = {
	.context = "lock", .title = "锁屏", .help = "输入自己的口令继续。别人要用本机,按 F11 换人登录:草稿留给本人。",
	.size = sizeof(struct locked), .open = open_lock, .close = close_lock, .layout = layout, .draw = draw, .tick = tick,
	.scan = no_scan, .may_close = stays,
};

void desk_lock(struct desk *d)
{
	struct err err;

	if (d->lock || !*d->actor.login)
		return;
	desk_save(d);
	reading_drop(d, NULL);                       /* what a card tells is for whoever sits here */
	if (view_open(d->ui, &lock_view, d, &err) != ST_OK)
		desk_fail(d, &err);
}

void desk_log_out(struct desk *d)
{
	struct view *top;
	struct err err;

	if (!*d->actor.login)
		return;
	desk_save(d);
	reading_drop(d, NULL);
	/* the home screen is the lowest; the login takes its place */
	while ((top = view_top(d->ui)) && top->ops != desk_home(d))
		view_close(top);
	desk_drop_intake(d);
	ticket_leave(d);
	d->actor = (struct actor){ 0 };
	*d->status = *d->printing = '\0';
	d->idle_width = 0;
	if (view_replace(d->ui, &login_view, NULL, &err) != ST_OK)
		desk_fail(d, &err);
}

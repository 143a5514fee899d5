/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "desk/commands.h"
#include "hall/staff.h"
#include "ui/form.h"

/* A clerk's own password. Opened by her, or over the home screen right after a login with a password that another has set or
 * that is too old: then the only ways out are a new one and the end of the session. */
struct password {
	struct desk *d;
	struct form *form;
	bool forced;
};

static void say_rules(struct password *p)
{
	long history = hall_int(p->d->hall, "password.history");
	char text[160];

	snprintf(text, sizeof text, "至少%ld个字符,含大写、小写、数字、符号中的%ld类。", hall_int(p->d->hall, "password.least"),
		hall_int(p->d->hall, "password.classes"));
	(void)form_set(p->form, "rule", text);
	snprintf(text, sizeof text, "与最近%ld次的都不同。", history);
	(void)form_set(p->form, "last", history ? text : "");
}

/* `argument` is the password that the login was made with, NULL when nothing forces. It is in its place already then. */
static enum status open_password(struct view *v, void *argument, struct err *err)
{
	struct password *p = v->data;
	const struct picture *picture = ui_picture(v->ui, "password", err);
	char who[160];

	p->d = v->app;
	p->forced = argument != NULL;
	if (!picture)
		return err->status;
	p->form = form_new(picture, NULL, p);
	snprintf(who, sizeof who, "%s(%s)", p->d->actor.name, p->d->actor.login);
	(void)form_set(p->form, "who", who);
	(void)form_set(p->form, "why", p->forced ? "这个口令是别人设的或已到期,请先另取一个。" : "");
	form_look(p->form, "who", LOOK_STRONG);
	form_look(p->form, "rule", LOOK_DIM);
	form_look(p->form, "last", LOOK_DIM);
	say_rules(p);
	if (p->forced) {
		(void)form_set(p->form, "before", argument);
		form_lock(p->form, "before", true);
	}
	view_add(v, form_widget(p->form));
	return ST_OK;
}

static void close_password(struct view *v)
{
	form_free(((struct password *)v->data)->form);
}

static void layout(struct view *v, struct area area)
{
	view_place(v, form_widget(((struct password *)v->data)->form), area);
}

static void draw(struct view *v)
{
	struct password *p = v->data;

	desk_head(p->d, form_area(p->form, "head").row, view_area(v).width, "改口令");
}

static bool may_close(struct view *v)
{
	struct password *p = v->data;

	if (p->forced)
		message_say(v->ui, "请先改口令;不是本人请按 F11 退出登录");
	return !p->forced;
}

/* Enter goes through the fields like Tab until all are filled. */
static bool go_on(struct password *p)
{
	static const char *const fields[] = { "before", "fresh", "again" };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (!*form_get(p->form, fields[i])) {
			form_focus(p->form, fields[i]);
			return true;
		}
	return false;
}

/* What was typed wrong goes; the focus stands where to begin anew. */
static enum command_answer again(struct password *p, const struct err *err)
{
	bool before = strcmp(err->code, "E-1101") == 0 || strcmp(err->code, "E-1102") == 0;

	(void)form_set(p->form, "fresh", "");
	(void)form_set(p->form, "again", "");
	if (before && !p->forced)
		(void)form_set(p->form, "before", "");
	form_focus(p->form, before && !p->forced ? "before" : "fresh");
	desk_fail(p->d, err);
	return COMMAND_REFUSED;
}

enum command_answer cmd_password_set(void *app, const struct call *call)
{
	struct password *p = call->view->data;
	struct desk *d = app;
	struct err err;
	enum status st = ST_OK;

	if (go_on(p))
		return COMMAND_DONE;
	if (strcmp(form_get(p->form, "fresh"), form_get(p->form, "again")) != 0)
		st = err_set(&err, ST_DATA, "E-1121", "两次输入的新口令不一样,口令未变。请再输两次。");
	if (st == ST_OK)
		st = staff_change_password(d->hall, &d->actor, form_get(p->form, "before"), form_get(p->form, "fresh"), &err);
	if (st != ST_OK)
		return again(p, &err);
	d->actor.must_change = false;
	view_close(call->view);
	message_say(d->ui, "口令已改,下次登录和开锁用新口令");
	return COMMAND_DONE;
}

enum command_answer cmd_password_change(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	return desk_answer(d, view_open(d->ui, &password_view, NULL, &err), &err);
}

const struct view_ops password_view = {
	.context = "password", .title = "改口令",
	.help = "Enter 逐栏往下,填完即改。忘了现在的口令,请找系统管理员另设。", .size = sizeof(struct password),
	.open = open_password, .close = close_password, .layout = layout, .draw = draw, .tick = view_dirty, .may_close = may_close,
};

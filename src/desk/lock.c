/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/lock.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "hall/staff.h"

/* The lock is a view above all others whose only way out is the password. It never closes by Esc. */
struct locked { struct desk *d; };

static void draw(struct view *v)
{
	struct locked *l = v->data;
	struct area a = view_area(v);
	int middle = a.row + a.height / 2;

	draw_blank(a);
	desk_head(l->d, a.row, a.width, "已锁屏");
	draw_format(middle - 1, a.col + 4, a.width - 8, LOOK_STRONG, "%s(%s)离开中。办件和草稿都已保存。", l->d->actor.name,
		l->d->actor.work_no);
	draw_text(middle + 1, a.col + 4, a.width - 8, LOOK_PLAIN, "按任意键,输入口令继续。");
}

static void unlocked(void *ctx, const char *password)
{
	struct view *v = ctx;
	struct locked *l = v->data;
	struct actor again;
	struct err err;

	if (!password)
		return;
	enum status st = staff_login(l->d->hall, l->d->actor.login, password, l->d->actor.window, &again, &err);
	if (st != ST_OK) {
		desk_fail(l->d, &err);
		return;
	}
	l->d->lock = NULL;
	view_close(v);
	desk_refresh_status(l->d);
}

static void ask(struct view *v)
{
	struct locked *l = v->data;
	char label[96];

	snprintf(label, sizeof label, "%s 的口令:", l->d->actor.name);
	prompt_open(l->d->ui, &(struct prompt){ .type = PROMPT_SECRET, .label = label, .done = unlocked, .ctx = v });
}

static enum status open_lock(struct view *v, void *argument, struct err *err)
{
	struct locked *l = v->data;

	(void)err;
	l->d = argument;
	l->d->lock = l;
	return ST_OK;
}

static bool any_text(struct view *v, const char *s, size_t n, bool pasted)
{
	(void)s, (void)n, (void)pasted;
	ask(v);
	return true;
}

static bool any_request(struct view *v, enum ui_request request)
{
	(void)request;
	ask(v);
	return true;
}

static bool any_scan(struct view *v, const char *s, size_t n)
{
	(void)v, (void)s, (void)n;
	return true;                     /* swallowed: nothing may be opened from here */
}

static bool stays(struct view *v)
{
	ask(v);
	return false;
}

static const char *const lock_contexts[] = { "lock", NULL };
static const char *const *contexts(struct view *v)
{
	(void)v;
	return lock_contexts;
}

static const struct view_ops lock_view = {
	.context = "lock", .title = "锁屏", .help = "输入自己的口令继续;别人要用本机,请另开一个终端登录。", .hint = "任意键 继续",
	.size = sizeof(struct locked), .open = open_lock, .draw = draw, .text = any_text, .request = any_request,
	.scan = any_scan, .contexts = contexts, .may_close = stays,
};

void desk_lock(struct desk *d)
{
	struct err err;

	if (d->lock || !*d->actor.login)
		return;
	desk_save(d);
	if (view_open(d->ui, &lock_view, d, &err) != ST_OK)
		desk_fail(d, &err);
}

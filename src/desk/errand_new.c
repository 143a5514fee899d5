/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/errand.h"
#include "desk/reading.h"
#include "law/identity.h"
#include "ui/form.h"

/* The form of a new errand. What is wrong is said at its field; nothing that was typed goes until it is registered or given up. */
static const char *const fields[] = { "kind", "source", "name", "category", "id_number", "phone", "address", "items", "place", "note" };

struct errand_new {
	struct desk *d;
	struct form *form;
	char uuid[37];                               /* of this registration: F10 twice is one errand (T1) */
	bool left;                                   /* Esc was pressed once with something typed */
	struct id_card card;                         /* what it told otherwise waits for the key once more; kind NONE: nothing does */
};

/* Numbers are made what they will be stored as. */
static enum status check(void *ctx, struct form *form, const char *name, const char *value, struct err *err)
{
	struct identity id;
	char phone[20];
	enum status st = ST_OK;

	(void)ctx;
	if (strcmp(name, "id_number") == 0 && (st = identity_read(value, clock_today(), &id, err)) == ST_OK)
		st = form_set(form, name, id.number);
	else if (strcmp(name, "phone") == 0 && (st = phone_read(value, 1, phone, err)) == ST_OK)
		st = form_set(form, name, phone);
	return st;
}

static enum status open_new(struct view *v, void *argument, struct err *err)
{
	static const struct form_hooks hooks = { .check = check };
	struct errand_new *n = v->data;
	const struct picture *picture = ui_picture(v->ui, "errand-new", err);

	(void)argument;
	n->d = v->app;
	crypto_uuid(n->uuid);
	if (!picture)
		return err->status;
	n->form = form_new(picture, &hooks, n);
	(void)form_set(n->form, "hint", "帮办代办不收费。登记后编号,起算响应时限;同来的别人登记后再加。");
	form_look(n->form, "hint", LOOK_DIM);
	view_add(v, form_widget(n->form));
	return ST_OK;
}

static void close_new(struct view *v)
{
	struct errand_new *n = v->data;

	if (n->d)
		reading_drop(n->d, n);
	n->card = (struct id_card){ .kind = ID_CARD_NONE };
	form_free(n->form);
}

static void layout(struct view *v, struct area area)
{
	view_place(v, form_widget(((struct errand_new *)v->data)->form), area);
}

static void draw(struct view *v)
{
	struct errand_new *n = v->data;

	desk_head(n->d, form_area(n->form, "head").row, view_area(v).width, "登记帮办代办");
}

/* Esc once says what would be lost. */
static bool may_close(struct view *v)
{
	struct errand_new *n = v->data;

	if (n->left || !form_touched(n->form))
		return true;
	n->left = true;
	form_clean(n->form);
	message_say(v->ui, "没有登记。再按 Esc 放弃所填的,F10 登记");
	return false;
}

static enum status register_it(struct errand_new *n, struct errand_done *done, struct err *err)
{
	struct act_value values[COUNT_OF(fields)];
	struct errand_call call = { .uuid = n->uuid, .word = "register", .values = values };
	char *kept[COUNT_OF(fields)];
	enum status st;

	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		kept[i] = mem_text(form_get(n->form, fields[i]));
		values[call.count++] = (struct act_value){ fields[i], kept[i] };
	}
	st = errand_act(n->d->hall, &n->d->actor, &call, done, err);
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		mem_wipe_free(kept[i], strlen(kept[i]));
	return st;
}

enum command_answer cmd_errand_register(void *app, const struct call *call)
{
	struct errand_new *n = call->view->data;
	struct desk *d = app;
	struct errand_done done;
	struct err err;
	enum status st = form_verify(n->form, &err);

	if (st == ST_OK)
		st = register_it(n, &done, &err);
	if (st != ST_OK) {
		if (form_has(n->form, err.where)) {
			form_fault(n->form, err.where, &err);
			form_focus(n->form, err.where);
		}
		return desk_answer(d, st, &err);
	}
	st = view_replace(d->ui, &errand_view, done.number, &err);
	if (st == ST_OK)
		message_say(d->ui, "已登记,编号 %s", done.number);
	return desk_answer(d, st, &err);
}

/* Is it somebody else's card? The number decides, and without one the name; what was only begun may still become this card's. */
static const char *another_person(const struct errand_new *n, const struct id_card *card)
{
	const char *number = form_get(n->form, "id_number"), *name = form_get(n->form, "name");

	if (*number)
		return strncmp(number, card->number, strlen(number)) != 0 ? "证件号" : NULL;
	return strncmp(name, card->name, strlen(name)) != 0 ? "姓名" : NULL;
}

/* Empty fields take what the card tells, with `all` the others, too; what stays otherwise is named. */
static int take_card(struct errand_new *n, const struct id_card *card, bool all, struct buf *differ)
{
	const struct { const char *field, *name, *value; } told[] = { { "name", "姓名", card->name }, { "id_number", "证件号", card->number },
		{ "address", "住址", card->address } };
	int filled = 0;

	for (size_t i = 0; i < COUNT_OF(told); i++) {
		const char *now = form_get(n->form, told[i].field);
		if (!*told[i].value || strcmp(now, told[i].value) == 0)
			continue;
		if (!*now || all)
			filled += form_set(n->form, told[i].field, told[i].value) == ST_OK;
		else
			buf_format(differ, "%s%s", differ->len ? "、" : "", told[i].name);
	}
	return filled;
}

static void got_card(void *ctx, const struct id_card *card)
{
	struct errand_new *n = ctx;
	const char *other = another_person(n, card);
	struct buf differ, done;

	buf_init(&differ, BUF_SMALL);
	buf_init(&done, BUF_SMALL);
	if (other)
		buf_format(&done, "%s与已填的不同,像是另一个人的卡,都没有填:再按 F4 照卡", other);
	else
		buf_format(&done, "已填 %d 栏", take_card(n, card, false, &differ));
	if (differ.len)
		buf_format(&done, ";%s与已填的不同,没有改:再按 F4 照卡", differ.data);
	if (other || differ.len)
		n->card = *card;
	reading_say(n->d, card, done.data);
	buf_release(&differ);
	buf_release(&done);
}

enum command_answer cmd_errand_card(void *app, const struct call *call)
{
	struct errand_new *n = call->view->data;
	struct buf none;

	if (n->card.kind == ID_CARD_NONE)
		return reading_start(app, "", got_card, n);
	buf_init(&none, BUF_SMALL);
	message_say(call->ui, "照卡改了 %d 栏", take_card(n, &n->card, true, &none));
	buf_release(&none);
	n->card = (struct id_card){ .kind = ID_CARD_NONE };
	return COMMAND_DONE;
}

enum command_answer cmd_errand_next(void *app, const struct call *call)
{
	struct errand_new *n = call->view->data;

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (strcmp(fields[i], form_focused(n->form)) == 0) {
			if (i + 1 == COUNT_OF(fields))
				return cmd_errand_register(app, call);
			form_focus(n->form, fields[i + 1]);
			return COMMAND_DONE;
		}
	return COMMAND_REFUSED;
}

enum command_answer cmd_errands_new(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;
	enum status st = hall_clock_check(d->hall, &err);

	(void)call;
	if (st == ST_OK)
		st = view_open(d->ui, &errand_new_view, NULL, &err);
	return desk_answer(d, st, &err);
}

static const char *const *contexts(struct view *v)
{
	static const char *const plain[] = { "errand-new", NULL }, *const reading[] = { "card-reading", "errand-new", NULL };

	return reading_on(v->app, v->data) ? reading : plain;
}

const struct view_ops errand_new_view = {
	.context = "errand-new", .contexts = contexts, .title = "登记帮办代办", .help = "登记一件帮办代办。Enter 逐栏往下,F10 登记;编号以后在那一件里响应、加人、委托。",
	.size = sizeof(struct errand_new), .open = open_new, .close = close_new, .layout = layout, .draw = draw, .tick = view_dirty,
	.may_close = may_close,
};

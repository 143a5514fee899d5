/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/outbox.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/rows.h"
#include "ui/form.h"
#include "ui/list.h"

#define OUTBOX_ROOM 300

struct outbox {
	struct desk *d;
	struct form *frame;
	struct list *list;
	struct outbox_row rows[OUTBOX_ROOM];
	size_t count;
};

static size_t count_rows(void *ctx)
{
	return ((struct outbox *)ctx)->count;
}

static uint64_t id(void *ctx, size_t row)
{
	return (uint64_t)((struct outbox *)ctx)->rows[row].id;
}

static void state_cell(const struct outbox_row *r, struct buf *out, enum look *look)
{
	static const struct { const char *code, *name; enum look look; } states[] = {
		{ "pending", "待发", LOOK_PLAIN }, { "sending", "在发", LOOK_PLAIN }, { "delivered", "已送达", LOOK_GOOD },
		{ "rejected", "被拒", LOOK_BAD }, { "parked", "停下", LOOK_BAD }, { "held", "暂停", LOOK_WARN },
	};

	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (!strcmp(states[i].code, r->state)) {
			buf_text(out, states[i].name);
			*look = states[i].look;
		}
	if (r->maybe_sent)
		buf_text(out, "(或已达)");
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct outbox_row *r = &((struct outbox *)ctx)->rows[row];

	switch (column) {
	case 0: row_number_tail(r->dossier, out); break;
	case 1: buf_text(out, r->department_name); break;
	case 2: buf_text(out, r->item_name); break;
	case 3: state_cell(r, out, look); break;
	case 4: buf_format(out, "%d", r->tries); break;
	case 5:
		if (r->next_at) {
			struct clock_hm t = clock_time_of(r->next_at);
			buf_format(out, "%02d:%02d", t.hour, t.minute);
		}
		break;
	default: buf_text(out, r->note); *look = LOOK_DIM;
	}
}

static void read_again(struct outbox *o)
{
	struct err err;

	if (outbox_list(o->d->hall, "", o->rows, OUTBOX_ROOM, &o->count, &err) != ST_OK)
		desk_fail(o->d, &err);
	list_reload(o->list);
}

static enum status open_outbox(struct view *v, void *argument, struct err *err)
{
	static const struct list_column columns[] = { { "件号", 6, false }, { "部门", 16, false }, { "事项", 20, false },
		{ "状态", 13, false }, { "次", 4, true }, { "再试", 6, false }, { "说明", 0, false } };
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id };
	struct outbox *o = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	o->d = v->app;
	if (!picture)
		return err->status;
	o->frame = form_new(picture, NULL, o);
	o->list = list_new(columns, COUNT_OF(columns), LIST_TITLES, &source, o);
	list_empty(o->list, "没有等着发的消息");
	view_add(v, form_widget(o->frame));
	view_add(v, list_widget(o->list));
	read_again(o);
	view_focus(v, list_widget(o->list));
	return ST_OK;
}

static void close_outbox(struct view *v)
{
	struct outbox *o = v->data;

	list_free(o->list);
	form_free(o->frame);
}

static void layout(struct view *v, struct area area)
{
	struct outbox *o = v->data;

	view_place(v, form_widget(o->frame), area);
	view_place(v, list_widget(o->list), form_area(o->frame, "rows"));
}

static void draw(struct view *v)
{
	struct outbox *o = v->data;

	desk_head(o->d, form_area(o->frame, "head").row, view_area(v).width, "分派给部门的消息");
}

static void changed(struct view *v)
{
	read_again(v->data);
}

typedef enum status message_act(struct hall *h, const struct actor *by, int64_t id, struct err *err);

static enum command_answer act(struct desk *d, const struct call *call, message_act *fn, const char *words)
{
	struct outbox *o = call->view->data;
	size_t row = list_selected(o->list);
	struct err err;

	if (row == LIST_NONE) {
		message_say(d->ui, "没有选中消息");
		return COMMAND_REFUSED;
	}
	if (fn(d->hall, &d->actor, o->rows[row].id, &err) != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	message_say(d->ui, "%s", words);
	read_again(o);
	return COMMAND_DONE;
}

enum command_answer cmd_outbox_retry(void *app, const struct call *call)
{
	return act(app, call, outbox_retry, "现在就再发");
}

enum command_answer cmd_outbox_hold(void *app, const struct call *call)
{
	return act(app, call, outbox_hold, "已暂停,不会发出");
}

const struct view_ops outbox_view = {
	.context = "outbox", .title = "分派给部门的消息", .help = "程序自己发,断了自己再试;停下的要人看一眼。", .size = sizeof(struct outbox),
	.open = open_outbox, .close = close_outbox, .layout = layout, .draw = draw, .changed = changed, .shown = changed,
};

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
	struct view *view;
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

enum { COLUMN_DOSSIER, COLUMN_DEPARTMENT, COLUMN_ITEM, COLUMN_STATE, COLUMN_TRIES, COLUMN_NEXT, COLUMN_NOTE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_DOSSIER] = { "件号", 5, false }, [COLUMN_DEPARTMENT] = { "部门", 20, false }, [COLUMN_ITEM] = { "事项", 0, false },
	[COLUMN_STATE] = { "状态", 8, false }, [COLUMN_TRIES] = { "次", 3, true }, [COLUMN_NEXT] = { "再试", 5, false },
	[COLUMN_NOTE] = { "说明", 40, false },
};

static enum look state_look(const struct outbox_row *r)
{
	static const struct { const char *code; enum look look; } states[] = {
		{ "delivered", LOOK_GOOD }, { "rejected", LOOK_BAD }, { "parked", LOOK_BAD }, { "held", LOOK_WARN } };

	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (!strcmp(states[i].code, r->state))
			return states[i].look;
	return LOOK_PLAIN;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct outbox_row *r = &((struct outbox *)ctx)->rows[row];

	switch (column) {
	case COLUMN_DOSSIER: row_number_tail(r->dossier, out); break;
	case COLUMN_DEPARTMENT: buf_text(out, r->department_name); break;
	case COLUMN_ITEM: buf_text(out, r->item_name); break;
	case COLUMN_STATE: buf_text(out, outbox_state_name(r)); *look = state_look(r); break;
	case COLUMN_TRIES: buf_format(out, "%d", r->tries); break;
	case COLUMN_NEXT:
		if (r->next_at) {
			struct clock_hm t = clock_time_of(r->next_at);
			buf_format(out, "%02d:%02d", t.hour, t.minute);
		}
		break;
	default: buf_text(out, r->note); *look = LOOK_DIM;
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct outbox *)ctx)->view);
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
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct outbox *o = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	o->d = v->app;
	o->view = v;
	if (!picture)
		return err->status;
	o->frame = form_new(picture, NULL, o);
	o->list = list_new(columns, COLUMN_NOTE, LIST_TITLES, &source, o);
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
	struct area rows = form_area(o->frame, "rows");
	list_columns(o->list, columns, rows.width < 124 ? COLUMN_NOTE : COLUMNS);
	view_place(v, list_widget(o->list), rows);
}

static void draw(struct view *v)
{
	struct outbox *o = v->data;
	size_t row = list_selected(o->list);
	struct buf out;

	desk_head(o->d, form_area(o->frame, "head").row, view_area(v).width, "分派给部门的消息");
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE)
		buf_format(&out, "%s:%s,%s\n%s", o->rows[row].item_name, o->rows[row].department_name, outbox_state_name(&o->rows[row]),
			o->rows[row].note);
	draw_wrap(form_area(o->frame, "detail"), LOOK_PLAIN, out.data);
	buf_release(&out);
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

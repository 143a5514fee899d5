/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/reconcile.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/rows.h"
#include "ui/form.h"
#include "ui/list.h"

#define DIFFERENCE_ROOM 200
#define DIFFERENCE_BASE (INT64_C(1) << 40)       /* what is shown of a difference is no message's id */

/* What differs from the departments comes first, under a heading; then what waits. Without differences no headings. */
enum part { PART_HEADING, PART_DIFFERENCE, PART_MESSAGE };
struct line { enum part part; size_t at; };
static const char *const headings[] = { " 与部门对账不符", " 未送达" };

struct outbox {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct outbox_row rows[OUTBOX_MOST];
	size_t count;
	struct difference differences[DIFFERENCE_ROOM];
	size_t difference_count;
	struct line lines[OUTBOX_MOST + DIFFERENCE_ROOM + COUNT_OF(headings)];
	size_t line_count;
	int64_t asked;                   /* the difference whose settling is being written */
};

static size_t count_rows(void *ctx)
{
	return ((struct outbox *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct outbox *)ctx)->lines[row].part == PART_HEADING;
}

static uint64_t id(void *ctx, size_t row)
{
	const struct outbox *o = ctx;
	const struct line *l = &o->lines[row];

	return l->part == PART_HEADING ? 2 * DIFFERENCE_BASE + (uint64_t)l->at
		: l->part == PART_DIFFERENCE ? (uint64_t)(DIFFERENCE_BASE + o->differences[l->at].id) : (uint64_t)o->rows[l->at].id;
}

enum { COLUMN_DOSSIER, COLUMN_DEPARTMENT, COLUMN_ITEM, COLUMN_STATE, COLUMN_TRIES, COLUMN_NEXT, COLUMN_NOTE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_DOSSIER] = { "件号", 11, false }, [COLUMN_DEPARTMENT] = { "部门", 20, false }, [COLUMN_ITEM] = { "事项", 0, false },
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

static void difference_cell(const struct difference *f, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_DOSSIER: row_number_dated(f->dossier, out); break;
	case COLUMN_DEPARTMENT: buf_text(out, f->department_name); break;
	case COLUMN_ITEM: buf_text(out, difference_kind_name(f->kind)); *look = LOOK_BAD; break;
	case COLUMN_STATE: buf_text(out, f->asked ? "已重问" : "待核对"); *look = f->asked ? LOOK_WARN : LOOK_BAD; break;
	case COLUMN_NOTE: buf_text(out, difference_advice(f)); *look = LOOK_DIM; break;
	default: break;
	}
}

static void message_cell(const struct outbox_row *r, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_DOSSIER: row_number_dated(r->dossier, out); break;
	case COLUMN_DEPARTMENT: buf_text(out, r->department_name); break;
	case COLUMN_ITEM: buf_text(out, r->item_name); break;
	case COLUMN_STATE: buf_text(out, outbox_state_name(r)); *look = state_look(r); break;
	case COLUMN_TRIES: buf_format(out, "%d", r->tries); break;
	case COLUMN_NEXT:
		if (r->next_at > clock_wall_ms()) {      /* what is due goes when the department is reached again */
			struct clock_hm t = clock_time_of(r->next_at);
			buf_format(out, "%02d:%02d", t.hour, t.minute);
		}
		break;
	default: buf_text(out, r->note); *look = LOOK_DIM;
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct outbox *o = ctx;
	const struct line *l = &o->lines[row];

	if (l->part == PART_MESSAGE)
		message_cell(&o->rows[l->at], column, out, look);
	else if (l->part == PART_DIFFERENCE)
		difference_cell(&o->differences[l->at], column, out, look);
	else if (column == 0)
		buf_text(out, headings[l->at]);
}

static void add_lines(struct outbox *o, enum part part, size_t heading, size_t count)
{
	if (o->difference_count && count)
		o->lines[o->line_count++] = (struct line){ PART_HEADING, heading };
	for (size_t i = 0; i < count; i++)
		o->lines[o->line_count++] = (struct line){ part, i };
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct outbox *)ctx)->view);
}

static void read_again(struct outbox *o)
{
	struct err err;

	if (outbox_list(o->d->hall, "", o->rows, OUTBOX_MOST, &o->count, &err) != ST_OK ||
	    difference_list(o->d->hall, o->differences, DIFFERENCE_ROOM, &o->difference_count, &err) != ST_OK)
		desk_fail(o->d, &err);
	o->line_count = 0;
	add_lines(o, PART_DIFFERENCE, 0, o->difference_count);
	add_lines(o, PART_MESSAGE, 1, o->count);
	list_reload(o->list);
}

static enum status open_outbox(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading,
		.moved = moved };
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

	prompt_drop(v->ui, o);
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
	if (row != LIST_NONE && o->lines[row].part == PART_DIFFERENCE) {
		const struct difference *f = &o->differences[o->lines[row].at];
		buf_format(&out, "%s:", f->department_name);
		difference_what(f, &out);
		buf_format(&out, "\n%s", difference_advice(f));
	} else if (row != LIST_NONE && o->lines[row].part == PART_MESSAGE) {
		const struct outbox_row *r = &o->rows[o->lines[row].at];
		buf_format(&out, "%s:%s,%s\n%s", r->item_name, r->department_name, outbox_state_name(r), r->note);
	}
	draw_wrap(form_area(o->frame, "detail"), LOOK_PLAIN, out.data);
	buf_release(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
}

typedef enum status row_act(struct hall *h, const struct actor *by, int64_t id, struct err *err);

static enum command_answer answer(struct outbox *o, enum status st, const struct err *err, const char *words)
{
	if (st != ST_OK) {
		desk_fail(o->d, err);
		return COMMAND_REFUSED;
	}
	message_say(o->d->ui, "%s", words);
	read_again(o);
	view_dirty(o->view);
	return COMMAND_DONE;
}

static const struct line *chosen(struct outbox *o)
{
	size_t row = list_selected(o->list);

	if (row != LIST_NONE && o->lines[row].part != PART_HEADING)
		return &o->lines[row];
	message_say(o->d->ui, "没有选中一行");
	return NULL;
}

enum command_answer cmd_outbox_choose(void *app, const struct call *call)
{
	struct outbox *o = call->view->data;
	const struct line *l = chosen(o);
	char number[24];
	struct err err;

	if (!l)
		return COMMAND_REFUSED;
	const struct difference *f = l->part == PART_DIFFERENCE ? &o->differences[l->at] : NULL;
	text_copy(number, sizeof number, f ? f->dossier : o->rows[l->at].dossier);
	enum status st = view_open(call->ui, &dossier_view, number, &err);
	if (st == ST_NOINPUT && f && f->kind == DIFFERENCE_FOREIGN) {            /* whatever number they wrote, or none */
		message_say(call->ui, "部门收到的这一件不在本大厅,没有办件可看;请电话核对,处理后按 c 写明情况");
		return COMMAND_REFUSED;
	}
	return desk_answer(app, st, &err);
}

enum command_answer cmd_outbox_retry(void *app, const struct call *call)
{
	struct desk *d = app;
	struct outbox *o = call->view->data;
	const struct line *l = chosen(o);
	struct err err;

	if (!l)
		return COMMAND_REFUSED;
	if (l->part == PART_DIFFERENCE)
		return answer(o, difference_again(d->hall, &d->actor, o->differences[l->at].id, &err), &err, "已重问部门,下次对账见结果");
	return answer(o, outbox_retry(d->hall, &d->actor, o->rows[l->at].id, &err), &err, "现在就再发");
}

enum command_answer cmd_outbox_hold(void *app, const struct call *call)
{
	struct desk *d = app;
	struct outbox *o = call->view->data;
	const struct line *l = chosen(o);
	struct err err;

	if (!l)
		return COMMAND_REFUSED;
	if (l->part == PART_DIFFERENCE) {
		message_say(d->ui, "对账不符的已经送过,不能暂停;核对后请按 C 写明情况");
		return COMMAND_REFUSED;
	}
	return answer(o, outbox_hold(d->hall, &d->actor, o->rows[l->at].id, &err), &err, "已暂停,不会发出");
}

static void settled(void *ctx, const char *reason)
{
	struct outbox *o = ctx;
	struct err err;

	if (reason)
		answer(o, difference_acknowledge(o->d->hall, &o->d->actor, o->asked, reason, &err), &err, "已记下核对情况,不再提示这一处");
}

enum command_answer cmd_outbox_settle(void *app, const struct call *call)
{
	struct outbox *o = call->view->data;
	const struct line *l = chosen(o);

	(void)app;
	if (!l)
		return COMMAND_REFUSED;
	if (l->part != PART_DIFFERENCE) {
		message_say(o->d->ui, "这一件还没有送达,不用核对;T 现在再发");
		return COMMAND_REFUSED;
	}
	o->asked = o->differences[l->at].id;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "核对的情况:", .max = 60, .done = settled, .ctx = o });
	return COMMAND_DONE;
}

enum command_answer cmd_outbox_reconcile(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	return answer(call->view->data, reconcile_ask(d->hall, &d->actor, &err), &err, "已请各部门对账,不符的会列在这里");
}

const struct view_ops outbox_view = {
	.context = "outbox", .title = "分派给部门的消息", .help = "程序自己发,断了自己再试;停下的、对账不符的要人看一眼。Enter 打开办件,t 现在就再发。", .size = sizeof(struct outbox),
	.open = open_outbox, .close = close_outbox, .layout = layout, .draw = draw, .changed = changed, .shown = changed,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/act_ask.h"
#include "desk/commands.h"
#include "hall/handover.h"
#include "hall/print_outlook.h"
#include "law/handover.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

#define ROOM 300

/* Which papers wait for which department; they go with one list that both sides sign. Below, the batches whose list the department has
 * not sent back. */
struct handovers {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct handover_waiting rows[ROOM];
	struct handover_batch out[ROOM];
	size_t count, out_count;
	char batch[24];                     /* whose slip is asked about */
	char department[32];                 /* that the question about the bag is about */
};

static size_t count_rows(void *ctx)
{
	const struct handovers *hv = ctx;

	return hv->count + (hv->out_count ? 1 + hv->out_count : 0);
}

/* The row between what waits and what is on its way. */
static bool is_heading(void *ctx, size_t row)
{
	return row == ((struct handovers *)ctx)->count;
}

/* The bar stays on its department, and on its batch, when a colleague hands over another. */
static uint64_t id(void *ctx, size_t row)
{
	const struct handovers *hv = ctx;
	enum { WAITS = 1, OUT };

	if (row < hv->count)
		return list_name_id(WAITS, hv->rows[row].department);
	return row == hv->count ? 0 : list_name_id(OUT, hv->out[row - hv->count - 1].number);
}

enum { COLUMN_NAME, COLUMN_CASES, COLUMN_PIECES, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_NAME] = { "部门", 0, false }, [COLUMN_CASES] = { "办件", 6, true }, [COLUMN_PIECES] = { "材料份数", 9, true },
};

static void out_cell(const struct handovers *hv, size_t row, size_t column, struct buf *out)
{
	char at[20];

	if (row == 0) {
		buf_text(out, column == COLUMN_NAME ? "已交接,回执还没回来" : "");
		return;
	}
	const struct handover_batch *b = &hv->out[row - 1];
	clock_stamp(b->at, at);
	if (column == COLUMN_NAME)
		buf_format(out, "%s  %s  %.11s", b->name, b->number, at + 5);
	else if (column == COLUMN_CASES)
		buf_format(out, "%d", b->cases);
	else
		buf_format(out, "%d种", b->papers);        /* as the list counts its rows; above it is every copy */
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct handovers *hv = ctx;
	const struct handover_waiting *w = &hv->rows[row];

	(void)look;
	if (row >= hv->count)
		out_cell(hv, row - hv->count, column, out);
	else if (column == COLUMN_NAME)
		buf_text(out, w->name);
	else
		buf_format(out, "%d", column == COLUMN_CASES ? w->cases : w->pieces);
}

static void read_again(struct handovers *v)
{
	struct err err;

	if (handover_waiting(v->d->hall, &v->d->actor, v->rows, ROOM, &v->count, &err) != ST_OK ||
	    handover_out(v->d->hall, &v->d->actor, v->out, ROOM, &v->out_count, &err) != ST_OK)
		desk_fail(v->d, &err);
	list_reload(v->list);
}

static enum status open_handovers(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading };
	struct handovers *hv = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	hv->d = v->app;
	hv->view = v;
	if (!picture)
		return err->status;
	hv->frame = form_new(picture, NULL, hv);
	hv->list = list_new(columns, COLUMNS, LIST_TITLES, &source, hv);
	list_empty(hv->list, "没有等着交接的纸质材料");
	view_add(v, form_widget(hv->frame));
	view_add(v, list_widget(hv->list));
	read_again(hv);
	view_focus(v, list_widget(hv->list));
	return ST_OK;
}

static void close_handovers(struct view *v)
{
	struct handovers *hv = v->data;

	prompt_drop(v->ui, hv);
	list_free(hv->list);
	form_free(hv->frame);
}

static void layout(struct view *v, struct area area)
{
	struct handovers *hv = v->data;

	view_place(v, form_widget(hv->frame), area);
	view_place(v, list_widget(hv->list), form_area(hv->frame, "rows"));
}

static void draw(struct view *v)
{
	struct handovers *hv = v->data;

	desk_head(hv->d, form_area(hv->frame, "head").row, view_area(v).width, "材料交接");
	draw_wrap(form_area(hv->frame, "detail"), LOOK_DIM, "多个部门都要的材料只有一份,随先交接的一批走;容缺后来补的,随下一批。");
}

static void changed(struct view *v)
{
	read_again(v->data);
}

/* --- commands ---------------------------------------------------------------------------------------------------- */

static const struct handover_waiting *chosen(const struct call *call)
{
	struct handovers *hv = call->view->data;
	size_t row = list_selected(hv->list);

	if (row < hv->count)
		return &hv->rows[row];
	message_say(call->ui, row == LIST_NONE ? "没有选中部门" : "这一批已经交接;部门签收的回执回来后,按 r 记下");
	return NULL;
}

enum command_answer cmd_handover_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	return desk_answer(d, view_open(d->ui, &handover_view, NULL, &err), &err);
}

enum command_answer cmd_handover_show(void *app, const struct call *call)
{
	const struct handover_waiting *w = chosen(call);
	struct desk *d = app;
	struct document *document;
	struct buf text;
	struct err err;

	if (!w)
		return COMMAND_REFUSED;
	buf_init(&text, BUF_LARGE);
	enum status st = handover_fill(d->hall, &d->actor, w->department, "", PAPER_A4, &document, &err);
	if (st == ST_OK) {
		document_text(document, 0, draw_width() < 100 ? 78 : 96, &text);
		st = scroll_open(d->ui, "材料交接清单(还没有交接)", text.data, false, &err);
	}
	document_free(document);
	buf_release(&text);
	return desk_answer(d, st, &err);
}

static void with_bag(void *ctx, const char *bag)
{
	struct handovers *hv = ctx;
	char outlook[OUTLOOK_SIZE];
	struct print_job job;
	struct err err;

	if (!bag)
		message_say(hv->d->ui, "没有交接");
	else if (handover_print(hv->d->hall, &hv->d->actor, hv->department, bag, "", &job, &err) != ST_OK)
		desk_fail(hv->d, &err);
	else {
		(void)print_outlook(hv->d->hall, &job, outlook);
		message_say(hv->d->ui, "已交接,批次 %s,清单 %d 联,%s;请双方签字", job.number, job.copies, outlook);
	}
	read_again(hv);
}

enum command_answer cmd_handover_print(void *app, const struct call *call)
{
	struct handovers *hv = call->view->data;
	const struct handover_waiting *w = chosen(call);

	(void)app;
	if (!w)
		return COMMAND_REFUSED;
	snprintf(hv->department, sizeof hv->department, "%s", w->department);
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "封袋号(没有封袋就直接回车):", .max = 40, .done = with_bag,
		.ctx = hv });
	return COMMAND_DONE;
}

/* The view may be gone by the time that all is answered; the batch is then told by its number alone. */
static enum status slip_told(struct desk *d, const struct act_value *values, size_t count, struct err *err)
{
	struct view *v = view_top(d->ui);

	if (!v || v->ops != &handover_view)
		return ST_OK;
	const struct handovers *hv = v->data;
	enum status st = handover_slip(d->hall, &d->actor, hv->batch, values, count, err);
	if (st == ST_OK)
		message_say(d->ui, "批次 %s 的回执已记", hv->batch);
	read_again(v->data);
	return st;
}

enum command_answer cmd_handover_slip(void *app, const struct call *call)
{
	struct handovers *hv = call->view->data;
	size_t row = list_selected(hv->list);

	if (row == LIST_NONE || row <= hv->count) {
		message_say(call->ui, "回执记在已交接的批次上:移到下面一栏再按");
		return COMMAND_REFUSED;
	}
	snprintf(hv->batch, sizeof hv->batch, "%s", hv->out[row - hv->count - 1].number);
	act_ask_values(app, &handover_slip_act, slip_told);
	return COMMAND_DONE;
}

const struct view_ops handover_view = {
	.context = "handover", .title = "材料交接", .help = "本窗收到、还没有交给部门的纸质材料。Enter 看清单,F10 交接并打印,双方签字。部门签收后退回的一联是回执,在下面一栏按 r 记下。",
	.size = sizeof(struct handovers), .open = open_handovers, .close = close_handovers, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

#include "desk/commands.h"
#include "desk/preview.h"
#include "desk/rows.h"
#include "hall/print_job.h"
#include "hall/print_outlook.h"
#include "ui/form.h"
#include "ui/list.h"

#define PAPERS_ROOM 200

struct papers {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct print_job rows[PAPERS_ROOM];
	size_t count;
	struct print_job asked;              /* what a prompt asks about */
};

static size_t count_rows(void *ctx)
{
	return ((struct papers *)ctx)->count;
}

static uint64_t id(void *ctx, size_t row)
{
	return (uint64_t)((struct papers *)ctx)->rows[row].id;
}

enum { COLUMN_DOSSIER, COLUMN_NAME, COLUMN_TITLE, COLUMN_COPY, COLUMN_STATE, COLUMN_NOTE, COLUMN_PAPER, COLUMN_DEVICE, COLUMNS };
/* What fits 80 columns ends with the note; the row under the bar tells the rest. */
static const struct list_column columns[COLUMNS] = {
	[COLUMN_DOSSIER] = { "件号", 11, false }, [COLUMN_NAME] = { "申请人", 10, false }, [COLUMN_TITLE] = { "文书", 16, false },
	[COLUMN_COPY] = { "", 6, false }, [COLUMN_STATE] = { "状态", 12, false }, [COLUMN_NOTE] = { "说明", 0, false },
	[COLUMN_PAPER] = { "纸", 4, false }, [COLUMN_DEVICE] = { "打印机", 30, false },
};

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const enum look looks[JOB_STATES] = { [JOB_DEVICE_DONE] = LOOK_WARN, [JOB_CONFIRMED] = LOOK_GOOD,
		[JOB_FAILED] = LOOK_BAD, [JOB_HELD] = LOOK_WARN, [JOB_FILED] = LOOK_GOOD };
	const struct print_job *j = &((struct papers *)ctx)->rows[row];

	switch (column) {
	case COLUMN_DOSSIER: row_number_dated(j->number, out); break;
	case COLUMN_NAME: buf_text(out, j->name); break;
	case COLUMN_TITLE: buf_text(out, j->title); break;
	case COLUMN_COPY:
		if (j->copy_no)
			buf_format(out, "补打%d", j->copy_no);
		break;
	case COLUMN_PAPER: buf_text(out, j->paper); break;
	case COLUMN_STATE: buf_text(out, print_job_words(j)); *look = looks[j->state]; break;
	case COLUMN_NOTE: buf_text(out, j->note); *look = *j->note ? LOOK_WARN : LOOK_DIM; break;
	default: buf_text(out, j->destination); *look = LOOK_DIM;
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct papers *)ctx)->view);
}

static void read_again(struct papers *p)
{
	struct err err;

	if (print_job_list(p->d->hall, 0, "", p->rows, PAPERS_ROOM, &p->count, &err) != ST_OK)
		desk_fail(p->d, &err);
	list_reload(p->list);
}

static enum status open_papers(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct papers *p = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	p->d = v->app;
	p->view = v;
	if (!picture)
		return err->status;
	p->frame = form_new(picture, NULL, p);
	p->list = list_new(columns, COLUMN_PAPER, LIST_TITLES, &source, p);
	list_empty(p->list, "没有打印任务");
	view_add(v, form_widget(p->frame));
	view_add(v, list_widget(p->list));
	read_again(p);
	view_focus(v, list_widget(p->list));
	return ST_OK;
}

static void close_papers(struct view *v)
{
	struct papers *p = v->data;

	list_free(p->list);
	form_free(p->frame);
}

static void layout(struct view *v, struct area area)
{
	struct papers *p = v->data;

	view_place(v, form_widget(p->frame), area);
	struct area rows = form_area(p->frame, "rows");
	list_columns(p->list, columns, rows.width < 124 ? COLUMN_PAPER : COLUMNS);
	view_place(v, list_widget(p->list), rows);
}

static void draw(struct view *v)
{
	struct papers *p = v->data;

	size_t row = list_selected(p->list);
	struct buf out;

	desk_head(p->d, form_area(p->frame, "head").row, view_area(v).width, "打印任务");
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE) {
		const struct print_job *j = &p->rows[row];
		/* what it waits for, where it is, why it was printed anew come first: words of the agents may cover the second row */
		buf_format(&out, "%s%s%s%s%s", j->note, *j->note && *j->reason ? "  " : "", *j->reason ? "补打原因:" : "", j->reason,
			*j->note || *j->reason ? "\n" : "");
		buf_format(&out, "%s %s %d 联,%s%s%s  %s", j->title, j->paper, j->copies, print_job_words(j),
			*j->destination ? ",打印机 " : "", j->destination, j->document_no);
	}
	draw_wrap(form_area(p->frame, "detail"), LOOK_PLAIN, out.data);
	buf_release(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
}

/* --- commands ------------------------------------------------------------------------------------------------ */

static const struct print_job *chosen(const struct call *call)
{
	struct papers *p = call->view->data;
	size_t row = list_selected(p->list);

	if (row != LIST_NONE)
		return &p->rows[row];
	message_say(call->ui, "没有选中打印任务");
	return NULL;
}

typedef enum status job_act(struct hall *h, const struct actor *by, int64_t id, struct err *err);

static enum command_answer act(struct desk *d, const struct call *call, job_act *fn, const char *words)
{
	const struct print_job *j = chosen(call);
	struct err err;

	if (!j)
		return COMMAND_REFUSED;
	if (fn(d->hall, &d->actor, j->id, &err) != ST_OK) {
		desk_fail(d, &err);
		return COMMAND_REFUSED;
	}
	message_say(d->ui, "「%s」%s", j->title, words);
	read_again(call->view->data);
	return COMMAND_DONE;
}

enum command_answer cmd_papers_confirm(void *app, const struct call *call)
{
	return act(app, call, print_job_confirm, "已确认在手");
}

enum command_answer cmd_papers_hold(void *app, const struct call *call)
{
	return act(app, call, print_job_hold, "已暂停,不会打出");
}

enum command_answer cmd_papers_retry(void *app, const struct call *call)
{
	return act(app, call, print_job_retry, "重新排队");
}

static void reprint_because(void *ctx, const char *why)
{
	struct view *v = ctx;
	struct papers *p = v->data;
	char outlook[OUTLOOK_SIZE];
	struct print_job made;
	struct err err;

	if (!why)
		return;
	if (print_job_reprint(p->d->hall, &p->d->actor, p->asked.number, p->asked.kind, why, "", p->asked.large, &made, &err) != ST_OK)
		desk_fail(p->d, &err);
	else {
		(void)print_outlook(p->d->hall, &made, outlook);
		message_say(p->d->ui, "「%s」补打 第%d次,%s", made.title, made.copy_no, outlook);
	}
	read_again(p);
}

enum command_answer cmd_papers_reprint(void *app, const struct call *call)
{
	struct papers *p = call->view->data;
	const struct print_job *j = chosen(call);

	(void)app;
	if (!j)
		return COMMAND_REFUSED;
	p->asked = *j;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "补打的原因:", .max = 40, .check = reprint_reason, .done = reprint_because,
		.ctx = call->view });
	return COMMAND_DONE;
}

enum command_answer cmd_papers_preview(void *app, const struct call *call)
{
	const struct print_job *j = chosen(call);

	return j ? preview_open(app, j) : COMMAND_REFUSED;
}

const struct view_ops papers_view = {
	.context = "papers", .title = "打印任务",
	.help = "打印机报完成不等于纸已在手:拿到纸按 C 确认。没打出的按 R 补打,纸上会印「补打」。", .size = sizeof(struct papers),
	.open = open_papers, .close = close_papers, .layout = layout, .draw = draw, .changed = changed, .shown = changed,
};

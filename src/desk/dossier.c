/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "desk/accept.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "desk/preview.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/clock.h"
#include "hall/print_job.h"
#include "law/number.h"
#include "law/states.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/scroll.h"

#define PAPERS_ROOM 64

/* One list of parts, each under a heading: tasks, papers, materials; for somebody of a department the form in place of the papers.
 * A row is a part and a place in it. */
enum part { PART_HEADING, PART_TASK, PART_PAPER, PART_MATERIAL, PART_FORM };
struct line { enum part part; size_t at; };

struct dossier {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	char number[DOSSIER_NUMBER_SIZE];
	json_t *json;
	struct print_job papers[PAPERS_ROOM];
	size_t paper_count;
	struct line *lines;
	size_t line_count;
	struct print_job asked;
};

enum { COLUMN_SIGN, COLUMN_NAME, COLUMN_WHO, COLUMN_STATE, COLUMN_NOTE, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_SIGN] = { NULL, 2, false }, [COLUMN_NAME] = { NULL, 0, false },
	[COLUMN_WHO] = { NULL, 27, false }, [COLUMN_STATE] = { NULL, 10, false }, [COLUMN_NOTE] = { NULL, 7, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_SIGN] = { NULL, 2, false }, [COLUMN_NAME] = { NULL, 46, false },
	[COLUMN_WHO] = { NULL, 28, false }, [COLUMN_STATE] = { NULL, 14, false }, [COLUMN_NOTE] = { NULL, 0, false } };

static const char *const headings[] = { " 部门任务", " 文书", " 材料", " 申请表" };

/* --- rows ---------------------------------------------------------------------------------------------------- */

static void make_lines(struct dossier *o)
{
	const size_t counts[] = { json_array_size(json_object_get(o->json, "tasks")), o->paper_count,
		json_array_size(json_object_get(o->json, "materials")),
		desk_department(o->d) ? json_array_size(json_object_get(o->json, "form")) : 0 };
	static const enum part parts[] = { PART_TASK, PART_PAPER, PART_MATERIAL, PART_FORM };

	free(o->lines);
	o->lines = mem_array(counts[0] + counts[1] + counts[2] + counts[3] + COUNT_OF(counts), sizeof *o->lines);
	o->line_count = 0;
	for (size_t p = 0; p < COUNT_OF(counts); p++) {
		if (!counts[p])
			continue;
		o->lines[o->line_count++] = (struct line){ PART_HEADING, p };
		for (size_t i = 0; i < counts[p]; i++)
			o->lines[o->line_count++] = (struct line){ parts[p], i };
	}
}

static size_t count_rows(void *ctx)
{
	return ((struct dossier *)ctx)->line_count;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct dossier *)ctx)->lines[row].part == PART_HEADING;
}

static void task_cell(const json_t *t, size_t column, struct buf *out, enum look *look)
{
	int state = task_state_from_code(card_text(t, "state"));
	bool bad = state == TASK_RETURNED || state == TASK_FAILED || state == TASK_REFUSED;

	switch (column) {
	case COLUMN_SIGN: buf_text(out, state < 0 ? "?" : task_sign((enum task_state)state)); break;
	case COLUMN_NAME: buf_text(out, card_text(t, "name")); break;
	case COLUMN_WHO: buf_text(out, card_text(json_object_get(t, "department"), "name")); break;
	case COLUMN_STATE: buf_text(out, card_text(t, "state_name")); *look = bad ? LOOK_WARN : LOOK_STRONG; break;
	default: buf_text(out, *card_text(t, "note") ? card_text(t, "note") : card_text(t, "department_no")); *look = LOOK_DIM;
	}
}

static void paper_cell(const struct print_job *j, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_SIGN: buf_text(out, j->state == JOB_CONFIRMED ? "v" : j->state == JOB_FAILED ? "!" : " "); break;
	case COLUMN_NAME: buf_format(out, "%s %s", j->title, j->paper); break;
	case COLUMN_WHO: buf_text(out, j->document_no); break;
	case COLUMN_STATE: buf_text(out, print_job_words(j)); *look = j->state == JOB_FAILED ? LOOK_BAD : LOOK_STRONG; break;
	default:
		if (j->copy_no)
			buf_format(out, "补打%d ", j->copy_no);
		buf_text(out, j->note);
		*look = LOOK_DIM;
	}
}

static void material_cell(const json_t *m, size_t column, struct buf *out, enum look *look)
{
	switch (column) {
	case COLUMN_NAME: buf_text(out, card_text(m, "name")); break;
	case COLUMN_WHO: buf_format(out, "原件 %d  复印件 %d", (int)json_integer_value(json_object_get(m, "originals")),
			(int)json_integer_value(json_object_get(m, "copies"))); break;
	case COLUMN_STATE: buf_text(out, card_text(m, "state_name")); break;
	case COLUMN_NOTE:
		words_day(day_parse(card_text(m, "date")), clock_today(), out);
		buf_format(out, " %s", card_text(m, "reason"));
		*look = LOOK_DIM;
		break;
	default: break;
	}
}

/* What was filled in, as people read it. */
static const char *form_value(const json_t *f)
{
	return *card_text(f, "value_text") ? card_text(f, "value_text") : card_text(f, "value");
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct dossier *o = ctx;
	const struct line *l = &o->lines[row];

	switch (l->part) {
	case PART_HEADING:
		if (column == 0)
			buf_text(out, headings[l->at]);
		break;
	case PART_TASK:     task_cell(json_array_get(json_object_get(o->json, "tasks"), l->at), column, out, look); break;
	case PART_PAPER:    paper_cell(&o->papers[l->at], column, out, look); break;
	case PART_MATERIAL: material_cell(json_array_get(json_object_get(o->json, "materials"), l->at), column, out, look); break;
	case PART_FORM: {
		const json_t *f = json_array_get(json_object_get(o->json, "form"), l->at);
		if (column == COLUMN_NAME)
			buf_text(out, card_text(f, "label"));
		else if (column == COLUMN_WHO)
			buf_text(out, form_value(f));
		break;
	}
	}
}

/* --- the view ------------------------------------------------------------------------------------------------ */

/* The papers of this dossier, in the order in which they were made. */
static enum status read_papers(struct dossier *o, struct err *err)
{
	enum status st = ST_OK;

	o->paper_count = 0;                          /* papers are full personal data, of all items: not a department's */
	if (!desk_department(o->d))
		st = print_job_of(o->d->hall, o->number, o->papers, PAPERS_ROOM, &o->paper_count, err);
	for (size_t i = 0; i < o->paper_count / 2; i++) {
		struct print_job last = o->papers[o->paper_count - 1 - i];
		o->papers[o->paper_count - 1 - i] = o->papers[i];
		o->papers[i] = last;
	}
	return st;
}

static enum status read_again(struct dossier *o, struct err *err)
{
	json_t *fresh;
	enum status st = dossier_json_for(o->d->hall, &o->d->actor, o->number, true, &fresh, err);

	if (st != ST_OK)
		return st;
	json_decref(o->json);
	o->json = fresh;
	st = read_papers(o, err);
	make_lines(o);
	return st;
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct dossier *)ctx)->view);
}

static enum status open_dossier(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .heading = is_heading, .moved = moved };
	struct dossier *o = v->data;
	const struct picture *picture = ui_picture(v->ui, "dossier", err);

	o->d = v->app;
	o->view = v;
	snprintf(o->number, sizeof o->number, "%s", (const char *)argument);
	if (!picture)
		return err->status;
	enum status st = read_again(o, err);
	if (st != ST_OK)
		return st;
	o->frame = form_new(picture, NULL, o);
	o->list = list_new(columns_80, COLUMNS, 0, &source, o);
	view_add(v, form_widget(o->frame));
	view_add(v, list_widget(o->list));
	list_reload(o->list);
	view_focus(v, list_widget(o->list));
	return ST_OK;
}

static void close_dossier(struct view *v)
{
	struct dossier *o = v->data;

	list_free(o->list);
	form_free(o->frame);
	json_decref(o->json);
	free(o->lines);
}

static void layout(struct view *v, struct area area)
{
	struct dossier *o = v->data;

	view_place(v, form_widget(o->frame), area);
	struct area rows = form_area(o->frame, "rows");
	list_columns(o->list, rows.width < 110 ? columns_80 : columns_132, COLUMNS);
	view_place(v, list_widget(o->list), rows);
}

static void draw_about(struct dossier *o, struct area a)
{
	const json_t *who = json_object_get(o->json, "applicant"), *due = json_object_get(o->json, "due");
	day_t statutory = day_parse(card_text(due, "statutory")), notice = day_parse(card_text(due, "notice"));
	struct buf line;
	char groups[28];

	number_groups(o->number, groups);
	draw_format(a.row, a.col, a.width, LOOK_STRONG, " %s   %s   %s", groups, card_text(json_object_get(o->json, "bundle"), "name"),
		card_text(o->json, "state_name"));
	draw_format(a.row + 1, a.col, a.width, LOOK_PLAIN, " %s  %s  %s  %s", card_text(who, "name"), card_text(who, "id_number"),
		card_text(who, "phone"), card_text(json_object_get(o->json, "delivery"), "mode_name"));
	buf_init(&line, BUF_SMALL);
	bool accepted = *card_text(o->json, "accepted_at");
	buf_text(&line, accepted ? " 受理 " : " 收件 ");
	card_moment(card_text(o->json, accepted ? "accepted_at" : "received_at"), &line);
	struct buf promise;
	buf_init(&promise, BUF_SMALL);
	enum look look = card_due(o->d, o->json, &promise);
	buf_format(&line, "%s%s", promise.len ? "  " : "", promise.data);
	buf_release(&promise);
	if (notice != DAY_NONE && !accepted) {
		buf_text(&line, "  请在 ");
		words_day(notice, clock_today(), &line);
		buf_text(&line, " 前答复");
	}
	if (statutory != DAY_NONE) {
		buf_text(&line, "  法定 ");
		words_day(statutory, clock_today(), &line);
	}
	if (!desk_department(o->d))
		buf_format(&line, "  查询码 %s", card_text(json_object_get(o->json, "codes"), "query"));
	draw_text(a.row + 2, a.col, a.width, look, line.data);
	buf_release(&line);
}

/* The row under the bar in full: names that a column cut, a department's number and what it said. */
static void draw_detail(const struct dossier *o, struct area a)
{
	size_t row = list_selected(o->list);
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE && o->lines[row].part == PART_TASK) {
		const json_t *t = json_array_get(json_object_get(o->json, "tasks"), o->lines[row].at);
		buf_format(&out, "%s:%s,%s", card_text(t, "name"), card_text(json_object_get(t, "department"), "name"), card_text(t, "state_name"));
		if (*card_text(t, "updated_at")) {
			buf_char(&out, ' ');
			card_moment(card_text(t, "updated_at"), &out);
		}
		buf_format(&out, "\n%s%s  %s", *card_text(t, "department_no") ? "部门编号 " : "", card_text(t, "department_no"), card_text(t, "note"));
	} else if (row != LIST_NONE && o->lines[row].part == PART_PAPER) {
		const struct print_job *j = &o->papers[o->lines[row].at];
		buf_format(&out, "%s %s %d 联%s%s  %s\n%s  %s", j->title, j->paper, j->copies, j->copy_no ? ",补打:" : "", j->reason,
			j->document_no, print_job_words(j), j->note);
	} else if (row != LIST_NONE && o->lines[row].part == PART_MATERIAL) {
		const json_t *m = json_array_get(json_object_get(o->json, "materials"), o->lines[row].at);
		buf_format(&out, "%s:%s", card_text(m, "name"), card_text(m, "state_name"));
		buf_format(&out, "%s%s  %s", *card_text(m, "date") ? "," : "", card_text(m, "date"), card_text(m, "reason"));
		const json_t *items = json_object_get(m, "items");
		for (size_t i = 0; i < json_array_size(items); i++)
			buf_format(&out, "%s%s", i ? "、" : "\n用于 ", json_string_value(json_array_get(items, i)));
	} else if (row != LIST_NONE && o->lines[row].part == PART_FORM) {
		const json_t *f = json_array_get(json_object_get(o->json, "form"), o->lines[row].at);
		buf_format(&out, "%s:%s", card_text(f, "label"), form_value(f));
	}
	draw_wrap(a, LOOK_PLAIN, out.data);
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct dossier *o = v->data;
	struct buf title;

	buf_init(&title, BUF_SMALL);
	buf_text(&title, "办件 ");
	row_number_tail(o->number, &title);
	desk_head(o->d, form_area(o->frame, "head").row, view_area(v).width, title.data);
	buf_release(&title);
	draw_about(o, form_area(o->frame, "about"));
	draw_detail(o, form_area(o->frame, "detail"));
}

static void changed(struct view *v)
{
	struct dossier *o = v->data;
	struct err err;

	if (read_again(o, &err) != ST_OK)
		desk_fail(o->d, &err);
	list_reload(o->list);
	view_dirty(v);
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* The paper under the bar, else the first one. */
static const struct print_job *chosen_paper(const struct call *call)
{
	struct dossier *o = call->view->data;
	size_t row = list_selected(o->list);

	if (row != LIST_NONE && o->lines[row].part == PART_PAPER)
		return &o->papers[o->lines[row].at];
	if (o->paper_count)
		return &o->papers[0];
	message_say(call->ui, "这件还没有文书");
	return NULL;
}

enum command_answer cmd_dossier_continue(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	char number[DOSSIER_NUMBER_SIZE];

	memcpy(number, o->number, sizeof number);      /* the view is closed for the steps */
	return accept_continue(app, call->view, number);
}

enum command_answer cmd_dossier_acts(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	struct err err;

	return desk_answer(app, view_open(call->ui, &acts_view, o->number, &err), &err);
}

enum command_answer cmd_dossier_preview(void *app, const struct call *call)
{
	const struct print_job *j = chosen_paper(call);

	return j ? preview_open(app, j) : COMMAND_REFUSED;
}

static void reprint_because(void *ctx, const char *why)
{
	struct view *v = ctx;
	struct dossier *o = v->data;
	struct print_job made = { .id = 0 };
	struct err err;

	if (!why)
		return;
	if (print_job_reprint(o->d->hall, &o->d->actor, o->number, o->asked.kind, why, "", o->asked.large, &made, &err) != ST_OK)
		desk_fail(o->d, &err);
	else
		message_say(o->d->ui, "「%s」补打 第%d次,已排队", made.title, made.copy_no);
	changed(v);
	for (size_t i = 0; i < o->line_count; i++)
		if (o->lines[i].part == PART_PAPER && o->papers[o->lines[i].at].id == made.id)
			list_select(o->list, i);
}

enum command_answer cmd_dossier_reprint(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	const struct print_job *j = chosen_paper(call);
	char label[128];

	(void)app;
	if (!j)
		return COMMAND_REFUSED;
	o->asked = *j;
	snprintf(label, sizeof label, "补打「%s」的原因:", j->title);
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .max = 40, .check = reprint_reason, .done = reprint_because,
		.ctx = call->view });
	return COMMAND_DONE;
}

/* Every clock with its light, and how each of its days was counted. */
enum command_answer cmd_dossier_clocks(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct dossier *o = call->view->data;
	struct clock_list *list = NULL;
	struct buf text;
	struct err err;
	enum status st = clock_list_for(d->hall, &d->actor, o->number, &list, &err);

	buf_init(&text, BUF_LARGE);
	if (st == ST_OK) {
		clock_list_text(list, true, &text);
		st = scroll_open(call->ui, "期限是怎么算的", text.data, true, &err);
	}
	buf_release(&text);
	clock_list_free(list);
	return desk_answer(d, st, &err);
}

/* Everything in full, on a screen of its own that Esc closes: who decides must read it, and the trail says who did. */
static void revealed(void *ctx, const char *why)
{
	struct dossier *o = ((struct view *)ctx)->data;
	json_t *json = NULL;
	struct buf text;
	struct err err;

	if (!why)
		return;
	buf_init(&text, BUF_LARGE);
	enum status st = dossier_reveal(o->d->hall, &o->d->actor, o->number, why, &json, &err);
	if (st == ST_OK) {
		card_reveal(json, &text);
		st = scroll_open(o->d->ui, "申请原文", text.data, true, &err);
	}
	json_decref(json);
	buf_wipe(&text);
	if (st != ST_OK)
		desk_fail(o->d, &err);
}

static enum status reveal_reason(void *ctx, const char *why, struct err *err)
{
	(void)ctx;
	return *why ? ST_OK : err_set(err, ST_DATA, "E-6403", "看原文要写理由");
}

enum command_answer cmd_dossier_reveal(void *app, const struct call *call)
{
	(void)app;
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "看原文的理由(留痕):", .max = 40, .check = reveal_reason,
		.done = revealed, .ctx = call->view });
	return COMMAND_DONE;
}

/* On to the first row of the next part. */
enum command_answer cmd_dossier_other(void *app, const struct call *call)
{
	struct dossier *o = call->view->data;
	size_t row = list_selected(o->list), n = o->line_count;

	(void)app;
	for (size_t k = 1; row != LIST_NONE && k <= n; k++) {
		size_t i = (row + k) % n;
		if (o->lines[i].part == PART_HEADING && i + 1 < n) {
			size_t last = i + 1;
			while (last + 1 < n && o->lines[last + 1].part != PART_HEADING)
				last++;
			list_select(o->list, last);      /* so that all of the part comes into sight */
			list_select(o->list, i + 1);
			break;
		}
	}
	return COMMAND_DONE;
}

/* F10 pressed once more than it took to accept (reliability no. 14): nothing happens again, and it says what did. */
enum command_answer cmd_dossier_again(void *app, const struct call *call)
{
	const struct dossier *o = call->view->data;
	char groups[28];

	(void)app;
	number_groups(o->number, groups);
	message_say(call->ui, "%s 办件号 %s,不会再办一次", card_text(o->json, "state_name"), groups);
	return COMMAND_DONE;
}

/* What is only received can be gone on with. */
static const char *const *contexts(struct view *v)
{
	static const char *const received[] = { "dossier-received", "dossier", NULL }, *const others[] = { "dossier", NULL },
		*const department[] = { "dossier-department", NULL };
	const struct dossier *o = v->data;

	if (desk_department(o->d))
		return department;

	return strcmp(card_text(o->json, "state"), dossier_state_code(DOSSIER_RECEIVED)) == 0 ? received : others;
}

const struct view_ops dossier_view = {
	.context = "dossier", .title = "办件", .help = "任务自己会动:○待推 ◐办理 ●办结 !退回。V 预览文书,R 补打,W 看期限,Tab 换到下一段。",
	.size = sizeof(struct dossier), .open = open_dossier, .close = close_dossier, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed, .contexts = contexts,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/accept.h"
#include "desk/act_ask.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "desk/rows.h"
#include "law/number.h"
#include "ui/form.h"
#include "ui/list.h"

/* What can be done with a dossier now, by whom, and what was done (law/act.h, hall/act.h). */

#define OPTIONS_MOST 400
#define PROPOSALS_MOST 20

enum part { PART_HEADING, PART_PROPOSAL, PART_MINE, PART_OTHERS, PART_MATERIAL, PART_DONE, PARTS };
static const char *const headings[PARTS] = { [PART_PROPOSAL] = " 等人确认", [PART_MINE] = " 现在可以做", [PART_OTHERS] = " 由别人来做",
	[PART_MATERIAL] = " 材料", [PART_DONE] = " 办理记录" };
struct line { enum part part; size_t at; };

struct acts {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	char number[DOSSIER_NUMBER_SIZE];
	json_t *dossier, *history;
	struct act_option *options;
	size_t option_count;
	struct proposal *proposals;
	size_t proposal_count;
	struct line *lines;
	size_t line_count;
};

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void heading(struct acts *a, enum part part)
{
	a->lines[a->line_count++] = (struct line){ PART_HEADING, part };
}

/* What others do with several tasks alike is one row. */
static bool told(const struct acts *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!a->options[k].mine && a->options[k].act == a->options[i].act)
			return true;
	return false;
}

static int alike(const struct acts *a, const struct act_option *o)
{
	int n = 0;

	for (size_t i = 0; i < a->option_count; i++)
		n += !a->options[i].mine && a->options[i].act == o->act;
	return n;
}

/* Rows of one part under their heading; none, no heading. */
static void add_options(struct acts *a, enum part part, bool mine)
{
	size_t before = a->line_count;

	for (size_t i = 0; i < a->option_count; i++) {
		if (a->options[i].mine != mine || (!mine && told(a, i)))
			continue;
		if (a->line_count == before)
			heading(a, part);
		a->lines[a->line_count++] = (struct line){ part, i };
	}
}

static void add_part(struct acts *a, enum part part, size_t count)
{
	if (count)
		heading(a, part);
	for (size_t i = 0; i < count; i++)
		a->lines[a->line_count++] = (struct line){ part, i };
}

static void make_lines(struct acts *a)
{
	size_t materials = json_array_size(json_object_get(a->dossier, "materials")), done = json_array_size(a->history);

	free(a->lines);
	a->lines = mem_array(a->option_count + a->proposal_count + materials + done + PARTS, sizeof *a->lines);
	a->line_count = 0;
	add_part(a, PART_PROPOSAL, a->proposal_count);
	add_options(a, PART_MINE, true);
	add_options(a, PART_OTHERS, false);
	add_part(a, PART_MATERIAL, materials);
	add_part(a, PART_DONE, done);
}

/* The item of a task, for the row of an act on it. */
static const char *item_name(const struct acts *a, int task)
{
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(a->dossier, "items"), i, item)
		if (json_integer_value(json_object_get(item, "no")) == task)
			return card_text(item, "name");
	return "";
}

/* Somebody of a department sees what is done with its own tasks and with the whole, nothing of others' tasks, and no paper of the whole:
 * those are the applicant's (W-14). */
static void leave_own(struct acts *a)
{
	size_t kept = 0;

	for (size_t i = json_array_size(a->history); i-- > 0;) {
		const json_t *done = json_array_get(a->history, i);
		int task = (int)json_integer_value(json_object_get(done, "task"));
		if (task ? !*item_name(a, task) : strcmp(card_text(done, "word"), ACT_PAPER_MADE) == 0)
			json_array_remove(a->history, i);
	}
	for (size_t i = 0; i < a->option_count; i++)
		if (a->options[i].mine || !a->options[i].task || *item_name(a, a->options[i].task))
			a->options[kept++] = a->options[i];
	a->option_count = kept;
}

static enum status read_again(struct acts *a, struct err *err)
{
	json_t *dossier = NULL, *history = NULL;
	enum status st = dossier_json_for(a->d->hall, &a->d->actor, a->number, true, &dossier, err);

	if (st == ST_OK)
		st = act_history(a->d->hall, a->number, &history, err);
	if (st == ST_OK)
		st = act_options(a->d->hall, &a->d->actor, a->number, a->options, OPTIONS_MOST, &a->option_count, err);
	if (st == ST_OK)
		st = proposal_of(a->d->hall, a->number, a->proposals, PROPOSALS_MOST, &a->proposal_count, err);
	if (st != ST_OK) {
		json_decref(dossier);
		json_decref(history);
		return st;
	}
	json_decref(a->dossier);
	json_decref(a->history);
	a->dossier = dossier;
	a->history = history;
	if (desk_department(a->d))
		leave_own(a);
	make_lines(a);
	return ST_OK;
}

static size_t count_rows(void *ctx)
{
	return ((struct acts *)ctx)->line_count;
}

/* The bar stays on what it stood on, wherever that went: an act and its task, the n-th material, the n-th thing done. */
static uint64_t id(void *ctx, size_t row)
{
	const struct acts *a = ctx;
	const struct line *l = &a->lines[row];
	uint64_t at = l->part == PART_PROPOSAL ? (uint64_t)a->proposals[l->at].id : (uint64_t)l->at;

	if (l->part == PART_MINE || l->part == PART_OTHERS)
		at = (uint64_t)(uintptr_t)a->options[l->at].act + (uint64_t)a->options[l->at].task;
	return (uint64_t)l->part << 56 ^ at;
}

static bool is_heading(void *ctx, size_t row)
{
	return ((struct acts *)ctx)->lines[row].part == PART_HEADING;
}

enum { COLUMN_NO, COLUMN_NAME, COLUMN_WHO, COLUMN_TEXT, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_NO] = { NULL, 3, true }, [COLUMN_NAME] = { NULL, 12, false },
	[COLUMN_WHO] = { NULL, 14, false }, [COLUMN_TEXT] = { NULL, 0, false } };

static void option_cell(const struct acts *a, const struct act_option *o, size_t column, struct buf *out, enum look *look)
{
	char who[120];

	if (!o->mine)
		*look = LOOK_DIM;
	switch (column) {
	case COLUMN_NAME: buf_text(out, o->act->name); break;
	case COLUMN_WHO:
		act_roles(o->act->by & ~BY(SYSTEM), who, sizeof who);
		buf_text(out, who);
		break;
	case COLUMN_TEXT:
		if (o->task && !o->mine && alike(a, o) > 1)
			buf_format(out, "%d 项任务:", alike(a, o));
		else if (o->task)
			buf_format(out, "%s:", item_name(a, o->task));
		buf_text(out, o->act->help);
		break;
	default: break;
	}
}

static void proposal_cell(const struct acts *a, const struct proposal *p, size_t column, struct buf *out, enum look *look)
{
	const struct act *act = act_find(p->task ? ACT_TASK : ACT_DOSSIER, p->word);

	*look = LOOK_WARN;
	if (column == COLUMN_NAME)
		buf_text(out, act ? act->name : p->word);
	else if (column == COLUMN_WHO)
		buf_format(out, "%s 提请", p->who);
	else if (column == COLUMN_TEXT)
		buf_text(out, proposal_answerable(&a->d->actor, p) ? "Enter 看事实、理由和依据,再同意或不同意" :
			"等另一个人确认(W-14);Enter 看提请的内容");
}

static void material_cell(const json_t *m, size_t row, size_t column, struct buf *out, enum look *look)
{
	const char *state = card_text(m, "state");

	if (strcmp(state, "deferred") == 0 || strcmp(state, "defective") == 0 || strcmp(state, "unchecked") == 0)
		*look = LOOK_WARN;
	if (column == COLUMN_NO)
		buf_format(out, "%zu", row + 1);
	else if (column == COLUMN_NAME)
		buf_text(out, card_text(m, "state_name"));
	else if (column == COLUMN_WHO)
		buf_text(out, card_text(m, "date"));
	else
		buf_format(out, "%s%s%s", card_text(m, "name"), *card_text(m, "reason") ? " " : "", card_text(m, "reason"));
}

static void done_cell(const struct acts *a, const json_t *h, size_t column, struct buf *out)
{
	const char *at = card_text(h, "at");
	int task = (int)json_integer_value(json_object_get(h, "task"));

	if (column == COLUMN_NAME)
		buf_text(out, card_text(h, "name"));
	else if (column == COLUMN_WHO)
		card_moment(at, out);
	else if (column == COLUMN_TEXT) {
		buf_format(out, "%s%s%s %s%s%s ", item_name(a, task), task ? ":" : "", card_text(h, "by"), *card_text(h, "second") ? "提请," : "",
			card_text(h, "second"), *card_text(h, "second") ? "确认" : "");
		act_said(h, a->dossier, out);
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct acts *a = ctx;
	const struct line *l = &a->lines[row];

	switch (l->part) {
	case PART_PROPOSAL: proposal_cell(a, &a->proposals[l->at], column, out, look); break;
	case PART_MINE: case PART_OTHERS: option_cell(a, &a->options[l->at], column, out, look); break;
	case PART_MATERIAL: material_cell(json_array_get(json_object_get(a->dossier, "materials"), l->at), l->at, column, out, look); break;
	case PART_DONE: done_cell(a, json_array_get(a->history, l->at), column, out); break;
	default:
		if (column == 0)
			buf_text(out, headings[l->at]);
	}
}

/* --- the view ------------------------------------------------------------------------------------------------------- */

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct acts *)ctx)->view);
}

static enum status open_acts(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .heading = is_heading,
		.moved = moved };
	struct acts *a = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	a->d = v->app;
	a->view = v;
	snprintf(a->number, sizeof a->number, "%s", (const char *)argument);
	a->options = mem_array(OPTIONS_MOST, sizeof *a->options);
	a->proposals = mem_array(PROPOSALS_MOST, sizeof *a->proposals);
	if (!picture)
		return err->status;
	enum status st = read_again(a, err);
	if (st != ST_OK)
		return st;
	a->frame = form_new(picture, NULL, a);
	a->list = list_new(columns, COLUMNS, 0, &source, a);
	list_empty(a->list, "这件已经到头,没有可做的");
	view_add(v, form_widget(a->frame));
	view_add(v, list_widget(a->list));
	list_reload(a->list);
	view_focus(v, list_widget(a->list));
	return ST_OK;
}

static void close_acts(struct view *v)
{
	struct acts *a = v->data;

	list_free(a->list);
	form_free(a->frame);
	json_decref(a->dossier);
	json_decref(a->history);
	free(a->options);
	free(a->proposals);
	free(a->lines);
}

static void layout(struct view *v, struct area area)
{
	struct acts *a = v->data;

	view_place(v, form_widget(a->frame), area);
	view_place(v, list_widget(a->list), form_area(a->frame, "rows"));
}

/* The row under the bar in full. */
static void draw_detail(struct acts *a, struct area area)
{
	size_t row = list_selected(a->list);
	struct buf out;
	enum look look = LOOK_PLAIN;

	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE && a->lines[row].part != PART_HEADING) {
		cell(a, row, COLUMN_NAME, &out, &look);
		buf_text(&out, "  ");
		cell(a, row, COLUMN_TEXT, &out, &look);
	}
	draw_wrap(area, LOOK_PLAIN, out.data);
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct acts *a = v->data;
	struct buf title;

	buf_init(&title, BUF_SMALL);
	buf_text(&title, "办理 ");
	row_number_tail(a->number, &title);
	buf_format(&title, "  %s", card_text(a->dossier, "state_name"));
	desk_head(a->d, form_area(a->frame, "head").row, view_area(v).width, title.data);
	buf_release(&title);
	draw_detail(a, form_area(a->frame, "detail"));
}

/* The act under the bar, of which task; NULL. */
static const struct act *under_bar(const struct acts *a, int *task)
{
	size_t row = list_selected(a->list);

	if (row == LIST_NONE || row >= a->line_count || a->lines[row].part != PART_MINE)
		return NULL;
	*task = a->options[a->lines[row].at].task;
	return a->options[a->lines[row].at].act;
}

/* What was done with one task waits to be done with the next: Enter again must not be another act. */
static void stay_with(struct acts *a, const struct act *act, int task)
{
	size_t found = LIST_NONE;
	int now = 0;

	if (!act || !task || under_bar(a, &now) == act)
		return;
	for (size_t i = a->line_count; i-- > 0;) {
		const struct act_option *o = a->lines[i].part == PART_MINE ? &a->options[a->lines[i].at] : NULL;
		if (o && o->act == act && (o->task > task || found == LIST_NONE))
			found = i;
	}
	if (found != LIST_NONE)
		list_select(a->list, found);
}

static void changed(struct view *v)
{
	struct acts *a = v->data;
	struct err err;
	int task = 0;
	const struct act *act = under_bar(a, &task);

	if (read_again(a, &err) != ST_OK)
		desk_fail(a->d, &err);
	list_reload(a->list);
	stay_with(a, act, task);
	view_dirty(v);
}

/* --- commands --------------------------------------------------------------------------------------------------------- */

/* Accepting is the five steps, not a question. */
static enum command_answer continue_it(struct desk *d, const struct call *call)
{
	char number[DOSSIER_NUMBER_SIZE];

	memcpy(number, ((struct acts *)call->view->data)->number, sizeof number);
	return accept_continue(d, call->view, number);
}

enum command_answer cmd_acts_do(void *app, const struct call *call)
{
	struct acts *a = call->view->data;
	size_t row = list_selected(a->list);

	if (row == LIST_NONE)
		return COMMAND_REFUSED;
	const struct line *l = &a->lines[row];
	if (l->part == PART_PROPOSAL)
		act_ask_proposal(app, &a->proposals[l->at]);
	else if (l->part == PART_MINE && strcmp(a->options[l->at].act->word, "accept") == 0)
		return continue_it(app, call);
	else if (l->part == PART_MINE)
		act_ask(app, a->number, a->dossier, &a->options[l->at]);
	else if (l->part == PART_OTHERS)
		message_say(call->ui, "「%s」不由你的岗位来做", a->options[l->at].act->name);
	return COMMAND_DONE;
}

const struct view_ops acts_view = {
	.context = "acts", .title = "办理", .help = "这件现在可以做什么、由谁做,和做过的。Enter 办所选的一项,一项一项问,最后看一遍再办;Esc 回到上一问,在第一问上就是放下,什么也不改。",
	.size = sizeof(struct acts), .open = open_acts, .close = close_acts, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed,
};

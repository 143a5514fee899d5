/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/act_ask.h"
#include "desk/card.h"
#include "desk/commands.h"
#include "desk/errand.h"
#include "desk/rows.h"
#include "desk/words.h"
#include "hall/stuck.h"
#include "law/staff_right.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

/* The register of 办不成事: what is open, the earliest due first; Enter asks what the next step has to be told. Who stands before a
 * visitor registers and sees what he registered; the steps are a supervisor's. */

#define CATEGORIES_MOST 9
#define WIDE 110                             /* from here on there is room for whole numbers */

struct stucks {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct stuck_row *rows;
	size_t count;
	char number[STUCK_NUMBER_SIZE];              /* whose step is being asked for; "" a new one */
	const struct act *asking;
	char uuid[37];                               /* of that step */
	char revealed[STUCK_NUMBER_SIZE];            /* the one whose story a reason is asked for */
	struct card_secret secret;
	bool unknown;                                /* how it ended: asked for once more it is the same one (R4) */
	struct prompt_choice categories[CATEGORIES_MOST];
};

/* --- rows ------------------------------------------------------------------------------------------------------------------------ */

static size_t count_rows(void *ctx)
{
	return ((struct stucks *)ctx)->count;
}

static uint64_t id(void *ctx, size_t row)
{
	return (uint64_t)((struct stucks *)ctx)->rows[row].id;
}

enum { COLUMN_NO, COLUMN_STATE, COLUMN_CATEGORY, COLUMN_NAME, COLUMN_MATTER, COLUMN_DUE, COLUMNS };
static const struct list_column columns_80[COLUMNS] = { [COLUMN_NO] = { "件号", 10, false }, [COLUMN_STATE] = { "状态", 6, false },
	[COLUMN_CATEGORY] = { "类别", 16, false }, [COLUMN_NAME] = { "谁", 8, false }, [COLUMN_MATTER] = { "要办的事", 0, false },
	[COLUMN_DUE] = { "答复期限", 14, false } };
static const struct list_column columns_132[COLUMNS] = { [COLUMN_NO] = { "件号", 17, false }, [COLUMN_STATE] = { "状态", 6, false },
	[COLUMN_CATEGORY] = { "类别", 20, false }, [COLUMN_NAME] = { "谁", 24, false }, [COLUMN_MATTER] = { "要办的事", 0, false },
	[COLUMN_DUE] = { "答复期限", 14, false } };

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct stuck_row *r = &((struct stucks *)ctx)->rows[row];
	const char *category = act_choice_name(stuck_categories, r->category);

	switch (column) {
	case COLUMN_NO:
		if (view_area(((struct stucks *)ctx)->view).width < WIDE)
			row_register_dated(r->number, out);
		else
			buf_text(out, r->number);
		break;
	case COLUMN_STATE: buf_text(out, stuck_state_name(r->state)); break;
	case COLUMN_CATEGORY: buf_text(out, category ? category : ""); break;
	case COLUMN_NAME: buf_text(out, r->name); break;
	case COLUMN_MATTER: buf_text(out, r->matter); break;
	default:
		words_day(r->due, clock_today(), out);
		if (r->overdue)
			buf_text(out, " 已超期");
		*look = r->overdue ? LOOK_BAD : LOOK_PLAIN;
	}
}

static void read_again(struct stucks *s)
{
	struct err err;

	if (stuck_list(s->d->hall, &s->d->actor, false, s->rows, STUCKS_MOST, &s->count, &err) != ST_OK)
		desk_fail(s->d, &err);
	list_reload(s->list);
}

/* --- the view ---------------------------------------------------------------------------------------------------------------------- */

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct stucks *)ctx)->view);
}

static enum status open_stucks(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .moved = moved };
	struct stucks *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	s->d = v->app;
	s->view = v;
	s->rows = mem_array(STUCKS_MOST, sizeof *s->rows);
	if (!picture)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	s->list = list_new(columns_80, COLUMNS, LIST_TITLES, &source, s);
	list_empty(s->list, "没有待办的办不成事。F2 登记一件");
	view_add(v, form_widget(s->frame));
	view_add(v, list_widget(s->list));
	read_again(s);
	view_focus(v, list_widget(s->list));
	return ST_OK;
}

static void close_stucks(struct view *v)
{
	struct stucks *s = v->data;

	prompt_drop(v->ui, s);
	list_free(s->list);
	form_free(s->frame);
	free(s->rows);
}

static void layout(struct view *v, struct area area)
{
	struct stucks *s = v->data;

	view_place(v, form_widget(s->frame), area);
	struct area rows = form_area(s->frame, "rows");
	list_columns(s->list, rows.width < WIDE ? columns_80 : columns_132, COLUMNS);
	view_place(v, list_widget(s->list), rows);
}

static void draw(struct view *v)
{
	struct stucks *s = v->data;
	size_t row = list_selected(s->list);
	char title[64];
	struct buf out;

	snprintf(title, sizeof title, "%s办不成事 %zu%s", staff_may(s->d->actor.role, RIGHT_STUCK) ? "" : "本人登记的", s->count, s->count == STUCKS_MOST ? "+" : "");
	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, title);
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE) {
		const struct stuck_row *r = &s->rows[row];
		const struct act *next = stuck_act_next(r->state, 0);
		buf_format(&out, "%s  ", r->number);
		if (*r->about)
			buf_format(&out, "%s %s  ", strncmp(r->about, "BB", 2) == 0 ? "帮办" : "办件", r->about);
		buf_format(&out, "%s  %s%s%s\n下一步:%s,%s", r->matter, *r->window ? r->window : "", *r->window ? " 号窗" : "",
			*r->transferred ? "  已转办" : "", next ? next->name : "", next ? next->help : "");
	}
	draw_wrap(form_area(s->frame, "detail"), LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
	view_dirty(v);
}

/* --- commands ---------------------------------------------------------------------------------------------------------------------- */

static enum status answered(struct desk *d, const struct act_value *values, size_t count, struct err *err)
{
	struct view *v = view_top(d->ui);
	struct stuck_done done;
	char day[11];

	if (!v || v->ops != &stucks_view)
		return ST_OK;
	struct stucks *s = v->data;
	const struct stuck_call call = { .uuid = s->uuid, .number = s->number, .word = s->asking->word, .values = values, .count = count };
	enum status st = stuck_act(d->hall, &d->actor, &call, &done, err);
	s->unknown = st == ST_UNKNOWN;
	if (st != ST_OK)
		return st;
	ui_changed(d->ui);
	message_say(d->ui, "%s「%s」,%s,%s 前答复", done.again ? "以前已经办过" : "已办", done.act->name, done.number, day_iso(done.due, day));
	return ST_OK;
}

static void asking(struct stucks *s, const struct act *act, const char *number)
{
	if (!s->unknown || s->asking != act || strcmp(s->number, number) != 0)
		crypto_uuid(s->uuid);
	snprintf(s->number, sizeof s->number, "%s", number);
	s->asking = act;
}

/* What belongs elsewhere is handed in at once: the door says where to, and writes it down. */
static void category_told(void *ctx, const char *answer)
{
	struct stucks *s = ctx;
	const struct act_value told = { "category", answer };
	struct err err;

	if (!answer)
		message_say(s->d->ui, "没有办理「%s」,没有改动", s->asking->name);
	else if (stuck_why_not(answer) && answered(s->d, &told, 1, &err) != ST_OK)
		desk_fail(s->d, &err);
	else if (!stuck_why_not(answer))
		act_ask_values_given(s->d, s->asking, &told, 1, answered);
}

enum command_answer cmd_stucks_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &stucks_view, NULL, &err), &err);
}

enum command_answer cmd_stuck_new(void *app, const struct call *call)
{
	static const char *const keys[CATEGORIES_MOST] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	struct stucks *s = call->view->data;
	size_t n = 0;

	(void)app;
	asking(s, stuck_act_find("register"), "");
	for (const struct act_choice *c = stuck_categories; c->code && n < CATEGORIES_MOST; c++, n++)
		s->categories[n] = (struct prompt_choice){ keys[n], c->code, c->name };
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = "属于哪一类:", .choices = s->categories, .choice_count = n,
		.done = category_told, .ctx = s });
	return COMMAND_DONE;
}

enum command_answer cmd_stuck_next(void *app, const struct call *call)
{
	struct stucks *s = call->view->data;
	size_t row = list_selected(s->list);
	const struct act *next = row == LIST_NONE ? NULL : stuck_act_next(s->rows[row].state, 0);

	(void)app;
	if (!next) {
		message_say(call->ui, "没有可办的一行;F2 登记一件");
		return COMMAND_REFUSED;
	}
	asking(s, next, s->rows[row].number);
	act_ask_values(s->d, next, answered);
	return COMMAND_DONE;
}

enum command_answer cmd_stuck_about(void *app, const struct call *call)
{
	struct stucks *s = call->view->data;
	size_t row = list_selected(s->list);
	const char *about = row == LIST_NONE ? "" : s->rows[row].about;
	struct err err;

	if (!*about) {
		message_say(call->ui, row == LIST_NONE ? "没有选中一行" : "登记时没有写有关的办件或帮办;Enter 办下一步");
		return COMMAND_REFUSED;
	}
	if (strncmp(about, "BB", 2) == 0)
		return errand_open(app, about);
	return desk_answer(app, view_open(call->ui, &dossier_view, (void *)(uintptr_t)about, &err), &err);
}

/* --- what was said, in full ------------------------------------------------------------------------------------------------------- */

static void step_text(const json_t *step, struct buf *out)
{
	const struct act *act = stuck_act_find(card_text(step, "act"));
	const json_t *data = json_object_get(step, "data");

	buf_format(out, "%s  ", card_text(step, "act_name"));
	card_moment(card_text(step, "at"), out);
	buf_format(out, "  %s\n", card_text(step, "by"));
	for (const struct act_arg *a = act ? act->args : NULL; a && a->name; a++) {
		const char *said = card_text(data, a->name), *name = a->choices ? act_choice_name(a->choices, said) : NULL;
		if (*said)
			buf_format(out, "    %s %s\n", a->label, name ? name : said);
	}
}

static enum status reveal(void *ctx, const char *why, struct buf *out, struct err *err)
{
	const struct stucks *s = ctx;
	const json_t *step;
	json_t *json = NULL;
	size_t i;
	enum status st = stuck_json(s->d->hall, &s->d->actor, s->revealed, why, &json, err);

	if (st != ST_OK)
		return st;
	json_array_foreach(json_object_get(json, "steps"), i, step)
		step_text(step, out);
	json_decref(json);
	return ST_OK;
}

enum command_answer cmd_stuck_reveal(void *app, const struct call *call)
{
	struct stucks *s = call->view->data;
	size_t row = list_selected(s->list);

	if (row == LIST_NONE) {
		message_say(call->ui, "没有选中一行");
		return COMMAND_REFUSED;
	}
	snprintf(s->revealed, sizeof s->revealed, "%s", s->rows[row].number);
	s->secret = (struct card_secret){ app, "看经过和电话的理由(留痕):", s->revealed, reveal, s };
	card_ask_secret(&s->secret);
	return COMMAND_DONE;
}

const struct view_ops stucks_view = {
	.context = "stuck", .title = "办不成事", .help = "办不成事登记簿:先到期的在前。F2 登记一件,窗口、导办、帮办都可以,本人登记的在这里看得到办到哪一步;Enter 由督导办所选一件的下一步:分类、转办、办结、反馈、核查、备案;V 看经过、电话和各步;O 打开它有关的办件或帮办。",
	.size = sizeof(struct stucks), .open = open_stucks, .close = close_stucks, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed,
};

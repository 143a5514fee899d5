/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/commands.h"
#include "ui/form.h"

/* The home screen of those who keep the hall: no dossier is seen from here (W-14). */

#define WIDE 124                     /* from this width on a list shows all of its columns */

struct keep {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	enum keep_tab tab;
	struct keep_rows rows;
};

struct keep_rows *keep_rows_of(struct view *v, size_t *row)
{
	struct keep *k = v->data;

	*row = list_selected(k->list);
	return &k->rows;
}

void keep_next(struct view *v)
{
	struct keep *k = v->data;
	struct widget *w = list_widget(k->list);

	list_redraw(k->list, list_selected(k->list));
	(void)w->ops->request(w, UI_LIST_DOWN);
	view_dirty(v);
}

static bool mine(const struct keep *k, enum keep_tab tab)
{
	return staff_may(k->d->actor.role, keep_kinds[tab].right);
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static size_t count_rows(void *ctx)
{
	const struct keep *k = ctx;

	return k->rows.counts[k->tab];
}

static uint64_t id(void *ctx, size_t row)
{
	const struct keep *k = ctx;

	return list_name_id((uint64_t)k->tab, keep_kinds[k->tab].key(&k->rows, row));
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct keep *k = ctx;

	keep_kinds[k->tab].cell(&k->rows, row, column, out, look);
}

static bool match(void *ctx, size_t row, const char *filter)
{
	const struct keep *k = ctx;
	struct buf text;

	buf_init(&text, BUF_SMALL);
	keep_kinds[k->tab].detail(&k->rows, row, &text);
	bool is = text_match(text.data, filter) >= 0;
	buf_release(&text);
	view_dirty(k->view);             /* the row under the bar is another, or none */
	return is;
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct keep *)ctx)->view);
}

/* Every tab for its number. */
static void read_again(struct keep *k)
{
	struct err err;

	for (int t = 0; t < KEEP_TABS; t++)
		if (mine(k, (enum keep_tab)t) && keep_kinds[t].read(&k->rows, k->d->hall, &err) != ST_OK)
			desk_fail(k->d, &err);
	list_reload(k->list);
	view_dirty(k->view);
}

static void fit(struct keep *k)
{
	const struct keep_kind *kind = &keep_kinds[k->tab];
	bool wide = form_area(k->frame, "rows").width >= WIDE;

	list_columns(k->list, wide ? kind->wide : kind->narrow, wide ? kind->wide_count : kind->narrow_count);
}

/* --- the view -------------------------------------------------------------------------------------------------------- */

static enum status open_keep(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .match = match, .moved = moved };
	struct keep *k = v->data;
	const struct picture *picture = ui_picture(v->ui, "keep", err);

	(void)argument;
	k->d = v->app;
	k->view = v;
	if (!picture)
		return err->status;
	while (k->tab < KEEP_TABS && !mine(k, k->tab))
		k->tab++;
	if (k->tab == KEEP_TABS)
		return err_set(err, ST_DENIED, "E-6446", "您的岗位没有要管理的(W-14)");
	k->frame = form_new(picture, NULL, k);
	k->list = list_new(keep_kinds[k->tab].narrow, keep_kinds[k->tab].narrow_count, LIST_TITLES, &source, k);
	list_empty(k->list, "没有符合的");
	view_add(v, form_widget(k->frame));
	view_add(v, list_widget(k->list));
	read_again(k);
	view_focus(v, list_widget(k->list));
	return ST_OK;
}

static void close_keep(struct view *v)
{
	struct keep *k = v->data;

	list_free(k->list);
	form_free(k->frame);
	keep_rows_free(&k->rows);
}

static void layout(struct view *v, struct area area)
{
	struct keep *k = v->data;

	view_place(v, form_widget(k->frame), area);
	fit(k);
	view_place(v, list_widget(k->list), form_area(k->frame, "rows"));
}

/* " 1 人员 11  [3 参数]": only those of this role, under their own numbers. */
static void draw_tabs(const struct keep *k, struct area area)
{
	int col = area.col + 1;

	draw_text(area.row, area.col, area.width, LOOK_PLAIN, "");
	for (int t = 0; t < KEEP_TABS; t++) {
		bool on = t == (int)k->tab;
		char text[64];
		if (!mine(k, (enum keep_tab)t))
			continue;
		char count[24] = "";                     /* of what the hall has, not of what the program has */
		if (t != KEEP_PARAMETERS)
			snprintf(count, sizeof count, " %zu", k->rows.counts[t]);
		snprintf(text, sizeof text, "%s%d %s%s%s", on ? "[" : " ", t + 1, keep_kinds[t].name, count, on ? "]" : " ");
		col += draw_put(area.row, col, area.col + area.width - col, on ? LOOK_STRONG : LOOK_PLAIN, text) + 1;
	}
}

static void draw(struct view *v)
{
	struct keep *k = v->data;
	size_t row = list_selected(k->list);
	struct buf out;

	desk_head(k->d, form_area(k->frame, "head").row, view_area(v).width, "管理");
	draw_tabs(k, form_area(k->frame, "tabs"));
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE)
		keep_kinds[k->tab].detail(&k->rows, row, &out);
	draw_wrap(form_area(k->frame, "detail"), LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

static void changed(struct view *v)
{
	read_again(v->data);
}

/* --- commands -------------------------------------------------------------------------------------------------------- */

/* "1" … or the next one to the right or to the left. */
enum command_answer cmd_keep_tab(void *app, const struct call *call)
{
	struct keep *k = call->view->data;
	int step = strcmp(call->argument, "previous") == 0 ? KEEP_TABS - 1 : 1, t = (int)strtol(call->argument, NULL, 10) - 1;

	(void)app;
	if (t < 0)
		for (t = (k->tab + step) % KEEP_TABS; !mine(k, (enum keep_tab)t); t = (t + step) % KEEP_TABS)
			;
	if (t >= KEEP_TABS || !mine(k, (enum keep_tab)t)) {
		message_say(call->ui, "没有这一张");
		return COMMAND_REFUSED;
	}
	list_set_filter(k->list, "");
	k->tab = (enum keep_tab)t;
	fit(k);
	read_again(k);
	list_select(k->list, 0);
	return COMMAND_DONE;
}

enum command_answer cmd_keep_do(void *app, const struct call *call)
{
	struct keep *k = call->view->data;
	size_t row = list_selected(k->list);

	if (row == LIST_NONE) {
		message_say(call->ui, "没有选中一行");
		return COMMAND_REFUSED;
	}
	keep_ask_row(app, k->tab, &k->rows, row);
	return COMMAND_DONE;
}

enum command_answer cmd_keep_new(void *app, const struct call *call)
{
	keep_ask_new(app, ((struct keep *)call->view->data)->tab);
	return COMMAND_DONE;
}

/* What is compared with the guide has keys of its own. */
static const char *const *contexts(struct view *v)
{
	static const char *const all[] = { "keep", NULL }, *const catalogue[] = { "keep-catalogue", "keep", NULL };

	return ((struct keep *)v->data)->tab == KEEP_CATALOGUE ? catalogue : all;
}

const struct view_ops keep_view = {
	.context = "keep", .title = "管理", .help = "人员、窗口、参数、部门、排队类别、目录,每一步都记入审计。数字或 Tab 换一张,/ 查找,Enter 办所选的一行,F2 新增。"
	"参数改后全大厅生效,正在运行的窗口重新打开后生效。目录里的示例与本级指南核对过的,空格标上,F10 一起定为已核对:存成新的一版。", .contexts = contexts, .size = sizeof(struct keep),
	.open = open_keep, .close = close_keep, .layout = layout, .draw = draw, .changed = changed, .shown = changed, .tick = view_dirty,
	.may_close = desk_home_stays,
};

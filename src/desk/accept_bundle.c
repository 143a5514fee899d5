/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <string.h>

#include "desk/commands.h"
#include "desk/matters.h"
#include "desk/sheet.h"
#include "desk/words.h"
#include "ui/list.h"
#include "ui/prompt.h"

struct bundles {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct matters matters;
	const struct item *refused;      /* what F5 could not add: nobody is told to try it again */
};

/* Is this row what the dossier is about, or one of the items chosen for it? */
static bool is_chosen(const struct bundles *b, const struct catalogue_hit *hit)
{
	const struct intake *in = b->d->intake;

	if (hit->item)
		return in && intake_has(in, hit->item);
	return in && in->bundle && !strcmp(bundle_base(in->bundle)->id, hit->bundle->id);
}

static size_t count_rows(void *ctx)
{
	return ((struct bundles *)ctx)->matters.count;
}

/* The columns, and how many of them an 80-column screen has room for. */
enum { COLUMN_PLACE, COLUMN_NAME, COLUMN_INITIALS, COLUMN_KIND, COLUMN_SIZE, COLUMN_LEAD, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_PLACE] = { "序", 4, true }, [COLUMN_NAME] = { "一件事 / 事项", 0, false },
	[COLUMN_INITIALS] = { "首字母", MATTER_INITIALS_CELLS, false }, [COLUMN_KIND] = { "", 6, false },
	[COLUMN_SIZE] = { "规模", 9, false }, [COLUMN_LEAD] = { "牵头部门", 22, false },
};

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const enum matter_column shared[COLUMNS] = { [COLUMN_NAME] = MATTER_NAME, [COLUMN_INITIALS] = MATTER_INITIALS,
		[COLUMN_KIND] = MATTER_KIND, [COLUMN_SIZE] = MATTER_SIZE, [COLUMN_LEAD] = MATTER_LEAD };
	const struct bundles *b = ctx;
	const struct catalogue_hit *hit = &b->matters.hits[row];

	if (column != COLUMN_PLACE)
		matters_cell(&b->matters, row, shared[column], out, look);
	else if (hit->bundle)
		buf_format(out, "%zu", (size_t)(hit->bundle - b->matters.catalogue->bundles) + 1);
	else if (is_chosen(b, hit))
		buf_text(out, draw_sign("■", "x"));
}

static uint64_t id(void *ctx, size_t row)
{
	return matters_id(&((struct bundles *)ctx)->matters, row);
}

static void narrow(void *ctx, const char *text)
{
	struct bundles *b = ctx;
	struct matters *m = &b->matters;
	const struct bundle *split = b->d->intake ? catalogue_bundle(m->catalogue, b->d->intake->split) : NULL;

	if (!split || *text) {
		matters_narrow(m, text);
		return;
	}
	/* 转单项: its items first, any other by typing */
	for (m->count = 0; m->count < split->item_count && m->count < MATTERS_MOST; m->count++)
		m->hits[m->count] = (struct catalogue_hit){ .item = split->items[m->count].item };
}

/* The bar stands on what the dossier already is: to come back here and go on again changes nothing. */
static void select_chosen(struct bundles *b)
{
	for (size_t i = 0; i < b->matters.count; i++)
		if (is_chosen(b, &b->matters.hits[i])) {
			list_select(b->list, i);
			return;
		}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct bundles *)ctx)->view);
}

static enum status open_bundles(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .filter = narrow, .moved = moved };
	struct bundles *b = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-bundle", err);

	(void)argument;
	b->d = v->app;
	b->view = v;
	if (!picture)
		return err->status;
	enum status st = matters_read(&b->matters, b->d, err);
	if (st != ST_OK)
		return st;
	b->frame = form_new(picture, NULL, b);
	b->list = list_new(columns, COLUMNS, LIST_TITLES | LIST_TYPES_FILTER, &source, b);
	list_empty(b->list, "目录里没有符合的;试试别的字、首字母或序号");
	view_add(v, form_widget(b->frame));
	view_add(v, list_widget(b->list));
	narrow(b, "");
	list_reload(b->list);
	select_chosen(b);
	view_focus(v, list_widget(b->list));
	return ST_OK;
}

static void close_bundles(struct view *v)
{
	struct bundles *b = v->data;

	list_free(b->list);
	form_free(b->frame);
	matters_release(&b->matters);
}

static void layout(struct view *v, struct area area)
{
	struct bundles *b = v->data;

	view_place(v, form_widget(b->frame), area);
	struct area rows = form_area(b->frame, "bundles");
	list_columns(b->list, columns, rows.width < 100 ? COLUMN_LEAD : COLUMNS);
	view_place(v, list_widget(b->list), rows);
}

/* What stands under the bar, in a few lines of text. */
static void about_bundle(const struct bundle *b, struct buf *out)
{
	buf_format(out, "%s:%s 牵头,%zu 个事项,%zu 个情形问题\n", b->name, b->lead ? b->lead->name : "", b->item_count,
		b->question_count);
	for (size_t i = 0; i < b->item_count; i++)
		buf_format(out, "%s%s", i ? "、" : "", b->items[i].item->name);
}

static void about_item(const struct bundles *b, const struct item *item, struct buf *out)
{
	const struct bundle *of = b->d->intake ? b->d->intake->bundle : NULL;

	if (of && (of->combined || of->of)) {
		size_t first = of->of ? of->of->item_count : 0;
		buf_format(out, of->of ? "「%s」加办 %zu 项:" : "%s一件 %zu 项:", of->of ? of->of->name : "", of->item_count - first);
		for (size_t i = first; i < of->item_count; i++)
			buf_format(out, "%s%s", i > first ? "、" : "", of->items[i].item->name);
		buf_char(out, '\n');
	}
	buf_format(out, "%s(%s):%s,承诺 ", item->name, item->type, item->department->name);
	limit_text(item->promised, out);
	buf_format(out, "\n收费 %s;依据 %s", item->fee, item->legal_basis);
}

/* One item of a bundle where there is room for a panel: name and limit, below them who does it. */
static void draw_item(const struct bundle_item *it, size_t number, struct area a, bool two)
{
	enum { LIMIT = 10 };
	struct buf limit;

	buf_init(&limit, BUF_SMALL);
	words_limit(it->item->promised, &limit);
	draw_format(a.row, a.col, a.width - LIMIT, LOOK_PLAIN, "%2zu %s", number, it->item->name);
	draw_right(a.row, a.col + a.width - LIMIT, LIMIT, LOOK_PLAIN, limit.data);
	if (two)
		draw_format(a.row + 1, a.col + 3, a.width - 3, LOOK_DIM, "%s%s", it->item->department->name,
			it->requirement == REQUIRED ? "" : it->requirement == OPTIONAL ? ",可选" : ",看情形");
	buf_release(&limit);
}

static void draw_panel(const struct bundle *b, struct area a)
{
	bool two = (int)b->item_count * 2 + 3 <= a.height;
	int row = a.row + 3;

	draw_blank(a);
	draw_text(a.row, a.col, a.width, LOOK_STRONG, b->name);
	draw_format(a.row + 1, a.col, a.width, LOOK_DIM, "%s 牵头,%zu 个情形问题", b->lead ? b->lead->name : "", b->question_count);
	for (size_t i = 0; i < b->item_count && row < a.row + a.height; i++, row += 1 + two)
		draw_item(&b->items[i], i + 1, (struct area){ row, a.col, 1, a.width }, two);
}

static void draw(struct view *v)
{
	enum { PANEL = 10 };
	struct bundles *b = v->data;
	size_t row = list_selected(b->list);
	const struct bundle *bundle = row == LIST_NONE ? NULL : b->matters.hits[row].bundle;
	struct area about = form_area(b->frame, "about");
	struct buf text;

	accept_head(b->d, form_area(b->frame, "head"), STEP_BUNDLE);
	if (bundle && about.height >= PANEL) {
		draw_panel(bundle, about);
		return;
	}
	buf_init(&text, BUF_SMALL);
	if (bundle)
		about_bundle(bundle, &text);
	else if (row != LIST_NONE)
		about_item(b, b->matters.hits[row].item, &text);
	draw_wrap(about, LOOK_PLAIN, text.data);
	buf_release(&text);
}

static enum command_answer choose(struct bundles *b)
{
	struct desk *d = b->d;
	struct err err;
	const struct catalogue_hit *hit = &b->matters.hits[list_selected(b->list)];
	enum status st = is_chosen(b, hit) ? ST_OK : intake_choose(d->intake, matters_at(&b->matters, list_selected(b->list))->id, &err);

	if (st == ST_OK)
		st = accept_show(d, d->intake->bundle->question_count ? STEP_SITUATION : STEP_APPLICANT, &err);
	return desk_answer(d, st, &err);
}

static void choose_sure(void *ctx, const char *answer)
{
	struct bundles *b = ctx;

	if (answer && !strcmp(answer, "yes"))
		(void)choose(b);
	else if (answer)
		select_chosen(b);
}

enum command_answer cmd_accept_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct bundles *b = call->view->data;
	size_t row = list_selected(b->list);

	if (row == LIST_NONE) {
		message_refuse(d->ui, "E-6301", "没有选中一件事;请改所打的字");
		return COMMAND_REFUSED;
	}
	const struct catalogue_hit *hit = &b->matters.hits[row];
	if (is_chosen(b, hit))
		return choose(b);
	bool several = d->intake->bundle && (d->intake->bundle->combined || d->intake->bundle->of);
	if (several && hit->item && hit->item == b->refused)
		prompt_confirm(d->ui, "这一项不能加选,只办它?已加选的都去掉", choose_sure, b);
	else if (several)
		prompt_confirm(d->ui, "只办这一项,已加选的都去掉?要加上它,选 否 再按 F5", choose_sure, b);
	else if (intake_loses(d->intake, matters_at(&b->matters, row)->id))
		prompt_confirm(d->ui, "换办这件事?情形回答、材料登记要重来;共有的栏照留", choose_sure, b);
	else
		return choose(b);
	return COMMAND_DONE;
}

/* Puts the item under the bar among those of the dossier, or takes it out; then the next one can be typed. */
static enum command_answer add(struct bundles *b)
{
	struct desk *d = b->d;
	size_t row = list_selected(b->list);
	const struct item *item = b->matters.hits[row].item;
	bool had = intake_has(d->intake, item);
	struct err err;
	enum status st = intake_item(d->intake, item, &err);

	b->refused = st == ST_OK ? NULL : item;
	if (st != ST_OK)
		return desk_answer(d, st, &err);
	desk_save_soon(d);
	message_say(d->ui, "%s「%s」;本件 %zu 项,F5 再加或去掉,Enter 接下", had ? "已去掉" : "已选", item->name, d->intake->bundle->item_count);
	if (*list_filter(b->list)) {
		list_set_filter(b->list, "");
		for (size_t i = 0; i < b->matters.count; i++)
			if (b->matters.hits[i].item == item)
				list_select(b->list, i);
	}
	list_reload(b->list);
	view_dirty(b->view);
	return COMMAND_DONE;
}

static void add_sure(void *ctx, const char *answer)
{
	if (answer && !strcmp(answer, "yes"))
		(void)add(ctx);
}

enum command_answer cmd_bundle_add(void *app, const struct call *call)
{
	struct desk *d = app;
	struct bundles *b = call->view->data;
	size_t row = list_selected(b->list);

	if (row == LIST_NONE || !b->matters.hits[row].item) {
		message_refuse(d->ui, "E-6317", row == LIST_NONE ? "没有选中事项;请改所打的字" :
			"一件事不能加进别的件;Enter 接下它,或选它下面的单项");
		return COMMAND_REFUSED;
	}
	size_t lost = intake_item_loses(d->intake, b->matters.hits[row].item);
	const struct choice *said;
	const struct preset *other = intake_item_contradicts(d->intake, b->matters.hits[row].item, &said);
	struct buf question;
	if (!lost && !other)
		return add(b);
	buf_init(&question, BUF_SMALL);
	if (other)
		buf_format(&question, "“%s”答的是“%s”,改后按“%s”办;", other->question->text, said->text, other->choice->text);
	if (lost)
		buf_format(&question, "有 %zu 个已填的栏目用不到了,改后不再保留;", lost);
	buf_text(&question, "照改?");
	prompt_confirm(d->ui, question.data, add_sure, b);
	buf_release(&question);
	return COMMAND_DONE;
}

/* Somebody only asks: everything that the matter under the bar wants, on paper. */
enum command_answer cmd_bundle_sheet(void *app, const struct call *call)
{
	struct bundles *b = call->view->data;
	const struct bundle *matter = matters_chosen(&b->matters, app, list_selected(b->list));

	return matter ? sheet_show(app, b->matters.catalogue, b->matters.version, matter) : COMMAND_REFUSED;
}

/* The same matter's guide: all situations, what comes after what, the law. */
enum command_answer cmd_bundle_guide(void *app, const struct call *call)
{
	struct bundles *b = call->view->data;
	const struct bundle *matter = matters_chosen(&b->matters, app, list_selected(b->list));

	return matter ? guide_show(app, b->matters.catalogue, b->matters.version, matter) : COMMAND_REFUSED;
}

/* Esc takes back what was typed first, as in every list that is typed into. */
enum command_answer cmd_bundle_leave(void *app, const struct call *call)
{
	struct bundles *b = call->view->data;

	if (!*list_filter(b->list))
		return cmd_accept_leave(app, call);
	list_set_filter(b->list, "");
	select_chosen(b);
	return COMMAND_DONE;
}

/* Another catalogue is in use: what the rows point to may go with the old one. */
static void changed(struct view *v)
{
	struct bundles *b = v->data;
	const struct catalogue *c;
	struct err err;
	int version;
	enum status st = hall_catalogue(b->d->hall, &c, &version, &err);

	if (st == ST_OK && version == b->matters.version)
		return;
	if (st == ST_OK)
		st = matters_read(&b->matters, b->d, &err);
	if (st != ST_OK) {
		desk_fail(b->d, &err);
		return;
	}
	b->refused = NULL;
	narrow(b, list_filter(b->list));
	list_reload(b->list);
}

ACCEPT_CONTEXTS("accept-bundle")

const struct view_ops accept_bundle_view = {
	.context = "accept-bundle", .title = "受理 第一步:事项", .help = "打序号、拼音首字母(xse)或名称的任何一部分;Enter 接下。",
	.hint = "直接打字 查找", .size = sizeof(struct bundles), .open = open_bundles, .close = close_bundles, .layout = layout,
	.draw = draw, .changed = changed, .shown = changed, .contexts = contexts,
};

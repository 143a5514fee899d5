/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "desk/commands.h"
#include "ui/list.h"

#define HITS 400

struct bundles {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	const struct catalogue *catalogue;
	struct catalogue_hit hits[HITS];
	size_t count;
};

static size_t count_rows(void *ctx)
{
	return ((struct bundles *)ctx)->count;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct bundles *b = ctx;
	const struct catalogue_hit *hit = &b->hits[row];

	switch (column) {
	case 0:
		if (hit->bundle)
			buf_format(out, "%zu", (size_t)(hit->bundle - b->catalogue->bundles) + 1);
		break;
	case 1: buf_text(out, hit->bundle ? hit->bundle->name : hit->item->name); break;
	case 2: buf_text(out, hit->bundle ? "一件事" : "单项"); *look = hit->bundle ? LOOK_STRONG : LOOK_DIM; break;
	case 3:
		if (hit->bundle)
			buf_format(out, "%s %zu 事项", hit->bundle->subject, hit->bundle->item_count);
		else
			limit_text(hit->item->promised, out);
		break;
	default: {
		const struct department *dep = hit->bundle ? hit->bundle->lead : hit->item->department;
		buf_text(out, dep ? dep->name : "");
	}
	}
}

static void narrow(void *ctx, const char *text)
{
	struct bundles *b = ctx;

	b->count = catalogue_search(b->catalogue, text, b->hits, HITS);
	if (b->count > HITS)
		b->count = HITS;
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct bundles *)ctx)->view);
}

static enum status open_bundles(struct view *v, void *argument, struct err *err)
{
	static const struct list_column columns[] = {
		{ "序", 5, true }, { "一件事 / 事项", 0, false }, { "", 8, false }, { "规模", 14, false }, { "牵头", 22, false } };
	static const struct list_source source = { .count = count_rows, .cell = cell, .filter = narrow, .moved = moved };
	struct bundles *b = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-bundle", err);
	int version;

	(void)argument;
	b->d = v->app;
	b->view = v;
	if (!picture)
		return err->status;
	enum status st = hall_catalogue(b->d->hall, &b->catalogue, &version, err);
	if (st != ST_OK)
		return st;
	b->frame = form_new(picture, NULL, b);
	b->list = list_new(columns, COUNT_OF(columns), LIST_TITLES | LIST_TYPES_FILTER, &source, b);
	list_empty(b->list, "目录里没有符合的;试试别的字、首字母或序号");
	view_add(v, form_widget(b->frame));
	view_add(v, list_widget(b->list));
	narrow(b, "");
	list_reload(b->list);
	view_focus(v, list_widget(b->list));
	return ST_OK;
}

static void close_bundles(struct view *v)
{
	struct bundles *b = v->data;

	list_free(b->list);
	form_free(b->frame);
}

static void layout(struct view *v, struct area area)
{
	struct bundles *b = v->data;

	view_place(v, form_widget(b->frame), area);
	view_place(v, list_widget(b->list), form_area(b->frame, "bundles"));
}

static void draw(struct view *v)
{
	struct bundles *b = v->data;
	size_t row = list_selected(b->list);
	char text[512] = "";

	accept_head(b->d, form_area(b->frame, "head"), STEP_BUNDLE);
	if (row != LIST_NONE && b->hits[row].bundle) {
		const struct bundle *bundle = b->hits[row].bundle;
		snprintf(text, sizeof text, " %s:%zu 个事项,%zu 个情形问题;牵头 %s", bundle->name, bundle->item_count,
			bundle->question_count, bundle->lead ? bundle->lead->name : "");
	} else if (row != LIST_NONE) {
		const struct item *item = b->hits[row].item;
		snprintf(text, sizeof text, " %s(%s):%s;依据 %s", item->name, item->type, item->fee, item->legal_basis);
	}
	draw_wrap(form_area(b->frame, "about"), LOOK_DIM, text);
}

enum command_answer cmd_accept_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct bundles *b = call->view->data;
	size_t row = list_selected(b->list);
	struct err err;
	enum status st;

	if (row == LIST_NONE) {
		message_refuse(d->ui, "E-6301", "没有选中一件事;请改所打的字");
		return COMMAND_REFUSED;
	}
	st = intake_choose(d->intake, b->hits[row].bundle ? b->hits[row].bundle->id : b->hits[row].item->id, &err);
	if (st == ST_OK)
		st = accept_show(d, d->intake->bundle->question_count ? STEP_SITUATION : STEP_APPLICANT, &err);
	return desk_answer(d, st, &err);
}

ACCEPT_CONTEXTS("accept-bundle")

const struct view_ops accept_bundle_view = {
	.context = "accept-bundle", .title = "受理 第一步:事项", .help = "打序号、拼音首字母(xse)或名称的任何一部分;Enter 接下。",
	.hint = "直接打字 查找", .size = sizeof(struct bundles), .open = open_bundles, .close = close_bundles, .layout = layout,
	.draw = draw, .contexts = contexts,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/sheet.h"
#include "desk/words.h"
#include "hall/taken.h"
#include "ui/form.h"
#include "ui/list.h"

/* 办事指南 from home: any bundle or item is found and read, and nothing is begun. */

#define HITS 400

struct guides {
	struct desk *d;
	struct form *frame;
	struct list *list;
	const struct catalogue *catalogue;
	int version;                 /* of the catalogue */
	uint32_t *taken;             /* by this window, per bundle and item */
	struct catalogue_hit hits[HITS];
	size_t count;
};

enum { COLUMN_NAME, COLUMN_INITIALS, COLUMN_KIND, COLUMN_LIMIT, COLUMN_EXAMPLE, COLUMN_LEAD, COLUMNS };
#define INITIALS 8
static const struct list_column columns[COLUMNS] = {
	[COLUMN_NAME] = { "一件事 / 事项", 0, false }, [COLUMN_INITIALS] = { "首字母", INITIALS, false },
	[COLUMN_KIND] = { "", 6, false }, [COLUMN_LIMIT] = { "规模", 9, false }, [COLUMN_EXAMPLE] = { "", 4, false },
	[COLUMN_LEAD] = { "牵头部门", 22, false },
};

static size_t count_rows(void *ctx)
{
	return ((struct guides *)ctx)->count;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct catalogue_hit *hit = &((struct guides *)ctx)->hits[row];
	const struct bundle *b = hit->bundle;
	const struct department *lead = b ? b->lead : hit->item->department;

	*look = column == COLUMN_NAME && b ? LOOK_STRONG : column == COLUMN_NAME ? LOOK_PLAIN : LOOK_DIM;
	switch (column) {
	case COLUMN_NAME: buf_text(out, b ? b->name : hit->item->name); break;
	case COLUMN_INITIALS: words_initials(b ? b->name : hit->item->name, INITIALS, out); break;
	case COLUMN_KIND: buf_text(out, b ? b->subject : "单项"); break;
	case COLUMN_LIMIT:
		if (b)
			buf_format(out, "%zu 事项", b->item_count);
		else
			words_limit(hit->item->promised, out);
		break;
	case COLUMN_EXAMPLE: buf_text(out, (b ? b->unchecked : hit->item->unchecked) ? "示例" : ""); break;
	default: buf_text(out, lead ? lead->name : "");
	}
}

static void narrow(void *ctx, const char *text)
{
	struct guides *g = ctx;

	g->count = catalogue_search(g->catalogue, text, g->taken, g->hits, HITS);
	if (g->count > HITS)
		g->count = HITS;
}

/* The catalogue that is valid now, and what this window takes. */
static enum status read_catalogue(struct guides *g, struct err *err)
{
	const struct catalogue *c;
	int version;
	enum status st = hall_catalogue(g->d->hall, &c, &version, err);

	if (st != ST_OK)
		return st;                             /* what was read before is still the hall's */
	uint32_t *taken = mem_array(c->bundle_count + c->item_count, sizeof *taken);
	st = hall_taken(g->d->hall, g->d->actor.window, clock_day_of(clock_wall_ms()), c, taken, err);
	free(g->taken);
	g->taken = taken;                              /* of nothing, when it could not be read: the order is the catalogue's */
	g->catalogue = c;
	g->version = version;
	g->count = 0;
	return st;
}

static enum status open_guides(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .filter = narrow };
	struct guides *g = v->data;
	const struct picture *picture = ui_picture(v->ui, "guide", err);

	(void)argument;
	g->d = v->app;
	if (!picture)
		return err->status;
	enum status st = read_catalogue(g, err);
	if (st != ST_OK)
		return st;
	g->frame = form_new(picture, NULL, g);
	g->list = list_new(columns, COLUMNS, LIST_TITLES | LIST_TYPES_FILTER, &source, g);
	list_empty(g->list, "目录里没有符合的;试试别的字、首字母或群众的叫法");
	view_add(v, form_widget(g->frame));
	view_add(v, list_widget(g->list));
	narrow(g, "");
	list_reload(g->list);
	view_focus(v, list_widget(g->list));
	return ST_OK;
}

static void close_guides(struct view *v)
{
	struct guides *g = v->data;

	list_free(g->list);
	form_free(g->frame);
	free(g->taken);
}

static void layout(struct view *v, struct area area)
{
	struct guides *g = v->data;

	view_place(v, form_widget(g->frame), area);
	struct area rows = form_area(g->frame, "found");
	list_columns(g->list, columns, rows.width < 100 ? COLUMN_LEAD : COLUMNS);
	view_place(v, list_widget(g->list), rows);
}

static void draw(struct view *v)
{
	struct guides *g = v->data;

	desk_head(g->d, form_area(g->frame, "head").row, view_area(v).width, "办事指南");
}

/* Another catalogue may have been imported: what the rows point to went with the old one. */
static void changed(struct view *v)
{
	struct guides *g = v->data;
	struct err err;

	if (read_catalogue(g, &err) == ST_OK)
		narrow(g, list_filter(g->list));
	else
		desk_fail(g->d, &err);
	list_reload(g->list);
}

static const char *hints(struct view *v)
{
	return *list_filter(((struct guides *)v->data)->list) ? "Esc 另找" : "直接打字 查找";
}

enum command_answer cmd_guide_choose(void *app, const struct call *call)
{
	struct guides *g = call->view->data;
	size_t row = list_selected(g->list);

	if (row == LIST_NONE) {
		message_refuse(call->ui, "E-6301", "没有选中一件事;请改所打的字");
		return COMMAND_REFUSED;
	}
	const struct catalogue_hit *hit = &g->hits[row];
	return guide_show(app, g->catalogue, g->version, hit->bundle ? hit->bundle : catalogue_single(g->catalogue, hit->item));
}

static const struct view_ops guide_ops = {
	.context = "guide-list", .title = "办事指南", .help = "打名称、首字母、全拼,或群众的叫法(上户口、开饭馆);Enter 看指南,什么都不收。",
	.size = sizeof(struct guides), .open = open_guides, .close = close_guides, .layout = layout, .draw = draw,
	.changed = changed, .shown = changed, .hints = hints,
};

enum command_answer cmd_guide_open(void *app, const struct call *call)
{
	struct desk *d = app;
	struct err err;

	(void)call;
	return desk_answer(d, view_open(d->ui, &guide_ops, NULL, &err), &err);
}

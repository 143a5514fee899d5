/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include "desk/commands.h"
#include "desk/matters.h"
#include "desk/sheet.h"
#include "ui/form.h"
#include "ui/list.h"

/* 办事指南 from home: any bundle or item is found and read, and nothing is begun. */

struct guides {
	struct desk *d;
	struct form *frame;
	struct list *list;
	struct matters matters;
};

enum { COLUMN_NAME, COLUMN_INITIALS, COLUMN_KIND, COLUMN_SIZE, COLUMN_EXAMPLE, COLUMN_LEAD, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COLUMN_NAME] = { "一件事 / 事项", 0, false }, [COLUMN_INITIALS] = { "首字母", MATTER_INITIALS_CELLS, false },
	[COLUMN_KIND] = { "", 6, false }, [COLUMN_SIZE] = { "规模", 9, false }, [COLUMN_EXAMPLE] = { "", 4, false },
	[COLUMN_LEAD] = { "牵头部门", 22, false },
};

static size_t count_rows(void *ctx)
{
	return ((struct guides *)ctx)->matters.count;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const enum matter_column shared[COLUMNS] = { [COLUMN_NAME] = MATTER_NAME, [COLUMN_INITIALS] = MATTER_INITIALS,
		[COLUMN_KIND] = MATTER_KIND, [COLUMN_SIZE] = MATTER_SIZE, [COLUMN_LEAD] = MATTER_LEAD };
	const struct matters *m = &((struct guides *)ctx)->matters;
	const struct catalogue_hit *hit = &m->hits[row];

	if (column != COLUMN_EXAMPLE) {
		matters_cell(m, row, shared[column], out, look);
		return;
	}
	buf_text(out, (hit->bundle ? hit->bundle->unchecked : hit->item->unchecked) ? "示例" : "");
	*look = LOOK_DIM;
}

static uint64_t id(void *ctx, size_t row)
{
	return matters_id(&((struct guides *)ctx)->matters, row);
}

static void narrow(void *ctx, const char *text)
{
	matters_narrow(&((struct guides *)ctx)->matters, text);
}

static enum status open_guides(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .id = id, .filter = narrow };
	struct guides *g = v->data;
	const struct picture *picture = ui_picture(v->ui, "guide", err);

	(void)argument;
	g->d = v->app;
	if (!picture)
		return err->status;
	enum status st = matters_read(&g->matters, g->d, err);
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
	matters_release(&g->matters);
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

	if (matters_read(&g->matters, g->d, &err) == ST_OK)
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
	const struct bundle *matter = matters_chosen(&g->matters, app, list_selected(g->list));

	return matter ? guide_show(app, g->matters.catalogue, g->matters.version, matter) : COMMAND_REFUSED;
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

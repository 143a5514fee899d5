/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "hall/hand.h"
#include "law/staff_right.h"
#include "ui/form.h"
#include "ui/list.h"

/* How much work the day's dossiers were for the hand: a clerk's own, or the hall's. */

#define ROOM 300

struct hands {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct hand_row *rows;
	size_t count;
	bool hall;
};

static size_t count_rows(void *ctx)
{
	return ((struct hands *)ctx)->count;
}

enum { COLUMN_NAME, COLUMN_DOSSIERS, COLUMN_KEYS, COLUMN_SECONDS, COLUMN_TYPED, COLUMN_DERIVED, COLUMN_SHARED, COLUMNS };
static const struct list_column columns[COLUMNS] = { [COLUMN_NAME] = { "", 0, false }, [COLUMN_DOSSIERS] = { "办件", 5, true },
	[COLUMN_KEYS] = { "按键", 6, true }, [COLUMN_SECONDS] = { "用时", 8, true }, [COLUMN_TYPED] = { "手填", 5, true },
	[COLUMN_DERIVED] = { "推出", 5, true }, [COLUMN_SHARED] = { "共享", 5, true } };

static void name_cell(const struct hands *v, const struct hand_row *r, struct buf *out)
{
	switch (r->group) {
	case HAND_ALL: buf_text(out, v->hall ? "全厅" : "我的全部"); break;
	case HAND_WINDOW: buf_format(out, *r->name ? " %s 号窗口" : " 不在窗口", r->name); break;
	default: buf_format(out, " %s", r->name);
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct hands *v = ctx;
	const struct hand_row *r = &v->rows[row];
	const int64_t numbers[COLUMNS] = { [COLUMN_DOSSIERS] = r->dossiers, [COLUMN_KEYS] = r->median.keys, [COLUMN_TYPED] = r->median.typed,
		[COLUMN_DERIVED] = r->median.derived, [COLUMN_SHARED] = r->median.shared };

	if (r->group == HAND_ALL)
		*look = LOOK_STRONG;
	if (column == COLUMN_NAME)
		name_cell(v, r, out);
	else if (column == COLUMN_SECONDS)
		buf_format(out, "%" PRId64 ":%02" PRId64, r->median.seconds / 60, r->median.seconds % 60);
	else
		buf_format(out, "%" PRId64, numbers[column]);
}

static void read_again(struct hands *v)
{
	struct err err;

	if (hand_day(v->d->hall, &v->d->actor, clock_today(), v->rows, ROOM, &v->count, &err) != ST_OK)
		desk_fail(v->d, &err);
	list_reload(v->list);
}

static enum status open_hands(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell };
	struct hands *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "list", err);

	(void)argument;
	s->d = v->app;
	s->view = v;
	s->rows = mem_array(ROOM, sizeof *s->rows);
	s->hall = staff_may(s->d->actor.role, RIGHT_HAND_HALL);
	if (!picture)
		return err->status;
	s->frame = form_new(picture, NULL, s);
	s->list = list_new(columns, COLUMNS, LIST_TITLES, &source, s);
	list_empty(s->list, "今天还没有在窗口收过件");
	view_add(v, form_widget(s->frame));
	view_add(v, list_widget(s->list));
	read_again(s);
	view_focus(v, list_widget(s->list));
	return ST_OK;
}

static void close_hands(struct view *v)
{
	struct hands *s = v->data;

	list_free(s->list);
	form_free(s->frame);
	free(s->rows);
}

static void layout(struct view *v, struct area area)
{
	struct hands *s = v->data;

	view_place(v, form_widget(s->frame), area);
	view_place(v, list_widget(s->list), form_area(s->frame, "rows"));
}

static void draw(struct view *v)
{
	struct hands *s = v->data;
	char text[320];

	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, s->hall ? "全厅的一天" : "我的一天");
	snprintf(text, sizeof text, "每件的中位数:按了多少键、用了几分几秒、手填了几栏。停顿超过 %ld 秒的和锁屏的不算;只记数,不记内容%s。",
		hall_int(s->d->hall, "hand.pause_seconds"), s->hall ? ",也不按人分" : ",只有自己看得到");
	draw_wrap(form_area(s->frame, "detail"), LOOK_DIM, text);
}

static void changed(struct view *v)
{
	read_again(v->data);
	view_dirty(v);
}

enum command_answer cmd_hand_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &hand_view, NULL, &err), &err);
}

const struct view_ops hand_view = {
	.context = "hand", .title = "我的一天", .help = "今天收的件各用了多少键、多少时间、手填几栏(中位数)。受理员看自己的;督导看全厅、各窗、各事,不按人分。",
	.size = sizeof(struct hands), .open = open_hands, .close = close_hands, .layout = layout, .draw = draw, .changed = changed,
	.shown = changed,
};

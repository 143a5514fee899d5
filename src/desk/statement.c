/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "desk/day.h"
#include "desk/desk.h"
#include "hall/print_outlook.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/scroll.h"

/* 日报 周报 月报: every indicator of a period with its counts; one of them taken apart by window, person, …. It is counted a
 * little at a time between the keys, so that somebody who goes on to the month before does not wait for this one. */

struct line { enum statement_indicator indicator; size_t group; enum statement_by heading; };      /* heading BY_UNIT: none */
struct statements {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct statement *s;                 /* whole when done == steps */
	struct statement_span span;
	uint64_t counting;                   /* the timer of its next step; 0: none */
	int apart;                           /* the indicator that is taken apart; -1: all are shown */
	size_t stood;                        /* on which row the bar was among the indicators */
	size_t row;                          /* and where it was before another period */
	struct line *lines;
	size_t line_count;
};

static bool whole(const struct statements *v)
{
	return v->s && v->s->done == v->s->steps;
}

/* --- rows ---------------------------------------------------------------------------------------------------------------- */

static void add_line(struct statements *v, enum statement_indicator i, size_t group, enum statement_by heading)
{
	v->lines = mem_grow(v->lines, v->line_count + 1, sizeof *v->lines);
	v->lines[v->line_count++] = (struct line){ i, group, heading };
}

static void parts(struct statements *v, enum statement_indicator i)
{
	enum statement_by last = BY_UNIT;

	add_line(v, i, 0, BY_UNIT);
	for (size_t g = 1; g < v->s->group_count; g++) {
		const struct statement_group *group = &v->s->groups[g];
		if (!(statement_rules[i].by & 1u << group->by) || measure_empty(&group->values[i]))
			continue;
		if (group->by != last)
			add_line(v, i, g, group->by);
		last = group->by;
		add_line(v, i, g, BY_UNIT);
	}
}

static void lines_anew(struct statements *v)
{
	v->line_count = 0;
	if (whole(v) && v->apart >= 0)
		parts(v, (enum statement_indicator)v->apart);
	for (int i = 0; whole(v) && v->apart < 0 && i < STATEMENT_COUNT; i++)
		add_line(v, (enum statement_indicator)i, 0, BY_UNIT);
	list_reload(v->list);
	view_focus(v->view, list_widget(v->list));       /* an empty one takes none */
	view_dirty(v->view);
}

static size_t count_rows(void *ctx)
{
	return ((struct statements *)ctx)->line_count;
}

static bool heading(void *ctx, size_t row)
{
	return ((struct statements *)ctx)->lines[row].heading != BY_UNIT;
}

enum { COLUMN_NAME, COLUMN_VALUE, COLUMN_NUMERATOR, COLUMN_DENOMINATOR, COLUMN_EXCLUDED, COLUMN_RULE, COLUMN_WORDS, COLUMNS };
static const struct list_column columns_80[] = { [COLUMN_NAME] = { "指标", 0, false }, [COLUMN_VALUE] = { "值", 14, true },
	[COLUMN_NUMERATOR] = { "分子", 11, true }, [COLUMN_DENOMINATOR] = { "分母", 9, true }, [COLUMN_EXCLUDED] = { "不计", 7, true },
	[COLUMN_RULE] = { "依据", 5, false } };
static const struct list_column columns_132[] = { [COLUMN_NAME] = { "指标", 30, false }, [COLUMN_VALUE] = { "值", 14, true },
	[COLUMN_NUMERATOR] = { "分子", 11, true }, [COLUMN_DENOMINATOR] = { "分母", 9, true }, [COLUMN_EXCLUDED] = { "不计", 7, true },
	[COLUMN_RULE] = { "依据", 5, false }, [COLUMN_WORDS] = { "口径", 0, false } };

static void name_cell(const struct statements *v, const struct line *l, struct buf *out, enum look *look)
{
	char name[GROUP_SIZE];

	if (l->heading != BY_UNIT) {
		buf_format(out, "按%s", statement_by_name(l->heading));
		*look = LOOK_DIM;
	} else if (v->apart < 0) {
		buf_text(out, statement_rules[l->indicator].name);
	} else {
		buf_format(out, "%s%s", l->group ? "  " : "", statement_group_name(&v->s->groups[l->group], name));
	}
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct statements *v = ctx;
	const struct line *l = &v->lines[row];
	const struct statement_rule *rule = &statement_rules[l->indicator];
	const struct measure *m = &v->s->groups[l->group].values[l->indicator];
	char text[MEASURE_SIZE];

	if (column == COLUMN_NAME)
		name_cell(v, l, out, look);
	if (column == COLUMN_NAME || l->heading != BY_UNIT)
		return;
	switch (column) {
	case COLUMN_VALUE: buf_text(out, measure_text(rule->kind, m, text)); *look = LOOK_STRONG; break;
	case COLUMN_NUMERATOR: buf_format(out, "%" PRId64, m->numerator); break;
	case COLUMN_RULE: buf_text(out, rule->rule); *look = LOOK_DIM; break;
	case COLUMN_WORDS:
		if (v->apart < 0)
			buf_format(out, "%s%s%s", rule->numerator, *rule->denominator ? " / " : "", rule->denominator);
		*look = LOOK_DIM;
		break;
	default:
		if (rule->kind != SAID_COUNT)
			buf_format(out, "%" PRId64, column == COLUMN_DENOMINATOR ? m->denominator : m->excluded);
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct statements *)ctx)->view);
}

/* --- counting -------------------------------------------------------------------------------------------------------------- */

static void stop(struct statements *v)
{
	loop_cancel(ui_loop(v->d->ui), v->counting);
	v->counting = 0;
	statement_free(v->s);
	v->s = NULL;
}

static void show_steps(struct statements *v)
{
	char text[80];

	snprintf(text, sizeof text, "正在统计 %d%% …", v->s->done * 100 / v->s->steps);
	list_empty(v->list, text);
	view_dirty(v->view);
	ui_dirty(v->d->ui);
}

static void step(void *ctx)
{
	struct statements *v = ctx;
	struct err err;

	v->counting = 0;
	if (statement_step(v->s, &err) != ST_OK) {
		stop(v);
		list_empty(v->list, "没有统计成,原因见下一行;d w m 再统计");
		desk_fail(v->d, &err);
	} else if (!whole(v)) {
		v->counting = loop_after(ui_loop(v->d->ui), 0, step, v);
		show_steps(v);
		return;
	}
	lines_anew(v);
	list_select(v->list, v->row < v->line_count ? v->row : 0);
	ui_dirty(v->d->ui);
}

static enum status begin(struct statements *v, enum statement_period period, day_t day, struct err *err)
{
	struct statement *s = NULL;
	enum status st = statement_begin(v->d->hall, &v->d->actor, period, day, &s, err);

	if (st != ST_OK)
		return st;
	v->row = list_selected(v->list) != LIST_NONE ? list_selected(v->list) : v->row;
	stop(v);
	v->s = s;
	v->span = s->span;
	lines_anew(v);
	show_steps(v);
	v->counting = loop_after(ui_loop(v->d->ui), 0, step, v);
	return ST_OK;
}

/* --- the view -------------------------------------------------------------------------------------------------------------- */

static enum status open_statements(struct view *view, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .heading = heading, .moved = moved };
	struct statements *v = view->data;
	const struct picture *picture = ui_picture(view->ui, "list", err);
	const day_t *day = argument;

	v->d = view->app;
	v->view = view;
	v->apart = -1;
	if (!picture)
		return err->status;
	v->frame = form_new(picture, NULL, v);
	v->list = list_new(columns_80, COUNT_OF(columns_80), LIST_TITLES, &source, v);
	view_add(view, form_widget(v->frame));
	view_add(view, list_widget(v->list));
	view_focus(view, list_widget(v->list));
	return begin(v, PERIOD_DAY, *day, err);
}

static void close_statements(struct view *view)
{
	struct statements *v = view->data;

	if (v->d)
		stop(v);
	list_free(v->list);
	form_free(v->frame);
	free(v->lines);
}

static void layout(struct view *view, struct area area)
{
	struct statements *v = view->data;

	view_place(view, form_widget(v->frame), area);
	if (area.width < 124)
		list_columns(v->list, columns_80, COUNT_OF(columns_80));
	else
		list_columns(v->list, columns_132, COUNT_OF(columns_132));
	view_place(view, list_widget(v->list), form_area(v->frame, "rows"));
}

static void draw_words(const struct statements *v, const struct line *l, struct buf *out)
{
	const struct statement_rule *rule = &statement_rules[l->indicator];

	buf_format(out, "%s(%s):", rule->name, rule->rule);
	statement_words(rule, out);
	buf_text(out, v->apart >= 0 ? "。Enter 回到各指标" : rule->by ? "。Enter 分开看" : "");
}

static void draw(struct view *view)
{
	struct statements *v = view->data;
	size_t row = list_selected(v->list);
	char span[SPAN_SIZE], title[160], stamp[20], until[24] = "";
	struct buf out;

	if (v->s && !v->s->over)
		snprintf(until, sizeof until, "(到 %.11s)", clock_stamp(v->s->until - 1, stamp) + 5);
	snprintf(title, sizeof title, "%s %s%s", statement_period_name(v->span.period), statement_span_text(v->span, span), until);
	desk_head(v->d, form_area(v->frame, "head").row, view_area(view).width, title);
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE)
		draw_words(v, &v->lines[row], &out);
	draw_wrap(form_area(v->frame, "detail"), LOOK_PLAIN, out.len ? out.data : "");
	buf_release(&out);
}

/* --- commands -------------------------------------------------------------------------------------------------------------- */

/* From the supervisor's day: of the day that stands there. */
enum command_answer cmd_statement_open(void *app, const struct call *call)
{
	struct err err;

	day_t day = call->view->ops == &day_view ? day_shown(call->view->data) : clock_today();

	return desk_answer(app, view_open(call->ui, &statement_view, &day, &err), &err);
}

/* The day on which the period at hand begins, or today where that lies in it: going to another kind of period stays where one is. */
enum command_answer cmd_statement_period(void *app, const struct call *call)
{
	struct statements *v = call->view->data;
	int period = statement_period_from_code(call->argument);
	day_t today = clock_today();
	struct err err;

	if (period < 0) {
		message_say(call->ui, "只有 day week month");
		return COMMAND_REFUSED;
	}
	return desk_answer(app, begin(v, (enum statement_period)period, today >= v->span.from && today <= v->span.to ? today : v->span.from, &err),
		&err);
}

enum command_answer cmd_statement_move(void *app, const struct call *call)
{
	struct statements *v = call->view->data;
	struct statement_span to = statement_span_step(v->span, strcmp(call->argument, "next") == 0 ? 1 : -1);
	struct err err;

	return desk_answer(app, begin(v, to.period, to.from, &err), &err);
}

static bool ready(const struct statements *v)
{
	if (!whole(v))
		message_say(v->d->ui, v->s ? "还没有统计完,稍等再按" : "没有统计成,按 d w m 再统计");
	return whole(v);
}

enum command_answer cmd_statement_apart(void *app, const struct call *call)
{
	struct statements *v = call->view->data;
	size_t row = list_selected(v->list);

	(void)app;
	if (!ready(v))
		return COMMAND_REFUSED;
	if (v->apart < 0 && !statement_rules[v->lines[row].indicator].by) {
		message_say(call->ui, "这一项只有全厅的");
		return COMMAND_REFUSED;
	}
	bool back = v->apart >= 0;
	v->apart = back ? -1 : (int)v->lines[row].indicator;
	lines_anew(v);
	list_select(v->list, back ? v->stood : 0);
	v->stood = back ? 0 : row;
	return COMMAND_DONE;
}

enum command_answer cmd_statement_preview(void *app, const struct call *call)
{
	struct desk *d = app;
	struct statements *v = call->view->data;
	struct document *document;
	struct buf text;
	struct err err;

	if (!ready(v))
		return COMMAND_REFUSED;
	buf_init(&text, BUF_LARGE);
	enum status st = statement_fill(d->hall, &d->actor, v->s, PAPER_A4, &document, &err);
	if (st == ST_OK) {
		document_text(document, 0, draw_width() < 100 ? 78 : 120, &text);
		st = scroll_open(d->ui, "报表(还没有打印)", text.data, false, &err);
	}
	document_free(document);
	buf_release(&text);
	return desk_answer(d, st, &err);
}

enum command_answer cmd_statement_print(void *app, const struct call *call)
{
	struct desk *d = app;
	struct statements *v = call->view->data;
	char outlook[OUTLOOK_SIZE];
	struct print_job job;
	struct err err;

	if (!ready(v))
		return COMMAND_REFUSED;
	enum status st = statement_print(d->hall, &d->actor, v->s, "", &job, &err);
	if (st == ST_OK) {
		(void)print_outlook(d->hall, &job, outlook);
		message_say(call->ui, "%s %s %s", statement_period_name(v->span.period), job.number, outlook);
	}
	return desk_answer(d, st, &err);
}

const struct view_ops statement_view = {
	.context = "statement", .title = "报表", .help = "日报、周报、月报的各项指标,带分子、分母和不计的,都由发生的事重新计数;分母为零记“—”。"
	"d w m 换日、周、月,← → 前后移,Enter 把一项按窗口、人员、一件事、事项、部门、排队类别、督办规则分开(各自加起来等于全厅),F10 打带图的 A4。",
	.size = sizeof(struct statements), .open = open_statements, .close = close_statements, .layout = layout, .draw = draw,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "desk/commands.h"
#include "hall/watch.h"
#include "ui/plot.h"
#include "ui/scroll.h"

/* The day of the whole hall at a glance. It is read anew when the store has changed, once a second at most, and each minute, for waits
 * grow by themselves. */

#define PAUSE_MS 1000
#define DECISIONS_MOST 100

day_t day_shown(const struct day *s)
{
	return s->which == DAY_NONE ? clock_today() : s->which;
}

bool day_is_today(struct day *s, const char *what)
{
	if (s->which != DAY_NONE)
		message_refuse(s->d->ui, "E-6868", "这是过去的一天,%s只对今天;按 → 回到今天", what);
	return s->which == DAY_NONE;
}

/* False: what was read last stays to be seen, and why is said. */
static bool read_again(struct day *s)
{
	struct queue_day *day = NULL;
	struct err err;
	size_t count = 0;

	s->read_at = loop_now();
	if (queue_day_read(s->d->hall, &s->d->actor, day_shown(s), &day, &err) != ST_OK ||
	    queue_day_lists(s->d->hall, &s->d->actor, s->rows, &count, &err) != ST_OK ||
	    queue_day_before(s->d->hall, clock_today(), &s->last, &s->last_tickets, &err) != ST_OK) {
		queue_day_free(day);
		desk_fail(s->d, &err);
		return false;
	}
	queue_day_free(s->day);
	s->day = day;
	s->row_count = count;
	list_reload(s->classes);
	list_reload(s->windows);
	list_reload(s->lists);
	view_dirty(s->view);
	return true;
}

static void read_later(void *ctx)
{
	struct day *s = ctx;

	s->later = 0;
	(void)read_again(s);
	ui_dirty(s->d->ui);
}

static void changed(struct view *v)
{
	struct day *s = v->data;
	int64_t passed = loop_now() - s->read_at;

	if (s->later)
		return;
	if (passed >= PAUSE_MS)
		(void)read_again(s);
	else
		s->later = loop_after(ui_loop(v->ui), PAUSE_MS - passed, read_later, s);
}

/* --- the view -------------------------------------------------------------------------------------------------------- */

static enum status open_day(struct view *v, void *argument, struct err *err)
{
	struct day *s = v->data;
	const struct picture *picture = ui_picture(v->ui, "day", err);

	(void)argument;
	s->d = v->app;
	s->view = v;
	s->which = DAY_NONE;
	if (!picture)
		return err->status;
	desk_turn_day(s->d);
	s->frame = form_new(picture, NULL, s);
	day_lists_make(s);
	view_add(v, form_widget(s->frame));
	view_add(v, list_widget(s->lists));
	view_add(v, list_widget(s->windows));
	view_add(v, list_widget(s->classes));
	(void)read_again(s);
	return ST_OK;
}

static void close_day(struct view *v)
{
	struct day *s = v->data;

	prompt_drop(v->ui, s);
	loop_cancel(ui_loop(v->ui), s->later);
	list_free(s->classes);
	list_free(s->windows);
	list_free(s->lists);
	form_free(s->frame);
	queue_day_free(s->day);
}

static void layout(struct view *v, struct area area)
{
	struct day *s = v->data;

	view_place(v, form_widget(s->frame), area);
	day_lists_fit(s);
	view_place(v, list_widget(s->classes), form_area(s->frame, "classes"));
	view_place(v, list_widget(s->windows), form_area(s->frame, "windows"));
	view_place(v, list_widget(s->lists), form_area(s->frame, "lists"));
	if (!s->settled)                                 /* the bar begins in the lists, which are work */
		s->settled = view_focus(v, list_widget(s->lists));
}

/* --- drawing --------------------------------------------------------------------------------------------------------- */

static void draw_sums(const struct day *s, struct area a)
{
	const struct queue_day *d = s->day;
	int64_t rate = queue_day_throughput(d);
	struct buf out;

	buf_init(&out, BUF_SMALL);
	if (s->which != DAY_NONE) {                      /* nobody sits or waits there any more */
		char day[11];
		buf_format(&out, " %s 周%s 全天", day_iso(s->which, day), day_weekday_name(s->which));
	} else {
		buf_format(&out, " 开窗 %d/%zu  等候 %" PRId64, d->open, d->window_count, d->all.waiting);
		if (d->all.priority)
			buf_format(&out, "(优先 %" PRId64 ")", d->all.priority);
	}
	buf_format(&out, "  取号 %" PRId64, d->all.taken);
	if (d->all.appointments)
		buf_format(&out, "(预约 %" PRId64 ")", d->all.appointments);
	buf_format(&out, "  办结 %" PRId64, d->all.served);
	if (rate)
		buf_format(&out, "  一窗一小时 %" PRId64 ".%" PRId64 " 件", rate / 10, rate % 10);
	draw_text(a.row, a.col, a.width, LOOK_STRONG, out.data);
	if (d->light != LIGHT_GREEN)
		draw_right(a.row, a.col + a.width - 5, 5, d->light == LIGHT_RED ? LOOK_BAD : LOOK_WARN, d->light == LIGHT_RED ? "红灯" : "黄灯");
	buf_release(&out);
}

/* A title with the largest number, the bars, and the hours where there is a row for them. A quarter is a cell while the day is young, then
 * half of one; of a day that is longer still the end is shown. */
static void draw_series(struct area a, const char *name, const struct queue_day *d, const int64_t *values, size_t count)
{
	const int hours = a.height > 3, each = count < (size_t)a.width ? 2 : 1;
	size_t fits = (size_t)(a.width - 1) * 2, skipped = count > fits ? (count - fits + 1) / 2 * 2 : 0, shown = 0;
	int64_t bars[QUEUE_QUARTERS * 2], most = 0;

	for (size_t i = skipped; i < count; i++) {
		most = values[i] > most ? values[i] : most;
		for (int k = 0; k < each; k++)
			bars[shown++] = values[i];
	}
	if (count)
		draw_format(a.row, a.col, a.width, LOOK_LABEL, " %s 最多%" PRId64 " %zu-%zu时", name, most, (d->first + skipped) / 4, d->last / 4);
	else
		draw_format(a.row, a.col, a.width, LOOK_LABEL, " %s", name);
	draw_plot((struct area){ a.row + 1, a.col + 1, a.height - 1 - hours, a.width - 1 }, LOOK_STRONG, bars, shown, most);
	if (!hours)
		return;
	draw_text(a.row + a.height - 1, a.col, a.width, LOOK_DIM, "");
	for (size_t k = (d->first + skipped + 3) / 4 * 4; k < d->last; k += each == 2 ? 4 : 8)
		draw_format(a.row + a.height - 1, a.col + 1 + (int)(k - d->first - skipped) * each / 2, 2, LOOK_DIM, "%zu", k / 4);
}

static void draw_day(const struct day *s)
{
	static const char *const areas[] = { "p-taken", "p-waiting", "p-served" }, *const names[] = { "取号", "在等", "办结" };
	const struct queue_day *d = s->day;
	int64_t values[COUNT_OF(areas)][QUEUE_QUARTERS] = { { 0 } };
	size_t count = 0;

	for (size_t k = d->first; k < d->last && k < d->begun; k++, count++) {
		values[0][count] = d->quarters[k].taken;
		values[1][count] = d->quarters[k].waiting;
		values[2][count] = d->quarters[k].served;
	}
	for (size_t i = 0; i < COUNT_OF(areas); i++)
		draw_series(form_area(s->frame, areas[i]), names[i], d, values[i], count);
}

/* Where something is to be done first; what is as it should be only where there is room. */
static enum look advice_text(const struct day *s, int rows, struct buf *out)
{
	enum look look = LOOK_DIM;

	for (int keep = 0; keep <= (rows > 2); keep++)
		for (size_t i = 0; i < s->day->pool_count; i++) {
			const struct queue_day_pool *p = &s->day->pools[i];
			if ((p->advice.act == TIDE_KEEP) != (keep == 1) || !p->sample_count || !p->windows)
				continue;
			if (out->len)
				buf_char(out, '\n');
			queue_day_advice(s->d->hall, p, out);
			look = keep ? look : LOOK_WARN;
		}
	char iso[11];
	if (s->which == DAY_NONE && s->last != DAY_NONE && !s->day->all.taken)
		buf_format(out, "%s今天还没有人取号;← 看最近取过号的一天:%s 周%s,%" PRId64 " 个号", out->len ? "\n" : "", day_iso(s->last, iso),
			day_weekday_name(s->last), s->last_tickets);
	else if (!out->len && s->which == DAY_NONE)
		buf_text(out, "窗口开得正好,不必加减");
	return look;
}

static void draw(struct view *v)
{
	struct day *s = v->data;
	struct area advice = form_area(s->frame, "advice");
	struct buf out;

	desk_head(s->d, form_area(s->frame, "head").row, view_area(v).width, "督导");
	if (!s->day)
		return;
	draw_sums(s, form_area(s->frame, "sums"));
	draw_day(s);
	buf_init(&out, BUF_SMALL);
	enum look look = advice_text(s, advice.height, &out);
	draw_wrap(advice, look, out.data);
	buf_release(&out);
}

/* --- commands -------------------------------------------------------------------------------------------------------- */

enum command_answer cmd_day_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &day_view, NULL, &err), &err);
}

enum command_answer cmd_day_move(void *app, const struct call *call)
{
	struct day *s = call->view->data;
	bool next = strcmp(call->argument, "next") == 0, empty = s->which == DAY_NONE && s->day && !s->day->all.taken;
	day_t before = s->which, to = next ? day_shown(s) + 1 : empty && s->last != DAY_NONE ? s->last : day_shown(s) - 1;

	(void)app;
	if (to > clock_today()) {
		message_say(call->ui, "已经是今天");
		return COMMAND_REFUSED;
	}
	s->which = to == clock_today() ? DAY_NONE : to;
	if (!read_again(s)) {                            /* no day's figures stand under another date */
		s->which = before;
		return COMMAND_REFUSED;
	}
	if (s->which != DAY_NONE)
		message_say(call->ui, "过去的一天照当天最后的样子;右下的清单是现在的。→ 往后,到今天为止");
	return COMMAND_DONE;
}

/* Where the rows of a list are worked on; the lists that are watched over are all on one screen. */
static enum status open_list(struct desk *d, const struct day_list *l, struct err *err)
{
	static const struct { const char *code; const struct view_ops *view; } others[] = { { "outbox", &outbox_view },
		{ "errands", &errands_view }, { "stuck", &stucks_view } };

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (strcmp(others[i].code, l->code) == 0)
			return view_open(d->ui, others[i].view, NULL, err);
	return view_open(d->ui, &watch_view, (void *)(uintptr_t)l->code, err);
}

static enum status open_window(struct desk *d, const struct queue_day_window *w, struct err *err)
{
	if (*w->dossier)
		return view_open(d->ui, &dossier_view, (void *)(uintptr_t)w->dossier, err);
	return err_set(err, ST_NOINPUT, "E-6860", "%s 号窗口现在的号还没有受理成办件,没有可打开的", w->now.no);
}

enum command_answer cmd_day_choose(void *app, const struct call *call)
{
	struct desk *d = app;
	struct day *s = call->view->data;
	const struct widget *at = view_focused(call->view);
	size_t list = list_selected(s->lists), window = list_selected(s->windows);
	struct err err;

	if (at == list_widget(s->lists) && list != LIST_NONE)
		return desk_answer(d, open_list(d, &s->rows[list], &err), &err);
	if (at == list_widget(s->windows) && window != LIST_NONE)
		return desk_answer(d, open_window(d, &s->day->windows[window], &err), &err);
	if (at == list_widget(s->classes))
		return desk_answer(d, view_open(d->ui, &tickets_view, NULL, &err), &err);
	message_say(d->ui, "没有选中一行");
	return COMMAND_REFUSED;
}

enum command_answer cmd_day_other(void *app, const struct call *call)
{
	struct day *s = call->view->data;
	struct widget *order[] = { list_widget(s->lists), list_widget(s->windows), list_widget(s->classes) };

	(void)app;
	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (order[i]->focused) {
			view_focus(call->view, order[(i + 1) % COUNT_OF(order)]);
			break;
		}
	view_dirty(call->view);
	return COMMAND_DONE;
}

/* What was decided on the day that is shown, and what came of it. */
static enum status explain_decisions(struct day *s, struct buf *out, struct err *err)
{
	struct tide_row *rows = mem_array(DECISIONS_MOST, sizeof *rows);
	size_t count;
	enum status st = tide_list(s->d->hall, &s->d->actor, day_shown(s), day_shown(s), rows, DECISIONS_MOST, &count, err);

	if (st == ST_OK && count)
		buf_text(out, s->which == DAY_NONE ? "\n今天的决定\n" : "\n那天的决定\n");
	for (size_t i = 0; st == ST_OK && i < count; i++) {
		buf_text(out, "  ");
		tide_words(&rows[i], out);
		buf_char(out, '\n');
	}
	free(rows);
	return st;
}

/* The samples, as the rule saw them. */
static void explain(struct day *s, struct buf *out)
{
	const struct tide_rule rule = tide_rule(s->d->hall);

	buf_format(out, "每 %d 分钟看一次:最近 %d 分钟取号的人数(或前几周同一小时的,取大的)× 每件中位用时 ÷ %d 分钟 ÷ %d%%,进位,就是要开的窗口数。"
		"连续 %d 次不够,建议开窗;亮黄灯、红灯,且 %d 分钟内没有开过窗,也建议开一个。连续 %d 次多出一个以上,且没有人等过 %d 分钟,建议关窗。"
		"共用窗口的类别合在一起算。\n", rule.sample_minutes, rule.minutes, rule.minutes, rule.percent, rule.open_samples, rule.settle_minutes,
		rule.close_samples, rule.calm_minutes);
	for (size_t i = 0; i < s->day->pool_count; i++) {
		const struct queue_day_pool *p = &s->day->pools[i];
		if (!p->windows)
			continue;
		buf_char(out, '\n');
		queue_day_advice(s->d->hall, p, out);
		buf_char(out, '\n');
		for (size_t n = 0; n < p->sample_count; n++) {
			const struct tide_figures *f = &p->samples[n];
			struct clock_hm t = clock_time_of(f->at);
			buf_format(out, "  %02d:%02d  取号 %" PRId64 "  平时 %" PRId64 ".%" PRId64 "  每件 %" PRId64 ":%02" PRId64 "  要 %d 窗  开着 %d 窗\n", t.hour, t.minute,
				f->arrivals, f->usual / 100, f->usual / 10 % 10, f->service_ms / MINUTE_MS, f->service_ms / 1000 % 60, f->needed, f->open);
		}
	}
}

enum command_answer cmd_day_explain(void *app, const struct call *call)
{
	struct day *s = call->view->data;
	struct buf out;
	struct err err;

	if (!s->day)
		return COMMAND_REFUSED;
	buf_init(&out, BUF_SMALL);
	explain(s, &out);
	enum status st = explain_decisions(s, &out, &err);
	if (st == ST_OK)
		st = scroll_open(call->ui, "潮汐建议的依据", out.data, true, &err);
	buf_release(&out);
	return desk_answer(app, st, &err);
}

const struct view_ops day_view = {
	.context = "day", .title = "督导", .help = "全厅的今天:各类等候和灯,取号、在等、办结每刻一点,各窗在办什么,各张清单有几件,窗口要不要加减。← → 看别的一天。"
	"Tab 在清单、窗口、类别之间换,Enter 打开;T 记下开关窗口的决定,S 看多开或少开几窗会怎样。", .size = sizeof(struct day),
	.open = open_day, .close = close_day, .layout = layout, .draw = draw, .changed = changed, .shown = changed, .tick = changed,
};

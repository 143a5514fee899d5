/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/queue.h"
#include "command/show.h"


/* --- words ----------------------------------------------------------------------------------------------------------- */

/* A name in so many cells at least. */
static void padded(FILE *to, const char *name, int cells)
{
	show_text(to, name);
	for (int used = text_width(name); used < cells; used++)
		fputc(' ', to);
}

static void minutes(FILE *to, const char *label, int64_t ms)
{
	fprintf(to, "  %s %2" PRId64 ":%02" PRId64, label, ms / MINUTE_MS, ms / 1000 % 60);
}

static void print_classes(FILE *to, const struct queue_day *d)
{
	fputs("等候\n", to);
	for (size_t i = 0; i < d->class_count; i++) {
		const struct queue_day_class *c = &d->classes[i];
		fprintf(to, "  %c ", c->letter);
		padded(to, c->name, 14);
		fprintf(to, "  等 %3" PRId64, c->f.waiting);
		minutes(to, "最久", c->f.longest_ms);
		fprintf(to, " %-5s", c->longest);
		minutes(to, "近均", c->f.recent_ms);
		minutes(to, "均候", c->f.average_ms);
		minutes(to, "均办", c->f.service_ms);
		minutes(to, "中位", c->f.median_ms);
		fprintf(to, "  取 %" PRId64 "  叫 %" PRId64 "  办 %" PRId64 "  过 %" PRId64 "  %s\n", c->f.taken, c->f.called, c->f.served, c->f.passed,
			clock_light_name(c->light));
	}
}

static void print_window(FILE *to, const struct queue_day *d, const struct queue_day_window *w)
{
	fprintf(to, "  %3s ", w->now.no);
	padded(to, w->now.name, 12);
	if (d->today)
		fprintf(to, "  %s", window_state_name(w->now.state));
	fputs("  ", to);
	padded(to, w->now.clerk, 8);
	fprintf(to, " %-5s", w->now.ticket);
	if (w->busy_ms)
		minutes(to, w->now.state == WINDOW_PAUSED ? "已停" : "本件", w->busy_ms);
	fprintf(to, "  办 %" PRId64, w->f.served);
	minutes(to, "中位", w->f.median_ms);
	fprintf(to, "  评 %" PRId64 "  停 %" PRId64 " 次", w->ratings, w->pauses);
	if (*w->now.reason) {
		fputs("  ", to);
		show_text(to, w->now.reason);
	}
	fputs(w->light == LIGHT_YELLOW ? "  黄\n" : "\n", to);
}

static void print_quarters(FILE *to, const struct queue_day *d)
{
	if (d->last > d->first)
		fputs("每刻\n", to);
	for (size_t k = d->first; k < d->last && k < d->begun; k++) {
		const struct queue_quarter *q = &d->quarters[k];
		fprintf(to, "  %02zu:%02zu  取号 %3" PRId64 "  在等 %3" PRId64 "  叫号 %3" PRId64 "  办结 %3" PRId64, k / 4, k % 4 * 15, q->taken,
			q->waiting, q->called, q->served);
		minutes(to, "均候", q->wait_ms);
		fputc('\n', to);
	}
}

static void print_tide(FILE *to, struct hall *h, const struct queue_day *d)
{
	struct buf words;

	buf_init(&words, BUF_SMALL);
	for (size_t i = 0; i < d->pool_count; i++) {
		if (!d->pools[i].sample_count || !d->pools[i].windows)
			continue;
		if (!words.len)
			fputs("潮汐\n", to);
		buf_clear(&words);
		queue_day_advice(h, &d->pools[i], &words);
		fputs("  ", to);
		show_text(to, words.data);
		fputc('\n', to);
	}
	buf_release(&words);
}

void queue_print_day(const struct command_env *env, struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count)
{
	struct clock_hm t = clock_time_of(d->at);
	int64_t rate = queue_day_throughput(d);
	char iso[11];

	fprintf(env->out, "%s 星期%s  %02d:%02d  开窗 %d/%zu  一窗一小时办 %" PRId64 ".%" PRId64 " 件  %s\n", day_iso(d->day, iso), day_weekday_name(d->day),
		t.hour, t.minute, d->open, d->window_count, rate / 10, rate % 10, clock_light_name(d->light));
	print_classes(env->out, d);
	fputs("窗口\n", env->out);
	for (size_t i = 0; i < d->window_count; i++)
		print_window(env->out, d, &d->windows[i]);
	print_quarters(env->out, d);
	print_tide(env->out, h, d);
	if (count)
		fputs("清单\n", env->out);
	for (size_t i = 0; i < count; i++) {
		fputs("  ", env->out);
		padded(env->out, lists[i].name, 12);
		fprintf(env->out, "  %zu%s%s%s\n", lists[i].count, lists[i].more ? " 以上" : "", lists[i].count ? "  " : "",
			lists[i].count ? clock_light_name(lists[i].light) : "");
	}
}

/* --- tables ---------------------------------------------------------------------------------------------------------- */

struct sheet {
	struct hall *h;                          /* what is told */
	const struct queue_day *d;
	const struct day_list *lists; size_t list_count;
	struct tables tables;
	struct table *table;
	struct table_cell *row;
	size_t columns, at;
};

static void heading(struct sheet *s, const char *const *names)
{
	while (names[s->columns])
		s->columns++;
	s->row = table_add(&s->tables, s->table, 1, s->columns);
	for (size_t i = 0; i < s->columns; i++)
		s->row[i].text = names[i];
}

static void next_row(struct sheet *s)
{
	s->row = table_add(&s->tables, s->table, s->table->count + 1, s->columns);
	s->at = 0;
}

static void put(struct sheet *s, const char *text)
{
	s->row[s->at++].text = arena_text(s->tables.arena, text);
}

static void put_int(struct sheet *s, int64_t n)
{
	s->row[s->at++].text = arena_format(s->tables.arena, "%" PRId64, n);
}

#define FIGURES "取号", "预约", "等候", "优先等候", "叫号", "办结", "过号", "最久等候秒", "近来平均等候秒", "平均等候秒", "平均办理秒", "办理中位秒"

static void put_figures(struct sheet *s, const struct queue_figures *f)
{
	const int64_t numbers[] = { f->taken, f->appointments, f->waiting, f->priority, f->called, f->served, f->passed, f->longest_ms / 1000,
		f->recent_ms / 1000, f->average_ms / 1000, f->service_ms / 1000, f->median_ms / 1000 };

	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		put_int(s, numbers[i]);
}

static void fill_classes(struct sheet *s)
{
	static const char *const names[] = { "类别", "名称", "灯", "最久的号", FIGURES, NULL };

	heading(s, names);
	for (size_t i = 0; i < s->d->class_count; i++) {
		next_row(s);
		put(s, (const char[]){ s->d->classes[i].letter, '\0' });
		put(s, s->d->classes[i].name);
		put(s, clock_light_code(s->d->classes[i].light));
		put(s, s->d->classes[i].longest);
		put_figures(s, &s->d->classes[i].f);
	}
}

static void fill_windows(struct sheet *s)
{
	static const char *const names[] = { "窗口", "名称", "叫哪些类", "状态", "灯", "人员", "号", "办件", "本件秒", "在岗秒", "暂停次数", "暂停秒", "评价",
		FIGURES, NULL };

	heading(s, names);
	for (size_t i = 0; i < s->d->window_count; i++) {
		const struct queue_day_window *w = &s->d->windows[i];
		next_row(s);
		put(s, w->now.no);
		put(s, w->now.name);
		put(s, s->d->takes[i].classes);
		put(s, window_state_code(w->now.state));
		put(s, clock_light_code(w->light));
		put(s, w->now.clerk);
		put(s, w->now.ticket);
		put(s, w->dossier);
		put_int(s, w->busy_ms / 1000);
		put_int(s, w->attended_ms / 1000);
		put_int(s, w->pauses);
		put_int(s, w->paused_ms / 1000);
		put_int(s, w->ratings);
		put_figures(s, &w->f);
	}
}

static void fill_quarters(struct sheet *s)
{
	static const char *const names[] = { "自", "取号", "在等", "叫号", "办结", "平均等候秒", NULL };

	heading(s, names);
	for (size_t k = s->d->first; k < s->d->last && k < s->d->begun; k++) {
		const struct queue_quarter *q = &s->d->quarters[k];
		next_row(s);
		s->row[s->at++].text = arena_format(s->tables.arena, "%02zu:%02zu", k / 4, k % 4 * 15);
		put_int(s, q->taken);
		put_int(s, q->waiting);
		put_int(s, q->called);
		put_int(s, q->served);
		put_int(s, q->wait_ms / 1000);
	}
}

static void fill_tide(struct sheet *s)
{
	static const char *const names[] = { "类别", "开着", "共有", "建议", "几窗", "取号", "平时", "每件秒", "要几窗", "说明", NULL };
	struct buf words;

	heading(s, names);
	buf_init(&words, BUF_SMALL);
	for (size_t i = 0; i < s->d->pool_count; i++) {
		const struct queue_day_pool *p = &s->d->pools[i];
		next_row(s);
		put(s, p->classes);
		put_int(s, p->open);
		put_int(s, p->windows);
		put(s, tide_act_code(p->advice.act));
		put_int(s, p->advice.windows);
		put_int(s, p->samples[0].arrivals);
		s->row[s->at++].text = arena_format(s->tables.arena, "%" PRId64 ".%02" PRId64, p->samples[0].usual / 100, p->samples[0].usual % 100);
		put_int(s, p->samples[0].service_ms / 1000);
		put_int(s, p->samples[0].needed);
		buf_clear(&words);
		queue_day_advice(s->h, p, &words);
		put(s, words.data);
	}
	buf_release(&words);
}

static void fill_lists(struct sheet *s)
{
	static const char *const names[] = { "清单", "名称", "件数", "还有", "灯", NULL };

	heading(s, names);
	for (size_t i = 0; i < s->list_count; i++) {
		next_row(s);
		put(s, s->lists[i].code);
		put(s, s->lists[i].name);
		put_int(s, (int64_t)s->lists[i].count);
		put_int(s, s->lists[i].more);
		put(s, clock_light_code(s->lists[i].light));
	}
}

static const struct part { const char *name; void (*fill)(struct sheet *); } parts[] = { { "classes", fill_classes },
	{ "windows", fill_windows }, { "quarters", fill_quarters }, { "tide", fill_tide }, { "lists", fill_lists } };

static const struct part *part_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (strcmp(parts[i].name, name) == 0)
			return &parts[i];
	return NULL;
}

bool queue_is_part(const char *name)
{
	return part_of(name) != NULL;
}

void queue_print_csv(const struct command_env *env, struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count,
	const char *part)
{
	const size_t mark = 3;
	struct sheet s = { .h = h, .d = d, .lists = lists, .list_count = count };
	struct buf text;

	tables_init(&s.tables);
	s.table = tables_add(&s.tables, part, part);
	part_of(part)->fill(&s);
	buf_init(&text, BUF_LARGE);
	csv_write(s.table, &text);
	fputs(hall_int(h, "export.bom") ? text.data : text.data + mark, env->out);
	buf_release(&text);
	tables_release(&s.tables);
}

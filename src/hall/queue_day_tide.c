/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/queue_day_own.h"
#include "hall/ticket_own.h"

#define WEEKS_MOST 8
#define HOUR_MS (60 * MINUTE_MS)

/* --- what is usual ---------------------------------------------------------------------------------------------------- */

/* Of the same day of other weeks, by hour and class; `weeks`: on how many of them anybody came. */
struct usual { int64_t came[24][26]; int weeks; };

static enum status read_usual(struct hall *h, const struct queue_day *d, struct usual *u, struct err *err)
{
	long weeks = hall_int(h, "tide.weeks");
	struct value days[WEEKS_MOST + 1];
	struct rows *r = NULL;
	int64_t before = INT64_MIN;

	for (int i = 0; i < WEEKS_MOST; i++)
		days[i] = value_int(i < weeks ? d->day - 7 * (i + 1) : -1);
	days[WEEKS_MOST] = value_int(clock_day_start(0));
	enum status st = weeks ? store_read(hall_store(h), Q_QUEUE_DAY_HOURS, days, COUNT_OF(days), &r, err) : ST_OK;
	for (size_t i = 0; st == ST_OK && r && i < rows_count(r); i++) {        /* by days */
		int64_t hour = rows_int(r, i, 2);
		char class = *rows_text(r, i, 1);
		u->weeks += rows_int(r, i, 0) != before;
		before = rows_int(r, i, 0);
		if (hour >= 0 && hour < 24 && class >= 'A' && class <= 'Z')
			u->came[hour][class - 'A'] += rows_int(r, i, 3);
	}
	rows_free(r);
	return st;
}

/* Of those weeks' hour as much as belongs to rule->minutes, in hundredths. */
static void load_at(const struct tide_rule *rule, const struct usual *u, const struct queue_day *d, int64_t at, struct tide_load *load)
{
	int64_t hour = (at - clock_day_start(d->day)) / HOUR_MS;

	for (int c = 0; c < 26; c++)
		load->usual[c] = u->weeks && hour >= 0 && hour < 24 ? u->came[hour][c] * 100 * rule->minutes / (60 * u->weeks) : 0;
}

/* --- pools ------------------------------------------------------------------------------------------------------------ */

/* Has anything begun by then? Before, nothing is advised. */
static bool begun(const struct queue_day *d, int64_t at)
{
	for (size_t i = 0; i < d->span_count; i++)
		if (d->spans[i].from <= at)
			return at >= clock_day_start(d->day);
	return false;
}

static int open_at(const struct queue_day *d, const char *classes, int64_t at)
{
	return tide_open(d->takes, d->window_count, d->spans, d->span_count, classes, at);
}

void queue_day_pool_at(struct hall *h, const struct queue_day *d, const char *classes, int64_t at, struct queue_figures *f, int *open)
{
	queue_figures(d->visits, d->visit_count, (struct queue_filter){ classes, -1 }, at, hall_int(h, "queue.recent_minutes") * MINUTE_MS, f);
	*open = open_at(d, classes, at);
}

static void add_windows(const struct queue_day *d, struct queue_day_pool *p)
{
	for (size_t i = 0; i < d->window_count; i++)
		p->windows += strpbrk(d->takes[i].classes, p->classes) != NULL;
	p->open = open_at(d, p->classes, d->at);
}

/* The advice opens no more windows than there are. */
static void advise(const struct tide_rule *rule, const struct queue_day *d, struct queue_day_pool *p)
{
	int before = open_at(d, p->classes, d->at - rule->settle_minutes * MINUTE_MS);

	p->advice = tide_advise(rule, p->samples, p->sample_count, p->light, p->f.longest_ms, p->open > before && before > 0);
	if (p->advice.act == TIDE_OPEN && p->advice.windows > p->windows - p->open)
		p->advice.windows = p->windows - p->open;
}

static void fill_pool(struct hall *h, const struct tide_rule *rule, const struct usual *u, const struct queue_day *d, struct queue_day_pool *p)
{
	struct tide_load load = { { 0 }, { 0 } };

	for (size_t i = 0; i < d->class_count; i++)
		if (strchr(p->classes, d->classes[i].letter)) {
			load.service_ms[d->classes[i].letter - 'A'] = d->classes[i].f.median_ms;
			p->light = d->classes[i].light > p->light ? d->classes[i].light : p->light;
		}
	queue_figures(d->visits, d->visit_count, (struct queue_filter){ p->classes, -1 }, d->at, queue_day_recent(h, d), &p->f);
	add_windows(d, p);
	for (size_t n = 0; d->today && n < tide_samples(rule) && n < TIDE_SAMPLES_MOST; n++) {
		int64_t at = tide_sample_at(rule, d->at, n);
		if (!begun(d, at))
			break;
		load_at(rule, u, d, at, &load);
		tide_sample(rule, d->visits, d->visit_count, p->classes, &load, open_at(d, p->classes, at), at, &p->samples[p->sample_count++]);
	}
	if (p->sample_count)
		advise(rule, d, p);
}

enum status queue_day_tide(struct hall *h, struct queue_day *d, struct err *err)
{
	const struct tide_rule rule = tide_rule(h);
	char classes[27] = "", pools[TIDE_POOLS_MOST][27];
	struct usual u = { .weeks = 0 };
	enum status st = d->today ? read_usual(h, d, &u, err) : ST_OK;

	for (size_t i = 0; i < d->class_count; i++)
		classes[i] = d->classes[i].letter;
	if (st != ST_OK)
		return st;
	d->pool_count = tide_pools(classes, d->takes, d->window_count, pools);
	for (size_t i = 0; i < d->pool_count; i++) {
		memcpy(d->pools[i].classes, pools[i], sizeof pools[i]);
		fill_pool(h, &rule, &u, d, &d->pools[i]);
	}
	return ST_OK;
}

/* --- in words --------------------------------------------------------------------------------------------------------- */

static void say_tenths(struct buf *out, int64_t hundredths)
{
	buf_format(out, "%" PRId64, hundredths / 100);
	if (hundredths / 10 % 10)
		buf_format(out, ".%" PRId64, hundredths / 10 % 10);
}

static void say_reason(const struct tide_rule *rule, const struct queue_day_pool *p, struct buf *out)
{
	const struct tide_advice *a = &p->advice;

	if (a->by_light)
		buf_format(out, ",%s灯", clock_light_name(p->light));
	else if (a->act == TIDE_OPEN)
		buf_format(out, ",连续 %d 次不够", rule->open_samples);
	else if (a->act == TIDE_CLOSE)
		buf_format(out, ",连续 %d 次有余,没有人等过 %d 分钟", rule->close_samples, rule->calm_minutes);
}

void queue_day_advice(struct hall *h, const struct queue_day_pool *p, struct buf *out)
{
	const struct tide_rule rule = tide_rule(h);
	const struct tide_figures *s = &p->samples[0];

	for (const char *c = p->classes; *c; c++)
		buf_format(out, "%s%c", c == p->classes ? "" : "、", *c);
	buf_text(out, " 类:");
	if (!p->sample_count) {
		buf_text(out, p->open ? "刚开窗,还没有到看的时候" : "没有开窗");
		return;
	}
	buf_format(out, "近 %d 分钟取号 %" PRId64 " 人", rule.minutes, s->arrivals);
	if (s->usual) {
		buf_text(out, "(平时 ");
		say_tenths(out, s->usual);
		buf_text(out, ")");
	}
	buf_format(out, ",每件 %" PRId64 ":%02" PRId64 ",要 %d 窗,开着 %d 窗", s->service_ms / MINUTE_MS, s->service_ms / 1000 % 60, s->needed,
		p->open);
	say_reason(&rule, p, out);
	if (p->advice.act == TIDE_KEEP)
		buf_text(out, ":照旧");
	else if (p->advice.windows == 0)
		buf_text(out, ":该加窗,但没有窗口可开");
	else
		buf_format(out, ":%s %d 窗", p->advice.act == TIDE_OPEN ? "再开" : "可关", p->advice.windows);
}

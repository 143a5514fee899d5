/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "hall/queue_day_own.h"

static json_t *instant(int64_t at)
{
	char iso[26];

	return at ? json_string(clock_iso(at, iso)) : json_null();
}

static json_int_t seconds(int64_t ms)
{
	return (json_int_t)(ms / 1000);
}

static json_t *figures(const struct queue_figures *f)
{
	return json_pack("{sI sI sI sI sI sI sI sI sI sI sI sI}", "taken", (json_int_t)f->taken, "appointments", (json_int_t)f->appointments,
		"waiting", (json_int_t)f->waiting, "priority", (json_int_t)f->priority, "called", (json_int_t)f->called,
		"served", (json_int_t)f->served, "passed", (json_int_t)f->passed, "longest_seconds", seconds(f->longest_ms),
		"recent_wait_seconds", seconds(f->recent_ms), "wait_seconds", seconds(f->average_ms), "service_seconds", seconds(f->service_ms),
		"service_median_seconds", seconds(f->median_ms));
}

static json_t *class_json(const struct queue_day_class *c)
{
	const char letter[2] = { c->letter, '\0' };

	return json_pack("{ss ss ss ss so}", "class", letter, "class_name", c->name, "light", clock_light_code(c->light), "longest", c->longest,
		"figures", figures(&c->f));
}

static json_t *window_json(const struct queue_day *d, size_t i)
{
	const struct queue_day_window *w = &d->windows[i];

	return json_pack("{ss ss ss ss ss ss ss ss ss sI sI sI sI sI so}", "window", w->now.no, "window_name", w->now.name,
		"classes", d->takes[i].classes, "state", window_state_code(w->now.state), "light", clock_light_code(w->light), "clerk", w->now.clerk,
		"reason", w->now.reason, "number", w->now.ticket, "dossier", w->dossier, "busy_seconds", seconds(w->busy_ms),
		"attended_seconds", seconds(w->attended_ms), "pauses", (json_int_t)w->pauses, "paused_seconds", seconds(w->paused_ms),
		"ratings", (json_int_t)w->ratings, "figures", figures(&w->f));
}

static json_t *quarter_json(const struct queue_day *d, size_t k)
{
	const struct queue_quarter *q = &d->quarters[k];

	return json_pack("{so sI sI sI sI sI}", "from", instant(clock_day_start(d->day) + (int64_t)k * QUEUE_QUARTER_MS), "taken",
		(json_int_t)q->taken, "waiting", (json_int_t)q->waiting, "called", (json_int_t)q->called, "served", (json_int_t)q->served,
		"wait_seconds", seconds(q->wait_ms));
}

static json_t *sample_json(const struct tide_figures *s)
{
	return json_pack("{so sI sf sI si si}", "at", instant(s->at), "arrivals", (json_int_t)s->arrivals, "usual", (double)s->usual / 100,
		"service_seconds", seconds(s->service_ms), "needed", s->needed, "open", s->open);
}

static json_t *pool_json(struct hall *h, const struct queue_day_pool *p)
{
	json_t *samples = json_array();
	struct buf words;

	buf_init(&words, BUF_SMALL);
	queue_day_advice(h, p, &words);
	for (size_t i = 0; i < p->sample_count; i++)
		(void)json_array_append_new(samples, sample_json(&p->samples[i]));
	json_t *v = json_pack("{ss ss si si ss si sb ss so so}", "classes", p->classes, "light", clock_light_code(p->light), "open", p->open,
		"windows", p->windows, "advice", tide_act_code(p->advice.act), "count", p->advice.windows, "by_light", p->advice.by_light,
		"words", words.data, "samples", samples, "figures", figures(&p->f));
	buf_release(&words);
	return v;
}

static json_t *list_json(const struct day_list *l)
{
	return json_pack("{ss ss sI sb ss}", "list", l->code, "name", l->name, "count", (json_int_t)l->count, "more", l->more, "light",
		clock_light_code(l->light));
}

json_t *queue_day_json(struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count)
{
	json_t *classes = json_array(), *windows = json_array(), *quarters = json_array(), *pools = json_array(), *kept = json_array();
	char day[11];

	for (size_t i = 0; i < d->class_count; i++)
		(void)json_array_append_new(classes, class_json(&d->classes[i]));
	for (size_t i = 0; i < d->window_count; i++)
		(void)json_array_append_new(windows, window_json(d, i));
	for (size_t k = d->first; k < d->last && k < d->begun; k++)
		(void)json_array_append_new(quarters, quarter_json(d, k));
	for (size_t i = 0; i < d->pool_count; i++)
		(void)json_array_append_new(pools, pool_json(h, &d->pools[i]));
	for (size_t i = 0; i < count; i++)
		(void)json_array_append_new(kept, list_json(&lists[i]));
	return json_pack("{ss so sb ss sI si sf so so so so so so}", "day", day_iso(d->day, day), "at", instant(d->at), "today", d->today,
		"light", clock_light_code(d->light), "windows_all", (json_int_t)d->window_count, "windows_open", d->open, "throughput",
		(double)queue_day_throughput(d) / 10, "figures", figures(&d->all), "classes", classes, "windows", windows, "quarters", quarters,
		"pools", pools, "lists", kept);
}

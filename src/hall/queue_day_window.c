/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/queue_day_own.h"
#include "hall/ticket_own.h"

/* --- which there are ------------------------------------------------------------------------------------------------- */

int queue_day_window_of(const struct queue_day *d, const char *no)
{
	for (size_t i = 0; i < d->window_count; i++)
		if (strcmp(d->windows[i].now.no, no) == 0)
			return (int)i;
	return -1;
}

static void put_now(void *ctx, const struct window_now *w)
{
	struct queue_day *d = ctx;
	int window = queue_day_window_of(d, w->no);

	if (window >= 0)
		d->windows[window].now = *w;
}

/* Windows that are closed to the public count where they worked on that day. */
static enum status read_windows(struct hall *h, struct queue_day *d, const struct rows *spans, const struct rows *windows, struct err *err)
{
	size_t most = rows_count(windows);
	enum status st = ST_OK;

	d->windows = mem_array(most + 1, sizeof *d->windows);
	d->takes = mem_array(most + 1, sizeof *d->takes);
	for (size_t i = 0; st == ST_OK && i < most; i++) {
		struct queue_day_window *w = &d->windows[d->window_count];
		const char *no = rows_text(windows, i, 0);
		bool wanted = rows_int(windows, i, 3) != 0;
		for (size_t k = 0; !wanted && k < rows_count(spans); k++)
			wanted = strcmp(rows_text(spans, k, 0), no) == 0;
		if (!wanted)
			continue;
		w->now = (struct window_now){ .state = WINDOW_AWAY };
		text_copy(w->now.no, sizeof w->now.no, no);
		text_copy(w->now.name, sizeof w->now.name, rows_text(windows, i, 1));
		text_copy(w->now.kind, sizeof w->now.kind, rows_text(windows, i, 2));
		st = queue_takes(h, w->now.no, d->takes[d->window_count].classes, err);
		d->window_count++;
	}
	return st == ST_OK && d->today ? ticket_windows(h, put_now, d, err) : st;
}

/* --- when they worked ------------------------------------------------------------------------------------------------ */

/* What a window did before ends, and what it does now begins. */
static void turn(struct queue_day *d, int window, const char *kind, int64_t at)
{
	for (size_t i = d->span_count; i-- > 0;)
		if (d->spans[i].window == window) {
			if (d->spans[i].to == INT64_MAX)
				d->spans[i].to = at;
			break;
		}
	if (strcmp(kind, "away") != 0)
		d->spans[d->span_count++] = (struct tide_span){ window, at, INT64_MAX, strcmp(kind, "paused") == 0 };
}

/* Nobody works into the next day: it begins with every window away, whatever was left open the evening before … */
static void read_spans(struct queue_day *d, const struct rows *spans)
{
	d->spans = mem_array(rows_count(spans) + 1, sizeof *d->spans);
	for (size_t i = 0; i < rows_count(spans); i++) {
		int window = queue_day_window_of(d, rows_text(spans, i, 0));
		if (window < 0)
			continue;
		turn(d, window, rows_text(spans, i, 2), rows_int(spans, i, 1));
		if (!d->today && *rows_text(spans, i, 3))
			text_copy(d->windows[window].now.clerk, sizeof d->windows[window].now.clerk, rows_text(spans, i, 3));
	}
	/* … and what is left open ends with it */
	for (size_t i = 0; !d->today && i < d->span_count; i++)
		if (d->spans[i].to == INT64_MAX)
			d->spans[i].to = d->at;
}

enum status queue_day_windows(struct hall *h, struct queue_day *d, struct err *err)
{
	struct rows *spans = NULL, *windows = NULL;
	enum status st = store_read(hall_store(h), Q_WINDOW_EVERY, NULL, 0, &windows, err);

	if (st == ST_OK)
		st = store_read(hall_store(h), Q_QUEUE_DAY_SPANS, ARGS(value_int(clock_day_start(d->day)), value_int(clock_day_start(d->day + 1))),
			&spans, err);
	if (st == ST_OK && (st = read_windows(h, d, spans, windows, err)) == ST_OK)
		read_spans(d, spans);
	rows_free(spans);
	rows_free(windows);
	return st;
}

/* --- what they did --------------------------------------------------------------------------------------------------- */

static void add_times(const struct queue_day *d, struct queue_day_window *w, int window)
{
	for (size_t i = 0; i < d->span_count; i++) {
		const struct tide_span *s = &d->spans[i];
		int64_t ms = queue_wait_ms(s->from, s->to < d->at ? s->to : d->at);
		if (s->window != window)
			continue;
		w->attended_ms += ms;
		w->pauses += s->paused;
		w->paused_ms += s->paused ? ms : 0;
	}
}

static void add_busy(struct hall *h, const struct queue_day *d, struct queue_day_window *w)
{
	const struct window_now *n = &w->now;
	int64_t since = n->state == WINDOW_PAUSED ? n->since : n->state == WINDOW_SERVING && n->dossier_at ? n->dossier_at : n->called_at;

	w->busy_ms = since ? queue_wait_ms(since, d->at) : 0;
	if (n->state == WINDOW_PAUSED && w->busy_ms >= hall_int(h, "queue.pause_minutes") * MINUTE_MS)
		w->light = LIGHT_YELLOW;
}

static enum status read_ratings(struct hall *h, struct queue_day *d, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_QUEUE_DAY_RATINGS, ARGS(value_int(clock_day_start(d->day)),
		value_int(clock_day_start(d->day + 1))), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		int window = queue_day_window_of(d, rows_text(r, i, 0));
		if (window >= 0)
			d->windows[window].ratings = rows_int(r, i, 1);
	}
	rows_free(r);
	return st;
}

static enum status read_dossiers(struct hall *h, struct queue_day *d, struct err *err)
{
	struct rows *r = NULL;
	enum status st = d->today ? store_read(hall_store(h), Q_QUEUE_DAY_DOSSIERS, NULL, 0, &r, err) : ST_OK;

	for (size_t i = 0; st == ST_OK && r && i < rows_count(r); i++) {
		int window = queue_day_window_of(d, rows_text(r, i, 0));
		if (window >= 0)
			text_copy(d->windows[window].dossier, sizeof d->windows[window].dossier, rows_text(r, i, 1));
	}
	rows_free(r);
	return st;
}

enum status queue_day_served(struct hall *h, struct queue_day *d, struct err *err)
{
	int64_t recent = queue_day_recent(h, d);

	for (size_t i = 0; i < d->window_count; i++) {
		struct queue_day_window *w = &d->windows[i];
		queue_figures(d->visits, d->visit_count, (struct queue_filter){ NULL, (int)i }, d->at, recent, &w->f);
		add_times(d, w, (int)i);
		add_busy(h, d, w);
		d->open += w->now.state != WINDOW_AWAY && w->now.since >= clock_day_start(d->day);        /* not since yesterday */
	}
	enum status st = read_ratings(h, d, err);
	return st == ST_OK ? read_dossiers(h, d, err) : st;
}

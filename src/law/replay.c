/* SPDX-License-Identifier: Apache-2.0 */
#include "law/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NEVER INT64_MAX

/* --- who waits ------------------------------------------------------------------------------------------------------- */

/* In the order of taking; what was called or has gone is skipped when it comes to the front. */
struct line { size_t *rows, head, count; };

/* Of each class those of one lane; appointments are looked at one by one, for their time decides. */
struct waiting {
	const struct queue_visit *visits;
	bool *gone;                              /* called, or went away */
	struct line plain[26], priority[26], slots;
	struct queue_waiting *heads;             /* what Q-2 is shown, and which visit each is */
	size_t *which;
};

static void line_add(struct line *l, size_t row)
{
	if ((l->count & (l->count - 1)) == 0)            /* none, or a power of two: as many again */
		l->rows = mem_grow(l->rows, l->count ? 2 * l->count : 1, sizeof *l->rows);
	l->rows[l->count++] = row;
}

/* Went he away by himself before anybody called him? */
static bool left_by(const struct queue_visit *v, int64_t now)
{
	return !v->called_at && v->over_at && v->over_at <= now;
}

static void show(struct waiting *w, size_t *n, size_t row)
{
	const struct queue_visit *v = &w->visits[row];

	w->heads[*n] = (struct queue_waiting){ v->id, (int64_t)row, v->taken_at, v->slot_at, v->lane, v->class };
	w->which[(*n)++] = row;
}

static void show_first(struct waiting *w, struct line *l, size_t *n, int64_t now)
{
	while (l->head < l->count && (w->gone[l->rows[l->head]] || left_by(&w->visits[l->rows[l->head]], now)))
		l->head++;
	if (l->head < l->count)
		show(w, n, l->rows[l->head]);
}

/* Those whom Q-2 may choose. */
static size_t candidates(struct waiting *w, int64_t now)
{
	size_t n = 0, kept = 0;

	for (int c = 0; c < 26; c++) {
		show_first(w, &w->plain[c], &n, now);
		show_first(w, &w->priority[c], &n, now);
	}
	for (size_t i = 0; i < w->slots.count; i++) {
		size_t row = w->slots.rows[i];
		if (w->gone[row] || left_by(&w->visits[row], now))
			continue;
		w->slots.rows[kept++] = row;
		show(w, &n, row);
	}
	w->slots.count = kept;
	return n;
}

static void arrive(struct waiting *w, size_t row)
{
	const struct queue_visit *v = &w->visits[row];

	if (v->class < 'A' || v->class > 'Z')
		return;
	line_add(v->lane == QUEUE_APPOINTMENT ? &w->slots : v->lane == QUEUE_PRIORITY ? &w->priority[v->class - 'A'] :
		&w->plain[v->class - 'A'], row);
}

static void waiting_init(struct waiting *w, const struct queue_visit *rows, size_t count)
{
	*w = (struct waiting){ .visits = rows };
	w->gone = mem_array(count + 1, sizeof *w->gone);
	w->heads = mem_array(count + 52, sizeof *w->heads);
	w->which = mem_array(count + 52, sizeof *w->which);
}

static void waiting_release(struct waiting *w)
{
	for (int c = 0; c < 26; c++) {
		free(w->plain[c].rows);
		free(w->priority[c].rows);
	}
	free(w->slots.rows);
	free(w->gone);
	free(w->heads);
	free(w->which);
}

/* --- the windows ----------------------------------------------------------------------------------------------------- */

/* When a window that is free at `from` calls next: within the first of its spans that is not over; NEVER. */
static int64_t calls_at(const struct replay *r, size_t window, int64_t from)
{
	int64_t best = NEVER;

	for (size_t i = 0; i < r->span_count; i++) {
		const struct tide_span *s = &r->spans[i];
		int64_t at = s->from > from ? s->from : from;
		if (s->window == (int)window && !s->paused && at < s->to && at < best)
			best = at;
	}
	return best < r->until ? best : NEVER;
}

/* How long a visit keeps a window. */
static int64_t takes_ms(const struct replay *r, const struct queue_visit *v)
{
	int64_t usual = r->service_ms[v->class - 'A'] ? r->service_ms[v->class - 'A'] : r->usual_ms;

	if (v->state == TICKET_ENDED && v->called_at)
		return queue_visit_service_ms(v);
	if (v->called_at && v->over_at)
		return queue_wait_ms(v->called_at, v->over_at);
	return usual;
}

static void serve(const struct replay *r, const struct queue_visit *v, int window, int64_t now, struct queue_visit *out)
{
	bool came = !v->called_at || !v->over_at || v->state == TICKET_ENDED;

	*out = *v;
	out->window = window;
	out->called_at = now;
	out->paused_ms = 0;
	out->over_at = now + takes_ms(r, v);
	out->state = came ? TICKET_ENDED : v->state;
}

static void never(const struct queue_visit *v, int64_t until, struct queue_visit *out)
{
	bool left = left_by(v, until);

	*out = *v;
	out->window = -1;
	out->called_at = out->paused_ms = 0;
	out->over_at = left ? v->over_at : 0;
	out->state = left ? v->state : TICKET_WAITING;
}

static size_t first_free(const int64_t *free_at, size_t count)
{
	size_t best = 0;

	for (size_t i = 1; i < count; i++)
		if (free_at[i] < free_at[best])
			best = i;
	return best;
}

void replay_day(const struct replay *r, const struct queue_visit *rows, size_t count, struct queue_visit *out)
{
	int64_t *free_at = mem_array(r->window_count + 1, sizeof *free_at);
	struct waiting w;
	size_t arrived = 0;

	waiting_init(&w, rows, count);
	for (size_t i = 0; i < r->window_count; i++)
		free_at[i] = calls_at(r, i, INT64_MIN);
	for (size_t i = 0; i < count; i++)
		never(&rows[i], r->until, &out[i]);
	while (r->window_count) {
		size_t window = first_free(free_at, r->window_count);
		int64_t now = free_at[window];
		if (now == NEVER)
			break;
		while (arrived < count && rows[arrived].taken_at <= now)
			arrive(&w, arrived++);
		size_t chosen = queue_next(r->rule, r->windows[window].classes, w.heads, candidates(&w, now), now);
		if (chosen == QUEUE_NONE) {              /* nobody for it: it looks again when somebody comes */
			free_at[window] = arrived < count ? calls_at(r, window, rows[arrived].taken_at) : NEVER;
			continue;
		}
		size_t row = w.which[chosen];
		w.gone[row] = true;
		serve(r, &rows[row], (int)window, now, &out[row]);
		free_at[window] = calls_at(r, window, out[row].over_at > now ? out[row].over_at : now + 1);
	}
	waiting_release(&w);
	free(free_at);
}

/* --- other windows --------------------------------------------------------------------------------------------------- */

static bool shares(const struct tide_window *w, const char *letters)
{
	return strpbrk(w->classes, letters) != NULL;
}

static bool attended(const struct tide_span *spans, size_t count, int window)
{
	for (size_t i = 0; i < count; i++)
		if (spans[i].window == window)
			return true;
	return false;
}

/* The attended window of `letters` that served the fewest; -1. */
static int idlest(const char *letters, const struct queue_visit *rows, size_t row_count, const struct tide_window *windows, size_t count,
	const struct tide_span *spans, size_t span_count)
{
	int best = -1;
	int64_t least = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t served = 0;
		if (!shares(&windows[i], letters) || !attended(spans, span_count, (int)i))
			continue;
		for (size_t k = 0; k < row_count; k++)
			served += rows[k].window == (int)i && rows[k].state == TICKET_ENDED;
		if (best < 0 || served < least) {
			best = (int)i;
			least = served;
		}
	}
	return best;
}

static void drop(int window, struct tide_span *spans, size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		if (spans[i].window != window)
			spans[kept++] = spans[i];
	*count = kept;
}

static int64_t calls_ms(const struct tide_span *spans, size_t count, int window)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (spans[i].window == window && !spans[i].paused)
			sum += spans[i].to - spans[i].from;
	return sum;
}

/* The window of `letters` that called the longest, the first of those; -1. */
static int longest(const char *letters, const struct tide_window *windows, size_t count, const struct tide_span *spans, size_t span_count)
{
	int best = -1;
	int64_t most = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t ms = calls_ms(spans, span_count, (int)i);
		if (shares(&windows[i], letters) && attended(spans, span_count, (int)i) && (best < 0 || ms > most)) {
			best = (int)i;
			most = ms;
		}
	}
	return best;
}

/* It comes, pauses and goes as another one did: who works through every pause is better than anybody who could be sent. */
static bool add(const char *letters, struct tide_window *windows, size_t *count, struct tide_span *spans, size_t *span_count)
{
	int like = longest(letters, windows, *count, spans, *span_count);
	size_t before = *span_count;

	if (like < 0)
		return false;
	for (size_t i = 0; i < before; i++)
		if (spans[i].window == like) {
			spans[*span_count] = spans[i];
			spans[(*span_count)++].window = (int)*count;
		}
	snprintf(windows[*count].classes, sizeof windows[*count].classes, "%s", letters);
	(*count)++;
	return true;
}

int replay_windows(int more, const char *letters, const struct queue_visit *rows, size_t row_count, struct tide_window *windows,
	size_t *window_count, struct tide_span *spans, size_t *span_count)
{
	int done = 0;

	for (; done < more; done++)
		if (!add(letters, windows, window_count, spans, span_count))
			break;
	for (; done > more; done--) {
		int window = idlest(letters, rows, row_count, windows, *window_count, spans, *span_count);
		if (window < 0)
			break;
		drop(window, spans, span_count);
	}
	return done;
}

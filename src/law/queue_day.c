/* SPDX-License-Identifier: Apache-2.0 */
#include "law/queue_day.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define HOUR_QUARTERS 4

/* --- one visit ------------------------------------------------------------------------------------------------------- */

/* Was it so by `now`? */
static bool by(int64_t at, int64_t now)
{
	return at && at <= now;
}

static int64_t left_at(const struct queue_visit *v)
{
	return v->called_at ? v->called_at : v->over_at;
}

int64_t queue_visit_wait_ms(const struct queue_visit *v, int64_t now)
{
	int64_t left = left_at(v);

	return queue_wait_ms(v->taken_at, by(left, now) ? left : now);
}

int64_t queue_visit_service_ms(const struct queue_visit *v)
{
	return v->state == TICKET_ENDED && v->called_at ? queue_wait_ms(v->paused_ms, queue_wait_ms(v->called_at, v->over_at)) : 0;
}

static bool is_of(const struct queue_visit *v, struct queue_filter of)
{
	return (!of.classes || strchr(of.classes, v->class)) && (of.window < 0 || v->window == of.window);
}

/* --- sums ------------------------------------------------------------------------------------------------------------ */

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t queue_median(int64_t *values, size_t count)
{
	if (!count)
		return 0;
	qsort(values, count, sizeof *values, ascending);
	return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* Who had been called and was not there did not wait for a window meanwhile: he starts anew where the light is concerned. */
static void add_waiting(struct queue_figures *f, const struct queue_visit *v, int64_t now)
{
	int64_t wait = v->restored_at ? queue_wait_ms(v->restored_at, now) : queue_visit_wait_ms(v, now);

	f->waiting++;
	f->priority += v->lane == QUEUE_PRIORITY;
	if (!f->longest || wait > f->longest_ms) {
		f->longest_ms = wait;
		f->longest = v->id;
	}
}

static void add_called(struct queue_figures *f, const struct queue_visit *v, int64_t now, int64_t recent_ms)
{
	int64_t wait = queue_visit_wait_ms(v, now);

	f->called++;
	f->average_ms += wait;
	f->most_ms = wait > f->most_ms ? wait : f->most_ms;
	if (v->called_at > now - recent_ms) {
		f->recent++;
		f->recent_ms += wait;
	}
}

void queue_figures(const struct queue_visit *rows, size_t count, struct queue_filter of, int64_t now, int64_t recent_ms,
	struct queue_figures *out)
{
	int64_t *service = mem_array(count ? count : 1, sizeof *service);
	size_t served = 0;

	*out = (struct queue_figures){ .taken = 0 };
	for (size_t i = 0; i < count; i++) {
		const struct queue_visit *v = &rows[i];
		if (!is_of(v, of) || v->taken_at > now)
			continue;
		out->taken++;
		out->appointments += v->lane == QUEUE_APPOINTMENT;
		if (!by(left_at(v), now))
			add_waiting(out, v, now);
		if (by(v->called_at, now))
			add_called(out, v, now, recent_ms);
		if (!by(v->over_at, now))
			continue;
		if (v->state == TICKET_ENDED)
			out->service_ms += service[served++] = queue_visit_service_ms(v);
		else
			out->passed++;
	}
	out->served = (int64_t)served;
	out->median_ms = queue_median(service, served);
	out->service_ms /= served ? (int64_t)served : 1;
	out->average_ms /= out->called ? out->called : 1;
	out->recent_ms /= out->recent ? out->recent : 1;
	free(service);
}

/* --- quarter hours --------------------------------------------------------------------------------------------------- */

/* The quarter that `at` lies in, kept within the day. */
static size_t quarter_of(int64_t at, int64_t start)
{
	int64_t n = at < start ? 0 : (at - start) / QUEUE_QUARTER_MS;

	return n < QUEUE_QUARTERS ? (size_t)n : QUEUE_QUARTERS - 1;
}

size_t queue_quarters(const struct queue_visit *rows, size_t count, struct queue_filter of, int64_t start, int64_t now,
	struct queue_quarter out[QUEUE_QUARTERS])
{
	size_t begun = now < start ? 0 : quarter_of(now, start) + 1;
	int64_t end = start + QUEUE_QUARTERS * QUEUE_QUARTER_MS, steps[QUEUE_QUARTERS + 1] = { 0 }, here = 0;

	memset(out, 0, QUEUE_QUARTERS * sizeof *out);
	for (size_t i = 0; i < count; i++) {
		const struct queue_visit *v = &rows[i];
		int64_t left = left_at(v);
		if (!is_of(v, of) || v->taken_at > now)
			continue;
		out[quarter_of(v->taken_at, start)].taken++;
		steps[quarter_of(v->taken_at, start)]++;
		/* who left within a quarter does not wait at its end */
		steps[by(left, now) && left < end ? quarter_of(left, start) : QUEUE_QUARTERS]--;
		if (by(v->called_at, now)) {
			out[quarter_of(v->called_at, start)].called++;
			out[quarter_of(v->called_at, start)].wait_ms += queue_visit_wait_ms(v, now);
		}
		if (v->state == TICKET_ENDED && by(v->over_at, now))
			out[quarter_of(v->over_at, start)].served++;
	}
	for (size_t k = 0; k < begun; k++) {
		here += steps[k];
		out[k].waiting = here;
		out[k].wait_ms /= out[k].called ? out[k].called : 1;
	}
	return begun;
}

void queue_quarters_used(const struct queue_quarter *q, size_t count, size_t *first, size_t *last)
{
	size_t from = count, to = 0;

	for (size_t k = 0; k < count; k++)
		if (q[k].taken || q[k].waiting || q[k].called || q[k].served) {
			from = k < from ? k : from;
			to = k + 1;
		}
	*first = to ? from / HOUR_QUARTERS * HOUR_QUARTERS : 0;
	*last = (to + HOUR_QUARTERS - 1) / HOUR_QUARTERS * HOUR_QUARTERS;
}

/* --- lights ---------------------------------------------------------------------------------------------------------- */

enum clock_light queue_light(const struct queue_limits *l, int64_t longest_ms, int64_t average_ms)
{
	if (longest_ms > l->red_longest * MINUTE_MS)
		return LIGHT_RED;
	return longest_ms > l->yellow_longest * MINUTE_MS || average_ms > l->yellow_average * MINUTE_MS ? LIGHT_YELLOW : LIGHT_GREEN;
}

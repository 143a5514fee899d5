/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/queue_day.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/queue_day_own.h"
#include "hall/ticket_own.h"
#include "law/staff_right.h"

struct tide_rule tide_rule(struct hall *h)
{
	return (struct tide_rule){ .minutes = (int)hall_int(h, "tide.minutes"), .percent = (int)hall_int(h, "tide.percent"),
		.sample_minutes = (int)hall_int(h, "tide.sample_minutes"), .open_samples = (int)hall_int(h, "tide.open_samples"),
		.close_samples = (int)hall_int(h, "tide.close_samples"), .calm_minutes = (int)hall_int(h, "tide.calm_minutes"),
		.settle_minutes = (int)hall_int(h, "tide.settle_minutes"), .service_ms = hall_int(h, "tide.service_minutes") * MINUTE_MS };
}

struct queue_limits queue_limits(struct hall *h)
{
	return (struct queue_limits){ .yellow_average = (int)hall_int(h, "queue.yellow_average"),
		.yellow_longest = (int)hall_int(h, "queue.yellow_longest"), .red_longest = (int)hall_int(h, "queue.red_longest") };
}

/* --- visits ---------------------------------------------------------------------------------------------------------- */

/* What is written has happened, though another machine's clock was ahead, or this one's was set back: no later than now. */
static void no_later(struct queue_visit *v, int64_t now)
{
	int64_t *const at[] = { &v->taken_at, &v->called_at, &v->over_at, &v->restored_at };

	for (size_t i = 0; i < COUNT_OF(at); i++)
		*at[i] = *at[i] < now ? *at[i] : now;
}

static enum status read_visits(struct hall *h, struct queue_day *d, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_QUEUE_DAY_VISITS, ARGS(value_int(d->day)), &r, err);

	d->visit_count = st == ST_OK ? rows_count(r) : 0;
	d->visits = mem_array(d->visit_count + 1, sizeof *d->visits);
	for (size_t i = 0; i < d->visit_count; i++) {
		int lane = queue_lane_from_code(rows_text(r, i, 2)), state = ticket_state_from_code(rows_text(r, i, 3));
		d->visits[i] = (struct queue_visit){ .id = rows_int(r, i, 0), .class = *rows_text(r, i, 1),
			.lane = lane < 0 ? QUEUE_PLAIN : (enum queue_lane)lane, .state = state < 0 ? TICKET_ABANDONED : (enum ticket_state)state,
			.taken_at = rows_int(r, i, 4), .slot_at = rows_int(r, i, 5), .called_at = rows_int(r, i, 6), .paused_ms = rows_int(r, i, 7),
			.over_at = rows_int(r, i, 8), .window = queue_day_window_of(d, rows_text(r, i, 9)),
			.restored_at = rows_int(r, i, 10) };
		if (d->today)
			no_later(&d->visits[i], d->at);
	}
	rows_free(r);
	return st;
}

/* --- classes --------------------------------------------------------------------------------------------------------- */

static enum status read_longest(struct hall *h, struct queue_day_class *c, struct err *err)
{
	struct rows *r = NULL;
	enum status st = ST_OK;

	if (c->f.longest)
		st = store_read(hall_store(h), Q_TICKET_BY_ID, ARGS(value_int(c->f.longest)), &r, err);
	if (st == ST_OK && r && rows_count(r))
		text_copy(c->longest, sizeof c->longest, rows_text(r, 0, 2));
	rows_free(r);
	return st;
}

static enum status read_classes(struct hall *h, struct queue_day *d, struct err *err)
{
	const int64_t recent = queue_day_recent(h, d);
	const struct queue_limits limits = queue_limits(h);
	struct queue_class all[QUEUE_CLASSES_MOST];
	size_t count;
	enum status st = queue_classes(h, all, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		struct queue_day_class *c = &d->classes[d->class_count];
		const char letter[2] = { all[i].letter, '\0' };
		*c = (struct queue_day_class){ .letter = all[i].letter };
		queue_figures(d->visits, d->visit_count, (struct queue_filter){ letter, -1 }, d->at, recent, &c->f);
		if (!c->f.taken && (all[i].lane != QUEUE_PLAIN || !all[i].active))
			continue;
		memcpy(c->name, all[i].name, sizeof c->name);
		c->light = queue_light(&limits, c->f.longest_ms, c->f.recent_ms);
		d->light = c->light > d->light ? c->light : d->light;
		d->class_count++;
		st = read_longest(h, c, err);
	}
	queue_figures(d->visits, d->visit_count, QUEUE_ANY, d->at, recent, &d->all);
	return st;
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

int64_t queue_day_recent(struct hall *h, const struct queue_day *d)
{
	return d->today ? hall_int(h, "queue.recent_minutes") * MINUTE_MS : DAY_MS;
}

static enum status read_all(struct hall *h, struct queue_day *d, struct err *err)
{
	enum status st;

	if ((st = queue_day_windows(h, d, err)) != ST_OK || (st = read_visits(h, d, err)) != ST_OK ||
	    (st = read_classes(h, d, err)) != ST_OK || (st = queue_day_served(h, d, err)) != ST_OK)
		return st;
	d->begun = queue_quarters(d->visits, d->visit_count, QUEUE_ANY, clock_day_start(d->day), d->at, d->quarters);
	queue_quarters_used(d->quarters, d->begun, &d->first, &d->last);
	return queue_day_tide(h, d, err);
}

enum status queue_day_load(struct hall *h, day_t day, struct queue_day **out, struct err *err)
{
	int64_t now = clock_wall_ms(), end = clock_day_start(day + 1) - 1;
	struct queue_day *d = mem_alloc(sizeof *d);
	enum status st;

	*out = NULL;
	d->day = day;
	d->today = day == clock_day_of(now);
	d->at = now < end ? now : end;
	if ((st = read_all(h, d, err)) == ST_OK)
		*out = d;
	else
		queue_day_free(d);
	return st;
}

enum status queue_day_read(struct hall *h, const struct actor *by, day_t day, struct queue_day **out, struct err *err)
{
	char iso[11];

	*out = NULL;
	if (!staff_may(by->role, RIGHT_DAY))
		return ticket_denied(h, by, "全厅一天的情况", day_iso(day, iso), RIGHT_DAY, err);
	return queue_day_load(h, day, out, err);
}

void queue_day_free(struct queue_day *d)
{
	if (!d)
		return;
	free(d->windows);
	free(d->visits);
	free(d->takes);
	free(d->spans);
	free(d);
}

int64_t queue_day_throughput(const struct queue_day *d)
{
	int64_t attended = 0;

	for (size_t i = 0; i < d->window_count; i++)
		attended += d->windows[i].attended_ms;
	return attended >= QUEUE_QUARTER_MS ? d->all.served * 10 * 60 * MINUTE_MS / attended : 0;
}

enum status queue_day_before(struct hall *h, day_t day, day_t *out, int64_t *tickets, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_QUEUE_DAY_BEFORE, ARGS(value_int(day)), &r, err);
	bool some = st == ST_OK && rows_count(r);

	*out = some ? (day_t)rows_int(r, 0, 0) : DAY_NONE;
	*tickets = some ? rows_int(r, 0, 1) : 0;
	rows_free(r);
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_QUEUE_DAY_H
#define HALL_QUEUE_DAY_H

#include <jansson.h>

#include "hall/ticket.h"
#include "law/tide.h"

/* The supervisor's day (V-1, V-2, V-4): the queue by classes, the windows, the day by quarter hours, what the tide asks for. All of it is
 * counted anew from tickets and events at each reading; today up to now, another day to its end. */

struct queue_day_class {
	char letter, name[64];
	struct queue_figures f;
	char longest[TICKET_NUMBER_SIZE];        /* who waits longest; "" */
	enum clock_light light;
};

struct queue_day_window {
	struct window_now now;                   /* of another day than today: away, and who worked there last */
	struct queue_figures f;
	char dossier[24];                        /* the newest that came of the visit it serves; "" */
	int64_t busy_ms;                         /* in the dossier, or since the call; in a pause since it began; 0 */
	int64_t attended_ms, pauses, paused_ms, ratings;
	enum clock_light light;                  /* yellow: paused too long */
};

/* Classes that share windows: what the arrivals ask for, the newest sample first, and what follows (law/tide.h). */
#define TIDE_SAMPLES_MOST 24
struct queue_day_pool {
	char classes[27];
	struct queue_figures f;
	enum clock_light light;
	struct tide_figures samples[TIDE_SAMPLES_MOST];
	size_t sample_count;                     /* 0: the day has not begun, or is over */
	int open, windows;                       /* attended now, and how many there are */
	struct tide_advice advice;
};

struct queue_day {
	day_t day;
	int64_t at;                              /* up to when: now, or the end of the day */
	bool today;
	struct queue_day_class classes[QUEUE_CLASSES_MOST];
	size_t class_count;                      /* those that are open, and those that somebody came for */
	struct queue_figures all;
	enum clock_light light;                  /* the worst of its classes */
	struct queue_day_window *windows;
	size_t window_count;
	int open;                                /* attended now */
	struct queue_quarter quarters[QUEUE_QUARTERS];
	size_t begun, first, last;               /* queue_quarters, queue_quarters_used */
	struct queue_day_pool pools[TIDE_POOLS_MOST];
	size_t pool_count;
	/* what it was counted from, for replays */
	struct queue_visit *visits;
	size_t visit_count;
	struct tide_window *takes;               /* beside windows */
	struct tide_span *spans;
	size_t span_count;
};
/* *out is owned: queue_day_free. E-6801 not this role's; the try is audited. */
enum status queue_day_read(struct hall *h, const struct actor *by, day_t day, struct queue_day **out, struct err *err) MUST_CHECK;
/* The last day before `day` on which somebody took a ticket, and how many did; DAY_NONE. */
enum status queue_day_before(struct hall *h, day_t day, day_t *out, int64_t *tickets, struct err *err) MUST_CHECK;
void queue_day_free(struct queue_day *d);                /* NULL is fine */
/* Finished tickets in an hour of an attended window, in tenths; 0 before there was a quarter of an hour of it. */
int64_t queue_day_throughput(const struct queue_day *d);
struct tide_rule tide_rule(struct hall *h);
struct queue_limits queue_limits(struct hall *h);

/* "A、B、C 类:近 30 分钟取号 18 人,平时 12.5 人,每件 6:10,要 4 窗,开着 3 窗,连续 2 次不够:再开 1 窗。" Appended. */
void queue_day_advice(struct hall *h, const struct queue_day_pool *p, struct buf *out);

/* The lists of V-3 by their numbers: what is in each, and its worst light. */
#define DAY_LISTS_MOST 12
struct day_list { const char *code, *name; size_t count; bool more; enum clock_light light; };
enum status queue_day_lists(struct hall *h, const struct actor *by, struct day_list rows[DAY_LISTS_MOST], size_t *count, struct err *err)
	MUST_CHECK;

/* As data/contract/day.schema.json; `lists` may be NULL. Owned. */
json_t *queue_day_json(struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count);

#endif

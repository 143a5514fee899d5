/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_QUEUE_DAY_H
#define LAW_QUEUE_DAY_H

#include "base/day.h"
#include "law/clock.h"
#include "law/queue.h"

/* The day of a queue in figures (V-1, V-2): how many wait and how long, what was served, quarter hour by quarter hour. All of it is
 * counted from the visits alone, as they stood at any moment of the day. */

/* One ticket; 0 is "not yet". Waiting is from taken_at to called_at, or to over_at of one that was never called; service from called_at to
 * over_at without pauses. */
struct queue_visit {
	int64_t id;
	int window;                              /* that called it last, the caller's number for it; -1: none */
	char class;
	enum queue_lane lane;
	enum ticket_state state;
	int64_t taken_at, slot_at, called_at, paused_ms;
	int64_t over_at;                         /* ended, given up or passed */
	int64_t restored_at;                     /* of one that waits again after it was passed */
};
int64_t queue_visit_wait_ms(const struct queue_visit *v, int64_t now);
int64_t queue_visit_service_ms(const struct queue_visit *v);         /* of one that was served; 0 for another */

struct queue_figures {
	int64_t taken, appointments;             /* of those by appointment */
	int64_t waiting, priority;               /* of these with priority */
	int64_t called, served;
	int64_t passed;                          /* called and not come, or gone before */
	int64_t longest_ms, longest;             /* of those who wait now, a restored one since then, and its id; 0, 0 */
	int64_t recent, recent_ms;               /* called lately: how many, and what they waited on average */
	int64_t average_ms, most_ms;             /* the same of all who were called, and the longest of them */
	int64_t service_ms, median_ms;           /* of those served: average, median */
};
/* Which visits: of these classes (NULL any), of a window (-1 any). */
struct queue_filter { const char *classes; int window; };
#define QUEUE_ANY ((struct queue_filter){ NULL, -1 })
/* As it stood at `now`: what came later does not count. `recent_ms` is how long ago "lately" begins. */
void queue_figures(const struct queue_visit *rows, size_t count, struct queue_filter of, int64_t now, int64_t recent_ms,
	struct queue_figures *out);

#define QUEUE_QUARTER_MS INT64_C(900000)
#define QUEUE_QUARTERS 96
struct queue_quarter { int64_t taken, waiting, served, called, wait_ms; };      /* waiting: at its end, or now; wait_ms: on average, of those called */
/* `start` is the first millisecond of the day; quarters after `now` are empty. Returns how many have begun, 0 before `start`. */
size_t queue_quarters(const struct queue_visit *rows, size_t count, struct queue_filter of, int64_t start, int64_t now,
	struct queue_quarter out[QUEUE_QUARTERS]);
/* The quarters in which something happened, to the whole hour: from *first, *last is the one after. 0, 0: nothing did. */
void queue_quarters_used(const struct queue_quarter *q, size_t count, size_t *first, size_t *last);

/* V-2, minutes: yellow past one of the first two, red past the third. */
struct queue_limits { int yellow_average, yellow_longest, red_longest; };
enum clock_light queue_light(const struct queue_limits *l, int64_t longest_ms, int64_t average_ms);

/* The middle of `count` values, which are sorted by it; the mean of the two in the middle, rounded down; 0 for none. */
int64_t queue_median(int64_t *values, size_t count);

#endif

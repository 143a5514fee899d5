/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_QUEUE_DAY_OWN_H
#define HALL_QUEUE_DAY_OWN_H

#include "hall/queue_day.h"

/* Shared by queue_day*.c only. */

/* How long ago "lately" begins: of a day that is over all of it was. */
int64_t queue_day_recent(struct hall *h, const struct queue_day *d);
/* The same as queue_day_read for whom nobody asks: what time alone does. */
enum status queue_day_load(struct hall *h, day_t day, struct queue_day **out, struct err *err) MUST_CHECK;
/* queue_day_window.c: the windows as they stand, what they take and when they worked; then, once the visits are there, what they served. */
enum status queue_day_windows(struct hall *h, struct queue_day *d, struct err *err) MUST_CHECK;
enum status queue_day_served(struct hall *h, struct queue_day *d, struct err *err) MUST_CHECK;
/* Which of d->windows has this number; -1: none, as for "". */
int queue_day_window_of(const struct queue_day *d, const char *no);
/* queue_day_tide.c: pools, samples, advice. */
enum status queue_day_tide(struct hall *h, struct queue_day *d, struct err *err) MUST_CHECK;
/* How classes of a pool stood at a moment of the day, and how many windows were attended for them. */
void queue_day_pool_at(struct hall *h, const struct queue_day *d, const char *classes, int64_t at, struct queue_figures *f, int *open);

#endif

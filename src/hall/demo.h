/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_DEMO_H
#define HALL_DEMO_H

#include "base/conf.h"
#include "base/day.h"
#include "hall/hall.h"

/* The demonstration hall: data/demo/hall.demo says what it is called, its windows and people; the rest is the shipped
 * catalogue, and departments that are all the reference department on this machine. */
struct demo;

/* Reads the file; its settings and a free port go into `settings`. */
enum status demo_read(const char *data, struct settings *settings, struct demo **out, struct err *err) MUST_CHECK;
void demo_free(struct demo *d);                                        /* NULL is fine */
/* People, windows, catalogue, departments, certificates: into a hall that was just made. */
enum status demo_fill(struct hall *h, const struct actor *by, const char *data, const struct demo *d, struct err *err)
	MUST_CHECK;

/* What has happened there before anybody looks: data/demo/past.demo, step by step through the doors that people take, on the
 * days on which it happened. The hall in `dir` was made under demo_clock_begin; both run until demo_clock_end. E-4107 names the
 * line that does not work.
 * With `lively` the days go on between those lines, and the last whole day on which the hall was open has 300 visitors; when it is
 * open now, today is there as far as it has come. The same seed at the same time makes the same hall, but for keys and what is drawn
 * at random to be no one's guess. `busy` is that day, DAY_NONE when the clock stands before all of it. NULL: the lines alone. */
struct demo_lively { uint64_t seed; day_t busy; };
enum status demo_past(const char *dir, const char *data, struct demo_lively *lively, struct err *err) MUST_CHECK;
/* Between these the program's clock stands where the past begins, and demo_past moves it on to now. */
void demo_clock_begin(void);
void demo_clock_end(void);

/* Gives each department that has no address yet that of the reference department on this machine. */
void demo_departments(struct hall *h, struct batch *b);

#endif

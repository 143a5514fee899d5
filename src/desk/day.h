/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_DAY_H
#define DESK_DAY_H

#include "desk/desk.h"
#include "hall/tide.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"

/* Shared by day*.c: the supervisor's screen. */
#define DAY_POOLS_ASKED 9                        /* a digit each */
struct day {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *classes, *windows, *lists;
	day_t which;                             /* DAY_NONE: today, whichever that is by now */
	struct queue_day *day;                   /* NULL: it could not be read */
	struct day_list rows[DAY_LISTS_MOST];
	size_t row_count;
	day_t last;                              /* the last day before today that had tickets; DAY_NONE */
	int64_t last_tickets;
	bool settled;                            /* the focus was given */
	int64_t read_at;                         /* by the loop's clock */
	uint64_t later;                          /* the timer of a reading that waits; 0: none */
	struct {                                 /* of the question that is open: day_tide.c */
		char uuid[37], classes[27], pool[DAY_POOLS_ASKED][27], label[DAY_POOLS_ASKED][60];
		struct tide_advice advised;      /* as the menu said it: the day is read anew under the question */
		enum tide_act act;
		int windows;
		struct prompt_choice choices[DAY_POOLS_ASKED];
	} asked;
};

day_t day_shown(const struct day *s);
/* False: another day than today is shown. It is said that `what` is for today alone. */
bool day_is_today(struct day *s, const char *what);
/* day_rows.c: the three lists; they read s->day. */
void day_lists_make(struct day *s);
void day_lists_fit(struct day *s);

#endif

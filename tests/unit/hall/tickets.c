/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <stdio.h>

struct ticket_done done;
struct ticket_taken taken;
struct actor guide;

struct actor at_window(const char *no)
{
	struct actor a = f.clerk;

	snprintf(a.window, sizeof a.window, "%s", no);
	return a;
}

int tickets_setup(void **state)
{
	acts_setup(state);
	guide = person(1, "guide");
	guide.window[0] = '\0';
	return 0;
}

const char *take_as(char class, const char *priority, int slot, const char *who, const char *uuid)
{
	if (ticket_take(f.h, &guide, &(struct ticket_wish){ .uuid = uuid, .class = class, .priority = priority, .slot_minute = slot,
	    .person = who }, &taken, &err) != ST_OK)
		return err.code;
	return taken.ticket.number;
}

const char *take(char class)
{
	return take_as(class, "", -1, "", NULL);
}

const char *does(const struct actor *by, enum ticket_act act, const char *no, char class)
{
	if (ticket_act(f.h, by, &(struct ticket_call){ .act = act, .number = no, .class = class, .reason = "" }, &done, &err) != ST_OK)
		return err.code;
	return done.ticket.number;
}

const char *do_here(enum ticket_act act)
{
	return does(&f.clerk, act, "", '\0');
}

const char *state_of(const char *no)
{
	static struct ticket t;

	assert_int_equal(ticket_get(f.h, clock_today(), no, &t, &err), ST_OK);
	return ticket_state_code(t.state);
}

const char *window_is(const char *no)
{
	static struct window_queue q;

	assert_int_equal(ticket_queue(f.h, no, &q, &err), ST_OK);
	return window_state_code(q.state);
}

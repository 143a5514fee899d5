/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "law/queue.h"

#define MIN INT64_C(60000)
static const struct queue_rule rule = { 15, 20 };

/* Q-3 and 1.1: "from act to"; what is not here is impossible. */
static const char *const allowed[][3] = {
	{ "waiting", "call", "called" }, { "waiting", "transfer", "waiting" }, { "waiting", "abandon", "abandoned" },
	{ "called", "recall", "called" }, { "called", "arrive", "serving" }, { "called", "pass", "passed" },
	{ "called", "transfer", "waiting" }, { "serving", "transfer", "waiting" }, { "serving", "end", "ended" },
	{ "passed", "restore", "waiting" }, { "passed", "abandon", "abandoned" },
};

static void each_state_and_act(void **state)
{
	(void)state;
	for (int s = 0; s < TICKET_STATE_COUNT; s++)
		for (int a = 0; a < TICKET_ACT_COUNT; a++) {
			const char *to = "";
			for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
				if (strcmp(allowed[i][0], ticket_state_code((enum ticket_state)s)) == 0 &&
				    strcmp(allowed[i][1], ticket_act_word((enum ticket_act)a)) == 0)
					to = allowed[i][2];
			int got = ticket_step((enum ticket_state)s, (enum ticket_act)a, false);
			assert_string_equal(got < 0 ? "" : ticket_state_code((enum ticket_state)got), to);
			got = ticket_step((enum ticket_state)s, (enum ticket_act)a, true);
			assert_string_equal(got < 0 ? "" : ticket_state_code((enum ticket_state)got),
				strcmp(to, "passed") == 0 ? "abandoned" : to);
		}
	assert_int_equal(ticket_act_from_word("restore"), TICKET_DO_RESTORE);
	assert_int_equal(ticket_act_from_word(NULL), -1);
	assert_int_equal(ticket_state_from_code("nothing"), -1);
	assert_string_equal(ticket_act_fact(TICKET_DO_RECALL), "recalled");
}

/* --- row 66 ------------------------------------------------------------------------------------------------------------ */

/* Minutes after nine. */
struct given { const char *name; char lane, class; int taken, slot; };

static struct queue_waiting made(const struct given *g, int64_t id)
{
	return (struct queue_waiting){ id, QUEUE_PLACE(id), g->taken * MIN, g->slot * MIN,
		g->lane == 'V' ? QUEUE_PRIORITY : g->lane == 'Y' ? QUEUE_APPOINTMENT : QUEUE_PLAIN, g->class };
}

/* One window that takes A, then C; calls at these minutes. Worked out by hand from Q-2. */
static void a_morning_by_hand(void **state)
{
	static const struct given given[] = { { "A1", 0, 'A', 0, 0 }, { "C1", 0, 'C', 1, 0 }, { "A2", 0, 'A', 2, 0 },
		{ "Y1", 'Y', 'A', 3, 60 }, { "B1", 0, 'B', 3, 0 }, { "V1", 'V', 'C', 4, 0 }, { "A3", 0, 'A', 20, 0 },
		{ "A4", 0, 'A', 22, 0 }, { "Y2", 'Y', 'C', 23, 50 }, { "Y3", 'Y', 'A', 24, 25 } };
	static const struct { int minute; const char *called; } calls[] = {
		{ 5, "V1" },             /* priority, though taken last */
		{ 6, "A1" },             /* the window's first class; the one appointment that is known is early */
		{ 7, "A2" },             /* A before C: C1 has waited 6 minutes, A2 5 */
		{ 24, "Y3" },            /* at its time */
		{ 24, "A3" },            /* C1 has waited 23 minutes, A3 4: 19 longer is not enough */
		{ 43, "Y2" },            /* at its time, and Y1 not yet */
		{ 43, "C1" },            /* 42 minutes, A4 21: more than 20 longer */
		{ 43, "A4" },
		{ 43, "Y1" },            /* early, but nobody else is there: B1 is not this window's */
		{ 48, "" },
	};
	struct queue_waiting rows[sizeof given / sizeof *given];
	bool gone[sizeof given / sizeof *given] = { false };

	(void)state;
	for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
		size_t count = 0, at[sizeof given / sizeof *given];
		for (size_t i = 0; i < sizeof given / sizeof *given; i++)
			if (!gone[i] && given[i].taken <= calls[k].minute) {
				rows[count] = made(&given[i], (int64_t)i + 1);
				at[count++] = i;
			}
		size_t found = queue_next(&rule, "AC", rows, count, calls[k].minute * MIN);
		assert_string_equal(found == QUEUE_NONE ? "" : given[at[found]].name, calls[k].called);
		if (found != QUEUE_NONE)
			gone[at[found]] = true;
	}
}

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static bool takes(const char *classes, const struct queue_waiting *t)
{
	return strchr(classes, t->class) != NULL;
}

static bool at_its_time(const struct queue_waiting *t, int64_t now)
{
	return t->lane == QUEUE_APPOINTMENT && now >= t->slot_at - 15 * MIN && now <= t->slot_at + 15 * MIN;
}

static bool stands_in_class(const struct queue_waiting *t, int64_t now)
{
	return t->lane == QUEUE_PLAIN || (t->lane == QUEUE_APPOINTMENT && now > t->slot_at + 15 * MIN);
}

/* What Q-2 says of whoever is called, looked up against every other that waits. */
static void assert_in_order(const char *classes, const struct queue_waiting *rows, size_t count, size_t called, int64_t now)
{
	const struct queue_waiting *c = &rows[called];
	int64_t wait = now - c->taken_at;

	assert_true(takes(classes, c));
	for (size_t i = 0; i < count; i++) {
		const struct queue_waiting *o = &rows[i];
		if (i == called || !takes(classes, o))
			continue;
		if (o->lane == QUEUE_PRIORITY)
			assert_true(c->lane == QUEUE_PRIORITY && c->id < o->id);
		else if (c->lane == QUEUE_PRIORITY)
			continue;
		else if (at_its_time(o, now))
			assert_true(at_its_time(c, now) && c->slot_at <= o->slot_at);
		else if (at_its_time(c, now))
			continue;
		else if (stands_in_class(o, now)) {
			assert_true(stands_in_class(c, now));
			if (o->class == c->class)
				assert_true(c->id < o->id);
			else if (now - o->taken_at > wait + 20 * MIN) {      /* then it is not the first of its class */
				bool first = true;
				for (size_t k = 0; k < count; k++)
					if (rows[k].class == o->class && stands_in_class(&rows[k], now) && rows[k].id < o->id)
						first = false;
				assert_false(first);
			} else if (strchr(classes, o->class) < strchr(classes, c->class) && wait <= now - o->taken_at + 20 * MIN) {
				bool first = true;
				for (size_t k = 0; k < count; k++)
					if (rows[k].class == o->class && stands_in_class(&rows[k], now) && rows[k].id < o->id)
						first = false;
				assert_false(first);
			}
		} else
			assert_true(stands_in_class(c, now) || c->slot_at <= o->slot_at);
	}
}

/* A day of 200 tickets in five classes at three windows, of several seeds. */
static void row_66_two_hundred_tickets(void **state)
{
	static const char *const windows[] = { "ACBVY", "CA", "BD" };
	enum { COUNT = 200 };

	(void)state;
	for (uint32_t day = 1; day <= 50; day++) {
		struct queue_waiting rows[COUNT];
		size_t count = 0, taken = 0, called = 0;
		seed = day;
		for (int64_t now = 0; called < COUNT; now += MIN / 2) {
			assert_true(now < 2000 * MIN);
			while (taken < COUNT && any(3) == 0) {
				taken++;
				struct queue_waiting t = { .id = (int64_t)taken, .place = QUEUE_PLACE(taken), .taken_at = now,
					.class = "ABCDV"[any(5)] };
				t.lane = t.class == 'V' || any(10) == 0 ? QUEUE_PRIORITY : any(6) == 0 ? QUEUE_APPOINTMENT : QUEUE_PLAIN;
				t.slot_at = t.lane == QUEUE_APPOINTMENT ? now + any(90) * MIN : 0;
				rows[count++] = t;
			}
			for (size_t w = 0; w < 3; w++) {
				size_t next = any(4) == 0 ? queue_next(&rule, windows[w], rows, count, now) : QUEUE_NONE;
				if (next == QUEUE_NONE)
					continue;
				assert_in_order(windows[w], rows, count, next, now);
				rows[next] = rows[--count];      /* and the order of the array does not matter */
				called++;
			}
		}
		assert_int_equal(count, 0);
	}
}

static void nobody_waits_for_this_window(void **state)
{
	struct queue_waiting t = { 1, QUEUE_PLACE(1), 0, 0, QUEUE_PLAIN, 'A' };

	(void)state;
	assert_true(queue_next(&rule, "BC", &t, 1, 0) == QUEUE_NONE);
	assert_true(queue_next(&rule, "", &t, 1, 0) == QUEUE_NONE);
	assert_true(queue_next(&rule, "A", &t, 0, 0) == QUEUE_NONE);
	t.class = '\0';
	assert_true(queue_next(&rule, "A", &t, 1, 0) == QUEUE_NONE);
}

static void edges_of_slot_and_ageing(void **state)
{
	struct queue_waiting two[] = { { 1, QUEUE_PLACE(1), 0, 0, QUEUE_PLAIN, 'A' },
		{ 2, QUEUE_PLACE(2), 0, 100 * MIN, QUEUE_APPOINTMENT, 'A' } };
	struct queue_waiting aged[] = { { 1, QUEUE_PLACE(1), 10 * MIN, 0, QUEUE_PLAIN, 'A' }, { 2, QUEUE_PLACE(2), 0, 0, QUEUE_PLAIN, 'C' },
		{ 3, QUEUE_PLACE(3), 0, 0, QUEUE_PLAIN, 'B' } };

	(void)state;
	assert_int_equal(queue_next(&rule, "A", two, 2, 85 * MIN - 1), 0);
	assert_int_equal(queue_next(&rule, "A", two, 2, 85 * MIN), 1);
	assert_int_equal(queue_next(&rule, "A", two, 2, 115 * MIN), 1);
	assert_int_equal(queue_next(&rule, "A", two, 2, 115 * MIN + 1), 0);      /* missed: by place again */
	assert_int_equal(queue_next(&rule, "A", two + 1, 1, 0), 0);               /* early, but nobody else is there */
	assert_int_equal(queue_next(&rule, "ACB", aged, 3, 100 * MIN), 0);        /* 10 longer only */
	aged[0].taken_at = 20 * MIN;
	assert_int_equal(queue_next(&rule, "ACB", aged, 3, 100 * MIN), 0);        /* 20 is not more than 20 */
	aged[0].taken_at++;
	assert_int_equal(queue_next(&rule, "ACB", aged, 3, 100 * MIN), 1);        /* both have: the window's order decides */
	aged[2].taken_at--;
	assert_int_equal(queue_next(&rule, "ACB", aged, 3, 100 * MIN), 2);        /* who has waited longest */
	assert_int_equal(queue_wait_ms(1000, 400), 0);
	/* a clock that was set back: all wait 0, so the order is by class and place */
	assert_int_equal(queue_next(&rule, "ACB", aged, 3, -5 * MIN), 0);
}

/* Exhaustive: three tickets of every lane, class, taking and appointment: whatever order they are given in, the same one is called, and it
 * is the one that is called when only the first of each group are looked at. */
static void order_of_the_rows_does_not_matter(void **state)
{
	static const int minutes[] = { 0, 10, 35 };
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	enum { KINDS = 3 * 2 * 3 };

	(void)state;
	for (int code = 0; code < KINDS * KINDS * KINDS; code++) {
		struct queue_waiting base[3];
		int rest = code;
		for (int i = 0; i < 3; i++, rest /= KINDS) {
			int kind = rest % KINDS;
			base[i] = (struct queue_waiting){ i + 1, QUEUE_PLACE(i + 1), minutes[kind % 3] * MIN, 0, (enum queue_lane)(kind / 6),
				"AC"[kind / 3 % 2] };
			base[i].slot_at = base[i].lane == QUEUE_APPOINTMENT ? (20 + 25 * (kind % 3)) * MIN : 0;
		}
		int64_t wanted = base[queue_next(&rule, "CA", base, 3, 40 * MIN)].id;
		for (int o = 0; o < 6; o++) {
			struct queue_waiting rows[3] = { base[orders[o][0]], base[orders[o][1]], base[orders[o][2]] };
			assert_int_equal(rows[queue_next(&rule, "CA", rows, 3, 40 * MIN)].id, wanted);
		}
	}
}

/* --- row 67, Q-3 ------------------------------------------------------------------------------------------------------- */

static void a_restored_one_comes_three_places_later(void **state)
{
	(void)state;
	for (size_t waiting = 0; waiting <= 6; waiting++) {
		struct queue_waiting rows[7];
		int64_t places[7];
		for (size_t i = 0; i < waiting; i++) {
			rows[i] = (struct queue_waiting){ (int64_t)i + 10, QUEUE_PLACE(i + 10), 0, 0, QUEUE_PLAIN, 'A' };
			places[i] = rows[i].place;
		}
		rows[waiting] = (struct queue_waiting){ 2, queue_restored_place(places, waiting, 3, QUEUE_PLACE(2)), 0, 0, QUEUE_PLAIN, 'A' };
		size_t before = 0;
		for (size_t i = 0; i < waiting; i++)
			before += queue_before(&rows[i], &rows[waiting]);
		assert_int_equal(before, waiting < 3 ? waiting : 3);
		assert_true(rows[waiting].place < QUEUE_PLACE(10 + waiting));      /* and before whoever comes after */
	}
	assert_int_equal(queue_restored_place(NULL, 0, 3, 7), 7);
	assert_int_equal(queue_restored_place((const int64_t[]){ 50 }, 1, 0, 7), 7);
}

static void how_long_it_will_take(void **state)
{
	(void)state;
	assert_int_equal(queue_estimate_minutes(7, 6 * MIN, 2), 21);
	assert_int_equal(queue_estimate_minutes(1, 1, 1), 1);
	assert_int_equal(queue_estimate_minutes(0, 6 * MIN, 2), 0);
	assert_int_equal(queue_estimate_minutes(7, 0, 2), 0);
	assert_int_equal(queue_estimate_minutes(7, 6 * MIN, 0), 0);
}

/* --- N-3 --------------------------------------------------------------------------------------------------------------- */

static void numbers(void **state)
{
	static const struct { int64_t n; const char *text; } rows[] = { { 1, "A001" }, { 42, "A042" }, { 999, "A999" }, { 1000, "A1000" },
		{ 50000, "A50000" } };
	static const char *const bad[] = { "", "A", "12", "A0", "A-1", "A1x", "AA1", "A 1", "A1000000", "号1", "A+1" };
	char out[12];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		queue_number('A', rows[i].n, out);
		assert_string_equal(out, rows[i].text);
		assert_true(queue_number_read(rows[i].text, out));
		assert_string_equal(out, rows[i].text);
	}
	assert_true(queue_number_read("a12", out));
	assert_string_equal(out, "A012");
	assert_true(queue_number_read("v0007", out));
	assert_string_equal(out, "V007");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(queue_number_read(bad[i], out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_and_act), cmocka_unit_test(a_morning_by_hand), cmocka_unit_test(row_66_two_hundred_tickets),
		cmocka_unit_test(nobody_waits_for_this_window), cmocka_unit_test(edges_of_slot_and_ageing),
		cmocka_unit_test(order_of_the_rows_does_not_matter), cmocka_unit_test(a_restored_one_comes_three_places_later),
		cmocka_unit_test(how_long_it_will_take), cmocka_unit_test(numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "law/queue_day.h"

/* A morning by hand. Minutes of the day; 9:00 is 540. */
#define AT(minute) ((minute) * INT64_C(60000))
#define NOW AT(600)                      /* 10:00 */
#define LATELY AT(30)

static const struct queue_visit morning[] = {
	/* served at window 0: waited 10, took 6, of them 1 paused */
	{ .id = 1, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(540), .called_at = AT(550), .over_at = AT(557), .paused_ms = AT(1) },
	/* served at window 1: waited 4, took 10 */
	{ .id = 2, .window = 1, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(548), .called_at = AT(552), .over_at = AT(562) },
	/* called at 9:40 after 20, being served */
	{ .id = 3, .window = 0, .class = 'A', .state = TICKET_SERVING, .taken_at = AT(560), .called_at = AT(580) },
	/* called at 9:50 after 8, did not come */
	{ .id = 4, .window = 1, .class = 'B', .state = TICKET_PASSED, .taken_at = AT(582), .called_at = AT(590), .over_at = AT(593) },
	/* went away unseen */
	{ .id = 5, .window = -1, .class = 'B', .state = TICKET_ABANDONED, .taken_at = AT(561), .over_at = AT(585) },
	/* wait: 15 and 5 minutes */
	{ .id = 6, .window = -1, .class = 'A', .lane = QUEUE_PRIORITY, .state = TICKET_WAITING, .taken_at = AT(585) },
	{ .id = 7, .window = -1, .class = 'A', .lane = QUEUE_APPOINTMENT, .slot_at = AT(600), .state = TICKET_WAITING, .taken_at = AT(595) },
};

static void a_morning_by_hand(void **state)
{
	struct queue_figures f;

	(void)state;
	queue_figures(morning, COUNT_OF(morning), QUEUE_ANY, NOW, LATELY, &f);
	assert_int_equal(f.taken, 7);
	assert_int_equal(f.appointments, 1);
	assert_int_equal(f.waiting, 2);
	assert_int_equal(f.priority, 1);
	assert_int_equal(f.longest_ms, AT(15));
	assert_int_equal(f.longest, 6);
	assert_int_equal(f.called, 4);
	assert_int_equal(f.passed, 2);
	assert_int_equal(f.served, 2);
	assert_int_equal(f.recent, 2);                               /* 9:40 and 9:50 */
	assert_int_equal(f.recent_ms, AT(14));                       /* 20 and 8 */
	assert_int_equal(f.average_ms, AT(42) / 4);                  /* 10 4 20 8 */
	assert_int_equal(f.most_ms, AT(20));
	assert_int_equal(f.service_ms, AT(8));                       /* 6 and 10 */
	assert_int_equal(f.median_ms, AT(8));
}

static void of_one_class_or_window(void **state)
{
	struct queue_figures f;

	(void)state;
	queue_figures(morning, COUNT_OF(morning), (struct queue_filter){ "B", -1 }, NOW, LATELY, &f);
	assert_int_equal(f.taken, 2);
	assert_int_equal(f.waiting, 0);
	assert_int_equal(f.longest, 0);
	assert_int_equal(f.passed, 2);
	assert_int_equal(f.recent_ms, AT(8));
	queue_figures(morning, COUNT_OF(morning), (struct queue_filter){ NULL, 0 }, NOW, LATELY, &f);
	assert_int_equal(f.called, 2);
	assert_int_equal(f.served, 1);
	assert_int_equal(f.median_ms, AT(6));
}

/* As it stood at 9:16: what came later has not happened. */
static void any_moment_can_be_asked(void **state)
{
	struct queue_figures f;

	(void)state;
	queue_figures(morning, COUNT_OF(morning), QUEUE_ANY, AT(556), LATELY, &f);
	assert_int_equal(f.taken, 2);
	assert_int_equal(f.waiting, 0);
	assert_int_equal(f.called, 2);
	assert_int_equal(f.served, 0);
	queue_figures(morning, COUNT_OF(morning), QUEUE_ANY, AT(551), LATELY, &f);
	assert_int_equal(f.waiting, 1);
	assert_int_equal(f.longest_ms, AT(3));
	assert_int_equal(f.longest, 2);
	queue_figures(morning, COUNT_OF(morning), QUEUE_ANY, AT(539), LATELY, &f);
	assert_int_equal(f.taken, 0);
	queue_figures(NULL, 0, QUEUE_ANY, NOW, LATELY, &f);
	assert_int_equal(f.median_ms, 0);
}

static void the_day_by_quarter_hours(void **state)
{
	struct queue_quarter q[QUEUE_QUARTERS];
	size_t first, last, begun = queue_quarters(morning, COUNT_OF(morning), QUEUE_ANY, 0, NOW, q);

	(void)state;
	assert_int_equal(begun, 41);                                 /* that of 10:00 has begun */
	/*             9:00       9:15       9:30       9:45       10:00 */
	static const struct queue_quarter wanted[] = { { 2, 0, 0, 2, AT(7) }, { 2, 2, 2, 0, 0 }, { 1, 2, 0, 1, AT(20) }, { 2, 2, 0, 1, AT(8) },
		{ 0, 2, 0, 0, 0 } };
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		assert_int_equal(q[36 + i].taken, wanted[i].taken);
		assert_int_equal(q[36 + i].waiting, wanted[i].waiting);
		assert_int_equal(q[36 + i].served, wanted[i].served);
		assert_int_equal(q[36 + i].called, wanted[i].called);
		assert_int_equal(q[36 + i].wait_ms, wanted[i].wait_ms);
	}
	queue_quarters_used(q, begun, &first, &last);
	assert_int_equal(first, 36);
	assert_int_equal(last, 44);                                  /* the hour of 10:00 */
	assert_int_equal(queue_quarters(morning, COUNT_OF(morning), QUEUE_ANY, AT(1440), NOW, q), 0);
	queue_quarters_used(q, 0, &first, &last);
	assert_int_equal(last, 0);
}

/* Over midnight: who still waits when the day is over does so in its last quarter, and is not called in it. */
static void a_day_that_is_over(void **state)
{
	const struct queue_visit late = { .id = 1, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(1430), .called_at = AT(1445),
		.over_at = AT(1450) };
	struct queue_quarter q[QUEUE_QUARTERS];

	(void)state;
	assert_int_equal(queue_quarters(&late, 1, QUEUE_ANY, 0, AT(3000), q), QUEUE_QUARTERS);
	assert_int_equal(q[94].taken, 0);
	assert_int_equal(q[95].taken, 1);
	assert_int_equal(q[95].waiting, 1);
}

/* A clock that was set back makes no time negative. */
static void times_are_never_negative(void **state)
{
	const struct queue_visit odd = { .id = 1, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(600), .called_at = AT(600),
		.over_at = AT(600), .paused_ms = AT(5) };
	struct queue_figures f;

	(void)state;
	queue_figures(&odd, 1, QUEUE_ANY, AT(600), LATELY, &f);
	assert_int_equal(f.average_ms, 0);
	assert_int_equal(f.service_ms, 0);
}

static void lights_turn_past_their_limits(void **state)
{
	const struct queue_limits l = { .yellow_average = 15, .yellow_longest = 25, .red_longest = 40 };

	(void)state;
	assert_int_equal(queue_light(&l, 0, 0), LIGHT_GREEN);
	assert_int_equal(queue_light(&l, AT(25), AT(15)), LIGHT_GREEN);
	assert_int_equal(queue_light(&l, AT(25) + 1, 0), LIGHT_YELLOW);
	assert_int_equal(queue_light(&l, 0, AT(15) + 1), LIGHT_YELLOW);
	assert_int_equal(queue_light(&l, AT(40), AT(90)), LIGHT_YELLOW);
	assert_int_equal(queue_light(&l, AT(40) + 1, 0), LIGHT_RED);
}

static void the_middle_of_values(void **state)
{
	int64_t odd[] = { 9, 1, 5 }, even[] = { 9, 1, 6, 4 };

	(void)state;
	assert_int_equal(queue_median(odd, 3), 5);
	assert_int_equal(queue_median(even, 4), 5);
	assert_int_equal(queue_median(odd, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_morning_by_hand), cmocka_unit_test(of_one_class_or_window),
		cmocka_unit_test(any_moment_can_be_asked), cmocka_unit_test(the_day_by_quarter_hours), cmocka_unit_test(a_day_that_is_over),
		cmocka_unit_test(times_are_never_negative), cmocka_unit_test(lights_turn_past_their_limits),
		cmocka_unit_test(the_middle_of_values) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

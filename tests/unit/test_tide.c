/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "law/replay.h"
#include "law/tide.h"

/* When a window more or less is advised, and a day again with other windows. Minutes of the day. */
#define AT(minute) ((minute) * INT64_C(60000))
static const struct tide_rule rule = { .minutes = 30, .percent = 85, .sample_minutes = 5, .open_samples = 2, .close_samples = 6,
	.calm_minutes = 5, .settle_minutes = 30, .service_ms = AT(10) };
static const struct queue_limits limits = { .yellow_average = 15, .yellow_longest = 25, .red_longest = 40 };

/* --- pools ----------------------------------------------------------------------------------------------------------- */

static void classes_that_share_windows_are_one_pool(void **state)
{
	const struct tide_window windows[] = { { "ACBVY" }, { "C" }, { "D" } };
	char pools[TIDE_POOLS_MOST][27];

	(void)state;
	assert_int_equal(tide_pools("ABCDZ", windows, COUNT_OF(windows), pools), 3);
	assert_string_equal(pools[0], "ABC");
	assert_string_equal(pools[1], "D");
	assert_string_equal(pools[2], "Z");                          /* no window takes it */
	/* over a second window */
	const struct tide_window chain[] = { { "AB" }, { "BC" }, { "CD" } };
	assert_int_equal(tide_pools("ABCD", chain, COUNT_OF(chain), pools), 1);
	assert_string_equal(pools[0], "ABCD");
}

static void a_window_is_open_while_it_is_attended(void **state)
{
	const struct tide_window windows[] = { { "A" }, { "AB" }, { "D" } };
	const struct tide_span spans[] = { { 0, AT(540), AT(600), false }, { 1, AT(550), AT(560), false }, { 1, AT(560), AT(570), true },
		{ 2, AT(540), INT64_MAX, false } };

	(void)state;
	assert_int_equal(tide_open(windows, 3, spans, 4, "A", AT(539)), 0);
	assert_int_equal(tide_open(windows, 3, spans, 4, "A", AT(550)), 2);
	assert_int_equal(tide_open(windows, 3, spans, 4, "A", AT(565)), 2);      /* a pause */
	assert_int_equal(tide_open(windows, 3, spans, 4, "A", AT(570)), 1);
	assert_int_equal(tide_open(windows, 3, spans, 4, "B", AT(570)), 0);
	assert_int_equal(tide_open(windows, 3, spans, 4, "AD", AT(600)), 1);
}

/* --- what arrivals ask for ------------------------------------------------------------------------------------------- */

static void come(struct queue_visit *v, size_t count, char class, int64_t from, int64_t step)
{
	for (size_t i = 0; i < count; i++)
		v[i] = (struct queue_visit){ .id = (int64_t)i + 1, .window = -1, .class = class, .taken_at = from + (int64_t)i * step };
}

static void needed_windows_by_hand(void **state)
{
	struct queue_visit v[12];
	struct tide_load load = { { 0 }, { 0 } };
	struct tide_figures f;

	(void)state;
	come(v, 10, 'A', AT(571), AT(3));                            /* 9:31 … 9:58 */
	come(v + 10, 2, 'B', AT(570), AT(20));                       /* 9:30 is half an hour ago already, 9:50 */
	load.service_ms[0] = AT(6);
	load.service_ms[1] = AT(20);
	tide_sample(&rule, v, 12, "AB", &load, 2, AT(600), &f);
	assert_int_equal(f.arrivals, 11);
	assert_int_equal(f.needed, 4);                               /* (10·6 + 1·20) / 30 / 0.85 = 3.1 */
	assert_int_equal(f.service_ms, AT(80) / 11);
	assert_int_equal(f.open, 2);
	tide_sample(&rule, v, 12, "B", &load, 2, AT(600), &f);
	assert_int_equal(f.needed, 1);                               /* 20 / 30 / 0.85 = 0.8 */
	/* on other weeks 14.5 come at this hour: the larger counts */
	load.usual[0] = 1450;
	tide_sample(&rule, v, 12, "A", &load, 2, AT(600), &f);
	assert_int_equal(f.needed, 4);                               /* 14.5·6 / 30 / 0.85 = 3.4 */
	assert_int_equal(f.usual, 1450);
	assert_int_equal(f.arrivals, 10);
	/* nobody was served yet */
	load = (struct tide_load){ { 0 }, { 0 } };
	tide_sample(&rule, v, 10, "A", &load, 2, AT(600), &f);
	assert_int_equal(f.needed, 4);                               /* 10·10 / 30 / 0.85 = 3.9 */
	/* exactly full is enough: 8.5·6 = 2·30·0.85 */
	load.usual[0] = 850, load.service_ms[0] = AT(6);
	tide_sample(&rule, v, 0, "A", &load, 2, AT(600), &f);
	assert_int_equal(f.needed, 2);
}

/* --- advice ---------------------------------------------------------------------------------------------------------- */

/* Samples "needed open", the newest first. */
static struct tide_advice advise(const char *samples, enum clock_light light, int64_t longest, bool grown)
{
	struct tide_figures s[8];
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(s); i++)                     /* what is behind the count would ask for windows */
		s[i] = (struct tide_figures){ .needed = 9 };
	for (const char *p = samples; p[0]; p += p[2] ? 3 : 2)
		s[n++] = (struct tide_figures){ .needed = p[0] - '0', .open = p[1] - '0' };
	return tide_advise(&rule, s, n, light, longest, grown);
}

#define ADVISES(what, how_many, ...) do { \
	struct tide_advice a = advise(__VA_ARGS__); \
	assert_string_equal(tide_act_code(a.act), what); \
	assert_int_equal(a.windows, how_many); \
} while (0)

static void advice_by_the_rule(void **state)
{
	(void)state;
	ADVISES("open", 1, "43 43", LIGHT_GREEN, 0, false);
	ADVISES("open", 1, "63 43", LIGHT_GREEN, 0, false);          /* what both say */
	ADVISES("open", 2, "53 53 33", LIGHT_GREEN, 0, true);
	ADVISES("keep", 0, "43 33", LIGHT_GREEN, 0, false);
	ADVISES("keep", 0, "43", LIGHT_GREEN, 0, false);             /* one sample is none */
	ADVISES("open", 1, "33 33", LIGHT_YELLOW, 0, false);
	ADVISES("open", 1, "13 13", LIGHT_RED, AT(41), false);
	ADVISES("keep", 0, "33 33", LIGHT_YELLOW, 0, true);          /* one was just opened */
	ADVISES("close", 1, "13 13 13 13 13 13", LIGHT_GREEN, AT(5), false);
	ADVISES("keep", 0, "13 13 13 13 13 13", LIGHT_GREEN, AT(5) + 1, false);
	ADVISES("keep", 0, "13 13 13 13 13", LIGHT_GREEN, 0, false);
	ADVISES("keep", 0, "13 13 13 23 13 13", LIGHT_GREEN, 0, false);
	ADVISES("keep", 0, "23 23 23 23 23 23", LIGHT_GREEN, 0, false);      /* one to spare stays */
	ADVISES("close", 2, "14 14 14 14 14 14", LIGHT_GREEN, 0, false);
	ADVISES("keep", 0, "01 01 01 01 01 01", LIGHT_GREEN, 0, false);      /* the last one is not closed */
	assert_int_equal(tide_act_from_code("close"), TIDE_CLOSE);
	assert_int_equal(tide_act_from_code("shut"), -1);
}

static void samples_lie_on_whole_minutes(void **state)
{
	(void)state;
	assert_int_equal(tide_samples(&rule), 6);
	assert_int_equal(tide_sample_at(&rule, AT(602) + 17, 0), AT(600));
	assert_int_equal(tide_sample_at(&rule, AT(600), 1), AT(595));
}

/* --- a day again ----------------------------------------------------------------------------------------------------- */

static const struct queue_rule order = { .slot_minutes = 15, .ageing_minutes = 20 };

static void the_same_people_with_one_window_and_with_two(void **state)
{
	/* four come at 9:00, 9:01, 9:02, 9:03; each takes 10 minutes */
	struct queue_visit v[4], out[4];
	struct queue_figures f;
	struct tide_window windows[3] = { { "A" } };
	struct tide_span spans[3] = { { 0, AT(540), AT(700), false } };
	size_t window_count = 1, span_count = 1;

	(void)state;
	for (int i = 0; i < 4; i++)
		v[i] = (struct queue_visit){ .id = i + 1, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(540 + i),
			.called_at = AT(550 + 11 * i), .over_at = AT(560 + 11 * i) };
	const struct replay one = { &order, windows, 1, spans, 1, { 0 }, AT(10), AT(700) };
	replay_day(&one, v, 4, out);
	queue_figures(out, 4, QUEUE_ANY, AT(700), AT(30), &f);
	assert_int_equal(f.served, 4);
	assert_int_equal(f.average_ms, AT(54) / 4);                  /* 0 9 18 27 */
	assert_int_equal(f.most_ms, AT(27));
	assert_int_equal(replay_windows(1, "A", v, 4, windows, &window_count, spans, &span_count), 1);
	assert_string_equal(windows[1].classes, "A");
	assert_int_equal(spans[1].from, AT(540));
	const struct replay two = { &order, windows, window_count, spans, span_count, { 0 }, AT(10), AT(700) };
	replay_day(&two, v, 4, out);
	queue_figures(out, 4, QUEUE_ANY, AT(700), AT(30), &f);
	assert_int_equal(f.served, 4);
	assert_int_equal(f.average_ms, AT(16) / 4);                  /* 0 0 8 8 */
	/* and none at all */
	span_count = 1;
	assert_int_equal(replay_windows(-2, "A", v, 4, windows, &window_count, spans, &span_count), -1);
	assert_int_equal(span_count, 0);
	const struct replay none = { &order, windows, 1, spans, span_count, { 0 }, AT(10), AT(700) };
	replay_day(&none, v, 4, out);
	queue_figures(out, 4, QUEUE_ANY, AT(700), AT(30), &f);
	assert_int_equal(f.served, 0);
	assert_int_equal(f.waiting, 4);
	assert_int_equal(f.longest_ms, AT(160));
}

/* The one that is added works when the window of the class worked that called the longest: not through its pause, nor its lunch. */
static void an_added_window_rests_as_another_does(void **state)
{
	struct tide_window windows[5] = { { "A" }, { "AB" }, { "D" } };
	struct tide_span spans[32] = { { 0, AT(540), AT(600), false }, { 1, AT(550), AT(570), false }, { 1, AT(570), AT(580), true },
		{ 1, AT(580), AT(600), false }, { 1, AT(660), AT(700), false }, { 2, AT(500), AT(800), false } };
	const struct queue_visit v[] = {
		{ .id = 1, .window = -1, .class = 'B', .state = TICKET_WAITING, .taken_at = AT(540) },
		{ .id = 2, .window = -1, .class = 'B', .state = TICKET_WAITING, .taken_at = AT(541) },
		{ .id = 3, .window = -1, .class = 'B', .state = TICKET_WAITING, .taken_at = AT(571) },
		{ .id = 4, .window = -1, .class = 'B', .state = TICKET_WAITING, .taken_at = AT(600) },
	};
	struct queue_visit out[COUNT_OF(v)];
	size_t window_count = 3, span_count = 6;

	(void)state;
	assert_int_equal(replay_windows(2, "AB", v, COUNT_OF(v), windows, &window_count, spans, &span_count), 2);
	assert_int_equal(window_count, 5);
	assert_int_equal(span_count, 14);
	const struct replay three = { &order, windows, window_count, spans, span_count, { 0 }, AT(5), AT(700) };
	replay_day(&three, v, COUNT_OF(v), out);
	assert_int_equal(out[0].called_at, AT(550));
	assert_int_equal(out[1].called_at, AT(550));
	assert_int_equal(out[2].called_at, AT(580));
	assert_int_equal(out[3].called_at, AT(660));
}

/* Who did not come when called keeps a window as long as waiting for him took; who went away goes again; who nobody called is
 * called now, and takes what is usual; a pause calls nobody; the one who is past the end is not served. */
static void what_people_do_they_do_again(void **state)
{
	const struct queue_visit v[] = {
		{ .id = 1, .window = 0, .class = 'A', .state = TICKET_PASSED, .taken_at = AT(540), .called_at = AT(545), .over_at = AT(548) },
		{ .id = 2, .window = -1, .class = 'A', .state = TICKET_ABANDONED, .taken_at = AT(541), .over_at = AT(542) },
		{ .id = 3, .window = -1, .class = 'A', .state = TICKET_WAITING, .taken_at = AT(541) },
		{ .id = 4, .window = -1, .class = 'B', .state = TICKET_WAITING, .taken_at = AT(542) },
		{ .id = 5, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(542), .called_at = AT(560), .over_at = AT(565), .paused_ms = AT(1) },
		{ .id = 6, .window = 0, .class = 'A', .state = TICKET_ENDED, .taken_at = AT(543), .called_at = AT(566), .over_at = AT(570) },
	};
	const struct tide_window windows[] = { { "A" } };
	const struct tide_span spans[] = { { 0, AT(530), AT(545), false }, { 0, AT(545), AT(555), true }, { 0, AT(555), AT(563), false } };
	const struct replay r = { &order, windows, 1, spans, 3, { AT(2) }, AT(10), AT(600) };
	struct queue_visit out[COUNT_OF(v)];

	(void)state;
	replay_day(&r, v, COUNT_OF(v), out);
	assert_int_equal(out[0].called_at, AT(540));
	assert_int_equal(out[0].over_at, AT(543));
	assert_int_equal(out[0].state, TICKET_PASSED);
	assert_int_equal(out[1].called_at, 0);
	assert_int_equal(out[1].over_at, AT(542));
	assert_int_equal(out[2].called_at, AT(543));
	assert_int_equal(out[2].over_at, AT(545));
	assert_int_equal(out[3].called_at, 0);                       /* nobody takes B */
	assert_int_equal(out[3].state, TICKET_WAITING);
	assert_int_equal(out[4].called_at, AT(555));                 /* after the pause */
	assert_int_equal(out[4].over_at, AT(559));
	assert_int_equal(out[5].called_at, AT(559));
	assert_int_equal(out[5].over_at, AT(563));
}

static void the_next_one_is_by_the_rule_of_the_queue(void **state)
{
	const struct queue_visit v[] = {
		{ .id = 1, .class = 'A', .state = TICKET_WAITING, .taken_at = AT(540) },
		{ .id = 2, .class = 'A', .state = TICKET_WAITING, .taken_at = AT(541) },
		{ .id = 3, .class = 'A', .lane = QUEUE_PRIORITY, .state = TICKET_WAITING, .taken_at = AT(544) },
		{ .id = 4, .class = 'A', .lane = QUEUE_APPOINTMENT, .slot_at = AT(560), .state = TICKET_WAITING, .taken_at = AT(545) },
	};
	const struct tide_window windows[] = { { "A" } };
	const struct tide_span spans[] = { { 0, AT(530), INT64_MAX, false } };
	const struct replay r = { &order, windows, 1, spans, 1, { 0 }, AT(10), AT(600) };
	struct queue_visit out[COUNT_OF(v)];

	(void)state;
	replay_day(&r, v, COUNT_OF(v), out);
	assert_int_equal(out[0].called_at, AT(540));
	assert_int_equal(out[2].called_at, AT(550));
	assert_int_equal(out[3].called_at, AT(560));
	assert_int_equal(out[1].called_at, AT(570));
}

/* The load triples at 10:00. One more window is advised within ten minutes; whoever follows the advice is not told to open and
 * close in turns for the next hour. */
static void a_step_in_the_load_opens_windows_and_nothing_flaps(void **state)
{
	struct queue_visit v[200], now[200];
	size_t n = 0;
	struct tide_window windows[8];
	struct tide_span spans[8] = { { 0, AT(480), INT64_MAX, false } };
	int open = 1, opened = 0, closed = 0;
	int64_t first = 0, grown_at = 0;
	struct tide_load load = { { 0 }, { AT(6) } };

	(void)state;
	for (int i = 0; i < 8; i++)
		windows[i] = (struct tide_window){ "A" };
	for (int64_t t = AT(480); t < AT(660); t += t < AT(600) ? AT(30) / 4 : AT(30) / 12, n++)
		v[n] = (struct queue_visit){ .id = (int64_t)n + 1, .window = -1, .class = 'A', .state = TICKET_WAITING, .taken_at = t };
	for (int64_t t = AT(540); t <= AT(660); t += AT(5)) {
		struct replay r = { &order, windows, (size_t)open, spans, (size_t)open, { AT(6) }, AT(6), t };
		struct tide_figures samples[6];
		struct queue_figures f;
		replay_day(&r, v, n, now);
		queue_figures(now, n, QUEUE_ANY, t, AT(30), &f);
		for (size_t i = 0; i < 6; i++)
			tide_sample(&rule, v, n, "A", &load, tide_open(windows, 8, spans, (size_t)open, "A", tide_sample_at(&rule, t, i)),
				tide_sample_at(&rule, t, i), &samples[i]);
		struct tide_advice a = tide_advise(&rule, samples, 6, queue_light(&limits, f.longest_ms, f.recent_ms), f.longest_ms,
			grown_at && t - grown_at <= AT(rule.settle_minutes));
		for (int i = 0; a.act == TIDE_OPEN && i < a.windows; i++, opened++, open++)
			spans[open] = (struct tide_span){ open, t, INT64_MAX, false };
		if (a.act == TIDE_OPEN) {
			first = first ? first : t;
			grown_at = t;
		}
		closed += a.act == TIDE_CLOSE;
	}
	assert_in_range(first, AT(601), AT(610));
	assert_int_equal(opened, 2);                                 /* 12·6 / 30 / 0.85 = 2.8 */
	assert_int_equal(closed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(classes_that_share_windows_are_one_pool),
		cmocka_unit_test(a_window_is_open_while_it_is_attended), cmocka_unit_test(needed_windows_by_hand),
		cmocka_unit_test(advice_by_the_rule), cmocka_unit_test(samples_lie_on_whole_minutes),
		cmocka_unit_test(the_same_people_with_one_window_and_with_two), cmocka_unit_test(what_people_do_they_do_again),
		cmocka_unit_test(an_added_window_rests_as_another_does),
		cmocka_unit_test(the_next_one_is_by_the_rule_of_the_queue),
		cmocka_unit_test(a_step_in_the_load_opens_windows_and_nothing_flaps) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

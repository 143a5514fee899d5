/* SPDX-License-Identifier: Apache-2.0 */
#include "tickets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hall/queue_replay.h"
#include "hall/tide.h"
#include "schema.h"

/* The supervisor's day: what it says is what the facts say (row 68), and what the tide asks for. */

static struct queue_day *day;

static int teardown(void **state)
{
	queue_day_free(day);
	day = NULL;
	return acts_teardown(state);
}

#define DAY_TEST(name) cmocka_unit_test_setup_teardown(name, tickets_setup, teardown)

static void look(void)
{
	queue_day_free(day);
	if (queue_day_read(f.h, &supervisor, clock_today(), &day, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

static const struct queue_day_class *of_class(char letter)
{
	for (size_t i = 0; i < day->class_count; i++)
		if (day->classes[i].letter == letter)
			return &day->classes[i];
	fail_msg("no class %c", letter);
	return NULL;
}

static const struct queue_day_window *of_window(const char *no)
{
	for (size_t i = 0; i < day->window_count; i++)
		if (strcmp(day->windows[i].now.no, no) == 0)
			return &day->windows[i];
	fail_msg("no window %s", no);
	return NULL;
}

/* One is called at a window, comes, and is served so many minutes. */
static void serve(const char *window, int minutes)
{
	struct actor by = at_window(window);

	does(&by, TICKET_DO_CALL, "", '\0');
	does(&by, TICKET_DO_ARRIVE, "", '\0');
	fixture_tick(minutes * MINUTE);
	does(&by, TICKET_DO_END, "", '\0');
}

/* Two windows and five people from 9:41 on: A001 4 minutes at 3, A002 passed at 3, B001 is at 4 since 9:53, A003 and V001 wait. */
static void a_morning(void)
{
	struct actor third = at_window("3"), fourth = at_window("4");

	take('A');
	fixture_tick(2 * MINUTE);
	take('A');
	serve("3", 4);
	take('B');                                                   /* 9:47 */
	does(&third, TICKET_DO_CALL, "", '\0');
	for (int i = 0; i < 2; i++) {
		fixture_tick(MINUTE);
		does(&third, TICKET_DO_RECALL, "", '\0');
	}
	assert_string_equal(does(&third, TICKET_DO_PASS, "", '\0'), "A002");
	fixture_tick(4 * MINUTE);                                    /* 9:53 */
	does(&fourth, TICKET_DO_CALL, "", '\0');
	does(&fourth, TICKET_DO_ARRIVE, "", '\0');
	take('A');
	fixture_tick(3 * MINUTE);
	take_as('A', "老年人", -1, "", NULL);
	fixture_tick(2 * MINUTE);                                    /* 9:58 */
}

/* Who was called three times and was not there did not wait all that while: his wait sets no light of its own. */
static void a_restored_one_waits_from_then_on(void **state)
{
	(void)state;
	a_morning();
	fixture_tick(32 * MINUTE);                                   /* 10:30 */
	assert_string_equal(does(&guide, TICKET_DO_RESTORE, "A002", '\0'), "A002");        /* taken at 9:43 */
	fixture_tick(2 * MINUTE);
	look();
	assert_int_equal(of_class('A')->f.waiting, 3);
	assert_string_equal(of_class('A')->longest, "A003");
	assert_int_equal(of_class('A')->f.longest_ms, 39 * MINUTE);
	assert_int_equal(of_class('A')->light, LIGHT_YELLOW);
}

/* The same numbers out of the facts alone. */
static void row_68_figures_are_those_of_the_facts(void **state)
{
	(void)state;
	a_morning();
	look();
	const struct queue_figures *a = &of_class('A')->f;
	assert_int_equal(a->taken, 4);
	assert_int_equal(a->waiting, 2);
	assert_int_equal(a->priority, 1);
	assert_int_equal(a->called, 2);
	assert_int_equal(a->served, 1);
	assert_int_equal(a->passed, 1);
	assert_int_equal(a->longest_ms, 5 * MINUTE);
	assert_string_equal(of_class('A')->longest, "A003");
	assert_int_equal(a->recent_ms, 3 * MINUTE);                  /* 2 and 4 */
	assert_int_equal(a->median_ms, 4 * MINUTE);
	assert_int_equal(of_class('B')->f.recent_ms, 6 * MINUTE);
	assert_int_equal(day->all.taken, sql("SELECT count(*) FROM ticket_event WHERE fact = 'taken'"));
	assert_int_equal(day->all.served, sql("SELECT count(*) FROM ticket_event WHERE fact = 'ended'"));
	assert_int_equal(day->all.passed, sql("SELECT count(*) FROM ticket_event WHERE fact = 'passed'"));
	assert_int_equal(day->all.called, sql("SELECT count(DISTINCT ticket) FROM ticket_event WHERE fact = 'called'"));
	assert_int_equal(day->all.average_ms, sql("SELECT (sum(c.at) - sum(t.at)) / count(*) FROM ticket_event c JOIN ticket_event t"
		" ON t.ticket = c.ticket AND t.fact = 'taken' WHERE c.fact = 'called'"));
	int64_t here = 0, served = 0;
	for (size_t i = 0; i < day->class_count; i++)
		here += day->classes[i].f.taken;
	for (size_t i = 0; i < day->window_count; i++)
		served += day->windows[i].f.served;
	assert_int_equal(here, day->all.taken);                      /* nothing is lost between classes and windows */
	assert_int_equal(served, day->all.served);
	assert_int_equal(of_class('Z')->f.taken, 0);                 /* open, though nobody came */
}

static void windows_as_they_stand(void **state)
{
	struct actor third = at_window("3");

	(void)state;
	a_morning();
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_PAUSE, "打印机缺纸", &err), ST_OK);
	fixture_tick(2 * MINUTE);
	look();
	assert_int_equal(day->open, 2);
	assert_int_equal(of_window("4")->now.state, WINDOW_SERVING);
	assert_string_equal(of_window("4")->now.ticket, "B001");
	assert_int_equal(of_window("4")->busy_ms, 7 * MINUTE);       /* since 9:53 */
	assert_int_equal(of_window("3")->now.state, WINDOW_PAUSED);
	assert_int_equal(of_window("3")->busy_ms, 2 * MINUTE);
	assert_int_equal(of_window("3")->light, LIGHT_GREEN);
	assert_int_equal(of_window("3")->pauses, 1);
	assert_int_equal(of_window("3")->paused_ms, 2 * MINUTE);
	assert_int_equal(of_window("3")->attended_ms, 17 * MINUTE);  /* since 9:43 */
	assert_int_equal(of_window("3")->f.served, 1);
	assert_int_equal(of_window("3")->f.passed, 1);
	assert_int_equal(queue_day_throughput(day), 10 * 60 / (17 + 7));     /* one, in tenths */
	fixture_tick(8 * MINUTE);
	look();
	assert_int_equal(of_window("3")->light, LIGHT_YELLOW);       /* queue.pause_minutes */
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_RESUME, "", &err), ST_OK);
	fixture_tick(3 * MINUTE);
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_LEAVE, "", &err), ST_OK);
	fixture_tick(3 * MINUTE);
	look();
	assert_int_equal(of_window("3")->attended_ms, 28 * MINUTE);
	assert_int_equal(of_window("3")->paused_ms, 10 * MINUTE);
	assert_int_equal(day->open, 1);
}

static void quarters_and_lights(void **state)
{
	(void)state;
	a_morning();
	look();
	assert_int_equal(day->first, 36);                            /* 9:00 */
	assert_int_equal(day->last, 40);
	assert_int_equal(day->quarters[38].taken, 2);                /* 9:30: A001 A002; A001 is called at 9:43 */
	assert_int_equal(day->quarters[38].waiting, 1);
	assert_int_equal(day->quarters[39].taken, 3);
	assert_int_equal(day->quarters[39].waiting, 2);
	assert_int_equal(day->quarters[39].served, 1);
	assert_int_equal(of_class('A')->light, LIGHT_GREEN);
	fixture_tick(21 * MINUTE);                                   /* A003 waits 26 minutes */
	look();
	assert_int_equal(of_class('A')->light, LIGHT_YELLOW);
	assert_int_equal(day->light, LIGHT_YELLOW);
	assert_int_equal(of_class('B')->light, LIGHT_GREEN);
	fixture_tick(15 * MINUTE);
	look();
	assert_int_equal(day->light, LIGHT_RED);
}

/* --- the tide -------------------------------------------------------------------------------------------------------- */

/* The pool of A, as the hall's general windows are. */
static const struct queue_day_pool *pool(void)
{
	look();
	for (size_t i = 0; i < day->pool_count; i++)
		if (strchr(day->pools[i].classes, 'A'))
			return &day->pools[i];
	fail_msg("no pool");
	return NULL;
}

/* A and B share windows: every figure of theirs is of both together, not only those that the advice looks at. */
static void a_pool_is_counted_as_a_class_is(void **state)
{
	(void)state;
	a_morning();
	const struct queue_figures *both = &pool()->f;
	assert_int_equal(both->taken, 5);
	assert_int_equal(both->waiting, 2);
	assert_int_equal(both->priority, 1);
	assert_int_equal(both->called, 3);
	assert_int_equal(both->recent_ms, 4 * MINUTE);               /* 2, 4 and 6 */
	assert_int_equal(both->average_ms, 4 * MINUTE);
	assert_int_equal(both->most_ms, 6 * MINUTE);
	assert_int_equal(both->service_ms, 4 * MINUTE);
	assert_int_equal(both->median_ms, 4 * MINUTE);
}

static void many_come_and_a_window_is_advised(void **state)
{
	struct buf words;

	(void)state;
	fixture_tick(4 * MINUTE);                                    /* 9:45 */
	struct actor third = at_window("3");
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_RESUME, "", &err), ST_OK);
	for (int i = 0; i < 6; i++) {
		take('A');
		fixture_tick(MINUTE);
	}
	const struct queue_day_pool *p = pool();                     /* 9:51 */
	assert_int_equal(p->open, 1);
	assert_int_equal(p->samples[0].arrivals, 6);
	assert_int_equal(p->samples[0].needed, 3);                   /* 6 of 10 minutes in 25.5 */
	assert_int_equal(p->sample_count, 2);
	assert_int_equal(p->samples[1].needed, 1);                   /* one at 9:45 sharp */
	assert_int_equal(p->advice.act, TIDE_KEEP);
	fixture_tick(4 * MINUTE);
	p = pool();
	assert_int_equal(p->advice.act, TIDE_OPEN);
	assert_int_equal(p->advice.windows, 2);
	buf_init(&words, BUF_SMALL);
	queue_day_advice(f.h, p, &words);
	assert_non_null(strstr(words.data, "近 30 分钟取号 6 人,每件 10:00,要 3 窗,开着 1 窗,连续 2 次不够:再开 2 窗"));
	buf_release(&words);
	/* last Monday at this hour 120 came: as many in half an hour as 60 */
	sql("INSERT INTO ticket (uuid, day, number, class, lane, priority, person_index, taken_at, place, changed_at)"
		" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)"
		" SELECT 'w' || i, %d, 'A' || (i + 100), 'A', 'plain', '', '', %lld, 0, 0 FROM n",
		clock_today() - 7, (long long)(clock_wall_ms() - 7 * DAY_MS));
	p = pool();
	assert_int_equal(p->samples[0].usual, 6000);
	assert_int_equal(p->samples[0].needed, 24);
	assert_int_equal(p->advice.windows, p->windows - 1);         /* no more than there are */
}

/* The decision is kept with what it was decided on, and half an hour later with what came of it. */
static void a_decision_and_what_came_of_it(void **state)
{
	struct actor third = at_window("3"), fourth = at_window("4");
	struct tide_row row[4];
	struct tide_choice c = { .uuid = "0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10", .classes = "A", .act = TIDE_OPEN, .windows = 1, .reason = "" };
	size_t count;

	(void)state;
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_RESUME, "", &err), ST_OK);
	for (int i = 0; i < 6; i++)
		take('A');
	fixture_tick(10 * MINUTE);                                   /* 9:51 */
	assert_int_equal(pool()->advice.windows, 2);
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_DATA);
	assert_string_equal(err.code, "E-6863");                     /* one, not two: why? */
	c.reason = "只有一个人";
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_OK);
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_OK);      /* pressed twice */
	assert_int_equal(sql("SELECT count(*) FROM tide"), 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'tide.decide'"), 1);
	/* the same key is no other decision */
	const char *const key = c.uuid;
	const struct tide_choice others[] = { { key, "A", TIDE_OPEN, 2, c.reason }, { key, "A", TIDE_CLOSE, 1, c.reason },
		{ key, "D", TIDE_OPEN, 1, c.reason }, { key, "A", TIDE_OPEN, 1, "另有原因" } };
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		assert_int_equal(tide_decide(f.h, &supervisor, &others[i], &err), ST_REFUSED);
		assert_string_equal(err.code, "E-6867");
	}
	c.classes = "CA";                                            /* of the same pool */
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM tide"), 1);
	c.uuid = NULL;
	c.windows = 99;
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_DATA);
	assert_string_equal(err.code, "E-6862");
	c.classes = "AD";
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_DATA);
	assert_string_equal(err.code, "E-6861");
	c = (struct tide_choice){ .classes = "A", .act = TIDE_KEEP, .reason = "a\x1b[2J" };
	assert_int_equal(tide_decide(f.h, &supervisor, &c, &err), ST_DATA);
	assert_string_equal(err.code, "E-6863");
	assert_int_equal(tide_decide(f.h, &f.clerk, &c, &err), ST_DENIED);
	/* a second window is opened, and two are served */
	assert_int_equal(ticket_window(f.h, &fourth, WINDOW_DO_RESUME, "", &err), ST_OK);
	serve("3", 8);
	serve("4", 8);
	assert_int_equal(tide_follow(f.h, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM tide_after"), 0);
	fixture_tick(60 * MINUTE);
	serve("3", 1);                                               /* what happens later does not count */
	assert_int_equal(tide_follow(f.h, &err), ST_OK);
	assert_int_equal(tide_follow(f.h, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'tide.follow' AND after = 'open 2 waiting 4'"), 1);
	assert_int_equal(tide_list(f.h, &supervisor, clock_today(), clock_today(), row, COUNT_OF(row), &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_true(row[0].seen);
	assert_int_equal(row[0].advice.windows, 2);
	assert_int_equal(row[0].decision.windows, 1);
	assert_int_equal(row[0].figures.arrivals, 6);
	assert_int_equal(row[0].before.open, 1);
	assert_int_equal(row[0].before.waiting, 6);
	assert_int_equal(row[0].before.longest_ms, 10 * MINUTE);
	assert_int_equal(row[0].after.open, 2);
	assert_int_equal(row[0].after.waiting, 4);
	assert_int_equal(row[0].after.longest_ms, 40 * MINUTE);
	assert_int_equal(row[0].after.average_ms, 18 * MINUTE);      /* A002; A001 was called half an hour before */
	json_t *v = tide_row_json(&row[0]);
	assert_true(schema_fits("tide", v));
	json_decref(v);
	row[0].seen = false;
	v = tide_row_json(&row[0]);
	assert_true(schema_fits("tide", v));
	json_decref(v);
}

/* Four come at once, one window serves them for five minutes each; with a second one from the same moment. */
static void a_day_again_with_one_window_more(void **state)
{
	struct actor third = at_window("3");
	struct queue_replay *r;

	(void)state;
	assert_int_equal(queue_replay(f.h, &supervisor, clock_today(), 1, "", &r, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6865");
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_RESUME, "", &err), ST_OK);
	for (int i = 0; i < 4; i++)
		take('A');
	take('D');
	for (int i = 0; i < 4; i++)
		serve("3", 5);
	fixture_tick(MINUTE);
	assert_int_equal(queue_replay(f.h, &supervisor, clock_today(), 1, "", &r, &err), ST_OK);
	assert_string_equal(r->letters, "ABC");
	assert_int_equal(r->more, 1);
	const struct queue_replay_line *a = &r->lines[1];
	assert_int_equal(a->letter, 'A');
	assert_int_equal(a->really.average_ms, 30 * MINUTE / 4);     /* 0 5 10 15 */
	assert_int_equal(a->same.average_ms, 30 * MINUTE / 4);
	assert_int_equal(a->same.most_ms, 15 * MINUTE);
	assert_int_equal(a->other.average_ms, 10 * MINUTE / 4);      /* 0 0 5 5 */
	assert_int_equal(a->other.most_ms, 5 * MINUTE);
	assert_int_equal(r->lines[0].other.waiting, 1);              /* D has no window, whatever is added */
	json_t *v = queue_replay_json(r);
	assert_true(schema_fits("simulate", v));
	json_decref(v);
	free(r);
	assert_int_equal(queue_replay(f.h, &supervisor, clock_today(), -3, "A", &r, &err), ST_OK);
	assert_int_equal(r->more, -1);                               /* there was but one */
	assert_int_equal(r->lines[1].other.waiting, 4);
	struct buf words;
	buf_init(&words, BUF_LARGE);
	queue_replay_words(r, &words);
	assert_non_null(strstr(words.data, "减 1 个叫 A 类的窗口(要减 3 个,那一天没有那么多)"));
	assert_non_null(strstr(words.data, "减 1  窗 均候      —"));  /* not 0:00: nobody was called */
	buf_release(&words);
	free(r);
	assert_int_equal(queue_replay(f.h, &supervisor, clock_today(), 1, "Z", &r, &err), ST_DATA);
	assert_string_equal(err.code, "E-6866");
	assert_int_equal(queue_replay(f.h, &f.clerk, clock_today(), 1, "", &r, &err), ST_DENIED);
}

static void whoever_is_no_supervisor_sees_nothing(void **state)
{
	struct day_list lists[DAY_LISTS_MOST];
	size_t count;

	(void)state;
	assert_int_equal(queue_day_read(f.h, &f.clerk, clock_today(), &day, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6801");
	assert_null(day);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'ticket.denied'"), 1);
	assert_int_equal(queue_day_lists(f.h, &f.clerk, lists, &count, &err), ST_DENIED);
}

static void a_past_day_is_whole(void **state)
{
	day_t yesterday = clock_today();

	(void)state;
	a_morning();
	fixture_tick(DAY_MS);
	fixture_reopen(&f);
	take('A');
	queue_day_free(day);
	assert_int_equal(queue_day_read(f.h, &supervisor, yesterday, &day, &err), ST_OK);
	assert_false(day->today);
	assert_int_equal(day->all.taken, 5);
	assert_int_equal(day->all.recent, 3);                        /* all who were called */
	assert_int_equal(day->pools[0].sample_count, 0);
	assert_int_equal(of_window("3")->now.state, WINDOW_AWAY);
	assert_string_equal(of_window("3")->now.clerk, f.clerk.name);
	queue_day_free(day);
	assert_int_equal(queue_day_read(f.h, &supervisor, yesterday - 1, &day, &err), ST_OK);
	assert_int_equal(day->all.taken, 0);
	assert_int_equal(day->last, 0);
}

/* Nobody left yesterday: nobody is there today until something is done at a window, and not before that. */
static void whoever_did_not_leave_is_gone_the_next_day(void **state)
{
	struct actor third = at_window("3");

	(void)state;
	a_morning();
	fixture_tick(DAY_MS - 8 * MINUTE);                           /* 9:50 */
	fixture_reopen(&f);
	look();
	assert_int_equal(day->open, 0);
	assert_int_equal(day->pools[0].open, 0);
	assert_int_equal(of_window("3")->attended_ms, 0);
	assert_int_equal(queue_day_throughput(day), 0);
	fixture_tick(MINUTE);
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_PAUSE, "开机", &err), ST_OK);
	fixture_tick(2 * MINUTE);
	assert_int_equal(ticket_window(f.h, &third, WINDOW_DO_RESUME, "", &err), ST_OK);
	fixture_tick(3 * MINUTE);
	look();
	assert_int_equal(day->open, 1);
	assert_int_equal(day->pools[0].open, 1);
	assert_int_equal(of_window("3")->attended_ms, 5 * MINUTE);
	assert_int_equal(of_window("3")->paused_ms, 2 * MINUTE);
	assert_int_equal(of_window("4")->attended_ms, 0);
}

/* What another machine wrote whose clock is ahead has happened, and who took a ticket before this one's clock was set back still
 * waits: all of it counts now, and no wait is longer for it. */
static void clocks_that_do_not_agree(void **state)
{
	(void)state;
	take('A');
	fixture_tick(2 * MINUTE);
	take('A');
	serve("3", 1);
	fixture_tick(-3 * MINUTE);
	look();
	assert_int_equal(day->all.taken, 2);
	assert_int_equal(day->all.waiting, 1);
	assert_int_equal(day->all.served, 1);
	assert_int_equal(of_class('A')->f.longest_ms, 0);
	assert_int_equal(day->all.average_ms, 0);
	assert_int_equal(day->quarters[38].waiting, 1);
	sql("INSERT INTO ticket (uuid, day, number, class, lane, priority, person_index, taken_at, place, changed_at)"
		" SELECT 'x', day, 'A900', class, lane, '', '', taken_at + 3600000, 0, 0 FROM ticket WHERE number = 'A001'");
	look();
	assert_int_equal(day->all.waiting, 2);
}

/* Where its visit is accepted, a window leads to the dossier. */
static void a_window_leads_to_its_dossier(void **state)
{
	(void)state;
	take('A');
	does(&f.clerk, TICKET_DO_CALL, "", '\0');
	does(&f.clerk, TICKET_DO_ARRIVE, "", '\0');
	look();
	assert_string_equal(of_window(f.clerk.window)->dossier, "");
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	look();
	assert_string_equal(of_window(f.clerk.window)->dossier, number);
	does(&f.clerk, TICKET_DO_END, "", '\0');
	look();
	assert_string_equal(of_window(f.clerk.window)->dossier, "");
}

static void as_the_contract_says(void **state)
{
	struct day_list lists[DAY_LISTS_MOST];
	size_t count;

	(void)state;
	a_morning();
	look();
	assert_int_equal(queue_day_lists(f.h, &supervisor, lists, &count, &err), ST_OK);
	json_t *v = queue_day_json(f.h, day, lists, count);
	assert_non_null(v);
	assert_true(schema_fits("day", v));
	assert_int_equal(json_array_size(json_object_get(v, "quarters")), 4);
	assert_int_equal(json_array_size(json_object_get(v, "windows")), day->window_count);
	json_decref(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = { DAY_TEST(row_68_figures_are_those_of_the_facts), DAY_TEST(a_restored_one_waits_from_then_on),
		DAY_TEST(windows_as_they_stand),
		DAY_TEST(quarters_and_lights), DAY_TEST(a_pool_is_counted_as_a_class_is), DAY_TEST(many_come_and_a_window_is_advised),
		DAY_TEST(a_decision_and_what_came_of_it),
		DAY_TEST(a_day_again_with_one_window_more), DAY_TEST(whoever_is_no_supervisor_sees_nothing),
		DAY_TEST(a_past_day_is_whole), DAY_TEST(whoever_did_not_leave_is_gone_the_next_day), DAY_TEST(clocks_that_do_not_agree),
		DAY_TEST(a_window_leads_to_its_dossier), DAY_TEST(as_the_contract_says) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

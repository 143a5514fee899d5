/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "dispatch/kit.h"
#include "fake/department.h"
#include "fake/hall.h"

/* How often a feed is read (I-6): at the agent's clock, which runs a hundred times as fast as people's, and by the clock of the
 * department that is asked. A slow machine makes readings later, never more. */

#define SCALE 100
#define BUSY_MS 10000
#define IDLE_MS 60000
#define CAP_MS 300000
#define FAILURES 7                       /* 10, 20, 40, 80, 160, 300, 300 s */

enum { OPEN, IDLE, BROKEN, SERVERS };
static const char *const feeds[SERVERS] = { "feed-cursor", "feed-cursor", "500!" };
static struct fake_hall f;
static struct fake_server *servers[SERVERS];

static int begin(void **state)
{
	char id[16], *tls;

	(void)state;
	fake_hall_make(&f, true);
	tls = file_join(f.path, "tls");
	for (int i = 0; i < SERVERS; i++) {
		servers[i] = fake_server_start(&(struct fake_server_options){ .tls = tls, .feed = feeds[i] });
		snprintf(id, sizeof id, "p-%d", i);
		fake_department(&f, id, fake_server_url(servers[i]), true);
		int64_t task = fake_task(&f, fake_dossier(&f, id), id, 0, "");
		if (i == IDLE)                   /* it has had its task, and decided it */
			fake_run(&f, "UPDATE task SET state = '50' WHERE id = ?1", "i", task);
		if (i == IDLE)
			fake_run(&f, "UPDATE outbox SET state = 'delivered' WHERE task = ?1", "i", task);
	}
	free(tls);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	for (int i = 0; i < SERVERS; i++)
		fake_server_stop(servers[i]);
	fake_hall_free(&f);
	return 0;
}

static bool failed_often_enough(void *ctx)
{
	(void)ctx;
	return fake_server_ledger(servers[BROKEN]).feeds >= FAILURES + 1 && fake_server_ledger(servers[IDLE]).feeds >= 3;
}

/* A reading and the next one are never in the same interval of the agent's clock. */
static void apart(const struct fake_ledger *l, int i, int64_t ms, const char *what)
{
	int64_t a = l->readings[i].at_ms * SCALE, b = l->readings[i + 1].at_ms * SCALE;

	if (b / ms <= a / ms)
		fail_msg("%s: reading %d comes %lld ms after the one before, at least the next %lld ms were to be waited for", what, i + 2,
			(long long)(b - a), (long long)ms);
	/* and not much rarer: ten seconds of people's are for a machine that has other things to do */
	if (b - a > 2 * ms + 10000 * SCALE)
		fail_msg("%s: reading %d comes only after %lld ms", what, i + 2, (long long)(b - a));
}

static void row_79_intervals_and_back_off(void **state)
{
	struct fake_ledger l;

	(void)state;
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .poll = "10000" });
	bool done = wait_until(failed_often_enough, NULL, 120000);
	assert_int_equal(process_stop(agent, 10000), 0);
	if (!done)
		agent_log_show(f.path);
	assert_true(done);

	l = fake_server_ledger(servers[BROKEN]);
	int64_t ms = BUSY_MS;
	for (int i = 0; i < FAILURES; i++) {
		apart(&l, i, ms, "a feed that fails");
		ms = ms * 2 < CAP_MS ? ms * 2 : CAP_MS;
	}
	int broken = l.feeds;
	l = fake_server_ledger(servers[IDLE]);
	for (int i = 0; i + 1 < l.feeds && i + 1 < FAKE_READINGS; i++)
		apart(&l, i, IDLE_MS, "nothing open");
	l = fake_server_ledger(servers[OPEN]);
	for (int i = 0; i + 1 < l.feeds && i + 1 < FAKE_READINGS; i++)
		apart(&l, i, BUSY_MS, "something open");
	assert_true(l.feeds > 2 * broken);
}

static bool read_again(void *before)
{
	return fake_server_ledger(servers[OPEN]).feeds > *(int *)before;
}

static void row_79_the_cursor_survives(void **state)
{
	int before = fake_server_ledger(servers[OPEN]).feeds;
	char cursor[256];

	(void)state;
	assert_string_equal(fake_server_ledger(servers[OPEN]).readings[0].after, "");
	assert_string_equal(fake_server_ledger(servers[OPEN]).readings[1].after, "place-7");
	assert_string_equal(fake_text(&f, cursor, "SELECT cursor FROM department WHERE id = 'p-0'", ""), "place-7");
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE, .poll = "10000" });
	assert_true(wait_until(read_again, &before, 20000));
	kill(agent, SIGKILL);
	process_end(agent, 5000);
	assert_true(before < FAKE_READINGS);
	assert_string_equal(fake_server_ledger(servers[OPEN]).readings[before].after, "place-7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_79_intervals_and_back_off), cmocka_unit_test(row_79_the_cursor_survives),
	};

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}

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
#include "fake/hall.h"
#include "fake/department.h"

/* Feeds that lie, pour, turn in circles or hang beside an honest department whose series of tasks must get on: nothing
 * that is not by the contract moves a task (I-3, T13), and no feed keeps another waiting. */

#define SCALE 20
#define SERIES 5

static const char *const feeds[] = { "feed-endless", "feed-circle", "feed-half", "feed-illegal", "html", "empty", "deep",
	"giant", "headers", "silence", "slow", "fin-before", "rst", "500!", "503/1", "404", "301", "half-json", "feed-twice", "feed-bytes", "honest",
	/* from here on tasks move, once */
	"feed-fat", "feed-gap", "feed-back", "feed-rules", "feed-forgets" };
#define MOVING 5                         /* the last two of them twice */
#define FEEDS COUNT_OF(feeds)

static struct fake_hall f;
static struct fake_server *servers[FEEDS];
static int64_t tasks[FEEDS], series;
static pid_t department;

static int begin(void **state)
{
	char id[16], url[64], *tls;
	int port = 0;

	(void)state;
	fake_hall_make(&f, true);
	tls = file_join(f.path, "tls");
	for (size_t i = 0; i < FEEDS; i++) {
		servers[i] = fake_server_start(&(struct fake_server_options){ .tls = tls, .feed = feeds[i], .redirect = "https://x.test" });
		snprintf(id, sizeof id, "f-%zu", i);
		fake_department(&f, id, fake_server_url(servers[i]), true);
		tasks[i] = fake_task(&f, fake_dossier(&f, feeds[i]), id, 0, "");
	}
	free(tls);
	department = department_start(f.path, &port, NULL, 0);
	snprintf(url, sizeof url, "https://127.0.0.1:%d/d-honest", port);
	fake_department(&f, "d-honest", url, true);
	series = fake_dossier(&f, "SERIES");
	int64_t last = 0;
	for (int i = 0; i < SERIES; i++)
		last = fake_task(&f, series, "d-honest", last, "done");
	return 0;
}

static int finish(void **state)
{
	(void)state;
	for (size_t i = 0; i < FEEDS; i++)
		fake_server_stop(servers[i]);
	process_stop(department, 5000);
	fake_hall_free(&f);
	return 0;
}

static bool series_done(void *ctx)
{
	(void)ctx;
	return fake_int(&f, "SELECT count(*) FROM dossier WHERE id = ?1 AND state = '60'", "i", series) == 1;
}

/* Each bad feed has been read often enough to do its harm. */
static bool all_read(void *ctx)
{
	(void)ctx;
	for (size_t i = 0; i < FEEDS; i++)
		if (fake_server_ledger(servers[i]).feeds < 3)
			return false;
	return true;
}

static bool words_tell(void *ctx)
{
	char words[256];

	(void)ctx;
	return strstr(fake_text(&f, words, "SELECT words FROM agent_state WHERE name = 'dispatch'", ""), "个部门进度读不到") != NULL;
}

static void bad_feeds_move_nothing_and_delay_nobody(void **state)
{
	(void)state;
	char state_text[256], cursor[256];
	int64_t began = milliseconds();
	pid_t agent = agent_start(f.path, &(struct agent_options){ .scale = SCALE });

	bool done = wait_until(series_done, NULL, 60000);
	int64_t took = milliseconds() - began;
	bool read = wait_until(all_read, NULL, 60000) && wait_until(words_tell, NULL, 20000);
	fprintf(stderr, "series %lld ms, all %lld ms\n", (long long)took, (long long)(milliseconds() - began));
	assert_int_equal(process_stop(agent, 10000), 0);
	if (!done || !read)
		agent_log_show(f.path);
	assert_true(done && read);
	for (size_t i = 0; i < FEEDS; i++) {
		fake_text(&f, state_text, "SELECT state FROM task WHERE id = ?1", "i", tasks[i]);
		if (strcmp(state_text, i < FEEDS - MOVING ? "10" : i < FEEDS - 2 ? "20" : "25") != 0)
			fail_msg("%s moved its task to %s", feeds[i], state_text);
	}
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM dossier WHERE state <> '30' AND id <> ?1", "i", series), MOVING);
	/* what was illegal is on record, once, with the department's words as they came */
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event WHERE answer = 'illegal'", ""), 3 + 6);
	assert_int_equal(fake_int(&f, "SELECT count(*) FROM task_event WHERE answer = 'applied' AND task IN"
		" (SELECT id FROM task WHERE department <> 'd-honest')", ""), MOVING + 2);
	assert_string_equal(fake_text(&f, cursor, "SELECT cursor FROM department WHERE id = 'f-2'", ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(bad_feeds_move_nothing_and_delay_nobody) };

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}

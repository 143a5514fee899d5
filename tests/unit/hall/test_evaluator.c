/* SPDX-License-Identifier: Apache-2.0 */
/* The bridge to the evaluators over a real socket, with the bridge as a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "command/rating.h"
#include "fake/evaluator.h"
#include "fixture.h"
#include "hall/rating_write.h"
#include "hall/staff.h"

static struct fixture f;
static struct accepted dossier;
static struct fake_evaluator evaluator;
static pid_t bridge;

static void set(const char *name, const char *value)
{
	struct actor system;
	struct err err;

	if (staff_system(f.h, "", &system, &err) != ST_OK || hall_set(f.h, &system, name, value, &err) != ST_OK)
		fixture_die(name, &err);
}

static void bridge_start(void)
{
	bridge = fork();
	if (bridge == 0) {
		struct hall *h;
		struct err err;
		if (hall_open(f.dir, false, &h, &err) != ST_OK || rating_device_run(h, &err) != ST_OK)
			fixture_die("bridge", &err);
		hall_close(h);
		_exit(0);
	}
}

static void bridge_stop(void)
{
	int how;

	if (bridge <= 0)
		return;
	kill(bridge, SIGTERM);
	assert_int_equal(waitpid(bridge, &how, 0), bridge);
	assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	bridge = 0;
}

static int setup(void **state)
{
	struct request r;

	(void)state;
	fixture_open(&f);
	set("rating.windows", "2");
	set("rating.wait_seconds", "300");
	fixture_request(&f, "xinshenger", 1, &r);
	fixture_accept(&f, &r, &dossier);            /* at window 3: it has no evaluator */
	request_release(&r);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	bridge_stop();
	fixture_close(&f);
	return 0;
}

/* A pick-up at window 2, `age` ago. Returns the request. */
static int64_t ask_at_two(int64_t age)
{
	struct actor by = f.clerk;
	struct rows *rows;
	struct err err;
	struct batch *b = batch_new("ask");
	int64_t id;

	snprintf(by.window, sizeof by.window, "2");
	rating_request_in(f.h, b, dossier.dossier, RATING_PICKUP, &by, clock_wall_ms() - age);
	if (store_submit(hall_store(f.h), b, &err) != ST_OK)
		fixture_die("ask", &err);
	batch_free(b);
	if (store_read(hall_store(f.h), Q_RATING_WINDOW_LAST, ARGS(value_text("2"), value_int(0)), &rows, &err) != ST_OK)
		fixture_die("ask", &err);
	id = rows_int(rows, 0, 0);
	rows_free(rows);
	return id;
}

/* Waits until the request is this; the level is answered. */
static int until(int64_t id, enum rating_device wanted)
{
	static const struct timespec nap = { .tv_nsec = 5000000 };
	char is[16] = "";
	struct err err;

	for (int i = 0; i < 6000; i++) {
		struct rows *rows;
		if (store_read(hall_store(f.h), Q_RATING_WINDOW_LAST, ARGS(value_text("2"), value_int(0)), &rows, &err) != ST_OK)
			fixture_die("look", &err);
		snprintf(is, sizeof is, "%s", rows_text(rows, 0, 2));
		rows_free(rows);
		if (strcmp(is, rating_device_code(wanted)) == 0) {
			if (store_read(hall_store(f.h), Q_RATING_BY_ID, ARGS(value_int(id)), &rows, &err) != ST_OK)
				fixture_die("look", &err);
			int level = (int)rows_int(rows, 0, 3);
			rows_free(rows);
			return level;
		}
		nanosleep(&nap, NULL);
	}
	fail_msg("the request is %s", is);
	return 0;
}

static void a_key_becomes_the_level(void **state)
{
	char line[1024], answer[128];

	(void)state;
	fake_evaluator_plug(&evaluator, f.dir, "2");
	bridge_start();
	int64_t id = ask_at_two(0);
	fake_evaluator_asked(&evaluator, line);
	json_t *start = json_loads(line, 0, NULL);
	assert_string_equal(json_string_value(json_object_get(start, "op")), "start");
	assert_int_equal(json_integer_value(json_object_get(start, "id")), id);
	assert_string_equal(json_string_value(json_object_get(start, "case_no")), dossier.number);
	assert_string_equal(json_string_value(json_object_get(start, "clerk")), f.clerk.work_no);
	assert_int_equal(json_integer_value(json_object_get(start, "timeout")), 300);
	assert_int_equal(json_object_size(start), 6);
	json_decref(start);
	assert_null(strstr(line, "李"));             /* nobody's name goes to the device */
	assert_int_equal(until(id, RATING_DEVICE_ASKED), RATING_NONE);
	/* two lines in one piece, the first about another request; then two stars, which are code 4 */
	snprintf(answer, sizeof answer, "{\"id\":%lld,\"level\":1}\n{\"id\":%lld,\"shown\":true}\n{\"id\":%lld,\"stars\":2}\n", (long long)id + 7,
		(long long)id, (long long)id);
	fake_evaluator_say(&evaluator, answer);
	assert_int_equal(until(id, RATING_DEVICE_ANSWERED), 4);
	fake_evaluator_left(&evaluator);
	fake_evaluator_unplug(&evaluator);
}

/* Row 58 over the socket: nobody presses, the device is left, the request is 未评价 and stays open for the QR. */
static void row_58_nobody_presses(void **state)
{
	char line[1024];

	(void)state;
	fake_evaluator_plug(&evaluator, f.dir, "2");
	bridge_start();
	int64_t id = ask_at_two(299500);
	fake_evaluator_asked(&evaluator, line);
	assert_int_equal(until(id, RATING_DEVICE_SILENT), RATING_NONE);
	fake_evaluator_left(&evaluator);
	fake_evaluator_unplug(&evaluator);
}

/* Row 104 (P-8), each way a device can be out of order. It is told to the window, counted, and the code on the paper still takes
 * the rating. */
static void row_104_unplugged(void **state)
{
	struct actor supervisor = f.clerk;
	struct rating_given given = { .level = 2, .words = "" };
	struct rating_stored stored;
	struct rating_shown shown;
	struct rating_sum sums[4];
	struct buf url;
	size_t count, two = 0;
	struct err err;
	int64_t id;

	(void)state;
	set("rating.url", "https://q.example/");
	bridge_start();
	id = ask_at_two(0);
	assert_int_equal(until(id, RATING_DEVICE_FAULT), RATING_NONE);
	assert_true(rating_shown(f.h, "2", &shown));
	assert_int_equal(shown.id, id);
	assert_int_equal(shown.device, RATING_DEVICE_FAULT);        /* the idle line: 评价器故障,请用凭证二维码 */
	snprintf(supervisor.role, sizeof supervisor.role, "supervisor");
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today(), clock_today(), RATING_BY_WINDOW, sums, COUNT_OF(sums), &count, &err), ST_OK);
	while (two < count && strcmp(sums[two].of, "2") != 0)
		two++;
	assert_true(two < count);
	assert_int_equal(sums[two].asked, 1);
	assert_int_equal(sums[two].faults, 1);
	assert_int_equal(sums[two].rated, 0);

	buf_init(&url, BUF_SMALL);
	assert_int_equal(rating_url(f.h, dossier.dossier, &url, &err), ST_OK);
	assert_memory_equal(url.data, "https://q.example/", 18);
	assert_int_equal(rating_answer(f.h, url.data + 18, &given, &stored, &err), ST_OK);
	buf_release(&url);
	assert_int_equal(rating_sums(f.h, &supervisor, clock_today(), clock_today(), RATING_BY_WINDOW, sums, COUNT_OF(sums), &count, &err), ST_OK);
	assert_int_equal(sums[two].rated, 1);
	assert_int_equal(sums[two].faults, 1);
}

static void faulty(const char *says)
{
	char line[1024];

	fake_evaluator_plug(&evaluator, f.dir, "2");
	bridge_start();
	int64_t id = ask_at_two(0);
	fake_evaluator_asked(&evaluator, line);
	if (says)
		fake_evaluator_say(&evaluator, says);
	else
		fake_evaluator_unplug(&evaluator);
	assert_int_equal(until(id, RATING_DEVICE_FAULT), RATING_NONE);
	if (says) {
		fake_evaluator_left(&evaluator);
		fake_evaluator_unplug(&evaluator);
	}
}

static void row_104_unplugged_while_asking(void **state)
{
	(void)state;
	faulty(NULL);
}

static void row_104_nonsense(void **state)
{
	(void)state;
	faulty("\033[2J5\n");
}

static void row_104_endless_line(void **state)
{
	char longest[1100];

	(void)state;
	memset(longest, '1', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	faulty(longest);
}

/* A level that is none is no answer; the bridge that comes after one that was killed asks again. */
static void asked_again_after_a_kill(void **state)
{
	char line[1024], answer[128];
	int how;

	(void)state;
	fake_evaluator_plug(&evaluator, f.dir, "2");
	bridge_start();
	int64_t id = ask_at_two(0);
	fake_evaluator_asked(&evaluator, line);
	assert_int_equal(until(id, RATING_DEVICE_ASKED), RATING_NONE);
	kill(bridge, SIGKILL);
	assert_int_equal(waitpid(bridge, &how, 0), bridge);
	bridge_start();
	fake_evaluator_asked(&evaluator, line);
	snprintf(answer, sizeof answer, "{\"id\":%lld,\"level\":0}\n{\"id\":%lld,\"level\":6}\n{\"id\":%lld,\"level\":1}\n", (long long)id,
		(long long)id, (long long)id);
	fake_evaluator_say(&evaluator, answer);
	assert_int_equal(until(id, RATING_DEVICE_ANSWERED), 1);
	fake_evaluator_unplug(&evaluator);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_key_becomes_the_level), TEST(row_58_nobody_presses), TEST(row_104_unplugged), TEST(row_104_unplugged_while_asking),
		TEST(row_104_nonsense), TEST(row_104_endless_line), TEST(asked_again_after_a_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

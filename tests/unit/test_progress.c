/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "command/progress.h"

/* The line that says how long something takes: at a terminal, after a second, and gone without a trace. */

static char heard[4096];
static size_t length;

/* Reads what the terminal shows until `wanted` is there, ten seconds at most. */
static bool shows(int terminal, const char *wanted)
{
	int64_t until = clock_mono_ms() + 10000;

	while (clock_mono_ms() < until && length < sizeof heard - 1) {
		struct pollfd p = { .fd = terminal, .events = POLLIN };
		if (poll(&p, 1, 100) > 0 && (p.revents & POLLIN)) {
			ssize_t n = read(terminal, heard + length, sizeof heard - 1 - length);
			length += n > 0 ? (size_t)n : 0;
			heard[length] = '\0';
		}
		if (strstr(heard, wanted))
			return true;
	}
	return false;
}

static void it_shows_after_a_second_and_goes(void **state)
{
	int terminal, ours, was = dup(STDERR_FILENO);
	int64_t began = clock_mono_ms();

	(void)state;
	length = 0;
	assert_int_equal(openpty(&terminal, &ours, NULL, NULL, NULL), 0);
	assert_int_not_equal(dup2(ours, STDERR_FILENO), -1);
	progress_say("正在读入");
	bool first = shows(terminal, "\r\033[K正在读入…… 1 秒");
	int64_t waited = clock_mono_ms() - began;
	progress_say("正在核对");
	bool second = shows(terminal, "\r\033[K正在核对…… 2 秒");
	progress_end();
	bool gone = shows(terminal, "2 秒\r\033[K");
	progress_end();
	assert_int_not_equal(dup2(was, STDERR_FILENO), -1);
	assert_true(first);
	assert_true(second);
	assert_true(gone);
	assert_true(waited >= 1000);
	close(terminal);
	close(ours);
	close(was);
}

static void what_is_quick_or_unseen_says_nothing(void **state)
{
	int terminal, ours, ends[2], was = dup(STDERR_FILENO);
	char byte;

	(void)state;
	assert_int_equal(openpty(&terminal, &ours, NULL, NULL, NULL), 0);
	assert_int_equal(pipe(ends), 0);
	assert_int_not_equal(dup2(ours, STDERR_FILENO), -1);
	progress_say("正在读入");
	progress_end();
	assert_int_not_equal(dup2(ends[1], STDERR_FILENO), -1);
	progress_say("正在读入");                /* no terminal: not even later */
	int64_t until = clock_mono_ms() + 1200;
	while (clock_mono_ms() < until)
		(void)poll(NULL, 0, (int)(until - clock_mono_ms()));
	progress_end();
	assert_int_not_equal(dup2(was, STDERR_FILENO), -1);
	assert_int_equal(fcntl(terminal, F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(read(terminal, &byte, 1), -1);
	assert_int_equal(read(ends[0], &byte, 1), -1);
	close(terminal);
	close(ours);
	close(ends[0]);
	close(ends[1]);
	close(was);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_shows_after_a_second_and_goes),
		cmocka_unit_test(what_is_quick_or_unseen_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "print/line.h"

/* What a receipt printer answers, and when: the test is the printer, and time passes when it says so. */

#define CALM 0x12
#define PAPER_OUT 0x32                   /* to DLE EOT 2 */
#define CUTTER 0x1a                      /* to DLE EOT 3: the cutter is stuck; to 4 it would be: paper runs low */

static int64_t now = 1000000;
static int listening, printer;
static struct line line;

static int64_t moment(void)
{
	return now;
}

static int up(void **state)
{
	static const struct clock_source source = { .wall_ms = moment, .mono_ms = moment };
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct printer_place place = { .way = PRINTER_TCP, .name = "127.0.0.1" };
	socklen_t n = sizeof at;

	(void)state;
	clock_replace(&source);
	listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listening, (const struct sockaddr *)&at, n), 0);
	assert_int_equal(listen(listening, 1), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&at, &n), 0);
	place.port = ntohs(at.sin_port);
	line = (struct line){ .fd = -1 };
	line_open(&line, &place, true);
	printer = accept(listening, NULL, NULL);
	assert_true(printer >= 0);
	/* a question that does not come ends a test that would wait for it */
	assert_int_equal(setsockopt(printer, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ .tv_sec = 5 }, sizeof(struct timeval)), 0);
	assert_int_equal(poll(&(struct pollfd){ .fd = line.fd, .events = POLLOUT }, 1, -1), 1);
	line_turn(&line);
	return 0;
}

static int down(void **state)
{
	(void)state;
	line_close(&line);
	(void)close(printer);
	(void)close(listening);
	clock_replace(NULL);
	return 0;
}

/* The printer has been asked for n, and nothing else. */
static void asked(int n)
{
	unsigned char got[3];

	assert_int_equal(recv(printer, got, sizeof got, MSG_WAITALL), 3);
	assert_int_equal(got[0], 0x10);
	assert_int_equal(got[1], 0x04);
	assert_int_equal(got[2], n);
}

static void asked_nothing(void)
{
	char got;

	assert_int_equal(recv(printer, &got, 1, MSG_DONTWAIT), -1);
}

static void answers(unsigned char byte)
{
	assert_int_equal(write(printer, &byte, 1), 1);
	assert_int_equal(poll(&(struct pollfd){ .fd = line.fd, .events = POLLIN }, 1, -1), 1);
	line_turn(&line);
}

static void passes(int64_t ms)
{
	now += ms;
	line_turn(&line);
}

/* The cutter is told `late` ms after the question. */
static void cutter_stuck(int64_t late)
{
	asked(2);
	answers(CALM);
	asked(3);
	if (late) {
		passes(late);
		asked_nothing();
	}
	answers(CUTTER);
	asked(4);
	answers(CALM);
	asked(1);
	answers(CALM);
	assert_int_equal(line.phase, LINE_BROKEN);
	assert_string_equal(line.words, "切刀卡住");
}

static void says_what_is_wrong(void **state)
{
	(void)state;
	cutter_stuck(0);
}

/* On a bad line an answer comes late: it is that of its own question all the same. */
static void a_late_answer(void **state)
{
	(void)state;
	cutter_stuck(1500);
}

/* A printer that knows one of the questions not is asked the others all the same, and what comes of it much later is nobody's. */
static void one_without_an_answer(void **state)
{
	(void)state;
	asked(2);
	answers(CALM);
	asked(3);
	answers(CALM);
	asked(4);
	passes(2000);
	asked(2);
	answers(CALM);
	asked(3);
	answers(CALM);
	asked(1);
	answers(CALM);
	asked_nothing();
	assert_int_equal(line.phase, LINE_READY);
}

static void the_last_without_an_answer(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++) {
		asked(2);
		answers(CALM);
		asked(3);
		answers(CALM);
		asked(4);
		answers(CALM);
		if (round == 0) {
			asked(1);
			passes(2000);
		}
	}
	asked_nothing();
	assert_int_equal(line.phase, LINE_READY);
}

/* Between two rounds of questions nothing is expected: what comes is not the first answer of the next round. */
static void between_two_rounds(void **state)
{
	static const char paper[] = "\x1b@";
	static const int order[] = { 2, 3, 4, 1 };
	char got[2];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		asked(order[i]);
		answers(CALM);
	}
	assert_int_equal(line.phase, LINE_READY);
	line_send(&line, paper, 2);
	line_turn(&line);
	assert_int_equal(recv(printer, got, sizeof got, MSG_WAITALL), 2);
	while (line.phase == LINE_LEAVING)
		line_turn(&line);
	assert_int_equal(line.phase, LINE_SETTLING);
	answers(PAPER_OUT);
	passes(700);
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		asked(order[i]);
		answers(CALM);
	}
	assert_false(line.fault);
	assert_string_equal(line.words, "");
}

/* One that never answers is a printer all the same. */
static void no_answer(void **state)
{
	(void)state;
	asked(2);
	passes(600);
	assert_int_equal(line.phase, LINE_READY);
	assert_false(line.talks);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, up, down)
	const struct CMUnitTest tests[] = { T(says_what_is_wrong), T(a_late_answer), T(one_without_an_answer), T(the_last_without_an_answer),
		T(between_two_rounds), T(no_answer) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

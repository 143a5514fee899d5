/* SPDX-License-Identifier: Apache-2.0 */
/* Calls over a real socket, with the one who tells them as a process of its own. */
#include "tickets.h"

#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/ticket.h"
#include "schema.h"

static pid_t teller;

static pid_t tell(void)
{
	pid_t child = fork();

	if (child == 0) {
		struct hall *h;
		if (hall_open(f.dir, false, &h, &err) != ST_OK || ticket_announce_run(h, NULL, &err) != ST_OK)
			_exit(1);
		hall_close(h);
		_exit(0);
	}
	return child;
}

static char *socket_path(void)
{
	return mem_format("%s/devices/call.sock", f.dir);
}

/* Waits at most ten seconds until somebody listens there. */
static int listen_in(void)
{
	static const struct timespec nap = { .tv_nsec = 5000000 };
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	char *path = socket_path();
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
	free(path);
	for (int i = 0; i < 2000; i++) {
		if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
			return fd;
		nanosleep(&nap, NULL);
	}
	fail_msg("nobody listens at %s", to.sun_path);
	return -1;
}

/* The next line, NULL at the end. */
static json_t *heard(int fd)
{
	char line[2048];
	size_t n = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };

	while (n < sizeof line) {
		assert_int_equal(poll(&p, 1, 10000), 1);
		ssize_t got = recv(fd, line + n, 1, 0);
		if (got <= 0)
			return NULL;
		if (line[n] == '\n')
			return json_loadb(line, n, 0, NULL);
		n++;
	}
	fail_msg("a line without end");
	return NULL;
}

static void hears(int fd, const char *op, const char *no, const char *member, const char *wanted)
{
	json_t *line = heard(fd);

	assert_non_null(line);
	assert_string_equal(json_string_value(json_object_get(line, "op")), op);
	assert_string_equal(json_string_value(json_object_get(line, "number")), no);
	assert_string_equal(json_string_value(json_object_get(line, member)), wanted);
	if (strcmp(op, "call") == 0)
		assert_true(schema_fits("call", line));
	json_decref(line);
}

static int setup(void **state)
{
	tickets_setup(state);
	teller = 0;
	return 0;
}

static void quit(void)
{
	int how;

	if (teller <= 0)
		return;
	kill(teller, SIGTERM);
	assert_int_equal(waitpid(teller, &how, 0), teller);
	assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	teller = 0;
}

static int teardown(void **state)
{
	quit();
	return acts_teardown(state);
}

static void each_call_is_told_once(void **state)
{
	struct stat st;
	char *path = socket_path();

	(void)state;
	take('A');
	take('A');
	do_here(TICKET_DO_CALL);                 /* before anybody tells: it stands at the window, and is not called out late */
	teller = tell();
	int screen = listen_in();
	hears(screen, "now", "A001", "state", "calling");
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_RECALL), "A001");
	hears(screen, "call", "A001", "text", "请A零零一号到3号综合窗口");
	do_here(TICKET_DO_ARRIVE);               /* nothing to call out */
	assert_string_equal(do_here(TICKET_DO_CALL), "A002");
	int voice = listen_in();
	hears(voice, "now", "A002", "window", "3");
	hears(screen, "call", "A002", "text", "请A零零二号到3号综合窗口");
	fixture_tick(MINUTE);
	assert_string_equal(do_here(TICKET_DO_RECALL), "A002");
	hears(screen, "call", "A002", "window_name", "综合窗口");
	hears(voice, "call", "A002", "class_name", "个人一件事");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	quit();
	assert_null(heard(screen));
	assert_int_equal(stat(path, &st), -1);
	close(screen);
	close(voice);
	free(path);
}

/* Who writes is let go; so is who does not read, and all others hear on. His buffer is filled by lines of its own: as many
 * calls as that takes are written as facts at once. */
static void a_listener_that_hangs_keeps_nobody_waiting(void **state)
{
	enum { CALLS = 4000 };

	(void)state;
	take('A');
	do_here(TICKET_DO_CALL);
	teller = tell();
	int talker = listen_in(), deaf = listen_in();
	hears(talker, "now", "A001", "window", "3");
	assert_int_equal(send(talker, "x", 1, 0), 1);
	assert_null(heard(talker));
	sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO ticket_event (ticket, at, fact, class, "
		"window_no, staff, calls, note) SELECT 1, 0, 'recalled', 'A', '3', 1, i, '' FROM n", CALLS);
	struct pollfd gone = { .fd = deaf, .events = POLLRDHUP };
	assert_int_equal(poll(&gone, 1, 10000), 1);
	int n = 0;
	while (true) {                           /* it reads only now: what was sent before it was let go, and then the end */
		json_t *line = heard(deaf);
		if (!line)
			break;
		json_decref(line);
		n++;
	}
	assert_in_range(n, 2, CALLS);
	int screen = listen_in();
	hears(screen, "now", "A001", "window", "3");
	fixture_tick(MINUTE);
	do_here(TICKET_DO_RECALL);
	hears(screen, "call", "A001", "window", "3");
	close(talker);
	close(deaf);
	close(screen);
}

static void only_one_tells(void **state)
{
	int how;

	(void)state;
	teller = tell();
	close(listen_in());
	pid_t second = tell();
	assert_int_equal(waitpid(second, &how, 0), second);
	assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 1);
	close(listen_in());                      /* the first one's socket is still there */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_call_is_told_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_listener_that_hangs_keeps_nobody_waiting, setup, teardown),
		cmocka_unit_test_setup_teardown(only_one_tells, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

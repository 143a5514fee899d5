/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "fake/hall.h"
#include "unit/hall/fixture.h"

int64_t milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nap(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

bool wait_until(condition_fn *fn, void *ctx, int within_ms)
{
	int64_t end = milliseconds() + within_ms;

	while (!fn(ctx)) {
		if (milliseconds() > end)
			return false;
		nap(10);
	}
	return true;
}

/* The programs lie where the tests are run: the build folder. */
static pid_t spawn(char *const argv[], int out)
{
	pid_t pid = fork();

	if (pid == 0) {
		if (out >= 0 && dup2(out, STDOUT_FILENO) < 0)
			_exit(126);
		execv(argv[0], argv);
		_exit(127);
	}
	if (pid < 0)
		fake_die(argv[0], strerror(errno));
	return pid;
}

/* One epoch for all processes of a test, or their stamps would not fit: the hall's day, whatever day it is here. */
static void epoch_say(char epoch[24], char from[24], int64_t later_ms)
{
	static int64_t began;

	if (began == 0)
		began = (int64_t)time(NULL) * 1000;
	snprintf(epoch, 24, "%lld", (long long)began);
	snprintf(from, 24, "%lld", (long long)(FIXTURE_NOW + later_ms));
}

pid_t agent_start(const char *folder, const struct agent_options *o)
{
	char *argv[24], scale[16], epoch[24], from[24], *hall = mem_text(folder), *log = file_join(folder, "agent.log");
	int n = 0;

	epoch_say(epoch, from, o->later_ms);
	snprintf(scale, sizeof scale, "%d", o->scale > 0 ? o->scale : 1);
	argv[n++] = mem_text("./dispatch-agent");
	argv[n++] = mem_text("--hall");
	argv[n++] = hall;
	argv[n++] = mem_text("--scale");
	argv[n++] = scale;
	argv[n++] = mem_text("--epoch");
	argv[n++] = epoch;
	argv[n++] = mem_text("--from");
	argv[n++] = from;
	argv[n++] = mem_text("--log");
	argv[n++] = log;
	if (o->die) {
		argv[n++] = mem_text("--die");
		argv[n++] = mem_text(o->die);
	}
	if (o->slow) {
		argv[n++] = mem_text("--slow");
		argv[n++] = mem_text(o->slow);
	}
	if (o->poll) {
		argv[n++] = mem_text("--poll");
		argv[n++] = mem_text(o->poll);
	}
	if (o->back) {
		argv[n++] = mem_text("--back");
		argv[n++] = mem_text(o->back);
	}
	if (o->until_idle)
		argv[n++] = mem_text("--until-idle");
	argv[n] = NULL;
	int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
	pid_t pid = spawn(argv, quiet);
	close(quiet);
	for (int i = 0; i < n; i++)
		if (argv[i] != scale && argv[i] != epoch && argv[i] != from)
			free(argv[i]);
	return pid;
}

int process_end(pid_t pid, int within_ms)
{
	int64_t end = milliseconds() + within_ms;
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (milliseconds() > end) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return -1;
		}
		nap(5);
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_stop(pid_t pid, int within_ms)
{
	kill(pid, SIGTERM);
	return process_end(pid, within_ms);
}

/* The line "yichuang-department: https://127.0.0.1:PORT". */
static int port_read(int fd)
{
	char line[128];
	size_t n = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };

	while (n < sizeof line - 1 && poll(&p, 1, 10000) == 1 && read(fd, line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = '\0';
	char *colon = strrchr(line, ':');
	return colon ? (int)strtol(colon + 1, NULL, 10) : 0;
}

pid_t department_start(const char *hall, int *port, const char *die, int auto_s)
{
	char listen[32], work[16], epoch[24], from[24], *path = file_join(hall, "department.db"), *tls = file_join(hall, "tls");
	char *ca = file_join(tls, "ca.pem"), *cert = file_join(tls, "server.pem"), *key = file_join(tls, "server.key");
	int ends[2];

	snprintf(listen, sizeof listen, "127.0.0.1:%d", *port);
	snprintf(work, sizeof work, "%d", auto_s);
	epoch_say(epoch, from, 0);
	if (pipe2(ends, O_CLOEXEC) != 0)
		fake_die("pipe", strerror(errno));
	char *program = mem_text("./dispatch-department"), *point = mem_text(die ? die : "");
	char *argv[] = { program, listen, path, ca, cert, key, work, point, epoch, from, NULL };
	pid_t pid = spawn(argv, ends[1]);
	close(ends[1]);
	*port = port_read(ends[0]);
	close(ends[0]);
	if (*port == 0)
		fake_die("department", "does not come up");
	char *owned[] = { program, path, tls, ca, cert, key, point };
	for (size_t i = 0; i < COUNT_OF(owned); i++)
		free(owned[i]);
	return pid;
}

void agent_log_show(const char *hall)
{
	char *path = file_join(hall, "agent.log"), line[512];
	FILE *log = fopen(path, "re");

	while (log && fgets(line, sizeof line, log))
		fputs(line, stderr);
	if (log)
		fclose(log);
	free(path);
}

sqlite3 *store_look(const char *hall, const char *name)
{
	char *path = file_join(hall, name);
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, 10000), SQLITE_OK);
	free(path);
	return db;
}

int64_t store_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t i = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	int st = sqlite3_step(stmt);
	if (st == SQLITE_ROW)
		i = sqlite3_column_int64(stmt, 0);
	else if (st != SQLITE_DONE)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_finalize(stmt);
	return i;
}

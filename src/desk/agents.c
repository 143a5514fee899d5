/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/agents.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 60000
#define GRACE_MS 2000

struct child {
	const char *program, *name;
	const char *words[2];            /* the subcommand, when it is one of our own */
	char *path;                      /* NULL: not found */
	pid_t pid;                       /* 0: not running */
	int64_t wait_ms;
	uint64_t timer;
	struct agents *all;
};

struct agents {
	struct loop *loop;
	char *hall_dir;
	struct child child[4];
	size_t count;
};

static void start_child(struct child *c)
{
	pid_t parent = getpid();

	if (!c->path || c->pid)
		return;
	pid_t pid = fork();
	if (pid == 0) {
		/* the terminal is the desk's alone; an agent ends when the desk does, however it ends */
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent || null < 0 || setpgid(0, 0) != 0)
			_exit(126);
		loop_child(c->all->loop);
		if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
			_exit(126);
		execl(c->path, c->program, "--hall", c->all->hall_dir, c->words[0], c->words[1], (char *)NULL);
		_exit(127);
	}
	c->pid = pid > 0 ? pid : 0;
}

static void again(void *ctx)
{
	struct child *c = ctx;

	c->timer = 0;
	start_child(c);
}

struct agents *agents_start(struct loop *loop, const char *hall_dir, bool evaluators, bool calls)
{
	const struct { const char *program, *name, *words[2]; bool unwanted; } list[] = {
		{ "yichuang-dispatch", "分派程序", { NULL }, false }, { "yichuang-print", "打印程序", { NULL }, false },
		{ "yichuang", "评价器通道", { "rating", "device" }, !evaluators }, { "yichuang", "叫号通道", { "ticket", "announce" }, !calls },
	};
	struct agents *a = mem_alloc(sizeof *a);

	a->loop = loop;
	a->hall_dir = mem_text(hall_dir);
	a->count = 0;
	for (size_t i = 0; i < COUNT_OF(list); i++) {
		struct child *c = &a->child[a->count];
		if (list[i].unwanted)
			continue;
		a->count++;
		*c = (struct child){ .program = list[i].program, .name = list[i].name, .words = { list[i].words[0], list[i].words[1] },
			.wait_ms = FIRST_WAIT_MS, .all = a };
		c->path = file_program(c->program);
		start_child(c);
	}
	return a;
}

void agents_reap(struct agents *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->count; i++) {
		struct child *c = &a->child[i];
		int how;
		if (!c->pid || waitpid(c->pid, &how, WNOHANG) != c->pid)
			continue;
		c->pid = 0;
		/* one that stepped back because another has the lease asks again later, too: that other may have gone */
		c->timer = loop_after(a->loop, c->wait_ms, again, c);
		c->wait_ms = c->wait_ms * 2 < LONGEST_WAIT_MS ? c->wait_ms * 2 : LONGEST_WAIT_MS;
	}
}

const char *agents_missing(const struct agents *a)
{
	for (size_t i = 0; i < a->count; i++)
		if (!a->child[i].path)
			return a->child[i].name;
	return NULL;
}

/* Waits for a child at most until `deadline`; true when it has gone. */
static bool gone_by(struct child *c, int64_t deadline)
{
	static const struct timespec nap = { .tv_nsec = 5000000 };

	while (c->pid) {
		if (waitpid(c->pid, NULL, WNOHANG) == c->pid || errno == ECHILD)
			c->pid = 0;
		else if (loop_now() >= deadline)
			return false;
		else
			nanosleep(&nap, NULL);
		errno = 0;
	}
	return true;
}

void agents_stop(struct agents *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->count; i++)
		if (a->child[i].pid)
			kill(a->child[i].pid, SIGTERM);
	int64_t deadline = loop_now() + GRACE_MS;
	for (size_t i = 0; i < a->count; i++) {
		struct child *c = &a->child[i];
		loop_cancel(a->loop, c->timer);
		if (!gone_by(c, deadline)) {
			kill(c->pid, SIGKILL);
			waitpid(c->pid, NULL, 0);
		}
		free(c->path);
	}
	free(a->hall_dir);
	free(a);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/line_ask.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"

struct line_ask {
	struct loop *loop;
	int fd;                      /* -1: nobody listens there */
	struct line_limits limits;
	line_ask_fn *fn;
	void *ctx;
	uint64_t quiet, half, late;
	char *line;
	size_t len;
};

static void stop_half(struct line_ask *a)
{
	loop_cancel(a->loop, a->half);
	a->half = 0;
}

void line_ask_stop(struct line_ask *a)
{
	if (!a)
		return;
	if (a->fd >= 0) {
		loop_unwatch(a->loop, a->fd);
		close(a->fd);
	}
	loop_cancel(a->loop, a->quiet);
	loop_cancel(a->loop, a->late);
	stop_half(a);
	mem_wipe_free(a->line, a->limits.most + 1);
	free(a);
}

/* The last word of it. The memory goes first: the other side of fn may ask anew. */
static void over(struct line_ask *a, enum line_news news)
{
	line_ask_fn *fn = a->fn;
	void *ctx = a->ctx;

	line_ask_stop(a);
	(void)fn(ctx, news, NULL, 0);
}

static void away(void *ctx)
{
	struct line_ask *a = ctx;

	a->late = 0;
	over(a, LINE_AWAY);
}

static void late(void *ctx)
{
	struct line_ask *a = ctx;

	a->late = 0;
	over(a, LINE_LATE);
}

static void half(void *ctx)
{
	struct line_ask *a = ctx;

	a->half = 0;
	over(a, LINE_HALF);
}

static void quiet(void *ctx)
{
	struct line_ask *a = ctx;

	a->quiet = 0;
	if (!a->fn(a->ctx, LINE_QUIET, NULL, 0))
		line_ask_stop(a);
}

/* The lines that are whole; false when it is over. */
static bool tell(struct line_ask *a)
{
	char *end, *line = mem_alloc(a->limits.most + 1);
	bool on = true;

	while (on && (end = memchr(a->line, '\n', a->len)) != NULL) {
		size_t n = (size_t)(end - a->line);
		memcpy(line, a->line, n);
		line[n] = '\0';
		a->len -= n + 1;
		memmove(a->line, end + 1, a->len);
		on = a->fn(a->ctx, LINE_WHOLE, line, n);
	}
	mem_wipe_free(line, a->limits.most + 1);
	if (!on)
		line_ask_stop(a);
	return on;
}

static void readable(void *ctx, int fd, int events)
{
	struct line_ask *a = ctx;
	ssize_t n = recv(fd, a->line + a->len, a->limits.most + 1 - a->len, MSG_DONTWAIT);

	(void)events;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		over(a, a->len ? LINE_HALF : LINE_GONE);
		return;
	}
	a->len += (size_t)n;
	loop_cancel(a->loop, a->quiet);
	a->quiet = 0;
	if (memchr(a->line, '\n', a->len)) {
		stop_half(a);
		if (!tell(a))
			return;
	}
	if (a->len == a->limits.most + 1)
		over(a, LINE_LONG);
	else if (a->len && !a->half)
		a->half = loop_after(a->loop, a->limits.half_ms, half, a);
}

/* -1: nobody listens, or he has no time for another. */
static int reach(const char *path, const char *line)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = strlen(line);

	if (strlen(path) >= sizeof to.sun_path)
		return -1;
	memcpy(to.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0 || send(fd, line, n, MSG_NOSIGNAL) != (ssize_t)n)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

struct line_ask *line_ask_start(struct loop *l, const char *path, const char *line, const struct line_limits *limits, line_ask_fn *fn,
	void *ctx)
{
	struct line_ask *a = mem_alloc(sizeof *a);

	*a = (struct line_ask){ .loop = l, .fd = reach(path, line), .limits = *limits, .fn = fn, .ctx = ctx };
	a->line = mem_alloc(limits->most + 1);
	if (a->fd < 0) {
		a->late = loop_after(l, 0, away, a);
		return a;
	}
	loop_watch(l, a->fd, readable, a);
	a->quiet = loop_after(l, limits->quiet_ms, quiet, a);
	a->late = loop_after(l, limits->late_ms, late, a);
	return a;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "fake/evaluator.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what)
{
	perror(what);
	exit(99);
}

static void ready(int fd, const char *what)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (poll(&p, 1, 30000) != 1)
		die(what);
}

void fake_evaluator_plug(struct fake_evaluator *e, const char *hall, const char *window)
{
	char folder[80], path[108];

	snprintf(folder, sizeof folder, "%.60s/devices", hall);
	(void)mkdir(folder, 0700);
	snprintf(path, sizeof path, "%s/rating-%.8s.sock", folder, window);
	fake_evaluator_plug_at(e, path);
}

void fake_evaluator_plug_at(struct fake_evaluator *e, const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };

	snprintf(e->path, sizeof e->path, "%.107s", path);
	memcpy(at.sun_path, e->path, strlen(e->path) + 1);
	e->fd = -1;
	e->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (e->listener < 0 || bind(e->listener, (const struct sockaddr *)&at, sizeof at) != 0 || listen(e->listener, 4) != 0)
		die("plug");
}

void fake_evaluator_unplug(struct fake_evaluator *e)
{
	if (e->fd >= 0)
		close(e->fd);
	close(e->listener);
	unlink(e->path);
	e->fd = e->listener = -1;
}

void fake_evaluator_asked(struct fake_evaluator *e, char out[1024])
{
	size_t n = 0;

	if (e->fd >= 0)
		close(e->fd);
	ready(e->listener, "nobody asks");
	e->fd = accept(e->listener, NULL, NULL);
	while (n < 1023 && (n == 0 || out[n - 1] != '\n')) {
		ready(e->fd, "no whole line");
		if (read(e->fd, out + n, 1) != 1)
			die("the line");
		n++;
	}
	out[n] = '\0';
}

void fake_evaluator_say(struct fake_evaluator *e, const char *line)
{
	if (send(e->fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line))
		die("say");
}

void fake_evaluator_left(struct fake_evaluator *e)
{
	char c;

	ready(e->fd, "still there");
	if (read(e->fd, &c, 1) > 0)                 /* reset is gone, too */
		die("it says something");
}

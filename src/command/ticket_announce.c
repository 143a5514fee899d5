/* SPDX-License-Identifier: Apache-2.0 */
/* What is called goes out to screens and voice (P-10, data/contract/call.md): this process follows the store and tells whoever
 * listens at a socket in the hall's folder. A listener that does not read is let go; nobody at a window waits for it. */
#include "command/ticket.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/mem.h"
#include "hall/outbox.h"

#define LEASE "call"
#define LEASE_MS 30000
#define RENEW_MS 10000
#define LOOK_MS 1000                     /* only where the store cannot be watched */
#define LISTENERS 64
#define CALLS 100

struct caller {
	struct hall *h;
	struct loop *loop;
	FILE *out;                           /* to here instead of a socket; NULL */
	char owner[80], *path;
	int64_t after;                       /* the last event that was told */
	int listening, listeners[LISTENERS];
	size_t count;
	bool stop;
	enum status end;
	struct err err;
};

/* --- who listens -------------------------------------------------------------------------------------------------------- */

static void let_go(struct caller *c, size_t i)
{
	loop_unwatch(c->loop, c->listeners[i]);
	close(c->listeners[i]);
	c->listeners[i] = c->listeners[--c->count];
}

/* Nobody is to write here: the end, or a talker, goes. */
static void spoken(void *ctx, int fd, int events)
{
	struct caller *c = ctx;

	(void)events;
	for (size_t i = 0; i < c->count; i++)
		if (c->listeners[i] == fd) {
			let_go(c, i);
			return;
		}
}

static bool send_line(int fd, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT), *line = mem_format("%s\n", text ? text : "{}");
	size_t n = strlen(line);
	bool sent = send(fd, line, n, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)n;

	free(line);
	free(text);
	return sent;
}

/* What stands at the windows now, for a screen that has just been switched on: a line for each that called somebody. */
struct telling { int fd; bool fine; };

static void tell_window(void *ctx, const struct window_now *w)
{
	struct telling *t = ctx;
	json_t *line;

	if (!*w->ticket || !t->fine)
		return;
	line = json_pack("{ss ss ss ss ss}", "op", "now", "number", w->ticket, "window", w->no, "window_name", w->name, "state",
		window_state_code(w->state));
	t->fine = send_line(t->fd, line);
	json_decref(line);
}

static void arrived(void *ctx, int fd, int events)
{
	struct caller *c = ctx;
	struct telling t = { .fd = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), .fine = true };
	struct err err;

	(void)events;
	if (t.fd < 0)
		return;
	if (c->count == LISTENERS || ticket_windows(c->h, tell_window, &t, &err) != ST_OK || !t.fine) {
		close(t.fd);
		return;
	}
	c->listeners[c->count++] = t.fd;
	loop_watch(c->loop, t.fd, spoken, c);
}

static enum status listen_here(struct caller *c, struct err *err)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	char *folder = file_join(hall_dir(c->h), "devices");
	enum status st = file_folder(folder, err);

	free(folder);
	if (st != ST_OK)
		return st;
	c->path = mem_format("%s/devices/call.sock", hall_dir(c->h));
	if (strlen(c->path) >= sizeof at.sun_path)
		return err_set(err, ST_DATA, "E-6850", "叫号的套接字路径过长:%.200s", c->path);
	memcpy(at.sun_path, c->path, strlen(c->path) + 1);
	unlink(c->path);                     /* the lease is ours: whoever left it is gone */
	c->listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (c->listening < 0 || bind(c->listening, (const struct sockaddr *)&at, sizeof at) != 0 || chmod(c->path, 0600) != 0 ||
	    listen(c->listening, LISTENERS) != 0)
		return err_set(err, ST_IO, "E-6850", "叫号的套接字 %.200s 开不了:%s", c->path, err_reason(errno));
	loop_watch(c->loop, c->listening, arrived, c);
	return ST_OK;
}

/* --- what is called ----------------------------------------------------------------------------------------------------- */

static void tell(struct caller *c, json_t *line)
{
	if (c->out) {
		char *text = json_dumps(line, JSON_COMPACT);
		c->stop |= fprintf(c->out, "%s\n", text ? text : "{}") < 0 || fflush(c->out) != 0;
		free(text);
	}
	for (size_t i = c->count; i-- > 0;)
		if (!send_line(c->listeners[i], line)) {
			log_line(LOG_WARNING, "call: a listener does not read, it is let go");
			let_go(c, i);
		}
}

static void look(struct caller *c)
{
	static struct ticket_called rows[CALLS];
	size_t count = CALLS;
	struct err err;

	while (count == CALLS) {
		if (ticket_called_after(c->h, c->after, rows, CALLS, &count, &err) != ST_OK) {
			log_line(LOG_WARNING, "call: %s %s", err.code, err.text);
			return;
		}
		for (size_t i = 0; i < count; i++) {
			json_t *line = ticket_called_json(&rows[i]);
			tell(c, line);
			json_decref(line);
			c->after = rows[i].id;
		}
	}
}

static void changed(void *ctx, int fd, int events)
{
	struct caller *c = ctx;

	(void)fd, (void)events;
	if (store_changed(hall_store(c->h)))
		look(c);
}

static void look_again(void *ctx)
{
	struct caller *c = ctx;

	look(c);
	loop_after(c->loop, LOOK_MS, look_again, c);
}

/* --- begin and end ------------------------------------------------------------------------------------------------------ */

static void renew(void *ctx)
{
	struct caller *c = ctx;

	if ((c->end = lease_take(c->h, LEASE, c->owner, LEASE_MS, &c->err)) == ST_OK)
		loop_after(c->loop, RENEW_MS, renew, c);
}

static void stop(void *ctx, int signo)
{
	(void)signo;
	((struct caller *)ctx)->stop = true;
}

static void begin(struct caller *c)
{
	int watch = store_watch(hall_store(c->h));

	if (!c->out)
		renew(c);
	if (c->end == ST_OK)
		c->end = ticket_called_last(c->h, &c->after, &c->err);
	if (c->end == ST_OK && !c->out)
		c->end = listen_here(c, &c->err);
	if (watch >= 0)
		loop_watch(c->loop, watch, changed, c);
	else
		loop_after(c->loop, LOOK_MS, look_again, c);
}

enum status ticket_announce_run(struct hall *h, FILE *out, struct err *err)
{
	struct caller *c = mem_alloc(sizeof *c);
	enum status st;

	*c = (struct caller){ .h = h, .loop = loop_new(), .out = out, .listening = -1 };
	lease_owner(c->owner);
	if ((st = loop_signal(c->loop, SIGTERM, stop, c)) != ST_OK || (st = loop_signal(c->loop, SIGINT, stop, c)) != ST_OK)
		c->end = err_set(&c->err, st, "E-6851", "叫号通道起不来(信号)");
	else
		begin(c);
	while (c->end == ST_OK && !c->stop)
		if ((st = loop_turn(c->loop, -1)) != ST_OK)
			c->end = err_set(&c->err, st, "E-6851", "叫号通道停下了(等待失败)");
	while (c->count)
		let_go(c, c->count - 1);
	if (c->listening >= 0) {
		close(c->listening);
		unlink(c->path);
	}
	if (c->end == ST_OK && !out)
		lease_drop(h, LEASE, c->owner);
	st = c->end;
	*err = c->err;
	free(c->path);
	loop_free(c->loop);
	free(c);
	return st;
}

int ticket_verb_announce(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w)
{
	struct err err;

	(void)by;
	return ticket_announce_run(h, w->to_stdout ? env->out : NULL, &err) == ST_OK ? command_done(env) : command_fail(env, &err);
}

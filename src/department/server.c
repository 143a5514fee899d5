/* SPDX-License-Identifier: Apache-2.0 */
#include "department/server.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/mem.h"
#include "department/reception.h"
#include "department/request.h"

#define GRACE_MS 5000                /* for requests under way when we are asked to end */
#define FORGET_MS (INT64_C(86400) * 1000)            /* old tasks are looked for once a day … */
#define FORGET_MOST 100                              /* … and forgotten few at a time: requests come first */
#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct server {
	struct requests requests;
	struct MHD_Daemon *daemon;
	int socket, signals, epoll;
	char *ca, *cert, *key;
	int64_t work_at;                     /* wall ms; 0: nothing to do */
	int64_t forget_at;                   /* monotonic */
	const struct server_options *options;
};

/* "[::1]:18443" → host and port. */
static bool listen_split(const char *listen, char *host, size_t room, const char **port)
{
	const char *colon = strrchr(listen, ':');
	size_t n = colon ? (size_t)(colon - listen) : 0;

	if (!colon || n == 0 || !colon[1])
		return false;
	if (listen[0] == '[' && colon[-1] == ']') {
		listen++;
		n -= 2;
	}
	if (n >= room)
		return false;
	memcpy(host, listen, n);
	host[n] = '\0';
	*port = colon + 1;
	return true;
}

/* A listening socket of our own: MHD's would be bound to a port number only, and could not tell which it got. */
static enum status open_socket(struct server *s, struct err *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
	struct addrinfo *a = NULL;
	char host[64];
	const char *port;
	int on = 1;

	if (!listen_split(s->options->listen, host, sizeof host, &port) || getaddrinfo(host, port, &hints, &a) != 0)
		return err_set(err, ST_USAGE, "E-6243", "--listen 应为 地址:端口,例如 127.0.0.1:18443");
	s->socket = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool fine = s->socket >= 0 && setsockopt(s->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		bind(s->socket, a->ai_addr, a->ai_addrlen) == 0 && listen(s->socket, 64) == 0;
	int why = errno;
	freeaddrinfo(a);
	if (!fine)
		return err_set(err, ST_UNAVAIL, "E-6244", "不能在 %s 上监听:%s", s->options->listen, err_reason(why));
	return ST_OK;
}

static void say_where(const struct server *s)
{
	struct sockaddr_storage address;
	socklen_t n = sizeof address;
	char host[64], port[8];

	if (getsockname(s->socket, (struct sockaddr *)&address, &n) != 0 || getnameinfo((struct sockaddr *)&address, n, host,
		sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	bool six = strchr(host, ':') != NULL;
	printf("yichuang-department: https://%s%s%s:%s\n", six ? "[" : "", host, six ? "]" : "", port);
	fflush(stdout);
}

static enum status read_keys(struct server *s, struct err *err)
{
	size_t n;
	enum status st = conf_slurp(s->options->ca, BUF_SMALL, &s->ca, &n, err);

	if (st == ST_OK)
		st = conf_slurp(s->options->cert, BUF_SMALL, &s->cert, &n, err);
	if (st == ST_OK)
		st = conf_slurp(s->options->key, BUF_SMALL, &s->key, &n, err);
	return st;
}

/* libmicrohttpd's complaints: handshakes that failed, above all. */
static void complain(void *ctx, const char *format, va_list ap) __attribute__((format(printf, 2, 0)));
static void complain(void *ctx, const char *format, va_list ap)
{
	char line[400];

	(void)ctx;
	if (vsnprintf(line, sizeof line, format, ap) > 0)
		log_line(LOG_WARNING, "%.*s", (int)strcspn(line, "\n"), line);
}

static enum status start(struct server *s, struct err *err)
{
	s->daemon = MHD_start_daemon(MHD_USE_TLS | MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, request_handle,
		&s->requests, MHD_OPTION_EXTERNAL_LOGGER, complain, NULL,
		MHD_OPTION_LISTEN_SOCKET, s->socket,
		MHD_OPTION_HTTPS_MEM_TRUST, s->ca, MHD_OPTION_HTTPS_MEM_CERT, s->cert, MHD_OPTION_HTTPS_MEM_KEY, s->key,
		MHD_OPTION_HTTPS_PRIORITIES, PRIORITIES,
		MHD_OPTION_CONNECTION_LIMIT, 128U, MHD_OPTION_CONNECTION_TIMEOUT, 30U,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)64 * 1024,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_COMPLETED, request_done, &s->requests,
		MHD_OPTION_NOTIFY_CONNECTION, request_connection, &s->requests,
		MHD_OPTION_END);
	const union MHD_DaemonInfo *info = s->daemon ? MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
	if (!info)
		return err_set(err, ST_CONFIG, "E-6245", "不能启动 HTTPS:请检查 --ca、--cert、--key 是否配套");
	s->epoll = info->epoll_fd;
	s->socket = -1;                              /* the daemon's now */
	return ST_OK;
}

static void work(struct server *s)
{
	struct err err;

	if (s->options->auto_s < 0)
		return;
	if (s->requests.came && !s->work_at)
		s->work_at = clock_wall_ms();
	s->requests.came = false;
	if (!s->work_at || s->work_at > clock_wall_ms())
		return;
	enum status st = reception_work(s->requests.store, s->options->auto_s * (int64_t)1000, &s->work_at, &err);
	if (st) {
		log_line(LOG_ERROR, "work: %s %s", status_name(st), err.text);
		s->work_at = clock_wall_ms() + 1000;
	}
}

static void forget(struct server *s)
{
	struct err err;
	bool more = false;

	if (clock_mono_ms() < s->forget_at)
		return;
	if (reception_forget(s->requests.store, FORGET_MOST, &more, &err))
		log_line(LOG_ERROR, "forget: %s", err.text);
	s->forget_at = clock_mono_ms() + (more ? 0 : FORGET_MS);
}

/* Milliseconds that may be slept. */
static int sleep_ms(const struct server *s, int64_t end_at)
{
	MHD_UNSIGNED_LONG_LONG http = 0;
	int64_t ms = -1;

	if (MHD_get_timeout(s->daemon, &http) == MHD_YES)
		ms = http > 60000 ? 60000 : (int64_t)http;
	if (s->work_at) {
		int64_t left = s->work_at - clock_wall_ms();
		left = left < 0 ? 0 : left > 60000 ? 60000 : left;
		ms = ms < 0 || left < ms ? left : ms;
	}
	int64_t forget = end_at ? 50 : s->forget_at - clock_mono_ms();
	forget = forget < 0 ? 0 : forget;
	ms = ms < 0 || forget < ms ? forget : ms;
	return (int)ms;
}

static void loop(struct server *s)
{
	int64_t end_at = 0;                          /* monotonic: when we are asked to end */

	s->work_at = s->options->auto_s >= 0 ? clock_wall_ms() : 0;
	while (!end_at || (s->requests.open > 0 && clock_mono_ms() < end_at)) {
		struct pollfd fds[] = { { .fd = s->epoll, .events = POLLIN }, { .fd = s->signals, .events = POLLIN } };
		struct signalfd_siginfo signal;
		if (poll(fds, COUNT_OF(fds), sleep_ms(s, end_at)) < 0 && errno != EINTR)
			return;
		if ((fds[1].revents & POLLIN) && read(s->signals, &signal, sizeof signal) > 0 && !end_at) {
			end_at = clock_mono_ms() + GRACE_MS;
			close(MHD_quiesce_daemon(s->daemon));            /* new connections are refused, not left waiting */
		}
		MHD_run(s->daemon);
		work(s);
		if (!end_at)
			forget(s);
	}
}

enum status server_run(struct store *store, const struct server_options *o, struct err *err)
{
	struct server s = { .requests = { .store = store }, .socket = -1, .signals = -1, .options = o };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return err_set(err, ST_BUG, "E-6246", "信号设置失败");
	s.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	enum status st = s.signals < 0 ? err_set(err, ST_BUG, "E-6246", "信号设置失败") : read_keys(&s, err);
	if (st == ST_OK)
		st = open_socket(&s, err);
	if (st == ST_OK) {
		say_where(&s);                           /* bound and listening: clients may come from now on */
		st = start(&s, err);
	}
	if (st == ST_OK)
		loop(&s);
	if (s.daemon)
		MHD_stop_daemon(s.daemon);
	if (s.socket >= 0)
		close(s.socket);
	if (s.signals >= 0)
		close(s.signals);
	free(s.ca);
	free(s.cert);
	if (s.key)
		mem_wipe_free(s.key, strlen(s.key));
	return st;
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "fake/department.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "fake/hall.h"

#define CONNECTIONS 1024
#define KEYS 256
#define REQUEST_MAX (64 * 1024)

struct fake_server {
	struct fake_server_options o;
	SSL_CTX *context;
	int socket;
	char url[64];
	pthread_t acceptor, threads[CONNECTIONS];
	int thread_count;
	atomic_bool ending;
	pthread_mutex_t lock;
	struct fake_ledger ledger;
	char keys[KEYS][40], dossiers[KEYS][32];
	int key_count;
	const char *rest;                    /* of the script */
};

/* One request on one connection. */
struct talk {
	struct fake_server *s;
	int fd;
	SSL *ssl;
	char request[REQUEST_MAX], key[40], dossier[32];
	const char *path, *body;
	size_t n;
};

/* --- bytes ------------------------------------------------------------------------------------------------------- */

static bool ending(const struct talk *t)
{
	return atomic_load(&t->s->ending);
}

static bool put(struct talk *t, const void *bytes, size_t n)
{
	size_t written;

	for (size_t done = 0; done < n; done += written)
		if (ending(t) || SSL_write_ex(t->ssl, (const char *)bytes + done, n - done, &written) != 1)
			return false;
	return true;
}

static bool say(struct talk *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool say(struct talk *t, const char *format, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	return n > 0 && (size_t)n < sizeof text && put(t, text, (size_t)n);
}

static bool answer(struct talk *t, const char *status, const char *headers, const char *body)
{
	return say(t, "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n", status, headers,
		strlen(body)) && put(t, body, strlen(body));
}

/* Waits without saying anything until the other side is gone or we end. */
static void hold(struct talk *t, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLRDHUP };

	for (int step = ms < 0 || ms > 20 ? 20 : ms; ms != 0 && !ending(t); ms -= ms > 0 ? step : 0)
		if (poll(&p, 1, step) != 0)
			return;
}

/* --- the honest department --------------------------------------------------------------------------------------- */

static int known(const struct fake_server *s, const char *key)
{
	for (int i = 0; i < s->key_count; i++)
		if (strcmp(s->keys[i], key) == 0)
			return i;
	return -1;
}

/* Does the task, unless it was done before. */
static void execute(struct talk *t)
{
	struct fake_server *s = t->s;

	pthread_mutex_lock(&s->lock);
	bool again = known(s, t->key) >= 0;
	if (!again && s->key_count < KEYS) {
		snprintf(s->keys[s->key_count], sizeof s->keys[0], "%s", t->key);
		snprintf(s->dossiers[s->key_count++], sizeof s->dossiers[0], "%s", t->dossier);
	}
	s->ledger.effects += !again || s->o.no_dedup;
	pthread_mutex_unlock(&s->lock);
}

static void honest_json(struct talk *t, char out[256])
{
	snprintf(out, 256, "{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"N-%.8s\",\"state\":\"10\"}", t->key, t->dossier,
		t->key);
}

static void act_honest(struct talk *t)
{
	char json[256];

	execute(t);
	honest_json(t, json);
	answer(t, "201 Created", "", json);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static void act_fin(struct talk *t)
{
	execute(t);
}

static void act_fin_before(struct talk *t)
{
	(void)t;
}

static void act_rst(struct talk *t)
{
	const struct linger at_once = { 1, 0 };

	execute(t);
	if (setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0)
		fake_die("setsockopt", "SO_LINGER");
}

static void act_silence(struct talk *t)
{
	execute(t);
	hold(t, -1);
}

static void act_slow(struct talk *t)
{
	static const char text[] = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-Slow: ";

	execute(t);
	for (size_t i = 0; !ending(t); i++) {
		if (!put(t, i < sizeof text - 1 ? &text[i] : "x", 1))
			return;
		hold(t, 300);
	}
}

static void act_html(struct talk *t)
{
	execute(t);
	say(t, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 27\r\n\r\n<html><h1>登录</h1></html>");
}

static void act_empty(struct talk *t)
{
	execute(t);
	answer(t, "200 OK", "", "");
}

static void act_truncated(struct talk *t)
{
	char json[256];

	execute(t);
	honest_json(t, json);
	say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n%.40s", json);
}

static void act_half_json(struct talk *t)
{
	char json[256];

	execute(t);
	honest_json(t, json);
	json[strlen(json) - 5] = '\0';
	answer(t, "201 Created", "", json);
}

static void answer_about(struct talk *t, const char *key, const char *dossier, const char *state)
{
	char json[256];

	execute(t);
	snprintf(json, sizeof json, "{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"N-1\",\"state\":%s}", key, dossier, state);
	answer(t, "201 Created", "", json);
}

static void act_other_key(struct talk *t)
{
	answer_about(t, "11111111-1111-4111-8111-111111111111", t->dossier, "\"10\"");
}

static void act_other_dossier(struct talk *t)
{
	answer_about(t, t->key, "别人的办件\\u001b[2J", "\"10\"");
}

static void act_strange_state(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "\"99\"");
}

static void act_wrong_type(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "10");
}

static void act_not_a_number(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "NaN");
}

static void act_duplicate(struct talk *t)
{
	char json[512], inner[256];

	execute(t);
	honest_json(t, inner);
	snprintf(json, sizeof json, "{\"key\":\"x\",%s", inner + 1);
	answer(t, "201 Created", "", json);
}

static void act_deep(struct talk *t)
{
	static char deep[20001];

	execute(t);
	pthread_mutex_lock(&t->s->lock);
	memset(deep, '[', 10000);
	memset(deep + 10000, ']', 10000);
	pthread_mutex_unlock(&t->s->lock);
	answer(t, "201 Created", "", deep);
}

static void pour(struct talk *t, long bytes)
{
	char block[16384];

	memset(block, ' ', sizeof block);
	for (; bytes > 0 && put(t, block, sizeof block); bytes -= (long)sizeof block)
		;
}

static void act_giant(struct talk *t)
{
	execute(t);
	if (say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n"))
		pour(t, 1073741824);
}

static void act_endless(struct talk *t)
{
	execute(t);
	if (say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"))
		pour(t, 1073741824);
}

static void act_headers(struct talk *t)
{
	char json[256];

	execute(t);
	say(t, "HTTP/1.1 201 Created\r\n");
	for (int i = 0; i < 10000; i++)
		if (!say(t, "X-Header-%d: nothing\r\n", i))
			return;
	honest_json(t, json);
	say(t, "Content-Length: %zu\r\n\r\n%s", strlen(json), json);
}

static void act_long_header(struct talk *t)
{
	execute(t);
	if (say(t, "HTTP/1.1 201 Created\r\nX-Long: "))
		pour(t, 10 * 1024 * 1024);
}

static void act_continue(struct talk *t)
{
	execute(t);
	for (int i = 0; i < 100000; i++)
		if (!say(t, "HTTP/1.1 100 Continue\r\n\r\n"))
			return;
}

static void act_no_http(struct talk *t)
{
	execute(t);
	say(t, "SSH-2.0-OpenSSH_9.2p1\r\n");
}

static void act_gzip(struct talk *t)
{
	execute(t);
	answer(t, "201 Created", "Content-Encoding: gzip\r\n", "\x1f\x8b\x08");
}

static void act_control_header(struct talk *t)
{
	char json[256];

	execute(t);
	honest_json(t, json);
	answer(t, "201 Created", "X-Bad: \x1b[2J\x07\x01\r\nRetry-After: \x1b\r\n", json);
}

static void act_500(struct talk *t)
{
	execute(t);
	answer(t, "500 Internal Server Error", "", "{\"error\":{\"code\":\"x\",\"message\":\"\\u001b[31m坏了\\u202e\"}}");
}

static void act_redirect(struct talk *t)
{
	say(t, "HTTP/1.1 307 Temporary Redirect\r\nLocation: %s/v1/tasks\r\nContent-Length: 0\r\n\r\n", t->s->o.redirect);
}

/* --- acts of the feed -------------------------------------------------------------------------------------------- */

static void act_feed_endless(struct talk *t)
{
	const char *after = strstr(t->path, "after=");

	pthread_mutex_lock(&t->s->lock);
	const char *key = t->s->key_count ? t->s->keys[0] : "";
	pthread_mutex_unlock(&t->s->lock);
	char json[512];
	snprintf(json, sizeof json, "{\"items\":[{\"key\":\"%s\",\"dossier\":\"another\",\"department_no\":\"N\",\"seq\":1,"
		"\"state\":\"50\",\"at\":\"2026-11-23T09:41:07+08:00\"}],\"next\":\"%ld\",\"more\":true}", key,
		after ? strtol(after + 6, NULL, 10) + 1 : 1);
	answer(t, "200 OK", "", json);
}

static void act_feed_circle(struct talk *t)
{
	answer(t, "200 OK", "", "{\"items\":[],\"next\":\"\",\"more\":true}");
}

static void act_feed_half(struct talk *t)
{
	answer(t, "200 OK", "", "{\"items\":[{\"key\":\"x\"}],\"next\":\"5\",\"more\":false}");
}

/* Granted without having been signed for, then taken back: both illegal; a note with everything in it. */
static void act_feed_illegal(struct talk *t)
{
	char json[2048];

	pthread_mutex_lock(&t->s->lock);
	const char *key = t->s->key_count ? t->s->keys[0] : "";
	pthread_mutex_unlock(&t->s->lock);
	snprintf(json, sizeof json, "{\"items\":[{\"key\":\"%s\",\"dossier\":\"feed-illegal\",\"department_no\":\"N-%.8s\",\"seq\":1,"
		"\"state\":\"50\",\"at\":\"2026-11-23T09:41:07+08:00\"},{\"key\":\"%s\",\"dossier\":\"feed-illegal\",\"department_no\":"
		"\"N-%.8s\",\"seq\":2,\"state\":\"20\",\"at\":\"2026-11-23T09:41:07Z\",\"by\":\"\\u001b]0;x\\u0007\",\"note\":"
		"\"'; DROP TABLE task; --\\u202e\"}],\"next\":\"2\",\"more\":false}", key, key, key, key);
	answer(t, "200 OK", "", *key ? json : "{\"items\":[],\"next\":\"\",\"more\":false}");
}

/* Plain statuses: "STATUS" or "STATUS/Retry-After value". */
static bool act_status(struct talk *t, const char *act)
{
	char headers[128] = "", status[8];
	const char *slash = strchr(act, '/');

	if (act[0] < '3' || act[0] > '5')
		return false;
	snprintf(status, sizeof status, "%.3s", act);
	if (slash)
		snprintf(headers, sizeof headers, "Retry-After: %s\r\n", slash + 1);
	answer(t, status, headers, "{\"error\":{\"code\":\"x\",\"message\":\"原因在此\"}}");
	return true;
}

static const struct { const char *name; void (*act)(struct talk *t); } acts[] = {
	{ "honest", act_honest }, { "fin", act_fin }, { "fin-before", act_fin_before }, { "rst", act_rst },
	{ "silence", act_silence }, { "slow", act_slow }, { "html", act_html }, { "empty", act_empty },
	{ "truncated", act_truncated }, { "half-json", act_half_json }, { "other-key", act_other_key },
	{ "other-dossier", act_other_dossier }, { "strange-state", act_strange_state }, { "wrong-type", act_wrong_type },
	{ "nan", act_not_a_number }, { "duplicate", act_duplicate }, { "deep", act_deep }, { "giant", act_giant },
	{ "endless", act_endless }, { "headers", act_headers }, { "long-header", act_long_header }, { "continue", act_continue },
	{ "no-http", act_no_http }, { "gzip", act_gzip }, { "control-header", act_control_header }, { "500!", act_500 },
	{ "redirect", act_redirect }, { "feed-endless", act_feed_endless }, { "feed-circle", act_feed_circle },
	{ "feed-half", act_feed_half }, { "feed-illegal", act_feed_illegal },
};

static void act_by_name(struct talk *t, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return acts[i].act(t);
	if (!act_status(t, name))
		fake_die(name, "no such act");
}

/* The next word of the script. */
static void next_act(struct fake_server *s, char out[32])
{
	pthread_mutex_lock(&s->lock);
	while (*s->rest == ' ')
		s->rest++;
	size_t n = strcspn(s->rest, " ");
	snprintf(out, 32, "%.*s", (int)n, n ? s->rest : "honest");
	if (n == 0)
		snprintf(out, 32, "honest");
	s->rest += n;
	pthread_mutex_unlock(&s->lock);
}

/* --- requests ---------------------------------------------------------------------------------------------------- */

static void member(const char *json, const char *name, char *out, size_t room)
{
	const char *p = strstr(json, name);

	out[0] = '\0';
	if (p)
		snprintf(out, room, "%.*s", (int)strcspn(p + strlen(name), "\""), p + strlen(name));
}

static void query(struct talk *t)
{
	char json[256];

	snprintf(t->key, sizeof t->key, "%.36s", strstr(t->path, "by-key/") + 7);
	pthread_mutex_lock(&t->s->lock);
	int place = known(t->s, t->key);
	snprintf(t->dossier, sizeof t->dossier, "%s", place >= 0 ? t->s->dossiers[place] : "");
	pthread_mutex_unlock(&t->s->lock);
	honest_json(t, json);
	if (place >= 0)
		answer(t, "200 OK", "", json);
	else
		answer(t, "404 Not Found", "", "{\"error\":{\"code\":\"unknown-key\",\"message\":\"没有收到过\"}}");
}

static void serve(struct talk *t)
{
	struct fake_server *s = t->s;
	bool push = strncmp(t->request, "POST ", 5) == 0, feed = strstr(t->path, "/v1/changes") != NULL;
	char act[32] = "honest";

	pthread_mutex_lock(&s->lock);
	s->ledger.pushes += push;
	s->ledger.feeds += !push && feed;
	s->ledger.queries += !push && !feed;
	pthread_mutex_unlock(&s->lock);
	if (push) {
		member(t->body, "\"key\":\"", t->key, sizeof t->key);
		member(t->body, "\"dossier\":\"", t->dossier, sizeof t->dossier);
		next_act(s, act);
		act_by_name(t, act);
	} else if (feed && s->o.feed) {
		act_by_name(t, s->o.feed);
	} else if (feed) {
		answer(t, "200 OK", "", "{\"items\":[],\"next\":\"\",\"more\":false}");
	} else if (s->o.query) {
		act_by_name(t, s->o.query);
	} else {
		query(t);
	}
}

/* A whole request into t->request; false when the other side went away. */
static bool receive(struct talk *t)
{
	size_t got, length = 0;
	char *end = NULL;

	t->n = 0;
	while (!end || t->n < (size_t)(end - t->request) + 4 + length) {
		if (t->n + 1 >= sizeof t->request || SSL_read_ex(t->ssl, t->request + t->n, sizeof t->request - 1 - t->n, &got) != 1)
			return false;
		t->n += got;
		t->request[t->n] = '\0';
		pthread_mutex_lock(&t->s->lock);
		t->s->ledger.bytes += (long)got;
		pthread_mutex_unlock(&t->s->lock);
		if (!end && (end = strstr(t->request, "\r\n\r\n")) != NULL) {
			const char *l = strcasestr(t->request, "content-length:");
			length = l && l < end ? strtoul(l + 15, NULL, 10) : 0;
		}
	}
	t->path = strchr(t->request, ' ') + 1;
	t->body = end + 4;
	return true;
}

static void trap(struct talk *t)
{
	char bytes[512];
	ssize_t n;

	while ((n = read(t->fd, bytes, sizeof bytes)) > 0) {
		pthread_mutex_lock(&t->s->lock);
		t->s->ledger.bytes += (long)n;
		pthread_mutex_unlock(&t->s->lock);
	}
}

static void *converse(void *ctx)
{
	struct talk *t = ctx;
	struct fake_server *s = t->s;

	if (!s->context) {
		trap(t);
	} else if ((t->ssl = SSL_new(s->context)) != NULL && SSL_set_fd(t->ssl, t->fd) == 1 && SSL_accept(t->ssl) == 1) {
		pthread_mutex_lock(&s->lock);
		s->ledger.handshakes++;
		pthread_mutex_unlock(&s->lock);
		/* one request a connection is enough for honest ones too; a scripted one may leave anything behind */
		if (receive(t))
			serve(t);
		SSL_shutdown(t->ssl);
	}
	SSL_free(t->ssl);
	close(t->fd);
	free(t);
	return NULL;
}

static void *accept_all(void *ctx)
{
	struct fake_server *s = ctx;

	while (!atomic_load(&s->ending)) {
		struct pollfd p = { .fd = s->socket, .events = POLLIN };
		if (poll(&p, 1, 20) <= 0)
			continue;
		int fd = accept(s->socket, NULL, NULL);
		const struct timeval limit = { 0, 200000 };
		if (fd < 0)
			continue;
		if (s->thread_count == CONNECTIONS) {        /* more than any script needs */
			close(fd);
			continue;
		}
		pthread_mutex_lock(&s->lock);
		s->ledger.connections++;
		pthread_mutex_unlock(&s->lock);
		struct talk *t = mem_alloc(sizeof *t);
		*t = (struct talk){ .s = s, .fd = fd };
		/* a read or write that hangs must notice that we end */
		if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ 3, 0 }, sizeof limit) != 0 ||
			setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) != 0 ||
			pthread_create(&s->threads[s->thread_count++], NULL, converse, t) != 0)
			fake_die("thread", "cannot be started");
	}
	return NULL;
}

/* --- begin and end ----------------------------------------------------------------------------------------------- */

static SSL_CTX *context_make(const struct fake_server_options *o)
{
	SSL_CTX *c = SSL_CTX_new(TLS_server_method());
	char *cert = mem_format("%s/%s.pem", o->tls, o->certificate ? o->certificate : "server");
	char *key = mem_format("%s/%s.key", o->tls, o->certificate ? o->certificate : "server");
	char *ca = mem_format("%s/%s.pem", o->tls, o->client_ca ? o->client_ca : "ca");

	if (!c || SSL_CTX_use_certificate_file(c, cert, SSL_FILETYPE_PEM) != 1 ||
		SSL_CTX_use_PrivateKey_file(c, key, SSL_FILETYPE_PEM) != 1 || SSL_CTX_load_verify_locations(c, ca, NULL) != 1)
		fake_die(cert, "cannot be used");
	SSL_CTX_set_verify(c, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	if (o->old_tls && (SSL_CTX_set_cipher_list(c, "DEFAULT:@SECLEVEL=0") != 1 ||
		SSL_CTX_set_max_proto_version(c, TLS1_1_VERSION) != 1))
		fake_die("TLS 1.1", "cannot be had");
	free(cert);
	free(key);
	free(ca);
	return c;
}

struct fake_server *fake_server_start(const struct fake_server_options *o)
{
	struct fake_server *s = mem_alloc(sizeof *s);
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof at;

	s->o = *o;
	s->rest = o->script ? o->script : "";
	s->context = o->tls ? context_make(o) : NULL;
	s->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->socket < 0 || bind(s->socket, (struct sockaddr *)&at, sizeof at) != 0 || listen(s->socket, 64) != 0 ||
		getsockname(s->socket, (struct sockaddr *)&at, &n) != 0 || pthread_mutex_init(&s->lock, NULL) != 0 ||
		pthread_create(&s->acceptor, NULL, accept_all, s) != 0)
		fake_die("server", "cannot be started");
	snprintf(s->url, sizeof s->url, "https://127.0.0.1:%d", ntohs(at.sin_port));
	return s;
}

void fake_server_stop(struct fake_server *s)
{
	if (!s)
		return;
	atomic_store(&s->ending, true);
	pthread_join(s->acceptor, NULL);
	for (int i = 0; i < s->thread_count; i++)
		pthread_join(s->threads[i], NULL);
	close(s->socket);
	SSL_CTX_free(s->context);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

const char *fake_server_url(const struct fake_server *s)
{
	return s->url;
}

struct fake_ledger fake_server_ledger(struct fake_server *s)
{
	pthread_mutex_lock(&s->lock);
	struct fake_ledger l = s->ledger;
	pthread_mutex_unlock(&s->lock);
	return l;
}

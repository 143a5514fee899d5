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
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "fake/hall.h"
#include "fake/talk.h"

/* --- bytes ------------------------------------------------------------------------------------------------------- */

bool talk_ending(const struct talk *t)
{
	return atomic_load(&t->s->ending);
}

bool talk_put(struct talk *t, const void *bytes, size_t n)
{
	size_t written;

	for (size_t done = 0; done < n; done += written)
		if (talk_ending(t) || SSL_write_ex(t->ssl, (const char *)bytes + done, n - done, &written) != 1)
			return false;
	return true;
}

bool talk_say(struct talk *t, const char *format, ...)
{
	char text[4096];
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	return n > 0 && (size_t)n < sizeof text && talk_put(t, text, (size_t)n);
}

bool talk_answer(struct talk *t, const char *status, const char *headers, const char *body)
{
	return talk_say(t, "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n", status, headers,
		strlen(body)) && talk_put(t, body, strlen(body));
}

void talk_hold(struct talk *t, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLRDHUP };

	for (int step = ms < 0 || ms > 20 ? 20 : ms; ms != 0 && !talk_ending(t); ms -= ms > 0 ? step : 0)
		if (poll(&p, 1, step) != 0)
			return;
}

/* --- the honest department --------------------------------------------------------------------------------------- */

int talk_known(const struct fake_server *s, const char *key)
{
	for (int i = 0; i < s->key_count; i++)
		if (strcmp(s->keys[i], key) == 0)
			return i;
	return -1;
}

void talk_execute(struct talk *t)
{
	struct fake_server *s = t->s;

	pthread_mutex_lock(&s->lock);
	bool again = talk_known(s, t->key) >= 0;
	if (!again && s->key_count < KEYS) {
		snprintf(s->keys[s->key_count], sizeof s->keys[0], "%s", t->key);
		snprintf(s->dossiers[s->key_count++], sizeof s->dossiers[0], "%s", t->dossier);
	}
	s->ledger.effects += !again || s->o.no_dedup;
	pthread_mutex_unlock(&s->lock);
}

void talk_honest_json(struct talk *t, char out[256])
{
	snprintf(out, 256, "{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"N-%.8s\",\"state\":\"10\"}", t->key, t->dossier,
		t->key);
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
	int place = talk_known(t->s, t->key);
	snprintf(t->dossier, sizeof t->dossier, "%s", place >= 0 ? t->s->dossiers[place] : "");
	pthread_mutex_unlock(&t->s->lock);
	talk_honest_json(t, json);
	if (place >= 0)
		talk_answer(t, "200 OK", "", json);
	else
		talk_answer(t, "404 Not Found", "", "{\"error\":{\"code\":\"unknown-key\",\"message\":\"没有收到过\"}}");
}

/* With the lock held. */
static void note_reading(const struct talk *t)
{
	struct fake_ledger *l = &t->s->ledger;
	const char *after = strstr(t->path, "after=");
	struct timespec now;

	if (l->feeds < FAKE_READINGS) {
		struct fake_reading *r = &l->readings[l->feeds];
		clock_gettime(CLOCK_BOOTTIME, &now);
		r->at_ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
		if (after)
			snprintf(r->after, sizeof r->after, "%.*s", (int)strcspn(after + 6, " &"), after + 6);
	}
	l->feeds++;
}

/* True when the connection may be used again: after honest answers to questions, where a client that used it for a push
 * would fall into the trap of fact 3. */
static bool serve(struct talk *t)
{
	struct fake_server *s = t->s;
	bool push = strncmp(t->request, "POST ", 5) == 0, feed = strstr(t->path, "/v1/changes") != NULL;
	bool list = !push && strstr(t->path, "/v1/tasks?") != NULL;
	const char *target = strstr(t->path, "/v1/files?");
	char act[32] = "honest";

	if (push && target && target < strchr(t->path, '\r')) {         /* one by the first edition of the contract */
		talk_act(t, "404");
		return false;
	}
	pthread_mutex_lock(&s->lock);
	s->ledger.pushes += push;
	if (!push && feed)
		note_reading(t);
	s->ledger.lists += list;
	s->ledger.queries += !push && !feed && !list;
	pthread_mutex_unlock(&s->lock);
	if (push) {
		member(t->body, "\"key\":\"", t->key, sizeof t->key);
		member(t->body, "\"dossier\":\"", t->dossier, sizeof t->dossier);
		next_act(s, act);
		talk_act(t, act);
	} else if (feed && s->o.feed) {
		talk_act(t, s->o.feed);
	} else if (feed) {
		talk_answer(t, "200 OK", "", "{\"items\":[],\"next\":\"\",\"more\":false}");
		return true;
	} else if (list) {
		talk_act(t, s->o.list ? s->o.list : "404");
	} else if (s->o.query) {
		talk_act(t, s->o.query);
	} else {
		query(t);
		return true;
	}
	return false;
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
		while (receive(t) && serve(t))
			;
		SSL_shutdown(t->ssl);
	}
	SSL_free(t->ssl);
	close(t->fd);
	pthread_mutex_lock(&s->lock);
	s->ledger.open--;
	pthread_mutex_unlock(&s->lock);
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
		if (++s->ledger.open > s->ledger.most)
			s->ledger.most = s->ledger.open;
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

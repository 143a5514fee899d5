/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/mem.h"
#include "department/reception.h"
#include "dispatch/kit.h"
#include "fake/hall.h"

/* The reference department as integrators copy it: many at once, told to end or killed in the middle of a request, what
 * it forgets and when, and what a person at its keyboard may not do to the feed. */

#define AT_ONCE 20

static struct fake_hall f;               /* for its certificates and its folder */
static SSL_CTX *context;
static int64_t now = INT64_C(1795398060000);

static int64_t frozen_wall(void)
{
	return now;
}

static int64_t frozen_mono(void)
{
	return 1000;
}

/* --- a client ---------------------------------------------------------------------------------------------------- */

struct client { int fd; SSL *ssl; };

static bool client_open(struct client *c, int port)
{
	const struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)port) };

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(c->fd >= 0);
	if (connect(c->fd, (const struct sockaddr *)&at, sizeof at) != 0) {
		close(c->fd);
		return false;
	}
	const struct timeval limit = { 20, 0 };
	assert_int_equal(setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
	c->ssl = SSL_new(context);
	assert_int_equal(SSL_set_fd(c->ssl, c->fd), 1);
	if (SSL_connect(c->ssl) == 1)
		return true;
	SSL_free(c->ssl);
	close(c->fd);
	return false;
}

static void client_close(struct client *c)
{
	SSL_free(c->ssl);
	close(c->fd);
}

static void client_say(struct client *c, const char *text, size_t n)
{
	size_t written;

	assert_int_equal(SSL_write_ex(c->ssl, text, n, &written), 1);
	assert_int_equal(written, n);
}

/* One answer's head and body; the body ends where its length says. Empty when the other side is gone. */
static char *client_hear(struct client *c)
{
	static char text[16384];
	size_t n = 0, got;

	text[0] = '\0';
	while (n < sizeof text - 1 && SSL_read_ex(c->ssl, text + n, sizeof text - 1 - n, &got) == 1) {
		n += got;
		text[n] = '\0';
		const char *end = strstr(text, "\r\n\r\n"), *length = strcasestr(text, "content-length:");
		if (end && strncmp(text, "HTTP/1.1 100", 12) == 0)
			break;
		if (end && length && n >= (size_t)(end - text) + 4 + strtoul(length + 15, NULL, 10))
			break;
	}
	return text;
}

/* A push of a new key, or of the one that stands in `key`. Owned. */
static char *push_text(char key[37], const char *more, char **body)
{
	unsigned char sm3[DIGEST_SIZE];
	char hex[65];

	if (!*key)
		crypto_uuid(key);
	*body = mem_format("{\"key\":\"%s\",\"dossier\":\"D-1\",\"item\":{\"id\":\"i\",\"name\":\"事项\"},\"department\":{\"id\":\"d\"},"
		"\"applicant\":{\"name\":\"张三\"},\"form\":[],\"materials\":[]}", key);
	crypto_sm3(*body, strlen(*body), sm3);
	crypto_hex(sm3, sizeof sm3, hex);
	return mem_format("POST /d/v1/tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: %s\r\n"
		"Body-Digest: sm3=%s\r\nContent-Length: %zu\r\n%s\r\n", key, hex, strlen(*body), more);
}

static char *push(struct client *c, char key[37])
{
	char *body, *head = push_text(key, "", &body);

	client_say(c, head, strlen(head));
	client_say(c, body, strlen(body));
	free(head);
	free(body);
	return client_hear(c);
}

/* The head and half of the body; the department has seen the head, for it says so. Returns the other half, owned. */
static char *push_half(struct client *c, char key[37])
{
	char *body, *head = push_text(key, "Expect: 100-continue\r\n", &body);
	size_t half = strlen(body) / 2;

	client_say(c, head, strlen(head));
	assert_int_equal(strncmp(client_hear(c), "HTTP/1.1 100", 12), 0);
	client_say(c, body, half);
	char *rest = mem_text(body + half);
	free(head);
	free(body);
	return rest;
}

static bool listed(const char *key)
{
	char *path = file_join(f.path, "department.db");
	struct store *s = NULL;
	struct buf out;
	struct err err;

	assert_int_equal(store_open(path, "department", 0, &s, &err), ST_OK);
	buf_init(&out, BUF_LARGE);
	assert_int_equal(reception_list(s, false, &out, &err), ST_OK);
	bool there = out.data && strstr(out.data, key) != NULL;
	buf_release(&out);
	store_close(s);
	free(path);
	return there;
}

/* --- over HTTPS -------------------------------------------------------------------------------------------------- */

static void twenty_at_once_each_get_their_own(void **state)
{
	(void)state;
	struct client c[AT_ONCE];
	char keys[AT_ONCE][37] = { "" }, first[256], numbers[AT_ONCE][64];
	int port = 0;
	pid_t pid = department_start(f.path, &port, NULL, -1);

	for (int i = 0; i < AT_ONCE; i++)
		assert_true(client_open(&c[i], port));
	char *body, *head = push_text(keys[0], "", &body);
	for (int i = 0; i < AT_ONCE; i++) {              /* the even ones say the same, the odd ones something of their own */
		char *own = NULL, *own_head = i % 2 ? push_text(keys[i], "", &own) : NULL;
		client_say(&c[i], own ? own_head : head, strlen(own ? own_head : head));
		client_say(&c[i], own ? own : body, strlen(own ? own : body));
		free(own);
		free(own_head);
	}
	for (int i = 0; i < AT_ONCE; i++) {
		const char *answer = client_hear(&c[i]), *json = strchr(answer, '{');
		assert_int_equal(strncmp(answer, "HTTP/1.1 201", 12), 0);
		assert_non_null(json);
		if (i == 0)
			snprintf(first, sizeof first, "%s", json);
		else if (i % 2 == 0)
			assert_string_equal(json, first);
		const char *no = strstr(json, "\"department_no\":\"");
		assert_non_null(no);
		snprintf(numbers[i], sizeof numbers[i], "%.*s", (int)strcspn(no + 17, "\""), no + 17);
		for (int k = 1; k < i && i % 2; k += 2)
			assert_string_not_equal(numbers[i], numbers[k]);
		client_close(&c[i]);
	}
	free(head);
	free(body);
	assert_int_equal(process_stop(pid, 5000), 0);
}

static void told_to_end_it_finishes_what_it_has_begun(void **state)
{
	(void)state;
	struct client c, late;
	char key[37] = "";
	int port = 0;
	pid_t pid = department_start(f.path, &port, NULL, -1);

	assert_true(client_open(&c, port));
	char *rest = push_half(&c, key);
	kill(pid, SIGTERM);
	while (client_open(&late, port))                 /* until it takes no new ones */
		client_close(&late);
	client_say(&c, rest, strlen(rest));
	assert_int_equal(strncmp(client_hear(&c), "HTTP/1.1 201", 12), 0);
	assert_int_equal(process_end(pid, 5000), 0);
	assert_true(listed(key));
	client_close(&c);
	free(rest);
}

static void killed_in_the_middle_it_takes_it_the_next_time(void **state)
{
	(void)state;
	struct client c;
	char key[37] = "";
	int port = 0;
	pid_t pid = department_start(f.path, &port, NULL, -1);

	assert_true(client_open(&c, port));
	free(push_half(&c, key));
	kill(pid, SIGKILL);
	assert_int_equal(process_end(pid, 5000), 128 + SIGKILL);
	client_close(&c);
	assert_false(listed(key));
	pid = department_start(f.path, &port, NULL, -1);
	assert_true(client_open(&c, port));
	assert_int_equal(strncmp(push(&c, key), "HTTP/1.1 201", 12), 0);
	client_close(&c);
	assert_int_equal(process_stop(pid, 5000), 0);
	assert_true(listed(key));
}

/* --- what it keeps ----------------------------------------------------------------------------------------------- */

static struct store *own_store(const char *name)
{
	char *path = file_join(f.path, name);
	struct store *s = NULL;
	struct err err;

	assert_int_equal(store_open(path, "department", STORE_CREATE, &s, &err), ST_OK);
	free(path);
	return s;
}

static void take(struct store *s, char key[37])
{
	unsigned char sm3[DIGEST_SIZE];
	char digest[70] = "sm3=", *body, *head = push_text(key, "", &body);
	struct reply r;

	crypto_sm3(body, strlen(body), sm3);
	crypto_hex(sm3, sizeof sm3, digest + 4);
	reply_init(&r);
	reception_take(s, "d", &(struct posted){ .key = key, .digest = digest, .body = body, .n = strlen(body) }, &r);
	assert_int_equal(r.status, 201);
	reply_release(&r);
	free(head);
	free(body);
}

static unsigned asked(struct store *s, const char *key)
{
	struct reply r;

	reply_init(&r);
	reception_by_key(s, "d", key, &r);
	unsigned status = r.status;
	reply_release(&r);
	return status;
}

static void move(struct store *s, const char *key, const char *state)
{
	struct err err;

	json_t *details = json_pack("{ss ss ss ss}", "reason", strcmp(state, "15") == 0 ? "unreadable" : "不符合", "article", "第三十八条",
		"lines", "缺第三页", "organ", "省厅");
	assert_int_equal(reception_move(s, key, state, "张三", "说明", details, &err), ST_OK);
	json_decref(details);
}

static void settled_tasks_are_forgotten_after_400_days_and_open_ones_never(void **state)
{
	(void)state;
	struct store *s = own_store("forget.db");
	char refused[37] = "", returned[37] = "", open[37] = "";
	bool more;
	struct err err;

	take(s, refused);
	take(s, returned);
	take(s, open);
	move(s, refused, "20");
	move(s, refused, "51");
	move(s, returned, "15");
	move(s, open, "20");
	now += 400 * DAY_MS;
	assert_int_equal(reception_forget(s, 100, &more, &err), ST_OK);
	assert_int_equal(asked(s, refused), 200);
	now += 1;
	assert_int_equal(reception_forget(s, 1, &more, &err), ST_OK);        /* a few at a time */
	assert_true(more);
	assert_int_equal(asked(s, refused) + asked(s, returned), 604);
	assert_int_equal(reception_forget(s, 100, &more, &err), ST_OK);
	assert_false(more);
	assert_int_equal(asked(s, refused) + asked(s, returned), 808);
	assert_int_equal(asked(s, open), 200);
	/* what is left of the feed can be read, from any old cursor */
	struct reply r;
	reply_init(&r);
	reception_changes(s, "d", &(struct page_query){ .after = "1" }, &r);
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.data, open));
	assert_null(strstr(r.body.data, refused));
	reply_release(&r);
	store_close(s);
}

/* What a change has to tell goes into the feed with it; without it there is no change. */
static void a_change_tells_what_it_must(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", "kind=testing", "kind=magic start=2026-11-23 days=5 basis=b reason=r",
		"kind=testing start=yesterday days=5 basis=b reason=r", "kind=testing start=2026-11-23 days=0 basis=b reason=r",
		"kind=testing start=2026-11-23 days=5x basis=b reason=r", "kind=testing start=2026-11-23 days=5 basis=b" };
	struct store *s = own_store("details.db");
	char key[37] = "";
	struct err err;
	struct reply r;
	json_t *details;

	take(s, key);
	assert_int_equal(reception_move(s, key, "15", "张三", "", NULL, &err), ST_DATA);
	assert_string_equal(err.code, "E-6248");
	assert_int_equal(reception_move(s, key, "20", "张三", "", NULL, &err), ST_OK);
	for (size_t i = 0; i <= COUNT_OF(wrong); i++) {
		char text[120], *save = NULL;
		snprintf(text, sizeof text, "%s", i < COUNT_OF(wrong) ? wrong[i] : "kind=testing start=2026-11-23 days=5 basis=b reason=r");
		details = json_object();
		for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save))
			assert_int_equal(details_take(details, word, &err), ST_OK);
		assert_int_equal(reception_move(s, key, "30", "张三", "", details, &err), i < COUNT_OF(wrong) ? ST_DATA : ST_OK);
		json_decref(details);
	}
	details = json_object();
	assert_int_equal(details_take(details, "end", &err), ST_USAGE);
	assert_int_equal(details_take(details, "end=2026-11-25", &err), ST_OK);
	assert_int_equal(reception_move(s, key, "20", "张三", "", details, &err), ST_DATA);
	assert_string_equal(err.where, "result");
	json_decref(details);
	reply_init(&r);
	reception_changes(s, "d", &(struct page_query){ 0 }, &r);
	json_t *page = json_loadb(r.body.data, r.body.len, 0, NULL), *items = json_object_get(page, "items");
	assert_int_equal(json_array_size(items), 2);
	assert_null(json_object_get(json_array_get(items, 0), "details"));
	assert_string_equal(json_string_value(json_object_get(json_object_get(json_array_get(items, 1), "details"), "kind")), "testing");
	json_decref(page);
	reply_release(&r);
	store_close(s);
}

/* A note that is no text would make each page with it unreadable, for good. */
/* More open tasks than are read at once, and none of them due: it sleeps until the first one is. */
static void much_work_that_is_not_due_is_waited_for(void **state)
{
	(void)state;
	struct store *s = own_store("much.db");
	int64_t before = clock_wall_ms(), next = 0;
	struct err err;

	for (int i = 0; i < 120; i++) {
		char key[37] = "";
		take(s, key);
	}
	assert_int_equal(reception_work(s, 600000, &next, &err), ST_OK);
	assert_true(next >= before + 600000);
	assert_int_equal(reception_work(s, 0, &next, &err), ST_OK);          /* a page of them is signed for */
	assert_true(next <= clock_wall_ms());                                /* and the rest is read at once */
	store_close(s);
}

static void no_note_spoils_the_feed(void **state)
{
	(void)state;
	struct store *s = own_store("notes.db");
	char key[37] = "", *longest = mem_alloc(2002);
	struct err err;
	struct reply r;

	take(s, key);
	assert_int_equal(reception_move(s, key, "20", "张三", "坏\xff", NULL, &err), ST_USAGE);
	assert_int_equal(reception_move(s, key, "20", "\xe5\xbc", "", NULL, &err), ST_USAGE);
	memset(longest, '"', 2001);
	assert_int_equal(reception_move(s, key, "20", "张三", longest, NULL, &err), ST_USAGE);
	assert_string_equal(err.code, "E-6247");
	longest[2000] = '\0';
	/* 200 of the longest are one page of less than 1 MiB */
	json_t *details = json_pack("{ss}", "lines", "\"");
	assert_int_equal(reception_move(s, key, "20", "张三", longest, NULL, &err), ST_OK);
	assert_int_equal(reception_move(s, key, "25", "张三", longest, details, &err), ST_USAGE);      /* both together */
	longest[1980] = '\0';
	for (int i = 1; i < 200; i++)
		assert_int_equal(reception_move(s, key, i % 2 ? "25" : "20", "张三", longest, i % 2 ? details : NULL, &err), ST_OK);
	json_decref(details);
	reply_init(&r);
	reception_changes(s, "d", &(struct page_query){ .limit = "200" }, &r);
	assert_int_equal(r.status, 200);
	assert_true(r.body.len > 800000 && r.body.len < 1024 * 1024);
	reply_release(&r);
	free(longest);
	store_close(s);
}

static int begin(void **state)
{
	static const struct clock_source frozen = { frozen_wall, frozen_mono };

	(void)state;
	clock_replace(&frozen);
	fake_hall_make(&f, true);
	char *ca = file_join(f.path, "tls/ca.pem"), *cert = file_join(f.path, "tls/client.pem"), *key = file_join(f.path, "tls/client.key");
	context = SSL_CTX_new(TLS_client_method());
	assert_non_null(context);
	assert_int_equal(SSL_CTX_load_verify_locations(context, ca, NULL), 1);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	assert_int_equal(SSL_CTX_use_certificate_file(context, cert, SSL_FILETYPE_PEM), 1);
	assert_int_equal(SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM), 1);
	free(ca);
	free(cert);
	free(key);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	SSL_CTX_free(context);
	fake_hall_free(&f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twenty_at_once_each_get_their_own),
		cmocka_unit_test(told_to_end_it_finishes_what_it_has_begun),
		cmocka_unit_test(killed_in_the_middle_it_takes_it_the_next_time),
		cmocka_unit_test(settled_tasks_are_forgotten_after_400_days_and_open_ones_never),
		cmocka_unit_test(a_change_tells_what_it_must), cmocka_unit_test(no_note_spoils_the_feed),
		cmocka_unit_test(much_work_that_is_not_due_is_waited_for),
	};

	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return 99;
	return cmocka_run_group_tests(tests, begin, finish);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/wire.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum status wire_url_check(const char *url, struct err *err)
{
	enum status st = ST_OK;
	CURLU *u = curl_url();
	char *host = NULL;

	if (!u)
		return err_set(err, ST_NOMEM, "E-1201", "内存不足");
	if (strlen(url) > 255 || strncmp(url, "https://", 8) != 0 || url[8] == '/' || strpbrk(url, "@?#\\ ") ||
		curl_url_set(u, CURLUPART_URL, url, CURLU_DISALLOW_USER) || curl_url_get(u, CURLUPART_HOST, &host, 0) || !*host)
		st = err_set(err, ST_CONFIG, "E-3005", "部门地址应为 https://主机[:端口][/路径],没有改动");
	curl_free(host);
	curl_url_cleanup(u);
	return st;
}

/* Our own cap, also against what a decoder might blow up; nothing past it is kept. */
static size_t take_body(char *data, size_t size, size_t n, void *ctx)
{
	struct wire *w = ctx;

	n *= size;
	if (w->body.len + n > (size_t)w->limits->body_max) {
		w->too_much = true;
		return 0;
	}
	buf_add(&w->body, data, n);
	return n;
}

/* Retry-After: whole seconds only; a date, words or a sign are ignored (no. 44). */
static long retry_after(const char *value, size_t n)
{
	long seconds = 0;
	size_t i = 0, digits = 0;

	while (i < n && (value[i] == ' ' || value[i] == '\t'))
		i++;
	for (; i < n && isdigit((unsigned char)value[i]); i++, digits++)
		seconds = seconds > 100000000 ? seconds : seconds * 10 + (value[i] - '0');
	while (i < n && isspace((unsigned char)value[i]))
		i++;
	return digits > 0 && i == n ? seconds : -1;
}

static size_t take_header(char *line, size_t size, size_t n, void *ctx)
{
	static const char name[] = "retry-after:";
	struct wire *w = ctx;

	n *= size;
	w->header_bytes += (long)n;
	if (++w->header_lines > w->limits->header_lines || w->header_bytes > w->limits->header_bytes) {
		w->too_much = true;
		return 0;
	}
	if (n >= sizeof name - 1 && strncasecmp(line, name, sizeof name - 1) == 0)
		w->retry_after_s = retry_after(line + sizeof name - 1, n - (sizeof name - 1));
	return n;
}

static void add_header(struct wire *w, const char *name, const char *value)
{
	char *line = mem_format("%s%s", name, value);
	struct curl_slist *grown = curl_slist_append(w->headers, line);

	free(line);
	if (grown)
		w->headers = grown;
}

/* R10. One place; tests/dispatch dumps what is set here and compares it with the rule. */
static bool set_all(struct wire *w, const struct wire_identity *who, const struct wire_request *r, void *own)
{
	const struct wire_limits *l = w->limits;
	CURL *e = w->easy;
	int bad = 0;
#define SET(option, value) (bad |= curl_easy_setopt(e, CURLOPT_##option, value))

	/* where to, and nowhere else */
	SET(URL, r->url);
	SET(PROTOCOLS_STR, "https");
	SET(REDIR_PROTOCOLS_STR, "https");
	SET(FOLLOWLOCATION, 0L);
	SET(MAXREDIRS, 0L);
	SET(PROXY, "");                      /* not even by the environment */
	SET(NOPROXY, "*");
	SET(NETRC, (long)CURL_NETRC_IGNORED);
	SET(UNRESTRICTED_AUTH, 0L);
	/* whom we believe: the hall's CA alone. Without CAPATH = NULL the system's folder of CAs counts as well */
	SET(SSL_VERIFYPEER, 1L);
	SET(SSL_VERIFYHOST, 2L);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(SSL_OPTIONS, 0L);
	SET(CAINFO, who->ca);
	SET(CAPATH, NULL);
	SET(SSLCERT, who->cert);
	SET(SSLKEY, who->key);
	/* how long, how much */
	SET(NOSIGNAL, 1L);
	SET(QUICK_EXIT, 1L);                 /* a hung name look-up must not hold the loop */
	SET(CONNECTTIMEOUT_MS, l->connect_ms);
	SET(TIMEOUT_MS, l->total_ms);
	SET(LOW_SPEED_LIMIT, l->slow_bytes);
	SET(LOW_SPEED_TIME, l->slow_s);
	SET(MAXFILESIZE, l->body_max);
	SET(BUFFERSIZE, 16384L);
	SET(WRITEFUNCTION, take_body);
	SET(WRITEDATA, w);
	SET(HEADERFUNCTION, take_header);
	SET(HEADERDATA, w);
	/* what we say */
	SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(HTTP09_ALLOWED, 0L);
	SET(HTTP_CONTENT_DECODING, 0L);
	SET(USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
	SET(HTTPHEADER, w->headers);
	SET(VERBOSE, 0L);
	SET(NOPROGRESS, 1L);
	SET(ERRORBUFFER, w->fault);
	SET(PRIVATE, own);
	if (r->post) {
		/* libcurl posts again by itself when a connection that was used before dies: never use one twice (fact 3) */
		SET(FRESH_CONNECT, 1L);
		SET(FORBID_REUSE, 1L);
		SET(POST, 1L);
		SET(POSTFIELDS, r->post);
		SET(POSTFIELDSIZE_LARGE, (curl_off_t)r->n);
	} else {
		SET(HTTPGET, 1L);
	}
#undef SET
	return bad == 0;
}

enum status wire_init(struct wire *w, const struct wire_identity *who, const struct wire_limits *limits,
	const struct wire_request *r, void *own)
{
	*w = (struct wire){ .limits = limits, .retry_after_s = -1, .easy = curl_easy_init() };
	buf_init(&w->body, (size_t)limits->body_max + 1);
	if (!w->easy)
		return ST_NOMEM;
	add_header(w, "Accept: ", "application/json");
	add_header(w, "Expect:", "");        /* no waiting for 100 Continue */
	if (r->post)
		add_header(w, "Content-Type: ", r->key ? "application/json" : "application/octet-stream");
	if (r->without && *r->without)
		add_header(w, "Files-Without: ", r->without);
	if (r->post && r->key) {
		add_header(w, "Idempotency-Key: ", r->key);
		add_header(w, "Body-Digest: sm3=", r->digest);
		char sequence[12];
		snprintf(sequence, sizeof sequence, "%d", r->sequence);
		add_header(w, "Dossier-Sequence: ", sequence);
	}
	if (set_all(w, who, r, own))
		return ST_OK;
	wire_release(w);
	return ST_CONFIG;
}

void wire_release(struct wire *w)
{
	if (w->easy)
		curl_easy_cleanup(w->easy);
	curl_slist_free_all(w->headers);
	buf_release(&w->body);
	w->easy = NULL;
	w->headers = NULL;
}

struct wire_end wire_end(struct wire *w, CURLcode code)
{
	struct wire_end end = { .code = code, .too_much = w->too_much || code == CURLE_FILESIZE_EXCEEDED };
	curl_off_t up = 0;
	long request = 0;

	/* These never fail with valid arguments; what they could not tell stays 0, and `sent` then errs to true. */
	if (curl_easy_getinfo(w->easy, CURLINFO_RESPONSE_CODE, &end.http_status))
		end.http_status = 0;
	if (curl_easy_getinfo(w->easy, CURLINFO_SSL_VERIFYRESULT, &end.verify_result))
		end.verify_result = 0;
	bool known = !curl_easy_getinfo(w->easy, CURLINFO_SIZE_UPLOAD_T, &up) &&
		!curl_easy_getinfo(w->easy, CURLINFO_REQUEST_SIZE, &request);
	end.sent = !known || up > 0 || request > 0 || end.http_status > 0;
	return end;
}

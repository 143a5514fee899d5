/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "dispatch/dispatch.h"
#include "dispatch/wire.h"

/* R10: what is set on a handle is written down on its way to libcurl and compared with the rule, for a push and for a
 * question. The type-checking macro of curl.h stands in the way of the function. */
#undef curl_easy_setopt
CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...);

struct seen { CURLoption option; long number; const char *text; };
static struct seen seen[100];
static size_t seen_count;

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...)
{
	static CURLcode (*real)(CURL *, CURLoption, ...);
	const struct curl_easyoption *o = curl_easy_option_by_id(option);
	struct seen *s = &seen[seen_count++];
	CURLcode code;
	va_list ap;

	if (!real) {
		void *found = dlsym(RTLD_NEXT, "curl_easy_setopt");
		memcpy(&real, &found, sizeof real);
	}
	assert_non_null(o);
	assert_true(seen_count < COUNT_OF(seen));
	*s = (struct seen){ .option = option };
	va_start(ap, option);
	if (o->type == CURLOT_LONG || o->type == CURLOT_VALUES) {
		s->number = va_arg(ap, long);
		code = real(handle, option, s->number);
	} else if (o->type == CURLOT_OFF_T) {
		curl_off_t n = va_arg(ap, curl_off_t);
		s->number = (long)n;
		code = real(handle, option, n);
	} else {
		const void *p = va_arg(ap, const void *);
		s->text = o->type == CURLOT_STRING ? p : NULL;
		s->number = p != NULL;
		code = real(handle, option, p);
	}
	va_end(ap);
	return code;
}

/* The last one wins, as in libcurl. */
static const struct seen *find(CURLoption option)
{
	for (size_t i = seen_count; i-- > 0; )
		if (seen[i].option == option)
			return &seen[i];
	return NULL;
}

/* CALLED: something was set; MISSING: it must never be; NOTHING: set to NULL; TEXT; otherwise the number. */
enum want { NUMBER, TEXT, NOTHING, CALLED, MISSING };
struct rule { CURLoption option; enum want want; long number; const char *text; };
#define N(option, number) { CURLOPT_##option, NUMBER, number, NULL }
#define T(option, text) { CURLOPT_##option, TEXT, 0, text }
#define W(option, want) { CURLOPT_##option, want, 0, NULL }
static const struct rule always[] = {
	T(PROTOCOLS_STR, "https"), N(FOLLOWLOCATION, 0), N(MAXREDIRS, 0), N(SSL_VERIFYPEER, 1), N(SSL_VERIFYHOST, 2),
	T(CAINFO, "ca"), W(CAPATH, NOTHING), T(SSLCERT, "cert"), T(SSLKEY, "key"), N(SSLVERSION, CURL_SSLVERSION_TLSv1_2),
	T(PROXY, ""), T(NOPROXY, "*"), N(NETRC, CURL_NETRC_IGNORED), N(NOSIGNAL, 1), N(QUICK_EXIT, 1),
	N(CONNECTTIMEOUT_MS, 5000), N(TIMEOUT_MS, 30000), N(LOW_SPEED_LIMIT, 10), N(LOW_SPEED_TIME, 10),
	N(MAXFILESIZE, 1024 * 1024), W(WRITEFUNCTION, CALLED), W(HEADERFUNCTION, CALLED), N(HTTP09_ALLOWED, 0), N(VERBOSE, 0),
	N(SSL_OPTIONS, 0),
	/* nothing of this may come in by the side */
	W(ACCEPT_ENCODING, MISSING), W(COOKIEFILE, MISSING), W(COOKIEJAR, MISSING), W(COOKIE, MISSING), W(USERPWD, MISSING),
	W(SSL_CTX_FUNCTION, MISSING), W(DEBUGFUNCTION, MISSING), W(SSL_VERIFYSTATUS, MISSING), W(RESOLVE, MISSING),
	W(CONNECT_TO, MISSING), W(UNIX_SOCKET_PATH, MISSING), W(ALTSVC, MISSING), W(POSTREDIR, MISSING),
};
static const struct rule push[] = { N(POST, 1), N(FORBID_REUSE, 1), N(FRESH_CONNECT, 1), N(POSTFIELDSIZE_LARGE, 2) };
static const struct rule question[] = { N(HTTPGET, 1), W(POST, MISSING), W(POSTFIELDS, MISSING), W(CUSTOMREQUEST, MISSING) };

static void check(const struct rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct rule *r = &rules[i];
		const struct seen *s = find(r->option);
		const char *name = curl_easy_option_by_id(r->option)->name;
		bool fine = r->want == MISSING ? !s : s && (r->want == CALLED ? s->number != 0 : r->want == NOTHING ? s->number == 0
			: r->want == TEXT ? s->text && strcmp(s->text, r->text) == 0 : s->number == r->number);
		if (!fine)
			fail_msg("CURLOPT_%s: %s %ld %s", name, s ? "is" : "is not set", s ? s->number : 0, s && s->text ? s->text : "");
	}
}

static void make(const struct wire_request *r)
{
	const struct wire_identity who = { "ca", "cert", "key" };
	struct wire w;

	seen_count = 0;
	assert_int_equal(wire_init(&w, &who, &dispatch_usual.limits, r, &w), ST_OK);
	wire_release(&w);
}

static void a_push_is_set_by_the_rule(void **state)
{
	(void)state;
	make(&(struct wire_request){ .url = "https://a.test/v1/tasks", .post = "{}", .n = 2, .key = "k", .digest = "d" });
	check(always, COUNT_OF(always));
	check(push, COUNT_OF(push));
}

static void a_question_is_set_by_the_rule(void **state)
{
	(void)state;
	make(&(struct wire_request){ .url = "https://a.test/v1/changes" });
	check(always, COUNT_OF(always));
	check(question, COUNT_OF(question));
}

static void only_plain_https_addresses(void **state)
{
	(void)state;
	static const char *const good[] = { "https://a.test", "https://127.0.0.1:18443/d-wsjk", "https://[::1]:1/x/y" };
	static const char *const bad[] = { "", "http://a.test", "https://", "https:///x", "https://u:p@a.test", "https://a.test?x",
		"https://a.test#x", "https://a.test/ b", "file:///etc/passwd", "HTTPS://a.test", "https://a.test:999999", "//a.test",
		"https://a.test\\@b.test" };
	struct err err;

	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_int_equal(wire_url_check(good[i], &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(wire_url_check(bad[i], &err), ST_CONFIG);
		assert_string_equal(err.code, "E-3005");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_push_is_set_by_the_rule),
		cmocka_unit_test(a_question_is_set_by_the_rule),
		cmocka_unit_test(only_plain_https_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

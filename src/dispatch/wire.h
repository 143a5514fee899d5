/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_WIRE_H
#define DISPATCH_WIRE_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* One request over HTTPS as R10 wants it. The caller drives the multi handle. */

/* Limits of a request: R10's stand in dispatch_usual, tests make them shorter. */
struct wire_limits {
	long connect_ms, total_ms;           /* 5 s to connect, 30 s in all */
	long slow_bytes, slow_s;             /* less than 10 B/s for 10 s is silence */
	long body_max;                       /* bytes of an answer: 1 MiB */
	long header_bytes, header_lines;     /* all header lines of an answer, 1xx included */
};

/* Whom we believe and who we are: PEM files. */
struct wire_identity { const char *ca, *cert, *key; };

struct wire {
	CURL *easy;
	struct buf body;                     /* of the answer */
	long retry_after_s;                  /* -1: none, or not understood */
	char fault[CURL_ERROR_SIZE];         /* curl's own words, for the log only */
	/* private */
	struct curl_slist *headers;
	const struct wire_limits *limits;
	long header_bytes, header_lines;
	bool too_much;
};

/* https://HOST[:PORT][/PATH] and nothing else: no user, query or fragment, at most 255 bytes. E-3005. */
enum status wire_url_check(const char *url, struct err *err) MUST_CHECK;

/* Makes the easy handle; every option that R10 speaks of is set here and nowhere else. `post` NULL is a GET; the bytes
 * stay the caller's until the wire is released. `key`, `digest` and `sequence` (R9) become headers of a POST. */
/* `key` NULL: octets without any of those (a file). `without`: value of Files-Without, NULL or "" for none. */
struct wire_request { const char *url, *post, *key, *digest, *without; size_t n; int sequence; };
enum status wire_init(struct wire *w, const struct wire_identity *who, const struct wire_limits *limits,
	const struct wire_request *r, void *own) MUST_CHECK;
void wire_release(struct wire *w);

/* What came of it, once curl is through with it. */
struct wire_end {
	CURLcode code;
	long http_status;                    /* 0: none */
	bool sent;                           /* some of our request may have reached the other side */
	long verify_result;                  /* OpenSSL's X509_V_ERR_…, 0 fine */
	bool too_much;                       /* we hung up: body or headers over the limits */
};
struct wire_end wire_end(struct wire *w, CURLcode code);

#endif

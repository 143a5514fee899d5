/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAKE_DEPARTMENT_H
#define TESTS_FAKE_DEPARTMENT_H

#include <stdbool.h>
#include <stddef.h>

/* A department on a port of its own that plays scripts: what the network and a broken or hostile server can do to us.
 * Its ledger counts what really happened. Each server has threads of its own, so one that hangs holds up no other. */
struct fake_server;

struct fake_server_options {
	const char *tls;                     /* folder of certificates; NULL: no TLS at all (a trap that counts) */
	const char *certificate;             /* in that folder, without .pem/.key; NULL: "server" */
	const char *client_ca;               /* CA that clients must be signed by; NULL: "ca" */
	bool old_tls;                        /* TLS 1.1 at most */
	bool no_dedup;                       /* every push that is executed has its effect, known key or not */
	const char *redirect;                /* where redirects point to */
	/* Names of acts for the pushes in their order, separated by blanks; after the last one it is honest. */
	const char *script;
	const char *feed;                    /* one act for every reading of the feed; NULL: honest and empty */
	const char *list;                    /* one act for every reading of the list of what arrived; NULL: 404, there is none */
	const char *query;                   /* one act for every question by key; NULL: honest */
};
struct fake_server *fake_server_start(const struct fake_server_options *o);
void fake_server_stop(struct fake_server *s);        /* ends its threads; NULL is fine */
const char *fake_server_url(const struct fake_server *s);        /* "https://127.0.0.1:PORT" */

/* A reading of the feed: when (CLOCK_BOOTTIME), and after which cursor. */
struct fake_reading { long long at_ms; char after[24]; };
#define FAKE_READINGS 400
struct fake_ledger {
	int connections, handshakes, open, most;     /* most: at the same time */
	int pushes, queries, feeds, lists;
	int effects;                         /* tasks that were done, each time they were done */
	long bytes;                          /* of requests, behind TLS; for a trap: of anything */
	struct fake_reading readings[FAKE_READINGS];         /* the first of `feeds` */
};
struct fake_ledger fake_server_ledger(struct fake_server *s);

#endif

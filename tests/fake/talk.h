/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAKE_TALK_H
#define TESTS_FAKE_TALK_H

#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>

#include "fake/department.h"

/* What the fake department's server and its acts share. */
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

bool talk_put(struct talk *t, const void *bytes, size_t n);
bool talk_say(struct talk *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool talk_answer(struct talk *t, const char *status, const char *headers, const char *body);
/* Waits without saying anything until the other side is gone, we end, or the time is over (-1: never). */
void talk_hold(struct talk *t, int ms);
bool talk_ending(const struct talk *t);
/* Does the task, unless it was done before. */
void talk_execute(struct talk *t);
/* Its place among the keys, -1. */
int talk_known(const struct fake_server *s, const char *key);
void talk_honest_json(struct talk *t, char out[256]);
/* Plays the act of this name (or status, "503/1" with Retry-After). */
void talk_act(struct talk *t, const char *name);

#endif

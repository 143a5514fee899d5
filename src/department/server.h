/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DEPARTMENT_SERVER_H
#define DEPARTMENT_SERVER_H

#include <stdint.h>

#include "base/status.h"
#include "store/store.h"

/* The contract over HTTPS: one thread, one store, libmicrohttpd with GnuTLS underneath. */
struct server_options {
	const char *listen;                  /* "127.0.0.1:18443", "[::1]:0"; port 0: any free one */
	const char *ca, *cert, *key;         /* PEM files */
	int auto_s;                          /* works tasks by itself after so many seconds; -1: never */
};

/* Serves until SIGTERM or SIGINT, then lets requests under way end (5 s at most). Says on standard output, once it
 * can be reached: "yichuang-department: https://ADDR:PORT". */
enum status server_run(struct store *s, const struct server_options *o, struct err *err) MUST_CHECK;

#endif

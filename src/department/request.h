/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DEPARTMENT_REQUEST_H
#define DEPARTMENT_REQUEST_H

#include <microhttpd.h>

#include "store/store.h"

/* libmicrohttpd's two callbacks; `cls` of both is a struct requests. */
struct requests {
	struct store *store;
	int open;                            /* requests under way */
	bool came;                           /* a task may have come since this was last cleared */
};
enum MHD_Result request_handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_n, void **own);
void request_done(void *cls, struct MHD_Connection *c, void **own, enum MHD_RequestTerminationCode code);

/* A connection begins: its client must show a certificate that our CA signed for clients, or no handshake. */
void request_connection(void *cls, struct MHD_Connection *c, void **own, enum MHD_ConnectionNotificationCode code);

#endif

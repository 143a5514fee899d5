/* SPDX-License-Identifier: Apache-2.0 */
#include "department/request.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "department/reception.h"
#include "department/task.h"

#define DRAIN_MORE ((size_t)8 * 1024 * 1024)  /* how much of a body that is too large is read before we hang up */

enum route { ROUTE_TAKE, ROUTE_TELL, ROUTE_KEYS, ROUTE_BY_KEY, ROUTE_TOLD, ROUTE_CHANGES, ROUTE_FILE, ROUTE_NONE, ROUTE_NO_METHOD };
static const struct { const char *path; bool exact; const char *method; } routes[] = {
	[ROUTE_TAKE] = { "/v1/tasks", true, "POST" },
	[ROUTE_TELL] = { "/v1/messages", true, "POST" },
	[ROUTE_KEYS] = { "/v1/tasks", true, "GET" },
	[ROUTE_BY_KEY] = { "/v1/tasks/by-key/", false, "GET" },
	[ROUTE_TOLD] = { "/v1/messages/by-key/", false, "GET" },
	[ROUTE_CHANGES] = { "/v1/changes", true, "GET" },
	[ROUTE_FILE] = { "/v1/files", true, "POST" },
};

struct request {
	enum route route;
	char department[DEPARTMENT_ID_MAX + 1];
	const char *rest;                    /* behind the route's path; MHD's text, alive as long as the request */
	struct buf body;
	size_t seen;
	struct reply reply;
	bool refused;                        /* the reply stands before the body was read */
};

static gnutls_session_t session_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);

	return info ? info->tls_session : NULL;
}

void request_connection(void *cls, struct MHD_Connection *c, void **own, enum MHD_ConnectionNotificationCode code)
{
	static gnutls_typed_vdata_st purpose;
	static char client[] = GNUTLS_KP_TLS_WWW_CLIENT;
	gnutls_session_t session = session_of(c);

	(void)cls;
	(void)own;
	if (code != MHD_CONNECTION_NOTIFY_STARTED || !session)
		return;
	purpose = (gnutls_typed_vdata_st){ .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)client };
	gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
	gnutls_session_set_verify_cert2(session, &purpose, 1, 0);
}

/* The handshake has demanded it already; asked again here so that no change of a library can lose it unseen. */
static bool client_verified(struct MHD_Connection *c)
{
	gnutls_session_t session = session_of(c);
	unsigned status = ~0U, count = 0;

	return session && gnutls_certificate_get_peers(session, &count) && count > 0 &&
		gnutls_certificate_verify_peers2(session, &status) == 0 && status == 0;
}

/* "/d-wsjk/v1/tasks" → department and route; without a prefix the department is "". */
static enum route route_of(const char *url, const char *method, struct request *r)
{
	const char *path = strstr(url, "/v1/");
	enum route found = ROUTE_NONE;
	size_t n = path ? (size_t)(path - url) : 0;

	if (!path || n > DEPARTMENT_ID_MAX + 1 || (n > 0 && url[0] != '/'))
		return ROUTE_NONE;
	if (n > 1) {
		memcpy(r->department, url + 1, n - 1);
		if (strspn(r->department, "abcdefghijklmnopqrstuvwxyz0123456789-_") != n - 1)
			return ROUTE_NONE;
	}
	for (enum route i = 0; i < COUNT_OF(routes); i++) {
		size_t len = strlen(routes[i].path);
		if (routes[i].exact ? strcmp(path, routes[i].path) != 0 : strncmp(path, routes[i].path, len) != 0)
			continue;
		r->rest = path + len;
		if (strcmp(method, routes[i].method) == 0)
			return i;
		found = ROUTE_NO_METHOD;
	}
	return found;
}

static const char *header(struct MHD_Connection *c, const char *name)
{
	return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

static size_t body_max(const struct request *r)
{
	return r->route == ROUTE_FILE ? FILE_BODY_MAX : TASK_BODY_MAX;
}

static void refuse(struct request *r, unsigned status, const char *code, const char *message)
{
	r->refused = true;
	reply_error(&r->reply, status, code, message, NULL);
}

static void refuse_length(struct request *r)
{
	if (r->route == ROUTE_FILE)
		refuse(r, 413, "3003", "附件超过 20 MB");
	else
		refuse(r, 413, "too-large", "内容超过 1 MiB");
}

/* Is the length that is announced more than we would read to be heard? */
static bool too_long(const struct request *r, const char *length)
{
	size_t n = strlen(length);

	return n > 15 || strspn(length, "0123456789") != n || strtoull(length, NULL, 10) > body_max(r) + DRAIN_MORE;
}

/* What can be said before the body. */
static void request_open(struct request *r, struct MHD_Connection *c, const char *url, const char *method)
{
	const char *type = header(c, "Content-Type"), *length = header(c, "Content-Length");

	r->route = route_of(url, method, r);
	if (!client_verified(c))
		refuse(r, 403, "no-certificate", "没有出示大厅证书");
	else if (r->route == ROUTE_NONE)
		refuse(r, 404, "unknown-path", "没有这个地址");
	else if (r->route == ROUTE_NO_METHOD)
		refuse(r, 405, "bad-method", "这个地址不接受此方法");
	else if ((r->route == ROUTE_TAKE || r->route == ROUTE_TELL) && (!type || strncasecmp(type, "application/json", 16) != 0))
		refuse(r, 415, "bad-type", "应为 application/json");
	else if (length && too_long(r, length))
		refuse_length(r);
}

static const char *argument(struct MHD_Connection *c, const char *name)
{
	return MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, name);
}

static void request_answer(struct requests *q, struct request *r, struct MHD_Connection *c)
{
	const struct page_query page = { argument(c, "after"), argument(c, "limit"), argument(c, "from"), argument(c, "to") };
	const struct posted post = { .key = header(c, "Idempotency-Key"), .digest = header(c, "Body-Digest"),
		.sequence = header(c, "Dossier-Sequence"), .without = header(c, "Files-Without"),
		 .body = r->body.data ? r->body.data : "", .n = r->body.len };

	switch (r->route) {
	case ROUTE_TAKE:
	case ROUTE_TELL:
		if (r->body.overflow)
			refuse_length(r);
		else if (r->route == ROUTE_TAKE)
			reception_take(q->store, r->department, &post, &r->reply);
		else
			reception_tell(q->store, r->department, &post, &r->reply);
		q->came = true;
		break;
	case ROUTE_FILE:
		if (r->body.overflow)
			refuse_length(r);
		else
			reception_file(q->store, r->department, argument(c, "sha"), argument(c, "size"), &post, &r->reply);
		break;
	case ROUTE_TOLD:
		reception_told(q->store, r->department, r->rest, &r->reply);
		break;
	case ROUTE_BY_KEY:
		reception_by_key(q->store, r->department, r->rest, &r->reply);
		break;
	case ROUTE_CHANGES:
		reception_changes(q->store, r->department, &page, &r->reply);
		break;
	case ROUTE_KEYS:
		reception_keys(q->store, r->department, &page, &r->reply);
		break;
	case ROUTE_NONE:
	case ROUTE_NO_METHOD:
		break;
	}
}

static enum MHD_Result send_reply(struct request *r, struct MHD_Connection *c)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(r->reply.body.len, r->reply.body.data,
		MHD_RESPMEM_MUST_COPY);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, "Content-Type", "application/json");
	MHD_add_response_header(response, "Cache-Control", "no-store");
	if (r->reply.replayed)
		MHD_add_response_header(response, "Idempotency-Replayed", "true");
	if (r->reply.status == 503)
		MHD_add_response_header(response, "Retry-After", "2");
	enum MHD_Result queued = MHD_queue_response(c, r->reply.status, response);
	MHD_destroy_response(response);
	return queued;
}

enum MHD_Result request_handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_n, void **own)
{
	struct requests *q = cls;
	struct request *r = *own;

	(void)version;
	if (!r) {                                    /* headers are in, the body is not */
		*own = r = mem_alloc(sizeof *r);
		reply_init(&r->reply);
		q->open++;
		request_open(r, c, url, method);
		buf_init(&r->body, body_max(r) + 1);
		return r->refused ? send_reply(r, c) : MHD_YES;
	}
	if (*upload_n > 0) {
		r->seen += *upload_n;
		buf_add(&r->body, upload, *upload_n);
		*upload_n = 0;
		return r->seen > body_max(r) + DRAIN_MORE ? MHD_NO : MHD_YES;
	}
	r->body.overflow = r->seen > body_max(r);
	request_answer(q, r, c);
	return send_reply(r, c);
}

void request_done(void *cls, struct MHD_Connection *c, void **own, enum MHD_RequestTerminationCode code)
{
	struct requests *q = cls;
	struct request *r = *own;

	(void)c;
	(void)code;
	if (!r)
		return;
	buf_release(&r->body);
	reply_release(&r->reply);
	free(r);
	*own = NULL;
	q->open--;
}

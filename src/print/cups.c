/* SPDX-License-Identifier: Apache-2.0 */
#include "print/cups_own.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

#define CONNECT_MS 2000
#define ANSWER_S 2                  /* of silence; libcups counts one second more */
#define CALL_S 4                    /* a call, also when the answer comes in drops */

/* One thread and its signal handlers: the connection that is being waited on (libcups may give it another socket), and
 * whether to give up. */
static int interrupted;
static http_t *volatile waiting_on;

static void hang_up(void)
{
	http_t *http = waiting_on;

	if (http && httpGetFd(http) >= 0)
		(void)shutdown(httpGetFd(http), SHUT_RDWR);
}

void spooler_interrupt(void)
{
	interrupted = 1;
	hang_up();
}

static void too_long(int number)
{
	(void)number;
	hang_up();
}

/* Around every call: libcups's own limit is one of silence, and a byte now and then begins it anew. */
static void call_begin(void)
{
	const struct itimerval limit = { .it_value = { CALL_S, 0 } };
	const struct sigaction act = { .sa_handler = too_long };

	if (sigaction(SIGALRM, &act, NULL) != 0 || setitimer(ITIMER_REAL, &limit, NULL) != 0)
		log_line(LOG_WARNING, "no time limit for the printing service: %s", strerror(errno));
}

static void call_end(void)
{
	const struct itimerval none = { .it_value = { 0, 0 } };

	if (setitimer(ITIMER_REAL, &none, NULL) != 0)
		log_line(LOG_WARNING, "setitimer: %s", strerror(errno));
}

static bool is_local(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0 ||
		strcmp(host, "[::1]") == 0;
}

/* Does anybody listen on this PC's own printing port? A connect on loopback answers at once; libcups does not hand its
 * errno on. */
static bool listens(void)
{
	const struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)ippPort()),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)ippPort()),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	bool found = false;

	for (int i = 0; i < 2 && !found; i++) {
		int fd = socket(i ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd < 0)
			continue;
		found = (i ? connect(fd, (const struct sockaddr *)&v6, sizeof v6) :
			connect(fd, (const struct sockaddr *)&v4, sizeof v4)) == 0;
		(void)close(fd);
	}
	return found;
}

/* Is there a printing system at all? A socket file says yes even when nobody listens on it any more. */
static bool exists(const char *server)
{
	if (*server == '/')
		return access(server, F_OK) == 0 || errno != ENOENT;
	return !is_local(server) || listens();
}

enum status spooler_connect(struct spooler **out, struct err *err)
{
	const char *server = cupsServer();
	http_t *http;

	*out = NULL;
	if (interrupted)
		return err_set(err, ST_CANCELLED, SPOOLER_SILENT, "打印程序正在退出");
	http = httpConnect2(server, ippPort(), NULL, AF_UNSPEC, cupsEncryption(), 1, CONNECT_MS, &interrupted);
	if (!http) {
		if (!exists(server))
			return err_set(err, ST_NOINPUT, "E-5312", "这台电脑没有打印系统");
		log_line(LOG_WARNING, "cups: no connection to %s: %s", server, cupsLastErrorString());
		return err_set(err, ST_UNAVAIL, SPOOLER_SILENT, "打印服务没有回答");
	}
	httpSetTimeout(http, ANSWER_S, NULL, NULL);
	waiting_on = http;
	*out = mem_alloc(sizeof **out);
	(*out)->http = http;
	return ST_OK;
}

void spooler_close(struct spooler *s)
{
	if (!s)
		return;
	waiting_on = NULL;
	httpClose(s->http);
	free(s);
}

/* ---- requests ---- */

/* What the last request ended with; `answered`: the server said so itself. Its own words go to the log, ours to people. */
static enum status outcome(const char *what, const char *queue, bool answered, struct err *err)
{
	static const struct { ipp_status_t from, to; enum status st; const char *code, *words; } known[] = {
		{ IPP_STATUS_ERROR_NOT_FOUND, IPP_STATUS_ERROR_GONE, ST_NOINPUT, "E-5311", "打印服务不认识这个队列或任务" },
		{ IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS, IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS, ST_REFUSED, "E-5313", "打印队列不接新任务" },
		{ IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED, IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED, ST_REFUSED, "E-5314",
			"打印队列不收这种格式" },
		{ IPP_STATUS_ERROR_FORBIDDEN, IPP_STATUS_ERROR_NOT_AUTHORIZED, ST_DENIED, "E-5315", "打印服务不许本机打印" },
		{ IPP_STATUS_ERROR_NOT_POSSIBLE, IPP_STATUS_ERROR_NOT_POSSIBLE, ST_REFUSED, "E-5316", "打印服务说现在不能这样做" },
	};
	ipp_status_t last = cupsLastError();

	if (last <= IPP_STATUS_OK_EVENTS_COMPLETE)
		return ST_OK;
	log_line(LOG_WARNING, "cups: %s %s: %s", what, queue, cupsLastErrorString());
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (last >= known[i].from && last <= known[i].to)
			return err_set(err, known[i].st, known[i].code, "%s(%s)", known[i].words, queue);
	if (answered)
		return err_set(err, ST_UNAVAIL, "E-5324", "打印服务出错(%s),会再试", queue);
	return err_set(err, ST_UNAVAIL, SPOOLER_SILENT, "打印服务没有回答");
}

ipp_t *spooler_request(ipp_op_t op, const char *queue, int job)
{
	ipp_t *q = ippNewRequest(op);
	char uri[HTTP_MAX_URI];

	httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue);
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
	if (job)
		ippAddInteger(q, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
	return q;
}

enum status spooler_ask(struct spooler *s, ipp_t *request, const char *what, const char *queue, ipp_t **answer,
	struct err *err)
{
	enum status st;

	call_begin();
	*answer = cupsDoRequest(s->http, request, "/");
	call_end();
	st = outcome(what, queue, *answer != NULL, err);
	if (st == ST_OK && !*answer)
		st = err_set(err, ST_UNAVAIL, SPOOLER_SILENT, "打印服务没有回答");
	if (st != ST_OK) {
		ippDelete(*answer);
		*answer = NULL;
	}
	return st;
}

/* ---- queues ---- */

/* A name that may go on into the store and into messages. CUPS makes no other; a server far away may be anything. */
static bool usable(const char *name)
{
	size_t position, n = strlen(name);

	return n && n < QUEUE_NAME && text_check(name, n, &position) == TEXT_FINE;
}

/* Names that a person could have meant, for the message. */
static void others(cups_dest_t *dests, int count, char *out, size_t room)
{
	struct buf b;

	buf_init(&b, BUF_SMALL);
	for (int i = 0; i < count && i < 8; i++) {
		if (i)
			buf_text(&b, " ");
		text_for_printer(&b, dests[i].name, strlen(dests[i].name));
	}
	snprintf(out, room, "%s", b.len ? b.data : "无");
	buf_release(&b);
}

/* cupsGetDests2 looks for network printers too, and waits for them: we ask for what this server prints on. */
static enum status queues(struct spooler *s, cups_dest_t **dests, int *count, struct err *err)
{
	static const char *const wanted[] = { "printer-name" };
	ipp_t *q = ippNewRequest(IPP_OP_CUPS_GET_PRINTERS), *a;
	ipp_attribute_t *name;
	enum status st;

	*dests = NULL;
	*count = 0;
	ippAddStrings(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 1, NULL, wanted);
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
	call_begin();
	a = cupsDoRequest(s->http, q, "/");
	call_end();
	if (cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND) {        /* how it says: none */
		ippDelete(a);
		return ST_OK;
	}
	st = outcome("Get-Printers", "", a != NULL, err);
	for (name = a && st == ST_OK ? ippFindAttribute(a, "printer-name", IPP_TAG_NAME) : NULL; name;
		name = ippFindNextAttribute(a, "printer-name", IPP_TAG_NAME))
		*count = cupsAddDest(ippGetString(name, 0, NULL), NULL, *count, dests);
	ippDelete(a);
	return st;
}

static enum status no_such(struct spooler *s, const char *wanted, char queue[QUEUE_NAME], struct err *err)
{
	cups_dest_t *dests = NULL;
	char names[300];
	int count = 0;
	enum status st = queues(s, &dests, &count, err);

	if (st == ST_OK) {
		others(dests, count, names, sizeof names);
		if (*wanted)
			st = err_set(err, ST_REFUSED, "E-5311", "没有名为“%s”的打印机,现有:%s", wanted, names);
		else if (count == 1 && usable(dests[0].name))
			snprintf(queue, QUEUE_NAME, "%s", dests[0].name);
		else
			st = count ? err_set(err, ST_REFUSED, "E-5317", "有几台打印机而没有默认的:%s", names) :
				err_set(err, ST_NOINPUT, "E-5312", "还没有设打印机");
	}
	cupsFreeDests(count, dests);
	return st;
}

enum status spooler_find(struct spooler *s, const char *wanted, char queue[QUEUE_NAME], struct err *err)
{
	cups_dest_t *dest;
	bool fits;

	*queue = '\0';
	call_begin();
	dest = cupsGetNamedDest(s->http, *wanted ? wanted : NULL, NULL);
	call_end();
	fits = dest && usable(dest->name);
	if (fits)
		snprintf(queue, QUEUE_NAME, "%s", dest->name);
	cupsFreeDests(dest ? 1 : 0, dest);
	if (fits)
		return ST_OK;
	if (cupsLastError() >= IPP_STATUS_ERROR_INTERNAL && cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND)
		return outcome("Get-Printer-Attributes", wanted, false, err);
	return no_such(s, wanted, queue, err);
}

/* ---- jobs ---- */

enum status spooler_create(struct spooler *s, const char *queue, const char *title, const char *media, int *job,
	struct err *err)
{
	ipp_t *q = spooler_request(IPP_OP_CREATE_JOB, queue, 0), *a;
	ipp_attribute_t *id;
	enum status st;

	*job = 0;
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, title);
	ippAddString(q, IPP_TAG_JOB, IPP_TAG_NAME, "job-sheets", NULL, "none");
	if (*media)
		ippAddString(q, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
	st = spooler_ask(s, q, "Create-Job", queue, &a, err);
	if (st != ST_OK)
		return st;
	id = ippFindAttribute(a, "job-id", IPP_TAG_INTEGER);
	*job = id ? ippGetInteger(id, 0) : 0;
	ippDelete(a);
	return *job > 0 ? ST_OK : err_set(err, ST_UNAVAIL, "E-5324", "打印服务没有给任务号");
}

enum status spooler_send(struct spooler *s, const char *queue, int job, const char *format, const void *data, size_t n,
	struct err *err)
{
	ipp_t *q = spooler_request(IPP_OP_SEND_DOCUMENT, queue, job);
	char resource[QUEUE_NAME * 3 + 16];
	http_status_t status;
	bool answered;
	ipp_t *a;

	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
	ippAddBoolean(q, IPP_TAG_OPERATION, "last-document", 1);
	snprintf(resource, sizeof resource, "/printers/%s", queue);
	call_begin();
	status = cupsSendRequest(s->http, q, resource, ippLength(q) + n);
	ippDelete(q);
	if (status == HTTP_STATUS_CONTINUE)
		status = cupsWriteRequestData(s->http, data, n / 2);
	if (FAULT("print.half"))
		status = HTTP_STATUS_ERROR;
	if (status == HTTP_STATUS_CONTINUE)
		status = cupsWriteRequestData(s->http, (const char *)data + n / 2, n - n / 2);
	a = cupsGetResponse(s->http, resource);
	call_end();
	answered = a != NULL;
	ippDelete(a);
	if (status != HTTP_STATUS_CONTINUE && cupsLastError() <= IPP_STATUS_OK_EVENTS_COMPLETE)
		return err_set(err, ST_UNAVAIL, SPOOLER_SILENT, "打印服务中断");
	return outcome("Send-Document", queue, answered, err);
}

enum status spooler_cancel(struct spooler *s, const char *queue, int job, struct err *err)
{
	ipp_t *a;
	enum status st = spooler_ask(s, spooler_request(IPP_OP_CANCEL_JOB, queue, job), "Cancel-Job", queue, &a, err);

	ippDelete(a);
	/* "already completed", "already canceled": it is over */
	return st == ST_REFUSED ? ST_OK : st;
}

enum status spooler_sweep(struct spooler *s, const char *queue, const char *title, int *count, struct err *err)
{
	static const char *const wanted[] = { "job-id", "job-name" };
	ipp_t *q = spooler_request(IPP_OP_GET_JOBS, queue, 0), *a;
	ipp_attribute_t *attr;
	int found[16], n = 0, id = 0;
	enum status st;

	*count = 0;
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "not-completed");
	ippAddBoolean(q, IPP_TAG_OPERATION, "my-jobs", 1);
	ippAddStrings(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, NULL, wanted);
	st = spooler_ask(s, q, "Get-Jobs", queue, &a, err);
	if (st != ST_OK)
		return st;
	for (attr = ippFirstAttribute(a); attr; attr = ippNextAttribute(a)) {
		const char *name = ippGetName(attr);

		if (!name)
			id = 0;                                     /* between two jobs */
		else if (strcmp(name, "job-id") == 0)
			id = ippGetInteger(attr, 0);
		if (name && strcmp(name, "job-name") == 0 && id > 0 && n < 16 && strcmp(ippGetString(attr, 0, NULL), title) == 0)
			found[n++] = id;
	}
	ippDelete(a);
	for (int i = 0; i < n && st == ST_OK; i++) {
		st = spooler_cancel(s, queue, found[i], err);
		*count += st == ST_OK;
	}
	return st;
}

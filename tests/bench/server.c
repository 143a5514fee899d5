/* SPDX-License-Identifier: Apache-2.0 */
/* A department that costs as little as possible, for measuring the sender.
 *
 *   bench-server answer|hang PORT TLS-FOLDER COUNT-FILE [DEAF-PORT]
 *
 * HTTPS as the contract wants it, with client certificates, no store. `answer` acknowledges each push at once, `hang` takes
 * it and never answers; feeds are empty. COUNT-FILE always holds "pushes hanging first-ms last-ms". On DEAF-PORT connections are
 * taken and nothing is ever said: a print server that is dead; 0 takes any, and standard output says which. Ends with
 * SIGTERM. */
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "now.h"

static bool hangs;
static int count_file, pushes, hanging;
static double first, last;

struct body { struct buf bytes; bool waits; };

/* The value of a member near the beginning of the body: the sender's JSON is compact and flat enough for this. */
static void member(const char *json, const char *name, char out[64])
{
	char *wanted = mem_format("\"%s\":\"", name);
	const char *at = strstr(json, wanted);

	out[0] = '\0';
	if (at) {
		at += strlen(wanted);
		snprintf(out, 64, "%.*s", (int)strcspn(at, "\""), at);
	}
	free(wanted);
}

static void tell(void)
{
	char line[100];
	int n = snprintf(line, sizeof line, "%-9d %-9d %-19.3f %-19.3f\n", pushes, hanging, first, last);

	if (pwrite(count_file, line, (size_t)n, 0) != n)
		perror("bench-server: count");
}

static enum MHD_Result say(struct MHD_Connection *c, unsigned status, const char *json)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(strlen(json), (void *)(uintptr_t)json, MHD_RESPMEM_MUST_COPY);

	MHD_add_response_header(r, "Content-Type", "application/json");
	enum MHD_Result result = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return result;
}

static enum MHD_Result acknowledge(struct MHD_Connection *c, const struct body *b)
{
	char key[64], dossier[64];

	member(b->bytes.data, "key", key);
	member(b->bytes.data, "dossier", dossier);
	char *json = mem_format("{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"B-%.8s\",\"state\":\"10\"}", key, dossier, key);
	enum MHD_Result result = say(c, 201, json);
	free(json);
	last = bench_now();
	pushes++;
	tell();
	return result;
}

static enum MHD_Result serve(void *ctx, struct MHD_Connection *c, const char *url, const char *method, const char *version,
	const char *data, size_t *n, void **own)
{
	struct body *b = *own;

	(void)ctx, (void)version;
	if (strcmp(method, "POST") != 0)
		return strstr(url, "/v1/changes") ? say(c, 200, "{\"items\":[],\"next\":\"0\",\"more\":false}")
			: say(c, 404, "{\"error\":{\"code\":\"unknown-key\",\"message\":\"\",\"where\":\"\"}}");
	if (!b) {
		*own = b = mem_alloc(sizeof *b);
		buf_init(&b->bytes, BUF_LARGE);
		if (first == 0)
			first = bench_now();
		return MHD_YES;
	}
	if (*n) {
		buf_add(&b->bytes, data, *n);
		*n = 0;
		return MHD_YES;
	}
	if (!hangs)
		return acknowledge(c, b);
	if (!b->waits) {
		b->waits = true;
		pushes++;
		hanging++;
		tell();
		MHD_suspend_connection(c);
	}
	return MHD_YES;
}

static void done(void *ctx, struct MHD_Connection *c, void **own, enum MHD_RequestTerminationCode why)
{
	struct body *b = *own;

	(void)ctx, (void)c, (void)why;
	if (!b)
		return;
	buf_release(&b->bytes);
	free(b);
	*own = NULL;
}

static char *pem(const char *folder, const char *name)
{
	char *path = file_join(folder, name), *text;
	struct err err;
	size_t n;

	if (conf_slurp(path, BUF_LARGE, &text, &n, &err) != ST_OK) {
		fprintf(stderr, "bench-server: %s\n", err.text);
		exit(66);
	}
	free(path);
	return text;
}

static int listen_on(const char *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
	    bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 256) != 0) {
		fprintf(stderr, "bench-server: port %s: %s\n", port, strerror(errno));
		exit(69);
	}
	return fd;
}

static void say_port(int fd)
{
	struct sockaddr_in at;
	socklen_t n = sizeof at;

	if (getsockname(fd, (struct sockaddr *)&at, &n) != 0)
		exit(70);
	printf("%u\n", (unsigned)ntohs(at.sin_port));
	fflush(stdout);
}

int main(int argc, char **argv)
{
	sigset_t end;
	int which, deaf = -1;

	if (argc < 5 || argc > 6) {
		fprintf(stderr, "bench-server answer|hang PORT TLS-FOLDER COUNT-FILE [DEAF-PORT]\n");
		return 64;
	}
	hangs = !strcmp(argv[1], "hang");
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || pthread_sigmask(SIG_BLOCK, &end, NULL) != 0)
		return 71;
	char *ca = pem(argv[3], "ca.pem"), *cert = pem(argv[3], "server.pem"), *key = pem(argv[3], "server.key");
	int fd = listen_on(argv[2]);
	if (argc == 6)
		deaf = listen_on(argv[5]);
	count_file = open(argv[4], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_TLS | MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
		NULL, serve, NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_HTTPS_MEM_TRUST, ca, MHD_OPTION_HTTPS_MEM_CERT, cert,
		MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_NOTIFY_COMPLETED, done, NULL, MHD_OPTION_CONNECTION_LIMIT, 2000u,
		MHD_OPTION_END);
	if (!d || count_file < 0) {
		fprintf(stderr, "bench-server: cannot serve\n");
		return 70;
	}
	tell();
	if (deaf >= 0)
		say_port(deaf);
	sigwait(&end, &which);
	if (deaf >= 0)
		close(deaf);
	_exit(0);                        /* suspended connections are never resumed: nothing to tidy up */
}

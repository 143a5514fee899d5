/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/print/spool.h"

#include <arpa/inet.h>
#include <cups/cups.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/mem.h"

static const char path_all[] = "/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/bin:/usr/local/sbin";

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "spool: %s: %s\n", what, strerror(errno));
	exit(99);
}

static void nap(int ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&t, NULL);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

bool spool_until(bool (*holds)(void *ctx), void *ctx, int ms)
{
	int64_t end = now_ms() + ms;

	while (!holds(ctx)) {
		if (now_ms() >= end)
			return holds(ctx);
		nap(20);
	}
	return true;
}

/* ---- processes ---- */

static bool found(const char *program)
{
	char *all = mem_text(path_all), *rest = all, *dir;
	bool yes = false;

	while ((dir = strsep(&rest, ":")) != NULL) {
		char *path = mem_format("%s/%s", dir, program);

		yes = yes || access(path, X_OK) == 0;
		free(path);
	}
	free(all);
	return yes;
}

bool spool_possible(const char **missing)
{
	static const char *const needed[] = { "cupsd", "ippeveprinter", "dbus-daemon", "lpadmin", "pdftotext", NULL };

	for (int i = 0; needed[i]; i++)
		if (!found(*missing = needed[i]))
			return false;
	return true;
}

/* Its own group, so that filters and backends go with it; gone with the test, however that ends. */
static pid_t start(const struct spool *s, const char *log, const char *const argv[])
{
	char *path = mem_format("%s/log/%s", s->dir, log);
	pid_t parent = getpid(), p = fork();

	if (p < 0)
		die("fork");
	if (p == 0) {
		int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);

		prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (getppid() != parent || fd < 0 || setpgid(0, 0) != 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
			_exit(126);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	free(path);
	return p;
}

static void stop(pid_t *p, int signal_no)
{
	int status;

	if (*p <= 0)
		return;
	kill(-*p, signal_no);
	for (int i = 0; i < 250 && waitpid(*p, &status, WNOHANG) == 0; i++) {
		if (i == 200)
			kill(-*p, SIGKILL);
		nap(20);
	}
	*p = 0;
}

int spool_call(const struct spool *s, const char *const argv[])
{
	int status = 0;
	pid_t p = start(s, "calls", argv);

	while (waitpid(p, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- is it there yet? ---- */

struct listener { int port; const char *path; pid_t pid; };

static bool answers(void *ctx)
{
	const struct listener *l = ctx;
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)l->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(l->path ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

	if (fd < 0)
		die("socket");
	if (l->path)
		snprintf(un.sun_path, sizeof un.sun_path, "%s", l->path);
	rc = l->path ? connect(fd, (struct sockaddr *)&un, sizeof un) : connect(fd, (struct sockaddr *)&in, sizeof in);
	close(fd);
	return rc == 0;
}

static bool answers_or_died(void *ctx)
{
	const struct listener *l = ctx;

	return answers(ctx) || (kill(l->pid, 0) != 0) || waitpid(l->pid, NULL, WNOHANG) == l->pid;
}

static bool came_up(int port, const char *path, pid_t pid)
{
	struct listener l = { port, path, pid };

	return spool_until(answers_or_died, &l, 10000) && answers(&l);
}

static int free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 || getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		die("port");
	close(fd);
	return ntohs(a.sin_port);
}

/* lpadmin -m everywhere returns before cupsd has made the PPD; a job that comes in between is aborted. */
static bool has_ppd(void *ctx)
{
	ipp_t *q = ippNewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES), *a;
	ipp_attribute_t *model;
	char uri[200];
	http_t *http = httpConnect2(cupsServer(), 0, NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, 2000, NULL);
	bool yes;

	snprintf(uri, sizeof uri, "ipp://localhost/printers/%s", (const char *)ctx);
	ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
	a = http ? cupsDoRequest(http, q, "/") : NULL;
	if (!http)
		ippDelete(q);
	model = ippFindAttribute(a, "printer-make-and-model", IPP_TAG_TEXT);
	yes = model && strstr(ippGetString(model, 0, NULL), "Everywhere");
	ippDelete(a);
	httpClose(http);
	return yes;
}

/* ---- files ---- */

static void write_text(const struct spool *s, const char *name, mode_t mode, const char *text)
{
	char *path = mem_format("%s/%s", s->dir, name);
	FILE *f = fopen(path, "we");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0 || chmod(path, mode) != 0)
		die(path);
	free(path);
}

static void write_settings(const struct spool *s)
{
	const char *d = s->dir;
	char *conf = mem_format("Listen %s\nLogLevel debug\nBrowsing No\nDefaultAuthType None\nWebInterface No\nIdleExitTimeout 0\n"
		"ErrorPolicy abort-job\nDirtyCleanInterval 0\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n<Policy default>\n"
		"JobPrivateAccess all\nJobPrivateValues none\nSubscriptionPrivateAccess all\nSubscriptionPrivateValues none\n<Limit All>\n"
		"Order allow,deny\nAllow all\n</Limit>\n</Policy>\n", s->server);
	char *files = mem_format("ServerRoot %s/etc\nServerBin %s/bin\nRequestRoot %s/spool\nTempDir %s/spool/tmp\nCacheDir %s/cache\nStateDir %s/run\n"
		"ServerKeychain %s/etc/ssl\nErrorLog %s/log/error_log\nAccessLog %s/log/access_log\nPageLog %s/log/page_log\n%s",
		d, d, d, d, d, d, d, d, d, d, getuid() == 0 ? "User lp\nGroup lp\nSystemGroup root\n" : "");

	write_text(s, "etc/cupsd.conf", 0644, conf);
	write_text(s, "etc/cups-files.conf", 0644, files);
	free(conf);
	free(files);
}

/* The printer behind ippeveprinter: says what ails it, waits, and then the paper comes out. */
static void write_printer(const struct spool *s)
{
	char *script = mem_format("#!/bin/sh\nset -f\ncd '%s/set' || exit 1\nbegun=$(mktemp ../begun/XXXXXX)\nsaid=\n"
		"while :; do\n  now=\n  for word in $(ls); do [ \"$word\" = hold ] || now=\"$now $word\"; done\n"
		"  for word in $now; do case \" $said \" in *\" $word \"*) ;; *) echo \"STATE: +$word\" >&2 ;; esac; done\n"
		"  for word in $said; do case \" $now \" in *\" $word \"*) ;; *) echo \"STATE: -$word\" >&2 ;; esac; done\n"
		"  said=$now\n  [ -e hold ] || break\n  sleep 0.05\ndone\n"
		"for word in $said; do echo \"STATE: -$word\" >&2; done\n"
		"paper=$(mktemp ../tmp/XXXXXX) && cp \"$1\" \"$paper\" && ln \"$paper\" \"../papers/$(date +%%s%%N)-${begun##*/}.pdf\"\n",
		s->dir);

	write_text(s, "printer.sh", 0755, script);
	free(script);
}

/* cupsd's own programs, but for the backends: one of those is ours. It dies when its job is cancelled, and then there is no
 * paper. */
static void write_backend(const struct spool *s)
{
	static const char *const places[] = { "/usr/lib/cups", "/usr/libexec/cups", "/usr/lib64/cups" };
	static const char *const parts[] = { "filter", "daemon", "driver", "monitor", "notifier", "cgi-bin", "backend/ipp" };
	char *script = mem_format("#!/bin/sh\n[ $# = 0 ] && { echo 'direct quick \"Unknown\" \"quick\"'; exit 0; }\ncd '%s' || exit 1\n"
		"begun=$(mktemp begun/XXXXXX)\nwhile [ -e set/hold ]; do sleep 0.02; done\n"
		"part=$(mktemp tmp/XXXXXX) && cat \"${6:--}\" >\"$part\" && chmod 644 \"$part\" && "
		"ln \"$part\" \"papers/z$(date +%%s%%N)-${begun##*/}\"\n", s->dir);
	int at = 0;

	while (at < 2 && access(places[at], X_OK) != 0)
		at++;
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		char *real = mem_format("%s/%s", places[at], parts[i]), *link = mem_format("%s/bin/%s", s->dir, parts[i]);

		if (access(real, F_OK) == 0 && symlink(real, link) != 0)
			die(link);
		free(real);
		free(link);
	}
	write_text(s, "bin/backend/quick", 0755, script);
	free(script);
}

static void make_folders(struct spool *s)
{
	static const char *const folders[] = { "etc", "etc/ppd", "etc/ssl", "log", "spool", "spool/tmp", "cache", "run", "run/certs",
		"out", "set", "begun", "papers", "tmp", "bin", "bin/backend", NULL };
	const char *tmp = getenv("TMPDIR");

	snprintf(s->dir, sizeof s->dir, "%.40s/spool-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	if (!mkdtemp(s->dir) || chmod(s->dir, 0755) != 0)
		die("folder");
	for (int i = 0; folders[i]; i++) {
		char *path = mem_format("%s/%s", s->dir, folders[i]);

		if (mkdir(path, 0755) != 0)
			die(path);
		if (getuid() == 0 && strncmp(folders[i], "spool", 5) == 0 && chmod(path, strchr(folders[i], '/') ? 01770 : 0710) != 0)
			die(path);
		if (getuid() == 0 && (strcmp(folders[i], "begun") == 0 || strcmp(folders[i], "papers") == 0 ||
			strcmp(folders[i], "tmp") == 0) && chmod(path, 01777) != 0)        /* backends run as lp */
			die(path);
		free(path);
	}
	if (getuid() == 0)                      /* filters run as lp */
		spool_call(s, (const char *const[]){ "chgrp", "-R", "lp", s->dir, NULL });
}

/* ---- up and down ---- */

static void start_bus(struct spool *s)
{
	char *address = mem_format("--address=unix:path=%s/bus", s->dir), *path = mem_format("%s/bus", s->dir);

	s->bus = start(s, "bus", (const char *const[]){ "dbus-daemon", "--session", "--nofork", "--nopidfile", address, NULL });
	if (!came_up(0, path, s->bus))
		die("dbus-daemon");
	free(path);
	path = mem_format("unix:path=%s/bus", s->dir);
	setenv("DBUS_SYSTEM_BUS_ADDRESS", path, 1);         /* ippeveprinter wants one that it can reach */
	free(path);
	free(address);
}

static void start_printer(struct spool *s)
{
	char *out = mem_format("%s/out", s->dir), *script = mem_format("%s/printer.sh", s->dir), port[12];

	for (int i = 0; i < 8; i++) {
		snprintf(port, sizeof port, "%d", s->port = free_port());
		s->printer = start(s, "printer", (const char *const[]){ "ippeveprinter", "-vv", "-r", "off", "-p", port, "-n", "localhost",
			"-d", out, "-f", "application/pdf", "-c", script, "fixture", NULL });
		if (came_up(s->port, NULL, s->printer)) {
			free(out);
			free(script);
			return;
		}
		stop(&s->printer, SIGKILL);
	}
	die("ippeveprinter");
}

void spool_start_server(struct spool *s)
{
	char *conf = mem_format("%s/etc/cupsd.conf", s->dir), *files = mem_format("%s/etc/cups-files.conf", s->dir);

	s->cupsd = start(s, "cupsd", (const char *const[]){ "cupsd", "-f", "-c", conf, "-s", files, NULL });
	if (!came_up(0, s->server, s->cupsd))
		die("cupsd");
	free(conf);
	free(files);
}

void spool_kill_server(struct spool *s)
{
	int status;

	/* alone: its filters and backends live on for a moment, as after a real crash */
	kill(s->cupsd, SIGKILL);
	while (waitpid(s->cupsd, &status, 0) < 0 && errno == EINTR)
		continue;
	s->cupsd = 0;
}

void spool_freeze_server(struct spool *s, bool frozen)
{
	if (kill(s->cupsd, frozen ? SIGSTOP : SIGCONT) != 0)
		die("cupsd");
}

pid_t spool_drip(const struct spool *s, char server[120])
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	pid_t parent = getpid(), p;

	snprintf(server, 120, "%s/run/drip.sock", s->dir);
	snprintf(un.sun_path, sizeof un.sun_path, "%s", server);
	if (fd < 0 || bind(fd, (struct sockaddr *)&un, sizeof un) != 0 || listen(fd, 8) != 0 || (p = fork()) < 0)
		die("drip");
	if (p == 0) {
		int peers[64], count = 0;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGPIPE, SIG_IGN);
		while (getppid() == parent) {
			struct pollfd news = { .fd = fd, .events = POLLIN };

			if (poll(&news, 1, 500) > 0 && count < 64)
				peers[count++] = accept(fd, NULL, NULL);
			for (int i = 0; i < count; i++)
				if (write(peers[i], "H", 1) != 1)
					peers[i] = -1;
		}
		_exit(0);
	}
	close(fd);
	return p;
}

void spool_drip_end(pid_t *dripping)
{
	kill(*dripping, SIGKILL);
	while (waitpid(*dripping, NULL, 0) < 0 && errno == EINTR)
		continue;
	*dripping = 0;
}

bool spool_says(const struct spool *s, const char *reason)
{
	http_t *http = httpConnect2(s->server, 0, NULL, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1, 10000, NULL);
	ipp_t *a = NULL;
	ipp_attribute_t *attr;
	bool says = false;

	if (http) {
		ipp_t *q = ippNewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES);

		ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, "ipp://localhost/printers/hall");
		ippAddString(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "printer-state-reasons");
		a = cupsDoRequest(http, q, "/");
	}
	attr = a ? ippFindAttribute(a, "printer-state-reasons", IPP_TAG_KEYWORD) : NULL;
	for (int i = 0; attr && i < ippGetCount(attr); i++)
		says = says || strncmp(ippGetString(attr, i, NULL), reason, strlen(reason)) == 0;
	ippDelete(a);
	httpClose(http);
	return says;
}

void spool_queue(struct spool *s, const char *name, const char *uri, bool raw)
{
	char queue[64];

	snprintf(queue, sizeof queue, "%s", name);
	if (spool_call(s, (const char *const[]){ "lpadmin", "-p", name, "-E", "-v", uri, "-m", raw ? "raw" : "everywhere", NULL }) != 0)
		die("lpadmin");
	if (!raw && !spool_until(has_ppd, queue, 10000))
		die("PPD");
}

void spool_forget(struct spool *s)
{
	char *command = mem_format("rm -f '%s'/spool/c0* '%s'/spool/d0* '%s'/cache/job.cache*", s->dir, s->dir, s->dir);

	if (spool_call(s, (const char *const[]){ "sh", "-c", command, NULL }) != 0)
		die("rm");
	free(command);
}

void spool_quick_queue(struct spool *s, const char *name)
{
	spool_queue(s, name, "quick://localhost/", true);
}

void spool_run(struct spool *s, const char *command, const char *queue)
{
	if (spool_call(s, (const char *const[]){ command, queue, NULL }) != 0)
		die(command);
}

void spool_up(struct spool *s)
{
	char uri[80];

	*s = (struct spool){ .port = 0 };
	setenv("PATH", path_all, 1);
	make_folders(s);
	snprintf(s->server, sizeof s->server, "%s/run/cups.sock", s->dir);
	write_settings(s);
	write_printer(s);
	write_backend(s);
	start_bus(s);
	start_printer(s);
	spool_start_server(s);
	setenv("CUPS_SERVER", s->server, 1);
	cupsSetServer(s->server);
	snprintf(uri, sizeof uri, "ipp://localhost:%d/ipp/print", s->port);
	spool_queue(s, "hall", uri, false);
	if (spool_call(s, (const char *const[]){ "lpadmin", "-d", "hall", NULL }) != 0)
		die("lpadmin -d");
}

void spool_down(struct spool *s)
{
	stop(&s->cupsd, SIGTERM);
	stop(&s->printer, SIGTERM);
	stop(&s->bus, SIGTERM);
	unsetenv("CUPS_SERVER");
	if (getenv("SPOOL_KEEP"))
		fprintf(stderr, "spool: kept %s\n", s->dir);
	else
		spool_call(s, (const char *const[]){ "rm", "-rf", s->dir, NULL });
}

/* ---- the printer ---- */

void spool_set(struct spool *s, const char *word, bool on)
{
	char *path = mem_format("%s/set/%s", s->dir, word);
	int fd = on ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644) : -1;

	if (on ? fd < 0 || close(fd) != 0 : unlink(path) != 0 && errno != ENOENT)
		die(path);
	free(path);
}

static int entries(const struct spool *s, const char *folder, char names[][64], int room)
{
	char *path = mem_format("%s/%s", s->dir, folder);
	DIR *d = opendir(path);
	struct dirent *e;
	int n = 0;

	while (d && (e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		if (names && n < room)
			snprintf(names[n], 64, "%.63s", e->d_name);
		n++;
	}
	if (d)
		closedir(d);
	free(path);
	return n;
}

int spool_papers(const struct spool *s)
{
	return entries(s, "papers", NULL, 0);
}

int spool_begun(const struct spool *s)
{
	return entries(s, "begun", NULL, 0);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static char *paper_path_of(const struct spool *s, int n)
{
	static char names[512][64];
	int count = entries(s, "papers", names, 512);

	if (n >= count || count > 512)
		return NULL;
	qsort(names, (size_t)count, sizeof names[0], by_name);
	return mem_format("%s/papers/%s", s->dir, names[n]);
}

char *spool_paper_bytes(const struct spool *s, int n, size_t *size)
{
	char *path = paper_path_of(s, n), *bytes = NULL;
	struct err err;

	err_clear(&err);
	if (!path || conf_slurp(path, 1 << 20, &bytes, size, &err) != ST_OK)
		die("paper");
	free(path);
	return bytes;
}

/* Reading a PDF takes 20 ms, and a test asks again and again: what was read is kept under the paper's name. */
char *spool_paper_text(const struct spool *s, int n)
{
	static struct { char *pdf, *text; } known[512];
	char *pdf = paper_path_of(s, n), *txt, *text = NULL;
	size_t size, k = 0;
	struct err err;

	if (!pdf)
		return mem_text("");
	while (k < 511 && known[k].pdf && strcmp(known[k].pdf, pdf) != 0)
		k++;
	if (known[k].pdf && strcmp(known[k].pdf, pdf) == 0) {
		free(pdf);
		return mem_text(known[k].text);
	}
	txt = mem_format("%s/tmp/text", s->dir);
	err_clear(&err);
	if (spool_call(s, (const char *const[]){ "pdftotext", "-layout", pdf, txt, NULL }) != 0 ||
		conf_slurp(txt, 1 << 20, &text, &size, &err) != ST_OK)
		die("pdftotext");
	free(txt);
	free(known[k].pdf);
	free(known[k].text);
	known[k].pdf = pdf;
	known[k].text = text;
	return mem_text(text);
}

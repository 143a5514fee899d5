/* SPDX-License-Identifier: Apache-2.0 */
#include "print/render.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/log.h"
#include "print/drawing.h"

#define RENDER_MS 20000             /* a page takes 30 ms; something is wrong after a thousand times that */

enum paper job_paper(const struct print_job *job)
{
	int paper = paper_from_name(job->paper);

	return paper >= 0 ? (enum paper)paper : PAPER_A4;
}

/* ---- in a process of its own ---- */

/* The request as an open file to be read from its beginning; -1 when there is none. */
static int request_file(json_t *request)
{
	int fd = memfd_create("document", MFD_CLOEXEC);
	bool fine = fd >= 0 && json_dumpfd(request, fd, JSON_COMPACT) == 0 && lseek(fd, 0, SEEK_SET) == 0;

	if (fd >= 0 && !fine)
		close(fd);
	return fine ? fd : -1;
}

static _Noreturn void become_drawer(const char *program, int request, int answer, pid_t parent)
{
	/* the agent's handlers act on its connections */
	if (signal(SIGTERM, SIG_DFL) == SIG_ERR || signal(SIGINT, SIG_DFL) == SIG_ERR || signal(SIGHUP, SIG_DFL) == SIG_ERR ||
		prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || FAULT("print.drawing") ||
		dup2(request, STDIN_FILENO) < 0 || dup2(answer, STDOUT_FILENO) < 0)
		_exit(1);
	execl(program, DRAWER, PACKAGE_STRING, (char *)NULL);
	_exit(127);
}

/* Reads exactly n bytes, until a time (monotonic). */
static bool read_all(int fd, void *out, size_t n, int64_t until)
{
	char *at = out;

	while (n) {
		int64_t left = until - clock_mono_ms();
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t got;

		if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
			return false;
		if (!(p.revents & (POLLIN | POLLHUP)))
			continue;
		got = read(fd, at, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

static bool hear(int fd, struct drawn *a, struct buf *bytes)
{
	int64_t until = clock_mono_ms() + RENDER_MS;
	char block[8192];

	if (!read_all(fd, a, sizeof *a, until))
		return false;
	for (size_t left = a->n; left; ) {
		size_t n = left < sizeof block ? left : sizeof block;

		if (!read_all(fd, block, n, until))
			return false;
		buf_add(bytes, block, n);
		left -= n;
	}
	return !bytes->overflow;
}

static enum status not_drawn(const struct document *d, const char *why, int status, struct err *err)
{
	log_line(LOG_ERROR, "drawing a %s: %s, status %d", d->kind, why, status);
	return err_set(err, ST_IO, "E-5306", "%s没有做成,未打印;请重打,仍不行请找管理员看日志", d->title);
}

/* What fonts break, and the memory they take, goes with the child (draw.c). It touches no store and no connection (R3). */
static enum status draw(const struct document *d, const char *program, int request, struct rendering *out, struct err *err)
{
	struct drawn a = { .st = ST_IO };
	int ends[2], status = 0;
	pid_t parent = getpid(), child;
	bool heard;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return not_drawn(d, "no pipe", errno, err);
	child = fork();
	if (child == 0)
		become_drawer(program, request, ends[1], parent);
	close(ends[1]);
	heard = child > 0 && hear(ends[0], &a, &out->bytes);
	close(ends[0]);
	if (child > 0) {
		if (!heard)
			kill(child, SIGKILL);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	if (!heard)
		return not_drawn(d, "no answer", status, err);
	out->pages = a.pages;
	out->unknown = a.unknown;
	memcpy(out->unknown_text, a.unknown_text, sizeof out->unknown_text);
	if (a.st != ST_OK && err)
		*err = a.err;
	return a.st;
}

/* ---- */

static bool as_slip(struct hall *h, const struct document *d, enum render_as as)
{
	return paper_is_slip(d->paper) && (as == RENDER_ESCPOS ||
		(as == RENDER_AS_PRINTED && strcmp(hall_text(h, "printer.slip_language"), "escpos") == 0));
}

static enum status have_drawn(struct hall *h, const struct print_job *job, const struct document *d, bool slip, bool ps,
	struct rendering *out, struct err *err)
{
	json_t *request = json_pack(DRAWING_REQUEST, "slip", slip, "ps", ps, "rare", hall_int(h, "printer.slip_rare") != 0,
		"dots", hall_int(h, "printer.slip_qr_dots") != 0, "sheets", job->copies, "made_at", (json_int_t)clock_wall_ms(),
		"font", hall_text(h, "printer.font"), "document", document_json(d));
	char *program = file_program(DRAWER);
	int file = request_file(request);
	enum status st = !program ? err_set(err, ST_NOINPUT, "E-5321", "找不到程序 " DRAWER ",文书没有生成;请重装程序") :
		file < 0 ? not_drawn(d, "no request", errno, err) : draw(d, program, file, out, err);

	if (file >= 0)
		close(file);
	free(program);
	json_decref(request);
	return st;
}

enum status render_job(struct hall *h, const struct print_job *job, enum render_as as, struct rendering *out,
	struct err *err)
{
	struct document *d = NULL;
	enum status st;
	bool slip;

	*out = (struct rendering){ .format = "" };
	buf_init(&out->bytes, BUF_LARGE);
	st = paper_fill(h, job, job_paper(job), false, &d, err);
	if (st == ST_DATA && strcmp(err->code, "E-5304") == 0)     /* a hall's own template knows fewer papers: a page always goes */
		st = paper_fill(h, job, PAPER_A4, false, &d, err);
	if (st != ST_OK)
		return st;
	slip = as_slip(h, d, as);
	out->format = slip ? "application/vnd.cups-raw" : as == RENDER_PS ? "application/postscript" : "application/pdf";
	if (as == RENDER_ESCPOS && !slip)
		st = err_set(err, ST_DATA, "E-5304", "%s没有小票版式;请改用 PDF", d->title);
	else
		st = have_drawn(h, job, d, slip, as == RENDER_PS, out, err);
	if (st == ST_OK)
		crypto_sm3_hex(out->bytes.data, out->bytes.len, out->digest);
	if (st == ST_OK && d->missing)
		log_line(LOG_WARNING, "%s: %zu fields are not in the dossier", job->kind, d->missing);
	document_free(d);
	return st;
}

void rendering_release(struct rendering *r)
{
	buf_wipe(&r->bytes);
}

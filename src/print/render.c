/* SPDX-License-Identifier: Apache-2.0 */
#include "print/render.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/log.h"
#include "print/escpos.h"
#include "print/pdf.h"

#define RENDER_MS 20000             /* a page takes 20 ms; something is wrong after a thousand times that */

/* What the settings say about how, read before the work begins. */
struct manner {
	bool slip, rare, dots;
	int sheets;
	int64_t made_at;
	char font[204];
};

enum paper job_paper(const struct print_job *job)
{
	int paper = paper_from_name(job->paper);

	return paper >= 0 ? (enum paper)paper : PAPER_A4;
}

static enum status as_slip(const struct document *d, const struct manner *m, struct rendering *out, struct err *err)
{
	struct escpos_options o = { .rare = m->rare, .raster_qr = m->dots, .sheets = m->sheets };
	struct escpos_result r;
	enum status st = escpos_render(d, &o, &out->bytes, &r, err);

	out->unknown = r.unknown;
	memcpy(out->unknown_text, r.unknown_text, sizeof out->unknown_text);
	return st;
}

static enum status as_pages(const struct document *d, const struct manner *m, struct rendering *out, struct err *err)
{
	struct pdf_options o = { .font = m->font, .made_at = m->made_at, .mark = -1, .sheets = m->sheets };
	struct pdf_result r;
	enum status st = pdf_render(d, &o, &out->bytes, &r, err);

	out->pages = r.pages;
	out->unknown = r.unknown;
	memcpy(out->unknown_text, r.unknown_text, sizeof out->unknown_text);
	return st;
}

static enum status draw(const struct document *d, const struct manner *m, struct rendering *out, struct err *err)
{
	return m->slip ? as_slip(d, m, out, err) : as_pages(d, m, out, err);
}

/* ---- in a process of its own ---- */

/* What comes back before the bytes. */
struct answer { enum status st; int pages; unsigned unknown; char unknown_text[96]; size_t n; struct err err; };

static bool write_all(int fd, const void *data, size_t n)
{
	const char *at = data;

	while (n) {
		ssize_t done = write(fd, at, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		at += done;
		n -= (size_t)done;
	}
	return true;
}

static _Noreturn void draw_and_tell(int fd, pid_t parent, const struct document *d, const struct manner *m)
{
	struct rendering r = { .format = "" };
	struct answer a = { .pages = 0 };
	int fault;

	/* the agent's handlers act on its connections; and nothing of it is closed here */
	if (signal(SIGTERM, SIG_DFL) == SIG_ERR || signal(SIGINT, SIG_DFL) == SIG_ERR || signal(SIGHUP, SIG_DFL) == SIG_ERR ||
		prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(1);
	fault = FAULT("print.drawing");
	buf_init(&r.bytes, BUF_LARGE);
	err_clear(&a.err);
	a.st = fault ? err_set(&a.err, ST_IO, "E-5306", "%s没有做成,未打印", d->title) : draw(d, m, &r, &a.err);
	a.pages = r.pages;
	a.unknown = r.unknown;
	memcpy(a.unknown_text, r.unknown_text, sizeof a.unknown_text);
	a.n = a.st == ST_OK ? r.bytes.len : 0;
	_exit(write_all(fd, &a, sizeof a) && write_all(fd, r.bytes.data, a.n) ? 0 : 1);
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

static bool hear(int fd, struct answer *a, struct buf *bytes)
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

/* Fonts and pages take ten times the agent's own memory, and a text that breaks them must not break the agent: both go
 * with the child. It touches no store and no connection (R3). */
static enum status draw_apart(const struct document *d, const struct manner *m, struct rendering *out, struct err *err)
{
	struct answer a = { .st = ST_IO };
	int ends[2], status = 0;
	pid_t parent = getpid(), child;
	bool heard;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, ST_IO, "E-5306", "%s没有做成,未打印;请重打", d->title);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		draw_and_tell(ends[1], parent, d, m);
	}
	close(ends[1]);
	heard = child > 0 && hear(ends[0], &a, &out->bytes);
	close(ends[0]);
	if (child > 0) {
		if (!heard)
			kill(child, SIGKILL);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
	}
	if (!heard) {
		log_line(LOG_ERROR, "drawing a %s ended with status %d", d->kind, status);
		return err_set(err, ST_IO, "E-5306", "%s没有做成,未打印;请重打,仍不行请找管理员看日志", d->title);
	}
	out->pages = a.pages;
	out->unknown = a.unknown;
	memcpy(out->unknown_text, a.unknown_text, sizeof out->unknown_text);
	if (a.st != ST_OK && err)
		*err = a.err;
	return a.st;
}

/* ---- */

static void manner_of(struct hall *h, const struct print_job *job, const struct document *d, enum render_as as,
	struct manner *out)
{
	const char *font = hall_text(h, "printer.font");

	*out = (struct manner){ .rare = hall_int(h, "printer.slip_rare") != 0, .dots = hall_int(h, "printer.slip_qr_dots") != 0,
		.sheets = job->copies, .made_at = clock_wall_ms() };
	out->slip = paper_is_slip(d->paper) && (as == RENDER_ESCPOS ||
		(as == RENDER_AS_PRINTED && strcmp(hall_text(h, "printer.slip_language"), "escpos") == 0));
	memcpy(out->font, font, strlen(font) < sizeof out->font ? strlen(font) + 1 : 0);
}

enum status render_job(struct hall *h, const struct print_job *job, enum render_as as, bool apart, struct rendering *out,
	struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	struct document *d = NULL;
	struct manner m;
	enum status st;

	*out = (struct rendering){ .format = "" };
	buf_init(&out->bytes, BUF_LARGE);
	st = paper_fill(h, job, job_paper(job), false, &d, err);
	if (st == ST_DATA && strcmp(err->code, "E-5304") == 0)     /* a hall's own template knows fewer papers: a page always goes */
		st = paper_fill(h, job, PAPER_A4, false, &d, err);
	if (st != ST_OK)
		return st;
	manner_of(h, job, d, as, &m);
	out->format = m.slip ? "application/vnd.cups-raw" : "application/pdf";
	if (as == RENDER_ESCPOS && !m.slip)
		st = err_set(err, ST_DATA, "E-5304", "%s没有小票版式;请改用 PDF", d->title);
	else
		st = apart ? draw_apart(d, &m, out, err) : draw(d, &m, out, err);
	if (st == ST_OK) {
		crypto_sm3(out->bytes.data, out->bytes.len, digest);
		crypto_hex(digest, sizeof digest, out->digest);
	}
	if (st == ST_OK && d->missing)
		log_line(LOG_WARNING, "%s: %zu fields are not in the dossier", job->kind, d->missing);
	document_free(d);
	return st;
}

void rendering_release(struct rendering *r)
{
	buf_wipe(&r->bytes);
}

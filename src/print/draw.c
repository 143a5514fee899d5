/* SPDX-License-Identifier: Apache-2.0 */
/* yichuang-draw: one document, filled, becomes the bytes of a page or a slip. Fonts and their libraries take ten times the
 * print agent's own memory, and a text that breaks them must not break the agent: both live in this process, as long as
 * one paper takes. It sees that paper's text and nothing else: no hall, no key, no connection. */
#include <errno.h>
#include <jansson.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "print/drawing.h"
#include "print/escpos.h"
#include "print/pdf.h"

struct request { int slip, ps, rare, dots, sheets; json_int_t made_at; const char *font; };

static enum status as_slip(const struct document *d, const struct request *q, struct drawn *a, struct buf *bytes)
{
	struct escpos_options o = { .rare = q->rare, .raster_qr = q->dots, .sheets = q->sheets };
	struct escpos_result r = { 0 };
	enum status st = escpos_render(d, &o, bytes, &r, &a->err);

	a->unknown = r.unknown;
	memcpy(a->unknown_text, r.unknown_text, sizeof a->unknown_text);
	return st;
}

static enum status as_pages(const struct document *d, const struct request *q, struct drawn *a, struct buf *bytes)
{
	struct pdf_options o = { .font = q->font, .made_at = q->made_at, .mark = -1, .sheets = q->sheets, .ps = q->ps };
	struct pdf_result r = { 0 };
	enum status st = pdf_render(d, &o, bytes, &r, &a->err);

	a->pages = r.pages;
	a->unknown = r.unknown;
	memcpy(a->unknown_text, r.unknown_text, sizeof a->unknown_text);
	return st;
}

static enum status draw(json_t *request, struct drawn *a, struct buf *bytes)
{
	struct request q;
	struct document *d;
	json_t *document;

	if (json_unpack(request, DRAWING_REQUEST, "slip", &q.slip, "ps", &q.ps, "rare", &q.rare, "dots", &q.dots, "sheets", &q.sheets,
		"made_at", &q.made_at, "font", &q.font, "document", &document) != 0)
		return err_set(&a->err, ST_DATA, "E-5309", "文书内容不完整,没有画出来");
	enum status st = document_from_json(document, &d, &a->err);
	if (st != ST_OK)
		return st;
	st = q.slip ? as_slip(d, &q, a, bytes) : as_pages(d, &q, a, bytes);
	document_free(d);
	return st;
}

static bool say(const void *data, size_t n)
{
	return n == 0 || fwrite(data, 1, n, stdout) == n;
}

int main(int argc, char **argv)
{
	const struct rlimit none = { 0, 0 };
	struct drawn a = { .pages = 0 };
	struct buf bytes;

	setlocale(LC_ALL, "C.UTF-8");
	/* a citizen's data are in this process: no core files, no debugger; and it ends with who asked */
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return 71;
	if (argc != 2 || strcmp(argv[1], PACKAGE_STRING) != 0) {
		fprintf(stderr, DRAWER ": E-3001 由 yichuang-print 调用,版本须相同(本程序为 %s)\n", PACKAGE_STRING);
		return status_exit(ST_USAGE);
	}
	if (log_open(DRAWER, NULL, LOG_NOTE) != ST_OK)
		return status_exit(ST_IO);
	buf_init(&bytes, BUF_LARGE);
	err_clear(&a.err);
	json_t *request = json_loadf(stdin, 0, NULL);
	a.st = draw(request, &a, &bytes);
	a.n = a.st == ST_OK ? bytes.len : 0;
	bool said = say(&a, sizeof a) && say(bytes.data, a.n) && fflush(stdout) == 0;
	json_decref(request);
	buf_wipe(&bytes);
	return said ? 0 : status_exit(ST_IO);
}

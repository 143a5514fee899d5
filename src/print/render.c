/* SPDX-License-Identifier: Apache-2.0 */
#include "print/render.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/log.h"
#include "hall/paper.h"
#include "print/escpos.h"
#include "print/pdf.h"

enum paper job_paper(const struct print_job *job)
{
	int paper = paper_from_name(job->paper);

	return paper >= 0 ? (enum paper)paper : PAPER_A4;
}

static enum status as_slip(struct hall *h, const struct print_job *job, const struct document *d, struct rendering *out,
	struct err *err)
{
	struct escpos_options o = { .rare = hall_int(h, "printer.slip_rare") != 0,
		.raster_qr = hall_int(h, "printer.slip_qr_dots") != 0, .sheets = job->copies };
	struct escpos_result r;
	enum status st = escpos_render(d, &o, &out->bytes, &r, err);

	out->format = "application/vnd.cups-raw";
	out->unknown = r.unknown;
	memcpy(out->unknown_text, r.unknown_text, sizeof out->unknown_text);
	return st;
}

static enum status as_pages(struct hall *h, const struct print_job *job, const struct document *d, struct rendering *out,
	struct err *err)
{
	struct pdf_options o = { .font = hall_text(h, "printer.font"), .made_at = clock_wall_ms(), .mark = -1,
		.sheets = job->copies };
	struct pdf_result r;
	enum status st = pdf_render(d, &o, &out->bytes, &r, err);

	out->format = "application/pdf";
	out->pages = r.pages;
	out->unknown = r.unknown;
	memcpy(out->unknown_text, r.unknown_text, sizeof out->unknown_text);
	return st;
}

enum status render_job(struct hall *h, const struct print_job *job, enum render_as as, struct rendering *out,
	struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	struct document *d = NULL;
	bool slip;
	enum status st;

	*out = (struct rendering){ .format = "" };
	buf_init(&out->bytes, BUF_LARGE);
	st = paper_fill(h, job, job_paper(job), false, &d, err);
	if (st == ST_DATA && strcmp(err->code, "E-5304") == 0)     /* a hall's own template knows fewer papers: a page always goes */
		st = paper_fill(h, job, PAPER_A4, false, &d, err);
	if (st != ST_OK)
		return st;
	slip = paper_is_slip(d->paper) && (as == RENDER_ESCPOS ||
		(as == RENDER_AS_PRINTED && strcmp(hall_text(h, "printer.slip_language"), "escpos") == 0));
	if (as == RENDER_ESCPOS && !slip)
		st = err_set(err, ST_DATA, "E-5304", "%s没有小票版式;请改用 PDF", d->title);
	else
		st = slip ? as_slip(h, job, d, out, err) : as_pages(h, job, d, out, err);
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

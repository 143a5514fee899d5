/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_RENDER_H
#define PRINT_RENDER_H

#include "base/buf.h"
#include "hall/paper.h"

/* The paper that a job names. */
enum paper job_paper(const struct print_job *job);

/* A job as the bytes that a printer or a file gets. */
enum render_as { RENDER_AS_PRINTED, RENDER_PDF, RENDER_ESCPOS, RENDER_PS };      /* AS_PRINTED: as this hall's queue for it wants */
struct rendering {
	struct buf bytes;
	const char *format;                 /* MIME type for the queue */
	char digest[DIGEST_HEX];            /* SM3, hex (D-0) */
	int pages;
	unsigned unknown;                   /* E-1401: different characters that were printed as 〓 */
	char unknown_text[96];
};
/* E-1401 itself is no failure: it is in `unknown`. Drawn by a process of its own (draw.c); E-5306 when that ended early,
 * E-5321 when its program is not there. Release what came back, also after a failure. */
enum status render_job(struct hall *h, const struct print_job *job, enum render_as as, struct rendering *out,
	struct err *err) MUST_CHECK;
void rendering_release(struct rendering *r);

#endif

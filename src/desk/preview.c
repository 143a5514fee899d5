/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/preview.h"

#include "hall/paper.h"
#include "ui/scroll.h"

enum command_answer preview_open(struct desk *d, const struct print_job *job)
{
	struct document *document = NULL;
	struct buf text;
	struct err err;
	int paper = paper_from_name(job->paper);
	enum status st;

	buf_init(&text, BUF_LARGE);
	st = paper_fill(d->hall, job, paper < 0 ? PAPER_A4 : (enum paper)paper, false, &document, &err);
	if (st == ST_OK) {
		document_text(document, 0, draw_width() < 100 ? 78 : 96, &text);
		st = scroll_open(d->ui, job->title, text.data, false, &err);
	}
	document_free(document);
	buf_release(&text);
	return desk_answer(d, st, &err);
}

enum status reprint_reason(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return *answer ? ST_OK : err_set(err, ST_DATA, "E-5023", "补打要写原因,例如「卡纸」「缺联」;Esc 不打了");
}

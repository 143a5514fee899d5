/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/preview.h"

#include <stdio.h>

#include "hall/paper.h"
#include "hall/specimen.h"
#include "ui/scroll.h"

static void put(const struct document *d, struct buf *text)
{
	document_text(d, 0, draw_width() < 100 ? 78 : 96, text);
}

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
		put(document, &text);
		st = scroll_open(d->ui, job->title, text.data, false, &err);
	}
	document_free(document);
	buf_release(&text);
	return desk_answer(d, st, &err);
}

/* --- before it is accepted ------------------------------------------------------------------------------------ */

struct specimens { struct buf text, names; };

static void specimen(void *ctx, const char *title, int copies, const struct document *d)
{
	struct specimens *s = ctx;

	buf_format(&s->names, "%s%s", s->names.len ? "、" : "", title);
	buf_format(&s->text, "%s════ 样稿·未受理 ════ %s %s ×%d\n\n", s->text.len ? "\n" : "", title, paper_name(d->paper), copies);
	put(d, &s->text);
}

/* The same request as the notice of what it lacks; NULL when that cannot be given either. */
static struct promise *as_notice(struct desk *d, const struct promise *p)
{
	struct promise *notice = NULL;
	struct request r;
	struct err err;

	if (!p->problem_count || !(p->unchecked + p->defective))
		return NULL;
	request_copy(p->request, &r);
	r.outcome = OUTCOME_NOTICE;
	if (request_promise(d->hall, &r, &notice, &err) == ST_OK && notice->problem_count) {
		promise_free(notice);
		notice = NULL;
	}
	request_release(&r);
	return notice;
}

enum command_answer preview_promise(struct desk *d, const struct promise *p)
{
	struct promise *notice = as_notice(d, p);
	struct specimens s;
	struct err err;
	enum status st;

	buf_init(&s.text, BUF_LARGE);
	buf_init(&s.names, BUF_SMALL);
	st = specimen_each(d->hall, &d->actor, notice ? notice : p, specimen, &s, &err);
	if (st == ST_OK) {
		char title[160];

		snprintf(title, sizeof title, "样稿:%.140s", s.names.data);
		st = scroll_open(d->ui, title, s.text.data, false, &err);
	}
	promise_free(notice);
	buf_release(&s.names);
	buf_wipe(&s.text);
	return desk_answer(d, st, &err);
}

enum status reprint_reason(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return *answer ? ST_OK : err_set(err, ST_DATA, "E-5023", "补打要写原因,例如「卡纸」「缺联」;Esc 不打了");
}

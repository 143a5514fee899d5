/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "hall/act_parts.h"
#include "hall/print_job.h"
#include "law/number.h"

/* The paper of an act: its number is counted in this transaction. */
struct act_paper { struct doing *d; const struct document_kind *kind; char series[SERIES_SIZE]; int count_step, number_step; };

static enum status paper_write(struct batch *b, void *ctx, struct err *err)
{
	struct act_paper *p = ctx;
	struct doing *d = p->d;
	int64_t before = rows_int(batch_rows(b, p->count_step), 0, 0), n;
	char kind[32], number[64] = "";

	(void)err;
	document_kind_name(p->kind->kind, (int)before, kind);
	if (*p->kind->word) {
		n = rows_int(batch_rows(b, p->number_step), 0, 0);
		number_document(p->series, day_to_ymd(d->today).year, (int)n, number);
		batch_add(b, Q_DOCUMENT_INSERT, ARGS(value_text(p->series), value_int(day_to_ymd(d->today).year), value_int(n),
			value_text(number), value_int(d->dossier), value_text(kind), value_int(d->now)));
	}
	snprintf(d->out->document_no, sizeof d->out->document_no, "%s", number);
	batch_add(b, Q_ACT_PAPER_INSERT, ARGS(value_int(d->dossier), value_text(kind), value_text(p->kind->title), value_text(number),
		value_int(p->kind->copies), value_text(p->kind->paper), value_int(hall_int(d->h, "printer.large") != 0),
		value_text(d->by->window), value_int(d->by->staff_id), value_int(d->now), value_text(d->uuid)));
	return ST_OK;
}

void act_paper_in(struct doing *d, struct batch *b)
{
	const struct document_kind *kind = d->act->paper ? document_kind_find(d->act->paper) : NULL;
	struct act_paper *p;
	char year[8], series[80];

	if (!kind)
		return;
	p = batch_keep(b, sizeof *p);
	*p = (struct act_paper){ .d = d, .kind = kind };
	p->count_step = batch_add(b, Q_ACT_PAPER_COUNT, ARGS(value_int(d->dossier), value_text(kind->kind)));
	if (*kind->word) {
		document_series(d->h, kind, p->series);
		snprintf(series, sizeof series, "document/%s", p->series);
		snprintf(year, sizeof year, "%d", day_to_ymd(d->today).year);
		p->number_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(year)));
	}
	batch_then(b, paper_write, p);
}

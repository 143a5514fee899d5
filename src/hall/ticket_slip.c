/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/clock.h"
#include "hall/accept_out.h"
#include "hall/print_job_own.h"
#include "hall/ticket_own.h"

/* The slip (D-12): a print job of no dossier, ordered in the transaction that takes the ticket. Its number says whose it is. */

#define LETTERS "PH"
#define KIND "ticket"
#define SERVED 20                        /* the last of a class say how long one takes */

bool ticket_slip_wanted(struct hall *h, const struct ticket_wish *wish)
{
	return wish->printer ? *wish->printer != '\0' : hall_int(h, "queue.slip") != 0 && *hall_text(h, "printer.slip") != '\0';
}

void ticket_slip_number(struct hall *h, const struct ticket *t, char out[24])
{
	char day[9];

	snprintf(out, 24, "%s%.3s%s%.8s", LETTERS, hall_text(h, "hall.code"), day_digits(t->day, day), t->number);
}

static void url_out(struct hall *h, const char *uuid, struct buf *b)
{
	const char *url = hall_text(h, "queue.url");

	out_texts(b, "url", url, *url ? uuid : "");
}

static void body_out(struct hall *h, const struct actor *by, const struct ticket *t, const struct slip_words *w, struct buf *b)
{
	const char class[2] = { t->class, '\0' };
	struct clock_hm at = clock_time_of(t->slot_at);
	char slot[8] = "";

	if (t->slot_at)
		snprintf(slot, sizeof slot, "%02d:%02d", at.hour % 100, at.minute % 100);
	out_open(b, NULL, '{');
	hall_out(h, by, b);
	out_open(b, "ticket", '{');
	out_text(b, "number", t->number);
	out_text(b, "class", class);
	out_text(b, "class_name", t->class_name);
	out_text(b, "priority", t->priority);
	out_text(b, "slot", slot);
	out_close(b, '}');
	out_int(b, "before", w->before);
	if (w->estimate > 0)
		out_int(b, "estimate", w->estimate);
	else
		out_text(b, "estimate", "");
	out_instant(b, "taken_at", t->taken_at);
	out_int(b, "calls", hall_int(h, "queue.pass_after"));
	url_out(h, w->uuid, b);
	out_close(b, '}');
}

void ticket_slip_in(struct hall *h, struct batch *b, const struct actor *by, const struct ticket *t, const struct slip_words *w)
{
	const struct document_kind *k = document_kind_find(KIND);
	bool large = w->large || hall_int(h, "printer.large") != 0;
	struct buf body;
	char number[24], paper[8];

	buf_init(&body, BUF_LARGE);
	body_out(h, by, t, w, &body);
	ticket_slip_number(h, t, number);
	snprintf(paper, sizeof paper, "%s", k->paper);
	print_job_paper(h, KIND, large, paper);
	batch_add(b, Q_PRINT_JOB_OWN_INSERT, ARGS(value_text(k->kind), value_text(k->title), value_text(number), value_int(k->copies),
		value_text(paper), value_int(large), value_text(w->printer ? w->printer : ""), value_text(by->window), value_int(by->staff_id),
		value_int(clock_wall_ms()), value_text(body.data), value_text(job_state_code(JOB_PENDING))));
	buf_release(&body);
}

/* --- how long it will take ---------------------------------------------------------------------------------------------- */

void ticket_estimate_in(struct batch *b, day_t day, char letter, struct estimate_steps *s)
{
	const char class[2] = { letter, '\0' };

	s->service = batch_add(b, Q_TICKET_SERVICE, ARGS(value_int(day), value_text(class), value_int(SERVED)));
	s->windows = batch_add(b, Q_TICKET_OPEN_WINDOWS, ARGS(value_text(class)));
}

int64_t ticket_estimate(const struct batch *b, const struct estimate_steps *s, int64_t before)
{
	const struct rows *r = batch_rows(b, s->service);
	int64_t served = rows_int(r, 0, 0);

	return queue_estimate_minutes(before, served ? rows_int(r, 0, 1) / served : 0, rows_int(batch_rows(b, s->windows), 0, 0));
}

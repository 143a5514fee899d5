/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/mem.h"
#include "dispatch/files.h"
#include "dispatch/own.h"

/* One message from its claim to its stored end: the files that it speaks of first, then it. When an earlier attempt may have arrived, the department is asked by
 * key first, and only pushed to when it says that it never got it. */
struct exchange {
	struct transfer transfer;
	struct outbox_message m;
	struct files files;
	bool asking, ended;                  /* ended: the answer waits to be stored */
	struct answer answer;
	struct exchange *next;
};

static void push_done(struct dispatcher *d, struct transfer *t, CURLcode code);
static void question_done(struct dispatcher *d, struct transfer *t, CURLcode code);
static void go(struct dispatcher *d, struct exchange *x);

static void end(struct exchange *x, enum outbox_end how, const char *code, const char *text)
{
	x->ended = true;
	x->answer = (struct answer){ .end = how };
	snprintf(x->answer.code, sizeof x->answer.code, "%s", code);
	snprintf(x->answer.note, sizeof x->answer.note, "%s %s", code, text);
}

static void file_done(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct exchange *x = t->ctx;
	bool on = files_sent(d->hall, &x->files, &x->m, &t->wire, code, &x->answer);

	transfer_stop(d, t);
	if (FAULT("dispatch.file-answered"))
		return end(x, OUTBOX_RETRY, "E-4001", "附件的回答没有记下,稍后再送");
	x->ended = !on;
	if (on)
		go(d, x);
}

/* The next file, if one is to go before the message. False: it is the message's turn. The claim is held for as long as a file may take. */
static bool file_go(struct dispatcher *d, struct exchange *x)
{
	struct files *f = &x->files;
	char *url = NULL;
	struct err err;
	enum files_step step = files_next(d->hall, f, &x->m, &d->o->limits, &url, &x->answer);

	if (step != FILES_SEND) {
		x->ended = step == FILES_END;
		return step == FILES_END;
	}
	const struct wire_request r = { .url = url, .post = f->octets.data, .n = f->octets.len };
	x->transfer.done = file_done;
	if (outbox_hold_on(d->hall, d->owner, &x->m, f->limits.total_ms * d->o->scale, &err) != ST_OK || FAULT("dispatch.before-file") ||
	    transfer_start(d, &x->transfer, &r, &f->limits) != ST_OK)
		end(x, OUTBOX_RETRY, "E-4001", "附件没有发出,稍后再送");
	free(url);
	return true;
}

/* The question by key, the files, or POST. What cannot even be begun ends as "not sent". */
static void go(struct dispatcher *d, struct exchange *x)
{
	struct err err;

	if (wire_url_check(x->m.url, &err) != ST_OK) {
		end(x, OUTBOX_RETRY, "E-3005", "部门地址不是 https,没有发送;请联系管理员");
		x->answer.open_circuit = true;
		return;
	}
	if (!x->asking && file_go(d, x))
		return;
	char *url = x->asking ? mem_format("%s%s/by-key/%s", x->m.url, x->m.path, x->m.key)
		: mem_format("%s%s", x->m.url, x->m.path);
	struct wire_request r = { .url = url };
	if (!x->asking)
		r = (struct wire_request){ .url = url, .post = x->m.body, .n = x->m.n, .key = x->m.key, .digest = x->m.digest,
			.sequence = x->m.sequence, .without = x->files.without.data };
	x->transfer.done = x->asking ? question_done : push_done;
	if (FAULT("dispatch.before-send") || transfer_start(d, &x->transfer, &r, &d->o->limits) != ST_OK)
		end(x, x->asking ? OUTBOX_MAYBE : OUTBOX_RETRY, "E-4001", "没有发出,稍后再送");
	free(url);
}

static void question_done(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct exchange *x = t->ctx;

	answer_to_query(&x->m, &t->wire, code, &x->answer);
	transfer_stop(d, t);
	if (FAULT("dispatch.asked"))
		return end(x, OUTBOX_MAYBE, "E-4001", "没有问到,稍后再问");
	x->ended = !x->answer.push;
	if (x->ended)
		return;
	x->asking = false;
	go(d, x);
}

static void push_done(struct dispatcher *d, struct transfer *t, CURLcode code)
{
	struct exchange *x = t->ctx;

	answer_to_push(&x->m, &t->wire, code, &x->answer);
	bool anew = files_anew(d->hall, &x->files, &x->m, &t->wire, x->answer.http_status);
	transfer_stop(d, t);
	if (anew)
		return go(d, x);
	x->ended = true;
	if (FAULT("dispatch.answered"))
		end(x, OUTBOX_MAYBE, "E-4001", "回答没有记下,核实中");
}

enum status exchange_start_all(struct dispatcher *d, struct err *err)
{
	for (;;) {
		struct outbox_message m;
		enum status st = outbox_claim(d->hall, d->owner, d->per_department, &m, &d->look_at, err);
		if (st == ST_NOINPUT)
			return ST_OK;
		if (st)
			return st;
		struct exchange *x = mem_alloc(sizeof *x);
		x->m = m;
		x->asking = m.maybe_sent;
		x->transfer = (struct transfer){ .ctx = x };
		files_init(&x->files, &x->m);
		x->next = d->exchanges;
		d->exchanges = x;
		d->words_stale = true;
		go(d, x);
	}
}

static bool store(struct dispatcher *d, struct exchange *x)
{
	const struct answer *a = &x->answer;
	struct outbox_result r = { .end = a->end, .http_status = a->http_status, .department_no = a->department_no,
		.note = a->note, .retry_after_ms = a->retry_after_ms, .refused = a->open_circuit };
	struct err err;

	if (FAULT("dispatch.before-store"))
		return false;
	enum status st = outbox_done(d->hall, &x->m, &r, &err);
	if (st) {
		log_line(LOG_ERROR, "%s: end not stored: %s %s", x->m.key, status_name(st), err.text);
		return false;
	}
	if (a->end != OUTBOX_DELIVERED)          /* not the note: it may quote the department, and so a citizen */
		log_line(LOG_NOTE, "%s %s: %s, http %d", x->m.department, x->m.key, a->code, a->http_status);
	if (a->end == OUTBOX_DELIVERED)
		dispatch_news(d);
	d->look = true;                          /* a place is free, others may have waited for this one */
	d->words_stale = true;
	if (FAULT("dispatch.stored"))
		log_line(LOG_NOTE, "injected");
	return true;
}

static void exchange_free(struct dispatcher *d, struct exchange *x)
{
	transfer_stop(d, &x->transfer);
	files_release(&x->files);
	outbox_message_release(&x->m);
	free(x);
}

bool exchange_store_all(struct dispatcher *d)
{
	bool all = true;

	for (struct exchange **link = &d->exchanges; *link; ) {
		struct exchange *x = *link;
		if (x->ended && store(d, x)) {
			*link = x->next;
			exchange_free(d, x);
		} else {
			all = all && !x->ended;
			link = &x->next;
		}
	}
	return all;
}

void exchange_abandon_all(struct dispatcher *d)
{
	for (struct exchange *x = d->exchanges; x; x = x->next)
		if (!x->ended) {
			transfer_stop(d, &x->transfer);
			end(x, OUTBOX_MAYBE, "E-4001", "发送程序停止时还没有回答;可能已送达,核实中");
		}
	if (!exchange_store_all(d))
		log_line(LOG_WARNING, "some ends are not stored: they are looked into at the next start");
	while (d->exchanges) {
		struct exchange *x = d->exchanges;
		d->exchanges = x->next;
		exchange_free(d, x);
	}
}
